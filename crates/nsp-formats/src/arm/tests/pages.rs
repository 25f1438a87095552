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
    let mut bases = None;
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
        // It is no second association, of which one decides.
        let form = crate::request::RequestForm::parse(OFFICE).unwrap();
        let request = form.build(compiled.snapshot()).unwrap();
        let decision = nsp_core::decide(&compiled, &request, State::Learning);
        let associated =
            |it: &&nsp_core::Step| matches!(it.event, nsp_core::Event::Associated { .. });
        let basis = decision.trace.iter().find(associated).map(|it| it.basis);
        assert!(bases.is_none_or(|it| it == basis), "{basis:?}");
        bases = Some(basis);
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
        let request = crate::request::RequestForm::parse(from).unwrap();
        let request = request.build(open.snapshot()).unwrap();
        let report = crate::report::decide(&open, &request, State::Enforced);
        let steps = report.trace.iter().flat_map(|it| [&it.title, &it.text]);
        let said = "Links on a page that is not among the documents";
        assert!(steps.clone().any(|it| it.starts_with(said)), "{:?}", report.trace);
        assert!({ steps }.all(|it| !it.contains(crate::scenario::MORE)), "{:?}", report.trace);
        // Who is no member of a perimeter needs no link.
        assert_eq!(verdicts(&open, OFFICE)[2], Allowed);
        assert_eq!(verdicts(&open, &OFFICE.replace("203.0.113.7", "192.0.2.7"))[2], Denied);
    }
}

#[test]
fn a_link_or_a_perimeter_of_the_next_page_may_let_a_caller_in() {
    let own = OTHER.replace("other", "st").replace("$STst", "$ST");
    let two = r#"{"id": "$NSPtwo", "properties": {"perimeterGuid": "22222222-2222-4222-8222-222222222222"}}"#;
    let caller = r#"{"id": "$STtwo", "identity": {"type": "SystemAssigned"}, "properties": {"publicNetworkAccess": "Enabled"}}"#;
    let in_two = OTHER.replace("$STother", "$STtwo").replace("$NSP", "$NSPtwo");
    let link = |remote: &str, status: &str| {
        format!(
            r#"{{"id": "$NSP/links/out", "properties": {{"autoApprovedRemotePerimeterResourceId": "{remote}",
            "localInboundProfiles": ["*"], "remoteInboundProfiles": ["*"], "status": "{status}"}}}}"#
        )
    };
    let three = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/three";
    let by = |perimeter: &str| {
        format!(
            r#"{{"resource": "st", "authentication": "managed-identity", "from": {{"perimeters": ["{perimeter}"],
            "subscription": "11111111-1111-4111-8111-111111111111", "address": "other"}}}}"#
        )
    };
    let member = r#"{"resource": "st", "authentication": "managed-identity",
        "from": {"resource": "sttwo", "address": "other"}}"#;
    let callers = [member.to_owned(), by(three), by("33333333-3333-4333-8333-333333333333")];
    let perimeters = ["", NEXT].map(|rest| list(&[WHOLE[0], two], rest));
    let verdicts = |perimeters: &str, link: &str, rest: &str| {
        let links = list(&[link], rest);
        let (_, compiled) = compiled(&[&own, &in_two, caller, perimeters, &links]);
        callers.each_ref().map(|form| {
            let form = crate::request::RequestForm::parse(form).unwrap();
            let request = form.build(compiled.snapshot()).unwrap();
            let report = crate::report::decide(&compiled, &request, State::Enforced);
            (
                nsp_core::decide(&compiled, &request, State::Enforced).outcome.verdict(),
                report.missing,
            )
        })
    };
    let [all, cut] = &perimeters;
    let pending = link("/p/nobody", "Pending");
    let only = |verdict| [(); 3].map(|()| verdict);
    assert_eq!(verdicts(all, &pending, "").map(|it| it.0), only(Denied));
    assert_eq!(verdicts(cut, &pending, "").map(|it| it.0), only(Denied));
    // The page of links may hold one to whatever perimeter the caller is in.
    for perimeters in [all, cut] {
        for (verdict, missing) in verdicts(perimeters, &pending, NEXT) {
            assert_eq!(verdict, Unknown, "{missing:?}");
            let page =
                "A page of the list of links is missing. Add the page that `nextLink` leads to.";
            assert!(missing.iter().any(|it| it == page), "{missing:?}");
        }
    }
    // The page of perimeters may say that the one with the caller's GUID is the one linked to.
    let to_three = link(three, "Approved");
    assert_eq!(verdicts(all, &to_three, "").map(|it| it.0), [Denied, Allowed, Denied]);
    let [stranger, named, by_guid] = verdicts(cut, &to_three, "");
    assert_eq!((stranger.0, named.0, by_guid.0), (Denied, Allowed, Unknown));
    assert!(by_guid.1[0].contains("A page of the list of perimeters is missing"), "{by_guid:?}");
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

const OWN: &str = r#"{"id": "$NSP/resourceAssociations/st", "properties": {
    "privateLinkResource": {"id": "$ST"}, "profile": {"id": "$NSP/profiles/web"},
    "accessMode": "Enforced"}}"#;

/// What is made of documents that are added one after another to what is open.
fn one_by_one(documents: &[&str]) -> Import<Scenario> {
    let (first, rest) = documents.split_first().unwrap();
    let mut import = read(&[first]);
    for document in rest {
        let open = import.value.to_text();
        import = read(&[&open, document]);
    }
    import
}

fn enforced(scenario: &Scenario, address: &str) -> Verdict {
    let compiled = Compiled::new(scenario.snapshot().value);
    verdicts(&compiled, &OFFICE.replace("203.0.113.7", address))[2]
}

#[test]
fn rules_of_a_page_let_in_whatever_the_next_page_says() {
    let first = list(&[WHOLE[1]], NEXT);
    let import = read(&[OWN, &first]);
    says(&import, &more("access rules", false));
    assert_eq!(enforced(&import.value, "203.0.113.7"), Allowed);
    assert_eq!(enforced(&import.value, "192.0.2.7"), Unknown);
    let compiled = Compiled::new(import.value.snapshot().value);
    let form = r#"{"resource": "st", "from": {"address": "192.0.2.7"}}"#;
    let request = crate::request::RequestForm::parse(form).unwrap();
    let request = request.build(compiled.snapshot()).unwrap();
    let report = crate::report::decide(&compiled, &request, State::Enforced);
    assert_eq!(
        report.missing,
        ["A page of the list of access rules is missing. Add the page that `nextLink` leads to."]
    );
}

#[test]
fn a_page_of_rules_of_two_profiles_says_once_that_it_goes_on() {
    let other = WHOLE[1].replace("/web/", "/batch/");
    let import = read(&[OWN, &list(&[WHOLE[1], &other], NEXT)]);
    says(&import, &more("access rules", false));
}

#[test]
fn pages_that_are_added_one_after_another_are_known_as_well_as_all_at_once() {
    let second = WHOLE[1].replace("office", "branch").replace("203.0.113.0", "192.0.2.0");
    let first = list(&[WHOLE[1]], NEXT);
    let last = list(&[&second], "");
    let printed = format!("[{second}]");
    for last in [last.as_str(), &printed] {
        for documents in [[first.as_str(), OWN, last], [last, &first, OWN], [OWN, &first, last]] {
            let import = one_by_one(&documents);
            let all = ["203.0.113.7", "192.0.2.7", "198.51.100.7"];
            let found = all.map(|it| enforced(&import.value, it));
            if documents[0] == last {
                // Which page came first was not known when the rules were read.
                assert_eq!(found, [Allowed, Allowed, Unknown]);
            } else {
                assert_eq!(found, [Allowed, Allowed, Denied]);
            }
        }
    }
}

#[test]
fn what_is_open_stays_open_until_its_own_last_page_is_there() {
    let id = nsp_core::ResourceId::new(STORAGE);
    let perimeters = list(&[WHOLE[0]], NEXT);
    let associations = list(&[OTHER], NEXT);
    let links = list(
        &[
            r#"{"id": "$NSP/links/out", "properties": {"autoApprovedRemotePerimeterResourceId": "/p/two",
            "localInboundProfiles": ["*"], "remoteInboundProfiles": ["*"], "status": "Approved"}}"#,
        ],
        NEXT,
    );
    let open = one_by_one(&[&perimeters, &associations, &links, WHOLE[2]]);
    for of in ["perimeters", "associations", "links"] {
        let said = open.findings.iter().filter(|it| it.kind == more(of, false));
        assert_eq!(said.count(), 1, "{of}: {:#?}", open.findings);
    }
    let state = |scenario: &Scenario| Compiled::new(scenario.snapshot().value).state_of(&id);
    assert_eq!(state(&open.value), None);
    let text = open.value.to_text();
    let last = [
        list(&[&WHOLE[0].replace("$NSP", "$NSPtwo").replace("111111-1", "111112-1")], ""),
        list(&[&OTHER.replace("other", "further")], ""),
    ];
    for one in &last {
        let some = one_by_one(&[&text, one]);
        assert_eq!(state(&some.value), None, "{one}");
    }
    let whole = one_by_one(&[&text, &last[0], &last[1]]);
    assert_eq!(state(&whole.value), Some(State::NotAssociated));
    assert!(whole.findings.iter().any(|it| it.kind == more("links", false)));
}

#[test]
fn that_a_profile_has_no_rules_can_be_said() {
    let profile = r#"{"id": "$NSP/profiles/web", "properties": {"accessRulesVersion": "1"}}"#;
    let none = r#"{"id": "$NSP/profiles/web", "accessRules": []}"#;
    assert_eq!(enforced(&read(&[OWN, profile]).value, "192.0.2.7"), Unknown);
    for documents in [[OWN, profile, none], [none, OWN, profile]] {
        assert_eq!(enforced(&read(&documents).value, "192.0.2.7"), Denied);
    }
    assert_eq!(enforced(&one_by_one(&[OWN, profile, none]).value, "192.0.2.7"), Denied);
    // An empty list may be of anything.
    for empty in ["[]", r#"{"value": []}"#] {
        let import = read(&[OWN, profile, empty]);
        has(&import, "", &Kind::EmptyList);
        assert_eq!(enforced(&import.value, "192.0.2.7"), Unknown);
    }
}
