//! Two traces side by side.

use super::{Decision, Step};

/// A step of one of two traces, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rail<'a> {
    /// The step.
    pub step: &'a Step,
    /// Whether the left trace took it.
    pub left: bool,
    /// Whether the right trace took it.
    pub right: bool,
}

/// Two traces as one list: what both took, in order, and behind it where they part, the shorter
/// rest first.
#[must_use]
pub fn rails<'a>(left: &'a Decision, right: &'a Decision) -> Vec<Rail<'a>> {
    let shared = left.trace.iter().zip(&right.trace).take_while(|(a, b)| a == b).count();
    let rest = |decision: &'a Decision| decision.trace.get(shared..).unwrap_or_default();
    let only_left = rest(left).iter().map(|step| Rail { step, left: true, right: false });
    let only_right = rest(right).iter().map(|step| Rail { step, left: false, right: true });
    let mut rails: Vec<Rail<'a>> =
        left.trace.iter().take(shared).map(|step| Rail { step, left: true, right: true }).collect();
    if rest(left).len() < rest(right).len() {
        rails.extend(only_left.chain(only_right));
    } else {
        rails.extend(only_right.chain(only_left));
    }
    rails
}
