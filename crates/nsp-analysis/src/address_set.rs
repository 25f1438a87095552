//! Exact sets of addresses.

mod count;
mod flips;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::net::IpAddr;

pub use self::count::AddressCount;

use self::flips::{Flips, Word};
use crate::prefix::{Prefix, number};

/// A set of addresses of both families, exact whatever its size.
///
/// Equal sets are equal values, however they came about. An IPv4-mapped IPv6 address is the IPv4
/// address: [`contains`](Self::contains) folds it, and a prefix that lies wholly among the mapped
/// ones holds nobody. A wider IPv6 prefix counts them with the rest, so that `::/0` stays one
/// prefix of 2^128 addresses.
///
/// ```
/// # use nsp_analysis::{AddressSet, Prefix};
/// # use nsp_core::AddressPrefix;
/// # let set = |texts: &[&str]| -> AddressSet {
/// #     texts.iter().filter_map(|it| Prefix::of(&AddressPrefix::parse(it).ok()?)).collect()
/// # };
/// let lost = set(&["203.0.113.0/24"]).difference(&set(&["203.0.113.0/26"]));
/// let prefixes: Vec<String> = lost.prefixes().map(|it| it.to_string()).collect();
/// assert_eq!(prefixes, ["203.0.113.64/26", "203.0.113.128/25"]);
/// assert_eq!(lost.count().to_string(), "192");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AddressSet {
    v4: Flips<u32>,
    v6: Flips<u128>,
}

impl AddressSet {
    /// The set of no address.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The set of every address of both families.
    #[must_use]
    pub fn everything() -> Self {
        Self::empty().complement()
    }

    /// The addresses of IPv4 in it.
    #[must_use]
    pub fn only_ipv4(&self) -> Self {
        Self { v4: self.v4.clone(), v6: Flips::default() }
    }

    /// The addresses of IPv6 in it.
    #[must_use]
    pub fn only_ipv6(&self) -> Self {
        Self { v4: Flips::default(), v6: self.v6.clone() }
    }

    /// The addresses that one of the two holds.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a || b)
    }

    /// The addresses that both hold.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a && b)
    }

    /// The addresses that this set holds and the other does not.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a && !b)
    }

    /// The addresses that exactly one of the two holds.
    #[must_use]
    pub fn symmetric_difference(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a != b)
    }

    /// The addresses that it does not hold.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self { v4: self.v4.complement(), v6: self.v6.complement() }
    }

    fn combined(&self, other: &Self, keep: impl Fn(bool, bool) -> bool + Copy) -> Self {
        Self { v4: self.v4.combined(&other.v4, keep), v6: self.v6.combined(&other.v6, keep) }
    }

    /// Whether it holds an address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match address.to_canonical() {
            IpAddr::V4(address) => self.v4.contains(address.to_bits()),
            IpAddr::V6(address) => self.v6.contains(address.to_bits()),
        }
    }

    /// Whether it holds no address.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    /// Whether every address of this set is in the other.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// How many addresses it holds.
    #[must_use]
    pub fn count(&self) -> AddressCount {
        let v4 = self.v4.ranges().map(|(from, to)| AddressCount::of(from.into(), to.into()));
        let v6 = self.v6.ranges().map(|(from, to)| AddressCount::of(from, to));
        v4.chain(v6).sum()
    }

    /// Its first address, of IPv4 before IPv6.
    #[must_use]
    pub fn first(&self) -> Option<IpAddr> {
        self.ranges().next().map(|(first, _)| first)
    }

    /// The longest stretches of addresses that it holds, by their first and last address, in
    /// ascending order and IPv4 before IPv6.
    pub fn ranges(&self) -> impl Iterator<Item = (IpAddr, IpAddr)> {
        let v4 = self.v4.ranges().map(|(from, to)| (from.address(), to.address()));
        let v6 = self.v6.ranges().map(|(from, to)| (from.address(), to.address()));
        v4.chain(v6)
    }

    /// The fewest prefixes that hold exactly these addresses, in ascending order and IPv4 before
    /// IPv6.
    pub fn prefixes(&self) -> impl Iterator<Item = Prefix> {
        self.v4.prefixes().chain(self.v6.prefixes())
    }
}

impl From<Prefix> for AddressSet {
    fn from(prefix: Prefix) -> Self {
        core::iter::once(prefix).collect()
    }
}

/// Every address that one of the prefixes holds.
impl FromIterator<Prefix> for AddressSet {
    fn from_iter<I: IntoIterator<Item = Prefix>>(prefixes: I) -> Self {
        let mut spans = Spans::default();
        for prefix in prefixes {
            spans.add(prefix.is_ipv4(), prefix.from(), prefix.to());
        }
        spans.union()
    }
}

/// Every address from a first to a last one. A pair of two families, or the wrong way round, holds
/// nobody.
impl FromIterator<(IpAddr, IpAddr)> for AddressSet {
    fn from_iter<I: IntoIterator<Item = (IpAddr, IpAddr)>>(ranges: I) -> Self {
        let mut spans = Spans::default();
        for (first, last) in ranges {
            if first.is_ipv4() == last.is_ipv4() && first <= last {
                spans.add(first.is_ipv4(), number(first), number(last));
            }
        }
        spans.union()
    }
}

/// Stretches in any order, which may overlap.
#[derive(Default)]
struct Spans {
    /// First and last address in one number each, which sorts fastest.
    v4: Vec<u64>,
    v6: Vec<(u128, u128)>,
}

impl Spans {
    fn add(&mut self, is_ipv4: bool, from: u128, to: u128) {
        if is_ipv4 {
            self.v4.push((from << 32 | to) as u64);
        } else if from >> 32 != 0xffff || to >> 32 != 0xffff {
            self.v6.push((from, to));
        }
    }

    fn union(mut self) -> AddressSet {
        self.v4.sort_unstable();
        self.v6.sort_unstable();
        let v4 = self.v4.into_iter().map(|it| ((it >> 32) as u32, it as u32));
        AddressSet { v4: Flips::of_sorted(v4), v6: Flips::of_sorted(self.v6.into_iter()) }
    }
}
