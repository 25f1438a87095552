//! Small universes, every request enumerated.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use nsp_core::*;

use super::*;

const ACCOUNT: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st";
const FACTORY: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories/f";
const SUBNET: &str = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub/subnets/build";
const OWN: &str = "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/own";
const LINKED: &str =
    "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/linked";

fn prefixes(texts: &[&str]) -> Vec<AddressPrefix> {
    texts.iter().map(|it| AddressPrefix::parse(it).unwrap()).collect()
}

fn set(texts: &[&str]) -> AddressSet {
    prefixes(texts).iter().filter_map(Prefix::of).collect()
}

fn estate(rules: Vec<AccessRule>, acls: NetworkAcls) -> Compiled {
    let perimeter = |id: &str, guid: &str| Perimeter {
        id: ResourceId::new(id),
        guid: Some(PerimeterId::new(guid)),
        location: None,
        profiles: vec![],
        associations: vec![],
        links: vec![],
    };
    let mut own = perimeter(OWN, "guid-own");
    own.profiles = vec![Arc::new(Profile { name: "web".into(), access_rules: rules })];
    own.associations = vec![Arc::new(Association {
        name: "st".into(),
        resource: ResourceId::new(ACCOUNT),
        profile: "web".into(),
        access_mode: AccessMode::Learning,
    })];
    own.links = vec![Link {
        name: "link".into(),
        kind: LinkKind::Link,
        remote: vec![PerimeterId::new(LINKED), PerimeterId::new("guid-linked")],
        local_inbound_profiles: vec!["*".into()],
        remote_inbound_profiles: vec![],
        status: LinkStatus::Approved,
    }];
    let account = Resource {
        location: Some(Region::new("westeurope")),
        tenant_id: Some(TenantId::new("tenant")),
        managed_identity: Some(true),
        network: Network::Given { public_network_access: None, network_acls: Some(acls) },
        ..Resource::named(ACCOUNT)
    };
    Compiled::new(Snapshot {
        perimeters: vec![Arc::new(own), Arc::new(perimeter(LINKED, "guid-linked"))],
        resources: vec![Arc::new(account)],
        ..Snapshot::default()
    })
}

fn closed() -> NetworkAcls {
    NetworkAcls::new(DefaultAction::Deny, Bypass::default())
}

fn enforcing(compiled: &Compiled, direction: Direction, scope: Scope) -> Cells<'_> {
    let side = |state| Side { compiled, state };
    let (before, after) = (side(State::Learning), side(State::Enforced));
    Cells::new(before, after, &ResourceId::new(ACCOUNT), direction, scope)
}

fn lost<'s>(cells: &'s Cells<'_>) -> Vec<&'s Cell> {
    let verdicts = |cell: &&Cell| (cell.before.verdict(), cell.after.verdict());
    cells.iter().filter(|it| verdicts(it) == (Verdict::Allowed, Verdict::Denied)).collect()
}

#[test]
fn enforcing_takes_away_what_the_ip_rules_allow_and_the_profile_does_not() {
    let mut rule = AccessRule::new("office", RuleDirection::Inbound);
    rule.address_prefixes = prefixes(&["203.0.113.0/26"]);
    let mut acls = closed();
    acls.ip_rules = prefixes(&["203.0.113.0/24", "198.51.100.7"]);
    let compiled = estate(vec![rule], acls);
    let cells = enforcing(&compiled, Direction::Inbound, Scope::Traffic);
    let lost = lost(&cells);
    let https = |cell: &&&Cell| {
        let mut protocols = cells.classes(cell, Axis::Protocol);
        protocols.any(|class| class.value == Value::Protocol(Protocol::Https))
    };
    let addresses = |entry: u32| {
        let ground = OwnGround::IpRule(entry);
        let before = Outcome::OwnRules { ground, logged: true };
        let cells_of = lost.iter().filter(https).filter(move |cell| cell.before == before);
        cells_of.fold(AddressSet::empty(), |all, cell| all.union(&cells.addresses(cell)))
    };
    assert_eq!(addresses(0), set(&["203.0.113.64/26", "203.0.113.128/25"]));
    assert_eq!(addresses(1), set(&["198.51.100.7"]));
    assert_eq!(addresses(0).count() + addresses(1).count(), crate::AddressCount::from(193));
    let office = set(&["203.0.113.0/26"]);
    for cell in lost.iter().filter(https) {
        assert!(cells.addresses(cell).intersection(&office).is_empty());
        assert!(!cells.names(cell, Axis::Authentication) || !cells.names(cell, Axis::Tenant));
        assert!(!cells.names(cell, Axis::Service) && !cells.names(cell, Axis::Reads));
    }
}

#[test]
fn a_way_out_is_lost_to_every_name_that_no_rule_covers() {
    let mut rule = AccessRule::new("partner", RuleDirection::Outbound);
    let names = ["api.partner.example", "*.partner.example", "*.blob.core.windows.net"];
    rule.fully_qualified_domain_names = names.map(FqdnPattern::new).to_vec();
    let compiled = estate(vec![rule], closed());
    let cells = enforcing(&compiled, Direction::Outbound, Scope::Traffic);
    let lost = lost(&cells);
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!(lost[0].before, Outcome::UnrestrictedOutbound { logged: true });
    let to = |name: &str| Request {
        resource: ResourceId::new(ACCOUNT),
        flow: Flow::Outbound(Outbound { destination: Destination::Name(name.into()) }),
        feature: None,
    };
    for (name, expected) in [
        ("api.partner.example", false),
        ("www.partner.example.", false),
        ("partner.example", true),
        ("api.partner.test", true),
        ("someone.blob.core.windows.net", false),
        ("someone.file.core.windows.net", true),
    ] {
        assert_eq!(cells.holds(lost[0], &to(name)), expected, "{name}");
    }
    let mut stand_ins = cells.classes(lost[0], Axis::Destination).filter(|it| it.is_stand_in);
    assert!(stand_ins.next().is_some(), "any other name is among them");
}

/// A universe with something to see on every axis of a caller.
fn busy() -> Compiled {
    let mut office = AccessRule::new("office", RuleDirection::Inbound);
    office.address_prefixes = prefixes(&["203.0.113.0/30"]);
    let mut team = AccessRule::new("team", RuleDirection::Inbound);
    team.subscriptions = vec![SubscriptionId::new("team")];
    let mut acls = closed();
    acls.bypass = Some(Bypass { azure_services: true, ..Bypass::default() });
    acls.ip_rules = prefixes(&["203.0.113.2/31"]);
    acls.virtual_network_rules =
        vec![VirtualNetworkRule { id: ResourceId::new(SUBNET), state: None }];
    acls.resource_access_rules = vec![ResourceAccessRule {
        tenant_id: Some(TenantId::new("tenant")),
        resource_id: ResourceId::new(FACTORY),
    }];
    estate(vec![office, team], acls)
}

/// Every request of the universe.
fn universe() -> Vec<Request> {
    let mut requests = vec![Request {
        resource: ResourceId::new(ACCOUNT),
        flow: Flow::Inbound(Inbound::default()),
        feature: None,
    }];
    let mut cross = |values: Vec<Value>| {
        let with = |request: &Request, value: &Value| {
            let mut request = request.clone();
            value.put(&mut request);
            request
        };
        let crossed = requests.iter().flat_map(|it| values.iter().map(|value| with(it, value)));
        requests = crossed.collect();
    };
    let subnet = |id: &str| Path::ServiceEndpoint { subnet: ResourceId::new(id) };
    cross([Path::Public, subnet(SUBNET), subnet("/x")].map(Value::Path).to_vec());
    let ways = [Authentication::ManagedIdentity, Authentication::Sas];
    cross(ways.map(Some).map(Value::Authentication).to_vec());
    let given = ["203.0.113.1", "203.0.113.2", "203.0.113.4", "2001:db8::1"];
    let given = given.map(|it| Address::Given(it.parse().unwrap()));
    let addresses = given.into_iter().chain([Address::Other, Address::NotGiven]);
    cross(addresses.map(Value::Address).collect());
    let resources = [None, Some(ResourceId::new(FACTORY)), Some(ResourceId::new("/other"))];
    cross(resources.map(Value::CallerResource).to_vec());
    let services = [None, Some("Microsoft.EventGrid/topics".into())];
    cross(services.map(Value::Service).to_vec());
    let subscriptions = [None, Some(SubscriptionId::new("team"))];
    cross(subscriptions.map(Value::Subscription).to_vec());
    let tenants = [Some(TenantId::new("tenant")), Some(TenantId::new("else"))];
    cross(tenants.map(Value::Tenant).to_vec());
    let regions = [None, Some(Region::new("West Europe")), Some(Region::new("eastus"))];
    cross(regions.map(Value::Region).to_vec());
    for name in [OWN, "guid-linked"] {
        let is_in = [false, true].map(|is_in| Value::Perimeter(PerimeterId::new(name), is_in));
        cross(is_in.to_vec());
    }
    requests
}

#[test]
fn cells_are_what_enumeration_finds() {
    let compiled = busy();
    let cells = enforcing(&compiled, Direction::Inbound, Scope::Requests);
    let mut members = vec![0; cells.iter().count()];
    for request in universe() {
        let question = compiled.question(&request);
        let ask = |state| question.evaluate(state, &mut ());
        let outcomes = (ask(State::Learning), ask(State::Enforced));
        let mut holding = cells.holding(&request);
        let cell = holding.next().unwrap();
        assert!(holding.next().is_none(), "{request:?}");
        assert_eq!((cell.before, cell.after), outcomes, "{request:?} {cell:?}");
        members[cells.iter().position(|it| it == cell).unwrap()] += 1;
    }
    for cell in cells.iter() {
        let witness = cells.witness(cell);
        assert!(cells.holds(cell, &witness), "{cell:?} {witness:?}");
    }
    let hit = members.iter().filter(|members| **members > 0).count();
    assert!(hit > 40 && members.len() < 300, "{hit} of {}", members.len());
    // What nobody can send is not cut up.
    let traffic = enforcing(&compiled, Direction::Inbound, Scope::Traffic);
    assert!(traffic.iter().count() < members.len() / 2 + 1);
}

#[test]
fn what_is_behind_the_mapped_addresses_is_not_ipv4() {
    let mut acls = closed();
    acls.ip_rules = prefixes(&["0.0.0.0/8"]);
    acls.ipv6_rules = prefixes(&["::fffe:0:0/96"]);
    let compiled = estate(vec![], acls);
    let cells = enforcing(&compiled, Direction::Inbound, Scope::Traffic);
    let lost = lost(&cells);
    let by_ip_rule = lost.iter().filter(|cell| {
        matches!(cell.before, Outcome::OwnRules { ground: OwnGround::IpRule(_), .. })
    });
    let all = by_ip_rule.fold(AddressSet::empty(), |all, it| all.union(&cells.addresses(it)));
    assert_eq!(all, set(&["0.0.0.0/8", "::fffe:0:0/96"]));
}

#[test]
fn nobody_asks_for_a_key_but_the_account_itself() {
    let compiled = estate(vec![], closed());
    let key = Value::Feature(Some(Feature::CustomerManagedKeys));
    let asks = |scope| {
        let cells = enforcing(&compiled, Direction::Inbound, scope);
        cells.iter().any(|it| cells.classes(it, Axis::Feature).any(|class| class.value == key))
    };
    assert!(asks(Scope::Requests));
    assert!(!asks(Scope::Traffic));
}

/// Entries of which any number have resources in common: each leaves all but one segment free.
fn crossing(count: usize) -> Vec<ResourceAccessRule> {
    let scope = |at: usize| {
        let tail = (0..count).map(|it| if it == at { "/t/named" } else { "/t/*" });
        format!("/subscriptions/*/providers/A.B{}", tail.collect::<String>())
    };
    let rule = |at| ResourceAccessRule {
        tenant_id: Some(TenantId::new("tenant")),
        resource_id: ResourceId::new(&scope(at)),
    };
    (0..count).map(rule).collect()
}

#[test]
fn entries_that_cross_cost_no_more_than_each_alone() {
    let asked = [4, 8, 16].map(|count| {
        let mut acls = closed();
        acls.resource_access_rules = crossing(count);
        let compiled = estate(vec![], acls);
        let cells = enforcing(&compiled, Direction::Inbound, Scope::Traffic);
        assert!(cells.is_whole());
        let entry = |cell: &Cell| match cell.before {
            Outcome::OwnRules { ground: OwnGround::ResourceInstance(entry), .. } => Some(entry),
            _ => None,
        };
        let entries: BTreeSet<u32> = lost(&cells).into_iter().filter_map(entry).collect();
        assert_eq!(entries.len(), count);
        cells.asked()
    });
    for pair in asked.windows(2) {
        assert!(pair[1] <= pair[0] * 2, "{asked:?}");
    }
}

#[test]
fn what_is_too_much_to_tell_apart_is_said() {
    let mut acls = closed();
    acls.resource_access_rules = crossing(14);
    for (at, rule) in acls.resource_access_rules.iter_mut().enumerate() {
        rule.tenant_id = Some(TenantId::new(&format!("tenant-{at}")));
    }
    let mut snapshot = estate(vec![], acls).snapshot().clone();
    assert!(
        enforcing(&Compiled::new(snapshot.clone()), Direction::Inbound, Scope::Traffic).is_whole()
    );
    // Nobody can say any more which of the tenants lets nobody in.
    let mut account = (*snapshot.resources[0]).clone();
    account.tenant_id = None;
    snapshot.resources = vec![Arc::new(account)];
    let compiled = Compiled::new(snapshot);
    assert!(!enforcing(&compiled, Direction::Inbound, Scope::Traffic).is_whole());
    let found = crate::difference::of_states(&compiled, None, None, State::Enforced);
    assert_eq!(found.resources, []);
    let why = crate::difference::Why::TooManyCallers;
    let resource = ResourceId::new(ACCOUNT);
    assert_eq!(found.left_out, [crate::difference::LeftOut { resource, why }]);
}

/// The perimeter of the account is linked to so many others, each with a member.
fn hub(count: usize) -> Compiled {
    let mut snapshot = estate(vec![], closed()).snapshot().clone();
    let mut own = (*snapshot.perimeters[0]).clone();
    for at in 0..count {
        let id = format!("{OWN}-{at}");
        own.links.push(Link {
            name: format!("link-{at}"),
            remote: vec![PerimeterId::new(&id)],
            ..own.links[0].clone()
        });
        let member = format!("{ACCOUNT}{at}");
        snapshot.perimeters.push(Arc::new(Perimeter {
            id: ResourceId::new(&id),
            guid: Some(PerimeterId::new(&format!("guid-{at}"))),
            location: None,
            profiles: vec![],
            associations: vec![Arc::new(Association {
                name: "st".into(),
                resource: ResourceId::new(&member),
                profile: "web".into(),
                access_mode: AccessMode::Learning,
            })],
            links: vec![],
        }));
        snapshot.resources.push(Arc::new(Resource::named(&member)));
    }
    snapshot.perimeters[0] = Arc::new(own);
    Compiled::new(snapshot)
}

#[test]
fn twice_the_links_cost_no_more_than_twice_as_much() {
    let asked = [20, 40, 80, 160].map(|count| {
        let compiled = hub(count);
        let cells = enforcing(&compiled, Direction::Inbound, Scope::Traffic);
        assert!(cells.iter().count() > count);
        cells.asked()
    });
    for pair in asked.windows(2) {
        assert!(pair[1] < pair[0] * 4, "{asked:?}");
    }
}
