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
fn what_a_rule_without_properties_says_is_not_known() {
    let check = |rule: Value, verdict: Verdict| {
        assert_eq!(from(&ruled(&rule), "203.0.113.7"), verdict, "{rule}");
        // One answer of Azure's list, with the estate as it is without the rule.
        let mut estate = ruled(&rule);
        let list = estate["resources"].as_array_mut().unwrap();
        let mut rule = list.remove(2);
        let id = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Network/networkSecurityPerimeters/nsp/profiles/web/accessRules/office";
        rule["id"] = json!(id);
        rule["name"] = json!("office");
        let documents = [estate.to_string(), json!({"value": [rule]}).to_string()];
        let import = import(&[("a.json", &documents[0]), ("b.json", &documents[1])]).unwrap();
        let wrong =
            |it: &&Finding| matches!(it.kind, Kind::WrongType { expected: "an object", .. });
        let told =
            import.findings.iter().find(wrong).is_none_or(|it| it.pointer.ends_with("/properties"));
        assert!(told, "{:#?}", import.findings);
        let compiled = Compiled::new(import.value.snapshot().value);
        let form = r#"{"resource": "st", "from": {"address": "203.0.113.7"}}"#;
        let request = crate::request::RequestForm::parse(form).unwrap();
        let request = request.build(compiled.snapshot()).unwrap();
        let found = nsp_core::decide(&compiled, &request, State::Enforced).outcome.verdict();
        assert_eq!(found, verdict, "{rule}");
    };
    for properties in [json!(null), json!("everybody"), json!([]), json!([{"a": 1}]), json!(7)] {
        check(json!({"properties": properties}), Verdict::Unknown);
        // What is told of it beside them counts.
        let prefixes = json!(["198.51.100.0/24"]);
        check(json!({"properties": properties, "addressPrefixes": prefixes}), Verdict::Denied);
    }
    check(json!({"properties": {}}), Verdict::Denied);
    check(json!({"properties": {"direction": "Inbound"}}), Verdict::Denied);
    check(json!({}), Verdict::Denied);
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

/// Whether what is associated with a perimeter is known to leave an open account alone: by an ARM
/// answer, a flattened one, a template and a scenario.
#[test]
fn an_association_that_names_no_resource_may_be_that_of_any() {
    let perimeter = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/nsp";
    let id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st";
    let account = json!({"id": id, "properties": {"publicNetworkAccess": "Enabled"}}).to_string();
    let association = |resource: &Option<Value>| {
        let profile = json!({"id": format!("{perimeter}/profiles/web")});
        let mut inner = json!({"profile": profile, "accessMode": "Enforced"});
        if let Some(resource) = resource {
            inner["privateLinkResource"] = resource.clone();
        }
        inner
    };
    let forms: [&dyn Fn(Value) -> Value; 4] = [
        &|inner| json!({"value": [{"id": format!("{perimeter}/resourceAssociations/a"), "properties": inner}]}),
        &|mut inner| {
            inner["id"] = json!(format!("{perimeter}/resourceAssociations/a"));
            json!([inner])
        },
        &|inner| {
            let name = |kind: &str, name: &str, properties: Value| json!({"type": format!("Microsoft.Network/networkSecurityPerimeters{kind}"), "name": name, "properties": properties});
            json!({"contentVersion": "1.0.0.0", "resources": [
                name("", "nsp", json!({})), name("/resourceAssociations", "nsp/a", inner)]})
        },
        &|mut inner| {
            inner["name"] = json!("a");
            json!({"nspScenario": 1, "estate": {"perimeters": [
                {"id": perimeter, "resourceAssociations": [inner]}]}})
        },
    ];
    let resources = [
        (None, Some(Kind::NoResource)),
        (Some(json!(null)), Some(Kind::NoResource)),
        (Some(json!({})), Some(Kind::NoResource)),
        (Some(json!({"id": ""})), Some(Kind::NoResource)),
        (Some(json!({"id": null})), Some(Kind::NoResource)),
        (Some(json!("st")), None),
        (Some(json!([id])), None),
        (Some(json!({"id": 7})), None),
        (Some(json!({"id": "st"})), Some(Kind::NoResourceId("st".to_owned()))),
        (Some(json!({"name": "st"})), Some(Kind::NoResourceId("st".to_owned()))),
    ];
    for (resource, said) in &resources {
        for (form, document) in forms.iter().enumerate() {
            let document = document(association(resource)).to_string();
            let known = import(&[("a.json", &document), ("b.json", &account)]).unwrap();
            let why = format!("{resource:?} {form} {:#?}", known.findings);
            let is_said = |it: &Finding| match said {
                Some(said) => it.kind == *said,
                None => matches!(it.kind, Kind::WrongType { .. }),
            };
            assert_eq!(known.findings.iter().filter(|it| is_said(it)).count(), 1, "{why}");
            // Written and read again it says the same.
            let again = Scenario::parse("a.json", &known.value.to_text()).unwrap().value;
            for scenario in [&known.value, &again] {
                let compiled = Compiled::new(scenario.snapshot().value);
                assert_eq!(compiled.state_of(&nsp_core::ResourceId::new(id)), None, "{why}");
                let form =
                    format!(r#"{{"resource": "{id}", "from": {{"address": "203.0.113.7"}}}}"#);
                let form = crate::request::RequestForm::parse(&form).unwrap();
                let request = form.build(compiled.snapshot()).unwrap();
                let verdict =
                    |state| nsp_core::decide(&compiled, &request, state).outcome.verdict();
                assert_eq!(verdict(State::Learning), Verdict::Allowed, "{why}");
                assert_eq!(verdict(State::Enforced), Verdict::Unknown, "{why}");
                let report = crate::report::decide(&compiled, &request, State::Enforced);
                assert!(report.missing[0].ends_with("Write the id of its resource."), "{report:?}");
            }
        }
    }
    // What is described by just that text is meant by it.
    let document = forms[3](association(&Some(json!({"id": "short"})))).to_string();
    let short = r#"{"nspScenario": 1, "estate": {"resources": [{"id": "short"}]}}"#;
    let known = import(&[("a.json", &document), ("b.json", short), ("c.json", &account)]).unwrap();
    let compiled = Compiled::new(known.value.snapshot().value);
    let state = compiled.state_of(&nsp_core::ResourceId::new(id));
    assert_eq!(state, Some(State::NotAssociated));
}
