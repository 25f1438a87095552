//! Carrying along whatever refers to a thing that changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nsp_core::{ResourceId, endpoints};

use super::id;
use super::references::{leads_to, resource_of};
use crate::scenario::document::{
    AccessRule, Association, Link, Perimeter, Profile, Reference, Request, Resource, Scenario,
};

/// Another text in place of one; `None` where it stays.
pub(super) type Change<'a> = &'a dyn Fn(&str) -> Option<String>;

fn text(slot: &mut String, change: Change<'_>) -> bool {
    let new = change(slot).filter(|new| new != slot);
    new.map(|new| *slot = new).is_some()
}

fn option(slot: &mut Option<String>, change: Change<'_>) -> bool {
    slot.as_mut().is_some_and(|slot| text(slot, change))
}

fn texts(list: &mut [String], change: Change<'_>) -> bool {
    list.iter_mut().fold(false, |changed, slot| text(slot, change) | changed)
}

/// Changes what is shared in a copy, which takes its place only where something has changed.
pub(super) fn shared<T: Clone>(slot: &mut Arc<T>, change: impl FnOnce(&mut T) -> bool) -> bool {
    let mut copy = T::clone(slot);
    let changed = change(&mut copy);
    if changed {
        *slot = Arc::new(copy);
    }
    changed
}

impl Scenario {
    /// Changes ids, wherever the estate, the sources, requests and expectations have them.
    pub(super) fn carry_ids(&mut self, change: Change<'_>) {
        for slot in &mut self.estate.perimeters {
            shared(slot, |it| ids_of_perimeter(it, change));
        }
        for slot in &mut self.estate.resources {
            if names_in_resource(slot, change) {
                shared(slot, |it| ids_of_resource(it, change));
            }
        }
        for setting in &mut self.estate.diagnostic_settings {
            option(&mut setting.id, change);
            option(&mut setting.workspace_id, change);
            option(&mut setting.storage_account_id, change);
            option(&mut setting.event_hub_authorization_rule_id, change);
        }
        for request in self.requests_mut() {
            option(&mut request.resource, change);
            option(&mut request.outbound_to, change);
            if let Some(caller) = &mut request.from {
                option(&mut caller.resource, change);
                texts(&mut caller.perimeters, change);
            }
        }
    }

    /// Changes the lists of profiles at both ends of the links of a perimeter.
    pub(super) fn carry_linked_profiles(
        &mut self,
        perimeter: usize,
        change: impl Fn(&mut Vec<String>) -> bool,
    ) {
        let Some(own) = self.estate.perimeters.get(perimeter).cloned() else { return };
        for (at, slot) in self.estate.perimeters.iter_mut().enumerate() {
            shared(slot, |it| {
                let links = it.links.iter_mut().chain(&mut it.link_references);
                links.fold(false, |changed, link| {
                    let changes = if at == perimeter {
                        change(&mut link.local_inbound_profiles)
                    } else {
                        leads_to(link, &own) && change(&mut link.remote_inbound_profiles)
                    };
                    changes | changed
                })
            });
        }
    }

    /// Changes the names of service tags in rules.
    pub(super) fn carry_tags(&mut self, change: Change<'_>) {
        self.carry_rules(|rule| &rule.service_tags, |rule| &mut rule.service_tags, change);
    }

    /// Changes host names: in outbound rules, as destinations of requests, of keys.
    pub(super) fn carry_hosts(&mut self, old: &str, new: &str) {
        let (old, new) = (ResourceId::new(old), ResourceId::new(new));
        let hosts: BTreeMap<String, String> = endpoints(&old).zip(endpoints(&new)).collect();
        if hosts.is_empty() {
            return;
        }
        let change = |text: &str| {
            let host = text.trim().trim_end_matches('.').to_ascii_lowercase();
            hosts.get(&host).cloned()
        };
        self.carry_rules(
            |rule| &rule.fully_qualified_domain_names,
            |rule| &mut rule.fully_qualified_domain_names,
            &change,
        );
        for request in self.requests_mut() {
            option(&mut request.outbound_to, &change);
        }
        let of_key = |uri: &str| {
            let (scheme, rest) = uri.split_once("://")?;
            let end = rest.find(['/', ':']).unwrap_or(rest.len());
            let (host, path) = rest.split_at_checked(end)?;
            Some(format!("{scheme}://{}{path}", change(host)?))
        };
        for slot in &mut self.estate.resources {
            let key = slot.encryption.as_ref().and_then(|it| it.key_vault_properties.as_ref());
            if key.is_none() {
                continue;
            }
            shared(slot, |it| {
                let key = it.encryption.as_mut().and_then(|it| it.key_vault_properties.as_mut());
                key.is_some_and(|key| option(&mut key.key_vault_uri, &of_key))
            });
        }
    }

    /// Changes one list of every rule.
    fn carry_rules(
        &mut self,
        list: fn(&AccessRule) -> &Vec<String>,
        list_mut: fn(&mut AccessRule) -> &mut Vec<String>,
        change: Change<'_>,
    ) {
        let concerns =
            |it: &Profile| it.access_rules.iter().flat_map(list).any(|text| change(text).is_some());
        for slot in &mut self.estate.perimeters {
            if !slot.profiles.iter().any(|it| concerns(it)) {
                continue;
            }
            for profile in &mut Arc::make_mut(slot).profiles {
                if concerns(profile) {
                    let rules = &mut Arc::make_mut(profile).access_rules;
                    for rule in rules {
                        texts(list_mut(rule), change);
                    }
                }
            }
        }
    }

    /// Every request: those of sources, saved ones and those of expectations.
    pub(super) fn requests_mut(&mut self) -> impl Iterator<Item = &mut Request> {
        let expected = self.expectations.iter_mut().filter_map(|it| it.request.as_mut());
        self.sources.iter_mut().chain(&mut self.requests).chain(expected)
    }

    /// Writes anew what names a resource the short way, so that it names the same one as in
    /// `before`. `now` tells its id, or `None` where it has gone: then requests to it go too, and
    /// callers and destinations stand with their ids.
    pub(super) fn carry_names(
        &mut self,
        before: &Names,
        after: &Names,
        now: impl Fn(&str) -> Option<String>,
    ) {
        let asks = |request: &mut Request| {
            let Some(text) = &request.resource else { return true };
            let Some(id) = before.resolve(text) else { return true };
            let Some(id) = now(id) else { return false };
            if let Some(text) = after.short(text, &id) {
                request.resource = Some(text);
            }
            true
        };
        let elsewhere = |request: &mut Request| {
            let caller = request.from.as_mut().and_then(|it| it.resource.as_mut());
            for slot in caller.into_iter().chain(request.outbound_to.as_mut()) {
                let Some(old) = before.resolve(slot) else { continue };
                let id = now(old);
                let gone = id.is_none();
                let id = id.unwrap_or_else(|| old.to_owned());
                let new = after.short(slot, &id);
                if let Some(new) = new {
                    *slot = new;
                } else if gone && !slot.contains('/') {
                    *slot = id;
                }
            }
        };
        self.sources.retain_mut(asks);
        self.requests.retain_mut(asks);
        self.expectations.retain_mut(|it| it.request.as_mut().is_none_or(asks));
        self.requests_mut().for_each(elsewhere);
    }
}

fn reference(it: &mut Reference, change: Change<'_>) -> bool {
    let changed = option(&mut it.id, change);
    if changed && let (Some(name), Some(id)) = (&mut it.name, &it.id) {
        id::name(id).clone_into(name);
    }
    changed | (it.id.is_none() && option(&mut it.name, change))
}

/// Whether a profile, which may be long, has an id that changes.
fn names_in_profile(it: &Profile, change: Change<'_>) -> bool {
    let perimeters = it.access_rules.iter().flat_map(|it| &it.network_security_perimeters);
    let perimeters = perimeters.filter_map(|it| it.id.as_ref().or(it.name.as_ref()));
    let rules = it.access_rules.iter().filter_map(|it| it.id.as_ref());
    it.id.iter().chain(rules).chain(perimeters).any(|it| change(it).is_some())
}

/// Whether an association, of which there may be many, has an id that changes.
fn names_in_association(it: &Association, change: Change<'_>) -> bool {
    let resource = it.private_link_resource.as_ref();
    let resource = resource.and_then(|it| it.id.as_ref().or(it.name.as_ref()));
    let profile = it.profile.as_ref().and_then(|it| it.id.as_ref());
    it.id.iter().chain(resource).chain(profile).any(|it| change(it).is_some())
}

/// Whether a resource, whose firewall may be long, has an id that changes.
fn names_in_resource(it: &Resource, change: Change<'_>) -> bool {
    let rules = it.network_acls.iter().flat_map(|it| &it.resource_access_rules);
    let ids = it.id.iter().chain(rules.filter_map(|it| it.resource_id.as_ref()));
    ids.into_iter().any(|it| change(it).is_some())
}

fn ids_of_perimeter(it: &mut Perimeter, change: Change<'_>) -> bool {
    let mut changed = option(&mut it.id, change);
    for slot in &mut it.profiles {
        changed |= names_in_profile(slot, change) && shared(slot, |it| ids_of_profile(it, change));
    }
    for slot in &mut it.resource_associations {
        changed |=
            names_in_association(slot, change) && shared(slot, |it| ids_of_association(it, change));
    }
    for link in it.links.iter_mut().chain(&mut it.link_references) {
        changed |= ids_of_link(link, change);
    }
    changed
}

pub(super) fn ids_of_profile(it: &mut Profile, change: Change<'_>) -> bool {
    let mut changed = option(&mut it.id, change);
    for rule in &mut it.access_rules {
        changed |= option(&mut rule.id, change);
        for perimeter in &mut rule.network_security_perimeters {
            changed |= reference(perimeter, change);
        }
    }
    changed
}

pub(super) fn ids_of_association(it: &mut Association, change: Change<'_>) -> bool {
    let mut changed = option(&mut it.id, change);
    let resource = it.private_link_resource.as_mut();
    changed |= resource.is_some_and(|it| reference(it, change));
    // A profile's bare name is no id.
    let profile = it.profile.as_mut().filter(|it| it.id.is_some());
    changed | profile.is_some_and(|it| reference(it, change))
}

fn ids_of_link(it: &mut Link, change: Change<'_>) -> bool {
    option(&mut it.id, change)
        | option(&mut it.auto_approved_remote_perimeter_resource_id, change)
        | option(&mut it.remote_perimeter_resource_id, change)
}

fn ids_of_resource(it: &mut Resource, change: Change<'_>) -> bool {
    let mut changed = option(&mut it.id, change);
    if let Some(acls) = &mut it.network_acls {
        for rule in &mut acls.resource_access_rules {
            changed |= option(&mut rule.resource_id, change);
        }
    }
    changed
}

/// The resources of an estate, and which of them a short name stands for.
pub(super) struct Names {
    ids: BTreeSet<ResourceId>,
    /// `None` where several have the name.
    named: BTreeMap<String, Option<ResourceId>>,
}

impl Names {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let mut names = Self { ids: BTreeSet::new(), named: BTreeMap::new() };
        let described = scenario.estate.resources.iter();
        let described = described.filter_map(|it| it.id.as_deref().or(it.name.as_deref()));
        let perimeters = scenario.estate.perimeters.iter();
        let associations = perimeters.flat_map(|it| it.resource_associations.iter());
        for id in described.chain(associations.filter_map(|it| resource_of(it))) {
            let id = ResourceId::new(id);
            if names.ids.insert(id.clone()) {
                let name = id.name().to_ascii_lowercase();
                let several = names.named.contains_key(&name);
                names.named.insert(name, (!several).then_some(id));
            }
        }
        names
    }

    /// Whether the estate has the resource.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(&ResourceId::new(id))
    }

    /// The id of the resource that a text names.
    fn resolve(&self, text: &str) -> Option<&str> {
        let id = ResourceId::new(text);
        if let Some(known) = self.ids.get(&id) {
            return Some(known.as_str());
        }
        let name = id.as_str().to_ascii_lowercase();
        self.named.get(&name)?.as_ref().map(ResourceId::as_str)
    }

    /// What a short name has to become to stand for this id; `None` where it does, or is no name.
    fn short(&self, text: &str, id: &str) -> Option<String> {
        if text.contains('/') || self.stands_for(text, id) {
            return None;
        }
        let name = id::name(id);
        let new = if self.stands_for(name, id) { name } else { id };
        Some(new.to_owned())
    }

    fn stands_for(&self, text: &str, id: &str) -> bool {
        self.resolve(text).is_some_and(|known| id::same(known, id))
    }
}
