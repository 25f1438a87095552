//! The objects of a scenario document.

use std::sync::Arc;

use serde_json::Map;

use crate::json::{Hooks, wire};

/// What stands for everything on a page of a list that is not among the documents: an expression
/// that nothing resolves.
pub const MORE: &str = "[nextLink]";

/// What stands in a snapshot for the resource of an association that names none.
pub(crate) const NOT_GIVEN: &str = "[resource not named]";

/// Whether an association only stands for what is on a page that is not among the documents.
#[must_use]
pub fn is_page(association: &nsp_core::Association) -> bool {
    matches!(&association.access_mode, nsp_core::AccessMode::Unrecognized(text) if text == MORE)
}

wire! {
    /// The whole document.
    Scenario "a scenario" true {
        /// The version of the format; this program writes 1.
        version: Version = "nspScenario",
        /// A short title.
        name: Option<String> = "name",
        /// What it shows.
        description: Option<String> = "description",
        /// The revision of the storage article that decides; absent is `2025-06-18`.
        revision: Option<String> = "revision",
        /// The configuration.
        estate: Estate = "estate",
        /// Callers and destinations worth a row of their own: requests whose `resource` is left
        /// open, or given for a private endpoint.
        sources: Vec<Request> = "sources",
        /// Saved requests.
        requests: Vec<Request> = "requests",
        /// Requests with their answers, as a test.
        expectations: Vec<Expectation> = "expectations",
        /// Remarks of a review that are not to be made.
        suppressions: Vec<Suppression> = "suppressions",
    }
}

wire! {
    /// Perimeters, resources and service tags. What is shared with another version of the document
    /// is edited with [`Arc::make_mut`].
    Estate "an estate" true {
        /// In document order.
        perimeters: Vec<Arc<Perimeter>> = "perimeters",
        /// Resources with what is known of their own firewalls.
        resources: Vec<Arc<Resource>> = "resources",
        /// Ranges of service tags.
        service_tags: Vec<ServiceTag> = "serviceTags",
        /// Where resources send their logs; decides nothing.
        diagnostic_settings: Vec<DiagnosticSetting> = "diagnosticSettings",
    }
}

wire! {
    /// `Microsoft.Network/networkSecurityPerimeters`, with everything under it.
    Perimeter "a perimeter" true {
        /// ARM id.
        id: Option<String> = "id",
        /// The last segment of the id, where Azure repeats it.
        name: Option<String> = "name",
        /// Region.
        location: Option<String> = "location",
        /// What tokens and logs carry.
        perimeter_guid: Option<String> = "perimeterGuid",
        /// `profiles`.
        profiles: Vec<Arc<Profile>> = "profiles",
        /// `resourceAssociations`.
        resource_associations: Vec<Arc<Association>> = "resourceAssociations",
        /// `links`: asked for from here.
        links: Vec<Link> = "links",
        /// `linkReferences`: asked for from elsewhere.
        link_references: Vec<Link> = "linkReferences",
    }
}

wire! {
    /// `profiles`.
    Profile "a profile" true {
        /// ARM id, where Azure gives one.
        id: Option<String> = "id",
        /// Unique in its perimeter.
        name: Option<String> = "name",
        /// `accessRules`.
        access_rules: Vec<AccessRule> = "accessRules",
        /// Its rules were not among the documents: what they allow is not known.
        access_rules_not_given: Option<bool> = "accessRulesNotGiven",
    }
}

wire! {
    /// `accessRules`.
    AccessRule "an access rule" true {
        /// ARM id, where Azure gives one.
        id: Option<String> = "id",
        /// Unique in its profile.
        name: Option<String> = "name",
        /// `Inbound` or `Outbound`; absent is `Inbound`.
        direction: Option<String> = "direction",
        /// Inbound.
        address_prefixes: Vec<String> = "addressPrefixes",
        /// Inbound.
        subscriptions: Vec<Reference> = "subscriptions",
        /// Inbound; Azure's own.
        network_security_perimeters: Vec<Reference> = "networkSecurityPerimeters",
        /// Inbound.
        service_tags: Vec<String> = "serviceTags",
        /// Outbound.
        fully_qualified_domain_names: Vec<String> = "fullyQualifiedDomainNames",
        /// Outbound.
        email_addresses: Vec<String> = "emailAddresses",
        /// Outbound.
        phone_numbers: Vec<String> = "phoneNumbers",
    }
}

wire! {
    /// A subscription, perimeter, profile or resource as another object names it.
    Reference "a reference" true {
        /// ARM id.
        id: Option<String> = "id",
        /// The name alone.
        name: Option<String> = "name",
        /// Of a perimeter.
        perimeter_guid: Option<String> = "perimeterGuid",
    }
}

wire! {
    /// `resourceAssociations`.
    Association "an association" true {
        /// ARM id, where Azure gives one.
        id: Option<String> = "id",
        /// Unique in its perimeter.
        name: Option<String> = "name",
        /// The resource.
        private_link_resource: Option<Reference> = "privateLinkResource",
        /// The profile: by ARM id or by name.
        profile: Option<Reference> = "profile",
        /// `Learning`, `Enforced` or `Audit`; absent is `Learning`.
        access_mode: Option<String> = "accessMode",
    }
}

wire! {
    /// `links` or `linkReferences`.
    Link "a link" true {
        /// ARM id, where Azure gives one.
        id: Option<String> = "id",
        /// Unique in its perimeter.
        name: Option<String> = "name",
        /// The other perimeter, in `links`.
        auto_approved_remote_perimeter_resource_id: Option<String> =
            "autoApprovedRemotePerimeterResourceId",
        /// The other perimeter, in `linkReferences`.
        remote_perimeter_resource_id: Option<String> = "remotePerimeterResourceId",
        /// The other perimeter.
        remote_perimeter_guid: Option<String> = "remotePerimeterGuid",
        /// The region of the other perimeter; decides nothing.
        remote_perimeter_location: Option<String> = "remotePerimeterLocation",
        /// Profiles of this perimeter that the other may call.
        local_inbound_profiles: Vec<String> = "localInboundProfiles",
        /// Azure's own: every profile.
        local_outbound_profiles: Vec<String> = "localOutboundProfiles",
        /// Profiles of the other perimeter that this one may call.
        remote_inbound_profiles: Vec<String> = "remoteInboundProfiles",
        /// Azure's own: every profile.
        remote_outbound_profiles: Vec<String> = "remoteOutboundProfiles",
        /// `Approved`, `Pending`, `Rejected` or `Disconnected`.
        status: Option<String> = "status",
        /// A message to the owner of the other perimeter.
        description: Option<String> = "description",
    }
}

wire! {
    /// A resource and its own firewall.
    Resource "a resource" false {
        /// ARM id.
        id: Option<String> = "id",
        /// The last segment of the id, where Azure repeats it.
        name: Option<String> = "name",
        /// The type in the id, where Azure repeats it.
        resource_type: Option<String> = "type",
        /// Such as `StorageV2`.
        kind: Option<String> = "kind",
        /// Region.
        location: Option<String> = "location",
        /// The tenant of its subscription.
        tenant_id: Option<String> = "tenantId",
        /// Its managed identity; `null` says that it has none.
        identity: Option<Identity> = "identity",
        /// `Enabled`, `Disabled` or `SecuredByPerimeter`.
        public_network_access: Option<String> = "publicNetworkAccess",
        /// Its firewall.
        network_acls: Option<NetworkAcls> = "networkAcls" | "networkRuleSet",
        /// Whose key encrypts it.
        encryption: Option<Encryption> = "encryption",
        /// Whether account keys and what they sign are taken at all.
        allow_shared_key_access: Option<bool> = "allowSharedKeyAccess",
        /// Whether NFS is on, which a perimeter blocks.
        is_nfs_v3_enabled: Option<bool> = "isNfsV3Enabled",
        /// Whether SFTP is on, which a perimeter blocks.
        is_sftp_enabled: Option<bool> = "isSftpEnabled",
    }
}

wire! {
    /// `identity`.
    Identity "an identity" false {
        /// `None`, `SystemAssigned`, `UserAssigned` or both.
        identity_type: Option<String> = "type",
        /// The tenant it lives in.
        tenant_id: Option<String> = "tenantId",
    }
}

wire! {
    /// `networkAcls`, which the command line calls `networkRuleSet`.
    NetworkAcls "a firewall" false {
        /// `None`, or a comma-separated list of `AzureServices`, `Logging` and `Metrics`.
        bypass: Option<String> = "bypass",
        /// `Allow` or `Deny`.
        default_action: Option<String> = "defaultAction",
        /// IPv4.
        ip_rules: Vec<IpRule> = "ipRules",
        /// IPv6.
        ipv6_rules: Vec<IpRule> = "ipv6Rules",
        /// Subnets with a service endpoint.
        virtual_network_rules: Vec<VirtualNetworkRule> = "virtualNetworkRules",
        /// Resource instances.
        resource_access_rules: Vec<ResourceAccessRule> = "resourceAccessRules",
    }
}

wire! {
    /// An address or prefix.
    IpRule "an IP rule" false {
        /// The prefix.
        value: Option<String> = "value" | "ipAddressOrRange" | "iPAddressOrRange",
        /// Always `Allow`.
        action: Option<String> = "action",
    }
}

wire! {
    /// A subnet.
    VirtualNetworkRule "a virtual network rule" false {
        /// ARM id.
        id: Option<String> = "id" | "virtualNetworkResourceId",
        /// Always `Allow`.
        action: Option<String> = "action",
        /// `Succeeded` where it is in force.
        state: Option<String> = "state",
    }
}

wire! {
    /// A resource instance, or a wildcard scope of them.
    ResourceAccessRule "a resource access rule" false {
        /// The account's own.
        tenant_id: Option<String> = "tenantId",
        /// ARM id, whose segments may be `*`.
        resource_id: Option<String> = "resourceId",
    }
}

wire! {
    /// `encryption`.
    Encryption "an encryption" false {
        /// `Microsoft.Storage` or `Microsoft.Keyvault`.
        key_source: Option<String> = "keySource",
        /// The key.
        key_vault_properties: Option<KeyVaultProperties> = "keyvaultproperties",
    }
}

wire! {
    /// `keyvaultproperties`.
    KeyVaultProperties "a Key Vault key" false {
        /// Such as `https://kv.vault.azure.net/`.
        key_vault_uri: Option<String> = "keyvaulturi",
    }
}

wire! {
    /// The ranges of a service tag.
    ServiceTag "a service tag" true {
        /// Such as `AzureDatabricksServerless`.
        name: Option<String> = "name",
        /// Its ranges.
        address_prefixes: Vec<String> = "addressPrefixes",
    }
}

wire! {
    /// `Microsoft.Insights/diagnosticSettings`.
    DiagnosticSetting "a diagnostic setting" false {
        /// ARM id, which begins with that of the resource.
        id: Option<String> = "id",
        /// ARM id of a Log Analytics workspace.
        workspace_id: Option<String> = "workspaceId",
        /// ARM id of a storage account.
        storage_account_id: Option<String> = "storageAccountId",
        /// ARM id of an authorization rule of an Event Hubs namespace.
        event_hub_authorization_rule_id: Option<String> = "eventHubAuthorizationRuleId",
    }
}

wire! {
    /// A saved request.
    Request "a request" true {
        /// A short title.
        name: Option<String> = "name",
        /// The resource asked: its id, or its name where that is unique.
        resource: Option<String> = "resource",
        /// Who calls.
        from: Option<Caller> = "from",
        /// `public`, `private-endpoint`, `service-endpoint`, `standard-service-endpoint` or
        /// `control-plane`.
        path: Option<String> = "path",
        /// `managed-identity`, `entra`, `sas`, `account-key` or `anonymous`.
        authentication: Option<String> = "authentication",
        /// `https`, `smb`, `nfs` or `sftp`.
        protocol: Option<String> = "protocol",
        /// `logs` or `metrics`.
        reads: Option<String> = "reads",
        /// Such as `object-replication`.
        feature: Option<String> = "feature",
        /// A host name or a resource; makes the request an outbound one.
        outbound_to: Option<String> = "outboundTo",
    }
}

wire! {
    /// Who calls.
    Caller "a caller" true {
        /// An address, or `other`.
        address: Option<String> = "address",
        /// The address is the one Azure sees.
        address_is_public: Option<bool> = "addressIsPublic",
        /// The calling resource.
        resource: Option<String> = "resource",
        /// The type of a calling service.
        service: Option<String> = "service",
        /// Its subscription.
        subscription: Option<String> = "subscription",
        /// Its tenant.
        tenant: Option<String> = "tenant",
        /// Its region.
        region: Option<String> = "region",
        /// Perimeters it is a member of, by GUID or id.
        perimeters: Vec<String> = "perimeters",
        /// The subnet of a basic service endpoint.
        subnet: Option<String> = "subnet",
    }
}

wire! {
    /// A request and what is expected of it.
    Expectation "an expectation" true {
        /// A short title.
        name: Option<String> = "name",
        /// The request.
        request: Option<Request> = "request",
        /// Expected of a resource in no perimeter.
        not_associated: Option<Expected> = "notAssociated",
        /// Expected in Transition.
        transition: Option<Expected> = "transition",
        /// Expected in Enforced.
        enforced: Option<Expected> = "enforced",
        /// Expected in Audit.
        audit: Option<Expected> = "audit",
    }
}

wire! {
    /// What is expected of a decision.
    Expected "an expected decision" true {
        /// `allowed`, `denied` or `unknown`.
        verdict: Option<String> = "verdict",
        /// Such as `perimeter-rule`.
        ground: Option<String> = "ground",
        /// A log category.
        category: Option<String> = "category",
        /// The name of what decides.
        rule: Option<String> = "rule",
    }
}

wire! {
    /// A remark of a review that is not to be made.
    Suppression "a suppression" true {
        /// The lint, such as `over-wide`.
        lint: Option<String> = "lint",
        /// What it is about: the ARM id of a resource, a perimeter or something in one.
        id: Option<String> = "id",
        /// The element that it is about, where it is about one.
        value: Option<String> = "value",
        /// Why.
        reason: Option<String> = "reason",
    }
}

/// The version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(pub u64);

impl Default for Version {
    fn default() -> Self {
        Self(1)
    }
}

macro_rules! plain {
    ($($type:ident)*) => {$(impl Hooks for $type {})*};
}

plain! {
    Scenario Estate Perimeter Encryption DiagnosticSetting KeyVaultProperties ServiceTag Request
    Caller Expectation Expected Suppression
}

macro_rules! symbolic {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Hooks for $type {
            fn symbolic(expression: &str) -> Option<Self> {
                Some(Self { $($field: Some(expression.to_owned()),)* ..Self::default() })
            }
        }
    )*};
}

// An expression in place of the object leaves undecided what the object would have decided.
symbolic! {
    Reference { id }
    NetworkAcls { bypass, default_action }
    IpRule { value }
    VirtualNetworkRule { id, state }
    ResourceAccessRule { resource_id }
}

impl Hooks for Profile {
    fn doubt(&mut self, _: &str) {
        self.access_rules_not_given = Some(true);
    }
}

impl Hooks for AccessRule {
    fn symbolic(expression: &str) -> Option<Self> {
        let mut rule = Self { name: Some(expression.to_owned()), ..Self::default() };
        rule.doubt(expression);
        Some(rule)
    }

    fn doubt(&mut self, expression: &str) {
        self.direction = Some(expression.to_owned());
        self.address_prefixes = vec![expression.to_owned()];
        self.fully_qualified_domain_names = vec![expression.to_owned()];
    }

    fn is_told(&self) -> bool {
        let named = Self { id: self.id.clone(), name: self.name.clone(), ..Self::default() };
        Self { extra: Map::new(), ..self.clone() } != named
    }
}

impl Hooks for Association {
    fn doubt(&mut self, expression: &str) {
        self.access_mode = Some(expression.to_owned());
        self.private_link_resource = Reference::symbolic(expression);
        self.profile = Reference::symbolic(expression);
    }
}

impl Hooks for Link {
    fn doubt(&mut self, expression: &str) {
        self.status = Some(expression.to_owned());
        self.remote_perimeter_resource_id = Some(expression.to_owned());
        self.local_inbound_profiles = vec![expression.to_owned()];
        self.remote_inbound_profiles = vec![expression.to_owned()];
    }

    fn is_told(&self) -> bool {
        let named = Self { id: self.id.clone(), name: self.name.clone(), ..Self::default() };
        Self { extra: Map::new(), ..self.clone() } != named
    }
}

impl Hooks for Resource {
    fn doubt(&mut self, expression: &str) {
        self.public_network_access = Some(expression.to_owned());
        self.network_acls = NetworkAcls::symbolic(expression);
        self.encryption = None;
    }
}

impl Hooks for Identity {
    fn null() -> Option<Self> {
        Some(Self { identity_type: Some("None".to_owned()), ..Self::default() })
    }

    fn symbolic(expression: &str) -> Option<Self> {
        Some(Self { identity_type: Some(expression.to_owned()), ..Self::default() })
    }
}
