//! A scenario that can be shown to strangers.

mod addresses;
mod names;

use std::sync::Arc;

use nsp_core::AddressPrefix;
use serde_json::Map;

use super::document::{
    AccessRule, Association, Caller, Encryption, Estate, Expectation, Expected, Identity, IpRule,
    KeyVaultProperties, Link, NetworkAcls, Perimeter, Profile, Reference, Request, Resource,
    ResourceAccessRule, Scenario, ServiceTag, VirtualNetworkRule,
};
use addresses::Addresses;
use names::Names;

impl Scenario {
    /// The same scenario in other words: every request is answered as before, in every state, by
    /// verdict, ground and log category, and what is expected of it is expected still.
    ///
    /// Replaced, each everywhere by the same: names, ids, GUIDs, subscriptions, tenants, address
    /// prefixes and addresses, host names label by label, email addresses, phone numbers, titles of
    /// sources, requests and expectations, and template expressions. Addresses keep what they share
    /// with each other, bit for bit; ranges that are private, reserved or for documentation stay,
    /// with other addresses in them, so that the first bits of an address may still be told. Host
    /// names keep wildcards and the endings that are Azure's own, such as `blob.core.windows.net`.
    ///
    /// Kept: resource types, regions, names of service tags, and one word where Azure's schemas
    /// list the values. Dropped: the title, descriptions, diagnostic settings, suppressions, and
    /// members that are not known here.
    ///
    /// Names do not depend on the seed. Whoever knows the seed can find the addresses again: take
    /// a random one, and do not keep it.
    ///
    /// ```
    /// use nsp_formats::scenario::Scenario;
    /// let text = r#"{ "nspScenario": 1, "name": "Contoso", "estate": { "serviceTags": [
    ///     { "name": "AzureMonitor", "addressPrefixes": ["20.38.98.100/28", "10.0.0.0/8"] }] } }"#;
    /// let redacted = Scenario::parse("a.json", text).unwrap().value.redacted(7);
    /// let tag = &redacted.estate.service_tags[0];
    /// assert_eq!((redacted.name, tag.name.as_deref()), (None, Some("AzureMonitor")));
    /// assert!(tag.address_prefixes[0].ends_with("/28") && !tag.address_prefixes[0].starts_with("20.38."));
    /// assert_eq!(tag.address_prefixes[1], "10.0.0.0/8");
    /// ```
    #[must_use]
    pub fn redacted(&self, seed: u64) -> Self {
        let mut redaction =
            Redaction { names: Names::beside(&self.to_text()), addresses: Addresses::new(seed) };
        // In this order, so that resources are named after what they are.
        let resources = each_shared(&self.estate.resources, |it| redaction.resource(it));
        let perimeters = each_shared(&self.estate.perimeters, |it| redaction.perimeter(it));
        let service_tags = each(&self.estate.service_tags, |it| redaction.service_tag(it));
        let sources = numbered("source", &self.sources, |it| redaction.request(it));
        let requests = numbered("request", &self.requests, |it| redaction.request(it));
        let mut count = 0;
        let expectations = each(&self.expectations, |expectation| {
            count += 1;
            let name = Some(format!("expectation {count}"));
            Expectation { name, ..redaction.expectation(expectation) }
        });
        Self {
            version: self.version,
            name: None,
            description: None,
            revision: redaction.word(self.revision.as_ref()),
            estate: Estate {
                perimeters,
                resources,
                service_tags,
                diagnostic_settings: Vec::new(),
                extra: Map::new(),
            },
            sources,
            requests,
            expectations,
            suppressions: Vec::new(),
            extra: Map::new(),
        }
    }
}

fn each<T>(list: &[T], change: impl FnMut(&T) -> T) -> Vec<T> {
    list.iter().map(change).collect()
}

/// Requests with titles that say no more than which they are.
fn numbered(
    title: &str,
    list: &[Request],
    mut change: impl FnMut(&Request) -> Request,
) -> Vec<Request> {
    let named = |(place, written)| {
        let name = Some(format!("{title} {}", place + 1));
        Request { name, ..change(written) }
    };
    list.iter().enumerate().map(named).collect()
}

fn each_shared<T>(list: &[Arc<T>], mut change: impl FnMut(&T) -> T) -> Vec<Arc<T>> {
    list.iter().map(|it| change(it).into()).collect()
}

/// What replaces what.
struct Redaction {
    names: Names,
    addresses: Addresses,
}

impl Redaction {
    fn perimeter(&mut self, written: &Perimeter) -> Perimeter {
        Perimeter {
            id: self.id("nsp-", written.id.as_ref()),
            name: self.name("nsp-", written.name.as_ref()),
            location: self.word(written.location.as_ref()),
            perimeter_guid: self.id("perimeter-", written.perimeter_guid.as_ref()),
            profiles: each_shared(&written.profiles, |it| self.profile(it)),
            resource_associations: each_shared(&written.resource_associations, |it| {
                self.association(it)
            }),
            links: each(&written.links, |it| self.link(it)),
            link_references: each(&written.link_references, |it| self.link(it)),
            extra: Map::new(),
        }
    }

    fn profile(&mut self, written: &Profile) -> Profile {
        Profile {
            id: self.id("profile-", written.id.as_ref()),
            name: self.name("profile-", written.name.as_ref()),
            access_rules: each(&written.access_rules, |it| self.access_rule(it)),
            access_rules_not_given: written.access_rules_not_given,
            extra: Map::new(),
        }
    }

    fn access_rule(&mut self, written: &AccessRule) -> AccessRule {
        AccessRule {
            id: self.id("rule-", written.id.as_ref()),
            name: self.name("rule-", written.name.as_ref()),
            direction: self.word(written.direction.as_ref()),
            address_prefixes: each(&written.address_prefixes, |it| self.text("range-", it.trim())),
            subscriptions: each(&written.subscriptions, |it| self.reference("subscription-", it)),
            network_security_perimeters: each(&written.network_security_perimeters, |it| {
                self.reference("perimeter-", it)
            }),
            service_tags: each(&written.service_tags, |it| self.plain(it.trim())),
            fully_qualified_domain_names: each(&written.fully_qualified_domain_names, |it| {
                self.text("host-", it.trim())
            }),
            email_addresses: each(&written.email_addresses, |it| {
                format!("{}@example.com", self.names.label("someone-", it))
            }),
            phone_numbers: each(&written.phone_numbers, |_| self.names.phone_number()),
            extra: Map::new(),
        }
    }

    fn reference(&mut self, kind: &'static str, written: &Reference) -> Reference {
        Reference {
            id: self.id(kind, written.id.as_ref()),
            name: self.name(kind, written.name.as_ref()),
            perimeter_guid: self.id(kind, written.perimeter_guid.as_ref()),
            extra: Map::new(),
        }
    }

    fn association(&mut self, written: &Association) -> Association {
        let resource = written.private_link_resource.as_ref();
        Association {
            id: self.id("association-", written.id.as_ref()),
            name: self.name("association-", written.name.as_ref()),
            private_link_resource: resource.map(|it| self.reference("resource-", it)),
            profile: written.profile.as_ref().map(|it| self.reference("profile-", it)),
            access_mode: self.word(written.access_mode.as_ref()),
            extra: Map::new(),
        }
    }

    fn link(&mut self, written: &Link) -> Link {
        let mut profiles = |names: &[String]| -> Vec<String> {
            names.iter().map(|it| self.text("profile-", it)).collect()
        };
        let local_inbound_profiles = profiles(&written.local_inbound_profiles);
        let local_outbound_profiles = profiles(&written.local_outbound_profiles);
        let remote_inbound_profiles = profiles(&written.remote_inbound_profiles);
        let remote_outbound_profiles = profiles(&written.remote_outbound_profiles);
        let approved = written.auto_approved_remote_perimeter_resource_id.as_ref();
        let remote = written.remote_perimeter_resource_id.as_ref();
        Link {
            id: self.id("link-", written.id.as_ref()),
            name: self.name("link-", written.name.as_ref()),
            auto_approved_remote_perimeter_resource_id: self.id("nsp-", approved),
            remote_perimeter_resource_id: self.id("nsp-", remote),
            remote_perimeter_guid: self.id("perimeter-", written.remote_perimeter_guid.as_ref()),
            remote_perimeter_location: self.word(written.remote_perimeter_location.as_ref()),
            local_inbound_profiles,
            local_outbound_profiles,
            remote_inbound_profiles,
            remote_outbound_profiles,
            status: self.word(written.status.as_ref()),
            description: None,
            extra: Map::new(),
        }
    }

    fn resource(&mut self, written: &Resource) -> Resource {
        let identity = written.identity.as_ref();
        Resource {
            id: self.id("resource-", written.id.as_ref()),
            name: self.name("resource-", written.name.as_ref()),
            resource_type: self.word(written.resource_type.as_ref()),
            kind: self.word(written.kind.as_ref()),
            location: self.word(written.location.as_ref()),
            tenant_id: self.id("tenant-", written.tenant_id.as_ref()),
            identity: identity.map(|identity| Identity {
                identity_type: self.word(identity.identity_type.as_ref()),
                tenant_id: self.id("tenant-", identity.tenant_id.as_ref()),
                extra: Map::new(),
            }),
            public_network_access: self.word(written.public_network_access.as_ref()),
            network_acls: written.network_acls.as_ref().map(|it| self.network_acls(it)),
            encryption: written.encryption.as_ref().map(|it| self.encryption(it)),
            allow_shared_key_access: written.allow_shared_key_access,
            is_nfs_v3_enabled: written.is_nfs_v3_enabled,
            is_sftp_enabled: written.is_sftp_enabled,
            extra: Map::new(),
        }
    }

    fn network_acls(&mut self, written: &NetworkAcls) -> NetworkAcls {
        NetworkAcls {
            bypass: self.word(written.bypass.as_ref()),
            default_action: self.word(written.default_action.as_ref()),
            ip_rules: each(&written.ip_rules, |it| self.ip_rule(it)),
            ipv6_rules: each(&written.ipv6_rules, |it| self.ip_rule(it)),
            virtual_network_rules: each(&written.virtual_network_rules, |it| VirtualNetworkRule {
                id: self.id("subnet-", it.id.as_ref()),
                action: self.word(it.action.as_ref()),
                state: self.word(it.state.as_ref()),
                extra: Map::new(),
            }),
            resource_access_rules: each(&written.resource_access_rules, |it| ResourceAccessRule {
                tenant_id: self.id("tenant-", it.tenant_id.as_ref()),
                resource_id: self.id("resource-", it.resource_id.as_ref()),
                extra: Map::new(),
            }),
            extra: Map::new(),
        }
    }

    fn ip_rule(&mut self, written: &IpRule) -> IpRule {
        IpRule {
            value: self.id("range-", written.value.as_ref()),
            action: self.word(written.action.as_ref()),
            extra: Map::new(),
        }
    }

    fn encryption(&mut self, written: &Encryption) -> Encryption {
        let key = written.key_vault_properties.as_ref();
        Encryption {
            key_source: self.word(written.key_source.as_ref()),
            key_vault_properties: key.map(|key| KeyVaultProperties {
                key_vault_uri: key.key_vault_uri.as_ref().map(|uri| self.key_vault_uri(uri)),
                extra: Map::new(),
            }),
            extra: Map::new(),
        }
    }

    /// The address of a vault: its host alone.
    fn key_vault_uri(&mut self, uri: &str) -> String {
        let uri = uri.trim();
        let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
        let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
        if host.starts_with('[') {
            return self.names.path("host-", host);
        }
        format!("https://{}/", self.text("host-", host))
    }

    fn service_tag(&mut self, written: &ServiceTag) -> ServiceTag {
        ServiceTag {
            name: self.word(written.name.as_ref()),
            address_prefixes: each(&written.address_prefixes, |it| self.text("range-", it.trim())),
            extra: Map::new(),
        }
    }

    fn request(&mut self, written: &Request) -> Request {
        Request {
            name: None,
            resource: self.id("resource-", written.resource.as_ref()),
            from: written.from.as_ref().map(|it| self.caller(it)),
            path: self.word(written.path.as_ref()),
            authentication: self.word(written.authentication.as_ref()),
            protocol: self.word(written.protocol.as_ref()),
            reads: self.word(written.reads.as_ref()),
            feature: self.word(written.feature.as_ref()),
            outbound_to: self.id("host-", written.outbound_to.as_ref()),
            extra: Map::new(),
        }
    }

    fn caller(&mut self, written: &Caller) -> Caller {
        let address = written.address.as_deref().map(str::trim);
        Caller {
            address: address.map(|it| match it.parse() {
                Ok(address) => self.addresses.address(address).to_string(),
                Err(_) if it.eq_ignore_ascii_case("other") => it.to_owned(),
                Err(_) => self.text("range-", it),
            }),
            address_is_public: written.address_is_public,
            resource: self.id("resource-", written.resource.as_ref()),
            service: self.word(written.service.as_ref()),
            subscription: self.id("subscription-", written.subscription.as_ref()),
            tenant: self.id("tenant-", written.tenant.as_ref()),
            region: self.word(written.region.as_ref()),
            perimeters: each(&written.perimeters, |it| self.trimmed("perimeter-", it)),
            subnet: self.id("subnet-", written.subnet.as_ref()),
            extra: Map::new(),
        }
    }

    fn expectation(&mut self, written: &Expectation) -> Expectation {
        let mut expected = |written: &Option<Expected>| {
            written.as_ref().map(|written| Expected {
                verdict: self.word(written.verdict.as_ref()),
                ground: self.word(written.ground.as_ref()),
                category: self.word(written.category.as_ref()),
                rule: self.name("rule-", written.rule.as_ref()),
                extra: Map::new(),
            })
        };
        Expectation {
            name: None,
            not_associated: expected(&written.not_associated),
            transition: expected(&written.transition),
            enforced: expected(&written.enforced),
            audit: expected(&written.audit),
            request: written.request.as_ref().map(|it| self.request(it)),
            extra: Map::new(),
        }
    }

    /// A text that is read without the white space and slashes around it.
    fn id(&mut self, kind: &'static str, text: Option<&String>) -> Option<String> {
        text.map(|text| self.trimmed(kind, text))
    }

    fn trimmed(&mut self, kind: &'static str, text: &str) -> String {
        self.text(kind, text.trim().trim_end_matches('/'))
    }

    fn name(&mut self, kind: &'static str, text: Option<&String>) -> Option<String> {
        text.map(|text| self.text(kind, text))
    }

    /// Whatever is not a word of Azure's: equal texts become equal ones, in whatever place.
    fn text(&mut self, kind: &'static str, text: &str) -> String {
        match AddressPrefix::parse(text) {
            Ok(prefix) if prefix.net().is_some() => self.addresses.prefix(&prefix),
            _ => self.names.path(kind, text),
        }
    }

    /// A value that Azure's schemas list, a type or a region; what cannot be one is replaced.
    fn word(&mut self, text: Option<&String>) -> Option<String> {
        text.map(|text| self.plain(text))
    }

    fn plain(&mut self, text: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace() || ",-_./".contains(c);
        if text.chars().all(plain) { text.to_owned() } else { self.text("value-", text) }
    }
}

#[cfg(test)]
mod tests;
