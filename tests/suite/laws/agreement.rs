//! Engine and oracle give the same answer.

use std::collections::{BTreeMap, BTreeSet};

use nsp_core::{Compiled, Ground, LogCategory, Request, State};

use super::{REQUESTS, compile, decide};
use crate::estates::{self, Question};
use crate::oracle::{self, Answer, Opinion};

const ROUNDS: u64 = 2_600;

const GROUNDS: [Ground; 18] = [
    Ground::NotGoverned,
    Ground::PrivateEndpoint,
    Ground::IntraPerimeter,
    Ground::Link,
    Ground::PerimeterRule,
    Ground::NoPerimeterRule,
    Ground::TrustedService,
    Ground::ResourceInstance,
    Ground::VirtualNetworkRule,
    Ground::IpRule,
    Ground::DefaultAllow,
    Ground::NoFirewallRule,
    Ground::PublicNetworkAccessDisabled,
    Ground::LockedDown,
    Ground::UnrestrictedOutbound,
    Ground::Protocol,
    Ground::UnsupportedFeature,
    Ground::Undecided,
];

/// All but `NspPublicOutboundResourceRulesDenied`, which nothing reaches, and
/// `NspOutboundAttempt`, which is logged beside an outcome.
const CATEGORIES: [LogCategory; 11] = [
    LogCategory::NspPrivateInboundAllowed,
    LogCategory::NspIntraPerimeterInboundAllowed,
    LogCategory::NspCrossPerimeterInboundAllowed,
    LogCategory::NspCrossPerimeterOutboundAllowed,
    LogCategory::NspPublicInboundPerimeterRulesAllowed,
    LogCategory::NspPublicInboundPerimeterRulesDenied,
    LogCategory::NspPublicInboundResourceRulesAllowed,
    LogCategory::NspPublicInboundResourceRulesDenied,
    LogCategory::NspPublicOutboundPerimeterRulesAllowed,
    LogCategory::NspPublicOutboundPerimeterRulesDenied,
    LogCategory::NspPublicOutboundResourceRulesAllowed,
];

/// The engine's decision in the words of the oracle.
fn opinion(compiled: &Compiled, request: &Request, state: State) -> Opinion {
    let decision = decide(compiled, request, state);
    let outcome = decision.outcome;
    Opinion {
        answer: Answer {
            verdict: outcome.verdict(),
            ground: outcome.ground(),
            category: outcome.log_category(decision.direction),
        },
        would_be: decision.would_be.map(|outcome| (outcome.verdict(), outcome.ground())),
        other_revision: decision.other_revision.map(|(_, outcome)| outcome.verdict()),
        outbound_attempt: decision.outbound_attempt,
    }
}

#[test]
fn the_engine_answers_as_the_oracle() {
    const { assert!(ROUNDS as usize * REQUESTS * State::ALL.len() >= 200_000) };
    let mut seen = Seen::default();
    let mut differences = BTreeMap::new();
    super::for_each(ROUNDS, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            let state = compiled.state_of(&request.resource);
            assert_eq!(state, oracle::state_of(snapshot, &request.resource));
            for state in State::ALL {
                let expected = oracle::opinion(snapshot, request, state);
                let found = opinion(&compiled, request, state);
                seen.note(state, expected);
                if found != expected {
                    let kind = kind_of(state, found, expected);
                    let (snapshot, request) = (snapshot.clone(), request.clone());
                    let first = || (0, Question { snapshot, request }, state);
                    differences.entry(kind).or_insert_with(first).0 += 1;
                }
            }
        }
    });
    show(differences);
    seen.hold();
}

#[test]
fn the_other_leg_of_a_call_answers_as_the_oracle() {
    let (mut apart, mut legs) = (0, 0);
    super::for_each(1_000, |_, snapshot, requests| {
        let compiled = compile(snapshot);
        for request in requests {
            let question = compiled.question(request);
            let verdicts = State::ALL.map(|asked| {
                let leg = question.decide_other_leg(asked)?;
                let found = leg.decision.outcome.verdict();
                let expected = oracle::other_leg(snapshot, &leg.request, &request.resource, asked);
                assert_eq!(found, expected, "{asked:?}\n{}", super::shown(snapshot, request));
                legs += 1;
                Some(found)
            });
            apart += u32::from(verdicts.iter().any(|verdict| *verdict != verdicts[0]));
        }
    });
    assert!(legs > 5_000 && apart > 20, "too little was tried: {legs} legs, {apart} differ");
}

/// What a difference looks like from outside; its cause may be another each time.
fn kind_of(state: State, found: Opinion, expected: Opinion) -> String {
    let said = |opinion: Opinion| {
        let Opinion { answer, would_be, other_revision, outbound_attempt } = opinion;
        let Answer { verdict, ground, category } = answer;
        format!(
            "{verdict:?} by {ground:?}, logged {category:?}, \
             Enforced {would_be:?}, other revision {other_revision:?}, attempt {outbound_attempt}",
        )
    };
    format!("{state:?}\n  engine {}\n  oracle {}", said(found), said(expected))
}

/// Fails with every kind of difference and, for a few, a question as small as it gets.
#[track_caller]
fn show(differences: BTreeMap<String, (u32, Question, State)>) {
    let mut text = String::new();
    let mut kinds: Vec<_> = differences.into_iter().collect();
    kinds.sort_by_key(|(_, (count, ..))| std::cmp::Reverse(*count));
    for (kind, (count, ..)) in &kinds {
        text += &format!("{count} times in {kind}\n");
    }
    for (kind, (_, question, state)) in kinds.into_iter().take(6) {
        let differs = |question: &Question| {
            let Question { snapshot, request } = question;
            let found = opinion(&compile(snapshot), request, state);
            let expected = oracle::opinion(snapshot, request, state);
            kind == kind_of(state, found, expected)
        };
        let Question { snapshot, request } = estates::simplest(question, differs);
        text += &format!("\n{kind}\n{}\n", super::shown(&snapshot, &request));
    }
    assert!(text.is_empty(), "engine and oracle differ\n{text}");
}

/// What the walk came across: a pool that misses something proves nothing about it.
#[derive(Default)]
struct Seen {
    states: BTreeSet<State>,
    grounds: BTreeSet<Ground>,
    categories: BTreeSet<LogCategory>,
    other_revisions: u32,
    outbound_attempts: u32,
}

impl Seen {
    fn note(&mut self, state: State, opinion: Opinion) {
        self.states.insert(state);
        self.grounds.insert(opinion.answer.ground);
        self.categories.extend(opinion.answer.category);
        self.other_revisions += u32::from(opinion.other_revision.is_some());
        self.outbound_attempts += u32::from(opinion.outbound_attempt);
    }

    #[track_caller]
    fn hold(&self) {
        assert_eq!(self.states, BTreeSet::from(State::ALL));
        assert_eq!(self.grounds, BTreeSet::from(GROUNDS));
        assert_eq!(self.categories, BTreeSet::from(CATEGORIES));
        assert!(self.other_revisions > 0, "the other revision never differs");
        assert!(self.outbound_attempts > 0, "no outbound attempt is logged");
    }
}
