//! What changes by kinds of addresses, for every resource that differs by its addresses alone.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::net::IpAddr;

use nsp_core::{
    Axis, Direction, Likeness, Outcome, OwnGround, Request, ResourceId, RuleLikeness, RuleRef,
};

use super::addresses::{Addresses, SOME_ENTRY, SOME_RULE};
use super::change::Part;
use super::space::Space;
use super::{Cell, Cells, Constraint, Ends, Permission, Scope, Side, Turn};

/// What addresses of one kind are like before and after, but for what they are named by.
pub(crate) type Kind = [(RuleLikeness, bool); 2];

/// A set of kinds by their places among all: as many bits.
pub(crate) type Kinds = u64;

/// The kind of an address.
pub(crate) fn kind_of(likenesses: [&Likeness; 2]) -> Kind {
    likenesses.map(|it| (it.rules, it.is_listed))
}

/// What an address is named by, where its kind decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The access rule, on a side.
    Rule(usize),
    /// The entry of the IP rules, on a side.
    Entry(usize),
}

/// What changes at a resource, by kinds of addresses.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) groups: Vec<Group>,
}

/// What changes in one way by one permission, or by each of those that a kind is named by.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    turn: Turn,
    permission: Permission,
    /// By what the permission is to be named.
    pub(crate) named: Option<Named>,
    /// The kinds that it is about.
    pub(crate) kinds: Kinds,
    /// What changes, by the kinds that there are of a name.
    sketches: BTreeMap<Kinds, Vec<Arc<Sketch>>>,
}

/// A [`Change`](super::Change) without its addresses and what it is named by.
#[derive(Debug, PartialEq)]
pub(crate) struct Sketch {
    pub(crate) turn: Turn,
    pub(crate) permission: Permission,
    pub(crate) named: Option<Named>,
    /// The kinds of addresses that change.
    pub(crate) kinds: Kinds,
    /// Those that the witness may come from.
    pub(crate) shown: Kinds,
    /// Names, of a way out.
    pub(crate) names: Option<Ends>,
    pub(crate) callers: Arc<[Vec<Constraint>]>,
    pub(crate) witness: Request,
    pub(crate) before: Outcome,
    pub(crate) after: Outcome,
}

impl<'c> Cells<'c> {
    /// The traffic of a resource by kinds of addresses, each given by one of them.
    pub(crate) fn by_kind(
        sides: [Side<'c>; 2],
        resource: &ResourceId,
        direction: Direction,
        kinds: impl IntoIterator<Item = (IpAddr, [Likeness; 2])>,
    ) -> Self {
        let kinds = Addresses::of_kinds(kinds);
        Self::of(Space::new(sides, resource, direction, Scope::Traffic, Some(kinds)))
    }

    /// What changes by kinds, of which nothing is sketched yet.
    pub(crate) fn shape(&self) -> Shape {
        let group = |((turn, permission), cells): ((Turn, Permission), Vec<&Cell>)| {
            let is_before = matches!(turn, Turn::Lost | Turn::BecomesUnknown);
            let side = usize::from(!is_before);
            let ends = self.parts(&cells, None).into_iter().flat_map(|part| part.ends);
            let ends = ends.filter(|_| self.is_inbound());
            Group {
                turn,
                permission,
                named: named(permission, side),
                kinds: ends.fold(0, |kinds, kind| kinds | bit(kind)),
                sketches: BTreeMap::new(),
            }
        };
        Shape { groups: self.groups().into_iter().map(group).collect() }
    }

    /// The plainest request of a cell of a part, and the kinds of addresses that it ends alike from.
    fn shown(&self, cell: &Cell, part: &Part<'_>) -> Option<(Request, Kinds)> {
        let witness = self.witness(cell);
        let Some(at) = self.space.dimension(Axis::Address) else {
            return Some((self.simplified(witness, part)?, Kinds::MAX));
        };
        let listed = cell.within.iter().find(|(it, _)| *it == at).map(|(_, classes)| classes);
        let is_listed = |kind: &u32| listed.is_none_or(|all| all.binary_search(kind).is_ok());
        let kinds = || part.ends.iter().copied().filter(is_listed);
        let from = |request: &Request, kind: u32| {
            let mut request = request.clone();
            let classes = self.space.dimensions.get(at).map(|it| &it.classes);
            if let Some(class) = classes.and_then(|classes| classes.get(kind as usize)) {
                class.value.put(&mut request);
            }
            request
        };
        let witness = self.simplified(from(&witness, kinds().next()?), part)?;
        let ends_alike = |kind: &u32| {
            let outcomes = self.outcomes(&from(&witness, *kind));
            let unnamed = [0, 1].map(|side| {
                let outcome = outcomes.get(side).copied()?;
                Some(self.space.addresses.unnamed(side, Some(*kind), outcome))
            });
            unnamed == [Some(cell.before), Some(cell.after)]
        };
        let shown = kinds().filter(ends_alike).fold(0, |kinds, kind| kinds | bit(kind));
        Some((witness, shown))
    }

    fn is_inbound(&self) -> bool {
        self.space.dimension(Axis::Address).is_some()
    }

    fn sketches(&self, group: &Group, kinds: Kinds) -> Vec<Arc<Sketch>> {
        let (turn, permission) = (group.turn, group.permission);
        let cells = self.groups().remove(&(turn, permission)).unwrap_or_default();
        let has_addresses = self.is_inbound();
        let only: Vec<u32> = (0..Kinds::BITS).filter(|kind| kinds & bit(*kind) != 0).collect();
        let only = has_addresses.then_some(&only[..]);
        let sketch = |part: Part<'_>| {
            let cell = self.plainest_cell(&part)?;
            let (witness, shown) = self.shown(cell, &part)?;
            let Part { callers, ends, .. } = part;
            let bits = |ends: &[u32]| ends.iter().fold(0, |kinds, kind| kinds | bit(*kind));
            Some(Arc::new(Sketch {
                turn,
                permission,
                named: group.named,
                kinds: bits(&ends),
                shown,
                names: (!has_addresses).then(|| self.ends(&ends)),
                callers: callers.iter().map(|within| self.constraints(within)).collect(),
                witness,
                before: cell.before,
                after: cell.after,
            }))
        };
        let mut sketches: Vec<_> =
            self.parts(&cells, only).into_iter().filter_map(sketch).collect();
        let is_plain = |it: &Vec<Constraint>| it.iter().all(|constraint| constraint.is_plain);
        sketches.sort_by_key(|sketch| !sketch.callers.iter().any(is_plain));
        sketches
    }
}

impl Group {
    /// What changes where there are some kinds, if that was asked before.
    pub(crate) fn known(&self, kinds: Kinds) -> Option<&[Arc<Sketch>]> {
        self.sketches.get(&kinds).map(|it| &it[..])
    }

    /// What changes where there are some kinds, by the cells of a resource that is like those
    /// before.
    pub(crate) fn sketched(&mut self, kinds: Kinds, cells: &Cells<'_>) -> Vec<Arc<Sketch>> {
        let made = cells.sketches(self, kinds);
        self.sketches.insert(kinds, made.clone());
        made
    }
}

impl Sketch {
    /// The permission, by its name.
    pub(crate) fn permission(&self, name: u32, profile: RuleRef) -> Permission {
        match (self.named, self.permission) {
            (Some(Named::Rule(_)), _) => {
                Permission::PerimeterRule(RuleRef { rule: name, ..profile })
            }
            (Some(Named::Entry(_)), _) => Permission::IpRule(name),
            (None, permission) => permission,
        }
    }
}

/// By what a permission is to be named.
fn named(permission: Permission, side: usize) -> Option<Named> {
    match permission {
        Permission::PerimeterRule(SOME_RULE) => Some(Named::Rule(side)),
        Permission::IpRule(SOME_ENTRY) => Some(Named::Entry(side)),
        _ => None,
    }
}

/// An outcome with the name that it lacks.
pub(crate) fn with_name(outcome: Outcome, name: u32, profile: RuleRef) -> Outcome {
    match outcome {
        Outcome::PerimeterRule(SOME_RULE) => {
            Outcome::PerimeterRule(RuleRef { rule: name, ..profile })
        }
        Outcome::OwnRules { ground: OwnGround::IpRule(SOME_ENTRY), logged } => {
            Outcome::OwnRules { ground: OwnGround::IpRule(name), logged }
        }
        other => other,
    }
}

fn bit(kind: u32) -> Kinds {
    1_u64.checked_shl(kind).unwrap_or_default()
}
