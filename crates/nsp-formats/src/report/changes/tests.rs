//! What a report of changes is as text, and that no name breaks out of its line.

use nsp_analysis::difference::of_states;
use nsp_core::{Compiled, State};
use serde_json::{Value, json};

use super::{Changes, markdown, report, text};
use crate::report::rollout;
use crate::scenario::Scenario;

const RETAIL: &str = include_str!("../../../../../web/examples/retail.json");

fn enforced(scenario: &Value) -> (Compiled, Changes) {
    let scenario = Scenario::parse("a.json", &scenario.to_string()).unwrap().value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let changes = report(&compiled, &compiled, &of_states(&compiled, None, None, State::Enforced));
    (compiled, changes)
}

/// Every line begins as one of ours does.
#[track_caller]
fn assert_lines(text: &str, forged: &str) {
    for line in text.lines() {
        assert!(!line.trim_start().starts_with(forged), "{text}");
    }
    assert!(text.contains(forged), "{text}");
}

#[test]
fn a_name_forges_no_line() {
    let forged = "lost <b>all";
    let named = RETAIL.replace("stweb", "st\\nlost <b>all`\u{2028}");
    let (compiled, changes) = enforced(&serde_json::from_str(&named).unwrap());
    assert!(!changes.changes.is_empty());
    assert_lines(&text(&changes), forged);
    let document = markdown(&changes);
    assert_lines(&document, forged);
    let outside = document.split('`').step_by(2).collect::<String>();
    assert!(!outside.contains('<'), "markup stands in code alone: {document}");
    let scenario = Scenario::parse("a.json", &named).unwrap().value;
    let flows = rollout::flows(&compiled, &scenario, true);
    let plan = rollout::report(&compiled, &flows);
    assert_lines(&rollout::text(&plan), forged);
    assert_lines(&rollout::markdown(&plan), forged);
}

#[test]
fn a_witness_that_nobody_can_ask_for_is_not_offered() {
    let mut scenario: Value = serde_json::from_str(RETAIL).unwrap();
    let id = "[resourceId('Microsoft.DataFactory/factories', 'f')]";
    let tenant = "11111111-1111-1111-1111-111111111111";
    for resource in scenario["estate"]["resources"].as_array_mut().unwrap() {
        resource["tenantId"] = json!(tenant);
        resource["networkAcls"] = json!({"defaultAction": "Deny", "bypass": "None",
            "resourceAccessRules": [{"tenantId": tenant, "resourceId": id}]});
    }
    let (_, changes) = enforced(&scenario);
    let all = || changes.changes.iter().chain(&changes.unknown);
    assert!(all().any(|it| it.witness.cli.is_empty()), "{changes:#?}");
    assert!(all().all(|it| it.witness.cli.iter().all(|argument| !argument.contains('['))));
    assert!(
        text(&changes).lines().all(|line| !line.contains("nsp compare") || !line.contains('['))
    );
}

#[test]
fn the_way_to_the_key_of_an_account_is_told_where_it_is_lost() {
    let example = include_str!("../../../../../web/examples/customer-managed-keys.json");
    let told = |example: &str| -> Vec<(String, &'static str)> {
        let (_, changes) = enforced(&serde_json::from_str(example).unwrap());
        assert!(changes.changes.iter().all(|it| !it.text.contains("for a customer-managed key")));
        let told = |it: &&super::Change| it.text.contains("holds its customer-managed key");
        let told = changes.changes.iter().filter(told);
        told.map(|it| (it.resource.rsplit('/').next().unwrap().to_owned(), it.direction)).collect()
    };
    let secret = ("stsecret".to_owned(), "outbound");
    let found: Vec<_> = told(example);
    assert_eq!(found, [secret], "the vault of the other is in its perimeter");
    let host = example.split("https://").nth(1).unwrap().split('/').next().unwrap();
    assert!(host.ends_with(".vault.azure.net"), "{host}");
    assert!(told(&example.replace(host, "")).is_empty());
}

#[test]
fn each_value_of_a_caller_is_listed_once() {
    let example = include_str!("../../../../../web/examples/links.json");
    let (_, changes) = enforced(&serde_json::from_str(example).unwrap());
    for values in changes.changes.iter().flat_map(|it| &it.callers).flat_map(|it| it.values()) {
        let mut once = values.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), values.len(), "{values:?}");
    }
}
