//! `nsp`: what Azure decides about a request under a network security perimeter, from documents,
//! without asking Azure.
//!
//! This crate reads arguments and files and prints. What is decided, and how it is put into words,
//! is the library's.

mod arguments;
mod changes;
mod documents;
mod expectations;
mod junit;
mod print;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use nsp_core::{Compiled, Request, Revision, Snapshot, State};
use nsp_formats::scenario::{Edition, Scenario};
use nsp_formats::{link, report};

use crate::arguments::{Arguments, Ask, Command, Convert, Estate, Format, Matrix, Review, Rollout};
use crate::documents::Failure;

/// What the process says to whoever called it.
mod exit {
    /// The call went well; for `decide`: allowed; for `test`: all expectations hold.
    pub(crate) const DONE: u8 = 0;
    /// The input could not be used.
    pub(crate) const BAD_INPUT: u8 = 1;
    /// `decide`: denied; `test`: some expectation fails; `enforce`, `diff`: something is lost;
    /// `rollout`: a step breaks a flow; `review`: there is a warning.
    pub(crate) const DENIED: u8 = 2;
    /// `decide`: unknown, or no state to answer for; `test`: no expectation fails, but some answer is unknown; `enforce`,
    /// `diff`: nothing is lost for certain, but something may be; `rollout`: no step breaks a flow,
    /// but whether some flow gets through today is unknown.
    pub(crate) const UNKNOWN: u8 = 3;
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(help_or_error) => {
            let code = if help_or_error.use_stderr() { exit::BAD_INPUT } else { exit::DONE };
            // Nothing is left to say where the message itself cannot be printed.
            let _ = help_or_error.print();
            return ExitCode::from(code);
        }
    };
    let done = match arguments.command {
        Command::Compare(ask) => compare(&ask),
        Command::Decide { ask, mode } => decide(&ask, mode.map(State::from)),
        Command::Test(test) => expectations::run(&test),
        Command::Matrix(wanted) => matrix(&wanted),
        Command::Enforce(enforce) => changes::enforce(&enforce),
        Command::Diff(diff) => changes::diff(&diff),
        Command::Rollout(wanted) => rollout(&wanted),
        Command::Review(wanted) => review(&wanted),
        Command::Convert(convert) => self::convert(&convert),
        Command::Completions { shell } => completions(shell),
    };
    ExitCode::from(done.unwrap_or_else(|failure| {
        print::failure(&failure);
        match failure {
            Failure::NoState(_) => exit::UNKNOWN,
            _ => exit::BAD_INPUT,
        }
    }))
}

/// The scenario that files make together.
struct Opened {
    scenario: Scenario,
    /// What it means by the revision that is asked for.
    snapshot: Snapshot,
    /// What is wrong with the files.
    errors: Vec<report::Finding>,
}

/// Opens files and prints what there is to say of them.
fn opened(estate: &Estate) -> Result<Opened, Failure> {
    let import = documents::scenario(&estate.files)?;
    print::findings(&import.findings, estate.verbose);
    let mut snapshot = import.value.snapshot().value;
    if let Some(revision) = estate.revision {
        snapshot.revision = revision.into();
    }
    Ok(Opened { scenario: import.value, snapshot, errors: report::errors(&import.findings) })
}

/// The configuration and the request that the arguments ask about.
fn asked(ask: &Ask) -> Result<(Compiled, Request), Failure> {
    let Opened { snapshot, .. } = opened(&ask.estate)?;
    let request = ask.form().build(&snapshot).map_err(Failure::Request)?;
    Ok((Compiled::new(snapshot), request))
}

fn compare(ask: &Ask) -> Result<u8, Failure> {
    let (compiled, request) = asked(ask)?;
    let answer = report::compare(&compiled, &request);
    if ask.estate.json {
        print::json(&answer)?;
    } else {
        print::comparison(&compiled, &request, &answer)?;
    }
    Ok(exit::DONE)
}

fn decide(ask: &Ask, state: Option<State>) -> Result<u8, Failure> {
    let (compiled, request) = asked(ask)?;
    let state = state
        .or_else(|| compiled.state_of(&request.resource))
        .ok_or_else(|| Failure::NoState(request.resource.name().to_owned()))?;
    let answer = report::decide(&compiled, &request, state);
    if ask.estate.json {
        print::json(&answer)?;
    } else {
        print::decision(&compiled, &request, state, &answer)?;
    }
    // A call between two resources succeeds only if both legs do.
    Ok(match answer.call.unwrap_or(answer.verdict) {
        "allowed" => exit::DONE,
        "denied" => exit::DENIED,
        _ => exit::UNKNOWN,
    })
}

fn matrix(wanted: &Matrix) -> Result<u8, Failure> {
    let Opened { scenario, snapshot, .. } = opened(&wanted.estate)?;
    let extras = report::matrix::extras(&scenario, &snapshot);
    let compiled = Compiled::new(snapshot);
    let matrix = nsp_analysis::matrix::Matrix::new(&compiled, &extras);
    let write = if wanted.breaks { report::matrix::breaking } else { report::matrix::report };
    let answer = write(&compiled, &matrix);
    if wanted.estate.json {
        print::json(&answer)?;
    } else {
        match wanted.format {
            Format::Text => print::lines(&report::matrix::text(&answer))?,
            Format::Csv => print::text(&report::matrix::csv(&answer))?,
            Format::Markdown => print::lines(&report::matrix::markdown(&answer))?,
        }
    }
    Ok(exit::DONE)
}

fn rollout(wanted: &Rollout) -> Result<u8, Failure> {
    let Opened { scenario, snapshot, .. } = opened(&wanted.estate)?;
    let compiled = Compiled::new(snapshot);
    let flows = report::rollout::flows(&compiled, &scenario, wanted.requests);
    let answer = report::rollout::report(&compiled, &flows);
    if wanted.estate.json {
        print::json(&answer)?;
    } else if wanted.markdown {
        print::lines(&report::rollout::markdown(&answer))?;
    } else {
        print::lines(&report::rollout::text(&answer))?;
    }
    Ok(match (answer.breaks(), answer.unknown.is_empty()) {
        (true, _) => exit::DENIED,
        (false, false) => exit::UNKNOWN,
        (false, true) => exit::DONE,
    })
}

fn review(wanted: &Review) -> Result<u8, Failure> {
    let Opened { mut scenario, errors, .. } = opened(&wanted.estate)?;
    if let Some(revision) = wanted.estate.revision {
        scenario.revision = Some(Revision::from(revision).date().to_owned());
    }
    let mut answer = report::review::report(&Edition::new(scenario));
    answer.errors = errors;
    if wanted.estate.json {
        print::json(&answer)?;
    } else if wanted.markdown {
        print::lines(&report::review::markdown(&answer, wanted.all))?;
    } else {
        print::lines(&report::review::text(&answer, wanted.all))?;
    }
    Ok(if answer.counts.warning > 0 { exit::DENIED } else { exit::DONE })
}

fn convert(convert: &Convert) -> Result<u8, Failure> {
    let import = documents::scenario(&convert.files)?;
    print::findings(&import.findings, true);
    let mut scenario = import.value;
    if convert.redact {
        scenario = scenario.redacted(convert.seed.unwrap_or_else(random));
    }
    if convert.link {
        let fragment = link::encode(&scenario).map_err(Failure::TooLong)?;
        let base = convert.base.as_deref().unwrap_or_default();
        let page = base.split_once('#').map_or(base, |(page, _)| page);
        print::text(&format!("{page}{fragment}"))?;
    } else {
        print::text(&scenario.to_text())?;
    }
    Ok(exit::DONE)
}

/// A number that nobody can guess: the system's own, drawn for a hash map that is never made.
fn random() -> u64 {
    RandomState::new().hash_one(())
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Failure> {
    // Written here first: the generator gives up on a reader that goes away.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "nsp", &mut script);
    print::text(&String::from_utf8_lossy(&script))?;
    Ok(exit::DONE)
}
