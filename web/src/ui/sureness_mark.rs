//! How sure a statement is: a full, half or dashed dot.

use yew::prelude::*;

/// The dot of `documented`, `conflicting` or `inferred` alone; the word stands beside it.
pub fn sureness_mark(sureness: &str) -> Html {
    let drawing = match sureness {
        "documented" => html! { <circle class="nsp-sureness-mark__fill" cx="5" cy="5" r="4" /> },
        "conflicting" => html! {<>
            <circle class="nsp-sureness-mark__ring" cx="5" cy="5" r="3.5" />
            <path class="nsp-sureness-mark__fill" d="M5 1.5a3.5 3.5 0 0 1 0 7z" />
        </>},
        _ => html! {
            <circle class="nsp-sureness-mark__ring" cx="5" cy="5" r="3.5" stroke-dasharray="1.8 1.34" />
        },
    };
    html! { <svg class="nsp-sureness-mark" viewBox="0 0 10 10" aria-hidden="true">{drawing}</svg> }
}
