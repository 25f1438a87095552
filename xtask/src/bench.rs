//! `cargo xtask bench`: how fast, against what.

use crate::run::cargo;
use crate::test::{Lab, WASM};
use crate::tools::provide_rust;
use anyhow::Result;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure, `addresses`, `decision` or `edit`: everything when left out
    sections: Vec<String>,
    /// Only natively, not in a browser
    #[arg(long)]
    native: bool,
}

pub(crate) fn bench(options: &Options) -> Result<()> {
    provide_rust()?;
    let natively = ["run", "--locked", "--release", "--package", "nsp-bench", "--"];
    cargo().args(natively).args(&options.sections).run()?;
    if options.native {
        return Ok(());
    }
    let lab = Lab::provide()?;
    let speed = ["test", "--locked", "--release", "--package", "nsp-wasm", "--test", "speed"];
    let in_browser = |filter: Option<&String>| {
        let tests = cargo().args(speed).args(WASM).args(["--"]).args(filter);
        lab.serve(tests.args(["--nocapture"])).run()
    };
    if options.sections.is_empty() {
        return in_browser(None);
    }
    options.sections.iter().try_for_each(|section| in_browser(Some(section)))
}
