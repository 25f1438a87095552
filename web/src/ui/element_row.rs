//! One element of a list, in its field.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::kept::use_kept;
use super::remark::remarks_id;
use super::{Button, Remark, RemarkList, Symbol, is_refused};

#[derive(Properties, PartialEq)]
pub(super) struct ElementRowProps {
    pub(super) id: AttrValue,
    pub(super) keep: AttrValue,
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
    let kept = use_kept();
    let keep = format!("{}={}", props.keep, props.value);
    let half = kept.get(&keep);
    let text = half.clone().unwrap_or_else(|| props.value.clone());
    let remarks = props.remarks.emit(text.clone());
    let oninput = {
        let (kept, keep, on_change) = (kept.clone(), keep.clone(), props.on_change.clone());
        let remarks = props.remarks.clone();
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let whole = text.trim();
            if whole.is_empty() || is_refused(&remarks.emit(whole.to_owned().into())) {
                kept.set(&keep, Some(text.into()));
            } else {
                kept.set(&keep, None);
                on_change.emit(whole.to_owned().into());
            }
        })
    };
    let onkeydown = {
        let (kept, keep, is_half) = (kept.clone(), keep.clone(), half.is_some());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && is_half {
                event.stop_propagation();
                kept.set(&keep, None);
            }
        })
    };
    let take = {
        let on_change = props.on_change.clone();
        Callback::from(move |text: AttrValue| {
            kept.set(&keep, None);
            on_change.emit(text);
        })
    };
    let invalid = is_refused(&remarks);
    html! {
        <li class="nsp-elements__row">
            <input class="nsp-field__control nsp-field__control_mono" id={props.id.clone()}
                value={text} {oninput} {onkeydown} autocomplete="off" autocapitalize="off"
                spellcheck="false" aria-label={props.noun.clone()}
                aria-describedby={remarks_id(&props.id)}
                aria-invalid={invalid.then_some("true")} />
            <Button label={format!("Remove {}", props.value)} icon={Symbol::Close} bare=true
                on_press={take.reform(|()| AttrValue::default())} />
            <RemarkList field={props.id.clone()} {remarks} on_take={take} />
        </li>
    }
}
