//! Things of the scenario by the keys of the picture, and back.

use nsp_core::ResourceId;
use nsp_formats::scenario::edit::Thing;
use nsp_formats::scenario::{Perimeter, Scenario};
use yew::AttrValue;

use crate::drawing::Target;
use crate::state::things;
use crate::view::Pick;

/// The place of a perimeter by its id.
pub(super) fn perimeter(scenario: &Scenario, key: &str) -> Option<usize> {
    let at = scenario.estate.perimeters.iter().position(|it| is(it.id.as_ref(), key))?;
    // What stands for a page is none.
    Thing::Perimeter(at).missing_page(scenario).is_none().then_some(at)
}

/// The place of a profile by the key of its lane: the perimeter's, and where it stands in it.
pub(super) fn profile(scenario: &Scenario, key: &str) -> Option<(usize, usize)> {
    let (of, name) = key.rsplit_once("/profiles/")?;
    let at = perimeter(scenario, of)?;
    let profiles = &scenario.estate.perimeters.get(at)?.profiles;
    Some((at, profiles.iter().position(|it| is(it.name.as_ref(), name))?))
}

/// The association that a resource is drawn in.
pub(super) fn association(scenario: &Scenario, resource: &str) -> Option<Thing> {
    things::associations_of(scenario, &ResourceId::new(resource)).first().copied()
}

/// A described resource; one that is only associated by its association.
pub(super) fn resource(scenario: &Scenario, id: &str) -> Option<Thing> {
    let described = things::described(scenario, &ResourceId::new(id)).map(Thing::Resource);
    described.or_else(|| association(scenario, id))
}

/// What is picked when something of the picture is.
pub(super) fn pick(target: &Target, scenario: &Scenario) -> Option<Pick> {
    Some(match target {
        Target::Row(key) => Pick::Row(key.clone()),
        Target::Card(key) => Pick::Resource(ResourceId::new(key)),
        Target::Lane(key) => {
            let (perimeter, profile) = profile(scenario, key)?;
            Pick::Thing(Thing::Profile { perimeter, profile })
        }
        Target::Frame(key) => Pick::Thing(Thing::Perimeter(perimeter(scenario, key)?)),
        Target::Link(key) => Pick::Thing(link(scenario, key)?),
    })
}

/// What of the picture shows what is picked.
pub(super) fn target(pick: &Pick, scenario: &Scenario) -> Option<Target> {
    let perimeter = |at: usize| scenario.estate.perimeters.get(at);
    let key = |text: String| AttrValue::from(text);
    match pick {
        Pick::Row(row) => Some(Target::Row(row.clone())),
        Pick::Resource(id) => Some(Target::Card(key(id.as_str().to_owned()))),
        Pick::Thing(thing) => match *thing {
            Thing::Perimeter(at) => Some(Target::Frame(key(perimeter(at)?.id.clone()?))),
            Thing::Profile { perimeter: at, profile }
            | Thing::AccessRule { perimeter: at, profile, .. } => {
                let it: &Perimeter = perimeter(at)?;
                let name = it.profiles.get(profile)?.name.clone()?;
                Some(Target::Lane(key(format!("{}/profiles/{name}", it.id.clone()?))))
            }
            Thing::Association { perimeter: at, association } => {
                let it = perimeter(at)?.resource_associations.get(association)?;
                Some(Target::Card(key(it.private_link_resource.as_ref()?.id.clone()?)))
            }
            Thing::Resource(at) => {
                Some(Target::Card(key(scenario.estate.resources.get(at)?.id.clone()?)))
            }
            _ => None,
        },
    }
}

/// A link by the key of its line.
pub(super) fn link(scenario: &Scenario, key: &str) -> Option<Thing> {
    let (of, name) = key.rsplit_once("/links/")?;
    let perimeter = perimeter(scenario, of)?;
    let it = scenario.estate.perimeters.get(perimeter)?;
    let asked = it.links.iter().position(|it| is(it.name.as_ref(), name));
    let answered = || it.link_references.iter().position(|it| is(it.name.as_ref(), name));
    asked
        .map(|link| Thing::Link { perimeter, link })
        .or_else(|| answered().map(|link| Thing::LinkReference { perimeter, link }))
}

fn is(written: Option<&String>, key: &str) -> bool {
    written.is_some_and(|it| it.eq_ignore_ascii_case(key))
}
