//! From the text of a request to the request.

use std::net::IpAddr;

use nsp_core::{
    Address, Caller, Destination, Flow, Inbound, Outbound, Path, PerimeterId, Protocol, Region,
    Request, ResourceId, Snapshot, SubscriptionId, TenantId,
};

use super::{
    CONTROL_PLANE, Field, FormError, OTHER, PRIVATE_ENDPOINT, PUBLIC, RequestForm,
    SERVICE_ENDPOINT, STANDARD_SERVICE_ENDPOINT,
};
use crate::finding::{Finding, Place, Report, Severity, message};
use crate::json::{self, Dialect, Node};
use crate::names::Named;
use crate::scenario::{self, Resources};

impl RequestForm {
    /// Reads a request of a scenario document, alone.
    ///
    /// ```
    /// use nsp_formats::request::RequestForm;
    /// let text = r#"{ "resource": "stweb", "from": { "address": "203.0.113.7" } }"#;
    /// let form = RequestForm::parse(text).unwrap();
    /// assert_eq!(form.from.as_deref(), Some("203.0.113.7"));
    /// assert_eq!(RequestForm::parse("[]").unwrap_err().len(), 1);
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
        if read.is_none() {
            node.wrong_type("an object", &mut report);
        }
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
        self.build_among(&Resources::of(snapshot))
    }

    /// The request that the form asks, one of many.
    ///
    /// # Errors
    ///
    /// See [`RequestForm::build`].
    pub fn build_among(&self, resources: &Resources<'_>) -> Result<Request, Vec<FormError>> {
        let mut form = Form { resources, errors: Vec::new() };
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

/// A form while it is read.
struct Form<'s> {
    resources: &'s Resources<'s>,
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
        self.resources
            .get(text)
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
        if to.contains('.') && self.resources.named(to).is_empty() {
            if !is_host(to) {
                self.refuse(Field::OutboundTo, message::not_a_host(to));
            }
            return Destination::Name(to.to_owned());
        }
        match self.resources.get(to) {
            Ok(id) => return Destination::Resource(id),
            Err(error) => {
                let message = if error.ambiguous {
                    error.to_string()
                } else {
                    format!("{error} Or write a host name such as `api.partner.example`.")
                };
                self.refuse(Field::OutboundTo, message);
            }
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
            self.refuse(Field::FromSubnet, message::not_a_subnet(subnet));
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
                let range = text.split_once('/').map(|(first, _)| first);
                let message = if let Some(first) = range.filter(|it| it.parse::<IpAddr>().is_ok()) {
                    format!(
                        "`{text}` is a range, and a caller has one address. Write one of it, such \
                         as `{first}`."
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
        self.resources.get(text).unwrap_or_else(|error| {
            let message = format!("{error} A caller outside the estate is named by its id.");
            self.refuse(Field::FromResource, message);
            ResourceId::new(text)
        })
    }

    fn resource_id(&mut self, field: Field, text: &str) -> ResourceId {
        let id = ResourceId::new(text);
        if id.resource_type().is_none_or(|kind| !kind.contains('/')) {
            self.refuse(field, message::not_a_resource(text));
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
            self.refuse(Field::FromSubscription, message::not_a_subscription(text));
        }
        subscription
    }

    fn perimeter(&mut self, text: &str) -> PerimeterId {
        let named = PerimeterId::new(text);
        let perimeters = &self.resources.snapshot().perimeters;
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
                self.refuse(Field::FromPerimeters, message::not_a_perimeter(text));
                named
            }
        }
    }
}

/// Whether a text has the form of a GUID, in either case and without braces.
#[must_use]
pub fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

pub(crate) fn is_host(text: &str) -> bool {
    let labels = text.strip_suffix('.').unwrap_or(text);
    // Which letters beyond ASCII a name may have is for its registry to say.
    let letter = |c: char| match c {
        '-' | '_' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ => !c.is_whitespace() && !c.is_control(),
    };
    labels.split('.').all(|label| (1..=63).contains(&label.len()) && label.chars().all(letter))
}

fn alternatives(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        _ => quoted.join(""),
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}
