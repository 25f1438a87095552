//! Where what is associated and described stands in a scenario.

use std::collections::BTreeMap;

use nsp_core::ResourceId;
use nsp_formats::scenario::edit::Thing;
use nsp_formats::scenario::{Association, Resource, Scenario};

/// The id of an association's resource, where that is known.
#[must_use]
pub fn resource_of(association: &Association) -> Option<ResourceId> {
    associated(association).map(ResourceId::new)
}

/// What is said of a thing that only stands for a page that is not among the documents.
#[must_use]
pub fn page(thing: Thing, scenario: &Scenario) -> Option<String> {
    let of = thing.missing_page(scenario)?;
    Some(format!("The next page of the {} is not here", of.replace('`', "")))
}

/// The perimeters that are given, by their places.
pub fn perimeters(scenario: &Scenario) -> impl Iterator<Item = usize> + '_ {
    let given = |at: &usize| Thing::Perimeter(*at).missing_page(scenario).is_none();
    (0..scenario.estate.perimeters.len()).filter(given)
}

fn associated(association: &Association) -> Option<&str> {
    let reference =
        association.private_link_resource.as_ref().filter(|_| !association.is_page())?;
    reference.id.as_deref().or(reference.name.as_deref())
}

/// Whether an id as it is written is this one.
fn is(written: Option<&str>, id: &ResourceId, name: &str) -> bool {
    // Most of many are told apart by their ends, and need not be read.
    let ends = |text: &&str| {
        let text = text.trim_end().trim_end_matches('/').as_bytes();
        let end = text.len().checked_sub(name.len()).and_then(|from| text.get(from..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    written.filter(ends).is_some_and(|text| ResourceId::new(text) == *id)
}

/// The name of an association's profile.
#[must_use]
pub fn profile_of(association: &Association) -> Option<&str> {
    let reference = association.profile.as_ref()?;
    let id = reference.id.as_deref().and_then(|id| id.trim_end_matches('/').rsplit('/').next());
    id.or(reference.name.as_deref())
}

/// The association at a place.
#[must_use]
pub fn association(scenario: &Scenario, thing: Thing) -> Option<&Association> {
    let Thing::Association { perimeter, association } = thing else { return None };
    let perimeter = scenario.estate.perimeters.get(perimeter)?;
    Some(perimeter.resource_associations.get(association)?)
}

/// The id of a described resource.
#[must_use]
pub fn described_id(scenario: &Scenario, at: usize) -> Option<ResourceId> {
    scenario.estate.resources.get(at).and_then(|it| written(it)).map(ResourceId::new)
}

fn written(resource: &Resource) -> Option<&str> {
    resource.id.as_deref().or(resource.name.as_deref())
}

/// Where a resource is described.
#[must_use]
pub fn described(scenario: &Scenario, id: &ResourceId) -> Option<usize> {
    let name = id.name();
    scenario.estate.resources.iter().position(|it| is(written(it), id, name))
}

/// The associations of a resource.
#[must_use]
pub fn associations_of(scenario: &Scenario, id: &ResourceId) -> Vec<Thing> {
    let perimeters = scenario.estate.perimeters.iter().enumerate();
    let all = perimeters.flat_map(|(perimeter, it)| {
        let own = it.resource_associations.iter().enumerate();
        own.map(move |(association, it)| (Thing::Association { perimeter, association }, it))
    });
    let name = id.name();
    all.filter(|(_, it)| is(associated(it), id, name)).map(|(thing, _)| thing).collect()
}

/// The profile that an association is to, where the perimeter has it.
#[must_use]
pub fn profile_thing(scenario: &Scenario, association: Thing) -> Option<Thing> {
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
#[must_use]
pub fn profiles(scenario: &Scenario) -> Vec<(Thing, String)> {
    let perimeters = &scenario.estate.perimeters;
    let several = perimeters.len() > 1;
    let mut all = Vec::new();
    for (perimeter, written) in perimeters.iter().enumerate() {
        for profile in 0..written.profiles.len() {
            let thing = Thing::Profile { perimeter, profile };
            let own = thing.name(scenario).unwrap_or_default();
            let of = Thing::Perimeter(perimeter).told_apart(scenario).unwrap_or_default();
            all.push((thing, if several { format!("{of} / {own}") } else { own.to_owned() }));
        }
    }
    all
}

/// Where every described resource stands, by its id in lower case.
#[must_use]
pub fn places(scenario: &Scenario) -> BTreeMap<String, usize> {
    let all = (0..scenario.estate.resources.len()).rev();
    let id = |at| Some(described_id(scenario, at)?.as_str().to_ascii_lowercase());
    all.filter_map(|at| Some((id(at)?, at))).collect()
}
