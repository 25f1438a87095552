//! Addresses by other addresses, which share with each other what the old ones shared.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;

use ipnet::IpNet;
use nsp_core::AddressPrefix;

use crate::scenario::check::not_public;

/// Beside the ranges that no public traffic comes from: what is nobody's, and what is everybody's.
const KEPT: &[&str] = &[
    "0.0.0.0/8",
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "2000::/3",
    "2001:db8::/32",
];

/// A permutation of all addresses by which two that begin alike go on to begin alike, as long as
/// before. Each of the kept ranges becomes itself, and no address that is not one of them.
pub(super) struct Addresses {
    seed: u64,
    kept: Vec<IpNet>,
}

impl Addresses {
    pub(super) fn new(seed: u64) -> Self {
        let own = KEPT.iter().filter_map(|range| range.parse().ok());
        Self { seed, kept: own.chain(not_public().iter().map(|(range, _)| *range)).collect() }
    }

    pub(super) fn address(&self, address: IpAddr) -> IpAddr {
        // Such a caller is seen by its IPv4 address.
        if let IpAddr::V6(six) = address
            && let Some(IpAddr::V4(four)) =
                six.to_ipv4_mapped().map(|four| self.address(IpAddr::V4(four)))
        {
            return IpAddr::V6(four.to_ipv6_mapped());
        }
        let bits = Bits::of(address);
        bits.with(self.permuted(bits, address))
    }

    /// The prefix of other addresses that is as long, and has bits behind its length if this one
    /// has. An expression is none.
    pub(super) fn prefix(&self, prefix: &AddressPrefix) -> String {
        let (first, length) = match prefix.as_str().split_once('/') {
            Some((first, length)) => (first, Some(length)),
            None => (prefix.as_str(), None),
        };
        let (Ok(address), Some(net)) = (first.parse::<IpAddr>(), prefix.net()) else {
            return prefix.as_str().to_owned();
        };
        let bits = Bits::of(address);
        let moved = self.permuted(bits, address);
        let masked = top(moved, u32::from(net.prefix_len()));
        let moved = match prefix.has_host_bits() {
            false => masked,
            true if moved == masked => masked | last(bits),
            true => moved,
        };
        let address = bits.with(moved);
        length.map_or_else(|| address.to_string(), |length| format!("{address}/{length}"))
    }

    /// Each bit flips or not by the bits before it alone.
    fn permuted(&self, bits: Bits, address: IpAddr) -> u128 {
        let kept: Vec<(u128, u32)> = self
            .kept
            .iter()
            .filter(|range| range.addr().is_ipv4() == address.is_ipv4())
            .map(|range| (Bits::of(range.addr()).value, u32::from(range.prefix_len())))
            .collect();
        let mut moved = bits.value;
        let mut free = false;
        for depth in 0..bits.width {
            let before = top(bits.value, depth);
            let leads_to =
                |(range, length): &(u128, u32)| *length > depth && top(*range, depth) == before;
            if !free && kept.iter().any(leads_to) {
                continue;
            }
            // The first that may flip does, so that nothing stays as it was.
            if !free || self.flips(bits.width, depth, before) {
                moved ^= 1 << (127 - depth);
            }
            free = true;
        }
        moved
    }

    fn flips(&self, width: u32, depth: u32, before: u128) -> bool {
        let mut hasher = DefaultHasher::new();
        (self.seed, width, depth, before).hash(&mut hasher);
        hasher.finish() & 1 == 1
    }
}

/// An address as bits from the top of a number.
#[derive(Clone, Copy)]
struct Bits {
    value: u128,
    width: u32,
}

impl Bits {
    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(four) => Self { value: u128::from(u32::from(four)) << 96, width: 32 },
            IpAddr::V6(six) => Self { value: u128::from(six), width: 128 },
        }
    }

    /// The address of the same family with these bits.
    fn with(self, value: u128) -> IpAddr {
        match u32::try_from(value >> 96) {
            Ok(four) if self.width == 32 => IpAddr::V4(four.into()),
            _ => IpAddr::V6(value.into()),
        }
    }
}

/// The first bits of a number.
fn top(value: u128, length: u32) -> u128 {
    match 128 - length {
        128 => 0,
        rest => value >> rest << rest,
    }
}

/// The last bit of an address.
fn last(bits: Bits) -> u128 {
    1 << (128 - bits.width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moved(seed: u64, text: &str) -> String {
        Addresses::new(seed).prefix(&AddressPrefix::parse(text).unwrap())
    }

    #[test]
    fn what_is_told_apart_by_its_range_stays_in_it() {
        for range in ["0.0.0.0/0", "::/0", "10.0.0.0/8", "203.0.113.0/24", "fc00::/7", "0.0.0.0/1"]
        {
            assert_eq!(moved(1, range), range);
        }
        for (text, start) in [
            ("10.1.2.3", "10."),
            ("203.0.113.7", "203.0.113."),
            ("169.254.0.0/24", "169.254."),
            ("2001:db8:1::/48", "2001:db8:"),
            ("::ffff:198.51.100.0/120", "::ffff:"),
        ] {
            let moved = moved(1, text);
            assert!(moved.starts_with(start) && moved != text, "{text} became {moved}");
        }
    }

    #[test]
    fn the_way_a_prefix_is_written_stays() {
        for seed in 0..50 {
            let host_bits = AddressPrefix::parse(&moved(seed, "20.30.40.50/30")).unwrap();
            assert!(host_bits.has_host_bits(), "{host_bits:?}");
            let plain = AddressPrefix::parse(&moved(seed, "20.30.40.0/24")).unwrap();
            assert!(!plain.has_host_bits() && plain.as_str().ends_with("/24"), "{plain:?}");
            assert!(!moved(seed, "20.30.40.50").contains('/'));
        }
        assert_ne!(moved(1, "20.30.40.50"), moved(2, "20.30.40.50"));
    }

    fn address() -> impl Strategy<Value = IpAddr> {
        prop_oneof![
            any::<u32>().prop_map(|it| IpAddr::V4(it.into())),
            any::<u128>().prop_map(|it| IpAddr::V6(it.into())),
            (0xcb00_7100_u32..0xcb00_7400).prop_map(|it| IpAddr::V4(it.into())),
        ]
    }

    proptest! {
        #[test]
        fn two_addresses_share_as_many_bits_as_before(seed: u64, one in address(), two in address()) {
            let addresses = Addresses::new(seed);
            let shared = |a: IpAddr, b: IpAddr| {
                (Bits::of(a).value ^ Bits::of(b).value).leading_zeros()
            };
            let [new_one, new_two] = [one, two].map(|it| addresses.address(it));
            prop_assert_eq!(one.is_ipv4(), new_one.is_ipv4());
            prop_assert_ne!(one, new_one);
            if one.is_ipv4() == two.is_ipv4() {
                prop_assert_eq!(shared(one, two), shared(new_one, new_two));
            }
            for range in &addresses.kept {
                prop_assert_eq!(range.contains(&one), range.contains(&new_one));
            }
        }
    }
}
