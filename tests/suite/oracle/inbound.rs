//! Towards the resource: rulings 2, first match wins.

use nsp_core::{Ground, Inbound, LogCategory, Path, State, Verdict};

use super::features::{self, Gate};
use super::firewall::{self, Asked};
use super::perimeters::{self, Membership};
use super::{Answer, Case, Tri, after_doubt, allowed, denied, outbound, rules, unknown};

pub(super) fn answer(case: Case<'_>, inbound: &Inbound) -> Answer {
    // 2.1
    if inbound.path == Path::ControlPlane {
        return allowed(Ground::NotGoverned, None);
    }
    let member = match case.state {
        State::NotAssociated => None,
        State::Learning | State::Enforced | State::Audit => {
            perimeters::governing(case.snapshot, case.resource.as_str())
        }
    };
    // 2.2
    if inbound.path == Path::PrivateEndpoint {
        let category = member.map(|_| LogCategory::NspPrivateInboundAllowed);
        return allowed(Ground::PrivateEndpoint, category);
    }
    // 2.4
    let calling = inbound.caller.resource.as_ref();
    let calling_associated =
        calling.is_some_and(|id| perimeters::governing(case.snapshot, id.as_str()).is_some());
    let gate = features::gate(case, member.is_some(), inbound.protocol, calling_associated);
    match (gate, member) {
        (Gate::Ends(answer), _) => answer,
        (Gate::ByKeyVault, _) => outbound::to_key_vault(case, member),
        // 2.3
        (Gate::AsIfNotAssociated, _) | (_, None) => firewall::not_associated(case, inbound),
        (Gate::OnlyByAddress, Some(member)) => smb(case, member, inbound),
        (Gate::Passes, Some(member)) => governed(case, member, inbound),
    }
}

/// 2.5 to 2.12.
fn governed(case: Case<'_>, member: Membership<'_>, inbound: &Inbound) -> Answer {
    let mut doubt = false;
    let steps: [(Step, Ground, LogCategory); 3] = [
        (same_perimeter, Ground::IntraPerimeter, LogCategory::NspIntraPerimeterInboundAllowed),
        (linked, Ground::Link, LogCategory::NspCrossPerimeterInboundAllowed),
        (ruled, Ground::PerimeterRule, LogCategory::NspPublicInboundPerimeterRulesAllowed),
    ];
    // 7: perimeter rules never match the traffic of a basic service endpoint.
    if !matches!(inbound.path, Path::ServiceEndpoint { .. }) {
        for (step, ground, category) in steps {
            match step(case, member, inbound) {
                Tri::Yes => return after_doubt(doubt, allowed(ground, Some(category))),
                Tri::Maybe => doubt = true,
                Tri::No => {}
            }
        }
    }
    after_doubt(doubt, unmatched(case, inbound))
}

type Step = fn(Case<'_>, Membership<'_>, &Inbound) -> Tri;

/// 2.5
fn same_perimeter(case: Case<'_>, member: Membership<'_>, inbound: &Inbound) -> Tri {
    over_caller_perimeters(case, inbound, |caller| {
        perimeters::same(case.snapshot, caller, member.perimeter.id.as_str())
    })
}

/// 2.6
fn linked(case: Case<'_>, member: Membership<'_>, inbound: &Inbound) -> Tri {
    over_caller_perimeters(case, inbound, |caller| {
        perimeters::link_lets_in(case.snapshot, member.perimeter, member.profile, caller)
    })
}

fn over_caller_perimeters(case: Case<'_>, inbound: &Inbound, ask: impl Fn(&str) -> Tri) -> Tri {
    if !perimeters::has_managed_identity(inbound) {
        return Tri::No;
    }
    Tri::any(perimeters::of_caller(case.snapshot, &inbound.caller).into_iter().map(ask))
}

/// 2.7
fn ruled(case: Case<'_>, member: Membership<'_>, inbound: &Inbound) -> Tri {
    rules::inbound(case, member, inbound, false)
}

/// 2.8 to 2.12: no perimeter rule matched.
fn unmatched(case: Case<'_>, inbound: &Inbound) -> Answer {
    let no_rule =
        denied(Ground::NoPerimeterRule, Some(LogCategory::NspPublicInboundPerimeterRulesDenied));
    match (case.state, firewall::public_network_access(case)) {
        (State::NotAssociated, _) => firewall::not_associated(case, inbound),
        (State::Enforced, _) => no_rule,
        (State::Learning | State::Audit, Asked::NotKnown) => unknown(),
        (State::Learning, Asked::SecuredByPerimeter) => no_rule,
        (State::Learning, Asked::Disabled) => logged(firewall::disabled(case, inbound)),
        (State::Learning, Asked::Enabled) => logged(firewall::enabled(case, inbound)),
        (State::Audit, Asked::SecuredByPerimeter) => unknown(),
        (State::Audit, Asked::Disabled | Asked::Enabled) => firewall::not_associated(case, inbound),
    }
}

/// 2.10 and 2.11: Transition logs what the resource's own rules said.
fn logged(answer: Answer) -> Answer {
    let category = match (answer.ground, answer.verdict) {
        (Ground::Undecided, _) | (_, Verdict::Unknown) => None,
        (_, Verdict::Allowed) => Some(LogCategory::NspPublicInboundResourceRulesAllowed),
        (_, Verdict::Denied) => Some(LogCategory::NspPublicInboundResourceRulesDenied),
    };
    Answer { category, ..answer }
}

/// 6: under the earlier revision IP rules can allow SMB, of the perimeter and then of the account.
fn smb(case: Case<'_>, member: Membership<'_>, inbound: &Inbound) -> Answer {
    let ruled = match inbound.path {
        Path::ServiceEndpoint { .. } => Tri::No,
        _ => rules::inbound(case, member, inbound, true),
    };
    if ruled == Tri::Yes {
        let category = LogCategory::NspPublicInboundPerimeterRulesAllowed;
        return allowed(Ground::PerimeterRule, Some(category));
    }
    after_doubt(ruled == Tri::Maybe, smb_unmatched(case, inbound))
}

fn smb_unmatched(case: Case<'_>, inbound: &Inbound) -> Answer {
    let blocked = denied(Ground::Protocol, None);
    if case.state == State::Enforced {
        return blocked;
    }
    match firewall::public_network_access(case) {
        Asked::NotKnown => unknown(),
        Asked::Disabled | Asked::SecuredByPerimeter => blocked,
        Asked::Enabled => {
            let by_ip = allowed(Ground::IpRule, None);
            match firewall::by_ip_rule(case, inbound) {
                Tri::Yes if case.state == State::Audit => by_ip,
                Tri::Yes => logged(by_ip),
                Tri::Maybe => unknown(),
                Tri::No => blocked,
            }
        }
    }
}
