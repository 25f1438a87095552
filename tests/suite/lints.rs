//! Every lint on a document that shows it and on one that does not, each with its source.

use std::collections::{BTreeMap, BTreeSet};

use nsp_formats::review::{Lint, Remark, review};
use nsp_formats::scenario::{Edition, Scenario};
use nsp_formats::sources::source;
use serde::Deserialize;
use serde_json::Value;

const FILE: &str = include_str!("../lints.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    base: String,
    lint: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    code: String,
    /// Left out of a lint that rests on no document.
    because: Option<String>,
    /// Where it is shown.
    at: String,
    shows: BTreeMap<String, Value>,
    clean: BTreeMap<String, Value>,
}

fn cases() -> (Value, Vec<Case>) {
    let cases: Cases = toml::from_str(FILE).unwrap();
    (serde_json::from_str(&cases.base).unwrap(), cases.lint)
}

/// The document with some values set by their pointers.
fn with(base: &Value, values: &BTreeMap<String, Value>) -> Value {
    let mut document = base.clone();
    for (pointer, value) in values {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        match document.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
            Value::Array(list) if key == "-" => list.push(value.clone()),
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            Value::Object(members) => drop(members.insert(key.to_owned(), value.clone())),
            other => panic!("{parent} is {other}"),
        }
    }
    document
}

/// What a review of a document says, suppressed or not.
fn remarks(document: &Value) -> Vec<Remark> {
    let scenario = Scenario::parse("lints.json", &document.to_string()).unwrap().value;
    review(&Edition::new(scenario))
}

fn told(remarks: &[Remark]) -> Vec<(&str, &str)> {
    remarks.iter().map(|it| (it.lint().code(), it.pointer.as_str())).collect()
}

#[test]
fn every_lint_is_shown_by_one_document_and_not_by_another() {
    let (base, cases) = cases();
    assert_eq!(told(&remarks(&base)), [], "what all start from is in order");
    for case in &cases {
        let Case { code, because, at, shows, clean } = case;
        let shown = remarks(&with(&base, shows));
        let remark = shown.iter().find(|it| it.lint().code() == code && it.pointer == *at);
        let remark = remark.unwrap_or_else(|| panic!("{code} at {at}: {:#?}", told(&shown)));
        let (key, said) = match because {
            Some(because) => because.split_once(": ").map(|(key, said)| (Some(key), said)).unwrap(),
            None => (None, "it rests on nothing but the scenario"),
        };
        assert!(!said.is_empty() && remark.message().ends_with('.'), "{code}");
        assert_eq!(remark.source(), key, "{code}: the source that a reader is sent to");
        assert!(key.is_none_or(|key| source(key).is_some()), "{code}: {key:?} is no source");
        let cleaned = remarks(&with(&base, clean));
        let lints: Vec<&str> = cleaned.iter().map(|it| it.lint().code()).collect();
        assert!(!lints.contains(&code.as_str()), "{code}: {:#?}", told(&cleaned));
    }
    let covered: BTreeSet<&str> = cases.iter().map(|it| it.code.as_str()).collect();
    let all: BTreeSet<&str> = Lint::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(covered, all, "lints with a document, and lints there are");
}
