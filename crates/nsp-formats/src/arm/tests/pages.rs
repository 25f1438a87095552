//! What is on a page that is not among the documents is neither let in nor shut out.

use nsp_core::{Compiled, State, Verdict};

use super::*;

const NEXT: &str = r#", "nextLink": "https://management.azure.com/next""#;

fn list(elements: &[&str], rest: &str) -> String {
    format!(r#"{{"value": [{}]{rest}}}"#, elements.join(","))
}

/// The perimeter with its profile, and the account, whose firewall is closed.
const WHOLE: [&str; 3] = [
    r#"{"id": "$NSP", "properties": {"perimeterGuid": "11111111-1111-4111-8111-111111111111"}}"#,
    r#"{"id": "$NSP/profiles/web/accessRules/office", "properties": {
        "direction": "Inbound", "addressPrefixes": ["203.0.113.0/24"]}}"#,
    r#"{"id": "$ST", "identity": {"type": "SystemAssigned"}, "properties": {"publicNetworkAccess": "Enabled",
        "networkAcls": {"bypass": "None", "defaultAction": "Deny", "ipRules": [{"value": "198.51.100.7"}]}}}"#,
];

const OTHER: &str = r#"{"id": "$NSP/resourceAssociations/other", "properties": {
    "privateLinkResource": {"id": "$STother"}, "profile": {"id": "$NSP/profiles/web"},
    "accessMode": "Enforced"}}"#;

fn compiled(documents: &[&str]) -> (Import<Scenario>, Compiled) {
    let all: Vec<&str> = WHOLE.iter().chain(documents).copied().collect();
    let import = read(&all);
    let compiled = Compiled::new(import.value.snapshot().value);
    (import, compiled)
}

fn verdicts(compiled: &Compiled, form: &str) -> [Verdict; 3] {
    let form = crate::request::RequestForm::parse(form).unwrap();
    let request = form.build(compiled.snapshot()).unwrap();
    [State::NotAssociated, State::Learning, State::Enforced]
        .map(|state| nsp_core::decide(compiled, &request, state).outcome.verdict())
}

const OFFICE: &str = r#"{"resource": "st", "from": {"address": "203.0.113.7"}}"#;

use Verdict::{Allowed, Denied, Unknown};

fn more(of: &'static str, has_last: bool) -> Kind {
    Kind::MorePages { of, has_last }
}

/// Whether a page is missing is said once, at its link.
#[track_caller]
fn says(import: &Import<Scenario>, kind: &Kind) {
    let said: Vec<&Finding> = import.findings.iter().filter(|it| it.kind == *kind).collect();
    assert_eq!(said.len(), 1, "{:#?}", import.findings);
    assert!(said[0].pointer.ends_with("/nextLink"), "{}", said[0].pointer);
    let symbolic = |it: &&Finding| matches!(it.kind, Kind::Symbolic(_) | Kind::MissingProfile(_));
    assert_eq!(import.findings.iter().find(symbolic), None, "nobody wrote an expression");
}

#[test]
fn a_resource_may_be_associated_on_the_next_page() {
    let id = nsp_core::ResourceId::new(STORAGE);
    let whole = list(&[OTHER], "");
    let (_, known) = compiled(&[&whole]);
    assert_eq!(known.state_of(&id), Some(State::NotAssociated));
    assert_eq!(verdicts(&known, OFFICE), [Denied; 3]);
    let cut = list(&[OTHER], NEXT);
    let (import, open) = compiled(&[&cut]);
    says(&import, &more("associations", false));
    assert_eq!(open.state_of(&id), None);
    assert_eq!(verdicts(&open, OFFICE), [Denied, Unknown, Unknown]);
    let partner = OFFICE.replace("203.0.113.7", "198.51.100.7");
    assert_eq!(verdicts(&open, &partner), [Allowed, Allowed, Unknown]);
    // With the last page nothing is open, in whatever order the pages come.
    let own = OTHER.replace("other", "st").replace("$STst", "$ST");
    let last = list(&[&own], "");
    for pages in [[cut.as_str(), &last], [&last, &cut]] {
        let (import, closed) = compiled(&pages);
        has(&import, "/nextLink", &more("associations", true));
        assert_eq!(verdicts(&closed, OFFICE), [Denied, Allowed, Allowed]);
    }
    let empty = list(
        &[],
        r#", "nextLink": "https://management.azure.com$NSP/resourceAssociations?page=2""#,
    );
    let (_, open) = compiled(&[&empty]);
    assert_eq!(open.state_of(&id), None, "an empty page is told by its link");
}

#[test]
fn a_resource_may_be_in_a_perimeter_of_the_next_page() {
    let id = nsp_core::ResourceId::new(STORAGE);
    let cut = list(&[WHOLE[0]], NEXT);
    let (import, open) = compiled(&[&cut]);
    says(&import, &more("perimeters", false));
    assert_eq!(open.state_of(&id), None);
    assert_eq!(verdicts(&open, OFFICE), [Denied, Unknown, Unknown]);
    // One that is associated for certain is not in doubt.
    let own = OTHER.replace("other", "st").replace("$STst", "$ST");
    let (_, known) = compiled(&[&cut, &own]);
    assert_eq!(known.state_of(&id), Some(State::Enforced));
    assert_eq!(verdicts(&known, OFFICE), [Denied, Allowed, Allowed]);
}

#[test]
fn another_configuration_of_a_resource_may_decide() {
    let id = nsp_core::ResourceId::new(STORAGE);
    let configuration = |mode: &str| {
        format!(
            r#"{{"id": "$ST/networkSecurityPerimeterConfigurations/11111111-1111-4111-8111-111111111111.st",
            "properties": {{
                "networkSecurityPerimeter": {{"id": "$NSP", "perimeterGuid": "11111111-1111-4111-8111-111111111111"}},
                "resourceAssociation": {{"name": "st", "accessMode": "{mode}"}},
                "profile": {{"name": "web", "accessRules": []}}}}}}"#
        )
    };
    for (mode, whole, state) in [
        ("Learning", true, Some(State::Learning)),
        ("Learning", false, None),
        // Of several associations an Enforced one decides.
        ("Enforced", false, Some(State::Enforced)),
    ] {
        let page = list(&[&configuration(mode)], if whole { "" } else { NEXT });
        let (import, compiled) = compiled(&[&page]);
        assert_eq!(compiled.state_of(&id), state, "{mode} {whole}");
        if !whole {
            says(&import, &more("configurations", false));
        }
    }
}

#[test]
fn a_link_of_the_next_page_may_let_in() {
    let own = OTHER.replace("other", "st").replace("$STst", "$ST");
    let link = r#"{"id": "$NSP/links/out", "properties": {"autoApprovedRemotePerimeterResourceId": "/p/two",
        "localInboundProfiles": ["*"], "remoteInboundProfiles": ["*"], "status": "Pending"}}"#;
    let from = r#"{"resource": "st", "authentication": "managed-identity",
        "from": {"perimeters": ["33333333-3333-4333-8333-333333333333"],
                 "subscription": "11111111-1111-4111-8111-111111111111", "address": "other"}}"#;
    for (kind, of) in [
        ("links", link.to_owned()),
        (
            "linkReferences",
            link.replace("links", "linkReferences").replace("autoApprovedRemote", "remote"),
        ),
    ] {
        let whole = list(&[&of], "");
        let (_, known) = compiled(&[&own, &whole]);
        assert_eq!(verdicts(&known, from)[2], Denied, "{kind}");
        let cut = list(&[&of], NEXT);
        let (import, open) = compiled(&[&own, &cut]);
        says(&import, &more("links", false));
        assert_eq!(verdicts(&open, from)[2], Unknown, "{kind}");
        // Who is no member of a perimeter needs no link.
        assert_eq!(verdicts(&open, OFFICE)[2], Allowed);
        assert_eq!(verdicts(&open, &OFFICE.replace("203.0.113.7", "192.0.2.7"))[2], Denied);
    }
}

#[test]
fn what_stands_for_a_page_is_said_again_of_the_scenario() {
    let cut = list(&[OTHER], NEXT);
    let (import, _) = compiled(&[&cut]);
    let again = Scenario::parse("a.json", &import.value.to_text()).unwrap();
    assert_eq!(again.value, import.value);
    let said = again.findings.iter().filter(|it| it.kind == more("associations", false));
    assert_eq!(said.count(), 1, "{:#?}", again.findings);
    let redacted = import.value.redacted(7);
    let said = redacted.findings();
    assert!(said.iter().any(|it| it.kind == more("associations", false)), "{said:#?}");
}
