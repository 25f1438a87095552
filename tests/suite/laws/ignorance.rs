//! Unknown never becomes Allowed: whoever knows less is not let in more plainly.
//!
//! The rulings assume in some places, which are left out here on purpose: a caller's region and
//! tenant, and with them the calling resource and the regions the estate knows; an account's
//! tenant, which a resource instance rule then stands in for; `publicNetworkAccess`, `networkAcls`,
//! `bypass` and `defaultAction`, whose absence is Azure's default; the authentication; the state of
//! a virtual network rule. A caller's subscription or service falls back to its resource's.

use std::sync::Arc;

use nsp_core::{
    Address, Compiled, Flow, Ground, Inbound, LinkStatus, Network, Perimeter, PublicNetworkAccess,
    Request, Resource, RuleDirection, Snapshot, State, Verdict,
};

use super::{compile, decide, for_each, shown};
use crate::estates::Question;

type Forgetting = fn(&mut Question);

const FORGETTINGS: &[(&str, Forgetting)] = &[
    ("the caller's address", |q| {
        of_caller(q, |inbound| inbound.caller.address = Address::NotGiven)
    }),
    ("that the address is public", |q| {
        of_caller(q, |inbound| inbound.caller.address_is_public = false);
    }),
    ("the caller's subscription", |q| {
        of_caller(q, |inbound| {
            if inbound.caller.resource.is_none() {
                inbound.caller.subscription = None;
            }
        });
    }),
    ("the perimeters' GUIDs", |q| perimeters(q).for_each(|p| p.guid = None)),
    ("the profiles", |q| perimeters(q).for_each(|p| p.profiles.clear())),
    ("the directions", |q| {
        let profiles = perimeters(q).flat_map(|p| &mut p.profiles).map(Arc::make_mut);
        profiles.flat_map(|profile| &mut profile.access_rules).for_each(|rule| {
            rule.direction = RuleDirection::Unrecognized("[parameters('direction')]".to_owned());
        });
    }),
    ("the status of links", |q| {
        let links = perimeters(q).flat_map(|p| &mut p.links);
        links.for_each(|link| link.status = LinkStatus::NotGiven);
    }),
    ("the ranges of tags", |q| q.snapshot.service_tags.clear()),
    ("the ranges of tags, not their names", |q| {
        q.snapshot.service_tags.iter_mut().for_each(|tag| tag.address_prefixes.clear());
    }),
    ("the account's region", |q| {
        if !calls_itself(&q.request) {
            of_resource(q, |resource| resource.location = None);
        }
    }),
    ("the account's identity", |q| of_resource(q, |resource| resource.managed_identity = None)),
    ("the account's vault", |q| of_resource(q, |resource| resource.key_vault = None)),
    ("the account's network", |q| of_resource(q, |resource| resource.network = Network::NotGiven)),
    ("what publicNetworkAccess means", |q| {
        of_resource(q, |resource| {
            if let Network::Given { public_network_access, .. } = &mut resource.network {
                *public_network_access =
                    Some(PublicNetworkAccess::Unrecognized("[parameters('access')]".to_owned()));
            }
        });
    }),
    ("the account", |q| {
        let id = q.request.resource.clone();
        q.snapshot.resources.retain(|resource| resource.id != id);
    }),
];

fn perimeters(question: &mut Question) -> impl Iterator<Item = &mut Perimeter> {
    question.snapshot.perimeters.iter_mut().map(Arc::make_mut)
}

fn of_caller(question: &mut Question, forget: impl Fn(&mut Inbound)) {
    if let Flow::Inbound(inbound) = &mut question.request.flow {
        forget(inbound);
    }
}

/// The account's region is then the caller's too, whose want is an assumption.
fn calls_itself(request: &Request) -> bool {
    matches!(&request.flow, Flow::Inbound(inbound)
        if inbound.caller.resource.as_ref() == Some(&request.resource))
}

fn of_resource(question: &mut Question, forget: impl Fn(&mut Resource)) {
    let id = &question.request.resource;
    let resources = question.snapshot.resources.iter_mut().filter(|r| r.id == *id);
    resources.map(Arc::make_mut).for_each(forget);
}

#[test]
fn what_is_denied_is_not_allowed_for_want_of_knowledge() {
    let mut changed = vec![0; FORGETTINGS.len()];
    for_each(250, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for (&(name, forget), changed) in FORGETTINGS.iter().zip(&mut changed) {
            for request in requests {
                let mut less = Question { snapshot: snapshot.clone(), request: request.clone() };
                forget(&mut less);
                let ignorant = compile(&less.snapshot);
                for state in State::ALL {
                    let before = decide(&compiled, request, state).outcome;
                    let after = decide(&ignorant, &less.request, state).outcome;
                    *changed += u32::from(before != after);
                    let plainly =
                        after.verdict() == Verdict::Allowed && after.ground() != Ground::Undecided;
                    assert!(
                        before.verdict() != Verdict::Denied || !plainly,
                        "without {name}, {state:?}: {before:?} became {after:?}\n{}",
                        shown(snapshot, request),
                    );
                }
            }
        }
    });
    let idle = FORGETTINGS.iter().zip(changed).filter(|(_, changed)| *changed == 0);
    let idle: Vec<_> = idle.map(|((name, _), _)| name).collect();
    assert!(idle.is_empty(), "nothing depends on {idle:?}");
}

/// An empty estate knows nothing, and says so.
#[test]
fn nothing_is_known_of_an_empty_estate() {
    let compiled = Compiled::new(Snapshot::default());
    for_each(50, |_, snapshot, requests| {
        for request in requests {
            for state in State::ALL {
                let outcome = decide(&compiled, request, state).outcome;
                let passes = [Ground::NotGoverned, Ground::PrivateEndpoint, Ground::Undecided];
                assert!(passes.contains(&outcome.ground()), "{}", shown(snapshot, request));
            }
        }
    });
}
