//! Every step that changed the document; a press goes there.

use yew::prelude::*;

use crate::state::{Action, use_dispatch, use_workspace};
use crate::ui::prose;

/// Newest first; what was taken back stands above the present step.
#[component]
pub fn HistoryList() -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let (steps, present) = workspace.history.steps();
    let row = |(place, step): (usize, &crate::state::Shared<crate::state::Step>)| {
        let onclick = say.reform(move |_: MouseEvent| Action::GoneTo(place));
        html! {
            <li key={place.to_string()}>
                <button class="nsp-history__step" type="button" {onclick}
                    data-undone={(place > present).then_some("true")}
                    aria-current={(place == present).then_some("step")}>
                    <span>{prose(&step.label)}</span>
                    if place == present {
                        <span class="nsp-history__mark">{"now"}</span>
                    } else if place > present {
                        <span class="nsp-history__mark">{"taken back"}</span>
                    }
                </button>
            </li>
        }
    };
    html! {
        <ol class="nsp-history" aria-label="Steps, newest first" reversed=true>
            { for steps.iter().enumerate().rev().map(row) }
        </ol>
    }
}
