//! What stands on the left and right of the drawing, and down the matrix.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{
    Address, Feature, Flow, LinkRef, PerimeterId, Request, ResourceId, RuleRef, SubscriptionId,
};

use super::basis::Basis;
use crate::prefix::Prefix;

/// A source that may call the resources, or a destination that they may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) key: Arc<str>,
    pub(super) kind: Kind,
    pub(super) names: Vec<String>,
    pub(super) named_by: Vec<NamedBy>,
    pub(super) call: Call,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The addresses of a prefix, but for those that a row of a narrower prefix holds.
    Addresses(Prefix),
    /// Every address that no prefix holds, [`Address::Other`].
    AnyOtherAddress,
    /// The address prefixes of an access rule, together.
    RuleAddresses(RuleRef),
    /// The IP rules of a resource's own firewall, together.
    OwnAddresses(ResourceId),
    /// The ranges of a service tag, or the tag alone where nobody supplied them.
    ServiceTag(String),
    /// A managed identity of a subscription.
    Subscription(SubscriptionId),
    /// A managed identity in another perimeter, or in any of the estate's, by the first name the
    /// estate gives it.
    Perimeter(PerimeterId),
    /// A trusted service, by its resource type.
    TrustedService(String),
    /// Every other trusted service, asked about by this one.
    AnyOtherTrustedService(String),
    /// A resource instance that a firewall lists, or every one of a wildcard scope.
    ResourceInstance(ResourceId),
    /// A subnet's basic service endpoint.
    Subnet(ResourceId),
    /// A private endpoint of a resource.
    PrivateEndpoint(ResourceId),
    /// A resource that calls with its managed identity.
    Resource(ResourceId),
    /// A caller that is none of these.
    Caller,
    /// The names that a pattern of an outbound rule covers and no narrower one does.
    Name(String),
    /// Every name that no pattern covers.
    AnyOtherName,
    /// A resource that is called.
    DestinationResource(ResourceId),
    /// The Key Vault of an account's customer-managed key.
    KeyVault,
}

/// Which side of the resources a row stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It calls.
    Source,
    /// It is called.
    Destination,
}

/// Where the configuration names a row, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedBy {
    /// An access rule.
    Rule(RuleRef),
    /// The firewall of a resource, into the snapshot's `resources`.
    Firewall(u32),
    /// A link or link reference.
    Link(LinkRef),
    /// The list of resources, into the snapshot's `resources`.
    Resource(u32),
    /// A row that the caller added, into those given.
    Extra(u32),
}

/// How a row calls, or is called. Equal calls get equal answers while the estate's names, links
/// and tags stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) flow: Flow,
    pub(super) feature: Option<Feature>,
    pub(super) reach: Reach,
    /// The addresses that stand for the row, one of each class; none where the flow's own address,
    /// if any, is the only one.
    pub(super) addresses: Vec<Address>,
    /// The resource on the other side, if it is one.
    pub(super) other: Option<Arc<Basis>>,
}

/// Which resources a row is asked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Every,
    Only(Vec<ResourceId>),
    /// All but the resource that calls or is called.
    AllBut(ResourceId),
}

impl Kind {
    /// The side it stands on.
    #[must_use]
    pub fn side(&self) -> Side {
        match self {
            Self::Name(_) | Self::AnyOtherName | Self::DestinationResource(_) | Self::KeyVault => {
                Side::Destination
            }
            _ => Side::Source,
        }
    }
}

impl Kind {
    /// The rank of a subscription.
    pub(super) const SUBSCRIPTION: u8 = 5;

    /// Where it stands among the rows.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Addresses(_) => 0,
            Self::RuleAddresses(_) => 1,
            Self::OwnAddresses(_) => 2,
            Self::AnyOtherAddress => 3,
            Self::ServiceTag(_) => 4,
            Self::Subscription(_) => Self::SUBSCRIPTION,
            Self::Perimeter(_) => 6,
            Self::TrustedService(_) => 7,
            Self::AnyOtherTrustedService(_) => 8,
            Self::ResourceInstance(_) => 9,
            Self::Subnet(_) => 10,
            Self::PrivateEndpoint(_) => 11,
            Self::Resource(_) => 12,
            Self::Caller => 13,
            Self::Name(_) => 14,
            Self::AnyOtherName => 15,
            Self::DestinationResource(_) => 16,
            Self::KeyVault => 17,
        }
    }

    /// Whether a resource may be on the other side of its calls. Those kinds rank last; of the others
    /// there may be many rows.
    pub(super) fn may_be_between_resources(&self) -> bool {
        6 < self.rank()
    }
}

impl Row {
    /// A name for the row that stays when other things are edited, unique in a matrix.
    #[must_use]
    pub fn key(&self) -> &Arc<str> {
        &self.key
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The names that people gave it, of rows that the caller added; often none.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the configuration names it, in document order. Rows that stand for everything else
    /// are named nowhere.
    #[must_use]
    pub fn named_by(&self) -> &[NamedBy] {
        &self.named_by
    }

    /// The side it stands on.
    #[must_use]
    pub fn side(&self) -> Side {
        self.kind.side()
    }

    /// Whether the row is asked at a resource: a private endpoint only at its own.
    #[must_use]
    pub fn applies_to(&self, resource: &ResourceId) -> bool {
        match &self.call.reach {
            Reach::Every => true,
            Reach::Only(listed) => listed.contains(resource),
            Reach::AllBut(other) => other != resource,
        }
    }

    /// The request of the row at a resource; `None` where the row does not apply.
    ///
    /// Where several addresses stand for the row, from the first of them: an
    /// [`Entry`](super::Entry) says which of them its outcomes are of.
    #[must_use]
    pub fn request(&self, resource: &ResourceId) -> Option<Request> {
        self.request_from(resource, self.call.addresses.first().copied())
    }

    /// The same request from an address of the row.
    #[must_use]
    pub fn request_from(&self, resource: &ResourceId, address: Option<Address>) -> Option<Request> {
        if !self.applies_to(resource) {
            return None;
        }
        let mut flow = self.call.flow.clone();
        if let (Flow::Inbound(inbound), Some(address)) = (&mut flow, address) {
            inbound.caller.address = address;
        }
        Some(Request { resource: resource.clone(), flow, feature: self.call.feature })
    }

    /// The addresses that stand for the row: each address of the row is answered as one of them.
    /// Empty for a row that addresses have no part in.
    #[must_use]
    pub fn addresses(&self) -> &[Address] {
        &self.call.addresses
    }
}
