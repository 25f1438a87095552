//! `nsp test`: exit codes and reports.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;

const ESTATE: [&str; 2] = ["--estate", "web/examples/retail.json"];
const EXPECTATIONS: &str = "crates/nsp-cli/tests/data/expectations.json";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nsp"));
    command.arg("test").args(arguments).current_dir(root()).output().expect("nsp starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("nsp-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs a file that expects this and nothing else.
fn run_of(name: &str, expectations: &serde_json::Value) -> Output {
    let folder = folder(name);
    let file = folder.join("a.json");
    let document = json!({ "nspScenario": 1, "expectations": expectations });
    fs::write(&file, document.to_string()).expect("a file");
    let done = run(&[&file.display().to_string(), ESTATE[0], ESTATE[1]]);
    fs::remove_dir_all(folder).expect("the folder goes");
    done
}

/// Holds a text against the one that was read and accepted; `UPDATE_GOLDEN=1` writes it anew.
fn golden(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, found).expect("it is written");
    }
    let accepted = fs::read_to_string(&file).expect("it is there");
    assert_eq!(found, accepted, "{name}: read it, then write it anew with UPDATE_GOLDEN=1");
}

#[test]
fn reports_say_what_was_expected_and_what_came() {
    let folder = folder("reports");
    let junit = folder.join("report.xml").display().to_string();
    let done = run(&[EXPECTATIONS, ESTATE[0], ESTATE[1], "--junit", &junit]);
    assert_eq!(done.status.code(), Some(2), "{}", text(&done.stderr));
    golden("expectations.txt", &text(&done.stdout));
    golden("expectations.xml", &fs::read_to_string(&junit).expect("it was written"));
    fs::remove_dir_all(folder).expect("the folder goes");
    let done = run(&[EXPECTATIONS, ESTATE[0], ESTATE[1], "--json"]);
    assert_eq!(done.status.code(), Some(2));
    let found: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    golden("expectations.json", &(serde_json::to_string_pretty(&found).expect("JSON") + "\n"));
}

#[test]
fn the_exit_code_tells_the_gravest() {
    let check = |name: &str, verdicts: &[(&str, Option<&str>)], code: i32| {
        let expectations: Vec<_> = verdicts
            .iter()
            .map(|(verdict, from)| {
                let request = match from {
                    Some(from) => json!({ "resource": "stweb", "from": { "address": from } }),
                    None => json!({ "resource": "stweb" }),
                };
                json!({ "request": request, "enforced": { "verdict": verdict } })
            })
            .collect();
        let done = run_of(name, &json!(expectations));
        assert_eq!(done.status.code(), Some(code), "{name}: {}", text(&done.stdout));
    };
    let (office, partner) = (Some("203.0.113.7"), Some("198.51.100.20"));
    check("holds", &[("allowed", office), ("denied", partner)], 0);
    check("unknown", &[("allowed", office), ("denied", None)], 3);
    check("fails", &[("allowed", partner), ("denied", None)], 2);
    check("invalid", &[("allowed", partner), ("perhaps", office)], 1);
}

#[test]
fn a_bad_field_is_found_in_its_place() {
    let wrong = json!([{ "request": { "resource": "stwob" }, "enforced": { "verdict": "no" } }]);
    let done = run_of("places", &wrong);
    assert_eq!(done.status.code(), Some(1));
    let err = text(&done.stderr);
    assert!(err.contains("a.json:1:"), "{err}");
    assert!(err.contains("/expectations/0/request/resource: error: There is no resource"), "{err}");
    assert!(err.contains("/expectations/0/enforced/verdict: error: There is no verdict"), "{err}");
    assert!(text(&done.stdout).contains("1 expectation: 1 not to be checked"));
}

#[test]
fn a_file_that_expects_nothing_is_no_success() {
    let done = run(&["web/examples/retail.json"]);
    let out = text(&done.stdout);
    assert_eq!(done.status.code(), Some(1), "{out}");
    assert!(out.contains("has no expectations, so nothing of it was tested"), "{out}");
    let folder = folder("idle");
    let junit = folder.join("report.xml").display().to_string();
    run(&["web/examples/retail.json", "--junit", &junit]);
    let report = fs::read_to_string(&junit).expect("it was written");
    assert!(report.contains("errors=\"1\"") && report.contains("This file has none."), "{report}");
    fs::remove_dir_all(folder).expect("the folder goes");
}
