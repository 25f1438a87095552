//! The buttons that bring the drawing nearer, take it farther, and show all of it.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ZoomProps {
    pub zoom: f64,
    pub on_zoom: Callback<f64>,
    pub on_fit: Callback<()>,
}

const STEP: f64 = 1.25;

/// Farther, nearer, all of it.
#[component]
pub fn Zoom(props: &ZoomProps) -> Html {
    let by = |factor: f64| props.on_zoom.reform(move |_: MouseEvent| factor);
    let button = |label: &'static str, onclick: Callback<MouseEvent>, d: &'static str| {
        html! {
            <button class="nsp-drawing__button" type="button" aria-label={label} title={label} {onclick}>
                <svg class="nsp-icon" viewBox="0 0 16 16" aria-hidden="true"><path {d} /></svg>
            </button>
        }
    };
    html! {
        <div class="nsp-drawing__zoom" role="group" aria-label="Zoom">
            {button("Farther", by(1.0 / STEP), "M3.5 8h9")}
            {button("Nearer", by(STEP), super::glyph::PLUS)}
            {button("Show all of it", props.on_fit.reform(|_| ()),
                "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3")}
        </div>
    }
}
