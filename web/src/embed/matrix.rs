//! The matrix of the scenario: sources and destinations down, resources across, by sign alone.

use nsp_analysis::matrix::{Matrix, Side};
use nsp_core::State;
use nsp_formats::report::matrix::{extras, title};
use nsp_formats::scenario::MORE;
use yew::prelude::*;

use crate::panels::{sentence, states};
use crate::state::{Draft, Session, asking};
use crate::ui::{Look, mode_mark, prose, verdict_mark};

/// How many rows and resources stand in the small view; the whole page has the others.
const ROWS: usize = 40;
const COLUMNS: usize = 12;

#[derive(Properties, PartialEq)]
pub(super) struct MatrixTableProps {
    pub(super) session: Session,
    pub(super) on_fire: Callback<Draft>,
}

/// A press on a cell fires its request.
#[component]
pub(super) fn MatrixTable(props: &MatrixTableProps) -> Html {
    let session = &props.session;
    let estate = &session.estate;
    let matrix = use_memo(session.document.scenario.clone(), |scenario| {
        Matrix::new(estate.compiled(), &extras(scenario, estate.snapshot()))
    });
    let asked = session.shown().and_then(|it| it.draft.form().build(estate.snapshot()).ok());
    let shown = asked.and_then(|it| Some((matrix.row_of(&it)?, it.resource)));
    let all = || matrix.columns().iter().enumerate().filter(|it| it.1.resource().as_str() != MORE);
    let columns = || all().take(COLUMNS);
    let cell = |row: usize, place: usize| {
        let written = matrix.rows().get(row)?;
        let column = matrix.columns().get(place)?;
        let Some(entry) = matrix.entry(row, place) else {
            return Some(html! {
                <td key={place}><span class="nsp-hidden">{"does not apply"}</span></td>
            });
        };
        let states = states(column);
        let first = states.first().map(|state| entry.outcome(*state).verdict());
        let marks = states.iter().map(|state| {
            let breaks = *state == State::Enforced && entry.breaks();
            let look = Look::of(entry.outcome(*state).verdict(), first.filter(|_| breaks));
            verdict_mark(look)
        });
        let draft = asking(estate, &matrix, row, place)?;
        let onclick = props.on_fire.reform(move |_: MouseEvent| draft.clone());
        let name = column.resource().name();
        let said = format!(
            "{}, {name}. {}",
            plain(&title(written, estate.snapshot())),
            sentence(entry, states)
        );
        let current = shown.as_ref().is_some_and(|it| *it == (row, column.resource().clone()));
        Some(html! {
            <td key={place}>
                <button class="nsp-embed__cell" type="button" {onclick} title={said.clone()} aria-label={said}
                    data-breaks={entry.breaks().then_some("true")} aria-current={current.then_some("true")}>
                    { for marks }
                </button>
            </td>
        })
    };
    let row = |place: usize| {
        let row = matrix.rows().get(place)?;
        let to = (row.side() == Side::Destination).then_some("to ");
        Some(html! {
            <tr key={place}>
                <th class="nsp-embed__source" scope="row">
                    {to}{prose(&title(row, estate.snapshot()))}
                </th>
                { for columns().filter_map(|(column, _)| cell(place, column)) }
            </tr>
        })
    };
    let left = matrix.rows().len().saturating_sub(ROWS);
    let beside = all().skip(COLUMNS).count();
    html! {
        <section class="nsp-embed__stage" aria-label="Matrix" tabindex="0">
            <table class="nsp-embed__matrix">
                <thead><tr>
                    <td class="nsp-embed__key">{mode_mark(State::Learning)}{"Transition "}{mode_mark(State::Enforced)}{"Enforced"}</td>
                    { for columns().map(|(place, column)| html! {
                        <th key={place} scope="col" title={column.resource().as_str().to_owned()}>
                            <code>{column.resource().name().to_owned()}</code>
                        </th>
                    }) }
                </tr></thead>
                <tbody>{ for (0..matrix.rows().len()).take(ROWS).filter_map(row) }</tbody>
            </table>
            if left + beside > 0 {
                <p class="nsp-embed__left">
                    {format!("{left} more rows and {beside} more resources are in the full page.")}
                </p>
            }
        </section>
    }
}

/// A title without the marks of code.
fn plain(title: &str) -> String {
    title.replace('`', "")
}
