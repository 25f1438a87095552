//! A stretch of the IPv4 space, and where addresses lie in it.

use std::net::{IpAddr, Ipv4Addr};

use nsp_analysis::AddressSet;

/// A prefix of IPv4, seen from its first address to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    first: u32,
    length: u8,
}

/// The narrowest, so that each of eight parts holds an address.
const NARROWEST: u8 = 29;

impl Window {
    /// All of IPv4.
    pub(super) const WHOLE: Self = Self { first: 0, length: 0 };

    /// The smallest around the addresses of a set; all of IPv4 around none.
    pub(super) fn around(set: &AddressSet) -> Self {
        let v4 = set.only_ipv4();
        let mut ends = v4.ranges().filter_map(|(first, last)| Some((bits(first)?, bits(last)?)));
        let Some((first, last)) = ends.next() else { return Self::WHOLE };
        let last = ends.last().map_or(last, |(_, last)| last);
        Self::of(first, (first ^ last).leading_zeros() as u8)
    }

    fn of(address: u32, length: u8) -> Self {
        let length = length.min(NARROWEST);
        let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
        Self { first: address & mask, length }
    }

    /// How many addresses it has.
    fn size(self) -> u64 {
        1 << (32 - self.length)
    }

    fn last(self) -> u32 {
        (u64::from(self.first) + self.size() - 1) as u32
    }

    pub(super) fn is_whole(self) -> bool {
        self.length == 0
    }

    pub(super) fn is_narrowest(self) -> bool {
        self.length == NARROWEST
    }

    /// Eight times as wide.
    pub(super) fn wider(self) -> Self {
        Self::of(self.first, self.length.saturating_sub(3))
    }

    /// The eighth that a share of the width lies in, from 0 to 1.
    pub(super) fn narrower(self, share: f64) -> Self {
        let at = (share.clamp(0.0, 0.999_999) * self.size() as f64) as u64;
        Self::of((u64::from(self.first) + at) as u32, self.length + 3)
    }

    /// The eighth that holds the first of some addresses, or the first eighth.
    pub(super) fn towards(self, set: &AddressSet) -> Self {
        let all = self.addresses();
        let first = set.intersection(&all).first().and_then(bits).unwrap_or(self.first);
        Self::of(first, self.length + 3)
    }

    /// The one of the same width before it or behind it.
    pub(super) fn beside(self, behind: bool) -> Option<Self> {
        let size = u32::try_from(self.size()).ok()?;
        let first =
            if behind { self.first.checked_add(size) } else { self.first.checked_sub(size) };
        Some(Self { first: first?, ..self })
    }

    pub(super) fn addresses(self) -> AddressSet {
        std::iter::once((address(self.first), address(self.last()))).collect()
    }

    /// The first addresses of its eighths.
    pub(super) fn ticks(self) -> impl Iterator<Item = Ipv4Addr> {
        let step = self.size() / 8;
        (0..8).map(move |at| Ipv4Addr::from((u64::from(self.first) + at * step) as u32))
    }

    /// Where this one lies in another, as shares of the width.
    pub(super) fn within(self, other: Self) -> (f64, f64) {
        other.share(self.first, self.last())
    }

    fn share(self, first: u32, last: u32) -> (f64, f64) {
        let size = self.size() as f64;
        let at = |address: u64| (address as f64 - f64::from(self.first)) / size;
        (at(first.into()), at(u64::from(last) + 1))
    }

    /// Where addresses lie in it, as shares of the width; what is less than `gap` apart is one.
    pub(super) fn stretches(self, set: &AddressSet, gap: f64) -> Vec<(f64, f64)> {
        let mut found: Vec<(f64, f64)> = Vec::new();
        let seen = set.intersection(&self.addresses());
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
        write!(f, "{}/{}", Ipv4Addr::from(self.first), self.length)
    }
}

fn bits(address: IpAddr) -> Option<u32> {
    match address {
        IpAddr::V4(address) => Some(address.to_bits()),
        IpAddr::V6(_) => None,
    }
}

fn address(bits: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(bits))
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
        let window = Window::around(&lost);
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
        assert_eq!(Window::around(&set(&[("192.0.2.7", "192.0.2.7")])).to_string(), "192.0.2.0/29");
        assert_eq!(Window::around(&AddressSet::everything()), Window::WHOLE);
        assert_eq!(Window::WHOLE.stretches(&AddressSet::everything(), 0.0), [(0.0, 1.0)]);
        assert_eq!(Window::WHOLE.beside(true), None);
        let last = Window::WHOLE.narrower(1.0);
        assert_eq!(last.to_string(), "224.0.0.0/3");
        assert_eq!(last.beside(true), None);
        assert_eq!(last.beside(false).unwrap().to_string(), "192.0.0.0/3");
        assert_eq!(last.within(Window::WHOLE), (0.875, 1.0));
    }
}
