//! A field for several lines of text.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{Field, described_by};

#[derive(Properties, PartialEq)]
pub struct TextAreaProps {
    pub id: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub wire: Option<AttrValue>,
    pub help: AttrValue,
    pub value: AttrValue,
    pub on_change: Callback<AttrValue>,
}

/// Says every keystroke; nothing typed is altered.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let oninput = props.on_change.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} wire={props.wire.clone()}
            help={props.help.clone()} error={None::<AttrValue>}>
            <textarea class="nsp-field__control nsp-field__control_tall" id={props.id.clone()} rows="3"
                value={props.value.clone()} {oninput}
                aria-describedby={described_by(&props.id, false)} />
        </Field>
    }
}
