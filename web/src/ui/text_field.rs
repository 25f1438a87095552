//! A field for one line of text.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{Field, described_by};

#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub help: AttrValue,
    pub value: AttrValue,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Offered while typing; anything else may be typed.
    #[prop_or_default]
    pub offers: Vec<AttrValue>,
    pub on_change: Callback<AttrValue>,
}

/// Says every keystroke; nothing typed is altered.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let oninput = props.on_change.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let list = (!props.offers.is_empty()).then(|| format!("{}-offers", props.id));
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} help={props.help.clone()}
            error={props.error.clone()}>
            <input class="nsp-field__control nsp-field__control_mono" id={props.id.clone()}
                value={props.value.clone()} {oninput} list={list.clone()}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-describedby={described_by(&props.id, props.error.is_some())}
                aria-invalid={props.error.as_ref().map(|_| "true")} />
            if let Some(list) = list {
                <datalist id={list}>
                    { for props.offers.iter().map(|offer| html! { <option value={offer.clone()} /> }) }
                </datalist>
            }
        </Field>
    }
}
