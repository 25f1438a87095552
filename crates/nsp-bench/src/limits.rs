//! An estate at Azure's limits.

use std::sync::Arc;

use nsp_core::{
    AccessMode, AccessRule, AddressPrefix, Association, Bypass, DefaultAction, Network,
    NetworkAcls, Perimeter, Profile, PublicNetworkAccess, Resource, ResourceId, RuleDirection,
    Snapshot,
};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

/// Azure's limits: associated resources and profiles of a perimeter, elements of a profile, IP
/// rules of an account.
pub(crate) const RESOURCES: usize = 1_000;
pub(crate) const PROFILES: usize = 200;
pub(crate) const RULES: usize = 20;
pub(crate) const PREFIXES: usize = 10;
pub(crate) const IP_RULES: usize = 400;

/// Accounts that let in what other rules let in than those of their profiles.
pub(crate) fn estate() -> Snapshot {
    let mut random = SmallRng::seed_from_u64(0);
    let group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    let id = |at: usize| {
        let kind = "Microsoft.Storage/storageAccounts";
        ResourceId::new(&format!("{group}/providers/{kind}/st{at:04}"))
    };
    let profiles = (0..PROFILES).map(|at| {
        let rules = (0..RULES).map(|rule| {
            let mut rule = AccessRule::new(&format!("rule-{rule}"), RuleDirection::Inbound);
            rule.address_prefixes = prefixes(&mut random, PREFIXES);
            rule
        });
        Arc::new(Profile { name: format!("profile-{at}"), access_rules: rules.collect() })
    });
    let profiles = profiles.collect();
    let associations = (0..RESOURCES).map(|at| Association {
        name: format!("st{at:04}"),
        resource: id(at),
        profile: format!("profile-{}", at % PROFILES),
        access_mode: AccessMode::Learning,
    });
    let kind = "Microsoft.Network/networkSecurityPerimeters";
    let perimeter = Perimeter {
        id: ResourceId::new(&format!("{group}/providers/{kind}/nsp")),
        guid: None,
        location: None,
        profiles,
        associations: associations.collect(),
        links: Vec::new(),
    };
    let resources = (0..RESOURCES).map(|at| {
        let mut acls = NetworkAcls::new(DefaultAction::Deny, Bypass::default());
        acls.ip_rules = prefixes(&mut random, IP_RULES);
        Arc::new(Resource {
            network: Network::Given {
                public_network_access: Some(PublicNetworkAccess::Enabled),
                network_acls: Some(acls),
            },
            ..Resource::named(id(at).as_str())
        })
    });
    Snapshot {
        perimeters: vec![Arc::new(perimeter)],
        resources: resources.collect(),
        ..Snapshot::default()
    }
}

fn prefixes(random: &mut SmallRng, count: usize) -> Vec<AddressPrefix> {
    let prefix = |_| {
        let [a, b, c] = [100..110, 0..255, 0..255].map(|it| random.random_range(it));
        let length = random.random_range(20..=30);
        let text = format!("{a}.{b}.{c}.0/{length}");
        AddressPrefix::parse(&text).unwrap_or_else(|_| unreachable!("{text} is a prefix"))
    };
    (0..count).map(prefix).collect()
}

/// One edit: a prefix more in a rule of the first profile.
pub(crate) fn widen_a_rule(snapshot: &mut Snapshot, prefix: &str) {
    let perimeter = snapshot.perimeters.first_mut().map(Arc::make_mut);
    let profile = perimeter.and_then(|it| it.profiles.first_mut()).map(Arc::make_mut);
    let rule = profile.and_then(|it| it.access_rules.first_mut());
    let more = AddressPrefix::parse(prefix).ok();
    if let (Some(rule), Some(more)) = (rule, more) {
        rule.address_prefixes.push(more);
    }
}
