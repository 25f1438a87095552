//! Which profile a resource is in, and in which mode.

use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::super::about::{About, Name};
use super::super::read::{association, profile_of, profile_thing, profiles};
use super::choice;
use crate::ui::{Choice, SelectField};

#[derive(Properties, PartialEq)]
pub(super) struct AssociationFieldsProps {
    pub(super) about: About,
    /// Which of the resource’s associations it is.
    pub(super) ordinal: usize,
}

/// One association of a resource.
#[component]
pub(super) fn AssociationFields(props: &AssociationFieldsProps) -> Html {
    let about = &props.about;
    let Some(written) = association(&about.scenario, about.thing) else { return html! {} };
    let mode = written.access_mode.clone().unwrap_or_else(|| "Learning".to_owned());
    let modes = [("Learning", "Transition"), ("Enforced", "Enforced"), ("Audit", "Audit")];
    let ordinal = props.ordinal;
    html! {
        <div class="nsp-form__wide nsp-form__group">
            <Membership about={about.clone()} id={format!("profile-{ordinal}")} />
            <SelectField id={format!("accessMode-{ordinal}")} label="Access mode" wire="accessMode"
                help="Transition (formerly Learning; `Learning` in code)." value={mode}
                choices={modes.map(|(value, text)| choice(value, text)).to_vec()}
                on_change={about.setting(|text| Property::AccessMode(text.to_string()))} />
            <Name about={about.clone()} id={format!("association-{ordinal}")} label="Association"
                help="Its own name, which decides nothing." />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct MembershipProps {
    pub(super) about: About,
    pub(super) id: AttrValue,
}

/// The profile of an association, or of a resource without one: a choice that associates, moves
/// and dissociates.
#[component]
pub(super) fn Membership(props: &MembershipProps) -> Html {
    let about = &props.about;
    let (scenario, what) = (&about.scenario, about.thing);
    let all = profiles(scenario);
    let own = profile_thing(scenario, what);
    let value = match own {
        Some(own) => all.iter().position(|(it, _)| *it == own).map(|at| at.to_string()),
        None => association(scenario, what)
            .map(|it| format!("{} (missing)", profile_of(it).unwrap_or("no profile"))),
    };
    let choices: Vec<Choice> = std::iter::once(choice("", "In no perimeter"))
        .chain(all.iter().enumerate().map(|(at, (_, name))| choice(&at.to_string(), name)))
        .collect();
    let on_change = {
        let about = about.clone();
        Callback::from(move |text: AttrValue| {
            if let Some(edit) = turn(&about, &text, &all) {
                about.edit(edit);
            }
        })
    };
    html! {
        <SelectField id={props.id.clone()} label="Profile" value={value.unwrap_or_default()} {choices} {on_change}
            help="Its inbound and outbound rules count for this resource." />
    }
}

fn turn(about: &About, chosen: &str, all: &[(Thing, String)]) -> Option<Edit> {
    if chosen.is_empty() {
        return Some(Edit::Dissociate(about.thing));
    }
    match all.get(chosen.parse::<usize>().ok()?)? {
        (Thing::Profile { perimeter, profile }, _) => {
            Some(Edit::Associate { what: about.thing, perimeter: *perimeter, profile: *profile })
        }
        _ => None,
    }
}
