//! A stretch of the IPv4 or the IPv6 space, and where addresses lie in it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nsp_analysis::AddressSet;

/// Which addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    V4,
    V6,
}

/// A prefix, seen from its first address to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    family: Family,
    first: u128,
    length: u8,
}

impl Family {
    /// As it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::V4 => "IPv4",
            Self::V6 => "IPv6",
        }
    }

    /// Of a set the addresses of this family.
    pub(super) fn of(self, set: &AddressSet) -> AddressSet {
        match self {
            Self::V4 => set.only_ipv4(),
            Self::V6 => set.only_ipv6(),
        }
    }

    const fn bits(self) -> u8 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }

    /// The narrowest window, so that each of eight parts holds an address.
    const fn narrowest(self) -> u8 {
        self.bits() - 3
    }

    const fn last(self) -> u128 {
        u128::MAX >> (128 - self.bits())
    }

    fn address(self, bits: u128) -> IpAddr {
        match self {
            Self::V4 => IpAddr::V4(Ipv4Addr::from(bits as u32)),
            Self::V6 => IpAddr::V6(Ipv6Addr::from(bits)),
        }
    }

    fn bits_of(self, address: IpAddr) -> Option<u128> {
        match (self, address) {
            (Self::V4, IpAddr::V4(address)) => Some(address.to_bits().into()),
            (Self::V6, IpAddr::V6(address)) => Some(address.to_bits()),
            _ => None,
        }
    }
}

impl Window {
    /// All of a family.
    pub(super) const fn whole(family: Family) -> Self {
        Self { family, first: 0, length: 0 }
    }

    /// The smallest around the addresses of a set; all of the family around none.
    pub(super) fn around(set: &AddressSet, family: Family) -> Self {
        let own = family.of(set);
        let ends = |(first, last)| Some((family.bits_of(first)?, family.bits_of(last)?));
        let mut ends = own.ranges().filter_map(ends);
        let Some((first, last)) = ends.next() else { return Self::whole(family) };
        let last = ends.last().map_or(last, |(_, last)| last);
        let shared = (first ^ last).leading_zeros() as u8 - (128 - family.bits());
        Self::of(family, first, shared)
    }

    fn of(family: Family, address: u128, length: u8) -> Self {
        let length = length.min(family.narrowest());
        let behind = family.last().checked_shr(length.into()).unwrap_or(0);
        Self { family, first: address & family.last() & !behind, length }
    }

    pub(super) const fn family(self) -> Family {
        self.family
    }

    /// How many addresses there are behind the first.
    fn rest(self) -> u128 {
        self.family.last() >> self.length
    }

    /// How many addresses it has, as far as a share needs it.
    fn size(self) -> f64 {
        self.rest() as f64 + 1.0
    }

    /// How many addresses an eighth has.
    const fn eighth(self) -> u128 {
        1 << (self.family.bits() - self.length - 3)
    }

    fn last(self) -> u128 {
        self.first | self.rest()
    }

    pub(super) fn is_whole(self) -> bool {
        self.length == 0
    }

    pub(super) fn is_narrowest(self) -> bool {
        self.length == self.family.narrowest()
    }

    /// Eight times as wide.
    pub(super) fn wider(self) -> Self {
        Self::of(self.family, self.first, self.length.saturating_sub(3))
    }

    /// The eighth that a share of the width lies in, from 0 to 1.
    pub(super) fn narrower(self, share: f64) -> Self {
        let at = (share.clamp(0.0, 0.999_999) * 8.0) as u128 * self.eighth();
        Self::of(self.family, self.first + at, self.length + 3)
    }

    /// The eighth that holds the first of some addresses, or the first eighth.
    pub(super) fn towards(self, set: &AddressSet) -> Self {
        let first = set.intersection(&self.addresses()).first();
        let first = first.and_then(|it| self.family.bits_of(it)).unwrap_or(self.first);
        Self::of(self.family, first, self.length + 3)
    }

    /// The one of the same width before it or behind it.
    pub(super) fn beside(self, behind: bool) -> Option<Self> {
        let first = match behind {
            true => self.last().checked_add(1).filter(|it| *it <= self.family.last()),
            false => self.first.checked_sub(1).map(|before| before & !self.rest()),
        };
        Some(Self { first: first?, ..self })
    }

    pub(super) fn addresses(self) -> AddressSet {
        let ends = (self.family.address(self.first), self.family.address(self.last()));
        std::iter::once(ends).collect()
    }

    /// The first addresses of its eighths.
    pub(super) fn ticks(self) -> impl Iterator<Item = IpAddr> {
        (0..8).map(move |at| self.family.address(self.first + at * self.eighth()))
    }

    /// Where this one lies in another, as shares of the width.
    pub(super) fn within(self, other: Self) -> (f64, f64) {
        other.share(self.first, self.last())
    }

    fn share(self, first: u128, last: u128) -> (f64, f64) {
        let at = |address: u128| match address.checked_sub(self.first) {
            Some(behind) => behind as f64,
            None => -((self.first - address) as f64),
        };
        (at(first) / self.size(), (at(last) + 1.0) / self.size())
    }

    /// Where addresses lie in it, as shares of the width; what is less than `gap` apart is one.
    pub(super) fn stretches(self, set: &AddressSet, gap: f64) -> Vec<(f64, f64)> {
        let mut found: Vec<(f64, f64)> = Vec::new();
        let seen = set.intersection(&self.addresses());
        let bits = |address| self.family.bits_of(address);
        for (first, last) in seen.ranges() {
            let (Some(first), Some(last)) = (bits(first), bits(last)) else { continue };
            let (from, to) = self.share(first, last);
            match found.last_mut().filter(|before| from - before.1 < gap) {
                Some(before) => before.1 = to,
                None => found.push((from, to)),
            }
        }
        found
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.family.address(self.first), self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(&str, &str)]) -> AddressSet {
        ranges.iter().map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).collect()
    }

    #[test]
    fn the_smallest_prefix_holds_all() {
        let lost = set(&[
            ("198.51.100.20", "198.51.100.20"),
            ("198.51.100.24", "198.51.100.31"),
            ("198.51.100.36", "198.51.100.39"),
        ]);
        let window = Window::around(&lost, Family::V4);
        assert_eq!(window.to_string(), "198.51.100.0/26");
        let stretches = window.stretches(&lost, 0.0);
        assert_eq!(stretches[0], (20.0 / 64.0, 21.0 / 64.0));
        assert_eq!(stretches.len(), 3);
        assert_eq!(window.stretches(&lost, 0.1).len(), 1);
        assert_eq!(window.narrower(0.5).to_string(), "198.51.100.32/29");
        assert_eq!(window.towards(&lost).to_string(), "198.51.100.16/29");
        assert_eq!(window.wider().to_string(), "198.51.100.0/23");
        assert_eq!(window.ticks().nth(1).unwrap().to_string(), "198.51.100.8");
    }

    #[test]
    fn the_ends_of_the_space_are_its_own() {
        let whole = Window::whole(Family::V4);
        let around = |set: &AddressSet| Window::around(set, Family::V4);
        let one = set(&[("192.0.2.7", "192.0.2.7")]);
        assert_eq!(around(&one).to_string(), "192.0.2.0/29");
        assert_eq!(around(&AddressSet::everything()), whole);
        assert_eq!(whole.stretches(&AddressSet::everything(), 0.0), [(0.0, 1.0)]);
        assert_eq!(whole.beside(true), None);
        let last = whole.narrower(1.0);
        assert_eq!(last.to_string(), "224.0.0.0/3");
        assert_eq!(last.beside(true), None);
        assert_eq!(last.beside(false).unwrap().to_string(), "192.0.0.0/3");
        assert_eq!(last.within(whole), (0.875, 1.0));
    }

    #[test]
    fn the_space_of_ipv6_is_walked_in_the_same_way() {
        let lost = set(&[("198.51.100.20", "198.51.100.20"), ("2001:db8::20", "2001:db8::2f")]);
        let window = Window::around(&lost, Family::V6);
        assert_eq!(window.to_string(), "2001:db8::20/124");
        assert_eq!(window.stretches(&lost, 0.0), [(0.0, 1.0)]);
        assert_eq!(window.narrower(0.99).to_string(), "2001:db8::28/125");
        assert_eq!(window.beside(true).unwrap().to_string(), "2001:db8::30/124");
        assert_eq!(window.beside(false).unwrap().to_string(), "2001:db8::10/124");
        let whole = Window::whole(Family::V6);
        assert_eq!(whole.stretches(&AddressSet::everything(), 0.0), [(0.0, 1.0)]);
        assert_eq!(whole.beside(true), None);
        assert_eq!(whole.narrower(1.0).to_string(), "e000::/3");
        assert_eq!(window.wider().wider().to_string(), "2001:db8::/118");
        assert_eq!(whole.ticks().nth(1).unwrap().to_string(), "2000::");
    }
}
