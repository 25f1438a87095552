//! What is replaced, what stays, and what is dropped.

use nsp_core::Compiled;

use crate::expectation::{Standing, check};
use crate::finding::{Finding, Severity};
use crate::scenario::Scenario;
use crate::scenario::tests::RETAIL;

/// An estate in which everything that is somebody's says so.
const CONTOSO: &str = r#"{
  "nspScenario": 1, "name": "Contoso", "description": "of Contoso", "contoso": 1,
  "estate": {
    "perimeters": [{
      "id": "/subscriptions/c0de0000-1111-4222-8333-444455556666/resourceGroups/rg-contoso/providers/Microsoft.Network/networkSecurityPerimeters/nsp-contoso",
      "name": "nsp-contoso", "location": "westeurope", "perimeterGuid": "c0de0000-aaaa-4222-8333-444455556666",
      "profiles": [{ "name": "contoso-web", "accessRules": [
        { "name": "contoso-office", "direction": "Inbound", "addressPrefixes": ["20.38.98.0/24", "2a01:110::/31"], "appliesTo": "contoso" },
        { "name": "[parameters('contoso')]", "direction": "Inbound", "serviceTags": ["AzureMonitor"], "subscriptions": [{ "id": "/subscriptions/C0DE0000-1111-4222-8333-444455556666" }] },
        { "name": "contoso-api", "direction": "Outbound", "fullyQualifiedDomainNames": ["*.contoso.example", "stcontoso.blob.core.windows.net", "*.core.windows.net"],
          "emailAddresses": ["a@contoso.example"], "phoneNumbers": ["+3100contoso"] }] }],
      "resourceAssociations": [{ "name": "stcontoso", "accessMode": "Learning",
        "privateLinkResource": { "id": "/subscriptions/c0de0000-1111-4222-8333-444455556666/resourceGroups/rg-contoso/providers/Microsoft.Storage/storageAccounts/stcontoso" },
        "profile": { "id": "/subscriptions/c0de0000-1111-4222-8333-444455556666/resourceGroups/RG-CONTOSO/providers/Microsoft.Network/networkSecurityPerimeters/nsp-contoso/profiles/contoso-web" } }],
      "links": [{ "name": "to-contoso", "remotePerimeterGuid": "c0de0000-bbbb-4222-8333-444455556666", "localInboundProfiles": ["*"],
        "remoteInboundProfiles": ["contoso-jobs"], "status": "Approved", "description": "contoso" }]
    }],
    "resources": [{
      "id": "/subscriptions/c0de0000-1111-4222-8333-444455556666/resourceGroups/rg-contoso/providers/Microsoft.Storage/storageAccounts/stcontoso",
      "kind": "StorageV2", "location": "westeurope", "tenantId": "c0de0000-cccc-4222-8333-444455556666",
      "networkAcls": { "defaultAction": "Deny", "bypass": "[variables('contoso')]", "ipRules": [{ "value": "20.38.99.7", "action": "Allow" }],
        "resourceAccessRules": [{ "tenantId": "c0de0000-cccc-4222-8333-444455556666", "resourceId": "/subscriptions/*/resourceGroups/*/providers/Microsoft.Sql/servers/*" }],
        "virtualNetworkRules": [{ "id": "/subscriptions/c0de0000-1111-4222-8333-444455556666/resourceGroups/rg-contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/contoso" }] },
      "encryption": { "keyvaultproperties": { "keyvaulturi": "https://kv-contoso.vault.azure.net:443/keys/contoso" } }
    }],
    "serviceTags": [{ "name": "AzureMonitor", "addressPrefixes": ["20.38.98.128/25"] }]
  },
  "sources": [{ "name": "Contoso HQ", "from": { "address": "20.38.98.9", "subscription": "c0de0000-1111-4222-8333-444455556666" } }],
  "requests": [
    { "name": "Contoso's partner", "resource": "STCONTOSO", "from": { "address": "20.38.99.7", "region": "West Europe", "service": "Microsoft.EventGrid/topics" } },
    { "resource": "stcontoso", "outboundTo": "api.contoso.example" },
    { "resource": "stcontoso", "from": { "address": "gate.contoso.example" } }],
  "expectations": [{ "name": "Contoso", "request": { "resource": "stcontoso", "from": { "address": "20.38.99.7" } },
    "transition": { "verdict": "allowed" }, "enforced": { "verdict": "denied" } }]
}"#;

fn redacted(text: &str) -> Scenario {
    Scenario::parse("a.json", text).unwrap().value.redacted(20_250_727)
}

#[test]
fn nothing_that_is_somebodys_is_left() {
    let text = redacted(CONTOSO).to_text().to_lowercase();
    for secret in ["contoso", "c0de", "20.38.", "2a01:110", "443", "keys"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    for kept in [
        "westeurope",
        "west europe",
        "storagev2",
        "azuremonitor",
        "microsoft.eventgrid/topics",
        "/subscriptions/*/resourcegroups/*/providers/microsoft.sql/servers/*",
        "\"st1.blob.core.windows.net\"",
        "\"*.core.windows.net\"",
        ".vault.azure.net/\"",
        "/providers/microsoft.network/networksecurityperimeters/nsp-1\"",
        "\"source 1\"",
        "\"request 1\"",
        "\"profile-1\"",
        "\"rule-1\"",
    ] {
        assert!(text.contains(kept), "no {kept} in {text}");
    }
}

#[test]
fn what_is_redacted_is_a_scenario_like_any_other() {
    let once = redacted(CONTOSO);
    let read = Scenario::parse("b.json", &once.to_text()).unwrap();
    assert_eq!(read.value, once);
    let errors = |findings: &[Finding]| -> Vec<String> {
        let errors = findings.iter().filter(|it| it.severity == Severity::Error);
        errors.map(|it| it.pointer.clone()).collect()
    };
    let before = Scenario::parse("a.json", CONTOSO).unwrap().findings;
    assert_eq!(errors(&read.findings), ["/requests/2/from/address"]);
    assert_eq!(errors(&read.findings), errors(&before));
}

#[test]
fn names_that_look_like_new_ones_are_not_mixed_up() {
    let text = RETAIL.replace("partner-api", "rule-1").replace("office", "rule-2");
    let scenario = redacted(&text);
    let rules = &scenario.estate.perimeters[0].profiles[0].access_rules;
    let names: Vec<_> = rules.iter().map(|rule| rule.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["rule-3", "rule-4", "rule-5"]);
}

#[test]
fn expectations_hold_as_before() {
    let text = RETAIL
        .replace(r#""ground": "ip-rule" }"#, r#""ground": "ip-rule", "rule": "198.51.100.20" }"#);
    for text in [RETAIL, CONTOSO, &text] {
        let scenario = redacted(text);
        let compiled = Compiled::new(scenario.snapshot().value);
        for expectation in &scenario.expectations {
            let checked = check(&compiled, expectation);
            assert_eq!(checked.result, Standing::Holds, "{checked:#?}");
        }
    }
}

#[test]
fn the_seed_moves_addresses_only() {
    let scenario = Scenario::parse("a.json", CONTOSO).unwrap().value;
    assert_eq!(scenario.redacted(1), scenario.redacted(1));
    let [one, two] = [1, 2].map(|seed| scenario.redacted(seed));
    assert_ne!(one, two);
    assert_eq!(one.estate.resources[0].id, two.estate.resources[0].id);
}
