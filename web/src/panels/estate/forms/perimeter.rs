//! A network security perimeter.

use nsp_formats::request::is_guid;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::super::about::{Name, Typed, given};
use super::{AboutProps, text};
use crate::ui::Remark;

/// Its profiles, members and links are lines of the outline.
#[component]
pub(super) fn PerimeterForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let thing = about.thing;
    let Thing::Perimeter(at) = thing else { return html! {} };
    let Some(perimeter) = about.scenario.estate.perimeters.get(at) else { return html! {} };
    let guid = Callback::from(move |text: AttrValue| {
        Edit::Set(thing, Property::PerimeterGuid(given(&text)))
    });
    let location =
        Callback::from(move |text: AttrValue| Edit::Set(thing, Property::Location(given(&text))));
    html! {<>
        <Name about={about.clone()} help="Its last id segment. Links and members follow a new name." />
        <Typed about={about.clone()} id="location" label="Region" wire="location"
            help="Such as `westeurope`. Decides nothing."
            value={text(perimeter.location.as_ref())} edit={location} />
        <Typed about={about.clone()} id="perimeterGuid" label="GUID" wire="perimeterGuid"
            help="By it tokens, logs and other perimeters name this one."
            value={text(perimeter.perimeter_guid.as_ref())} edit={guid}
            remarks={Callback::from(|text: AttrValue| guid_remarks(&text))} />
        <p class="nsp-form__wide nsp-form__fact"><span>{"Id "}</span><code>{text(perimeter.id.as_ref())}</code></p>
    </>}
}

/// What there is to say of a text that is to be a GUID.
pub(super) fn guid_remarks(text: &str) -> Vec<Remark> {
    let text = text.trim();
    if text.is_empty() || text.starts_with('[') || is_guid(text) {
        return Vec::new();
    }
    let message =
        format!("`{text}` is no GUID. Write one such as `aaaaaaaa-0000-4000-8000-000000000001`.");
    vec![Remark::refused(message)]
}
