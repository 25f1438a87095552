//! The heading of a comparison.

use crate::report::Decision;

/// What Enforced makes of what Transition answers, in one sentence.
#[must_use]
pub fn headline(transition: &Decision, enforced: &Decision) -> &'static str {
    match (transition.whole(), enforced.whole()) {
        ("allowed", "allowed") => "Both modes allow it",
        ("denied", "denied") => "Both modes deny it",
        ("allowed", "denied") => "This request breaks on Enforced",
        ("allowed", _) => "This request may break on Enforced",
        ("unknown", "allowed") => "Enforced allows it; Transition is unknown",
        ("unknown", "denied") => "Enforced denies it; Transition is unknown",
        ("unknown", _) => "Unknown in both modes",
        _ => "Transition denies what Enforced does not",
    }
}

/// One clause that says why the request as a whole ends as it does: the reason of the leg that
/// decides, where there are two.
#[must_use]
pub fn whole_reason(decision: &Decision) -> String {
    let legs = [
        ("the caller’s way out", decision.outbound_leg.as_deref()),
        ("the destination’s way in", decision.inbound_leg.as_deref()),
    ];
    let spoils = |leg: &&Decision| leg.verdict == decision.whole();
    let spoiler = legs.into_iter().find_map(|(name, leg)| Some((name, leg.filter(spoils)?)));
    match spoiler {
        Some((name, leg)) if decision.whole() != decision.verdict => {
            format!("{name} is {}: {}", leg.verdict, leg.reason)
        }
        _ => decision.reason.clone(),
    }
}
