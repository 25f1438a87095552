//! Grounds in the two or three words that a cell has room for.

use nsp_analysis::matrix::Entry;
use nsp_core::{Ground, Outcome, State};

use crate::ui::{Look, state_name};

/// What a verdict rests on.
pub(super) fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::NotGoverned => "not governed",
        Ground::PrivateEndpoint => "private endpoint",
        Ground::IntraPerimeter => "same perimeter",
        Ground::Link => "link",
        Ground::PerimeterRule => "perimeter rule",
        Ground::NoPerimeterRule => "no rule",
        Ground::TrustedService => "trusted service",
        Ground::ResourceInstance => "resource instance",
        Ground::VirtualNetworkRule => "subnet rule",
        Ground::IpRule => "IP rule",
        Ground::DefaultAllow => "default Allow",
        Ground::NoFirewallRule => "firewall denies",
        Ground::PublicNetworkAccessDisabled => "access disabled",
        Ground::LockedDown => "locked down",
        Ground::UnrestrictedOutbound => "unrestricted",
        Ground::Protocol => "protocol blocked",
        Ground::UnsupportedFeature => "not supported",
        Ground::Undecided => "not known",
    }
}

/// The grounds of both modes, where they differ.
pub(super) fn grounds(transition: Outcome, enforced: Outcome) -> String {
    let (before, after) = (ground(transition.ground()), ground(enforced.ground()));
    match before == after {
        true => before.to_owned(),
        false => format!("{before}, then {after}"),
    }
}

/// A cell for who hears it: "Transition: Allowed, IP rule. Enforced: Denied, no rule. Breaks".
pub fn sentence(entry: &Entry, states: &[State]) -> String {
    let said = states.iter().map(|state| {
        let outcome = entry.outcome(*state);
        let look = Look::of(outcome.verdict(), None);
        format!("{}: {}, {}", state_name(*state), look.word(), ground(outcome.ground()))
    });
    let mut text = said.collect::<Vec<_>>().join(". ");
    let tally = entry.tally();
    if entry.breaks() && tally.ranges > 1 {
        text += &format!(". Breaks for {} of {} ranges", tally.breaks, tally.ranges);
    } else if entry.breaks() {
        text += ". Breaks";
    }
    text
}
