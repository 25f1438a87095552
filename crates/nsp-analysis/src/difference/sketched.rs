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
#[derive(Clone, Copy, Debug)]
struct Head {
    sketch: u32,
    name: u32,
    v4: Span,
    v6: Span,
}

/// A part of a list.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    from: u32,
    to: u32,
}

/// Addresses of one kind.
#[derive(Clone, Copy, Debug)]
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
        // The kinds that each name has.
        let mut of_names: Vec<Kinds> = Vec::new();
        meet(&pieces.v4, kinds, named, &mut of_names);
        meet(&pieces.v6, kinds, named, &mut of_names);
        let mut known: Vec<(Kinds, Vec<Arc<Sketch>>)> = Vec::new();
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
        let mut fill = Fill { sketches, heads, begin, heads_of: &heads_of, kinds, named };
        fill.ranges(&pieces.v4, v4, u32::MAX, |it| it.wrapping_sub(1), |head| &mut head.v4);
        fill.ranges(&pieces.v6, v6, u128::MAX, |it| it.wrapping_sub(1), |head| &mut head.v6);
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
        let is_wanted = |kind: u8| kinds & 1_u64.checked_shl(kind.into()).unwrap_or(0) != 0;
        let v4 = head.v4.of(&self.v4).iter().filter(|it| is_wanted(it.kind));
        let v6 = head.v6.of(&self.v6).iter().filter(|it| is_wanted(it.kind));
        let v4 = v4.map(|it| [it.first, it.last].map(|it| IpAddr::from(Ipv4Addr::from_bits(it))));
        let v6 = v6.map(|it| [it.first, it.last].map(|it| IpAddr::from(Ipv6Addr::from_bits(it))));
        v4.chain(v6).map(|[first, last]| (first, last)).collect()
    }
}

/// Adds to each name the kinds of its addresses.
fn meet<A>(pieces: &[Piece<A>], kinds: Kinds, named: Option<Named>, of_names: &mut Vec<Kinds>) {
    for piece in pieces.iter().filter(|piece| piece.is_of(kinds)) {
        let Some(name) = piece.name(named).map(|name| name as usize) else { continue };
        if of_names.len() <= name {
            of_names.resize(name + 1, 0);
        }
        if let Some(kinds) = of_names.get_mut(name) {
            *kinds |= 1_u64.checked_shl(piece.kind.into()).unwrap_or(0);
        }
    }
}

/// Handing addresses out to the changes that they are in.
struct Fill<'f> {
    sketches: &'f [Arc<Sketch>],
    heads: &'f mut [Head],
    /// The first of the heads that are filled.
    begin: usize,
    /// The heads of each name.
    heads_of: &'f [Span],
    kinds: Kinds,
    named: Option<Named>,
}

impl Fill<'_> {
    fn ranges<A: Copy>(
        &mut self,
        pieces: &[Piece<A>],
        ranges: &mut Vec<Range<A>>,
        greatest: A,
        before: impl Fn(A) -> A,
        span: impl Fn(&mut Head) -> &mut Span,
    ) {
        // First how many there are of each, then where each begins, then each to its place.
        let base = ranges.len() as u32;
        self.each(pieces, |_, is_new, head| span(head).to += u32::from(is_new));
        let mut next = base;
        for head in self.heads.iter_mut().skip(self.begin) {
            let span = span(head);
            let count = span.to;
            *span = Span { from: next, to: next };
            next += count;
        }
        let Some(Piece { first, kind, .. }) = pieces.first() else { return };
        let empty = Range { first: *first, last: *first, kind: *kind };
        ranges.resize(next as usize, empty);
        self.each(pieces, |at, is_new, head| {
            let (Some(piece), end) = (pieces.get(at), pieces.get(at + 1)) else { return };
            let last = end.map_or(greatest, |next| before(next.first));
            let span = span(head);
            if is_new {
                span.to += 1;
            }
            if let Some(range) = ranges.get_mut((span.to as usize).saturating_sub(1)) {
                let first = if is_new { piece.first } else { range.first };
                *range = Range { first, last, kind: piece.kind };
            }
        });
    }

    /// Each piece with each change it is in, and whether it does not only continue the one before.
    fn each<A>(&mut self, pieces: &[Piece<A>], mut visit: impl FnMut(usize, bool, &mut Head)) {
        let mut before = None;
        for (at, piece) in pieces.iter().enumerate() {
            let alike = (piece.kind, piece.name(self.named).filter(|_| piece.is_of(self.kinds)));
            let is_new = before.replace(alike) != Some(alike);
            let (kind, Some(name)) = alike else { continue };
            let Some(span) = self.heads_of.get(name as usize) else { continue };
            let heads = self.heads.get_mut(span.from as usize..span.to as usize);
            for head in heads.into_iter().flatten() {
                let sketch = self.sketches.get(head.sketch as usize);
                let kinds = sketch.map_or(0, |sketch| sketch.kinds);
                if kinds & 1_u64.checked_shl(kind.into()).unwrap_or(0) != 0 {
                    visit(at, is_new, head);
                }
            }
        }
    }
}
