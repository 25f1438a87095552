//! Traces of several states set side by side: a step that several take stands once.

use nsp_core::{Verdict, order};

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

/// For each row the step it equals, as many as keep the order of both. Of steps that a trace takes
/// again and again the first equals the first, the second the second.
fn common(rows: &[Row], steps: &[Step]) -> Vec<Option<usize>> {
    let mut alike: Vec<(usize, &Step)> = steps.iter().enumerate().collect();
    order::sort_by(&mut alike, |(_, one), (_, other)| words(one).cmp(&words(other)));
    // At the first of those that read alike, how many of them are met.
    let mut met = vec![0; alike.len()];
    let pairs = rows.iter().enumerate().filter_map(|(at, row)| {
        let first = alike.partition_point(|(_, step)| words(step) < words(&row.step));
        let met = met.get_mut(first)?;
        let (place, step) = alike.get(first + *met)?;
        (**step == row.step).then(|| {
            *met += 1;
            (at, *place)
        })
    });
    let mut matched = vec![None; rows.len()];
    for (row, step) in ascending(&pairs.collect::<Vec<_>>()) {
        if let Some(cell) = matched.get_mut(row) {
            *cell = Some(step);
        }
    }
    matched
}

/// What steps that are alike agree in, mostly.
fn words(step: &Step) -> (&str, &str) {
    (step.step, &step.text)
}

/// As many pairs as there are with both places ascending, last first. The first places ascend.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let place = |at: usize| pairs.get(at).map_or(0, |(_, place)| *place);
    // Of each length the pair that a row of so many ends with: the one that leaves most room.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, step)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| place(*end) < *step);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    let chain = core::iter::successors(last, |at| before.get(*at).copied().flatten());
    chain.filter_map(|at| pairs.get(at).copied()).collect()
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
            text: letter.to_string(),
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
    fn steps_in_another_order_stand_twice() {
        check(&["abcd", "bcad"], "a|. b|| c|| a.| d||");
        check(&["aab", "aaab"], "a|| a|| a.| b||");
    }

    #[test]
    fn long_traces_take_little_more_room_than_they_have() {
        let text: String = ('\u{4e00}'..).filter(|it| it.is_alphabetic()).take(20_000).collect();
        let traces = [trace(&text), trace(&(text.clone() + "Z"))];
        let rows = align(&[&traces[0], &traces[1]]);
        assert_eq!(rows.len(), 20_001);
        assert_eq!(rows.iter().filter(|row| row.is_shared()).count(), 20_000);
    }

    #[test]
    fn three_traces_keep_their_own_order() {
        check(&["abxY", "abZ", "acxW"], "a||| c..| b||. Z.|. x|.| W..| Y|..");
    }
}
