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
    /// Decides where the access mode is not known: what Enforced allows, every mode allows; what it
    /// denies, another may let through. Of several associations nobody knows which decides.
    fn decide_in_any_state(&self) -> Decision {
        let mut decision = self.decide(State::Enforced);
        let several = self.place.is_some_and(|place| place.memberships.len() > 1);
        let verdict = decision.outcome.verdict();
        if verdict == Verdict::Denied || (several && verdict == Verdict::Allowed) {
            let basis = decision.basis;
            decision.outcome = Outcome::Undecided { allowed: false };
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

    /// Decides the other leg in the state its own association is in: the caller's way out for an
    /// inbound request, the destination's way in for an outbound one. `asked` is the state that the
    /// resource asked about is in: where it is not associated it is in no perimeter for the other
    /// side either.
    ///
    /// `None` where the other side is no resource of the estate, or the request comes through a
    /// private endpoint or goes to the control plane.
    #[must_use]
    pub fn decide_other_leg(&self, asked: State) -> Option<Leg> {
        self.other_leg(asked, |question| match self.compiled.state_of(&question.request.resource) {
            Some(state) => question.decide(state),
            None => question.decide_in_any_state(),
        })
    }

    /// Decides the other leg in another state than its own association is in.
    #[must_use]
    pub fn decide_other_leg_under(&self, asked: State, state: State) -> Option<Leg> {
        self.other_leg(asked, |question| question.decide(state))
    }

    fn other_leg(&self, asked: State, decide: impl Fn(&Question<'_>) -> Decision) -> Option<Leg> {
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
        let decision = decide(&question);
        Some(Leg { request, decision })
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
