//! One edit of a large estate: 1,000 resources, 200 profiles of 200 elements.
//!
//! The yardstick is reading and compiling the whole estate, which the page does when it is opened.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use nsp_core::{
    Address, Authentication, Caller, Compiled, Flow, Inbound, Request, ResourceId, State, decide,
};
use nsp_formats::scenario::{
    AccessRule, Association, Edition, Estate, IpRule, NetworkAcls, Perimeter, Profile, Reference,
    Resource, Scenario,
};

use crate::race::{Contender, race_for};

const RESOURCES: usize = 1_000;
const PROFILES: usize = 200;
const RULES: usize = 20;
const ELEMENTS_OF_A_RULE: usize = 10;
const IP_RULES: usize = 10;

/// The whole takes long, and is no closer thing than a ratio of many to one.
const ROUNDS: usize = 20;

/// How long it took until the estate could be asked again, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The whole estate, read and compiled.
    pub whole: f64,
    /// After a prefix of a rule was changed.
    pub rule: f64,
    /// After an IP rule of an account was changed.
    pub firewall: f64,
    /// After a resource was moved to another profile.
    pub association: f64,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { whole, rule, firewall, association } = *self;
        write!(f, "the whole estate        {whole:>8.2} ms")?;
        for (edit, time) in [
            ("a prefix of a rule", rule),
            ("an IP rule", firewall),
            ("an association", association),
        ] {
            write!(f, "\n{edit:<24}{time:>8.2} ms   1/{:.0} of the whole", whole / time)?;
        }
        Ok(())
    }
}

/// Checks that every edit gives the answers of the whole, then measures. `clock` gives milliseconds
/// from any start.
///
/// # Panics
///
/// If an answer differs.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> Row {
    let opened = Edition::new(estate());
    let edits: [fn(&mut Estate); 3] = [edit_rule, edit_firewall, edit_association];
    let edited = |edit: fn(&mut Estate)| {
        let mut scenario = opened.scenario().clone();
        edit(&mut scenario.estate);
        opened.after(scenario)
    };
    edits.into_iter().for_each(|edit| check(&edited(edit)));

    let size = |edition: &Edition| edition.snapshot().resources.len() as u64;
    let again = |edit| move || size(&edited(edit));
    let [rule, firewall, association] = edits.map(again);
    let times = race_for(
        ROUNDS,
        &clock,
        [
            Contender { units: 1, pass: &|| size(&Edition::new(opened.scenario().clone())) },
            Contender { units: 1, pass: &rule },
            Contender { units: 1, pass: &firewall },
            Contender { units: 1, pass: &association },
        ],
    );
    let [whole, rule, firewall, association] = times.map(|nanoseconds| nanoseconds / 1e6);
    Row { whole, rule, firewall, association }
}

fn edit_rule(estate: &mut Estate) {
    if let Some(perimeter) = estate.perimeters.first_mut().map(Arc::make_mut)
        && let Some(profile) = perimeter.profiles.get_mut(PROFILES / 2).map(Arc::make_mut)
        && let Some(rule) = profile.access_rules.first_mut()
    {
        rule.address_prefixes = vec!["198.51.100.0/24".to_owned()];
    }
}

fn edit_firewall(estate: &mut Estate) {
    if let Some(resource) = estate.resources.get_mut(RESOURCES / 2).map(Arc::make_mut) {
        let rule = IpRule { value: Some("198.51.100.7".to_owned()), ..IpRule::default() };
        resource.network_acls.get_or_insert_default().ip_rules.push(rule);
    }
}

fn edit_association(estate: &mut Estate) {
    if let Some(perimeter) = estate.perimeters.first_mut().map(Arc::make_mut)
        && let Some(it) = perimeter.resource_associations.get_mut(RESOURCES / 2)
    {
        Arc::make_mut(it).profile = Some(named("profile-0"));
    }
}

/// Answers in every state about each tenth resource and the one that was edited.
fn check(edition: &Edition) {
    let whole = Compiled::new(edition.scenario().snapshot().value);
    assert_eq!(edition.snapshot(), whole.snapshot());
    let addresses = [Ipv4Addr::new(198, 51, 100, 7), address(0), address(123)];
    for number in (0..RESOURCES).step_by(RESOURCES / 10) {
        for address in addresses {
            let caller =
                Caller { address: Address::Given(IpAddr::V4(address)), ..Caller::default() };
            let authentication = Some(Authentication::Sas);
            let flow = Flow::Inbound(Inbound { caller, authentication, ..Inbound::default() });
            let resource = ResourceId::new(&account(number));
            let request = Request { resource, flow, feature: None };
            for state in State::ALL {
                let [one, other] =
                    [edition.compiled(), &whole].map(|compiled| decide(compiled, &request, state));
                assert_eq!(one, other, "{address} to {number} in {state:?}");
            }
        }
    }
}

fn estate() -> Scenario {
    let perimeter = Perimeter {
        id: Some(id("Microsoft.Network/networkSecurityPerimeters/nsp")),
        profiles: (0..PROFILES).map(|number| Arc::new(profile(number))).collect(),
        resource_associations: (0..RESOURCES).map(|number| Arc::new(association(number))).collect(),
        ..Perimeter::default()
    };
    let resources = (0..RESOURCES).map(|number| Arc::new(resource(number)));
    let estate = Estate {
        perimeters: vec![Arc::new(perimeter)],
        resources: resources.collect(),
        ..Estate::default()
    };
    Scenario { estate, ..Scenario::default() }
}

fn profile(number: usize) -> Profile {
    let access_rules = (0..RULES).map(|rule| {
        let first = (number * RULES + rule) * ELEMENTS_OF_A_RULE;
        let prefixes = (first..first + ELEMENTS_OF_A_RULE).map(|it| format!("{}/28", address(it)));
        AccessRule {
            name: Some(format!("rule-{rule}")),
            direction: Some("Inbound".to_owned()),
            address_prefixes: prefixes.collect(),
            ..AccessRule::default()
        }
    });
    let access_rules = access_rules.collect();
    Profile { name: Some(format!("profile-{number}")), access_rules, ..Profile::default() }
}

fn association(number: usize) -> Association {
    Association {
        name: Some(format!("association-{number}")),
        private_link_resource: Some(Reference {
            id: Some(account(number)),
            ..Reference::default()
        }),
        profile: Some(named(&format!("profile-{}", number % PROFILES))),
        access_mode: Some("Learning".to_owned()),
        ..Association::default()
    }
}

fn resource(number: usize) -> Resource {
    let rules = (0..IP_RULES).map(|rule| IpRule {
        value: Some(address(number * IP_RULES + rule).to_string()),
        ..IpRule::default()
    });
    let acls = NetworkAcls {
        default_action: Some("Deny".to_owned()),
        ip_rules: rules.collect(),
        ..NetworkAcls::default()
    };
    Resource {
        id: Some(account(number)),
        location: Some("westeurope".to_owned()),
        public_network_access: Some("Enabled".to_owned()),
        network_acls: Some(acls),
        ..Resource::default()
    }
}

/// Public addresses, each the first of a /28.
fn address(number: usize) -> Ipv4Addr {
    Ipv4Addr::from(0x1400_0000 + 16 * u32::try_from(number).unwrap_or_default())
}

fn account(number: usize) -> String {
    id(&format!("Microsoft.Storage/storageAccounts/account{number}"))
}

fn id(rest: &str) -> String {
    format!(
        "/subscriptions/11111111-0000-0000-0000-000000000001/resourceGroups/large/providers/{rest}"
    )
}

fn named(name: &str) -> Reference {
    Reference { name: Some(name.to_owned()), ..Reference::default() }
}
