//! Changes that turn a verdict, written into a scenario.

use nsp_analysis::Prefix;
use nsp_analysis::flip::{Change, Element};
use nsp_core::{PerimeterId, ResourceId, RuleRef, Snapshot, TenantId};

use super::*;

const TEXT: &str = r#"{"nspScenario": 1, "estate": {
  "perimeters": [{"id": "/x/nsp", "profiles": [
    {"name": "elsewhere", "accessRulesNotGiven": true},
    {"name": "web", "accessRules": [{"name": "all", "direction": "Inbound",
      "addressPrefixes": ["the office", "203.0.113.0/24"],
      "networkSecurityPerimeters": [{"mark": 1}, {"id": "/x/other", "perimeterGuid": "g", "mark": 2}]}]}]}],
  "resources": [{}, {"id": "/x/st", "networkAcls": {
    "bypass": "Logging", "defaultAction": "Deny",
    "ipRules": [{"mark": 3}, {"value": "203.0.113.9"}],
    "resourceAccessRules": [{"mark": 4}, {"resourceId": "/x/f", "tenantId": "one"}, {"resourceId": "/x/f", "tenantId": "two"}]}}]}}"#;

fn read() -> (Scenario, Snapshot) {
    let scenario = Scenario::parse("marked.json", TEXT).unwrap().value;
    let snapshot = scenario.snapshot().value;
    (scenario, snapshot)
}

fn check(change: &Change, expected: &[&str]) {
    let (before, snapshot) = read();
    let after = before.edited(&Edit::of_change(change, &before, &snapshot).unwrap()).unwrap();
    let short = |text: String| {
        text.replace("/estate/perimeters/0/profiles/1/accessRules/", "")
            .replace("/estate/resources/1/networkAcls/", "")
    };
    let found: Vec<String> = differences(&before, &after).into_iter().map(short).collect();
    assert_eq!(found, expected, "{change:?}");
}

#[test]
fn a_change_leaves_what_the_snapshot_does_not_hold() {
    let address = Prefix::only("198.51.100.20".parse().unwrap());
    let admit = |rule| {
        let element = Element::AddressPrefix(address);
        Change::Admit { perimeter: 0, profile: 0, rule, element }
    };
    check(&admit(Some(0)), &[r#"0/addressPrefixes/2: - -> "198.51.100.20/32""#]);
    check(
        &admit(None),
        &[
            r#"1: - -> {"name":"rule","direction":"Inbound","addressPrefixes":["198.51.100.20/32"]}"#,
        ],
    );
    let at = RuleRef { perimeter: 0, profile: 0, rule: 0 };
    let guid = Element::Perimeter(PerimeterId::new("G"));
    check(
        &Change::Withdraw(vec![(at, guid)]),
        &[r#"0/networkSecurityPerimeters/1: {"id":"/x/other","perimeterGuid":"g","mark":2} -> -"#],
    );
    check(
        &Change::AddIpRule(0, address),
        &[r#"ipRules/2: - -> {"value":"198.51.100.20","action":"Allow"}"#],
    );
    let own = Prefix::only("203.0.113.9".parse().unwrap());
    check(&Change::RemoveIpRules(0, vec![own]), &[r#"ipRules/1: {"value":"203.0.113.9"} -> -"#]);
    check(&Change::TrustedServices(0, true), &[r#"bypass: "Logging" -> "AzureServices, Logging""#]);
    check(
        &Change::AddResourceInstance(0, ResourceId::new("/x/g"), Some(TenantId::new("two"))),
        &[r#"resourceAccessRules/3: - -> {"tenantId":"two","resourceId":"/x/g"}"#],
    );
    check(
        &Change::RemoveResourceInstance(0, 0),
        &[
            r#"resourceAccessRules/1/tenantId: "one" -> "two""#,
            r#"resourceAccessRules/2: {"tenantId":"two","resourceId":"/x/f"} -> -"#,
        ],
    );
}

#[test]
fn a_change_of_another_scenario_is_no_edit() {
    let (_, snapshot) = read();
    let change = Change::DefaultAction(0, true);
    assert_eq!(Edit::of_change(&change, &shop(), &snapshot), None);
    assert_eq!(Edit::of_change(&Change::DefaultAction(1, true), &read().0, &snapshot), None);
}
