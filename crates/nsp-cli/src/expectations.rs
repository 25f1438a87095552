//! `nsp test`: runs what files expect.

use std::path::Path;

use nsp_core::Compiled;
use nsp_formats::expectation::{Checked, Standing, check_all};
use nsp_formats::report::Finding;
use serde::Serialize;

use crate::arguments::Test;
use crate::documents::{self, Failure};
use crate::{exit, junit, print};

/// What became of all expectations: what `--json` prints.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run {
    /// In the order given.
    pub(crate) files: Vec<File>,
    /// How many hold.
    pub(crate) holds: usize,
    /// How many fail.
    pub(crate) fails: usize,
    /// How many nobody can tell.
    pub(crate) unknown: usize,
    /// How many cannot be checked.
    pub(crate) invalid: usize,
}

/// What became of the expectations of one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct File {
    /// As it was given.
    pub(crate) file: String,
    /// The scenario's title.
    pub(crate) name: Option<String>,
    /// In document order; a file without any is no success.
    pub(crate) expectations: Vec<Checked>,
    /// Errors and warnings about the documents, with their places.
    pub(crate) findings: Vec<Finding>,
}

/// Runs the expectations of every file, reports, and says what to exit with.
pub(crate) fn run(test: &Test) -> Result<u8, Failure> {
    let files = test.files.iter().map(|it| file(it, test)).collect::<Result<Vec<_>, _>>()?;
    let count = |standing| {
        let all = files.iter().flat_map(|file| &file.expectations);
        all.filter(|checked| checked.result == standing).count()
    };
    let run = Run {
        holds: count(Standing::Holds),
        fails: count(Standing::Fails),
        unknown: count(Standing::Unknown),
        invalid: count(Standing::Invalid),
        files,
    };
    if let Some(path) = &test.junit {
        let failed = |error| Failure::Io(path.display().to_string(), error);
        std::fs::write(path, junit::report(&run)).map_err(failed)?;
    }
    if test.json {
        print::json(&run)?;
    } else {
        print::expectations(&run)?;
    }
    let idle = run.files.iter().any(|file| file.expectations.is_empty());
    Ok(match run {
        _ if idle || run.invalid > 0 => exit::BAD_INPUT,
        _ if run.fails > 0 => exit::DENIED,
        _ if run.unknown > 0 => exit::UNKNOWN,
        _ => exit::DONE,
    })
}

fn file(file: &Path, test: &Test) -> Result<File, Failure> {
    let mut together = test.estate.clone();
    together.push(file.to_owned());
    let import = documents::scenario(&together)?;
    print::findings(&import.findings, test.verbose);
    let grave = import.findings.iter().filter(|finding| documents::is_grave(finding));
    let compiled = Compiled::new(import.value.snapshot().value);
    Ok(File {
        file: documents::name_of(file),
        name: import.value.name,
        expectations: check_all(&compiled, &import.value.expectations),
        findings: grave.map(Finding::from).collect(),
    })
}
