//! What can be taken away: the scenario, the pictures, the matrix.

mod file;

use nsp_analysis::matrix::Matrix;
use nsp_core::{Compiled, State};
use nsp_formats::report::matrix::{csv, markdown, report};
use yew::prelude::*;

use crate::drawing::{compose, png, svg};
use crate::state::{
    Action, Notice, Session, file_name, use_dispatch, use_settled_matrix, use_workspace,
};
use crate::ui::{Button, ButtonKind, Dialog, state_name};
use crate::view::{DialogName, Show, use_show, use_view};
use file::Made;

/// What one press makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Scenario,
    Svg,
    Png,
    MatrixCsv,
    MatrixMarkdown,
}

const ALL: [What; 5] =
    [What::Scenario, What::Svg, What::Png, What::MatrixCsv, What::MatrixMarkdown];

/// Files are made when they are asked for, in this tab.
#[component]
pub fn ExportDialog() -> Html {
    let show = use_show();
    let open = use_view().dialog == Some(DialogName::Export);
    html! {
        <Dialog id="export" title="Export" {open} on_close={show.reform(|()| Show::Dialog(None))}>
            <Files />
        </Dialog>
    }
}

#[component]
fn Files() -> Html {
    let workspace = use_workspace();
    let matrix = use_settled_matrix();
    let view = use_view();
    let say = use_dispatch();
    let row = |what: What| {
        let on_press = {
            let (workspace, matrix) = (workspace.clone(), matrix.clone());
            let (say, state) = (say.clone(), view.state);
            Callback::from(move |()| {
                let (workspace, matrix, say) = (workspace.clone(), matrix.clone(), say.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    match what.make(&workspace.session, &matrix, state).await {
                        Some(made) => made.save(),
                        None => say.emit(Action::Told(Notice::alert(
                            "This browser could not draw the picture. Take the SVG file instead.",
                        ))),
                    }
                });
            })
        };
        html! {
            <li class="nsp-export__row" key={what.title()}>
                <span>
                    <b>{what.title()}</b>
                    <span class="nsp-export__text">{what.text(view.state)}</span>
                </span>
                <Button label="Save" title={format!("Save: {}", what.title())} kind={ButtonKind::Line} {on_press} />
            </li>
        }
    };
    html! { <ul>{ for ALL.into_iter().map(row) }</ul> }
}

impl What {
    const fn title(self) -> &'static str {
        match self {
            Self::Scenario => "Scenario",
            Self::Svg => "Drawing as SVG",
            Self::Png => "Drawing as PNG",
            Self::MatrixCsv => "Matrix as CSV",
            Self::MatrixMarkdown => "Matrix as Markdown",
        }
    }

    fn text(self, state: State) -> String {
        match self {
            Self::Scenario => {
                "Estate, requests and expectations, to open here or with nsp.".to_owned()
            }
            Self::Svg | Self::Png => format!(
                "The whole estate as {} has it, with what its lines mean.",
                state_name(state)
            ),
            Self::MatrixCsv | Self::MatrixMarkdown => {
                "Every source and destination at every resource, Transition and Enforced."
                    .to_owned()
            }
        }
    }

    async fn make(self, session: &Session, matrix: &Matrix, state: State) -> Option<Made> {
        let compiled: &Compiled = session.estate.compiled();
        let picture = || compose(compiled, matrix, state, &[]);
        let title = session.document.title();
        let name = file_name(&title);
        let table = || report(compiled, matrix);
        Some(match self {
            Self::Scenario => {
                Made::text(&name, "", "application/json", &session.written().to_text())
            }
            Self::Svg => Made::text(&name, "svg", "image/svg+xml", &svg(&picture(), &title).ok()?),
            Self::Png => Made::blob(&name, "png", png(&picture(), &title).await.ok()?),
            Self::MatrixCsv => Made::text(&name, "csv", "text/csv", &csv(&table())),
            Self::MatrixMarkdown => Made::text(&name, "md", "text/markdown", &markdown(&table())),
        })
    }
}
