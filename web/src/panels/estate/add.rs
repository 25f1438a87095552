//! Adding things beside or within what is picked.

use std::sync::Arc;

use nsp_formats::scenario::edit::{Edit, New, Thing};
use nsp_formats::scenario::{
    AccessRule, Estate, Link, Perimeter, Profile, Request, Resource, Scenario, ServiceTag,
};
use yew::prelude::*;

use super::forms::link::SOME_OUTSIDE;
use super::read::{Subject, associations_of, page, perimeters, profile_thing};
use crate::panels::menu::Menu;
use crate::parts::Piece;
use crate::ui::{ButtonKind, MenuItem, Symbol};

#[derive(Properties, PartialEq)]
pub(super) struct AddMenuProps {
    pub(super) scenario: crate::state::Shared<Scenario>,
    pub(super) picked: Subject,
    pub(super) on_edit: Callback<Edit>,
}

/// What fits to what is picked stands first.
#[component]
pub(super) fn AddMenu(props: &AddMenuProps) -> Html {
    let items = additions(&props.scenario, &props.picked).into_iter().map(|addition| {
        let on_edit = props.on_edit.clone();
        let Addition { label, symbol, edit } = addition;
        let disabled = edit.is_none();
        let on_press =
            Callback::from(move |()| edit.iter().for_each(|edit| on_edit.emit(edit.clone())));
        MenuItem { label: label.into(), symbol, disabled, on_press }
    });
    html! {
        <Menu id="estate-add" label="Add" symbol={Symbol::Plus} kind={ButtonKind::Line}
            list={Piece::Menu(items.collect())} />
    }
}

/// One thing that can be added; without its edit, one that cannot be added yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Addition {
    pub(super) label: String,
    pub(super) symbol: Symbol,
    pub(super) edit: Option<Edit>,
}

/// Everything that can be added with something picked.
pub(super) fn additions(scenario: &Scenario, picked: &Subject) -> Vec<Addition> {
    let home = home(scenario, picked);
    let perimeter = match home.or_else(|| first_perimeter(scenario)) {
        Some(Thing::Profile { perimeter, .. } | Thing::Perimeter(perimeter)) => Some(perimeter),
        _ => None,
    };
    let named = |thing: Thing| thing.name(scenario).unwrap_or_default().to_owned();
    let profile = match home {
        Some(profile @ Thing::Profile { .. }) => Some(profile),
        _ => perimeter
            .map(|perimeter| Thing::Profile { perimeter, profile: 0 })
            .filter(|thing| thing.is_in(scenario)),
    };
    let add = |label: String, symbol, new| Addition { label, symbol, edit: Some(Edit::Add(new)) };
    let mut all = Vec::new();
    match profile {
        Some(Thing::Profile { perimeter, profile }) => {
            let label = format!("Access rule in {}", named(Thing::Profile { perimeter, profile }));
            let new = New::AccessRule(perimeter, profile, Box::<AccessRule>::default());
            all.push(add(label, Symbol::Rule, new));
        }
        _ => all.push(Addition {
            label: "Access rule: add a profile first".to_owned(),
            symbol: Symbol::Rule,
            edit: None,
        }),
    }
    let into = home.filter(|it| matches!(it, Thing::Profile { .. }));
    for (label, kind, symbol) in [
        ("Storage account", "Microsoft.Storage/storageAccounts", Symbol::Store),
        ("Key vault", "Microsoft.KeyVault/vaults", Symbol::Vault),
    ] {
        let label = match into {
            Some(profile) => format!("{label} in {}", named(profile)),
            None => format!("{label} in no perimeter"),
        };
        let edit = Some(resource(scenario, kind, into, &label));
        all.push(Addition { label, symbol, edit });
    }
    if let Some(perimeter) = perimeter {
        let label = format!("Profile in {}", named(Thing::Perimeter(perimeter)));
        all.push(add(label, Symbol::Profile, New::Profile(perimeter, Box::<Profile>::default())));
    }
    all.push(add("Perimeter".to_owned(), Symbol::Trust, New::Perimeter(Box::default())));
    all.extend(perimeter.into_iter().flat_map(|it| links(scenario, it)));
    all.push(add("Source".to_owned(), Symbol::Source, New::Source(Box::<Request>::default())));
    let tag = New::ServiceTag(Box::<ServiceTag>::default());
    all.push(add("Service tag".to_owned(), Symbol::Tag, tag));
    all
}

/// The profile or perimeter that what is picked is, or stands in.
fn home(scenario: &Scenario, picked: &Subject) -> Option<Thing> {
    match picked {
        Subject::Resource(id) => {
            let all = associations_of(scenario, id);
            all.into_iter().find_map(|it| profile_thing(scenario, it).or_else(|| it.parent()))
        }
        Subject::Thing(thing) => std::iter::successors(Some(*thing), |it| it.parent())
            .find(|it| matches!(it, Thing::Profile { .. } | Thing::Perimeter(_)))
            .filter(|it| page(*it, scenario).is_none()),
    }
}

fn first_perimeter(scenario: &Scenario) -> Option<Thing> {
    perimeters(scenario).next().map(Thing::Perimeter)
}

fn resource(scenario: &Scenario, kind: &str, into: Option<Thing>, label: &str) -> Edit {
    let new = Resource { resource_type: Some(kind.to_owned()), ..Resource::default() };
    let add = Edit::Add(New::Resource(Box::new(new)));
    match into {
        Some(Thing::Profile { perimeter, profile }) => {
            let what = Thing::Resource(scenario.estate.resources.len());
            let into = Edit::Associate { what, perimeter, profile };
            Edit::Several { label: format!("Add a {}", lower(label)), edits: vec![add, into] }
        }
        _ => add,
    }
}

/// A link to each perimeter that the one at hand is not linked to yet, and to one outside.
fn links(scenario: &Scenario, own: usize) -> Vec<Addition> {
    // Whether it can be is found out without copying whatever else stands in the estate.
    let bare = |it: &Arc<Perimeter>| {
        let (id, name, perimeter_guid) =
            (it.id.clone(), it.name.clone(), it.perimeter_guid.clone());
        let (links, link_references) = (it.links.clone(), it.link_references.clone());
        Perimeter { id, name, perimeter_guid, links, link_references, ..Perimeter::default() }
            .into()
    };
    let all = scenario.estate.perimeters.iter().map(bare).collect();
    let estate = Estate { perimeters: all, ..Estate::default() };
    let joined = Scenario { estate, ..Scenario::default() };
    let link = |id: Option<String>, guid: Option<String>, name: &str| {
        let link = Link {
            auto_approved_remote_perimeter_resource_id: id,
            remote_perimeter_guid: guid,
            ..Link::default()
        };
        let edit = Edit::Add(New::Link(own, Box::new(link)));
        joined.edited(&edit).ok()?;
        let label = format!("Link to {name}");
        Some(Addition { label, symbol: Symbol::Link, edit: Some(edit) })
    };
    let others = perimeters(scenario).filter(|at| *at != own);
    let inside = others.filter_map(|at| {
        let there = scenario.estate.perimeters.get(at)?;
        let name = Thing::Perimeter(at).told_apart(scenario).unwrap_or_default();
        link(there.id.clone(), there.perimeter_guid.clone(), &name)
    });
    inside.chain(link(Some(SOME_OUTSIDE.to_owned()), None, "a perimeter outside")).collect()
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
