//! `cargo xtask dist`: the page as static files for any server and any subfolder.

use crate::policy::Frames;
use crate::run::{program, root};
use crate::tools::{Tools, esbuild, wasm_opt, without_places};
use crate::{likeness, offline, policy, sizes, split, styles};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the files go [default: the folder `dist` of the project]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let out = match &options.out {
        Some(folder) => std::path::absolute(folder)?,
        None => default_folder(),
    };
    dist(&out, &Tools::provide()?)
}

pub(crate) fn default_folder() -> PathBuf {
    root().join("dist")
}

/// Builds into `out`, which is emptied first.
pub(crate) fn dist(out: &Path, tools: &Tools) -> Result<()> {
    refuse_to_empty(out)?;
    keep_trunk_from_shrinking()?;
    let arguments = ["build", "--release", "--locked", "--features", split::FEATURE, "--dist"];
    let trunk =
        tools.trunk().env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_places()?);
    trunk.args(arguments).args([out]).run()?;
    let scripts = split::split(out, tools)?;
    let (wasm_opt, esbuild) = (wasm_opt()?, esbuild()?);
    if let Some(wasm_opt) = &wasm_opt {
        shrink(out, wasm_opt)?;
    }
    if let Some(esbuild) = &esbuild {
        minify(&scripts, esbuild)?;
    }
    let is_shrunk = wasm_opt.is_some() && esbuild.is_some();
    if !is_shrunk {
        println!("without wasm-opt or esbuild, for want of npm: the bundle is larger");
    }
    rewrite(&out.join("index.html"), |html| {
        let html = styles::join(html, out)?;
        policy::inject(&offline::announce(&html)?, Frames::None)
    })?;
    rewrite(&out.join("embedding.html"), |html| policy::inject(html, Frames::Own))?;
    offline::write(out)?;
    let fits = sizes::print(out)?;
    println!("the page is in {}", out.display());
    if !fits && is_shrunk {
        bail!("a first visit is over its budget: fetch later what is not on the first screen");
    }
    Ok(())
}

fn rewrite(page: &Path, change: impl Fn(&str) -> Result<String>) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("no {}", page.display()))?;
    fs::write(page, change(&html)?)?;
    Ok(())
}

/// Trunk empties the folder it writes to, so it must be one that it wrote before, or was about to
/// when it was stopped.
fn refuse_to_empty(out: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(out) else {
        return Ok(());
    };
    let mut others = entries.flatten().filter(|entry| entry.file_name() != ".stage");
    if others.next().is_some() && !out.join("index.html").is_file() {
        bail!("{} holds other files: name a new or an empty folder", out.display());
    }
    Ok(())
}

/// Left to itself, trunk would fetch a `wasm-opt` of its own choice.
fn keep_trunk_from_shrinking() -> Result<()> {
    let page = fs::read_to_string(root().join("web").join("index.html"))?;
    let links = page.split("<link").filter(|link| link.contains(r#"rel="rust""#));
    if links.into_iter().any(|link| !link.contains(r#"data-wasm-opt="0""#)) {
        bail!(r#"give each rust link of web/index.html the attribute data-wasm-opt="0""#);
    }
    Ok(())
}

/// Twice, and on for as long as it helps. The lowest addresses are the far end of the stack.
const SMALL: [&str; 4] = ["-Oz", "--low-memory-unused", "-Oz", "--converge"];

/// Shrinks in place: the page names the file by its hash, but demands no integrity of it.
fn shrink(out: &Path, wasm_opt: &Path) -> Result<()> {
    for entry in fs::read_dir(out)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "wasm") {
            let paths = [file.as_os_str(), "-o".as_ref(), file.as_os_str()];
            program(wasm_opt).args(SMALL).args(paths).run()?;
            likeness::sort(&file, wasm_opt)?;
        }
    }
    Ok(())
}

/// Shrinks in place. Scripts call each other by the names they export, which stay. wasm-bindgen
/// names a script once for each part that imports of it, of which there is nothing to say.
fn minify(scripts: &[PathBuf], esbuild: &Path) -> Result<()> {
    let arguments = ["--minify", "--format=esm", "--allow-overwrite", "--log-level=error"];
    scripts.iter().try_for_each(|script| {
        let mut to = OsString::from("--outfile=");
        to.push(script);
        program(esbuild).args(arguments).args([script.as_os_str(), &to]).run()
    })
}
