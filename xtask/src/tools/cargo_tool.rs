//! A command that comes from `cargo install`.

use super::home;
use crate::run::{cargo, find, program};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) struct CargoTool {
    /// The crate.
    pub(super) name: &'static str,
    /// The version that is installed where none fits.
    pub(super) version: String,
    /// Whether the version found does as well as the one wanted.
    pub(super) fits: fn(found: &str, wanted: &str) -> bool,
    /// The commands in it, the one that tells the version first.
    pub(super) binaries: &'static [&'static str],
    /// What building it costs, in minutes of one core.
    pub(super) minutes: u32,
}

impl CargoTool {
    /// The folder to put before `PATH`, where what is on it does not fit.
    pub(super) fn provide(&self) -> Result<Option<PathBuf>> {
        if self.works(find) {
            return Ok(None);
        }
        let root = home()?.join(format!("{}-{}", self.name, self.version));
        let folder = root.join("bin");
        let own = |binary: &str| {
            Some(folder.join(binary).with_extension(std::env::consts::EXE_EXTENSION))
        };
        if !self.works(own) {
            self.install(&root)?;
        }
        Ok(Some(folder))
    }

    fn works(&self, place: impl Fn(&str) -> Option<PathBuf>) -> bool {
        let answers = |binary: &&str| {
            let text = program(place(binary)?).args(["--version"]).output()?;
            let version = text.split_whitespace().nth(1)?;
            (self.fits)(version, &self.version).then_some(())
        };
        self.binaries.iter().all(|binary| answers(binary).is_some())
    }

    /// Builds in a folder that stays until it is done, so that an interrupted installation goes
    /// on where it stopped.
    fn install(&self, root: &Path) -> Result<()> {
        let Self { name, version, minutes, .. } = self;
        println!("installing {name} {version} into {}", root.display());
        println!("once, about {minutes} minutes of one core; later starts take seconds");
        fs::create_dir_all(root).with_context(|| format!("cannot make {}", root.display()))?;
        let target = root.join("build");
        // What is there and does not answer is replaced.
        let force = root.join("bin").exists().then_some("--force");
        cargo()
            .args(["install", "--locked", name, "--version", version])
            .args(force)
            .args(["--root".as_ref(), root, "--target-dir".as_ref(), &target])
            .current_dir(root)
            .run()?;
        fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))
    }
}
