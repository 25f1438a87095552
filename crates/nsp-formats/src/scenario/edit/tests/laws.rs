//! What holds of every edit of every scenario.

mod estates;

use std::sync::Arc;

use proptest::prelude::*;

use self::estates::{Dice, edit, scenario, things};
use super::*;
use crate::report::compare;

fn dice() -> impl Strategy<Value = Dice> {
    prop::collection::vec(any::<u16>(), 0..800).prop_map(Dice::new)
}

/// A name that nothing has, of which Azure would make no fault.
const FRESH: &str = "zeta9";

fn holders(scenario: &Scenario) -> Vec<Thing> {
    let is_holder =
        |it: &Thing| matches!(it, Thing::Scenario | Thing::Perimeter(_) | Thing::Profile { .. });
    things(scenario).into_iter().filter(is_holder).collect()
}

/// Verdict and ground of every saved request in every state, or that it cannot be asked.
fn answers(scenario: &Scenario) -> Vec<Option<Vec<(&'static str, &'static str)>>> {
    let compiled = nsp_core::Compiled::new(scenario.snapshot().value);
    let answer = |request: &Request| {
        let request = request.build(compiled.snapshot()).ok()?;
        let comparison = compare(&compiled, &request);
        let states = [comparison.transition, comparison.enforced, comparison.audit];
        let states = states.into_iter().flatten().chain([comparison.not_associated]);
        Some(states.map(|it| (it.whole(), it.ground)).collect())
    };
    scenario.requests.iter().map(answer).collect()
}

/// Every mark that some object has among the members that nothing knows.
fn marks(scenario: &Scenario) -> Vec<String> {
    let text = scenario.to_text();
    let mut marks: Vec<String> = text
        .split("\"mark\": ")
        .skip(1)
        .filter_map(|it| it.split(['\n', ',', ' ']).next())
        .map(str::to_owned)
        .collect();
    marks.sort();
    marks.dedup();
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_edited_is_a_document(mut dice in dice()) {
        let mut now = scenario(&mut dice);
        for _ in 0..8 {
            let edit = edit(&mut dice, &now);
            prop_assert!(!edit.label(&now).is_empty());
            let Ok(after) = now.edited(&edit) else { continue };
            let read = Scenario::parse("edited.json", &after.to_text()).unwrap().value;
            prop_assert_eq!(&read, &after, "{:?}", edit);
            prop_assert!(edit.shows(&now).is_in(&after), "{:?} shows {:?}", edit, edit.shows(&now));
            now = after;
        }
    }

    #[test]
    fn what_nothing_knows_survives(mut dice in dice()) {
        let before = scenario(&mut dice);
        let edit = edit(&mut dice, &before);
        let takes_away = match &edit {
            Edit::Remove(_) | Edit::Dissociate(_) => true,
            // A list, a request or an expectation is given whole.
            Edit::Set(_, property) => !matches!(
                property,
                Property::AccessMode(_) | Property::PublicNetworkAccess(_) | Property::DefaultAction(_)
            ),
            _ => false,
        };
        if let (false, Ok(after)) = (takes_away, before.edited(&edit)) {
            let left = marks(&after);
            for mark in marks(&before) {
                prop_assert!(left.contains(&mark), "{} of {:?}", mark, edit);
            }
        }
    }

    #[test]
    fn a_name_can_be_given_back(mut dice in dice()) {
        let before = scenario(&mut dice);
        for thing in things(&before) {
            let name = thing.name(&before).unwrap().to_owned();
            let there = before.edited(&Edit::Rename(thing, FRESH.to_owned())).unwrap();
            prop_assert_eq!(thing.name(&there), Some(FRESH));
            let back = there.edited(&Edit::Rename(thing, name)).unwrap();
            prop_assert_eq!(differences(&before, &back), [""; 0], "{:?}", thing);
        }
    }

    #[test]
    fn what_was_added_can_be_taken_away(mut dice in dice()) {
        let before = scenario(&mut dice);
        for holder in holders(&before) {
            for new in estates::new(&before, holder) {
                let edit = Edit::Add(new);
                let Ok(there) = before.edited(&edit) else { continue };
                prop_assert_ne!(&there, &before);
                let back = there.edited(&Edit::Remove(edit.shows(&before))).unwrap();
                prop_assert_eq!(differences(&before, &back), [""; 0], "{:?}", edit);
            }
        }
    }

    #[test]
    fn what_was_moved_can_be_moved_back(mut dice in dice()) {
        let before = scenario(&mut dice);
        for from in things(&before) {
            let Some(count) = before.siblings(from) else { continue };
            let to = from.sibling(dice.below(count));
            let there = before.edited(&Edit::Move { from, to }).unwrap();
            let back = there.edited(&Edit::Move { from: to, to: from }).unwrap();
            prop_assert_eq!(differences(&before, &back), [""; 0], "{:?}", from);
        }
    }

    #[test]
    fn names_and_places_decide_nothing(mut dice in dice()) {
        let before = scenario(&mut dice);
        let expected = answers(&before);
        for thing in things(&before) {
            let renamed = before.edited(&Edit::Rename(thing, FRESH.to_owned())).unwrap();
            prop_assert_eq!(&answers(&renamed), &expected, "renamed {:?}", thing);
            let count = before.siblings(thing).unwrap_or_default();
            if count > 1 && !matches!(thing, Thing::Request(_)) {
                let to = thing.sibling(dice.below(count));
                let moved = before.edited(&Edit::Move { from: thing, to }).unwrap();
                prop_assert_eq!(&answers(&moved), &expected, "moved {:?} to {:?}", thing, to);
            }
        }
    }

    #[test]
    fn what_is_not_touched_stays_shared(mut dice in dice()) {
        let before = scenario(&mut dice);
        let edit = edit(&mut dice, &before);
        let Ok(after) = before.edited(&edit) else { return Ok(()) };
        if after == before {
            return Ok(());
        }
        fn check<T: PartialEq + std::fmt::Debug>(before: &[Arc<T>], after: &[Arc<T>]) -> bool {
            after.iter().all(|new| {
                let mut equal = before.iter().filter(|old| old.as_ref() == new.as_ref()).peekable();
                equal.peek().is_none() || equal.any(|old| Arc::ptr_eq(old, new))
            })
        }
        let profiles = |it: &Scenario| -> Vec<Arc<Profile>> {
            it.estate.perimeters.iter().flat_map(|it| it.profiles.iter().cloned()).collect()
        };
        prop_assert!(check(&before.estate.resources, &after.estate.resources), "{:?}", edit);
        prop_assert!(check(&profiles(&before), &profiles(&after)), "{:?}", edit);
        prop_assert!(check(&before.estate.perimeters, &after.estate.perimeters), "{:?}", edit);
    }
}

#[test]
fn random_edits_reach_everything() {
    let mut kinds = std::collections::BTreeMap::new();
    let mut grounds = std::collections::BTreeSet::new();
    let mut state = 1_u32;
    for _ in 0..400 {
        let numbers = (0..600).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as u16
        });
        let mut dice = Dice::new(numbers.collect());
        let before = scenario(&mut dice);
        grounds.extend(answers(&before).into_iter().flatten().flatten().map(|(_, ground)| ground));
        let edit = edit(&mut dice, &before);
        if before.edited(&edit).is_ok_and(|after| after != before) {
            let kind = format!("{edit:?}");
            let kind = kind.split(['(', ' ']).next().unwrap().to_owned();
            *kinds.entry(kind).or_insert(0) += 1;
        }
    }
    let expected = [
        "Add",
        "Associate",
        "Describe",
        "Dissociate",
        "Duplicate",
        "Move",
        "Remove",
        "Rename",
        "Set",
    ];
    assert!(kinds.keys().eq(&expected), "{kinds:?}");
    for ground in ["perimeter-rule", "no-perimeter-rule", "link", "intra-perimeter", "ip-rule"] {
        assert!(grounds.contains(ground), "{grounds:?}");
    }
}
