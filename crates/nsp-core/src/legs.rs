//! The other leg of a call between two resources of the estate.

use crate::id::ResourceId;
use crate::outcome::{Ground, Outcome, State, Verdict};
use crate::question::Question;
use crate::request::{
    Address, Authentication, Destination, Feature, Flow, Inbound, Outbound, Path, Request,
};
use crate::trace::{Decision, Event, Missing, Step};

/// A leg that was decided beside the one asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// What was asked.
    pub request: Request,
    /// The answer.
    pub decision: Decision,
}

impl Question<'_> {
    /// The outcome of the whole call in one state, without evidence: that of the worse leg, where
    /// [another](Self::decide_other_leg) has to allow it too; else that of the request itself.
    #[must_use]
    pub fn evaluate_call(&self, state: State) -> Outcome {
        let own = self.evaluate(state, &mut ());
        let verdict = own.verdict();
        if verdict == Verdict::Denied {
            return own;
        }
        let other = self.other_leg(state, |question| question.evaluate_as_it_is());
        let worse = other.map(|(_, other)| other);
        worse.filter(|other| verdict.and(other.verdict()) != verdict).unwrap_or(own)
    }

    /// Decides the other leg in the state its own association is in: the caller's way out for an
    /// inbound request, the destination's way in for an outbound one. `asked` is the state that the
    /// resource asked about is in: where it is not associated it is in no perimeter for the other
    /// side either.
    ///
    /// `None` where the other side is no resource of the estate, or the request comes through a
    /// private endpoint or goes to the control plane.
    #[must_use]
    pub fn decide_other_leg(&self, asked: State) -> Option<Leg> {
        let leg = self.other_leg(asked, |question| question.decide_as_it_is());
        leg.map(|(request, decision)| Leg { request, decision })
    }

    /// Decides the other leg in another state than its own association is in.
    #[must_use]
    pub fn decide_other_leg_under(&self, asked: State, state: State) -> Option<Leg> {
        let leg = self.other_leg(asked, |question| question.decide(state));
        leg.map(|(request, decision)| Leg { request, decision })
    }

    /// Decides in the state that the resource's own association is in.
    fn decide_as_it_is(&self) -> Decision {
        let state = self.compiled.state_of(&self.request.resource);
        let mut decision = self.decide(state.unwrap_or(State::Enforced));
        let (outcome, basis) = (decision.outcome, decision.basis);
        if state.is_none() && self.in_any_mode(outcome) != outcome {
            decision.outcome = self.in_any_mode(outcome);
            decision.trace.pop();
            for event in [
                Event::Missing(Missing::AccessMode),
                Event::Ended(Ground::Undecided, Verdict::Unknown),
            ] {
                decision.trace.push(Step { event, basis });
            }
        }
        decision
    }

    /// The same without evidence.
    fn evaluate_as_it_is(&self) -> Outcome {
        match self.compiled.state_of(&self.request.resource) {
            Some(state) => self.evaluate(state, &mut ()),
            None => self.in_any_mode(self.evaluate(State::Enforced, &mut ())),
        }
    }

    /// What an outcome under Enforced is where the access mode is not known: what Enforced allows,
    /// every mode allows; what it denies, another may let through. Of several associations nobody
    /// knows which decides.
    fn in_any_mode(&self, enforced: Outcome) -> Outcome {
        let several = self.place.is_some_and(|place| place.associations.len() > 1);
        match enforced.verdict() {
            Verdict::Denied => Outcome::Undecided { allowed: false },
            Verdict::Allowed if several => Outcome::Undecided { allowed: false },
            Verdict::Allowed | Verdict::Unknown => enforced,
        }
    }

    fn other_leg<T>(
        &self,
        asked: State,
        decide: impl FnOnce(&Question<'_>) -> T,
    ) -> Option<(Request, T)> {
        let other = self.other_side.resource.filter(|other| self.compiled.knows(other))?;
        if *other == self.request.resource {
            return None;
        }
        let flow = match &self.request.flow {
            Flow::Inbound(inbound)
                if matches!(inbound.path, Path::PrivateEndpoint | Path::ControlPlane) =>
            {
                return None;
            }
            Flow::Inbound(_) => Flow::Outbound(Outbound {
                destination: Destination::Resource(self.request.resource.clone()),
            }),
            Flow::Outbound(_) => Flow::Inbound(arrival(&self.request.resource)),
        };
        let feature = self.request.feature.filter(|it| *it == Feature::ObjectReplication);
        let request = Request { resource: other.clone(), flow, feature };
        let mut question = self.compiled.question(&request).judged_by(self.revision);
        if let Flow::Outbound(_) = &self.request.flow {
            question.managed = self.managed;
            question.assumed_address = true;
        }
        if asked == State::NotAssociated {
            question.other_side.leave_perimeters();
        }
        let decided = decide(&question);
        Some((request, decided))
    }
}

/// How a resource of the estate arrives at another: from an address that no rule names. Whether it
/// brings a managed identity is read from the resource, not from here.
fn arrival(source: &ResourceId) -> Inbound {
    let mut inbound = Inbound::default();
    inbound.caller.resource = Some(source.clone());
    inbound.caller.address = Address::Other;
    inbound.authentication = Some(Authentication::ManagedIdentity);
    inbound
}
