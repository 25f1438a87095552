//! The schema in the repository and the objects that are read say the same.

use serde_json::Value;

use super::RETAIL;
use crate::json::Wire;
use crate::names::Named;
use crate::scenario::{
    AccessRule, Association, Caller, DiagnosticSetting, Encryption, Estate, Expectation, Expected,
    Identity, IpRule, KeyVaultProperties, Link, NetworkAcls, Perimeter, Profile, Reference,
    Request, Resource, ResourceAccessRule, Scenario, ServiceTag, Suppression, VirtualNetworkRule,
};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../scenario.schema.json")).unwrap()
}

#[test]
fn the_schema_has_the_members_that_are_read() {
    let schema = schema();
    let mut seen = 1;
    let mut check = |name: &str, keys: &[&str]| {
        let object = if name.is_empty() { &schema } else { &schema["$defs"][name] };
        let members: Vec<&str> =
            object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, keys, "{name}");
        seen += usize::from(!name.is_empty());
    };
    check("", Scenario::KEYS);
    check("estate", Estate::KEYS);
    check("perimeter", Perimeter::KEYS);
    check("profile", Profile::KEYS);
    check("accessRule", AccessRule::KEYS);
    check("reference", Reference::KEYS);
    check("association", Association::KEYS);
    check("link", Link::KEYS);
    check("resource", Resource::KEYS);
    check("identity", Identity::KEYS);
    check("networkAcls", NetworkAcls::KEYS);
    check("ipRule", IpRule::KEYS);
    check("virtualNetworkRule", VirtualNetworkRule::KEYS);
    check("resourceAccessRule", ResourceAccessRule::KEYS);
    check("encryption", Encryption::KEYS);
    check("keyVaultProperties", KeyVaultProperties::KEYS);
    check("serviceTag", ServiceTag::KEYS);
    check("diagnosticSetting", DiagnosticSetting::KEYS);
    check("request", Request::KEYS);
    check("caller", Caller::KEYS);
    check("expectation", Expectation::KEYS);
    check("expected", Expected::KEYS);
    check("suppression", Suppression::KEYS);
    assert_eq!(seen, schema["$defs"].as_object().unwrap().len() + 1);
}

#[test]
fn the_schema_lists_the_values_that_are_understood() {
    fn check<T: Named>(object: &str, member: &str) {
        let schema = schema();
        let listed: Vec<&str> = schema["$defs"][object]["properties"][member]["examples"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let names: Vec<&str> = T::NAMES.iter().map(|(_, name)| *name).collect();
        assert_eq!(listed, names, "{member}");
    }
    check::<nsp_core::Authentication>("request", "authentication");
    check::<nsp_core::Protocol>("request", "protocol");
    check::<nsp_core::Reads>("request", "reads");
    check::<nsp_core::Feature>("request", "feature");
    check::<nsp_core::Verdict>("expected", "verdict");
}

#[test]
fn scenarios_that_are_written_are_valid() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let check = |text: &str, valid: bool| {
        let document: Value = serde_json::from_str(text).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert_eq!(errors.is_empty(), valid, "{errors:?}");
    };
    check(RETAIL, true);
    check(&Scenario::default().to_text(), true);
    check(&Scenario::parse("retail.json", RETAIL).unwrap().value.to_text(), true);
    check(&RETAIL.replace("\"nspScenario\": 1", "\"nspScenario\": 2"), false);
    check(&RETAIL.replace("[\"203.0.113.0/24\"]", "\"203.0.113.0/24\""), false);
    check(&RETAIL.replace("\"Learning\"", "\"Sideways\"").replace("\"rg\"", "\"new\""), true);
}
