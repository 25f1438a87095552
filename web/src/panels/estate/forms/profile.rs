//! A profile.

use nsp_formats::scenario::edit::{Edit, Thing};
use yew::prelude::*;

use super::super::about::Name;
use super::super::read::perimeters;
use super::{AboutProps, choice};
use crate::ui::{Choice, SelectField};

/// Its rules and resources are lines of the outline.
#[component]
pub(super) fn ProfileForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let scenario = &about.scenario;
    let thing = about.thing;
    let Thing::Profile { perimeter, profile } = thing else { return html! {} };
    let perimeters = &scenario.estate.perimeters;
    let written = perimeters.get(perimeter).and_then(|it| it.profiles.get(profile));
    let Some(written) = written else { return html! {} };
    let choices: Vec<Choice> = self::perimeters(scenario)
        .map(|at| {
            let name = Thing::Perimeter(at).told_apart(scenario).unwrap_or_default();
            choice(&at.to_string(), &name)
        })
        .collect();
    let on_move = {
        let about = about.clone();
        Callback::from(move |text: AttrValue| {
            let Ok(perimeter) = text.parse::<usize>() else { return };
            let profiles = about.scenario.estate.perimeters.get(perimeter);
            let profile = profiles.map_or(0, |it| it.profiles.len());
            about.edit(Edit::Move { from: thing, to: Thing::Profile { perimeter, profile } });
        })
    };
    html! {<>
        <Name about={about.clone()} help="Associations keep to it under a new name." />
        <SelectField id="estate-perimeter" label="Perimeter"
            help="In another one it takes its rules and associations along."
            value={perimeter.to_string()} {choices} on_change={on_move} />
        if written.access_rules_not_given == Some(true) {
            <p class="nsp-form__wide nsp-form__note">
                {"Its rules are in none of the documents, so what they allow is not known. "}
                {"Add the rules that it has."}
            </p>
        } else if written.access_rules.is_empty() {
            <p class="nsp-form__wide nsp-form__note">
                {"No rules yet: it admits nobody but the perimeter’s own members. Add a rule."}
            </p>
        }
    </>}
}
