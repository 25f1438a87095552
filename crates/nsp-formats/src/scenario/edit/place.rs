//! Where the things of a snapshot stand in the scenario that it was read from.
//!
//! A snapshot leaves out what cannot be understood, so its places are not the scenario's.

use std::sync::Arc;

use nsp_analysis::Prefix;
use nsp_core::{AddressPrefix, AssociationRef, LinkRef, ResourceId, RuleRef, Snapshot};

use super::references::resource_of;
use super::{Edit, Thing};
use crate::scenario::advice::List;
use crate::scenario::document::{NOT_GIVEN, Resource, Scenario};
use crate::scenario::snapshot::has_rules;

/// A scenario, and what it means.
#[derive(Clone, Copy)]
pub(crate) struct Places<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) snapshot: &'s Snapshot,
}

impl Places<'_> {
    /// The list without some elements; `None` where none of them goes.
    pub(crate) fn without(
        &self,
        thing: Thing,
        list: List,
        goes: impl Fn(&str) -> bool,
    ) -> Option<Edit> {
        let (gone, stays): (Vec<&str>, Vec<&str>) =
            list.of(thing, self.scenario).into_iter().partition(|text| goes(text));
        if gone.is_empty() {
            return None;
        }
        Some(Edit::Set(thing, list.set_to(owned(&stays))?))
    }

    pub(crate) fn rule(&self, at: RuleRef) -> Option<Thing> {
        let Thing::Profile { perimeter, profile } = self.profile(at.perimeter, at.profile)? else {
            return None;
        };
        // Every rule is read, however little of it is understood.
        let rule = Thing::AccessRule { perimeter, profile, rule: at.rule as usize };
        rule.is_in(self.scenario).then_some(rule)
    }

    pub(crate) fn resource(&self, at: u32) -> Option<Thing> {
        let meant = self.snapshot.resources.get(at as usize)?;
        let all = &self.scenario.estate.resources;
        let id = |it: &Arc<Resource>| it.id.as_deref().or(it.name.as_deref()).map(ResourceId::new);
        let place = nth(all, at as usize, |it| id(it).is_some_and(|id| !id.as_str().is_empty()))?;
        (id(all.get(place)?)? == meant.id).then_some(Thing::Resource(place))
    }

    pub(crate) fn profile(&self, perimeter: u32, profile: u32) -> Option<Thing> {
        let meant =
            self.snapshot.perimeters.get(perimeter as usize)?.profiles.get(profile as usize)?;
        let perimeter = perimeter as usize;
        let all = &self.scenario.estate.perimeters.get(perimeter)?.profiles;
        let thing =
            Thing::Profile { perimeter, profile: nth(all, profile as usize, |it| has_rules(it))? };
        (thing.name(self.scenario)? == meant.name).then_some(thing)
    }

    pub(crate) fn association(&self, at: AssociationRef) -> Option<Thing> {
        let (perimeter, association) = (at.perimeter as usize, at.association as usize);
        let meant = self.snapshot.perimeters.get(perimeter)?.associations.get(association)?;
        // Every association is read, whatever its resource is.
        let all = &self.scenario.estate.perimeters.get(perimeter)?.resource_associations;
        let id = ResourceId::new(resource_of(all.get(association)?).unwrap_or(NOT_GIVEN));
        (id == meant.resource).then_some(Thing::Association { perimeter, association })
    }

    pub(crate) fn link(&self, at: LinkRef) -> Option<Thing> {
        let (perimeter, link) = (at.perimeter as usize, at.link as usize);
        let meant = self.snapshot.perimeters.get(perimeter)?.links.get(link)?;
        let links = self.scenario.estate.perimeters.get(perimeter)?.links.len();
        let thing = match link.checked_sub(links) {
            None => Thing::Link { perimeter, link },
            Some(link) => Thing::LinkReference { perimeter, link },
        };
        (thing.name(self.scenario)? == meant.name).then_some(thing)
    }
}

/// Where the `count`th of those that are read stands in a list.
pub(super) fn nth<T>(list: &[T], count: usize, is_read: impl Fn(&T) -> bool) -> Option<usize> {
    let read = list.iter().enumerate().filter(|(_, it)| is_read(it));
    read.map(|(at, _)| at).nth(count)
}

pub(super) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The addresses of a written prefix.
pub(crate) fn range(text: &str) -> Option<Prefix> {
    Prefix::of(&AddressPrefix::parse(text).ok()?)
}
