//! What turns a call between two resources of the estate.

use alloc::vec::Vec;

use nsp_core::{Compiled, Request, State, Verdict};

use super::{Flips, opposite, search, turned};

/// What turns the verdict of one leg of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegFlips {
    /// The request as the resource of this leg sees it.
    pub request: Request,
    /// What turns its verdict.
    pub flips: Flips,
}

/// What turns a call that passes two resources of the estate: for each leg that does not let it
/// through, the changes there that leave the other leg as it is. Where both do, the leg that was
/// asked about, in the state that was asked about; the other is decided in the state that its own
/// association is in.
///
/// A request with one leg has one: what [`flips`](super::flips) finds.
#[must_use]
pub fn of_legs(compiled: &Compiled, request: &Request, state: State) -> Vec<LegFlips> {
    let question = compiled.question(request);
    let outcome = question.evaluate(state, &mut ());
    let far = |compiled: &Compiled| {
        let leg = compiled.question(request).decide_other_leg(state)?;
        Some((leg.request, leg.decision.outcome))
    };
    let other = far(compiled);
    let far_verdict = |compiled: &Compiled| far(compiled).map(|(_, outcome)| outcome.verdict());
    let far_passes = other.as_ref().is_none_or(|(_, it)| it.verdict() == Verdict::Allowed);
    let passes = outcome.verdict() == Verdict::Allowed;
    let mut legs = Vec::new();
    if !passes || far_passes {
        let flips = search(compiled, request, outcome, |change, changed| {
            let kept = passes || !far_passes || far_verdict(changed) == far_verdict(compiled);
            kept && turned(compiled, request, state, change, changed) == opposite(outcome.verdict())
        });
        legs.push(LegFlips { request: request.clone(), flips });
    }
    if let Some((far, outcome)) = other.filter(|_| !far_passes) {
        let flips = search(compiled, &far, outcome, |change, changed| {
            let near = turned(compiled, request, state, change, changed);
            (near == Verdict::Allowed || !passes) && far_verdict(changed) == Some(Verdict::Allowed)
        });
        legs.push(LegFlips { request: far, flips });
    }
    legs
}
