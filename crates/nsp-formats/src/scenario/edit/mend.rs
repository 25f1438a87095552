//! Access rules that restore what is lost, as edits.

use nsp_analysis::Prefix;
use nsp_core::{AssociationRef, Snapshot};

use super::place::Places;
use super::{Edit, New, Thing};
use crate::explain::code;
use crate::scenario::document::{AccessRule, Scenario};

impl Edit {
    /// A new inbound rule with these prefixes in the profile of an association, as one step.
    /// `snapshot` is what the scenario means; `None` where it is not, or there is no such profile.
    #[must_use]
    pub fn admitting(
        prefixes: &[Prefix],
        at: AssociationRef,
        scenario: &Scenario,
        snapshot: &Snapshot,
    ) -> Option<Self> {
        let text = |it: &Prefix| format!("{}/{}", it.first(), it.length());
        let rule = AccessRule {
            address_prefixes: prefixes.iter().map(text).collect(),
            direction: Some("Inbound".to_owned()),
            ..AccessRule::default()
        };
        let what = match prefixes {
            [] => return None,
            [only] => code(&only.to_string()),
            all => format!("{} prefixes", all.len()),
        };
        with_rule(rule, &what, at, scenario, snapshot)
    }

    /// A new outbound rule with these names or patterns, in the same way.
    #[must_use]
    pub fn calling(
        names: &[String],
        at: AssociationRef,
        scenario: &Scenario,
        snapshot: &Snapshot,
    ) -> Option<Self> {
        let rule = AccessRule {
            fully_qualified_domain_names: names.to_vec(),
            direction: Some("Outbound".to_owned()),
            ..AccessRule::default()
        };
        let what = match names {
            [] => return None,
            [only] => code(only),
            all => format!("{} names", all.len()),
        };
        with_rule(rule, &what, at, scenario, snapshot)
    }
}

fn with_rule(
    rule: AccessRule,
    what: &str,
    at: AssociationRef,
    scenario: &Scenario,
    snapshot: &Snapshot,
) -> Option<Edit> {
    let place = Places { scenario, snapshot }.profile(at.perimeter, at.profile?)?;
    let Thing::Profile { perimeter, profile } = place else { return None };
    let name = code(place.name(scenario)?);
    let add = Edit::Add(New::AccessRule(perimeter, profile, Box::new(rule)));
    Some(Edit::Several { label: format!("Add a rule for {what} to {name}"), edits: vec![add] })
}
