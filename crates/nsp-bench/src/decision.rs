//! One decision from text, under Transition and Enforced.
//!
//! The yardstick is the parse of the address by the standard library: whatever decides from text
//! has to do that much.

use std::fmt;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};

use nsp_core::{
    AccessMode, AccessRule, Address, AddressPrefix, Association, Authentication, Bypass, Compiled,
    DefaultAction, Flow, Inbound, Network, NetworkAcls, Perimeter, Profile, PublicNetworkAccess,
    Request, Resource, ResourceId, RuleDirection, Snapshot, State, Sweep, Verdict,
};
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};

use crate::race::{Contender, race};

/// More addresses than a branch predictor can learn by heart.
const ADDRESSES: usize = 1 << 16;

/// Enough of them for the decision with its trace.
const TRACED: usize = 1 << 6;

/// Azure's limits: elements in a profile, IP rules of an account.
const ELEMENTS: u32 = 200;
const IP_RULES: u32 = 400;

const ACCOUNT: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/stweb";

/// How long one address took, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The standard library's parse of the address, alone.
    pub parse: f64,
    /// The parse and both decisions.
    pub both_modes: f64,
    /// The parse and both decisions, each with every step of its trace.
    pub traced: f64,
}

impl Row {
    /// How many parses the parse and both decisions take.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.both_modes / self.parse
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { parse, both_modes, traced } = self;
        let ratio = self.ratio();
        writeln!(f, "parse alone             {parse:>8.1} ns")?;
        writeln!(f, "parse and both modes    {both_modes:>8.1} ns   {ratio:.2} parses, goal 2")?;
        write!(f, "the same with traces    {:>8.2} us   goal 10 natively, 50 in wasm", traced / 1e3)
    }
}

/// Checks every answer, then measures. `clock` gives milliseconds from any start.
///
/// # Panics
///
/// If an answer is not that of a linear scan.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> Row {
    let mut random = SmallRng::seed_from_u64(0);
    let rules: Vec<AddressPrefix> = (0..ELEMENTS).map(|_| prefix(&mut random)).collect();
    let own: Vec<AddressPrefix> = (0..IP_RULES).map(|_| prefix(&mut random)).collect();
    let texts = texts(&rules, &own, &mut random);
    let compiled = Compiled::new(estate(&rules, &own));
    let inbound = Inbound { authentication: Some(Authentication::Sas), ..Inbound::default() };
    let request =
        Request { resource: ResourceId::new(ACCOUNT), flow: Flow::Inbound(inbound), feature: None };
    check(&compiled, &request, &rules, &own, &texts);

    let few = texts.get(..TRACED).unwrap_or(&texts);
    let sweep = std::cell::RefCell::new(Sweep::new(compiled.question(&request)));
    let [parse, both_modes, traced] = race(
        &clock,
        [
            Contender {
                units: texts.len(),
                pass: &|| each(&texts, |address| u64::from(black_box(address).is_some())),
            },
            Contender {
                units: texts.len(),
                pass: &|| {
                    let mut sweep = sweep.borrow_mut();
                    each(&texts, |address| allowed(&sweep.outcomes(given(address))))
                },
            },
            Contender {
                units: few.len(),
                pass: &|| {
                    let mut question = compiled.question(&request);
                    each(few, |address| {
                        question.set_address(given(address));
                        let steps = |state| question.decide(state).trace.len() as u64;
                        steps(State::Learning) + steps(State::Enforced)
                    })
                },
            },
        ],
    );
    Row { parse, both_modes, traced }
}

fn each(texts: &[String], mut ask: impl FnMut(Option<IpAddr>) -> u64) -> u64 {
    texts.iter().fold(0, |sum, text| sum.wrapping_add(ask(text.parse().ok())))
}

fn given(address: Option<IpAddr>) -> Address {
    address.map_or(Address::NotGiven, Address::Given)
}

/// How many of Transition and Enforced allow it.
fn allowed(outcomes: &[nsp_core::Outcome; 4]) -> u64 {
    let [_, transition, enforced, _] = outcomes;
    [transition, enforced].iter().filter(|it| it.verdict() == Verdict::Allowed).count() as u64
}

/// A public prefix such as people write, from /16 to /32.
fn prefix(random: &mut impl Rng) -> AddressPrefix {
    let address = Ipv4Addr::from(random.random_range(0x1400_0000..0x6400_0000_u32));
    let length = random.random_range(16..=32);
    AddressPrefix::parse(&format!("{address}/{length}")).unwrap_or_else(|_| unreachable!())
}

/// Addresses as text, half of them in some prefix.
fn texts(rules: &[AddressPrefix], own: &[AddressPrefix], random: &mut SmallRng) -> Vec<String> {
    let mut texts = Vec::with_capacity(ADDRESSES);
    for listed in rules.iter().chain(own).cycle().take(ADDRESSES / 2) {
        if let Some(ipnet::IpNet::V4(net)) = listed.net() {
            let range = u32::from(net.network())..=u32::from(net.broadcast());
            texts.push(Ipv4Addr::from(random.random_range(range)).to_string());
        }
        texts.push(Ipv4Addr::from(random.random::<u32>()).to_string());
    }
    texts.shuffle(random);
    texts
}

fn estate(rules: &[AddressPrefix], own: &[AddressPrefix]) -> Snapshot {
    let access_rules = rules.chunks(10).map(|prefixes| AccessRule {
        address_prefixes: prefixes.to_vec(),
        ..AccessRule::new("rule", RuleDirection::Inbound)
    });
    let mut acls = NetworkAcls::new(DefaultAction::Deny, Bypass::default());
    acls.ip_rules = own.to_vec();
    let network = Network::Given {
        public_network_access: Some(PublicNetworkAccess::Enabled),
        network_acls: Some(acls),
    };
    let association = Association {
        name: "stweb".to_owned(),
        resource: ResourceId::new(ACCOUNT),
        profile: "web".to_owned(),
        access_mode: AccessMode::Learning,
    };
    let perimeter = Perimeter {
        id: ResourceId::new(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/nsp",
        ),
        guid: None,
        location: None,
        profiles: vec![
            Profile { name: "web".to_owned(), access_rules: access_rules.collect() }.into(),
        ],
        associations: vec![association.into()],
        links: Vec::new(),
    };
    Snapshot {
        perimeters: vec![perimeter.into()],
        resources: vec![Resource { network, ..Resource::named(ACCOUNT) }.into()],
        ..Snapshot::default()
    }
}

/// Transition allows what a rule or an IP rule holds, Enforced what a rule holds.
fn check(
    compiled: &Compiled,
    request: &Request,
    rules: &[AddressPrefix],
    own: &[AddressPrefix],
    texts: &[String],
) {
    let holds = |listed: &[AddressPrefix], address: IpAddr| {
        listed.iter().any(|prefix| prefix.net().is_some_and(|net| net.contains(&address)))
    };
    let mut question = compiled.question(request);
    let mut sweep = Sweep::new(compiled.question(request));
    for address in texts.iter().filter_map(|text| text.parse().ok()) {
        let by_rule = holds(rules, address);
        let expected = [by_rule || holds(own, address), by_rule];
        let [_, transition, enforced, _] = sweep.outcomes(Address::Given(address));
        question.set_address(Address::Given(address));
        for (state, (swept, expected)) in [State::Learning, State::Enforced]
            .into_iter()
            .zip([transition, enforced].into_iter().zip(expected))
        {
            assert_eq!(swept.verdict() == Verdict::Allowed, expected, "{address} {state:?}");
            assert_eq!(question.decide(state).outcome, swept, "{address} {state:?}");
        }
    }
}
