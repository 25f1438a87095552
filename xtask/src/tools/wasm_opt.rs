//! The `wasm-opt` that shrinks the bundle, where there is one to be had.

use super::npm;
use crate::run::{find, program};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Older ones cannot read what wasm-bindgen writes.
const OLDEST: u32 = 119;

/// One on `PATH`, else from npm, else none: the bundle runs without, and is larger.
pub(crate) fn wasm_opt() -> Result<Option<PathBuf>> {
    match find("wasm-opt").filter(|found| fits(found)) {
        Some(found) => Ok(Some(found)),
        None => npm::provide("binaryen", "132", Path::new(".bin").join("wasm-opt"), fits),
    }
}

fn fits(wasm_opt: &Path) -> bool {
    let text = program(wasm_opt).args(["--version"]).output().unwrap_or_default();
    version_in(&text).is_some_and(|version| OLDEST <= version)
}

/// The version in a line such as `wasm-opt version 132 (version_132)`.
fn version_in(line: &str) -> Option<u32> {
    line.split_whitespace().nth(2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn reads_what_wasm_opt_prints() {
        assert_eq!(version_in("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(version_in("wasm-opt version 108"), Some(108));
        assert_eq!(version_in(""), None);
    }
}
