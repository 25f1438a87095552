//! Documents and requests, handed to the importer and the engine.

use nsp_core::{Compiled, Snapshot};
use nsp_formats::report::Comparison;
use yew::AttrValue;

use super::{Draft, Field, Placement};

/// A document as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// What several documents describe together.
#[derive(Clone, Debug)]
pub struct Estate {
    /// The scenario's name, or the files'.
    pub name: AttrValue,
    pub files: Vec<SourceFile>,
    compiled: Compiled,
    pub findings: Vec<crate::ui::FindingItem>,
    /// The requests that the documents hold.
    pub requests: Vec<Draft>,
}

/// Documents that were not opened as they are.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What could be read of them.
    pub understood: Estate,
    pub placement: Placement,
}

/// A request in words, and what every state answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub resource: nsp_core::ResourceId,
    pub description: AttrValue,
    pub comparison: Comparison,
}

/// Why a field's text cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub message: AttrValue,
}

impl Estate {
    /// Reads documents.
    pub fn read(files: Vec<SourceFile>) -> Result<Self, Refused> {
        let findings: Vec<crate::ui::FindingItem> = files.iter().filter(|f| !f.text.contains("nspScenario")).map(|f| crate::ui::FindingItem {
            weight: crate::ui::Weight::Error, file: f.name.clone().into(), place: Some((2, 3)), pointer: "/estate".into(), message: "`x` is no scenario.".into() }).collect();
        let id = |t: &str, n: &str| nsp_core::ResourceId::new(&format!("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-retail/providers/{t}/{n}"));
        use nsp_core::*;
        let mut acls = NetworkAcls::new(DefaultAction::Deny, Bypass { azure_services: true, ..Bypass::default() });
        let mut office = AccessRule::new("office", RuleDirection::Inbound);
        let mut ops = AccessRule::new("ops", RuleDirection::Inbound);
        let mut api = AccessRule::new("partner-api", RuleDirection::Outbound);
        let p = |t: &str| AddressPrefix::parse(t).ok();
        office.address_prefixes.extend(p("203.0.113.0/24"));
        ops.subscriptions.push(SubscriptionId::new("11111111-1111-1111-1111-111111111111"));
        api.fully_qualified_domain_names.push(FqdnPattern::new("api.partner.example"));
        let closed = acls.clone();
        acls.ip_rules.extend([p("203.0.113.0/24"), p("198.51.100.20"), p("198.51.100.24/29")].into_iter().flatten());
        let st = |n: &str, a: PublicNetworkAccess, acls: NetworkAcls| Resource { managed_identity: Some(true), location: Some(Region::new("westeurope")), network: Network::Given { public_network_access: Some(a), network_acls: Some(acls) }, ..Resource::named(id("Microsoft.Storage/storageAccounts", n).as_str()) };
        let kv = Resource { network: Network::Given { public_network_access: Some(PublicNetworkAccess::Disabled), network_acls: None }, ..Resource::named(id("Microsoft.KeyVault/vaults", "kvmain").as_str()) };
        let assoc = |n: &str, r: &Resource, profile: &str, m: AccessMode| Association { name: n.into(), resource: r.id.clone(), profile: profile.into(), access_mode: m };
        let (web, data) = (st("stweb", PublicNetworkAccess::Enabled, acls), st("stdata", PublicNetworkAccess::Disabled, closed));
        let snapshot = Snapshot {
            perimeters: vec![Perimeter { id: id("Microsoft.Network/networkSecurityPerimeters", "nsp-retail"), guid: None, location: None,
                profiles: vec![Profile { name: "web".into(), access_rules: vec![office, api] }, Profile { name: "data".into(), access_rules: vec![ops] }],
                associations: vec![assoc("stweb", &web, "web", AccessMode::Learning), assoc("stdata", &data, "data", AccessMode::Learning), assoc("kvmain", &kv, "data", AccessMode::Enforced)],
                links: vec![] }],
            resources: vec![web, data, kv],
            ..Snapshot::default()
        };
        let draft = |n: &str, r: &str, from: &str, auth: &str| Draft::default().named(n.to_owned()).with(Field::Resource, r.to_owned()).with(Field::From, from.to_owned()).with(Field::Authentication, auth.to_owned());
        let estate = Self { name: "Retail, before enforcement".into(), files, compiled: Compiled::new(snapshot), findings: findings.clone(), requests: vec![
            draft("partner", "stweb", "198.51.100.20", "sas"), draft("office", "stweb", "203.0.113.7", "entra"), draft("ops", "stdata", "other", "managed-identity").with(Field::Subscription, "11111111-1111-1111-1111-111111111111"),
            draft("events", "stdata", "other", "managed-identity").with(Field::Service, "Microsoft.EventGrid/topics"),
            draft("backup", "stdata", "other", "managed-identity").with(Field::Feature, "vaulted-backup"),
            draft("", "stdata", "", "").with(Field::Direction, "outbound").with(Field::OutboundTo, "a.example")] };
        if findings.is_empty() { Ok(estate) } else { Err(Refused { understood: estate, placement: Placement::Replace }) }
    }

    pub fn with(&self, files: Vec<SourceFile>) -> Result<Self, Refused> {
        Self::read(self.files.iter().cloned().chain(files).collect())
    }

    pub fn snapshot(&self) -> &Snapshot {
        self.compiled.snapshot()
    }

    pub fn pasted_name(&self, _: Placement) -> String {
        "pasted.json".into()
    }

    pub fn ask(&self, draft: &Draft) -> Result<Answered, Vec<FieldError>> {
        use nsp_core::*;
        use nsp_formats::names::Named;
        let name = draft.get(Field::Resource);
        let resource = self.snapshot().resources.iter().find(|r| r.id.name() == name.as_str()).map(|r| r.id.clone()).unwrap_or(ResourceId::new(&name));
        let flow = if draft.is_outbound() { Flow::Outbound(Outbound { destination: Destination::Name(draft.get(Field::OutboundTo).to_string()) }) } else {
            let text = draft.get(Field::From);
            let address = match text.as_str() { "" => Address::NotGiven, "other" => Address::Other, t => Address::Given(t.parse().map_err(|_| vec![FieldError { field: Field::From, message: format!("`{t}` is no address. Write one such as `203.0.113.7`, or `other`.").into() }])?) };
            Flow::Inbound(Inbound { caller: Caller { address, service: draft.given(Field::Service), subscription: draft.given(Field::Subscription).map(|s| SubscriptionId::new(&s)), ..Caller::default() }, authentication: Authentication::from_name(&draft.get(Field::Authentication)), protocol: Protocol::from_name(&draft.get(Field::Protocol)).unwrap_or_default(), ..Inbound::default() })
        };
        let request = Request { resource, flow, feature: draft.given(Field::Feature).and_then(|f| Feature::from_name(&f)) };
        Ok(Answered { resource: request.resource.clone(), description: nsp_formats::explain::describe(&request).into(), comparison: nsp_formats::report::compare(&self.compiled, &request) })
    }
}

impl Refused {
    pub fn is_of_use(&self) -> bool { true }
}
