//! One attempt to reach a resource, or to reach out from one.

use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;

use crate::id::{PerimeterId, Region, ResourceId, SubscriptionId, TenantId};

/// One attempt to reach a resource, or from a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The resource whose answer is asked for.
    pub resource: ResourceId,
    /// Which way.
    pub flow: Flow,
    /// What the request is about, where that changes the answer.
    pub feature: Option<Feature>,
}

/// Towards the resource, or away from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Somebody calls the resource.
    Inbound(Inbound),
    /// The resource calls out.
    Outbound(Outbound),
}

/// An inbound request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbound {
    /// How it arrives.
    pub path: Path,
    /// Who calls.
    pub caller: Caller,
    /// `None` is taken for an Entra user, and marked as assumed.
    pub authentication: Option<Authentication>,
    /// Over what.
    pub protocol: Protocol,
    /// A read that the firewall's `Logging` or `Metrics` bypass is about.
    pub reads: Option<Reads>,
}

/// How an inbound request arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Path {
    /// At the public endpoint.
    #[default]
    Public,
    /// Through a private endpoint of the resource.
    PrivateEndpoint,
    /// Through a basic service endpoint of a subnet: it carries the subnet and a private address.
    ServiceEndpoint {
        /// The subnet's ARM id.
        subnet: ResourceId,
    },
    /// Through a standard service endpoint (preview): its public network identifier is given as
    /// the caller's address and matched as any other.
    StandardServiceEndpoint,
    /// To Azure Resource Manager rather than to the resource's data: out of a perimeter's scope.
    ControlPlane,
}

impl Path {
    /// Which of the kinds that an outcome tells apart it is, without the subnet.
    pub(crate) fn kind(&self) -> u64 {
        match self {
            Self::Public | Self::StandardServiceEndpoint => 0,
            Self::PrivateEndpoint => 1,
            Self::ServiceEndpoint { .. } => 2,
            Self::ControlPlane => 3,
        }
    }
}

/// Who calls, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// Where from.
    pub address: Address,
    /// The user vouches that the address is the one Azure sees. Matters only for a caller in the
    /// resource's own region, whose traffic usually keeps a private address.
    pub address_is_public: bool,
    /// The calling resource, of the estate or not.
    pub resource: Option<ResourceId>,
    /// The caller's service by its resource type, such as `Microsoft.EventGrid/topics`. Where it
    /// is absent, the type of [`resource`](Self::resource) is taken.
    pub service: Option<String>,
    /// Where it is absent, the subscription of [`resource`](Self::resource) is taken.
    pub subscription: Option<SubscriptionId>,
    /// `None` is taken for the account's tenant, and marked as assumed.
    pub tenant: Option<TenantId>,
    /// Where it is absent, the estate is asked; `None` is taken for another region than the
    /// account's, and marked as assumed.
    pub region: Option<Region>,
    /// Perimeters the caller is a member of, beside those the estate puts it in.
    pub perimeters: Vec<PerimeterId>,
}

/// A caller's address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Address {
    /// Not given: a rule with address prefixes cannot be decided.
    #[default]
    NotGiven,
    /// An address that no rule names: it lies in no prefix but those that cover a whole family.
    Other,
    /// This one. An IPv4-mapped IPv6 address is the IPv4 address.
    Given(IpAddr),
}

impl Address {
    /// The address to match: an IPv4-mapped IPv6 address is the IPv4 address.
    #[must_use]
    pub fn folded(self) -> Self {
        match self {
            Self::Given(IpAddr::V6(six)) => {
                Self::Given(six.to_ipv4_mapped().map_or(IpAddr::V6(six), IpAddr::V4))
            }
            other => other,
        }
    }
}

/// How the caller proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Authentication {
    /// A managed identity: the only one that carries a perimeter and a subscription.
    ManagedIdentity,
    /// An Entra user, or a service principal that is no managed identity.
    Entra,
    /// A shared access signature.
    Sas,
    /// An account key.
    AccountKey,
    /// None.
    Anonymous,
}

/// The protocol of an inbound request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// HTTPS to any of the storage services.
    #[default]
    Https,
    /// SMB to Azure Files.
    Smb,
    /// NFS to blobs or Azure Files.
    Nfs,
    /// SFTP to blobs.
    Sftp,
}

/// A read that the storage firewall can let through on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reads {
    /// Of log files.
    Logs,
    /// Of metrics tables.
    Metrics,
}

/// A feature whose support the storage article lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Object replication between two accounts.
    ObjectReplication,
    /// Lifecycle management.
    LifecycleManagement,
    /// Blob inventory.
    BlobInventory,
    /// Vaulted backup for blobs; from the later revision on, Azure Backup as a whole.
    VaultedBackup,
    /// Page blob I/O of unmanaged disks.
    UnmanagedDisks,
    /// Encryption with a key in a Key Vault.
    CustomerManagedKeys,
}

/// An outbound request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbound {
    /// Where to.
    pub destination: Destination,
}

/// Where an outbound request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A host name. An endpoint name of a resource of the estate is that resource.
    Name(String),
    /// A resource, of the estate or not.
    Resource(ResourceId),
}
