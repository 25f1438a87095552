//! An access rule with its elements, kind by kind.

use nsp_formats::scenario::advice::List;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::super::about::{Elements, Name};
use super::super::read::profiles;
use super::{AboutProps, choice};
use crate::ui::{Choice, SelectField};

const INBOUND: [List; 2] = [List::AddressPrefixes, List::Subscriptions];
const OUTBOUND: [List; 1] = [List::FullyQualifiedDomainNames];
const RARE_INBOUND: [List; 2] = [List::ServiceTags, List::NetworkSecurityPerimeters];
const RARE_OUTBOUND: [List; 2] = [List::EmailAddresses, List::PhoneNumbers];

/// The kinds of its direction, and any other that the document has; what is rare stands behind.
#[component]
pub(super) fn AccessRuleForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let scenario = &about.scenario;
    let thing = about.thing;
    let Thing::AccessRule { perimeter, profile, rule } = thing else { return html! {} };
    let written = scenario.estate.perimeters.get(perimeter);
    let written = written.and_then(|it| it.profiles.get(profile));
    let Some(written) = written.and_then(|it| it.access_rules.get(rule)) else { return html! {} };
    let direction = written.direction.clone().unwrap_or_else(|| "Inbound".to_owned());
    let outbound = direction.eq_ignore_ascii_case("Outbound");
    let (main, rare, other): (&[List], &[List], [&[List]; 2]) = if outbound {
        (&OUTBOUND, &RARE_OUTBOUND, [&INBOUND, &RARE_INBOUND])
    } else {
        (&INBOUND, &RARE_INBOUND, [&OUTBOUND, &RARE_OUTBOUND])
    };
    let has = |list: &&List| !list.of(thing, scenario).is_empty();
    let strange = other.into_iter().flatten().filter(has);
    let shown = main.iter().chain(rare.iter().filter(has)).chain(strange);
    let hidden: Vec<&List> = rare.iter().filter(|list| !has(list)).collect();
    let list = |list: &List| {
        html! {
            <div class="nsp-form__wide" key={format!("{list:?}")}>
                <Elements about={about.clone()} list={*list} />
            </div>
        }
    };
    html! {<>
        <Name about={about.clone()} help="Traces and logs say which rule decided." />
        <SelectField id="direction-of-rule" label="Direction" wire="direction"
            help="Inbound admits callers. Outbound lets members call out."
            value={direction} choices={vec![choice("Inbound", "Inbound"), choice("Outbound", "Outbound")]}
            on_change={about.setting(|text| Property::Direction(text.to_string()))} />
        <ProfileOfRule about={about.clone()} />
        { for shown.map(list) }
        if !hidden.is_empty() {
            <details class="nsp-form__wide nsp-form__more">
                <summary>{"Other kinds of element"}</summary>
                { for hidden.into_iter().map(list) }
            </details>
        }
    </>}
}

/// The profile of a rule, as a choice that moves it.
#[component]
fn ProfileOfRule(props: &AboutProps) -> Html {
    let about = &props.about;
    let from = about.thing;
    let all = profiles(&about.scenario);
    let place = |thing: Option<Thing>| {
        all.iter().position(|(it, _)| Some(*it) == thing).map(|at| at.to_string())
    };
    let choices: Vec<Choice> =
        all.iter().enumerate().map(|(at, (_, name))| choice(&at.to_string(), name)).collect();
    let value = place(from.parent()).unwrap_or_default();
    let on_change = {
        let (about, all) = (about.clone(), all.clone());
        Callback::from(move |text: AttrValue| {
            let target = text.parse::<usize>().ok().and_then(|at| all.get(at));
            let Some((Thing::Profile { perimeter, profile }, _)) = target else { return };
            let (perimeter, profile) = (*perimeter, *profile);
            let there = about.scenario.estate.perimeters.get(perimeter);
            let there = there.and_then(|it| it.profiles.get(profile));
            let rule = there.map_or(0, |it| it.access_rules.len());
            let to = Thing::AccessRule { perimeter, profile, rule };
            about.edit(Edit::Move { from, to });
        })
    };
    html! {
        <SelectField id="profile-of-rule" label="Profile"
            help="A rule admits callers of its own profile’s resources only."
            {value} {choices} {on_change} />
    }
}
