//! Traces of several states set side by side: a step that several take stands once.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::Step;

/// One state's trace.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    pub state: State,
    pub steps: Vec<Step>,
    /// The verdict that this state's is compared with.
    pub before: Option<Verdict>,
}

/// One step, and which rails take it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub step: Step,
    pub taken: Vec<bool>,
}

impl Row {
    /// The verdict, where the step is the last of its rails.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        Verdict::from_name(self.step.result)
    }

    /// Whether every rail takes the step.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.taken.iter().all(|taken| *taken)
    }

    /// Whether a reader of the short trace needs it.
    fn is_telling(&self) -> bool {
        self.step.near_miss
            || !self.is_shared()
            || self.verdict().is_some()
            || matches!(self.step.result, "matches" | "blocks" | "undecided" | "assumed")
    }
}

/// Every step of every rail, each rail's in its order. Where rails part, the one that comes later
/// in `rails` is told first: it is the stricter one and ends sooner.
#[must_use]
pub fn align(rails: &[Rail]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (place, rail) in rails.iter().enumerate() {
        rows = merge(rows, &rail.steps, place);
    }
    for row in &mut rows {
        row.taken.resize(rails.len(), false);
    }
    rows
}

/// The places of the rows that the short trace shows: the first, the telling ones, and the one
/// before the rails first part.
#[must_use]
pub fn telling(rows: &[Row]) -> Vec<usize> {
    let parting = rows.iter().position(|row| !row.is_shared());
    rows.iter()
        .enumerate()
        .filter(|(place, row)| {
            *place == 0 || row.is_telling() || parting.is_some_and(|parting| place + 1 == parting)
        })
        .map(|(place, _)| place)
        .collect()
}

fn merge(rows: Vec<Row>, steps: &[Step], place: usize) -> Vec<Row> {
    let matched = common(&rows, steps);
    let mut merged = Vec::with_capacity(rows.len() + steps.len());
    let mut waiting = steps.iter().enumerate().peekable();
    let fresh = |step: &Step| Row {
        step: step.clone(),
        taken: (0..=place).map(|rail| rail == place).collect(),
    };
    let mut parted = true;
    for (at, mut row) in rows.into_iter().enumerate() {
        if parted {
            let meets = matched.iter().skip(at).flatten().next();
            while let Some((_, step)) =
                waiting.next_if(|(step, _)| meets.is_none_or(|meets| step < meets))
            {
                merged.push(fresh(step));
            }
        }
        let met = matched.get(at).is_some_and(Option::is_some);
        row.taken.resize(place, false);
        row.taken.push(met);
        if met {
            waiting.next();
        }
        parted = met;
        merged.push(row);
    }
    merged.extend(waiting.map(|(_, step)| fresh(step)));
    merged
}

/// For each row the step it equals, in a longest common subsequence.
fn common(rows: &[Row], steps: &[Step]) -> Vec<Option<usize>> {
    let equal = |row: usize, step: usize| {
        rows.get(row).zip(steps.get(step)).is_some_and(|(row, step)| row.step == *step)
    };
    let width = steps.len() + 1;
    let mut longest = vec![0_usize; (rows.len() + 1) * width];
    let at = |longest: &[usize], row: usize, step: usize| {
        longest.get(row * width + step).copied().unwrap_or(0)
    };
    for row in (0..rows.len()).rev() {
        for step in (0..steps.len()).rev() {
            let best = if equal(row, step) {
                at(&longest, row + 1, step + 1) + 1
            } else {
                at(&longest, row + 1, step).max(at(&longest, row, step + 1))
            };
            if let Some(cell) = longest.get_mut(row * width + step) {
                *cell = best;
            }
        }
    }
    let mut matched = vec![None; rows.len()];
    let (mut row, mut step) = (0, 0);
    while row < rows.len() && step < steps.len() {
        if equal(row, step) {
            if let Some(cell) = matched.get_mut(row) {
                *cell = Some(step);
            }
            row += 1;
            step += 1;
        } else if at(&longest, row + 1, step) >= at(&longest, row, step + 1) {
            row += 1;
        } else {
            step += 1;
        }
    }
    matched
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

    fn check(rails: &[&str], expected: &str) {
        let rails: Vec<Rail> = rails.iter().map(|steps| rail(State::Learning, steps)).collect();
        let shown: Vec<String> = align(&rails)
            .iter()
            .map(|row| {
                let taken: String =
                    row.taken.iter().map(|taken| if *taken { '|' } else { '.' }).collect();
                row.step.title.clone() + &taken
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn shared_steps_stand_once_and_the_stricter_end_comes_first() {
        check(&["abxY", "abZ"], "a|| b|| Z.| x|. Y|.");
        check(&["abY", "abY"], "a|| b|| Y||");
        check(&["abY"], "a| b| Y|");
        check(&["", "ab"], "a.| b.|");
        check(&["pab", "qab"], "q.| p|. a|| b||");
    }

    #[test]
    fn three_rails_keep_their_own_order() {
        check(&["abxY", "abZ", "acxW"], "a||| c..| b||. Z.|. x|.| W..| Y|..");
    }

    #[test]
    fn the_short_trace_keeps_what_tells() {
        let rows = align(&[rail(State::Learning, "abcndxY"), rail(State::Enforced, "abcndZ")]);
        let titles: Vec<&str> =
            telling(&rows).into_iter().map(|place| rows[place].step.title.as_str()).collect();
        assert_eq!(titles, ["a", "n", "d", "Z", "x", "Y"]);
    }
}
