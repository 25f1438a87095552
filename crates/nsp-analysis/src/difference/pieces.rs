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
        let [before, after] = sides;
        let Self { v4, v6, kinds, .. } = self;
        let mut last = None;
        let mut kind_at = |likenesses: &[Likeness; 2], first: &dyn Fn() -> IpAddr| {
            let kind = kind_of(likenesses);
            if let Some((known, place)) = last
                && known == kind
            {
                return place;
            }
            let place = kinds.iter().position(|(it, ..)| *it == kind).unwrap_or_else(|| {
                kinds.push((kind, first(), *likenesses));
                kinds.len() - 1
            });
            let place = u8::try_from(place).unwrap_or(u8::MAX);
            last = Some((kind, place));
            place
        };
        let mut mapped = false;
        let both = |it: Likeness| [it; 2];
        let mut add_v4 = |first: u32, likenesses: [Likeness; 2]| {
            let kind = kind_at(&likenesses, &|| Ipv4Addr::from_bits(first).into());
            v4.push(piece(first, kind, &likenesses));
        };
        if is_one {
            before.v4().for_each(|(first, it)| add_v4(first, both(it)));
        } else {
            merge(before.v4(), after.v4(), &mut add_v4);
        }
        let mut add_v6 = |first: u128, likenesses: [Likeness; 2]| {
            mapped |= first >> 32 == 0xffff;
            let kind = kind_at(&likenesses, &|| Ipv6Addr::from_bits(first).into());
            v6.push(piece(first, kind, &likenesses));
        };
        if is_one {
            before.v6().for_each(|(first, it)| add_v6(first, both(it)));
        } else {
            merge(before.v6(), after.v6(), &mut add_v6);
        }
        if mapped || kinds.len() > Kinds::BITS as usize {
            return false;
        }
        self.put_in_order();
        true
    }

    /// Puts the kinds in an order that does not depend on where they were met.
    fn put_in_order(&mut self) {
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

fn piece<A>(first: A, kind: u8, likenesses: &[Likeness; 2]) -> Piece<A> {
    let name = |it: Option<u32>| it.unwrap_or(NONE);
    let rules = likenesses.map(|it| name(it.rule));
    Piece { first, kind, rules, entries: likenesses.map(|it| name(it.entry)) }
}

/// Stretches of both sides, cut where one of them begins.
fn merge<A: Copy + Ord>(
    before: impl Iterator<Item = (A, Likeness)>,
    after: impl Iterator<Item = (A, Likeness)>,
    add: &mut impl FnMut(A, [Likeness; 2]),
) {
    let (mut before, mut after) = (before.peekable(), after.peekable());
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
        add(first, likenesses);
    }
}
