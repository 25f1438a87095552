//! What a comparison is as Markdown, and that no name breaks out of it.

use nsp_core::{Compiled, State};

use super::{markdown, prose};
use crate::explain::describe;
use crate::report::compare;
use crate::request::RequestForm;
use crate::scenario::Scenario;

const BOTH: [State; 2] = [State::Learning, State::Enforced];

const RETAIL: &str = include_str!("../../../../../web/examples/retail.json");

/// The partner, allowed by the account's own IP rule alone.
fn partner(document: &str, states: &[State]) -> String {
    let scenario = Scenario::parse("retail.json", document).unwrap().value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let request = RequestForm {
        resource: Some("stweb".to_owned()),
        from: Some("198.51.100.20".to_owned()),
        authentication: Some("sas".to_owned()),
        ..RequestForm::default()
    };
    let request = request.build(compiled.snapshot()).unwrap();
    markdown(&describe(&request), &compare(&compiled, &request), states)
}

#[test]
fn what_breaks_stands_in_the_heading_and_the_table() {
    let text = partner(RETAIL, &BOTH);
    assert!(text.starts_with("## This request breaks on Enforced\n\n`198.51.100.20`"), "{text}");
    assert!(text.contains("\n| | Transition | Enforced |\n| --- | --- | --- |\n"), "{text}");
    assert!(text.contains("\n| Verdict | **Allowed** | **Denied** |\n"), "{text}");
    assert!(text.contains("| Ground | `ip-rule` | `no-perimeter-rule` |"), "{text}");
    assert!(text.contains("Enforced only: **"), "{text}");
    assert!(text.contains("[Transition to a network security perimeter]("), "{text}");
}

#[test]
fn each_state_that_is_wanted_has_a_column_and_an_account_alone_has_one() {
    let all = partner(RETAIL, &State::ALL);
    assert!(all.contains("\n| | Transition | Enforced | Not associated | Audit |\n"), "{all}");
    let mut alone: serde_json::Value = serde_json::from_str(RETAIL).unwrap();
    alone["estate"]["perimeters"] = serde_json::json!([]);
    let alone = partner(&alone.to_string(), &BOTH);
    assert!(alone.contains("\n| | Not associated |\n| --- | --- |\n"), "{alone}");
}

#[test]
fn a_name_stays_in_its_cell() {
    let text = partner(&RETAIL.replace("office", "a|b <i>"), &BOTH);
    let table = text.lines().filter(|line| line.starts_with('|'));
    for line in table {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 4, "{line}");
    }
    assert_eq!(prose("a|b <i> `c|d<e>` x`y"), "a\\|b &lt;i> `c\\|d<e>` x\\`y");
}
