//! A saved caller or destination: the request form without the resource that is asked.

use nsp_formats::request::RequestForm;
use nsp_formats::scenario::Request;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::super::about::Name;
use super::AboutProps;
use crate::panels::request::{Control, MORE_INBOUND, RestControl};
use crate::state::{Draft, Estate, Field, FieldError, Shared};

/// What is written counts at once; what makes no sense is said at its field.
#[component]
pub(super) fn SourceForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let Thing::Source(at) = about.thing else { return html! {} };
    let estate = use_memo(about.scenario.clone(), |scenario| Shared::new(Estate::of(scenario)));
    let Some(written) = about.scenario.sources.get(at) else { return html! {} };
    let draft = Draft::from(&RequestForm::from(written));
    let errors = errors(&estate, &draft);
    let on_change = {
        let (about, draft, written) = (about.clone(), draft.clone(), written.clone());
        Callback::from(move |(field, text): (Field, AttrValue)| {
            let new = draft.clone().with(field, text).to_save();
            let new = Request { extra: written.extra.clone(), ..new };
            about.edit(Edit::Set(about.thing, Property::Request(Box::new(new))));
        })
    };
    let fields: Vec<Field> = if draft.is_outbound() {
        vec![Field::Direction, Field::OutboundTo]
    } else {
        // A private endpoint leads to one resource only.
        let one = (draft.get(Field::Path) == "private-endpoint").then_some(Field::Resource);
        let call = [Field::Direction, Field::From, Field::Authentication, Field::Protocol];
        call.into_iter().chain(MORE_INBOUND).chain(one).collect()
    };
    html! {<>
        <Name about={about.clone()} help="What its row is called." />
        { for fields.into_iter().map(|field| {
            let (draft, estate) = (draft.clone(), (*estate).clone());
            let (errors, on_change) = (errors.clone(), on_change.clone());
            if MORE_INBOUND.contains(&field) {
                html! { <RestControl key={field.id()} prefix="source-" {field} {draft} {estate} {errors} {on_change} /> }
            } else {
                html! { <Control key={field.id()} prefix="source-" {field} {draft} {estate} {errors} {on_change} /> }
            }
        }) }
    </>}
}

/// What is wrong with the source, asked of any resource.
fn errors(estate: &Shared<Estate>, draft: &Draft) -> Vec<FieldError> {
    let resource = estate.resources().next().map(|it| it.as_str().to_owned());
    let asked = draft.clone().with(Field::Resource, resource.unwrap_or_default());
    let mut errors = estate.ask(&asked).err().unwrap_or_default();
    errors.retain(|error| error.field != Field::Resource);
    errors
}
