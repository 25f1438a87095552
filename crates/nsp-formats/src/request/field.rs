//! The fields of a request, by the names of each door.

use core::fmt;

/// A field of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The resource asked.
    Resource,
    /// The caller's address.
    Address,
    /// Whether the address is the one Azure sees.
    AddressIsPublic,
    /// The calling resource.
    FromResource,
    /// The caller's subscription.
    FromSubscription,
    /// The caller's tenant.
    FromTenant,
    /// The caller's region.
    FromRegion,
    /// The caller's perimeters.
    FromPerimeters,
    /// The subnet of a basic service endpoint.
    FromSubnet,
    /// How the request arrives.
    Path,
    /// The caller's service.
    Service,
    /// How the caller proves who it is.
    Authentication,
    /// Over what.
    Protocol,
    /// What kind of data is read.
    Reads,
    /// What the request is about.
    Feature,
    /// Where an outbound request goes.
    OutboundTo,
}

impl Field {
    /// Every field.
    pub const ALL: &[Self] = &[
        Self::Resource,
        Self::Address,
        Self::AddressIsPublic,
        Self::FromResource,
        Self::FromSubscription,
        Self::FromTenant,
        Self::FromRegion,
        Self::FromPerimeters,
        Self::FromSubnet,
        Self::Path,
        Self::Service,
        Self::Authentication,
        Self::Protocol,
        Self::Reads,
        Self::Feature,
        Self::OutboundTo,
    ];

    /// The pointer of the field from a request of a scenario.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Resource => "/resource",
            Self::Address => "/from/address",
            Self::AddressIsPublic => "/from/addressIsPublic",
            Self::FromResource => "/from/resource",
            Self::FromSubscription => "/from/subscription",
            Self::FromTenant => "/from/tenant",
            Self::FromRegion => "/from/region",
            Self::FromPerimeters => "/from/perimeters",
            Self::FromSubnet => "/from/subnet",
            Self::Path => "/path",
            Self::Service => "/from/service",
            Self::Authentication => "/authentication",
            Self::Protocol => "/protocol",
            Self::Reads => "/reads",
            Self::Feature => "/feature",
            Self::OutboundTo => "/outboundTo",
        }
    }

    /// The option of the command line that gives the field. Of the path's, which has one for each
    /// value, the first.
    #[must_use]
    pub const fn option(self) -> &'static str {
        match self {
            Self::Resource => "--resource",
            Self::Address => "--from",
            Self::AddressIsPublic => "--address-is-public",
            Self::FromResource => "--from-resource",
            Self::FromSubscription => "--from-subscription",
            Self::FromTenant => "--from-tenant",
            Self::FromRegion => "--from-region",
            Self::FromPerimeters => "--from-perimeter",
            Self::FromSubnet => "--from-subnet",
            Self::Path => "--private-endpoint",
            Self::Service => "--service",
            Self::Authentication => "--auth",
            Self::Protocol => "--protocol",
            Self::Reads => "--reads",
            Self::Feature => "--feature",
            Self::OutboundTo => "--outbound-to",
        }
    }
}

/// What is wrong with one field, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The field.
    pub field: Field,
    /// Short sentences. Backticks mark code.
    pub message: String,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FormError {}
