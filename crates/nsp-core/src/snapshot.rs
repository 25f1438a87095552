//! The configuration at one moment, kept as it was written.
//!
//! Order, spelling, overlaps and unknown enumeration values are kept, because a configuration is
//! edited, reviewed and exported again. [`Compiled`](crate::Compiled) is made from it for deciding.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::address::AddressPrefix;
use crate::fqdn::FqdnPattern;
use crate::id::{PerimeterId, Region, ResourceId, SubscriptionId};
use crate::resource::{Network, Resource};
use crate::revision::Revision;

/// Every perimeter and resource in view at one moment.
///
/// Perimeters, profiles, associations and resources are shared between a snapshot and its copies, so
/// that a copy costs next to nothing and [`Compiled`](crate::Compiled) can tell what an edit left alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The revision of the storage article that features and protocols are judged by.
    pub revision: Revision,
    /// In document order. References into it are by place.
    pub perimeters: Vec<Arc<Perimeter>>,
    /// In document order. Of several with one id the first counts.
    pub resources: Vec<Arc<Resource>>,
    /// The address ranges of service tags, as far as somebody supplied them.
    pub service_tags: Vec<ServiceTag>,
}

impl Snapshot {
    /// Whether every name stands for the same in both: resources, perimeters and profiles are named
    /// alike in the same order, the same resources are described, and the same are associated, in
    /// whatever access mode.
    #[must_use]
    pub fn is_named_like(&self, other: &Self) -> bool {
        let listed = |one: &Resource, other: &Resource| {
            let is_described = |it: &Resource| it.network != Network::NotGiven;
            one.id.as_str() == other.id.as_str() && is_described(one) == is_described(other)
        };
        alike(&self.resources, &other.resources, listed)
            && alike(&self.perimeters, &other.perimeters, |one, other| {
                let named = |one: &Profile, other: &Profile| one.name == other.name;
                let associated = |one: &Association, other: &Association| {
                    one.resource.as_str() == other.resource.as_str() && one.profile == other.profile
                };
                one.id == other.id
                    && one.guid == other.guid
                    && alike(&one.profiles, &other.profiles, named)
                    && alike(&one.associations, &other.associations, associated)
            })
    }

    /// The associations that have another access mode than in a snapshot that is
    /// [named like](Self::is_named_like) this one, by perimeter and place there.
    pub fn in_other_modes<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = (u32, u32)> {
        edited(&self.perimeters, &other.perimeters).flat_map(|(perimeter, one, other)| {
            edited(&one.associations, &other.associations)
                .filter(|(_, one, other)| one.access_mode != other.access_mode)
                .map(move |(association, ..)| (perimeter, association))
        })
    }
}

/// The pairs of parts that are not shared, each with its place.
fn edited<'s, T>(
    one: &'s [Arc<T>],
    other: &'s [Arc<T>],
) -> impl Iterator<Item = (u32, &'s T, &'s T)> {
    let pairs = (0..).zip(one.iter().zip(other));
    let edited = pairs.filter(|(_, (one, other))| !Arc::ptr_eq(one, other));
    edited.map(|(at, (one, other))| (at, &**one, &**other))
}

/// Whether parts are shared, or else alike, one by one.
fn alike<T>(one: &[Arc<T>], other: &[Arc<T>], alike: impl Fn(&T, &T) -> bool) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|(one, other)| Arc::ptr_eq(one, other) || alike(one, other))
}

/// `Microsoft.Network/networkSecurityPerimeters`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perimeter {
    /// Its ARM id.
    pub id: ResourceId,
    /// `perimeterGuid`: what tokens and logs carry. A template does not know it.
    pub guid: Option<PerimeterId>,
    /// Where the perimeter itself lives; decides nothing.
    pub location: Option<Region>,
    /// In document order.
    pub profiles: Vec<Arc<Profile>>,
    /// In document order.
    pub associations: Vec<Arc<Association>>,
    /// Links and link references, seen from this perimeter.
    pub links: Vec<Link>,
}

impl Perimeter {
    /// Whether its GUID is known.
    pub(crate) fn has_guid(&self) -> bool {
        self.guid.as_ref().is_some_and(|guid| !guid.is_symbolic())
    }

    /// Whether neither its id nor its GUID is known: it may be any perimeter.
    pub(crate) fn is_nameless(&self) -> bool {
        self.id.is_symbolic() && !self.has_guid()
    }
}

/// `networkSecurityPerimeters/profiles`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Unique within its perimeter without regard to case.
    pub name: String,
    /// Allow-only and unordered for Azure; document order decides which match is named.
    pub access_rules: Vec<AccessRule>,
}

/// `networkSecurityPerimeters/profiles/accessRules`: one permission, of one or several kinds.
///
/// Azure stores any kind beside any direction. A kind that belongs to the other direction decides
/// nothing; the trace says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRule {
    /// Unique within its profile without regard to case.
    pub name: String,
    /// Azure takes an absent direction for Inbound.
    pub direction: RuleDirection,
    /// Inbound.
    pub address_prefixes: Vec<AddressPrefix>,
    /// Inbound.
    pub subscriptions: Vec<SubscriptionId>,
    /// Inbound; written by Azure for an approved link.
    pub network_security_perimeters: Vec<PerimeterId>,
    /// Inbound; decided only where [`Snapshot::service_tags`] has the ranges.
    pub service_tags: Vec<String>,
    /// Outbound.
    pub fully_qualified_domain_names: Vec<FqdnPattern>,
    /// Outbound; stored by Azure, "currently unavailable for use": decides nothing.
    pub email_addresses: Vec<String>,
    /// Outbound; stored by Azure, "currently unavailable for use": decides nothing.
    pub phone_numbers: Vec<String>,
}

impl AccessRule {
    /// A rule without elements.
    #[must_use]
    pub fn new(name: &str, direction: RuleDirection) -> Self {
        Self {
            name: String::from(name),
            direction,
            address_prefixes: Vec::new(),
            subscriptions: Vec::new(),
            network_security_perimeters: Vec::new(),
            service_tags: Vec::new(),
            fully_qualified_domain_names: Vec::new(),
            email_addresses: Vec::new(),
            phone_numbers: Vec::new(),
        }
    }
}

/// `direction` of an access rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleDirection {
    /// Towards the resources of the profile.
    Inbound,
    /// From the resources of the profile.
    Outbound,
    /// A value that Azure's schema does not list or an expression: whether the rule matches cannot
    /// be decided.
    Unrecognized(String),
}

/// `networkSecurityPerimeters/resourceAssociations`: a resource's membership of a perimeter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// Unique within its perimeter.
    pub name: String,
    /// `privateLinkResource.id`.
    pub resource: ResourceId,
    /// The name of a profile of the same perimeter.
    pub profile: String,
    /// Absent means [`AccessMode::Learning`], Azure's default.
    pub access_mode: AccessMode,
}

/// `accessMode` of an association.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessMode {
    /// "Transition (formerly Learning)".
    Learning,
    /// Only perimeter rules count.
    Enforced,
    /// A dry run: perimeter rules are evaluated and nothing is blocked for want of one.
    Audit,
    /// A value that Azure's schema does not list, or an expression. Every state can be asked about;
    /// which one the estate is in is not known.
    Unrecognized(String),
}

/// `networkSecurityPerimeters/links` or `…/linkReferences`, seen from the perimeter that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Unique within its perimeter.
    pub name: String,
    /// Which of the two resource types it is.
    pub kind: LinkKind,
    /// Every name the document gives the other perimeter: its ARM id, its GUID, or both.
    pub remote: Vec<PerimeterId>,
    /// Profiles of this perimeter that the other may call; `*` is all.
    pub local_inbound_profiles: Vec<String>,
    /// Profiles of the other perimeter that this one may call; `*` is all.
    pub remote_inbound_profiles: Vec<String>,
    /// Read-only at Azure, so a template has none.
    pub status: LinkStatus,
}

/// The two ends of a link are resources of different types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `links`: at the perimeter that asked.
    Link,
    /// `linkReferences`: made by Azure at the perimeter that was asked.
    Reference,
}

/// `status` of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// In force.
    Approved,
    /// Waits for the other side.
    Pending,
    /// Refused by the other side.
    Rejected,
    /// Its other end was deleted.
    Disconnected,
    /// The document does not say: whether the link is in force cannot be decided.
    NotGiven,
    /// A value that Azure's schema does not list: cannot be decided either.
    Unrecognized(String),
}

/// The address ranges of a service tag, supplied by the user; Azure publishes them weekly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTag {
    /// Compared without case.
    pub name: String,
    /// Its ranges.
    pub address_prefixes: Vec<AddressPrefix>,
}
