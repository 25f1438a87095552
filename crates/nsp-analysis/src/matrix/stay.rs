//! Edits after which every row is what it was, but for the name of its rule.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{
    AccessRule, AddressPrefix, Network, Profile, Resource, ResourceId, RuleRef, Snapshot,
};

use crate::prefix::Prefix;

/// The parts that were edited, none so that a row would be another.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Edited {
    /// By perimeter and profile.
    profiles: Vec<(u32, u32)>,
    /// Those of them in which rules are called otherwise and nothing else is.
    named: Vec<(u32, u32)>,
    resources: Vec<ResourceId>,
    /// Rules that are called otherwise.
    renamed: Vec<RuleRef>,
}

impl Edited {
    /// From one configuration to another that is named like it and joined by the same links;
    /// `None` where there may be other rows. Rows `stand_apart` where a permission is one, however
    /// many addresses it holds, under a key that no other may want.
    pub(super) fn between(before: &Snapshot, after: &Snapshot, stand_apart: bool) -> Option<Self> {
        let mut edited = Self::default();
        for (old, new) in before.resources.iter().zip(&after.resources) {
            if Arc::ptr_eq(old, new) {
                continue;
            }
            if !stand_apart || of_rows(old) != of_rows(new) {
                return None;
            }
            edited.resources.push(new.id.clone());
        }
        for (perimeter, (old, new)) in (0..).zip(before.perimeters.iter().zip(&after.perimeters)) {
            for (place, (old, new)) in (0..).zip(old.profiles.iter().zip(&new.profiles)) {
                if Arc::ptr_eq(old, new) {
                    continue;
                }
                if !stand_apart || !have_same_rows(old, new) {
                    return None;
                }
                let rules = (0..).zip(old.access_rules.iter().zip(&new.access_rules));
                let renamed = rules.filter(|(_, (old, new))| old.name != new.name);
                let at = |(rule, _)| RuleRef { perimeter, profile: place, rule };
                let before = edited.renamed.len();
                edited.renamed.extend(renamed.map(at));
                if before < edited.renamed.len() && !(is_distinct(old) && is_distinct(new)) {
                    return None;
                }
                let rules = || old.access_rules.iter().zip(&new.access_rules);
                if rules().all(|(old, new)| but_name(old) == but_name(new)) {
                    edited.named.push((perimeter, place));
                }
                edited.profiles.push((perimeter, place));
            }
        }
        Some(edited)
    }

    /// Whether the column of a resource, held by this profile, may be another.
    pub(super) fn reaches(&self, id: &ResourceId, profile: Option<(u32, u32)>) -> bool {
        self.resources.contains(id) || profile.is_some_and(|at| self.profiles.contains(&at))
    }

    /// Whether that column decides what it did, for nothing but names was edited.
    pub(super) fn decides_alike(&self, id: &ResourceId, profile: Option<(u32, u32)>) -> bool {
        !self.resources.contains(id) && profile.is_some_and(|at| self.named.contains(&at))
    }

    /// Whether nothing was edited.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn renamed(&self) -> &[RuleRef] {
        &self.renamed
    }
}

fn have_same_rows(one: &Profile, other: &Profile) -> bool {
    let rules = || one.access_rules.iter().zip(&other.access_rules);
    one.name == other.name
        && one.access_rules.len() == other.access_rules.len()
        && rules().all(|(one, other)| first(one) == first(other))
        && rules().all(|(one, other)| but_addresses(one) == but_addresses(other))
}

/// Whether every rule has a name of its own.
fn is_distinct(profile: &Profile) -> bool {
    let mut names: Vec<String> =
        profile.access_rules.iter().map(|it| it.name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.is_sorted_by(|one, next| one < next)
}

/// The row of a rule calls from the first of its addresses.
fn first(rule: &AccessRule) -> Option<Prefix> {
    rule.address_prefixes.iter().find_map(Prefix::of_callers)
}

/// What decides.
fn but_name(rule: &AccessRule) -> impl PartialEq + '_ {
    let AccessRule { name: _, direction, address_prefixes, subscriptions, .. } = rule;
    let AccessRule { network_security_perimeters, service_tags, .. } = rule;
    let AccessRule { fully_qualified_domain_names, email_addresses, phone_numbers, .. } = rule;
    (
        (direction, address_prefixes, subscriptions),
        (network_security_perimeters, service_tags),
        (fully_qualified_domain_names, email_addresses, phone_numbers),
    )
}

/// What rows are made of beside that.
fn but_addresses(rule: &AccessRule) -> impl PartialEq + '_ {
    (
        &rule.direction,
        (&rule.subscriptions, &rule.network_security_perimeters),
        (&rule.service_tags, &rule.fully_qualified_domain_names),
    )
}

/// A resource without what no row depends on.
fn of_rows(resource: &Resource) -> Resource {
    let mut resource = resource.clone();
    if let Network::Given { public_network_access, network_acls } = &mut resource.network {
        *public_network_access = None;
        if let Some(acls) = network_acls {
            acls.default_action = None;
            keep_first(&mut acls.ip_rules);
            keep_first(&mut acls.ipv6_rules);
        }
    }
    resource
}

fn keep_first(prefixes: &mut Vec<AddressPrefix>) {
    let first = prefixes.iter().position(|it| Prefix::of_callers(it).is_some());
    prefixes.truncate(first.map_or(0, |first| first + 1));
    prefixes.drain(..first.unwrap_or_default());
}
