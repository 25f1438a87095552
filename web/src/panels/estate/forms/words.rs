//! What each list of elements is called, and which property it is.

use nsp_formats::scenario::advice::List;

/// The words about a list.
pub(in super::super) struct Words {
    /// As the portal says it.
    pub(in super::super) label: &'static str,
    pub(in super::super) wire: &'static str,
    /// One of them.
    pub(in super::super) noun: &'static str,
    /// What may be written.
    pub(in super::super) help: &'static str,
    /// What is counted, where Azure limits it.
    pub(in super::super) counted: &'static str,
}

/// The words about a list.
pub(in super::super) const fn words_of(list: List) -> Words {
    const INBOUND: &str = "inbound elements in this profile";
    const OUTBOUND: &str = "outbound elements in this profile";
    let (label, wire, noun, help, counted) = match list {
        List::Name => ("Name", "name", "name", "", ""),
        List::AddressPrefixes => (
            "Source IP addresses",
            "addressPrefixes",
            "prefix",
            "203.0.113.0/24, or several at once",
            INBOUND,
        ),
        List::Subscriptions => {
            ("Subscriptions", "subscriptions", "subscription", "The id of a subscription", INBOUND)
        }
        List::NetworkSecurityPerimeters => (
            "Network security perimeters",
            "networkSecurityPerimeters",
            "perimeter",
            "The GUID or id of a perimeter",
            INBOUND,
        ),
        List::ServiceTags => {
            ("Service tags", "serviceTags", "service tag", "Such as Storage.WestEurope", INBOUND)
        }
        List::FullyQualifiedDomainNames => (
            "Destination domain names",
            "fullyQualifiedDomainNames",
            "name",
            "api.partner.example or *.search.example",
            OUTBOUND,
        ),
        List::EmailAddresses => {
            ("Email addresses", "emailAddresses", "email address", "name@partner.example", OUTBOUND)
        }
        List::PhoneNumbers => {
            ("Phone numbers", "phoneNumbers", "phone number", "+31201234567", OUTBOUND)
        }
        List::IpRules => {
            ("IPv4 addresses", "ipRules", "prefix", "198.51.100.20 or 203.0.113.0/24", "IP rules")
        }
        List::Ipv6Rules => ("IPv6 addresses", "ipv6Rules", "prefix", "2001:db8::/32", "IP rules"),
        List::VirtualNetworkRules => {
            ("Virtual networks", "virtualNetworkRules", "subnet", "The id of a subnet", "")
        }
        List::ResourceAccessRules => (
            "Resource instances",
            "resourceAccessRules",
            "resource",
            "The id of a resource, whose segments may be *",
            "",
        ),
    };
    Words { label, wire, noun, help, counted }
}
