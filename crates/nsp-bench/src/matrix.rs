//! Every source and destination against every resource of a large estate, and again after an edit.
//!
//! The yardstick is the compilation of the estate, without which nothing can be asked at all.

use std::fmt;
use std::hint::black_box;
use std::sync::Arc;

use nsp_analysis::matrix::{Detail, Matrix};
use nsp_core::{
    AccessMode, AccessRule, Address, AddressPrefix, Association, Bypass, Compiled, DefaultAction,
    Network, NetworkAcls, Perimeter, Profile, PublicNetworkAccess, Resource, ResourceId,
    RuleDirection, Snapshot, State,
};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

use crate::race::{Contender, race_for};

/// Azure's limits: associated resources and profiles of a perimeter, elements of a profile, IP
/// rules of an account.
const RESOURCES: usize = 1_000;
const PROFILES: usize = 200;
const RULES: usize = 20;
const PREFIXES: usize = 10;
const IP_RULES: usize = 400;

const ROUNDS: usize = 5;

/// How long each took, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The compilation of the estate.
    pub compile: f64,
    /// The matrix of the compiled estate.
    pub cold: f64,
    /// The matrix after an edit of one rule.
    pub after: f64,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { compile, cold, after } = self;
        writeln!(f, "compile the estate  {compile:>8.2} ms")?;
        let ratio = cold / compile;
        writeln!(f, "matrix, cold        {cold:>8.2} ms   {ratio:.2} compilations; goal 200 ms")?;
        let share = 1e2 * after / cold;
        write!(f, "after one edit      {after:>8.2} ms   {share:.1} % of the cold one")
    }
}

/// Checks every answer, then measures. `clock` gives milliseconds from any start.
///
/// # Panics
///
/// If the matrix is not what the engine says, or is another after an edit than anew.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> Row {
    let mut snapshot = estate();
    let before = Compiled::new(snapshot.clone());
    let matrix = Matrix::new(&before, &[]);
    check(&before, &matrix);
    widen_a_rule(&mut snapshot);
    let edited = Compiled::new(snapshot.clone());
    assert!(matrix.after(&edited, &[]) == Matrix::new(&edited, &[]), "an edit changes the rest");
    let both = [&edited, &before];
    let turn = std::cell::Cell::new(0_usize);
    let last = std::cell::RefCell::new(matrix);
    let [compile, cold, after] = race_for(
        ROUNDS,
        &clock,
        [
            Contender {
                units: 1,
                pass: &|| {
                    black_box(Compiled::new(snapshot.clone())).snapshot().resources.len() as u64
                },
            },
            Contender {
                units: 1,
                pass: &|| black_box(Matrix::new(&before, &[])).columns().len() as u64,
            },
            Contender {
                units: 1,
                pass: &|| {
                    turn.set(turn.get() + 1);
                    let compiled = both.get(turn.get() % 2).copied().unwrap_or(&before);
                    let next = last.borrow().after(compiled, &[]);
                    let columns = next.columns().len() as u64;
                    last.replace(next);
                    columns
                },
            },
        ],
    )
    .map(|nanoseconds| nanoseconds / 1e6);
    Row { compile, cold, after }
}

/// Every thousandth entry is the engine's answer, and something breaks.
fn check(compiled: &Compiled, matrix: &Matrix) {
    assert_eq!(matrix.detail(), Detail::Permissions, "an estate at Azure's limits");
    assert_eq!(matrix.columns().len(), RESOURCES, "a column for each resource");
    let mut entries = 0;
    for (at, column) in matrix.columns().iter().enumerate() {
        for (row, entry) in matrix.entries(at) {
            entries += 1;
            if entries % 1_000 != 0 {
                continue;
            }
            let row = matrix.rows().get(row).map(|row| {
                let from = Some(entry.address()).filter(|it| *it != Address::NotGiven);
                row.request_from(column.resource(), from)
            });
            let request = row.flatten().unwrap_or_else(|| unreachable!("an entry has a row"));
            let answers = State::ALL.map(|it| nsp_core::evaluate(compiled, &request, it, &mut ()));
            assert_eq!(entry.outcomes(), answers, "the engine answers the same");
        }
    }
    assert!(entries > RESOURCES * RULES, "{entries} entries");
    assert!(matrix.counts().breaks > 0, "something breaks");
}

fn estate() -> Snapshot {
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

fn widen_a_rule(snapshot: &mut Snapshot) {
    let perimeter = snapshot.perimeters.first_mut().map(Arc::make_mut);
    let profile = perimeter.and_then(|it| it.profiles.first_mut()).map(Arc::make_mut);
    let rule = profile.and_then(|it| it.access_rules.first_mut());
    let more = AddressPrefix::parse("198.51.100.0/24").ok();
    if let (Some(rule), Some(more)) = (rule, more) {
        rule.address_prefixes.push(more);
    }
}
