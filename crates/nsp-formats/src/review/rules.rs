//! Access rules: what adds nothing, and what lets in or out too much.

use std::collections::{BTreeMap, BTreeSet};

use nsp_analysis::{AddressSet, Prefix};
use nsp_core::{FqdnPattern, ResourceId, SubscriptionId, endpoints, order, types_with_endpoints};

use super::point::Reach;
use super::{Point, Review};
use crate::number::grouped;
use crate::scenario::edit::{Thing, range};
use crate::scenario::{AccessRule, Profile};

/// The point about a prefix that holds more than one organisation has: as much as a first octet of
/// IPv4, or more of IPv6 than a registry gives its largest members.
pub(super) fn over_wide(text: &str, own: bool) -> Option<Point> {
    let prefix = range(text)?;
    let widest = if prefix.is_ipv4() { 8 } else { 19 };
    let reach = match prefix {
        _ if prefix.is_whole_family() => Reach::Family,
        // Of IPv6 a number of 30 digits says nothing.
        _ if !prefix.is_ipv4() => Reach::Most,
        _ => Reach::Addresses(grouped(&AddressSet::from(prefix).count())),
    };
    let text = text.trim().to_owned();
    (prefix.length() <= widest).then_some(Point::OverWide { text, reach, own })
}

/// "`a`, `b` and `c`".
pub(super) fn and(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// An element of a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Element<'t> {
    /// Its rule, by position.
    rule: usize,
    /// The property that lists it.
    list: &'static str,
    /// Its position there.
    index: usize,
    text: &'t str,
}

impl Review<'_> {
    pub(super) fn rules(&mut self, at: Thing, written: &Profile, of_storage: bool) {
        let covers = covers(&written.access_rules);
        for (index, rule) in written.access_rules.iter().enumerate() {
            let Thing::Profile { perimeter, profile } = at else { return };
            let thing = Thing::AccessRule { perimeter, profile, rule: index };
            self.redundant(thing, written, &covers);
            if is_outbound(rule) {
                self.over_wide_names(thing, rule);
                continue;
            }
            self.mergeable(thing, rule);
            for (index, text) in rule.address_prefixes.iter().enumerate() {
                if let Some(point) = over_wide(text, false) {
                    let pointer = format!("{}/addressPrefixes/{index}", thing.pointer());
                    self.add_at(thing, pointer, point);
                }
            }
            for (index, tag) in rule.service_tags.iter().enumerate().filter(|_| of_storage) {
                let pointer = format!("{}/serviceTags/{index}", thing.pointer());
                self.add_at(thing, pointer, Point::ServiceTag(tag.trim().to_owned()));
            }
        }
    }

    fn redundant(
        &mut self,
        thing: Thing,
        profile: &Profile,
        covers: &[(Element<'_>, Element<'_>)],
    ) {
        let at = thing.index();
        let Some(rule) = profile.access_rules.get(at) else { return };
        let own: Vec<_> = covers.iter().filter(|(it, _)| it.rule == at).collect();
        let named = |place: usize| {
            let rule = profile.access_rules.get(place);
            let name = rule.and_then(|it| it.name.clone().or_else(|| it.id.clone()));
            name.unwrap_or_else(|| format!("{}", place + 1))
        };
        let elsewhere = own.iter().all(|(_, by)| by.rule != at);
        if !own.is_empty() && elsewhere && own.len() == elements(rule) {
            let by: BTreeSet<usize> = own.iter().map(|(_, by)| by.rule).collect();
            self.add(thing, Point::CoveredRule { by: by.into_iter().map(named).collect() });
            return;
        }
        for (it, by) in own {
            // Reading tells of prefixes within one rule.
            if by.rule == at && it.list == "addressPrefixes" {
                continue;
            }
            let pointer = format!("{}/{}/{}", thing.pointer(), it.list, it.index);
            let (text, by, rule) = (it.text.to_owned(), by.text.to_owned(), named(by.rule));
            self.add_at(thing, pointer, Point::Covered { text, by, rule });
        }
    }

    fn mergeable(&mut self, thing: Thing, rule: &AccessRule) {
        // What is no prefix stays in its place, and so does one of IPv4-mapped addresses, from
        // which nobody is seen.
        let seen = |it: &Prefix| !AddressSet::from(*it).is_empty();
        let read = rule.address_prefixes.iter().map(|it| range(it).filter(seen));
        let Some(mut all) = read.collect::<Option<Vec<_>>>() else { return };
        order::sort(&mut all);
        let mut apart: Vec<Prefix> = Vec::new();
        for prefix in all {
            if apart.last().is_none_or(|wide| !holds(*wide, prefix)) {
                apart.push(prefix);
            }
        }
        let to = merged(rule).len();
        if to < apart.len() {
            self.add(thing, Point::Mergeable { from: apart.len(), to });
        }
    }

    fn over_wide_names(&mut self, thing: Thing, rule: &AccessRule) {
        for (index, text) in rule.fully_qualified_domain_names.iter().enumerate() {
            if names_strangers(text) {
                let pointer = format!("{}/fullyQualifiedDomainNames/{index}", thing.pointer());
                self.add_at(thing, pointer, Point::OverWideName(text.trim().to_owned()));
            }
        }
    }
}

/// The fewest prefixes that say the same as those of a rule.
pub(super) fn merged(rule: &AccessRule) -> Vec<String> {
    let all: AddressSet = rule.address_prefixes.iter().filter_map(|it| range(it)).collect();
    all.prefixes().map(|it| it.to_string()).collect()
}

fn holds(wide: Prefix, other: Prefix) -> bool {
    wide.is_ipv4() == other.is_ipv4()
        && wide.length() <= other.length()
        && wide.holds(other.first())
}

pub(super) fn is_outbound(rule: &AccessRule) -> bool {
    rule.direction.as_deref().is_some_and(|it| it.trim().eq_ignore_ascii_case("Outbound"))
}

fn is_inbound(rule: &AccessRule) -> bool {
    rule.direction.as_deref().is_none_or(|it| it.trim().eq_ignore_ascii_case("Inbound"))
}

/// Whether a pattern covers every resource of a type, whoever has it, or a whole top level.
fn names_strangers(text: &str) -> bool {
    let pattern = FqdnPattern::new(text);
    let somebody = |kind: &str| {
        ResourceId::new(&format!("/subscriptions/any/resourceGroups/any/providers/{kind}/any"))
    };
    let covers_any =
        |kind: &str| endpoints(&somebody(kind)).any(|name| pattern.covers(&name) == Some(true));
    let labels = pattern.as_str().trim_end_matches('.').split('.').count();
    pattern.as_str() == "*"
        || pattern.is_wildcard() && (labels <= 2 || types_with_endpoints().any(covers_any))
}

/// How many elements of its own direction a rule has. Those that decide nothing never cover, and
/// are never covered.
fn elements(rule: &AccessRule) -> usize {
    rule.address_prefixes.len()
        + rule.subscriptions.len()
        + rule.network_security_perimeters.len()
        + rule.service_tags.len()
        + rule.fully_qualified_domain_names.len()
        + rule.email_addresses.len()
        + rule.phone_numbers.len()
}

/// Every element that another one makes redundant, with the widest that does. Of equal elements the
/// first stays.
fn covers(rules: &[AccessRule]) -> Vec<(Element<'_>, Element<'_>)> {
    let mut found = Vec::new();
    prefixes(rules, &mut found);
    subscriptions(rules, &mut found);
    names(rules, &mut found);
    order::sort_by_key(&mut found, |(it, _): &(Element<'_>, Element<'_>)| {
        (it.rule, it.list, it.index)
    });
    found
}

fn each<'r>(
    rules: &'r [AccessRule],
    list: &'static str,
    is_read: fn(&AccessRule) -> bool,
    texts: impl Fn(&'r AccessRule) -> Vec<Option<&'r str>>,
) -> Vec<Element<'r>> {
    let mut found = Vec::new();
    for (place, rule) in rules.iter().enumerate().filter(|(_, it)| is_read(it)) {
        for (index, text) in texts(rule).into_iter().enumerate() {
            found.extend(text.map(|text| Element { rule: place, list, index, text: text.trim() }));
        }
    }
    found
}

fn prefixes<'r>(rules: &'r [AccessRule], found: &mut Vec<(Element<'r>, Element<'r>)>) {
    let all = each(rules, "addressPrefixes", is_inbound, |it| {
        it.address_prefixes.iter().map(|it| Some(it.as_str())).collect()
    });
    let read = all.iter().enumerate().filter_map(|(place, it)| Some((range(it.text)?, place)));
    let mut read: Vec<(Prefix, usize)> = read.collect();
    order::sort(&mut read);
    let mut cover: Option<(Prefix, usize)> = None;
    for (prefix, place) in read {
        match cover.filter(|(wide, _)| holds(*wide, prefix)) {
            None => cover = Some((prefix, place)),
            Some((_, wide)) => {
                if let (Some(it), Some(by)) = (all.get(place), all.get(wide)) {
                    found.push((*it, *by));
                }
            }
        }
    }
}

fn subscriptions<'r>(rules: &'r [AccessRule], found: &mut Vec<(Element<'r>, Element<'r>)>) {
    let all = each(rules, "subscriptions", is_inbound, |it| {
        it.subscriptions.iter().map(|it| it.id.as_deref()).collect()
    });
    let mut known: BTreeMap<SubscriptionId, Element<'_>> = BTreeMap::new();
    for it in all.into_iter().filter(|it| !it.text.starts_with('[')) {
        match known.get(&SubscriptionId::new(it.text)) {
            Some(by) => found.push((it, *by)),
            None => drop(known.insert(SubscriptionId::new(it.text), it)),
        }
    }
}

fn names<'r>(rules: &'r [AccessRule], found: &mut Vec<(Element<'r>, Element<'r>)>) {
    let all = each(rules, "fullyQualifiedDomainNames", is_outbound, |it| {
        it.fully_qualified_domain_names.iter().map(|it| Some(it.as_str())).collect()
    });
    let written = |text: &str| text.trim_end_matches('.').to_ascii_lowercase();
    let mut first: BTreeMap<String, Element<'_>> = BTreeMap::new();
    for it in all.iter().filter(|it| !it.text.starts_with('[')) {
        first.entry(written(it.text)).or_insert(*it);
    }
    for it in all {
        let name = written(it.text);
        let parents = name.match_indices('.').filter_map(|(dot, _)| name.get(dot..));
        // From the right: the widest pattern first.
        let wider: Vec<String> = parents.map(|rest| format!("*{rest}")).collect();
        let wider = wider.iter().rev().filter(|wider| **wider != name);
        let by = wider.chain([&name]).find_map(|text| first.get(text));
        if let Some(by) = by.filter(|by| **by != it) {
            found.push((it, *by));
        }
    }
}
