//! The form of what is picked, a file for each kind of thing.

mod access_rule;
mod association;
mod firewall;
mod head;
pub(super) mod link;
mod perimeter;
mod profile;
mod resource;
mod scenario;
mod service_tag;
mod source;
mod words;

use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Thing};
use yew::prelude::*;

use super::about::About;
use super::read::{Subject, page};
use crate::state::Shared;
use crate::ui::Choice;
pub(super) use words::words_of;

#[derive(Properties, PartialEq)]
pub(super) struct FormProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) subject: Subject,
    pub(super) on_edit: Callback<Edit>,
}

/// What a form of one thing is given.
#[derive(Properties, PartialEq)]
struct AboutProps {
    about: About,
}

/// The form of a subject. Every change counts at once.
#[component]
pub(super) fn Form(props: &FormProps) -> Html {
    let (scenario, subject) = (&props.scenario, &props.subject);
    let Some(thing) = subject.thing(scenario) else { return html! {} };
    let about = About { scenario: scenario.clone(), thing, on_edit: props.on_edit.clone() };
    let form = match (subject, thing) {
        (Subject::Thing(_), thing) if page(thing, scenario).is_some() => html! {
            <p class="nsp-form__wide nsp-form__note">
                {"What it holds is neither let in nor shut out. Add the further pages, or list with "}
                {"the command line, which fetches all."}
            </p>
        },
        (Subject::Resource(id), _) => {
            html! { <resource::ResourceForm about={about.clone()} id={id.clone()} /> }
        }
        (_, Thing::Perimeter(_)) => html! { <perimeter::PerimeterForm about={about.clone()} /> },
        (_, Thing::Profile { .. }) => html! { <profile::ProfileForm about={about.clone()} /> },
        (_, Thing::AccessRule { .. }) => {
            html! { <access_rule::AccessRuleForm about={about.clone()} /> }
        }
        (_, Thing::Link { .. } | Thing::LinkReference { .. }) => {
            html! { <link::LinkForm about={about.clone()} /> }
        }
        (_, Thing::ServiceTag(_)) => {
            html! { <service_tag::ServiceTagForm about={about.clone()} /> }
        }
        (_, Thing::Source(_)) => html! { <source::SourceForm about={about.clone()} /> },
        _ => html! { <scenario::ScenarioForm about={about.clone()} /> },
    };
    html! {
        <section class="nsp-form" aria-labelledby="estate-form">
            <head::Head {about} subject={subject.clone()} />
            <div class="nsp-form__fields" key={thing.pointer()}>{form}</div>
        </section>
    }
}

fn choice(value: &str, text: &str) -> Choice {
    Choice { value: value.to_owned().into(), text: text.to_owned().into() }
}

fn text(value: Option<&String>) -> AttrValue {
    value.cloned().unwrap_or_default().into()
}
