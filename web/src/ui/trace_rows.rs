//! What is shown of traces of several states set side by side.

use nsp_core::{State, Verdict};
use nsp_formats::report::{self, Row, Step};

/// One state's trace.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    pub state: State,
    pub steps: Vec<Step>,
    /// The verdict that this state's is compared with.
    pub before: Option<Verdict>,
}

/// Every step of every rail.
#[must_use]
pub fn align(rails: &[Rail]) -> Vec<Row> {
    let traces: Vec<&[Step]> = rails.iter().map(|rail| rail.steps.as_slice()).collect();
    report::align(&traces)
}

/// Whether a reader of the short trace needs a row.
fn is_telling(row: &Row) -> bool {
    row.step.near_miss
        || !row.is_shared()
        || row.verdict().is_some()
        || matches!(row.step.result, "matches" | "blocks" | "undecided" | "assumed")
}

/// The places of the rows that the short trace shows: the first, the telling ones, and the one
/// before the rails first part.
#[must_use]
pub fn telling(rows: &[Row]) -> Vec<usize> {
    let parting = rows.iter().position(|row| !row.is_shared());
    rows.iter()
        .enumerate()
        .filter(|(place, row)| {
            *place == 0 || is_telling(row) || parting.is_some_and(|parting| place + 1 == parting)
        })
        .map(|(place, _)| place)
        .collect()
}

#[cfg(test)]
mod tests {
    use nsp_formats::report::Basis;

    use super::*;

    fn rail(state: State, steps: &str) -> Rail {
        let step = |letter: char| Step {
            step: "tried-rule",
            result: if letter.is_uppercase() { "denied" } else { "misses" },
            rule: None,
            title: letter.to_string(),
            text: String::new(),
            near_miss: letter == 'n',
            basis: Basis { sureness: "documented", sources: vec![] },
        };
        Rail { state, steps: steps.chars().map(step).collect(), before: None }
    }

    #[test]
    fn the_short_trace_keeps_what_tells() {
        let rows = align(&[rail(State::Learning, "abcndxY"), rail(State::Enforced, "abcndZ")]);
        let titles: Vec<&str> =
            telling(&rows).into_iter().map(|place| rows[place].step.title.as_str()).collect();
        assert_eq!(titles, ["a", "n", "d", "Z", "x", "Y"]);
    }
}
