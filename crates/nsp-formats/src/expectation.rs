//! Expectations: what somebody holds to be true of an estate, checked against what is.

use nsp_core::{Compiled, Ground, LogCategory, Request, State, Verdict};
use serde::Serialize;

use crate::explain::{describe, whole_reason};
use crate::names::Named;
use crate::report::{self, Comparison, Decision};
use crate::scenario::{self, Expectation, Expected, Resources};

/// What became of an expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Its name, or else its request in a sentence.
    pub name: String,
    /// Of all its states the gravest.
    pub result: Standing,
    /// The states it speaks of, in the order of a rollout; none where it is invalid.
    pub states: Vec<CheckedState>,
    /// What keeps it from being checked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// What became of an expectation in one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedState {
    /// `not-associated`, `transition`, `enforced` or `audit`.
    pub state: &'static str,
    /// Whether the two below agree.
    pub result: Standing,
    /// What was expected.
    pub expected: Answer,
    /// What came; `null` where the resource is in no perimeter, and so never in that state.
    pub actual: Option<Answer>,
    /// One clause that says why it came. Backticks mark code.
    pub reason: String,
    /// What is not known and decides, each with what would settle it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// An answer, as far as it is spoken of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// `allowed`, `denied` or `unknown`: of a call between two resources, the verdict on both legs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<&'static str>,
    /// Such as `perimeter-rule`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<&'static str>,
    /// The log category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<&'static str>,
    /// The name of the rule, link or firewall entry that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// How an expectation and an answer agree; a later one is graver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// As expected.
    Holds,
    /// The answer is Unknown, so that the expectation is neither borne out nor refuted.
    Unknown,
    /// Otherwise than expected.
    Fails,
    /// It expects nothing that can be checked.
    Invalid,
}

/// What is wrong with one field of an expectation, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// RFC 6901, from the expectation: `/enforced/verdict`.
    pub pointer: String,
    /// Short sentences. Backticks mark code.
    pub message: String,
}

/// Asks an expectation's request and compares the answers.
///
/// ```
/// use nsp_core::Compiled;
/// use nsp_formats::expectation::{Standing, check};
/// use nsp_formats::scenario::Scenario;
/// let text = r#"{ "nspScenario": 1,
///     "estate": { "resources": [{ "id": "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/st",
///         "publicNetworkAccess": "Disabled", "networkAcls": { "bypass": "None", "defaultAction": "Deny" } }] },
///     "expectations": [{ "request": { "resource": "st", "from": { "address": "203.0.113.7" } },
///         "notAssociated": { "verdict": "denied" } }] }"#;
/// let scenario = Scenario::parse("a.json", text).unwrap().value;
/// let compiled = Compiled::new(scenario.snapshot().value);
/// assert_eq!(check(&compiled, &scenario.expectations[0]).result, Standing::Holds);
/// ```
#[must_use]
pub fn check(compiled: &Compiled, expectation: &Expectation) -> Checked {
    check_among(compiled, &Resources::of(compiled.snapshot()), expectation)
}

/// For fewer it is not worth while to put all names in order.
const FEW: usize = 16;

/// Checks many, in their order.
#[must_use]
pub fn check_all(compiled: &Compiled, expectations: &[Expectation]) -> Vec<Checked> {
    let snapshot = compiled.snapshot();
    let few = expectations.len() < FEW;
    let resources = if few { Resources::of(snapshot) } else { Resources::by_name(snapshot) };
    expectations.iter().map(|it| check_among(compiled, &resources, it)).collect()
}

fn check_among(
    compiled: &Compiled,
    resources: &Resources<'_>,
    expectation: &Expectation,
) -> Checked {
    let title = expectation.name.clone().filter(|name| !name.trim().is_empty());
    match read(expectation, resources) {
        Ok(Asked { request, expected }) => {
            let comparison = report::compare(compiled, &request);
            let states: Vec<CheckedState> = expected
                .into_iter()
                .map(|(state, expected)| compared(state, expected, comparison.decision(state)))
                .collect();
            let gravest = states.iter().map(|state| state.result).max();
            Checked {
                name: title.unwrap_or_else(|| describe(&request)),
                result: gravest.unwrap_or(Standing::Invalid),
                states,
                problems: Vec::new(),
            }
        }
        Err(problems) => Checked {
            name: title.unwrap_or_default(),
            result: Standing::Invalid,
            states: Vec::new(),
            problems,
        },
    }
}

/// An expectation that a request goes on being answered as it is: by verdict in Transition and
/// Enforced, or, where its resource is in no perimeter, by verdict outside one.
#[must_use]
pub fn keep(request: scenario::Request, comparison: &Comparison) -> Expectation {
    let expected = |decision: &Decision| Expected {
        verdict: Some(decision.whole().to_owned()),
        ..Expected::default()
    };
    let associated = comparison.transition.is_some();
    Expectation {
        name: request.name.clone(),
        request: Some(request),
        not_associated: (!associated).then(|| expected(&comparison.not_associated)),
        transition: comparison.transition.as_ref().map(expected),
        enforced: comparison.enforced.as_ref().map(expected),
        ..Expectation::default()
    }
}

/// An expectation that what Transition allows goes on being allowed under Enforced: it fails
/// until the estate is mended.
///
/// ```
/// use nsp_core::Compiled;
/// use nsp_formats::expectation::{Standing, check, keep, keep_working};
/// use nsp_formats::report::compare;
/// use nsp_formats::scenario::{Request, Scenario};
/// let account = "/subscriptions/s/providers/Microsoft.Storage/storageAccounts/st";
/// let perimeter = "/subscriptions/s/providers/Microsoft.Network/networkSecurityPerimeters/nsp";
/// let text = format!(r#"{{ "nspScenario": 1, "estate": {{
///     "resources": [{{ "id": "{account}", "publicNetworkAccess": "Enabled",
///         "networkAcls": {{ "bypass": "None", "defaultAction": "Allow" }} }}],
///     "perimeters": [{{ "id": "{perimeter}", "profiles": [{{ "name": "web" }}],
///         "resourceAssociations": [{{ "privateLinkResource": {{ "id": "{account}" }},
///             "profile": {{ "name": "web" }}, "accessMode": "Learning" }}] }}] }},
///     "requests": [{{ "resource": "st", "from": {{ "address": "203.0.113.7" }} }}] }}"#);
/// let scenario = Scenario::parse("a.json", &text).unwrap().value;
/// let compiled = Compiled::new(scenario.snapshot().value);
/// let request = scenario.requests[0].clone();
/// let form = nsp_formats::request::RequestForm::from(&request);
/// let comparison = compare(&compiled, &form.build(compiled.snapshot()).unwrap());
/// let stands = keep(request.clone(), &comparison);
/// assert_eq!(check(&compiled, &stands).result, Standing::Holds);
/// let works = keep_working(request, &comparison);
/// assert_eq!(check(&compiled, &works).result, Standing::Fails);
/// ```
#[must_use]
pub fn keep_working(request: scenario::Request, comparison: &Comparison) -> Expectation {
    let kept = keep(request, comparison);
    Expectation { enforced: kept.transition.clone(), ..kept }
}

impl Expectation {
    /// What is expected in one state.
    #[must_use]
    pub fn expected(&self, state: State) -> Option<&Expected> {
        match state {
            State::NotAssociated => self.not_associated.as_ref(),
            State::Learning => self.transition.as_ref(),
            State::Enforced => self.enforced.as_ref(),
            State::Audit => self.audit.as_ref(),
        }
    }
}

/// What to expect in place of `old`, so that `decision` is as expected: the same members with
/// other values, or the verdict where none would be left.
#[must_use]
pub fn renewed(old: &Expected, decision: &Decision) -> Expected {
    let ground = old.ground.as_ref().map(|_| decision.ground.to_owned());
    let category = old.category.as_ref().and(decision.category).map(str::to_owned);
    let rule = old.rule.as_ref().and(decision.rule.clone());
    let bare = ground.is_none() && category.is_none() && rule.is_none();
    let verdict = (bare || old.verdict.is_some()).then(|| decision.whole().to_owned());
    Expected { verdict, ground, category, rule, ..old.clone() }
}

/// What an expectation asks, and what it expects of each state it speaks of.
pub(crate) struct Asked {
    pub(crate) request: Request,
    expected: Vec<(State, Answer)>,
}

/// Reads an expectation, or says all that is wrong with it.
pub(crate) fn read(
    expectation: &Expectation,
    resources: &Resources<'_>,
) -> Result<Asked, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut problem = |pointer: String, message: String| {
        problems.push(Problem { pointer, message });
    };
    let mut asked = None;
    match expectation.request.as_ref().map(|request| request.build_among(resources)) {
        Some(Ok(request)) => asked = Some(request),
        Some(Err(errors)) => {
            for error in errors {
                problem(format!("/request{}", error.field.pointer()), error.message);
            }
        }
        None => {
            let message = "This expectation asks nothing. Write a `request`.";
            problem(String::new(), message.to_owned());
        }
    }
    let mut expected = Vec::new();
    for state in State::ALL {
        if let Some(written) = expectation.expected(state) {
            let name = match state {
                State::NotAssociated => "notAssociated",
                State::Learning => "transition",
                State::Enforced => "enforced",
                State::Audit => "audit",
            };
            expected.push((state, answer(&format!("/{name}"), written, &mut problem)));
        }
    }
    if expected.is_empty() {
        let message = "This expectation expects nothing. Write what comes out in a state, such as \
                       `\"enforced\": { \"verdict\": \"denied\" }`.";
        problem(String::new(), message.to_owned());
    }
    match asked {
        Some(request) if problems.is_empty() => Ok(Asked { request, expected }),
        _ => Err(problems),
    }
}

fn answer(pointer: &str, written: &Expected, problem: &mut impl FnMut(String, String)) -> Answer {
    let answer = Answer {
        verdict: named::<Verdict>(pointer, "verdict", written.verdict.as_deref(), problem),
        ground: named::<Ground>(pointer, "ground", written.ground.as_deref(), problem),
        category: named::<LogCategory>(pointer, "category", written.category.as_deref(), problem),
        rule: written.rule.clone(),
    };
    let nothing = [&written.verdict, &written.ground, &written.category, &written.rule];
    if nothing.iter().all(|it| it.is_none()) {
        let message = "Nothing is expected here. Write a `verdict`: `allowed`, `denied` or \
                       `unknown`.";
        problem(pointer.to_owned(), message.to_owned());
    }
    answer
}

fn named<T: Named + 'static>(
    pointer: &str,
    property: &str,
    text: Option<&str>,
    problem: &mut impl FnMut(String, String),
) -> Option<&'static str> {
    let text = text?;
    let known = T::from_name(text).map(Named::name);
    if known.is_none() {
        let names: Vec<String> = T::NAMES.iter().map(|(_, name)| format!("`{name}`")).collect();
        let message =
            format!("There is no {property} `{text}`. Write one of {}.", names.join(", "));
        problem(format!("{pointer}/{property}"), message);
    }
    known
}

fn compared(state: State, expected: Answer, decision: Option<&Decision>) -> CheckedState {
    let Some(decision) = decision else {
        return CheckedState {
            state: state.name(),
            result: Standing::Fails,
            expected,
            actual: None,
            reason: "the resource is in no perimeter".to_owned(),
            missing: Vec::new(),
        };
    };
    let actual = Answer {
        verdict: Some(decision.whole()),
        ground: Some(decision.ground),
        category: decision.category,
        rule: decision.rule.clone(),
    };
    let legs = [Some(decision), decision.outbound_leg.as_deref(), decision.inbound_leg.as_deref()];
    let legs = legs.into_iter().flatten();
    let as_expected = expected.verdict.is_none_or(|it| actual.verdict == Some(it))
        && expected.ground.is_none_or(|it| actual.ground == Some(it))
        && expected.category.is_none_or(|it| actual.category == Some(it))
        && expected.rule.as_ref().is_none_or(|it| actual.rule.as_ref() == Some(it));
    let unknown = Verdict::Unknown.name();
    let undecided = actual.verdict == Some(unknown) && expected.verdict != Some(unknown);
    CheckedState {
        state: state.name(),
        result: match as_expected {
            true => Standing::Holds,
            false if undecided => Standing::Unknown,
            false => Standing::Fails,
        },
        expected,
        actual: Some(actual),
        reason: whole_reason(decision),
        missing: legs.flat_map(|leg| leg.missing.iter().cloned()).collect(),
    }
}

#[cfg(test)]
mod tests;
