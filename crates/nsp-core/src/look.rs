//! Which attributes of a request an evaluation looks at, and how much it learns of them.
//!
//! An outcome is a function of what was seen. Two requests of which the same is seen, look for
//! look, end alike; and what is seen of one attribute depends on no other, unless that was looked
//! at before. So all traffic can be cut into cells without a rule being written a second time.

use crate::compiled::Compiled;
use crate::id::PerimeterId;
use crate::outcome::{LinkRef, RuleRef};
use crate::question::{CallerRegion, NamedBy, PerimeterName, Question};
use crate::request::{Address, Flow};
use crate::trace::{Match, Miss, Witness};

/// An attribute of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// [`Inbound::path`](crate::Inbound::path).
    Path,
    /// [`Request::feature`](crate::Request::feature).
    Feature,
    /// [`Inbound::authentication`](crate::Inbound::authentication).
    Authentication,
    /// [`Inbound::protocol`](crate::Inbound::protocol).
    Protocol,
    /// [`Inbound::reads`](crate::Inbound::reads).
    Reads,
    /// [`Caller::address`](crate::Caller::address).
    Address,
    /// [`Caller::address_is_public`](crate::Caller::address_is_public).
    AddressIsPublic,
    /// [`Caller::resource`](crate::Caller::resource).
    CallerResource,
    /// [`Caller::service`](crate::Caller::service).
    Service,
    /// [`Caller::subscription`](crate::Caller::subscription).
    Subscription,
    /// [`Caller::tenant`](crate::Caller::tenant).
    Tenant,
    /// [`Caller::region`](crate::Caller::region).
    Region,
    /// [`Caller::perimeters`](crate::Caller::perimeters): is one of them this one?
    Perimeters(Party),
    /// [`Outbound::destination`](crate::Outbound::destination).
    Destination,
}

/// A perimeter that a configuration means: by place, meaningful only with its
/// [`Snapshot`](crate::Snapshot).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The perimeter at this place.
    Perimeter(u32),
    /// The one at the far end of a link.
    BehindLink(LinkRef),
    /// The one that an access rule lists at a place of its `networkSecurityPerimeters`.
    Listed(RuleRef, u32),
}

impl Compiled {
    /// Whether a name that a caller's perimeter goes by means the party.
    #[must_use]
    pub fn is_party(&self, party: Party, name: &PerimeterId) -> Match {
        self.named_party(party, self.perimeter_named(name))
    }

    pub(crate) fn named_party(&self, party: Party, name: PerimeterName<'_>) -> Match {
        let found = match party {
            Party::Perimeter(place) => Some(self.is_perimeter(name, place)),
            Party::BehindLink(link) => Some(self.reaches(link, name)),
            Party::Listed(RuleRef { perimeter, profile, rule }, place) => {
                let rules = self.profile(perimeter, profile).map(|it| &it.0.access_rules);
                let rule = rules.and_then(|rules| rules.get(rule as usize));
                let listed =
                    rule.and_then(|rule| rule.network_security_perimeters.get(place as usize));
                listed.map(|listed| self.is_same_perimeter(listed, name))
            }
        };
        found.unwrap_or(Match::Misses(Miss::NotInPerimeter))
    }
}

impl Question<'_> {
    /// The caller's own proof of identity. That of a way out is a matter of the configuration.
    pub(crate) fn looks_at_identity<W: Witness>(&self, witness: &mut W) {
        if W::EXPLORES && self.other_side.named_by == NamedBy::Caller {
            witness.looks_at(Axis::Authentication, u64::from(self.managed == Some(true)));
        }
    }

    /// Something about the calling resource, or about the resource at the destination.
    pub(crate) fn looks_at_resource<W: Witness>(&self, seen: u64, witness: &mut W) {
        if W::EXPLORES {
            match self.other_side.named_by {
                NamedBy::Caller => witness.looks_at(Axis::CallerResource, seen),
                NamedBy::Destination => witness.looks_at(Axis::Destination, seen),
                NamedBy::KeyVault => {}
            }
        }
    }

    /// Something that is read from the calling resource where the request does not give it.
    pub(crate) fn looks_at_either<W: Witness>(
        &self,
        axis: Axis,
        is_given: bool,
        seen: u64,
        witness: &mut W,
    ) {
        if is_given {
            witness.looks_at(axis, 1 + seen);
        } else {
            witness.looks_at(axis, 0);
            witness.looks_at(Axis::CallerResource, seen);
        }
    }

    pub(crate) fn looks_at_region<W: Witness>(&self, witness: &mut W) {
        if W::EXPLORES
            && let Flow::Inbound(inbound) = &self.request.flow
        {
            let is_given = inbound.caller.region.is_some();
            let seen = match self.region {
                CallerRegion::Other | CallerRegion::AssumedOther => 0,
                CallerRegion::Undecided => 1,
                CallerRegion::Same => 2,
            };
            self.looks_at_either(Axis::Region, is_given, seen, witness);
        }
    }

    /// The address, by the lists of prefixes that hold it.
    pub(crate) fn looks_at_address<W: Witness>(
        &self,
        lists: impl Fn(Address) -> u64,
        witness: &mut W,
    ) {
        if W::EXPLORES {
            let seen = match self.address {
                Address::NotGiven => u64::MAX,
                given => lists(given),
            };
            witness.looks_at(Axis::Address, seen);
        }
    }

    /// Whether the other side is a member of a party, as far as it can prove it. Says what came of
    /// it.
    pub(crate) fn looks_at_member<W: Witness>(&self, party: Party, witness: &mut W) -> Match {
        let names = &self.other_side.perimeters;
        let by_caller = self.other_side.named_by == NamedBy::Caller;
        let estates = self.other_side.place.map_or(0, |place| place.associations.len());
        let parts = names.split_at_checked(estates);
        let (of_resource, claimed) = parts.unwrap_or((names, &[]));
        let best = |names: &[PerimeterName<'_>]| {
            let found = names.iter().map(|name| self.compiled.named_party(party, *name));
            found.max_by_key(kind).unwrap_or(Match::Misses(Miss::Empty))
        };
        self.looks_at_identity(witness);
        if self.managed == Some(false) {
            return Match::Misses(Miss::NotManagedIdentity);
        }
        let found = best(of_resource);
        match self.other_side.named_by {
            // It was taken for one that is in no perimeter.
            _ if parts.is_none() => self.looks_at_resource(kind(&found), witness),
            NamedBy::Caller => witness.looks_at_member(Axis::CallerResource, party, kind(&found)),
            NamedBy::Destination => witness.looks_at_member(Axis::Destination, party, kind(&found)),
            NamedBy::KeyVault => {}
        }
        if matches!(found, Match::Matches(_)) || !by_caller {
            return found;
        }
        let claim = best(claimed);
        witness.looks_at(Axis::Perimeters(party), kind(&claim));
        if kind(&claim) > kind(&found) { claim } else { found }
    }
}

/// A match as a number: no, perhaps, yes.
pub(crate) fn kind(found: &Match) -> u64 {
    match found {
        Match::Misses(_) => 0,
        Match::Undecided(_) => 1,
        Match::Matches(_) => 2,
    }
}
