//! Templates within templates, as Bicep writes its modules.

use nsp_core::{Compiled, State, Verdict};
use serde_json::{Value, json};

use super::{has, read};
use crate::finding::{Import, Kind, Skip};
use crate::request::RequestForm;
use crate::scenario::Scenario;

const SCHEMA: &str =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

fn template(resources: Value) -> Value {
    json!({"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": resources})
}

/// A module as Bicep compiles it: given values, and a template of its own with its own scope.
fn module(name: &str, given: Value, template: Value) -> Value {
    json!({
        "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": name,
        "properties": {
            "expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
            "parameters": given, "template": template,
        },
    })
}

/// A module that makes one account and puts out its id.
fn account(name: &str, given: Value) -> Value {
    let mut inner = template(json!([{
        "type": "Microsoft.Storage/storageAccounts", "name": "[parameters('name')]",
        "location": "westeurope", "properties": {"publicNetworkAccess": "[parameters('open')]"},
    }]));
    inner["parameters"] =
        json!({"name": {"type": "string"}, "open": {"type": "string", "defaultValue": "Enabled"}});
    inner["outputs"] = json!({"id": {
        "type": "string",
        "value": "[resourceId('Microsoft.Storage/storageAccounts', parameters('name'))]",
    }});
    module(name, given, inner)
}

/// A module that makes a perimeter with an association.
fn perimeter(resource: &str) -> Value {
    let mut inner = template(json!([
        {"type": "Microsoft.Network/networkSecurityPerimeters", "name": "[parameters('nsp')]"},
        {"type": "Microsoft.Network/networkSecurityPerimeters/resourceAssociations",
         "name": "[format('{0}/one', parameters('nsp'))]",
         "properties": {
            "privateLinkResource": {"id": "[parameters('resource')]"},
            "profile": {"id": "[resourceId('Microsoft.Network/networkSecurityPerimeters/profiles', parameters('nsp'), 'web')]"},
            "accessMode": "Enforced"}},
    ]));
    inner["parameters"] = json!({"nsp": {"type": "string"}, "resource": {"type": "string"}});
    module("perimeter", json!({"nsp": {"value": "nsp-a"}, "resource": {"value": resource}}), inner)
}

fn import(template: &Value) -> Import<Scenario> {
    read(&[&template.to_string()])
}

/// The ids of the accounts, and what is associated.
fn found(import: &Import<Scenario>) -> (Vec<&str>, Vec<&str>) {
    let estate = &import.value.estate;
    let accounts = estate.resources.iter().filter_map(|it| it.id.as_deref()).collect();
    let associations = estate.perimeters.iter().flat_map(|it| &it.resource_associations);
    let resource = associations.filter_map(|it| it.private_link_resource.as_ref()?.id.as_deref());
    (accounts, resource.collect())
}

const HERE: &str = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/\
                    Microsoft.Storage/storageAccounts";

#[test]
fn a_module_is_read_with_the_values_it_is_given() {
    for reference in [
        "[reference(resourceId('Microsoft.Resources/deployments', 'st'), '2022-09-01').outputs.id.value]",
        "[reference('st').outputs.id.value]",
    ] {
        let mut whole = template(json!([
            perimeter(reference),
            account("st", json!({"name": {"value": "[parameters('account')]"}})),
        ]));
        whole["parameters"] = json!({"account": {"type": "string", "defaultValue": "stweb"}});
        let import = import(&whole);
        let (accounts, associated) = found(&import);
        assert_eq!(accounts, [format!("{HERE}/stweb")]);
        assert_eq!(associated, accounts, "{reference}");
        assert_eq!(
            import.value.estate.resources[0].public_network_access.as_deref(),
            Some("Enabled")
        );
    }
}

#[test]
fn modules_may_stand_in_an_object_and_in_another_group() {
    let mut st = account("st", json!({"name": {"value": "stweb"}, "open": {"value": "Disabled"}}));
    st["resourceGroup"] = json!("rg-data");
    st["subscriptionId"] = json!("11111111-1111-1111-1111-111111111111");
    let import = import(&template(json!({
        "storage": st, "nsp": perimeter("[reference('storage').outputs.id.value]"),
    })));
    let (accounts, associated) = found(&import);
    let there = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-data/\
                 providers/Microsoft.Storage/storageAccounts/stweb";
    assert_eq!((accounts, associated), (vec![there], vec![there]));
    let access = import.value.estate.resources[0].public_network_access.as_deref();
    assert_eq!(access, Some("Disabled"));
}

#[test]
fn a_deployment_of_old_sees_what_is_around_it() {
    let mut st = account("st", json!({}));
    st["properties"].as_object_mut().unwrap().shift_remove("expressionEvaluationOptions");
    let mut whole = template(json!([st]));
    whole["parameters"] = json!({
        "name": {"type": "string", "defaultValue": "stouter"},
        "open": {"type": "string", "defaultValue": "SecuredByPerimeter"},
    });
    let import = import(&whole);
    assert_eq!(found(&import).0, [format!("{HERE}/stouter")]);
}

#[test]
fn what_two_modules_do_not_know_is_not_the_same() {
    let import = import(&template(json!([
        account("a", json!({"name": {"reference": {}}})),
        account("b", json!({"name": {"reference": {}}})),
        perimeter("[reference('a').outputs.id.value]"),
    ])));
    let (accounts, associated) = found(&import);
    assert_eq!(accounts.len(), 2, "{accounts:?}");
    assert_eq!(associated, [accounts[0]]);
}

#[test]
fn a_module_that_may_be_there_or_not_leaves_in_doubt_who_is_associated() {
    for (key, value) in
        [("copy", json!({"name": "c", "count": 2})), ("condition", json!("[parameters('on')]"))]
    {
        let mut nsp = perimeter("[parameters('resource')]");
        nsp[key] = value;
        let st = json!({
            "type": "Microsoft.Storage/storageAccounts", "name": "stweb",
            "properties": {"publicNetworkAccess": "Enabled"},
        });
        let compiled = Compiled::new(import(&template(json!([nsp, st]))).value.snapshot().value);
        let form = r#"{"resource": "stweb", "from": {"address": "203.0.113.7"}}"#;
        let request = RequestForm::parse(form).unwrap().build(compiled.snapshot()).unwrap();
        for (state, expected) in
            [(State::NotAssociated, Verdict::Allowed), (State::Enforced, Verdict::Unknown)]
        {
            let verdict = nsp_core::decide(&compiled, &request, state).outcome.verdict();
            assert_eq!(verdict, expected, "{key}, {state:?}");
        }
    }
}

#[test]
fn what_is_not_read_is_said() {
    let skipped = |module: &Value, because: Skip| {
        let import = import(&template(json!([module])));
        let inline = module.pointer("/properties/template").is_some();
        let (pointer, resource_type) = match inline {
            true => (
                "/resources/0/properties/template/resources/0",
                "Microsoft.Storage/storageAccounts",
            ),
            false => ("/resources/0", "Microsoft.Resources/deployments"),
        };
        let resource_type = resource_type.to_owned();
        has(&import, pointer, &Kind::Skipped { resource_type, because });
        assert_eq!(found(&import).0, Vec::<&str>::new());
    };
    let with = |key: &str, value: Value| {
        let mut module = account("st", json!({"name": {"value": "stweb"}}));
        module[key] = value;
        module
    };
    skipped(&with("copy", json!({"name": "c", "count": 2})), Skip::Loop);
    skipped(&with("condition", json!("[parameters('on')]")), Skip::Condition);
    let link = json!({"templateLink": {"uri": "https://example.com/st.json"}});
    skipped(&with("properties", link), Skip::LinkedTemplate);
    let telemetry = module("telemetry", json!({}), template(json!([])));
    let import = import(&template(json!([telemetry])));
    assert!(import.findings.iter().all(|it| !matches!(it.kind, Kind::Skipped { .. })));
}

#[test]
fn modules_that_wait_for_each_other_come_to_an_end() {
    let of = |other: &str| json!({"name": {"value": format!("[reference('{other}').outputs.id.value]")}});
    let many: Vec<Value> =
        (0..40).map(|at| account(&format!("m{at}"), of(&format!("m{}", (at + 1) % 40)))).collect();
    let import = import(&template(json!(many)));
    assert!(found(&import).0.len() <= 40);
}
