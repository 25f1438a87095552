//! `nsp review`: what it lists, what is suppressed, and what the exit code says.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../web/examples/{name}.json"))
}

fn nsp(file: &Path, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nsp"));
    let done = command.arg("review").arg(file).args(more).output().expect("nsp starts");
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    (done.status.code().expect("a code"), text)
}

#[test]
fn a_warning_can_be_suppressed_with_a_reason() {
    let (code, out) = nsp(&example("service-endpoint"), &["--json"]);
    assert_eq!(code, 2);
    let review: Value = serde_json::from_str(&out).expect("JSON");
    let wide = review["remarks"].as_array().expect("remarks").iter();
    let wide = wide.clone().find(|it| it["lint"] == "over-wide").expect("a wide rule");
    assert_eq!((&wide["severity"], &wide["source"]), (&json!("warning"), &json!("CON25")));

    let text = std::fs::read_to_string(example("service-endpoint")).expect("the example");
    let mut scenario: Value = serde_json::from_str(&text).expect("JSON");
    scenario["suppressions"] = json!([{ "lint": "over-wide", "id": wide["id"],
        "value": "0.0.0.0/0", "reason": "shows that it does not help" }]);
    let path = std::env::temp_dir().join(format!("nsp-review-{}.json", std::process::id()));
    std::fs::write(&path, scenario.to_string()).expect("a file");
    let (code, few) = nsp(&path, &[]);
    let (_, all) = nsp(&path, &["--all"]);
    std::fs::remove_file(&path).expect("the file");
    assert_eq!(code, 0, "{few}");
    assert!(few.starts_with("2 notes, 1 suppressed.\n") && !few.contains("over-wide"), "{few}");
    assert!(all.contains("    suppressed: shows that it does not help\n"), "{all}");
}

#[test]
fn the_revision_is_the_one_that_is_asked_for() {
    let (code, preview) = nsp(&example("smb"), &["--revision", "2025-06-18"]);
    assert!(code == 0 && !preview.contains("unsupported-feature"), "{preview}");
    let (code, general) = nsp(&example("smb"), &["--revision", "2025-07-27"]);
    assert!(code == 2 && general.contains("unsupported-feature"), "{general}");
    let (code, _) = nsp(Path::new("no-such-file.json"), &[]);
    assert_eq!(code, 1);
}
