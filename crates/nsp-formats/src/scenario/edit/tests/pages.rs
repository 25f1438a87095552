//! What only stands for a page that is not among the documents.

use super::*;
use crate::scenario::MORE;

fn cut() -> Scenario {
    let text = include_str!("../../../../tests/data/pages.json");
    crate::import(&[("pages.json", text)]).unwrap().value
}

fn named(scenario: &Scenario, name: &str) -> Thing {
    let all = (0..scenario.estate.resources.len()).map(Thing::Resource);
    { all }.find(|it| it.name(scenario) == Some(name)).unwrap()
}

#[test]
fn a_step_calls_it_a_page() {
    let scenario = cut();
    let rule = Thing::AccessRule { perimeter: 0, profile: 0, rule: 1 };
    let association = |perimeter, association| Thing::Association { perimeter, association };
    for (thing, of) in [
        (rule, "rules"),
        (association(0, 1), "associations"),
        (Thing::Link { perimeter: 0, link: 1 }, "links"),
        (Thing::LinkReference { perimeter: 1, link: 1 }, "links"),
        (association(2, 0), "perimeters"),
        (association(2, 1), "configurations of `stlone`"),
        (Thing::Perimeter(2), "perimeters"),
    ] {
        assert_eq!(thing.missing_page(&scenario).as_deref(), Some(of), "{thing:?}");
        let label = Edit::Remove(thing).label(&scenario);
        assert!(!label.contains(MORE) && label.contains(&format!("page of the {of}")), "{label}");
    }
    assert_eq!(association(0, 0).missing_page(&scenario), None);
    assert_eq!(named(&scenario, "stcut").missing_page(&scenario), None);
}

#[test]
fn it_is_no_association_to_be_moved() {
    let scenario = cut();
    let what = named(&scenario, "stlone");
    let associated = Edit::Associate { what, perimeter: 0, profile: 0 };
    assert!(associated.label(&scenario).starts_with("Move "), "from the perimeter it is known in");
    let loose = scenario.edited(&Edit::Dissociate(what)).unwrap();
    assert!(associated.label(&loose).starts_with("Associate "));
    let after = loose.edited(&associated).unwrap();
    assert_eq!(after.estate.perimeters[2], scenario.estate.perimeters[2], "the page is still out");
}

#[test]
fn it_goes_with_its_resource_and_its_perimeter_with_the_last() {
    let scenario = cut();
    let without = scenario.edited(&Edit::Remove(named(&scenario, "stlone"))).unwrap();
    assert_eq!(without.estate.perimeters[2].resource_associations.len(), 1);
    let page = Thing::Association { perimeter: 2, association: 0 };
    let none = without.edited(&Edit::Remove(page)).unwrap();
    assert_eq!(none.estate.perimeters.len(), 2);
}
