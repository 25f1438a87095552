//! The addresses of callers of a resource, in pieces of one kind and name.

use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nsp_core::{Likeness, Stretches};

use crate::cells::{Kind, Kinds, Named, kind_of};

/// Nothing is named.
const NONE: u32 = u32::MAX;

/// Addresses from a first one to before the next piece's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<A> {
    pub(super) first: A,
    /// A place among the kinds.
    pub(super) kind: u8,
    rules: [u32; 2],
    entries: [u32; 2],
}

impl<A> Piece<A> {
    /// What it is named by; zero where nothing needs to be named.
    pub(super) fn name(&self, named: Option<Named>) -> Option<u32> {
        let name = match named {
            None => return Some(0),
            Some(Named::Rule(side)) => self.rules.get(side),
            Some(Named::Entry(side)) => self.entries.get(side),
        };
        name.copied().filter(|name| *name != NONE)
    }

    pub(super) fn is_of(&self, kinds: Kinds) -> bool {
        kinds & 1_u64.checked_shl(self.kind.into()).unwrap_or(0) != 0
    }
}

/// All addresses in pieces.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) v4: Vec<Piece<u32>>,
    pub(super) v6: Vec<Piece<u128>>,
    /// Ascending, each with one of its addresses and what this is like before and after.
    pub(super) kinds: Vec<(Kind, IpAddr, [Likeness; 2])>,
    /// Where a piece of each kind as it was met stands in `kinds`.
    order: Vec<u8>,
}

impl Pieces {
    /// Takes the addresses in place of those it had; says whether it could. It cannot where there
    /// are too many kinds, or where prefixes are about IPv4-mapped addresses, which are IPv4's.
    pub(super) fn take(&mut self, sides: [Stretches<'_>; 2], is_one: bool) -> bool {
        self.v4.clear();
        self.v6.clear();
        self.kinds.clear();
        let Self { v4, v6, kinds, .. } = self;
        let [before, after] = sides;
        let mut add = |first: u32, likenesses: [&Likeness; 2]| {
            let kind = place_of(kinds, likenesses, || Ipv4Addr::from_bits(first).into());
            v4.push(piece(first, kind, likenesses));
        };
        if is_one {
            before.each_v4(|first, it| add(first, [it; 2]));
        } else {
            let [mut all, mut others] = [Vec::new(), Vec::new()];
            before.each_v4(|first, it| all.push((first, *it)));
            after.each_v4(|first, it| others.push((first, *it)));
            merge(all, others, add);
        }
        let mut mapped = false;
        let mut add = |first: u128, likenesses: [&Likeness; 2]| {
            mapped |= first >> 32 == 0xffff;
            let kind = place_of(kinds, likenesses, || Ipv6Addr::from_bits(first).into());
            v6.push(piece(first, kind, likenesses));
        };
        if is_one {
            before.each_v6(|first, it| add(first, [it; 2]));
        } else {
            let [mut all, mut others] = [Vec::new(), Vec::new()];
            before.each_v6(|first, it| all.push((first, *it)));
            after.each_v6(|first, it| others.push((first, *it)));
            merge(all, others, add);
        }
        if mapped || kinds.len() > Kinds::BITS as usize {
            return false;
        }
        self.put_in_order();
        true
    }

    /// Puts the kinds in an order that does not depend on where they were met.
    fn put_in_order(&mut self) {
        if self.kinds.is_sorted_by_key(|it| it.0) {
            return;
        }
        let mut places: Vec<usize> = (0..self.kinds.len()).collect();
        places.sort_by_key(|place| self.kinds.get(*place).map(|it| it.0));
        self.order.clear();
        self.order.resize(places.len(), 0);
        for (now, before) in (0..).zip(&places) {
            if let Some(order) = self.order.get_mut(*before) {
                *order = now;
            }
        }
        self.kinds.sort_unstable_by_key(|it| it.0);
        let order = &self.order;
        let now = |kind: u8| order.get(usize::from(kind)).copied().unwrap_or(kind);
        self.v4.iter_mut().for_each(|piece| piece.kind = now(piece.kind));
        self.v6.iter_mut().for_each(|piece| piece.kind = now(piece.kind));
    }
}

/// The place of a kind, which is noted with its first address where it is new.
fn place_of(
    kinds: &mut Vec<(Kind, IpAddr, [Likeness; 2])>,
    likenesses: [&Likeness; 2],
    first: impl Fn() -> IpAddr,
) -> u8 {
    let kind = kind_of(likenesses);
    let place = kinds.iter().position(|(it, ..)| *it == kind).unwrap_or_else(|| {
        kinds.push((kind, first(), likenesses.map(|it| *it)));
        kinds.len() - 1
    });
    u8::try_from(place).unwrap_or(u8::MAX)
}

fn piece<A>(first: A, kind: u8, likenesses: [&Likeness; 2]) -> Piece<A> {
    let name = |it: Option<u32>| it.unwrap_or(NONE);
    let rules = likenesses.map(|it| name(it.rule));
    Piece { first, kind, rules, entries: likenesses.map(|it| name(it.entry)) }
}

/// Stretches of both sides, cut where one of them begins.
fn merge<A: Copy + Ord>(
    before: Vec<(A, Likeness)>,
    after: Vec<(A, Likeness)>,
    mut add: impl FnMut(A, [&Likeness; 2]),
) {
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    let mut likenesses = [Likeness::default(); 2];
    loop {
        let begins = [before.peek(), after.peek()];
        let Some(first) = begins.into_iter().flatten().map(|(first, _)| *first).min() else {
            return;
        };
        let [one, other] = &mut likenesses;
        if let Some((_, it)) = before.next_if(|(begin, _)| *begin == first) {
            *one = it;
        }
        if let Some((_, it)) = after.next_if(|(begin, _)| *begin == first) {
            *other = it;
        }
        add(first, likenesses.each_ref());
    }
}
