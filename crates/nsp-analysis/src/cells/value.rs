//! Values of the attributes of a request, one for each class of values that are alike.

use alloc::string::String;
use alloc::vec::Vec;

use nsp_core::{
    Address, Authentication, Destination, Feature, Flow, Path, PerimeterId, Protocol, Reads,
    Region, Request, ResourceId, SubscriptionId, TenantId,
};

/// Values of one attribute that no rule tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// One of them.
    pub value: Value,
    /// Whether it stands for values that no configuration names.
    pub is_stand_in: bool,
    /// Of calling resources and of destinations: the others of them that a configuration names.
    pub alike: Vec<Value>,
}

impl Class {
    pub(super) fn new(value: Value, is_stand_in: bool) -> Self {
        Self { value, is_stand_in, alike: Vec::new() }
    }

    /// The value and the others that are named.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        core::iter::once(&self.value).chain(&self.alike)
    }
}

/// A value of one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// [`Inbound::path`](nsp_core::Inbound::path).
    Path(Path),
    /// [`Request::feature`].
    Feature(Option<Feature>),
    /// [`Inbound::authentication`](nsp_core::Inbound::authentication).
    Authentication(Option<Authentication>),
    /// [`Inbound::protocol`](nsp_core::Inbound::protocol).
    Protocol(Protocol),
    /// [`Inbound::reads`](nsp_core::Inbound::reads).
    Reads(Option<Reads>),
    /// [`Caller::address`](nsp_core::Caller::address).
    Address(Address),
    /// [`Caller::address_is_public`](nsp_core::Caller::address_is_public).
    AddressIsPublic(bool),
    /// [`Caller::resource`](nsp_core::Caller::resource).
    CallerResource(Option<ResourceId>),
    /// [`Caller::service`](nsp_core::Caller::service).
    Service(Option<String>),
    /// [`Caller::subscription`](nsp_core::Caller::subscription).
    Subscription(Option<SubscriptionId>),
    /// [`Caller::tenant`](nsp_core::Caller::tenant).
    Tenant(Option<TenantId>),
    /// [`Caller::region`](nsp_core::Caller::region).
    Region(Option<Region>),
    /// Whether [`Caller::perimeters`](nsp_core::Caller::perimeters) holds this one.
    Perimeter(PerimeterId, bool),
    /// [`Outbound::destination`](nsp_core::Outbound::destination).
    Destination(Destination),
}

impl Value {
    /// Gives a request the value. A perimeter the caller is in is put beside the others.
    pub fn put(&self, request: &mut Request) {
        match (self, &mut request.flow) {
            (Self::Feature(feature), _) => request.feature = *feature,
            (Self::Destination(destination), Flow::Outbound(outbound)) => {
                outbound.destination.clone_from(destination);
            }
            (_, Flow::Outbound(_)) => {}
            (value, Flow::Inbound(inbound)) => {
                let caller = &mut inbound.caller;
                match value {
                    Self::Path(path) => inbound.path.clone_from(path),
                    Self::Authentication(value) => inbound.authentication = *value,
                    Self::Protocol(protocol) => inbound.protocol = *protocol,
                    Self::Reads(reads) => inbound.reads = *reads,
                    Self::Address(address) => caller.address = *address,
                    Self::AddressIsPublic(is_public) => caller.address_is_public = *is_public,
                    Self::CallerResource(value) => caller.resource.clone_from(value),
                    Self::Service(service) => caller.service.clone_from(service),
                    Self::Subscription(value) => caller.subscription.clone_from(value),
                    Self::Tenant(tenant) => caller.tenant.clone_from(tenant),
                    Self::Region(region) => caller.region.clone_from(region),
                    Self::Perimeter(perimeter, is_in) => {
                        caller.perimeters.retain(|it| it != perimeter);
                        if *is_in {
                            caller.perimeters.push(perimeter.clone());
                        }
                    }
                    Self::Feature(_) | Self::Destination(_) => {}
                }
            }
        }
    }
}
