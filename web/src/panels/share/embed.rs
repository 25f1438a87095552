//! The lines that put the page, as it is, into another page.

use yew::prelude::*;

use crate::route::address;
use crate::state::use_workspace;
use crate::ui::{CopyField, prose};

#[derive(Properties, PartialEq)]
pub(super) struct SnippetProps {
    /// The scenario, as a link holds it.
    pub(super) fragment: AttrValue,
}

/// A frame that shows the request that is shown here.
#[component]
pub(super) fn Snippet(props: &SnippetProps) -> Html {
    let workspace = use_workspace();
    let session = &workspace.session;
    let picked = session.fired.iter().position(|fired| Some(fired.number) == session.picked);
    let request = picked.map(|place| format!("&amp;request={}", place + 1)).unwrap_or_default();
    let source = format!("{}?embed{request}{}", address(), props.fragment);
    let text = format!(
        "<iframe src=\"{source}\" width=\"720\" height=\"420\" loading=\"lazy\"\n        \
         title=\"What Transition and Enforced answer\"></iframe>"
    );
    html! {<>
        <CopyField id="share-embed" label="Embed in a page" {text} />
        <p class="nsp-share__hint">
            {prose("Choose view, rule and theme by parameters of the address: ")}
            <a href="embedding.html" target="_blank">{"how to embed"}</a>{"."}
        </p>
    </>}
}
