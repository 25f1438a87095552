//! A list of texts that is edited element by element.

use web_sys::{ClipboardEvent, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::element_row::ElementRow;
use super::{Button, ButtonKind, Remark, RemarkList, Symbol, Tone};

/// Rows that are shown at first, and that each press adds.
const PAGE: usize = 50;

#[derive(Properties, PartialEq)]
pub struct ElementListProps {
    /// From which the ids of its fields are made.
    pub id: AttrValue,
    pub label: AttrValue,
    /// One of them, such as "prefix".
    pub noun: AttrValue,
    /// What may be written, in one line.
    pub help: AttrValue,
    pub values: Vec<AttrValue>,
    /// What the list holds of what it may, such as "3 of 200 elements".
    #[prop_or_default]
    pub count: Option<AttrValue>,
    /// What there is to say of a text at a place, or of one that is to be added.
    pub remarks: Callback<(Option<usize>, AttrValue), Vec<Remark>>,
    /// What is typed and not added yet.
    pub typed: AttrValue,
    pub on_type: Callback<AttrValue>,
    /// The list as it is to be.
    pub on_change: Callback<Vec<AttrValue>>,
}

/// Enter adds what is typed; of a pasted text, each part between commas, spaces or line ends. What
/// is refused stays in the field.
#[component]
pub fn ElementList(props: &ElementListProps) -> Html {
    let shown = use_state_eq(|| PAGE);
    let adding = format!("{}-new", props.id);
    let add = {
        let (values, remarks) = (props.values.clone(), props.remarks.clone());
        let (on_change, on_type) = (props.on_change.clone(), props.on_type.clone());
        Callback::from(move |text: AttrValue| {
            let fresh = |text: &&str| !values.iter().any(|known| known.as_str() == *text);
            let (refused, taken): (Vec<&str>, Vec<&str>) =
                parts(&text).filter(fresh).partition(|part| {
                    let said = remarks.emit((None, AttrValue::from((*part).to_owned())));
                    said.iter().any(|remark| remark.tone == Tone::Refused)
                });
            if !taken.is_empty() {
                let taken = taken.into_iter().map(|text| AttrValue::from(text.to_owned()));
                on_change.emit(values.iter().cloned().chain(taken).collect());
            }
            on_type.emit(refused.join(", ").into());
        })
    };
    let onkeydown = {
        let (add, typed) = (add.clone(), props.typed.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !typed.trim().is_empty() {
                event.prevent_default();
                add.emit(typed.clone());
            }
        })
    };
    let onpaste = {
        let add = add.clone();
        Callback::from(move |event: Event| {
            let event: ClipboardEvent = wasm_bindgen::JsCast::unchecked_into(event);
            let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
            if let Some(text) = text.filter(|text| parts(text).nth(1).is_some()) {
                event.prevent_default();
                add.emit(text.into());
            }
        })
    };
    let oninput = props.on_type.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let row = |(place, value): (usize, &AttrValue)| {
        let on_change = {
            let (values, on_change) = (props.values.clone(), props.on_change.clone());
            Callback::from(move |text: AttrValue| on_change.emit(with(&values, place, text)))
        };
        html! {
            <ElementRow key={place} id={format!("{}-{place}", props.id)} noun={props.noun.clone()}
                value={value.clone()} {on_change}
                remarks={props.remarks.reform(move |text| (Some(place), text))} />
        }
    };
    let said = props.remarks.emit((None, props.typed.clone()));
    let invalid = said.iter().any(|remark| remark.tone == Tone::Refused);
    let hidden = props.values.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + PAGE))
    };
    html! {
        <fieldset class="nsp-elements" data-field={props.id.clone()}>
            <legend class="nsp-elements__head">
                <span>{props.label.clone()}</span>
                if let Some(count) = &props.count {
                    <span class="nsp-elements__count">{count.clone()}</span>
                }
            </legend>
            <ul class="nsp-elements__list">
                { for props.values.iter().enumerate().take(*shown).map(row) }
            </ul>
            if hidden > 0 {
                <Button label={format!("Show {} more of {hidden}", PAGE.min(hidden))} on_press={more} />
            }
            <div class="nsp-elements__add">
                <input class="nsp-field__control nsp-field__control_mono" id={adding.clone()}
                    value={props.typed.clone()} {oninput} {onkeydown} {onpaste}
                    placeholder={props.help.clone()} autocomplete="off" autocapitalize="off"
                    spellcheck="false" aria-label={format!("Add a {}", props.noun)}
                    aria-describedby={format!("{adding}-remarks")}
                    aria-invalid={invalid.then_some("true")} />
                <Button label="Add" icon={Symbol::Plus} kind={ButtonKind::Line}
                    disabled={props.typed.trim().is_empty()}
                    on_press={add.reform({ let typed = props.typed.clone(); move |()| typed.clone() })} />
            </div>
            <RemarkList id={format!("{adding}-remarks")} remarks={said} on_take={props.on_type.clone()} />
        </fieldset>
    }
}

/// The texts between commas, semicolons and white space.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|part| !part.is_empty())
}

/// The list with another text at a place; an empty one takes it out.
fn with(values: &[AttrValue], place: usize, text: AttrValue) -> Vec<AttrValue> {
    let replaced = |(at, value): (usize, &AttrValue)| {
        if at == place { text.clone() } else { value.clone() }
    };
    values.iter().enumerate().map(replaced).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{parts, with};

    #[test]
    fn a_paste_is_cut_at_commas_lines_and_spaces() {
        let cut: Vec<&str> = parts(" 10.0.0.0/8,\n192.0.2.1\t2001:db8::/32;; ").collect();
        assert_eq!(cut, ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"]);
    }

    #[test]
    fn an_empty_text_takes_an_element_out() {
        let values = ["a".into(), "b".into()];
        assert_eq!(with(&values, 0, "c".into()), ["c", "b"]);
        assert_eq!(with(&values, 0, "".into()), ["b"]);
    }
}
