//! A link between two perimeters, from either end.

use nsp_formats::scenario::edit::{Edit, New, Property, Thing};
use nsp_formats::scenario::{Link, Perimeter, Scenario};
use yew::prelude::*;

use super::super::about::{About, Name, Typed};
use super::super::read::perimeters;
use super::{AboutProps, choice};
use crate::ui::{Check, Checks, Choice, SelectField};

/// The choice of a perimeter that no document describes.
const OUTSIDE: &str = "outside";
/// One to begin with: its id is then written over.
pub(in super::super) const SOME_OUTSIDE: &str = "/subscriptions/00000000-0000-0000-0000-000000000000\
    /resourceGroups/outside/providers/Microsoft.Network/networkSecurityPerimeters/outside";

/// Both ends change together.
#[component]
pub(super) fn LinkForm(props: &AboutProps) -> Html {
    let about = &props.about;
    let scenario = &about.scenario;
    let Some(link) = written(scenario, about.thing) else { return html! {} };
    let own = about.thing.parent().map_or(0, Thing::index);
    let perimeters = &scenario.estate.perimeters;
    let remote = perimeters.iter().position(|it| leads_to(link, it));
    let mut others: Vec<Choice> = self::perimeters(scenario)
        .filter(|at| *at != own)
        .map(|at| {
            let name = Thing::Perimeter(at).told_apart(scenario).unwrap_or_default();
            choice(&at.to_string(), &name)
        })
        .collect();
    others.push(choice(OUTSIDE, "One outside this estate"));
    let far = remote.map_or_else(|| OUTSIDE.to_owned(), |at| at.to_string());
    let thing = about.thing;
    let status = link.status.clone().unwrap_or_default();
    let statuses = ["Approved", "Pending", "Rejected", "Disconnected"];
    let on_remote = {
        let about = about.clone();
        Callback::from(move |text: AttrValue| {
            if let Some(edit) = turned(&about, &text) {
                about.edit(edit);
            }
        })
    };
    html! {<>
        <Name about={about.clone()} help="Unique in this perimeter." />
        <SelectField id="remote" label="Other perimeter" value={far} choices={others}
            help="Members of both reach each other as far as the profiles below let them."
            on_change={on_remote} />
        if remote.is_none() {
            <Typed about={about.clone()} id="remote-id" label="Its id" wire="id"
                help="The ARM id of a perimeter that no document here describes."
                value={remote_text(link).to_owned()}
                edit={Callback::from(move |text: AttrValue| {
                    Edit::Set(thing, Property::RemotePerimeter(text.to_string()))
                })} />
        }
        <SelectField id="status" label="Status" wire="status" value={status}
            help="Only an approved link lets anything through."
            choices={statuses.map(|it| choice(it, it)).to_vec()}
            on_change={about.setting(|text| Property::Status(text.to_string()))} />
        <div class="nsp-form__wide">
            <Profiles about={about.clone()} id="localInboundProfiles" label="Profiles here that it may call"
                all={names(perimeters.get(own).map(AsRef::as_ref))}
                chosen={link.local_inbound_profiles.clone()} property={Side::Local} />
        </div>
        <div class="nsp-form__wide">
            <Profiles about={about.clone()} id="remoteInboundProfiles" label="Profiles there that may be called from here"
                all={names(remote.and_then(|at| perimeters.get(at)).map(AsRef::as_ref))}
                chosen={link.remote_inbound_profiles.clone()} property={Side::Remote} />
        </div>
    </>}
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Local,
    Remote,
}

#[derive(Properties, PartialEq)]
struct ProfilesProps {
    about: About,
    id: &'static str,
    label: &'static str,
    /// The profiles that are known.
    all: Vec<String>,
    chosen: Vec<String>,
    property: Side,
}

/// Every profile, or some by name.
#[component]
fn Profiles(props: &ProfilesProps) -> Html {
    let every = props.chosen.iter().any(|it| it == "*");
    let has = |name: &str| props.chosen.iter().any(|it| it.eq_ignore_ascii_case(name));
    let known = props.all.iter().cloned();
    let unknown = props.chosen.iter().filter(|it| {
        it.as_str() != "*" && !props.all.iter().any(|known| known.eq_ignore_ascii_case(it))
    });
    let names = known.chain(unknown.cloned());
    let checks: Vec<Check> =
        std::iter::once(Check { value: "*".into(), text: "All".into(), on: every })
            .chain(names.map(|name| Check {
                on: has(&name),
                value: name.clone().into(),
                text: name.into(),
            }))
            .collect();
    let on_change = {
        let (about, chosen, side) = (props.about.clone(), props.chosen.clone(), props.property);
        Callback::from(move |(value, on): (AttrValue, bool)| {
            let list = chosen_after(&chosen, &value, on);
            let property = match side {
                Side::Local => Property::LocalInboundProfiles(list),
                Side::Remote => Property::RemoteInboundProfiles(list),
            };
            about.edit(Edit::Set(about.thing, property));
        })
    };
    html! {
        <Checks id={props.id} label={props.label} wire={props.id} {checks} {on_change} />
    }
}

/// The chosen profiles with one turned on or off; all and some exclude each other.
fn chosen_after(chosen: &[String], value: &str, on: bool) -> Vec<String> {
    let stays = |it: &&String| !it.eq_ignore_ascii_case(value) && *it != "*" && value != "*";
    let mut list: Vec<String> = chosen.iter().filter(stays).cloned().collect();
    if on {
        list.push(value.to_owned());
    }
    list
}

fn written(scenario: &Scenario, thing: Thing) -> Option<&Link> {
    match thing {
        Thing::Link { perimeter, link } => {
            scenario.estate.perimeters.get(perimeter)?.links.get(link)
        }
        Thing::LinkReference { perimeter, link } => {
            scenario.estate.perimeters.get(perimeter)?.link_references.get(link)
        }
        _ => None,
    }
}

/// How a link names the other perimeter.
fn far_names(link: &Link) -> impl Iterator<Item = &String> {
    [
        &link.auto_approved_remote_perimeter_resource_id,
        &link.remote_perimeter_resource_id,
        &link.remote_perimeter_guid,
    ]
    .into_iter()
    .flatten()
}

fn remote_text(link: &Link) -> &str {
    far_names(link).next().map_or("", String::as_str)
}

fn leads_to(link: &Link, perimeter: &Perimeter) -> bool {
    let own = [&perimeter.id, &perimeter.perimeter_guid];
    let own = || own.iter().copied().flatten();
    far_names(link).any(|far| own().any(|near| near.eq_ignore_ascii_case(far)))
}

fn names(perimeter: Option<&Perimeter>) -> Vec<String> {
    let profiles = perimeter.map(|it| it.profiles.as_slice()).unwrap_or_default();
    profiles.iter().filter_map(|it| it.name.clone()).collect()
}

/// The link to another perimeter in its place, with its name and status.
fn turned(about: &About, chosen: &str) -> Option<Edit> {
    if chosen == OUTSIDE {
        return Some(Edit::Set(about.thing, Property::RemotePerimeter(SOME_OUTSIDE.to_owned())));
    }
    let scenario = &about.scenario;
    let old = written(scenario, about.thing)?;
    let there = scenario.estate.perimeters.get(chosen.parse::<usize>().ok()?)?;
    let own = about.thing.parent()?.index();
    let new = Link {
        auto_approved_remote_perimeter_resource_id: there.id.clone(),
        remote_perimeter_guid: there.perimeter_guid.clone(),
        local_inbound_profiles: old.local_inbound_profiles.clone(),
        status: old.status.clone(),
        description: old.description.clone(),
        ..Link::default()
    };
    let add = match about.thing {
        Thing::Link { .. } => New::Link(own, Box::new(new)),
        _ => New::LinkReference(own, Box::new(new)),
    };
    let name = there.id.as_deref().and_then(|id| id.rsplit('/').next()).unwrap_or_default();
    Some(Edit::Several {
        label: format!("Turn a link to `{name}`"),
        edits: vec![Edit::Remove(about.thing), Edit::Add(add)],
    })
}

#[cfg(test)]
mod tests {
    use super::chosen_after;

    #[test]
    fn all_and_some_exclude_each_other() {
        let all = ["*".to_owned()];
        let web = ["web".to_owned()];
        assert_eq!(chosen_after(&all, "web", true), ["web"]);
        assert_eq!(chosen_after(&web, "*", true), ["*"]);
        assert_eq!(chosen_after(&web, "data", true), ["web", "data"]);
        assert!(chosen_after(&web, "WEB", false).is_empty());
    }
}
