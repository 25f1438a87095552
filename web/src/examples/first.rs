//! The example that the page opens on, as a value: a first visit reads no text.

use std::sync::Arc;

use nsp_formats::scenario::{
    AccessRule, Association, Caller, Estate, Identity, IpRule, NetworkAcls, Perimeter, Profile,
    Reference, Request, Resource, Scenario,
};

const SUBSCRIPTION: &str = "11111111-1111-1111-1111-111111111111";
const OTHER_SUBSCRIPTION: &str = "22222222-2222-2222-2222-222222222222";

/// What the file of the gallery is called that says the same.
pub const FILE: &str = "retail.json";

/// What that says.
#[must_use]
pub fn scenario() -> Scenario {
    let description = "A web shop's storage in Transition. A partner gets in by the account's own \
                       firewall, so the partner is what breaks.";
    let endpoint = Request {
        name: text("pe-stdata"),
        resource: text("stdata"),
        path: text("private-endpoint"),
        ..Request::default()
    };
    let allowed = ["203.0.113.0/24", "198.51.100.20", "198.51.100.24/29"];
    let resources = [
        account("Storage/storageAccounts/stweb", "Enabled", &allowed),
        account("Storage/storageAccounts/stdata", "Disabled", &[]),
        Resource { identity: identity("None"), ..resource("KeyVault/vaults/kvmain", "Disabled") },
    ];
    Scenario {
        name: text("Retail, before enforcement"),
        description: text(description),
        revision: text("2025-06-18"),
        estate: Estate {
            perimeters: vec![Arc::new(perimeter())],
            resources: resources.map(Arc::new).into(),
            ..Estate::default()
        },
        sources: vec![endpoint],
        requests: requests(),
        ..Scenario::default()
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn id(of: &str) -> Option<String> {
    Some(format!("/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-retail/providers/Microsoft.{of}"))
}

fn perimeter() -> Perimeter {
    let rule = |name, direction| AccessRule {
        name: text(name),
        direction: text(direction),
        ..AccessRule::default()
    };
    let office = AccessRule {
        address_prefixes: vec!["203.0.113.0/24".to_owned()],
        ..rule("office", "Inbound")
    };
    let partner = AccessRule {
        fully_qualified_domain_names: ["api.partner.example", "*.search.example"]
            .map(str::to_owned)
            .into(),
        ..rule("partner-api", "Outbound")
    };
    let own =
        Reference { id: Some(format!("/subscriptions/{SUBSCRIPTION}")), ..Reference::default() };
    let ops = AccessRule { subscriptions: vec![own], ..rule("ops", "Inbound") };
    let profile = |name, access_rules| {
        Arc::new(Profile { name: text(name), access_rules, ..Profile::default() })
    };
    Perimeter {
        id: id("Network/networkSecurityPerimeters/nsp-retail"),
        name: text("nsp-retail"),
        location: text("westeurope"),
        perimeter_guid: text("aaaaaaaa-0000-4000-8000-000000000001"),
        profiles: vec![profile("web", vec![office, partner]), profile("data", vec![ops])],
        resource_associations: vec![
            association("stweb", "Storage/storageAccounts/stweb", "web", "Learning"),
            association("stdata", "Storage/storageAccounts/stdata", "data", "Learning"),
            association("kvmain", "KeyVault/vaults/kvmain", "data", "Enforced"),
        ],
        ..Perimeter::default()
    }
}

fn association(name: &str, of: &str, profile: &str, mode: &str) -> Arc<Association> {
    Arc::new(Association {
        name: text(name),
        private_link_resource: Some(Reference { id: id(of), ..Reference::default() }),
        profile: Some(Reference { name: text(profile), ..Reference::default() }),
        access_mode: text(mode),
        ..Association::default()
    })
}

fn account(of: &str, public: &str, allowed: &[&str]) -> Resource {
    let rule =
        |value: &&str| IpRule { value: text(value), action: text("Allow"), ..IpRule::default() };
    Resource {
        identity: identity("SystemAssigned"),
        network_acls: Some(NetworkAcls {
            bypass: text("AzureServices"),
            default_action: text("Deny"),
            ip_rules: allowed.iter().map(rule).collect(),
            ..NetworkAcls::default()
        }),
        ..resource(of, public)
    }
}

fn resource(of: &str, public: &str) -> Resource {
    Resource {
        id: id(of),
        location: text("westeurope"),
        public_network_access: text(public),
        ..Resource::default()
    }
}

fn identity(kind: &str) -> Option<Identity> {
    Some(Identity { identity_type: text(kind), ..Identity::default() })
}

fn requests() -> Vec<Request> {
    let from = |address| Caller { address: text(address), ..Caller::default() };
    let of = |subscription| Caller { subscription: text(subscription), ..from("other") };
    let service = |name| Caller { service: text(name), ..of(OTHER_SUBSCRIPTION) };
    let asked = |name, resource, from, authentication| Request {
        name: text(name),
        resource: text(resource),
        from: Some(from),
        authentication: text(authentication),
        protocol: text("https"),
        ..Request::default()
    };
    let by_identity = |name, from| asked(name, "stdata", from, "managed-identity");
    vec![
        asked("partner", "stweb", from("198.51.100.20"), "sas"),
        asked("office", "stweb", from("203.0.113.7"), "entra"),
        by_identity("ops", of(SUBSCRIPTION)),
        by_identity("events", service("Microsoft.EventGrid/topics")),
        Request {
            feature: text("vaulted-backup"),
            ..by_identity("vaulted backup", service("Microsoft.RecoveryServices/vaults"))
        },
        Request {
            name: text("webhook"),
            resource: text("stdata"),
            outbound_to: text("hooks.example"),
            ..Request::default()
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::FIRST;

    #[test]
    fn it_is_what_the_file_says() {
        assert_eq!(FILE, FIRST.file().name);
        let read = Scenario::parse(FILE, FIRST.text.unwrap()).unwrap().value;
        assert_eq!(scenario(), read);
    }
}
