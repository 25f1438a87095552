//! The tools that are needed: found on this machine, or installed once.
//!
//! What stands on `PATH` is used where its version fits. The rest goes to a folder of its own in
//! cargo's home: clones share it, nothing is fetched twice, and no tool of the user is replaced.

mod browser;
mod cargo_tool;
mod esbuild;
mod npm;
mod wasm_opt;

pub(crate) use browser::Browser;
pub(crate) use esbuild::esbuild;
pub(crate) use wasm_opt::wasm_opt;

use crate::run::{Program, cargo, path_with, program, root};
use anyhow::{Context, Result};
use cargo_tool::CargoTool;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const WASM: &str = "wasm32-unknown-unknown";

/// What builds the page.
pub(crate) struct Tools {
    /// `PATH`, on which `trunk` and `wasm-bindgen` are the right ones.
    pub(crate) path: OsString,
}

impl Tools {
    /// Finds or installs what builds the page.
    pub(crate) fn provide() -> Result<Self> {
        wasm_target()?;
        let wanted = [trunk(), wasm_bindgen()?];
        let folders = wanted.iter().map(CargoTool::provide).collect::<Result<Vec<_>>>()?;
        let folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
        Ok(Self { path: path_with(&folders)? })
    }

    pub(crate) fn wasm_bindgen(&self) -> Program {
        program("wasm-bindgen").env("PATH", &self.path)
    }

    pub(crate) fn trunk(&self) -> Program {
        let trunk = program("trunk").env("PATH", &self.path);
        let trunk = trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Elsewhere any value will do; trunk reads a truth value.
        match std::env::var_os("NO_COLOR") {
            Some(_) => trunk.env("NO_COLOR", "true"),
            None => trunk,
        }
    }
}

/// Finds or installs what formats, lints and compiles.
pub(crate) fn provide_rust() -> Result<()> {
    wasm_target()?;
    rustup_components()
}

fn trunk() -> CargoTool {
    CargoTool {
        name: "trunk",
        version: "0.21.14".to_owned(),
        fits: |found, _| found.starts_with("0.21."),
        binaries: &["trunk"],
        minutes: 13,
    }
}

/// The command must be of the very version of the library: they share a private format.
fn wasm_bindgen() -> Result<CargoTool> {
    let id = cargo().args(["pkgid", "--locked", "wasm-bindgen"]).output();
    let id = id.context("Cargo.lock names no wasm-bindgen: run `cargo update --workspace`")?;
    let (_, version) = id.rsplit_once('@').context("cargo pkgid ends in the version")?;
    Ok(CargoTool {
        name: "wasm-bindgen-cli",
        version: version.to_owned(),
        fits: |found, wanted| found == wanted,
        binaries: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        minutes: 7,
    })
}

fn wasm_target() -> Result<()> {
    let libraries = program("rustc").args(["--print", "target-libdir", "--target", WASM]).output();
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    println!("installing the Rust target {WASM} (seconds)");
    let added = program("rustup").args(["target", "add", WASM]).run();
    added.with_context(|| format!("install the Rust target {WASM}, for instance with rustup"))
}

/// Formatter and linter, which `cargo` calls by themselves.
fn rustup_components() -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if cargo().args([command, "--version"]).output().is_none() {
            println!("installing {component} (seconds)");
            let added = program("rustup").args(["component", "add", component]).run();
            added.with_context(|| format!("install {component}, for instance with rustup"))?;
        }
    }
    Ok(())
}

/// The script that finds barriers for people with disabilities; none without npm.
pub(crate) fn axe() -> Result<Option<PathBuf>> {
    let script = Path::new("axe-core").join("axe.min.js");
    npm::provide("axe-core", "4.14.1", script, Path::is_file)
}

/// The folder of the tools that are installed here.
fn home() -> Result<PathBuf> {
    Ok(cargo_home()?.join("nsp-playground-tools"))
}

fn cargo_home() -> Result<PathBuf> {
    let given = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let default = || std::env::home_dir().map(|home| home.join(".cargo"));
    given.or_else(default).context("neither CARGO_HOME nor HOME is set")
}

/// What keeps the folders of this machine out of what is compiled, where panics name their place:
/// a page is the same wherever it is built. Cargo parts flags at blanks, so a folder that has one
/// stays.
pub(crate) fn without_places() -> Result<String> {
    let crates = std::fs::read_dir(cargo_home()?.join("registry").join("src"));
    let crates = crates.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let folders = crates.chain([root().to_owned()]).map(|folder| folder.display().to_string());
    let folders = folders.filter(|folder| !folder.contains(char::is_whitespace));
    let flags = folders.map(|folder| format!("--remap-path-prefix={folder}=."));
    Ok(flags.collect::<Vec<_>>().join(" "))
}
