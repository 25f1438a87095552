//! Keys that work wherever the focus is, but for fields: these keep their own.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::state::{Action, use_dispatch};
use crate::view::{Show, use_show};

/// Undo by Ctrl or Cmd with Z; with Shift too, redo. Escape closes the list that is open.
#[hook]
pub fn use_page_keys() {
    let (say, show) = (use_dispatch(), use_show());
    use_effect_with((say, show), |(say, show)| {
        let (say, show) = (say.clone(), show.clone());
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            let page = document.clone();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                let pressed = (key.ctrl_key() || key.meta_key()) && !key.alt_key();
                if pressed && key.key().eq_ignore_ascii_case("z") && !in_a_field(event) {
                    event.prevent_default();
                    say.emit(if key.shift_key() { Action::Redone } else { Action::Undone });
                }
                if key.key() == "Escape" && !event.default_prevented() && leave_list(&page) {
                    show.emit(Show::Drawer(None));
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

/// Whether a list is open under the picture and nothing lies over it that Escape closes first. A
/// focus within it goes to the tab that opened it.
fn leave_list(page: &Document) -> bool {
    let find = |css| page.query_selector(css).ok().flatten();
    let Some(tab) = find(".nsp-dock__tab[aria-expanded='true']") else { return false };
    let Ok(tab) = tab.dyn_into::<HtmlElement>() else { return false };
    // On a narrow screen the list is a pane, and there is nothing under it.
    if tab.offset_parent().is_none() || find(":popover-open, dialog[open]").is_some() {
        return false;
    }
    if find(".nsp-drawer :focus, .nsp-drawer:focus").is_some() {
        // Fails only where the tab is no longer in the document.
        drop(tab.focus());
    }
    true
}
