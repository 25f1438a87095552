//! A field for text.

use web_sys::{HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::field::{Field, described_by};
use super::remark::remarks_id;
use super::{Remark, is_refused, remark_list};

#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    pub id: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub wire: Option<AttrValue>,
    pub help: AttrValue,
    pub value: AttrValue,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Offered while typing; anything else may be typed.
    #[prop_or_default]
    pub offers: Vec<AttrValue>,
    /// What is taken back by Escape, where something is.
    #[prop_or_default]
    pub on_escape: Option<Callback<()>>,
    /// It comes into focus.
    #[prop_or_default]
    pub on_focus: Callback<()>,
    /// What there is to say of the text.
    #[prop_or_default]
    pub remarks: Vec<Remark>,
    /// An offer of a remark was taken.
    #[prop_or_default]
    pub on_take: Callback<AttrValue>,
    /// How many lines it shows, where it takes several.
    #[prop_or_default]
    pub rows: Option<u32>,
    pub on_change: Callback<AttrValue>,
}

/// Says every keystroke; nothing typed is altered. One line, unless several are asked for.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let oninput = props.on_change.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onkeydown = props.on_escape.clone().map(|on_escape| {
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                on_escape.emit(());
            }
        })
    });
    let onfocus = props.on_focus.reform(|_: FocusEvent| ());
    let list = (!props.offers.is_empty()).then(|| format!("{}-offers", props.id));
    let invalid = props.error.is_some() || is_refused(&props.remarks);
    let mut described = described_by(&props.id, props.error.is_some());
    if !props.remarks.is_empty() {
        described = format!("{} {described}", remarks_id(&props.id));
    }
    let several = props.rows.map(|rows| {
        let oninput = props.on_change.reform(|event: InputEvent| {
            AttrValue::from(event.target_unchecked_into::<HtmlTextAreaElement>().value())
        });
        html! {
            <textarea class="nsp-field__control nsp-field__control_tall" id={props.id.clone()}
                rows={rows.to_string()} value={props.value.clone()} {oninput}
                onfocus={onfocus.clone()} onkeydown={onkeydown.clone()} aria-describedby={described.clone()}
                aria-invalid={invalid.then_some("true")} />
        }
    });
    let field = Field {
        id: &props.id,
        label: &props.label,
        wire: props.wire.as_ref(),
        help: &props.help,
        error: props.error.as_ref(),
    };
    field.around(html! {<>
        if let Some(several) = several {
            {several}
        } else {
            <input class="nsp-field__control nsp-field__control_mono" id={props.id.clone()}
                value={props.value.clone()} {oninput} {onkeydown} {onfocus} list={list.clone()}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-describedby={described} aria-invalid={invalid.then_some("true")} />
        }
        if let Some(list) = list {
            <datalist id={list}>
                { for props.offers.iter().map(|offer| html! { <option value={offer.clone()} /> }) }
            </datalist>
        }
        if !props.remarks.is_empty() {
            {remark_list(&props.id, &props.remarks, "Write", &props.on_take)}
        }
    </>})
}
