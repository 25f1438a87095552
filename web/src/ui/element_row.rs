//! One element of a list, in its field.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::kept::use_kept;
use super::latest::use_latest;
use super::remark::remarks_id;
use super::{Button, Remark, Symbol, is_refused, remark_list};

#[derive(Properties, PartialEq)]
pub(super) struct ElementRowProps {
    pub(super) id: AttrValue,
    pub(super) keep: AttrValue,
    pub(super) noun: AttrValue,
    pub(super) place: usize,
    pub(super) value: AttrValue,
    /// What is half typed in its place.
    pub(super) half: Option<AttrValue>,
    /// What there is to say of that, else of the value.
    pub(super) said: Vec<Remark>,
    /// What there is to say of another text. Stays the same callback, whatever it comes to.
    pub(super) remarks: Callback<(Option<usize>, AttrValue), Vec<Remark>>,
    /// Stays the same too. An empty text takes the element out.
    pub(super) on_change: Callback<(usize, AttrValue)>,
}

/// What is typed counts as soon as it is not refused; until then it stays in the field, and what was
/// there when the field was entered counts. Escape brings that back.
#[component]
pub(super) fn ElementRow(props: &ElementRowProps) -> Html {
    let kept = use_kept();
    let latest = use_latest(&props.value);
    let entered = use_mut_ref(|| props.value.clone());
    let onfocus = {
        let (entered, latest) = (entered.clone(), latest.clone());
        Callback::from(move |_: FocusEvent| *entered.borrow_mut() = latest.get())
    };
    let place = props.place;
    let judged = props.remarks.reform(move |text: AttrValue| (Some(place), text));
    let changed = props.on_change.reform(move |text: AttrValue| (place, text));
    // Lets what was there when the field was entered count again, where that is something else.
    let back = {
        let (remarks, latest) = (judged.clone(), latest.clone());
        let on_change = changed.clone();
        Callback::from(move |()| {
            let before = entered.borrow().clone();
            let other = latest.get() != before && !is_refused(&remarks.emit(before.clone()));
            if other {
                latest.say(before.clone());
                on_change.emit(before);
            }
            other
        })
    };
    let half = kept.get(&name(&props.keep, &props.value));
    let text = half.clone().unwrap_or_else(|| props.value.clone());
    let known = half == props.half;
    let mut remarks = if known { props.said.clone() } else { judged.emit(text.clone()) };
    if half.is_some() {
        remarks.push(Remark::until_then(&props.value));
    }
    let oninput = {
        let (kept, keep, on_change) = (kept.clone(), props.keep.clone(), changed.clone());
        let (remarks, latest) = (judged, latest.clone());
        let back = back.clone();
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let whole = text.trim();
            if whole.is_empty() || is_refused(&remarks.emit(whole.to_owned().into())) {
                // The beginning of a text that comes to nothing counts no longer.
                kept.set(&name(&keep, &latest.get()), None);
                back.emit(());
                kept.set(&name(&keep, &latest.get()), Some(text.into()));
            } else {
                let whole = AttrValue::from(whole.to_owned());
                kept.set(&name(&keep, &latest.get()), None);
                latest.say(whole.clone());
                on_change.emit(whole);
            }
        })
    };
    let onkeydown = {
        let (kept, keep, latest) = (kept.clone(), props.keep.clone(), latest.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Escape" {
                return;
            }
            let name = name(&keep, &latest.get());
            let half = kept.get(&name).is_some();
            kept.set(&name, None);
            if back.emit(()) || half {
                event.stop_propagation();
            }
        })
    };
    let take = {
        let (keep, on_change) = (props.keep.clone(), changed);
        Callback::from(move |text: AttrValue| {
            kept.set(&name(&keep, &latest.get()), None);
            latest.say(text.clone());
            on_change.emit(text);
        })
    };
    let invalid = is_refused(&remarks);
    html! {
        <li class="nsp-elements__row">
            <input class="nsp-field__control nsp-field__control_mono" id={props.id.clone()}
                value={text} {oninput} {onkeydown} {onfocus} autocomplete="off" autocapitalize="off"
                spellcheck="false" aria-label={props.noun.clone()}
                aria-describedby={remarks_id(&props.id)}
                aria-invalid={invalid.then_some("true")} />
            <Button label={format!("Remove {}", props.value)} icon={Symbol::Close} bare=true
                on_press={take.reform(|()| AttrValue::default())} />
            {remark_list(&props.id, &remarks, "Write", &take)}
        </li>
    }
}

/// Under which what is half typed in place of a value is kept.
pub(super) fn name(keep: &str, value: &str) -> String {
    format!("{keep}={value}")
}
