//! The trace on rails: one rail a state, so that a reader sees where they part.

use nsp_formats::report::Row;
use yew::prelude::*;

use super::trace_rows::{Rail, telling};
use super::{Look, basis_chip, mode_mark, prose, state_name, verdict_mark};

/// An ordered list of the steps of `rails` set side by side, `whole` or only what tells. Each says
/// in words which states take it, where not all do.
pub fn trace_list(rails: &[Rail], rows: &[Row], whole: bool) -> Html {
    let shown: Vec<usize> = if whole { (0..rows.len()).collect() } else { telling(rows) };
    let spans = spans(rows, rails.len());
    let heads = rails.iter().map(|rail| {
        html! {
            <span class="nsp-trace__rail" data-part="none" key={state_name(rail.state)}
                title={state_name(rail.state)}>
                {mode_mark(rail.state)}
            </span>
        }
    });
    let steps = shown.iter().filter_map(|place| {
        let row = rows.get(*place)?;
        Some(step(rails, &spans, *place, row))
    });
    html! {
        <ol class="nsp-trace" data-rails={rails.len().to_string()}>
            <li class="nsp-trace__step nsp-trace__heads" aria-hidden="true">{ for heads }</li>
            { for steps }
        </ol>
    }
}

/// The first and the last row of each rail.
fn spans(rows: &[Row], rails: usize) -> Vec<(usize, usize)> {
    let taken = |row: &Row, rail: usize| row.taken.get(rail).copied().unwrap_or(false);
    (0..rails)
        .map(|rail| {
            let first = rows.iter().position(|row| taken(row, rail)).unwrap_or(0);
            let last = rows.iter().rposition(|row| taken(row, rail)).unwrap_or(0);
            (first, last)
        })
        .collect()
}

fn step(rails: &[Rail], spans: &[(usize, usize)], place: usize, row: &Row) -> Html {
    let marks = rails.iter().zip(spans).zip(&row.taken).map(|((rail, (first, last)), taken)| {
        let part = match place {
            _ if place < *first || place > *last => "none",
            _ if place == *first && place == *last => "none",
            _ if place == *first => "start",
            _ if place == *last => "stop",
            _ => "through",
        };
        let mark = match row.verdict() {
            _ if !taken => html! {},
            Some(verdict) => verdict_mark(Look::of(verdict, rail.before)),
            None => html! { <i class="nsp-trace__point" data-result={row.step.result}></i> },
        };
        html! { <span class="nsp-trace__rail" data-part={part}>{mark}</span> }
    });
    let takers: Vec<&str> = rails
        .iter()
        .zip(&row.taken)
        .filter(|(_, taken)| **taken)
        .map(|(rail, _)| state_name(rail.state))
        .collect();
    let only = (!row.is_shared()).then(|| format!("{} only: ", takers.join(", ")));
    let step = &row.step;
    let text = prose(&step.text);
    // A sentence about a rule begins with the rule's name, which stands there already.
    let found = step.text.strip_prefix(&step.title).unwrap_or(&step.text).trim_start().to_owned();
    html! {
        <li class="nsp-trace__step" data-verdict={row.verdict().map(|_| step.result)}
            data-result={step.result}>
            <span class="nsp-trace__rails" aria-hidden="true">{ for marks }</span>
            <div class="nsp-trace__text">
                if let Some(only) = only {
                    <span class="nsp-hidden">{only}</span>
                }
                <b>{prose(&step.title)}</b>
                if !step.near_miss {
                    {" "}<span class="nsp-trace__found">{prose(&found)}</span>
                }
            </div>
            {basis_chip(&step.basis)}
            if step.near_miss {
                <p class="nsp-trace__near"><b>{"Near miss"}</b>{" "}{text}</p>
            }
        </li>
    }
}
