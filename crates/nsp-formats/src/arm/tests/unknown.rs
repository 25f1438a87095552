//! What is not known of a document is neither let in nor shut out.

use nsp_core::{Compiled, State, Verdict};
use serde_json::{Value, json};

use super::*;

/// A template of one perimeter with an account in it, and what a rule is to be.
fn ruled(rule: &Value) -> Value {
    let name = |kind: &str, name: &str, properties: Value| json!({"type": kind, "apiVersion": "2024-07-01", "name": name, "properties": properties});
    let nsp = "Microsoft.Network/networkSecurityPerimeters";
    let mut rule = rule.clone();
    rule["type"] = json!(format!("{nsp}/profiles/accessRules"));
    rule["name"] = json!("nsp/web/office");
    json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"on": {"type": "bool"}, "off": {"type": "bool", "defaultValue": false}},
        "resources": [
            name(nsp, "nsp", json!({})),
            name(&format!("{nsp}/profiles"), "nsp/web", json!({})),
            rule,
            name(&format!("{nsp}/resourceAssociations"), "nsp/st", json!({
                "privateLinkResource": {"id": "[resourceId('Microsoft.Storage/storageAccounts', 'st')]"},
                "profile": {"id": "[resourceId('Microsoft.Network/networkSecurityPerimeters/profiles', 'nsp', 'web')]"},
                "accessMode": "Enforced"
            })),
            name("Microsoft.Storage/storageAccounts", "st", json!({})),
        ]
    })
}

/// What becomes of a caller from an address.
fn from(document: &Value, address: &str) -> Verdict {
    let text = document.to_string();
    let import = import(&[("a.json", &text)]).unwrap();
    let compiled = Compiled::new(import.value.snapshot().value);
    let form = format!(r#"{{"resource": "st", "from": {{"address": "{address}"}}}}"#);
    let form = crate::request::RequestForm::parse(&form).unwrap();
    let request = form.build(compiled.snapshot()).unwrap();
    nsp_core::decide(&compiled, &request, State::Enforced).outcome.verdict()
}

#[test]
fn a_rule_that_may_be_there_or_not_lets_nobody_in_for_certain_and_shuts_nobody_out() {
    let office = json!({"direction": "Inbound", "addressPrefixes": ["203.0.113.0/24"]});
    let check = |rule: Value, inside: Verdict, outside: Verdict| {
        let document = ruled(&rule);
        let found = (from(&document, "203.0.113.7"), from(&document, "198.51.100.7"));
        assert_eq!(found, (inside, outside), "{rule}");
    };
    use Verdict::{Allowed, Denied, Unknown};
    check(json!({"properties": office}), Allowed, Denied);
    check(json!({"properties": office, "condition": "[parameters('on')]"}), Unknown, Denied);
    check(json!({"properties": office, "condition": "[parameters('off')]"}), Denied, Denied);
    check(json!({"properties": office, "copy": {"name": "c", "count": 2}}), Unknown, Denied);
    check(json!({"properties": "[parameters('rule')]"}), Unknown, Unknown);
    let copied = json!([{"name": "addressPrefixes", "count": 2, "input": "[parameters('p')]"}]);
    let inner = json!({"direction": "Inbound", "copy": copied});
    check(json!({"properties": inner}), Unknown, Unknown);
}

#[test]
fn rules_that_are_an_expression_leave_their_profile_undecided() {
    let rules = |rules: &str| {
        let perimeter = r#"{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/p",
            "profiles": [{"name": "web", "accessRules": RULES}],
            "resourceAssociations": [{"name": "st", "accessMode": "Enforced", "profile": {"name": "web"},
                "privateLinkResource": {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st"}}]}"#;
        from(&serde_json::from_str(&perimeter.replace("RULES", rules)).unwrap(), "203.0.113.7")
    };
    assert_eq!(rules("[]"), Verdict::Denied);
    assert_eq!(rules(r#""[variables('rules')]""#), Verdict::Unknown);
    assert_eq!(rules(r#"["[variables('rule')]"]"#), Verdict::Unknown);
    assert_eq!(rules("7"), Verdict::Unknown);
}

#[test]
fn an_expression_in_place_of_a_rule_is_told_to_be_one() {
    let perimeter = r#"{"id": "$NSP", "profiles": [{"name": "web", "accessRules": RULES}],
        "resourceAssociations": [{"name": "st", "accessMode": "Enforced",
            "profile": {"name": "web"}, "privateLinkResource": {"id": "$ST"}}]}"#;
    let told = |rules: &str| {
        let import = read(&[&perimeter.replace("RULES", rules)]);
        let several = |it: &&Finding| matches!(it.kind, Kind::SeveralKinds(_) | Kind::EmptyRule);
        assert_eq!(import.findings.iter().find(several), None, "{rules}");
        let compiled = Compiled::new(import.value.snapshot().value);
        let form = r#"{"resource": "st", "from": {"address": "203.0.113.7"}}"#;
        let request = crate::request::RequestForm::parse(form).unwrap();
        let request = request.build(compiled.snapshot()).unwrap();
        let trace = crate::report::decide(&compiled, &request, State::Enforced).trace;
        let step = trace.into_iter().find(|it| it.step == "tried-rule").unwrap();
        step.text
    };
    let whole = told(r#"["[variables('rule')]"]"#);
    assert!(
        whole.starts_with("The expression `[variables('rule')]` stands in place of a rule"),
        "{whole}"
    );
    let named = told(r#"[{"name": "office", "properties": "[variables('rule')]"}]"#);
    assert!(named.starts_with("Rule `office` is the expression `[variables('rule')]`"), "{named}");
}

#[test]
fn an_account_of_a_list_is_not_taken_for_an_open_one() {
    let id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st";
    for listed in [
        json!({"id": id}),
        json!({"id": id, "name": "st", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope"}),
        json!({"id": id, "properties": null}),
    ] {
        let import = import(&[("a.json", &listed.to_string())]).unwrap();
        has(&import, "", &Kind::OnlyListed(id.to_owned()));
        assert!(import.value.estate.resources.is_empty());
    }
    let unresolved = json!({"id": id, "properties": "[variables('account')]"});
    assert_eq!(from(&unresolved, "203.0.113.7"), Verdict::Unknown);
    let described = json!({"id": id, "properties": {"publicNetworkAccess": "Enabled"}});
    assert_eq!(from(&described, "203.0.113.7"), Verdict::Allowed);
}

#[test]
fn a_region_of_another_type_is_no_other_region() {
    let id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st";
    let acls = json!({"defaultAction": "Deny", "ipRules": [{"value": "203.0.113.7"}]});
    let account = |location: Value| {
        let account = json!({"id": id, "location": location, "networkAcls": acls}).to_string();
        let import = import(&[("a.json", &account)]).unwrap();
        let compiled = Compiled::new(import.value.snapshot().value);
        let form =
            r#"{"resource": "st", "from": {"address": "203.0.113.7", "region": "westeurope"}}"#;
        let request = crate::request::RequestForm::parse(form).unwrap();
        let request = request.build(compiled.snapshot()).unwrap();
        nsp_core::decide(&compiled, &request, State::NotAssociated).outcome.verdict()
    };
    assert_eq!(account(json!("northeurope")), Verdict::Allowed);
    assert_eq!(account(json!("westeurope")), Verdict::Denied);
    assert_eq!(account(json!(7)), Verdict::Unknown);
}
