//! Rows of addresses: prefixes, service tags, every other address.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use nsp_core::order;

use nsp_core::{
    Address, AddressPrefix, Network, Profile, Resource, RuleDirection, RuleRef, Snapshot,
};

use super::{Collector, Holder};
use crate::matrix::row::{Call, Kind, NamedBy};
use crate::matrix::spans::visit_parts;
use crate::matrix::{Detail, Extra};
use crate::prefix::Prefix;

/// More distinct prefixes than this make no rows that a person looks through.
const MOST_PREFIXES: usize = 400;
/// More pairs than this take too long to decide on every edit.
const MOST_PAIRS: usize = 60_000;

/// The key of the row of every other address.
pub(in crate::matrix) const OTHER_ADDRESSES: &str = "other addresses";

/// Which pairs are decided for a configuration.
pub(super) fn detail(snapshot: &Snapshot, columns: usize) -> Detail {
    let most = MOST_PREFIXES.min(MOST_PAIRS / columns.max(1));
    let mut distinct = BTreeSet::new();
    for (prefix, _) in named_prefixes(snapshot) {
        distinct.insert(prefix);
        if distinct.len() > most {
            return Detail::Permissions;
        }
    }
    Detail::Every
}

/// Every prefix that a rule or a firewall names, with where.
fn named_prefixes(snapshot: &Snapshot) -> impl Iterator<Item = (Prefix, NamedBy)> {
    let by_rules = inbound_rules(snapshot).flat_map(|(at, rule)| {
        let prefixes = rule.address_prefixes.iter().filter_map(Prefix::of);
        prefixes.map(move |prefix| (prefix, NamedBy::Rule(at)))
    });
    let by_firewalls = (0..).zip(&snapshot.resources).flat_map(|(at, resource)| {
        let prefixes = ip_rules(resource).filter_map(Prefix::of);
        prefixes.map(move |prefix| (prefix, NamedBy::Firewall(at)))
    });
    by_rules.chain(by_firewalls)
}

/// The rules that may let somebody in, by place.
pub(super) fn inbound_rules(
    snapshot: &Snapshot,
) -> impl Iterator<Item = (RuleRef, &nsp_core::AccessRule)> {
    (0..).zip(&snapshot.perimeters).flat_map(|(perimeter, written)| {
        (0..).zip(&written.profiles).flat_map(move |(profile, written)| {
            rules_of(written, perimeter, profile)
                .filter(|(_, rule)| rule.direction != RuleDirection::Outbound)
        })
    })
}

/// The rules of a profile, by place.
pub(super) fn rules_of(
    written: &Profile,
    perimeter: u32,
    profile: u32,
) -> impl Iterator<Item = (RuleRef, &nsp_core::AccessRule)> {
    (0..)
        .zip(&written.access_rules)
        .map(move |(rule, written)| (RuleRef { perimeter, profile, rule }, written))
}

/// `ipRules`, then `ipv6Rules`.
pub(crate) fn ip_rules(resource: &Resource) -> impl Iterator<Item = &AddressPrefix> {
    let acls = match &resource.network {
        Network::Given { network_acls: Some(acls), .. } => Some(acls),
        _ => None,
    };
    acls.into_iter().flat_map(|acls| acls.ip_rules.iter().chain(&acls.ipv6_rules))
}

/// The ranges of a service tag, where somebody supplied them.
pub(crate) fn ranges_of<'s>(snapshot: &'s Snapshot, tag: &str) -> &'s [AddressPrefix] {
    let mut named = snapshot.service_tags.iter().filter(|it| it.name.eq_ignore_ascii_case(tag));
    let found = named.find(|it| !it.address_prefixes.is_empty());
    found.map_or(&[], |tag| &tag.address_prefixes)
}

/// A range that is, or cuts, a row.
struct Range {
    named_by: Vec<NamedBy>,
    names: Vec<(u32, String)>,
    is_rest: bool,
    addresses: Vec<Address>,
}

/// A service tag that some rule lists.
struct Tag {
    name: String,
    named_by: Vec<RuleRef>,
    addresses: Vec<Address>,
    has_ranges: bool,
}

impl<'c> Collector<'c> {
    /// Adds the rows of addresses and tags. What was added to the configuration and is no address
    /// alone comes back.
    pub(super) fn addresses<'e>(&mut self, extra: &'e [Extra]) -> Vec<(u32, &'e Extra)> {
        let mut tags = tags(self.snapshot());
        let rest = match self.collected.by_permission {
            None => self.every_prefix(extra, &mut tags),
            Some(large) => {
                (large.rows)(self);
                (0..).zip(extra).collect()
            }
        };
        let rest = self.other_address(rest);
        for tag in tags {
            self.tag(tag);
        }
        rest
    }

    fn every_prefix<'e>(&mut self, extra: &'e [Extra], tags: &mut [Tag]) -> Vec<(u32, &'e Extra)> {
        let snapshot = self.snapshot();
        let mut ranges: BTreeMap<Prefix, Range> = BTreeMap::new();
        for (prefix, by) in named_prefixes(snapshot) {
            let range = ranges.entry(prefix).or_insert_with(Range::new);
            if range.named_by.last() != Some(&by) {
                range.named_by.push(by);
            }
        }
        let mut rest = Vec::new();
        let mut alone = Vec::new();
        for (at, it) in (0..).zip(extra) {
            match it.address_alone() {
                Some(Address::Given(address)) => alone.push((at, it, address)),
                _ => rest.push((at, it)),
            }
        }
        for (at, it, address) in alone {
            let narrowest = ranges.iter_mut().filter(|(prefix, range)| {
                prefix.holds(address) && !prefix.is_whole_family() && !range.named_by.is_empty()
            });
            let range = match narrowest.max_by_key(|(prefix, _)| prefix.length()) {
                Some((_, range)) => range,
                None => ranges.entry(Prefix::only(address)).or_insert_with(Range::new),
            };
            range.names.push((at, it.name.clone()));
        }
        rest_of_space(&mut ranges);
        find_addresses(snapshot, &mut ranges, tags);
        for (prefix, range) in ranges {
            self.range(prefix, range, extra);
        }
        rest
    }

    fn range(&mut self, prefix: Prefix, range: Range, extra: &[Extra]) {
        if range.addresses.is_empty() {
            return;
        }
        let (key, kind) = if range.is_rest {
            (String::from(OTHER_ADDRESSES), Kind::AnyOtherAddress)
        } else {
            (format!("address {prefix}"), Kind::Addresses(prefix))
        };
        let call = Call::from_addresses(range.addresses);
        let place = self.add(key, kind, call, Holder::Everyone, None);
        if let Some(row) = self.collected.rows.get_mut(place as usize) {
            let row = Arc::make_mut(row);
            row.named_by = range.named_by;
            for (at, _) in range.names {
                if let Some(extra) = extra.get(at as usize) {
                    row.take_name(at, extra);
                }
            }
        }
    }

    /// The row of every other address, unless the prefixes leave none, or a row of it stands.
    fn other_address<'e>(&mut self, extra: Vec<(u32, &'e Extra)>) -> Vec<(u32, &'e Extra)> {
        let whole = |first: IpAddr| {
            let has = |(prefix, _): (Prefix, NamedBy)| {
                prefix.is_whole_family() && prefix.first() == first
            };
            named_prefixes(self.snapshot()).any(has)
        };
        let named = self.collected.detail() == Detail::Every
            && (whole(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
                || whole(IpAddr::V6(Ipv6Addr::UNSPECIFIED)));
        if !named {
            let call = Call::from_addresses(alloc::vec![Address::Other]);
            let key = String::from(OTHER_ADDRESSES);
            self.add(key, Kind::AnyOtherAddress, call, Holder::Everyone, None);
        }
        let place = self.places.get(OTHER_ADDRESSES).copied();
        let row = place.and_then(|place| self.collected.rows.get_mut(place as usize));
        let Some(row) = row.filter(|_| !named) else { return extra };
        let mut rest = Vec::new();
        for (at, it) in extra {
            if it.address_alone() == Some(Address::Other) {
                Arc::make_mut(row).take_name(at, it);
            } else {
                rest.push((at, it));
            }
        }
        rest
    }

    /// One row for the prefixes of a rule, one for the IP rules of an account.
    pub(in crate::matrix) fn permissions(&mut self) {
        let snapshot = self.snapshot();
        for (perimeter, written) in (0..).zip(&snapshot.perimeters) {
            for (profile, written) in (0..).zip(&written.profiles) {
                let holder = Holder::Profile(perimeter, profile);
                match self.kept.and_then(|it| it.of_profile((perimeter, profile), written)) {
                    Some(rows) => rows.iter().for_each(|row| self.keep(row, holder)),
                    None => self.rules(written, perimeter, profile),
                }
            }
        }
        for (at, resource) in (0..).zip(&snapshot.resources) {
            let holder = Holder::Resource(at);
            if let Some(row) = self.kept.and_then(|it| it.of_resource(at, resource)) {
                self.keep(row, holder);
                continue;
            }
            let Some(first) = ip_rules(resource).find_map(Prefix::of_callers) else { continue };
            let key = format!("ip rules {}", resource.id.as_str().to_ascii_lowercase());
            let call = Call::from_addresses(alloc::vec![Address::Given(first.first())]);
            let kind = Kind::OwnAddresses(resource.id.clone());
            self.add(key, kind, call, holder, Some(NamedBy::Firewall(at)));
        }
    }

    /// The rows of a profile's rules.
    fn rules(&mut self, written: &Profile, perimeter: u32, profile: u32) {
        let rules = rules_of(written, perimeter, profile);
        for (at, rule) in rules.filter(|(_, rule)| rule.direction != RuleDirection::Outbound) {
            let first = rule.address_prefixes.iter().find_map(Prefix::of_callers);
            let Some(first) = first else { continue };
            let key = self.free(rule_key(self.snapshot(), at));
            let call = Call::from_addresses(alloc::vec![Address::Given(first.first())]);
            let holder = Holder::Profile(perimeter, profile);
            self.add(key, Kind::RuleAddresses(at), call, holder, Some(NamedBy::Rule(at)));
        }
    }

    fn tag(&mut self, tag: Tag) {
        if tag.has_ranges && tag.addresses.is_empty() && self.collected.detail() == Detail::Every {
            return;
        }
        let addresses =
            if tag.addresses.is_empty() { alloc::vec![Address::Other] } else { tag.addresses };
        let key = format!("tag {}", tag.name.to_ascii_lowercase());
        let call = Call::from_addresses(addresses);
        for at in tag.named_by {
            let holder = Holder::Profile(at.perimeter, at.profile);
            let kind = Kind::ServiceTag(tag.name.clone());
            self.add(key.clone(), kind, call.clone(), holder, Some(NamedBy::Rule(at)));
        }
    }
}

impl Range {
    fn new() -> Self {
        Self { named_by: Vec::new(), names: Vec::new(), is_rest: false, addresses: Vec::new() }
    }
}

/// A rule by the names of what holds it; such a name stays when others come and go.
pub(in crate::matrix) fn rule_key(snapshot: &Snapshot, at: RuleRef) -> String {
    let perimeter = snapshot.perimeters.get(at.perimeter as usize);
    let profile = perimeter.and_then(|it| it.profiles.get(at.profile as usize));
    let id = perimeter.map_or("", |it| it.id.as_str());
    let rule = profile.and_then(|it| it.access_rules.get(at.rule as usize));
    let (profile, name) =
        (profile.map_or("", |it| it.name.as_str()), rule.map_or("", |it| it.name.as_str()));
    format!("rule {id} {profile} {name}").to_ascii_lowercase()
}

/// Where one family is named as a whole, "every other address" is what is left of the other.
fn rest_of_space(ranges: &mut BTreeMap<Prefix, Range>) {
    let whole = |text: &str| AddressPrefix::parse(text).ok().as_ref().and_then(Prefix::of);
    let (Some(four), Some(six)) = (whole("0.0.0.0/0"), whole("::/0")) else { return };
    let rest = match (ranges.contains_key(&four), ranges.contains_key(&six)) {
        (true, false) => six,
        (false, true) => four,
        _ => return,
    };
    ranges.insert(rest, Range { is_rest: true, ..Range::new() });
}

fn tags(snapshot: &Snapshot) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for (at, rule) in inbound_rules(snapshot) {
        for name in &rule.service_tags {
            match tags.iter_mut().find(|tag| tag.name.eq_ignore_ascii_case(name)) {
                Some(tag) => tag.named_by.push(at),
                None => tags.push(Tag {
                    name: name.to_string(),
                    named_by: alloc::vec![at],
                    addresses: Vec::new(),
                    has_ranges: !ranges_of(snapshot, name).is_empty(),
                }),
            }
        }
    }
    tags
}

/// Finds an address of each class for every range and tag.
fn find_addresses(snapshot: &Snapshot, ranges: &mut BTreeMap<Prefix, Range>, tags: &mut [Tag]) {
    let mut prefixes: Vec<Prefix> = ranges.keys().copied().collect();
    let own = prefixes.len();
    let mut tag_of = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        for prefix in ranges_of(snapshot, &tag.name).iter().filter_map(Prefix::of) {
            prefixes.push(prefix);
            tag_of.push(at);
        }
    }
    let mut found: Vec<Vec<Address>> = alloc::vec![Vec::new(); own];
    let mut seen: BTreeSet<(Option<usize>, Vec<usize>)> = BTreeSet::new();
    visit_parts(&prefixes, &mut |address, open| {
        let innermost = open.iter().rev().copied().find(|at| *at < own);
        let holds = |at: &usize| at.checked_sub(own).and_then(|at| tag_of.get(at).copied());
        let mut held: Vec<usize> = open.iter().filter_map(holds).collect();
        order::sort(&mut held);
        held.dedup();
        if !seen.insert((innermost, held.clone())) {
            return;
        }
        let address = Address::Given(address);
        if let Some(range) = innermost.and_then(|at| found.get_mut(at)) {
            range.push(address);
        }
        for at in held {
            if let Some(tag) = tags.get_mut(at) {
                tag.addresses.push(address);
            }
        }
    });
    for (range, addresses) in ranges.values_mut().zip(found) {
        range.addresses = addresses;
    }
}
