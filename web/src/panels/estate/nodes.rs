//! The outline as the lines that are to be seen.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use nsp_core::{ResourceId, State};
use nsp_formats::scenario::edit::Thing;
use nsp_formats::scenario::{Association, Perimeter, Resource, Scenario};

use super::node::{Folds, Kind, Lines, Node, PAGE, symbol_of};
use super::read::{Subject, associations_of, page, path, profile_of, profile_thing, resource_of};
use super::wanted::Wanted;
use crate::ui::Symbol;
use choose::Holds;
use label::counted;

mod choose;
mod label;

/// Estates with more than so many things open with their profiles closed.
const LARGE: usize = 150;

/// The lines of a scenario. What is picked is always among them, unless words choose: then those
/// that are wanted are, each under what it stands in.
pub(super) fn nodes(
    scenario: &Scenario,
    folds: &Folds,
    picked: &Subject,
    wanted: Option<&Wanted>,
) -> Lines {
    let mut outline = Outline {
        scenario,
        folds,
        picked,
        within: around(scenario, picked),
        places: OnceCell::new(),
        is_large: things(scenario) > LARGE,
        wanted,
        lines: Lines { nodes: Vec::new(), found: 0, all: 0 },
    };
    outline.all();
    outline.lines
}

fn things(scenario: &Scenario) -> usize {
    let profiles = scenario.estate.perimeters.iter().flat_map(|it| &it.profiles);
    let rules: usize = profiles.map(|it| 1 + it.access_rules.len()).sum();
    rules + scenario.estate.resources.len()
}

/// The keys of the lines that what is picked stands under.
fn around(scenario: &Scenario, picked: &Subject) -> BTreeSet<String> {
    let starts: Vec<Thing> = match picked {
        Subject::Thing(thing) => thing.parent().into_iter().collect(),
        Subject::Resource(id) => {
            let all = associations_of(scenario, id).into_iter();
            all.filter_map(|it| profile_thing(scenario, it).or_else(|| it.parent())).collect()
        }
    };
    let up = |thing: &Thing| thing.parent();
    starts
        .into_iter()
        .flat_map(|start| std::iter::successors(Some(start), up))
        .map(|thing| path(scenario, thing))
        .collect()
}

struct Outline<'a> {
    scenario: &'a Scenario,
    folds: &'a Folds,
    picked: &'a Subject,
    within: BTreeSet<String>,
    /// Where what is described stands, once somebody asks.
    places: OnceCell<BTreeMap<String, usize>>,
    is_large: bool,
    wanted: Option<&'a Wanted>,
    lines: Lines,
}

impl Outline<'_> {
    fn all(&mut self) {
        let scenario = self.scenario;
        if self.wanted.is_none() {
            self.thing(Thing::Scenario, 1, Symbol::Draw, String::new(), None);
        }
        for at in 0..scenario.estate.perimeters.len() {
            self.perimeter(at);
        }
        self.group("apart", "In no perimeter", apart(scenario));
        let tags = scenario.estate.service_tags.len();
        self.group("tags", "Service tags", listed(tags, Thing::ServiceTag));
        self.group("sources", "Sources", listed(scenario.sources.len(), Thing::Source));
    }

    fn perimeter(&mut self, perimeter: usize) {
        let scenario = self.scenario;
        let thing = Thing::Perimeter(perimeter);
        let Some(written) = scenario.estate.perimeters.get(perimeter) else { return };
        if page(thing, scenario).is_some() {
            let association = |association| Thing::Association { perimeter, association };
            let pages = listed(written.resource_associations.len(), association);
            return self.chosen(pages).into_iter().for_each(|it| self.one(it, 1));
        }
        let symbol = Symbol::Trust;
        let (start, is_wanted) = (self.lines.nodes.len(), self.counts(thing));
        let is_open = self.thing(thing, 1, symbol, String::new(), Some(true));
        let end = self.lines.nodes.len();
        // What is not shown is counted all the same.
        self.within_perimeter(perimeter, written);
        if !is_open {
            self.lines.nodes.truncate(end);
        }
        self.prune(start, is_wanted);
    }

    fn within_perimeter(&mut self, perimeter: usize, written: &Perimeter) {
        let scenario = self.scenario;
        let mut members: BTreeMap<String, Vec<(usize, &Association)>> = BTreeMap::new();
        for (association, it) in written.resource_associations.iter().enumerate() {
            let name = profile_of(it).unwrap_or_default().to_ascii_lowercase();
            members.entry(name).or_default().push((association, it));
        }
        let member = |(association, it)| {
            let thing = Thing::Association { perimeter, association };
            (resource_of(it).map_or(Subject::Thing(thing), Subject::Resource), it)
        };
        for (profile, it) in written.profiles.iter().enumerate() {
            let thing = Thing::Profile { perimeter, profile };
            let name = thing.name(scenario).unwrap_or_default().to_ascii_lowercase();
            let inside = members.remove(&name).unwrap_or_default();
            let rules = it.access_rules.len();
            let note = match it.access_rules_not_given {
                Some(true) => "rules not given".to_owned(),
                _ => counted(rules, "rule", "rules"),
            };
            let filled = (rules + inside.len() > 0).then_some(!self.is_large);
            let (start, is_wanted) = (self.lines.nodes.len(), self.counts(thing));
            let is_open = self.thing(thing, 2, Symbol::Profile, note, filled);
            let key = path(scenario, thing);
            let rule = |rule| Thing::AccessRule { perimeter, profile, rule };
            let rules = self.chosen(listed(rules, rule));
            let inside = if is_open || self.wanted.is_some() {
                self.chosen(inside.into_iter().map(member).collect())
            } else {
                self.passes(inside.len());
                Vec::new()
            };
            if is_open {
                self.page(&format!("{key}/rules"), 3, rules, Self::one);
                self.page(
                    &format!("{key}/resources"),
                    3,
                    inside,
                    |outline, (subject, it), level| {
                        outline.member(&subject, it, level);
                    },
                );
            }
            self.prune(start, is_wanted);
        }
        for (subject, it) in self.chosen(members.into_values().flatten().map(member).collect()) {
            self.member(&subject, it, 2);
        }
        let link = |link| Thing::Link { perimeter, link };
        for subject in self.chosen(listed(written.links.len(), link)) {
            self.one(subject, 2);
        }
        let reference = |link| Thing::LinkReference { perimeter, link };
        for subject in self.chosen(listed(written.link_references.len(), reference)) {
            self.one(subject, 2);
        }
    }

    fn group(&mut self, key: &str, label: &str, inside: Vec<Subject>) {
        let inside = self.chosen(inside);
        if inside.is_empty() {
            return;
        }
        let is_turned = self.folds.turned.contains(key) && self.wanted.is_none();
        let open = inside.contains(self.picked) || !is_turned;
        self.lines.nodes.push(Node {
            key: key.to_owned(),
            level: 1,
            kind: Kind::Group,
            symbol: Symbol::Resource,
            label: label.to_owned(),
            note: inside.len().to_string(),
            mode: None,
            open: self.wanted.is_none().then_some(open),
        });
        if open {
            self.page(key, 2, inside, Self::one);
        }
    }

    /// A part of a list, with what is picked of it, and a line for the rest.
    fn page<T>(&mut self, key: &str, level: usize, all: Vec<T>, line: impl Fn(&mut Self, T, usize))
    where
        T: Holds,
    {
        let picked = all.iter().position(|it| it.subject() == self.picked);
        let shown = self.folds.shown.get(key).copied().unwrap_or(PAGE);
        let shown = shown.max(picked.map_or(0, |at| at + 1));
        let rest = all.len().saturating_sub(shown);
        for item in all.into_iter().take(shown) {
            line(self, item, level);
        }
        if rest > 0 {
            self.lines.nodes.push(Node {
                key: format!("{key}/more"),
                level,
                kind: Kind::More(key.to_owned()),
                symbol: Symbol::More,
                label: format!("Show {} more of {rest}", rest.min(PAGE)),
                note: String::new(),
                mode: None,
                open: None,
            });
        }
    }

    /// A line of its own kind, with nothing in it.
    fn one(&mut self, subject: Subject, level: usize) {
        match subject {
            Subject::Thing(thing) => {
                let (symbol, note) = self.look(thing);
                self.thing(thing, level, symbol, note, None);
            }
            Subject::Resource(_) => self.resource(&subject, level, None, String::new()),
        }
    }

    fn member(&mut self, subject: &Subject, association: &Association, level: usize) {
        let mode = match association.access_mode.as_deref().unwrap_or("Learning") {
            "Learning" => Some(State::Learning),
            "Enforced" => Some(State::Enforced),
            "Audit" => Some(State::Audit),
            _ => None,
        };
        let note = match subject {
            Subject::Resource(id) if self.place_of(id).is_none() => "not described",
            _ => "",
        };
        self.resource(subject, level, mode, note.to_owned());
    }

    fn resource(&mut self, subject: &Subject, level: usize, mode: Option<State>, note: String) {
        let (label, symbol) = match subject {
            Subject::Resource(id) => (id.name().to_owned(), symbol_of(id)),
            Subject::Thing(thing) => (self.label(*thing), self.look(*thing).0),
        };
        // A resource may be in several perimeters, and is a line in each.
        let own = match subject {
            Subject::Resource(id) => id.as_str().to_ascii_lowercase(),
            Subject::Thing(thing) => path(self.scenario, *thing),
        };
        let key = format!("{}/{own}", self.parent_key(level));
        let kind = Kind::Subject(subject.clone());
        self.lines.nodes.push(Node { key, level, kind, symbol, label, note, mode, open: None });
    }

    fn parent_key(&self, level: usize) -> &str {
        let above = self.lines.nodes.iter().rev().find(|node| node.level < level);
        above.map_or("", |node| node.key.as_str())
    }

    /// A line for a thing; whether what is in it is to follow.
    fn thing(
        &mut self,
        thing: Thing,
        level: usize,
        symbol: Symbol,
        note: String,
        open: Option<bool>,
    ) -> bool {
        let key = path(self.scenario, thing);
        let turned = self.folds.turned.contains(&key);
        let open = open.map(|open| open != turned || self.within.contains(&key));
        // While words choose, what has anything that is wanted is open, and stays so.
        let searched = self.wanted.is_some();
        let (open, follows) = if searched { (None, true) } else { (open, open == Some(true)) };
        let label = self.label(thing);
        let key = if key.is_empty() { "scenario".to_owned() } else { key };
        let kind = Kind::Subject(Subject::Thing(thing));
        self.lines.nodes.push(Node { key, level, kind, symbol, label, note, mode: None, open });
        follows
    }
}

/// The resources that are described and nowhere associated.
fn apart(scenario: &Scenario) -> Vec<Subject> {
    fn named(it: &Association) -> Option<&str> {
        let reference = it.private_link_resource.as_ref().filter(|_| !it.is_page())?;
        reference.id.as_deref().or(reference.name.as_deref())
    }
    let all = || scenario.estate.perimeters.iter().flat_map(|it| &it.resource_associations);
    let associated = OnceCell::new();
    let set = || all().filter_map(|it| Some(folded(&resource_of(it)?))).collect::<BTreeSet<_>>();
    // Many are associated in the order they are described in.
    let mut next = all().peekable();
    let stands = |resource: &Resource| {
        let id = resource.id.as_deref().or(resource.name.as_deref())?;
        if next.next_if(|it| named(it) == Some(id)).is_some() {
            return None;
        }
        let id = ResourceId::new(id);
        (!associated.get_or_init(set).contains(&folded(&id))).then_some(Subject::Resource(id))
    };
    scenario.estate.resources.iter().map(|it| &**it).filter_map(stands).collect()
}

fn listed(count: usize, thing: impl Fn(usize) -> Thing) -> Vec<Subject> {
    (0..count).map(|at| Subject::Thing(thing(at))).collect()
}

/// What is the same for all ways to write an id.
fn folded(id: &ResourceId) -> String {
    id.as_str().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
