//! Requests as people write them: in a scenario, in a form, on the command line.

mod build;
mod field;
pub mod query;

pub use build::is_guid;
pub(crate) use build::is_host;
pub use field::{Field, FormError};

use nsp_core::{Address, Destination, Flow, Path, Protocol, Request, Snapshot};

use crate::names::Named;
use crate::scenario::{self, Resources};

/// A request as text, field by field. Empty text is an absent field.
///
/// ```
/// use nsp_core::Snapshot;
/// use nsp_formats::request::{Field, RequestForm};
/// let form = RequestForm { protocol: Some("ftp".to_owned()), ..RequestForm::default() };
/// let errors = form.build(&Snapshot::default()).unwrap_err();
/// assert_eq!(errors[0].field, Field::Resource);
/// assert_eq!(errors[1].message, "There is no protocol `ftp`. Write `https`, `smb`, `nfs` or `sftp`.");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestForm {
    /// The resource asked: its id, or its name where that is unique.
    pub resource: Option<String>,
    /// The caller's address, or `other`.
    pub from: Option<String>,
    /// The address is the one Azure sees.
    pub address_is_public: bool,
    /// The calling resource: an ARM id, or the name of a resource of the estate.
    pub from_resource: Option<String>,
    /// The caller's subscription.
    pub from_subscription: Option<String>,
    /// The caller's tenant.
    pub from_tenant: Option<String>,
    /// The caller's region.
    pub from_region: Option<String>,
    /// Perimeters the caller is a member of: GUIDs, ARM ids or names of perimeters of the estate.
    pub from_perimeters: Vec<String>,
    /// The subnet of a basic service endpoint; implies its path.
    pub from_subnet: Option<String>,
    /// `public`, `private-endpoint`, `service-endpoint`, `standard-service-endpoint` or
    /// `control-plane`.
    pub path: Option<String>,
    /// The caller's service by its resource type.
    pub service: Option<String>,
    /// How the caller proves who it is.
    pub authentication: Option<String>,
    /// Over what.
    pub protocol: Option<String>,
    /// `logs` or `metrics`.
    pub reads: Option<String>,
    /// What the request is about.
    pub feature: Option<String>,
    /// A host name or a resource; makes the request an outbound one.
    pub outbound_to: Option<String>,
}

impl From<&scenario::Request> for RequestForm {
    fn from(written: &scenario::Request) -> Self {
        let from = written.from.clone().unwrap_or_default();
        Self {
            resource: written.resource.clone(),
            from: from.address,
            address_is_public: from.address_is_public == Some(true),
            from_resource: from.resource,
            from_subscription: from.subscription,
            from_tenant: from.tenant,
            from_region: from.region,
            from_perimeters: from.perimeters,
            from_subnet: from.subnet,
            path: written.path.clone(),
            service: from.service,
            authentication: written.authentication.clone(),
            protocol: written.protocol.clone(),
            reads: written.reads.clone(),
            feature: written.feature.clone(),
            outbound_to: written.outbound_to.clone(),
        }
    }
}

impl From<&Request> for RequestForm {
    /// The form that builds this request.
    fn from(request: &Request) -> Self {
        let mut form = Self {
            resource: Some(request.resource.to_string()),
            feature: request.feature.map(|it| it.name().to_owned()),
            ..Self::default()
        };
        let inbound = match &request.flow {
            Flow::Outbound(outbound) => {
                form.outbound_to = Some(match &outbound.destination {
                    Destination::Name(name) => name.clone(),
                    Destination::Resource(id) => id.to_string(),
                });
                return form;
            }
            Flow::Inbound(inbound) => inbound,
        };
        let caller = &inbound.caller;
        form.from = match caller.address {
            Address::NotGiven => None,
            Address::Other => Some(OTHER.to_owned()),
            Address::Given(address) => Some(address.to_string()),
        };
        form.address_is_public = caller.address_is_public;
        form.from_resource = caller.resource.as_ref().map(ToString::to_string);
        form.from_subscription = caller.subscription.as_ref().map(ToString::to_string);
        form.from_tenant = caller.tenant.as_ref().map(ToString::to_string);
        form.from_region = caller.region.as_ref().map(ToString::to_string);
        form.from_perimeters = caller.perimeters.iter().map(ToString::to_string).collect();
        form.service = caller.service.clone();
        form.path = match &inbound.path {
            Path::Public => None,
            Path::PrivateEndpoint => Some(PRIVATE_ENDPOINT.to_owned()),
            Path::ServiceEndpoint { subnet } => {
                form.from_subnet = Some(subnet.to_string());
                None
            }
            Path::StandardServiceEndpoint => Some(STANDARD_SERVICE_ENDPOINT.to_owned()),
            Path::ControlPlane => Some(CONTROL_PLANE.to_owned()),
        };
        form.authentication = inbound.authentication.map(|it| it.name().to_owned());
        form.protocol =
            (inbound.protocol != Protocol::Https).then(|| inbound.protocol.name().to_owned());
        form.reads = inbound.reads.map(|it| it.name().to_owned());
        form
    }
}

impl From<RequestForm> for scenario::Request {
    fn from(form: RequestForm) -> Self {
        let from = scenario::Caller {
            address: form.from,
            address_is_public: form.address_is_public.then_some(true),
            resource: form.from_resource,
            service: form.service,
            subscription: form.from_subscription,
            tenant: form.from_tenant,
            region: form.from_region,
            perimeters: form.from_perimeters,
            subnet: form.from_subnet,
            extra: serde_json::Map::new(),
        };
        Self {
            resource: form.resource,
            from: (from != scenario::Caller::default()).then_some(from),
            path: form.path,
            authentication: form.authentication,
            protocol: form.protocol,
            reads: form.reads,
            feature: form.feature,
            outbound_to: form.outbound_to,
            ..Self::default()
        }
    }
}

impl From<&Request> for scenario::Request {
    fn from(request: &Request) -> Self {
        RequestForm::from(request).into()
    }
}

impl scenario::Request {
    /// The request that is asked.
    ///
    /// # Errors
    ///
    /// See [`RequestForm::build`].
    pub fn build(&self, snapshot: &Snapshot) -> Result<Request, Vec<FormError>> {
        RequestForm::from(self).build(snapshot)
    }

    /// The request that is asked, one of many.
    ///
    /// # Errors
    ///
    /// See [`RequestForm::build`].
    pub fn build_among(&self, resources: &Resources<'_>) -> Result<Request, Vec<FormError>> {
        RequestForm::from(self).build_among(resources)
    }
}

/// The arguments of `nsp compare` and `nsp decide` that ask a request.
#[must_use]
pub fn cli_arguments(request: &Request) -> Vec<String> {
    let form = RequestForm::from(request);
    let mut arguments = Vec::new();
    let mut option = |field: Field, value: Option<String>| {
        if let Some(value) = value {
            arguments.push(field.option().to_owned());
            arguments.push(value);
        }
    };
    option(Field::Resource, form.resource);
    option(Field::Address, form.from);
    option(Field::FromResource, form.from_resource);
    option(Field::FromSubscription, form.from_subscription);
    option(Field::FromTenant, form.from_tenant);
    option(Field::FromRegion, form.from_region);
    for perimeter in form.from_perimeters {
        option(Field::FromPerimeters, Some(perimeter));
    }
    option(Field::FromSubnet, form.from_subnet);
    option(Field::Service, form.service);
    option(Field::Authentication, form.authentication);
    option(Field::Protocol, form.protocol);
    option(Field::Reads, form.reads);
    option(Field::Feature, form.feature);
    option(Field::OutboundTo, form.outbound_to);
    if form.address_is_public {
        arguments.push(Field::AddressIsPublic.option().to_owned());
    }
    arguments.extend(form.path.map(|path| format!("--{path}")));
    arguments
}

const OTHER: &str = "other";
const PUBLIC: &str = "public";
const PRIVATE_ENDPOINT: &str = "private-endpoint";
const SERVICE_ENDPOINT: &str = "service-endpoint";
const STANDARD_SERVICE_ENDPOINT: &str = "standard-service-endpoint";
const CONTROL_PLANE: &str = "control-plane";

#[cfg(test)]
mod tests;
