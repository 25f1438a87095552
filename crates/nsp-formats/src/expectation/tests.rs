//! Expectations that hold, that fail, that nobody can decide, and that say nothing.

use std::sync::Arc;

use nsp_core::{Compiled, State};
use serde_json::json;

use super::{Checked, Standing, check, keep, renewed};
use crate::report;
use crate::scenario::{Expectation, Scenario};

const RETAIL: &str = include_str!("../../../../web/examples/retail.json");

fn retail() -> Scenario {
    Scenario::parse("retail.json", RETAIL).unwrap().value
}

fn expectation(written: &serde_json::Value) -> Expectation {
    let document = json!({ "nspScenario": 1, "expectations": [written] }).to_string();
    Scenario::parse("a.json", &document).unwrap().value.expectations.remove(0)
}

fn checked(written: &serde_json::Value) -> Checked {
    check(&Compiled::new(retail().snapshot().value), &expectation(written))
}

fn partner(states: serde_json::Value) -> serde_json::Value {
    let mut written = json!({ "request": {
        "resource": "stweb", "from": { "address": "198.51.100.20" }, "authentication": "sas" } });
    written.as_object_mut().unwrap().extend(states.as_object().unwrap().clone());
    written
}

#[test]
fn every_field_that_is_given_must_agree() {
    let check = |states: serde_json::Value, results: &[Standing]| {
        let checked = checked(&partner(states));
        let found: Vec<Standing> = checked.states.iter().map(|it| it.result).collect();
        assert_eq!(found, results, "{checked:#?}");
        assert_eq!(Some(&checked.result), results.iter().max(), "{checked:#?}");
    };
    check(
        json!({ "transition": { "verdict": "allowed", "ground": "ip-rule", "rule": "198.51.100.20",
            "category": "NspPublicInboundResourceRulesAllowed" }, "enforced": { "verdict": "denied" } }),
        &[Standing::Holds, Standing::Holds],
    );
    check(
        json!({ "transition": { "verdict": "allowed", "ground": "default-allow" },
            "enforced": { "verdict": "allowed" }, "audit": { "ground": "ip-rule" } }),
        &[Standing::Fails, Standing::Fails, Standing::Holds],
    );
    check(json!({ "enforced": { "rule": "office" } }), &[Standing::Fails]);
    check(
        json!({ "enforced": { "category": "NspPublicInboundPerimeterRulesAllowed" } }),
        &[Standing::Fails],
    );
    check(json!({ "notAssociated": { "verdict": "ALLOWED" } }), &[Standing::Holds]);
}

#[test]
fn what_came_is_told_with_its_reason() {
    let checked = checked(&partner(json!({ "enforced": { "verdict": "allowed" } })));
    assert!(checked.name.contains("stweb"), "{}", checked.name);
    let [enforced] = checked.states.as_slice() else { panic!("{checked:#?}") };
    let actual = enforced.actual.as_ref().unwrap();
    assert_eq!((enforced.state, actual.verdict), ("enforced", Some("denied")));
    assert_eq!(enforced.reason, "no perimeter rule admits the caller");
}

#[test]
fn an_unknown_answer_neither_bears_out_nor_refutes() {
    let unsure = |verdict: &str| {
        checked(&json!({ "request": { "resource": "stweb", "authentication": "sas" },
            "enforced": { "verdict": verdict } }))
        .result
    };
    assert_eq!(unsure("denied"), Standing::Unknown);
    assert_eq!(unsure("allowed"), Standing::Unknown);
    assert_eq!(unsure("unknown"), Standing::Holds);
    let unsure = checked(
        &json!({ "request": { "resource": "stweb" }, "enforced": { "verdict": "denied" } }),
    );
    assert!(unsure.states[0].missing[0].contains("address"), "{unsure:#?}");
    let decided = checked(&partner(json!({ "enforced": { "verdict": "unknown" } })));
    assert_eq!(decided.states[0].missing, Vec::<String>::new());
    assert_eq!(decided.result, Standing::Fails);
}

#[test]
fn a_resource_in_no_perimeter_is_never_enforced() {
    let mut estate = retail();
    estate.estate.perimeters.clear();
    let compiled = Compiled::new(estate.snapshot().value);
    let written = partner(json!({ "enforced": { "verdict": "allowed" } }));
    let checked = check(&compiled, &expectation(&written));
    assert_eq!(checked.result, Standing::Fails);
    assert_eq!(checked.states[0].actual, None);
}

#[test]
fn both_legs_of_a_call_count() {
    let checked = checked(&json!({ "request": { "resource": "stdata",
            "from": { "resource": "kvmain" }, "authentication": "managed-identity" },
        "enforced": { "verdict": "denied" } }));
    assert_eq!(checked.result, Standing::Holds, "{checked:#?}");
    assert!(checked.states[0].reason.starts_with("the caller’s way out"), "{checked:#?}");
}

#[test]
fn an_expectation_that_says_nothing_is_no_success() {
    let check = |written: serde_json::Value, pointers: &[&str]| {
        let checked = checked(&written);
        assert_eq!(checked.result, Standing::Invalid, "{checked:#?}");
        let found: Vec<&str> = checked.problems.iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(found, pointers, "{checked:#?}");
    };
    check(json!({}), &["", ""]);
    check(partner(json!({})), &[""]);
    check(partner(json!({ "enforced": {} })), &["/enforced"]);
    check(partner(json!({ "audit": { "verdict": "no" } })), &["/audit/verdict"]);
    check(
        partner(json!({ "audit": { "ground": "x", "category": "y" } })),
        &["/audit/ground", "/audit/category"],
    );
    check(
        json!({ "request": { "resource": "stwob", "protocol": "ftp" }, "enforced": { "rule": "a" } }),
        &["/request/resource", "/request/protocol"],
    );
}

#[test]
fn a_request_that_is_kept_holds_until_something_changes() {
    let mut estate = retail();
    let compiled = Compiled::new(estate.snapshot().value);
    let kept: Vec<Expectation> = estate
        .requests
        .iter()
        .map(|written| {
            let request = written.build(compiled.snapshot()).unwrap();
            keep(written.clone(), &report::compare(&compiled, &request))
        })
        .collect();
    for expectation in &kept {
        assert_eq!(check(&compiled, expectation).result, Standing::Holds, "{expectation:#?}");
    }
    let perimeter = Arc::make_mut(&mut estate.estate.perimeters[0]);
    Arc::make_mut(&mut perimeter.profiles[0]).access_rules.clear();
    let compiled = Compiled::new(estate.snapshot().value);
    let broken = kept.iter().filter(|it| check(&compiled, it).result == Standing::Fails);
    assert!(broken.count() > 0);
}

#[test]
fn what_is_renewed_speaks_of_the_same_and_holds() {
    let compiled = Compiled::new(retail().snapshot().value);
    let mut expectation = expectation(&partner(json!({
        "transition": { "verdict": "denied", "ground": "default-allow", "note": 1 },
        "enforced": { "rule": "office" },
    })));
    assert_eq!(check(&compiled, &expectation).result, Standing::Fails);
    let request = expectation.request.clone().unwrap().build(compiled.snapshot()).unwrap();
    let comparison = report::compare(&compiled, &request);
    let now = |state: State, old| renewed(old, comparison.decision(state).unwrap());
    let transition = now(State::Learning, expectation.expected(State::Learning).unwrap());
    let enforced = now(State::Enforced, expectation.expected(State::Enforced).unwrap());
    assert_eq!(transition.ground.as_deref(), Some("ip-rule"));
    assert!(!transition.extra.is_empty(), "what nothing here knows stays");
    // No rule decides in Enforced, so that the verdict is all there is to expect.
    assert_eq!((enforced.verdict.as_deref(), &enforced.rule), (Some("denied"), &None));
    expectation.transition = Some(transition);
    expectation.enforced = Some(enforced);
    assert_eq!(check(&compiled, &expectation).result, Standing::Holds);
}
