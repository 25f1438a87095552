//! What turns a verdict, and what is said where nothing does.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec;

use nsp_core::*;

use super::*;

const ACCOUNT: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st";

fn estate(prefixes: &[&str], mode: AccessMode) -> Compiled {
    let mut rule = AccessRule::new("office", RuleDirection::Inbound);
    rule.address_prefixes = prefixes.iter().map(|it| AddressPrefix::parse(it).unwrap()).collect();
    let acls = NetworkAcls::new(DefaultAction::Deny, Bypass::default());
    let network = Network::Given { public_network_access: None, network_acls: Some(acls) };
    Compiled::new(Snapshot {
        perimeters: vec![Arc::new(Perimeter {
            id: ResourceId::new(
                "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/nsp",
            ),
            guid: None,
            location: None,
            profiles: vec![Arc::new(Profile { name: "web".to_string(), access_rules: vec![rule] })],
            associations: vec![Arc::new(Association {
                name: "st".to_string(),
                resource: ResourceId::new(ACCOUNT),
                profile: "web".to_string(),
                access_mode: mode,
            })],
            links: vec![],
        })],
        resources: vec![Arc::new(Resource { network, ..Resource::named(ACCOUNT) })],
        ..Snapshot::default()
    })
}

fn from(address: Address, path: Path) -> Request {
    let caller = Caller { address, ..Caller::default() };
    let flow = Flow::Inbound(Inbound { caller, path, ..Inbound::default() });
    Request { resource: ResourceId::new(ACCOUNT), flow, feature: None }
}

fn given(address: &str) -> Address {
    Address::Given(address.parse().unwrap())
}

#[test]
fn the_callers_own_address_is_the_smallest_way_in() {
    let compiled = estate(&["203.0.113.0/24"], AccessMode::Enforced);
    let request = from(given("198.51.100.20"), Path::Public);
    let found = flips(&compiled, &request, State::Enforced);
    assert_eq!((found.verdict, found.wanted), (Verdict::Denied, Verdict::Allowed));
    let element = Element::AddressPrefix(Prefix::only("198.51.100.20".parse().unwrap()));
    let admit = Change::Admit { perimeter: 0, profile: 0, rule: Some(0), element };
    assert_eq!(found.changes, [admit], "Enforced asks nothing else");
    let found = flips(&compiled, &request, State::Learning);
    let opens_all = |it: &Change| matches!(it, Change::DefaultAction(..));
    assert!(found.changes.len() > 1 && !found.changes.iter().any(opens_all), "{found:#?}");
}

#[test]
fn every_element_that_admits_is_taken_out() {
    let compiled = estate(&["203.0.113.0/24", "203.0.113.0/25"], AccessMode::Learning);
    let request = from(given("203.0.113.9"), Path::Public);
    let found = flips(&compiled, &request, State::Enforced);
    let Some(Change::Withdraw(elements)) = found.changes.first() else { panic!("{found:#?}") };
    assert_eq!(elements.len(), 2);
}

#[test]
fn where_nothing_turns_it_the_reason_is_said() {
    let compiled = estate(&[], AccessMode::Enforced);
    let check = |request: &Request, expected: Obstacle| {
        let found = flips(&compiled, request, State::Enforced);
        assert_eq!(found.none, Some(expected), "{found:#?}");
    };
    let endpoint = from(given("10.0.0.4"), Path::PrivateEndpoint);
    check(&endpoint, Obstacle::Ground(Ground::PrivateEndpoint));
    check(&from(Address::Other, Path::Public), Obstacle::NothingToName);
    let mut smb = from(given("198.51.100.20"), Path::Public);
    if let Flow::Inbound(inbound) = &mut smb.flow {
        inbound.protocol = Protocol::Nfs;
    }
    check(&smb, Obstacle::Ground(Ground::Protocol));
}

#[test]
fn what_azure_does_not_take_is_not_offered() {
    let offered = |prefixes: usize, address: &str| {
        let texts: Vec<_> = (0..prefixes).map(|it| alloc::format!("203.0.{it}.0/24")).collect();
        let texts: Vec<&str> = texts.iter().map(|it| it.as_str()).collect();
        let compiled = estate(&texts, AccessMode::Enforced);
        let request = from(given(address), Path::Public);
        let found = flips(&compiled, &request, State::Enforced);
        (found.changes.len(), found.none)
    };
    assert_eq!(offered(199, "198.51.100.20"), (1, None), "it is the last of 200");
    assert_eq!(offered(200, "198.51.100.20"), (0, Some(Obstacle::FullProfile)));
    for private in ["10.0.0.4", "100.64.0.1", "fd00::1", "::ffff:192.168.0.1"] {
        assert_eq!(offered(1, private), (0, Some(Obstacle::PrivateAddress)), "{private}");
    }
}

/// Two accounts of one perimeter in profiles without rules.
fn neighbours(modes: [AccessMode; 2], has_identity: bool) -> Compiled {
    let compiled = estate(&[], AccessMode::Enforced);
    let mut snapshot = compiled.snapshot().clone();
    let [near, far] = modes;
    let perimeter = Arc::make_mut(&mut snapshot.perimeters[0]);
    Arc::make_mut(&mut perimeter.associations[0]).access_mode = near;
    let association = Association {
        name: "other".to_string(),
        resource: ResourceId::new(OTHER),
        profile: "web".to_string(),
        access_mode: far,
    };
    perimeter.associations.push(Arc::new(association));
    let mut other = Resource::clone(&snapshot.resources[0]);
    other.id = ResourceId::new(OTHER);
    snapshot.resources.push(Arc::new(other));
    let near = Arc::make_mut(&mut snapshot.resources[0]);
    near.managed_identity = Some(has_identity);
    Compiled::new(snapshot)
}

const OTHER: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/other";

#[test]
fn a_neighbour_without_its_identity_is_told_to_use_it() {
    let compiled = neighbours([AccessMode::Enforced, AccessMode::Enforced], true);
    let check = |authentication, expected: Option<Obstacle>| {
        let mut request = from(Address::NotGiven, Path::Public);
        if let Flow::Inbound(inbound) = &mut request.flow {
            inbound.authentication = Some(authentication);
            inbound.caller.resource = Some(ResourceId::new(OTHER));
        }
        let found = flips(&compiled, &request, State::Enforced);
        assert_eq!(found.none, expected, "{authentication:?} {found:#?}");
    };
    check(Authentication::Sas, Some(Obstacle::NoManagedIdentity));
    check(Authentication::AccountKey, Some(Obstacle::NoManagedIdentity));
}

#[test]
fn a_way_out_is_opened_by_a_name_that_a_rule_can_have() {
    let compiled = estate(&[], AccessMode::Enforced);
    let check = |destination, expected: Option<&str>| {
        let flow = Flow::Outbound(Outbound { destination });
        let request = Request { resource: ResourceId::new(ACCOUNT), flow, feature: None };
        let found = flips(&compiled, &request, State::Enforced);
        let admitted = found.changes.iter().find_map(|change| match change {
            Change::Admit { element: Element::Name(name), .. } => Some(name.as_str()),
            _ => None,
        });
        assert_eq!(admitted, expected, "{found:#?}");
    };
    let name = |name: &str| Destination::Name(name.to_string());
    let other = Destination::Resource(ResourceId::new(OTHER));
    check(other, Some("other.blob.core.windows.net"));
    check(name("api.example."), Some("api.example"));
    check(name("192.0.2.1"), None);
}

#[test]
fn the_change_is_offered_at_the_leg_that_denies() {
    let compiled = neighbours([AccessMode::Learning, AccessMode::Enforced], false);
    let destination = Destination::Resource(ResourceId::new(OTHER));
    let flow = Flow::Outbound(Outbound { destination });
    let request = Request { resource: ResourceId::new(ACCOUNT), flow, feature: None };
    let legs = of_legs(&compiled, &request, State::Learning);
    let [far] = legs.as_slice() else { panic!("{legs:#?}") };
    assert_eq!(far.request.resource, ResourceId::new(OTHER));
    assert_eq!((far.flips.verdict, far.flips.wanted), (Verdict::Denied, Verdict::Allowed));
    assert!(!far.flips.changes.is_empty() || far.flips.none.is_some(), "{far:#?}");
    for change in &far.flips.changes {
        let changed = compiled.after(change.applied(compiled.snapshot()));
        let leg = changed.question(&request).decide_other_leg(State::Learning).unwrap();
        assert_eq!(leg.decision.outcome.verdict(), Verdict::Allowed, "{change:?}");
    }
    let both = of_legs(&compiled, &request, State::Enforced);
    let resources: Vec<&str> = both.iter().map(|leg| leg.request.resource.name()).collect();
    assert_eq!(resources, ["st", "other"]);
}

#[test]
fn a_move_to_another_profile_comes_last() {
    let compiled = estate(&["203.0.113.0/24"], AccessMode::Enforced);
    let mut snapshot = compiled.snapshot().clone();
    let mut perimeter = (*snapshot.perimeters[0]).clone();
    let mut wide = (*perimeter.profiles[0]).clone();
    wide.name = "wide".to_string();
    wide.access_rules[0].address_prefixes = vec![AddressPrefix::parse("198.51.100.0/24").unwrap()];
    perimeter.profiles.push(Arc::new(wide));
    snapshot.perimeters[0] = Arc::new(perimeter);
    let compiled = Compiled::new(snapshot);
    let request = from(given("198.51.100.20"), Path::Public);
    let found = flips(&compiled, &request, State::Enforced);
    assert!(found.changes.len() > 1, "{found:#?}");
    let moves = |it: &Change| matches!(it, Change::Profile(..));
    assert_eq!(found.changes.iter().position(moves), Some(found.changes.len() - 1), "{found:#?}");
}
