//! What changes over all traffic: between two states of an estate, or between two estates.

mod changes;
mod pieces;
mod sketched;
mod subject;
mod work;

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Compiled, Direction, ResourceId, Snapshot, State};

pub use self::changes::Changes;
use self::work::{Known, Work};

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
    pub changes: Changes,
}

/// What changes in an estate.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// Each resource that was compared, inbound and then outbound, also where nothing changes.
    pub resources: Vec<Difference>,
    /// Resources that were not compared.
    pub left_out: Vec<LeftOut>,
    known: Known,
}

/// A resource that was not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub resource: ResourceId,
    /// What was in the way.
    pub why: Why,
}

/// Why a resource was not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The access mode of its association is not known.
    AccessMode,
    /// Which associations are its own is not known, for it or theirs is an expression.
    Association,
    /// Only one of the two estates has it.
    OneSided,
    /// Its own rules tell apart more kinds of callers than can be compared.
    TooManyCallers,
}

/// What is compared.
#[derive(Clone, Debug)]
enum Asked {
    /// States of one estate.
    States { resources: Option<Vec<ResourceId>>, before: Option<State>, after: State },
    /// Two estates.
    Estates,
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
    let resources = resources.map(<[ResourceId]>::to_vec);
    let asked = Asked::States { resources, before, after };
    Work::new([compiled; 2], None).done(asked)
}

/// What changes between two estates, each resource in the state that its own estate has it in.
#[must_use]
pub fn of_estates(before: &Compiled, after: &Compiled) -> Differences {
    Work::new([before, after], None).done(Asked::Estates)
}

impl Differences {
    /// The same of an edited estate, compared as before: with another state of its own, or with
    /// the estate that was there before, which must be the same one. What the edit left alone is
    /// taken over.
    #[must_use]
    pub fn after(&self, before: &Compiled, after: &Compiled) -> Self {
        let asked = self.known.asked.clone().unwrap_or(Asked::Estates);
        Work::new([before, after], Some(self)).done(asked)
    }
}

impl PartialEq for Differences {
    fn eq(&self, other: &Self) -> bool {
        (&self.resources, &self.left_out) == (&other.resources, &other.left_out)
    }
}

impl Eq for Differences {}

/// Whether the changes at a resource are what they were: nothing that they depend on was edited.
///
/// May say no where they are, as after anything was renamed.
#[must_use]
pub fn stays(before: &Compiled, after: &Compiled, resource: &ResourceId) -> bool {
    let [one, other] = [before.snapshot(), after.snapshot()];
    let links = |one: &Snapshot, other: &Snapshot| {
        let perimeters = one.perimeters.iter().zip(&other.perimeters);
        perimeters.into_iter().all(|(one, other)| one.links == other.links)
    };
    let profile = |compiled: &Compiled| {
        let at = compiled.association_of(resource)?;
        let perimeter = compiled.snapshot().perimeters.get(at.perimeter as usize)?;
        perimeter.profiles.get(at.profile? as usize).cloned()
    };
    let described = match [before.listed(resource), after.listed(resource)] {
        [Some(one), Some(other)] => Arc::ptr_eq(one, other),
        [one, other] => one.is_none() && other.is_none(),
    };
    let ruled = match [profile(before), profile(after)] {
        [Some(one), Some(other)] => Arc::ptr_eq(&one, &other),
        [one, other] => one.is_none() && other.is_none(),
    };
    described
        && ruled
        && one.revision == other.revision
        && before.state_of(resource) == after.state_of(resource)
        && one.service_tags == other.service_tags
        && one.is_named_like(other)
        && links(one, other)
}

/// Every resource that is associated, in document order and once each, and behind them those of
/// which that is not known.
#[must_use]
pub fn associated(compiled: &Compiled) -> Vec<ResourceId> {
    let mut seen = BTreeSet::new();
    let snapshot = compiled.snapshot();
    let associations = snapshot.perimeters.iter().flat_map(|perimeter| &perimeter.associations);
    let may_be = |id: &&ResourceId| compiled.perhaps_associated(id).next().is_some();
    let perhaps = snapshot.resources.iter().map(|it| &it.id).filter(may_be);
    let all = associations.map(|it| &it.resource).chain(perhaps);
    all.filter(|it| seen.insert(*it)).cloned().collect()
}

/// Every resource that is described or associated.
fn known(compiled: &Compiled) -> Vec<ResourceId> {
    let described = compiled.snapshot().resources.iter().map(|it| it.id.clone());
    described.chain(associated(compiled)).collect()
}
