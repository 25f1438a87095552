//! What the steps of the history are called.

use super::{Edit, New, Property, Thing, id};
use crate::scenario::advice::List;
use crate::scenario::document::{MORE, Scenario};

pub(super) fn of(edit: &Edit, scenario: &Scenario) -> String {
    match edit {
        Edit::Several { label, .. } => label.clone(),
        Edit::Add(new) => added(new, scenario),
        Edit::Rename(Thing::Scenario, name) => match name.trim() {
            "" => "Take away the scenario’s name".to_owned(),
            name => format!("Name the scenario {}", code(name)),
        },
        Edit::Rename(thing, name) => match name.trim() {
            "" => format!("Take away the name of {}", called(*thing, scenario)),
            name => format!("Rename {} to {}", called(*thing, scenario), code(name)),
        },
        Edit::Move { from, to } => moved(*from, *to, scenario),
        Edit::Duplicate(thing) => {
            let before = format!("Duplicate {}", called(*thing, scenario));
            let copy = thing.sibling(thing.index() + 1);
            match scenario.edited(edit).ok().as_ref().and_then(|it| copy.name(it)) {
                Some(name) if !name.is_empty() => format!("{before} as {}", code(name)),
                _ => before,
            }
        }
        Edit::Remove(thing) => {
            let lost = scenario.edited(edit).map(|after| lost(*thing, scenario, &after));
            format!("Remove {}{}", called(*thing, scenario), lost.unwrap_or_default())
        }
        Edit::Associate { what, perimeter, profile } => {
            let lane = Thing::Profile { perimeter: *perimeter, profile: *profile };
            let (resource, lane) = (resource(*what, scenario), name(lane, scenario));
            let known = scenario.resource_id(*what).map(|it| scenario.associations_of(it));
            let verb = if known.is_none_or(|it| it.is_empty()) { "Associate" } else { "Move" };
            let joint = if verb == "Move" { "to" } else { "with" };
            format!("{verb} {resource} {joint} {lane}")
        }
        Edit::Dissociate(thing) => dissociated(*thing, edit, scenario),
        Edit::Describe(thing) => format!("Describe {}", resource(*thing, scenario)),
        Edit::Set(thing, property) => set(*thing, property, scenario),
    }
}

/// Marks a text as code.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "´"))
}

/// The name of a thing, or what it is where it has none.
fn name(thing: Thing, scenario: &Scenario) -> String {
    if let Some(of) = thing.missing_page(scenario) {
        return format!("the next page of the {of}");
    }
    let told = match thing {
        // Its own name is not that of its resource.
        Thing::Association { .. } => thing.name(scenario).map(str::to_owned),
        thing => thing.told_apart(scenario),
    };
    match told {
        Some(name) if !name.is_empty() => code(&name),
        _ => format!("{} {}", bare(thing), thing.index() + 1),
    }
}

/// A thing with its name, and what it is where the name alone would not say.
fn called(thing: Thing, scenario: &Scenario) -> String {
    let named = thing.name(scenario).is_some_and(|it| !it.is_empty());
    match thing {
        _ if thing.missing_page(scenario).is_some() => name(thing, scenario),
        Thing::Scenario => "the scenario".to_owned(),
        Thing::Resource(_) => name(thing, scenario),
        Thing::Association { .. } => {
            format!("the association of {}", resource(thing, scenario))
        }
        _ if named => format!("{} {}", bare(thing), name(thing, scenario)),
        _ => name(thing, scenario),
    }
}

/// What a thing is, in the words of the page.
fn bare(thing: Thing) -> &'static str {
    match thing {
        Thing::AccessRule { .. } => "rule",
        other => other.what().split_once(' ').map_or("", |(_, bare)| bare),
    }
}

/// The resource that a thing is, or is about.
fn resource(thing: Thing, scenario: &Scenario) -> String {
    match scenario.resource_id(thing).filter(|it| *it != MORE) {
        Some(_) => code(&thing.told_apart(scenario).unwrap_or_default()),
        None => name(thing, scenario),
    }
}

fn added(new: &New, scenario: &Scenario) -> String {
    let place = scenario.place_of(new);
    let after = scenario.edited(&Edit::Add(new.clone()));
    let after = after.as_ref().unwrap_or(scenario);
    let what = match new {
        New::Association(perimeter, it) => {
            let resource = super::references::resource_of(it).unwrap_or("a resource");
            let perimeter = name(Thing::Perimeter(*perimeter), scenario);
            return format!("Associate {} with {perimeter}", code(id::name(resource)));
        }
        New::Link(..) | New::LinkReference(..) => {
            let own = place.parent().map(|it| name(it, scenario)).unwrap_or_default();
            let far = after.far_name(place).unwrap_or_default();
            return match new {
                New::Link(..) => format!("Link {own} with {}", code(&far)),
                _ => format!("Link {} with {own}", code(&far)),
            };
        }
        New::Resource(_) => format!("resource {}", name(place, after)),
        _ => called(place, after),
    };
    match place.parent() {
        Some(parent) if parent != Thing::Scenario => {
            format!("Add {what} to {}", name(parent, scenario))
        }
        _ => format!("Add {what}"),
    }
}

impl Scenario {
    /// The name of the perimeter that a link leads to.
    fn far_name(&self, thing: Thing) -> Option<String> {
        let (perimeter, at) = match thing {
            Thing::Link { perimeter, link } | Thing::LinkReference { perimeter, link } => {
                (self.estate.perimeters.get(perimeter)?, link)
            }
            _ => return None,
        };
        let link = match thing {
            Thing::Link { .. } => perimeter.links.get(at)?,
            _ => perimeter.link_references.get(at)?,
        };
        let known = self.remote(link).and_then(|at| Thing::Perimeter(at).name(self));
        let written = super::references::remote_text(link).map(id::name);
        known.or(written).map(str::to_owned)
    }
}

fn moved(from: Thing, to: Thing, scenario: &Scenario) -> String {
    let what = called(from, scenario);
    if from.parent() != to.parent() {
        let target = to.parent().map(|it| name(it, scenario)).unwrap_or_default();
        return format!("Move {what} to {target}");
    }
    let before = if to.index() < from.index() { "up" } else { "down" };
    format!("Move {what} {before}")
}

/// What goes with a thing: ` with 1 association and 2 requests`.
fn lost(thing: Thing, before: &Scenario, after: &Scenario) -> String {
    let counts = |it: &Scenario| {
        let perimeters = || it.estate.perimeters.iter();
        [
            perimeters().map(|it| it.resource_associations.len()).sum::<usize>(),
            perimeters().map(|it| it.links.len()).sum(),
            perimeters().map(|it| it.link_references.len()).sum(),
            it.sources.len(),
            it.requests.len(),
            it.expectations.len(),
        ]
    };
    let itself = match thing {
        Thing::Association { .. } => Some(0),
        Thing::Link { .. } => Some(1),
        Thing::LinkReference { .. } => Some(2),
        Thing::Source(_) => Some(3),
        Thing::Request(_) => Some(4),
        Thing::Expectation(_) => Some(5),
        _ => None,
    };
    let words = ["association", "link", "link reference", "source", "request", "expectation"];
    let differences = counts(before).into_iter().zip(counts(after)).zip(words).enumerate();
    let parts: Vec<String> = differences
        .filter_map(|(at, ((before, after), word))| {
            let count = before.saturating_sub(after) - usize::from(itself == Some(at));
            match count {
                0 => None,
                1 => Some(format!("1 {word}")),
                _ => Some(format!("{count} {word}s")),
            }
        })
        .collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => format!(" with {one}"),
        [all @ .., last] => format!(" with {} and {last}", all.join(", ")),
    }
}

fn dissociated(thing: Thing, edit: &Edit, scenario: &Scenario) -> String {
    let from = match thing {
        Thing::Association { perimeter, .. } => {
            format!(" from {}", name(Thing::Perimeter(perimeter), scenario))
        }
        _ => String::new(),
    };
    let lost = match thing {
        Thing::Association { .. } => {
            scenario.edited(edit).map(|after| lost(thing, scenario, &after)).unwrap_or_default()
        }
        _ => String::new(),
    };
    format!("Dissociate {}{from}{lost}", resource(thing, scenario))
}

fn set(thing: Thing, property: &Property, scenario: &Scenario) -> String {
    let what = match thing {
        Thing::Association { .. } => resource(thing, scenario),
        _ => called(thing, scenario),
    };
    let one = |title: &str, text: &Option<String>| match text {
        Some(text) => format!("Set {title} of {what} to {}", code(text)),
        None => format!("Take away {title} of {what}"),
    };
    if let Some(label) = one_element(thing, property, &what, scenario) {
        return label;
    }
    let list = |title: &str| format!("Change {title} of {what}");
    match property {
        Property::AccessMode(mode) if mode.eq_ignore_ascii_case("Learning") => {
            format!("Set {what} to Transition")
        }
        Property::AccessMode(mode) => format!("Set {what} to {mode}"),
        Property::Direction(text) => format!("Make {what} {}", text.to_lowercase()),
        Property::Description(_) => list("the description"),
        Property::Revision(text) => one("the revision", text),
        Property::Suppressions(_) => "Change what a review leaves out".to_owned(),
        Property::Location(text) => one("the region", text),
        Property::PerimeterGuid(text) => one("the GUID", text),
        Property::AddressPrefixes(_) => list("the address prefixes"),
        Property::Subscriptions(_) => list("the subscriptions"),
        Property::NetworkSecurityPerimeters(_) => list("the perimeters"),
        Property::ServiceTags(_) => list("the service tags"),
        Property::FullyQualifiedDomainNames(_) => list("the names"),
        Property::EmailAddresses(_) => list("the email addresses"),
        Property::PhoneNumbers(_) => list("the phone numbers"),
        Property::Status(text) => format!("Set {what} to {text}"),
        Property::LocalInboundProfiles(_) => list("the profiles on this side"),
        Property::RemoteInboundProfiles(_) => list("the profiles on the other side"),
        Property::RemotePerimeter(id) => format!("Turn {what} to {}", code(super::id::name(id))),
        Property::PublicNetworkAccess(text) => one("public network access", text),
        Property::TenantId(text) => one("the tenant", text),
        Property::Identity(text) => one("the managed identity", text),
        Property::KeyVault(text) => one("the Key Vault", text),
        Property::Bypass(text) => one("the exceptions", text),
        Property::DefaultAction(text) => one("the default action", text),
        Property::IpRules(_) => list("the IP rules"),
        Property::Ipv6Rules(_) => list("the IPv6 rules"),
        Property::VirtualNetworkRules(_) => list("the virtual network rules"),
        Property::ResourceAccessRules(_) | Property::ResourceInstances(_) => {
            list("the resource instances")
        }
        Property::Request(_) => format!("Change {what}"),
        Property::Expected(..) => format!("Change what is expected of {}", name(thing, scenario)),
    }
}

/// The name of a step that adds, takes away or changes a single element of a list.
fn one_element(
    thing: Thing,
    property: &Property,
    what: &str,
    scenario: &Scenario,
) -> Option<String> {
    let (list, new) = match property {
        Property::AddressPrefixes(new) => (List::AddressPrefixes, new),
        Property::Subscriptions(new) => (List::Subscriptions, new),
        Property::NetworkSecurityPerimeters(new) => (List::NetworkSecurityPerimeters, new),
        Property::ServiceTags(new) => (List::ServiceTags, new),
        Property::FullyQualifiedDomainNames(new) => (List::FullyQualifiedDomainNames, new),
        Property::EmailAddresses(new) => (List::EmailAddresses, new),
        Property::PhoneNumbers(new) => (List::PhoneNumbers, new),
        Property::IpRules(new) => (List::IpRules, new),
        Property::Ipv6Rules(new) => (List::Ipv6Rules, new),
        Property::VirtualNetworkRules(new) => (List::VirtualNetworkRules, new),
        Property::ResourceAccessRules(new) => (List::ResourceAccessRules, new),
        _ => return None,
    };
    let old = list.of(thing, scenario);
    let short = |text: &str| code(id_or_text(text));
    let gone: Vec<&str> =
        old.iter().copied().filter(|it| new.iter().all(|new| !same(new, it))).collect();
    let come: Vec<&str> =
        new.iter().map(String::as_str).filter(|it| old.iter().all(|old| !same(old, it))).collect();
    match (gone.as_slice(), come.as_slice()) {
        ([], [new]) => Some(format!("Add {} to {what}", short(new))),
        ([old], []) => Some(format!("Take {} out of {what}", short(old))),
        ([old], [new]) => Some(format!("Change {} to {} in {what}", short(old), short(new))),
        _ => None,
    }
}

/// Whether two elements are one, where ids may be written without their beginning.
fn same(one: &str, other: &str) -> bool {
    let bare = |text: &'_ str| -> String {
        let text = text.trim().trim_matches('/').to_ascii_lowercase();
        text.strip_prefix("subscriptions/").map(str::to_owned).unwrap_or(text)
    };
    bare(one) == bare(other)
}

/// The name in an id, but a prefix as it is.
fn id_or_text(text: &str) -> &str {
    if text.starts_with('/') { id::name(text) } else { text }
}
