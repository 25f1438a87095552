//! The whole picture, for paper: drawn when the page is printed, and not before.

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use crate::drawing::Picture;
use crate::parts::sheet;
use crate::state::Shared;

#[derive(Properties, PartialEq)]
pub(super) struct PrintedProps {
    pub(super) left: Shared<Picture>,
    /// The other state, where two are shown.
    pub(super) right: Option<Shared<Picture>>,
}

/// Fits the pictures to the page, each under the name of its state.
#[component]
pub(super) fn Printed(props: &PrintedProps) -> Html {
    let place = use_node_ref();
    use_effect_with((props.left.clone(), props.right.clone(), place.clone()), |it| {
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
    html! { <div class="nsp-sheet" ref={place}></div> }
}
