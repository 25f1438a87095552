//! Fixes, as edits.

use super::{Lint, Point, Remark, rules};
use crate::finding::{Kind, bare_host};
use crate::scenario::advice::List;
use crate::scenario::edit::{Edit, New, Property, Thing, range};
use crate::scenario::{AccessRule, Scenario};

pub(super) fn of(remark: &Remark, scenario: &Scenario) -> Option<Edit> {
    let Remark { thing, pointer, .. } = remark;
    match &remark.point {
        Point::Covered { .. } => without(*thing, pointer, scenario),
        Point::CoveredRule { .. } => Some(Edit::Remove(*thing)),
        Point::Mergeable { .. } => {
            let prefixes = rules::merged(rule_of(*thing, scenario)?);
            Some(Edit::Set(*thing, Property::AddressPrefixes(prefixes)))
        }
        Point::NoManagedIdentity => {
            let identity = Property::Identity(Some("SystemAssigned".to_owned()));
            Some(Edit::Set(*thing, identity))
        }
        Point::UnusedSuppression { index, .. } => {
            let mut all = scenario.suppressions.clone();
            (*index < all.len()).then(|| drop(all.remove(*index)))?;
            let set = Edit::Set(Thing::Scenario, Property::Suppressions(all));
            Some(Edit::Several { label: "Remove a suppression".to_owned(), edits: vec![set] })
        }
        Point::Found(lint, kind) => of_finding(*lint, kind, *thing, pointer, scenario),
        _ => None,
    }
}

fn of_finding(
    lint: Lint,
    kind: &Kind,
    thing: Thing,
    pointer: &str,
    scenario: &Scenario,
) -> Option<Edit> {
    match (lint, kind) {
        (_, Kind::NotAHost(text)) => match bare_host(text) {
            Some(host) => instead(thing, pointer, &[&host], scenario),
            None => without(thing, pointer, scenario),
        },
        (Lint::NeverMatches | Lint::RedundantElement, _) => without(thing, pointer, scenario),
        (_, Kind::EmptyRule) => Some(Edit::Remove(thing)),
        (_, Kind::HostBits { net, .. }) => instead(thing, pointer, &[net.as_str()], scenario),
        (_, Kind::NarrowIpRule(text)) => {
            let both = range(text)?;
            let first = both.first();
            let ends = [Some(first), (!both.is_single()).then(|| after(first)).flatten()];
            let texts: Vec<String> = ends.into_iter().flatten().map(|it| it.to_string()).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            instead(thing, pointer, &texts, scenario)
        }
        (_, Kind::WrongFamily { text, belongs }) => {
            let (list, index) = list_at(pointer)?;
            let other = if *belongs == "ipRules" { List::IpRules } else { List::Ipv6Rules };
            let mut come = texts(other, thing, scenario);
            come.push(text.clone());
            let mut stay = texts(list, thing, scenario);
            (index < stay.len()).then(|| drop(stay.remove(index)))?;
            let edits =
                vec![Edit::Set(thing, list.set_to(stay)?), Edit::Set(thing, other.set_to(come)?)];
            Some(Edit::Several { label: format!("Move `{text}` to {belongs}"), edits })
        }
        (_, Kind::WrongDirection { property, .. }) => turned(thing, property, scenario),
        (_, Kind::SeveralKinds(kinds)) => split(thing, kinds, scenario),
        _ => None,
    }
}

/// The lists of a rule by their names on the wire.
const LISTS: [(&str, List); 7] = [
    ("addressPrefixes", List::AddressPrefixes),
    ("subscriptions", List::Subscriptions),
    ("networkSecurityPerimeters", List::NetworkSecurityPerimeters),
    ("serviceTags", List::ServiceTags),
    ("fullyQualifiedDomainNames", List::FullyQualifiedDomainNames),
    ("emailAddresses", List::EmailAddresses),
    ("phoneNumbers", List::PhoneNumbers),
];

fn list_named(name: &str) -> Option<List> {
    let own = [("ipRules", List::IpRules), ("ipv6Rules", List::Ipv6Rules)];
    LISTS.into_iter().chain(own).find(|(it, _)| *it == name).map(|(_, list)| list)
}

/// The list and the position in it that a pointer ends with; what follows it says more of the same
/// element.
fn list_at(pointer: &str) -> Option<(List, usize)> {
    let parts: Vec<&str> = pointer.split('/').collect();
    let pairs = parts.iter().zip(parts.iter().skip(1));
    let mut found =
        pairs.filter_map(|(name, index)| Some((list_named(name)?, index.parse().ok()?)));
    found.next_back()
}

fn texts(list: List, thing: Thing, scenario: &Scenario) -> Vec<String> {
    list.of(thing, scenario).into_iter().map(str::to_owned).collect()
}

fn rule_of(thing: Thing, scenario: &Scenario) -> Option<&AccessRule> {
    let Thing::AccessRule { perimeter, profile, rule } = thing else { return None };
    scenario.estate.perimeters.get(perimeter)?.profiles.get(profile)?.access_rules.get(rule)
}

/// The list without one element; the whole rule goes where nothing is left of it.
fn without(thing: Thing, pointer: &str, scenario: &Scenario) -> Option<Edit> {
    let (list, index) = list_at(pointer)?;
    let is_last = rule_of(thing, scenario).is_some_and(|_| {
        LISTS.iter().map(|(_, it)| it.of(thing, scenario).len()).sum::<usize>() == 1
    });
    if is_last {
        return Some(Edit::Remove(thing));
    }
    let mut stay = texts(list, thing, scenario);
    (index < stay.len()).then(|| drop(stay.remove(index)))?;
    Some(Edit::Set(thing, list.set_to(stay)?))
}

/// The list with other texts in place of one.
fn instead(thing: Thing, pointer: &str, new: &[&str], scenario: &Scenario) -> Option<Edit> {
    let (list, index) = list_at(pointer)?;
    let mut all = texts(list, thing, scenario);
    (index < all.len()).then(|| {
        all.splice(index..=index, new.iter().map(|it| (*it).to_owned()));
    })?;
    Some(Edit::Set(thing, list.set_to(all)?))
}

fn after(address: core::net::IpAddr) -> Option<core::net::IpAddr> {
    match address {
        core::net::IpAddr::V4(it) => {
            Some(core::net::Ipv4Addr::from(u32::from(it).checked_add(1)?).into())
        }
        core::net::IpAddr::V6(it) => {
            Some(core::net::Ipv6Addr::from(u128::from(it).checked_add(1)?).into())
        }
    }
}

/// The rule turned round where all of it belongs to the other direction; otherwise a rule of its
/// own, turned round, for what does.
fn turned(thing: Thing, property: &str, scenario: &Scenario) -> Option<Edit> {
    let rule = rule_of(thing, scenario)?;
    let turned = if rules::is_outbound(rule) { "Inbound" } else { "Outbound" };
    let outbound = |list: List| {
        matches!(list, List::FullyQualifiedDomainNames | List::EmailAddresses | List::PhoneNumbers)
    };
    let belongs = |list: List| outbound(list) == (turned == "Outbound");
    let given = LISTS.iter().filter(|(_, list)| !list.of(thing, scenario).is_empty());
    if given.into_iter().all(|(_, list)| belongs(*list)) {
        return Some(Edit::Set(thing, Property::Direction(turned.to_owned())));
    }
    let edits = apart(thing, &[property], turned, scenario)?;
    let name = thing.name(scenario).unwrap_or_default();
    Some(Edit::Several { label: format!("Move `{property}` out of rule `{name}`"), edits })
}

/// Every kind but the first in a rule of its own.
fn split(thing: Thing, kinds: &[&str], scenario: &Scenario) -> Option<Edit> {
    let direction = rule_of(thing, scenario)?.direction.clone();
    let direction = direction.unwrap_or_else(|| "Inbound".to_owned());
    let edits = apart(thing, kinds.get(1..)?, &direction, scenario)?;
    let name = thing.name(scenario).unwrap_or_default();
    Some(Edit::Several { label: format!("Split rule `{name}`"), edits })
}

/// Takes lists out of a rule, each into a new one.
fn apart(
    thing: Thing,
    properties: &[&str],
    direction: &str,
    scenario: &Scenario,
) -> Option<Vec<Edit>> {
    let Thing::AccessRule { perimeter, profile, .. } = thing else { return None };
    let rule = rule_of(thing, scenario)?;
    let mut edits = Vec::new();
    for property in properties {
        let mut new = AccessRule {
            name: rule.name.as_ref().map(|name| format!("{name}-{}", property.to_lowercase())),
            direction: Some(direction.to_owned()),
            ..AccessRule::default()
        };
        match *property {
            "addressPrefixes" => new.address_prefixes.clone_from(&rule.address_prefixes),
            "subscriptions" => new.subscriptions.clone_from(&rule.subscriptions),
            "networkSecurityPerimeters" => {
                new.network_security_perimeters.clone_from(&rule.network_security_perimeters);
            }
            "serviceTags" => new.service_tags.clone_from(&rule.service_tags),
            "fullyQualifiedDomainNames" => {
                new.fully_qualified_domain_names.clone_from(&rule.fully_qualified_domain_names);
            }
            "emailAddresses" => new.email_addresses.clone_from(&rule.email_addresses),
            "phoneNumbers" => new.phone_numbers.clone_from(&rule.phone_numbers),
            _ => return None,
        }
        edits.push(Edit::Set(thing, list_named(property)?.set_to(Vec::new())?));
        edits.push(Edit::Add(New::AccessRule(perimeter, profile, Box::new(new))));
    }
    Some(edits)
}
