//! Keys that work wherever the focus is, but for fields: these keep their own.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::state::{Action, use_dispatch};

/// Undo by Ctrl or Cmd with Z; with Shift too, redo.
#[hook]
pub fn use_history_keys() {
    let say = use_dispatch();
    use_effect_with(say, |say| {
        let say = say.clone();
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                let pressed = (key.ctrl_key() || key.meta_key()) && !key.alt_key();
                if pressed && key.key().eq_ignore_ascii_case("z") && !in_a_field(event) {
                    event.prevent_default();
                    say.emit(if key.shift_key() { Action::Redone } else { Action::Undone });
                }
            })
        });
        move || drop(listener)
    });
}

fn in_a_field(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let fields = "input, textarea, select, dialog[open], [contenteditable]";
    target.is_some_and(|target| target.closest(fields).is_ok_and(|found| found.is_some()))
}
