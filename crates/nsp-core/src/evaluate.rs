//! The decision procedure. With the modules it calls, the only place with the rules of network
//! security perimeters.

use alloc::string::String;
use alloc::vec::Vec;

use crate::basis;
use crate::compiled::Compiled;
use crate::look::Axis;
use crate::membership::Scope;
use crate::outcome::{Outcome, OwnGround, State, Verdict};
use crate::places::{Governing, endpoints};
use crate::question::{NamedBy, Question};
use crate::request::{
    Authentication, Destination, Feature, Flow, Inbound, Path, Protocol, Request,
};
use crate::resource::PublicNetworkAccess;
use crate::revision::Revision;
use crate::rules::Kinds;
use crate::trace::{
    Assumption, Basis, Decision, Event, Match, Missing, Note, Step, Support, Witness,
};

/// Decides one request under one state, with the evidence.
#[must_use]
pub fn decide(compiled: &Compiled, request: &Request, state: State) -> Decision {
    compiled.question(request).decide(state)
}

/// Decides one request under one state, showing every step to a witness.
///
/// The outcome does not depend on the witness.
pub fn evaluate<W: Witness>(
    compiled: &Compiled,
    request: &Request,
    state: State,
    witness: &mut W,
) -> Outcome {
    compiled.question(request).evaluate(state, witness)
}

/// The first thing on the way that could not be decided.
///
/// Steps behind it are taken all the same: where they allow, the request is allowed whatever the
/// answer to the doubt; where they deny, nobody knows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Doubt(Option<Basis>);

impl Doubt {
    pub(crate) fn about(&mut self, basis: Basis) {
        self.0.get_or_insert(basis);
    }

    fn settle(self, outcome: Outcome, basis: Basis) -> (Outcome, Basis) {
        match self.0 {
            None => (outcome, basis),
            Some(doubt) => {
                let allowed = outcome.verdict() == Verdict::Allowed;
                (Outcome::Undecided { allowed }, doubt)
            }
        }
    }
}

/// Which answer of the resource's own rules is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fallback {
    NotAssociated,
    Transition,
    Audit,
}

impl Fallback {
    pub(crate) fn is_logged(self) -> bool {
        self == Self::Transition
    }
}

impl Question<'_> {
    /// Decides under one state, with the evidence.
    #[must_use]
    pub fn decide(&self, state: State) -> Decision {
        let mut trace = Vec::new();
        let outcome = self.evaluate(state, &mut trace);
        let basis = trace.last().map_or(basis::UNKNOWN_RESOURCE, |step| step.basis);
        let would_be = (state == State::Audit && self.governing.is_some())
            .then(|| self.evaluate(State::Enforced, &mut ()));
        let other = self.revision.other();
        let answer = self.clone().judged_by(other).evaluate(state, &mut ());
        Decision {
            state,
            direction: self.direction(),
            outcome,
            basis,
            would_be,
            other_revision: (answer.verdict() != outcome.verdict()).then_some((other, answer)),
            outbound_attempt: self.logs_outbound_attempt(state),
            trace,
        }
    }

    /// Decides under one state, showing every step to a witness.
    pub fn evaluate<W: Witness>(&self, state: State, witness: &mut W) -> Outcome {
        if state == State::NotAssociated || self.in_doubt.is_empty() {
            self.walk(state, witness)
        } else {
            self.decide_in_doubt(&self.in_doubt, state, witness)
        }
    }

    /// Walks the steps, as if it were known which association decides.
    pub(crate) fn walk<W: Witness>(&self, state: State, witness: &mut W) -> Outcome {
        match &self.request.flow {
            Flow::Inbound(inbound) => self.inbound(inbound, state, witness),
            Flow::Outbound(outbound) => {
                let names = match &outbound.destination {
                    Destination::Name(name) => Some(name.as_str()),
                    Destination::Resource(_) => None,
                };
                self.outbound(Some(names), state, witness)
            }
        }
    }

    fn inbound<W: Witness>(&self, inbound: &Inbound, state: State, witness: &mut W) -> Outcome {
        let associated = self.governing.filter(|_| state != State::NotAssociated);
        looks_at(witness, Axis::Path, || inbound.path.kind());
        match inbound.path {
            Path::ControlPlane => {
                saw(witness, Event::ControlPlane, basis::CONTROL_PLANE);
                return end(witness, (Outcome::NotGoverned, basis::CONTROL_PLANE));
            }
            Path::PrivateEndpoint => {
                saw(witness, Event::PrivateEndpoint, basis::PRIVATE_ENDPOINT);
                let outcome = Outcome::PrivateEndpoint { associated: associated.is_some() };
                return end(witness, (outcome, basis::PRIVATE_ENDPOINT));
            }
            Path::Public | Path::ServiceEndpoint { .. } | Path::StandardServiceEndpoint => {}
        }
        let asks_for_key_vault = self.asks_for_key_vault(inbound);
        if self.is_storage {
            looks_at(witness, Axis::Feature, || u64::from(asks_for_key_vault));
        }
        if asks_for_key_vault {
            let blocked = self.revision.supports_protocol(inbound.protocol) == Support::Blocked;
            if associated.is_some() {
                looks_at(witness, Axis::Protocol, || u64::from(blocked));
            }
            if associated.is_none() || !blocked {
                return self.to_key_vault(state, witness);
            }
        }
        if self.assumed_address {
            saw(witness, Event::Assumed(Assumption::OtherAddress), basis::NO_ADDRESS);
        }
        let Some(governing) = associated else {
            return self.unassociated_inbound(inbound, witness);
        };
        self.saw_association(governing, witness);
        if self.is_storage {
            let support = self.revision.supports_protocol(inbound.protocol);
            looks_at(witness, Axis::Protocol, || support as u64);
        }
        let kinds = match self.gate(inbound.protocol, state, witness) {
            Gate::Ends(outcome, basis) => return end(witness, (outcome, basis)),
            Gate::AsIfNotAssociated => return self.own_rules_alone(inbound, witness),
            Gate::Open(kinds) => kinds,
        };
        let mut doubt = Doubt::default();
        if matches!(inbound.path, Path::ServiceEndpoint { .. }) {
            saw(witness, Event::ServiceEndpoint, basis::SERVICE_ENDPOINT);
        } else if let Some(ended) =
            self.perimeter_inbound(inbound, governing, kinds, &mut doubt, witness)
        {
            return end(witness, ended);
        }
        let ended = match kinds {
            Kinds::Every => self.without_rule(inbound, state, doubt, witness),
            Kinds::AddressPrefixes => self.without_rule_over_smb(inbound, state, doubt, witness),
        };
        end(witness, ended)
    }

    /// The perimeter's own ways in: membership, links, access rules.
    fn perimeter_inbound<W: Witness>(
        &self,
        inbound: &Inbound,
        governing: Governing,
        kinds: Kinds,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> Option<(Outcome, Basis)> {
        if inbound.path == Path::StandardServiceEndpoint {
            let note = Event::Note(Note::StandardServiceEndpoint);
            saw(witness, note, basis::STANDARD_SERVICE_ENDPOINT);
        }
        if kinds == Kinds::Every {
            self.note_caller(inbound, witness);
            match self.same_perimeter(governing.perimeter, witness) {
                Match::Matches(_) => {
                    return Some(doubt.settle(Outcome::IntraPerimeter, basis::SAME_PERIMETER));
                }
                Match::Undecided(_) => doubt.about(basis::SAME_PERIMETER),
                Match::Misses(_) => self.note_sas(inbound, governing, witness),
            }
            let scope = Scope::Profile(self.profile_name(governing));
            match self.linked(governing.perimeter, scope, witness) {
                (Match::Matches(_), Some(link)) => {
                    return Some(doubt.settle(Outcome::Link(link), basis::BY_LINK));
                }
                (Match::Undecided(_), _) => doubt.about(basis::LINK),
                _ => {}
            }
        }
        let rules = self.inbound_rules(governing, &inbound.caller, kinds, witness);
        self.note_rule(&rules.found, witness);
        match (rules.found, rules.rule) {
            (Match::Matches(_), Some(rule)) => {
                Some(doubt.settle(Outcome::PerimeterRule(rule), rules.basis))
            }
            (Match::Undecided(_), _) => {
                doubt.about(rules.basis);
                None
            }
            _ => None,
        }
    }

    /// What happens where the perimeter has no way in for the request.
    fn without_rule<W: Witness>(
        &self,
        inbound: &Inbound,
        state: State,
        doubt: Doubt,
        witness: &mut W,
    ) -> (Outcome, Basis) {
        match state {
            State::Enforced => {
                saw(witness, Event::EnforcedStops, basis::ENFORCED);
                doubt.settle(Outcome::NoPerimeterRule, basis::ENFORCED)
            }
            State::Audit => {
                saw(witness, Event::AuditFallsBack, basis::AUDIT);
                self.own_rules(inbound, Fallback::Audit, doubt, witness)
            }
            State::Learning | State::NotAssociated => {
                self.own_rules(inbound, Fallback::Transition, doubt, witness)
            }
        }
    }

    /// SMB in the preview: beside a perimeter's address prefixes only the account's IP rules count,
    /// and these only where Transition falls back.
    fn without_rule_over_smb<W: Witness>(
        &self,
        inbound: &Inbound,
        state: State,
        mut doubt: Doubt,
        witness: &mut W,
    ) -> (Outcome, Basis) {
        if state == State::Enforced {
            saw(witness, Event::EnforcedStops, basis::ENFORCED);
            return doubt.settle(Outcome::Protocol, basis::PREVIEW);
        }
        let fallback = if state == State::Audit { Fallback::Audit } else { Fallback::Transition };
        match self.asked_public_network_access(witness) {
            None => return self.missing(Missing::OwnRules, basis::ASSUMED_DEFAULT, witness),
            Some(PublicNetworkAccess::Unrecognized(_)) => {
                let missing = Missing::PublicNetworkAccess;
                return self.missing(missing, basis::PUBLIC_NETWORK_ACCESS, witness);
            }
            Some(PublicNetworkAccess::Enabled) => {
                if let Some(entry) = self.ip_rules(inbound, &mut doubt, witness) {
                    let ground = OwnGround::IpRule(entry);
                    let outcome = Outcome::OwnRules { ground, logged: fallback.is_logged() };
                    let audit = fallback == Fallback::Audit;
                    return doubt
                        .settle(outcome, if audit { basis::AUDIT } else { basis::PREVIEW });
                }
            }
            Some(PublicNetworkAccess::Disabled | PublicNetworkAccess::SecuredByPerimeter) => {}
        }
        let ended = doubt.settle(Outcome::Protocol, basis::PREVIEW);
        if ended.0 == Outcome::Protocol {
            note_transition(state, witness);
        }
        ended
    }

    fn unassociated_inbound<W: Witness>(&self, inbound: &Inbound, witness: &mut W) -> Outcome {
        match self.blocked_though_not_associated(witness) {
            Some(outcome) => outcome,
            None => self.own_rules_alone(inbound, witness),
        }
    }

    /// As if the resource were in no perimeter.
    fn own_rules_alone<W: Witness>(&self, inbound: &Inbound, witness: &mut W) -> Outcome {
        if self.place.is_none() {
            let ended = self.missing(Missing::Resource, basis::UNKNOWN_RESOURCE, witness);
            return end(witness, ended);
        }
        let ended = self.own_rules(inbound, Fallback::NotAssociated, Doubt::default(), witness);
        end(witness, ended)
    }

    fn own_rules<W: Witness>(
        &self,
        inbound: &Inbound,
        fallback: Fallback,
        mut doubt: Doubt,
        witness: &mut W,
    ) -> (Outcome, Basis) {
        let disabled = match self.asked_public_network_access(witness) {
            None => {
                let missing = Missing::OwnRules;
                let (outcome, basis) = self.missing(missing, basis::ASSUMED_DEFAULT, witness);
                return doubt.settle(outcome, basis);
            }
            Some(PublicNetworkAccess::Unrecognized(_)) => {
                let (missing, basis) = (Missing::PublicNetworkAccess, basis::PUBLIC_NETWORK_ACCESS);
                let (outcome, basis) = self.missing(missing, basis, witness);
                return doubt.settle(outcome, basis);
            }
            Some(PublicNetworkAccess::SecuredByPerimeter) => {
                return self.without_own_rules(fallback, doubt, witness);
            }
            Some(PublicNetworkAccess::Enabled) => false,
            Some(PublicNetworkAccess::Disabled) => true,
        };
        match self.firewall(inbound, disabled, fallback, &mut doubt, witness) {
            Ok((ground, basis)) => {
                let outcome = Outcome::OwnRules { ground, logged: fallback.is_logged() };
                doubt.settle(outcome, basis)
            }
            Err(basis) => doubt.settle(Outcome::Undecided { allowed: false }, basis),
        }
    }

    /// `SecuredByPerimeter` leaves nothing to the resource's own rules.
    fn without_own_rules<W: Witness>(
        &self,
        fallback: Fallback,
        doubt: Doubt,
        witness: &mut W,
    ) -> (Outcome, Basis) {
        match fallback {
            Fallback::NotAssociated => (Outcome::LockedDown, basis::LOCKED_DOWN),
            Fallback::Transition => transition_stops(doubt, witness),
            Fallback::Audit => {
                self.missing(Missing::AuditSecuredByPerimeter, basis::AUDIT, witness)
            }
        }
    }

    /// The account's way out to the Key Vault of its customer-managed key.
    fn to_key_vault<W: Witness>(&self, state: State, witness: &mut W) -> Outcome {
        if state == State::NotAssociated || self.governing.is_none() {
            let event = Event::Feature(Feature::CustomerManagedKeys, Support::ByKeyVault);
            saw(witness, event, self.article());
        }
        let host = self.key_vault();
        let mut out = self.clone();
        out.managed = self.has_managed_identity();
        let vault = host.and_then(|host| self.compiled.resource_of_endpoint(host));
        out.resolve_other_side(vault, NamedBy::KeyVault);
        out.outbound(host.map(Some), state, witness)
    }

    /// The decision on a way out. `destination` is `None` where nobody says where to, and holds
    /// no name where the destination is known by its resource alone.
    fn outbound<W: Witness>(
        &self,
        destination: Option<Option<&str>>,
        state: State,
        witness: &mut W,
    ) -> Outcome {
        let Some(governing) = self.governing.filter(|_| state != State::NotAssociated) else {
            return match self.blocked_though_not_associated(witness) {
                Some(outcome) => outcome,
                None => self.unassociated_outbound(witness),
            };
        };
        self.saw_association(governing, witness);
        match self.gate(Protocol::Https, state, witness) {
            Gate::Ends(outcome, basis) => return end(witness, (outcome, basis)),
            Gate::AsIfNotAssociated => return self.unassociated_outbound(witness),
            Gate::Open(_) => {}
        }
        let mut doubt = Doubt::default();
        let ended = match destination {
            None => {
                saw(witness, Event::Missing(Missing::KeyVault), self.article());
                doubt.about(self.article());
                None
            }
            Some(name) => self.perimeter_outbound(name, governing, &mut doubt, witness),
        };
        let ended = ended.unwrap_or_else(|| self.without_outbound_rule(state, doubt, witness));
        end(witness, ended)
    }

    fn perimeter_outbound<W: Witness>(
        &self,
        name: Option<&str>,
        governing: Governing,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> Option<(Outcome, Basis)> {
        match self.same_perimeter(governing.perimeter, witness) {
            Match::Matches(_) => {
                return Some((Outcome::IntraPerimeter, basis::SAME_PERIMETER));
            }
            Match::Undecided(_) => doubt.about(basis::SAME_PERIMETER),
            Match::Misses(_) => {}
        }
        match self.linked(governing.perimeter, Scope::Every, witness) {
            (Match::Matches(_), Some(link)) => {
                return Some(doubt.settle(Outcome::Link(link), basis::BY_LINK));
            }
            (Match::Undecided(_), _) => doubt.about(basis::LINK),
            _ => {}
        }
        // A resource is known by each of its endpoints; a name that was asked for is that one.
        let resource = self.other_side.resource.filter(|_| name.is_none());
        let own: Vec<String> = resource.into_iter().flat_map(endpoints).collect();
        let names: Vec<&str> = name.into_iter().chain(own.iter().map(String::as_str)).collect();
        let rules = self.outbound_rules(governing, &names, witness);
        match (rules.found, rules.rule) {
            (Match::Matches(_), Some(rule)) => {
                if rules.basis == basis::WILDCARD {
                    saw(witness, Event::Note(Note::WildcardInferred), basis::WILDCARD);
                }
                Some(doubt.settle(Outcome::PerimeterRule(rule), rules.basis))
            }
            (Match::Undecided(_), _) => {
                doubt.about(rules.basis);
                None
            }
            _ => None,
        }
    }

    fn without_outbound_rule<W: Witness>(
        &self,
        state: State,
        doubt: Doubt,
        witness: &mut W,
    ) -> (Outcome, Basis) {
        if state == State::Enforced {
            saw(witness, Event::EnforcedStops, basis::ENFORCED);
            return doubt.settle(Outcome::NoPerimeterRule, basis::ENFORCED);
        }
        let audit = state == State::Audit;
        if audit {
            saw(witness, Event::AuditFallsBack, basis::AUDIT);
        }
        match self.asked_public_network_access(witness) {
            None => self.missing(Missing::OwnRules, basis::UNRESTRICTED_OUTBOUND, witness),
            Some(PublicNetworkAccess::Unrecognized(_)) => {
                self.missing(Missing::PublicNetworkAccess, basis::PUBLIC_NETWORK_ACCESS, witness)
            }
            Some(PublicNetworkAccess::SecuredByPerimeter) if audit => {
                self.missing(Missing::AuditSecuredByPerimeter, basis::AUDIT, witness)
            }
            Some(PublicNetworkAccess::SecuredByPerimeter) => transition_stops(doubt, witness),
            Some(PublicNetworkAccess::Enabled | PublicNetworkAccess::Disabled) => {
                saw(witness, Event::UnrestrictedOutbound, basis::UNRESTRICTED_OUTBOUND);
                let basis = if audit { basis::AUDIT } else { basis::UNRESTRICTED_OUTBOUND };
                doubt.settle(Outcome::UnrestrictedOutbound { logged: !audit }, basis)
            }
        }
    }

    fn unassociated_outbound<W: Witness>(&self, witness: &mut W) -> Outcome {
        let ended = if self.place.is_none() {
            self.missing(Missing::Resource, basis::UNKNOWN_RESOURCE, witness)
        } else {
            match self.asked_public_network_access(witness) {
                None => self.missing(Missing::OwnRules, basis::LOCKED_DOWN, witness),
                Some(PublicNetworkAccess::Unrecognized(_)) => self.missing(
                    Missing::PublicNetworkAccess,
                    basis::PUBLIC_NETWORK_ACCESS,
                    witness,
                ),
                Some(PublicNetworkAccess::SecuredByPerimeter) => {
                    (Outcome::LockedDown, basis::LOCKED_DOWN)
                }
                Some(PublicNetworkAccess::Enabled | PublicNetworkAccess::Disabled) => {
                    saw(witness, Event::UnrestrictedOutbound, basis::UNRESTRICTED_OUTBOUND);
                    let outcome = Outcome::UnrestrictedOutbound { logged: false };
                    (outcome, basis::UNRESTRICTED_OUTBOUND)
                }
            }
        };
        end(witness, ended)
    }

    /// The protocol and feature table of the storage article.
    fn gate<W: Witness>(&self, protocol: Protocol, state: State, witness: &mut W) -> Gate {
        if !self.is_storage {
            return Gate::Open(Kinds::Every);
        }
        let article = self.article();
        let support = self.revision.supports_protocol(protocol);
        if protocol != Protocol::Https {
            saw(witness, Event::Protocol(support), article);
        }
        match support {
            Support::Blocked => {
                note_transition(state, witness);
                return Gate::Ends(Outcome::Protocol, article);
            }
            Support::OnlyByAddress => {
                return match self.feature_gate(state, witness) {
                    Gate::Open(_) => Gate::Open(Kinds::AddressPrefixes),
                    other => other,
                };
            }
            _ => {}
        }
        self.feature_gate(state, witness)
    }

    fn feature_gate<W: Witness>(&self, state: State, witness: &mut W) -> Gate {
        looks_at(witness, Axis::Feature, || {
            let support = self.request.feature.map(|it| self.revision.supports_feature(it));
            match support {
                Some(Support::Blocked) => 1,
                Some(Support::Unsupported) => 2,
                Some(Support::NotHonoured) => 3,
                Some(Support::Governed | Support::OnlyByAddress | Support::ByKeyVault) | None => 0,
            }
        });
        let Some(feature) = self.request.feature else { return Gate::Open(Kinds::Every) };
        let article = self.article();
        let support = self.revision.supports_feature(feature);
        saw(witness, Event::Feature(feature, support), article);
        match support {
            Support::Blocked => {
                note_transition(state, witness);
                Gate::Ends(Outcome::UnsupportedFeature { blocked: true }, article)
            }
            Support::Unsupported => {
                saw(witness, Event::Note(Note::FeatureUnsupported(feature)), article);
                Gate::Ends(Outcome::UnsupportedFeature { blocked: false }, article)
            }
            Support::NotHonoured => Gate::AsIfNotAssociated,
            Support::Governed | Support::OnlyByAddress | Support::ByKeyVault => {
                Gate::Open(Kinds::Every)
            }
        }
    }

    /// From the second revision on, replication is blocked if either account is associated.
    fn blocked_though_not_associated<W: Witness>(&self, witness: &mut W) -> Option<Outcome> {
        saw(witness, Event::NotAssociated, basis::NOT_ASSOCIATED);
        let table = self.is_storage && self.revision == Revision::GeneralAvailability;
        let replicates = self.request.feature == Some(Feature::ObjectReplication);
        let other = self.other_side.is_associated;
        if table {
            looks_at(witness, Axis::Feature, || u64::from(replicates));
            if replicates {
                self.looks_at_resource(u64::from(other), witness);
            }
        }
        let blocked = table && replicates && other;
        blocked.then(|| {
            let event = Event::Feature(Feature::ObjectReplication, Support::Blocked);
            saw(witness, event, basis::GENERAL_AVAILABILITY);
            let outcome = Outcome::UnsupportedFeature { blocked: true };
            end(witness, (outcome, basis::GENERAL_AVAILABILITY))
        })
    }

    fn saw_association<W: Witness>(&self, governing: Governing, witness: &mut W) {
        let Governing { perimeter, association, .. } = governing;
        // What a page that is missing may say is no second association.
        let certain = self.place.into_iter().flat_map(|place| place.associations);
        let certain = certain.filter(|at| !self.compiled.is_nameless(at.perimeter));
        let several = W::WATCHES && certain.count() > 1;
        let basis = if several { basis::SEVERAL_ASSOCIATIONS } else { basis::ASSOCIATED };
        saw(witness, Event::Associated { perimeter, association }, basis);
    }

    /// What is taken for granted about the caller's identity.
    fn note_caller<W: Witness>(&self, inbound: &Inbound, witness: &mut W) {
        if inbound.authentication.is_none() {
            saw(witness, Event::Assumed(Assumption::EntraUser), basis::NO_IDENTITY);
        }
        let nowhere = self.other_side.perimeters.is_empty();
        if nowhere && inbound.authentication == Some(Authentication::ManagedIdentity) {
            saw(witness, Event::Assumed(Assumption::NoMember), basis::NO_PERIMETER);
        }
    }

    fn note_sas<W: Witness>(&self, inbound: &Inbound, governing: Governing, witness: &mut W) {
        if W::WATCHES
            && inbound.authentication == Some(Authentication::Sas)
            && matches!(self.membership(governing.perimeter), Match::Matches(_))
        {
            saw(witness, Event::Note(Note::SasRejected), basis::SAS_REJECTED);
        }
    }

    fn profile_name(&self, governing: Governing) -> &str {
        let perimeter = self.compiled.snapshot().perimeters.get(governing.perimeter as usize);
        perimeter
            .and_then(|perimeter| perimeter.associations.get(governing.association as usize))
            .map_or("", |association| association.profile.as_str())
    }

    /// `publicNetworkAccess`, with the assumption marked where it was absent.
    pub(crate) fn asked_public_network_access<W: Witness>(
        &self,
        witness: &mut W,
    ) -> Option<PublicNetworkAccess> {
        let (value, given) = self.public_network_access()?;
        if W::WATCHES {
            if !given {
                let assumed = Event::Assumed(Assumption::PublicNetworkAccessEnabled);
                saw(witness, assumed, basis::ASSUMED_DEFAULT);
            }
            let event = Event::PublicNetworkAccess(value.clone());
            saw(witness, event, basis::PUBLIC_NETWORK_ACCESS);
        }
        Some(value)
    }

    fn missing<W: Witness>(
        &self,
        missing: Missing,
        basis: Basis,
        witness: &mut W,
    ) -> (Outcome, Basis) {
        saw(witness, Event::Missing(missing), basis);
        (Outcome::Undecided { allowed: false }, basis)
    }

    fn article(&self) -> Basis {
        match self.revision {
            Revision::Preview => basis::PREVIEW,
            Revision::GeneralAvailability => basis::GENERAL_AVAILABILITY,
        }
    }
}

/// What the protocol and feature table makes of a request.
enum Gate {
    Ends(Outcome, Basis),
    AsIfNotAssociated,
    Open(Kinds),
}

/// ST26 on what is blocked.
fn note_transition<W: Witness>(state: State, witness: &mut W) {
    if state == State::Learning {
        saw(witness, Event::Note(Note::TransitionMayPass), basis::TRANSITION_MAY_PASS);
    }
}

/// Transition with nothing to fall back to.
fn transition_stops<W: Witness>(doubt: Doubt, witness: &mut W) -> (Outcome, Basis) {
    let ended = doubt.settle(Outcome::NoPerimeterRule, basis::TRANSITION_SECURED);
    if ended.0 == Outcome::NoPerimeterRule {
        let note = Event::Note(Note::CategoryInferred);
        saw(witness, note, basis::TRANSITION_SECURED_CATEGORY);
    }
    ended
}

pub(crate) fn saw<W: Witness>(witness: &mut W, event: Event, basis: Basis) {
    if W::WATCHES {
        witness.saw(Step { event, basis });
    }
}

/// Says that an attribute was looked at and what was seen, where that is wanted.
pub(crate) fn looks_at<W: Witness>(witness: &mut W, axis: Axis, seen: impl FnOnce() -> u64) {
    if W::EXPLORES {
        witness.looks_at(axis, seen());
    }
}

fn end<W: Witness>(witness: &mut W, (outcome, basis): (Outcome, Basis)) -> Outcome {
    saw(witness, Event::Ended(outcome.ground(), outcome.verdict()), basis);
    outcome
}
