//! Random scenarios and random edits of them.

use serde_json::{Map, Value};

use super::super::*;
use crate::scenario::document::{
    Caller, Encryption, Identity, IpRule, KeyVaultProperties, NetworkAcls, Reference,
    ResourceAccessRule,
};

/// Numbers to choose by; when they are used up, always the first of what there is.
#[derive(Clone, Debug)]
pub(super) struct Dice {
    numbers: std::vec::IntoIter<u16>,
    marks: u32,
}

impl Dice {
    pub(super) fn new(numbers: Vec<u16>) -> Self {
        Self { numbers: numbers.into_iter(), marks: 0 }
    }

    pub(super) fn below(&mut self, count: usize) -> usize {
        usize::from(self.numbers.next().unwrap_or_default()) % count.max(1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        let at = self.below(list.len());
        list[at].clone()
    }

    fn some(&mut self, list: &[&str]) -> Vec<String> {
        list.iter().filter(|_| self.one_in(2)).map(|it| (*it).to_owned()).collect()
    }

    /// Members that nothing knows, each unlike any other.
    fn extra(&mut self) -> Map<String, Value> {
        self.marks += 1;
        Map::from_iter([("mark".to_owned(), Value::from(self.marks))])
    }
}

const SCOPE: &str = "/subscriptions/s1/resourceGroups/rg/providers";
const PROFILES: [&str; 3] = ["web", "batch", "core"];
const RESOURCES: [&str; 5] = [
    "Microsoft.Storage/storageAccounts/stweb",
    "Microsoft.Storage/storageAccounts/stdata",
    "Microsoft.KeyVault/vaults/kv1",
    "Microsoft.Storage/storageAccounts/stlogs",
    "Microsoft.Sql/servers/sql1",
];
const HOSTS: &[&str] = &[
    "api.partner.example",
    "stdata.blob.core.windows.net",
    "stweb.dfs.core.windows.net",
    "kv1.vault.azure.net",
];
const PREFIXES: &[&str] = &["203.0.113.0/24", "198.51.100.20", "0.0.0.0/0", "2001:db8::/32", "*"];
const ADDRESSES: [&str; 4] = ["203.0.113.7", "198.51.100.20", "192.0.2.1", "other"];

fn perimeter_id(at: usize) -> String {
    format!("{SCOPE}/Microsoft.Network/networkSecurityPerimeters/nsp{at}")
}

pub(super) fn scenario(dice: &mut Dice) -> Scenario {
    let mut scenario =
        Scenario { name: text("Random"), extra: dice.extra(), ..Scenario::default() };
    let perimeters = 1 + dice.below(3);
    for at in 0..perimeters {
        let perimeter = perimeter(dice, at);
        scenario.estate.perimeters.push(perimeter.into());
    }
    for resource in &RESOURCES[..1 + dice.below(RESOURCES.len())] {
        let id = format!("{SCOPE}/{resource}");
        let associated = dice.below(3) > 0;
        if !associated || dice.below(3) > 0 {
            let resource = self::resource(dice, &id);
            scenario.estate.resources.push(resource.into());
        }
        if associated {
            let at = dice.below(perimeters);
            let association = association(dice, at, &id, &scenario.estate.perimeters[at]);
            let perimeter = std::sync::Arc::make_mut(&mut scenario.estate.perimeters[at]);
            perimeter.resource_associations.push(association.into());
        }
    }
    for near in 0..perimeters {
        for far in 0..perimeters {
            if near != far && dice.one_in(3) {
                link(dice, &mut scenario, near, far);
            }
        }
    }
    for name in ["Databricks", "Other"] {
        if dice.one_in(2) {
            let address_prefixes = dice.some(PREFIXES);
            let extra = dice.extra();
            let tag = ServiceTag { name: text(name), address_prefixes, extra };
            scenario.estate.service_tags.push(tag);
        }
    }
    for at in 0..1 + dice.below(5) {
        scenario.requests.push(request(dice, &format!("request {at}"), true));
    }
    for at in 0..dice.below(3) {
        scenario.sources.push(request(dice, &format!("source {at}"), false));
        let request = Some(request(dice, "", true));
        let expected = Expected { rule: text("office"), ..Expected::default() };
        let extra = dice.extra();
        let name = text(&format!("expectation {at}"));
        let expectation = Expectation {
            name,
            request,
            enforced: Some(expected),
            extra,
            ..Expectation::default()
        };
        scenario.expectations.push(expectation);
    }
    scenario
}

fn perimeter(dice: &mut Dice, at: usize) -> Perimeter {
    let id = perimeter_id(at);
    let guid = format!("aaaaaaaa-0000-0000-0000-00000000000{at}");
    let mut perimeter = Perimeter {
        perimeter_guid: Some(guid).filter(|_| dice.below(3) > 0),
        location: text("westeurope").filter(|_| dice.one_in(2)),
        extra: dice.extra(),
        ..Perimeter::default()
    };
    for name in &PROFILES[..1 + dice.below(PROFILES.len())] {
        let mut profile = Profile {
            id: Some(format!("{id}/profiles/{name}")).filter(|_| dice.one_in(2)),
            name: text(name),
            extra: dice.extra(),
            ..Profile::default()
        };
        for name in &["office", "tags", "names"][..dice.below(4)] {
            let rule = rule(dice, name, &id);
            profile.access_rules.push(rule);
        }
        perimeter.profiles.push(profile.into());
    }
    perimeter.id = Some(id);
    perimeter
}

fn rule(dice: &mut Dice, name: &str, perimeter: &str) -> AccessRule {
    let mut rule = AccessRule {
        id: Some(format!("{perimeter}/profiles/x/accessRules/{name}")).filter(|_| dice.one_in(3)),
        name: text(name),
        direction: text("Inbound").filter(|_| dice.below(4) > 0),
        extra: dice.extra(),
        ..AccessRule::default()
    };
    match dice.below(5) {
        0 => rule.address_prefixes = dice.some(PREFIXES),
        1 => {
            let extra = dice.extra();
            rule.subscriptions =
                vec![Reference { id: text("/subscriptions/s1"), extra, ..Reference::default() }];
        }
        2 => rule.service_tags = dice.some(&["Databricks", "Other", "Sql"]),
        3 => {
            let id = Some(perimeter_id(dice.below(3)));
            let extra = dice.extra();
            rule.network_security_perimeters =
                vec![Reference { id, extra, ..Reference::default() }];
        }
        _ => {
            rule.direction = text("Outbound");
            rule.fully_qualified_domain_names = dice.some(HOSTS);
        }
    }
    rule
}

fn resource(dice: &mut Dice, id: &str) -> Resource {
    let identity = dice.pick(&[None, text("None"), text("SystemAssigned")]);
    let identity = identity.map(|identity_type| {
        let extra = dice.extra();
        Identity { identity_type: Some(identity_type), extra, ..Identity::default() }
    });
    let ip_rules = dice.some(&PREFIXES[..3]).into_iter().map(|value| {
        let extra = dice.extra();
        IpRule { value: Some(value), action: text("Allow"), extra }
    });
    let acls = NetworkAcls {
        ip_rules: ip_rules.collect(),
        bypass: dice.pick(&[None, text("None"), text("AzureServices")]),
        default_action: dice.pick(&[None, text("Allow"), text("Deny")]),
        resource_access_rules: vec![ResourceAccessRule {
            resource_id: Some(format!("{SCOPE}/{}", dice.pick(&RESOURCES))),
            extra: dice.extra(),
            ..ResourceAccessRule::default()
        }],
        extra: dice.extra(),
        ..NetworkAcls::default()
    };
    let key = Encryption {
        key_source: text("Microsoft.Keyvault"),
        key_vault_properties: Some(KeyVaultProperties {
            key_vault_uri: text("https://kv1.vault.azure.net/keys"),
            extra: dice.extra(),
        }),
        extra: dice.extra(),
    };
    Resource {
        id: text(id),
        identity,
        public_network_access: dice.pick(&[
            None,
            text("Enabled"),
            text("Disabled"),
            text("SecuredByPerimeter"),
        ]),
        network_acls: Some(acls).filter(|_| dice.below(4) > 0),
        encryption: Some(key).filter(|_| dice.one_in(3)),
        extra: dice.extra(),
        ..Resource::default()
    }
}

fn association(dice: &mut Dice, at: usize, resource: &str, perimeter: &Perimeter) -> Association {
    let profile = dice.pick(&perimeter.profiles).name.clone().unwrap();
    let whole = format!("{}/profiles/{profile}", perimeter_id(at));
    let profile = match dice.below(3) {
        0 => Reference { name: Some(profile), extra: dice.extra(), ..Reference::default() },
        1 => Reference { id: Some(whole), extra: dice.extra(), ..Reference::default() },
        _ => Reference { id: Some(whole), name: Some(profile), ..Reference::default() },
    };
    let private_link_resource =
        Some(Reference { id: text(resource), extra: dice.extra(), ..Reference::default() });
    Association {
        name: text(id::name(resource)),
        private_link_resource,
        profile: Some(profile),
        access_mode: dice.pick(&[text("Learning"), text("Enforced"), text("Audit"), None]),
        extra: dice.extra(),
        ..Association::default()
    }
}

fn link(dice: &mut Dice, scenario: &mut Scenario, near: usize, far: usize) {
    let status = dice.pick(&[text("Approved"), text("Approved"), text("Pending"), None]);
    let local = dice.some(&["*", "web", "core"]);
    let remote = dice.some(&["*", "web", "batch"]);
    let link = Link {
        name: Some(format!("to-{far}")),
        auto_approved_remote_perimeter_resource_id: Some(perimeter_id(far)),
        local_inbound_profiles: local.clone(),
        remote_inbound_profiles: remote.clone(),
        status: status.clone(),
        extra: dice.extra(),
        ..Link::default()
    };
    let end = Link {
        name: Some(format!("from-{near}")),
        remote_perimeter_resource_id: Some(perimeter_id(near)),
        local_inbound_profiles: remote,
        remote_inbound_profiles: local,
        status,
        extra: dice.extra(),
        ..Link::default()
    };
    let perimeters = &mut scenario.estate.perimeters;
    std::sync::Arc::make_mut(&mut perimeters[near]).links.push(link);
    if dice.below(4) > 0 {
        std::sync::Arc::make_mut(&mut perimeters[far]).link_references.push(end);
    }
}

fn request(dice: &mut Dice, name: &str, asks: bool) -> Request {
    let resource = |dice: &mut Dice| {
        let resource = dice.pick(&RESOURCES);
        if dice.one_in(2) { format!("{SCOPE}/{resource}") } else { id::name(resource).to_owned() }
    };
    let mut request = Request {
        name: text(name),
        resource: (asks || dice.one_in(3)).then(|| resource(dice)),
        extra: dice.extra(),
        ..Request::default()
    };
    if dice.one_in(3) {
        let host = dice.pick(HOSTS).to_owned();
        request.outbound_to = Some(if dice.one_in(2) { host } else { resource(dice) });
        return request;
    }
    request.authentication = dice.pick(&[None, text("managed-identity"), text("sas")]);
    let perimeter = dice.below(3);
    let perimeter =
        if dice.one_in(2) { perimeter_id(perimeter) } else { format!("nsp{perimeter}") };
    request.from = Some(Caller {
        address: text(dice.pick(&ADDRESSES)).filter(|_| dice.below(3) > 0),
        resource: dice.one_in(3).then(|| resource(dice)),
        subscription: text("s1").filter(|_| dice.one_in(3)),
        perimeters: if dice.one_in(3) { vec![perimeter] } else { Vec::new() },
        extra: dice.extra(),
        ..Caller::default()
    });
    request
}

/// Everything in a scenario, itself first.
pub(super) fn things(scenario: &Scenario) -> Vec<Thing> {
    let mut things = vec![Thing::Scenario];
    let mut from = |first: Thing| -> Vec<Thing> {
        let count = scenario.siblings(first).unwrap_or_default();
        let all: Vec<Thing> = (0..count).map(|index| first.sibling(index)).collect();
        things.extend(&all);
        all
    };
    for perimeter in 0..from(Thing::Perimeter(0)).len() {
        for profile in 0..from(Thing::Profile { perimeter, profile: 0 }).len() {
            from(Thing::AccessRule { perimeter, profile, rule: 0 });
        }
        from(Thing::Association { perimeter, association: 0 });
        from(Thing::Link { perimeter, link: 0 });
        from(Thing::LinkReference { perimeter, link: 0 });
    }
    from(Thing::Resource(0));
    from(Thing::ServiceTag(0));
    from(Thing::Source(0));
    from(Thing::Request(0));
    from(Thing::Expectation(0));
    things
}

/// What can be added to a holder.
pub(super) fn new(scenario: &Scenario, holder: Thing) -> Vec<New> {
    match holder {
        Thing::Scenario => vec![
            New::Perimeter(Box::default()),
            New::Resource(Box::default()),
            New::ServiceTag(Box::default()),
            New::Source(Box::default()),
            New::Request(Box::default()),
            New::Expectation(Box::default()),
        ],
        Thing::Perimeter(at) => {
            let mut all = vec![New::Profile(at, Box::default())];
            let ids = (0..4).map(perimeter_id);
            for id in ids {
                let link = Link { remote_perimeter_resource_id: Some(id), ..Link::default() };
                // The other end may be there already, and would then go with this one.
                if scenario.remote(&link).is_none_or(|far| !linked(scenario, at, far)) {
                    all.push(New::Link(at, Box::new(link.clone())));
                    all.push(New::LinkReference(at, Box::new(link)));
                }
            }
            let id = text("/subscriptions/x/providers/A.B/c/d");
            let private_link_resource = Some(Reference { id, ..Reference::default() });
            let association = Association { private_link_resource, ..Association::default() };
            all.push(New::Association(at, Box::new(association)));
            all
        }
        Thing::Profile { perimeter, profile } => {
            vec![New::AccessRule(perimeter, profile, Box::default())]
        }
        _ => Vec::new(),
    }
}

fn linked(scenario: &Scenario, one: usize, other: usize) -> bool {
    let to = |from: usize, to: usize| {
        let perimeter = &scenario.estate.perimeters[from];
        let mut links = perimeter.links.iter().chain(&perimeter.link_references);
        links.any(|it| scenario.remote(it) == Some(to))
    };
    to(one, other) || to(other, one)
}

/// Any edit, possible or not.
pub(super) fn edit(dice: &mut Dice, scenario: &Scenario) -> Edit {
    let all = things(scenario);
    let thing = dice.pick(&all);
    match dice.below(9) {
        0 => {
            let new: Vec<New> = all.iter().flat_map(|it| new(scenario, *it)).collect();
            Edit::Add(dice.pick(&new))
        }
        1 => {
            Edit::Rename(thing, dice.pick(&["zeta", "web", "stdata", "nsp1", "", "a/b"]).to_owned())
        }
        2 => Edit::Move { from: thing, to: thing.sibling(dice.below(4)) },
        3 => {
            let same =
                |it: &&Thing| core::mem::discriminant(*it) == core::mem::discriminant(&thing);
            let alike: Vec<Thing> = all.iter().filter(same).copied().collect();
            Edit::Move { from: thing, to: dice.pick(&alike) }
        }
        4 => Edit::Duplicate(thing),
        5 => Edit::Remove(thing),
        6 => {
            let holds = |it: &&Thing| matches!(it, Thing::Resource(_) | Thing::Association { .. });
            let cards: Vec<Thing> = all.iter().filter(holds).copied().collect();
            let what = if cards.is_empty() { thing } else { dice.pick(&cards) };
            match dice.below(4) {
                0 => Edit::Dissociate(what),
                1 => Edit::Describe(what),
                _ => Edit::Associate { what, perimeter: dice.below(3), profile: dice.below(3) },
            }
        }
        _ => Edit::Set(thing, property(dice, thing)),
    }
}

fn property(dice: &mut Dice, thing: Thing) -> Property {
    let prefixes = dice.some(PREFIXES);
    let all = match thing {
        Thing::AccessRule { .. } => vec![
            Property::AddressPrefixes(prefixes),
            Property::Subscriptions(texts(&["s1", "s2"])),
            Property::NetworkSecurityPerimeters(texts(&["g1", &perimeter_id(1)])),
            Property::FullyQualifiedDomainNames(dice.some(HOSTS)),
            Property::Direction("Outbound".to_owned()),
        ],
        Thing::Association { .. } => vec![Property::AccessMode("Enforced".to_owned())],
        Thing::Link { .. } | Thing::LinkReference { .. } => vec![
            Property::Status("Pending".to_owned()),
            Property::LocalInboundProfiles(texts(&["web"])),
            Property::RemoteInboundProfiles(Vec::new()),
        ],
        Thing::Resource(_) => vec![
            Property::PublicNetworkAccess(text("SecuredByPerimeter")),
            Property::DefaultAction(text("Deny")),
            Property::IpRules(prefixes),
            Property::KeyVault(text("https://kv2.vault.azure.net/")),
            Property::KeyVault(None),
            Property::Identity(None),
            Property::VirtualNetworkRules(texts(&["/subscriptions/s1/subnets/a"])),
            Property::ResourceAccessRules(vec![format!("{SCOPE}/{}", RESOURCES[1])]),
        ],
        Thing::Expectation(_) => vec![
            Property::Expected(nsp_core::State::Audit, Some(Box::default())),
            Property::Expected(nsp_core::State::Enforced, None),
            Property::Request(Box::default()),
        ],
        Thing::Source(_) | Thing::Request(_) => vec![Property::Request(Box::default())],
        Thing::ServiceTag(_) => vec![Property::AddressPrefixes(prefixes)],
        _ => vec![Property::Description(text("d")), Property::Location(text("uksouth"))],
    };
    dice.pick(&all)
}
