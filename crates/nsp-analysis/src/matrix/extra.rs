//! Rows that the caller adds: saved sources, fired requests.

use alloc::format;
use alloc::string::String;

use nsp_core::{
    Address, Authentication, Caller, Destination, Feature, Flow, Inbound, Path, Protocol,
    ResourceId,
};

use super::row::Kind;
use crate::prefix::Prefix;

/// A caller or destination worth a row of its own: a request whose resource is left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// What people call it.
    pub name: String,
    /// How it calls, or is called.
    pub flow: Flow,
    /// What the request is about.
    pub feature: Option<Feature>,
    /// The one resource it is about; a private endpoint belongs to one.
    pub resource: Option<ResourceId>,
}

impl Extra {
    /// The address it calls from, if there is nothing else to know it by.
    ///
    /// How such a caller authenticates makes no difference unless by a managed identity.
    pub(super) fn address_alone(&self) -> Option<Address> {
        let Flow::Inbound(inbound) = &self.flow else { return None };
        let by_address = Caller { address: inbound.caller.address, ..Caller::default() };
        let plain = Inbound {
            authentication: inbound.authentication,
            caller: by_address,
            ..Inbound::default()
        };
        let alone = *inbound == plain
            && inbound.authentication != Some(Authentication::ManagedIdentity)
            && self.feature.is_none()
            && self.resource.is_none();
        alone.then_some(inbound.caller.address.folded())
    }

    /// Whether it is about nothing but the way of an account to the vault of its key.
    pub(super) fn asks_for_key_vault(&self) -> bool {
        let Flow::Inbound(inbound) = &self.flow else { return false };
        self.feature == Some(Feature::CustomerManagedKeys)
            && !matches!(inbound.path, Path::PrivateEndpoint | Path::ControlPlane)
            && inbound.protocol == Protocol::Https
    }

    /// The key it wants where it is a row of its own.
    pub(super) fn key(&self) -> String {
        format!("added {}", self.name.to_ascii_lowercase())
    }

    /// The kind it has where it is a row of its own.
    pub(super) fn kind(&self) -> Kind {
        let inbound = match &self.flow {
            Flow::Outbound(outbound) => {
                return match &outbound.destination {
                    Destination::Name(name) => Kind::Name(name.clone()),
                    Destination::Resource(id) => Kind::DestinationResource(id.clone()),
                };
            }
            Flow::Inbound(_) if self.feature == Some(Feature::CustomerManagedKeys) => {
                return Kind::KeyVault;
            }
            Flow::Inbound(inbound) => inbound,
        };
        let caller = &inbound.caller;
        match (&inbound.path, &self.resource) {
            (Path::PrivateEndpoint, Some(resource)) => {
                return Kind::PrivateEndpoint(resource.clone());
            }
            (Path::PrivateEndpoint | Path::ControlPlane, _) => return Kind::Caller,
            (Path::ServiceEndpoint { subnet }, _) => return Kind::Subnet(subnet.clone()),
            (Path::Public | Path::StandardServiceEndpoint, _) => {}
        }
        if let Some(service) = &caller.service {
            return Kind::TrustedService(service.clone());
        }
        if let Some(resource) = &caller.resource {
            return Kind::Resource(resource.clone());
        }
        if let Some(perimeter) = caller.perimeters.first() {
            return Kind::Perimeter(perimeter.clone());
        }
        if let Some(subscription) = &caller.subscription {
            return Kind::Subscription(subscription.clone());
        }
        match caller.address.folded() {
            Address::Given(address) => Kind::Addresses(Prefix::only(address)),
            Address::Other if inbound.protocol == Protocol::Https => Kind::AnyOtherAddress,
            Address::Other | Address::NotGiven => Kind::Caller,
        }
    }
}
