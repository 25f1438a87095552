//! What a scenario means, and what is found in one that says something else than it seems.

mod schema;

use nsp_core::{
    AccessMode, Bypass, DefaultAction, LinkStatus, Network, PublicNetworkAccess, Resource,
    Revision, RuleDirection,
};

use super::{NOT_GIVEN, Resources, Scenario, resource};
use crate::finding::{Finding, Kind, Severity};

pub(crate) const RETAIL: &str = include_str!("../../tests/data/retail.json");

fn parse(text: &str) -> (Scenario, Vec<Finding>) {
    let import = Scenario::parse("a.json", text).unwrap();
    (import.value, import.findings)
}

/// An estate of one perimeter with one profile with one rule.
fn rule(rule: &str) -> String {
    format!(
        r#"{{"nspScenario": 1, "estate": {{"perimeters": [{{
            "id": "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/p",
            "profiles": [{{"name": "web", "accessRules": [{rule}]}}]}}]}}}}"#
    )
}

fn account(members: &str) -> String {
    format!(
        r#"{{"nspScenario": 1, "estate": {{"resources": [{{
            "id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/st",
            {members}}}]}}}}"#
    )
}

fn kinds(text: &str) -> Vec<Kind> {
    parse(text).1.into_iter().map(|finding| finding.kind).collect()
}

#[test]
fn a_whole_scenario_becomes_its_estate_without_a_finding() {
    let (scenario, findings) = parse(RETAIL);
    assert_eq!(findings, []);
    let snapshot = scenario.snapshot().value;
    assert_eq!(snapshot.revision, Revision::GeneralAvailability);
    let perimeter = &snapshot.perimeters[0];
    assert_eq!(perimeter.id.name(), "nsp-retail");
    assert_eq!(perimeter.guid.as_ref().unwrap().as_str(), "aaaaaaaa-0000-0000-0000-000000000001");
    let rules = &perimeter.profiles[0].access_rules;
    assert_eq!(rules.len(), 3);
    assert_eq!(rules[0].address_prefixes[0].as_str(), "203.0.113.0/24");
    assert_eq!(rules[1].subscriptions[0].as_str(), "11111111-0000-0000-0000-000000000002");
    assert_eq!(rules[2].direction, RuleDirection::Outbound);
    let association = &perimeter.associations[0];
    assert_eq!(
        (association.profile.as_str(), &association.access_mode),
        ("web", &AccessMode::Learning)
    );
    assert_eq!(perimeter.links[0].status, LinkStatus::Approved);
    assert_eq!(snapshot.resources.len(), 1);
    let account = &snapshot.resources[0];
    assert_eq!(account.managed_identity, Some(true));
    assert_eq!(account.key_vault.as_deref(), Some("kv-retail.vault.azure.net"));
    let Network::Given { public_network_access, network_acls: Some(acls) } = &account.network
    else {
        panic!("the firewall is given");
    };
    assert_eq!(*public_network_access, Some(PublicNetworkAccess::Enabled));
    assert_eq!(acls.default_action, Some(DefaultAction::Deny));
    let bypass = Bypass { azure_services: true, logging: true, ..Bypass::default() };
    assert_eq!(acls.bypass, Some(bypass));
    assert_eq!((acls.ip_rules.len(), acls.ipv6_rules.len()), (1, 1));
    assert_eq!(acls.virtual_network_rules[0].state.as_deref(), Some("Succeeded"));
    assert!(acls.resource_access_rules[0].resource_id.as_str().contains("/*/"));
}

#[test]
fn what_is_not_known_survives() {
    let text =
        rule(r#"{"name": "a", "direction": "Sideways", "addressPrefixes": 7, "colour": "red"}"#)
            .replace(
                "\"nspScenario\": 1,",
                "\"nspScenario\": 1, \"nextVersion\": {\"a\": [1, null]},",
            );
    let (scenario, findings) = parse(&text);
    let again = Scenario::parse("b.json", &scenario.to_text()).unwrap().value;
    assert_eq!(again, scenario);
    let written: serde_json::Value = serde_json::from_str(&scenario.to_text()).unwrap();
    let kept = &written["estate"]["perimeters"][0]["profiles"][0]["accessRules"][0];
    assert_eq!(kept["direction"], "Sideways");
    assert_eq!(kept["addressPrefixes"], 7);
    assert_eq!(kept["colour"], "red");
    assert_eq!(written["nextVersion"]["a"][0], 1);
    let at = |pointer: &str| findings.iter().filter(|it| it.pointer == pointer).count();
    assert_eq!(at(""), 1);
    assert_eq!(at("/estate/perimeters/0/profiles/0/accessRules/0/direction"), 1);
    assert_eq!(at("/estate/perimeters/0/profiles/0/accessRules/0/addressPrefixes"), 1);
}

#[test]
fn a_member_that_is_nearly_known_is_asked_about() {
    let (_, findings) =
        parse(&rule(r#"{"name": "a", "direction": "Inbound", "addresPrefixes": ["203.0.113.7"]}"#));
    let asked = findings.iter().find(|it| it.message().contains("is `addressPrefixes` meant?"));
    assert_eq!(asked.unwrap().severity, Severity::Warning);
}

#[test]
fn prefixes_say_what_to_write_instead() {
    let (scenario, findings) = parse(&rule(
        r#"{"name": "a", "direction": "Inbound",
            "addressPrefixes": ["*", "203.0.113.7/24", "203.0.113.9", "10.0.0.0/33", "10.1.0.0/16"]}"#,
    ));
    let list = "/estate/perimeters/0/profiles/0/accessRules/0/addressPrefixes";
    let found: Vec<(&str, String)> = findings
        .iter()
        .map(|it| (it.pointer.strip_prefix(list).unwrap_or("elsewhere"), it.message()))
        .collect();
    let expected = [
        ("/0", "`*` is not accepted by Azure. Write `0.0.0.0/0`."),
        (
            "/1",
            "`203.0.113.7/24` has bits behind its length. It is taken for `203.0.113.0/24`: write that.",
        ),
        ("/2", "`203.0.113.9` lies within `203.0.113.7/24` and adds nothing. Remove it."),
        (
            "/3",
            "`10.0.0.0/33` is not an address prefix, so it matches nobody: its length must be a number from 0 to 32.",
        ),
        (
            "/4",
            "`10.1.0.0/16` is private (RFC 1918): no public traffic comes from there. Answers about it say what would be if some did. Write the public range that callers leave by.",
        ),
    ];
    let expected: Vec<(&str, String)> =
        expected.iter().map(|(at, message)| (*at, (*message).to_owned())).collect();
    assert_eq!(found, expected);
    assert_eq!(findings[0].position.unwrap().line, 4);
    let rules = &scenario.snapshot().value.perimeters[0].profiles[0].access_rules;
    assert_eq!(rules[0].address_prefixes.len(), 3);
}

#[test]
fn rules_that_do_not_do_what_they_seem_to() {
    let check = |text: &str, expected: &[Kind]| assert_eq!(kinds(&rule(text)), expected, "{text}");
    check(r#"{"name": "a", "direction": "Inbound"}"#, &[Kind::EmptyRule]);
    check(
        r#"{"name": "a", "addressPrefixes": ["0.0.0.0/0"]}"#,
        &[Kind::Assumed { property: "direction", value: "Inbound" }],
    );
    check(
        r#"{"name": "a", "direction": "Outbound", "addressPrefixes": ["0.0.0.0/0"]}"#,
        &[Kind::WrongDirection { property: "addressPrefixes", direction: "outbound" }],
    );
    check(
        r#"{"name": "a", "direction": "Outbound", "emailAddresses": ["a@partner.example"]}"#,
        &[Kind::DecidesNothing("emailAddresses")],
    );
    check(
        r#"{"name": "a", "direction": "Inbound", "addressPrefixes": ["0.0.0.0/0"],
            "subscriptions": [{"id": "/subscriptions/s"}]}"#,
        &[Kind::SeveralKinds(vec!["addressPrefixes", "subscriptions"])],
    );
    check(
        r#"{"name": "a", "direction": "Inbound", "networkSecurityPerimeters": [{"perimeterGuid": "g"}]}"#,
        &[Kind::WrittenByAzure],
    );
    check(
        r#"{"name": "a", "direction": "Inbound", "serviceTags": ["AzureCloud"]}"#,
        &[Kind::NoTagRanges("AzureCloud".to_owned())],
    );
    check(
        r#"{"name": "_a", "direction": "Inbound", "subscriptions": [{"id": "s"}]}"#,
        &[Kind::BadName("_a".to_owned())],
    );
    check(
        r#"{"name": "a", "direction": "[parameters('d')]", "addressPrefixes": ["[parameters('p')]"]}"#,
        &[
            Kind::Symbolic("[parameters('d')]".to_owned()),
            Kind::Symbolic("[parameters('p')]".to_owned()),
        ],
    );
}

#[test]
fn firewalls_say_what_is_assumed_and_what_is_not_understood() {
    let check =
        |text: &str, expected: &[Kind]| assert_eq!(kinds(&account(text)), expected, "{text}");
    let assumed_acls = Kind::Assumed {
        property: "networkAcls",
        value: "defaultAction: Allow, bypass: AzureServices",
    };
    check(
        r#""identity": null"#,
        &[
            assumed_acls.clone(),
            Kind::Assumed { property: "publicNetworkAccess", value: "Enabled" },
        ],
    );
    check(
        r#""publicNetworkAccess": "Sometimes""#,
        &[
            assumed_acls,
            Kind::Unrecognized {
                property: "publicNetworkAccess",
                text: "Sometimes".to_owned(),
                known: &["Enabled", "Disabled", "SecuredByPerimeter"],
            },
        ],
    );
    check(
        r#""publicNetworkAccess": "disabled", "networkAcls": {
            "defaultAction": "Deny", "bypass": "None",
            "ipRules": [{"value": "203.0.113.4/31"}, {"value": "2001:db8::1"}]}"#,
        &[
            Kind::NarrowIpRule("203.0.113.4/31".to_owned()),
            Kind::WrongFamily { text: "2001:db8::1".to_owned(), belongs: "ipv6Rules" },
        ],
    );
}

#[test]
fn null_says_that_there_is_no_identity() {
    let check = |members: &str, expected: Option<bool>| {
        let snapshot = parse(&account(members)).0.snapshot().value;
        assert_eq!(snapshot.resources[0].managed_identity, expected, "{members}");
    };
    check(r#""identity": null"#, Some(false));
    check(r#""identity": {"type": "None"}"#, Some(false));
    check(r#""identity": {"type": "UserAssigned"}"#, Some(true));
    check(r#""location": "westeurope""#, None);
    check(r#""identity": {"type": "[parameters('i')]"}"#, None);
}

#[test]
fn associations_are_seen_together() {
    let text = &r#"{"nspScenario": 1, "estate": {"perimeters": [
        {"id": "/p/one", "profiles": [{"name": "web"}], "resourceAssociations": [
            {"name": "a", "privateLinkResource": {"id": "/r/st"}, "profile": {"name": "WEB"}},
            {"name": "b", "privateLinkResource": {"id": "/r/ST"}, "profile": {"id": "/p/one/profiles/batch"}, "accessMode": "Learning"},
            {"name": "A", "privateLinkResource": {}, "profile": {"id": "/p/two/profiles/web"}, "accessMode": "Enforced"}]},
        {"id": "/P/ONE"}]}}"#
        .replace("/r/", "/providers/A.B/c/");
    let (scenario, findings) = parse(text);
    let has = |kind: &Kind| findings.iter().any(|it| it.kind == *kind);
    assert!(has(&Kind::Assumed { property: "accessMode", value: "Learning" }));
    assert!(has(&Kind::ResourceNotDescribed("/providers/A.B/c/st".to_owned())));
    assert!(has(&Kind::SeveralAssociations {
        resource: "/providers/A.B/c/ST".to_owned(),
        mode: "Learning"
    }));
    assert!(has(&Kind::MissingProfile("batch".to_owned())));
    assert!(has(&Kind::NoResource));
    assert!(has(&Kind::Duplicate { of: "an association", name: "A".to_owned() }));
    assert!(has(&Kind::Duplicate { of: "a perimeter", name: "/P/ONE".to_owned() }));
    let snapshot = scenario.snapshot().value;
    let named = ["/providers/A.B/c/st", NOT_GIVEN].map(|it| Resource::named(it).into());
    assert_eq!(snapshot.resources, named);
    assert_eq!(snapshot.perimeters[0].associations.len(), 3);
}

#[test]
fn an_expression_that_stands_twice_is_no_second_association() {
    let perimeter = |name: &str| {
        format!(
            r#"{{"id": "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/{name}",
            "resourceAssociations": [{{"name": "a", "profile": {{"name": "web"}}, "accessMode": "Learning",
                "privateLinkResource": {{"id": "[parameters('id')]"}}}}]}}"#
        )
    };
    let (one, two) = (perimeter("one"), perimeter("two"));
    let text = format!(r#"{{"nspScenario": 1, "estate": {{"perimeters": [{one}, {two}]}}}}"#);
    let (_, findings) = parse(&text);
    let several = |it: &&Finding| matches!(it.kind, Kind::SeveralAssociations { .. });
    assert_eq!(findings.iter().find(several), None);
}

#[test]
fn limits_are_told_and_never_refused() {
    let elements = |count: usize| vec!["{\"id\": \"s\"}"; count].join(",");
    let text = |count: usize| {
        let subscriptions = elements(count);
        rule(&format!(
            r#"{{"name": "a", "direction": "Inbound", "subscriptions": [{subscriptions}]}}"#
        ))
    };
    assert_eq!(kinds(&text(179)), []);
    let [Kind::NearLimit { found: 200, limit: 200, .. }] = kinds(&text(200))[..] else {
        panic!("{:#?}", kinds(&text(200)))
    };
    let (scenario, findings) = parse(&text(201));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!(finding.severity, Severity::Info);
    let message = "201 inbound rule elements in one profile: Azure’s limit is 200 (LIM24).";
    assert_eq!(finding.message(), message);
    let rules = &scenario.snapshot().value.perimeters[0].profiles[0].access_rules;
    assert_eq!(rules[0].subscriptions.len(), 201);
}

#[test]
fn findings_come_in_document_order() {
    let (_, findings) = parse(&rule(r#"{"addressPrefixes": ["*"], "naem": 1, "direction": "Up"}"#));
    let positions: Vec<_> = findings.iter().map(|it| it.position.unwrap()).collect();
    assert!(positions.len() > 2 && positions.is_sorted(), "{findings:#?}");
}

#[test]
fn texts_that_are_no_scenario_are_refused() {
    let check = |text: &str, expected: &str| {
        let finding = Scenario::parse("a.json", text).unwrap_err();
        assert_eq!(finding.message(), expected);
    };
    check("{\n  \"a\": ]", "This is not JSON: expected value at line 2, column 8.");
    check("", "This is not JSON: the text ends within a value at line 1, column 1.");
    check(
        &"[".repeat(100_000),
        "This is nested deeper than any document of Azure’s, and is not read.",
    );
    check(
        "# estate\nnspScenario: 1\nestate:",
        "This is not JSON: it looks like YAML (`az … --output json` prints JSON) at line 2, \
         column 2.",
    );
    check(
        "\u{fffd}\u{fffd}{\0\n\0",
        "This is not JSON: it looks like UTF-16 (save it as UTF-8) at line 1, column 1.",
    );
    check(
        r#"{"nspScenario": "1"}"#,
        "The version `\"1\"` of this scenario is no number. Write `\"nspScenario\": 1`.",
    );
    let newer = Scenario::parse("a.json", r#"{"nspScenario": 2}"#).unwrap_err();
    assert_eq!(newer.kind, Kind::UnknownVersion("2".to_owned()));
    let other = Scenario::parse("a.json", r#"{"estate": {}}"#).unwrap_err();
    assert_eq!(other.kind, Kind::NotAScenario);
}

#[test]
fn comments_and_marks_are_let_through_in_their_places() {
    let text =
        "\u{feff}{\n  // estate of the shop\n  \"nspScenario\": 1,\n  \"revision\": \"2001\",\n}";
    let (_, findings) = parse(text);
    assert_eq!(findings[0].kind, Kind::Comments);
    assert_eq!(findings[1].pointer, "/revision");
    assert_eq!(findings[1].kind, Kind::UnknownRevision("2001".to_owned()));
    assert_eq!(findings[1].position.unwrap().line, 4);
}

#[test]
fn a_member_given_twice_is_told() {
    let found =
        kinds(&account(r#""publicNetworkAccess": "Disabled", "publicNetworkAccess": "Enabled""#));
    assert!(found.contains(&Kind::RepeatedMember("publicNetworkAccess".to_owned())));
}

#[test]
fn resources_are_named_the_short_way() {
    let snapshot = parse(RETAIL).0.snapshot().value;
    let id = snapshot.resources[0].id.clone();
    assert_eq!(resource(&snapshot, "STWEB"), Ok(id.clone()));
    assert_eq!(resource(&snapshot, id.as_str()), Ok(id.clone()));
    let error = resource(&snapshot, "stwebb").unwrap_err();
    assert_eq!(error.candidates, [id.to_string()]);
    assert!(error.to_string().starts_with("There is no resource `stwebb`. Write"));
    let mut two = snapshot.clone();
    two.resources.push(Resource::named("/subscriptions/x/providers/A.B/c/stweb").into());
    let error = resource(&two, "stweb").unwrap_err();
    assert!(error.ambiguous);
    assert_eq!(error.candidates.len(), 2);
    let last = two.resources.last().unwrap().id.as_str();
    for text in ["STWEB", "stwebb", "", "/r/none", id.as_str(), last] {
        for estate in [&snapshot, &two] {
            assert_eq!(Resources::by_name(estate).get(text), resource(estate, text), "{text}");
        }
    }
}

#[test]
fn saved_requests_and_expectations_are_checked_in_place() {
    let text = RETAIL
        .replace(
            "\"name\": \"partner\", \"resource\": \"stweb\"",
            "\"resource\": \"stwob\", \"protocol\": \"ftp\"",
        )
        .replace("\"verdict\": \"denied\"", "\"verdict\": \"refused\"");
    let (_, findings) = parse(&text);
    let pointers: Vec<&str> = findings.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/requests/0/resource", "/requests/0/protocol", "/expectations/0/enforced/verdict"]
    );
}
