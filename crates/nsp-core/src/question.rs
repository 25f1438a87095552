//! A request resolved against a configuration.

use alloc::vec::Vec;

use crate::compiled::{AssociationRef, Compiled};
use crate::id::{PerimeterId, Region, ResourceId, SubscriptionId, TenantId, is_symbolic};
use crate::membership::better;
use crate::outcome::{Direction, State};
use crate::places::{Governing, Place, Rank};
use crate::prefix_index::PrefixIndex;
use crate::request::{
    Address, Authentication, Caller, Destination, Feature, Flow, Inbound, Path, Request,
};
use crate::resource::{Network, PublicNetworkAccess, Resource};
use crate::revision::Revision;
use crate::trace::{By, Match, Miss};

/// A request resolved against a configuration: every name looked up, ready to be asked under any
/// state and, for a replay, with one address after another.
#[derive(Clone, Debug)]
pub struct Question<'c> {
    pub(crate) compiled: &'c Compiled,
    pub(crate) request: &'c Request,
    pub(crate) revision: Revision,
    pub(crate) place: Option<Place<'c>>,
    pub(crate) resource: Option<&'c Resource>,
    pub(crate) governing: Option<Governing>,
    /// Where none decides for certain, those that may.
    pub(crate) in_doubt: Vec<AssociationRef>,
    pub(crate) is_storage: bool,
    pub(crate) address: Address,
    /// Whether the caller proves itself by a managed identity; `None` where that is not known.
    pub(crate) managed: Option<bool>,
    pub(crate) other_side: OtherSide<'c>,
    pub(crate) region: CallerRegion,
    /// The address was not given and is taken for one that no rule names.
    pub(crate) assumed_address: bool,
}

/// The caller, or the destination, as a member of perimeters.
#[derive(Clone, Debug, Default)]
pub(crate) struct OtherSide<'c> {
    pub(crate) named_by: NamedBy,
    pub(crate) perimeters: Vec<PerimeterName<'c>>,
    pub(crate) resource: Option<&'c ResourceId>,
    pub(crate) place: Option<Place<'c>>,
    pub(crate) is_associated: bool,
}

impl OtherSide<'_> {
    /// Takes the other side for a resource that is not associated.
    pub(crate) fn leave_perimeters(&mut self) {
        self.perimeters.clear();
        self.is_associated = false;
    }
}

/// Who says what the other side is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NamedBy {
    /// The request, of its caller.
    #[default]
    Caller,
    /// The request, of its destination.
    Destination,
    /// The account, of its Key Vault.
    KeyVault,
}

/// A perimeter of the estate, or one outside it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PerimeterName<'c> {
    Known(u32),
    Outside(&'c PerimeterId),
}

/// Whether a caller is in the resource's own region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallerRegion {
    Other,
    AssumedOther,
    Same,
    /// One of the two is not known, though the caller's is given.
    Undecided,
}

impl Compiled {
    /// Resolves a request.
    #[must_use]
    pub fn question<'c>(&'c self, request: &'c Request) -> Question<'c> {
        let place = self.place(&request.resource);
        let resource = place.and_then(|place| self.resource(place));
        let mut question = Question {
            compiled: self,
            request,
            revision: self.snapshot().revision,
            place,
            resource,
            governing: place.and_then(|place| place.governing),
            in_doubt: self.perhaps_associated(&request.resource).collect(),
            is_storage: request.resource.is_storage_account(),
            address: Address::NotGiven,
            managed: None,
            other_side: OtherSide::default(),
            region: CallerRegion::AssumedOther,
            assumed_address: false,
        };
        match &request.flow {
            Flow::Inbound(inbound) => question.resolve_caller(inbound),
            Flow::Outbound(outbound) => {
                question.managed = question.has_managed_identity();
                question.resolve_destination(&outbound.destination);
            }
        }
        question
    }
}

impl<'c> Question<'c> {
    /// The same question from another address; [`Address`] as in a [`Caller`].
    pub fn set_address(&mut self, address: Address) {
        self.address = address.folded();
    }

    /// The same question judged by another revision of the storage article.
    #[must_use]
    pub fn judged_by(mut self, revision: Revision) -> Self {
        self.revision = revision;
        self
    }

    /// The same question of a resource that is in a perimeter by an association without a profile.
    pub(crate) fn joined(&self, at: AssociationRef) -> Self {
        let AssociationRef { perimeter, association, .. } = at;
        let rank = Rank::Unknown;
        let governing = Some(Governing { perimeter, association, profile: None, rank });
        Self { governing, ..self.clone() }
    }

    /// Which way the decision looks: a question about customer-managed keys is decided by the
    /// account's way out to its Key Vault.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match &self.request.flow {
            Flow::Inbound(inbound) if self.asks_for_key_vault(inbound) => Direction::Outbound,
            Flow::Inbound(_) => Direction::Inbound,
            Flow::Outbound(_) => Direction::Outbound,
        }
    }

    /// Whether `NspOutboundAttempt` is logged beside the outcome: the resource is associated and
    /// the destination lies in the same or a linked perimeter.
    #[must_use]
    pub fn logs_outbound_attempt(&self, state: State) -> bool {
        let Some(governing) = self.governing.filter(|_| state != State::NotAssociated) else {
            return false;
        };
        let Flow::Outbound(_) = self.request.flow else { return false };
        self.membership(governing.perimeter) == Match::Matches(By::Itself)
            || self.has_approved_link(governing.perimeter)
    }

    /// The indexes that an answer asks about the caller's address.
    pub(crate) fn address_indexes(&self) -> Vec<&'c PrefixIndex> {
        let profile =
            self.governing.and_then(|it| self.compiled.profile(it.perimeter, it.profile?));
        let firewall = self.place.and_then(|place| self.compiled.firewall(place));
        let mut indexes = Vec::new();
        if let Some((_, profile)) = profile {
            indexes.extend([&profile.prefixes, &profile.tags]);
        }
        indexes.extend(firewall.map(|firewall| &firewall.prefixes));
        indexes.retain(|index| !index.is_empty());
        indexes
    }

    /// Whether the decision is that of the account's outbound leg to its Key Vault.
    pub(crate) fn asks_for_key_vault(&self, inbound: &Inbound) -> bool {
        self.is_storage
            && self.request.feature == Some(Feature::CustomerManagedKeys)
            && !matches!(inbound.path, Path::ControlPlane | Path::PrivateEndpoint)
    }

    /// `publicNetworkAccess` and whether it was given; `None` where nothing is known.
    pub(crate) fn public_network_access(&self) -> Option<(PublicNetworkAccess, bool)> {
        match &self.resource?.network {
            Network::NotGiven => None,
            Network::Given { public_network_access: Some(value), .. } => {
                Some((value.clone(), true))
            }
            Network::Given { public_network_access: None, .. } => {
                Some((PublicNetworkAccess::Enabled, false))
            }
        }
    }

    /// Whether the user vouches that the caller's address is the one Azure sees.
    pub(crate) fn caller_address_is_public(&self) -> bool {
        matches!(&self.request.flow, Flow::Inbound(inbound) if inbound.caller.address_is_public)
    }

    /// The caller's subscription, from the request or the caller's id.
    pub(crate) fn subscription(&self, caller: &Caller) -> Option<SubscriptionId> {
        caller
            .subscription
            .clone()
            .or_else(|| caller.resource.as_ref().and_then(ResourceId::subscription))
    }

    /// The caller's tenant, from the request or the estate.
    pub(crate) fn tenant<'q>(&'q self, caller: &'q Caller) -> Option<&'q TenantId> {
        caller.tenant.as_ref().or_else(|| {
            let place = self.other_side.place?;
            self.compiled.resource(place)?.tenant_id.as_ref()
        })
    }

    /// Whether the other side is a member of a perimeter of the estate.
    pub(crate) fn membership(&self, perimeter: u32) -> Match {
        let mut found = Match::Misses(Miss::NotInPerimeter);
        for name in &self.other_side.perimeters {
            let tried = self.compiled.is_perimeter(*name, perimeter);
            if better(&tried, &found) {
                found = tried;
            }
        }
        found
    }

    /// Whether the resource has a managed identity, where a document says.
    pub(crate) fn has_managed_identity(&self) -> Option<bool> {
        self.resource?.managed_identity
    }

    /// The host name a request for the account's Key Vault goes to, where it is known.
    pub(crate) fn key_vault(&self) -> Option<&'c str> {
        self.resource?.key_vault.as_deref().filter(|host| !is_symbolic(host))
    }

    fn resolve_caller(&mut self, inbound: &'c Inbound) {
        let caller = &inbound.caller;
        self.address = caller.address.folded();
        self.managed = Some(inbound.authentication == Some(Authentication::ManagedIdentity));
        let resource = caller.resource.as_ref();
        let place = resource.and_then(|resource| self.compiled.place(resource));
        self.other_side.resource = resource;
        self.other_side.place = place;
        self.join(place);
        for name in &caller.perimeters {
            self.other_side.perimeters.push(self.compiled.perimeter_named(name));
        }
        let estate = place.and_then(|place| self.compiled.resource(place));
        let region: Option<&Region> =
            caller.region.as_ref().or_else(|| estate.and_then(|it| it.location.as_ref()));
        let own = self.resource.and_then(|resource| resource.location.as_ref());
        self.region = match (region, own) {
            (None, _) => CallerRegion::AssumedOther,
            (Some(_), None) => CallerRegion::Undecided,
            (Some(region), Some(own)) if region.is_symbolic() || own.is_symbolic() => {
                CallerRegion::Undecided
            }
            (Some(region), Some(own)) if region == own => CallerRegion::Same,
            (Some(_), Some(_)) => CallerRegion::Other,
        };
    }

    fn resolve_destination(&mut self, destination: &'c Destination) {
        let resource = match destination {
            Destination::Resource(id) => Some(id),
            Destination::Name(name) => self.compiled.resource_of_endpoint(name),
        };
        self.resolve_other_side(resource, NamedBy::Destination);
    }

    pub(crate) fn resolve_other_side(
        &mut self,
        resource: Option<&'c ResourceId>,
        named_by: NamedBy,
    ) {
        self.other_side = OtherSide { named_by, resource, ..OtherSide::default() };
        self.other_side.place = resource.and_then(|resource| self.compiled.place(resource));
        self.join(self.other_side.place);
    }

    fn join(&mut self, place: Option<Place<'_>>) {
        self.other_side.is_associated = place.is_some_and(|place| place.governing.is_some());
        for at in place.into_iter().flat_map(|place| place.associations) {
            self.other_side.perimeters.push(PerimeterName::Known(at.perimeter));
        }
    }
}
