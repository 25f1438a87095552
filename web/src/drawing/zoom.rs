//! The buttons that move the drawing, bring it nearer, take it farther, and show all of it.

use yew::prelude::*;

const STEP: f64 = 1.25;

/// Left, up, down, right, by so many steps to the right and down; farther, nearer, by a factor; all
/// of it.
pub fn buttons(
    on_zoom: &Callback<f64>,
    on_pan: &Callback<(i8, i8)>,
    on_fit: &Callback<()>,
) -> Html {
    let by = |factor: f64| on_zoom.reform(move |_: MouseEvent| factor);
    let button = |label: &'static str, onclick: Callback<MouseEvent>, d: &'static str| {
        html! {
            <button class="nsp-drawing__button" type="button" aria-label={label} title={label} {onclick}>
                <svg class="nsp-icon" viewBox="0 0 16 16" aria-hidden="true"><path {d} /></svg>
            </button>
        }
    };
    let pan = |label, by: (i8, i8), d| button(label, on_pan.reform(move |_: MouseEvent| by), d);
    html! {
        <div class="nsp-drawing__zoom" role="group" aria-label="Move and zoom">
            <div class="nsp-drawing__pan">
                {pan("Move left (Shift + Left)", (-1, 0), "M9.5 4.5L6 8l3.5 3.5")}
                {pan("Move up (Shift + Up)", (0, -1), "M4.5 9.5L8 6l3.5 3.5")}
                {pan("Move down (Shift + Down)", (0, 1), "M4.5 6.5L8 10l3.5-3.5")}
                {pan("Move right (Shift + Right)", (1, 0), "M6.5 4.5L10 8l-3.5 3.5")}
            </div>
            {button("Farther", by(1.0 / STEP), "M3.5 8h9")}
            {button("Nearer", by(STEP), super::glyph::PLUS)}
            {button("Show all of it", on_fit.reform(|_| ()),
                "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3")}
        </div>
    }
}
