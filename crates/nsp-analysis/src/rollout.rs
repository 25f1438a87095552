//! In which order associations can be enforced without breaking what matters.
//!
//! Access mode is set for one association at a time. Whether a leg of a call gets through depends
//! on the mode of the association that governs it and on no other mode, so an enforcement that
//! breaks nothing now breaks nothing later either, and one that breaks something breaks it whatever
//! was enforced before. A law holds the engine to that; the order is exact because of it.

use alloc::vec::Vec;

use nsp_core::{AssociationRef, Compiled, Outcome, Request, ResourceId, State, Verdict};

/// An order of enforcements, as far as one breaks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Each association that governs a resource and is not enforced yet: those that break nothing
    /// first, those that break most last; otherwise in document order.
    pub steps: Vec<Step>,
    /// The flows, by place, that do not get through as things are: no enforcement breaks them.
    pub shut: Vec<usize>,
    /// The flows of which it is not known whether they get through as things are, and so neither
    /// whether an enforcement breaks them.
    pub unknown: Vec<Doubt>,
}

/// A flow of which it is not known whether it gets through as things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The flow, by place.
    pub flow: usize,
    /// The first leg that is in doubt, as its resource sees it.
    pub request: Request,
    /// The state it is asked in; `None` where that is what is not known.
    pub state: Option<State>,
}

/// The enforcement of one association.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub association: AssociationRef,
    /// The resource it governs.
    pub resource: ResourceId,
    /// How many legs of flows that get through now pass this resource. With none, nothing that
    /// matters is known of it, and the step is safe only as far as that goes.
    pub legs: usize,
    /// The legs that it breaks, in the order of the flows. They break whenever it is taken, unless
    /// something is changed before.
    pub breaks: Vec<Break>,
}

/// A leg of a flow that an enforcement breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The flow, by place.
    pub flow: usize,
    /// The request as the resource of the leg sees it.
    pub request: Request,
    /// How the leg ends now.
    pub before: Outcome,
    /// How it ends once enforced: Denied or Unknown.
    pub after: Outcome,
}

impl Plan {
    /// The first step that breaks a flow, if there is one.
    #[must_use]
    pub fn first_break(&self) -> Option<&Step> {
        self.steps.iter().find(|step| !step.breaks.is_empty())
    }
}

/// Orders the enforcements of an estate by what they do to flows that have to get through.
///
/// A flow is a request as its resource sees it; where both sides are of the estate, both legs count.
#[must_use]
pub fn plan(compiled: &Compiled, flows: &[Request]) -> Plan {
    let mut plan = Plan { steps: steps(compiled), ..Plan::default() };
    for (flow, request) in flows.iter().enumerate() {
        let legs = legs(compiled, request);
        let now = |leg: &Leg| leg.now.map_or(Verdict::Unknown, |now| now.verdict());
        if legs.iter().any(|leg| now(leg) == Verdict::Denied) {
            plan.shut.push(flow);
            continue;
        }
        if let Some(leg) = legs.iter().find(|leg| now(leg) == Verdict::Unknown) {
            let state = leg.now.and_then(|_| compiled.state_of(&leg.request.resource));
            plan.unknown.push(Doubt { flow, request: leg.request.clone(), state });
            continue;
        }
        for Leg { request, now, enforced } in legs {
            let governs = compiled.association_of(&request.resource);
            let step = plan.steps.iter_mut().find(|step| Some(step.association) == governs);
            let Some(step) = step else { continue };
            step.legs += 1;
            if let Some(before) = now.filter(|_| enforced.verdict() != Verdict::Allowed) {
                step.breaks.push(Break { flow, request, before, after: enforced });
            }
        }
    }
    plan.steps.sort_by_key(|step| step.breaks.len());
    plan
}

/// One leg as it is now and once enforced.
struct Leg {
    request: Request,
    /// `None` where the access mode is not known and modes differ.
    now: Option<Outcome>,
    enforced: Outcome,
}

fn legs(compiled: &Compiled, request: &Request) -> Vec<Leg> {
    let question = compiled.question(request);
    let now = |resource: &ResourceId, enforced: Outcome, in_state: &dyn Fn(State) -> Outcome| {
        match compiled.state_of(resource) {
            Some(state) => Some(in_state(state)),
            // Which of several associations decides is not known.
            None if compiled.associations_of(resource).len() > 1 => None,
            None => Some(enforced).filter(|it| it.verdict() == Verdict::Allowed),
        }
    };
    let in_state = |state| question.evaluate(state, &mut ());
    let enforced = in_state(State::Enforced);
    let near = now(&request.resource, enforced, &in_state);
    let mut legs = Vec::from([Leg { request: request.clone(), now: near, enforced }]);
    // A resource that is asked about as it is has the perimeters that the estate says.
    let far = |state| question.decide_other_leg_under(State::Enforced, state);
    if let Some(enforcing) = far(State::Enforced) {
        let enforced = enforcing.decision.outcome;
        let now = now(&enforcing.request.resource, enforced, &|state| {
            far(state).map_or(enforced, |leg| leg.decision.outcome)
        });
        legs.push(Leg { request: enforcing.request, now, enforced });
    }
    legs
}

/// Every association that governs its resource and is not enforced, in document order.
fn steps(compiled: &Compiled) -> Vec<Step> {
    let mut steps = Vec::new();
    for (perimeter, holder) in (0..).zip(&compiled.snapshot().perimeters) {
        for (place, listed) in (0..).zip(&holder.associations) {
            let governs = compiled.association_of(&listed.resource);
            let here = governs.filter(|it| (it.perimeter, it.association) == (perimeter, place));
            let Some(association) = here else { continue };
            if compiled.state_of(&listed.resource) != Some(State::Enforced) {
                let resource = listed.resource.clone();
                steps.push(Step { association, resource, legs: 0, breaks: Vec::new() });
            }
        }
    }
    steps
}
