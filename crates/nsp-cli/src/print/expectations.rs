//! Expectations and what became of them, as text.

use nsp_core::State;
use nsp_formats::expectation::{Answer, Checked, CheckedState, Standing};

use nsp_formats::names::{Named, state_name};

use super::{ALLOWED, BOLD, DENIED, FAINT, Page, UNKNOWN, shown};
use crate::documents::Failure;
use crate::expectations::{File, Run};

/// Prints what became of every expectation, and how many hold.
pub(crate) fn expectations(run: &Run) -> Result<(), Failure> {
    let mut page = Page::new();
    for file in &run.files {
        page.file(file);
        page.line("");
    }
    let counts = [
        (run.holds, "as expected"),
        (run.fails, "otherwise than expected"),
        (run.unknown, "unknown"),
        (run.invalid, "not to be checked"),
    ];
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    let counted = counts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = counted.map(|(count, what)| format!("{count} {what}")).collect();
    let noun = if all == 1 { "expectation" } else { "expectations" };
    let parts = if parts.is_empty() { "nothing was tested".to_owned() } else { parts.join(", ") };
    page.line(&format!("{BOLD}{all} {noun}: {parts}{BOLD:#}"));
    page.print()
}

impl Page {
    fn file(&mut self, file: &File) {
        let name = file.name.as_deref().map(|name| format!(" ({})", shown(name)));
        self.line(&format!("{BOLD}{}{}{BOLD:#}", shown(&file.file), name.unwrap_or_default()));
        if file.expectations.is_empty() {
            self.line("  has no expectations, so nothing of it was tested");
        }
        for checked in &file.expectations {
            self.expectation(checked);
        }
    }

    fn expectation(&mut self, checked: &Checked) {
        let (mark, style) = match checked.result {
            Standing::Holds => ('+', ALLOWED),
            Standing::Unknown => ('?', UNKNOWN),
            Standing::Fails => ('x', DENIED),
            Standing::Invalid => ('!', DENIED),
        };
        let name = if checked.name.is_empty() { "unnamed" } else { &checked.name };
        self.line(&format!("  {style}{mark}{style:#} {}", shown(name)));
        for state in &checked.states {
            self.state(state);
        }
        for problem in &checked.problems {
            let place = if problem.pointer.is_empty() { "" } else { ": " };
            self.line(&format!("      {}{place}{}", problem.pointer, shown(&problem.message)));
        }
    }

    fn state(&mut self, state: &CheckedState) {
        let what = match &state.actual {
            _ if state.result == Standing::Holds => {
                format!("{}, as expected", words(&state.expected))
            }
            None => format!("expected {}, and there is no answer", words(&state.expected)),
            Some(actual) => format!(
                "expected {}, came {}",
                words(&state.expected),
                words(&spoken_of(actual, &state.expected))
            ),
        };
        let reason = shown(&state.reason);
        self.line(&format!(
            "      {:<15} {what}: {FAINT}{reason}{FAINT:#}",
            state_title(state.state)
        ));
        for missing in &state.missing {
            self.line(&format!("      {:<15} {FAINT}{}{FAINT:#}", "", shown(missing)));
        }
    }
}

/// The name of a state on screen.
pub(crate) fn state_title(state: &str) -> &'static str {
    State::from_name(state).map_or("", state_name)
}

/// Of an answer the verdict, and what else an expectation speaks of.
pub(crate) fn spoken_of(actual: &Answer, expected: &Answer) -> Answer {
    Answer {
        verdict: actual.verdict,
        ground: actual.ground.filter(|_| expected.ground.is_some()),
        category: actual.category.filter(|_| expected.category.is_some()),
        rule: actual.rule.clone().filter(|_| expected.rule.is_some()),
    }
}

/// An answer in words: `allowed, ip-rule`.
pub(crate) fn words(answer: &Answer) -> String {
    let rule = answer.rule.as_ref().map(|rule| format!("by `{}`", shown(rule)));
    let parts = [answer.verdict, answer.ground, answer.category, rule.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
