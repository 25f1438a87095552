//! What changes nothing, and what follows from what.

use std::sync::Arc;

use nsp_core::{
    Address, Authentication, Event, Flow, Ground, Outcome, Path, PerimeterId, Protocol, Request,
    ResourceId, Snapshot, State, Step, Sweep, Verdict,
};

use super::{compile, decide, for_each, shown, verdict};

const ROUNDS: u64 = 400;

#[test]
fn what_enforced_allows_transition_allows() {
    let mut allowed = 0;
    for_each(2 * ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            if verdict(&compiled, request, State::Enforced) == Verdict::Allowed {
                allowed += 1;
                let transition = verdict(&compiled, request, State::Learning);
                assert_eq!(transition, Verdict::Allowed, "{}", shown(snapshot, request));
            }
        }
    });
    assert!(allowed > 1_000, "{allowed}");
}

#[test]
fn a_witness_changes_nothing() {
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            for state in State::ALL {
                let mut steps: Vec<Step> = Vec::new();
                let watched = nsp_core::evaluate(&compiled, request, state, &mut steps);
                let unwatched = nsp_core::evaluate(&compiled, request, state, &mut ());
                let decision = decide(&compiled, request, state);
                assert_eq!(watched, unwatched, "{}", shown(snapshot, request));
                assert_eq!(watched, decision.outcome, "{}", shown(snapshot, request));
                assert_eq!(steps, decision.trace, "{}", shown(snapshot, request));
                assert_eq!(decision, decide(&compiled, request, state));
            }
        }
    });
}

#[test]
fn addresses_in_classes_are_answered_as_one_by_one() {
    let mut asked = 0;
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        let addresses: Vec<Address> = requests.iter().filter_map(address_of).collect();
        for request in requests {
            let mut sweep = Sweep::new(compiled.question(request));
            // Twice, so that the second answer is the remembered one.
            for address in addresses.iter().chain(&addresses) {
                let mut alone = request.clone();
                if let Flow::Inbound(inbound) = &mut alone.flow {
                    inbound.caller.address = *address;
                }
                let expected =
                    State::ALL.map(|state| nsp_core::evaluate(&compiled, &alone, state, &mut ()));
                assert_eq!(sweep.outcomes(*address), expected, "{}", shown(snapshot, &alone));
                asked += 1;
            }
        }
    });
    assert!(asked > 100_000, "{asked}");
}

fn address_of(request: &Request) -> Option<Address> {
    match &request.flow {
        Flow::Inbound(inbound) => Some(inbound.caller.address),
        Flow::Outbound(_) => None,
    }
}

#[test]
fn a_trace_ends_with_what_the_outcome_says() {
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            for state in State::ALL {
                let decision = decide(&compiled, request, state);
                let (ground, verdict) = (decision.outcome.ground(), decision.outcome.verdict());
                let ended: Vec<_> = decision
                    .trace
                    .iter()
                    .filter(|step| matches!(step.event, Event::Ended(..)))
                    .map(|step| step.event.clone())
                    .collect();
                assert_eq!(ended, [Event::Ended(ground, verdict)], "{}", shown(snapshot, request));
            }
        }
    });
}

#[test]
fn a_category_says_what_the_verdict_says() {
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            for state in State::ALL {
                let decision = decide(&compiled, request, state);
                let verdict = decision.outcome.verdict();
                let Some(category) = decision.outcome.log_category(decision.direction) else {
                    continue;
                };
                let name = format!("{category:?}");
                assert!(name.ends_with(&format!("{verdict:?}")), "{name} and {verdict:?}");
                assert!(name.contains(&format!("{:?}", decision.direction)), "{name}");
                assert_ne!(state, State::NotAssociated, "{}", shown(snapshot, request));
            }
        }
    });
}

#[test]
fn the_order_of_rules_changes_only_which_is_named() {
    for_each(ROUNDS, |dice, snapshot, requests| {
        let mut other = snapshot.clone();
        let perimeters = other.perimeters.iter_mut().map(Arc::make_mut);
        let profiles = perimeters.flat_map(|perimeter| &mut perimeter.profiles);
        for profile in profiles.map(Arc::make_mut) {
            dice.shuffle(&mut profile.access_rules);
        }
        let [before, after] = [snapshot, &other].map(compile);
        for request in requests {
            for state in State::ALL {
                let [before, after] = [&before, &after].map(|c| decide(c, request, state));
                let said = |outcome: Outcome| (outcome.verdict(), outcome.ground());
                assert_eq!(
                    said(before.outcome),
                    said(after.outcome),
                    "{}",
                    shown(snapshot, request)
                );
                assert_eq!(before.would_be.map(said), after.would_be.map(said));
                let category = |d: nsp_core::Decision| d.outcome.log_category(d.direction);
                assert_eq!(category(before), category(after));
            }
        }
    });
}

#[test]
fn a_private_endpoint_passes_in_every_state() {
    for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            let Some(request) = by_path(request, Path::PrivateEndpoint) else { continue };
            for state in State::ALL {
                let outcome = decide(&compiled, &request, state).outcome;
                assert_eq!(
                    outcome.ground(),
                    Ground::PrivateEndpoint,
                    "{}",
                    shown(snapshot, &request)
                );
                assert_eq!(outcome.verdict(), Verdict::Allowed);
            }
        }
    });
}

fn by_path(request: &Request, path: Path) -> Option<Request> {
    let mut request = request.clone();
    let Flow::Inbound(inbound) = &mut request.flow else { return None };
    inbound.path = path;
    Some(request)
}

/// A managed identity of the target's own perimeter, whose profile is then changed.
#[test]
fn within_a_perimeter_the_profile_does_not_matter() {
    let mut asked = 0;
    for_each(ROUNDS, |dice, snapshot, requests| {
        let mut snapshot = snapshot.clone();
        for perimeter in snapshot.perimeters.iter_mut().map(Arc::make_mut) {
            for association in perimeter.associations.iter_mut().map(Arc::make_mut) {
                association.profile = dice.one(&["web", "data", "jobs", "gone"]).to_owned();
            }
        }
        let compiled = compile(&snapshot);
        for request in requests {
            let Some(mut request) = by_path(request, Path::Public) else { continue };
            let Some(perimeter) = only_perimeter(&snapshot, &request) else { continue };
            let Flow::Inbound(inbound) = &mut request.flow else { continue };
            inbound.authentication = Some(Authentication::ManagedIdentity);
            inbound.protocol = Protocol::Https;
            inbound.caller.perimeters = vec![perimeter];
            request.feature = None;
            for state in [State::Learning, State::Enforced, State::Audit] {
                let outcome = decide(&compiled, &request, state).outcome;
                assert_eq!(outcome, Outcome::IntraPerimeter, "{}", shown(&snapshot, &request));
                asked += 1;
            }
        }
    });
    assert!(asked > 1_000, "{asked}");
}

/// The one perimeter that the requested resource is a member of.
fn only_perimeter(snapshot: &Snapshot, request: &Request) -> Option<PerimeterId> {
    let mut members = snapshot.perimeters.iter().flat_map(|perimeter| {
        let associations = perimeter.associations.iter();
        associations
            .filter(|association| association.resource == request.resource)
            .map(move |association| (perimeter, &association.access_mode))
    });
    match (members.next(), members.next()) {
        (Some((perimeter, _)), None) => Some(PerimeterId::new(perimeter.id.as_str())),
        _ => None,
    }
}

#[test]
fn an_account_in_no_perimeter_answers_as_its_firewall() {
    for_each(ROUNDS, |_, snapshot, requests| {
        for request in requests {
            let mut snapshot = snapshot.clone();
            for perimeter in snapshot.perimeters.iter_mut().map(Arc::make_mut) {
                let is_anothers =
                    |known: &ResourceId| *known != request.resource && !known.holds_expression();
                perimeter.associations.retain(|known| is_anothers(&known.resource));
            }
            let compiled = compile(&snapshot);
            let today = decide(&compiled, request, State::NotAssociated);
            assert_eq!(today.outcome.log_category(today.direction), None);
            for state in State::ALL {
                let outcome = decide(&compiled, request, state).outcome;
                assert_eq!(outcome, today.outcome, "{state:?} {}", shown(&snapshot, request));
            }
        }
    });
}
