//! That the request bar and the answer are no longer about the same request.

use yew::prelude::*;

use crate::state::{Action, Fired, use_dispatch, use_draft};
use crate::ui::Button;

#[derive(Properties, PartialEq)]
pub(super) struct OldProps {
    pub(super) fired: Fired,
}

/// What is half written is another question, not a change of the one that was asked: it is
/// answered when it is fired, so that no half-typed address is listed, lit or read out.
#[component]
pub(super) fn Old(props: &OldProps) -> Html {
    let draft = use_draft();
    let say = use_dispatch();
    if draft.asks_like(&props.fired.draft) {
        return html! {};
    }
    let number = props.fired.number;
    html! {
        <div class="nsp-compare__old" role="status">
            <span>{"The request bar has changed since. Fire to ask again."}</span>
            <Button label="Take back" on_press={say.reform(move |()| Action::Picked(number))} />
        </div>
    }
}
