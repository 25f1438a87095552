//! What a form is about, and what can be done with the whole of it.

use nsp_formats::scenario::edit::{Edit, Thing};
use yew::prelude::*;

use super::super::about::About;
use super::super::act;
use super::super::read::{Subject, page};
use crate::ui::{Button, Symbol};

#[derive(Properties, PartialEq)]
pub(super) struct HeadProps {
    pub(super) about: About,
    pub(super) subject: Subject,
}

/// Buttons that would do nothing are disabled, so that none moves away under the finger.
#[component]
pub(super) fn Head(props: &HeadProps) -> Html {
    let (about, subject) = (&props.about, &props.subject);
    let scenario = &about.scenario;
    let button = |label: &'static str, icon: Symbol, edit: Option<Edit>| {
        let about = about.clone();
        let disabled = edit.is_none();
        let on_press =
            Callback::from(move |()| edit.iter().for_each(|edit| about.edit(edit.clone())));
        html! { <Button {label} {icon} bare=true {disabled} {on_press} /> }
    };
    let title = match page(about.thing, scenario) {
        Some(page) => html! { <span>{page}</span> },
        None => html! {<>
            <span>{what(about.thing, subject)}</span>{" "}
            <code>{about.thing.name(scenario).unwrap_or_default().to_owned()}</code>
        </>},
    };
    html! {
        <header class="nsp-form__head">
            <h3 class="nsp-form__title" id="estate-form">{title}</h3>
            if about.thing != Thing::Scenario {
                <div class="nsp-form__actions">
                    {button("Move up", Symbol::Up, act::shift(subject, scenario, true))}
                    {button("Move down", Symbol::Down, act::shift(subject, scenario, false))}
                    {button("Duplicate", Symbol::Copy, act::copy(subject, scenario))}
                    {button("Delete", Symbol::Remove, act::removal(subject, scenario))}
                </div>
            }
        </header>
    }
}

/// "Access rule", "Storage account".
fn what(thing: Thing, subject: &Subject) -> &'static str {
    match (subject, thing) {
        (Subject::Resource(id), _) if id.is_storage_account() => "Storage account",
        (Subject::Resource(id), _) if id.has_type("Microsoft.KeyVault/vaults") => "Key vault",
        (Subject::Resource(_), _) | (_, Thing::Resource(_)) => "Resource",
        (_, Thing::Scenario) => "Scenario",
        (_, Thing::Perimeter(_)) => "Perimeter",
        (_, Thing::Profile { .. }) => "Profile",
        (_, Thing::AccessRule { .. }) => "Access rule",
        (_, Thing::Association { .. }) => "Association",
        (_, Thing::Link { .. }) => "Link",
        (_, Thing::LinkReference { .. }) => "Link from another perimeter",
        (_, Thing::ServiceTag(_)) => "Service tag",
        (_, Thing::Source(_)) => "Source",
        (_, Thing::Request(_)) => "Request",
        (_, Thing::Expectation(_)) => "Expectation",
    }
}
