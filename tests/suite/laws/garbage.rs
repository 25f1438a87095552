//! Nothing panics, whatever the text says.

use std::sync::Arc;

use nsp_core::{
    AccessMode, AddressPrefix, Destination, Flow, FqdnPattern, Inbound, Network, Path, Perimeter,
    PerimeterId, Profile, PublicNetworkAccess, Region, Request, Resource, ResourceId,
    RuleDirection, Snapshot, State, SubscriptionId, TenantId,
};

use super::{compile, decide, for_each};
use crate::estates::Dice;
use crate::oracle;

/// Pieces of which texts are made that no document should hold.
const PIECES: &[&str] = &[
    "",
    "/",
    "//",
    "*",
    "*.",
    ".",
    "..",
    "[",
    "]",
    "[]",
    " ",
    "\t",
    "\0",
    "\u{85}",
    "é",
    "İ",
    "ß",
    "\u{1f4a5}",
    "a",
    "A",
    "0",
    "/0",
    "/33",
    "255.255.255.255",
    "::",
    "%",
    ",",
    "\"",
    "'",
    "\n",
    "subscriptions",
    "/subscriptions/",
    "/SUBSCRIPTIONSé",
    "resourceGroups",
    "/providers",
    "/providers/",
    "Microsoft.Storage",
    "storageAccounts",
    "Microsoft.Storage/storageAccounts/",
    "/providers/Microsoft.KeyVault/vaults/",
    "core.windows.net",
    ".vault.azure.net",
    "\u{feff}",
    "\u{202e}",
    "networkSecurityPerimeters",
    "xn--",
    "-",
];

struct Garbage<'a>(&'a mut Dice);

impl Garbage<'_> {
    fn text(&mut self) -> String {
        if self.0.chance(1) { "a/*.".repeat(2_000) } else { self.0.some(7, PIECES).concat() }
    }

    /// Spoils one text in three.
    fn spoil<T>(&mut self, value: &mut T, make: impl Fn(&str) -> T) {
        if self.0.chance(33) {
            *value = make(&self.text());
        }
    }

    fn spoil_all<T>(&mut self, values: &mut Vec<T>, make: impl Fn(&str) -> T) {
        values.iter_mut().for_each(|value| self.spoil(value, &make));
        if self.0.chance(10) {
            values.push(make(&self.text()));
        }
    }

    fn spoil_prefixes(&mut self, prefixes: &mut Vec<AddressPrefix>) {
        prefixes.extend(AddressPrefix::parse(&self.text()));
        prefixes.extend(AddressPrefix::parse(&format!("[{}", self.text())));
    }

    fn snapshot(&mut self, snapshot: &mut Snapshot) {
        snapshot
            .perimeters
            .iter_mut()
            .map(Arc::make_mut)
            .for_each(|perimeter| self.perimeter(perimeter));
        snapshot
            .resources
            .iter_mut()
            .map(Arc::make_mut)
            .for_each(|resource| self.resource(resource));
        for tag in &mut snapshot.service_tags {
            self.spoil(&mut tag.name, str::to_owned);
            self.spoil_prefixes(&mut tag.address_prefixes);
        }
    }

    fn perimeter(&mut self, perimeter: &mut Perimeter) {
        self.spoil(&mut perimeter.id, ResourceId::new);
        self.spoil(&mut perimeter.guid, |text| Some(PerimeterId::new(text)));
        self.spoil(&mut perimeter.location, |text| Some(Region::new(text)));
        perimeter.profiles.iter_mut().map(Arc::make_mut).for_each(|profile| self.profile(profile));
        for association in perimeter.associations.iter_mut().map(Arc::make_mut) {
            self.spoil(&mut association.resource, ResourceId::new);
            self.spoil(&mut association.profile, str::to_owned);
            self.spoil(&mut association.access_mode, |text| {
                AccessMode::Unrecognized(text.to_owned())
            });
        }
        for link in &mut perimeter.links {
            self.spoil_all(&mut link.remote, PerimeterId::new);
            self.spoil_all(&mut link.local_inbound_profiles, str::to_owned);
            self.spoil_all(&mut link.remote_inbound_profiles, str::to_owned);
        }
    }

    fn profile(&mut self, profile: &mut Profile) {
        self.spoil(&mut profile.name, str::to_owned);
        for rule in &mut profile.access_rules {
            self.spoil(&mut rule.name, str::to_owned);
            self.spoil(&mut rule.direction, |text| RuleDirection::Unrecognized(text.to_owned()));
            self.spoil_prefixes(&mut rule.address_prefixes);
            self.spoil_all(&mut rule.subscriptions, SubscriptionId::new);
            self.spoil_all(&mut rule.network_security_perimeters, PerimeterId::new);
            self.spoil_all(&mut rule.service_tags, str::to_owned);
            self.spoil_all(&mut rule.fully_qualified_domain_names, FqdnPattern::new);
            self.spoil_all(&mut rule.email_addresses, str::to_owned);
            self.spoil_all(&mut rule.phone_numbers, str::to_owned);
        }
    }

    fn resource(&mut self, resource: &mut Resource) {
        self.spoil(&mut resource.id, ResourceId::new);
        self.spoil(&mut resource.location, |text| Some(Region::new(text)));
        self.spoil(&mut resource.tenant_id, |text| Some(TenantId::new(text)));
        self.spoil(&mut resource.key_vault, |text| Some(text.to_owned()));
        let Network::Given { public_network_access, network_acls } = &mut resource.network else {
            return;
        };
        self.spoil(public_network_access, |text| {
            Some(PublicNetworkAccess::Unrecognized(text.to_owned()))
        });
        let Some(acls) = network_acls else { return };
        self.spoil_prefixes(&mut acls.ip_rules);
        self.spoil_prefixes(&mut acls.ipv6_rules);
        for rule in &mut acls.virtual_network_rules {
            self.spoil(&mut rule.id, ResourceId::new);
            self.spoil(&mut rule.state, |text| Some(text.to_owned()));
        }
        for rule in &mut acls.resource_access_rules {
            self.spoil(&mut rule.resource_id, ResourceId::new);
            self.spoil(&mut rule.tenant_id, |text| Some(TenantId::new(text)));
        }
    }

    fn request(&mut self, request: &mut Request) {
        self.spoil(&mut request.resource, ResourceId::new);
        match &mut request.flow {
            Flow::Inbound(inbound) => self.inbound(inbound),
            Flow::Outbound(outbound) => match &mut outbound.destination {
                Destination::Name(name) => self.spoil(name, str::to_owned),
                Destination::Resource(id) => self.spoil(id, ResourceId::new),
            },
        }
    }

    fn inbound(&mut self, inbound: &mut Inbound) {
        if let Path::ServiceEndpoint { subnet } = &mut inbound.path {
            self.spoil(subnet, ResourceId::new);
        }
        let caller = &mut inbound.caller;
        self.spoil(&mut caller.resource, |text| Some(ResourceId::new(text)));
        self.spoil(&mut caller.service, |text| Some(text.to_owned()));
        self.spoil(&mut caller.subscription, |text| Some(SubscriptionId::new(text)));
        self.spoil(&mut caller.tenant, |text| Some(TenantId::new(text)));
        self.spoil(&mut caller.region, |text| Some(Region::new(text)));
        self.spoil_all(&mut caller.perimeters, PerimeterId::new);
    }
}

#[test]
fn nothing_panics() {
    for_each(600, |dice, snapshot, requests| {
        let mut snapshot = snapshot.clone();
        Garbage(dice).snapshot(&mut snapshot);
        let compiled = compile(&snapshot);
        for request in requests {
            let mut request = request.clone();
            Garbage(dice).request(&mut request);
            for state in State::ALL {
                let decision = decide(&compiled, &request, state);
                assert_eq!(decision.state, state);
                let opinion = oracle::opinion(&snapshot, &request, state);
                assert_eq!(decision.would_be.is_some(), opinion.would_be.is_some());
            }
        }
    });
}
