//! Taking away, together with what cannot stand alone.

use std::sync::Arc;

use super::carry::Names;
use super::references::{is_to, leads_to, resource_of};
use super::{EditError, ErrorKind, Thing};
use crate::scenario::document::{Association, Link, MORE, Perimeter, Scenario};

impl Scenario {
    pub(super) fn remove(&mut self, thing: Thing) -> Result<(), EditError> {
        if !thing.is_in(self) {
            return Err(EditError::not_there(thing));
        }
        // Only with these may a resource go.
        let holds_resources = matches!(
            thing,
            Thing::Perimeter(_)
                | Thing::Profile { .. }
                | Thing::Association { .. }
                | Thing::Resource(_)
        );
        let before = holds_resources.then(|| Names::of(self));
        match thing {
            Thing::Scenario => return Err(EditError::new(thing, ErrorKind::Cannot("removed"))),
            Thing::Perimeter(at) => self.remove_perimeter(at),
            Thing::Profile { perimeter, profile } => self.remove_profile(perimeter, profile)?,
            Thing::AccessRule { perimeter, profile, rule } => {
                self.profile_mut(perimeter, profile)?.access_rules.remove(rule);
            }
            Thing::Association { perimeter, association } => {
                self.perimeter_mut(perimeter)?.resource_associations.remove(association);
            }
            Thing::Link { .. } | Thing::LinkReference { .. } => {
                let other = self.other_end(thing);
                for end in other.into_iter().chain([thing]) {
                    match end {
                        Thing::Link { perimeter, link } => {
                            self.perimeter_mut(perimeter)?.links.remove(link);
                        }
                        Thing::LinkReference { perimeter, link } => {
                            self.perimeter_mut(perimeter)?.link_references.remove(link);
                        }
                        _ => {}
                    }
                }
            }
            Thing::Resource(at) => {
                self.forget_pages(thing);
                self.dissociate_all(thing)?;
                self.estate.resources.remove(at);
            }
            Thing::ServiceTag(at) => drop(self.estate.service_tags.remove(at)),
            Thing::Source(at) => drop(self.sources.remove(at)),
            Thing::Request(at) => drop(self.requests.remove(at)),
            Thing::Expectation(at) => drop(self.expectations.remove(at)),
        }
        if holds_resources {
            let is_empty = |it: &Perimeter| it.resource_associations.is_empty();
            let is_page = |it: &Perimeter| it.id.as_deref() == Some(MORE);
            self.estate.perimeters.retain(|it| !(is_page(it) && is_empty(it)));
        }
        if let Some(before) = before {
            let after = Names::of(self);
            self.carry_names(&before, &after, |id| after.has(id).then(|| id.to_owned()));
        }
        Ok(())
    }

    /// Takes away what stands for the missing pages of what is associated with a resource.
    fn forget_pages(&mut self, resource: Thing) {
        let Some(id) = self.resource_id(resource).map(str::to_owned) else { return };
        let is_of = |it: &Association| {
            it.is_page() && resource_of(it).is_some_and(|other| super::id::same(other, &id))
        };
        for slot in &mut self.estate.perimeters {
            if slot.resource_associations.iter().any(|it| is_of(it)) {
                Arc::make_mut(slot).resource_associations.retain(|it| !is_of(it));
            }
        }
    }

    fn remove_perimeter(&mut self, at: usize) {
        let short = Thing::Perimeter(at).name(self).unwrap_or_default().to_owned();
        let removed = self.estate.perimeters.remove(at);
        for slot in &mut self.estate.perimeters {
            let leads = |it: &Link| leads_to(it, &removed);
            if slot.links.iter().any(leads) || slot.link_references.iter().any(leads) {
                let perimeter = Arc::make_mut(slot);
                perimeter.links.retain(|it| !leads_to(it, &removed));
                perimeter.link_references.retain(|it| !leads_to(it, &removed));
            }
        }
        let known = (0..self.estate.perimeters.len())
            .filter_map(|it| Thing::Perimeter(it).name(self))
            .any(|it| it.eq_ignore_ascii_case(&short));
        // A caller may be in a perimeter that nobody describes, but only its id can say so.
        if let Some(id) = removed.id.as_ref().or(removed.perimeter_guid.as_ref()).filter(|_| !known)
        {
            let callers = self.requests_mut().filter_map(|it| it.from.as_mut());
            for slot in callers.flat_map(|it| &mut it.perimeters) {
                if slot.trim().eq_ignore_ascii_case(&short) {
                    slot.clone_from(id);
                }
            }
        }
    }

    fn remove_profile(&mut self, perimeter: usize, profile: usize) -> Result<(), EditError> {
        let thing = Thing::Profile { perimeter, profile };
        let name = thing.name(self).unwrap_or_default().to_owned();
        let written = self.perimeter_mut(perimeter)?.clone();
        let new = self.perimeter_mut(perimeter)?;
        new.resource_associations.retain(|it| !is_to(it, &written, &name));
        new.profiles.remove(profile);
        self.carry_linked_profiles(perimeter, |list| without(list, &name));
        Ok(())
    }

    pub(super) fn dissociate(&mut self, thing: Thing) -> Result<(), EditError> {
        match thing {
            Thing::Association { .. } => self.remove(thing),
            Thing::Resource(_) => self.dissociate_all(thing),
            _ => Err(EditError::new(thing, ErrorKind::Cannot("dissociated"))),
        }
    }

    fn dissociate_all(&mut self, resource: Thing) -> Result<(), EditError> {
        let id = self.resource_id(resource).ok_or(EditError::not_there(resource))?;
        for association in self.associations_of(id).into_iter().rev() {
            if let Thing::Association { perimeter, association } = association {
                self.perimeter_mut(perimeter)?.resource_associations.remove(association);
            }
        }
        Ok(())
    }
}

/// Takes a profile out of a list; whether it was in it.
pub(super) fn without(list: &mut Vec<String>, profile: &str) -> bool {
    let before = list.len();
    list.retain(|it| !it.eq_ignore_ascii_case(profile));
    list.len() != before
}
