//! The whole picture, for paper: drawn when the page is printed, and not before.

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use crate::drawing::Picture;
use crate::parts::sheet;
use crate::state::Shared;

/// What holds the picture on paper, each under the name of its state; two where two are shown.
#[hook]
pub(super) fn use_printed(left: &Shared<Picture>, right: Option<&Shared<Picture>>) -> NodeRef {
    let place = use_node_ref();
    use_effect_with((left.clone(), right.cloned(), place.clone()), |it| {
        let (left, right, place) = it.clone();
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "beforeprint", move |_| {
                let Some(sheet) = sheet() else { return };
                let sheets = std::iter::once(&left).chain(&right).map(|it| sheet(it));
                if let Some(place) = place.cast::<Element>() {
                    place.set_inner_html(&sheets.collect::<String>());
                }
            })
        });
        move || drop(listener)
    });
    place
}
