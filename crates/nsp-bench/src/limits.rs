//! An estate at Azure's limits.

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::sync::Arc;

use nsp_core::{
    AccessMode, AccessRule, AddressPrefix, Association, Bypass, Compiled, DefaultAction, Network,
    NetworkAcls, Perimeter, Profile, PublicNetworkAccess, Resource, ResourceId, RuleDirection,
    Snapshot,
};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

use crate::race::{Contender, race_for};

/// These passes take milliseconds.
const ROUNDS: usize = 5;

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
    let associations = (0..RESOURCES).map(|at| {
        Arc::new(Association {
            name: format!("st{at:04}"),
            resource: id(at),
            profile: format!("profile-{}", at % PROFILES),
            access_mode: AccessMode::Learning,
        })
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

/// How long it takes to compile an estate, to answer it anew, and to bring an answer from one
/// edition of it to the other, in milliseconds.
pub(crate) fn race_editions<T>(
    clock: impl Fn() -> f64,
    editions: [&Compiled; 2],
    cold: impl Fn(&Compiled) -> T,
    after: impl Fn(&T, &Compiled) -> T,
    units: impl Fn(&T) -> usize,
) -> [f64; 3] {
    let [first, second] = editions;
    let snapshot = second.snapshot();
    let turn = Cell::new(0_usize);
    let last = RefCell::new(cold(first));
    let contenders: [&dyn Fn() -> u64; 3] = [
        &|| black_box(Compiled::new(snapshot.clone())).snapshot().resources.len() as u64,
        &|| units(&black_box(cold(first))) as u64,
        &|| {
            turn.set(turn.get() + 1);
            let next = after(&last.borrow(), if turn.get() % 2 == 1 { second } else { first });
            let units = units(&next);
            last.replace(next);
            units as u64
        },
    ];
    race_for(ROUNDS, &clock, contenders.map(|pass| Contender { units: 1, pass }))
        .map(|nanoseconds| nanoseconds / 1e6)
}
