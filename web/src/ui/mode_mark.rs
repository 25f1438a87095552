//! The sign of an association's state: an empty, half, full or dashed circle.

use nsp_core::State;
use yew::prelude::*;

/// Stands beside the state's name, never for it.
pub fn mode_mark(state: State) -> Html {
    let drawing = match state {
        State::NotAssociated => {
            html! { <circle class="nsp-mode-mark__ring" cx="7" cy="7" r="4.75" /> }
        }
        State::Learning => html! {<>
            <circle class="nsp-mode-mark__ring" cx="7" cy="7" r="4.75" />
            <path class="nsp-mode-mark__fill" d="M7 4.2a2.8 2.8 0 0 1 0 5.6z" />
        </>},
        State::Enforced => html! { <circle class="nsp-mode-mark__fill" cx="7" cy="7" r="5.5" /> },
        State::Audit => html! {
            <circle class="nsp-mode-mark__ring" cx="7" cy="7" r="4.75" stroke-dasharray="2.2 1.53" />
        },
    };
    html! { <svg class="nsp-mode-mark" viewBox="0 0 14 14" aria-hidden="true">{drawing}</svg> }
}
