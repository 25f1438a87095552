//! The table: only what is on the screen is drawn, so that a large estate scrolls like a small one.

use nsp_analysis::matrix::Matrix;
use nsp_core::State;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::cell::states;
use super::lines::{Line, Lines};
use super::row::MatrixRow;
use super::step::{Place, step};
use super::window::Window;
use crate::state::Shared;
use crate::ui::{mode_mark, state_name};

/// Sizes in pixels: the style sheet has the same of head and first column.
const HEAD: u32 = 36;
const FIRST: u32 = 208;
const COLUMN: u32 = 264;
const ROW: u32 = 28;
const ROW_FOR_FINGERS: u32 = 44;

#[derive(Properties, PartialEq)]
pub struct MatrixGridProps {
    pub matrix: Shared<Matrix>,
    /// What the rows are called, by place.
    pub titles: Shared<[String]>,
    pub lines: Shared<Lines>,
    /// Row and column of the request that is shown.
    pub current: Option<(usize, usize)>,
    /// A cell was pressed: row and column.
    pub on_fire: Callback<(usize, usize)>,
}

/// What of the table is seen.
#[derive(Clone, Copy, Default, PartialEq)]
struct Seen {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

/// One cell is in the order of Tab; the arrow keys go from there.
#[component]
pub fn MatrixGrid(props: &MatrixGridProps) -> Html {
    let MatrixGridProps { matrix, titles, lines, current, on_fire } = props;
    let node = use_node_ref();
    let seen = use_state_eq(Seen::default);
    let at = use_state_eq(Place::default);
    let moved = use_mut_ref(|| false);
    let row_size = *use_memo((), |()| row_size());

    let look = {
        let (node, seen) = (node.clone(), seen.clone());
        move || {
            if let Some(table) = node.cast::<Element>() {
                seen.set(Seen::of(&table, row_size));
            }
        }
    };
    use_effect({
        let (look, node, moved) = (look.clone(), node.clone(), moved.clone());
        move || {
            look();
            if moved.replace(false) {
                let cell = node.cast::<Element>().and_then(|it| {
                    it.query_selector("[role='gridcell'][tabindex='0']").ok().flatten()
                });
                if let Some(cell) = cell {
                    // Fails only where the element is not in a document.
                    let _ = cell.unchecked_into::<HtmlElement>().focus();
                }
            }
        }
    });
    let onscroll = Callback::from(move |_: Event| look());

    let down = Window {
        item: row_size,
        count: lines.lines.len(),
        scrolled: seen.top,
        room: seen.height.saturating_sub(HEAD),
        margin: 4,
    };
    let across = Window {
        item: COLUMN,
        count: lines.columns.len(),
        scrolled: seen.left,
        room: seen.width.saturating_sub(FIRST),
        margin: 1,
    };
    let here = at.within(lines);
    // Where the cell in focus is out of sight, Tab leads to the first that is seen.
    let stop = match down.seen().contains(&here.line) && across.seen().contains(&here.column) {
        true => here,
        false => Place {
            line: lines.row_from(down.seen().start, false).unwrap_or_default(),
            column: across.seen().start,
        },
    };
    let onkeydown = {
        let (at, moved, node) = (at.clone(), moved.clone(), node.clone());
        let (lines, on_fire) = (lines.clone(), on_fire.clone());
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                on_fire.emit(stop.cell(&lines).unwrap_or_default());
                return;
            }
            let page = (down.room / row_size.max(1)) as usize;
            let Some(next) = step(&lines, stop, &event.key(), event.ctrl_key(), page) else {
                return;
            };
            event.prevent_default();
            if let Some(table) = node.cast::<Element>() {
                let exact = |window: Window, scrolled: i32| Window {
                    scrolled: u32::try_from(scrolled).unwrap_or_default(),
                    ..window
                };
                let top = exact(down, table.scroll_top()).showing(next.line);
                let left = exact(across, table.scroll_left()).showing(next.column);
                table.set_scroll_top(i32::try_from(top).unwrap_or_default());
                table.set_scroll_left(i32::try_from(left).unwrap_or_default());
            }
            moved.replace(true);
            at.set(next);
        })
    };
    let onclick = {
        let (at, lines, on_fire) = (at.clone(), lines.clone(), on_fire.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(place) = event.target().and_then(|it| place_of(&it)) {
                at.set(place);
                on_fire.emit(place.cell(&lines).unwrap_or_default());
            }
        })
    };

    let (before, behind) = across.gaps();
    let (above, below) = down.gaps();
    let spacer = |size: u32| (size > 0).then(|| html! { <td aria-hidden="true"></td> });
    let heads = across.seen().filter_map(|place| {
        let column = matrix.columns().get(*lines.columns.get(place)?)?;
        let now = match column.state() {
            Some(State::NotAssociated) => "in no perimeter".to_owned(),
            Some(state) => format!("{} now", state_name(state)),
            None => "mode not known".to_owned(),
        };
        let breaks = column.counts().breaks;
        Some(html! {
            <th class="nsp-matrix__head" scope="col" role="columnheader" key={column.resource().as_str()}
                aria-colindex={(place + 2).to_string()} title={column.resource().as_str().to_owned()}>
                { for states(column).iter().map(|state| mode_mark(*state)) }
                <code>{column.resource().name().to_owned()}</code>
                if breaks > 0 {
                    <b class="nsp-matrix__breaks">{format!("{breaks} break")}</b>
                } else {
                    <span class="nsp-matrix__now">{now}</span>
                }
            </th>
        })
    });
    let row = |line: usize| {
        let of_row = lines.lines.get(line)?;
        let chosen = current.filter(|(row, _)| *of_row == Line::Row(*row));
        html! {
            <MatrixRow key={line} matrix={matrix.clone()} titles={titles.clone()} lines={lines.clone()}
                {line} columns={across.seen()} gaps={(before, behind)} height={row_size}
                stop={(stop.line == line).then_some(stop.column)}
                current={chosen.map(|(_, column)| column)} />
        }
        .into()
    };
    let gap = |size: u32| {
        (size > 0)
            .then(|| html! { <tr aria-hidden="true"><td height={size.to_string()}></td></tr> })
    };
    let col = |size: u32| (size > 0).then(|| html! { <col width={size.to_string()} /> });
    let drawn = across.seen().len() as u32 * COLUMN;
    html! {
        <div class="nsp-matrix__scroll" ref={node} {onscroll}>
            <table class="nsp-matrix__table" role="grid" aria-label="Matrix" {onkeydown} {onclick}
                width={(FIRST + before + drawn + behind).to_string()}
                aria-rowcount={(lines.lines.len() + 1).to_string()}
                aria-colcount={(lines.columns.len() + 1).to_string()}>
                <colgroup>
                    {col(FIRST)}
                    {col(before)}
                    { for across.seen().filter_map(|_| col(COLUMN)) }
                    {col(behind)}
                </colgroup>
                <thead>
                    <tr height={HEAD.to_string()} aria-rowindex="1">
                        <th class="nsp-matrix__corner" scope="col" role="columnheader">
                            <span class="nsp-hidden">{"Source or destination"}</span>
                        </th>
                        {spacer(before)}
                        { for heads }
                        {spacer(behind)}
                    </tr>
                </thead>
                <tbody>
                    {gap(above)}
                    { for down.seen().filter_map(row) }
                    {gap(below)}
                </tbody>
            </table>
        </div>
    }
}

impl Seen {
    /// Scrolling within one row and one column changes nothing.
    fn of(table: &Element, row_size: u32) -> Self {
        let size = |value: i32| u32::try_from(value).unwrap_or_default();
        let whole = |value: i32, item: u32| size(value) - size(value) % item.max(1);
        Self {
            left: whole(table.scroll_left(), COLUMN),
            top: whole(table.scroll_top(), row_size),
            width: size(table.client_width()),
            height: size(table.client_height()),
        }
    }
}

fn row_size() -> u32 {
    let query = web_sys::window().and_then(|it| it.match_media("(pointer: coarse)").ok().flatten());
    if query.is_some_and(|it| it.matches()) { ROW_FOR_FINGERS } else { ROW }
}

/// The place of the cell that an event began in.
fn place_of(target: &web_sys::EventTarget) -> Option<Place> {
    let cell = target.dyn_ref::<Element>()?.closest("[data-line][data-column]").ok()??;
    let number = |name: &str| cell.get_attribute(name)?.parse().ok();
    Some(Place { line: number("data-line")?, column: number("data-column")? })
}
