//! The house rules that no compiler checks, a test function each.

mod files;
mod graph;
mod licences;
mod manifests;
mod styles;
mod words;

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
    serde_json::from_str(&output(env!("CARGO"), &arguments)).expect("cargo metadata is JSON")
});

/// The files of the project, below its root: tracked, or about to be.
static FILES: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let arguments =
        ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let listed = output("git", &arguments);
    let names = listed.split('\0').filter(|name| !name.is_empty());
    names.map(PathBuf::from).filter(|file| root().join(file).is_file()).collect()
});

/// Those of them that are text.
static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let texts = FILES.iter().filter_map(|file| {
        let bytes = std::fs::read(root().join(file)).expect("the file can be read");
        Some(Text { file: file.clone(), text: String::from_utf8(bytes).ok()? })
    });
    texts.collect()
});

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output();
    let output = output.unwrap_or_else(|error| panic!("`{program}` starts: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

struct Text {
    file: PathBuf,
    text: String,
}

impl Text {
    fn is(&self, extension: &str) -> bool {
        self.file.extension().is_some_and(|found| found == extension)
    }

    /// Its lines with their numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The number of the line that holds the byte.
    fn line_of(&self, byte: usize) -> usize {
        self.text[..byte].matches('\n').count() + 1
    }

    fn breach(&self, line: usize, mend: impl Into<String>) -> Breach {
        Breach { file: self.file.clone(), line, mend: mend.into() }
    }
}

/// The texts in that language.
fn written_in(extension: &str) -> impl Iterator<Item = &'static Text> {
    TEXTS.iter().filter(move |text| text.is(extension))
}

/// One breach of a rule: where it is and what to do about it.
#[derive(Debug)]
struct Breach {
    file: PathBuf,
    line: usize,
    mend: String,
}

/// Fails with every breach, not just the first.
#[track_caller]
fn hold(breaches: impl IntoIterator<Item = Breach>) {
    let lines: Vec<String> = breaches
        .into_iter()
        .map(|breach| format!("{}:{}: {}", breach.file.display(), breach.line, breach.mend))
        .collect();
    assert!(lines.is_empty(), "{} to mend:\n{}\n", lines.len(), lines.join("\n"));
}
