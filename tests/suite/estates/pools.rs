//! What the dice choose from.

/// Subscriptions as documents spell them.
pub(super) const SUBSCRIPTIONS: &[&str] = &[
    "aaaaaaaa-0000-0000-0000-000000000001",
    "/subscriptions/AAAAAAAA-0000-0000-0000-000000000001",
    "bbbbbbbb-0000-0000-0000-000000000002",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/",
    "/Subscriptions/cccccccc-0000-0000-0000-000000000003",
    "cccccccc-0000-0000-0000-000000000003",
    "aaaaaaaa-0000-0000-0000-000000000001",
    "bbbbbbbb-0000-0000-0000-000000000002",
];

pub(super) const TENANTS: &[&str] = &["tenant-1", "TENANT-1", "tenant-1", "tenant-2", "tenant-3"];

pub(super) const REGIONS: &[&str] = &["westeurope", "West Europe", "northeurope", "eastus"];

pub(super) const ADDRESSES: &[&str] = &[
    "198.51.100.20",
    "198.51.100.21",
    "198.51.101.7",
    "203.0.113.9",
    "203.0.113.200",
    "10.0.0.4",
    "::ffff:198.51.100.20",
    "2001:db8::1",
    "2001:db8:1::2",
    "::1",
];

/// Nested, overlapping, with host bits, of both families.
pub(super) const PREFIXES: &[&str] = &[
    "198.51.100.20",
    "198.51.100.20/32",
    "198.51.100.22/30",
    "198.51.100.0/24",
    "198.51.100.0/25",
    "198.51.101.0/24",
    "203.0.113.9/32",
    "203.0.113.0/25",
    "203.0.113.255/25",
    "192.0.2.0/24",
    "192.0.2.7",
    "10.0.0.0/8",
    "2001:db8::/32",
    "2001:db8::1",
    "2001:db8:1::/48",
    "2001:db8:2::/48",
    "::ffff:198.51.100.0/120",
];

/// Prefixes that cover a family, wholly or nearly, and one that nobody can read.
pub(super) const WIDE_PREFIXES: &[&str] =
    &["0.0.0.0/0", "::/0", "198.51.100.20/0", "0.0.0.0/1", "128.0.0.0/1"];

pub(super) const EXPRESSION: &str = "[parameters('value')]";

pub(super) const PERIMETERS: &[&str] = &[
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityPerimeters/one",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityPerimeters/two",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/net/providers/Microsoft.Network/networkSecurityPerimeters/three",
];

/// In the order of [`PERIMETERS`].
pub(super) const PERIMETER_GUIDS: &[&str] = &["guid-one", "guid-two", "guid-three"];

/// Every way a document may name a perimeter, of the estate or not.
pub(super) const PERIMETER_NAMES: &[&str] = &[
    PERIMETERS[0],
    PERIMETERS[1],
    PERIMETERS[2],
    "/SUBSCRIPTIONS/AAAAAAAA-0000-0000-0000-000000000001/resourcegroups/NET/providers/microsoft.network/networksecurityperimeters/ONE",
    "/subscriptions/dddddddd-0000-0000-0000-000000000004/resourceGroups/net/providers/Microsoft.Network/networkSecurityPerimeters/outside",
    "guid-one",
    "GUID-ONE",
    "guid-two",
    "guid-three",
    "guid-outside",
];

pub(super) const PROFILES: &[&str] = &["web", "data", "jobs"];

/// How associations and links spell a profile.
pub(super) const PROFILE_NAMES: &[&str] = &["web", "WEB", "data", "Data", "jobs", "web", "data"];

pub(super) const STORAGE_ACCOUNTS: &[&str] = &[
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/stweb",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/stdata",
    "/subscriptions/cccccccc-0000-0000-0000-000000000003/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/stlog",
];

/// Resources of which a template leaves open which they are.
pub(super) const PERHAPS_RESOURCES: &[&str] = &[
    EXPRESSION,
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/[parameters('value')]",
];

pub(super) const OTHER_RESOURCES: &[&str] = &[
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app/providers/Microsoft.KeyVault/vaults/kv",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/app/providers/Microsoft.KeyVault/vaults/keys",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app/providers/Microsoft.Search/searchServices/find",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/app/providers/Microsoft.Sql/servers/db",
];

/// Callers that are in no list of resources.
pub(super) const STRANGERS: &[&str] = &[
    "/subscriptions/cccccccc-0000-0000-0000-000000000003/resourceGroups/far/providers/Microsoft.Compute/virtualMachines/vm",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/far/providers/Microsoft.Search/searchServices/find",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app/providers/Microsoft.EventGrid/topics/orders",
    "/subscriptions/cccccccc-0000-0000-0000-000000000003/resourceGroups/far/providers/Microsoft.Storage/storageAccounts/stnowhere",
    "not an id",
];

/// `resourceAccessRules`: exact, and the scopes that wildcards name.
pub(super) const INSTANCES: &[&str] = &[
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app/providers/Microsoft.Search/searchServices/find",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourcegroups/APP/providers/Microsoft.Search/searchServices/*",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/*/providers/Microsoft.Search/searchServices/*",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/providers/Microsoft.Search/searchServices/*",
    "/subscriptions/*/providers/Microsoft.Search/searchServices/*",
    "/subscriptions/*/resourceGroups/*/providers/Microsoft.Sql/servers/*",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/providers/Microsoft.Sql/servers/db",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/app",
];

pub(super) const SUBNETS: &[&str] = &[
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/build",
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000001/resourceGroups/NET/providers/microsoft.network/virtualNetworks/hub/subnets/BUILD",
    "/subscriptions/bbbbbbbb-0000-0000-0000-000000000002/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/other",
];

/// Trusted by type, trusted by namespace, in doubt, and not trusted.
pub(super) const SERVICES: &[&str] = &[
    "Microsoft.EventGrid/topics",
    "microsoft.eventgrid",
    "Microsoft.Insights/dataCollectionEndpoints",
    "Microsoft.Search/searchServices",
    "Microsoft.Search",
    "Microsoft.Search/other",
    "Microsoft.Compute/virtualMachines",
    "Microsoft.Web/sites",
];

pub(super) const TAGS: &[&str] =
    &["AzureDatabricksServerless", "azuredatabricksserverless", "AzureMonitor", "Unpublished"];

/// What outbound rules list.
pub(super) const NAME_PATTERNS: &[&str] = &[
    "api.partner.example",
    "API.partner.example.",
    "*.partner.example",
    "partner.example",
    "stdata.blob.core.windows.net",
    "stlog.dfs.core.windows.net",
    "*.blob.core.windows.net",
    "KV.vault.azure.net",
    "*.vault.azure.net",
    "*.example",
];

/// Where outbound requests go by name.
pub(super) const NAMES: &[&str] = &[
    "api.partner.example",
    "Api.Partner.Example.",
    "a.b.partner.example",
    "partner.example",
    "xpartner.example",
    "stdata.blob.core.windows.net",
    "STLOG.file.core.windows.net.",
    "stweb.dfs.core.windows.net",
    "kv.vault.azure.net",
    "keys.vault.azure.net",
    "elsewhere.vault.azure.net",
];

pub(super) const KEY_VAULT_HOSTS: &[&str] =
    &["kv.vault.azure.net", "KEYS.vault.azure.net.", "elsewhere.vault.azure.net"];
