//! The scenario itself.

use nsp_core::Revision;
use nsp_formats::scenario::edit::Property;
use yew::prelude::*;

use super::super::about::{Name, given};
use super::{AboutProps, choice, text};
use crate::ui::{SelectField, TextField};

/// What it is called, what it shows, and by what it is judged.
#[component]
pub(super) fn ScenarioForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let scenario = &about.scenario;
    let revisions = Revision::ALL.map(|revision| {
        let status = match revision {
            Revision::Preview => "preview",
            Revision::GeneralAvailability => "general availability",
        };
        choice(revision.date(), &format!("{} ({status})", revision.date()))
    });
    let revision = scenario.revision.clone().unwrap_or_else(|| "2025-06-18".to_owned());
    html! {<>
        <Name about={about.clone()} help="A short title." />
        <SelectField id="estate-revision" label="Judged by" wire="revision"
            help="The revision of the storage article that says what a perimeter supports."
            value={revision} choices={revisions.to_vec()}
            on_change={about.setting(|text| Property::Revision(Some(text.to_string())))} />
        <div class="nsp-form__wide">
            <TextField id="estate-description" rows=3 label="Description" wire="description"
                help="What the scenario shows, in a sentence or two."
                value={text(scenario.description.as_ref())}
                on_change={about.setting(|text| Property::Description(given(&text)))} />
        </div>
    </>}
}
