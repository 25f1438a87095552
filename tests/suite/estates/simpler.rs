//! Making a question that shows a difference as small as it gets.

use std::sync::Arc;

use nsp_core::{
    Bypass, Caller, Flow, Inbound, Network, NetworkAcls, Path, Perimeter, Profile, Protocol,
    Resource,
};

use super::Question;

/// The smallest question that can be reached step by step and for which `shows` still holds.
pub(crate) fn simplest(mut question: Question, shows: impl Fn(&Question) -> bool) -> Question {
    while let Some(smaller) = simpler(&question).into_iter().find(|smaller| shows(smaller)) {
        question = smaller;
    }
    question
}

/// Every question with one thing less.
fn simpler(question: &Question) -> Vec<Question> {
    let mut found = Vec::new();
    let snapshot = &question.snapshot;
    let mut offer = |change: &mut dyn FnMut(&mut Question)| {
        let mut smaller = question.clone();
        change(&mut smaller);
        if smaller.snapshot != question.snapshot || smaller.request != question.request {
            found.push(smaller);
        }
    };
    for at in (0..snapshot.perimeters.len()).rev() {
        offer(&mut |q| drop(q.snapshot.perimeters.remove(at)));
    }
    for at in (0..snapshot.resources.len()).rev() {
        offer(&mut |q| drop(q.snapshot.resources.remove(at)));
    }
    for at in (0..snapshot.service_tags.len()).rev() {
        offer(&mut |q| drop(q.snapshot.service_tags.remove(at)));
    }
    for (at, perimeter) in snapshot.perimeters.iter().enumerate() {
        for change in of_perimeter(perimeter) {
            offer(&mut |q| change(Arc::make_mut(&mut q.snapshot.perimeters[at])));
        }
    }
    for at in 0..snapshot.resources.len() {
        offer(&mut |q| resource(q, at).tenant_id = None);
        offer(&mut |q| resource(q, at).location = None);
        offer(&mut |q| resource(q, at).key_vault = None);
        offer(&mut |q| resource(q, at).network = Network::NotGiven);
        for change in of_acls() {
            offer(&mut |q| {
                if let Network::Given { network_acls: Some(acls), .. } =
                    &mut resource(q, at).network
                {
                    change(acls);
                }
            });
        }
    }
    offer(&mut |q| q.request.feature = None);
    for change in of_inbound() {
        offer(&mut |q| {
            if let Flow::Inbound(inbound) = &mut q.request.flow {
                change(inbound);
            }
        });
    }
    found
}

fn resource(question: &mut Question, at: usize) -> &mut Resource {
    Arc::make_mut(&mut question.snapshot.resources[at])
}

fn profile_of(perimeter: &mut Perimeter, at: usize) -> &mut Profile {
    Arc::make_mut(&mut perimeter.profiles[at])
}

type Change<T> = Box<dyn Fn(&mut T)>;

fn of_perimeter(perimeter: &Perimeter) -> Vec<Change<Perimeter>> {
    let mut changes: Vec<Change<Perimeter>> = Vec::new();
    for at in (0..perimeter.associations.len()).rev() {
        changes.push(Box::new(move |p| drop(p.associations.remove(at))));
    }
    for at in (0..perimeter.links.len()).rev() {
        changes.push(Box::new(move |p| drop(p.links.remove(at))));
    }
    for (at, profile) in perimeter.profiles.iter().enumerate() {
        changes.push(Box::new(move |p| drop(p.profiles.remove(at))));
        for rule in (0..profile.access_rules.len()).rev() {
            changes.push(Box::new(move |p| drop(profile_of(p, at).access_rules.remove(rule))));
            let of_rule: [fn(&mut nsp_core::AccessRule); 6] = [
                |rule| drop(rule.address_prefixes.pop()),
                |rule| drop(rule.subscriptions.pop()),
                |rule| drop(rule.network_security_perimeters.pop()),
                |rule| drop(rule.service_tags.pop()),
                |rule| drop(rule.fully_qualified_domain_names.pop()),
                |rule| rule.email_addresses.clear(),
            ];
            for change in of_rule {
                changes.push(Box::new(move |p| change(&mut profile_of(p, at).access_rules[rule])));
            }
        }
    }
    changes
}

fn of_acls() -> [fn(&mut NetworkAcls); 7] {
    [
        |acls| acls.ip_rules.clear(),
        |acls| drop(acls.ip_rules.pop()),
        |acls| acls.ipv6_rules.clear(),
        |acls| acls.virtual_network_rules.clear(),
        |acls| drop(acls.resource_access_rules.pop()),
        |acls| acls.bypass = Some(Bypass::default()),
        |acls| {
            if let Some(bypass) = &mut acls.bypass {
                bypass.unrecognized.clear();
            }
        },
    ]
}

fn of_inbound() -> [fn(&mut Inbound); 12] {
    [
        |inbound| inbound.caller = Caller::default(),
        |inbound| inbound.path = Path::Public,
        |inbound| inbound.protocol = Protocol::Https,
        |inbound| inbound.reads = None,
        |inbound| inbound.authentication = None,
        |inbound| inbound.caller.resource = None,
        |inbound| inbound.caller.service = None,
        |inbound| inbound.caller.subscription = None,
        |inbound| inbound.caller.tenant = None,
        |inbound| inbound.caller.region = None,
        |inbound| drop(inbound.caller.perimeters.pop()),
        |inbound| inbound.caller.address_is_public = false,
    ]
}
