//! By which revision of the storage article requests are judged.

use nsp_core::Revision;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::state::{Action, use_dispatch, use_workspace};

/// A choice of the two revisions. Every request that was fired is asked anew.
#[component]
pub(super) fn RevisionChoice() -> Html {
    let workspace = use_workspace();
    let dispatch = use_dispatch();
    let current = workspace.session.estate.snapshot().revision;
    let node = use_node_ref();
    use_effect_with((node.clone(), current), |(node, current)| {
        if let Some(select) = node.cast::<HtmlSelectElement>() {
            select.set_value(current.date());
        }
    });
    let onchange = Callback::from(move |event: Event| {
        let date = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(revision) = Revision::from_date(&date) {
            dispatch.emit(Action::RevisionChosen(revision));
        }
    });
    let options = Revision::ALL.map(|revision| {
        let status = match revision {
            Revision::Preview => "preview",
            Revision::GeneralAvailability => "general availability",
        };
        html! {
            <option value={revision.date()} selected={revision == current}>
                {format!("{} ({status})", revision.date())}
            </option>
        }
    });
    html! {
        <label class="nsp-revision" title="The revision of the storage article that says what a perimeter supports">
            <span>{"Judged by"}</span>
            <select class="nsp-revision__choice" ref={node} {onchange}
                aria-label="Revision of the storage article">
                { for options }
            </select>
        </label>
    }
}
