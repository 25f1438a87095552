//! Another name, and what goes with it.

use super::carry::Names;
use super::references::{is_to, resource_of};
use super::{EditError, Thing, id};
use crate::scenario::document::{Request, Scenario};

impl Scenario {
    pub(super) fn rename(&mut self, thing: Thing, name: &str) -> Result<(), EditError> {
        let name = name.trim();
        let old = thing.name(self).ok_or(EditError::not_there(thing))?.to_owned();
        self.may_be_called(thing, name)?;
        let before = self.arm_id(thing);
        self.rename_in_place(thing, &old, name)?;
        self.carry_suppressions(&before, &self.arm_id(thing));
        Ok(())
    }

    fn rename_in_place(&mut self, thing: Thing, old: &str, name: &str) -> Result<(), EditError> {
        match thing {
            Thing::Scenario | Thing::Source(_) | Thing::Request(_) | Thing::Expectation(_) => {
                let (slot, _) = self.name_mut(thing)?;
                *slot = (!name.is_empty()).then(|| name.to_owned());
                return Ok(());
            }
            Thing::Perimeter(at) => self.rename_perimeter(at, old, name),
            Thing::Resource(_) => self.rename_resource(thing, name),
            Thing::Profile { perimeter, profile } => {
                self.rename_profile(perimeter, profile, old, name);
            }
            Thing::ServiceTag(_) => {
                self.carry_tags(&|tag| {
                    tag.trim().eq_ignore_ascii_case(old).then(|| name.to_owned())
                });
            }
            Thing::AccessRule { .. } | Thing::Link { .. } | Thing::LinkReference { .. } => {
                self.rename_deciding(thing, old, name);
            }
            Thing::Association { .. } => {}
        }
        let (slot, own) = self.name_mut(thing)?;
        let with_id = own.is_some_and(|own| {
            if let Some(written) = own.as_deref().filter(|it| id::name(it) != name) {
                *own = Some(id::beside(written, name));
            }
            own.is_some()
        });
        if slot.is_some() || !with_id {
            *slot = Some(name.to_owned());
        }
        Ok(())
    }

    fn rename_perimeter(&mut self, at: usize, old: &str, name: &str) {
        let perimeters = &self.estate.perimeters;
        let Some(own) = perimeters.get(at).and_then(|it| it.id.clone()) else { return };
        let names = (0..perimeters.len()).filter_map(|it| Thing::Perimeter(it).name(self));
        let was_plain = names.filter(|it| it.eq_ignore_ascii_case(old)).count() == 1;
        let others: Vec<(String, String)> = (0..perimeters.len())
            .filter(|other| *other != at)
            .filter_map(|other| {
                let thing = Thing::Perimeter(other);
                Some((thing.name(self)?.to_owned(), self.id_of(thing)?.to_owned()))
            })
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .collect();
        // A name that two perimeters have names neither.
        let short = if others.is_empty() { name.to_owned() } else { id::beside(&own, name) };
        let callers = self.requests_mut().filter_map(|it| it.from.as_mut());
        for slot in callers.flat_map(|it| &mut it.perimeters) {
            if was_plain && slot.trim().eq_ignore_ascii_case(old) {
                slot.clone_from(&short);
            } else if let Some((_, id)) =
                others.iter().find(|(other, _)| other.eq_ignore_ascii_case(slot.trim()))
            {
                slot.clone_from(id);
            }
        }
        self.carry_ids(&|text| id::renamed(text, &own, name));
    }

    fn rename_resource(&mut self, thing: Thing, name: &str) {
        let Some(own) = self.resource_id(thing).map(str::to_owned) else { return };
        let before = Names::of(self);
        self.carry_ids(&|text| id::renamed(text, &own, name));
        let now = id::beside(&own, name);
        let after = Names::of(self);
        self.carry_names(&before, &after, |id| {
            Some(id::renamed(id, &own, name).unwrap_or_else(|| id.to_owned()))
        });
        self.carry_hosts(&own, &now);
    }

    fn rename_profile(&mut self, perimeter: usize, profile: usize, old: &str, name: &str) {
        let Some(written) = self.estate.perimeters.get(perimeter) else { return };
        let own = written.profiles.get(profile).and_then(|it| it.id.clone());
        let derived = written.id.as_deref();
        let derived = derived.map(|id| format!("{}/profiles/{old}", id.trim_end_matches('/')));
        let mine: Vec<usize> = (0..)
            .zip(&written.resource_associations)
            .filter(|(_, it)| is_to(it, written, old))
            .map(|(at, _)| at)
            .collect();
        let own = own.filter(|id| id.contains('/')).or(derived);
        if let Some(own) = own {
            self.carry_ids(&|text| id::renamed(text, &own, name));
        }
        for at in mine {
            let Ok(association) = self.association_mut(perimeter, at) else { continue };
            let Some(reference) = &mut association.profile else { continue };
            if reference.name.is_some() {
                reference.name = Some(name.to_owned());
            }
            if let Some(id) = reference.id.as_deref().filter(|it| id::name(it) != name) {
                reference.id = Some(id::beside(id, name));
            }
        }
        self.carry_linked_profiles(perimeter, |list| {
            let mut changed = false;
            for it in list.iter_mut().filter(|it| it.eq_ignore_ascii_case(old)) {
                name.clone_into(it);
                changed = true;
            }
            changed
        });
    }

    /// A rule or link that expectations may name as what decides.
    fn rename_deciding(&mut self, thing: Thing, old: &str, name: &str) {
        let is_named = self.expectations.iter().any(|it| {
            let states = [&it.not_associated, &it.transition, &it.enforced, &it.audit];
            states.into_iter().flatten().any(|expected| expected.rule.as_deref() == Some(old))
        });
        let Some(holder) = thing.parent().filter(|_| is_named) else { return };
        let governed = self.governed_by(holder);
        let asks_there = |request: &Request| {
            let asked = request.resource.as_deref().unwrap_or_default();
            governed
                .iter()
                .any(|it| id::same(it, asked) || id::name(it).eq_ignore_ascii_case(asked.trim()))
        };
        for expectation in &mut self.expectations {
            if !expectation.request.as_ref().is_some_and(asks_there) {
                continue;
            }
            let states = [
                &mut expectation.not_associated,
                &mut expectation.transition,
                &mut expectation.enforced,
                &mut expectation.audit,
            ];
            for expected in states.into_iter().flatten() {
                if expected.rule.as_deref() == Some(old) {
                    expected.rule = Some(name.to_owned());
                }
            }
        }
    }

    /// The resources of a profile or of a whole perimeter.
    fn governed_by(&self, holder: Thing) -> Vec<String> {
        let (at, profile) = match holder {
            Thing::Profile { perimeter, .. } => (perimeter, holder.name(self)),
            Thing::Perimeter(at) => (at, None),
            _ => return Vec::new(),
        };
        let Some(perimeter) = self.estate.perimeters.get(at) else { return Vec::new() };
        let within = perimeter
            .resource_associations
            .iter()
            .filter(|it| profile.is_none_or(|profile| is_to(it, perimeter, profile)));
        within.filter_map(|it| resource_of(it)).map(str::to_owned).collect()
    }
}
