//! Documents that are wrong, on purpose or by accident: nothing in them opens anything.

use std::sync::Arc;

use nsp_core::{Compiled, State};

use super::*;
use crate::report;
use crate::request::RequestForm;

/// The verdict on `198.51.100.20` with a SAS token.
fn verdict(texts: &[&str], state: State) -> &'static str {
    let snapshot = read(texts).value.snapshot().value;
    let form = RequestForm {
        resource: Some("st".to_owned()),
        from: Some("198.51.100.20".to_owned()),
        authentication: Some("sas".to_owned()),
        ..RequestForm::default()
    };
    let request = form.build(&snapshot).unwrap();
    report::decide(&Compiled::new(snapshot), &request, state).verdict
}

fn rule(members: &str) -> String {
    format!(r#"{{"id": "$NSP/profiles/web/accessRules/r", "properties": {{{members}}}}}"#)
}

const CLOSED: &str = r#"{"id": "$ST", "publicNetworkAccess": "Enabled",
    "networkAcls": {"defaultAction": "Deny", "bypass": "None"}}"#;

const ASSOCIATION: &str = r#"{"id": "$NSP/resourceAssociations/a", "accessMode": "Enforced",
    "privateLinkResource": {"id": "$ST"}, "profile": {"id": "$NSP/profiles/web"}}"#;

#[test]
fn a_firewall_member_of_another_type_stays_undecided() {
    for members in [
        r#""networkAcls": 7"#,
        r#""networkAcls": []"#,
        r#""networkAcls": "none""#,
        r#""networkAcls": {"defaultAction": 1, "bypass": "None"}"#,
        r#""networkAcls": {"defaultAction": {}, "bypass": "None"}"#,
        r#""networkAcls": {"defaultAction": "Deny", "ipRules": 7}"#,
        r#""networkAcls": {"defaultAction": "Deny", "ipRules": ["198.51.100.20"]}"#,
        r#""publicNetworkAccess": 7, "networkAcls": {"defaultAction": "Allow"}"#,
        r#""publicNetworkAccess": true, "networkAcls": {"defaultAction": "Allow"}"#,
    ] {
        let account = format!(r#"{{"id": "$ST", "properties": {{{members}}}}}"#);
        assert_eq!(verdict(&[&account], State::NotAssociated), "unknown", "{members}");
    }
    let account = r#"{"id": "$ST", "networkAcls": {"defaultAction": "Deny", "bypass": "None",
        "ipRules": [{"value": "198.51.100.20", "action": 5}]}}"#;
    assert_eq!(verdict(&[account], State::NotAssociated), "denied");
}

#[test]
fn a_rule_member_of_another_type_stays_undecided() {
    for members in [
        r#""direction": 5, "addressPrefixes": ["198.51.100.0/24"]"#,
        r#""direction": "Inbound", "addressPrefixes": "198.51.100.0/24""#,
    ] {
        let texts = [CLOSED, &rule(members), ASSOCIATION];
        assert_eq!(verdict(&texts, State::Enforced), "unknown", "{members}");
    }
}

#[test]
fn an_access_mode_of_another_type_is_not_known() {
    let association = ASSOCIATION.replace("\"Enforced\"", "[\"Enforced\"]");
    let snapshot = read(&[CLOSED, &association]).value.snapshot().value;
    let resource = snapshot.resources[0].id.clone();
    assert_eq!(Compiled::new(snapshot).state_of(&resource), None);
}

#[test]
fn a_member_of_another_type_is_told_once_and_goes_out_as_it_came_in() {
    let import = read(&[r#"{"id": "$ST", "properties": {"publicNetworkAccess": 7,
        "networkAcls": {"defaultAction": "Deny", "bypass": "None", "ipRules": [5]}}}"#]);
    let pointers: Vec<&str> = import.findings.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(pointers, ["/properties/publicNetworkAccess", "/properties/networkAcls/ipRules/0"]);
    let text = import.value.to_text();
    assert!(text.contains(r#""publicNetworkAccess": 7"#), "{text}");
    assert_eq!(Scenario::parse("again.json", &text).unwrap().value, import.value);
    let mut edited = import.value;
    let resource = Arc::make_mut(&mut edited.estate.resources[0]);
    resource.public_network_access = Some("Disabled".to_owned());
    assert!(edited.to_text().contains(r#""publicNetworkAccess": "Disabled""#));
}

#[test]
fn an_account_listed_without_its_properties_is_not_taken_for_an_open_one() {
    let listed = r#"[{"id": "$ST", "type": "Microsoft.Storage/storageAccounts",
        "location": "westeurope", "properties": null}]"#;
    has(&read(&[listed]), "/0", &Kind::OnlyListed(STORAGE.to_owned()));
    let open_mode = ASSOCIATION.replace("Enforced", "Learning");
    assert_eq!(verdict(&[listed, RULE, &open_mode], State::Learning), "unknown");
    assert_eq!(verdict(&[listed, CLOSED], State::NotAssociated), "denied");
    let flattened = r#"{"id": "$ST", "properties": null, "publicNetworkAccess": "Enabled"}"#;
    assert_eq!(verdict(&[flattened], State::NotAssociated), "allowed");
}

#[test]
fn a_profile_of_another_perimeter_opens_nothing_though_it_has_a_namesake() {
    let members = r#""direction": "Inbound", "addressPrefixes": ["198.51.100.0/24"]"#;
    let rule = rule(members);
    assert_eq!(verdict(&[CLOSED, &rule, ASSOCIATION], State::Enforced), "allowed");
    let foreign = ASSOCIATION.replace("$NSP/profiles", "$NSP-other/profiles");
    assert_eq!(verdict(&[CLOSED, &rule, &foreign], State::Enforced), "unknown");
}

#[test]
fn the_later_reading_of_a_rule_takes_away_what_it_does_not_list() {
    let before = rule(r#""direction": "Inbound", "addressPrefixes": ["198.51.100.0/24"]"#);
    let after = rule(
        r#""direction": "Inbound", "addressPrefixes": [], "subscriptions": [{"id": "/subscriptions/x"}]"#,
    );
    let texts = [CLOSED, &before, &after, ASSOCIATION];
    let differs =
        Kind::Differs { of: "an access rule", name: "r".to_owned(), property: "addressPrefixes" };
    has(&read(&texts), "", &differs);
    assert_eq!(verdict(&texts, State::Enforced), "denied");
}

#[test]
fn names_that_look_like_paths_keep_rules_apart() {
    let perimeter = r#"{"id": "$NSP", "properties": {"perimeterGuid": "g"}, "profiles": [
        {"name": "web/accessRules/b", "accessRules": [{"name": "x", "direction": "Inbound"}]},
        {"name": "web", "accessRules": [
            {"name": "a", "direction": "Inbound"}, {"name": "b", "direction": "Inbound"}]}]}"#;
    let perimeter = &estate(&[perimeter]).perimeters[0];
    let rules: Vec<Vec<&str>> = perimeter
        .profiles
        .iter()
        .map(|it| it.access_rules.iter().filter_map(|rule| rule.name.as_deref()).collect())
        .collect();
    assert_eq!(rules, [vec!["x"], vec!["a", "b"]]);
}

#[test]
fn perimeters_without_any_name_do_not_become_one() {
    let scenario = r#"{"nspScenario": 1, "estate": {"perimeters": [
        {"profiles": [{"name": "web", "accessRules": [
            {"name": "r", "direction": "Inbound", "addressPrefixes": ["0.0.0.0/0"]}]}]},
        {"profiles": [{"name": "web"}]}]}}"#;
    let import = read(&[scenario, CLOSED]);
    assert_eq!(import.value.estate.perimeters.len(), 2);
    assert!(import.value.estate.perimeters[1].profiles[0].access_rules.is_empty());
    let missing = Kind::Missing { of: "a perimeter", property: "id" };
    has(&import, "/estate/perimeters/0", &missing);
    has(&import, "/estate/perimeters/1", &missing);
}

#[test]
fn white_space_around_an_id_makes_no_other_perimeter() {
    let association = ASSOCIATION.replace("\"$NSP", "\" $NSP");
    assert_eq!(estate(&[RULE, &association]).perimeters.len(), 1);
}

#[test]
fn a_text_that_is_no_json_is_refused_at_the_character() {
    let position = |text: &str| {
        let found = import(&[("a.json", text)]).unwrap_err();
        found[0].position.map(|it| (it.line, it.column))
    };
    assert_eq!(position(""), Some((1, 1)));
    assert_eq!(position("{\n\"éé\": x}"), Some((2, 7)));
    let found = import(&[("a.json", "{} {}")]).unwrap_err();
    assert!(found[0].message().contains("its own file"), "{}", found[0].message());
}

#[test]
fn a_member_in_two_spellings_or_shapes_is_told() {
    let contradicted = |text: &str, pointer: &str, name: &str| {
        has(&read(&[text]), pointer, &Kind::Contradicted(name.to_owned()));
    };
    contradicted(
        r#"{"id": "$ST", "networkAcls": {"defaultAction": "Deny", "DefaultAction": "Allow"}}"#,
        "/networkAcls/DefaultAction",
        "DefaultAction",
    );
    contradicted(
        r#"{"id": "$ST", "publicNetworkAccess": "Enabled",
            "properties": {"publicNetworkAccess": "Disabled"}}"#,
        "/properties/publicNetworkAccess",
        "publicNetworkAccess",
    );
    let agreed = r#"{"id": "$ST", "publicNetworkAccess": "Enabled", "name": "st",
        "properties": {"publicNetworkAccess": "enabled", "name": "other"}}"#;
    let told = |it: &Finding| matches!(it.kind, Kind::Contradicted(_));
    assert!(!read(&[agreed]).findings.iter().any(told));
}

#[test]
fn a_crowd_of_unknown_members_takes_no_long_time() {
    let members: Vec<String> = (0..60_000).map(|at| format!("\"m{at}\": 0")).collect();
    let account = format!(r#"{{"id": "$ST", "properties": {{{}}}}}"#, members.join(","));
    let started = std::time::Instant::now();
    read(&[&account]);
    assert!(started.elapsed().as_secs() < 3, "{:?}", started.elapsed());
}

#[test]
fn sources_of_several_scenarios_are_one_where_they_have_one_name() {
    let scenario = |sources: &str| format!(r#"{{"nspScenario": 1, "sources": [{sources}]}}"#);
    let one = scenario(
        r#"{"name": "office", "from": {"address": "203.0.113.7"}, "protocol": "https"},
           {"from": {"address": "192.0.2.1"}}"#,
    );
    let other = scenario(
        r#"{"name": "Office", "from": {"address": "203.0.113.8"}},
           {"from": {"address": "192.0.2.1"}},
           {"name": "partner", "from": {"address": "198.51.100.20"}}"#,
    );
    let addresses = |import: &Import<Scenario>| -> Vec<String> {
        let sources = import.value.sources.iter();
        sources.filter_map(|it| it.from.as_ref()?.address.clone()).collect()
    };
    let twice = import(&[("a.json", &one), ("b.json", &one)]).unwrap();
    assert_eq!(addresses(&twice), ["203.0.113.7", "192.0.2.1"]);
    let differs = |import: &Import<Scenario>| -> Vec<&'static str> {
        let found = import.findings.iter().filter_map(|it| match &it.kind {
            Kind::Differs { property, .. } => Some(*property),
            _ => None,
        });
        found.collect()
    };
    assert_eq!(differs(&twice), [] as [&str; 0]);
    let both = import(&[("a.json", &one), ("b.json", &other)]).unwrap();
    assert_eq!(addresses(&both), ["203.0.113.8", "192.0.2.1", "198.51.100.20"]);
    let protocol = both.value.sources[0].protocol.as_deref();
    assert_eq!(protocol, None, "two halves of two callers are neither of them");
    assert_eq!(differs(&both), ["protocol", "from"]);
}
