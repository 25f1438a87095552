//! A list of texts that is edited element by element.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::element_add::ElementAdd;
use super::element_row::{ElementRow, name};
use super::kept::use_kept;
use super::latest::use_latest;
use super::{Button, Remark};

/// Rows that are shown at first, and that each press adds.
const PAGE: usize = 50;

#[derive(Clone, Properties, PartialEq)]
pub struct ElementListProps {
    /// From which the ids of its fields are made.
    pub id: AttrValue,
    /// Under which what is half typed is kept.
    pub keep: AttrValue,
    pub label: AttrValue,
    /// Its name on the wire.
    #[prop_or_default]
    pub wire: Option<AttrValue>,
    /// One of them, such as "prefix".
    pub noun: AttrValue,
    /// What may be written, in one line.
    pub help: AttrValue,
    pub values: Vec<AttrValue>,
    /// What the list holds of what it may, such as "3 of 200 elements".
    #[prop_or_default]
    pub count: Option<AttrValue>,
    /// Offered while typing; anything else may be typed.
    #[prop_or_default]
    pub offers: Vec<AttrValue>,
    /// What there is to say of a text at a place, or of one that is to be added.
    pub remarks: Callback<(Option<usize>, AttrValue), Vec<Remark>>,
    /// The list as it is to be.
    pub on_change: Callback<Vec<AttrValue>>,
}

/// Elements in their fields, then a field for more. What is taken out leaves the focus where the
/// next one can be reached.
#[component]
pub fn ElementList(props: &ElementListProps) -> Html {
    let shown = use_state_eq(|| PAGE);
    let latest = use_latest(&props.values);
    let lost = use_memo((), |()| Rc::new(Cell::new(false)));
    let adding = use_node_ref();
    use_effect_with((props.values.len(), adding.clone(), lost.clone()), |(_, adding, lost)| {
        if lost.replace(false)
            && is_focus_lost()
            && let Some(field) = adding.cast::<HtmlElement>()
        {
            // Fails only where the field is not in a document.
            let _ = field.focus();
        }
    });
    let newest = use_mut_ref(|| props.clone());
    newest.replace(props.clone());
    let remarks = {
        let newest = newest.clone();
        use_callback((), move |asked, ()| {
            let remarks = newest.borrow().remarks.clone();
            remarks.emit(asked)
        })
    };
    let on_change = {
        let (latest, lost) = (latest.clone(), lost.clone());
        use_callback((), move |(place, text): (usize, AttrValue), ()| {
            lost.set(text.is_empty());
            let values = with(&latest.get(), place, text);
            latest.say(values.clone());
            let on_change = newest.borrow().on_change.clone();
            on_change.emit(values);
        })
    };
    let kept = use_kept();
    let row = |(place, value): (usize, &AttrValue)| {
        let half = kept.get(&name(&props.keep, value));
        let text = half.clone().unwrap_or_else(|| value.clone());
        html! {
            <ElementRow key={place} id={format!("{}-{place}", props.id)} keep={props.keep.clone()}
                noun={props.noun.clone()} {place} value={value.clone()} {half}
                said={props.remarks.emit((Some(place), text))}
                remarks={remarks.clone()} on_change={on_change.clone()} />
        }
    };
    let on_add = {
        let (latest, on_change) = (latest.clone(), props.on_change.clone());
        let (lost, shown) = (lost.clone(), shown.clone());
        Callback::from(move |new: Vec<AttrValue>| {
            lost.set(true);
            let mut all = latest.get();
            all.extend(new);
            latest.say(all.clone());
            // What was just added is to be seen.
            shown.set((*shown).max(all.len().next_multiple_of(PAGE)));
            on_change.emit(all);
        })
    };
    let hidden = props.values.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + PAGE))
    };
    html! {
        <fieldset class="nsp-elements" data-field={props.id.clone()}>
            <legend class="nsp-elements__head">
                <span>{props.label.clone()}</span>
                if let Some(wire) = &props.wire {
                    <code class="nsp-elements__wire">{wire.clone()}</code>
                }
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
            <ElementAdd id={format!("{}-new", props.id)} keep={format!("{}+", props.keep)}
                noun={props.noun.clone()} help={props.help.clone()} values={props.values.clone()}
                offers={props.offers.clone()} node={adding}
                remarks={props.remarks.reform(|text| (None, text))} {on_add} />
        </fieldset>
    }
}

fn is_focus_lost() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let focus = document.and_then(|document| document.active_element());
    focus.is_none_or(|element| element.tag_name() == "BODY")
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
    use super::with;

    #[test]
    fn an_empty_text_takes_an_element_out() {
        let values = ["a".into(), "b".into()];
        assert_eq!(with(&values, 0, "c".into()), ["c", "b"]);
        assert_eq!(with(&values, 0, "".into()), ["b"]);
    }
}
