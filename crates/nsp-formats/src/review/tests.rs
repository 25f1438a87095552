//! Each lint on the smallest estate that has it, and on one that has not.

use std::collections::BTreeSet;

use nsp_analysis::cells::Turn;
use nsp_analysis::difference::of_estates;
use serde_json::{Value, json};

use super::*;

const GROUP: &str =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers";

fn perimeter() -> String {
    format!("{GROUP}/Microsoft.Network/networkSecurityPerimeters/nsp")
}

fn account(name: &str) -> String {
    format!("{GROUP}/Microsoft.Storage/storageAccounts/{name}")
}

/// One perimeter with a profile, and an enforced account in it that has nothing to be told of.
fn estate(rules: Value) -> Value {
    json!({ "nspScenario": 1, "estate": {
        "perimeters": [{
            "id": perimeter(), "perimeterGuid": "22222222-2222-4222-8222-222222222222",
            "profiles": [{ "name": "web", "accessRules": rules }],
            "resourceAssociations": [{
                "name": "st", "accessMode": "Enforced", "profile": { "name": "web" },
                "privateLinkResource": { "id": account("st") }
            }]
        }],
        "resources": [{
            "id": account("st"), "publicNetworkAccess": "Enabled", "identity": null,
            "networkAcls": { "bypass": "None", "defaultAction": "Deny" }
        }]
    } })
}

fn edition(document: &Value) -> Edition {
    Edition::new(Scenario::parse("a.json", &document.to_string()).unwrap().value)
}

/// What is found, each with the pointer that it stands at.
fn found(document: &Value) -> Vec<(&'static str, String)> {
    review(&edition(document)).iter().map(|it| (it.lint().code(), it.pointer.clone())).collect()
}

fn finds(document: &Value, expected: &[(&str, &str)]) {
    let found = found(document);
    let found: Vec<(&str, &str)> = found.iter().map(|(lint, at)| (*lint, at.as_str())).collect();
    assert_eq!(found, expected, "{document:#}");
}

const RULE: &str = "/estate/perimeters/0/profiles/0/accessRules/";

fn at_rule(rules: Value, expected: &[(&str, &str)]) {
    let expected: Vec<(&str, String)> =
        expected.iter().map(|(lint, at)| (*lint, format!("{RULE}{at}"))).collect();
    assert_eq!(found(&estate(rules.clone())), expected, "{rules:#}");
}

fn inbound(name: &str, prefixes: &[&str]) -> Value {
    json!({ "name": name, "direction": "Inbound", "addressPrefixes": prefixes })
}

fn outbound(name: &str, names: &[&str]) -> Value {
    json!({ "name": name, "direction": "Outbound", "fullyQualifiedDomainNames": names })
}

#[test]
fn rules_that_add_nothing() {
    at_rule(json!([inbound("a", &["203.0.113.0/24"]), inbound("b", &["198.51.100.7"])]), &[]);
    at_rule(
        json!([inbound("a", &["203.0.113.0/24", "203.0.113.7"])]),
        &[("redundant-element", "0/addressPrefixes/1")],
    );
    at_rule(
        json!([inbound("a", &["203.0.113.7", "198.51.100.7"]), inbound("b", &["203.0.113.0/24"])]),
        &[("redundant-element", "0/addressPrefixes/0")],
    );
    at_rule(
        json!([inbound("a", &["203.0.113.7"]), inbound("b", &["203.0.113.0/24"])]),
        &[("redundant-rule", "0")],
    );
    at_rule(
        json!([inbound("a", &["203.0.113.7"]), inbound("b", &["203.0.113.7/32"])]),
        &[("redundant-rule", "1")],
    );
    at_rule(
        json!([inbound("a", &["203.0.113.0/25", "203.0.113.128/25"])]),
        &[("mergeable-prefixes", "0")],
    );
    at_rule(
        json!([
            outbound("a", &["a.example.com", "x.b.example.org"]),
            outbound("b", &["*.b.example.org"])
        ]),
        &[("redundant-element", "0/fullyQualifiedDomainNames/1")],
    );
    // An expression may be anything.
    at_rule(
        json!([inbound("a", &["[parameters('p')]"]), inbound("b", &["[parameters('p')]"])]),
        &[],
    );
    let subscription = json!({ "id": "/subscriptions/11111111-1111-4111-8111-111111111111" });
    let bare = json!({ "id": "11111111-1111-4111-8111-111111111111" });
    at_rule(
        json!([
            { "name": "a", "direction": "Inbound", "subscriptions": [subscription] },
            { "name": "b", "direction": "Inbound", "subscriptions": [bare] }
        ]),
        &[("redundant-rule", "1")],
    );
}

#[test]
fn rules_that_let_in_too_much_or_nobody() {
    let wide = "0/addressPrefixes/0";
    at_rule(json!([inbound("a", &["0.0.0.0/0"])]), &[("over-wide", wide)]);
    at_rule(json!([inbound("a", &["8.0.0.0/8"])]), &[("over-wide", wide)]);
    at_rule(json!([inbound("a", &["8.0.0.0/9"])]), &[]);
    at_rule(json!([inbound("a", &["2600::/19"])]), &[("over-wide", wide)]);
    at_rule(json!([inbound("a", &["2600::/20"])]), &[]);
    at_rule(json!([inbound("a", &["10.1.0.0/16"])]), &[("never-matches", wide)]);
    at_rule(json!([inbound("a", &["203.0.113.7/24"])]), &[("host-bits", wide)]);
    let name = "0/fullyQualifiedDomainNames/0";
    at_rule(json!([outbound("a", &["*.blob.core.windows.net"])]), &[("over-wide", name)]);
    at_rule(json!([outbound("a", &["*.net"])]), &[("over-wide", name)]);
    at_rule(json!([outbound("a", &["*.partner.example", "st.blob.core.windows.net"])]), &[]);
    at_rule(json!([{ "name": "a", "direction": "Inbound" }]), &[("empty-rule", "0")]);
    let both = json!([{
        "name": "a", "direction": "Inbound", "addressPrefixes": ["203.0.113.7"],
        "fullyQualifiedDomainNames": ["a.partner.example"]
    }]);
    at_rule(both, &[("wrong-direction", "0/fullyQualifiedDomainNames"), ("several-kinds", "0")]);
    let mail = json!([{ "name": "a", "direction": "Outbound", "emailAddresses": ["a@b.example"] }]);
    at_rule(mail, &[("decides-nothing", "0/emailAddresses")]);
    let tag = json!([{ "name": "a", "direction": "Inbound", "serviceTags": ["AzureMonitor"] }]);
    at_rule(tag, &[("service-tag-on-storage", "0/serviceTags/0")]);
}

#[test]
fn limits_past_and_near() {
    let elements = |count: usize| -> Vec<String> {
        (0..count).map(|it| format!("203.{}.{}.1", it / 128, it % 128 * 2)).collect()
    };
    for (count, expected) in [
        (179, None),
        (180, Some("near-limit")),
        (200, Some("near-limit")),
        (201, Some("over-limit")),
    ] {
        let rules =
            json!([{ "name": "a", "direction": "Inbound", "addressPrefixes": elements(count) }]);
        let lints: Vec<&str> = found(&estate(rules)).into_iter().map(|(lint, _)| lint).collect();
        assert_eq!(lints, Vec::from_iter(expected), "{count}");
    }
}

#[test]
fn perimeters_and_what_is_in_them() {
    let whole = estate(json!([]));
    finds(&whole, &[]);
    let mut idle = estate(json!([]));
    let profiles = idle["estate"]["perimeters"][0]["profiles"].as_array_mut().unwrap();
    profiles.push(json!({ "name": "old", "accessRules": [inbound("a", &["203.0.113.7"])] }));
    profiles.push(json!({ "name": "empty", "accessRules": [] }));
    finds(&idle, &[("nothing-associated", "/estate/perimeters/0/profiles/1")]);
    let mut alone = estate(json!([]));
    alone["estate"]["perimeters"][0]["resourceAssociations"] = json!([]);
    finds(&alone, &[("nothing-associated", "/estate/perimeters/0")]);
    alone["estate"]["resources"][0]["publicNetworkAccess"] = json!("SecuredByPerimeter");
    finds(
        &alone,
        &[
            ("nothing-associated", "/estate/perimeters/0"),
            ("locked-down", "/estate/resources/0/publicNetworkAccess"),
        ],
    );
    for (mode, count) in [("Learning", 1), ("Audit", 1), ("Enforced", 0)] {
        let mut estate = whole.clone();
        estate["estate"]["perimeters"][0]["resourceAssociations"][0]["accessMode"] = json!(mode);
        let all = found(&estate);
        assert_eq!(all.iter().filter(|(lint, _)| *lint == "not-enforced").count(), count, "{mode}");
    }
    let link = |status: &str| {
        json!([{ "name": "to-b", "remotePerimeterGuid": "33333333-3333-4333-8333-333333333333",
            "localInboundProfiles": ["*"], "remoteInboundProfiles": ["*"], "status": status }])
    };
    for (status, expected) in [
        ("Approved", "no-managed-identity"),
        ("Pending", "link-not-approved"),
        ("Disconnected", "link-not-approved"),
    ] {
        let mut estate = whole.clone();
        estate["estate"]["perimeters"][0]["links"] = link(status);
        let lints: Vec<&str> = found(&estate).into_iter().map(|(lint, _)| lint).collect();
        assert_eq!(lints, [expected], "{status}");
    }
}

#[test]
fn resources_and_their_firewalls() {
    let with = |member: &str, value: Value, mode: &str| {
        let mut document = estate(json!([]));
        document["estate"]["resources"][0][member] = value;
        document["estate"]["perimeters"][0]["resourceAssociations"][0]["accessMode"] = json!(mode);
        found(&document).into_iter().map(|(lint, _)| lint).collect::<Vec<_>>()
    };
    let open = json!({ "bypass": "None", "defaultAction": "Allow", "ipRules": [{ "value": "203.0.113.7" }] });
    assert_eq!(
        with("networkAcls", open.clone(), "Learning"),
        ["not-enforced", "firewall-without-effect"]
    );
    assert_eq!(with("networkAcls", open, "Enforced"), ["firewall-without-effect"]);
    let trusting = json!({ "bypass": "AzureServices", "defaultAction": "Deny" });
    assert_eq!(
        with("networkAcls", trusting.clone(), "Learning"),
        ["not-enforced", "relies-on-trusted-services"]
    );
    assert!(with("networkAcls", trusting, "Enforced").is_empty());
    let wide = json!({ "bypass": "None", "defaultAction": "Deny", "ipRules": [{ "value": "0.0.0.0/0" }, { "value": "203.0.113.8/31" }] });
    let mut lints = with("networkAcls", wide, "Learning");
    lints.sort_unstable();
    assert_eq!(lints, ["narrow-ip-rule", "not-enforced", "over-wide"]);
    assert_eq!(with("isNfsV3Enabled", json!(true), "Enforced"), ["unsupported-feature"]);
    assert!(with("isSftpEnabled", json!(false), "Enforced").is_empty());
    let key = json!({ "keyvaultproperties": { "keyvaulturi": "https://kv.vault.azure.net/" } });
    assert_eq!(with("encryption", key.clone(), "Enforced"), ["key-vault-out-of-reach"]);
    let mut reached = estate(json!([outbound("keys", &["kv.vault.azure.net"])]));
    reached["estate"]["resources"][0]["encryption"] = key;
    finds(&reached, &[]);
}

#[test]
fn what_is_saved_and_blocked() {
    let mut document = estate(json!([]));
    document["requests"] = json!([
        { "name": "mount", "resource": "st", "protocol": "nfs", "from": { "address": "203.0.113.7" } },
        { "name": "read", "resource": "st", "from": { "address": "203.0.113.7" } }
    ]);
    finds(&document, &[("unsupported-feature", "/requests/0")]);
}

#[test]
fn logs_that_leave_the_perimeter() {
    let workspace = format!("{GROUP}/Microsoft.OperationalInsights/workspaces/log");
    let hub = format!("{GROUP}/Microsoft.EventHub/namespaces/hub");
    let setting = json!({
        "id": format!("{}/blobServices/default/Providers/microsoft.insights/diagnosticSettings/all", account("st")),
        "properties": { "workspaceId": workspace, "storageAccountId": account("st"),
            "eventHubAuthorizationRuleId": format!("{hub}/authorizationRules/send") }
    });
    let list = json!({ "value": [setting] }).to_string();
    let mut document = estate(json!([]));
    let found = |document: &Value| {
        let texts = [("a.json", document.to_string()), ("settings.json", list.clone())];
        let texts: Vec<(&str, &str)> =
            texts.iter().map(|(name, it)| (*name, it.as_str())).collect();
        let edition = Edition::new(crate::import(&texts).unwrap().value);
        review(&edition).iter().map(|it| (it.lint().code(), it.pointer.clone())).collect::<Vec<_>>()
    };
    let at =
        |member: &str| ("diagnostics-outside", format!("/estate/diagnosticSettings/0/{member}"));
    assert_eq!(found(&document), [at("workspaceId"), at("eventHubAuthorizationRuleId")]);
    let all = document["estate"]["perimeters"][0]["resourceAssociations"].as_array_mut().unwrap();
    for (name, id) in [("log", workspace), ("hub", hub)] {
        all.push(json!({ "name": name, "accessMode": "Enforced", "profile": { "name": "web" },
            "privateLinkResource": { "id": id } }));
    }
    assert_eq!(found(&document), [("no-managed-identity", "/estate/resources/0".to_owned())]);
}

#[test]
fn logs_that_a_template_sends_out_of_the_perimeter() {
    let insights = "Microsoft.Insights/diagnosticSettings";
    let storage = "Microsoft.Storage/storageAccounts";
    let workspace = "[resourceId('Microsoft.OperationalInsights/workspaces', 'log')]";
    let properties = json!({ "workspaceId": workspace });
    let settings = [
        json!({ "type": insights, "name": "a", "properties": properties,
            "scope": "[format('Microsoft.Storage/storageAccounts/{0}', 'st')]" }),
        json!({ "type": insights, "name": "b", "properties": properties,
            "scope": "[resourceId('Microsoft.Storage/storageAccounts/blobServices', 'st', 'default')]" }),
        json!({ "type": format!("{storage}/providers/diagnosticSettings"),
            "name": "[concat('st', '/Microsoft.Insights/', 'c')]", "properties": properties }),
        json!({ "type": storage, "name": "st", "resources": [
            { "type": "providers/diagnosticSettings", "name": "Microsoft.Insights/d",
              "properties": properties },
            { "type": insights, "name": "e", "properties": properties }] }),
    ];
    let nsp = "Microsoft.Network/networkSecurityPerimeters";
    let perimeter = [
        json!({ "type": nsp, "name": "nsp" }),
        json!({ "type": format!("{nsp}/profiles"), "name": "nsp/web" }),
        json!({ "type": format!("{nsp}/resourceAssociations"), "name": "nsp/st", "properties": {
            "privateLinkResource": { "id": format!("[resourceId('{storage}', 'st')]") },
            "profile": { "id": format!("[resourceId('{nsp}/profiles', 'nsp', 'web')]") },
            "accessMode": "Enforced" } }),
    ];
    for (count, last) in settings.iter().zip([1, 1, 1, 2]).map(|(it, count)| (count, it)) {
        let resources: Vec<&Value> = perimeter.iter().chain([last]).collect();
        let template = json!({ "contentVersion": "1.0.0.0", "resources": resources });
        let read = crate::import(&[("main.json", &template.to_string())]).unwrap();
        let settings = &read.value.estate.diagnostic_settings;
        assert_eq!(settings.len(), count, "{last}: {:?}", read.findings);
        let edition = Edition::new(read.value);
        let found = review(&edition);
        let outside = found.iter().filter(|it| it.lint().code() == "diagnostics-outside");
        assert_eq!(outside.count(), count, "{last}");
    }
    // Whose logs they are is not known.
    let open = json!({ "contentVersion": "1.0.0.0", "resources": [
        { "type": insights, "name": "a", "properties": properties, "scope": "[parameters('of')]" }] });
    let read = crate::import(&[("main.json", &open.to_string())]).unwrap();
    assert_eq!(read.value.estate.diagnostic_settings.len(), 0);
    assert_eq!(read.findings.len(), 1, "{:?}", read.findings);
}

/// A document with many lints that have fixes.
fn fixable() -> Value {
    let mut document = estate(json!([
        inbound("a", &["203.0.113.0/24", "203.0.113.7", "198.51.100.9/31"]),
        inbound("b", &["203.0.113.64/26"]),
        inbound("c", &["192.0.2.0/25", "192.0.2.128/25"]),
        { "name": "d", "direction": "Inbound" },
        { "name": "e", "direction": "Inbound", "addressPrefixes": ["198.51.100.77"],
          "subscriptions": [{ "id": "/subscriptions/11111111-1111-4111-8111-111111111111" }] },
        outbound("f", &["x.a.example.com", "*.a.example.com"])
    ]));
    document["estate"]["resources"][0]["networkAcls"]["ipRules"] =
        json!([{ "value": "203.0.113.8/31" }, { "value": "203.0.113.9" }]);
    document["estate"]["resources"][0]["networkAcls"]["ipv6Rules"] =
        json!([{ "value": "192.0.2.9" }]);
    document
}

#[test]
fn a_fix_mends_what_it_is_for_and_changes_no_answer() {
    let before = edition(&fixable());
    let remarks = review(&before);
    let mut fixed = BTreeSet::new();
    for remark in &remarks {
        let Some(fix) = remark.fix(before.scenario()) else { continue };
        fixed.insert(remark.lint().code());
        let after = before.after(before.scenario().edited(&fix).unwrap());
        let same = |it: &&Remark| it.point == remark.point && it.id == remark.id;
        let count = |all: &[Remark]| all.iter().filter(same).count();
        assert!(count(&review(&after)) < count(&remarks), "{remark:?}");
        // A fix says the same in a better way.
        let differences = of_estates(before.compiled(), after.compiled());
        for changed in &differences.resources {
            let changes = changed.changes.iter().filter(|it| it.turn != Turn::StaysUnknown);
            let changes: Vec<_> = changes.collect();
            assert!(changes.is_empty(), "{remark:?}: {changes:#?}");
        }
    }
    let all = [
        "empty-rule",
        "host-bits",
        "mergeable-prefixes",
        "narrow-ip-rule",
        "redundant-element",
        "redundant-rule",
        "several-kinds",
        "wrong-family",
    ];
    assert_eq!(fixed, BTreeSet::from(all));
}

#[test]
fn all_fixes_one_after_another_leave_nothing_to_fix() {
    let mut edition = edition(&fixable());
    for _ in 0..40 {
        let next = review(&edition).iter().find_map(|it| it.fix(edition.scenario()));
        let Some(fix) = next else { break };
        let scenario = edition.scenario().edited(&fix).unwrap();
        edition = edition.after(scenario);
    }
    let left: Vec<Remark> =
        review(&edition).into_iter().filter(|it| it.fix(edition.scenario()).is_some()).collect();
    assert!(left.is_empty(), "{left:#?}");
    let rules = &edition.snapshot().perimeters[0].profiles[0].access_rules;
    let names: Vec<&str> = rules.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a", "c", "e", "f", "e-subscriptions"]);
}

#[test]
fn a_rule_of_the_wrong_direction_is_turned_or_parted() {
    let turned = edition(&estate(json!([
        { "name": "a", "direction": "Inbound", "fullyQualifiedDomainNames": ["a.partner.example"] }
    ])));
    let fix = review(&turned)[0].fix(turned.scenario()).unwrap();
    assert_eq!(fix.label(turned.scenario()), "Make rule `a` outbound");
    let parted = edition(&estate(json!([{
        "name": "a", "direction": "Inbound", "addressPrefixes": ["203.0.113.7"],
        "fullyQualifiedDomainNames": ["a.partner.example"]
    }])));
    let fix = review(&parted)[0].fix(parted.scenario()).unwrap();
    let after = edition_after(&parted, &fix);
    assert!(review(&after).is_empty(), "{:#?}", review(&after));
}

fn edition_after(before: &Edition, edit: &Edit) -> Edition {
    before.after(before.scenario().edited(edit).unwrap())
}

#[test]
fn a_suppression_keeps_its_reason_and_follows_a_rename() {
    let before = edition(&estate(json!([inbound("all", &["0.0.0.0/0"])])));
    let wide = &review(&before)[0];
    let after = edition_after(&before, &wide.suppress(before.scenario(), " a test account "));
    assert_eq!(review(&after)[0].suppressed.as_deref(), Some("a test account"));
    // It survives the text, another name for all that holds it, and another rule before it.
    let text = after.scenario().to_text();
    let mut edition = edition(&serde_json::from_str(&text).unwrap());
    let rule = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
    for thing in [rule, Thing::Profile { perimeter: 0, profile: 0 }, Thing::Perimeter(0)] {
        edition = edition_after(&edition, &Edit::Rename(thing, "renamed".to_owned()));
    }
    edition =
        edition_after(&edition, &Edit::Duplicate(Thing::Profile { perimeter: 0, profile: 0 }));
    let all = review(&edition);
    let reasons: Vec<_> = all.iter().filter(|it| it.lint() == Lint::OverWide).collect();
    assert_eq!(reasons.len(), 2);
    assert_eq!(reasons[0].suppressed.as_deref(), Some("a test account"), "{all:#?}");
    assert_eq!(reasons[1].suppressed, None);
    let shown = edition_after(&edition, &reasons[0].unsuppress(edition.scenario()));
    assert!(shown.scenario().suppressions.is_empty());
}

#[test]
fn a_suppression_that_means_nothing_is_told() {
    let before = edition(&estate(json!([inbound("all", &["0.0.0.0/0"])])));
    let wide = &review(&before)[0];
    let kept = edition_after(&before, &wide.suppress(before.scenario(), "for now"));
    let rule = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
    let gone = edition_after(&kept, &Edit::Remove(rule));
    let all = review(&gone);
    assert_eq!(all.iter().map(Remark::lint).collect::<Vec<_>>(), [Lint::UnusedSuppression]);
    let fixed = edition_after(&gone, &all[0].fix(gone.scenario()).unwrap());
    assert!(review(&fixed).is_empty());
}

#[test]
fn every_lint_has_a_code_of_its_own_and_a_document() {
    let codes: BTreeSet<&str> = Lint::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(codes.len(), Lint::ALL.len());
    for remark in review(&edition(&fixable())) {
        let source = remark.source().unwrap();
        assert!(crate::sources::source(source).is_some(), "{source}");
    }
}

#[test]
fn of_two_associations_the_one_that_decides_is_named() {
    let mut two = estate(json!([]));
    let mut second = two["estate"]["perimeters"][0].clone();
    second["id"] = json!(format!("{}2", perimeter()));
    second["perimeterGuid"] = json!("33333333-3333-4333-8333-333333333333");
    second["resourceAssociations"][0]["accessMode"] = json!("Learning");
    two["estate"]["perimeters"].as_array_mut().unwrap().push(second);
    let said = |document: &Value| {
        let all = review(&edition(document)).into_iter();
        let about = all.filter(|it| it.pointer.contains("/resourceAssociations/"));
        about.map(|it| (it.lint(), it.message())).collect::<Vec<_>>()
    };
    let [(lint, message)] = &said(&two)[..] else { panic!("{:#?}", said(&two)) };
    assert_eq!(*lint, Lint::SeveralAssociations);
    assert!(message.starts_with("`st` is Enforced by its association with `nsp`"), "{message}");
    two["estate"]["perimeters"][0]["resourceAssociations"][0]["accessMode"] = json!("Audit");
    let lints: Vec<Lint> = said(&two).into_iter().map(|(lint, _)| lint).collect();
    assert_eq!(lints, [Lint::NotEnforced, Lint::NotEnforced]);
}

#[test]
fn nothing_but_the_perimeter_decides_for_what_is_secured_by_it() {
    let mut secured = estate(json!([]));
    let resource = &mut secured["estate"]["resources"][0];
    resource["publicNetworkAccess"] = json!("SecuredByPerimeter");
    resource["networkAcls"]["ipRules"] = json!([{ "value": "203.0.113.7" }]);
    secured["estate"]["perimeters"][0]["resourceAssociations"][0]["accessMode"] = json!("Learning");
    let all = review(&edition(&secured));
    let said: Vec<_> = all.iter().map(|it| (it.lint(), it.message())).collect();
    let [(Lint::NotEnforced, open), (Lint::FirewallWithoutEffect, rules)] = &said[..] else {
        panic!("{said:#?}")
    };
    assert!(
        !open.contains("still decides") && open.contains("nothing but the perimeter"),
        "{open}"
    );
    assert!(rules.ends_with("while public network access is `SecuredByPerimeter`."), "{rules}");
}

#[test]
fn a_name_that_no_call_has_is_told_with_what_to_write() {
    let at = "0/fullyQualifiedDomainNames/0";
    for (text, name) in [
        ("https://api.partner.example/v1", Some("api.partner.example")),
        ("api.partner.example:443", Some("api.partner.example")),
        ("*.partner.example/", Some("*.partner.example")),
        ("api partner.example", None),
    ] {
        at_rule(json!([outbound("a", &[text])]), &[("never-matches", at)]);
        let before = edition(&estate(json!([outbound("a", &[text])])));
        let remark = &review(&before)[0];
        let after = edition_after(&before, &remark.fix(before.scenario()).unwrap());
        let rule = after.scenario().estate.perimeters[0].profiles[0].access_rules.first();
        let names = rule.map(|it| it.fully_qualified_domain_names.join(" "));
        assert_eq!(names.as_deref(), name, "{text}");
        let told = remark.message();
        assert!(name.is_none_or(|name| told.contains(&format!("Write `{name}`"))), "{told}");
    }
    at_rule(json!([outbound("a", &["*"])]), &[("over-wide", at)]);
    for fine in ["bücher.example", "xn--bcher-kva.example", "_a.example.", "[parameters('name')]"]
    {
        at_rule(json!([outbound("a", &[fine])]), &[]);
    }
}

#[test]
fn a_profile_that_an_expression_may_stand_for_is_not_idle() {
    let mut open = estate(json!([inbound("a", &["203.0.113.0/24"])]));
    let profile = "/estate/perimeters/0/resourceAssociations/0/profile";
    *open.pointer_mut(profile).unwrap() = json!({ "id": "[parameters('profile')]" });
    assert!(found(&open).iter().all(|(lint, _)| *lint != "nothing-associated"), "{open:#}");
}

#[test]
fn a_link_to_a_profile_that_is_not_there_opens_nothing() {
    let mut linked = estate(json!([]));
    linked["estate"]["perimeters"][0]["linkReferences"] = json!([{
        "name": "in", "status": "Approved", "localInboundProfiles": ["WEB", "*", "wbe"],
        "remotePerimeterGuid": "33333333-3333-4333-8333-333333333333"
    }]);
    let at = "/estate/perimeters/0/linkReferences/0/localInboundProfiles/2";
    finds(&linked, &[("missing-profile", at), ("no-managed-identity", "/estate/resources/0")]);
}
