//! The heading of a comparison.

use crate::report::Decision;

/// What Enforced makes of what Transition answers, in one sentence.
#[must_use]
pub fn headline(transition: &Decision, enforced: &Decision) -> &'static str {
    let verdict = |decision: &Decision| decision.call.unwrap_or(decision.verdict);
    match (verdict(transition), verdict(enforced)) {
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
