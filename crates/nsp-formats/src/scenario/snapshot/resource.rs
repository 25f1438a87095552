//! What is known of a resource and its own firewall.

use nsp_core::{
    AddressPrefix, Bypass, DefaultAction, Network, NetworkAcls, PublicNetworkAccess, Region,
    Resource, ResourceAccessRule, ResourceId, TenantId, VirtualNetworkRule,
};

use super::each;
use crate::finding::Kind;
use crate::scenario::check::{At, Checks, Where};
use crate::scenario::document as wire;

impl Checks {
    pub(in crate::scenario) fn resource(
        &mut self,
        at: &At<'_>,
        resource: &wire::Resource,
    ) -> Option<Resource> {
        let id = resource.id.as_deref().or(resource.name.as_deref());
        let id = ResourceId::new(self.required(at, "a resource", "id", id)?);
        self.symbolic(&at.key("id"), id.as_str());
        let access = resource.public_network_access.as_deref();
        let identity = resource.identity.as_ref();
        let tenant = resource.tenant_id.as_ref().or(identity.and_then(|it| it.tenant_id.as_ref()));
        let network_acls = resource.network_acls.as_ref();
        if network_acls.is_none() && id.is_storage_account() {
            let value = "defaultAction: Allow, bypass: AzureServices";
            self.add(at, Kind::Assumed { property: "networkAcls", value });
        }
        let acls = at.key("networkAcls");
        Some(Resource {
            location: self.resolved(&at.key("location"), resource.location.as_deref(), Region::new),
            tenant_id: self.resolved(
                &at.key("tenantId"),
                tenant.map(String::as_str),
                TenantId::new,
            ),
            managed_identity: self.managed_identity(&at.key("identity"), identity),
            key_vault: key_vault(resource.encryption.as_ref()),
            network: Network::Given {
                public_network_access: self.public_network_access(at, access),
                network_acls: network_acls
                    .map(|it| self.network_acls(&acls, it, id.is_storage_account())),
            },
            id,
        })
    }

    fn public_network_access(
        &mut self,
        at: &At<'_>,
        text: Option<&str>,
    ) -> Option<PublicNetworkAccess> {
        let Some(text) = text else {
            self.add(at, Kind::Assumed { property: "publicNetworkAccess", value: "Enabled" });
            return None;
        };
        let known = &["Enabled", "Disabled", "SecuredByPerimeter"];
        Some(match text {
            _ if text.eq_ignore_ascii_case("Enabled") => PublicNetworkAccess::Enabled,
            _ if text.eq_ignore_ascii_case("Disabled") => PublicNetworkAccess::Disabled,
            _ if text.eq_ignore_ascii_case("SecuredByPerimeter") => {
                PublicNetworkAccess::SecuredByPerimeter
            }
            _ => {
                let property = "publicNetworkAccess";
                self.unrecognized(&at.key(property), property, text, known);
                PublicNetworkAccess::Unrecognized(text.to_owned())
            }
        })
    }

    fn managed_identity(&mut self, at: &At<'_>, identity: Option<&wire::Identity>) -> Option<bool> {
        let identity = identity?;
        let Some(text) = &identity.identity_type else {
            self.missing(at, "an identity", "type");
            return None;
        };
        let mut has = false;
        for part in text.split(',').map(str::trim) {
            if part.eq_ignore_ascii_case("SystemAssigned")
                || part.eq_ignore_ascii_case("UserAssigned")
            {
                has = true;
            } else if !part.eq_ignore_ascii_case("None") {
                let known = &["None", "SystemAssigned", "UserAssigned"];
                self.unrecognized(&at.key("type"), "identity", text, known);
                return None;
            }
        }
        Some(has)
    }

    fn network_acls(
        &mut self,
        at: &At<'_>,
        acls: &wire::NetworkAcls,
        is_storage: bool,
    ) -> NetworkAcls {
        let default_action = acls.default_action.as_deref().map(|text| match text {
            _ if text.eq_ignore_ascii_case("Allow") => DefaultAction::Allow,
            _ if text.eq_ignore_ascii_case("Deny") => DefaultAction::Deny,
            _ => {
                let property = "defaultAction";
                self.unrecognized(&at.key(property), property, text, &["Allow", "Deny"]);
                DefaultAction::Unrecognized(text.to_owned())
            }
        });
        if default_action.is_none() && is_storage {
            self.add(at, Kind::Assumed { property: "defaultAction", value: "Allow" });
        }
        if acls.bypass.is_none() && is_storage {
            self.add(at, Kind::Assumed { property: "bypass", value: "AzureServices" });
        }
        if is_storage {
            self.ip_rule_limits(at, acls);
        }
        let place = |of_storage: Where| if is_storage { of_storage } else { Where::Elsewhere };
        NetworkAcls {
            bypass: acls.bypass.as_deref().map(|text| self.bypass(&at.key("bypass"), text)),
            default_action,
            ip_rules: self.ip_rules(&at.key("ipRules"), &acls.ip_rules, place(Where::IpRules)),
            ipv6_rules: self.ip_rules(
                &at.key("ipv6Rules"),
                &acls.ipv6_rules,
                place(Where::Ipv6Rules),
            ),
            virtual_network_rules: self.virtual_network_rules(at, &acls.virtual_network_rules),
            resource_access_rules: self.resource_access_rules(at, &acls.resource_access_rules),
        }
    }

    fn bypass(&mut self, at: &At<'_>, text: &str) -> Bypass {
        let mut bypass = Bypass::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if part.eq_ignore_ascii_case("AzureServices") {
                bypass.azure_services = true;
            } else if part.eq_ignore_ascii_case("Logging") {
                bypass.logging = true;
            } else if part.eq_ignore_ascii_case("Metrics") {
                bypass.metrics = true;
            } else if !part.eq_ignore_ascii_case("None") {
                let known = &["AzureServices", "Logging", "Metrics", "None"];
                self.unrecognized(at, "bypass", part, known);
                bypass.unrecognized.push(part.to_owned());
            }
        }
        bypass
    }

    fn ip_rules(
        &mut self,
        list: &At<'_>,
        rules: &[wire::IpRule],
        place: Where,
    ) -> Vec<AddressPrefix> {
        let mut prefixes = Vec::new();
        for (at, rule) in each(list, rules) {
            let text = self.required(&at, "an IP rule", "value", rule.value.as_deref());
            if let Some(text) = text.filter(|_| self.allows(&at, rule.action.as_deref())) {
                prefixes.extend(self.prefix(&at.key("value"), text, place));
            }
        }
        prefixes
    }

    fn virtual_network_rules(
        &mut self,
        acls: &At<'_>,
        rules: &[wire::VirtualNetworkRule],
    ) -> Vec<VirtualNetworkRule> {
        let mut found = Vec::new();
        for (at, rule) in each(&acls.key("virtualNetworkRules"), rules) {
            let id = self.required(&at, "a virtual network rule", "id", rule.id.as_deref());
            if let Some(id) = id.filter(|_| self.allows(&at, rule.action.as_deref())) {
                self.symbolic(&at.key("id"), id);
                let state = rule.state.clone();
                if let Some(state) =
                    state.clone().filter(|it| !it.eq_ignore_ascii_case("Succeeded"))
                    && !self.symbolic(&at.key("state"), &state)
                {
                    self.add(&at.key("state"), Kind::SubnetState(state));
                }
                found.push(VirtualNetworkRule { id: ResourceId::new(id), state });
            }
        }
        found
    }

    fn resource_access_rules(
        &mut self,
        acls: &At<'_>,
        rules: &[wire::ResourceAccessRule],
    ) -> Vec<ResourceAccessRule> {
        let mut found = Vec::new();
        for (at, rule) in each(&acls.key("resourceAccessRules"), rules) {
            let what = "a resource access rule";
            let id = rule.resource_id.as_deref();
            if let Some(id) = self.required(&at, what, "resourceId", id) {
                self.symbolic(&at.key("resourceId"), id);
                let tenant_id = rule.tenant_id.as_deref().map(TenantId::new);
                found.push(ResourceAccessRule { tenant_id, resource_id: ResourceId::new(id) });
            }
        }
        found
    }
}

/// The host of the vault whose key encrypts the resource.
fn key_vault(encryption: Option<&wire::Encryption>) -> Option<String> {
    let uri = encryption?.key_vault_properties.as_ref()?.key_vault_uri.as_deref()?.trim();
    let host = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    (!host.is_empty() && !host.starts_with('[')).then(|| host.to_ascii_lowercase())
}
