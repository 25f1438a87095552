//! The cells that break, one below the other, for a narrow screen.

use nsp_analysis::matrix::{Matrix, Side};
use nsp_core::State;
use yew::prelude::*;

use super::lines::{Line, Lines};
use super::words::grounds;
use crate::state::Shared;
use crate::ui::{Button, ButtonKind, Look, prose, verdict_mark};

/// How many cells one press shows.
const PAGE: usize = 100;

#[derive(Properties, PartialEq)]
pub struct BreakingListProps {
    pub matrix: Shared<Matrix>,
    pub titles: Shared<[String]>,
    /// Of which all that breaks is listed.
    pub lines: Shared<Lines>,
    /// A cell was pressed: row and column.
    pub on_fire: Callback<(usize, usize)>,
}

/// Each fires its request.
#[component]
pub fn BreakingList(props: &BreakingListProps) -> Html {
    let pages = use_state_eq(|| 1_usize);
    let BreakingListProps { matrix, titles, lines, on_fire } = props;
    let rows = lines.lines.iter().filter_map(|line| match line {
        Line::Row(row) => Some(*row),
        Line::Head(_) => None,
    });
    let cells: Vec<(usize, usize)> = rows
        .flat_map(|row| lines.columns.iter().map(move |column| (row, *column)))
        .filter(|(row, column)| matrix.entry(*row, *column).is_some_and(|it| it.breaks()))
        .collect();
    if cells.is_empty() {
        return html! {
            <p class="nsp-matrix__nothing">
                {super::NONE_BREAKS}
            </p>
        };
    }
    let item = |(row, column): (usize, usize)| {
        let entry = matrix.entry(row, column)?;
        let name = matrix.columns().get(column)?.resource().name().to_owned();
        let (row_title, name) = (prose(titles.get(row)?), html! { <code>{name}</code> });
        let (from, to) = match matrix.rows().get(row)?.side() {
            Side::Source => (row_title, name),
            Side::Destination => (name, row_title),
        };
        let onclick = on_fire.reform(move |_: MouseEvent| (row, column));
        Some(html! {
            <li key={format!("{row} {column}")}>
                <button class="nsp-matrix__item" type="button" {onclick}>
                    <span>{from}{" to "}{to}</span>
                    <span class="nsp-matrix__why">
                        {verdict_mark(Look::Breaks)}
                        {grounds(entry.outcome(State::Learning), entry.outcome(State::Enforced))}
                        <b class="nsp-matrix__breaks">{"breaks"}</b>
                    </span>
                </button>
            </li>
        })
    };
    let left = cells.len().saturating_sub(*pages * PAGE);
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    html! {<>
        <ul class="nsp-matrix__list">{ for cells.iter().copied().take(*pages * PAGE).filter_map(item) }</ul>
        if left > 0 {
            <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line}
                on_press={on_more} />
        }
    </>}
}
