//! Each change that turns a verdict turns it as an edit as well.

use nsp_analysis::flip::{Change, Element, flips};
use nsp_analysis::matrix::Matrix;
use nsp_core::{Compiled, State};

use super::*;

/// Every change for every cell of an example's matrix: edited, compiled and asked again.
fn every_change_turns(document: &str) -> usize {
    let before = Scenario::parse("a.json", document).unwrap().value;
    let compiled = Compiled::new(before.snapshot().value);
    let snapshot = compiled.snapshot();
    let matrix = Matrix::new(&compiled, &[]);
    let mut made = 0;
    for row in matrix.rows() {
        for request in matrix.columns().iter().filter_map(|it| row.request(it.resource())) {
            for state in [State::NotAssociated, State::Learning, State::Enforced] {
                let found = flips(&compiled, &request, state);
                for change in &found.changes {
                    let Some(edit) = Edit::making(change, snapshot, &before) else {
                        panic!("no edit for {change:?}");
                    };
                    assert!(!edit.label(&before).is_empty());
                    let after = before.edited(&edit).unwrap();
                    let after = Compiled::new(after.snapshot().value);
                    let is_own = compiled.state_of(&request.resource) == Some(state);
                    let state = match change {
                        Change::AccessMode(..) if is_own => {
                            after.state_of(&request.resource).unwrap()
                        }
                        _ => state,
                    };
                    let verdict = after.question(&request).evaluate(state, &mut ()).verdict();
                    assert_eq!(verdict, found.wanted, "{change:?} for {request:?} in {state:?}");
                    made += 1;
                }
            }
        }
    }
    made
}

#[test]
fn every_change_that_is_offered_can_be_made() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/examples");
    let mut made = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|it| it == "json") {
            made += every_change_turns(&std::fs::read_to_string(path).unwrap());
        }
    }
    assert!(made > 100, "{made}");
}

#[test]
fn the_room_that_is_left_in_a_profile_is_told() {
    let retail = include_str!("../../../../../../web/examples/retail.json");
    let scenario = Scenario::parse("a.json", retail).unwrap().value;
    let snapshot = scenario.snapshot().value;
    let element = Element::Name("a.example".to_owned());
    let change = Change::Admit { perimeter: 0, profile: 0, rule: None, element };
    let rules = &snapshot.perimeters[0].profiles[0].access_rules;
    let names: usize = rules.iter().map(|rule| rule.fully_qualified_domain_names.len()).sum();
    assert_eq!(elements_after(&change, &snapshot), Some((names + 1, 200)));
}
