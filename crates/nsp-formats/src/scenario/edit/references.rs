//! How things refer to each other.

use super::{Thing, id};
use crate::scenario::document::{Association, Link, Perimeter, Scenario};

/// The resource of an association.
pub(crate) fn resource_of(association: &Association) -> Option<&str> {
    let reference = association.private_link_resource.as_ref()?;
    let id = reference.id.as_deref().or(reference.name.as_deref())?;
    (!id.trim().is_empty()).then_some(id)
}

/// The profile of an association, by its name.
pub(super) fn profile_of(association: &Association) -> Option<&str> {
    let reference = association.profile.as_ref()?;
    reference.id.as_deref().map(id::name).or(reference.name.as_deref())
}

/// Whether an association of a perimeter is to its profile of this name.
pub(crate) fn is_to(association: &Association, perimeter: &Perimeter, profile: &str) -> bool {
    let whole = association.profile.as_ref().and_then(|it| it.id.as_deref());
    let foreign = whole.is_some_and(|whole| {
        whole.contains('/') && perimeter.id.as_deref().is_none_or(|own| !within(whole, own))
    });
    !foreign && profile_of(association).is_some_and(|it| it.eq_ignore_ascii_case(profile))
}

fn within(whole: &str, own: &str) -> bool {
    id::moved(whole, own, own).is_some()
}

/// Whether a link leads to a perimeter.
pub(super) fn leads_to(link: &Link, perimeter: &Perimeter) -> bool {
    let own = [&perimeter.id, &perimeter.perimeter_guid];
    let remote = [
        &link.auto_approved_remote_perimeter_resource_id,
        &link.remote_perimeter_resource_id,
        &link.remote_perimeter_guid,
    ];
    own.into_iter().flatten().any(|own| remote.into_iter().flatten().any(|it| id::same(it, own)))
}

/// The other perimeter as a link names it.
pub(super) fn remote_text(link: &Link) -> Option<&str> {
    [
        link.auto_approved_remote_perimeter_resource_id.as_deref(),
        link.remote_perimeter_resource_id.as_deref(),
        link.remote_perimeter_guid.as_deref(),
    ]
    .into_iter()
    .flatten()
    .next()
}

impl Scenario {
    /// The perimeter of the estate that a link leads to.
    pub(super) fn remote(&self, link: &Link) -> Option<usize> {
        self.estate.perimeters.iter().position(|it| leads_to(link, it))
    }

    /// The link's reference in the other perimeter, or the reference's link.
    pub(super) fn other_end(&self, thing: Thing) -> Option<Thing> {
        let perimeters = &self.estate.perimeters;
        match thing {
            Thing::Link { perimeter: at, link } => {
                let perimeter = perimeters.get(at)?;
                let other = self.remote(perimeter.links.get(link)?)?;
                let ends = &perimeters.get(other)?.link_references;
                let link = ends.iter().position(|it| leads_to(it, perimeter))?;
                Some(Thing::LinkReference { perimeter: other, link })
            }
            Thing::LinkReference { perimeter: at, link } => {
                let perimeter = perimeters.get(at)?;
                let other = self.remote(perimeter.link_references.get(link)?)?;
                let ends = &perimeters.get(other)?.links;
                let link = ends.iter().position(|it| leads_to(it, perimeter))?;
                Some(Thing::Link { perimeter: other, link })
            }
            _ => None,
        }
    }

    /// The associations of a resource, by its id: those that are known.
    pub(super) fn associations_of(&self, resource: &str) -> Vec<Thing> {
        let mut found = Vec::new();
        for (perimeter, written) in self.estate.perimeters.iter().enumerate() {
            for (association, it) in written.resource_associations.iter().enumerate() {
                let is_of = |id: &str| !it.is_page() && id::same(id, resource);
                if resource_of(it).is_some_and(is_of) {
                    found.push(Thing::Association { perimeter, association });
                }
            }
        }
        found
    }

    /// The ids of all resources, described or associated.
    pub(super) fn resource_ids(&self) -> impl Iterator<Item = &str> {
        let described = self.estate.resources.iter();
        let described = described.filter_map(|it| it.id.as_deref().or(it.name.as_deref()));
        let all = self.estate.perimeters.iter().flat_map(|it| &it.resource_associations);
        described.chain(all.filter_map(|it| resource_of(it)))
    }

    /// The id of a resource, or of the resource of an association.
    pub(super) fn resource_id(&self, thing: Thing) -> Option<&str> {
        match thing {
            Thing::Resource(at) => {
                let it = self.estate.resources.get(at)?;
                it.id.as_deref().or(it.name.as_deref())
            }
            Thing::Association { perimeter, association } => {
                let it = self.estate.perimeters.get(perimeter)?;
                resource_of(it.resource_associations.get(association)?)
            }
            _ => None,
        }
    }
}
