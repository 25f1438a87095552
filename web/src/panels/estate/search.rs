//! The field above the outline.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct SearchProps {
    pub(super) text: AttrValue,
    /// How many things have the words, of how many.
    pub(super) found: (usize, usize),
    pub(super) on_text: Callback<AttrValue>,
    /// The first line that was found for what is typed is wanted in focus.
    pub(super) on_down: Callback<AttrValue>,
}

/// Down or Enter goes on to what was found, Escape empties the field.
#[component]
pub(super) fn Search(props: &SearchProps) -> Html {
    let oninput = props.on_text.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onkeydown = {
        let (on_text, on_down) = (props.on_text.clone(), props.on_down.clone());
        let is_empty = props.text.is_empty();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" | "Enter" => {
                event.prevent_default();
                // What was typed may not be drawn yet.
                on_down.emit(event.target_unchecked_into::<HtmlInputElement>().value().into());
            }
            "Escape" if !is_empty => {
                event.stop_propagation();
                on_text.emit(AttrValue::default());
            }
            _ => {}
        })
    };
    let (found, all) = props.found;
    let said = match props.text.trim() {
        "" => format!("{all} things"),
        _ => format!("{found} of {all} things"),
    };
    html! {
        <div class="nsp-search">
            <input class="nsp-search__field" id="outline-search" type="search" placeholder="Name, address or id"
                aria-label="Search the estate" autocomplete="off" autocapitalize="off" spellcheck="false"
                value={props.text.clone()} {oninput} {onkeydown} aria-describedby="outline-found" />
            <span class="nsp-search__found" id="outline-found" role="status">{said}</span>
        </div>
    }
}
