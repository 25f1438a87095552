//! Other names and addresses change no answer.

use nsp_core::{Compiled, Ground, LogCategory, Request, State, Verdict};
use nsp_formats::link;
use nsp_formats::scenario::Scenario;
use nsp_tests::{FILES, cases};

use super::for_each;
use crate::estates::{self, document};

const ROUNDS: u64 = 200;

/// Parts of the names in the pools, long enough to be somebody's.
const SECRETS: &[&str] = &[
    "stweb",
    "stdata",
    "stlog",
    "partner",
    "guid-one",
    "guid-two",
    "aaaaaaaa-0",
    "bbbbbbbb-0",
    "cccccccc-0",
    "elsewhere",
    "someone@",
];

#[test]
fn a_redacted_scenario_answers_as_before() {
    let mut compared = 0;
    for_each(ROUNDS, |_, snapshot, requests| {
        let scenario = document(snapshot, requests);
        let seed = estates::seed();
        let redacted = scenario.redacted(seed);
        let text = redacted.to_text();
        for secret in SECRETS {
            assert!(!text.to_ascii_lowercase().contains(secret), "{secret} in {text}");
        }
        compared += same_answers(&scenario, &redacted);
    });
    assert!(compared > 2_500, "{compared}");
}

#[test]
fn the_corpus_redacted_answers_as_before() {
    let mut compared = 0;
    for (file, text) in FILES {
        for case in cases(file, text).expect("the corpus is read") {
            let scenario = Scenario::parse(&case.name, &case.scenario).expect("a scenario").value;
            compared += same_answers(&scenario, &scenario.redacted(compared));
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn the_corpus_fits_into_links() {
    for (file, text) in FILES {
        for case in cases(file, text).expect("the corpus is read") {
            let scenario = Scenario::parse(&case.name, &case.scenario).expect("a scenario").value;
            let link = link::encode(&scenario).expect("it is short");
            assert_eq!(link::decode(&link).expect("it opens").value, scenario, "{}", case.name);
        }
    }
}

/// How many requests were compared: all that can be asked.
fn same_answers(one: &Scenario, other: &Scenario) -> u64 {
    let [before, after] = [one, other].map(|it| Compiled::new(it.snapshot().value));
    assert_eq!(one.requests.len(), other.requests.len());
    let mut compared = 0;
    for (written, redacted) in one.requests.iter().zip(&other.requests) {
        let Ok(asked) = written.build(before.snapshot()) else { continue };
        let renamed = redacted.build(after.snapshot()).unwrap_or_else(|errors| {
            panic!("{errors:?}\n{written:#?}\n{redacted:#?}");
        });
        for state in State::ALL {
            assert_eq!(
                answer(&before, &asked, state),
                answer(&after, &renamed, state),
                "{state:?} seed {}\n{asked:#?}\n{renamed:#?}\n{}\n{}",
                estates::seed(),
                one.to_text(),
                other.to_text()
            );
        }
        assert_eq!(before.state_of(&asked.resource), after.state_of(&renamed.resource));
        compared += 1;
    }
    compared
}

type Answer = (Verdict, Ground, Option<LogCategory>);

/// The answer to a request, and that of its other leg.
fn answer(compiled: &Compiled, request: &Request, state: State) -> (Answer, Option<Answer>) {
    let question = compiled.question(request);
    let said = |decision: nsp_core::Decision| {
        let category = decision.outcome.log_category(decision.direction);
        (decision.outcome.verdict(), decision.outcome.ground(), category)
    };
    let other = question.decide_other_leg(state).map(|leg| said(leg.decision));
    (said(question.decide(state)), other)
}
