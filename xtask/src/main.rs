//! What is done with the project, one command each: `cargo xtask setup|serve|test|dist|bench`.
//!
//! Beyond rustup, git and a C compiler nothing has to be installed beforehand: each command
//! fetches the tools it is missing, once, and says so.

#![expect(clippy::print_stdout, reason = "it speaks to the person at the terminal")]

mod bench;
mod dist;
mod likeness;
mod names;
mod offline;
mod policy;
mod run;
mod serve;
mod sizes;
mod split;
mod styles;
mod test;
mod tools;

use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;
use tools::{Browser, Tools};

/// What is done with the project
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Command {
    /// Install what `serve`, `test` and `dist` need and this machine does not have
    Setup,
    /// Serve the page on this machine and rebuild it on every change
    Serve(serve::Options),
    /// Run every check a change has to pass, or only the stages named
    Test(test::Options),
    /// Build the page as static files for any server and any subfolder
    Dist(dist::Options),
    /// Measure the engine and the page, on this machine and in a browser
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match Command::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Command {
    fn run(self) -> Result<()> {
        match self {
            Self::Setup => setup(),
            Self::Serve(options) => serve::serve(&options),
            Self::Test(options) => test::test(&options),
            Self::Dist(options) => dist::run(&options),
            Self::Bench(options) => bench::bench(&options),
        }
    }
}

fn setup() -> Result<()> {
    tools::provide_rust()?;
    Tools::provide()?;
    let browser = Browser::provide()?;
    run::cargo().args(["fetch", "--locked"]).run()?;
    println!("ready to serve and, in {browser}, to test");
    Ok(())
}
