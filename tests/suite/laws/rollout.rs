//! An order of enforcements does what it says, step by step.

use nsp_analysis::flip::Change;
use nsp_analysis::rollout::plan;
use nsp_core::{AccessMode, Compiled, Request, State, Verdict};

use super::{compile, for_each, shown};

const ROUNDS: u64 = 400;

/// Whether a request gets through on both of its legs, in the states the estate is in.
fn gets_through(compiled: &Compiled, request: &Request) -> bool {
    let question = compiled.question(request);
    let near = match compiled.state_of(&request.resource) {
        Some(state) => question.evaluate(state, &mut ()),
        // Which of several associations decides is not known.
        None if compiled.associations_of(&request.resource).len() > 1 => return false,
        // What Enforced allows, every mode allows.
        None => question.evaluate(State::Enforced, &mut ()),
    };
    let asked = compiled.state_of(&request.resource).unwrap_or(State::Enforced);
    let far = question.decide_other_leg(asked);
    let far = far.map_or(Verdict::Allowed, |it| it.decision.outcome.verdict());
    near.verdict().and(far) == Verdict::Allowed
}

#[test]
fn a_step_breaks_what_the_plan_says_and_nothing_else() {
    let (mut kept, mut broken) = (0, 0);
    for_each(ROUNDS, |_, snapshot, requests| {
        let before = compile(snapshot);
        let plan = plan(&before, requests);
        let mut through: Vec<bool> = requests.iter().map(|it| gets_through(&before, it)).collect();
        for (flow, request) in requests.iter().enumerate() {
            let unknown = plan.unknown.iter().any(|it| it.flow == flow);
            let kept = !plan.shut.contains(&flow) && !unknown;
            assert_eq!(through[flow], kept, "{}", shown(snapshot, request));
            assert!(!(unknown && plan.shut.contains(&flow)), "{}", shown(snapshot, request));
        }
        let mut snapshot = snapshot.clone();
        for step in &plan.steps {
            snapshot =
                Change::AccessMode(step.association, AccessMode::Enforced).applied(&snapshot);
            let compiled = compile(&snapshot);
            // What is shut for want of knowledge may be found open once a mode is known.
            let open = |(flow, _): &(usize, _)| {
                !plan.shut.contains(flow) && plan.unknown.iter().all(|it| it.flow != *flow)
            };
            for (flow, request) in requests.iter().enumerate().filter(open) {
                let breaks = step.breaks.iter().any(|it| it.flow == flow);
                through[flow] &= !breaks;
                let shown = || format!("{step:?}\n{}", shown(&snapshot, request));
                assert_eq!(gets_through(&compiled, request), through[flow], "{}", shown());
                kept += usize::from(through[flow] && step.legs > 0);
                broken += usize::from(breaks);
            }
        }
        let first = plan.steps.iter().position(|it| !it.breaks.is_empty());
        let calm = first.map_or(&plan.steps[..], |first| &plan.steps[..first]);
        assert!(plan.steps[calm.len()..].iter().all(|it| !it.breaks.is_empty()));
        assert_eq!(plan.first_break(), plan.steps.get(calm.len()));
    });
    assert!(kept > 500 && broken > 100, "too little was tried: {kept} kept, {broken} broken");
}
