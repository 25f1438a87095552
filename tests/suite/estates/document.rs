//! An estate as somebody would write it down.

use nsp_core::{
    AccessMode, AccessRule, AddressPrefix, Association, DefaultAction, Link, LinkKind, LinkStatus,
    Network, NetworkAcls, Perimeter, PerimeterId, PublicNetworkAccess, Request, Resource,
    RuleDirection, Snapshot,
};
use nsp_formats::scenario as wire;

/// A scenario of the estate with these requests. A resource of which nothing is known is left out.
pub(crate) fn document(snapshot: &Snapshot, requests: &[Request]) -> wire::Scenario {
    wire::Scenario {
        revision: Some(snapshot.revision.date().to_owned()),
        estate: wire::Estate {
            perimeters: snapshot.perimeters.iter().map(|it| perimeter(it).into()).collect(),
            resources: snapshot
                .resources
                .iter()
                .filter(|it| it.network != Network::NotGiven)
                .map(|it| resource(it).into())
                .collect(),
            service_tags: snapshot
                .service_tags
                .iter()
                .map(|tag| wire::ServiceTag {
                    name: Some(tag.name.clone()),
                    address_prefixes: texts(&tag.address_prefixes),
                    ..Default::default()
                })
                .collect(),
            ..Default::default()
        },
        requests: requests.iter().map(wire::Request::from).collect(),
        ..Default::default()
    }
}

fn texts(prefixes: &[AddressPrefix]) -> Vec<String> {
    prefixes.iter().map(|prefix| prefix.as_str().to_owned()).collect()
}

fn reference(id: impl ToString) -> wire::Reference {
    wire::Reference { id: Some(id.to_string()), ..Default::default() }
}

fn perimeter(perimeter: &Perimeter) -> wire::Perimeter {
    let of = |kind| perimeter.links.iter().filter(move |it| it.kind == kind).map(link).collect();
    wire::Perimeter {
        id: Some(perimeter.id.to_string()),
        location: perimeter.location.as_ref().map(ToString::to_string),
        perimeter_guid: perimeter.guid.as_ref().map(ToString::to_string),
        profiles: perimeter
            .profiles
            .iter()
            .map(|profile| {
                let access_rules = profile.access_rules.iter().map(access_rule).collect();
                let name = Some(profile.name.clone());
                wire::Profile { name, access_rules, ..Default::default() }.into()
            })
            .collect(),
        resource_associations: perimeter
            .associations
            .iter()
            .map(|it| association(it).into())
            .collect(),
        links: of(LinkKind::Link),
        link_references: of(LinkKind::Reference),
        ..Default::default()
    }
}

fn access_rule(rule: &AccessRule) -> wire::AccessRule {
    let direction = match &rule.direction {
        RuleDirection::Inbound => "Inbound",
        RuleDirection::Outbound => "Outbound",
        RuleDirection::Unrecognized(text) => text,
    };
    let names = rule.fully_qualified_domain_names.iter();
    wire::AccessRule {
        name: Some(rule.name.clone()),
        direction: Some(direction.to_owned()),
        address_prefixes: texts(&rule.address_prefixes),
        subscriptions: rule.subscriptions.iter().map(reference).collect(),
        network_security_perimeters: rule
            .network_security_perimeters
            .iter()
            .map(reference)
            .collect(),
        service_tags: rule.service_tags.clone(),
        fully_qualified_domain_names: names.map(|it| it.as_str().to_owned()).collect(),
        email_addresses: rule.email_addresses.clone(),
        phone_numbers: rule.phone_numbers.clone(),
        ..Default::default()
    }
}

fn association(association: &Association) -> wire::Association {
    let mode = match &association.access_mode {
        AccessMode::Learning => "Learning",
        AccessMode::Enforced => "Enforced",
        AccessMode::Audit => "Audit",
        AccessMode::Unrecognized(text) => text,
    };
    wire::Association {
        name: Some(association.name.clone()),
        private_link_resource: Some(reference(&association.resource)),
        profile: Some(wire::Reference {
            name: Some(association.profile.clone()),
            ..Default::default()
        }),
        access_mode: Some(mode.to_owned()),
        ..Default::default()
    }
}

fn link(link: &Link) -> wire::Link {
    let status = match &link.status {
        LinkStatus::Approved => Some("Approved"),
        LinkStatus::Pending => Some("Pending"),
        LinkStatus::Rejected => Some("Rejected"),
        LinkStatus::Disconnected => Some("Disconnected"),
        LinkStatus::NotGiven => None,
        LinkStatus::Unrecognized(text) => Some(text.as_str()),
    };
    let mut remote = link.remote.iter().map(PerimeterId::to_string);
    wire::Link {
        name: Some(link.name.clone()),
        remote_perimeter_resource_id: remote.next(),
        remote_perimeter_guid: remote.next(),
        local_inbound_profiles: link.local_inbound_profiles.clone(),
        remote_inbound_profiles: link.remote_inbound_profiles.clone(),
        status: status.map(str::to_owned),
        ..Default::default()
    }
}

fn resource(resource: &Resource) -> wire::Resource {
    let Network::Given { public_network_access, network_acls } = &resource.network else {
        return wire::Resource { id: Some(resource.id.to_string()), ..Default::default() };
    };
    let access = public_network_access.as_ref().map(|access| match access {
        PublicNetworkAccess::Enabled => "Enabled",
        PublicNetworkAccess::Disabled => "Disabled",
        PublicNetworkAccess::SecuredByPerimeter => "SecuredByPerimeter",
        PublicNetworkAccess::Unrecognized(text) => text,
    });
    wire::Resource {
        id: Some(resource.id.to_string()),
        location: resource.location.as_ref().map(ToString::to_string),
        tenant_id: resource.tenant_id.as_ref().map(ToString::to_string),
        identity: resource.managed_identity.map(|has| wire::Identity {
            identity_type: Some(if has { "SystemAssigned" } else { "None" }.to_owned()),
            ..Default::default()
        }),
        public_network_access: access.map(str::to_owned),
        network_acls: network_acls.as_ref().map(acls),
        encryption: resource.key_vault.as_ref().map(|host| wire::Encryption {
            key_vault_properties: Some(wire::KeyVaultProperties {
                key_vault_uri: Some(format!("https://{host}/")),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn acls(acls: &NetworkAcls) -> wire::NetworkAcls {
    let ip_rules = |prefixes: &[AddressPrefix]| -> Vec<wire::IpRule> {
        let texts = texts(prefixes).into_iter();
        texts.map(|text| wire::IpRule { value: Some(text), ..Default::default() }).collect()
    };
    let bypass = acls.bypass.as_ref().map(|bypass| {
        let mut words = vec!["None"];
        words.extend(bypass.azure_services.then_some("AzureServices"));
        words.extend(bypass.logging.then_some("Logging"));
        words.extend(bypass.metrics.then_some("Metrics"));
        words.extend(bypass.unrecognized.iter().map(String::as_str));
        words.join(", ")
    });
    let default_action = acls.default_action.as_ref().map(|action| match action {
        DefaultAction::Allow => "Allow",
        DefaultAction::Deny => "Deny",
        DefaultAction::Unrecognized(text) => text,
    });
    wire::NetworkAcls {
        bypass,
        default_action: default_action.map(str::to_owned),
        ip_rules: ip_rules(&acls.ip_rules),
        ipv6_rules: ip_rules(&acls.ipv6_rules),
        virtual_network_rules: acls
            .virtual_network_rules
            .iter()
            .map(|rule| wire::VirtualNetworkRule {
                id: Some(rule.id.to_string()),
                state: rule.state.clone(),
                ..Default::default()
            })
            .collect(),
        resource_access_rules: acls
            .resource_access_rules
            .iter()
            .map(|rule| wire::ResourceAccessRule {
                tenant_id: rule.tenant_id.as_ref().map(ToString::to_string),
                resource_id: Some(rule.resource_id.to_string()),
                ..Default::default()
            })
            .collect(),
        ..Default::default()
    }
}
