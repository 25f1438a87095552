//! What stands where in a scenario.

use std::collections::BTreeMap;

use nsp_analysis::matrix::{Matrix, NamedBy};
use nsp_core::ResourceId;
use nsp_formats::scenario::edit::Thing;
use nsp_formats::scenario::{Association, Scenario};

use crate::view::Pick;

/// What a form is about. A resource is one thing, however it is described or associated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Thing(Thing),
    Resource(ResourceId),
}

/// The id of an association's resource.
pub(super) fn resource_of(association: &Association) -> Option<ResourceId> {
    let reference = association.private_link_resource.as_ref()?;
    reference.id.as_deref().or(reference.name.as_deref()).map(ResourceId::new)
}

/// The name of an association's profile.
pub(super) fn profile_of(association: &Association) -> Option<&str> {
    let reference = association.profile.as_ref()?;
    let id = reference.id.as_deref().and_then(|id| id.trim_end_matches('/').rsplit('/').next());
    id.or(reference.name.as_deref())
}

/// The association at a place.
pub(super) fn association(scenario: &Scenario, thing: Thing) -> Option<&Association> {
    let Thing::Association { perimeter, association } = thing else { return None };
    scenario.estate.perimeters.get(perimeter)?.resource_associations.get(association)
}

/// The id of a described resource.
pub(super) fn described_id(scenario: &Scenario, at: usize) -> Option<ResourceId> {
    let resource = scenario.estate.resources.get(at)?;
    resource.id.as_deref().or(resource.name.as_deref()).map(ResourceId::new)
}

/// Where a resource is described.
pub(super) fn described(scenario: &Scenario, id: &ResourceId) -> Option<usize> {
    (0..scenario.estate.resources.len()).find(|at| described_id(scenario, *at).as_ref() == Some(id))
}

/// The associations of a resource.
pub(super) fn associations_of(scenario: &Scenario, id: &ResourceId) -> Vec<Thing> {
    let perimeters = scenario.estate.perimeters.iter().enumerate();
    let all = perimeters.flat_map(|(perimeter, it)| {
        let own = it.resource_associations.iter().enumerate();
        own.map(move |(association, it)| (Thing::Association { perimeter, association }, it))
    });
    all.filter(|(_, it)| resource_of(it).as_ref() == Some(id)).map(|(thing, _)| thing).collect()
}

/// The profile that an association is to, where the perimeter has it.
pub(super) fn profile_thing(scenario: &Scenario, association: Thing) -> Option<Thing> {
    let Thing::Association { perimeter, .. } = association else { return None };
    let name = profile_of(self::association(scenario, association)?)?;
    let profiles = &scenario.estate.perimeters.get(perimeter)?.profiles;
    let same = |profile: &usize| {
        let thing = Thing::Profile { perimeter, profile: *profile };
        thing.name(scenario).is_some_and(|own| own.eq_ignore_ascii_case(name))
    };
    let profile = (0..profiles.len()).find(same)?;
    Some(Thing::Profile { perimeter, profile })
}

/// Every profile, under the name by which it is told from the others.
pub(super) fn profiles(scenario: &Scenario) -> Vec<(Thing, String)> {
    let perimeters = &scenario.estate.perimeters;
    let several = perimeters.len() > 1;
    let mut all = Vec::new();
    for (perimeter, written) in perimeters.iter().enumerate() {
        for profile in 0..written.profiles.len() {
            let thing = Thing::Profile { perimeter, profile };
            let own = thing.name(scenario).unwrap_or_default();
            let of = Thing::Perimeter(perimeter).name(scenario).unwrap_or_default();
            all.push((thing, if several { format!("{of} / {own}") } else { own.to_owned() }));
        }
    }
    all
}

/// Where every described resource stands.
pub(super) fn places(scenario: &Scenario) -> BTreeMap<ResourceId, usize> {
    let all = (0..scenario.estate.resources.len()).rev();
    all.filter_map(|at| Some((described_id(scenario, at)?, at))).collect()
}

impl Subject {
    /// What is picked, where the scenario has it: of a row of the drawing, where it is named first.
    pub(super) fn of(pick: &Pick, scenario: &Scenario, matrix: &Matrix) -> Option<Self> {
        match pick {
            Pick::Thing(thing) => Self::at(*thing, scenario),
            Pick::Resource(id) => {
                let there =
                    described(scenario, id).is_some() || !associations_of(scenario, id).is_empty();
                there.then(|| Self::Resource(id.clone()))
            }
            Pick::Row(key) => {
                let row = matrix.rows().get(matrix.row(key)?)?;
                let thing = row.named_by().iter().find_map(|named| match *named {
                    NamedBy::Rule(rule) => Some(Thing::AccessRule {
                        perimeter: rule.perimeter as usize,
                        profile: rule.profile as usize,
                        rule: rule.rule as usize,
                    }),
                    NamedBy::Firewall(resource) | NamedBy::Resource(resource) => {
                        Some(Thing::Resource(resource as usize))
                    }
                    NamedBy::Link(_) | NamedBy::Extra(_) => None,
                })?;
                Self::at(thing, scenario)
            }
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
