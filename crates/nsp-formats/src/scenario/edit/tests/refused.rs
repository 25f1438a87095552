//! Edits that cannot be made.

use super::*;

fn check(edit: &Edit, message: &str) {
    let before = shop();
    assert_eq!(before.edited(edit).unwrap_err().message(), message, "{edit:?}");
    assert_eq!(before, shop());
    assert!(!edit.label(&before).is_empty());
}

#[test]
fn a_name_has_to_be_one_and_its_own() {
    let rename = |thing, name: &str| Edit::Rename(thing, name.to_owned());
    check(&rename(OFFICE, " "), "This access rule cannot be without a name. Write one.");
    check(
        &rename(OFFICE, "Platform"),
        "There is already an access rule `Platform` here. Write another name.",
    );
    check(
        &rename(Thing::Resource(0), "stdata"),
        "There is already a resource `stdata` here. Write another name.",
    );
    check(
        &rename(Thing::Perimeter(0), "a/b"),
        "`a/b` has a slash, which a name cannot have. Write it without.",
    );
    assert!(shop().edited(&rename(OFFICE, "OFFICE")).is_ok(), "its own in another case");
}

#[test]
fn what_is_not_there_cannot_be_edited() {
    let gone = Thing::AccessRule { perimeter: 0, profile: 1, rule: 0 };
    let message = "There is no longer an access rule at \
        `/estate/perimeters/0/profiles/1/accessRules/0`. Choose one that is there.";
    check(&Edit::Remove(gone), message);
    check(&Edit::Set(gone, Property::Direction("Inbound".to_owned())), message);
    check(&Edit::Rename(gone, "x".to_owned()), message);
    check(&Edit::Duplicate(gone), message);
    check(&Edit::Move { from: gone, to: OFFICE }, message);
    let profile = "There is no longer a profile at `/estate/perimeters/0/profiles/7`. Choose one \
        that is there.";
    check(&Edit::Associate { what: STWEB, perimeter: 0, profile: 7 }, profile);
    check(&Edit::Add(New::AccessRule(0, 7, Box::default())), profile);
    let step = Edit::Several {
        label: "Both".to_owned(),
        edits: vec![Edit::Remove(OFFICE), Edit::Remove(gone)],
    };
    check(&step, message);
}

#[test]
fn things_stay_among_their_own() {
    check(
        &Edit::Move { from: OFFICE, to: STWEB },
        "An access rule does not go there. Choose a profile.",
    );
    check(
        &Edit::Move { from: STWEB, to: Thing::Association { perimeter: 1, association: 0 } },
        "An association does not go there. Choose a place among its own.",
    );
    check(
        &Edit::Duplicate(STWEB),
        "An association cannot be duplicated. A resource has one: duplicate the resource instead.",
    );
    check(
        &Edit::Set(WEB, Property::AccessMode("Enforced".to_owned())),
        "`accessMode` is not a property of a profile. Set it where it belongs.",
    );
    check(
        &Edit::Remove(Thing::Scenario),
        "The scenario cannot be removed. Open another one instead.",
    );
}

#[test]
fn links_lead_elsewhere_and_only_once() {
    let link = |id: Option<&str>| {
        let id = id.map(|name| format!("/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Network/networkSecurityPerimeters/{name}"));
        let link = Link { auto_approved_remote_perimeter_resource_id: id, ..Link::default() };
        Edit::Add(New::Link(0, Box::new(link)))
    };
    check(&link(None), "This link leads nowhere. Choose the perimeter that it leads to.");
    check(&link(Some("nsp-shop")), "A perimeter cannot be linked with itself. Choose another one.");
    let known = shop().estate.perimeters[0].links[0].clone();
    check(
        &Edit::Add(New::Link(0, Box::new(Link { name: None, ..known }))),
        "These two perimeters are linked already. Change that link instead.",
    );
}

#[test]
fn a_resource_is_associated_and_described_once() {
    let known = &shop().estate.perimeters[0].resource_associations[0];
    check(
        &Edit::Add(New::Association(0, Box::new(Association::clone(known)))),
        "`stweb` is associated with this perimeter already. Move that association instead.",
    );
    check(
        &Edit::Add(New::Association(0, Box::default())),
        "This association names no resource. Choose one, or write its id.",
    );
    check(&Edit::Describe(STWEB), "`stweb` is described already. Set its properties instead.");
}

#[test]
fn a_link_turns_to_a_perimeter_outside_and_leaves_nothing_at_its_other_end() {
    const LINK: Thing = Thing::Link { perimeter: 0, link: 0 };
    let id = |name: &str| {
        format!(
            "/subscriptions/s1/resourceGroups/shop/providers/Microsoft.Network/networkSecurityPerimeters/{name}"
        )
    };
    let turn = |to: &str| Edit::Set(LINK, Property::RemotePerimeter(to.to_owned()));
    check(
        &turn("/subscriptions/s1"),
        "`/subscriptions/s1` is no id of a perimeter. Write `/subscriptions/…/resourceGroups/…\
         /providers/Microsoft.Network/networkSecurityPerimeters/…`.",
    );
    check(
        &turn(&id("nsp-shop")),
        "`nsp-shop` is a perimeter of this estate. Choose it by its name.",
    );
    let before = shop();
    let after = before.edited(&turn(&id("theirs"))).unwrap();
    let (old, new) = (&before.estate.perimeters[0].links[0], &after.estate.perimeters[0].links[0]);
    assert_eq!(new.auto_approved_remote_perimeter_resource_id, Some(id("theirs")));
    assert_eq!((&new.name, &new.status), (&old.name, &old.status));
    let ends = |scenario: &Scenario| -> usize {
        scenario.estate.perimeters.iter().map(|it| it.link_references.len()).sum()
    };
    assert_eq!(ends(&after) + 1, ends(&before), "the other end goes");
    assert_eq!(after.edited(&turn(&id("theirs"))).unwrap(), after, "twice is once");
}
