//! Answers out: JSON for programs, and text for a person.

mod expectations;

pub(crate) use expectations::{expectations, spoken_of, state_title, words};

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use nsp_core::{Compiled, Request, State};
use nsp_formats::explain::{describe, headline, whole_reason};
use nsp_formats::finding::Finding;
use nsp_formats::names::state_name;
use nsp_formats::report::{self, Alternative, Comparison, Decision, Step};
use serde::Serialize;

use crate::documents::{Failure, is_grave};

const ALLOWED: Style = AnsiColor::Green.on_default();
const DENIED: Style = AnsiColor::Red.on_default();
const UNKNOWN: Style = AnsiColor::Yellow.on_default();
const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Prints a value as JSON on one line: the bytes of the other doors.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value)
        .map_err(|error| Failure::Io("standard output".to_owned(), error.into()))?;
    self::text(&text)
}

/// Prints a text, closed by a line break.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    delivered(writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()))
}

/// Prints lines that hold texts of the documents'.
pub(crate) fn lines(text: &str) -> Result<(), Failure> {
    let mut page = Page::new();
    for line in text.lines() {
        page.line(&shown(line));
    }
    page.print()
}

fn delivered(printed: io::Result<()>) -> Result<(), Failure> {
    printed
        .or_else(|error| match error.kind() {
            // A reader that has seen enough is no failure.
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(error),
        })
        .map_err(|error| Failure::Io("standard output".to_owned(), error))
}

/// A text of the documents' as it can be shown: what would steer the terminal, or turn the reading
/// direction, is spelt out.
fn shown(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let spelt = |c: char| if steers(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(spelt).collect())
}

/// Prints what a reader should know about the documents to standard error.
pub(crate) fn findings(findings: &[Finding], every: bool) {
    let mut err = anstream::stderr().lock();
    let mut left = 0_usize;
    for finding in findings {
        if every || is_grave(finding) {
            let _ = writeln!(err, "{}", shown(&finding.to_string()));
        } else {
            left += 1;
        }
    }
    if left > 0 {
        let noun = if left == 1 { "note" } else { "notes" };
        let _ = writeln!(err, "{left} {noun} about the documents; --verbose lists them");
    }
}

/// Says why nothing was answered.
pub(crate) fn failure(failure: &Failure) {
    let mut err = anstream::stderr().lock();
    let _ = match failure {
        Failure::Io(name, error) => writeln!(err, "{}: {error}", shown(name)),
        Failure::Link(error) => writeln!(err, "link: {}", shown(&error.to_string())),
        Failure::TooLong(error) => writeln!(err, "--link: {error}"),
        Failure::Documents(found) => {
            drop(err);
            return findings(found, true);
        }
        Failure::NothingAssociated => writeln!(
            err,
            "Nothing is associated with a perimeter in these files, so there is nothing to \
             enforce. Add what `az network perimeter association list` prints."
        ),
        Failure::Resource(error) => writeln!(err, "--resource: {}", shown(&error.to_string())),
        Failure::NoState(resource) => writeln!(
            err,
            "--mode: The state of `{}` is not known from the documents. Write the one to answer for.",
            shown(resource)
        ),
        Failure::Request(errors) => errors.iter().try_for_each(|error| {
            writeln!(err, "{}: {}", error.field.option(), shown(&error.message))
        }),
    };
}

/// The answer in every state, and where Transition and Enforced part.
pub(crate) fn comparison(
    compiled: &Compiled,
    request: &Request,
    answer: &Comparison,
) -> Result<(), Failure> {
    let mut page = Page::new();
    page.line(&shown(&describe(request)));
    page.line("");
    let states = [
        (State::NotAssociated, Some(&answer.not_associated)),
        (State::Learning, answer.transition.as_ref()),
        (State::Enforced, answer.enforced.as_ref()),
        (State::Audit, answer.audit.as_ref()),
    ];
    for (state, decision) in states {
        if let Some(decision) = decision {
            page.summary(state, decision);
        }
    }
    page.line("");
    match (&answer.transition, &answer.enforced) {
        (Some(transition), Some(enforced)) => {
            page.line(&format!("{BOLD}{}.{BOLD:#}", headline(transition, enforced)));
            page.line(&estate_is_in(compiled, request));
            page.line("");
            page.line(&format!("{BOLD}T E  step by step{BOLD:#}"));
            for row in report::align(&[&transition.trace, &enforced.trace]) {
                let mark = mark(&row.step);
                let marks = row.taken.iter().map(|taken| if *taken { mark } else { ' ' });
                let marks: Vec<String> = marks.map(String::from).collect();
                page.step(&marks.join(" "), &row.step);
            }
            page.leg_traces(transition);
        }
        _ => {
            page.line("The resource is in no perimeter.");
            page.trace(&answer.not_associated);
        }
    }
    page.print()
}

/// The answer in one state, with its trace.
pub(crate) fn decision(
    compiled: &Compiled,
    request: &Request,
    state: State,
    answer: &Decision,
) -> Result<(), Failure> {
    let mut page = Page::new();
    page.line(&shown(&describe(request)));
    page.line("");
    page.summary(state, answer);
    if Some(state) != compiled.state_of(&request.resource) {
        page.line("");
        page.line(&estate_is_in(compiled, request));
    }
    page.trace(answer);
    page.print()
}

fn estate_is_in(compiled: &Compiled, request: &Request) -> String {
    match compiled.state_of(&request.resource) {
        Some(state) => format!("The association itself is in {}.", state_name(state)),
        None => "Which state the association itself is in is not known.".to_owned(),
    }
}

/// Text that grows line by line and is printed at once.
struct Page(String);

impl Page {
    fn new() -> Self {
        Self(String::new())
    }

    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn summary(&mut self, state: State, decision: &Decision) {
        let (style, verdict) = verdict(decision.whole());
        self.line(&format!(
            "{:<15} {style}{verdict:<8}{style:#} {}",
            state_name(state),
            shown(&whole_reason(decision))
        ));
        if let Some(category) = decision.category {
            self.detail(&format!("logged as {category}"));
        }
        if let Some(category) = decision.also_logged {
            let as_well = if decision.category.is_some() { "and" } else { "logged" };
            self.detail(&format!("{as_well} as {category}"));
        }
        let differs = |other: &&Alternative| other.verdict != decision.verdict;
        if let Some(other) = decision.would_be.as_ref().filter(differs) {
            self.detail(&format!("Enforced would say {} ({})", other.verdict, other.ground));
        }
        if let Some(other) = &decision.other_revision {
            let revision = other.revision.unwrap_or_default();
            self.detail(&format!(
                "the article of {revision} says {} ({})",
                other.verdict, other.ground
            ));
        }
        for missing in &decision.missing {
            self.detail(missing);
        }
        if decision.call.is_some() {
            let own = if decision.outbound_leg.is_some() { "way in" } else { "way out" };
            self.detail(&format!("{own}: {}, {}", decision.verdict, decision.reason));
        }
        for (name, leg) in legs(decision) {
            self.detail(&format!("{name}: {}, {}", leg.verdict, leg.reason));
            for missing in &leg.missing {
                self.detail(missing);
            }
        }
    }

    fn detail(&mut self, text: &str) {
        self.line(&format!("{:<24} {FAINT}{}{FAINT:#}", "", shown(text)));
    }

    fn trace(&mut self, decision: &Decision) {
        self.steps("Step by step", decision);
        self.leg_traces(decision);
    }

    fn leg_traces(&mut self, decision: &Decision) {
        for (name, leg) in legs(decision) {
            self.steps(&format!("{name}, step by step"), leg);
        }
    }

    fn steps(&mut self, title: &str, decision: &Decision) {
        self.line("");
        self.line(&format!("{BOLD}{title}{BOLD:#}"));
        for step in &decision.trace {
            self.step(&format!("  {}", mark(step)), step);
        }
    }

    fn step(&mut self, rails: &str, step: &Step) {
        let sureness = match step.basis.sureness {
            "documented" => String::new(),
            other => format!("{other} "),
        };
        let sources = step.basis.sources.join(", ");
        let title = match step.text.strip_prefix(&step.title) {
            Some(_) => String::new(),
            None => format!("{}. ", step.title),
        };
        let text = shown(&step.text);
        self.line(&format!("{rails}  {title}{text} {FAINT}[{sureness}{sources}]{FAINT:#}"));
    }

    fn print(self) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        delivered(out.write_all(self.0.as_bytes()).and_then(|()| out.flush()))
    }
}

/// The other leg of a call between two resources, with its name.
fn legs(decision: &Decision) -> impl Iterator<Item = (&'static str, &Decision)> {
    let legs = [
        ("The caller’s way out", decision.outbound_leg.as_deref()),
        ("The destination’s way in", decision.inbound_leg.as_deref()),
    ];
    legs.into_iter().filter_map(|(name, leg)| Some((name, leg?)))
}

/// One character that says how a step went.
fn mark(step: &Step) -> char {
    match step.result {
        "matches" | "allowed" => '+',
        "denied" | "blocks" => 'x',
        "undecided" | "unknown" | "assumed" => '?',
        _ if step.near_miss => '~',
        _ => '.',
    }
}

fn verdict(name: &str) -> (Style, &'static str) {
    match name {
        "allowed" => (ALLOWED, "Allowed"),
        "denied" => (DENIED, "Denied"),
        _ => (UNKNOWN, "Unknown"),
    }
}
