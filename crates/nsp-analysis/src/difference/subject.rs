//! What decides about the traffic of a resource beside the rest of its estate.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{
    AssociationRef, Network, NetworkAcls, Profile, Resource, ResourceId, RuleRef, Snapshot, State,
    Stretches,
};

use crate::cells::Side;
use crate::in_doubt::in_doubt;

/// A resource as both sides have it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    is_storage: bool,
    sides: [Seen; 2],
}

/// A resource as one side has it.
#[derive(Clone, Debug)]
struct Seen {
    state: State,
    association: Option<AssociationRef>,
    profile: Option<Arc<Profile>>,
    /// The profile by the name that links have for it, where there are links.
    linked_as: Option<String>,
    /// Those that may be its own, each with the profile that it names.
    perhaps: Vec<(AssociationRef, String)>,
    listed: Option<Arc<Resource>>,
    /// Whether the profile's rules ask for nothing but addresses.
    is_plain: bool,
    asks_addresses: bool,
    holds_expression: bool,
}

impl Subject {
    pub(super) fn new(
        sides: [Side<'_>; 2],
        resource: &ResourceId,
        stretches: [Stretches<'_>; 2],
    ) -> Self {
        let [before, after] = sides;
        let [first, second] = stretches;
        let one = Seen::new(before, resource, first);
        let other = if core::ptr::eq(before.compiled, after.compiled) {
            Seen { state: after.state, ..one.clone() }
        } else {
            Seen::new(after, resource, second)
        };
        Self { is_storage: resource.is_storage_account(), sides: [one, other] }
    }

    /// Whether both are the same resource, and nothing of it was edited.
    pub(super) fn is_unchanged(&self, now: [Side<'_>; 2], resource: &ResourceId) -> bool {
        self.sides.iter().zip(now).all(|(seen, now)| seen.is_unchanged(now, resource))
    }

    /// Whether both are alike but for addresses and what these are named by.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.is_storage == other.is_storage
            && self.sides.iter().zip(&other.sides).all(|(one, other)| one.is_like(other))
    }

    /// The profiles that rules are of.
    pub(super) fn profiles(&self) -> [RuleRef; 2] {
        self.sides.each_ref().map(|seen| {
            let of = |it: AssociationRef| Some((it.perimeter, it.profile?));
            let (perimeter, profile) = seen.association.and_then(of).unwrap_or_default();
            RuleRef { perimeter, profile, rule: 0 }
        })
    }
}

impl Seen {
    fn new(side: Side<'_>, resource: &ResourceId, stretches: Stretches<'_>) -> Self {
        let association = side.compiled.association_of(resource);
        let snapshot = side.compiled.snapshot();
        let profile = profile_of(snapshot, association).cloned();
        let no_names = |profile: &Arc<Profile>| {
            profile.access_rules.iter().all(|rule| rule.fully_qualified_domain_names.is_empty())
        };
        Self {
            state: side.state,
            association,
            is_plain: stretches.ask_addresses_alone() && profile.as_ref().is_none_or(no_names),
            asks_addresses: stretches.ask_addresses(),
            holds_expression: stretches.holds_expression(),
            profile,
            linked_as: linked_as(snapshot, association).map(str::to_ascii_lowercase),
            perhaps: in_doubt(side.compiled, resource)
                .map(|(at, profile)| (at, String::from(profile)))
                .collect(),
            listed: side.compiled.listed(resource).cloned(),
        }
    }

    fn is_unchanged(&self, now: Side<'_>, resource: &ResourceId) -> bool {
        let association = now.compiled.association_of(resource);
        let snapshot = now.compiled.snapshot();
        let profile = profile_of(snapshot, association);
        let linked = [self.linked_as.as_deref(), linked_as(snapshot, association)];
        let known = self.perhaps.iter().map(|(at, profile)| (*at, profile.as_str()));
        self.state == now.state
            && self.association == association
            && match linked {
                [Some(one), Some(other)] => one.eq_ignore_ascii_case(other),
                [one, other] => one == other,
            }
            && known.eq(in_doubt(now.compiled, resource))
            && same(self.profile.as_ref(), profile)
            && same(self.listed.as_ref(), now.compiled.listed(resource))
    }

    fn is_like(&self, other: &Self) -> bool {
        let Self { state, association, profile, linked_as, perhaps, listed, .. } = self;
        let place = |of: &Option<AssociationRef>| of.map(|it| (it.perimeter, it.profile.is_some()));
        let flags = |of: &Self| (of.is_plain, of.asks_addresses, of.holds_expression);
        let rules = |of: &Option<AssociationRef>| of.and_then(|it| it.profile);
        *state == other.state
            && place(association) == place(&other.association)
            && *linked_as == other.linked_as
            && *perhaps == other.perhaps
            && flags(self) == flags(other)
            && (self.is_plain
                || same(profile.as_ref(), other.profile.as_ref())
                    && rules(association) == rules(&other.association))
            && (same(listed.as_ref(), other.listed.as_ref())
                || listed.as_ref().zip(other.listed.as_ref()).is_some_and(alike_but_for_addresses))
    }
}

fn profile_of(snapshot: &Snapshot, association: Option<AssociationRef>) -> Option<&Arc<Profile>> {
    let association = association?;
    let perimeter = snapshot.perimeters.get(association.perimeter as usize)?;
    perimeter.profiles.get(association.profile? as usize)
}

/// The name that links have for the profile of an association, where there are links.
fn linked_as(snapshot: &Snapshot, association: Option<AssociationRef>) -> Option<&str> {
    let at = association?;
    let has_links = snapshot.perimeters.iter().any(|it| !it.links.is_empty());
    let perimeter = snapshot.perimeters.get(at.perimeter as usize).filter(|_| has_links)?;
    Some(&perimeter.associations.get(at.association as usize)?.profile)
}

fn same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// Whether two resources are the same but for their names and IP rules.
fn alike_but_for_addresses((one, other): (&Arc<Resource>, &Arc<Resource>)) -> bool {
    let Resource { id: _, location, tenant_id, managed_identity, key_vault, network } = &**one;
    *location == other.location
        && *tenant_id == other.tenant_id
        && *managed_identity == other.managed_identity
        && *key_vault == other.key_vault
        && match (network, &other.network) {
            (Network::NotGiven, Network::NotGiven) => true,
            (
                Network::Given { public_network_access: one, network_acls: first },
                Network::Given { public_network_access: other, network_acls: second },
            ) => {
                one == other
                    && match (first, second) {
                        (Some(one), Some(other)) => acls_alike(one, other),
                        (None, None) => true,
                        _ => false,
                    }
            }
            _ => false,
        }
}

fn acls_alike(one: &NetworkAcls, other: &NetworkAcls) -> bool {
    let NetworkAcls {
        bypass,
        default_action,
        ip_rules,
        ipv6_rules,
        virtual_network_rules,
        resource_access_rules,
    } = one;
    let lists_some = !ip_rules.is_empty() || !ipv6_rules.is_empty();
    *bypass == other.bypass
        && *default_action == other.default_action
        && *virtual_network_rules == other.virtual_network_rules
        && *resource_access_rules == other.resource_access_rules
        && lists_some == (!other.ip_rules.is_empty() || !other.ipv6_rules.is_empty())
}
