//! Changes that differ from those of other resources by addresses and names alone.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nsp_core::{Address, ResourceId, RuleRef};

use super::pieces::{Piece, Pieces};
use crate::AddressSet;
use crate::cells::{
    Change, Ends, Kinds, Named, Permission, Sketch, Turn, Value, example, with_name,
};

/// What changes at one resource in one direction.
#[derive(PartialEq)]
pub(super) struct Sketched {
    resource: ResourceId,
    /// The profile that rules are of, before and after.
    profiles: [RuleRef; 2],
    sketches: Vec<Arc<Sketch>>,
    heads: Vec<Head>,
    v4: Vec<Range<u32>>,
    v6: Vec<Range<u128>>,
}

/// One change: its sketch, what it is named by, and where its addresses are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Head {
    sketch: u32,
    name: u32,
    v4: Span,
    v6: Span,
}

/// A part of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Span {
    from: u32,
    to: u32,
}

/// Addresses of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range<A> {
    first: A,
    last: A,
    kind: u8,
}

impl Span {
    fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
}

impl Sketched {
    pub(super) fn new(resource: &ResourceId, profiles: [RuleRef; 2]) -> Self {
        let (sketches, heads) = (Vec::new(), Vec::new());
        let resource = resource.clone();
        Self { resource, profiles, sketches, heads, v4: Vec::new(), v6: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// The bytes it takes beside what is shared.
    pub(super) fn size(&self) -> usize {
        let Self { resource, sketches, heads, v4, v6, .. } = self;
        size_of::<Self>()
            + resource.as_str().len()
            + size_of_val(&sketches[..])
            + size_of_val(&heads[..])
            + size_of_val(&v4[..])
            + size_of_val(&v6[..])
    }

    /// Adds what changes by one permission, or by each that addresses of some kinds are named by.
    /// Without pieces of addresses they play no part.
    pub(super) fn add(
        &mut self,
        named: Option<Named>,
        kinds: Kinds,
        pieces: Option<&Pieces>,
        mut sketches: impl FnMut(Kinds) -> Option<Vec<Arc<Sketch>>>,
    ) {
        let Some(pieces) = pieces else {
            self.sketch(0, &sketches(0).unwrap_or_default());
            return;
        };
        let of_v4 = named_ranges(&pieces.v4, kinds, named, u32::MAX, |it| it.wrapping_sub(1));
        let of_v6 = named_ranges(&pieces.v6, kinds, named, u128::MAX, |it| it.wrapping_sub(1));
        // The kinds that each name has.
        let mut of_names: Vec<Kinds> = Vec::new();
        let v4 = of_v4.iter().map(|(name, range)| (*name, range.kind));
        let v6 = of_v6.iter().map(|(name, range)| (*name, range.kind));
        for (name, kind) in v4.chain(v6) {
            if of_names.len() <= name as usize {
                of_names.resize(name as usize + 1, 0);
            }
            if let Some(kinds) = of_names.get_mut(name as usize) {
                *kinds |= bit(kind);
            }
        }
        let mut known: Vec<(Kinds, Vec<Arc<Sketch>>)> = Vec::new();
        self.heads.reserve_exact(of_names.iter().filter(|kinds| **kinds != 0).count());
        let begin = self.heads.len();
        let mut heads_of: Vec<Span> = Vec::with_capacity(of_names.len());
        for (name, kinds) in (0..).zip(of_names) {
            let from = self.heads.len();
            if kinds != 0 {
                let at = known.iter().position(|(it, _)| *it == kinds).unwrap_or_else(|| {
                    known.push((kinds, sketches(kinds).unwrap_or_default()));
                    known.len() - 1
                });
                if let Some((_, sketches)) = known.get(at) {
                    self.sketch(name, sketches);
                }
            }
            heads_of.push(Span { from: from as u32, to: self.heads.len() as u32 });
        }
        let Self { sketches, heads, v4, v6, .. } = self;
        let mut fill = Fill { sketches, heads, begin, heads_of: &heads_of };
        fill.ranges(&of_v4, v4, |head| &mut head.v4);
        fill.ranges(&of_v6, v6, |head| &mut head.v6);
    }

    /// Begins the changes of a name.
    fn sketch(&mut self, name: u32, sketches: &[Arc<Sketch>]) {
        for sketch in sketches {
            let known = self.sketches.iter().position(|it| Arc::ptr_eq(it, sketch));
            let at = known.unwrap_or_else(|| {
                self.sketches.push(sketch.clone());
                self.sketches.len() - 1
            });
            let (v4, v6) = (Span::default(), Span::default());
            self.heads.push(Head { sketch: at as u32, name, v4, v6 });
        }
    }

    /// Puts the changes in order, when all are there.
    pub(super) fn put_in_order(&mut self) {
        let mut heads = core::mem::take(&mut self.heads);
        let key = |head: &Head| {
            let sketch = self.sketches.get(head.sketch as usize)?;
            Some((sketch.turn, self.permission(sketch, head.name)))
        };
        if !heads.is_sorted_by_key(key) {
            heads.sort_by_key(key);
        }
        self.heads = heads;
    }

    fn permission(&self, sketch: &Sketch, name: u32) -> Permission {
        let [before, after] = self.profiles;
        let profile = if sketch.named == Some(Named::Rule(0)) { before } else { after };
        sketch.permission(name, profile)
    }

    pub(super) fn turn_and_permission(&self, at: usize) -> Option<(Turn, Permission)> {
        let head = self.heads.get(at)?;
        let sketch = self.sketches.get(head.sketch as usize)?;
        Some((sketch.turn, self.permission(sketch, head.name)))
    }

    pub(super) fn change(&self, at: usize) -> Option<Change> {
        let head = *self.heads.get(at)?;
        let sketch = self.sketches.get(head.sketch as usize)?;
        let mut witness = sketch.witness.clone();
        witness.resource.clone_from(&self.resource);
        let ends = sketch.names.clone().unwrap_or_else(|| {
            if let Some(address) = example(&self.addresses(head, sketch.shown)) {
                Value::Address(Address::Given(address)).put(&mut witness);
            }
            Ends::Addresses(self.addresses(head, Kinds::MAX))
        });
        let [before, after] = self.profiles;
        Some(Change {
            turn: sketch.turn,
            permission: self.permission(sketch, head.name),
            ends,
            callers: sketch.callers.clone(),
            witness,
            before: with_name(sketch.before, head.name, before),
            after: with_name(sketch.after, head.name, after),
        })
    }

    /// The addresses of a change that are of some kinds.
    fn addresses(&self, head: Head, kinds: Kinds) -> AddressSet {
        let is_wanted = |kind: u8| kinds & bit(kind) != 0;
        let v4 = head.v4.of(&self.v4).iter().filter(|it| is_wanted(it.kind));
        let v6 = head.v6.of(&self.v6).iter().filter(|it| is_wanted(it.kind));
        let v4 = v4.map(|it| [it.first, it.last].map(|it| IpAddr::from(Ipv4Addr::from_bits(it))));
        let v6 = v6.map(|it| [it.first, it.last].map(|it| IpAddr::from(Ipv6Addr::from_bits(it))));
        v4.chain(v6).map(|[first, last]| (first, last)).collect()
    }
}

fn bit(kind: u8) -> Kinds {
    1_u64.checked_shl(kind.into()).unwrap_or(0)
}

/// The addresses of some kinds, neighbours that are alike in one, each with what it is named by.
fn named_ranges<A: Copy>(
    pieces: &[Piece<A>],
    kinds: Kinds,
    named: Option<Named>,
    greatest: A,
    before: impl Fn(A) -> A,
) -> Vec<(u32, Range<A>)> {
    let mut ranges: Vec<(u32, Range<A>)> = Vec::new();
    // What the piece before is like, whose range is the last one.
    let mut open = None;
    for (at, piece) in pieces.iter().enumerate() {
        let name = if piece.is_of(kinds) { piece.name(named) } else { None };
        let Some(name) = name else {
            open = None;
            continue;
        };
        let last = pieces.get(at + 1).map_or(greatest, |next| before(next.first));
        match ranges.last_mut().filter(|_| open == Some((name, piece.kind))) {
            Some((_, range)) => range.last = last,
            None => ranges.push((name, Range { first: piece.first, last, kind: piece.kind })),
        }
        open = Some((name, piece.kind));
    }
    ranges
}

/// Handing addresses out to the changes that they are in.
struct Fill<'f> {
    sketches: &'f [Arc<Sketch>],
    heads: &'f mut [Head],
    /// The first of the heads that are filled.
    begin: usize,
    /// The heads of each name.
    heads_of: &'f [Span],
}

impl Fill<'_> {
    fn ranges<A: Copy>(
        &mut self,
        named: &[(u32, Range<A>)],
        ranges: &mut Vec<Range<A>>,
        span: impl Fn(&mut Head) -> &mut Span,
    ) {
        let Some((_, some)) = named.first() else { return };
        // First how many there are of each, then where each begins, then each to its place.
        self.each(named, |_, head| span(head).to += 1);
        let mut next = ranges.len() as u32;
        for head in self.heads.iter_mut().skip(self.begin) {
            let span = span(head);
            let count = span.to;
            *span = Span { from: next, to: next };
            next += count;
        }
        ranges.reserve_exact((next as usize).saturating_sub(ranges.len()));
        ranges.resize(next as usize, *some);
        self.each(named, |range, head| {
            let span = span(head);
            if let Some(place) = ranges.get_mut(span.to as usize) {
                *place = *range;
            }
            span.to += 1;
        });
    }

    /// Each range with each change it is in.
    fn each<A>(&mut self, named: &[(u32, Range<A>)], mut visit: impl FnMut(&Range<A>, &mut Head)) {
        for (name, range) in named {
            let Some(span) = self.heads_of.get(*name as usize) else { continue };
            let heads = self.heads.get_mut(span.from as usize..span.to as usize);
            for head in heads.into_iter().flatten() {
                let sketch = self.sketches.get(head.sketch as usize);
                if sketch.is_some_and(|sketch| sketch.kinds & bit(range.kind) != 0) {
                    visit(range, head);
                }
            }
        }
    }
}
