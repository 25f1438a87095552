//! The field from which elements are added to a list.

use web_sys::{ClipboardEvent, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::kept::use_kept;
use super::remark::remarks_id;
use super::{Button, ButtonKind, Remark, Symbol, is_refused, remark_list};

#[derive(Properties, PartialEq)]
pub(super) struct ElementAddProps {
    pub(super) id: AttrValue,
    pub(super) keep: AttrValue,
    pub(super) noun: AttrValue,
    pub(super) help: AttrValue,
    pub(super) values: Vec<AttrValue>,
    pub(super) offers: Vec<AttrValue>,
    pub(super) node: NodeRef,
    pub(super) remarks: Callback<AttrValue, Vec<Remark>>,
    pub(super) on_add: Callback<Vec<AttrValue>>,
}

/// Enter adds what is typed; of a pasted text, each part between commas, semicolons and white
/// space. What is refused stays in the field.
#[component]
pub(super) fn ElementAdd(props: &ElementAddProps) -> Html {
    let kept = use_kept();
    let typed = kept.get(&props.keep).unwrap_or_default();
    let write = {
        let (kept, keep) = (kept.clone(), props.keep.clone());
        Callback::from(move |text: AttrValue| {
            kept.set(&keep, Some(text).filter(|text| !text.is_empty()));
        })
    };
    let add = {
        let (values, remarks) = (props.values.clone(), props.remarks.clone());
        let (on_add, write) = (props.on_add.clone(), write.clone());
        Callback::from(move |text: AttrValue| {
            let fresh = fresh(&text, &values);
            let (refused, taken): (Vec<&str>, Vec<&str>) = fresh
                .into_iter()
                .partition(|part| is_refused(&remarks.emit(AttrValue::from((*part).to_owned()))));
            write.emit(refused.join(", ").into());
            if !taken.is_empty() {
                on_add
                    .emit(taken.into_iter().map(|text| AttrValue::from(text.to_owned())).collect());
            }
        })
    };
    let onkeydown = {
        let (add, write) = (add.clone(), write.clone());
        Callback::from(move |event: KeyboardEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            match event.key().as_str() {
                "Enter" if !typed.trim().is_empty() => {
                    event.prevent_default();
                    add.emit(typed.into());
                }
                "Escape" if !typed.is_empty() => {
                    event.stop_propagation();
                    write.emit(AttrValue::default());
                }
                _ => {}
            }
        })
    };
    let onpaste = {
        let add = add.clone();
        Callback::from(move |event: Event| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            let event: ClipboardEvent = wasm_bindgen::JsCast::unchecked_into(event);
            let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
            if let Some(text) = text.filter(|text| parts(text).nth(1).is_some()) {
                event.prevent_default();
                add.emit(format!("{typed} {text}").into());
            }
        })
    };
    let oninput = write.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    // One that was refused among several is told of by itself.
    let said = parts(&typed).next().map(|part| AttrValue::from(part.to_owned()));
    let said = said.map(|part| props.remarks.emit(part)).unwrap_or_default();
    let invalid = is_refused(&said);
    let take = {
        let (typed, add) = (typed.clone(), add.clone());
        Callback::from(move |text: AttrValue| add.emit(instead(&typed, &text).into()))
    };
    let list = (!props.offers.is_empty()).then(|| format!("{}-offers", props.id));
    html! {<>
        <div class="nsp-elements__add">
            <input class="nsp-field__control nsp-field__control_mono" id={props.id.clone()}
                ref={props.node.clone()} value={typed.clone()} list={list.clone()}
                {oninput} {onkeydown} {onpaste}
                placeholder={props.help.clone()} autocomplete="off" autocapitalize="off"
                spellcheck="false" aria-label={format!("Add {}", with_article(&props.noun))}
                aria-describedby={remarks_id(&props.id)}
                aria-invalid={invalid.then_some("true")} />
            <Button label="Add" icon={Symbol::Plus} kind={ButtonKind::Line}
                disabled={typed.trim().is_empty()} on_press={add.reform(move |()| typed.clone())} />
        </div>
        if let Some(list) = list {
            <datalist id={list}>
                { for props.offers.iter().map(|offer| html! { <option value={offer.clone()} /> }) }
            </datalist>
        }
        {remark_list(&props.id, &said, "Add", &take)}
    </>}
}

/// "an id", "a prefix".
fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The texts between commas, semicolons and white space.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|part| !part.is_empty())
}

/// The parts that are in the list not yet, each once.
fn fresh<'t>(text: &'t str, values: &[AttrValue]) -> Vec<&'t str> {
    let mut fresh: Vec<&str> = Vec::new();
    for part in parts(text) {
        if !fresh.contains(&part) && !values.iter().any(|known| known.as_str() == part) {
            fresh.push(part);
        }
    }
    fresh
}

/// The text with something else in place of its first part; the rest stays.
fn instead(text: &str, first: &str) -> String {
    let rest = parts(text).skip(1);
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{fresh, instead, parts, with_article};

    #[test]
    fn a_paste_is_cut_at_commas_lines_and_spaces() {
        let cut: Vec<&str> = parts(" 10.0.0.0/8,\n192.0.2.1\t2001:db8::/32;; ").collect();
        assert_eq!(cut, ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"]);
    }

    #[test]
    fn what_is_there_already_is_not_added_again() {
        assert_eq!(fresh("a b a c", &["c".into()]), ["a", "b"]);
    }

    #[test]
    fn an_offer_takes_the_place_of_the_first_part() {
        assert_eq!(instead("*, 10.0.0.0/40", "0.0.0.0/0"), "0.0.0.0/0 10.0.0.0/40");
    }

    #[test]
    fn nouns_have_their_article() {
        assert_eq!([with_article("id"), with_article("prefix")], ["an id", "a prefix"]);
    }
}
