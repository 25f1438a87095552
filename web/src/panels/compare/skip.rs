//! The way past the many links to sources, for who goes by keyboard.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What comes behind the comparison: the dock, or on a narrow screen the panes.
const BEHIND: [&str; 2] = [".nsp-dock__tab", ".nsp-panes__pane"];

/// Seen in focus only.
pub(super) fn skip() -> Html {
    let onclick = Callback::from(|_: MouseEvent| {
        let document = web_sys::window().and_then(|window| window.document());
        let found = document.into_iter().flat_map(|document| {
            BEHIND.into_iter().filter_map(move |css| document.query_selector(css).ok().flatten())
        });
        let shown = found
            .filter_map(|element| element.dyn_into::<HtmlElement>().ok())
            .find(|element| element.offset_parent().is_some());
        if let Some(element) = shown {
            // Fails only where the element is not in a document.
            let _ = element.focus();
        }
    });
    html! { <button class="nsp-skip" type="button" {onclick}>{"Skip the steps and their sources"}</button> }
}
