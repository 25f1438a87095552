//! What a configuration would better not be: lints, each with its source, its place and a fix where
//! one exists.
//!
//! A lint never says what a request gets: where that matters, the engine is asked. What only a
//! reader of a text can know (a misspelt member, two values for one thing) is a
//! [finding](crate::finding), not a lint.

mod estate;
mod fix;
mod found;
mod lint;
mod logs;
mod point;
mod resources;
mod rules;

pub use lint::Lint;
pub use point::{Point, Reach};

use nsp_core::order;
use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::scenario::edit::{Edit, Property, Thing};
use crate::scenario::{Edition, Scenario, Suppression};

/// One thing that would better be otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The innermost thing that it is about.
    pub thing: Thing,
    /// The ARM id of that thing; for a saved request or an expectation its place among them.
    pub id: String,
    /// RFC 6901 into the scenario: the thing or a value in it.
    pub pointer: String,
    /// What was found.
    pub point: Point,
    /// The reason that the scenario gives for leaving it as it is.
    pub suppressed: Option<String>,
}

impl Remark {
    /// The lint.
    #[must_use]
    pub fn lint(&self) -> Lint {
        self.point.lint()
    }

    /// A warning means something else than it seems to, or breaks; anything else is good to know.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.point.severity()
    }

    /// Short sentences: what is so, then what to do. Backticks mark code.
    #[must_use]
    pub fn message(&self) -> String {
        self.point.message()
    }

    /// The key of the document that it rests on, for [`source`](crate::sources::source).
    #[must_use]
    pub fn source(&self) -> Option<&'static str> {
        self.point.source()
    }

    /// The edit that mends it, as one step; `None` where only a person can decide.
    ///
    /// `scenario` is the one that was reviewed.
    #[must_use]
    pub fn fix(&self, scenario: &Scenario) -> Option<Edit> {
        fix::of(self, scenario)
    }

    /// The edit after which it is suppressed with this reason.
    #[must_use]
    pub fn suppress(&self, scenario: &Scenario, reason: &str) -> Edit {
        let mut all = scenario.suppressions.clone();
        all.retain(|it| !self.is_meant_by(it));
        all.push(Suppression {
            lint: Some(self.lint().code().to_owned()),
            id: Some(self.id.clone()),
            value: self.point.value().map(str::to_owned),
            reason: Some(reason.trim().to_owned()),
            ..Suppression::default()
        });
        self.leaving_out(format!("Suppress `{}`", self.lint().code()), all)
    }

    /// The edit after which it is made again.
    #[must_use]
    pub fn unsuppress(&self, scenario: &Scenario) -> Edit {
        let mut all = scenario.suppressions.clone();
        all.retain(|it| !self.is_meant_by(it));
        self.leaving_out(format!("Show `{}` again", self.lint().code()), all)
    }

    fn leaving_out(&self, label: String, all: Vec<Suppression>) -> Edit {
        let set = Edit::Set(Thing::Scenario, Property::Suppressions(all));
        Edit::Several { label, edits: vec![set] }
    }

    fn is_meant_by(&self, suppression: &Suppression) -> bool {
        let [lint, id, value] = [&suppression.lint, &suppression.id, &suppression.value];
        let lint = lint.as_deref().map(str::trim);
        lint.is_some_and(|it| it.eq_ignore_ascii_case(self.lint().code()))
            && key(id.as_deref().unwrap_or_default()) == key(&self.id)
            && match (value.as_deref().map(str::trim), self.point.value()) {
                (None | Some(""), None) => true,
                (Some(one), Some(other)) => one.eq_ignore_ascii_case(other.trim()),
                _ => false,
            }
    }
}

/// Every remark on a scenario, in the order of its parts, at one place the gravest first. Those
/// that it suppresses are among them, each with its reason.
///
/// ```
/// use nsp_formats::review::{Lint, review};
/// use nsp_formats::scenario::{Edition, Scenario};
/// let text = r#"{ "nspScenario": 1, "estate": { "perimeters": [{
///     "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/nsp",
///     "profiles": [{ "name": "web", "accessRules": [
///         { "name": "all", "direction": "Inbound", "addressPrefixes": ["0.0.0.0/0"] }] }] }] } }"#;
/// let scenario = Scenario::parse("a.json", text).unwrap().value;
/// let lints: Vec<Lint> = review(&Edition::new(scenario)).iter().map(|it| it.lint()).collect();
/// assert_eq!(lints, [Lint::NothingAssociated, Lint::OverWide]);
/// ```
#[must_use]
pub fn review(edition: &Edition) -> Vec<Remark> {
    let mut review = Review { edition, remarks: Vec::new() };
    review.findings();
    review.perimeters();
    review.resources();
    review.logs();
    review.requests();
    let mut remarks = review.remarks;
    order::sort_by_key(&mut remarks, |it: &Remark| (place(it.thing), it.severity()));
    suppress(edition.scenario(), &mut remarks);
    remarks
}

/// Perimeters with all that is in them, then resources, then whatever asks.
fn place(thing: Thing) -> Vec<usize> {
    let mut way = Vec::new();
    let mut next = Some(thing);
    while let Some(thing) = next {
        let kind = match thing {
            Thing::Scenario => 0,
            Thing::Perimeter(_) | Thing::Profile { .. } | Thing::AccessRule { .. } => 1,
            Thing::Resource(_) | Thing::Association { .. } => 2,
            Thing::ServiceTag(_) | Thing::Link { .. } => 3,
            Thing::Source(_) | Thing::LinkReference { .. } => 4,
            Thing::Request(_) => 5,
            Thing::Expectation(_) => 6,
        };
        way.extend([thing.index(), kind]);
        next = thing.parent();
    }
    way.reverse();
    way
}

/// Gives each remark the reason of the suppression that means it, and tells of those that mean
/// none.
fn suppress(scenario: &Scenario, remarks: &mut Vec<Remark>) {
    if scenario.suppressions.is_empty() {
        return;
    }
    let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, remark) in remarks.iter().enumerate() {
        of.entry(key(&remark.id)).or_default().push(at);
    }
    let mut unused = Vec::new();
    for (index, suppression) in scenario.suppressions.iter().enumerate() {
        let id = key(suppression.id.as_deref().unwrap_or_default());
        let mut used = false;
        for at in of.get(&id).into_iter().flatten() {
            let Some(remark) = remarks.get_mut(*at) else { continue };
            if remark.is_meant_by(suppression) {
                used = true;
                let reason = suppression.reason.clone().unwrap_or_default();
                remark.suppressed.get_or_insert(reason);
            }
        }
        if !used {
            let lint = suppression.lint.clone().unwrap_or_default();
            unused.push(Remark {
                thing: Thing::Scenario,
                id: suppression.id.clone().unwrap_or_default(),
                pointer: format!("/suppressions/{index}"),
                point: Point::UnusedSuppression { lint, index },
                suppressed: None,
            });
        }
    }
    remarks.extend(unused);
}

/// An id as it is compared: without case, and without slashes around it.
fn key(id: &str) -> String {
    id.trim().trim_matches('/').to_ascii_lowercase()
}

/// A scenario, what it means, and what was found so far.
struct Review<'s> {
    edition: &'s Edition,
    remarks: Vec<Remark>,
}

impl<'s> Review<'s> {
    fn scenario(&self) -> &'s Scenario {
        self.edition.scenario()
    }

    /// A remark on a thing.
    fn add(&mut self, thing: Thing, point: Point) {
        self.add_at(thing, thing.pointer(), point);
    }

    /// A remark on a value in a thing.
    fn add_at(&mut self, thing: Thing, pointer: String, point: Point) {
        let id = self.scenario().arm_id(thing);
        self.remarks.push(Remark { thing, id, pointer, point, suppressed: None });
    }
}

#[cfg(test)]
mod tests;
