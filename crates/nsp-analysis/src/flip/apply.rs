//! Changes, made.

use alloc::string::ToString;
use alloc::sync::Arc;

use nsp_core::{
    AccessRule, AddressPrefix, Bypass, DefaultAction, FqdnPattern, LinkStatus, Network,
    NetworkAcls, Perimeter, Resource, ResourceAccessRule, RuleDirection, Snapshot,
    VirtualNetworkRule,
};

use super::{Change, Element};
use crate::prefix::Prefix;

impl Change {
    /// The configuration with the change made; what it does not touch stays shared.
    #[must_use]
    pub fn applied(&self, snapshot: &Snapshot) -> Snapshot {
        let mut changed = snapshot.clone();
        match self {
            Self::Admit { perimeter, profile, rule, element } => {
                let at = perimeter_at(&mut changed, *perimeter);
                let profile = at.and_then(|it| it.profiles.get_mut(*profile as usize));
                if let Some(profile) = profile.map(Arc::make_mut) {
                    let rules = &mut profile.access_rules;
                    match rule.and_then(|rule| rules.get_mut(rule as usize)) {
                        Some(rule) => element.join(rule),
                        None => rules.push(element.alone()),
                    }
                }
            }
            Self::Withdraw(elements) => {
                for (at, element) in elements {
                    let perimeter = perimeter_at(&mut changed, at.perimeter);
                    let profile = perimeter.and_then(|it| it.profiles.get_mut(at.profile as usize));
                    let rules = profile.map(|it| &mut Arc::make_mut(it).access_rules);
                    if let Some(rule) = rules.and_then(|it| it.get_mut(at.rule as usize)) {
                        element.leave(rule);
                    }
                }
            }
            Self::AccessMode(at, mode) => {
                let perimeter = perimeter_at(&mut changed, at.perimeter);
                let all = perimeter.map(|it| &mut it.associations);
                if let Some(it) = all.and_then(|all| all.get_mut(at.association as usize)) {
                    Arc::make_mut(it).access_mode = mode.clone();
                }
            }
            Self::Profile(at, name) => {
                let perimeter = perimeter_at(&mut changed, at.perimeter);
                let all = perimeter.map(|it| &mut it.associations);
                if let Some(it) = all.and_then(|all| all.get_mut(at.association as usize)) {
                    Arc::make_mut(it).profile.clone_from(name);
                }
            }
            Self::ApproveLink(at) => {
                let links = perimeter_at(&mut changed, at.perimeter).map(|it| &mut it.links);
                if let Some(link) = links.and_then(|links| links.get_mut(at.link as usize)) {
                    link.status = LinkStatus::Approved;
                }
            }
            Self::PublicNetworkAccess(at, access) => {
                if let Some(Network::Given { public_network_access, .. }) =
                    resource_at(&mut changed, *at).map(|it| &mut it.network)
                {
                    *public_network_access = Some(access.clone());
                }
            }
            Self::DefaultAction(at, allow) => {
                let action = if *allow { DefaultAction::Allow } else { DefaultAction::Deny };
                with_acls(&mut changed, *at, |acls| acls.default_action = Some(action));
            }
            Self::TrustedServices(at, allow) => with_acls(&mut changed, *at, |acls| {
                acls.bypass.get_or_insert_default().azure_services = *allow;
            }),
            Self::AddIpRule(at, prefix) => with_acls(&mut changed, *at, |acls| {
                let list = if prefix.is_ipv4() { &mut acls.ip_rules } else { &mut acls.ipv6_rules };
                list.extend(written(*prefix));
            }),
            Self::RemoveIpRules(at, prefixes) => with_acls(&mut changed, *at, |acls| {
                let stays =
                    |it: &AddressPrefix| Prefix::of(it).is_none_or(|it| !prefixes.contains(&it));
                acls.ip_rules.retain(stays);
                acls.ipv6_rules.retain(stays);
            }),
            Self::AddSubnet(at, id) => with_acls(&mut changed, *at, |acls| {
                acls.virtual_network_rules.push(VirtualNetworkRule { id: id.clone(), state: None });
            }),
            Self::RemoveSubnet(at, id) => with_acls(&mut changed, *at, |acls| {
                acls.virtual_network_rules.retain(|it| it.id != *id);
            }),
            Self::AddResourceInstance(at, id, tenant) => with_acls(&mut changed, *at, |acls| {
                acls.resource_access_rules.push(ResourceAccessRule {
                    tenant_id: tenant.clone(),
                    resource_id: id.clone(),
                });
            }),
            Self::RemoveResourceInstance(at, place) => with_acls(&mut changed, *at, |acls| {
                let place = *place as usize;
                if place < acls.resource_access_rules.len() {
                    acls.resource_access_rules.remove(place);
                }
            }),
        }
        changed
    }
}

impl Element {
    /// A rule of this element alone.
    fn alone(&self) -> AccessRule {
        let direction = match self {
            Self::Name(_) => RuleDirection::Outbound,
            _ => RuleDirection::Inbound,
        };
        let mut rule = AccessRule::new("added", direction);
        self.join(&mut rule);
        rule
    }

    fn join(&self, rule: &mut AccessRule) {
        match self {
            Self::AddressPrefix(prefix) => rule.address_prefixes.extend(written(*prefix)),
            Self::Subscription(id) => rule.subscriptions.push(id.clone()),
            Self::Perimeter(id) => rule.network_security_perimeters.push(id.clone()),
            Self::ServiceTag(name) => rule.service_tags.push(name.clone()),
            Self::Name(name) => {
                rule.fully_qualified_domain_names.push(FqdnPattern::new(name));
            }
        }
    }

    fn leave(&self, rule: &mut AccessRule) {
        match self {
            Self::AddressPrefix(prefix) => {
                rule.address_prefixes.retain(|it| Prefix::of(it) != Some(*prefix));
            }
            Self::Subscription(id) => rule.subscriptions.retain(|it| it != id),
            Self::Perimeter(id) => rule.network_security_perimeters.retain(|it| it != id),
            Self::ServiceTag(name) => rule.service_tags.retain(|it| it != name),
            Self::Name(name) => {
                rule.fully_qualified_domain_names.retain(|it| it.as_str() != name);
            }
        }
    }
}

fn written(prefix: Prefix) -> Option<AddressPrefix> {
    AddressPrefix::parse(&prefix.to_string()).ok()
}

fn perimeter_at(snapshot: &mut Snapshot, at: u32) -> Option<&mut Perimeter> {
    snapshot.perimeters.get_mut(at as usize).map(Arc::make_mut)
}

fn resource_at(snapshot: &mut Snapshot, at: u32) -> Option<&mut Resource> {
    snapshot.resources.get_mut(at as usize).map(Arc::make_mut)
}

/// An account without a firewall gets Azure's default, spelt out, before it is changed.
fn with_acls(snapshot: &mut Snapshot, at: u32, change: impl FnOnce(&mut NetworkAcls)) {
    if let Some(Network::Given { network_acls, .. }) =
        resource_at(snapshot, at).map(|it| &mut it.network)
    {
        let bypass = Bypass { azure_services: true, ..Bypass::default() };
        change(network_acls.get_or_insert_with(|| NetworkAcls::new(DefaultAction::Allow, bypass)));
    }
}
