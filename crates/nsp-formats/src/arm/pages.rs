//! Lists that Azure gives page by page, of which a page may be missing.
//!
//! What such a page holds is neither let in nor shut out: a rule, an association, a link or a
//! perimeter of which nothing is known, [`MORE`], stands in its place. In a scenario that is read
//! with further documents it is a missing page again, which one of them may be.

use std::collections::BTreeSet;

use super::id;
use super::merge::Merger;
use crate::finding::{Kind, Place};
use crate::json::{Hooks, Node};
use crate::origins::Origins;
use crate::scenario::{AccessRule, Association, Link, MORE, Perimeter, Reference};

/// What the elements of a list are, and what they belong to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct List {
    of: Elements,
    /// An ARM id in lower case.
    owner: String,
    /// Of access rules, the name of the profile in lower case.
    profile: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Elements {
    Perimeters,
    Profiles,
    AccessRules,
    Associations,
    Links,
    LinkReferences,
    Configurations,
    Others,
}

/// The pages of a list that are among the documents.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The id of what the elements belong to, as it was written.
    owner: String,
    /// The places of `nextLink`.
    go_on: Vec<Place>,
    has_last: bool,
}

impl Elements {
    fn name(self) -> &'static str {
        match self {
            Self::Perimeters => "perimeters",
            Self::Profiles => "profiles",
            Self::AccessRules => "access rules",
            Self::Associations => "associations",
            Self::Links | Self::LinkReferences => "links",
            Self::Configurations => "configurations",
            Self::Others => "resources",
        }
    }
}

impl List {
    /// The list that an element is in, by its id, and the id of what it belongs to.
    fn of(id: &str) -> (Self, &str) {
        const CONFIGURATIONS: &str = "networkSecurityPerimeterConfigurations";
        let list = |of, owner: &str, profile: &str| Self {
            of,
            owner: owner.to_lowercase(),
            profile: profile.to_lowercase(),
        };
        if let Some(resource) = id::before(id, CONFIGURATIONS) {
            return (list(Elements::Configurations, resource, ""), resource);
        }
        let Some(perimeter) = id::perimeter_of(id) else {
            return (list(Elements::Others, "", ""), "");
        };
        let profile = id::after(id, "profiles");
        if let (Some(profile), Some(_)) = (profile, id::after(id, "accessRules")) {
            return (list(Elements::AccessRules, perimeter, profile), perimeter);
        }
        let kinds = [
            ("profiles", Elements::Profiles),
            ("resourceAssociations", Elements::Associations),
            ("links", Elements::Links),
            ("linkReferences", Elements::LinkReferences),
        ];
        let kind = kinds.into_iter().find(|(name, _)| id::after(id, name).is_some());
        match kind {
            Some((_, of)) => (list(of, perimeter, ""), perimeter),
            // A subscription has one list of them, and so has a group in it.
            None => {
                let subscription = id::after(id, "subscriptions").unwrap_or_default();
                (list(Elements::Perimeters, subscription, ""), "")
            }
        }
    }
}

impl Merger {
    /// Notes which lists a page is of, and whether they go on elsewhere.
    pub(super) fn page(&mut self, page: &Node<'_>, elements: &Node<'_>) {
        let next = page.text("nextLink").filter(|link| !link.is_empty());
        let place = next.map(|_| page.place.child("nextLink"));
        let ids = elements.elements().filter_map(|it| it.text("id").map(|id| id.trim().to_owned()));
        let mut ids: Vec<String> = ids.collect();
        if ids.is_empty() {
            ids.extend(next.and_then(element_of));
        }
        let mut noted: BTreeSet<List> = BTreeSet::new();
        for id in &ids {
            let (list, owner) = List::of(id);
            if !noted.insert(list.clone()) {
                continue;
            }
            let pages = self.pages.entry(list).or_default();
            owner.clone_into(&mut pages.owner);
            pages.has_last |= place.is_none();
            pages.go_on.extend(place.clone());
        }
        if place.is_none() && ids.is_empty() && elements.elements().next().is_none() {
            self.report.add(&page.place, Kind::EmptyList);
        }
        if let Some(place) = place.filter(|_| noted.is_empty()) {
            let of = Elements::Others.name();
            self.report.add(&place, Kind::MorePages { of, has_last: false });
        }
    }

    /// Notes an array of the elements of one list, which is all of it: the command line prints such.
    pub(super) fn whole_list(&mut self, array: &Node<'_>) {
        let ids = array.elements().map(|it| it.text("id").map(|id| List::of(id.trim()).0));
        let mut lists: Vec<Option<List>> = ids.collect();
        lists.dedup();
        if let [] | [Some(_)] = lists.as_slice() {
            self.page(array, array);
        }
    }

    /// Whether an access rule of a profile stands for a page: that is missing again.
    pub(super) fn lacks_rules(
        &mut self,
        at: (&str, &str),
        rule: &AccessRule,
        of: &Origins,
    ) -> bool {
        let lacks = rule.name.as_deref() == Some(MORE);
        if lacks {
            self.lacks(Elements::AccessRules, at, of);
        }
        lacks
    }

    /// Whether an association stands for a page: that is missing again.
    pub(super) fn lacks_associations(
        &mut self,
        perimeter: &str,
        association: &Association,
        of: &Origins,
    ) -> bool {
        let resource = association.private_link_resource.as_ref().and_then(|it| it.id.as_deref());
        match (perimeter, resource) {
            (MORE, Some(MORE) | None) => {
                // Of which subscription they are is told by those that are there.
                let known =
                    self.scenario.estate.perimeters.iter().filter_map(|it| it.id.as_deref());
                let of_one = |id| id::after(id, "subscriptions").map(str::to_lowercase);
                let known: BTreeSet<String> = known.filter_map(of_one).collect();
                let mut known = known.into_iter();
                let only = known.next().filter(|_| known.next().is_none());
                let list = List { owner: only.unwrap_or_default(), ..List::of("").0 };
                self.go_on(List { of: Elements::Perimeters, ..list }, "", of);
            }
            (MORE, Some(resource)) => self.lacks(Elements::Configurations, (resource, ""), of),
            (_, Some(MORE)) => self.lacks(Elements::Associations, (perimeter, ""), of),
            _ => return false,
        }
        true
    }

    /// Whether a link of the list `links` or `linkReferences` stands for a page: that is missing
    /// again.
    pub(super) fn lacks_links(
        &mut self,
        (perimeter, list): (&str, &str),
        link: &Link,
        of: &Origins,
    ) -> bool {
        let lacks = link.name.as_deref() == Some(MORE);
        if lacks {
            let kind = if list == "links" { Elements::Links } else { Elements::LinkReferences };
            self.lacks(kind, (perimeter, ""), of);
        }
        lacks
    }

    fn lacks(&mut self, of: Elements, (owner, profile): (&str, &str), origins: &Origins) {
        let list = List { of, owner: owner.to_lowercase(), profile: profile.to_lowercase() };
        self.go_on(list, owner, origins);
    }

    fn go_on(&mut self, list: List, owner: &str, origins: &Origins) {
        let pages = self.pages.entry(list).or_default();
        owner.clone_into(&mut pages.owner);
        pages.go_on.push(origins.place(""));
    }

    /// Leaves undecided what a page that is missing would decide.
    pub(super) fn without_pages(&mut self) {
        let mut noted = BTreeSet::new();
        for (list, Pages { owner, go_on, has_last }) in core::mem::take(&mut self.pages) {
            let Some(place) = go_on.first().cloned() else { continue };
            let has_last = has_last && list.of != Elements::Others;
            if !has_last && self.stand_in(&list, &owner, &place) {
                continue;
            }
            // A page of several lists says it once.
            for place in go_on {
                let kind = Kind::MorePages { of: list.of.name(), has_last };
                if noted.insert((place.clone(), list.of.name(), has_last)) {
                    self.report.add(&place, kind);
                }
            }
        }
    }

    /// Whether something tells of the missing page from now on that the scenario keeps.
    fn stand_in(&mut self, list: &List, owner: &str, place: &Place) -> bool {
        let origins = || Origins::at(place.clone());
        let name = || Some(MORE.to_owned());
        match list.of {
            Elements::AccessRules => {
                let mut rule = AccessRule::default();
                rule.doubt(MORE);
                self.access_rule(owner, &list.profile, MORE, (rule, origins()));
            }
            Elements::Associations => self.association(owner, (in_doubt(None), origins())),
            Elements::Configurations | Elements::Perimeters => {
                let resource = (!owner.is_empty()).then(|| owner.to_owned());
                self.perimeter(MORE, (Perimeter::default(), origins()));
                self.association(MORE, (in_doubt(resource), origins()));
            }
            Elements::Links | Elements::LinkReferences => {
                let mut link = Link { name: name(), ..Link::default() };
                link.doubt(MORE);
                let kind = if list.of == Elements::Links { "links" } else { "linkReferences" };
                self.link(owner, kind, (link, origins()));
            }
            // Who is in a profile that is not given, or a resource that is not, is undecided.
            Elements::Profiles | Elements::Others => return false,
        }
        true
    }
}

/// An association of which nothing is known, or nothing but the resource.
fn in_doubt(resource: Option<String>) -> Association {
    let mut association = Association { name: Some(MORE.to_owned()), ..Association::default() };
    association.doubt(MORE);
    if resource.is_some() {
        association.name.clone_from(&resource);
        association.private_link_resource =
            Some(Reference { id: resource, ..Reference::default() });
    }
    association
}

/// The id of an element of the list that a link leads on in.
fn element_of(link: &str) -> Option<String> {
    let path = link.get(link.find("/subscriptions/")?..)?;
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    Some(format!("{}/_", path.trim_end_matches('/')))
}
