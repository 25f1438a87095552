//! Sets of numbers of one width, by the points where membership changes.

use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::prefix::Prefix;

/// An unsigned number that addresses of one family are.
pub(super) trait Word: Copy + Ord {
    const ZERO: Self;
    const MAX: Self;
    fn next(self) -> Option<Self>;
    fn before(self) -> Self;
    fn address(self) -> IpAddr;
    /// The length of the widest prefix that begins here and ends no later than `to`, and its last
    /// number.
    fn widest(self, to: Self) -> (u8, Self);
}

macro_rules! word {
    ($word:ty, $address:ident) => {
        impl Word for $word {
            const ZERO: Self = 0;
            const MAX: Self = <$word>::MAX;

            fn next(self) -> Option<Self> {
                self.checked_add(1)
            }

            fn before(self) -> Self {
                self.wrapping_sub(1)
            }

            fn address(self) -> IpAddr {
                $address::from_bits(self).into()
            }

            fn widest(self, to: Self) -> (u8, Self) {
                // One more than the distance is the number of addresses, which may not fit.
                let room = match to.wrapping_sub(self).checked_add(1) {
                    Some(count) => count.ilog2(),
                    None => <$word>::BITS,
                };
                let host_bits = self.trailing_zeros().min(room);
                let hosts = <$word>::MAX.checked_shr(<$word>::BITS - host_bits).unwrap_or(0);
                ((<$word>::BITS - host_bits) as u8, self | hosts)
            }
        }
    };
}

word!(u32, Ipv4Addr);
word!(u128, Ipv6Addr);

/// A set of numbers, by the points where membership changes, ascending.
///
/// Nothing below the first point is in it, everything from there to before the second is, and so
/// on. Behind an odd last point everything to the greatest number is in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Flips<W>(Vec<W>);

impl<W> Default for Flips<W> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// How many times longer the other list has to be for its runs to be copied whole.
const FAR_LONGER: usize = 16;

impl<W: Word> Flips<W> {
    /// The union of stretches in ascending order of their first numbers.
    pub(super) fn of_sorted(mut spans: impl ExactSizeIterator<Item = (W, W)>) -> Self {
        let mut flips = Vec::with_capacity(2 * spans.len());
        let Some((mut from, mut to)) = spans.next() else { return Self(flips) };
        for (next_from, next_to) in spans {
            match to.next() {
                Some(end) if end < next_from => {
                    flips.extend([from, end]);
                    (from, to) = (next_from, next_to);
                }
                _ => to = to.max(next_to),
            }
        }
        flips.push(from);
        flips.extend(to.next());
        Self(flips)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, number: W) -> bool {
        self.0.partition_point(|flip| *flip <= number) % 2 == 1
    }

    pub(super) fn complement(&self) -> Self {
        let flips = match self.0.split_first() {
            Some((first, rest)) if *first == W::ZERO => rest.to_vec(),
            _ => core::iter::once(W::ZERO).chain(self.0.iter().copied()).collect(),
        };
        Self(flips)
    }

    /// The numbers that `keep` wants, told whether this and the other set hold them. It must not
    /// want what neither holds.
    pub(super) fn combined(&self, other: &Self, keep: impl Fn(bool, bool) -> bool + Copy) -> Self {
        let (one, two) = (self.0.as_slice(), other.0.as_slice());
        if one.len() > FAR_LONGER * two.len() {
            Self(spliced(one, two, keep))
        } else if two.len() > FAR_LONGER * one.len() {
            Self(spliced(two, one, |b, a| keep(a, b)))
        } else {
            Self(merged(one, two, keep))
        }
    }

    pub(super) fn ranges(&self) -> impl Iterator<Item = (W, W)> {
        self.0.chunks(2).filter_map(|pair| match *pair {
            [from, end] => Some((from, end.before())),
            [from] => Some((from, W::MAX)),
            _ => None,
        })
    }

    pub(super) fn prefixes(&self) -> impl Iterator<Item = Prefix> {
        self.ranges().flat_map(|(from, to)| {
            let mut begin = Some(from);
            core::iter::from_fn(move || {
                let first = begin?;
                let (length, last) = first.widest(to);
                begin = if last < to { last.next() } else { None };
                Some(Prefix::new(first.address(), length))
            })
        })
    }
}

/// Two lists point by point. The loop has no branch that depends on which list is ahead: that is
/// as good as random, and a mispredicted branch costs more than all the rest.
fn merged<W: Word>(one: &[W], two: &[W], keep: impl Fn(bool, bool) -> bool) -> Vec<W> {
    let mut flips = alloc::vec![W::ZERO; one.len() + two.len()];
    let (mut i, mut j, mut length) = (0, 0, 0);
    let (mut in_one, mut in_two, mut inside) = (false, false, false);
    while let (Some(&a), Some(&b)) = (one.get(i), two.get(j)) {
        let (flips_one, flips_two) = (a <= b, b <= a);
        i += usize::from(flips_one);
        j += usize::from(flips_two);
        in_one ^= flips_one;
        in_two ^= flips_two;
        let now = keep(in_one, in_two);
        if let Some(slot) = flips.get_mut(length) {
            *slot = a.min(b);
        }
        length += usize::from(now != inside);
        inside = now;
    }
    flips.truncate(length);
    let (rest, matters) = if i < one.len() {
        (one.get(i..), keep(true, in_two) != keep(false, in_two))
    } else {
        (two.get(j..), keep(in_one, true) != keep(in_one, false))
    };
    flips.extend_from_slice(rest.filter(|_| matters).unwrap_or_default());
    flips
}

/// The same for a list that is far longer than the other: between two points of the short one, the
/// points of the long one all stay or all go.
fn spliced<W: Word>(long: &[W], short: &[W], keep: impl Fn(bool, bool) -> bool) -> Vec<W> {
    let mut flips = Vec::with_capacity(long.len() + short.len());
    let (mut at, mut in_long, mut in_short) = (0, false, false);
    for (place, point) in short.iter().enumerate() {
        let rest = long.get(at..).unwrap_or_default();
        let run = rest.partition_point(|flip| flip < point);
        let (untouched, rest) = rest.split_at(run);
        if keep(true, in_short) != keep(false, in_short) {
            flips.extend_from_slice(untouched);
        }
        in_long ^= run % 2 == 1;
        let before = keep(in_long, in_short);
        let both = rest.first() == Some(point);
        in_long ^= both;
        in_short = place % 2 == 0;
        if keep(in_long, in_short) != before {
            flips.push(*point);
        }
        at += run + usize::from(both);
    }
    if keep(true, in_short) != keep(false, in_short) {
        flips.extend_from_slice(long.get(at..).unwrap_or_default());
    }
    flips
}
