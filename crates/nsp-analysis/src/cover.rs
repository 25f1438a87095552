//! A set of addresses held by few prefixes, at the price of some addresses more.

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::address_set::{AddressCount, AddressSet};
use crate::prefix::{Prefix, number};

/// The best covers of a set of addresses, for every number of prefixes up to a limit.
///
/// A cover holds every wanted address. Of all covers of at most so many prefixes, the best admits
/// the fewest addresses that are neither wanted nor free; which it is, is found by weighing all of
/// them, not by a rule of thumb.
#[derive(Clone, Debug)]
pub struct Covers {
    roots: Vec<Node>,
    /// The best ways to share prefixes among the roots.
    shares: Table,
}

/// A cover, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Disjoint, in ascending order, IPv4 before IPv6.
    pub prefixes: Vec<Prefix>,
    /// How many addresses it holds that are neither wanted nor free.
    pub extra: AddressCount,
}

/// The smallest prefix around some wanted addresses, and the best covers of them.
#[derive(Clone, Debug)]
struct Node {
    prefix: Prefix,
    covers: Table,
    halves: Option<Box<[Node; 2]>>,
}

/// For each number of prefixes, from one upwards, the best cover of at most as many. Numbers that
/// are left out behind the end do no better than the last.
type Table = Vec<Best>;

#[derive(Clone, Copy, Debug)]
struct Best {
    /// `None` where there is no cover of so few.
    extra: Option<AddressCount>,
    /// How many of the prefixes the first half has; none is one prefix around both halves.
    first: usize,
}

impl Covers {
    /// Weighs the covers of `wanted` by up to `most` prefixes. `free` addresses cost nothing, as
    /// where another rule admits them already.
    #[must_use]
    pub fn new(wanted: &AddressSet, free: &AddressSet, most: usize) -> Self {
        let priced = Counter::new(&wanted.union(free).complement());
        let leaves: Vec<Prefix> = wanted.prefixes().collect();
        let (v4, v6) = leaves.split_at(leaves.partition_point(|it| it.is_ipv4()));
        let roots: Vec<Node> =
            [v4, v6].into_iter().filter_map(|it| Node::new(it, &priced, most)).collect();
        let shares = match roots.as_slice() {
            [one, two] => shared(&one.covers, &two.covers, None, most),
            [one] => one.covers.clone(),
            _ => Table::new(),
        };
        Self { roots, shares }
    }

    /// The best cover of at most so many prefixes; `None` where there is none of so few.
    ///
    /// A set of no address is covered by no prefix.
    #[must_use]
    pub fn best(&self, prefixes: usize) -> Option<Cover> {
        let mut cover = Cover { prefixes: Vec::new(), extra: AddressCount::default() };
        if self.roots.is_empty() {
            return Some(cover);
        }
        let prefixes = prefixes.min(self.shares.len());
        let best = best_of(&self.shares, prefixes)?;
        cover.extra = best.extra?;
        match self.roots.as_slice() {
            [one, two] => {
                one.collect(best.first, &mut cover.prefixes);
                two.collect(prefixes.saturating_sub(best.first), &mut cover.prefixes);
            }
            roots => roots.iter().for_each(|it| it.collect(prefixes, &mut cover.prefixes)),
        }
        Some(cover)
    }

    /// From the coarsest to the finest: each number of prefixes that admits fewer addresses than
    /// any smaller one, and how many that are beyond what is wanted or free.
    pub fn steps(&self) -> impl Iterator<Item = (usize, AddressCount)> {
        let mut least = None;
        (1..).zip(&self.shares).filter_map(move |(prefixes, best)| {
            let extra = best.extra?;
            let is_less = least.is_none_or(|least| extra < least);
            least = Some(extra);
            is_less.then_some((prefixes, extra))
        })
    }
}

impl Node {
    /// Of prefixes of one family that are disjoint, in ascending order and none half of another.
    fn new(leaves: &[Prefix], priced: &Counter, most: usize) -> Option<Self> {
        let (first, last) = (*leaves.first()?, *leaves.last()?);
        let prefix = first.around(last);
        if leaves.len() == 1 {
            let covers = alloc::vec![Best { extra: Some(AddressCount::default()), first: 0 }];
            return Some(Self { prefix, covers, halves: None });
        }
        let middle = leaves.partition_point(|it| it.to() <= prefix.lower_half().to());
        let (one, two) = leaves.split_at(middle);
        let halves = [Self::new(one, priced, most)?, Self::new(two, priced, most)?];
        let [one, two] = &halves;
        let whole = AddressCount::from(priced.within(prefix));
        let covers = shared(&one.covers, &two.covers, Some(whole), most);
        Some(Self { prefix, covers, halves: Some(Box::new(halves)) })
    }

    fn collect(&self, prefixes: usize, into: &mut Vec<Prefix>) {
        let Some(best) = best_of(&self.covers, prefixes) else { return };
        match self.halves.as_deref() {
            Some([one, two]) if best.first > 0 => {
                let rest = prefixes.min(self.covers.len()).saturating_sub(best.first);
                one.collect(best.first, into);
                two.collect(rest, into);
            }
            _ => into.push(self.prefix),
        }
    }
}

fn best_of(table: &Table, prefixes: usize) -> Option<&Best> {
    table.get(prefixes.min(table.len()).checked_sub(1)?)
}

/// The best covers of two halves, by one prefix around both at the cost of `whole` or by sharing
/// the prefixes among them.
fn shared(one: &Table, two: &Table, whole: Option<AddressCount>, most: usize) -> Table {
    let at_most = most.min(one.len() + two.len());
    let mut table = alloc::vec![Best { extra: whole, first: 0 }; at_most];
    for (first, of_one) in (1..).zip(one) {
        for (second, of_two) in (1..).zip(two) {
            let Some(best) = table.get_mut(first + second - 1) else { break };
            let (Some(of_one), Some(of_two)) = (of_one.extra, of_two.extra) else { continue };
            let extra = of_one + of_two;
            if best.extra.is_none_or(|least| extra < least) {
                *best = Best { extra: Some(extra), first };
            }
        }
    }
    table
}

/// Counts addresses of a set in a stretch of one family.
struct Counter {
    v4: Vec<Stretch>,
    v6: Vec<Stretch>,
}

struct Stretch {
    from: u128,
    to: u128,
    /// How many addresses the stretches before it hold.
    before: u128,
}

impl Counter {
    fn new(set: &AddressSet) -> Self {
        let mut counter = Self { v4: Vec::new(), v6: Vec::new() };
        for (first, last) in set.ranges() {
            let stretches = if first.is_ipv4() { &mut counter.v4 } else { &mut counter.v6 };
            let (from, to) = (number(first), number(last));
            let before = stretches.last().map_or(0, Stretch::count);
            stretches.push(Stretch { from, to, before });
        }
        counter
    }

    /// How many addresses of a prefix the set holds, which must not be all of IPv6.
    fn within(&self, prefix: Prefix) -> u128 {
        let stretches = if prefix.is_ipv4() { &self.v4 } else { &self.v6 };
        let up_to = |to: u128| {
            let begun = stretches.partition_point(|it| it.from <= to);
            let last = begun.checked_sub(1).and_then(|last| stretches.get(last));
            last.map_or(0, |it| Stretch { to: it.to.min(to), ..*it }.count())
        };
        let below = prefix.from().checked_sub(1).map_or(0, up_to);
        up_to(prefix.to()).wrapping_sub(below)
    }
}

impl Stretch {
    /// How many addresses there are to its end.
    fn count(&self) -> u128 {
        self.before.wrapping_add(self.to.wrapping_sub(self.from)).wrapping_add(1)
    }
}
