//! Each shape of document, and what is found in it.

mod deployments;
mod hostile;
mod pages;
mod unknown;

use nsp_core::{DefaultAction, Network, PublicNetworkAccess};

use crate::finding::{Finding, Import, Kind, Skip};
use crate::import;
use crate::scenario::{Estate, Scenario};

const NSP: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/nsp";
const STORAGE: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st";

/// Reads documents in which `$NSP` and `$ST` stand for ids.
fn read(texts: &[&str]) -> Import<Scenario> {
    let texts: Vec<String> =
        texts.iter().map(|text| text.replace("$NSP", NSP).replace("$ST", STORAGE)).collect();
    let names: Vec<String> = (0..texts.len()).map(|index| format!("{index}.json")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    import(&files).unwrap()
}

fn estate(texts: &[&str]) -> Estate {
    read(texts).value.estate
}

#[track_caller]
fn has(import: &Import<Scenario>, pointer: &str, kind: &Kind) {
    let found = import.findings.iter().any(|it| it.pointer == pointer && it.kind == *kind);
    assert!(found, "{pointer} {kind:?}\n{:#?}", import.findings);
}

const RULE: &str = r#"{
    "id": "$NSP/profiles/web/accessRules/office",
    "name": "office",
    "type": "Microsoft.Network/networkSecurityPerimeters/profiles/accessRules",
    "properties": { "direction": "Inbound", "addressPrefixes": ["203.0.113.0/24", "*"] }
}"#;

#[test]
fn nested_and_flattened_shapes_are_the_same() {
    let nested = estate(&[RULE]);
    let flattened = r#"{
        "id": "$NSP/profiles/web/accessRules/office", "name": "office", "resourceGroup": "g",
        "direction": "Inbound", "addressPrefixes": ["203.0.113.0/24", "*"], "serviceTags": null
    }"#;
    assert_eq!(estate(&[flattened]), nested);
    assert_eq!(estate(&[&format!("[{RULE}]")]), nested);
    assert_eq!(estate(&[&format!(r#"{{"value": [{RULE}]}}"#)]), nested);
    assert_eq!(nested.perimeters[0].id.as_deref(), Some(NSP));
    let profile = &nested.perimeters[0].profiles[0];
    assert_eq!(profile.name.as_deref(), Some("web"));
    assert_eq!(profile.access_rules[0].name.as_deref(), Some("office"));
}

#[test]
fn what_is_wrong_is_found_in_the_document_it_came_from() {
    let perimeter = r#"{"id": "$NSP", "properties": {"perimeterGuid": "g"}}"#;
    let import = read(&[perimeter, &format!("[\n{RULE}]")]);
    let star: Vec<&Finding> =
        import.findings.iter().filter(|it| matches!(it.kind, Kind::BadPrefix { .. })).collect();
    assert_eq!(star.len(), 1);
    assert_eq!(star[0].file, "1.json");
    assert_eq!(star[0].pointer, "/0/properties/addressPrefixes/1");
    assert_eq!(star[0].position.unwrap().line, 6);
    assert!(!import.findings.iter().any(|it| matches!(it.kind, Kind::PerimeterNotDescribed(_))));
}

#[test]
fn a_perimeter_is_put_together_from_its_parts() {
    let import = read(&[
        r#"{"id": "$NSP/resourceAssociations/st", "properties": {
            "privateLinkResource": {"id": "$ST"}, "profile": {"id": "$NSP/profiles/web"},
            "accessMode": "Enforced", "hasProvisioningIssues": "yes"}}"#,
        r#"{"value": [{"id": "$NSP/profiles/web", "properties": {"accessRulesVersion": "1"}}],
            "nextLink": "https://management.azure.com/next"}"#,
        r#"{"id": "$NSP/links/out", "properties": {"autoApprovedRemotePerimeterResourceId": "/p/two",
            "localInboundProfiles": ["*"], "remoteInboundProfiles": ["web"], "status": "Pending"}}"#,
        r#"{"id": "$NSP/linkReferences/in", "properties": {"remotePerimeterResourceId": "/p/three",
            "remotePerimeterGuid": "three", "localInboundProfiles": [], "status": "Approved"}}"#,
        r#"{"id": "$NSP", "location": "westeurope", "properties": {"perimeterGuid": "one"}}"#,
    ]);
    let [perimeter] = import.value.estate.perimeters.as_slice() else { panic!("one perimeter") };
    assert_eq!(perimeter.perimeter_guid.as_deref(), Some("one"));
    assert_eq!(perimeter.resource_associations.len(), 1);
    assert_eq!((perimeter.links.len(), perimeter.link_references.len()), (1, 1));
    has(&import, "/nextLink", &Kind::MorePages { of: "profiles", has_last: false });
    has(&import, "/value/0", &Kind::NoRules("web".to_owned()));
    let issues = Kind::NotProvisioned("`hasProvisioningIssues` is `yes`.".to_owned());
    has(&import, "/properties/hasProvisioningIssues", &issues);
    let described = Kind::ResourceNotDescribed(STORAGE.to_owned());
    has(&import, "/properties/privateLinkResource", &described);
    let snapshot = import.value.snapshot().value;
    assert_eq!(snapshot.perimeters[0].profiles, [], "rules that are not given are not known");
    assert_eq!(snapshot.perimeters[0].links.len(), 2);
}

#[test]
fn rules_that_come_with_a_profile_make_it_known() {
    let profile = r#"{"id": "$NSP/profiles/web",
        "type": "Microsoft.Network/networkSecurityPerimeters/profiles"}"#;
    for order in [[profile, RULE], [RULE, profile]] {
        let import = read(&order);
        assert!(!import.findings.iter().any(|it| matches!(it.kind, Kind::NoRules(_))));
        let snapshot = import.value.snapshot().value;
        assert_eq!(snapshot.perimeters[0].profiles[0].access_rules.len(), 1);
    }
}

const CONFIGURATION: &str = include_str!("../../tests/data/configuration.json");

#[test]
fn a_configuration_holds_a_whole_perimeter() {
    let import = read(&[CONFIGURATION]);
    let perimeter = &import.value.estate.perimeters[0];
    assert_eq!(perimeter.perimeter_guid.as_deref(), Some("aaaa"));
    assert_eq!(perimeter.profiles[0].access_rules[0].address_prefixes, ["203.0.113.0/24"]);
    let association = &perimeter.resource_associations[0];
    let resource = association.private_link_resource.as_ref().unwrap();
    assert_eq!(resource.id.as_deref(), Some(STORAGE));
    assert_eq!(association.name.as_deref(), Some("st-web"));
    has(&import, "/id", &Kind::ResourceNotDescribed(STORAGE.to_owned()));
    assert_eq!(estate(&[&format!(r#"{{"value": [{CONFIGURATION}]}}"#)]), import.value.estate);
}

#[test]
fn a_configuration_says_what_is_not_in_force() {
    let other = CONFIGURATION.replace("aaaa.st-web", "bbbb.st-web").replace(
        "\"provisioningState\": \"Succeeded\"",
        r#""provisioningIssues": [{"name": "n", "properties": {"description": "No identity."}}]"#,
    );
    let import = read(&[&other]);
    has(&import, "", &Kind::GuidDiffers { name: "bbbb".to_owned(), guid: "aaaa".to_owned() });
    let issue = Kind::NotProvisioned("No identity.".to_owned());
    has(&import, "/properties/provisioningIssues/0", &issue);
}

#[test]
fn an_account_is_read_as_the_command_line_and_as_rest_write_it() {
    let cli = r#"{
        "id": "$ST", "name": "st", "type": "Microsoft.Storage/storageAccounts", "kind": "StorageV2",
        "location": "westeurope", "publicNetworkAccess": "Disabled", "customDomain": null,
        "identity": {"type": "SystemAssigned", "principalId": "p", "tenantId": "t"},
        "primaryEndpoints": {"blob": "https://st.blob.core.windows.net/"},
        "sku": {"name": "Standard_LRS"},
        "encryption": {"keySource": "Microsoft.Keyvault",
            "keyVaultProperties": {"keyVaultUri": "https://kv.vault.azure.net"}},
        "networkRuleSet": {
            "bypass": "AzureServices", "defaultAction": "Deny",
            "ipRules": [{"action": "Allow", "ipAddressOrRange": "10.0.0.1"}],
            "ipv6Rules": [], "resourceAccessRules": null,
            "virtualNetworkRules": [
                {"action": "Allow", "state": "Failed", "virtualNetworkResourceId": "/v/subnets/a"}]}
    }"#;
    let rest = r#"{
        "id": "$ST", "name": "st", "type": "Microsoft.Storage/storageAccounts", "kind": "StorageV2",
        "location": "westeurope", "identity": {"type": "SystemAssigned", "tenantId": "t"},
        "properties": {
            "publicNetworkAccess": "Disabled",
            "encryption": {"keySource": "Microsoft.Keyvault",
                "keyvaultproperties": {"keyvaulturi": "https://kv.vault.azure.net"}},
            "networkAcls": {
                "bypass": "AzureServices", "defaultAction": "Deny",
                "ipRules": [{"action": "Allow", "value": "10.0.0.1"}],
                "virtualNetworkRules": [
                    {"action": "Allow", "state": "Failed", "id": "/v/subnets/a"}]}}
    }"#;
    let import = read(&[cli]);
    assert_eq!(import.value.estate, estate(&[rest]));
    let snapshot = import.value.snapshot().value;
    let account = &snapshot.resources[0];
    assert_eq!(account.managed_identity, Some(true));
    assert_eq!(account.tenant_id.as_ref().map(|it| it.as_str()), Some("t"));
    assert_eq!(account.key_vault.as_deref(), Some("kv.vault.azure.net"));
    let Network::Given { public_network_access, network_acls: Some(acls) } = &account.network
    else {
        panic!("the firewall is given");
    };
    assert_eq!(*public_network_access, Some(PublicNetworkAccess::Disabled));
    assert_eq!(acls.virtual_network_rules[0].id.as_str(), "/v/subnets/a");
    let private = Kind::NotPublic { text: "10.0.0.1".to_owned(), range: "private (RFC 1918)" };
    has(&import, "/networkRuleSet/ipRules/0/ipAddressOrRange", &private);
    let state = Kind::SubnetState("Failed".to_owned());
    has(&import, "/networkRuleSet/virtualNetworkRules/0/state", &state);
    let names = vec!["primaryEndpoints".to_owned(), "sku".to_owned()];
    has(&import, "", &Kind::NotRead { of: "a resource", names });
}

#[test]
fn secrets_are_not_taken_over() {
    let text = r#"{
        "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv",
        "properties": {
            "tenantId": "t", "accessPolicies": [{"objectId": "secret-object"}],
            "networkAcls": {"bypass": "None", "defaultAction": "Deny"}},
        "keys": [{"keyName": "key1", "value": "secret-key"}],
        "connectionString": "AccountKey=secret-key"
    }"#;
    let import = read(&[text]);
    assert!(!import.value.to_text().contains("secret"));
    let messages: String = import.findings.iter().map(Finding::message).collect();
    assert!(messages.contains("`accessPolicies`") && messages.contains("`connectionString`"));
    assert!(!messages.contains("secret"));
}

#[test]
fn the_later_of_two_counts_and_differences_are_told() {
    let before = r#"{"id": "$ST", "publicNetworkAccess": "Enabled", "location": "westeurope"}"#;
    let after = r#"{"id": "$ST", "properties": {"publicNetworkAccess": "Disabled"}}"#;
    let import = read(&[before, after]);
    let [account] = import.value.estate.resources.as_slice() else { panic!("one account") };
    assert_eq!(account.public_network_access.as_deref(), Some("Disabled"));
    assert_eq!(account.location.as_deref(), Some("westeurope"));
    let property = "publicNetworkAccess";
    let differs = Kind::Differs { of: "a resource", name: STORAGE.to_owned(), property };
    has(&import, "/properties/publicNetworkAccess", &differs);
}

#[test]
fn what_azure_writes_in_two_ways_is_no_difference() {
    let associations = r#"{"value": [{"id": "$NSP/resourceAssociations/ST-WEB", "properties": {
        "privateLinkResource": {"id": "$ST"}, "profile": {"id": "$NSP/profiles/WEB"},
        "accessMode": "Learning"}}]}"#;
    let perimeter = r#"{"id": "$NSP/", "location": "West Europe", "perimeterGuid": "AAAA"}"#;
    let import = read(&[CONFIGURATION, associations, perimeter, RULE]);
    let differs: Vec<String> = import
        .findings
        .iter()
        .filter(|it| matches!(it.kind, Kind::Differs { .. }))
        .map(ToString::to_string)
        .collect();
    assert_eq!(differs.len(), 1, "{differs:?}");
    assert!(differs[0].contains("`office` was read before with another `addressPrefixes`"));
    assert_eq!(import.value.estate.perimeters.len(), 1);
    assert_eq!(import.value.estate.perimeters[0].resource_associations.len(), 1);
}

#[test]
fn objects_without_an_id_are_not_lost() {
    let scenario = r#"{"nspScenario": 1, "estate": {
        "resources": [{"location": "westeurope"}, {"location": "northeurope"}],
        "perimeters": [{"profiles": [{"accessRules": [{}, {}]}]}]}}"#;
    let import = read(&[scenario, CONFIGURATION]);
    assert_eq!(import.value.estate.resources.len(), 2);
    assert_eq!(import.value.estate.perimeters.len(), 2);
    assert_eq!(import.value.estate.perimeters[0].profiles[0].access_rules.len(), 2);
    has(&import, "/estate/perimeters/0", &Kind::Missing { of: "a perimeter", property: "id" });
    has(&import, "/estate/resources/1", &Kind::Missing { of: "a resource", property: "id" });
}

#[test]
fn a_scenario_goes_together_with_azures_documents() {
    let retail = include_str!("../../tests/data/retail.json");
    let import = read(&[retail, CONFIGURATION]);
    let scenario = &import.value;
    assert_eq!(scenario.name.as_deref(), Some("Retail, before enforcement"));
    assert_eq!(scenario.estate.perimeters.len(), 2);
    assert_eq!((scenario.requests.len(), scenario.expectations.len()), (2, 1));
    let alone = Scenario::parse("a", retail).unwrap().value;
    assert_eq!(scenario.estate.perimeters[0], alone.estate.perimeters[0]);
    assert_eq!(import_of(retail), alone);
}

fn import_of(text: &str) -> Scenario {
    import(&[("a.json", text)]).unwrap().value
}

#[test]
fn examples_of_the_specification_are_read() {
    let answer = format!(r#"{{"parameters": {{}}, "responses": {{"200": {{"body": {RULE}}}}}}}"#);
    assert_eq!(estate(&[&answer]), estate(&[RULE]));
    let request = r#"{"parameters": {
        "subscriptionId": "s", "resourceGroupName": "g", "networkSecurityPerimeterName": "nsp",
        "profileName": "web", "accessRuleName": "office",
        "parameters": {"properties": {
            "direction": "Inbound", "addressPrefixes": ["203.0.113.0/24", "*"]}}
    }}"#;
    assert_eq!(estate(&[request]), estate(&[RULE]));
}

#[test]
fn an_association_without_a_name_goes_by_its_profile() {
    let body = r#"{"properties": {"privateLinkResource": {"id": "$ST"},
        "profile": {"id": "$NSP/profiles/web"}, "accessMode": "Audit"}}"#;
    let perimeter = &estate(&[body]).perimeters[0];
    assert_eq!(perimeter.id.as_deref(), Some(NSP));
    assert_eq!(perimeter.resource_associations[0].name.as_deref(), Some("st"));
    let import = read(&[r#"{"properties": {"privateLinkResource": {"id": "$ST"}}}"#]);
    has(&import, "", &Kind::NoPlace("this association"));
}

#[test]
fn service_tags_come_with_ranges_or_as_names() {
    let ranges = r#"{"changeNumber": 1, "cloud": "Public", "values": [
        {"name": "Storage.WestEurope", "id": "Storage.WestEurope", "properties": {
            "region": "westeurope", "addressPrefixes": ["198.51.100.0/24", "2001:db8::/32"]}}]}"#;
    let tags = estate(&[ranges]).service_tags;
    assert_eq!(tags[0].name.as_deref(), Some("Storage.WestEurope"));
    assert_eq!(tags[0].address_prefixes.len(), 2);
    let import = read(&[r#"{"value": [{"serviceTags": ["AzureCloud", "Internet"]}]}"#]);
    has(&import, "/value/0/serviceTags", &Kind::TagNamesOnly { count: 2 });
    assert_eq!(import.value.estate, Estate::default());
}

const TEMPLATE: &str = include_str!("../../tests/data/template.json");

#[test]
fn a_template_is_read_as_far_as_it_goes() {
    let import = read(&[TEMPLATE]);
    let estate = &import.value.estate;
    let [perimeter] = estate.perimeters.as_slice() else { panic!("one perimeter") };
    assert!(perimeter.id.as_deref().unwrap().ends_with("/networkSecurityPerimeters/myNsp"));
    let rules = &perimeter.profiles[0].access_rules;
    assert_eq!(rules[0].address_prefixes, ["203.0.113.0/24", "198.51.100.7/24"]);
    assert_eq!(rules[1].address_prefixes, ["[parameters('more')]"]);
    let [account] = estate.resources.as_slice() else { panic!("one account") };
    let association = perimeter.resource_associations[0].private_link_resource.as_ref().unwrap();
    assert_eq!(association.id, account.id, "the same parameter is the same name");
    let skipped = |pointer: &str, kind: &str, because: Skip| {
        has(&import, pointer, &Kind::Skipped { resource_type: kind.to_owned(), because });
    };
    skipped("/resources/3", "Microsoft.Resources/deployments", Skip::LinkedTemplate);
    skipped("/resources/4", "Microsoft.Storage/storageAccounts", Skip::Loop);
    skipped("/resources/5", "Microsoft.Storage/storageAccounts", Skip::Condition);
    skipped("/resources/6", "Microsoft.Authorization/locks", Skip::NoPart);
    has(&import, "", &Kind::Placeholders);
    has(&import, "/resources/0/name", &Kind::Symbolic("[parameters('account')]".to_owned()));
    // Values of a parameter are found where it is used.
    let host_bits =
        Kind::HostBits { text: "198.51.100.7/24".to_owned(), net: "198.51.100.0/24".to_owned() };
    let used = "/resources/1/resources/0/resources/0/properties/addressPrefixes";
    has(&import, used, &host_bits);
    let snapshot = import.value.snapshot().value;
    let Network::Given { network_acls: Some(acls), .. } = &snapshot.resources[0].network else {
        panic!("an expression in its place leaves the firewall undecided");
    };
    assert!(matches!(acls.default_action, Some(DefaultAction::Unrecognized(_))));
}

#[test]
fn resources_of_language_version_two_have_names() {
    let text = r#"{"languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": {
        "nsp": {"type": "Microsoft.Network/networkSecurityPerimeters", "name": "a"},
        "old": {"type": "Microsoft.Network/networkSecurityPerimeters", "name": "b",
                "existing": true}}}"#;
    let import = read(&[text]);
    assert_eq!(import.value.estate.perimeters.len(), 1);
    let resource_type = "Microsoft.Network/networkSecurityPerimeters".to_owned();
    let existing = Kind::Skipped { resource_type, because: Skip::Existing };
    has(&import, "/resources/old", &existing);
}

#[test]
fn what_is_not_read_is_said() {
    for text in ["{}", "7", "\"text\"", r#"{"value": 1}"#, r#"{"value": [7]}"#, "[[null]]"] {
        let import = read(&[text]);
        assert_eq!(import.findings.len(), 1, "{text}");
        assert_eq!(import.findings[0].kind, Kind::NotRecognized, "{text}");
    }
    let errors = import(&[("a.json", "{}"), ("b.json", "{"), ("c.json", "nonsense")]).unwrap_err();
    let files: Vec<&str> = errors.iter().map(|it| it.file.as_str()).collect();
    assert_eq!(files, ["b.json", "c.json"]);
}

#[test]
fn what_is_read_can_be_written_and_read_again_however_deep() {
    let nested = |depth: usize| {
        let inner = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        RULE.replace("$NSP", NSP)
            .replace("\"properties\": {", &format!("\"x\": {inner}, \"properties\": {{"))
    };
    let import = import_of(&nested(90));
    assert_eq!(Scenario::parse("again", &import.to_text()).unwrap().value, import);
    for depth in [110, 200, 1_000_000] {
        let errors = crate::import(&[("a.json", &nested(depth))]).unwrap_err();
        assert_eq!(errors[0].kind, Kind::TooDeep);
    }
}

#[test]
fn large_lists_take_no_long_time() {
    let rule = RULE.replace("$NSP", NSP).replace("\"*\"", "\"10.0.0.1/24\"");
    let rules: Vec<String> =
        (0..20_000).map(|index| rule.replace("office", &format!("office{index}"))).collect();
    let text = format!("[{}]", rules.join(",\n"));
    assert!(text.len() > 6_000_000);
    let import = import(&[("rules.json", &text)]).unwrap();
    let profile = &import.value.estate.perimeters[0].profiles[0];
    assert_eq!(profile.access_rules.len(), 20_000);
    let more = |kind: &Kind| matches!(kind, Kind::More { count, .. } if *count > 39_000);
    assert!(import.findings.iter().any(|it| more(&it.kind)));
}

#[test]
fn rules_of_which_a_page_is_missing_are_not_known() {
    let page = |name: &str, rest: &str| {
        format!(
            r#"{{"value": [{{"id": "$NSP/profiles/web/accessRules/{name}", "properties": {{
                "direction": "Inbound", "addressPrefixes": ["192.0.2.0/24"]}}}}]{rest}}}"#
        )
    };
    let first = page("one", r#", "nextLink": "https://management.azure.com/next""#);
    let rules = |documents: &[&str]| {
        let import = read(documents);
        let has_last = documents.len() > 1;
        has(&import, "/nextLink", &Kind::MorePages { of: "access rules", has_last });
        let perimeters = import.value.snapshot().value.perimeters;
        perimeters[0].profiles.first().map(|profile| profile.access_rules.len())
    };
    assert_eq!(rules(&[&first]), Some(2), "one of them stands for those that are missing");
    let last = page("two", "").replace("/profiles/web", "/PROFILES/Web");
    assert_eq!(rules(&[&first, &last]), Some(2));
    assert_eq!(rules(&[&last, &first]), Some(2));
}
