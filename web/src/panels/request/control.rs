//! One field of the request, as a select or a line of text.

use yew::prelude::*;

use super::{choices, words};
use crate::state::{Draft, Estate, Field, FieldError, Shared};
use crate::ui::{SelectField, TextField};

#[derive(Properties, PartialEq)]
pub(super) struct ControlProps {
    pub(super) field: Field,
    pub(super) draft: Draft,
    pub(super) estate: Shared<Estate>,
    pub(super) errors: Vec<FieldError>,
    pub(super) on_change: Callback<(Field, AttrValue)>,
}

/// Labelled, explained, and told off where its text is nonsense.
#[component]
pub(super) fn Control(props: &ControlProps) -> Html {
    let field = props.field;
    let outbound = props.draft.is_outbound();
    let snapshot = props.estate.snapshot();
    let label = words::label(field, outbound);
    let help = words::help(field, outbound);
    let value = props.draft.get(field);
    let on_change = props.on_change.reform(move |text| (field, text));
    let error =
        props.errors.iter().find(|error| error.field == field).map(|error| error.message.clone());
    match choices::choices(field, snapshot) {
        Some(choices) => html! {
            <SelectField id={field.id()} {label} {help} {value} {choices} {error} {on_change} />
        },
        None => html! {
            <TextField id={field.id()} {label} {help} {value} {error} {on_change}
                offers={choices::offers(field, snapshot)} />
        },
    }
}
