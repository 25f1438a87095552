//! What can be done with whatever is picked.

use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Thing};

use super::read::{Subject, associations_of, described_id, page, profile_of, resource_of};

/// The edit that takes it away; `None` for the scenario.
pub(super) fn removal(subject: &Subject, scenario: &Scenario) -> Option<Edit> {
    match subject.thing(scenario)? {
        Thing::Scenario => None,
        thing => Some(Edit::Remove(thing)),
    }
}

/// The edit that puts a copy behind it.
pub(super) fn copy(subject: &Subject, scenario: &Scenario) -> Option<Edit> {
    match subject.thing(scenario)? {
        // Two links between the same perimeters, or associations of one resource, cannot be.
        Thing::Scenario
        | Thing::Link { .. }
        | Thing::LinkReference { .. }
        | Thing::Association { .. } => None,
        thing if page(thing, scenario).is_some() => None,
        thing => Some(Edit::Duplicate(thing)),
    }
}

/// The edit that moves it past its neighbour in the outline.
pub(super) fn shift(subject: &Subject, scenario: &Scenario, up: bool) -> Option<Edit> {
    let from = match subject {
        Subject::Thing(thing) => *thing,
        Subject::Resource(id) => {
            associations_of(scenario, id).first().copied().or_else(|| subject.thing(scenario))?
        }
    };
    if page(from, scenario).is_some() {
        return None;
    }
    let step = |at: usize| if up { at.checked_sub(1) } else { Some(at + 1) };
    let mut place = from;
    loop {
        place = place.sibling(step(place.index())?);
        if place == from || !place.is_in(scenario) {
            return None;
        }
        if stand_together(scenario, from, place) {
            return Some(Edit::Move { from, to: place });
        }
    }
}

/// Whether two of one list stand beside each other in the outline.
fn stand_together(scenario: &Scenario, one: Thing, other: Thing) -> bool {
    match one {
        Thing::Association { .. } => {
            let profile = |thing| {
                let association = super::read::association(scenario, thing)?;
                profile_of(association).map(str::to_ascii_lowercase)
            };
            profile(one) == profile(other)
        }
        Thing::Resource(_) => described_id(scenario, other.index())
            .is_none_or(|id| associations_of(scenario, &id).is_empty()),
        _ => true,
    }
}

/// What to show once an edit is made: where it leaves the scenario, and the subject there.
pub(super) fn shown_after(scenario: &Scenario, edit: &Edit) -> Option<Subject> {
    // What is named by its place stays there.
    if let Edit::Set(thing, _) | Edit::Rename(thing, _) = edit
        && !matches!(thing, Thing::Resource(_) | Thing::Association { .. })
    {
        return Subject::at(*thing, scenario);
    }
    let after = scenario.edited(edit).ok()?;
    let shown = edit.shows(scenario);
    if let Thing::Association { .. } = shown
        && let Some(id) = super::read::association(&after, shown).and_then(resource_of)
    {
        return Some(Subject::Resource(id));
    }
    Subject::at(shown, &after)
}

#[cfg(test)]
mod tests {
    use nsp_core::ResourceId;

    use super::*;

    fn retail() -> Scenario {
        let text = include_str!("../../../examples/retail.json");
        Scenario::parse("retail.json", text).unwrap().value
    }

    fn resource(scenario: &Scenario, name: &str) -> Subject {
        let all = scenario.estate.resources.iter().filter_map(|it| it.id.as_deref());
        Subject::Resource(all.map(ResourceId::new).find(|id| id.name() == name).unwrap())
    }

    #[test]
    fn a_resource_moves_past_its_neighbour_in_the_profile_only() {
        let scenario = retail();
        let stdata = resource(&scenario, "stdata");
        assert_eq!(shift(&stdata, &scenario, true), None, "stweb is in another profile");
        let edit = shift(&stdata, &scenario, false).unwrap();
        let after = scenario.edited(&edit).unwrap();
        assert_eq!(shift(&stdata, &after, false), None);
        assert!(shift(&stdata, &after, true).is_some());
    }

    #[test]
    fn what_was_edited_is_shown() {
        let scenario = retail();
        let stweb = resource(&scenario, "stweb");
        let thing = stweb.thing(&scenario).unwrap();
        let edit = Edit::Rename(thing, "stshop".to_owned());
        let shown = shown_after(&scenario, &edit).unwrap();
        let after = scenario.edited(&edit).unwrap();
        assert_eq!(shown, resource(&after, "stshop"));
        let gone = shown_after(&scenario, &Edit::Remove(thing)).unwrap();
        assert_eq!(gone, Subject::Thing(Thing::Scenario));
    }
}
