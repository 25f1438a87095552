//! An edition that follows another is the one that a whole reading makes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use nsp_core::Compiled;
use nsp_formats::scenario::{
    Edition, Perimeter, Profile, Reference, Resource, Scenario, ServiceTag,
};
use proptest::prelude::*;
use proptest::sample::Index;

const RETAIL: &str = include_str!("data/retail.json");

fn retail() -> Scenario {
    Scenario::parse("retail.json", RETAIL).unwrap().value
}

/// Two perimeters of three profiles each, and three resources.
fn estate() -> Scenario {
    let mut scenario = retail();
    let estate = &mut scenario.estate;
    let perimeter = Arc::make_mut(&mut estate.perimeters[0]);
    for name in ["data", "jobs"] {
        let name = Some(name.to_owned());
        perimeter.profiles.push(Arc::new(Profile { name, ..(*perimeter.profiles[0]).clone() }));
    }
    // Named by its id, a profile is of one perimeter and of no other.
    let mut association = (*perimeter.resource_associations[0]).clone();
    association.profile.get_or_insert_default().id = Some("/p/other/profiles/web".to_owned());
    perimeter.resource_associations.push(Arc::new(association));
    let mut other = Perimeter { id: Some("/p/other".to_owned()), ..perimeter.clone() };
    other.profiles.iter_mut().for_each(|it| *it = Arc::new((**it).clone()));
    estate.perimeters.push(Arc::new(other));
    for id in ["/r/0", "/r/1"] {
        let id = Some(id.to_owned());
        estate.resources.push(Arc::new(Resource { id, ..(*estate.resources[0]).clone() }));
    }
    scenario
}

/// What people do to an estate; the numbers say to which part of it.
const EDITS: &[fn(&mut Scenario, Index, Index)] = &[
    |scenario, one, _| edit_list(&mut scenario.estate.perimeters, one),
    |scenario, one, _| edit_list(&mut scenario.estate.resources, one),
    |scenario, one, other| {
        with_perimeter(scenario, one, |perimeter| edit_list(&mut perimeter.profiles, other));
    },
    |scenario, one, other| {
        with_perimeter(scenario, one, |it| edit_list(&mut it.resource_associations, other));
    },
    |scenario, one, other| {
        let lists: [&[&str]; 4] = [&["203.0.113.0/24"], &["10.0.0.0/8", "none"], &["::/0"], &[]];
        with_profile(scenario, one, other, |profile| {
            if let Some(rule) = profile.access_rules.first_mut() {
                let list = lists[other.index(lists.len())];
                rule.address_prefixes = list.iter().map(|text| (*text).to_owned()).collect();
            }
        });
    },
    |scenario, one, other| {
        with_profile(scenario, one, other, |profile| {
            if let Some(rule) = profile.access_rules.first_mut() {
                rule.name = Some(format!("office {}", one.index(9)));
            }
        });
    },
    |scenario, one, other| {
        with_profile(scenario, one, other, |profile| {
            if let Some(rule) = profile.access_rules.last_mut() {
                rule.subscriptions = {
                    let id = Some("/subscriptions/s".to_owned());
                    vec![Reference { id, ..Reference::default() }; other.index(2)]
                };
            }
        });
    },
    |scenario, one, other| {
        with_profile(scenario, one, other, |profile| {
            if let Some(rule) = profile.access_rules.last_mut() {
                rule.service_tags = vec!["Azure".to_owned()];
            }
        });
    },
    |scenario, one, other| {
        with_profile(scenario, one, other, |profile| {
            profile.access_rules.clear();
            profile.access_rules_not_given = Some(true);
        });
    },
    |scenario, one, other| {
        with_profile(scenario, one, other, |profile| profile.name = Some("web".to_owned()));
    },
    |scenario, one, other| {
        with_perimeter(scenario, one, |perimeter| {
            let count = perimeter.resource_associations.len();
            if count > 0 {
                let association = &mut perimeter.resource_associations[other.index(count)];
                let association = Arc::make_mut(association);
                association.access_mode = Some("Enforced".to_owned());
                let resource = association.private_link_resource.get_or_insert_default();
                resource.id = Some(format!("/r/{}", other.index(4)));
            }
        });
    },
    |scenario, one, other| {
        let ids = ["/p/other", "/p/another"];
        let named = |it: &mut Perimeter| it.id = Some(ids[other.index(ids.len())].to_owned());
        with_perimeter(scenario, one, named);
    },
    |scenario, one, other| {
        let all = scenario.estate.perimeters.iter().flat_map(|it| &it.resource_associations);
        let all: Vec<_> = all.cloned().collect();
        if !all.is_empty() {
            let taken = all[other.index(all.len())].clone();
            with_perimeter(scenario, one, |it| it.resource_associations.push(taken));
        }
    },
    |scenario, one, other| {
        let resources = &mut scenario.estate.resources;
        if !resources.is_empty() {
            let at = one.index(resources.len());
            let resource = Arc::make_mut(&mut resources[at]);
            if other.index(7) == 0 {
                resource.id = resource.id.as_deref().map(str::to_uppercase);
                return;
            }
            resource.id = (other.index(5) > 0).then(|| format!("/r/{}", other.index(4)));
            resource.name = None;
        }
    },
    |scenario, one, _| {
        let address_prefixes = vec![format!("198.51.100.{}", one.index(256))];
        let azure = ServiceTag {
            name: Some("azure".to_owned()),
            address_prefixes,
            ..ServiceTag::default()
        };
        scenario.estate.service_tags = vec![azure];
    },
    |scenario, _, _| scenario.estate.service_tags.clear(),
    |scenario, one, _| {
        let dates = ["2025-06-18", "2025-07-27"];
        scenario.revision = Some(dates[one.index(2)].to_owned());
    },
];

/// Removes, repeats or moves an element.
fn edit_list<T: Clone>(list: &mut Vec<T>, index: Index) {
    let Some(last) = list.len().checked_sub(1) else { return };
    let at = index.index(list.len());
    match index.index(3) {
        0 => drop(list.remove(at)),
        1 => list.insert(at, list[last].clone()),
        _ => list.swap(at, last),
    }
}

fn with_perimeter(scenario: &mut Scenario, index: Index, edit: impl FnOnce(&mut Perimeter)) {
    let perimeters = &mut scenario.estate.perimeters;
    if !perimeters.is_empty() {
        let at = index.index(perimeters.len());
        edit(Arc::make_mut(&mut perimeters[at]));
    }
}

fn with_profile(
    scenario: &mut Scenario,
    perimeter: Index,
    profile: Index,
    edit: impl FnOnce(&mut Profile),
) {
    with_perimeter(scenario, perimeter, |perimeter| {
        let profiles = &mut perimeter.profiles;
        if !profiles.is_empty() {
            let at = profile.index(profiles.len());
            edit(Arc::make_mut(&mut profiles[at]));
        }
    });
}

fn check(edition: &Edition) {
    let whole = edition.scenario().snapshot().value;
    assert_eq!(*edition.snapshot(), whole);
    // Indexes have no equality of their own; their texts show all of them.
    assert_eq!(format!("{:?}", edition.compiled()), format!("{:?}", Compiled::new(whole)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_gives_what_a_whole_reading_gives(
        edits in prop::collection::vec((0..EDITS.len(), any::<Index>(), any::<Index>()), 1..12),
    ) {
        let mut edition = Edition::new(estate());
        check(&edition);
        for (edit, one, other) in edits {
            let mut scenario = edition.scenario().clone();
            EDITS[edit](&mut scenario, one, other);
            edition = edition.after(scenario);
            check(&edition);
        }
    }
}

#[test]
fn what_an_edit_leaves_alone_is_not_read_again() {
    let before = Edition::new(estate());
    let mut scenario = before.scenario().clone();
    let perimeter = Arc::make_mut(&mut scenario.estate.perimeters[0]);
    perimeter.profiles.insert(0, Arc::new(Profile::default()));
    Arc::make_mut(&mut scenario.estate.resources[0]).location = Some("westeurope".to_owned());
    let after = before.after(scenario);
    let [before, after] = [before.snapshot(), after.snapshot()];
    let profiles = [before, after].map(|snapshot| &snapshot.perimeters[0].profiles);
    assert_eq!(profiles.map(Vec::len), [3, 4]);
    for (old, new) in profiles[0].iter().zip(&profiles[1][1..]) {
        assert!(Arc::ptr_eq(old, new), "{}", old.name);
    }
    let associations = [before, after].map(|snapshot| &snapshot.perimeters[0].associations);
    assert_ne!(associations[0].len(), 0);
    assert_eq!(associations.map(Vec::len), [associations[0].len(); 2]);
    for (old, new) in associations[0].iter().zip(associations[1]) {
        assert!(Arc::ptr_eq(old, new), "{}", old.name);
    }
    assert!(!Arc::ptr_eq(&before.resources[0], &after.resources[0]));
    for (old, new) in before.resources.iter().zip(&after.resources).skip(1) {
        assert!(Arc::ptr_eq(old, new), "{}", old.id);
    }
}

#[test]
fn findings_of_an_edited_scenario_are_those_of_its_text() {
    let mut scenario = retail();
    let perimeter = Arc::make_mut(&mut scenario.estate.perimeters[0]);
    let profile = Arc::make_mut(&mut perimeter.profiles[0]);
    profile.access_rules[0].address_prefixes = vec!["nonsense".to_owned()];
    scenario.requests[0].resource = Some("nobody".to_owned());
    let mut found: Vec<_> = scenario.findings().iter().map(|it| it.message()).collect();
    let text = scenario.to_text();
    let read = Scenario::parse("edited.json", &text).unwrap().findings;
    let mut expected: Vec<_> = read.iter().map(|it| it.message()).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert!(found.iter().any(|message| message.contains("nonsense")));
    assert!(found.iter().any(|message| message.contains("nobody")));
}
