//! The answer in one sentence.

use nsp_core::Verdict::{self, Allowed, Denied, Unknown};
use nsp_formats::names::Named;
use nsp_formats::report::{Comparison, Decision};

/// The verdict a person acts on: that of the whole call, where there are two legs.
fn verdict(decision: &Decision) -> Verdict {
    Verdict::from_name(decision.call.unwrap_or(decision.verdict)).unwrap_or(Unknown)
}

/// What enforcing does to the request.
pub(super) fn heading(comparison: &Comparison) -> &'static str {
    let Some((transition, enforced)) = comparison.transition.as_ref().zip(comparison.enforced.as_ref())
    else {
        return match verdict(&comparison.not_associated) {
            Allowed => "In no perimeter, and allowed",
            Denied => "In no perimeter, and denied",
            Unknown => "In no perimeter, and unknown",
        };
    };
    match (verdict(transition), verdict(enforced)) {
        (Allowed, Denied) => "This request breaks on Enforced",
        (Allowed, Allowed) => "Both modes allow it",
        (Denied, Denied) => "Both modes deny it",
        (Unknown, Unknown) => "Unknown in both modes",
        (Allowed, Unknown) => "Allowed in Transition, unknown on Enforced",
        (Unknown, Denied) => "Unknown in Transition, denied on Enforced",
        (Unknown, Allowed) => "Unknown in Transition, allowed on Enforced",
        (Denied, Allowed) => "Enforcing opens it",
        (Denied, Unknown) => "Denied in Transition, unknown on Enforced",
    }
}

/// Heading and verdicts for who listens rather than looks.
pub(super) fn announcement(comparison: &Comparison) -> String {
    let says = |state: &str, decision: &Decision| {
        let word = match verdict(decision) {
            Allowed => "Allowed",
            Denied => "Denied",
            Unknown => "Unknown",
        };
        format!("{state}: {word} {}.", decision.reason.replace('`', ""))
    };
    let pair = [("Transition", &comparison.transition), ("Enforced", &comparison.enforced)];
    let mut said: Vec<String> = pair
        .into_iter()
        .filter_map(|(state, decision)| decision.as_ref().map(|it| says(state, it)))
        .collect();
    if said.is_empty() {
        said.push(says("Not associated", &comparison.not_associated));
    }
    format!("{}. {}", heading(comparison), said.join(" "))
}
