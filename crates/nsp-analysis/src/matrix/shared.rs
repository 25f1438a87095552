//! What every entry may depend on.

use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Link, PerimeterId, ResourceId, Revision, ServiceTag, Snapshot};

/// The parts of a configuration that any entry may depend on: while they stay, an entry depends on
/// its column and its row alone.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    revision: Revision,
    service_tags: Vec<ServiceTag>,
    perimeters: Vec<(ResourceId, Option<PerimeterId>, Vec<Link>)>,
}

impl Shared {
    /// Those of a configuration.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let perimeters = snapshot.perimeters.iter();
        Self {
            revision: snapshot.revision,
            service_tags: snapshot.service_tags.clone(),
            perimeters: perimeters
                .map(|it| (it.id.clone(), it.guid.clone(), it.links.clone()))
                .collect(),
        }
    }

    /// Those after an edit, and whether they are what they were.
    pub(super) fn after(before: &Arc<Self>, snapshot: &Snapshot) -> (Arc<Self>, bool) {
        match before.is_of(snapshot) {
            true => (Arc::clone(before), true),
            false => (Arc::new(Self::of(snapshot)), false),
        }
    }

    fn is_of(&self, snapshot: &Snapshot) -> bool {
        let perimeters = snapshot.perimeters.iter().map(|it| (&it.id, &it.guid, &it.links));
        self.revision == snapshot.revision
            && self.service_tags == snapshot.service_tags
            && self.perimeters.iter().map(|(id, guid, links)| (id, guid, links)).eq(perimeters)
    }
}
