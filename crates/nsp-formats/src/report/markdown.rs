//! A comparison as Markdown, for a ticket, a review or a page of documentation.

use nsp_core::State;

use super::{Comparison, Decision, Step, align};
use crate::explain::{headline, whole_reason};
use crate::names::state_name;
use crate::sources::DOCUMENTS;

/// The answers to one request: the heading, the request, a table with a column for each state,
/// the steps that tell, and the documents they rest on.
///
/// `question` is the request in a sentence, with backticks around code. A resource in no perimeter
/// has one column, whatever `states` says; nothing in a text breaks out of its place.
#[must_use]
pub fn markdown(question: &str, comparison: &Comparison, states: &[State]) -> String {
    let columns = columns(comparison, states);
    let heading = match (&comparison.transition, &comparison.enforced) {
        (Some(transition), Some(enforced)) => headline(transition, enforced),
        _ => "In no perimeter: its own firewall answers",
    };
    let mut text = format!("## {heading}\n\n{}\n\n|", prose(question));
    for (state, _) in &columns {
        text += &format!(" | {}", state_name(*state));
    }
    text += &format!(" |\n| ---{} |\n", " | ---".repeat(columns.len()));
    for (name, value) in FACTS {
        if columns.iter().any(|(_, decision)| !value(decision).is_empty()) {
            text += &format!("| {name} |");
            for (_, decision) in &columns {
                text += &format!(" {} |", prose(&value(decision)));
            }
            text.push('\n');
        }
    }
    text += &steps(&columns);
    text += &documents(&columns);
    text
}

type Columns<'a> = Vec<(State, &'a Decision)>;

fn columns<'a>(comparison: &'a Comparison, states: &[State]) -> Columns<'a> {
    let associated = comparison.transition.is_some();
    let wanted = |state: &State| match associated {
        true => states.contains(state),
        false => *state == State::NotAssociated,
    };
    let order = [State::Learning, State::Enforced, State::NotAssociated, State::Audit];
    let of = |state| Some((state, comparison.decision(state)?));
    order.into_iter().filter(wanted).filter_map(of).collect()
}

/// What a line of the table is called, and what it says of a decision.
type Fact = (&'static str, fn(&Decision) -> String);

/// The lines of the table; one that says nothing in any state is left out.
const FACTS: [Fact; 7] = [
    ("Verdict", |it| match it.whole() {
        "allowed" => "**Allowed**".to_owned(),
        "denied" => "**Denied**".to_owned(),
        _ => "**Unknown**".to_owned(),
    }),
    ("Why", whole_reason),
    ("What would settle it", |it| it.missing.join(" ")),
    ("Ground", |it| code(it.ground)),
    ("Rule", |it| it.rule.as_deref().map(code).unwrap_or_default()),
    ("Log category", |it| {
        let logged = it.category.into_iter().chain(it.also_logged);
        logged.map(code).collect::<Vec<_>>().join(" and ")
    }),
    ("Rests on", |it| format!("{}, {}", it.basis.sources.join(", "), it.basis.sureness)),
];

/// The steps of every column as one list; those that not all take say which do.
fn steps(columns: &Columns<'_>) -> String {
    let traces: Vec<&[Step]> = columns.iter().map(|(_, it)| it.trace.as_slice()).collect();
    let mut text = "\n### How it was decided\n\n".to_owned();
    for (place, row) in align(&traces).into_iter().enumerate() {
        let takers = columns.iter().zip(&row.taken).filter(|(_, taken)| **taken);
        let takers: Vec<&str> = takers.map(|((state, _), _)| state_name(*state)).collect();
        let only = match row.is_shared() {
            true => String::new(),
            false => format!("{} only: ", takers.join(", ")),
        };
        // A sentence about a rule begins with the rule's name, which stands there already.
        let Step { title, text: found, .. } = &row.step;
        let found = found.strip_prefix(title).unwrap_or(found).trim_start();
        text += &format!("{}. {only}**{}** {}\n", place + 1, prose(title), prose(found));
    }
    text
}

fn documents(columns: &Columns<'_>) -> String {
    let rests_on = |key: &str| {
        columns.iter().any(|(_, decision)| {
            let steps = decision.trace.iter().map(|step| &step.basis);
            steps.chain([&decision.basis]).any(|basis| basis.sources.contains(&key))
        })
    };
    let mut text = "\n### Sources\n\n".to_owned();
    for document in DOCUMENTS.iter().filter(|document| rests_on(document.key)) {
        let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
        text += &format!("- {}: [{}]({}){date}\n", document.key, document.title, document.url);
    }
    text
}

/// A text as code, in one line.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "´").replace(is_break, " "))
}

/// Whether a letter would end the line that it stands in.
fn is_break(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A text for one line of a terminal, in which backticks mark code: they are not shown.
pub(super) fn line(text: &str) -> String {
    text.replace('`', "").replace(is_break, " ")
}

/// A text in which backticks mark code, for one line or one cell of a table. Outside of code,
/// nothing but our own emphasis is markup.
pub(super) fn prose(text: &str) -> String {
    let text = text.replace(is_break, " ");
    let pieces: Vec<&str> = text.split('`').collect();
    let last = pieces.len().saturating_sub(1);
    let mut line = String::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        let in_code = place % 2 == 1 && place < last;
        match (place, in_code) {
            (_, true) => line += &format!("`{}`", piece.replace('|', "\\|")),
            (at, false) if at % 2 == 1 => line += &format!("\\`{}", plain(piece)),
            _ => line += &plain(piece),
        }
    }
    line
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => plain.push_str("&lt;"),
            '&' => plain.push_str("&amp;"),
            '\\' | '|' | '[' | ']' | '_' => plain.extend(['\\', letter]),
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests;
