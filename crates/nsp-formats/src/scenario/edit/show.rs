//! Which thing to show after an edit.

use super::{Edit, Thing, id};
use crate::scenario::document::Scenario;

pub(super) fn of(edit: &Edit, scenario: &Scenario) -> Thing {
    match edit {
        Edit::Add(new) => scenario.place_of(new),
        Edit::Rename(thing, _) | Edit::Set(thing, _) => *thing,
        Edit::Move { to, .. } => *to,
        Edit::Duplicate(thing) => thing.sibling(thing.index() + 1),
        Edit::Remove(thing) => thing.parent().unwrap_or(Thing::Scenario),
        Edit::Associate { what, perimeter, .. } => associated(scenario, *what, *perimeter),
        Edit::Dissociate(thing) => match thing {
            Thing::Association { .. } => described(scenario, *thing)
                .unwrap_or_else(|| thing.parent().unwrap_or(Thing::Scenario)),
            other => *other,
        },
        Edit::Describe(_) => Thing::Resource(scenario.estate.resources.len()),
        Edit::Several { edits, .. } => several(edits, scenario),
    }
}

/// The association that puts a resource into a perimeter.
fn associated(scenario: &Scenario, what: Thing, perimeter: usize) -> Thing {
    let last = Thing::Association { perimeter, association: 0 };
    let count = scenario.siblings(last).unwrap_or_default();
    let here = |thing: &Thing| thing.parent() == Some(Thing::Perimeter(perimeter));
    let own = Some(what)
        .filter(here)
        .or_else(|| scenario.associations_of(scenario.resource_id(what)?).into_iter().find(here));
    own.unwrap_or(last.sibling(count))
}

/// The description of the resource of an association.
fn described(scenario: &Scenario, association: Thing) -> Option<Thing> {
    let wanted = scenario.resource_id(association)?;
    let mut all = (0..scenario.estate.resources.len()).map(Thing::Resource);
    all.find(|it| scenario.resource_id(*it).is_some_and(|it| id::same(it, wanted)))
}

fn several(edits: &[Edit], scenario: &Scenario) -> Thing {
    let Some((last, before)) = edits.split_last() else { return Thing::Scenario };
    let mut scenario = scenario.clone();
    for edit in before {
        if scenario.apply(edit).is_err() {
            return Thing::Scenario;
        }
    }
    of(last, &scenario)
}
