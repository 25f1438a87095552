//! A change that is offered is an edit that does the same to the scenario.

use nsp_analysis::flip::{Change, flips};
use nsp_core::{Compiled, Request, State, Verdict};
use nsp_formats::scenario::edit::Edit;
use nsp_formats::scenario::{AccessRule, Association, Perimeter, Profile, Resource, Scenario};

use super::{compile, for_each, verdict};
use crate::estates::{self, Dice, document};

const ROUNDS: u64 = 300;

/// Puts among the things of a scenario some that a snapshot leaves out.
fn with_unusable(dice: &mut Dice, mut scenario: Scenario) -> Scenario {
    let estate = &mut scenario.estate;
    for perimeter in &mut estate.perimeters {
        let written: &mut Perimeter = std::sync::Arc::make_mut(perimeter);
        let at = dice.up_to(written.resource_associations.len());
        written.resource_associations.insert(at, Association::default().into());
        let at = dice.up_to(written.profiles.len());
        let unknown = Profile {
            name: Some("unknown".to_owned()),
            access_rules_not_given: Some(true),
            ..Profile::default()
        };
        written.profiles.insert(at, unknown.into());
        for profile in &mut written.profiles {
            for rule in &mut std::sync::Arc::make_mut(profile).access_rules {
                rule.address_prefixes.insert(0, NO_PREFIX.to_owned());
            }
        }
    }
    let at = dice.up_to(estate.resources.len());
    estate.resources.insert(at, Resource::default().into());
    scenario
}

const NO_PREFIX: &str = "the office";

fn rules(scenario: &Scenario) -> impl Iterator<Item = &AccessRule> {
    let profiles = scenario.estate.perimeters.iter().flat_map(|it| &it.profiles);
    profiles.flat_map(|it| &it.access_rules)
}

fn noise(scenario: &Scenario) -> usize {
    let prefixes = rules(scenario).flat_map(|it| &it.address_prefixes);
    prefixes.filter(|it| *it == NO_PREFIX).count()
}

fn verdicts(compiled: &Compiled, request: &Request) -> [Verdict; 4] {
    State::ALL.map(|state| verdict(compiled, request, state))
}

#[test]
fn an_edit_does_what_the_change_does() {
    let mut kinds = std::collections::BTreeMap::new();
    for_each(ROUNDS, |dice, snapshot, requests| {
        let scenario = with_unusable(dice, document(snapshot, &[]));
        let compiled = compile(&scenario.snapshot().value);
        for request in requests {
            for asked in [State::Learning, State::Enforced] {
                let found = flips(&compiled, request, asked);
                for change in &found.changes {
                    let snapshot = compiled.snapshot();
                    let shown = || {
                        let text = scenario.to_text();
                        format!("{change:?} seed {}\n{request:#?}\n{text}", estates::seed())
                    };
                    let edit = Edit::of_change(change, &scenario, snapshot);
                    let edit = edit.unwrap_or_else(|| panic!("{}", shown()));
                    let after =
                        scenario.edited(&edit).unwrap_or_else(|it| panic!("{it}: {}", shown()));
                    assert_eq!(noise(&after), noise(&scenario), "{}", shown());
                    let edited = compile(&after.snapshot().value);
                    let applied = compile(&change.applied(snapshot));
                    let [by_edit, by_change] = [&edited, &applied].map(|it| verdicts(it, request));
                    assert_eq!(by_edit, by_change, "{edit:?}\n{}", shown());
                    let state = match change {
                        Change::AccessMode(..) => edited.state_of(&request.resource),
                        _ => Some(asked),
                    };
                    let turned = verdict(&edited, request, state.unwrap_or(asked));
                    assert_eq!(turned, found.wanted, "{}", shown());
                    let kind = format!("{change:?}");
                    let kind = kind.split(['(', ' ']).next().unwrap_or_default().to_owned();
                    *kinds.entry(kind).or_insert(0) += 1;
                }
            }
        }
    });
    // To take one out is rarely all that it takes.
    kinds.remove("RemoveResourceInstance");
    assert_eq!(kinds.len(), 13, "{kinds:?}");
}
