//! What the outline shows.

use super::*;
use crate::state::things;

fn retail() -> Scenario {
    let text = include_str!("../../../../examples/retail.json");
    Scenario::parse("retail.json", text).unwrap().value
}

fn lines(scenario: &Scenario, folds: &Folds, picked: &Subject) -> Vec<String> {
    let line = |node: &Node| format!("{} {}", node.level, node.label);
    nodes(scenario, folds, picked, None).nodes.iter().map(line).collect()
}

const RULE: Subject = Subject::Thing(Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 });

#[test]
fn rules_stand_before_the_resources_of_their_profile() {
    let whole = lines(&retail(), &Folds::default(), &Subject::Thing(Thing::Scenario));
    assert_eq!(
        whole,
        [
            "1 Retail, before enforcement",
            "1 nsp-retail",
            "2 web",
            "3 office",
            "3 partner-api",
            "3 stweb",
            "2 data",
            "3 ops",
            "3 stdata",
            "3 kvmain",
            "1 Sources",
            "2 pe-stdata"
        ]
    );
}

#[test]
fn what_is_picked_is_seen_even_where_its_profile_was_closed() {
    let scenario = retail();
    let key = path(&scenario, Thing::Profile { perimeter: 0, profile: 0 });
    let folds = Folds { turned: BTreeSet::from([key]), ..Folds::default() };
    let closed = lines(&scenario, &folds, &Subject::Thing(Thing::Scenario));
    assert!(!closed.contains(&"3 office".to_owned()), "{closed:?}");
    assert!(lines(&scenario, &folds, &RULE).contains(&"3 office".to_owned()));
}

#[test]
fn keys_are_unique_and_outlive_edits_of_other_things() {
    use nsp_formats::scenario::edit::Edit;
    let scenario = retail();
    let keys = |scenario: &Scenario| -> Vec<String> {
        let all = nodes(scenario, &Folds::default(), &RULE, None);
        all.nodes.into_iter().map(|node| node.key).collect()
    };
    let before = keys(&scenario);
    let unique: BTreeSet<&String> = before.iter().collect();
    assert_eq!(unique.len(), before.len());
    let gone = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
    let after = keys(&scenario.edited(&Edit::Remove(gone)).unwrap());
    assert!(after.iter().all(|key| before.contains(key)), "{after:?}");
}

#[test]
fn a_large_estate_is_a_short_list() {
    let scenario = nsp_formats::scenario::large_estate();
    let whole = nodes(&scenario, &Folds::default(), &Subject::Thing(Thing::Scenario), None).nodes;
    assert!(whole.len() < 600, "{}", whole.len());
    let last = things::described_id(&scenario, scenario.estate.resources.len() - 1).unwrap();
    let picked = Subject::Resource(last);
    let whole = nodes(&scenario, &Folds::default(), &picked, None).nodes;
    assert!(whole.iter().any(|node| node.kind == Kind::Subject(picked.clone())));
}

#[test]
fn words_choose_by_name_by_id_and_by_address() {
    let scenario = retail();
    let found = |text: &str| {
        let wanted = Wanted::of(text).unwrap();
        let lines = nodes(&scenario, &Folds::default(), &RULE, Some(&wanted));
        let labels: Vec<String> = lines.nodes.iter().map(|it| it.label.clone()).collect();
        (labels.join(" "), lines.found, lines.all)
    };
    let all = 10;
    assert_eq!(found("OFF"), ("nsp-retail web office".to_owned(), 1, all));
    assert_eq!(found("203.0.113.7"), ("nsp-retail web office stweb".to_owned(), 2, all));
    assert_eq!(found("storageaccounts/st data"), ("nsp-retail data stdata".to_owned(), 1, all));
    assert_eq!(found("nsp-retail"), ("nsp-retail".to_owned(), 1, all));
    assert_eq!(found("partner.example"), ("nsp-retail web partner-api".to_owned(), 1, all));
    assert_eq!(found("nowhere"), (String::new(), 0, all));
}

#[test]
fn pages_that_are_missing_are_said_in_words() {
    let text = include_str!("../../../../../crates/nsp-formats/tests/data/pages.json");
    let scenario = nsp_formats::import(&[("pages.json", text)]).unwrap().value;
    let whole = lines(&scenario, &Folds::default(), &Subject::Thing(Thing::Scenario));
    let page = |level, of: &str| format!("{level} The next page of the {of} is not here");
    let said: Vec<&String> = whole.iter().filter(|it| it.contains("next page")).collect();
    assert_eq!(
        said,
        [
            &page(3, "rules"),
            &page(2, "associations"),
            &page(2, "links"),
            &page(2, "links"),
            &page(1, "perimeters"),
            &page(1, "configurations of stlone"),
        ]
    );
    assert!(whole.iter().all(|it| !it.contains("nextLink")), "{whole:?}");
    // Nothing can be done with one but take it away, and words find it by what it says.
    let rule = Subject::Thing(Thing::AccessRule { perimeter: 0, profile: 0, rule: 1 });
    assert_eq!(super::super::act::copy(&rule, &scenario), None);
    assert!(super::super::act::removal(&rule, &scenario).is_some());
    let wanted = Wanted::of("page rules").unwrap();
    assert_eq!(nodes(&scenario, &Folds::default(), &rule, Some(&wanted)).found, 1);
    assert_eq!(
        nodes(&scenario, &Folds::default(), &rule, Wanted::of("nextlink").as_ref()).found,
        0
    );
    let offered = super::super::add::additions(&scenario, &rule);
    assert!(offered.iter().all(|it| !it.label.contains("nextLink")), "{offered:?}");
}
