//! The sign of the playground: a frame with a line that stops at it.

use yew::prelude::*;

/// Says nothing that the name beside it does not say.
pub fn brand() -> Html {
    html! {
        <svg class="nsp-brand" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M6 2.5h8a3.5 3.5 0 0 1 3.5 3.5M17.5 14a3.5 3.5 0 0 1-3.5 3.5H6A3.5 3.5 0 0 1 2.5 14M2.500 6A3.500 3.500 0 0 1 6 2.500M0 10h6.500M9 10h2" />
            <path d="M13.500 10H20" stroke-dasharray="2 1.600" />
        </svg>
    }
}
