//! Lists of texts that a person edits.

use crate::scenario::document::{AccessRule, IpRule, Reference, Resource, Scenario};
use crate::scenario::edit::{Property, Thing};

/// A list of texts that a person edits, or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// The name of the thing itself.
    Name,
    /// Of an access rule or a service tag.
    AddressPrefixes,
    /// Of an access rule.
    Subscriptions,
    /// Of an access rule.
    NetworkSecurityPerimeters,
    /// Of an access rule.
    ServiceTags,
    /// Of an access rule.
    FullyQualifiedDomainNames,
    /// Of an access rule.
    EmailAddresses,
    /// Of an access rule.
    PhoneNumbers,
    /// Of a resource's firewall.
    IpRules,
    /// Of a resource's firewall.
    Ipv6Rules,
    /// Of a resource's firewall.
    VirtualNetworkRules,
    /// Of a resource's firewall.
    ResourceAccessRules,
}

impl List {
    /// Its elements as they are written, an empty text for one that has none; empty where the
    /// thing has no such list.
    #[must_use]
    pub fn of(self, thing: Thing, scenario: &Scenario) -> Vec<&str> {
        let estate = &scenario.estate;
        match thing {
            Thing::AccessRule { perimeter, profile, rule } => {
                let profile =
                    estate.perimeters.get(perimeter).and_then(|it| it.profiles.get(profile));
                let rule = profile.and_then(|it| it.access_rules.get(rule));
                rule.map_or(Vec::new(), |it| self.of_rule(it))
            }
            Thing::Resource(at) => {
                estate.resources.get(at).map_or(Vec::new(), |it| self.of_firewall(it))
            }
            Thing::ServiceTag(at) => {
                estate.service_tags.get(at).map_or(Vec::new(), |it| texts(&it.address_prefixes))
            }
            _ => Vec::new(),
        }
    }

    /// The property that sets the list; a name is none.
    #[must_use]
    pub fn set_to(self, texts: Vec<String>) -> Option<Property> {
        Some(match self {
            List::Name => return None,
            List::AddressPrefixes => Property::AddressPrefixes(texts),
            List::Subscriptions => Property::Subscriptions(texts),
            List::NetworkSecurityPerimeters => Property::NetworkSecurityPerimeters(texts),
            List::ServiceTags => Property::ServiceTags(texts),
            List::FullyQualifiedDomainNames => Property::FullyQualifiedDomainNames(texts),
            List::EmailAddresses => Property::EmailAddresses(texts),
            List::PhoneNumbers => Property::PhoneNumbers(texts),
            List::IpRules => Property::IpRules(texts),
            List::Ipv6Rules => Property::Ipv6Rules(texts),
            List::VirtualNetworkRules => Property::VirtualNetworkRules(texts),
            List::ResourceAccessRules => Property::ResourceAccessRules(texts),
        })
    }

    pub(super) fn of_rule(self, rule: &AccessRule) -> Vec<&str> {
        match self {
            List::AddressPrefixes => texts(&rule.address_prefixes),
            List::Subscriptions => references(&rule.subscriptions),
            List::NetworkSecurityPerimeters => references(&rule.network_security_perimeters),
            List::ServiceTags => texts(&rule.service_tags),
            List::FullyQualifiedDomainNames => texts(&rule.fully_qualified_domain_names),
            List::EmailAddresses => texts(&rule.email_addresses),
            List::PhoneNumbers => texts(&rule.phone_numbers),
            _ => Vec::new(),
        }
    }

    pub(super) fn of_firewall(self, resource: &Resource) -> Vec<&str> {
        let Some(acls) = &resource.network_acls else { return Vec::new() };
        match self {
            List::IpRules => values(&acls.ip_rules),
            List::Ipv6Rules => values(&acls.ipv6_rules),
            List::VirtualNetworkRules => {
                let rules = acls.virtual_network_rules.iter();
                rules.map(|it| it.id.as_deref().unwrap_or_default()).collect()
            }
            List::ResourceAccessRules => {
                let rules = acls.resource_access_rules.iter();
                rules.map(|it| it.resource_id.as_deref().unwrap_or_default()).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn references(list: &[Reference]) -> Vec<&str> {
    let texts = list.iter().map(|it| it.id.as_deref().or(it.perimeter_guid.as_deref()));
    texts.map(Option::unwrap_or_default).collect()
}

fn values(rules: &[IpRule]) -> Vec<&str> {
    rules.iter().map(|it| it.value.as_deref().unwrap_or_default()).collect()
}
