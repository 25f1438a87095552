//! Requests as people write them: in a scenario, in a form, on the command line.

mod field;

pub use field::{Field, FormError};

use std::net::IpAddr;

use nsp_core::{
    Address, Caller, Destination, Flow, Inbound, Outbound, Path, PerimeterId, Protocol, Region,
    Request, ResourceId, Snapshot, SubscriptionId, TenantId,
};

use crate::finding::{Finding, Place, Report, Severity};
use crate::json::{self, Dialect, Node};
use crate::names::Named;
use crate::scenario::{self, resource};

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

impl RequestForm {
    /// Reads a request of a scenario document, alone.
    ///
    /// ```
    /// use nsp_formats::request::RequestForm;
    /// let text = r#"{ "resource": "stweb", "from": { "address": "203.0.113.7" } }"#;
    /// let form = RequestForm::parse(text).unwrap();
    /// assert_eq!(form.from.as_deref(), Some("203.0.113.7"));
    /// assert!(RequestForm::parse("[]").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// What keeps the text from being a request: it is no JSON, no object, or a member is of
    /// another type.
    pub fn parse(text: &str) -> Result<Self, Vec<Finding>> {
        const NAME: &str = "request";
        let mut report = Report::default();
        let document =
            json::read(0, text, &mut report).map_err(|kind| vec![scenario::refused(NAME, kind)])?;
        let node = Node::new(&document.value, Place::default(), Dialect::Scenario);
        let read = node.read::<scenario::Request>(&mut report);
        let findings = report.settle(&[(NAME, &document.text)]);
        match read {
            Some((request, _)) if findings.iter().all(|it| it.severity != Severity::Error) => {
                Ok(Self::from(&request))
            }
            _ => Err(findings),
        }
    }

    /// The request that the form asks.
    ///
    /// # Errors
    ///
    /// Every field that is wrong, or makes no sense beside the others, with what to write.
    pub fn build(&self, snapshot: &Snapshot) -> Result<Request, Vec<FormError>> {
        let mut form = Form { snapshot, errors: Vec::new() };
        let asked = form.asked(given(&self.resource));
        let feature = form.named(Field::Feature, "feature", given(&self.feature));
        let flow = match given(&self.outbound_to) {
            Some(to) => form.outbound(self, to),
            None => form.inbound(self),
        };
        match asked {
            Some(resource) if form.errors.is_empty() => Ok(Request { resource, flow, feature }),
            _ => Err(form.errors),
        }
    }

    fn inbound_fields(&self) -> impl Iterator<Item = Field> {
        [
            (Field::Address, given(&self.from).is_some()),
            (Field::AddressIsPublic, self.address_is_public),
            (Field::FromResource, given(&self.from_resource).is_some()),
            (Field::FromSubscription, given(&self.from_subscription).is_some()),
            (Field::FromTenant, given(&self.from_tenant).is_some()),
            (Field::FromRegion, given(&self.from_region).is_some()),
            (Field::FromPerimeters, !self.from_perimeters.is_empty()),
            (Field::FromSubnet, given(&self.from_subnet).is_some()),
            (Field::Path, given(&self.path).is_some()),
            (Field::Service, given(&self.service).is_some()),
            (Field::Authentication, given(&self.authentication).is_some()),
            (Field::Protocol, given(&self.protocol).is_some()),
            (Field::Reads, given(&self.reads).is_some()),
        ]
        .into_iter()
        .filter_map(|(field, given)| given.then_some(field))
    }
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

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// A form while it is read.
struct Form<'s> {
    snapshot: &'s Snapshot,
    errors: Vec<FormError>,
}

impl Form<'_> {
    fn refuse(&mut self, field: Field, message: String) {
        self.errors.push(FormError { field, message });
    }

    fn named<T: Named>(&mut self, field: Field, what: &str, text: Option<&str>) -> Option<T> {
        let text = text?;
        let value = T::from_name(text);
        if value.is_none() {
            let names: Vec<&str> = T::NAMES.iter().map(|(_, name)| *name).collect();
            let message = format!("There is no {what} `{text}`. Write {}.", alternatives(&names));
            self.refuse(field, message);
        }
        value
    }

    fn asked(&mut self, text: Option<&str>) -> Option<ResourceId> {
        let Some(text) = text else {
            let message = "Say which resource is asked: write its id, or its name.".to_owned();
            self.refuse(Field::Resource, message);
            return None;
        };
        resource(self.snapshot, text)
            .map_err(|error| self.refuse(Field::Resource, error.to_string()))
            .ok()
    }

    fn outbound(&mut self, form: &RequestForm, to: &str) -> Flow {
        for field in form.inbound_fields() {
            let message = "An outbound request has no caller: the resource itself calls. Remove \
                           this, or the destination."
                .to_owned();
            self.refuse(field, message);
        }
        Flow::Outbound(Outbound { destination: self.destination(to) })
    }

    fn destination(&mut self, to: &str) -> Destination {
        if to.starts_with('/') {
            return Destination::Resource(self.resource_id(Field::OutboundTo, to));
        }
        match resource(self.snapshot, to) {
            Ok(id) => return Destination::Resource(id),
            Err(error) if error.ambiguous || !to.contains('.') => {
                let message = if error.ambiguous {
                    error.to_string()
                } else {
                    format!("{error} Or write a host name such as `api.partner.example`.")
                };
                self.refuse(Field::OutboundTo, message);
            }
            Err(_) if !is_host(to) => {
                let message = format!(
                    "`{to}` is not a host name. Write it without scheme, port and path, such as \
                     `api.partner.example`."
                );
                self.refuse(Field::OutboundTo, message);
            }
            Err(_) => {}
        }
        Destination::Name(to.to_owned())
    }

    fn inbound(&mut self, form: &RequestForm) -> Flow {
        let path = self.path(form);
        let protocol = self.named(Field::Protocol, "protocol", given(&form.protocol));
        let reads = self.named(Field::Reads, "kind of read", given(&form.reads));
        let other_protocol = protocol.is_some_and(|it: Protocol| it != Protocol::Https);
        if other_protocol && path == Path::ControlPlane {
            let message = "Azure Resource Manager is reached over `https` only. Remove the \
                           protocol, or the control plane.";
            self.refuse(Field::Protocol, message.to_owned());
        }
        if other_protocol && reads.is_some() {
            let message = "Logs and metrics are read over `https`. Remove one of the two.";
            self.refuse(Field::Reads, message.to_owned());
        }
        let caller = self.caller(form);
        let authentication =
            self.named(Field::Authentication, "authentication", given(&form.authentication));
        let protocol = protocol.unwrap_or_default();
        Flow::Inbound(Inbound { path, caller, authentication, protocol, reads })
    }

    fn path(&mut self, form: &RequestForm) -> Path {
        let subnet = given(&form.from_subnet);
        let path = given(&form.path).map(str::to_ascii_lowercase);
        let Some(path) = path.or_else(|| subnet.map(|_| SERVICE_ENDPOINT.to_owned())) else {
            return Path::Public;
        };
        if subnet.is_some() && path != SERVICE_ENDPOINT {
            let message = format!(
                "A subnet calls through its basic service endpoint, not by `{path}`. Remove one \
                 of the two."
            );
            self.refuse(Field::FromSubnet, message);
        }
        match path.as_str() {
            PUBLIC => Path::Public,
            PRIVATE_ENDPOINT => Path::PrivateEndpoint,
            STANDARD_SERVICE_ENDPOINT => Path::StandardServiceEndpoint,
            CONTROL_PLANE => Path::ControlPlane,
            SERVICE_ENDPOINT => self.service_endpoint(subnet),
            _ => {
                let names = &[
                    PUBLIC,
                    PRIVATE_ENDPOINT,
                    SERVICE_ENDPOINT,
                    STANDARD_SERVICE_ENDPOINT,
                    CONTROL_PLANE,
                ];
                let message = format!("There is no path `{path}`. Write {}.", alternatives(names));
                self.refuse(Field::Path, message);
                Path::Public
            }
        }
    }

    fn service_endpoint(&mut self, subnet: Option<&str>) -> Path {
        let Some(subnet) = subnet else {
            let message = "A basic service endpoint carries its subnet. Write the subnet’s id.";
            self.refuse(Field::FromSubnet, message.to_owned());
            return Path::Public;
        };
        let id = ResourceId::new(subnet);
        if !id.has_type("Microsoft.Network/virtualNetworks/subnets") {
            let message = format!(
                "`{subnet}` is not the id of a subnet. Write `/subscriptions/…/providers/\
                 Microsoft.Network/virtualNetworks/VNET/subnets/SUBNET`."
            );
            self.refuse(Field::FromSubnet, message);
        }
        Path::ServiceEndpoint { subnet: id }
    }

    fn caller(&mut self, form: &RequestForm) -> Caller {
        let address = match given(&form.from) {
            None if form.address_is_public => {
                let message = "There is no address that could be public. Write the address.";
                self.refuse(Field::AddressIsPublic, message.to_owned());
                Address::NotGiven
            }
            None => Address::NotGiven,
            Some(text) => self.address(text),
        };
        let perimeters = form.from_perimeters.iter().map(|it| it.trim());
        Caller {
            address,
            address_is_public: form.address_is_public,
            resource: given(&form.from_resource).map(|text| self.caller_resource(text)),
            service: given(&form.service).map(|text| self.service(text)),
            subscription: given(&form.from_subscription).map(|text| self.subscription(text)),
            tenant: given(&form.from_tenant).map(TenantId::new),
            region: given(&form.from_region).map(Region::new),
            perimeters: perimeters
                .filter(|it| !it.is_empty())
                .map(|text| self.perimeter(text))
                .collect(),
        }
    }

    fn address(&mut self, text: &str) -> Address {
        if text.eq_ignore_ascii_case(OTHER) {
            return Address::Other;
        }
        match text.parse::<IpAddr>() {
            Ok(address) => Address::Given(address),
            Err(_) => {
                let message = if text.contains('/') {
                    format!(
                        "`{text}` is a range, and a caller has one address. Write one of it, such \
                         as `{}`.",
                        text.split('/').next().unwrap_or_default()
                    )
                } else {
                    format!(
                        "`{text}` is not an address. Write one such as `203.0.113.7`, or `other` \
                         for one that no rule names."
                    )
                };
                self.refuse(Field::Address, message);
                Address::NotGiven
            }
        }
    }

    fn caller_resource(&mut self, text: &str) -> ResourceId {
        if text.starts_with('/') {
            return self.resource_id(Field::FromResource, text);
        }
        resource(self.snapshot, text).unwrap_or_else(|error| {
            let message = format!("{error} A caller outside the estate is named by its id.");
            self.refuse(Field::FromResource, message);
            ResourceId::new(text)
        })
    }

    fn resource_id(&mut self, field: Field, text: &str) -> ResourceId {
        let id = ResourceId::new(text);
        if id.resource_type().is_none_or(|kind| !kind.contains('/')) {
            let message = format!(
                "`{text}` is not the id of a resource. Write `/subscriptions/…/resourceGroups/…/\
                 providers/NAMESPACE/TYPE/NAME`."
            );
            self.refuse(field, message);
        }
        id
    }

    fn service(&mut self, text: &str) -> String {
        let plain = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
        };
        let namespace = text.split('/').next().unwrap_or_default();
        let dotted = namespace.split_once('.').is_some_and(|(a, b)| plain(a) && plain(b));
        if !dotted || !text.split('/').all(plain) {
            let message = format!(
                "`{text}` is not a resource type. Write one such as `Microsoft.EventGrid/topics`, \
                 or a namespace such as `Microsoft.EventGrid`."
            );
            self.refuse(Field::Service, message);
        }
        text.to_owned()
    }

    fn subscription(&mut self, text: &str) -> SubscriptionId {
        let subscription = SubscriptionId::new(text);
        if subscription.as_str().is_empty() || subscription.as_str().contains(['/', ' ']) {
            let message = format!(
                "`{text}` is not a subscription. Write its GUID, or `/subscriptions/GUID`."
            );
            self.refuse(Field::FromSubscription, message);
        }
        subscription
    }

    fn perimeter(&mut self, text: &str) -> PerimeterId {
        let named = PerimeterId::new(text);
        let perimeters = &self.snapshot.perimeters;
        let known = perimeters.iter().any(|it| it.guid.as_ref() == Some(&named));
        if known || is_guid(text) {
            return named;
        }
        if named.is_resource_id() {
            self.resource_id(Field::FromPerimeters, text);
            return named;
        }
        let with_name = perimeters.iter().filter(|it| it.id.name().eq_ignore_ascii_case(text));
        match with_name.collect::<Vec<_>>().as_slice() {
            [only] => PerimeterId::new(only.id.as_str()),
            _ => {
                let message = format!("`{text}` is not a perimeter. Write its GUID or its id.");
                self.refuse(Field::FromPerimeters, message);
                named
            }
        }
    }
}

fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn is_host(text: &str) -> bool {
    let labels = text.strip_suffix('.').unwrap_or(text);
    labels.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    })
}

fn alternatives(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        _ => quoted.join(""),
    }
}

#[cfg(test)]
mod tests;
