//! What can be set of a thing.

use nsp_core::State;

use crate::scenario::document::{Expected, Request, ResourceAccessRule, Suppression};

/// One property with its new value. `None` and empty lists take the property away. Lists are
/// whole: their elements keep what else the document says of them as long as they stay in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// Of the scenario or a link.
    Description(Option<String>),
    /// Of the scenario: `2025-06-18` or `2025-07-27`.
    Revision(Option<String>),
    /// Of the scenario.
    Suppressions(Vec<Suppression>),
    /// Of a perimeter or resource.
    Location(Option<String>),
    /// Of a perimeter.
    PerimeterGuid(Option<String>),
    /// Of an association: `Learning`, `Enforced` or `Audit`.
    AccessMode(String),
    /// Of an access rule: `Inbound` or `Outbound`. Elements stay where they are.
    Direction(String),
    /// Of an access rule or a service tag.
    AddressPrefixes(Vec<String>),
    /// Of an access rule: GUIDs or ids.
    Subscriptions(Vec<String>),
    /// Of an access rule: GUIDs or ids.
    NetworkSecurityPerimeters(Vec<String>),
    /// Of an access rule.
    ServiceTags(Vec<String>),
    /// Of an access rule.
    FullyQualifiedDomainNames(Vec<String>),
    /// Of an access rule.
    EmailAddresses(Vec<String>),
    /// Of an access rule.
    PhoneNumbers(Vec<String>),
    /// Of a link or its reference, set at both ends: `Approved`, `Pending`, `Rejected` or
    /// `Disconnected`.
    Status(String),
    /// Of a link or its reference, set at both ends: profiles of this side that the other may
    /// call. `*` is every one.
    LocalInboundProfiles(Vec<String>),
    /// Of a link or its reference, set at both ends: profiles of the other side that this one may
    /// call. `*` is every one.
    RemoteInboundProfiles(Vec<String>),
    /// Of a link or its reference: the id of a perimeter that the document does not describe. What
    /// stood at the other end before is taken out.
    RemotePerimeter(String),
    /// Of a resource: `Enabled`, `Disabled` or `SecuredByPerimeter`.
    PublicNetworkAccess(Option<String>),
    /// Of a resource.
    TenantId(Option<String>),
    /// Of a resource: `None`, `SystemAssigned`, `UserAssigned` or both; without one it is not
    /// known whether it has an identity.
    Identity(Option<String>),
    /// Of a resource: where its key lies, such as `https://kv.vault.azure.net/`.
    KeyVault(Option<String>),
    /// Of a resource's firewall: `None`, or some of `AzureServices`, `Logging` and `Metrics`.
    Bypass(Option<String>),
    /// Of a resource's firewall: `Allow` or `Deny`.
    DefaultAction(Option<String>),
    /// Of a resource's firewall.
    IpRules(Vec<String>),
    /// Of a resource's firewall.
    Ipv6Rules(Vec<String>),
    /// Of a resource's firewall: ids of subnets.
    VirtualNetworkRules(Vec<String>),
    /// Of a resource's firewall: ids of resources. A new one is of the account's own tenant.
    ResourceAccessRules(Vec<String>),
    /// Of a resource's firewall: resource instances with their tenants, all that is said of them.
    ResourceInstances(Vec<ResourceAccessRule>),
    /// Of a source, a saved request or an expectation: all of it but its name.
    Request(Box<Request>),
    /// Of an expectation: what is expected in one state.
    Expected(State, Option<Box<Expected>>),
}

impl Property {
    /// The wire name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Description(_) => "description",
            Self::Revision(_) => "revision",
            Self::Suppressions(_) => "suppressions",
            Self::Location(_) => "location",
            Self::PerimeterGuid(_) => "perimeterGuid",
            Self::AccessMode(_) => "accessMode",
            Self::Direction(_) => "direction",
            Self::AddressPrefixes(_) => "addressPrefixes",
            Self::Subscriptions(_) => "subscriptions",
            Self::NetworkSecurityPerimeters(_) => "networkSecurityPerimeters",
            Self::ServiceTags(_) => "serviceTags",
            Self::FullyQualifiedDomainNames(_) => "fullyQualifiedDomainNames",
            Self::EmailAddresses(_) => "emailAddresses",
            Self::PhoneNumbers(_) => "phoneNumbers",
            Self::Status(_) => "status",
            Self::LocalInboundProfiles(_) => "localInboundProfiles",
            Self::RemoteInboundProfiles(_) => "remoteInboundProfiles",
            Self::RemotePerimeter(_) => "remotePerimeterResourceId",
            Self::PublicNetworkAccess(_) => "publicNetworkAccess",
            Self::TenantId(_) => "tenantId",
            Self::Identity(_) => "identity",
            Self::KeyVault(_) => "encryption",
            Self::Bypass(_) => "bypass",
            Self::DefaultAction(_) => "defaultAction",
            Self::IpRules(_) => "ipRules",
            Self::Ipv6Rules(_) => "ipv6Rules",
            Self::VirtualNetworkRules(_) => "virtualNetworkRules",
            Self::ResourceAccessRules(_) | Self::ResourceInstances(_) => "resourceAccessRules",
            Self::Request(_) => "request",
            Self::Expected(State::NotAssociated, _) => "notAssociated",
            Self::Expected(State::Learning, _) => "transition",
            Self::Expected(State::Enforced, _) => "enforced",
            Self::Expected(State::Audit, _) => "audit",
        }
    }
}
