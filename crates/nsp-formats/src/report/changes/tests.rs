//! What a report of changes is as text, and that no name breaks out of its line.

use nsp_analysis::difference::of_states;
use nsp_core::{Compiled, State};
use serde_json::{Value, json};

use super::{Change, Changes, markdown, report, text};
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
fn no_resource_is_told_that_it_calls_itself() {
    let example = include_str!("../../../../../web/examples/secured-by-perimeter.json");
    let scenario = Scenario::parse("a.json", example).unwrap().value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let states = [(State::NotAssociated, State::Learning), (State::Learning, State::Enforced)];
    let mut calls = 0;
    for (before, after) in states {
        let found = of_states(&compiled, None, Some(before), after);
        for change in report(&compiled, &compiled, &found).changes {
            let own = change.resource.rsplit('/').next().unwrap().to_owned();
            let listed = change.names.iter().flatten().chain(&change.except);
            let itself = listed.filter(|it| it.contains(&own)).count();
            assert_eq!(itself, 0, "{change:#?}");
            let to = change.witness.request.outbound_to.unwrap_or_default();
            assert!(!to.contains(&own), "{to}");
            calls += usize::from(change.witness.call.is_some());
        }
    }
    assert!(calls > 0, "a call has another side");
}

#[test]
fn a_change_that_the_other_side_decides_too_says_so() {
    let example = include_str!("../../../../../web/examples/secured-by-perimeter.json");
    let mut scenario: Value = serde_json::from_str(example).unwrap();
    let resources = scenario["estate"]["resources"].as_array_mut().unwrap();
    let id = resources[0]["id"].as_str().unwrap().replace("stsecured", "stfar");
    resources.push(json!({ "id": id, "publicNetworkAccess": "Enabled",
        "networkAcls": { "bypass": "None", "defaultAction": "Deny" } }));
    let rules = &mut scenario["estate"]["perimeters"][0]["profiles"][0]["accessRules"];
    rules.as_array_mut().unwrap().push(json!({ "name": "far", "direction": "Outbound",
        "fullyQualifiedDomainNames": ["stfar.blob.core.windows.net"] }));
    let scenario = Scenario::parse("a.json", &scenario.to_string()).unwrap().value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let found = of_states(&compiled, None, Some(State::NotAssociated), State::Learning);
    let changes = report(&compiled, &compiled, &found);
    let by_rule = |it: &&super::Change| {
        it.direction == "outbound" && it.permission.rule.as_deref() == Some("far")
    };
    let change = changes.changes.iter().find(by_rule).unwrap();
    assert_eq!((change.witness.before, change.witness.after), ("denied", "allowed"));
    let call = change.witness.call.as_ref().unwrap();
    assert_eq!((call.before, call.after), ("denied", "denied"), "the account lets nobody in");
    for told in [text(&changes), markdown(&changes)] {
        assert!(told.contains("The other side decides this one too: denied before and after."));
        assert!(told.contains("Each change is about one side."), "{told}");
    }
}

#[test]
fn what_is_special_of_a_caller_reads_as_one_clause() {
    let (_, changes) = enforced(&serde_json::from_str(RETAIL).unwrap());
    let region = changes.changes.iter().find(|it| it.text.contains("region")).unwrap();
    assert!(region.text.contains(" in region `westeurope` "), "{}", region.text);
    assert!(changes.changes.iter().all(|it| !it.text.contains("whose address")));
}

/// Of a caller over SMB an IP rule is asked only where the account's own rules are.
#[test]
fn an_ip_rule_that_was_not_asked_is_not_blamed() {
    let example = include_str!("../../../../../web/examples/smb.json");
    let reason = |access: &str, state: State| {
        let mut scenario: Value = serde_json::from_str(example).unwrap();
        scenario["estate"]["resources"][0]["publicNetworkAccess"] = json!(access);
        let scenario = Scenario::parse("a.json", &scenario.to_string()).unwrap().value;
        let compiled = Compiled::new(scenario.snapshot().value);
        let form =
            r#"{"resource": "stfiles", "from": {"address": "192.0.2.7"}, "protocol": "smb"}"#;
        let request = crate::request::RequestForm::parse(form).unwrap();
        let request = request.build(compiled.snapshot()).unwrap();
        crate::report::decide(&compiled, &request, state).reason
    };
    let neither = "no address prefix of the perimeter and no IP rule of the account admits the \
                   caller over SMB";
    let prefix = "no address prefix of the perimeter admits the caller over SMB";
    assert_eq!(reason("Enabled", State::Learning), neither);
    for access in ["Disabled", "SecuredByPerimeter"] {
        assert_eq!(reason(access, State::Learning), prefix, "{access}");
    }
    assert_eq!(reason("Enabled", State::Enforced), prefix);
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

#[test]
fn a_resource_is_asked_for_by_the_id_that_it_has_in_the_template() {
    let written = RETAIL.replace(
        "rg-retail/providers/Microsoft.Storage",
        "[parameters('rg')]/providers/Microsoft.Storage",
    );
    let (_, changes) = enforced(&serde_json::from_str(&written).unwrap());
    let of_account = |it: &&Change| it.resource.ends_with("/stweb") && it.change == "lost";
    let lost: Vec<&Change> = changes.changes.iter().filter(of_account).collect();
    assert!(!lost.is_empty(), "{changes:#?}");
    let asked =
        lost.iter().filter(|it| it.witness.cli.first().is_some_and(|it| it == "--resource"));
    assert!(asked.count() > 0, "{changes:#?}");
}

#[test]
fn the_service_that_a_sentence_names_is_the_one_that_is_shown() {
    let scenario = Scenario::parse("a.json", RETAIL).unwrap().value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let mut told = 0;
    for state in State::ALL {
        let changes = report(&compiled, &compiled, &of_states(&compiled, None, None, state));
        for change in changes.changes.iter().chain(&changes.unknown) {
            let from = change.witness.request.from.as_ref();
            let Some(service) = from.and_then(|it| it.service.as_deref()) else { continue };
            if let Some((_, named)) = change.text.split_once("services such as ") {
                assert!(named.starts_with(&format!("`{service}`")), "{}", change.text);
                told += 1;
            }
        }
    }
    assert!(told > 0);
}

#[test]
fn a_sentence_about_resources_without_host_names_does_not_end_in_nothing() {
    let mut scenario: Value = serde_json::from_str(RETAIL).unwrap();
    let open = json!({"name": "open", "direction": "Outbound",
        "fullyQualifiedDomainNames": ["[parameters('names')]"]});
    for profile in scenario["estate"]["perimeters"][0]["profiles"].as_array_mut().unwrap() {
        profile["accessRules"].as_array_mut().unwrap().push(open.clone());
    }
    let (_, changes) = enforced(&scenario);
    let nameless = |it: &&Change| it.names.as_ref().is_some_and(Vec::is_empty);
    assert!(changes.changes.iter().any(|it| nameless(&it)), "{changes:#?}");
    for change in changes.changes.iter().filter(nameless) {
        let what = change.text.split('.').next().unwrap();
        assert!(what.ends_with("a resource whose host names are not known"), "{}", change.text);
    }
    assert!(markdown(&changes).lines().all(|it| it.is_empty() || !it.trim().is_empty()));
}
