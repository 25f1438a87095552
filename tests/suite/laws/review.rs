//! A fix says the same in a better way.

use nsp_core::State;
use nsp_formats::review::{Lint, review};
use nsp_formats::scenario::Edition;
use std::collections::BTreeMap;

use super::{compile, for_each, verdict};
use crate::estates::{self, document};

const ROUNDS: u64 = 1_000;

/// Fixes of these are meant to change what a request gets.
const MEANT: &[Lint] = &[Lint::WrongDirection, Lint::NoManagedIdentity, Lint::NeverMatches];

#[test]
fn a_fix_changes_no_answer() {
    let mut fixed: BTreeMap<&str, usize> = BTreeMap::new();
    for_each(ROUNDS, |_, snapshot, requests| {
        let edition = Edition::new(document(snapshot, &[]));
        let scenario = edition.scenario();
        for remark in review(&edition) {
            let Some(fix) = remark.fix(scenario) else { continue };
            let after = scenario.edited(&fix);
            let after = after.unwrap_or_else(|error| panic!("{error}: {remark:?}"));
            *fixed.entry(remark.lint().code()).or_default() += 1;
            if MEANT.contains(&remark.lint()) {
                continue;
            }
            let after = compile(&after.snapshot().value);
            for request in requests {
                for state in State::ALL {
                    let [was, is] =
                        [edition.compiled(), &after].map(|it| verdict(it, request, state));
                    assert_eq!(
                        was,
                        is,
                        "{remark:#?} seed {}\n{request:#?}\n{}",
                        estates::seed(),
                        scenario.to_text()
                    );
                }
            }
        }
    });
    for lint in [Lint::RedundantElement, Lint::RedundantRule, Lint::EmptyRule, Lint::SeveralKinds] {
        assert!(fixed.get(lint.code()).is_some_and(|count| *count > 10), "{lint:?}: {fixed:?}");
    }
}
