//! A range of addresses, by its first address and its length.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use nsp_core::{AddressPrefix, RESERVED};

/// A range of addresses without a spelling of its own: host bits are masked, and a bare address is
/// the prefix of that address alone.
///
/// Ordered by family, then by first address, then the wider before the narrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix {
    is_ipv6: bool,
    from: u128,
    length: u8,
}

impl Prefix {
    /// The range a written prefix stands for; `None` for an expression.
    #[must_use]
    pub fn of(written: &AddressPrefix) -> Option<Self> {
        written.net().map(Into::into)
    }

    /// The range of one address. An IPv4-mapped IPv6 address is the IPv4 address.
    #[must_use]
    pub fn only(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self::new(address, if address.is_ipv4() { 32 } else { 128 })
    }

    pub(crate) fn new(first: IpAddr, length: u8) -> Self {
        Self { is_ipv6: first.is_ipv6(), from: number(first), length }
    }

    /// Its first address.
    #[must_use]
    pub fn first(self) -> IpAddr {
        address(self.from, self.is_ipv4())
    }

    /// Whether it is one of IPv4.
    #[must_use]
    pub fn is_ipv4(self) -> bool {
        !self.is_ipv6
    }

    /// Its prefix length.
    #[must_use]
    pub fn length(self) -> u8 {
        self.length
    }

    /// Whether it covers every address of its family.
    #[must_use]
    pub fn is_whole_family(self) -> bool {
        self.length == 0
    }

    /// Whether no public traffic comes from any of it.
    #[must_use]
    pub fn is_reserved(self) -> bool {
        RESERVED.iter().any(|(first, length, _)| {
            let range = Self::new(*first, *length);
            range.length <= self.length && range.holds(self.first())
        })
    }

    /// The range of those that a caller may be seen by; `None` for an expression, and for
    /// IPv4-mapped addresses: such a caller is seen by its IPv4 address.
    pub(crate) fn of_callers(written: &AddressPrefix) -> Option<Self> {
        let mapped = |it: Self| it.length >= 96 && it.first().to_canonical() != it.first();
        Self::of(written).filter(|it| !mapped(*it))
    }

    /// Whether it is one address.
    #[must_use]
    pub fn is_single(self) -> bool {
        self.length == if self.is_ipv4() { 32 } else { 128 }
    }

    /// Whether it holds an address of its family, compared bit by bit: an IPv4-mapped address is
    /// to be folded before.
    #[must_use]
    pub fn holds(self, address: IpAddr) -> bool {
        let number = number(address);
        self.is_ipv4() == address.is_ipv4() && (self.from()..=self.to()).contains(&number)
    }

    /// The longest prefix around this and another one of its family.
    pub(crate) fn around(self, other: Self) -> Self {
        let width = if self.is_ipv4() { 32 } else { 128 };
        let differ = 128 - (self.from ^ other.from).leading_zeros();
        let longest = width - u8::try_from(differ).unwrap_or(width).min(width);
        let length = longest.min(self.length).min(other.length);
        let around = Self { length, ..self };
        Self { from: self.from & !around.hosts(), ..around }
    }

    /// The lower half of a prefix of more than one address.
    pub(crate) fn lower_half(self) -> Self {
        Self { length: self.length.saturating_add(1), ..self }
    }

    /// The first address as a number of its family.
    pub(crate) fn from(self) -> u128 {
        self.from
    }

    /// The last address as a number of its family.
    pub(crate) fn to(self) -> u128 {
        self.from() | self.hosts()
    }

    /// The bits behind its length.
    fn hosts(self) -> u128 {
        let width: u32 = if self.is_ipv4() { 32 } else { 128 };
        let host_bits = width.saturating_sub(u32::from(self.length));
        u128::MAX.checked_shr(128 - host_bits).unwrap_or(0)
    }
}

impl From<IpNet> for Prefix {
    fn from(net: IpNet) -> Self {
        Self::new(net.network(), net.prefix_len())
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.first(), f)?;
        if self.is_single() { Ok(()) } else { write!(f, "/{}", self.length) }
    }
}

/// An address as a number of its family.
pub(crate) fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The address of a family that a number stands for.
pub(crate) fn address(number: u128, is_ipv4: bool) -> IpAddr {
    if is_ipv4 {
        let bits = u32::try_from(number).unwrap_or(u32::MAX);
        IpAddr::V4(Ipv4Addr::from_bits(bits))
    } else {
        IpAddr::V6(Ipv6Addr::from_bits(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use alloc::string::ToString;

    fn prefix(text: &str) -> Prefix {
        Prefix::of(&AddressPrefix::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn a_prefix_has_one_spelling() {
        assert_eq!(prefix("203.0.113.7/24").to_string(), "203.0.113.0/24");
        assert_eq!(prefix("203.0.113.7/32").to_string(), "203.0.113.7");
        assert_eq!(prefix("203.0.113.7"), prefix("203.0.113.7/32"));
        assert_eq!(Prefix::only("::ffff:192.0.2.1".parse().unwrap()), prefix("192.0.2.1"));
    }

    #[test]
    fn a_prefix_ends_where_its_family_says() {
        assert_eq!(prefix("0.0.0.0/0").to(), u128::from(u32::MAX));
        assert_eq!(prefix("::/0").to(), u128::MAX);
        assert_eq!(prefix("2001:db8::1").to(), prefix("2001:db8::1").from());
        assert!(prefix("203.0.113.0/24").holds("203.0.113.255".parse().unwrap()));
        assert!(!prefix("203.0.113.0/24").holds("203.0.114.0".parse().unwrap()));
        assert!(!prefix("0.0.0.0/0").holds("::1".parse().unwrap()));
    }
}
