//! The house rules that no compiler checks, a test function each.

mod graph;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The folder that holds the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand below the root")
}

/// What `cargo metadata` says about the workspace and all it depends on.
static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let arguments = ["metadata", "--format-version", "1", "--locked"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output();
    let output = output.expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
});

/// One breach of a rule: where it is and what to do about it.
struct Breach {
    file: PathBuf,
    line: usize,
    mend: String,
}

/// Fails with every breach, not just the first.
#[track_caller]
fn hold(breaches: &[Breach]) {
    let lines: Vec<String> = breaches
        .iter()
        .map(|breach| format!("{}:{}: {}", breach.file.display(), breach.line, breach.mend))
        .collect();
    assert!(lines.is_empty(), "{} to mend:\n{}\n", lines.len(), lines.join("\n"));
}
