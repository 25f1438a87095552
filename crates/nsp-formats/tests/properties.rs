//! Whatever a document holds: nothing panics, findings have places, and what is written is read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

use proptest::prelude::*;
use serde_json::{Map, Value};

use nsp_formats::import;
use nsp_formats::link::{self, LinkError};
use nsp_formats::scenario::Scenario;

const RETAIL: &str = include_str!("data/retail.json");
const TEMPLATE: &str = include_str!("data/template.json");
const CONFIGURATION: &str = include_str!("data/configuration.json");

/// Names that readers look for, and some that they do not.
const NAMES: &[&str] = &[
    "nspScenario",
    "estate",
    "perimeters",
    "profiles",
    "accessRules",
    "resourceAssociations",
    "links",
    "linkReferences",
    "resources",
    "serviceTags",
    "requests",
    "expectations",
    "id",
    "name",
    "type",
    "properties",
    "value",
    "values",
    "parameters",
    "responses",
    "200",
    "body",
    "identity",
    "networkAcls",
    "networkRuleSet",
    "ipRules",
    "bypass",
    "defaultAction",
    "direction",
    "addressPrefixes",
    "privateLinkResource",
    "profile",
    "accessMode",
    "perimeterGuid",
    "contentVersion",
    "networkSecurityPerimeter",
    "resourceAssociation",
    "from",
    "a/b~c",
    "",
];

const TEXTS: &[&str] = &[
    "",
    "*",
    "10.0.0.0/8",
    "203.0.113.7",
    "::/0",
    "[parameters('a')]",
    "[",
    "[[",
    "Inbound",
    "Allow",
    "Learning",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/p",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/p/profiles/w/accessRules/r",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st",
    "/x/networkSecurityPerimeterConfigurations/g.a",
    "Microsoft.Storage/storageAccounts",
    "é\u{0}",
];

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        Just(Value::from(1)),
        prop::sample::select(TEXTS).prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        let name = prop::sample::select(NAMES).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..7)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A document of ours or of Azure's in which some values are others.
fn mutated() -> impl Strategy<Value = Value> {
    let documents = prop::sample::select(&[RETAIL, TEMPLATE, CONFIGURATION][..]);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), json()), 1..4);
    (documents, changes).prop_map(|(text, changes)| {
        let mut document: Value = serde_json::from_str(text).unwrap();
        for (index, value) in changes {
            let all = pointers(&document);
            let pointer = &all[index.index(all.len())];
            *document.pointer_mut(pointer).unwrap() = value;
        }
        document
    })
}

fn pointers(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut add = |key: &str, value: &Value| {
        let key = key.replace('~', "~0").replace('/', "~1");
        all.extend(pointers(value).into_iter().map(|rest| format!("/{key}{rest}")));
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| add(key, value)),
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(at, value)| add(&at.to_string(), value));
        }
        _ => {}
    }
    all
}

fn check(documents: &[&Value]) {
    let texts: Vec<String> =
        documents.iter().map(|it| serde_json::to_string_pretty(it).unwrap()).collect();
    let names: Vec<String> = (0..texts.len()).map(|at| at.to_string()).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let Ok(import) = import(&files) else { return };
    for finding in &import.findings {
        let document = documents[finding.file.parse::<usize>().unwrap()];
        assert!(document.pointer(&finding.pointer).is_some(), "{finding}");
        assert!(finding.position.is_some(), "{finding}");
        assert!(!finding.message().is_empty());
    }
    let places = import.findings.iter().map(|it| (it.file.parse::<usize>().unwrap(), it.position));
    assert!(places.is_sorted(), "findings come in document order");
    let written = import.value.to_text();
    let read = Scenario::parse("written", &written).unwrap().value;
    assert_eq!(read.to_text(), written);
    assert_eq!(Scenario::parse("again", &read.to_text()).unwrap().value, read);
    let link = link::encode(&read).unwrap();
    assert_eq!(link::decode(&link).unwrap().value, read);
    let own: Value = serde_json::from_str(&written).unwrap();
    let snapshot = import.value.snapshot();
    for finding in &snapshot.findings {
        let mut pointer = finding.pointer.as_str();
        while own.pointer(pointer).is_none() {
            pointer = pointer.rsplit_once('/').unwrap().0;
        }
    }
    assert_eq!(read.snapshot().value, snapshot.value);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read(document in json()) {
        check(&[&document]);
    }

    #[test]
    fn documents_with_wrong_values_are_read(document in mutated()) {
        check(&[&document]);
    }

    #[test]
    fn any_two_go_together(one in mutated(), two in mutated()) {
        check(&[&one, &two]);
    }

    #[test]
    fn any_text_is_read_or_refused(at in any::<prop::sample::Index>(), with in "\\PC{0,3}") {
        let at = at.index(RETAIL.len());
        let at = (0..=at).rev().find(|at| RETAIL.is_char_boundary(*at)).unwrap();
        let text = format!("{}{with}{}", &RETAIL[..at], &RETAIL[at..]);
        if let Err(errors) = import(&[("retail.json", &text)]) {
            prop_assert_eq!(errors.len(), 1);
            prop_assert!(errors[0].position.is_some());
        }
    }

    #[test]
    fn any_text_is_a_link_or_refused(text in "(#?nsp1=)?\\PC{0,40}") {
        prop_assert!(link::decode(&text).is_err());
    }

    #[test]
    fn whatever_inflates_stays_within_bounds(letters in "[A-Za-z0-9_-]{0,2000}") {
        match link::document(&format!("#nsp1={letters}")) {
            Ok(document) => prop_assert!(document.len() <= link::LARGEST),
            Err(error) => prop_assert!(matches!(error, LinkError::Damaged | LinkError::TooLarge)),
        }
    }

    #[test]
    fn an_altered_link_is_refused(at in any::<prop::sample::Index>(), with in "[A-Za-z0-9_%&=# -]{1,3}") {
        let scenario = Scenario::parse("retail.json", RETAIL).unwrap().value;
        let link = link::encode(&scenario).unwrap();
        let at = at.index(link.len());
        let mut altered = link.clone();
        altered.replace_range(at..at, &with);
        match link::decode(&altered) {
            Ok(read) => prop_assert_eq!(read.value, scenario),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
