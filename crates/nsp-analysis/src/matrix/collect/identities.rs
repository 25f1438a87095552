//! Rows of callers that are an identity: subscriptions, perimeters, trusted services, resource
//! instances, subnets, resources of the estate.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{
    Caller, LinkRef, Network, NetworkAcls, PerimeterId, Resource, ResourceAccessRule, ResourceId,
    SubscriptionId, TRUSTED_SERVICE_TYPES,
};

use super::addresses::inbound_rules;
use super::{Collector, Holder};
use crate::matrix::Detail;
use crate::matrix::row::{Call, Kind, NamedBy, Reach};

/// A subscription that no rule names: an identity that is not about its subscription comes from
/// one that decides nothing.
const NO_SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";

impl Collector<'_> {
    pub(super) fn identities(&mut self) {
        self.subscriptions();
        self.perimeters();
        self.firewalls();
        self.trusted();
        self.resources();
    }

    fn subscriptions(&mut self) {
        for (at, rule) in inbound_rules(self.snapshot()) {
            for subscription in rule.subscriptions.iter().filter(|it| !it.is_symbolic()) {
                let caller =
                    Caller { subscription: Some(subscription.clone()), ..Caller::default() };
                let key = format!("subscription {}", subscription.as_str().to_ascii_lowercase());
                let kind = Kind::Subscription(subscription.clone());
                let holder = Holder::Profile(at.perimeter, at.profile);
                self.add(key, kind, Call::by_identity(caller), holder, Some(NamedBy::Rule(at)));
            }
        }
    }

    /// Perimeters that a rule names or a link joins. One has several names; they are one row.
    fn perimeters(&mut self) {
        let snapshot = self.snapshot();
        let mut known = Perimeters::default();
        for perimeter in &snapshot.perimeters {
            let id = PerimeterId::new(perimeter.id.as_str());
            known.join(core::iter::once(&id).chain(&perimeter.guid));
        }
        let own = known.names.len();
        for perimeter in &snapshot.perimeters {
            for link in &perimeter.links {
                known.join(&link.remote);
            }
        }
        let mut named = Vec::new();
        for (at, rule) in inbound_rules(snapshot) {
            for name in rule.network_security_perimeters.iter().filter(|it| !it.is_symbolic()) {
                let place = known.join([name]);
                let holder = Holder::Profile(at.perimeter, at.profile);
                named.push((place, holder, Some(NamedBy::Rule(at))));
            }
        }
        for (perimeter, written) in (0..).zip(&snapshot.perimeters) {
            for (link, written) in (0..).zip(&written.links) {
                let place = known.join(&written.remote);
                let at = LinkRef { perimeter, link };
                named.push((place, Holder::Everyone, Some(NamedBy::Link(at))));
            }
        }
        // Where resources are too many to be rows, each perimeter calls for its own.
        if self.collected.detail() == Detail::Permissions {
            named.extend((0..own).map(|place| (Some(place), Holder::Everyone, None)));
        }
        order::sort_by_key(&mut named, |(place, ..)| *place);
        for (place, holder, by) in named {
            let names = place.and_then(|place| known.names.get(place));
            let Some((first, names)) = names.and_then(|names| Some((names.first()?, names))) else {
                continue;
            };
            let caller = Caller {
                perimeters: names.clone(),
                subscription: Some(SubscriptionId::new(NO_SUBSCRIPTION)),
                ..Caller::default()
            };
            let key = format!("perimeter {}", first.as_str().to_ascii_lowercase());
            let kind = Kind::Perimeter(first.clone());
            self.add(key, kind, Call::by_identity(caller), holder, by);
        }
    }

    fn firewalls(&mut self) {
        for (at, resource) in (0..).zip(&self.snapshot().resources) {
            let Some(acls) = acls(resource) else { continue };
            for rule in &acls.resource_access_rules {
                self.resource_instance(rule, at);
            }
            for rule in acls.virtual_network_rules.iter().filter(|it| !it.id.holds_expression()) {
                let key = format!("subnet {}", rule.id.as_str().to_ascii_lowercase());
                let (kind, call) = (Kind::Subnet(rule.id.clone()), Call::from_subnet(&rule.id));
                self.add(key, kind, call, Holder::Resource(at), Some(NamedBy::Firewall(at)));
            }
        }
    }

    fn resource_instance(&mut self, rule: &ResourceAccessRule, at: u32) {
        if rule.resource_id.holds_expression() {
            return;
        }
        let scope = rule.resource_id.as_str();
        let instance = ResourceId::new(&scope.replace('*', "any"));
        let tenant = rule.tenant_id.clone().filter(|tenant| !tenant.is_symbolic());
        let mut key = format!("instance {}", scope.to_ascii_lowercase());
        if let Some(tenant) = &tenant {
            key = format!("{key} {}", tenant.as_str().to_ascii_lowercase());
        }
        let caller = Caller { tenant, resource: Some(instance.clone()), ..Caller::default() };
        let other = self.other(&instance);
        let call = Call { other, ..Call::by_identity(caller) };
        let kind = Kind::ResourceInstance(rule.resource_id.clone());
        self.add(key, kind, call, Holder::Resource(at), Some(NamedBy::Firewall(at)));
    }

    /// Where an account lets trusted services in, one of them stands for all.
    fn trusted(&mut self) {
        let lets_in = |resource: &Resource| match &resource.network {
            Network::NotGiven => false,
            Network::Given { network_acls, .. } => {
                let bypass = network_acls.as_ref().and_then(|acls| acls.bypass.as_ref());
                resource.id.is_storage_account() && bypass.is_none_or(|it| it.azure_services)
            }
        };
        let Some(service) = TRUSTED_SERVICE_TYPES.first() else { return };
        let by: Vec<NamedBy> = (0..)
            .zip(&self.snapshot().resources)
            .filter(|(_, resource)| lets_in(resource))
            .map(|(at, _)| NamedBy::Firewall(at))
            .collect();
        let caller = Caller {
            service: Some(String::from(*service)),
            subscription: Some(SubscriptionId::new(NO_SUBSCRIPTION)),
            ..Caller::default()
        };
        let call = Call::by_identity(caller);
        for by in by {
            let key = String::from("other trusted services");
            let kind = Kind::AnyOtherTrustedService(String::from(*service));
            self.add(key, kind, call.clone(), Holder::Everyone, Some(by));
        }
    }

    /// Resources of the estate that call others. Storage accounts do not, but for their features.
    fn resources(&mut self) {
        if self.collected.detail() == Detail::Permissions {
            return;
        }
        // A vault calls nobody, and Azure gives it no identity.
        let calls = |id: &ResourceId| !id.has_type("Microsoft.KeyVault/vaults");
        for (id, by) in others(self.snapshot()).into_iter().filter(|(id, _)| calls(id)) {
            let caller = Caller { resource: Some(id.clone()), ..Caller::default() };
            let call = Call {
                other: self.other(&id),
                reach: Reach::AllBut(id.clone()),
                ..Call::by_identity(caller)
            };
            let key = format!("resource {}", id.as_str().to_ascii_lowercase());
            self.add(key, Kind::Resource(id), call, Holder::Everyone, by);
        }
    }
}

/// The resources of the estate that are no storage accounts, listed or only associated.
pub(super) fn others(snapshot: &nsp_core::Snapshot) -> Vec<(ResourceId, Option<NamedBy>)> {
    let listed = (0..)
        .zip(&snapshot.resources)
        .map(|(at, resource)| (&resource.id, Some(NamedBy::Resource(at))));
    let perimeters = snapshot.perimeters.iter();
    let associated = perimeters
        .flat_map(|it| it.associations.iter().map(|association| (&association.resource, None)));
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for (id, by) in listed.chain(associated) {
        if !id.is_storage_account() && !id.holds_expression() && seen.insert(id, ()).is_none() {
            found.push((id.clone(), by));
        }
    }
    found
}

fn acls(resource: &Resource) -> Option<&NetworkAcls> {
    match &resource.network {
        Network::Given { network_acls, .. } => network_acls.as_ref(),
        Network::NotGiven => None,
    }
}

/// Perimeters by all the names that something gives them.
#[derive(Default)]
struct Perimeters {
    names: Vec<Vec<PerimeterId>>,
    places: BTreeMap<PerimeterId, usize>,
}

impl Perimeters {
    /// The place of the perimeter that has one of the names; it gets the others too.
    fn join<'n>(&mut self, names: impl IntoIterator<Item = &'n PerimeterId>) -> Option<usize> {
        let names: Vec<&PerimeterId> =
            names.into_iter().filter(|name| !name.is_symbolic()).collect();
        if names.is_empty() {
            return None;
        }
        let known = names.iter().find_map(|name| self.places.get(*name).copied());
        let place = known.unwrap_or_else(|| {
            self.names.push(Vec::new());
            self.names.len() - 1
        });
        for name in names {
            if !self.places.contains_key(name) {
                self.places.insert(name.clone(), place);
                self.names.get_mut(place)?.push(name.clone());
            }
        }
        Some(place)
    }
}
