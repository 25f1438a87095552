//! Addresses that no public traffic comes from.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a range is set aside for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// "This network" (RFC 1122).
    ThisNetwork,
    /// Private (RFC 1918).
    Private,
    /// Shared by carriers (RFC 6598).
    Carriers,
    /// The machine itself.
    Loopback,
    /// No further than the next router.
    LinkLocal,
    /// Protocols (RFC 6890).
    Protocols,
    /// Benchmarks (RFC 2544).
    Benchmarks,
    /// Groups.
    Multicast,
    /// Nothing yet (RFC 1112).
    Future,
    /// No address.
    Unspecified,
    /// Unique local (RFC 4193).
    UniqueLocal,
    /// IPv4 within IPv6; such callers are seen by their IPv4 address.
    Mapped,
}

/// The ranges, each by its first address and length. The documentation ranges are not among them:
/// in examples they stand for public addresses.
pub const RESERVED: [(IpAddr, u8, Reserved); 17] = [
    v4([0, 0, 0, 0], 8, Reserved::ThisNetwork),
    v4([10, 0, 0, 0], 8, Reserved::Private),
    v4([172, 16, 0, 0], 12, Reserved::Private),
    v4([192, 168, 0, 0], 16, Reserved::Private),
    v4([100, 64, 0, 0], 10, Reserved::Carriers),
    v4([127, 0, 0, 0], 8, Reserved::Loopback),
    v4([169, 254, 0, 0], 16, Reserved::LinkLocal),
    v4([192, 0, 0, 0], 24, Reserved::Protocols),
    v4([198, 18, 0, 0], 15, Reserved::Benchmarks),
    v4([224, 0, 0, 0], 4, Reserved::Multicast),
    v4([240, 0, 0, 0], 4, Reserved::Future),
    v6([0, 0, 0, 0, 0, 0, 0, 1], 128, Reserved::Loopback),
    v6([0; 8], 128, Reserved::Unspecified),
    v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, Reserved::UniqueLocal),
    v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, Reserved::LinkLocal),
    v6([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, Reserved::Multicast),
    v6([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, Reserved::Mapped),
];

const fn v4(first: [u8; 4], length: u8, what: Reserved) -> (IpAddr, u8, Reserved) {
    let [a, b, c, d] = first;
    (IpAddr::V4(Ipv4Addr::new(a, b, c, d)), length, what)
}

const fn v6(first: [u16; 8], length: u8, what: Reserved) -> (IpAddr, u8, Reserved) {
    let [a, b, c, d, e, f, g, h] = first;
    (IpAddr::V6(Ipv6Addr::new(a, b, c, d, e, f, g, h)), length, what)
}
