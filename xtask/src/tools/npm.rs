//! What comes from npm, where there is one: nothing that the project cannot do without.

use super::home;
use crate::run::{find, program};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The file `file` of a package, installed where it is not there or does not fit; none without npm.
pub(super) fn provide(
    name: &str,
    version: &str,
    file: impl AsRef<Path>,
    fits: impl Fn(&Path) -> bool,
) -> Result<Option<PathBuf>> {
    let folder = home()?.join(format!("{name}-{version}"));
    let file = folder.join("node_modules").join(file);
    if fits(&file) {
        return Ok(Some(file));
    }
    let Some(npm) = find("npm") else {
        return Ok(None);
    };
    println!("installing {name} {version} with npm (about a minute)");
    std::fs::create_dir_all(&folder)?;
    let package = format!("{name}@{version}");
    let flags = ["install", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"];
    program(npm).args(flags).args([folder.as_os_str(), package.as_ref()]).run()?;
    if !fits(&file) {
        bail!("{} does not work: remove {} and try again", file.display(), folder.display());
    }
    Ok(Some(file))
}
