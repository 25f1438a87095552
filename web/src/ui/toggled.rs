//! Whether a popover is open.

use yew::prelude::*;

/// Whether the popover is open that tells of it by `ontoggle`: what stands in it need not be drawn
/// before.
#[hook]
pub fn use_toggled() -> (bool, Callback<Event>) {
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let state = js_sys::Reflect::get(&event, &"newState".into());
            open.set(state.is_ok_and(|state| state == "open"));
        })
    };
    (*open, ontoggle)
}
