//! The way to a thing, on which only what leads there is taken out of sharing.

use std::sync::Arc;

use super::{EditError, ErrorKind, Thing};
use crate::scenario::document::{
    AccessRule, Association, Link, Perimeter, Profile, Resource, Scenario,
};

impl Scenario {
    pub(super) fn perimeter_mut(&mut self, at: usize) -> Result<&mut Perimeter, EditError> {
        let perimeter = self.estate.perimeters.get_mut(at).map(Arc::make_mut);
        perimeter.ok_or(EditError::not_there(Thing::Perimeter(at)))
    }

    pub(super) fn profile_mut(
        &mut self,
        perimeter: usize,
        profile: usize,
    ) -> Result<&mut Profile, EditError> {
        let found = self.perimeter_mut(perimeter)?.profiles.get_mut(profile).map(Arc::make_mut);
        found.ok_or(EditError::not_there(Thing::Profile { perimeter, profile }))
    }

    pub(super) fn rule_mut(&mut self, thing: Thing) -> Result<&mut AccessRule, EditError> {
        let Thing::AccessRule { perimeter, profile, rule } = thing else {
            return Err(EditError::not_there(thing));
        };
        let found = self.profile_mut(perimeter, profile)?.access_rules.get_mut(rule);
        found.ok_or(EditError::not_there(thing))
    }

    pub(super) fn association_mut(
        &mut self,
        perimeter: usize,
        association: usize,
    ) -> Result<&mut Association, EditError> {
        let found = self.perimeter_mut(perimeter)?.resource_associations.get_mut(association);
        let found = found.map(Arc::make_mut);
        found.ok_or(EditError::not_there(Thing::Association { perimeter, association }))
    }

    /// A link or a link reference.
    pub(super) fn link_mut(&mut self, thing: Thing) -> Result<&mut Link, EditError> {
        let found = match thing {
            Thing::Link { perimeter, link } => self.perimeter_mut(perimeter)?.links.get_mut(link),
            Thing::LinkReference { perimeter, link } => {
                self.perimeter_mut(perimeter)?.link_references.get_mut(link)
            }
            _ => None,
        };
        found.ok_or(EditError::not_there(thing))
    }

    pub(super) fn resource_mut(&mut self, at: usize) -> Result<&mut Resource, EditError> {
        let resource = self.estate.resources.get_mut(at).map(Arc::make_mut);
        resource.ok_or(EditError::not_there(Thing::Resource(at)))
    }

    /// How many things there are in the list of a thing.
    pub(super) fn siblings(&self, thing: Thing) -> Option<usize> {
        let estate = &self.estate;
        let perimeter = |at: usize| estate.perimeters.get(at);
        Some(match thing {
            Thing::Scenario => return None,
            Thing::Perimeter(_) => estate.perimeters.len(),
            Thing::Resource(_) => estate.resources.len(),
            Thing::ServiceTag(_) => estate.service_tags.len(),
            Thing::Source(_) => self.sources.len(),
            Thing::Request(_) => self.requests.len(),
            Thing::Expectation(_) => self.expectations.len(),
            Thing::Profile { perimeter: at, .. } => perimeter(at)?.profiles.len(),
            Thing::AccessRule { perimeter: at, profile, .. } => {
                perimeter(at)?.profiles.get(profile)?.access_rules.len()
            }
            Thing::Association { perimeter: at, .. } => perimeter(at)?.resource_associations.len(),
            Thing::Link { perimeter: at, .. } => perimeter(at)?.links.len(),
            Thing::LinkReference { perimeter: at, .. } => perimeter(at)?.link_references.len(),
        })
    }

    /// The name and the id of a thing, to be written.
    pub(super) fn name_mut(&mut self, thing: Thing) -> Result<Named<'_>, EditError> {
        let gone = EditError::not_there(thing);
        Ok(match thing {
            Thing::Scenario => (&mut self.name, None),
            Thing::Perimeter(at) => {
                let it = self.perimeter_mut(at)?;
                (&mut it.name, Some(&mut it.id))
            }
            Thing::Profile { perimeter, profile } => {
                let it = self.profile_mut(perimeter, profile)?;
                (&mut it.name, Some(&mut it.id))
            }
            Thing::AccessRule { .. } => {
                let it = self.rule_mut(thing)?;
                (&mut it.name, Some(&mut it.id))
            }
            Thing::Association { perimeter, association } => {
                let it = self.association_mut(perimeter, association)?;
                (&mut it.name, Some(&mut it.id))
            }
            Thing::Link { .. } | Thing::LinkReference { .. } => {
                let it = self.link_mut(thing)?;
                (&mut it.name, Some(&mut it.id))
            }
            Thing::Resource(at) => {
                let it = self.resource_mut(at)?;
                (&mut it.name, Some(&mut it.id))
            }
            Thing::ServiceTag(at) => {
                (&mut self.estate.service_tags.get_mut(at).ok_or(gone)?.name, None)
            }
            Thing::Source(at) => (&mut self.sources.get_mut(at).ok_or(gone)?.name, None),
            Thing::Request(at) => (&mut self.requests.get_mut(at).ok_or(gone)?.name, None),
            Thing::Expectation(at) => (&mut self.expectations.get_mut(at).ok_or(gone)?.name, None),
        })
    }

    /// Whether the name may stand in the place of a thing: not empty, without a slash, and not a
    /// sibling's. A resource may have the name of one elsewhere.
    pub(in crate::scenario) fn may_be_called(
        &self,
        thing: Thing,
        name: &str,
    ) -> Result<(), EditError> {
        let error = |kind| Err(EditError::new(thing, kind));
        let may_be_nameless = matches!(
            thing,
            Thing::Scenario | Thing::Source(_) | Thing::Request(_) | Thing::Expectation(_)
        );
        if may_be_nameless {
            return Ok(());
        }
        if name.is_empty() {
            return error(ErrorKind::NoName);
        }
        if name.contains('/') {
            return error(ErrorKind::Slash(name.to_owned()));
        }
        if self.is_taken(thing, name) { error(ErrorKind::Taken(name.to_owned())) } else { Ok(()) }
    }

    /// Whether a sibling of the thing has the name.
    pub(super) fn is_taken(&self, thing: Thing, name: &str) -> bool {
        let own_id = self.id_of(thing).map(|id| super::id::beside(id, name));
        (0..self.siblings(thing).unwrap_or_default()).any(|index| {
            let sibling = thing.sibling(index);
            let same_name = sibling.name(self).is_some_and(|it| it.eq_ignore_ascii_case(name));
            let ids = (own_id.as_deref(), self.id_of(sibling));
            sibling != thing
                && match ids {
                    (Some(one), Some(other)) => super::id::same(one, other),
                    _ => same_name,
                }
        })
    }

    /// The id of a perimeter or resource, whose name is its own in its group only.
    pub(super) fn id_of(&self, thing: Thing) -> Option<&str> {
        match thing {
            Thing::Perimeter(at) => self.estate.perimeters.get(at)?.id.as_deref(),
            Thing::Resource(at) => self.estate.resources.get(at)?.id.as_deref(),
            _ => None,
        }
    }
}

/// A name, and the id where the thing has one.
pub(super) type Named<'a> = (&'a mut Option<String>, Option<&'a mut Option<String>>);
