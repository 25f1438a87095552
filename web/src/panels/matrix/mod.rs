//! Sources and destinations down, resources across: both modes in each cell.

mod cell;
mod grid;
mod lines;
mod list;
mod row;
mod step;
mod window;
mod words;

use gloo_events::EventListener;
use nsp_analysis::matrix::Matrix;
use nsp_formats::report::matrix::{csv, markdown, part, title};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::copied::copy;
use crate::state::{
    Action, Session, Shared, asking, use_dispatch, use_settled_matrix, use_workspace,
};
use crate::ui::{Button, Symbol};
use crate::view::{Show, use_show};
pub use cell::states;
use grid::MatrixGrid;
use lines::{Lines, Order, Wanted};
use list::BreakingList;
pub use words::sentence;

/// Wider, the table is shown.
const NARROW: f64 = 760.0;

#[derive(Properties, PartialEq)]
pub struct MatrixPanelProps {
    /// A cell fired its request, and its comparison is to be looked at.
    pub on_pick: Callback<()>,
}

/// What is wanted of it stays as long as it is open.
#[component]
pub fn MatrixPanel(props: &MatrixPanelProps) -> Html {
    let workspace = use_workspace();
    let matrix = use_settled_matrix();
    let say = use_dispatch();
    let show = use_show();
    let narrow = use_narrow();
    let wanted = use_state_eq(Wanted::default);
    // Words are about one estate: another scenario begins without them.
    use_effect_with((workspace.standing.id.clone(), workspace.session.read), {
        let wanted = wanted.clone();
        move |_| wanted.set(Wanted { filter: String::new(), ..(*wanted).clone() })
    });
    let estate = workspace.session.estate.clone();
    let titles = use_memo((matrix.clone(), estate.clone()), |(matrix, estate)| {
        let titles = matrix.rows().iter().map(|row| title(row, estate.snapshot()));
        Shared::from(titles.collect::<Vec<String>>())
    });
    let lines = {
        let mut wanted = (*wanted).clone();
        wanted.only_breaks |= narrow;
        use_memo((matrix.clone(), (*titles).clone(), wanted), |(matrix, titles, wanted)| {
            Shared::new(Lines::of(matrix, titles, wanted))
        })
    };
    let on_fire = {
        let (matrix, say, on_pick) = (matrix.clone(), say.clone(), props.on_pick.clone());
        let estate = estate.clone();
        Callback::from(move |(row, column)| {
            if let Some(draft) = asking(&estate, &matrix, row, column) {
                say.emit(Action::Fired(draft));
                on_pick.emit(());
            }
        })
    };
    let change = |change: fn(&mut Wanted, String), text: fn(Event) -> String| {
        let wanted = wanted.clone();
        Callback::from(move |event: Event| {
            let mut next = (*wanted).clone();
            change(&mut next, text(event));
            wanted.set(next);
        })
    };
    let on_order = change(
        |wanted, value| {
            wanted.order = match value.as_str() {
                "name" => Order::Name,
                "breaks" => Order::Breaks,
                _ => Order::Document,
            }
        },
        |event| event.target_unchecked_into::<HtmlSelectElement>().value(),
    );
    let on_only = change(|wanted, _| wanted.only_breaks = !wanted.only_breaks, |_| String::new());
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            let filter = event.target_unchecked_into::<HtmlInputElement>().value();
            wanted.set(Wanted { filter, ..(*wanted).clone() });
        })
    };
    let export = |what: &'static str, file: &'static str, write: fn(&Report) -> String| {
        let (matrix, estate, say) = (matrix.clone(), estate.clone(), say.clone());
        let lines = lines.clone();
        Callback::from(move |()| {
            let shown = part(estate.compiled(), &matrix, &lines.rows(), &lines.columns);
            copy(what, file, write(&shown), say.clone());
        })
    };
    let option = |value: &'static str, text: &'static str, order: Order| {
        html! { <option {value} selected={wanted.order == order}>{text}</option> }
    };
    let breaks = matrix.counts().breaks;
    let is_part = wanted.only_breaks || narrow || !wanted.filter.trim().is_empty();
    let [as_markdown, as_csv] = match is_part {
        true => ["what is shown of the matrix as Markdown", "what is shown of the matrix as CSV"],
        false => ["the matrix as Markdown", "the matrix as CSV"],
    };
    html! {
        <div class="nsp-matrix">
            <header class="nsp-matrix__bar">
                <h2>{"Matrix"}</h2>
                <p class="nsp-matrix__count" role="status">{count(breaks)}</p>
                <input class="nsp-matrix__filter" type="search" aria-label="Filter rows and resources"
                    placeholder="Filter" value={wanted.filter.clone()} {oninput} />
                <select class="nsp-matrix__order" aria-label="Order" onchange={on_order}>
                    {option("document", "As in the document", Order::Document)}
                    {option("name", "By name", Order::Name)}
                    {option("breaks", "Most breaks first", Order::Breaks)}
                </select>
                if !narrow {
                    <label class="nsp-matrix__only">
                        <input type="checkbox" checked={wanted.only_breaks} onchange={on_only} />
                        {"Only what breaks"}
                    </label>
                }
                <Button label="Markdown" title={format!("Copy {as_markdown}")} icon={Symbol::Copy}
                    on_press={export(as_markdown, "matrix.md", markdown)} />
                <Button label="CSV" title={format!("Copy {as_csv}")} icon={Symbol::Copy}
                    on_press={export(as_csv, "matrix.csv", csv)} />
                if !narrow {
                    <Button label="Close the matrix" icon={Symbol::Close} bare=true
                        on_press={show.reform(|()| Show::Drawer(None))} />
                }
            </header>
            if narrow {
                <BreakingList {matrix} titles={(*titles).clone()} lines={(*lines).clone()} {on_fire} />
            } else if lines.columns.is_empty() || lines.lines.is_empty() {
                <p class="nsp-matrix__nothing">{nothing(&matrix, &wanted)}</p>
            } else {
                <MatrixGrid current={current(&workspace.session, &matrix)} {matrix}
                    titles={(*titles).clone()} lines={(*lines).clone()} {on_fire} />
            }
        </div>
    }
}

/// True as well where a resource is Enforced already, or in no perimeter.
const NONE_BREAKS: &str = "No path breaks: none that is allowed now is denied on Enforced.";

type Report = nsp_formats::report::matrix::Matrix;

/// "7 paths break. A cell fires its request."
fn count(breaks: u32) -> String {
    match breaks {
        0 => "No path breaks. A cell fires its request.".to_owned(),
        1 => "1 path breaks. A cell fires its request.".to_owned(),
        count => format!("{count} paths break. A cell fires its request."),
    }
}

fn nothing(matrix: &Matrix, wanted: &Wanted) -> &'static str {
    if matrix.columns().is_empty() {
        "No resource to ask about yet. Add one, or open a document that has some."
    } else if !wanted.filter.trim().is_empty() {
        "No row and no resource has all of these words."
    } else {
        NONE_BREAKS
    }
}

/// The cell of the request that is shown.
fn current(session: &Session, matrix: &Matrix) -> Option<(usize, usize)> {
    let request = session.shown()?.draft.form().build(session.estate.snapshot()).ok()?;
    let column = matrix.columns().iter().position(|it| *it.resource() == request.resource)?;
    Some((matrix.row_of(&request)?, column))
}

/// Whether the screen is narrow.
#[hook]
fn use_narrow() -> bool {
    let narrow = use_state_eq(is_narrow);
    use_effect_with((), {
        let narrow = narrow.clone();
        move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "resize", move |_| narrow.set(is_narrow()))
            });
            move || drop(listener)
        }
    });
    *narrow
}

fn is_narrow() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width <= NARROW)
}
