//! Moving and copying.

use std::sync::Arc;

use super::add::reference_to;
use super::carry::{ids_of_association, ids_of_profile, shared};
use super::references::is_to;
use super::remove::without;
use super::{EditError, ErrorKind, Thing, id};
use crate::scenario::document::{Association, Perimeter, Profile, Reference, Resource, Scenario};

impl Scenario {
    pub(super) fn relocate(&mut self, from: Thing, to: Thing) -> Result<(), EditError> {
        if !from.is_in(self) {
            return Err(EditError::not_there(from));
        }
        let no_place = |into| Err(EditError::new(from, ErrorKind::NoPlace(into)));
        if from.parent() == to.parent() && to == from.sibling(to.index()) {
            return self.reorder(from, to);
        }
        match (from, to) {
            (Thing::Scenario, _) => Err(EditError::new(from, ErrorKind::Cannot("moved"))),
            (Thing::AccessRule { .. }, Thing::AccessRule { .. }) => self.move_rule(from, to),
            (Thing::Profile { .. }, Thing::Profile { .. }) => self.move_profile(from, to),
            (Thing::AccessRule { .. }, _) => no_place("a profile"),
            (Thing::Profile { .. }, _) => no_place("a perimeter"),
            _ => no_place("a place among its own"),
        }
    }

    fn reorder(&mut self, from: Thing, to: Thing) -> Result<(), EditError> {
        if !to.is_in(self) {
            return Err(EditError::not_there(to));
        }
        let (source, target) = (from.index(), to.index());
        let estate = &mut self.estate;
        match from {
            Thing::Scenario => {}
            Thing::Perimeter(_) => shift(&mut estate.perimeters, source, target),
            Thing::Resource(_) => shift(&mut estate.resources, source, target),
            Thing::ServiceTag(_) => shift(&mut estate.service_tags, source, target),
            Thing::Source(_) => shift(&mut self.sources, source, target),
            Thing::Request(_) => shift(&mut self.requests, source, target),
            Thing::Expectation(_) => shift(&mut self.expectations, source, target),
            Thing::Profile { perimeter, .. } => {
                shift(&mut self.perimeter_mut(perimeter)?.profiles, source, target);
            }
            Thing::AccessRule { perimeter, profile, .. } => {
                shift(&mut self.profile_mut(perimeter, profile)?.access_rules, source, target);
            }
            Thing::Association { perimeter, .. } => {
                let it = self.perimeter_mut(perimeter)?;
                shift(&mut it.resource_associations, source, target);
            }
            Thing::Link { perimeter, .. } => {
                shift(&mut self.perimeter_mut(perimeter)?.links, source, target);
            }
            Thing::LinkReference { perimeter, .. } => {
                shift(&mut self.perimeter_mut(perimeter)?.link_references, source, target);
            }
        }
        Ok(())
    }

    /// The place of a thing that comes into a list, which may be the one behind the last.
    fn free_place(&self, to: Thing) -> Result<usize, EditError> {
        let count = to.parent().filter(|it| it.is_in(self)).and_then(|_| self.siblings(to));
        let count = count.ok_or(EditError::not_there(to.parent().unwrap_or(to)))?;
        if to.index() <= count { Ok(to.index()) } else { Err(EditError::not_there(to)) }
    }

    fn move_rule(&mut self, from: Thing, to: Thing) -> Result<(), EditError> {
        let at = self.free_place(to)?;
        let (Some(Thing::Profile { perimeter, profile }), Some(target)) =
            (from.parent(), to.parent())
        else {
            return Err(EditError::not_there(from));
        };
        let name = self.fresh_name(to, from.name(self).unwrap_or_default());
        let base = self.profile_id(target);
        let mut rule = self.profile_mut(perimeter, profile)?.access_rules.remove(from.index());
        rule.id = rule.id.and(base).map(|base| format!("{base}/accessRules/{name}"));
        rule.name = Some(name);
        let Thing::Profile { perimeter, profile } = target else {
            return Err(EditError::not_there(target));
        };
        self.profile_mut(perimeter, profile)?.access_rules.insert(at, rule);
        Ok(())
    }

    /// The id that a profile has or would have.
    fn profile_id(&self, thing: Thing) -> Option<String> {
        let Thing::Profile { perimeter, profile } = thing else { return None };
        let perimeter = self.estate.perimeters.get(perimeter)?;
        let own = perimeter.profiles.get(profile)?.id.clone();
        own.or_else(|| reference_to(perimeter, thing.name(self)?).id)
    }

    fn move_profile(&mut self, from: Thing, to: Thing) -> Result<(), EditError> {
        let at = self.free_place(to)?;
        let (Thing::Profile { perimeter: source, .. }, Thing::Profile { perimeter: target, .. }) =
            (from, to)
        else {
            return Err(EditError::not_there(from));
        };
        let old = from.name(self).unwrap_or_default().to_owned();
        let name = self.fresh_name(to, &old);
        let old_id = self.profile_id(from);
        let there = self.estate.perimeters.get(target).cloned();
        let there = there.ok_or(EditError::not_there(Thing::Perimeter(target)))?;
        let reference = reference_to(&there, &name);
        let here = self.perimeter_mut(source)?;
        let written = here.clone();
        let mut profile = here.profiles.remove(from.index());
        here.resource_associations.retain(|it| !is_to(it, &written, &old));
        let coming = written.resource_associations.iter().filter(|it| is_to(it, &written, &old));
        self.carry_linked_profiles(source, |list| without(list, &old));
        if let (Some(old), Some(new)) = (&old_id, &reference.id) {
            shared(&mut profile, |it| ids_of_profile(it, &|text| id::moved(text, old, new)));
        }
        let is_named = profile.name.is_some() || profile.id.is_none();
        if is_named && profile.name.as_ref() != Some(&name) {
            Arc::make_mut(&mut profile).name = Some(name.clone());
        }
        self.perimeter_mut(target)?.profiles.insert(at, profile);
        for association in coming {
            let mut association = Association::clone(association);
            put_into(&mut association, &there, &name);
            self.receive(target, association)?;
        }
        Ok(())
    }

    /// Puts an association from elsewhere into a perimeter.
    fn receive(&mut self, perimeter: usize, mut association: Association) -> Result<(), EditError> {
        let count = self.perimeter_mut(perimeter)?.resource_associations.len();
        let place = Thing::Association { perimeter, association: count };
        let name = association.name.as_deref().or(association.id.as_deref().map(id::name));
        let name = self.fresh_name(place, name.unwrap_or("association"));
        let base = self.estate.perimeters.get(perimeter).and_then(|it| it.id.as_deref());
        association.id = association
            .id
            .and(base)
            .map(|base| format!("{}/resourceAssociations/{name}", base.trim_end_matches('/')));
        association.name = Some(name);
        self.perimeter_mut(perimeter)?.resource_associations.push(association.into());
        Ok(())
    }

    pub(super) fn associate(
        &mut self,
        what: Thing,
        perimeter: usize,
        profile: usize,
    ) -> Result<(), EditError> {
        let lane = Thing::Profile { perimeter, profile };
        let name = lane.name(self).ok_or(EditError::not_there(lane))?.to_owned();
        if !matches!(what, Thing::Resource(_) | Thing::Association { .. }) {
            return Err(EditError::new(what, ErrorKind::Cannot("associated")));
        }
        let resource = self.resource_id(what).ok_or(EditError::not_there(what))?.to_owned();
        let all = self.associations_of(&resource);
        let here = all.iter().find(|it| it.parent() == Some(Thing::Perimeter(perimeter)));
        let moving = match what {
            Thing::Association { .. } => Some(what),
            _ => here.or(all.first()).copied(),
        };
        let written = self.estate.perimeters.get(perimeter).cloned();
        let written = written.ok_or(EditError::not_there(lane))?;
        let Some(Thing::Association { perimeter: source, association }) = moving else {
            let new = Association {
                private_link_resource: Some(Reference {
                    id: Some(resource),
                    ..Reference::default()
                }),
                profile: Some(reference_to(&written, &name)),
                ..Association::default()
            };
            return self.add(&super::New::Association(perimeter, Box::new(new)));
        };
        if source == perimeter {
            let it = self.association_mut(perimeter, association)?;
            put_into(it, &written, &name);
            return Ok(());
        }
        if here.is_some() {
            let resource = id::name(&resource).to_owned();
            return Err(EditError::new(what, ErrorKind::Associated(resource)));
        }
        let from = self.perimeter_mut(source)?;
        let it = from.resource_associations.remove(association);
        let mut it = Arc::unwrap_or_clone(it);
        put_into(&mut it, &written, &name);
        self.receive(perimeter, it)
    }

    pub(super) fn describe(&mut self, thing: Thing) -> Result<(), EditError> {
        let id = self.resource_id(thing).ok_or(EditError::not_there(thing))?.to_owned();
        let mut known = (0..self.estate.resources.len()).map(Thing::Resource);
        if known.any(|it| self.resource_id(it).is_some_and(|it| id::same(it, &id))) {
            let name = id::name(&id).to_owned();
            return Err(EditError::new(thing, ErrorKind::Described(name)));
        }
        let resource = Resource { id: Some(id), ..Resource::default() };
        self.estate.resources.push(resource.into());
        Ok(())
    }

    pub(super) fn duplicate(&mut self, thing: Thing) -> Result<(), EditError> {
        let old = thing.name(self).ok_or(EditError::not_there(thing))?.to_owned();
        let name = self.fresh_name(thing, &old);
        let at = thing.index();
        match thing {
            Thing::Perimeter(_) => {
                let guid = self.fresh_guid();
                let perimeters = &mut self.estate.perimeters;
                let mut copy = perimeters.get(at).cloned().ok_or(EditError::not_there(thing))?;
                let it = Arc::make_mut(&mut copy);
                it.resource_associations.clear();
                it.links.clear();
                it.link_references.clear();
                it.perimeter_guid = Some(guid);
                let ids = it.id.clone().map(|id| (id::beside(&id, &name), id));
                if let Some((new, old)) = ids {
                    for profile in &mut it.profiles {
                        let change = |text: &str| id::moved(text, &old, &new);
                        shared(profile, |it| ids_of_profile(it, &change));
                    }
                    it.id = Some(new);
                }
                if it.name.is_some() || it.id.is_none() {
                    it.name = Some(name);
                }
                perimeters.insert(at + 1, copy);
            }
            Thing::Profile { perimeter, profile } => {
                let list = &mut self.perimeter_mut(perimeter)?.profiles;
                let copy = list.get(profile).ok_or(EditError::not_there(thing))?;
                let mut copy = Profile::clone(copy);
                if let Some(id) = copy.id.clone() {
                    let new = id::beside(&id, &name);
                    ids_of_profile(&mut copy, &|text| id::moved(text, &id, &new));
                }
                if copy.name.is_some() || copy.id.is_none() {
                    copy.name = Some(name);
                }
                list.insert(profile + 1, copy.into());
            }
            Thing::AccessRule { perimeter, profile, rule } => {
                let list = &mut self.profile_mut(perimeter, profile)?.access_rules;
                let mut copy = list.get(rule).cloned().ok_or(EditError::not_there(thing))?;
                copy.id = copy.id.map(|id| id::beside(&id, &name));
                copy.name = Some(name);
                list.insert(rule + 1, copy);
            }
            Thing::Resource(_) => self.duplicate_resource(at, &name)?,
            Thing::ServiceTag(_) => {
                let list = &mut self.estate.service_tags;
                let mut copy = list.get(at).cloned().ok_or(EditError::not_there(thing))?;
                copy.name = Some(name);
                list.insert(at + 1, copy);
            }
            Thing::Source(_) | Thing::Request(_) => {
                let list = match thing {
                    Thing::Source(_) => &mut self.sources,
                    _ => &mut self.requests,
                };
                let mut copy = list.get(at).cloned().ok_or(EditError::not_there(thing))?;
                copy.name = copy.name.map(|_| name);
                list.insert(at + 1, copy);
            }
            Thing::Expectation(_) => {
                let list = &mut self.expectations;
                let mut copy = list.get(at).cloned().ok_or(EditError::not_there(thing))?;
                copy.name = copy.name.map(|_| name);
                list.insert(at + 1, copy);
            }
            Thing::Scenario
            | Thing::Association { .. }
            | Thing::Link { .. }
            | Thing::LinkReference { .. } => {
                return Err(EditError::new(thing, ErrorKind::Cannot("duplicated")));
            }
        }
        Ok(())
    }

    fn duplicate_resource(&mut self, at: usize, name: &str) -> Result<(), EditError> {
        let thing = Thing::Resource(at);
        let old = self.resource_id(thing).ok_or(EditError::not_there(thing))?.to_owned();
        let new = id::beside(&old, name);
        let list = &mut self.estate.resources;
        let mut copy = list.get(at).cloned().ok_or(EditError::not_there(thing))?;
        let it = Arc::make_mut(&mut copy);
        it.id = it.id.as_ref().map(|_| new.clone());
        if it.name.is_some() || it.id.is_none() {
            it.name = Some(name.to_owned());
        }
        list.insert(at + 1, copy);
        for place in self.associations_of(&old).into_iter().rev() {
            let Thing::Association { perimeter, association } = place else { continue };
            let named = self.fresh_name(place, name);
            let list = &mut self.perimeter_mut(perimeter)?.resource_associations;
            let Some(mut copy) = list.get(association).cloned() else { continue };
            let it = Arc::make_mut(&mut copy);
            ids_of_association(it, &|text| id::moved(text, &old, &new));
            it.id = it.id.as_ref().map(|id| id::beside(id, &named));
            it.name = Some(named);
            list.insert(association + 1, copy);
        }
        Ok(())
    }
}

fn shift<T>(list: &mut Vec<T>, from: usize, to: usize) {
    let moved = list.remove(from);
    list.insert(to.min(list.len()), moved);
}

/// Names a profile of a perimeter the way the association named its own.
fn put_into(association: &mut Association, perimeter: &Perimeter, profile: &str) {
    let whole = reference_to(perimeter, profile);
    let Some(reference) = &mut association.profile else {
        association.profile = Some(whole);
        return;
    };
    match &mut reference.id {
        Some(id) if id.contains('/') => *id = whole.id.unwrap_or_else(|| id::beside(id, profile)),
        Some(id) => profile.clone_into(id),
        None => {}
    }
    if reference.name.is_some() || reference.id.is_none() {
        reference.name = Some(profile.to_owned());
    }
}
