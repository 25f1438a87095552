//! What an expectation says and what came, in the words of the page; and the edits that change it.

use nsp_core::{State, Verdict};
use nsp_formats::expectation::{Answer, CheckedState, Standing, renewed};
use nsp_formats::names::Named;
use nsp_formats::report::Comparison;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use nsp_formats::scenario::{Expectation, Expected};

use crate::ui::{Look, state_name};

/// The sign of a standing, but for one that cannot be checked.
pub(super) fn look(standing: Standing) -> Option<Look> {
    match standing {
        Standing::Holds => Some(Look::Allowed),
        Standing::Fails => Some(Look::Breaks),
        Standing::Unknown => Some(Look::Unknown),
        Standing::Invalid => None,
    }
}

/// The word that stands beside the sign.
pub(super) fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Holds => "holds",
        Standing::Fails => "fails",
        Standing::Unknown => "unknown",
        Standing::Invalid => "cannot be checked",
    }
}

/// "Enforced: expected Denied, answers Allowed: by the rule `office`".
pub(super) fn difference(state: &CheckedState) -> Option<String> {
    if state.result == Standing::Holds {
        return None;
    }
    let name = State::from_name(state.state).map_or(state.state, state_name);
    let expected = said(&state.expected, &state.expected);
    let came = match &state.actual {
        Some(actual) => format!("answers {}: {}", said(actual, &state.expected), state.reason),
        None => format!("no answer: {}", state.reason),
    };
    Some(format!("{name}: expected {expected}; {came}."))
}

/// As much of an answer as is expected.
fn said(answer: &Answer, expected: &Answer) -> String {
    let code = |text: &str| format!("`{}`", text.replace('`', "´"));
    let verdict = answer.verdict.and_then(Verdict::from_name).map(|it| Look::of(it, None).word());
    let parts = [
        verdict.map(str::to_owned),
        expected.ground.and(answer.ground).map(code),
        expected.category.map(|_| answer.category.map_or("no category".to_owned(), code)),
        expected.rule.as_ref().map(|_| match &answer.rule {
            Some(rule) => format!("rule {}", code(rule)),
            None => "no rule".to_owned(),
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Expects something in a state, with the ground where that is wanted, or nothing any more.
pub(super) fn expect(
    place: usize,
    state: State,
    comparison: Option<&Comparison>,
    ground: bool,
) -> Edit {
    let expected = comparison.and_then(|it| it.decision(state)).map(|decision| {
        Box::new(Expected {
            verdict: Some(decision.whole().to_owned()),
            ground: ground.then(|| decision.ground.to_owned()),
            ..Expected::default()
        })
    });
    set(place, state, expected)
}

/// Expects what is answered now, of all that the expectation speaks of.
pub(super) fn renew(place: usize, expectation: &Expectation, comparison: &Comparison) -> Edit {
    let edit = |(state, old): (State, &Expected)| {
        let new = comparison.decision(state).map(|decision| Box::new(renewed(old, decision)));
        set(place, state, new)
    };
    Edit::Several {
        label: format!("Expect what {} answers now", called(expectation)),
        edits: spoken(expectation).map(edit).collect(),
    }
}

/// Expects of Enforced what is expected of Transition, where that is to be allowed and Enforced
/// was expected to take it away.
pub(super) fn keep_working(place: usize, expectation: &Expectation) -> Option<Edit> {
    let expected = expectation.expected(State::Learning)?;
    let other = expectation.expected(State::Enforced)?;
    let allowed = Some(Verdict::Allowed.name());
    let taken = expected.verdict.as_deref() == allowed && other.verdict.as_deref() != allowed;
    let edit = set(place, State::Enforced, Some(Box::new(expected.clone())));
    taken.then(|| Edit::Several {
        label: format!("Expect {} to keep working", called(expectation)),
        edits: vec![edit],
    })
}

/// Expects the ground as well as the verdict, or no longer.
pub(super) fn with_ground(
    place: usize,
    expectation: &Expectation,
    comparison: Option<&Comparison>,
    wanted: bool,
) -> Edit {
    let edit = |(state, old): (State, &Expected)| {
        let ground = comparison.and_then(|it| it.decision(state)).map(|it| it.ground.to_owned());
        let ground = ground.filter(|_| wanted);
        set(place, state, Some(Box::new(Expected { ground, ..old.clone() })))
    };
    let verb = if wanted { "Expect" } else { "Leave open" };
    Edit::Several {
        label: format!("{verb} the ground of {}", called(expectation)),
        edits: spoken(expectation).map(edit).collect(),
    }
}

/// The states that an expectation speaks of.
fn spoken(expectation: &Expectation) -> impl Iterator<Item = (State, &Expected)> {
    State::ALL.into_iter().filter_map(|state| Some((state, expectation.expected(state)?)))
}

fn set(place: usize, state: State, expected: Option<Box<Expected>>) -> Edit {
    Edit::Set(Thing::Expectation(place), Property::Expected(state, expected))
}

fn called(expectation: &Expectation) -> String {
    match expectation.name.as_deref().map(str::trim) {
        None | Some("") => "an expectation".to_owned(),
        Some(name) => format!("`{}`", name.replace('`', "´")),
    }
}
