//! What a thing is called over all edits of others.

use super::Thing;
use crate::scenario::document::Scenario;

impl Scenario {
    /// The ARM id of a thing: its own, or the one that follows from what holds it. What is not of
    /// Azure has its place among its own: `requests/office`, by number where it has no name.
    pub(crate) fn arm_id(&self, thing: Thing) -> String {
        match thing {
            Thing::Scenario => return String::new(),
            Thing::Perimeter(_) | Thing::Resource(_) => {
                let name = || thing.name(self).unwrap_or_default();
                return self.id_of(thing).unwrap_or_else(name).trim().to_owned();
            }
            _ => {}
        }
        let list = thing.list();
        let within = thing.parent().map(|it| self.arm_id(it)).unwrap_or_default();
        let within = within.trim_end_matches('/');
        let separator = if within.is_empty() { "" } else { "/" };
        match thing.name(self).map(str::trim).filter(|it| !it.is_empty()) {
            Some(name) => format!("{within}{separator}{list}/{name}"),
            None => format!("{within}{separator}{list}/{}", thing.index() + 1),
        }
    }

    /// Lets the suppressions about a thing, and about what is in it, follow it to its new id.
    pub(super) fn carry_suppressions(&mut self, before: &str, after: &str) {
        for suppression in &mut self.suppressions {
            if let Some(id) = &mut suppression.id
                && let Some(moved) = super::id::moved(id, before, after)
            {
                *id = moved;
            }
        }
    }
}
