//! Where a scenario writes what a row is, and the edit that takes it out there.

use nsp_analysis::matrix::{Kind, NamedBy, Row};
use nsp_core::{Flow, PerimeterId, ResourceId, Snapshot, SubscriptionId};

use super::extra::saved;
use crate::explain::code;
use crate::scenario::Scenario;
use crate::scenario::advice::List;
use crate::scenario::edit::{Edit, Places, Thing, range};

/// The things of a scenario that name a row, in the row's own order.
#[must_use]
pub fn places(row: &Row, snapshot: &Snapshot, scenario: &Scenario) -> Vec<Thing> {
    let places = Places { scenario, snapshot };
    let mut extras = None;
    let place = |named: &NamedBy| match *named {
        NamedBy::Rule(at) => places.rule(at),
        NamedBy::Firewall(at) | NamedBy::Resource(at) => places.resource(at),
        NamedBy::Link(at) => places.link(at),
        NamedBy::Extra(at) => {
            let extras = extras.get_or_insert_with(|| saved(scenario, snapshot));
            extras.get(at as usize).copied()
        }
    };
    row.named_by().iter().filter_map(place).collect()
}

/// The edit that takes a row away: its element out of every rule and firewall that lists it, or
/// the saved sources that alone name it. `None` for a row that is no element of a list.
#[must_use]
pub fn removal(row: &Row, snapshot: &Snapshot, scenario: &Scenario) -> Option<Edit> {
    let places = places(row, snapshot, scenario);
    let of = Places { scenario, snapshot };
    let holds = |thing: &Thing| take_out(row, *thing, of).map(|edit| (*thing, edit));
    let mut found: Vec<(Thing, Edit)> = places.iter().filter_map(holds).collect();
    let is_saved = |thing: &Thing| matches!(thing, Thing::Source(_) | Thing::Request(_));
    if found.is_empty() && places.iter().all(is_saved) {
        let sources = places.iter().filter(|it| matches!(it, Thing::Source(_)));
        found = sources.map(|thing| (*thing, Edit::Remove(*thing))).collect();
        // From the last, for each that goes moves those behind it.
        found.sort_by_key(|(thing, _)| std::cmp::Reverse(thing.index()));
    }
    if found.len() < 2 {
        return found.pop().map(|it| it.1);
    }
    let things: Vec<Thing> = found.iter().map(|it| it.0).collect();
    let label = match things.first() {
        Some(Thing::Source(_)) => format!("Remove {} sources", things.len()),
        _ => {
            let out = super::called(row, snapshot).name;
            format!("Take {} out of {}", code(&out), listed(&things, scenario))
        }
    };
    Some(Edit::Several { label, edits: found.into_iter().map(|it| it.1).collect() })
}

/// The edit that takes the element of a row out of a thing; `None` where it lists no such.
fn take_out(row: &Row, thing: Thing, places: Places<'_>) -> Option<Edit> {
    let lists: &[List] = match (row.kind(), thing) {
        (Kind::Addresses(_), Thing::AccessRule { .. }) => &[List::AddressPrefixes],
        (Kind::Addresses(_), Thing::Resource(_)) => &[List::IpRules, List::Ipv6Rules],
        (Kind::ServiceTag(_), Thing::AccessRule { .. }) => &[List::ServiceTags],
        (Kind::Subscription(_), Thing::AccessRule { .. }) => &[List::Subscriptions],
        (Kind::Perimeter(_), Thing::AccessRule { .. }) => &[List::NetworkSecurityPerimeters],
        (Kind::Name(_), Thing::AccessRule { .. }) => &[List::FullyQualifiedDomainNames],
        (Kind::Subnet(_), Thing::Resource(_)) => &[List::VirtualNetworkRules],
        (Kind::ResourceInstance(_), Thing::Resource(_)) => &[List::ResourceAccessRules],
        _ => return None,
    };
    lists.iter().find_map(|list| places.without(thing, *list, |text| is(row, text)))
}

/// Whether a written element is what the row stands for.
fn is(row: &Row, text: &str) -> bool {
    let text = text.trim();
    match row.kind() {
        Kind::Addresses(prefix) => range(text) == Some(*prefix),
        Kind::ServiceTag(name) | Kind::Name(name) => name.eq_ignore_ascii_case(text),
        Kind::Subscription(id) => SubscriptionId::new(text) == *id,
        Kind::Perimeter(id) => {
            let named = PerimeterId::new(text);
            // A perimeter is named by its id or its GUID; a caller from it has both.
            named == *id || names_of(row).contains(&named)
        }
        Kind::Subnet(id) | Kind::ResourceInstance(id) => ResourceId::new(text) == *id,
        _ => false,
    }
}

/// All names of the perimeter that calls.
fn names_of(row: &Row) -> Vec<PerimeterId> {
    match row.request(&ResourceId::new("")).map(|it| it.flow) {
        Some(Flow::Inbound(inbound)) => inbound.caller.perimeters,
        _ => Vec::new(),
    }
}

fn listed(things: &[Thing], scenario: &Scenario) -> String {
    const MOST: usize = 3;
    let name = |thing: &Thing| code(thing.name(scenario).unwrap_or_default());
    if things.len() > MOST {
        return format!("{} places", things.len());
    }
    match things.split_last() {
        Some((last, [])) => name(last),
        Some((last, rest)) => {
            format!("{} and {}", rest.iter().map(name).collect::<Vec<_>>().join(", "), name(last))
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use nsp_analysis::matrix::Matrix;
    use nsp_core::Compiled;

    use super::super::extras;
    use super::*;

    const TEXT: &str = include_str!("place.json");

    fn scenario() -> Scenario {
        Scenario::parse("place.json", TEXT).unwrap().value
    }

    fn named(scenario: &Scenario, key: &str) -> (Matrix, Snapshot, usize) {
        let snapshot = scenario.snapshot().value;
        let compiled = Compiled::new(snapshot.clone());
        let matrix = Matrix::new(&compiled, &extras(scenario, &snapshot));
        let keys: Vec<String> = matrix.rows().iter().map(|it| it.key().to_string()).collect();
        let row = matrix.row(key).unwrap_or_else(|| panic!("no {key} in {keys:?}"));
        (matrix, snapshot, row)
    }

    fn places_of(scenario: &Scenario, key: &str) -> Vec<Thing> {
        let (matrix, snapshot, row) = named(scenario, key);
        places(&matrix.rows()[row], &snapshot, scenario)
    }

    fn removed(scenario: &Scenario, key: &str) -> (String, Scenario) {
        let (matrix, snapshot, row) = named(scenario, key);
        let edit = removal(&matrix.rows()[row], &snapshot, scenario).unwrap();
        (edit.label(scenario), scenario.edited(&edit).unwrap())
    }

    /// The profile before has no rules that anybody knows, so the engine does without it; one
    /// account is described twice, and one has no id.
    #[test]
    fn places_are_those_of_the_scenario_and_not_of_what_was_understood() {
        let scenario = scenario();
        let rule = |rule| Thing::AccessRule { perimeter: 0, profile: 1, rule };
        assert_eq!(places_of(&scenario, "address 203.0.113.0/24"), [rule(0), rule(1)]);
        assert_eq!(places_of(&scenario, "address 198.51.100.20"), [Thing::Resource(2)]);
        assert_eq!(places_of(&scenario, "address 198.51.100.30"), [Thing::Resource(3)]);
        let far = Thing::AccessRule { perimeter: 1, profile: 0, rule: 0 };
        assert_eq!(places_of(&scenario, "name api.partner.example"), [far]);
        assert_eq!(places_of(&scenario, "added portal")[0], Thing::Source(1));
    }

    #[test]
    fn one_element_is_taken_out_and_the_rest_stays() {
        let scenario = scenario();
        let (label, after) = removed(&scenario, "address 198.51.100.20");
        assert_eq!(label, "Take `198.51.100.20` out of `stweb`");
        let rest = List::IpRules.of(Thing::Resource(2), &after);
        assert_eq!(rest, ["192.0.2.0/24"]);
        let (label, after) = removed(&scenario, "address 203.0.113.0/24");
        assert_eq!(label, "Take `203.0.113.0/24` out of `office` and `office`");
        for rule in [0, 1] {
            let rule = Thing::AccessRule { perimeter: 0, profile: 1, rule };
            assert!(List::AddressPrefixes.of(rule, &after).is_empty());
            assert!(rule.is_in(&after));
        }
    }

    #[test]
    fn a_saved_source_goes_whole_and_a_stand_in_does_not() {
        let scenario = scenario();
        let (label, after) = removed(&scenario, "added portal");
        assert!(label.contains("portal"), "{label}");
        assert_eq!(after.sources.len(), scenario.sources.len() - 1);
        let (matrix, snapshot, row) = named(&scenario, "other addresses");
        assert_eq!(removal(&matrix.rows()[row], &snapshot, &scenario), None);
    }
}
