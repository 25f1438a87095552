//! Traces of several states set side by side: a step that several take stands once.

use nsp_core::Verdict;

use super::Step;
use crate::names::Named;

/// One step, and which traces take it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The step.
    pub step: Step,
    /// For each trace, in their order.
    pub taken: Vec<bool>,
}

impl Row {
    /// The verdict, where the step is the last of its traces.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        Verdict::from_name(self.step.result)
    }

    /// Whether every trace takes the step.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.taken.iter().all(|taken| *taken)
    }
}

/// Every step of every trace, each trace's in its order. Where traces part, the one that comes later
/// in `traces` is told first: it is the stricter one and ends sooner.
#[must_use]
pub fn align(traces: &[&[Step]]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (place, steps) in traces.iter().enumerate() {
        rows = merge(rows, steps, place);
    }
    for row in &mut rows {
        row.taken.resize(traces.len(), false);
    }
    rows
}

fn merge(rows: Vec<Row>, steps: &[Step], place: usize) -> Vec<Row> {
    let matched = common(&rows, steps);
    let mut merged = Vec::with_capacity(rows.len() + steps.len());
    let mut waiting = steps.iter().enumerate().peekable();
    let fresh = |step: &Step| Row {
        step: step.clone(),
        taken: (0..=place).map(|trace| trace == place).collect(),
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
    use super::*;
    use crate::report::Basis;

    fn trace(steps: &str) -> Vec<Step> {
        let step = |letter: char| Step {
            step: "tried-rule",
            result: if letter.is_uppercase() { "denied" } else { "misses" },
            rule: None,
            title: letter.to_string(),
            text: String::new(),
            near_miss: false,
            basis: Basis { sureness: "documented", sources: vec![] },
        };
        steps.chars().map(step).collect()
    }

    fn check(traces: &[&str], expected: &str) {
        let traces: Vec<Vec<Step>> = traces.iter().map(|steps| trace(steps)).collect();
        let traces: Vec<&[Step]> = traces.iter().map(Vec::as_slice).collect();
        let shown: Vec<String> = align(&traces)
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
    fn three_traces_keep_their_own_order() {
        check(&["abxY", "abZ", "acxW"], "a||| c..| b||. Z.|. x|.| W..| Y|..");
    }
}
