//! Perimeters and resources with everything that the types can say of them.

use std::sync::Arc;

use nsp_core::{
    AccessMode, AccessRule, AddressPrefix, Association, Bypass, DefaultAction, FqdnPattern, Link,
    LinkKind, LinkStatus, Network, NetworkAcls, Perimeter, PerimeterId, Profile,
    PublicNetworkAccess, Region, Resource, ResourceAccessRule, ResourceId, Revision, RuleDirection,
    ServiceTag, Snapshot, SubscriptionId, TenantId, VirtualNetworkRule,
};

use super::{Dice, pools};

/// An estate of one to three perimeters and some resources, associated or not.
pub(crate) fn estate(dice: &mut Dice) -> Snapshot {
    let count = 1 + dice.up_to(2);
    Snapshot {
        revision: dice.one(&Revision::ALL),
        perimeters: (0..count).map(|place| perimeter(dice, place).into()).collect(),
        resources: resources(dice),
        service_tags: dice.several(3, |dice| ServiceTag {
            name: dice.one(pools::TAGS).to_owned(),
            address_prefixes: prefixes(dice, 3),
        }),
    }
}

fn perimeter(dice: &mut Dice, place: usize) -> Perimeter {
    let known = dice.chance(85);
    let count = dice.up_to(3);
    Perimeter {
        id: ResourceId::new(pools::PERIMETERS[place]),
        guid: known.then(|| PerimeterId::new(pools::PERIMETER_GUIDS[place])),
        location: dice.maybe(50, pools::REGIONS).map(Region::new),
        profiles: pools::PROFILES
            .iter()
            .take(count)
            .map(|name| profile(dice, name).into())
            .collect(),
        associations: dice.several(5, |dice| association(dice).into()),
        links: dice.several(3, link),
    }
}

fn profile(dice: &mut Dice, name: &str) -> Profile {
    Profile { name: name.to_owned(), access_rules: dice.several(4, access_rule) }
}

/// One kind as a rule; several, none, or those of the other direction now and then.
fn access_rule(dice: &mut Dice) -> AccessRule {
    let direction = match dice.up_to(19) {
        0..=11 => RuleDirection::Inbound,
        12..=18 => RuleDirection::Outbound,
        _ => RuleDirection::Unrecognized(pools::EXPRESSION.to_owned()),
    };
    let mut rule = AccessRule::new("rule", direction);
    let outbound = rule.direction == RuleDirection::Outbound;
    let kinds = if dice.chance(80) { 1 } else { dice.up_to(3) };
    for _ in 0..kinds {
        let kind = if outbound && dice.chance(85) { 4 } else { dice.up_to(5) };
        match kind {
            0 | 5 => rule.address_prefixes = prefixes(dice, 3),
            1 => rule.subscriptions = subscriptions(dice),
            2 => {
                rule.network_security_perimeters = dice.several(2, perimeter_name);
            }
            3 => {
                rule.service_tags =
                    dice.some(2, pools::TAGS).into_iter().map(String::from).collect();
            }
            _ => {
                rule.fully_qualified_domain_names = names(dice);
                rule.email_addresses = vec!["someone@partner.example".to_owned()];
            }
        }
    }
    rule
}

fn perimeter_name(dice: &mut Dice) -> PerimeterId {
    PerimeterId::new(dice.one_or_expression(pools::PERIMETER_NAMES))
}

fn prefixes(dice: &mut Dice, most: usize) -> Vec<AddressPrefix> {
    dice.several(most, prefix)
}

fn prefix(dice: &mut Dice) -> AddressPrefix {
    let text = match dice.up_to(39) {
        0..=36 => dice.one(pools::PREFIXES),
        37 | 38 => dice.one(pools::WIDE_PREFIXES),
        _ => pools::EXPRESSION,
    };
    AddressPrefix::parse(text).expect("the pool holds prefixes")
}

fn subscriptions(dice: &mut Dice) -> Vec<SubscriptionId> {
    dice.several(2, |dice| SubscriptionId::new(dice.one_or_expression(pools::SUBSCRIPTIONS)))
}

fn names(dice: &mut Dice) -> Vec<FqdnPattern> {
    dice.several(3, |dice| FqdnPattern::new(dice.one_or_expression(pools::NAME_PATTERNS)))
}

/// Adds, edits or takes away an association whose resource is an expression.
pub(crate) fn edit_in_doubt(dice: &mut Dice, snapshot: &mut Snapshot) {
    let Some(last) = snapshot.perimeters.len().checked_sub(1) else { return };
    let perimeter = Arc::make_mut(&mut snapshot.perimeters[dice.up_to(last)]);
    let all = &mut perimeter.associations;
    let places = all.iter().enumerate().filter(|(_, it)| it.resource.holds_expression());
    let places: Vec<usize> = places.map(|(at, _)| at).collect();
    let fresh = association_in_doubt(dice);
    let Some(at) = places.last().map(|_| dice.one(&places)) else {
        all.insert(dice.up_to(all.len()), fresh.into());
        return;
    };
    match dice.up_to(4) {
        0 => drop(all.remove(at)),
        1 => Arc::make_mut(&mut all[at]).profile = fresh.profile,
        2 => Arc::make_mut(&mut all[at]).access_mode = fresh.access_mode,
        3 => Arc::make_mut(&mut all[at]).resource = fresh.resource,
        _ => all.push(fresh.into()),
    }
}

/// One of which a template leaves open whose it is.
fn association_in_doubt(dice: &mut Dice) -> Association {
    let resource = ResourceId::new(dice.one(pools::PERHAPS_RESOURCES));
    Association { resource, ..association(dice) }
}

fn association(dice: &mut Dice) -> Association {
    let resource = if dice.chance(3) {
        dice.one(pools::PERHAPS_RESOURCES)
    } else if dice.chance(75) {
        dice.one(pools::STORAGE_ACCOUNTS)
    } else {
        dice.one(pools::OTHER_RESOURCES)
    };
    let profile = if dice.chance(4) { "gone" } else { dice.one(pools::PROFILE_NAMES) };
    Association {
        name: "association".to_owned(),
        resource: ResourceId::new(resource),
        profile: profile.to_owned(),
        access_mode: match dice.up_to(9) {
            0..=3 => AccessMode::Learning,
            4..=6 => AccessMode::Enforced,
            7 | 8 => AccessMode::Audit,
            _ => AccessMode::Unrecognized("Rehearsed".to_owned()),
        },
    }
}

fn link(dice: &mut Dice) -> Link {
    Link {
        name: "link".to_owned(),
        kind: dice.one(&[LinkKind::Link, LinkKind::Reference]),
        remote: remote(dice),
        local_inbound_profiles: linked_profiles(dice),
        remote_inbound_profiles: linked_profiles(dice),
        status: match dice.up_to(9) {
            0..=4 => LinkStatus::Approved,
            5 => LinkStatus::Pending,
            6 => LinkStatus::Rejected,
            7 => LinkStatus::Disconnected,
            8 => LinkStatus::NotGiven,
            _ => LinkStatus::Unrecognized("Dreamt".to_owned()),
        },
    }
}

/// The other end by one of its names, or by both.
fn remote(dice: &mut Dice) -> Vec<PerimeterId> {
    if dice.chance(70) {
        return vec![perimeter_name(dice)];
    }
    let place = dice.up_to(pools::PERIMETERS.len() - 1);
    vec![
        PerimeterId::new(pools::PERIMETERS[place]),
        PerimeterId::new(pools::PERIMETER_GUIDS[place]),
    ]
}

fn linked_profiles(dice: &mut Dice) -> Vec<String> {
    if dice.chance(50) {
        return vec!["*".to_owned()];
    }
    dice.several(2, |dice| dice.one_or_expression(pools::PROFILE_NAMES).to_owned())
}

/// Most of the pool, now and then one of them twice.
fn resources(dice: &mut Dice) -> Vec<Arc<Resource>> {
    let mut found = Vec::new();
    for id in pools::STORAGE_ACCOUNTS.iter().chain(pools::OTHER_RESOURCES) {
        if dice.chance(85) {
            found.push(resource(dice, id).into());
        }
    }
    if dice.chance(5) {
        let id = dice.one(pools::STORAGE_ACCOUNTS).to_ascii_uppercase();
        found.push(resource(dice, &id).into());
    }
    dice.shuffle(&mut found);
    found
}

fn resource(dice: &mut Dice, id: &str) -> Resource {
    Resource {
        location: dice.chance(85).then(|| Region::new(dice.one_or_expression(pools::REGIONS))),
        tenant_id: dice.chance(75).then(|| TenantId::new(dice.one_or_expression(pools::TENANTS))),
        managed_identity: dice.maybe(85, &[true, true, false]),
        key_vault: dice
            .chance(80)
            .then(|| dice.one_or_expression(pools::KEY_VAULT_HOSTS).to_owned()),
        network: if dice.chance(4) { Network::NotGiven } else { network(dice) },
        ..Resource::named(id)
    }
}

fn network(dice: &mut Dice) -> Network {
    Network::Given {
        public_network_access: match dice.up_to(19) {
            0..=8 => Some(PublicNetworkAccess::Enabled),
            9..=12 => Some(PublicNetworkAccess::Disabled),
            13..=15 => Some(PublicNetworkAccess::SecuredByPerimeter),
            16 => Some(PublicNetworkAccess::Unrecognized(pools::EXPRESSION.to_owned())),
            _ => None,
        },
        network_acls: dice.chance(88).then(|| acls(dice)),
    }
}

fn acls(dice: &mut Dice) -> NetworkAcls {
    NetworkAcls {
        bypass: dice.chance(90).then(|| bypass(dice)),
        default_action: match dice.up_to(19) {
            0..=14 => Some(DefaultAction::Deny),
            15 | 16 => Some(DefaultAction::Allow),
            17 | 18 => None,
            _ => Some(DefaultAction::Unrecognized(pools::EXPRESSION.to_owned())),
        },
        ip_rules: prefixes(dice, 3),
        ipv6_rules: prefixes(dice, 1),
        virtual_network_rules: dice.several(2, virtual_network_rule),
        resource_access_rules: dice.several(2, resource_access_rule),
    }
}

fn bypass(dice: &mut Dice) -> Bypass {
    Bypass {
        azure_services: dice.chance(50),
        logging: dice.chance(40),
        metrics: dice.chance(40),
        unrecognized: dice.maybe(4, &["Everything".to_owned()]).into_iter().collect(),
    }
}

fn virtual_network_rule(dice: &mut Dice) -> VirtualNetworkRule {
    let id = dice.one_or_expression(pools::SUBNETS);
    VirtualNetworkRule {
        id: ResourceId::new(id),
        state: dice.maybe(60, &["Succeeded", "succeeded", "Succeeded", "Failed"]).map(String::from),
    }
}

fn resource_access_rule(dice: &mut Dice) -> ResourceAccessRule {
    let id = dice.one_or_expression(pools::INSTANCES);
    let tenant = dice.one_or_expression(pools::TENANTS);
    ResourceAccessRule {
        tenant_id: dice.chance(94).then(|| TenantId::new(tenant)),
        resource_id: ResourceId::new(id),
    }
}
