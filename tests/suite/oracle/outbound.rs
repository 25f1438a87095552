//! Away from the resource: rulings 3.

use nsp_core::{
    Destination, Flow, Ground, LogCategory, Protocol, Request, ResourceId, Snapshot, State,
};

use super::features::{self, Gate};
use super::firewall::{self, Asked};
use super::perimeters::{self, Membership};
use super::{Answer, Case, Tri, after_doubt, allowed, denied, rules, text, unknown};

pub(super) fn answer(case: Case<'_>, destination: &Destination) -> Answer {
    let member = match case.state {
        State::NotAssociated => None,
        State::Learning | State::Enforced | State::Audit => {
            perimeters::governing(case.snapshot, case.resource.as_str())
        }
    };
    let target = destination_resource(case.snapshot, destination);
    let target_associated =
        target.is_some_and(|id| perimeters::governing(case.snapshot, id.as_str()).is_some());
    match (features::gate(case, member.is_some(), Protocol::Https, target_associated), member) {
        (Gate::Ends(answer), _) => answer,
        (Gate::AsIfNotAssociated, _) | (_, None) => unassociated(case),
        (Gate::ByKeyVault | Gate::OnlyByAddress | Gate::Passes, Some(member)) => {
            governed(case, member, destination, target)
        }
    }
}

/// Rulings 6: a customer-managed key works where the account reaches the vault. A vault that is
/// not known could match anything that looks at the destination.
pub(super) fn to_key_vault(case: Case<'_>, member: Option<Membership<'_>>) -> Answer {
    let host = case.described().and_then(|resource| resource.key_vault.clone());
    match (host.filter(|host| !text::is_symbolic(host)), member) {
        (Some(host), _) => answer(Case { feature: None, ..case }, &Destination::Name(host)),
        (None, Some(_)) => after_doubt(true, unmatched(case)),
        (None, None) => unassociated(case),
    }
}

/// 3.6
fn unassociated(case: Case<'_>) -> Answer {
    match firewall::public_network_access(case) {
        Asked::NotKnown => unknown(),
        Asked::SecuredByPerimeter => denied(Ground::LockedDown, None),
        Asked::Enabled | Asked::Disabled => allowed(Ground::UnrestrictedOutbound, None),
    }
}

/// 3.1 to 3.5
fn governed(
    case: Case<'_>,
    member: Membership<'_>,
    destination: &Destination,
    target: Option<&ResourceId>,
) -> Answer {
    let mut doubt = false;
    let own = member.perimeter;
    let theirs = target.map(|id| perimeters::of_resource(case.snapshot, id.as_str()));
    let theirs = theirs.unwrap_or_default();
    // 3.1
    let within = Tri::of(theirs.iter().any(|p| text::same_id(p.id.as_str(), own.id.as_str())));
    match Tri::all([within, managed_identity(case)]) {
        Tri::Yes => return allowed(Ground::IntraPerimeter, None),
        Tri::Maybe => doubt = true,
        Tri::No => {}
    }
    // 3.2
    let across = Tri::any(theirs.iter().map(|p| perimeters::linked(case.snapshot, own, p)));
    match Tri::all([across, managed_identity(case)]) {
        Tri::Yes => {
            let category = LogCategory::NspCrossPerimeterOutboundAllowed;
            return after_doubt(doubt, allowed(Ground::Link, Some(category)));
        }
        Tri::Maybe => doubt = true,
        Tri::No => {}
    }
    // 3.3
    match rules::outbound(member, &names(destination)) {
        Tri::Yes => {
            let category = LogCategory::NspPublicOutboundPerimeterRulesAllowed;
            return after_doubt(doubt, allowed(Ground::PerimeterRule, Some(category)));
        }
        Tri::Maybe => doubt = true,
        Tri::No => {}
    }
    after_doubt(doubt, unmatched(case))
}

/// 3.4 and 3.5, and 2.12 for Audit.
fn unmatched(case: Case<'_>) -> Answer {
    let no_rule =
        denied(Ground::NoPerimeterRule, Some(LogCategory::NspPublicOutboundPerimeterRulesDenied));
    let unrestricted = LogCategory::NspPublicOutboundResourceRulesAllowed;
    match (case.state, firewall::public_network_access(case)) {
        (State::Enforced, _) => no_rule,
        (_, Asked::NotKnown) => unknown(),
        (State::Learning, Asked::SecuredByPerimeter) => no_rule,
        (State::Learning, _) => allowed(Ground::UnrestrictedOutbound, Some(unrestricted)),
        (State::Audit, Asked::SecuredByPerimeter) => unknown(),
        (State::Audit | State::NotAssociated, _) => unassociated(case),
    }
}

/// 3, at the end: an attempt at the same perimeter or at a linked one.
pub(super) fn is_logged_attempt(snapshot: &Snapshot, request: &Request, state: State) -> bool {
    let Flow::Outbound(outbound) = &request.flow else { return false };
    let member = perimeters::governing(snapshot, request.resource.as_str());
    let (State::Learning | State::Enforced | State::Audit, Some(member)) = (state, member) else {
        return false;
    };
    let target = destination_resource(snapshot, &outbound.destination);
    let theirs = target.map(|id| perimeters::of_resource(snapshot, id.as_str()));
    theirs.unwrap_or_default().into_iter().any(|perimeter| {
        text::same_id(perimeter.id.as_str(), member.perimeter.id.as_str())
            || perimeters::linked(snapshot, member.perimeter, perimeter) == Tri::Yes
    })
}

/// The source's managed identity is read from the resource.
fn managed_identity(case: Case<'_>) -> Tri {
    match case.described().and_then(|resource| resource.managed_identity) {
        None => Tri::Maybe,
        Some(has) => Tri::of(has),
    }
}

/// The resource a destination is, by its id or by one of its endpoints.
fn destination_resource<'a>(
    snapshot: &'a Snapshot,
    destination: &'a Destination,
) -> Option<&'a ResourceId> {
    match destination {
        Destination::Resource(id) => Some(id),
        Destination::Name(name) => {
            let described = snapshot.resources.iter().map(|resource| &resource.id);
            let associated = snapshot.perimeters.iter().flat_map(|perimeter| {
                perimeter.associations.iter().map(|association| &association.resource)
            });
            let answers_to_it = |id: &&ResourceId| {
                let endpoints = text::endpoints(id.as_str());
                endpoints.iter().any(|endpoint| text::same_name(endpoint, name))
            };
            described.chain(associated).find(answers_to_it)
        }
    }
}

/// Every name a rule can list the destination by: the one that was asked for, or the endpoints of
/// the resource that was.
fn names(destination: &Destination) -> Vec<String> {
    match destination {
        Destination::Name(name) => vec![name.clone()],
        Destination::Resource(id) => text::endpoints(id.as_str()),
    }
}
