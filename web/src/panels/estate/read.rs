//! What stands where in a scenario.

use nsp_core::ResourceId;
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::Thing;

pub(super) use crate::state::things::{
    association, associations_of, described, described_id, page, perimeters, places, profile_of,
    profile_thing, profiles, resource_of,
};
use crate::view::Pick;

/// What a form is about. A resource is one thing, however it is described or associated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Thing(Thing),
    Resource(ResourceId),
}

impl Subject {
    /// What is picked, where the scenario has it: of a row of the drawing, where it is named first.
    pub(super) fn of(
        pick: &Pick,
        scenario: &Scenario,
        named: impl Fn(&str) -> Option<Thing>,
    ) -> Option<Self> {
        match pick {
            Pick::Thing(thing) => Self::at(*thing, scenario),
            Pick::Resource(id) => {
                let there =
                    described(scenario, id).is_some() || !associations_of(scenario, id).is_empty();
                there.then(|| Self::Resource(id.clone()))
            }
            Pick::Row(key) => Self::at(named(key)?, scenario),
        }
    }

    /// What stands at a place.
    pub(super) fn at(thing: Thing, scenario: &Scenario) -> Option<Self> {
        let id = match thing {
            Thing::Resource(at) => described_id(scenario, at),
            Thing::Association { .. } => resource_of(association(scenario, thing)?),
            _ => None,
        };
        match id {
            Some(id) => Some(Self::Resource(id)),
            None => thing.is_in(scenario).then_some(Self::Thing(thing)),
        }
    }

    /// The place to act on: of a resource its description, or else an association.
    pub(super) fn thing(&self, scenario: &Scenario) -> Option<Thing> {
        match self {
            Self::Thing(thing) => Some(*thing),
            Self::Resource(id) => described(scenario, id)
                .map(Thing::Resource)
                .or_else(|| associations_of(scenario, id).first().copied()),
        }
    }

    /// The same, for the drawing and everything else.
    pub(super) fn pick(&self) -> Pick {
        match self {
            Self::Thing(thing) => Pick::Thing(*thing),
            Self::Resource(id) => Pick::Resource(id.clone()),
        }
    }
}

/// The way to a thing by names, which edits of other things leave as it is.
pub(super) fn path(scenario: &Scenario, thing: Thing) -> String {
    let kind = match thing {
        Thing::Scenario => return String::new(),
        Thing::Perimeter(_) => "perimeter",
        Thing::Profile { .. } => "profile",
        Thing::AccessRule { .. } => "rule",
        Thing::Association { .. } => "association",
        Thing::Link { .. } => "link",
        Thing::LinkReference { .. } => "reference",
        Thing::Resource(_) => "resource",
        Thing::ServiceTag(_) => "tag",
        Thing::Source(_) => "source",
        Thing::Request(_) => "request",
        Thing::Expectation(_) => "expectation",
    };
    if let Thing::Resource(at) = thing
        && let Some(id) = described_id(scenario, at)
    {
        return format!("/{kind}:{}", id.as_str());
    }
    let parent = thing.parent().map(|parent| path(scenario, parent)).unwrap_or_default();
    match thing.name(scenario).filter(|name| !name.is_empty()) {
        Some(name) if !matches!(thing, Thing::Source(_)) => format!("{parent}/{kind}:{name}"),
        _ => format!("{parent}/{kind}:{}", thing.index()),
    }
}
