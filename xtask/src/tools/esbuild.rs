//! The `esbuild` that shrinks the scripts, where there is one to be had.

use super::npm;
use crate::run::program;
use anyhow::Result;
use std::path::{Path, PathBuf};

const VERSION: &str = "0.28.2";

/// One from npm, else none: the scripts run as they are, and are larger.
pub(crate) fn esbuild() -> Result<Option<PathBuf>> {
    npm::provide("esbuild", VERSION, Path::new(".bin").join("esbuild"), |esbuild| {
        program(esbuild).args(["--version"]).output().is_some_and(|found| found == VERSION)
    })
}
