//! What the lines of the outline say.

use nsp_formats::scenario::edit::Thing;

use super::super::read::page;
use super::Outline;
use crate::ui::Symbol;

impl Outline<'_> {
    pub(super) fn look(&self, thing: Thing) -> (Symbol, String) {
        let estate = &self.scenario.estate;
        if page(thing, self.scenario).is_some() {
            return (Symbol::More, String::new());
        }
        match thing {
            Thing::AccessRule { perimeter, profile, rule } => {
                let profile =
                    estate.perimeters.get(perimeter).and_then(|it| it.profiles.get(profile));
                let rule = profile.and_then(|it| it.access_rules.get(rule));
                let direction = rule.and_then(|it| it.direction.clone());
                (Symbol::Rule, direction.unwrap_or_else(|| "Inbound".to_owned()))
            }
            Thing::ServiceTag(at) => {
                let tag = estate.service_tags.get(at);
                let count = tag.map_or(0, |it| it.address_prefixes.len());
                (Symbol::Tag, counted(count, "range", "ranges"))
            }
            Thing::Link { .. } => (Symbol::Link, "link".to_owned()),
            Thing::LinkReference { .. } => (Symbol::Link, "link from there".to_owned()),
            Thing::Source(_) => (Symbol::Source, String::new()),
            _ => (Symbol::Resource, String::new()),
        }
    }

    /// What a line is called.
    pub(super) fn label(&self, thing: Thing) -> String {
        let name = thing.name(self.scenario).unwrap_or_default();
        let named = || match (thing, name) {
            (Thing::Scenario, "") => "This scenario".to_owned(),
            (_, "") => format!("unnamed {}", thing.what().split_once(' ').map_or("", |it| it.1)),
            (_, name) => name.to_owned(),
        };
        page(thing, self.scenario).unwrap_or_else(named)
    }
}

/// A number with its noun.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
