//! The thing that a form is about, and the fields every form has.

use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::advice::{self, Gravity, List, Slot, advise};
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::read::path;
use crate::state::{Shared, use_workspace};
use crate::ui::{ElementList, Remark, TextField, Tone, is_refused, use_kept, use_latest};

/// A thing of a scenario, and the way to change it.
#[derive(Clone, PartialEq)]
pub(super) struct About {
    pub(super) scenario: Shared<Scenario>,
    pub(super) thing: Thing,
    pub(super) on_edit: Callback<Edit>,
}

impl About {
    /// Another thing of the same scenario.
    pub(super) fn at(&self, thing: Thing) -> Self {
        Self { thing, ..self.clone() }
    }

    pub(super) fn edit(&self, edit: Edit) {
        self.on_edit.emit(edit);
    }

    /// A callback that sets a property to what is chosen.
    pub(super) fn setting(
        &self,
        property: impl Fn(AttrValue) -> Property + 'static,
    ) -> Callback<AttrValue> {
        let about = self.clone();
        Callback::from(move |text| about.edit(Edit::Set(about.thing, property(text))))
    }

    fn keep(&self, field: &str) -> String {
        format!("{}/{field}", path(&self.scenario, self.thing))
    }

    /// A name is kept by the place, for it changes the way by names while it is typed.
    fn keep_name(&self) -> String {
        let parent = self.thing.parent().map(|it| path(&self.scenario, it));
        format!("{}{}/name", parent.unwrap_or_default(), self.thing.pointer())
    }

    /// What is said of a text in a list, or of a name.
    fn advice(&self, list: List, index: Option<usize>, text: &str) -> Vec<Remark> {
        let slot = Slot { thing: self.thing, list, index };
        advise(&self.scenario, slot, text).into_iter().map(remark).collect()
    }
}

fn remark(advice: advice::Advice) -> Remark {
    let tone = match advice.gravity {
        Gravity::Refused => Tone::Refused,
        Gravity::Said => Tone::Said,
        Gravity::Noted => Tone::Noted,
    };
    let replacement = advice.replacement.map(AttrValue::from);
    Remark { tone, message: advice.message.into(), replacement }
}

/// What an empty field takes away.
pub(super) fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[derive(Properties, PartialEq)]
pub(super) struct TypedProps {
    pub(super) about: About,
    pub(super) id: AttrValue,
    /// Under which what is half typed is kept, where that is not by the names of things.
    #[prop_or_default]
    pub(super) keep: Option<AttrValue>,
    pub(super) label: AttrValue,
    #[prop_or_default]
    pub(super) wire: Option<AttrValue>,
    pub(super) help: AttrValue,
    pub(super) value: AttrValue,
    #[prop_or_default]
    pub(super) offers: Vec<AttrValue>,
    /// The change that a text makes.
    pub(super) edit: Callback<AttrValue, Edit>,
    /// What there is to say of a text.
    #[prop_or_else(|| Callback::from(|_| Vec::new()))]
    pub(super) remarks: Callback<AttrValue, Vec<Remark>>,
}

/// A line of text that counts as soon as it can; until then it stays in the field, what was there
/// when the field was entered counts, and Escape brings that back.
#[component]
pub(super) fn Typed(props: &TypedProps) -> Html {
    let about = &props.about;
    let kept = use_kept();
    let keep = match &props.keep {
        Some(keep) => keep.to_string(),
        None => about.keep(&props.id),
    };
    let latest = use_latest(&props.value);
    let entered = use_mut_ref(|| props.value.clone());
    let on_focus = {
        let (entered, latest) = (entered.clone(), latest.clone());
        Callback::from(move |()| *entered.borrow_mut() = latest.get())
    };
    let name = move |value: &str| format!("{keep}={value}");
    let half = kept.get(&name(&props.value));
    let judge = {
        let (about, edit, remarks) = (about.clone(), props.edit.clone(), props.remarks.clone());
        move |text: &str| {
            let text = AttrValue::from(text.to_owned());
            let mut said = remarks.emit(text.clone());
            if !is_refused(&said)
                && let Err(error) = about.scenario.edited(&edit.emit(text))
            {
                said.insert(0, Remark::refused(error.message()));
            }
            said
        }
    };
    let text = half.clone().unwrap_or_else(|| props.value.clone());
    let remarks = match &half {
        // A space at the end is kept for the word that follows.
        Some(_) if text.trim() != props.value.as_str() => {
            let mut said = judge(text.trim());
            said.push(Remark::until_then(&props.value));
            said
        }
        _ => props.remarks.emit(text.trim().to_owned().into()),
    };
    let write = {
        let (kept, name, on_edit) = (kept.clone(), name.clone(), about.on_edit.clone());
        let (latest, edit) = (latest.clone(), props.edit.clone());
        Callback::from(move |text: AttrValue| {
            let whole = text.trim();
            if is_refused(&judge(whole)) {
                let before = entered.borrow().clone();
                // The beginning of a text that comes to nothing counts no longer.
                if latest.get() != before && !is_refused(&judge(&before)) {
                    kept.set(&name(&latest.get()), None);
                    latest.say(before.clone());
                    on_edit.emit(edit.emit(before));
                }
                kept.set(&name(&latest.get()), Some(text));
            } else {
                let spaces = (whole.len() < text.len()).then(|| text.clone());
                let whole = AttrValue::from(whole.to_owned());
                kept.set(&name(&latest.get()), None);
                kept.set(&name(&whole), spaces);
                latest.say(whole.clone());
                on_edit.emit(edit.emit(whole));
            }
        })
    };
    let on_escape =
        half.is_some().then(|| Callback::from(move |()| kept.set(&name(&latest.get()), None)));
    html! {
        <TextField id={props.id.clone()} label={props.label.clone()} wire={props.wire.clone()}
            help={props.help.clone()} value={text} offers={props.offers.clone()} {remarks}
            on_take={write.clone()} on_change={write} {on_escape} {on_focus} />
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct NameProps {
    pub(super) about: About,
    #[prop_or(AttrValue::Static("Name"))]
    pub(super) label: AttrValue,
    #[prop_or(AttrValue::Static("estate-name"))]
    pub(super) id: AttrValue,
    pub(super) help: AttrValue,
}

/// The name of a thing. What refers to it is carried along.
#[component]
pub(super) fn Name(props: &NameProps) -> Html {
    let about = props.about.clone();
    let thing = about.thing;
    let keep = AttrValue::from(about.keep_name());
    let value = AttrValue::from(thing.name(&about.scenario).unwrap_or_default().to_owned());
    let remarks = {
        let about = about.clone();
        Callback::from(move |text: AttrValue| about.advice(List::Name, None, &text))
    };
    html! {
        <Typed {about} {keep} id={props.id.clone()} label={props.label.clone()} help={props.help.clone()}
            {value} {remarks}
            edit={Callback::from(move |text: AttrValue| Edit::Rename(thing, text.to_string()))} />
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ElementsProps {
    pub(super) about: About,
    pub(super) list: List,
    #[prop_or_default]
    pub(super) offers: Vec<AttrValue>,
}

/// A list of a rule, a service tag or a firewall.
#[component]
pub(super) fn Elements(props: &ElementsProps) -> Html {
    let list = props.list;
    let words = super::forms::words_of(list);
    let texts = list.of(props.about.thing, &props.about.scenario);
    // While another field is typed in, what there is to say of these follows with the rest.
    let listed = use_workspace().session.document.scenario.clone();
    let is_same = texts == list.of(props.about.thing, &listed);
    let scenario = if is_same { listed } else { props.about.scenario.clone() };
    let about = About { scenario, ..props.about.clone() };
    let values: Vec<AttrValue> =
        texts.into_iter().map(|text| AttrValue::from(text.to_owned())).collect();
    let remarks = use_callback(
        (about.clone(), list),
        |(index, text): (Option<usize>, AttrValue), (about, list)| {
            about.advice(*list, index, &text)
        },
    );
    let on_change = use_callback((about.clone(), list), |values: Vec<AttrValue>, (about, list)| {
        let texts = values.iter().map(ToString::to_string).collect();
        let set = list.set_to(texts).map(|it| Edit::Set(about.thing, it));
        set.into_iter().for_each(|edit| about.edit(edit));
    });
    let count = match advice::room(&about.scenario, about.thing, list) {
        Some((held, most)) => format!("{held} of {most} {}", words.counted),
        None if values.is_empty() => String::new(),
        None => values.len().to_string(),
    };
    html! {
        <ElementList id={words.wire} keep={about.keep(words.wire)} label={words.label}
            wire={words.wire} noun={words.noun} help={words.help} {values}
            count={(!count.is_empty()).then_some(AttrValue::from(count))}
            offers={props.offers.clone()} {remarks} {on_change} />
    }
}
