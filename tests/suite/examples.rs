//! The examples of the page's gallery: each is sound, and does what it says it does.

use std::path::Path;

use nsp_core::Compiled;
use nsp_formats::finding::Severity;
use nsp_formats::report::{self, Comparison, Decision};
use nsp_formats::scenario::{Expectation, Expected, Scenario, large_estate};

/// Every example by the name of its file, and the one that is made.
fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/examples");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut examples: Vec<(String, String)> = files
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(file).unwrap())
        })
        .chain([("large-estate".to_owned(), large_estate().to_text())])
        .collect();
    examples.sort();
    examples
}

fn read(name: &str, text: &str) -> Scenario {
    let import = Scenario::parse(name, text).unwrap_or_else(|finding| panic!("{finding:?}"));
    let told: Vec<String> = import
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| format!("{name}: {} {}", finding.pointer, finding.message()))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    import.value
}

#[test]
fn every_example_is_read_without_a_warning() {
    let examples = examples();
    assert!(examples.len() >= 15, "examples are gone: {}", examples.len());
    for (name, text) in examples {
        let scenario = read(&name, &text);
        for (what, given) in [("name", &scenario.name), ("description", &scenario.description)] {
            assert!(given.as_ref().is_some_and(|text| !text.is_empty()), "{name} has no {what}");
        }
        assert!(!scenario.requests.is_empty(), "{name} asks nothing");
    }
}

#[test]
fn every_example_does_what_it_expects() {
    let mut held = 0;
    for (name, text) in examples() {
        let scenario = read(&name, &text);
        let compiled = Compiled::new(scenario.snapshot().value);
        for expectation in &scenario.expectations {
            let place = format!("{name}, {}", expectation.name.as_deref().unwrap_or("unnamed"));
            let request = expectation.request.as_ref().expect("an expectation asks");
            let request = request.build(compiled.snapshot());
            let request = request.unwrap_or_else(|errors| panic!("{place}: {errors:?}"));
            held += hold(&place, expectation, &report::compare(&compiled, &request));
        }
    }
    assert!(held >= 60, "only {held} states are expected of all examples together");
}

/// What the gallery shows of an example is the answer to its first request: the one that its
/// first expectation is about.
#[test]
fn the_first_request_is_the_first_expectation() {
    for (name, text) in examples() {
        let scenario = read(&name, &text);
        let Some(expectation) = scenario.expectations.first() else { continue };
        let asked = scenario.requests.first().cloned().unwrap();
        let expected = expectation.request.clone().unwrap();
        assert_eq!(
            nsp_formats::scenario::Request { name: None, ..asked },
            nsp_formats::scenario::Request { name: None, ..expected },
            "{name}"
        );
    }
}

fn hold(place: &str, expectation: &Expectation, comparison: &Comparison) -> usize {
    let states = [
        (&expectation.not_associated, Some(&comparison.not_associated)),
        (&expectation.transition, comparison.transition.as_ref()),
        (&expectation.enforced, comparison.enforced.as_ref()),
        (&expectation.audit, comparison.audit.as_ref()),
    ];
    let expected =
        states.into_iter().filter_map(|(expected, found)| Some((expected.as_ref()?, found)));
    expected
        .map(|(expected, found)| {
            let found = found.unwrap_or_else(|| panic!("{place}: it is in no perimeter"));
            agree(place, expected, found);
        })
        .count()
}

fn agree(place: &str, expected: &Expected, found: &Decision) {
    let place = format!("{place}, {}", found.state);
    let pairs = [
        (&expected.verdict, Some(found.whole())),
        (&expected.ground, Some(found.ground)),
        (&expected.category, found.category),
        (&expected.rule, found.rule.as_deref()),
    ];
    for (expected, found) in pairs {
        if let Some(expected) = expected {
            assert_eq!(Some(expected.as_str()), found, "{place}");
        }
    }
}
