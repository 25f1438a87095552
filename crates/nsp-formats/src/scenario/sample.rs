//! An estate as large as Azure allows one perimeter to be.

use super::document::{
    AccessRule, Association, Caller, Estate, Expectation, Expected, Identity, IpRule, NetworkAcls,
    Perimeter, Profile, Reference, Request, Resource, Scenario,
};

/// Azure's limits for one perimeter.
const PROFILES: usize = 200;
const RESOURCES: usize = 1000;

/// Of these a profile has inbound: prefixes by rule, and subscriptions in a rule of their own.
const RULES: usize = 12;
const PREFIXES: usize = 15;
const SUBSCRIPTIONS: usize = 20;

const GROUP: &str = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-estate";

/// The caller whom some accounts let in and no perimeter rule does.
const PARTNER: &str = "198.51.100.20";

/// 1,000 accounts in 200 profiles, each profile with 200 inbound elements, and some accounts that
/// a partner reaches by their own firewall only. The same every time.
///
/// ```
/// use nsp_formats::scenario::large_estate;
/// let estate = large_estate().estate;
/// assert_eq!(estate.resources.len(), 1000);
/// let inbound = estate.perimeters[0].profiles[199].access_rules.iter();
/// assert_eq!(inbound.map(|it| it.address_prefixes.len() + it.subscriptions.len()).sum::<usize>(), 200);
/// ```
#[must_use]
pub fn large_estate() -> Scenario {
    let perimeter = Perimeter {
        id: text(format!("{GROUP}/providers/Microsoft.Network/networkSecurityPerimeters/nsp-all")),
        name: text("nsp-all"),
        location: text("westeurope"),
        perimeter_guid: text("aaaaaaaa-0000-4000-8000-0000000000ff"),
        profiles: (0..PROFILES).map(|number| profile(number).into()).collect(),
        resource_associations: (0..RESOURCES).map(|number| association(number).into()).collect(),
        ..Perimeter::default()
    };
    let partner = Request {
        name: text("partner"),
        resource: Some(account_name(0)),
        from: from(PARTNER),
        authentication: text("sas"),
        ..Request::default()
    };
    let office = Request {
        name: text("an address of the profile"),
        from: from(&address(prefix_number(0, 0, 0) + 5)),
        ..partner.clone()
    };
    let expect = |request: &Request, transition: &str, enforced: &str, ground: &str| Expectation {
        name: request.name.clone(),
        request: Some(Request { name: None, ..request.clone() }),
        transition: expected("allowed", transition),
        enforced: expected(enforced, ground),
        ..Expectation::default()
    };
    Scenario {
        name: text("A large estate, at Azure’s limits"),
        description: text(
            "1,000 accounts in one perimeter of 200 profiles, each with 200 inbound elements. A \
             partner gets in by the own firewall of every seventh account.",
        ),
        revision: text("2025-06-18"),
        expectations: vec![
            expect(&partner, "ip-rule", "denied", "no-perimeter-rule"),
            expect(&office, "perimeter-rule", "allowed", "perimeter-rule"),
        ],
        requests: vec![partner, office],
        estate: Estate {
            perimeters: vec![perimeter.into()],
            resources: (0..RESOURCES).map(|number| account(number).into()).collect(),
            ..Estate::default()
        },
        ..Scenario::default()
    }
}

fn profile(number: usize) -> Profile {
    let inbound = (0..RULES).map(|rule| AccessRule {
        name: text(format!("office-{:02}", rule + 1)),
        direction: text("Inbound"),
        address_prefixes: (0..PREFIXES)
            .map(|place| format!("{}/28", address(prefix_number(number, rule, place))))
            .collect(),
        ..AccessRule::default()
    });
    let subscriptions = (0..SUBSCRIPTIONS).map(|place| Reference {
        id: text(format!("/subscriptions/22222222-2222-2222-{number:04}-{place:012}")),
        ..Reference::default()
    });
    let subscriptions = AccessRule {
        name: text("subscriptions"),
        direction: text("Inbound"),
        subscriptions: subscriptions.collect(),
        ..AccessRule::default()
    };
    let outbound = AccessRule {
        name: text("partners"),
        direction: text("Outbound"),
        fully_qualified_domain_names: vec![format!("api{number}.partner.example")],
        ..AccessRule::default()
    };
    Profile {
        name: Some(profile_name(number)),
        access_rules: inbound.chain([subscriptions, outbound]).collect(),
        ..Profile::default()
    }
}

fn association(number: usize) -> Association {
    let enforced = number % 10 == 9;
    Association {
        name: Some(account_name(number)),
        private_link_resource: Some(Reference {
            id: Some(account_id(number)),
            ..Reference::default()
        }),
        profile: Some(Reference {
            name: Some(profile_name(number % PROFILES)),
            ..Reference::default()
        }),
        access_mode: text(if enforced { "Enforced" } else { "Learning" }),
        ..Association::default()
    }
}

fn account(number: usize) -> Resource {
    let listed = IpRule {
        value: text(format!("{}/28", address(prefix_number(number % PROFILES, 0, 0)))),
        action: text("Allow"),
        ..IpRule::default()
    };
    let partner = IpRule { value: text(PARTNER), ..listed.clone() };
    let partner = (number.is_multiple_of(7)).then_some(partner);
    let access = if number % 11 == 10 { "SecuredByPerimeter" } else { "Enabled" };
    Resource {
        id: Some(account_id(number)),
        location: text("westeurope"),
        identity: Some(Identity { identity_type: text("SystemAssigned"), ..Identity::default() }),
        public_network_access: text(access),
        network_acls: Some(NetworkAcls {
            bypass: text("AzureServices"),
            default_action: text("Deny"),
            ip_rules: std::iter::once(listed).chain(partner).collect(),
            ..NetworkAcls::default()
        }),
        ..Resource::default()
    }
}

fn profile_name(number: usize) -> String {
    format!("team-{:03}", number + 1)
}

fn account_name(number: usize) -> String {
    format!("st{:04}", number + 1)
}

fn account_id(number: usize) -> String {
    format!("{GROUP}/providers/Microsoft.Storage/storageAccounts/{}", account_name(number))
}

/// Which /28 of all, as the number of its first address.
fn prefix_number(profile: usize, rule: usize, place: usize) -> usize {
    ((profile * RULES + rule) * PREFIXES + place) * 16
}

/// Counted from 20.32.0.0.
fn address(number: usize) -> String {
    let [high, middle, low] = [number >> 16, number >> 8, number].map(|part| part & 0xff);
    format!("20.{}.{middle}.{low}", 32 + high)
}

fn from(address: &str) -> Option<Caller> {
    Some(Caller { address: text(address), ..Caller::default() })
}

fn expected(verdict: &str, ground: &str) -> Option<Expected> {
    Some(Expected { verdict: text(verdict), ground: text(ground), ..Expected::default() })
}

fn text(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}
