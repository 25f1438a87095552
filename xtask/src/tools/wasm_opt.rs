//! The `wasm-opt` that shrinks the bundle, where there is one to be had.

use super::home;
use crate::run::{find, program};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The version of binaryen that is installed where none fits.
const BINARYEN: u32 = 132;

/// Older ones cannot read what wasm-bindgen writes.
const OLDEST: u32 = 119;

/// One on `PATH`, else from npm, else none: the bundle runs without, and is larger.
pub(crate) fn wasm_opt() -> Result<Option<PathBuf>> {
    if let Some(found) = find("wasm-opt").filter(|found| fits(found)) {
        return Ok(Some(found));
    }
    let folder = home()?.join(format!("binaryen-{BINARYEN}"));
    let own = folder.join("node_modules").join(".bin").join("wasm-opt");
    if fits(&own) {
        return Ok(Some(own));
    }
    let Some(npm) = find("npm") else {
        return Ok(None);
    };
    println!("installing wasm-opt {BINARYEN} with npm (about a minute)");
    std::fs::create_dir_all(&folder)?;
    let package = format!("binaryen@{BINARYEN}");
    let flags = ["install", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"];
    program(npm).args(flags).args([folder.as_os_str(), package.as_ref()]).run()?;
    if !fits(&own) {
        bail!("{} does not answer: remove {} and try again", own.display(), folder.display());
    }
    Ok(Some(own))
}

/// Reads a line such as `wasm-opt version 132 (version_132)`.
fn fits(wasm_opt: &Path) -> bool {
    let text = program(wasm_opt).args(["--version"]).output().unwrap_or_default();
    let version = text.split_whitespace().nth(2).and_then(|version| version.parse().ok());
    version.is_some_and(|version: u32| OLDEST <= version)
}
