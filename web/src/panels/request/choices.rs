//! The values a field of the bar offers.

use std::rc::Rc;

use nsp_core::{Authentication, Direction, Network, Protocol, ResourceId, Snapshot, order};
use nsp_formats::names::Named;
use nsp_formats::scenario::MORE;
use yew::prelude::*;

use crate::state::{Estate, Field, Shared};
use crate::ui::Choice;

/// The values of a field that takes one of several; `None` for a field of free text. They are made
/// anew only where an edit adds, removes or renames a resource.
#[hook]
pub(super) fn use_choices(field: Field, estate: &Shared<Estate>) -> Option<Rc<Vec<Choice>>> {
    type Made = (Field, Shared<Estate>, Option<Rc<Vec<Choice>>>);
    let last = use_mut_ref(|| None::<Made>);
    let mut last = last.borrow_mut();
    let kept = last.take().filter(|(of, before, _)| {
        let alike = || holds_alike(before.snapshot(), estate.snapshot());
        *of == field && (before == estate || field != Field::Resource || alike())
    });
    let made = match kept {
        Some((_, _, made)) => made,
        None => choices(field, estate).map(Rc::new),
    };
    *last = Some((field, estate.clone(), made.clone()));
    made
}

fn choices(field: Field, estate: &Estate) -> Option<Vec<Choice>> {
    match field {
        Field::Direction => Some(named(|direction: Direction| match direction {
            Direction::Inbound => "Inbound",
            Direction::Outbound => "Outbound",
        })),
        Field::Resource => Some(resources(estate)),
        Field::Authentication => Some(optional("Not given", named(authentication))),
        Field::Protocol => Some(named(protocol)),
        _ => None,
    }
}

/// What is offered while a field of free text is being written.
pub(super) fn offers(field: Field, estate: &Snapshot) -> Vec<AttrValue> {
    match field {
        Field::From => std::iter::once(AttrValue::from("other")).chain(addresses(estate)).collect(),
        Field::OutboundTo => estate
            .perimeters
            .iter()
            .flat_map(|perimeter| &perimeter.profiles)
            .flat_map(|profile| &profile.access_rules)
            .flat_map(|rule| &rule.fully_qualified_domain_names)
            .filter(|name| !name.is_symbolic())
            .map(|name| AttrValue::from(name.as_str().to_owned()))
            .chain(names(estate))
            .collect(),
        _ => Vec::new(),
    }
}

/// Addresses that the estate's firewalls let in one by one.
fn addresses(estate: &Snapshot) -> impl Iterator<Item = AttrValue> + '_ {
    let firewalls = estate.resources.iter().filter_map(|resource| match &resource.network {
        Network::Given { network_acls, .. } => network_acls.as_ref(),
        Network::NotGiven => None,
    });
    firewalls
        .flat_map(|firewall| firewall.ip_rules.iter().chain(&firewall.ipv6_rules))
        .map(|prefix| prefix.as_str())
        .filter(|text| !text.contains(['/', '[']))
        .map(|text| AttrValue::from(text.to_owned()))
}

/// Every resource that is described or associated, by its name where no other has it.
fn resources(estate: &Estate) -> Vec<Choice> {
    let mut names: Vec<String> =
        estate.resources().map(|it| it.name().to_ascii_lowercase()).collect();
    order::sort(&mut names);
    let short = |id: &'_ ResourceId| {
        let own = id.name().to_ascii_lowercase();
        let first = names.partition_point(|name| *name < own);
        let is_shared = names.get(first + 1).is_some_and(|name| *name == own);
        let name = if is_shared { id.as_str() } else { id.name() };
        choice(name, name)
    };
    let all: Vec<Choice> = estate.resources().map(short).collect();
    if all.is_empty() { vec![choice("", "No resource yet")] } else { all }
}

/// Whether two estates hold the same resources in the same order.
fn holds_alike(one: &Snapshot, other: &Snapshot) -> bool {
    fn ids(estate: &Snapshot) -> impl Iterator<Item = &str> {
        let associated = estate.perimeters.iter().flat_map(|it| &it.associations);
        let described = estate.resources.iter().map(|it| it.id.as_str());
        described.chain(associated.map(|it| it.resource.as_str()))
    }
    ids(one).eq(ids(other))
}

/// The names of the resources that are described.
pub(super) fn names(estate: &Snapshot) -> impl Iterator<Item = AttrValue> + '_ {
    let all = estate.resources.iter().filter(|it| it.id.as_str() != MORE);
    all.map(|it| AttrValue::from(it.id.name().to_owned()))
}

/// Values of which none may be chosen.
pub(super) fn optional(none: &str, rest: Vec<Choice>) -> Vec<Choice> {
    std::iter::once(choice("", none)).chain(rest).collect()
}

pub(super) fn named<T: Named>(text: fn(T) -> &'static str) -> Vec<Choice> {
    T::NAMES.iter().map(|(value, name)| choice(name, text(*value))).collect()
}

pub(super) fn choice(value: &str, text: &str) -> Choice {
    Choice { value: AttrValue::from(value.to_owned()), text: AttrValue::from(text.to_owned()) }
}

/// A way to authenticate, in words.
const fn authentication(value: Authentication) -> &'static str {
    match value {
        Authentication::ManagedIdentity => "Managed identity",
        Authentication::Entra => "Entra user or app",
        Authentication::Sas => "SAS token",
        Authentication::AccountKey => "Account key",
        Authentication::Anonymous => "Anonymous",
    }
}

/// A protocol, in words.
const fn protocol(value: Protocol) -> &'static str {
    match value {
        Protocol::Https => "HTTPS",
        Protocol::Smb => "SMB",
        Protocol::Nfs => "NFS",
        Protocol::Sftp => "SFTP",
    }
}
