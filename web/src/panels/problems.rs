//! What was found in the documents that are open.

use yew::prelude::*;

use crate::state::use_workspace;
use crate::ui::FindingList;

/// Every finding with its place; none is left out.
#[component]
pub fn Problems() -> Html {
    let workspace = use_workspace();
    let findings = &workspace.session.estate.findings;
    if findings.is_empty() {
        return html! { <p class="nsp-problems">{"Everything in the documents was read."}</p> };
    }
    html! { <div class="nsp-problems"><FindingList findings={findings.clone()} /></div> }
}
