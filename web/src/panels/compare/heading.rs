//! The answer in one sentence, for who looks and for who listens.

use nsp_formats::explain::{headline, whole_reason};
use nsp_formats::report::{Comparison, Decision};

/// What enforcing does to the request.
pub(super) fn heading(comparison: &Comparison) -> &'static str {
    match (&comparison.transition, &comparison.enforced) {
        (Some(transition), Some(enforced)) => headline(transition, enforced),
        _ => "In no perimeter: its own firewall answers",
    }
}

/// Heading and verdicts in plain words.
pub(super) fn announcement(comparison: &Comparison) -> String {
    let says = |state: &str, decision: &Decision| {
        format!("{state}: {} {}.", decision.whole(), whole_reason(decision).replace('`', ""))
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
