//! A resource and its own network rules, as far as they are known.

use alloc::string::String;
use alloc::vec::Vec;

use crate::address::AddressPrefix;
use crate::id::{Region, ResourceId, TenantId};

/// Something that can be associated with a perimeter, or that calls one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its ARM id; also says its type, resource group and subscription.
    pub id: ResourceId,
    /// Region, for the rules that look at a caller in the same one.
    pub location: Option<Region>,
    /// The tenant of its subscription.
    pub tenant_id: Option<TenantId>,
    /// Whether it has a managed identity; `None` where the document does not say.
    pub managed_identity: Option<bool>,
    /// The Key Vault host that holds its customer-managed key, such as `kv.vault.azure.net`.
    pub key_vault: Option<String>,
    /// Its own network rules.
    pub network: Network,
}

impl Resource {
    /// A resource of which nothing but the id is known.
    #[must_use]
    pub fn named(id: &str) -> Self {
        Self {
            id: ResourceId::new(id),
            location: None,
            tenant_id: None,
            managed_identity: None,
            key_vault: None,
            network: Network::NotGiven,
        }
    }
}

/// What is known of a resource's own network rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Network {
    /// The resource is known only because something refers to it. Where its own rules would
    /// decide, the answer is Unknown.
    NotGiven,
    /// The resource itself was described.
    Given {
        /// Absent is taken for Enabled, and marked as assumed.
        public_network_access: Option<PublicNetworkAccess>,
        /// Absent is taken for Azure's default, and marked as assumed.
        network_acls: Option<NetworkAcls>,
    },
}

/// `publicNetworkAccess`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicNetworkAccess {
    /// The resource's firewall decides about public callers.
    Enabled,
    /// Public callers are denied.
    Disabled,
    /// Only a perimeter lets public callers in; without one the resource is locked down.
    SecuredByPerimeter,
    /// A value that Azure's schema does not list, or an expression.
    Unrecognized(String),
}

/// `networkAcls` (in the CLI's output `networkRuleSet`): the storage account's firewall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAcls {
    /// Absent is taken for `AzureServices`, and marked as assumed.
    pub bypass: Option<Bypass>,
    /// Absent is taken for Allow, and marked as assumed.
    pub default_action: Option<DefaultAction>,
    /// IPv4, in document order.
    pub ip_rules: Vec<AddressPrefix>,
    /// IPv6, in document order.
    pub ipv6_rules: Vec<AddressPrefix>,
    /// In document order.
    pub virtual_network_rules: Vec<VirtualNetworkRule>,
    /// In document order.
    pub resource_access_rules: Vec<ResourceAccessRule>,
}

impl NetworkAcls {
    /// A firewall that lists nothing.
    #[must_use]
    pub fn new(default_action: DefaultAction, bypass: Bypass) -> Self {
        Self {
            bypass: Some(bypass),
            default_action: Some(default_action),
            ip_rules: Vec::new(),
            ipv6_rules: Vec::new(),
            virtual_network_rules: Vec::new(),
            resource_access_rules: Vec::new(),
        }
    }
}

/// `bypass`: a comma-separated list on the wire, `None` for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bypass {
    /// `AzureServices`: the trusted services.
    pub azure_services: bool,
    /// `Logging`: reads of log files.
    pub logging: bool,
    /// `Metrics`: reads of metrics.
    pub metrics: bool,
    /// Values that Azure's schema does not list: whether they let a caller in cannot be decided.
    pub unrecognized: Vec<String>,
}

/// `defaultAction`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultAction {
    /// Every network; the lists of the firewall have no effect.
    Allow,
    /// Only what is listed.
    Deny,
    /// A value that Azure's schema does not list, or an expression.
    Unrecognized(String),
}

/// `virtualNetworkRules[]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VirtualNetworkRule {
    /// The subnet's ARM id.
    pub id: ResourceId,
    /// Absent, as in every template, counts as Succeeded.
    pub state: Option<String>,
}

/// `resourceAccessRules[]`: a resource instance, or a wildcard scope of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceAccessRule {
    /// Azure wants the account's own tenant.
    pub tenant_id: Option<TenantId>,
    /// An ARM id, whose segments may be `*`.
    pub resource_id: ResourceId,
}
