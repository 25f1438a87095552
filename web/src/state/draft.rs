//! A request as it is being written: text in fields, right or wrong.

use nsp_core::Snapshot;
use nsp_formats::request::{self, RequestForm};
use nsp_formats::scenario::{Request, resource};
use yew::AttrValue;

use super::short_name;

/// A field of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Direction,
    Resource,
    From,
    Authentication,
    Protocol,
    OutboundTo,
    Path,
    FromResource,
    Service,
    Subscription,
    Tenant,
    Region,
    Perimeters,
    Subnet,
    AddressIsPublic,
    Feature,
    Reads,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 17] = [
        Self::Direction,
        Self::Resource,
        Self::From,
        Self::Authentication,
        Self::Protocol,
        Self::OutboundTo,
        Self::Path,
        Self::FromResource,
        Self::Service,
        Self::Subscription,
        Self::Tenant,
        Self::Region,
        Self::Perimeters,
        Self::Subnet,
        Self::AddressIsPublic,
        Self::Feature,
        Self::Reads,
    ];

    /// Its control's id in the page.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Resource => "resource",
            Self::From => "from",
            Self::Authentication => "authentication",
            Self::Protocol => "protocol",
            Self::OutboundTo => "outbound-to",
            Self::Path => "path",
            Self::FromResource => "from-resource",
            Self::Service => "service",
            Self::Subscription => "subscription",
            Self::Tenant => "tenant",
            Self::Region => "region",
            Self::Perimeters => "perimeters",
            Self::Subnet => "subnet",
            Self::AddressIsPublic => "address-is-public",
            Self::Feature => "feature",
            Self::Reads => "reads",
        }
    }
}

/// The text of every field. A field left alone is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What a saved request is called; empty for one written by hand.
    pub name: AttrValue,
    texts: Vec<AttrValue>,
}

impl Default for Draft {
    fn default() -> Self {
        Self { name: AttrValue::default(), texts: vec![AttrValue::default(); Field::ALL.len()] }
            .with(Field::Direction, "inbound")
            .with(Field::Protocol, "https")
            .with(Field::Path, "public")
    }
}

impl Draft {
    /// A field's text.
    #[must_use]
    pub fn get(&self, field: Field) -> AttrValue {
        self.texts.get(field as usize).cloned().unwrap_or_default()
    }

    /// A field's text, unless nothing is in it.
    #[must_use]
    pub fn given(&self, field: Field) -> Option<String> {
        let text = self.get(field);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The same request with another text in one field.
    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<AttrValue>) -> Self {
        if let Some(slot) = self.texts.get_mut(field as usize) {
            *slot = text.into();
        }
        self
    }

    /// The same request under another name.
    #[must_use]
    pub fn named(self, name: impl Into<AttrValue>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The draft that a saved request starts, its resource by its short name.
    #[must_use]
    pub fn saved(request: &Request, estate: &Snapshot) -> Self {
        let draft =
            Self::from(&RequestForm::from(request)).named(request.name.clone().unwrap_or_default());
        match resource(estate, request.resource.as_deref().unwrap_or_default()) {
            Ok(id) => {
                let name = short_name(estate, &id).to_owned();
                draft.with(Field::Resource, name)
            }
            Err(_) => draft,
        }
    }

    /// The request to save.
    #[must_use]
    pub fn to_save(&self) -> Request {
        let name = (!self.name.is_empty()).then(|| self.name.to_string());
        Request { name, ..Request::from(self.form()) }
    }

    /// The form that asks this. What the other direction has no use for stays behind.
    #[must_use]
    pub fn form(&self) -> RequestForm {
        let given = |field| self.given(field);
        let both = RequestForm {
            resource: given(Field::Resource),
            feature: given(Field::Feature),
            ..RequestForm::default()
        };
        if self.is_outbound() {
            return RequestForm { outbound_to: given(Field::OutboundTo), ..both };
        }
        let perimeters = self.get(Field::Perimeters);
        RequestForm {
            from: given(Field::From),
            address_is_public: given(Field::AddressIsPublic).is_some(),
            from_resource: given(Field::FromResource),
            from_subscription: given(Field::Subscription),
            from_tenant: given(Field::Tenant),
            from_region: given(Field::Region),
            from_perimeters: perimeters.split(',').map(str::to_owned).collect(),
            from_subnet: given(Field::Subnet),
            path: given(Field::Path).filter(|path| path != "public"),
            service: given(Field::Service),
            authentication: given(Field::Authentication),
            protocol: given(Field::Protocol),
            reads: given(Field::Reads),
            ..both
        }
    }

    /// Whether both ask the same, whatever they are called.
    #[must_use]
    pub fn asks_like(&self, other: &Self) -> bool {
        Field::ALL.into_iter().all(|field| self.given(field) == other.given(field))
    }

    /// Whether the resource is asked to call out.
    #[must_use]
    pub fn is_outbound(&self) -> bool {
        self.get(Field::Direction) == "outbound"
    }

    /// The fields that are in use beside those of the request bar.
    #[must_use]
    pub fn more(&self) -> Vec<Field> {
        let given = |field: &&Field| {
            let at_rest = if **field == Field::Path { "public" } else { "" };
            self.get(**field).trim() != at_rest
        };
        let behind = Field::ALL.iter().skip_while(|field| **field != Field::Path);
        if self.is_outbound() {
            behind.filter(|field| **field == Field::Feature).filter(given).copied().collect()
        } else {
            behind.filter(given).copied().collect()
        }
    }
}

impl From<&RequestForm> for Draft {
    /// The draft that a saved request starts.
    fn from(form: &RequestForm) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let path = match (&form.path, &form.from_subnet) {
            (Some(path), _) => path.clone(),
            (None, Some(_)) => "service-endpoint".to_owned(),
            (None, None) => "public".to_owned(),
        };
        let public = if form.address_is_public { "true" } else { "" };
        let outbound = form.outbound_to.is_some();
        [
            (Field::Direction, if outbound { "outbound" } else { "inbound" }.to_owned()),
            (Field::Resource, text(&form.resource)),
            (Field::From, text(&form.from)),
            (Field::Authentication, text(&form.authentication)),
            (Field::Protocol, form.protocol.clone().unwrap_or_else(|| "https".to_owned())),
            (Field::OutboundTo, text(&form.outbound_to)),
            (Field::Path, path),
            (Field::FromResource, text(&form.from_resource)),
            (Field::Service, text(&form.service)),
            (Field::Subscription, text(&form.from_subscription)),
            (Field::Tenant, text(&form.from_tenant)),
            (Field::Region, text(&form.from_region)),
            (Field::Perimeters, form.from_perimeters.join(", ")),
            (Field::Subnet, text(&form.from_subnet)),
            (Field::AddressIsPublic, public.to_owned()),
            (Field::Feature, text(&form.feature)),
            (Field::Reads, text(&form.reads)),
        ]
        .into_iter()
        .fold(Self::default(), |draft, (field, text)| draft.with(field, text))
    }
}

impl From<request::Field> for Field {
    fn from(field: request::Field) -> Self {
        match field {
            request::Field::Resource => Self::Resource,
            request::Field::Address => Self::From,
            request::Field::AddressIsPublic => Self::AddressIsPublic,
            request::Field::FromResource => Self::FromResource,
            request::Field::FromSubscription => Self::Subscription,
            request::Field::FromTenant => Self::Tenant,
            request::Field::FromRegion => Self::Region,
            request::Field::FromPerimeters => Self::Perimeters,
            request::Field::FromSubnet => Self::Subnet,
            request::Field::Path => Self::Path,
            request::Field::Service => Self::Service,
            request::Field::Authentication => Self::Authentication,
            request::Field::Protocol => Self::Protocol,
            request::Field::Reads => Self::Reads,
            request::Field::Feature => Self::Feature,
            request::Field::OutboundTo => Self::OutboundTo,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_place_and_id() {
        let draft = Field::ALL
            .into_iter()
            .fold(Draft::default(), |draft, field| draft.with(field, field.id()));
        for field in Field::ALL {
            assert_eq!(draft.get(field), field.id());
        }
    }

    #[test]
    fn blanks_are_not_given_and_public_is_at_rest() {
        let draft = Draft::default().with(Field::Region, "  ");
        assert_eq!(draft.given(Field::Region), None);
        assert_eq!(draft.more(), []);
        let draft = draft.with(Field::Path, "private-endpoint").with(Field::Feature, "x");
        assert_eq!(draft.more(), [Field::Path, Field::Feature]);
        assert_eq!(draft.with(Field::Direction, "outbound").more(), [Field::Feature]);
    }
}
