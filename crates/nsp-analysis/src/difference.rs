//! What changes over all traffic: between two states of an estate, or between two estates.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use nsp_core::{Compiled, Direction, ResourceId, State};

use crate::cells::{Cells, Change, Scope, Side};

/// What changes at one resource, in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The resource.
    pub resource: ResourceId,
    /// The direction of the requests, seen from the resource.
    pub direction: Direction,
    /// The state of its association before.
    pub before: State,
    /// The state after.
    pub after: State,
    /// What changes, and what stays Unknown.
    pub changes: Vec<Change>,
}

/// What changes in an estate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Each resource that was compared, inbound and then outbound, also where nothing changes.
    pub resources: Vec<Difference>,
    /// Resources that were not compared: their access mode is not known, or only one of the two
    /// estates has them.
    pub left_out: Vec<ResourceId>,
}

/// What changes when the resources' associations, each in the state it is in or all in `before`,
/// get into another state. Without resources named, all that are associated and not in it.
#[must_use]
pub fn of_states(
    compiled: &Compiled,
    resources: Option<&[ResourceId]>,
    before: Option<State>,
    after: State,
) -> Differences {
    let mut found = Differences::default();
    let all: Vec<ResourceId>;
    let resources = match resources {
        Some(resources) => resources,
        None => {
            all = associated(compiled);
            &all
        }
    };
    for resource in resources {
        let Some(before) = before.or_else(|| compiled.state_of(resource)) else {
            found.left_out.push(resource.clone());
            continue;
        };
        if before != after {
            let side = |state| Side { compiled, state };
            found.compare(resource, side(before), side(after));
        }
    }
    found
}

/// What changes between two estates, each resource in the state that its own estate has it in.
#[must_use]
pub fn of_estates(before: &Compiled, after: &Compiled) -> Differences {
    let mut found = Differences::default();
    let mut seen = BTreeSet::new();
    for resource in known(before).into_iter().chain(known(after)) {
        if !seen.insert(resource.clone()) {
            continue;
        }
        let sides = [before, after].map(|compiled| {
            let state = compiled.state_of(&resource).filter(|_| compiled.knows(&resource))?;
            Some(Side { compiled, state })
        });
        match sides {
            [Some(before), Some(after)] => found.compare(&resource, before, after),
            _ => found.left_out.push(resource),
        }
    }
    found
}

impl Differences {
    fn compare(&mut self, resource: &ResourceId, before: Side<'_>, after: Side<'_>) {
        for direction in [Direction::Inbound, Direction::Outbound] {
            let cells = Cells::new(before, after, resource, direction, Scope::Traffic);
            self.resources.push(Difference {
                resource: resource.clone(),
                direction,
                before: before.state,
                after: after.state,
                changes: cells.changes(),
            });
        }
    }
}

/// Every resource that is associated, in document order and once each.
fn associated(compiled: &Compiled) -> Vec<ResourceId> {
    let mut seen = BTreeSet::new();
    let perimeters = compiled.snapshot().perimeters.iter();
    let all = perimeters.flat_map(|perimeter| &perimeter.associations);
    all.map(|it| it.resource.clone()).filter(|it| seen.insert(it.clone())).collect()
}

/// Every resource that is described or associated.
fn known(compiled: &Compiled) -> Vec<ResourceId> {
    let described = compiled.snapshot().resources.iter().map(|it| it.id.clone());
    described.chain(associated(compiled)).collect()
}
