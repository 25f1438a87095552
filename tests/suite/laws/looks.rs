//! An outcome is a function of what the engine looks at, and what it sees of one attribute depends
//! on no other that it has not looked at before.
//!
//! A place in the engine that reads an attribute and does not say so fails this.

use std::mem::discriminant;

use nsp_core::{Axis, Compiled, Flow, Outcome, Party, Request, RuleRef, State, Step, Witness};

use super::{compile, for_each, shown};

/// Keeps what was looked at and what was seen.
#[derive(Default)]
struct Looks(Vec<(Axis, u64)>);

impl Witness for Looks {
    const WATCHES: bool = false;
    const EXPLORES: bool = true;

    fn saw(&mut self, _: Step) {}

    fn looks_at(&mut self, axis: Axis, seen: u64) {
        self.0.push((axis, seen));
    }
}

fn looks(compiled: &Compiled, request: &Request, state: State) -> (Vec<(Axis, u64)>, Outcome) {
    let mut looks = Looks::default();
    let outcome = nsp_core::evaluate(compiled, request, state, &mut looks);
    (looks.0, outcome)
}

fn perimeters() -> Axis {
    Axis::Perimeters(Party::Listed(RuleRef { perimeter: 0, profile: 0, rule: 0 }, 0))
}

fn axes() -> [Axis; 14] {
    [
        Axis::Path,
        Axis::Feature,
        Axis::Authentication,
        Axis::Protocol,
        Axis::Reads,
        Axis::Address,
        Axis::AddressIsPublic,
        Axis::CallerResource,
        Axis::Service,
        Axis::Subscription,
        Axis::Tenant,
        Axis::Region,
        perimeters(),
        Axis::Destination,
    ]
}

/// Gives a request the attribute that another one has; where it has none, nothing.
fn give(axis: Axis, request: &mut Request, from: &Request) {
    if axis == Axis::Feature {
        request.feature = from.feature;
        return;
    }
    match (&mut request.flow, &from.flow) {
        (Flow::Inbound(into), Flow::Inbound(from)) => {
            let (caller, other) = (&mut into.caller, &from.caller);
            match axis {
                Axis::Path => into.path.clone_from(&from.path),
                Axis::Authentication => into.authentication = from.authentication,
                Axis::Protocol => into.protocol = from.protocol,
                Axis::Reads => into.reads = from.reads,
                Axis::Address => caller.address = other.address,
                Axis::AddressIsPublic => caller.address_is_public = other.address_is_public,
                Axis::CallerResource => caller.resource.clone_from(&other.resource),
                Axis::Service => caller.service.clone_from(&other.service),
                Axis::Subscription => caller.subscription.clone_from(&other.subscription),
                Axis::Tenant => caller.tenant.clone_from(&other.tenant),
                Axis::Region => caller.region.clone_from(&other.region),
                Axis::Perimeters(_) => caller.perimeters.clone_from(&other.perimeters),
                Axis::Feature | Axis::Destination => {}
            }
        }
        (Flow::Outbound(into), Flow::Outbound(from)) if axis == Axis::Destination => {
            into.destination.clone_from(&from.destination);
        }
        _ => {}
    }
}

#[test]
fn what_is_seen_is_all_that_decides() {
    let mut changed = vec![(0, 0, 0); axes().len()];
    for_each(1_000, |dice, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            for state in State::ALL {
                let (seen, outcome) = looks(&compiled, request, state);
                let unwatched = nsp_core::evaluate(&compiled, request, state, &mut ());
                assert_eq!(outcome, unwatched, "{}", shown(snapshot, request));
                for (axis, changed) in axes().into_iter().zip(&mut changed) {
                    let mut other = request.clone();
                    let mut given = vec![discriminant(&axis)];
                    give(axis, &mut other, &dice.one(requests));
                    while dice.chance(40) {
                        let further = dice.one(&axes());
                        given.push(discriminant(&further));
                        give(further, &mut other, &dice.one(requests));
                    }
                    if other == *request {
                        continue;
                    }
                    let (seen_now, outcome_now) = looks(&compiled, &other, state);
                    let context = || format!("{}\n{other:#?}", shown(snapshot, request));
                    changed.0 += 1;
                    if seen == seen_now {
                        changed.1 += 1;
                        assert_eq!(outcome, outcome_now, "{state:?} {seen:?} {}", context());
                        continue;
                    }
                    changed.2 += u32::from(outcome != outcome_now);
                    let difference = seen.iter().zip(&seen_now).find(|(a, b)| a != b);
                    let Some(((before, _), (after, _))) = difference else {
                        panic!("one looks on: {state:?} {seen:?} {seen_now:?} {}", context());
                    };
                    let fair = before == after && given.contains(&discriminant(before));
                    assert!(fair, "{state:?} {axis:?} {seen:?} {seen_now:?} {}", context());
                }
            }
        }
    });
    let idle =
        changed.iter().any(|(all, alike, unlike)| *all < 500 || *alike < 100 || *unlike < 10);
    assert!(!idle, "{changed:?}");
}
