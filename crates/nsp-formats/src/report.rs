//! Our answers as JSON: what every door prints.
//!
//! The command line, the JavaScript package and the page show these very values. Property order
//! is fixed, so that equal answers are equal bytes.

mod align;
pub mod changes;
mod markdown;
pub mod matrix;
pub mod review;
pub mod rollout;

pub use align::{Row, align};
pub use markdown::markdown;

use nsp_core::{Compiled, Direction, Question, Request, State};
use serde::Serialize;

use crate::explain::explain;
use crate::finding;
use crate::names::Named;

/// Answers one request in every state.
#[must_use]
pub fn compare(compiled: &Compiled, request: &Request) -> Comparison {
    let question = compiled.question(request);
    let associated = compiled.state_of(&request.resource) != Some(State::NotAssociated);
    let answer = |state| with_legs(compiled, request, &question, state);
    Comparison {
        not_associated: answer(State::NotAssociated),
        transition: associated.then(|| answer(State::Learning)),
        enforced: associated.then(|| answer(State::Enforced)),
        audit: associated.then(|| answer(State::Audit)),
    }
}

/// Answers one request in one state.
#[must_use]
pub fn decide(compiled: &Compiled, request: &Request, state: State) -> Decision {
    with_legs(compiled, request, &compiled.question(request), state)
}

fn with_legs(
    compiled: &Compiled,
    request: &Request,
    question: &Question<'_>,
    state: State,
) -> Decision {
    let decided = question.decide(state);
    let mut report = explain(compiled, request, &decided);
    if let Some(leg) = question.decide_other_leg(state) {
        let call = decided.outcome.verdict().and(leg.decision.outcome.verdict());
        report.call = Some(call.name());
        let leg_report = Box::new(explain(compiled, &leg.request, &leg.decision));
        match leg.decision.direction {
            Direction::Outbound => report.outbound_leg = Some(leg_report),
            Direction::Inbound => report.inbound_leg = Some(leg_report),
        }
    }
    report
}

/// One thing a reader should know about one place of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The document.
    pub file: String,
    /// RFC 6901, from the document's root.
    pub pointer: String,
    /// From 1; absent where the document has no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// From 1, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// What is wrong, then what to write instead. Backticks mark code.
    pub message: String,
}

impl From<&finding::Finding> for Finding {
    fn from(finding: &finding::Finding) -> Self {
        Self {
            severity: finding.severity.name(),
            file: finding.file.clone(),
            pointer: finding.pointer.clone(),
            line: finding.position.map(|position| position.line),
            column: finding.position.map(|position| position.column),
            message: finding.message(),
        }
    }
}

/// The errors among what was found in documents: a report is of what is left without them.
#[must_use]
pub fn errors(findings: &[finding::Finding]) -> Vec<Finding> {
    let errors = findings.iter().filter(|it| it.severity == finding::Severity::Error);
    errors.map(Finding::from).collect()
}

/// One line of text on each error.
pub(crate) fn error_lines(errors: &[Finding]) -> impl Iterator<Item = String> {
    errors.iter().map(|it| {
        let position = it.line.zip(it.column);
        let position = position.map(|(line, column)| format!(":{line}:{column}"));
        let pointer = Some(&it.pointer).filter(|it| !it.is_empty());
        let pointer = pointer.map(|it| format!(" {it}")).unwrap_or_default();
        let Finding { file, message, .. } = it;
        format!("{file}{}{pointer}: {message}", position.unwrap_or_default())
    })
}

/// What stands over errors.
pub(crate) const ERRORS: &str = "Errors in the documents";

/// The answer to one request in every state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// As if the resource were in no perimeter.
    pub not_associated: Decision,
    /// `null` where the resource is in no perimeter, as are the two below.
    pub transition: Option<Decision>,
    /// Only perimeter rules count.
    pub enforced: Option<Decision>,
    /// The dry run.
    pub audit: Option<Decision>,
}

impl Comparison {
    /// The answer in one state, unless the resource is never in it.
    #[must_use]
    pub fn decision(&self, state: State) -> Option<&Decision> {
        match state {
            State::NotAssociated => Some(&self.not_associated),
            State::Learning => self.transition.as_ref(),
            State::Enforced => self.enforced.as_ref(),
            State::Audit => self.audit.as_ref(),
        }
    }
}

/// The answer to one request in one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The state that was asked about: `not-associated`, `transition`, `enforced` or `audit`.
    pub state: &'static str,
    /// `allowed`, `denied` or `unknown`.
    pub verdict: &'static str,
    /// The log category Azure would write, or `null`.
    pub category: Option<&'static str>,
    /// The ground, such as `perimeter-rule`.
    pub ground: &'static str,
    /// The name of the rule, link or firewall entry that decided, or `null`.
    pub rule: Option<String>,
    /// What the outcome rests on.
    pub basis: Basis,
    /// One clause that says why: "by the account’s IP rule `198.51.100.20`". Backticks mark code.
    pub reason: String,
    /// What is not known and decides, each with what would settle it. Empty unless the ground is
    /// `undecided`.
    pub missing: Vec<String>,
    /// A category logged beside the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also_logged: Option<&'static str>,
    /// Under Audit: what Enforced would have said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_be: Option<Alternative>,
    /// What the other revision of the storage article answers, where its verdict differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_revision: Option<Alternative>,
    /// Every step, in the order taken.
    pub trace: Vec<Step>,
    /// The caller's own outbound decision, where it is a resource of the estate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_leg: Option<Box<Decision>>,
    /// The destination's own inbound decision, where it is a resource of the estate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_leg: Option<Box<Decision>>,
    /// The verdict on both legs together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<&'static str>,
}

impl Decision {
    /// The verdict on the request as a whole: on both legs, where there are two.
    #[must_use]
    pub fn whole(&self) -> &'static str {
        self.call.unwrap_or(self.verdict)
    }
}

/// Another answer to the same request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    /// The revision that answers so, where that is what differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<&'static str>,
    /// `allowed`, `denied` or `unknown`.
    pub verdict: &'static str,
    /// The ground.
    pub ground: &'static str,
}

/// How sure a statement is, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Basis {
    /// `documented`, `conflicting` or `inferred`.
    pub sureness: &'static str,
    /// Keys of documents, the deciding one first; [`source`](crate::sources::source) has their
    /// titles.
    pub sources: Vec<&'static str>,
}

/// One fact established on the way to an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What was looked at, such as `tried-rule`.
    pub step: &'static str,
    /// `passed` (asked, and the decision goes on), `blocks`, `matches`, `misses`, `undecided`, `assumed`,
    /// `note`, or on the last step the verdict.
    pub result: &'static str,
    /// The rule, link or firewall entry it was about.
    pub rule: Option<String>,
    /// Two or three words: "Inbound rules".
    pub title: String,
    /// A sentence: what was found. Backticks mark code.
    pub text: String,
    /// Whether a rule missed by so little that a reader should look at it.
    pub near_miss: bool,
    /// What the step rests on.
    pub basis: Basis,
}
