//! `cargo xtask test`: every check a change has to pass, stage by stage.

use crate::dist;
use crate::run::{Program, cargo, root};
use crate::tools::{Browser, Tools, axe, provide_rust};
use anyhow::{Result, bail};
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The stages to run: all but `tidy`, which is part of `native`, when left out
    stages: Vec<Stage>,
    /// Go on after a stage that failed
    #[arg(long)]
    keep_going: bool,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Stage {
    /// Is the code formatted?
    Format,
    /// Are the lints content, natively and for wasm?
    Lint,
    /// Are the rules of the house kept?
    Tidy,
    /// The tests that need no browser
    Native,
    /// The examples in the documentation, and its links
    Docs,
    /// The tests in wasm, in a browser
    Wasm,
    /// Build the page to publish and use it in a browser
    E2e,
}

const ALL: [Stage; 6] =
    [Stage::Format, Stage::Lint, Stage::Native, Stage::Docs, Stage::Wasm, Stage::E2e];

pub(crate) const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

pub(crate) fn test(options: &Options) -> Result<()> {
    let stages = if options.stages.is_empty() { &ALL } else { options.stages.as_slice() };
    provide_rust()?;
    let lab = if stages.iter().any(Stage::needs_browser) { Some(Lab::provide()?) } else { None };
    let mut passed = Vec::new();
    let mut failed = Vec::new();
    for &stage in stages {
        println!("\n== {stage}");
        let start = Instant::now();
        match stage.run(lab.as_ref()) {
            Ok(()) => passed.push(Passed { stage, took: start.elapsed() }),
            Err(error) if options.keep_going => {
                println!("{stage}: {error:#}");
                failed.push(stage.to_string());
            }
            Err(error) => return Err(error.context(format!("stage {stage}"))),
        }
        println!("== {stage}: {}", seconds(start.elapsed()));
    }
    let times: Vec<String> = passed.iter().map(Passed::to_string).collect();
    println!("\n{} stages passed: {}", passed.len(), times.join(", "));
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// What runs in a browser need.
pub(crate) struct Lab {
    tools: Tools,
    browser: Browser,
}

impl Lab {
    pub(crate) fn provide() -> Result<Self> {
        Ok(Self { tools: Tools::provide()?, browser: Browser::provide()? })
    }

    /// Tells cargo's wasm runner of the tools and the browser.
    pub(crate) fn serve(&self, program: Program) -> Program {
        program
            .env("PATH", &self.tools.path)
            .env("CHROMEDRIVER", &self.browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root().join("tests").join("webdriver.json"))
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
    }

    /// Tells who drives the browser of it, and of the page.
    pub(crate) fn drive(&self, program: Program, page: &Path) -> Program {
        program
            .env("NSP_DIST", page)
            .env("CHROMIUM", &self.browser.chromium)
            .env("CHROMEDRIVER", &self.browser.driver)
    }

    pub(crate) fn tools(&self) -> &Tools {
        &self.tools
    }
}

impl Stage {
    fn needs_browser(&self) -> bool {
        matches!(self, Self::Wasm | Self::E2e)
    }

    fn run(self, lab: Option<&Lab>) -> Result<()> {
        match (self, lab) {
            (Self::Format, _) => cargo().args(["fmt", "--all", "--check"]).run(),
            (Self::Lint, _) => lint(),
            (Self::Tidy, _) => {
                locked("test").args(["--package", "nsp-tests", "--test", "suite", "tidy::"]).run()
            }
            (Self::Native, _) => native(),
            (Self::Docs, _) => docs(),
            (Self::Wasm, Some(lab)) => wasm(lab),
            (Self::E2e, Some(lab)) => end_to_end(lab),
            (Self::Wasm | Self::E2e, None) => bail!("no browser was made ready"),
        }
    }
}

fn locked(command: &str) -> Program {
    cargo().args([command, "--locked"])
}

fn lint() -> Result<()> {
    let deny = ["--", "--deny", "warnings"];
    locked("clippy").args(["--workspace", "--all-targets"]).args(deny).run()?;
    locked("clippy")
        .args(WASM)
        .args(["--package", "nsp-wasm", "--lib", "--tests", "--test", "speed"])
        .args(deny)
        .run()?;
    // No part of `--all-targets`, since they run only with a page and a browser.
    locked("clippy").args(["--package", "nsp-tests", "--test", "e2e"]).args(deny).run()?;
    locked("clippy").args(WASM).args(["--package", "nsp-web", "--lib", "--bins"]).args(deny).run()
}

fn native() -> Result<()> {
    let tests = locked("test").args(["--workspace", "--tests"]);
    let corpus = root().join("..").join("shared").join("corpus");
    if corpus.is_dir() { tests.env("NSP_CORPUS", corpus).run() } else { tests.run() }
}

fn docs() -> Result<()> {
    locked("test").args(["--workspace", "--doc"]).run()?;
    let pages = locked("doc").args(["--workspace", "--no-deps"]);
    pages.env("RUSTDOCFLAGS", "--deny warnings").run()
}

fn wasm(lab: &Lab) -> Result<()> {
    lab.serve(locked("test").args(WASM).args(["--package", "nsp-wasm", "--tests"])).run()
}

fn end_to_end(lab: &Lab) -> Result<()> {
    let folder = dist::default_folder();
    dist::dist(&folder, &lab.tools)?;
    let tests = locked("test").args(["--package", "nsp-tests", "--test", "e2e"]);
    let tests = lab.drive(tests, &folder);
    match axe()? {
        Some(script) => tests.env("NSP_AXE", script).run(),
        None => {
            println!("NOT CHECKED by axe-core, for want of npm: the tests' own checks still run");
            tests.args(["--", "--skip", "axe_finds_nothing"]).run()
        }
    }
}

struct Passed {
    stage: Stage,
    took: Duration,
}

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.stage, seconds(self.took))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Tidy => "tidy",
            Self::Native => "native",
            Self::Docs => "docs",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
        })
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
