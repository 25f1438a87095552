//! Which perimeters the links of an estate lead to.

use alloc::vec::Vec;

use crate::places::Places;
use crate::snapshot::Snapshot;

/// For each link the perimeter that each name of its far end means, looked up once: a decision
/// walks through all links of a hub.
#[derive(Clone, Debug, Default)]
pub(crate) struct FarEnds {
    /// By perimeter, then by link, then by name. `None` is a perimeter outside the estate.
    perimeters: Vec<Vec<Vec<Option<u32>>>>,
}

impl FarEnds {
    pub(crate) fn of(snapshot: &Snapshot, places: &Places) -> Self {
        let perimeters = snapshot.perimeters.iter().map(|perimeter| {
            let links = perimeter.links.iter();
            links
                .map(|it| it.remote.iter().map(|name| places.of_perimeter(name)).collect())
                .collect()
        });
        Self { perimeters: perimeters.collect() }
    }

    /// Where the names of a link's far end stand.
    pub(crate) fn of_link(&self, perimeter: u32, link: u32) -> &[Option<u32>] {
        let links = self.perimeters.get(perimeter as usize);
        links.and_then(|links| links.get(link as usize)).map_or(&[], |names| names)
    }
}
