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

    /// Such a rule in each of several profiles, as one step.
    #[must_use]
    pub fn admitting_in(
        rules: &[(AssociationRef, Vec<Prefix>)],
        scenario: &Scenario,
        snapshot: &Snapshot,
    ) -> Option<Self> {
        let edit = |(at, prefixes): &(AssociationRef, Vec<Prefix>)| {
            Self::admitting(prefixes, *at, scenario, snapshot)
        };
        let mut edits = rules.iter().map(edit).collect::<Option<Vec<_>>>()?;
        if edits.len() < 2 {
            return edits.pop();
        }
        let label = format!("Add rules to {} profiles", edits.len());
        Some(Self::Several { label, edits })
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

#[cfg(test)]
mod tests {
    use nsp_analysis::cells::{Ends, Permission, Turn};
    use nsp_analysis::difference::{of_states, stays};
    use nsp_analysis::{AddressSet, Covers, mend};
    use nsp_core::{ResourceId, State};

    use super::*;
    use crate::scenario::Edition;

    fn retail() -> Edition {
        let text = include_str!("../../../../../web/examples/retail.json");
        Edition::new(Scenario::parse("retail.json", text).unwrap().value)
    }

    fn resource(edition: &Edition, name: &str) -> ResourceId {
        let all = &edition.snapshot().resources;
        all.iter().find(|it| it.id.name() == name).unwrap().id.clone()
    }

    /// What the IP rules of `stweb` alone let in, as far as a rule restores it.
    fn lost(edition: &Edition) -> AddressSet {
        let stweb = resource(edition, "stweb");
        let found = of_states(edition.compiled(), Some(&[stweb]), None, State::Enforced);
        let changes = found.resources.iter().flat_map(|it| it.changes.iter());
        let lost = changes.filter(|it| {
            it.turn == Turn::Lost && mend::restores(edition.compiled(), State::Enforced, it)
        });
        lost.fold(AddressSet::empty(), |all, change| {
            assert!(matches!(change.permission, Permission::IpRule(_)), "{change:?}");
            let Ends::Addresses(addresses) = &change.ends else { panic!("{change:?}") };
            all.union(addresses)
        })
    }

    fn mended(edition: &Edition, prefixes: &[Prefix]) -> Edition {
        let at = edition.compiled().association_of(&resource(edition, "stweb")).unwrap();
        let scenario = edition.scenario();
        let edit = Edit::admitting(prefixes, at, scenario, edition.snapshot()).unwrap();
        edition.after(scenario.edited(&edit).unwrap())
    }

    #[test]
    fn every_cover_restores_all_that_is_lost_and_concerns_no_other_resource() {
        let before = retail();
        let lost_before = lost(&before);
        assert_eq!(lost_before.count().to_string(), "9");
        let kept = mend::admitted(before.compiled(), &resource(&before, "stweb"));
        assert!(kept.contains("203.0.113.7".parse().unwrap()));
        let covers = Covers::new(&lost_before, &kept, 199);
        let steps: Vec<_> = covers.steps().collect();
        assert_eq!(steps.len(), 2, "{steps:?}");
        for (prefixes, _) in steps {
            let after = mended(&before, &covers.best(prefixes).unwrap().prefixes);
            assert!(lost(&after).is_empty(), "{prefixes}");
            let same = |name| stays(before.compiled(), after.compiled(), &resource(&before, name));
            assert!(!same("stweb") && same("stdata") && same("kvmain"));
        }
    }

    #[test]
    fn no_rule_is_offered_for_addresses_that_azure_never_sees() {
        let text = include_str!("../../../../../web/examples/retail.json");
        let text = text.replace("198.51.100.20", "10.1.0.4");
        let edition = Edition::new(Scenario::parse("retail.json", &text).unwrap().value);
        assert_eq!(lost(&edition).count().to_string(), "8", "the public ones of the other rule");
        let stweb = resource(&edition, "stweb");
        let found = of_states(edition.compiled(), Some(&[stweb]), None, State::Enforced);
        let mut changes = found.resources.iter().flat_map(|it| it.changes.iter());
        let private = changes
            .find(|it| matches!(&it.ends, Ends::Addresses(all) if all.count().to_string() == "1"));
        let remedy = crate::explain::mend::remedy(&private.unwrap());
        assert!(remedy.contains("private endpoint"), "{remedy}");
    }

    #[test]
    fn half_a_mend_leaves_the_other_half_lost() {
        let before = retail();
        let first = lost(&before).prefixes().next().unwrap();
        let left = lost(&mended(&before, &[first]));
        assert_eq!(left, lost(&before).difference(&first.into()));
    }

    #[test]
    fn rules_for_several_profiles_are_one_step() {
        let before = retail();
        let place = |name| before.compiled().association_of(&resource(&before, name)).unwrap();
        let prefix = lost(&before).prefixes().next().unwrap();
        let rules = ["stweb", "stdata"].map(|name| (place(name), vec![prefix]));
        let edit = Edit::admitting_in(&rules, before.scenario(), before.snapshot()).unwrap();
        assert_eq!(edit.label(before.scenario()), "Add rules to 2 profiles");
        let after = before.after(before.scenario().edited(&edit).unwrap());
        for name in ["stweb", "stdata"] {
            let kept = mend::admitted(after.compiled(), &resource(&after, name));
            assert!(kept.contains(prefix.first()), "{name}");
        }
        let one = Edit::admitting_in(&rules[..1], before.scenario(), before.snapshot());
        assert!(one.unwrap().label(before.scenario()).starts_with("Add a rule for"));
    }

    #[test]
    fn names_become_one_outbound_rule() {
        let before = retail();
        let at = before.compiled().association_of(&resource(&before, "stdata")).unwrap();
        let names = ["a.example".to_owned(), "*.b.example".to_owned()];
        let edit = Edit::calling(&names, at, before.scenario(), before.snapshot()).unwrap();
        assert_eq!(edit.label(before.scenario()), "Add a rule for 2 names to `data`");
        let after = before.after(before.scenario().edited(&edit).unwrap());
        let rules = &after.snapshot().perimeters[0].profiles[1].access_rules;
        assert_eq!(rules.last().unwrap().fully_qualified_domain_names.len(), 2);
    }
}
