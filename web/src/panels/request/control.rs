//! One field of the request, as a select or a line of text.

use yew::prelude::*;

use super::{choices, words};
use crate::state::{Draft, Estate, Field, FieldError, Shared};
use crate::ui::{Choice, SelectField, TextField};

#[derive(Properties, PartialEq)]
pub struct ControlProps {
    /// What its id begins with, where the request bar's own stands on the page too.
    #[prop_or_default]
    pub prefix: &'static str,
    pub field: Field,
    pub draft: Draft,
    pub estate: Shared<Estate>,
    pub errors: Vec<FieldError>,
    pub on_change: Callback<(Field, AttrValue)>,
}

/// A field of the bar: labelled, explained, and told off where its text is nonsense.
#[component]
pub fn Control(props: &ControlProps) -> Html {
    let field = props.field;
    let outbound = props.draft.is_outbound();
    let snapshot = props.estate.snapshot();
    let label = words::label(field, outbound);
    let help = match field {
        Field::Resource if snapshot.resources.is_empty() => words::NO_RESOURCE,
        _ => words::help(field, outbound),
    };
    let choices = choices::use_choices(field, &props.estate);
    let offers = use_memo((field, props.estate.clone()), |(field, estate)| {
        choices::offers(*field, estate.snapshot())
    });
    let choices = choices.map(|choices| (*choices).clone());
    control(props, (label, help), choices, (*offers).clone())
}

/// A field with its label and help: a select where it has choices, else a line of text.
pub(super) fn control(
    props: &ControlProps,
    (label, help): (&'static str, &'static str),
    choices: Option<Vec<Choice>>,
    offers: Vec<AttrValue>,
) -> Html {
    let field = props.field;
    let value = props.draft.get(field);
    let on_change = props.on_change.reform(move |text| (field, text));
    let error =
        props.errors.iter().find(|error| error.field == field).map(|error| error.message.clone());
    let id = format!("{}{}", props.prefix, field.id());
    match choices {
        Some(choices) => html! {
            <SelectField {id} {label} {help} {value} {choices} {error} {on_change} />
        },
        None => html! {
            <TextField {id} {label} {help} {value} {error} {on_change} {offers} />
        },
    }
}
