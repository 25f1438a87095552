//! Names.

use super::context::refused;
use super::{Advice, Gravity};
use crate::finding::Kind;
use crate::scenario::check::{At, Checks};
use crate::scenario::document::Scenario;
use crate::scenario::edit::Thing;

pub(super) fn advise(scenario: &Scenario, thing: Thing, text: &str) -> Vec<Advice> {
    let mut advice = Vec::new();
    if let Err(error) = scenario.may_be_called(thing, text) {
        let fresh = scenario.fresh_name(thing, text);
        let advice_of = Advice::new(Gravity::Refused, error.message());
        advice.push(if fresh == text { advice_of } else { advice_of.or(fresh) });
    }
    match thing {
        Thing::Resource(at) => {
            let id = scenario.estate.resources.get(at).and_then(|it| it.id.as_deref());
            if id.is_some_and(|id| nsp_core::ResourceId::new(id).is_storage_account()) {
                advice.extend(of_storage(text));
            }
        }
        Thing::Scenario
        | Thing::ServiceTag(_)
        | Thing::Source(_)
        | Thing::Request(_)
        | Thing::Expectation(_) => {}
        _ => {
            let mut checks = Checks::default();
            checks.name(&At::root(), text);
            let bad = |kind: Kind| match good(text) {
                Some(name) => refused(&kind).or(name),
                None => refused(&kind),
            };
            advice.extend(checks.report.unsettled().into_iter().map(|it| bad(it.kind)));
        }
    }
    advice
}

/// Names of storage accounts are host names, the same for everybody.
fn of_storage(text: &str) -> Option<Advice> {
    let letter = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if (3..=24).contains(&text.len()) && text.chars().all(|c| letter(&c)) {
        return None;
    }
    let message = format!(
        "Azure refuses the name `{text}` for a storage account. Write 3 to 24 lower-case letters \
         and digits."
    );
    let advice = Advice::new(Gravity::Refused, message);
    let mended: String = text.to_ascii_lowercase().chars().filter(letter).take(24).collect();
    Some(if mended.len() < 3 { advice } else { advice.or(mended) })
}

/// The name with what Azure refuses made a hyphen.
fn good(text: &str) -> Option<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let mended: String = text.chars().map(|c| if word(c) { c } else { '-' }).take(80).collect();
    let mended = mended.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let mended = mended.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    (!mended.is_empty() && mended != text).then(|| mended.to_owned())
}
