//! The wasm of the page in parts, each fetched when it is first wanted.

use crate::names;
use crate::run::root;
use crate::tools::Tools;
use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The feature of the page that marks where it may be split.
pub(crate) const FEATURE: &str = "split";

/// Splits what cargo built, in place of the whole that trunk wrote to `out`.
///
/// Trunk cannot split. It is left to make the page, and its wasm is made anew under the name that
/// the page knows. The scripts that belong to it.
pub(crate) fn split(out: &Path, tools: &Tools) -> Result<[PathBuf; 2]> {
    let name = name_of_the_whole(out)?;
    let built = fs::read(built()?)?;
    let main = out.join("main.wasm");
    let script = format!("./{name}-parts.js");
    let mut options = Options::new(&built);
    options.output_dir = out;
    options.main_out_path = &main;
    options.link_name = &script;
    let main_module = format!("./{name}.js");
    options.main_module = &main_module;
    let parts = transform(options).map_err(|error| anyhow!("{error:?}"))?.split_modules;
    let arguments = ["--target", "web", "--no-typescript", "--remove-name-section"];
    let kept = ["--keep-lld-exports", "--out-name", &name];
    let folders = ["--out-dir".as_ref(), out.as_os_str(), main.as_os_str()];
    tools.wasm_bindgen().args(arguments).args(kept).args(folders).run()?;
    fs::remove_file(main)?;
    let scripts = [format!("{name}.js"), script].map(|script| out.join(script));
    let [of_main, of_parts] = &scripts;
    names::shorten(of_main, &out.join(format!("{name}_bg.wasm")))?;
    name_by_content(of_parts, &parts)?;
    Ok(scripts)
}

/// `app-1234` of `app-1234_bg.wasm`, which is all the wasm that trunk writes.
fn name_of_the_whole(out: &Path) -> Result<String> {
    let names = fs::read_dir(out)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names = names.filter_map(|name| Some(name.strip_suffix("_bg.wasm")?.to_owned()));
    names.next().context("trunk wrote no wasm")
}

/// What cargo made for trunk, beside this program.
fn built() -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    let target = this.ancestors().nth(2).unwrap_or_else(|| root());
    Ok(target.join("wasm32-unknown-unknown").join("web").join("app.wasm"))
}

/// Parts of another version must never be taken for these.
fn name_by_content(script: &Path, parts: &[PathBuf]) -> Result<()> {
    let mut text = fs::read_to_string(script)?;
    for part in parts {
        let hash = Sha256::digest(fs::read(part)?);
        let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let name = part.file_stem().context("a part has a name")?.to_string_lossy();
        let hashed = format!("{name}-{hash}.wasm");
        text = text.replace(&format!("\"./{name}.wasm\""), &format!("\"./{hashed}\""));
        fs::rename(part, part.with_file_name(hashed))?;
    }
    fs::write(script, text)?;
    Ok(())
}
