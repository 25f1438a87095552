//! The values of attributes that differ to a rule: those that are always there, and those that the
//! configurations name.

use alloc::string::String;
use alloc::vec::Vec;

use nsp_core::{
    Address, Authentication, Feature, Match, Network, NetworkAcls, Path, Protocol, Reads, Region,
    ResourceId, SubscriptionId, TRUSTED_SERVICE_TYPES, TenantId, trusts,
};

use super::Side;
use super::space::profile_of;
use super::value::{Class, Value};

pub(super) const NOBODY: &str = "00000000-0000-0000-0000-000000000000";
pub(super) const NO_SUBNET: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/other/subnets/other";
pub(super) const EXPRESSION: &str = "[other]";

pub(super) const FEATURES: [Option<Feature>; 7] = [
    None,
    Some(Feature::ObjectReplication),
    Some(Feature::LifecycleManagement),
    Some(Feature::BlobInventory),
    Some(Feature::VaultedBackup),
    Some(Feature::UnmanagedDisks),
    Some(Feature::CustomerManagedKeys),
];
pub(super) const AUTHENTICATIONS: [Option<Authentication>; 6] = [
    Some(Authentication::Entra),
    Some(Authentication::ManagedIdentity),
    Some(Authentication::Sas),
    Some(Authentication::AccountKey),
    Some(Authentication::Anonymous),
    None,
];
pub(super) const PROTOCOLS: [Protocol; 4] =
    [Protocol::Https, Protocol::Smb, Protocol::Nfs, Protocol::Sftp];
pub(super) const READS: [Option<Reads>; 3] = [None, Some(Reads::Logs), Some(Reads::Metrics)];

pub(super) fn named(value: Value) -> Class {
    Class::new(value, false)
}

pub(super) fn stand_in(value: Value) -> Class {
    Class::new(value, true)
}

pub(super) fn like(is_symbolic: bool) -> &'static str {
    if is_symbolic { EXPRESSION } else { NOBODY }
}

/// Whether a request that holds the value does not say what its caller has, or not plainly.
pub(super) fn is_left_out(value: &Value) -> bool {
    match value {
        Value::Authentication(value) => value.is_none(),
        Value::Address(address) => !matches!(address, Address::Given(_)),
        Value::Subscription(value) => value.as_ref().is_none_or(SubscriptionId::is_symbolic),
        Value::Tenant(value) => value.as_ref().is_none_or(TenantId::is_symbolic),
        Value::Region(value) => value.as_ref().is_none_or(Region::is_symbolic),
        Value::Service(Some(service)) => matches!(trusts(service), Match::Undecided(_)),
        _ => false,
    }
}

/// Of traffic, what is given; where there is nothing to compare it with, that nothing is given.
pub(super) fn keeps(class: &Class, only_traffic: bool, is_known: bool) -> bool {
    let not_given = matches!(class.value, Value::Tenant(None) | Value::Region(None));
    !only_traffic || if is_known { !is_left_out(&class.value) } else { not_given }
}

pub(super) fn paths(sides: [Side<'_>; 2], called: &ResourceId) -> Vec<Class> {
    let plain = [Path::Public, Path::StandardServiceEndpoint];
    let last = [Path::PrivateEndpoint, Path::ControlPlane];
    let mut subnets: Vec<ResourceId> = Vec::new();
    for acls in sides.iter().filter_map(|side| acls_of(*side, called)) {
        for rule in &acls.virtual_network_rules {
            if !subnets.contains(&rule.id) {
                subnets.push(rule.id.clone());
            }
        }
    }
    let endpoint = |subnet| Value::Path(Path::ServiceEndpoint { subnet });
    let subnets = subnets.into_iter().map(endpoint).map(named);
    let other = stand_in(endpoint(ResourceId::new(NO_SUBNET)));
    let plain = plain.map(Value::Path).map(named).into_iter();
    let last = last.map(Value::Path).map(named);
    plain.chain(subnets).chain([other]).chain(last).collect()
}

pub(super) fn acls_of<'c>(side: Side<'c>, resource: &ResourceId) -> Option<&'c NetworkAcls> {
    match &side.compiled.listed(resource)?.network {
        Network::Given { network_acls, .. } => network_acls.as_ref(),
        Network::NotGiven => None,
    }
}

/// A service that is trusted, one that may be and one that is not.
pub(super) fn services() -> impl Iterator<Item = String> {
    let trusted = TRUSTED_SERVICE_TYPES.iter().copied();
    let namespaces = trusted.clone().filter_map(|it| Some(it.split_once('/')?.0));
    let doubtful = namespaces.filter(|it| matches!(trusts(it), Match::Undecided(_))).take(1);
    trusted.take(1).chain(doubtful).chain(["Other.Services/things"]).map(String::from)
}

pub(super) fn same_kind(one: &Match, other: &Match) -> bool {
    core::mem::discriminant(one) == core::mem::discriminant(other)
}

/// The subscriptions that rules list.
pub(super) fn subscriptions(sides: [Side<'_>; 2], called: &ResourceId) -> Vec<SubscriptionId> {
    let mut found = Vec::new();
    for side in sides {
        let rules = profile_of(side, called).map_or(&[][..], |it| &it.access_rules);
        for subscription in rules.iter().flat_map(|rule| &rule.subscriptions) {
            if !found.contains(subscription) {
                found.push(subscription.clone());
            }
        }
    }
    found
}

/// The tenants of the account and of its rules, and whether the account's is known on both sides.
pub(super) fn tenants(sides: [Side<'_>; 2], called: &ResourceId) -> (Vec<TenantId>, bool) {
    let mut found: Vec<TenantId> = Vec::new();
    let own = sides.map(|side| side.compiled.listed(called)?.tenant_id.clone());
    let own = own.map(|tenant| tenant.filter(|it| !it.is_symbolic()));
    let is_known = own.iter().all(Option::is_some);
    let rules = sides.iter().filter_map(|side| acls_of(*side, called));
    let listed =
        rules.flat_map(|it| &it.resource_access_rules).filter_map(|it| it.tenant_id.clone());
    for tenant in own.into_iter().flatten().chain(listed) {
        if !tenant.is_symbolic() && !found.contains(&tenant) {
            found.push(tenant);
        }
    }
    (found, is_known)
}

/// The resource's own regions, and whether they are known on both sides.
pub(super) fn regions(sides: [Side<'_>; 2], called: &ResourceId) -> (Vec<Region>, bool) {
    let own = sides.map(|side| side.compiled.listed(called)?.location.clone());
    let own = own.map(|region| region.filter(|it| !it.is_symbolic()));
    let is_known = own.iter().all(Option::is_some);
    let mut found: Vec<Region> = own.into_iter().flatten().collect();
    found.dedup();
    (found, is_known)
}
