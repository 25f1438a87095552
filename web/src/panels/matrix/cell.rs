//! One cell: both modes by sign, what they rest on, and whether the path breaks.

use nsp_analysis::matrix::{Column, Entry, Row};
use nsp_core::State;
use yew::prelude::*;

use super::words::{grounds, sentence};
use crate::ui::{Look, verdict_mark};

/// The states that a column answers for: one where its resource is in no perimeter.
pub fn states(column: &Column) -> &'static [State] {
    match column.state() {
        Some(State::NotAssociated) => &[State::NotAssociated],
        _ => &[State::Learning, State::Enforced],
    }
}

/// What stands in a cell, and what it says to who hears it.
pub(super) fn cell(row: &Row, column: &Column, entry: Option<&Entry>) -> (Html, String) {
    let Some(entry) = entry else {
        let text = match row.applies_to(column.resource()) {
            true => "not asked",
            false => "does not apply",
        };
        return (html! { <span class="nsp-matrix__none">{text}</span> }, text.to_owned());
    };
    let states = states(column);
    let said = sentence(entry, states);
    let [first, rest @ ..] = states else { return (html! {}, said) };
    let last = *rest.first().unwrap_or(first);
    let marks = states.iter().map(|state| {
        let before = entry.outcome(*first).verdict();
        let breaks = *state != *first && entry.breaks();
        let look = Look::of(entry.outcome(*state).verdict(), breaks.then_some(before));
        let past = *state == State::Learning && entry.is_enforced();
        html! {
            <span class="nsp-matrix__mark" data-past={past.then_some("true")}>{verdict_mark(look)}</span>
        }
    });
    let html = html! {<>
        <span class="nsp-matrix__marks">{ for marks }</span>
        <span class="nsp-matrix__ground">{grounds(entry.outcome(*first), entry.outcome(last))}</span>
        if entry.breaks() {
            <b class="nsp-matrix__breaks">{"breaks"}</b>
        }
    </>};
    (html, said)
}
