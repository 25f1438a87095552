//! One line of the table.

use std::ops::Range;

use nsp_analysis::matrix::{Matrix, Side};
use yew::prelude::*;

use super::cell::cell;
use super::lines::{Line, Lines};
use crate::state::Shared;
use crate::ui::prose;

#[derive(Properties, PartialEq)]
pub struct MatrixRowProps {
    pub matrix: Shared<Matrix>,
    pub titles: Shared<[String]>,
    pub lines: Shared<Lines>,
    /// Its place among the lines.
    pub line: usize,
    /// The places of the columns that are drawn.
    pub columns: Range<usize>,
    /// What is left free before and behind them, in pixels.
    pub gaps: (u32, u32),
    pub height: u32,
    /// The column whose cell Tab leads to, where that is in this line.
    pub stop: Option<usize>,
    /// The column of the request that is shown, by its place in the matrix.
    pub current: Option<usize>,
}

/// A component of its own, so that scrolling draws only the lines that come into sight.
#[component]
pub fn MatrixRow(props: &MatrixRowProps) -> Html {
    let MatrixRowProps { matrix, titles, lines, line, columns, gaps, height, .. } = props;
    let (before, behind) = *gaps;
    let place = match lines.lines.get(*line) {
        Some(Line::Row(place)) => *place,
        Some(Line::Head(side)) => {
            let span = columns.len() + 1 + usize::from(before > 0) + usize::from(behind > 0);
            return html! {
                <tr height={height.to_string()} aria-rowindex={(line + 2).to_string()}>
                    <th class="nsp-matrix__side" role="rowheader" colspan={span.to_string()}>
                        <span>{match side {
                            Side::Source => "Inbound, from",
                            Side::Destination => "Outbound, to",
                        }}</span>
                    </th>
                </tr>
            };
        }
        None => return html! {},
    };
    let spacer = |size: u32| (size > 0).then(|| html! { <td aria-hidden="true"></td> });
    let cells = columns.clone().filter_map(|at| {
        let column_place = *lines.columns.get(at)?;
        let column = matrix.columns().get(column_place)?;
        let entry = matrix.entry(place, column_place);
        let (content, said) = cell(matrix.rows().get(place)?, column, entry);
        let said = AttrValue::from(said);
        let breaks = entry.is_some_and(|it| it.breaks());
        Some(html! {
            <td class="nsp-matrix__cell" role="gridcell" key={column_place}
                tabindex={if props.stop == Some(at) { "0" } else { "-1" }} title={said.clone()} aria-label={said}
                aria-colindex={(at + 2).to_string()} data-line={line.to_string()}
                data-column={at.to_string()} data-breaks={breaks.then_some("true")}
                aria-selected={(props.current == Some(column_place)).then_some("true")}>
                <span class="nsp-matrix__content">{content}</span>
            </td>
        })
    });
    let title = titles.get(place).cloned().unwrap_or_default();
    html! {
        <tr height={height.to_string()} aria-rowindex={(line + 2).to_string()}>
            <th class="nsp-matrix__row" scope="row" role="rowheader" title={title.replace('`', "")}>
                {prose(&title)}
            </th>
            {spacer(before)}
            { for cells }
            {spacer(behind)}
        </tr>
    }
}
