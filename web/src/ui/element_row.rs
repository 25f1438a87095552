//! One element of a list, in its field.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::{Button, Remark, RemarkList, Symbol, Tone};

#[derive(Properties, PartialEq)]
pub(super) struct ElementRowProps {
    pub(super) id: AttrValue,
    pub(super) noun: AttrValue,
    pub(super) value: AttrValue,
    pub(super) remarks: Callback<AttrValue, Vec<Remark>>,
    /// An empty text takes the element out.
    pub(super) on_change: Callback<AttrValue>,
}

/// What is typed counts as soon as it is not refused; until then it stays in the field, and Escape
/// brings back what counts.
#[component]
pub(super) fn ElementRow(props: &ElementRowProps) -> Html {
    let typed = use_state_eq(|| None::<AttrValue>);
    let text = (*typed).clone().unwrap_or_else(|| props.value.clone());
    let remarks = props.remarks.emit(text.clone());
    let refused = |said: &[Remark]| said.iter().any(|remark| remark.tone == Tone::Refused);
    let write = {
        let (typed, on_change, remarks) =
            (typed.clone(), props.on_change.clone(), props.remarks.clone());
        Callback::from(move |text: AttrValue| {
            if text.trim().is_empty() || refused(&remarks.emit(text.clone())) {
                typed.set(Some(text));
            } else {
                typed.set(None);
                on_change.emit(text);
            }
        })
    };
    let oninput = write.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onkeydown = {
        let typed = typed.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && typed.is_some() {
                event.stop_propagation();
                typed.set(None);
            }
        })
    };
    let take = {
        let (typed, on_change) = (typed.clone(), props.on_change.clone());
        Callback::from(move |text: AttrValue| {
            typed.set(None);
            on_change.emit(text);
        })
    };
    let invalid = refused(&remarks);
    html! {
        <li class="nsp-elements__row">
            <input class="nsp-field__control nsp-field__control_mono" id={props.id.clone()}
                value={text} {oninput} {onkeydown} autocomplete="off" autocapitalize="off"
                spellcheck="false" aria-label={props.noun.clone()}
                aria-describedby={format!("{}-remarks", props.id)}
                aria-invalid={invalid.then_some("true")} />
            <Button label={format!("Remove {}", props.value)} icon={Symbol::Close} bare=true
                on_press={take.reform(|()| AttrValue::default())} />
            <RemarkList id={format!("{}-remarks", props.id)} {remarks} on_take={take} />
        </li>
    }
}
