//! Groups of a report, as the list shows them.

use std::rc::Rc;

use nsp_analysis::cells::Turn;
use nsp_analysis::difference::associated;
use nsp_core::Direction;
use nsp_formats::scenario::Scenario;

use super::group::Group;
use super::sharing::sharing;
use crate::state::{Estate, Leg, Part, Report, Shared};

const RETAIL: &str = include_str!("../../../examples/retail.json");

fn estate(text: &str) -> Shared<Estate> {
    let read = Scenario::parse("retail.json", text).unwrap().value;
    Shared::new(Estate::of(&read))
}

/// The groups of `stweb` on Enforced.
fn groups(text: &str) -> Vec<Group> {
    let estate = estate(text);
    let found = associated(estate.compiled()).into_iter().find(|it| it.name() == "stweb");
    let part = Part::of(&estate, Leg::Enforce, found.unwrap());
    let report = Report { estate, leg: Leg::Enforce, parts: vec![Rc::new(part)], left: 0, lost: 0 };
    Group::all(&report)
}

/// A rule keeps an address, but for callers whose way the rule does not hold for.
#[test]
fn an_address_that_a_rule_keeps_is_not_counted_for_other_callers() {
    let open = RETAIL.replacen(r#""defaultAction": "Deny""#, r#""defaultAction": "Allow""#, 1);
    let groups = groups(&open);
    let opened = groups.iter().find(|it| it.turn == Turn::Lost && it.kind == "defaultAllow");
    let opened = opened.unwrap();
    let changes = opened.changes().count();
    assert!(changes > 1, "one of the plain callers, one of those through a service endpoint");
    assert!(!opened.line().starts_with("Every address"), "{}", opened.line());
    let office = "203.0.113.7".parse().unwrap();
    assert!(!opened.addresses().contains(office), "rule office keeps it");
    assert!(opened.is_by_address());
}

#[test]
fn where_only_some_callers_are_concerned_no_address_is_counted() {
    let groups = groups(RETAIL);
    let inward = |it: &&Group| it.difference().unwrap().direction == Direction::Inbound;
    let undecided = groups.iter().filter(|it| it.kind == "undecided").filter(inward);
    let undecided: Vec<&Group> = undecided.collect();
    assert!(!undecided.is_empty());
    for group in undecided {
        let plain = group.changes().any(|it| it.is_plain());
        assert_eq!(group.is_by_address(), plain, "{}", group.line());
        assert_eq!(group.line().starts_with("Some callers"), !plain, "{}", group.line());
    }
    let trusted = groups.iter().find(|it| it.kind == "trustedService").unwrap();
    assert_eq!(trusted.line(), "Their callers lose `stweb`.");
}

#[test]
fn a_resource_is_told_apart_from_another_of_its_name() {
    assert!(groups(RETAIL).iter().all(|it| it.resource() == "stweb"));
    let twin = r#""resources": [{ "id": "/subscriptions/s/resourceGroups/twin/providers/Microsoft.Storage/storageAccounts/stweb" },"#;
    let two = RETAIL.replacen(r#""resources": ["#, twin, 1);
    assert!(groups(&two).iter().all(|it| it.resource() == "rg-retail/stweb"));
}

#[test]
fn whom_else_a_rule_lets_callers_in_to_is_said() {
    let estate = estate(RETAIL);
    let all = associated(estate.compiled());
    let of = |names: &[&str]| {
        let chosen: Vec<_> = all.iter().filter(|it| names.contains(&it.name())).collect();
        assert_eq!(chosen.len(), names.len());
        sharing(estate.compiled(), &chosen)
    };
    assert_eq!(of(&["stweb"]), None, "its profile is its own");
    let shared = "A rule counts for every resource of its profile: `kvmain` too.";
    assert_eq!(of(&["stdata"]).as_deref(), Some(shared));
    assert_eq!(of(&["stdata", "kvmain"]), None);
}
