//! Where the focus goes when what had it is gone.

use gloo_timers::callback::Timeout;
use nsp_formats::scenario::Scenario;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use crate::state::Shared;

/// After so many milliseconds what an edit draws is there, and a form that wants the focus has it.
const SETTLED: u32 = 60;

/// Where Tab leads in the picture, or in what stands for it.
const STOPS: &str = ".nsp-drawing [data-spot][tabindex='0'], .nsp-stage__list, \
                     .nsp-stage__nothing button";

/// Gives the focus to the picture where an edit took away what had it.
#[hook]
pub(super) fn use_refuge(scenario: &Shared<Scenario>) {
    let begun = use_mut_ref(|| false);
    use_effect_with(scenario.clone(), move |_| {
        let late = begun.replace(true).then(|| Timeout::new(SETTLED, settle));
        move || drop(late)
    });
}

fn settle() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let body = document.body();
    if document.active_element().is_some_and(|it| body.is_none_or(|body| *body != it)) {
        return;
    }
    if let Ok(Some(stop)) = document.query_selector(STOPS) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A part of a drawing takes the focus as an element of the page does.
        drop(stop.unchecked_ref::<HtmlElement>().focus_with_options(&options));
    }
}
