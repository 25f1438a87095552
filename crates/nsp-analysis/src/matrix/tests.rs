//! What a matrix holds of a small estate.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::*;

use super::*;

const SUBSCRIPTION: &str = "11111111-1111-1111-1111-111111111111";

fn id(name: &str) -> ResourceId {
    let group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    ResourceId::new(&alloc::format!("{group}/providers/Microsoft.Storage/storageAccounts/{name}"))
}

fn account(name: &str, ip_rules: &[&str]) -> Resource {
    let mut acls = NetworkAcls::new(DefaultAction::Deny, Bypass::default());
    acls.ip_rules = ip_rules.iter().map(|it| AddressPrefix::parse(it).unwrap()).collect();
    Resource {
        network: Network::Given {
            public_network_access: Some(PublicNetworkAccess::Enabled),
            network_acls: Some(acls),
        },
        managed_identity: Some(true),
        ..Resource::named(id(name).as_str())
    }
}

fn estate() -> Snapshot {
    let mut office = AccessRule::new("office", RuleDirection::Inbound);
    office.address_prefixes.push(AddressPrefix::parse("203.0.113.0/24").unwrap());
    let mut ops = AccessRule::new("ops", RuleDirection::Inbound);
    ops.subscriptions.push(SubscriptionId::new(SUBSCRIPTION));
    let mut api = AccessRule::new("api", RuleDirection::Outbound);
    for name in ["api.partner.example", "*.search.example"] {
        api.fully_qualified_domain_names.push(FqdnPattern::new(name));
    }
    let profile =
        |name: &str, access_rules| Arc::new(Profile { name: name.to_string(), access_rules });
    let association = |name: &str, profile: &str, access_mode| Association {
        name: name.to_string(),
        resource: id(name),
        profile: profile.to_string(),
        access_mode,
    };
    Snapshot {
        perimeters: alloc::vec![Arc::new(Perimeter {
            id: ResourceId::new(
                "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/nsp"
            ),
            guid: None,
            location: None,
            profiles: alloc::vec![
                profile("web", alloc::vec![office, api]),
                profile("data", alloc::vec![ops])
            ],
            associations: alloc::vec![
                Arc::new(association("stweb", "web", AccessMode::Learning)),
                Arc::new(association("stdata", "data", AccessMode::Enforced)),
            ],
            links: Vec::new(),
        })],
        resources: alloc::vec![
            Arc::new(account("stweb", &["203.0.113.0/24", "198.51.100.20", "203.0.113.128/25"])),
            Arc::new(account("stdata", &["198.51.100.20"])),
        ],
        ..Snapshot::default()
    }
}

fn keys(matrix: &Matrix) -> Vec<&str> {
    matrix.rows().iter().map(|row| &**row.key()).collect()
}

#[test]
fn rows_are_what_the_configuration_names() {
    let matrix = Matrix::new(&Compiled::new(estate()), &[]);
    assert_eq!(
        keys(&matrix),
        [
            "address 198.51.100.20",
            "address 203.0.113.0/24",
            "address 203.0.113.128/25",
            "other addresses",
            "subscription 11111111-1111-1111-1111-111111111111",
            "name api.partner.example",
            "name *.search.example",
            "other names",
        ]
    );
}

#[test]
fn what_only_the_firewall_allows_breaks() {
    let matrix = Matrix::new(&Compiled::new(estate()), &[]);
    let entry = |key: &str, resource: &str| {
        let column = matrix.columns().iter().position(|it| *it.resource() == id(resource)).unwrap();
        *matrix.entry(matrix.row(key).unwrap(), column).unwrap()
    };
    let partner = entry("address 198.51.100.20", "stweb");
    assert!(partner.breaks());
    assert_eq!(partner.class(State::Learning), Class::Own);
    assert_eq!(partner.class(State::Enforced), Class::Denied);
    let office = entry("address 203.0.113.0/24", "stweb");
    assert!(!office.breaks());
    assert_eq!(office.class(State::NotAssociated), Class::Own);
    assert_eq!(office.class(State::Learning), Class::Perimeter);
    assert!(!entry("address 198.51.100.20", "stdata").breaks(), "it is Enforced already");
    assert!(entry("subscription 11111111-1111-1111-1111-111111111111", "stdata").opens());
    assert!(entry("other names", "stweb").breaks());
    assert_eq!(entry("name *.search.example", "stweb").class(State::Enforced), Class::Perimeter);
    let counts = matrix.column(&id("stweb")).unwrap().counts();
    assert_eq!((counts.breaks, counts.opens), (2, 0));
    assert_eq!((matrix.counts().breaks, matrix.counts().opens), (2, 1));
}

#[test]
fn what_is_added_names_a_row_or_is_one() {
    let inbound = |caller: Caller, authentication| {
        Flow::Inbound(Inbound {
            caller,
            authentication: Some(authentication),
            ..Inbound::default()
        })
    };
    let from = |address: &str| Caller {
        address: Address::Given(address.parse().unwrap()),
        ..Caller::default()
    };
    let ops = Caller {
        address: Address::Other,
        subscription: Some(SubscriptionId::new(SUBSCRIPTION)),
        ..Caller::default()
    };
    let extra =
        |name: &str, flow| Extra { name: name.to_string(), flow, feature: None, resource: None };
    let extras = [
        extra("laptop", inbound(from("203.0.113.9"), Authentication::Sas)),
        extra("ops", inbound(ops, Authentication::ManagedIdentity)),
        extra("stray", inbound(from("192.0.2.1"), Authentication::Entra)),
        extra("identity", inbound(from("203.0.113.9"), Authentication::ManagedIdentity)),
    ];
    let matrix = Matrix::new(&Compiled::new(estate()), &extras);
    let names = |key: &str| matrix.rows()[matrix.row(key).unwrap()].names().to_vec();
    assert_eq!(names("address 203.0.113.0/24"), ["laptop"]);
    assert_eq!(names("subscription 11111111-1111-1111-1111-111111111111"), ["ops"]);
    assert_eq!(names("address 192.0.2.1"), ["stray"]);
    assert_eq!(names("added identity"), ["identity"], "its subscription is not known");
    assert_eq!(matrix.rows().len(), 8 + 2);
}

/// A search service, Enforced in the perimeter of the accounts, that calls with an identity or without.
fn with_search(managed_identity: bool) -> (Snapshot, ResourceId) {
    let mut snapshot = estate();
    let search = id("find").as_str().replace("Storage/storageAccounts", "Search/searchServices");
    let network = Network::Given { public_network_access: None, network_acls: None };
    let managed_identity = Some(managed_identity);
    let listed = Resource { managed_identity, network, ..Resource::named(&search) };
    let search = listed.id.clone();
    snapshot.resources.push(Arc::new(listed));
    Arc::make_mut(&mut snapshot.perimeters[0]).associations.push(Arc::new(Association {
        name: "find".to_string(),
        resource: search.clone(),
        profile: "data".to_string(),
        access_mode: AccessMode::Enforced,
    }));
    (snapshot, search)
}

#[test]
fn a_call_gets_through_only_if_both_legs_do() {
    let (snapshot, search) = with_search(false);
    let compiled = Compiled::new(snapshot);
    let before = Matrix::new(&compiled, &[]);
    let key = alloc::format!("resource {}", search.as_str().to_ascii_lowercase());
    let entry = |matrix: &Matrix| *matrix.entry(matrix.row(&key).unwrap(), 0).unwrap();
    let request = before.rows()[before.row(&key).unwrap()].request(&id("stweb")).unwrap();
    let question = compiled.question(&request);
    for state in [State::Learning, State::Enforced] {
        assert_eq!(question.decide(state).outcome, Outcome::IntraPerimeter, "the way in");
        let out = question.decide_other_leg(state).unwrap().decision.outcome;
        assert_eq!(out, Outcome::NoPerimeterRule, "the way out");
        assert_eq!(entry(&before).outcome(state), out);
        assert_eq!(entry(&before).class(state), Class::Denied);
    }
    let compiled = Compiled::new(with_search(true).0);
    let after = before.after(&compiled, &[]);
    assert_eq!(entry(&after).outcome(State::Enforced), Outcome::IntraPerimeter);
    assert!(after == Matrix::new(&compiled, &[]));
}

#[test]
fn nobody_calls_itself_and_a_vault_calls_nobody() {
    let (mut snapshot, search) = with_search(true);
    let vault = id("kv").as_str().replace("Storage/storageAccounts", "KeyVault/vaults");
    snapshot.resources.push(Arc::new(Resource::named(&vault)));
    let key_vault = Some("kv.vault.azure.net".to_string());
    Arc::make_mut(&mut snapshot.resources[0]).key_vault = key_vault;
    let extra =
        |name: &str, flow, feature| Extra { name: name.to_string(), flow, feature, resource: None };
    let caller = Caller { resource: Some(search.clone()), ..Caller::default() };
    let to = |destination| Flow::Outbound(Outbound { destination });
    let by_sas = Inbound { authentication: Some(Authentication::Sas), ..Inbound::default() };
    let extras = [
        extra("search", Flow::Inbound(Inbound { caller, ..Inbound::default() }), None),
        extra("data", to(Destination::Name("stdata.blob.core.windows.net".to_string())), None),
        extra("key", Flow::Inbound(by_sas), Some(Feature::CustomerManagedKeys)),
    ];
    let matrix = Matrix::new(&Compiled::new(snapshot), &extras);
    let asked_at = |key: &str| -> Vec<&str> {
        let row = matrix.row(key).unwrap_or_else(|| panic!("{key} {:?}", keys(&matrix)));
        let columns = matrix.columns().iter().enumerate();
        let asked = columns.filter(|(at, _)| matrix.entry(row, *at).is_some());
        asked.map(|(_, column)| column.resource().name()).collect()
    };
    assert_eq!(asked_at("added search"), ["stweb", "stdata"]);
    assert_eq!(asked_at("added data"), ["stweb", "find"]);
    assert_eq!(asked_at("key vault"), ["stweb"], "only one account has a key there");
    assert_eq!(matrix.rows()[matrix.row("key vault").unwrap()].names(), ["key"]);
    let vault = vault.to_ascii_lowercase();
    assert_eq!(matrix.row(&alloc::format!("resource {vault}")), None);
    assert_eq!(asked_at(&alloc::format!("to resource {vault}")), ["stweb", "stdata", "find"]);
}
