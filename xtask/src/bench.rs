//! `cargo xtask bench`: how fast, against what.

use crate::dist;
use crate::run::cargo;
use crate::test::{Lab, WASM};
use crate::tools::provide_rust;
use anyhow::Result;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure, `addresses`, `decision`, `edit`, `enforce`, `matrix` or `paint`: everything when left
    /// out
    sections: Vec<String>,
    /// Only natively, not in a browser
    #[arg(long)]
    native: bool,
}

/// The section that times the page, and not the engine.
const PAINT: &str = "paint";

pub(crate) fn bench(options: &Options) -> Result<()> {
    provide_rust()?;
    let engine: Vec<&String> = options.sections.iter().filter(|it| *it != PAINT).collect();
    let everything = options.sections.is_empty();
    let natively = ["run", "--locked", "--release", "--package", "nsp-bench", "--"];
    if everything || !engine.is_empty() {
        cargo().args(natively).args(&engine).run()?;
    }
    if options.native {
        return Ok(());
    }
    let lab = Lab::provide()?;
    let speed = ["test", "--locked", "--release", "--package", "nsp-wasm", "--test", "speed"];
    let in_browser = |filter: Option<&String>| {
        let tests = cargo().args(speed).args(WASM).args(["--"]).args(filter);
        lab.serve(tests.args(["--nocapture"])).run()
    };
    if everything {
        in_browser(None)?;
    }
    engine.iter().try_for_each(|section| in_browser(Some(section)))?;
    if everything || options.sections.iter().any(|it| it == PAINT) {
        paint(&lab)?;
    }
    Ok(())
}

/// Builds the page to publish, and times it in Chromium.
fn paint(lab: &Lab) -> Result<()> {
    let folder = dist::default_folder();
    dist::dist(&folder, lab.tools())?;
    // The clock runs in the page: how fast its driver is does not matter.
    let bench = ["bench", "--locked", "--profile", "dev", "--package", "nsp-tests"];
    lab.drive(cargo().args(bench).args(["--bench", PAINT]), &folder).run()
}
