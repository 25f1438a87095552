//! Choosing the lines that words ask for, and counting what they are chosen from.

use nsp_core::ResourceId;
use nsp_formats::scenario::edit::Thing;

use super::super::read::{Subject, page, places};
use super::super::wanted::Wanted;
use super::{Outline, folded};

impl Outline<'_> {
    /// Counts a thing; whether it is wanted.
    pub(super) fn counts(&mut self, thing: Thing) -> bool {
        !self.chosen(vec![Subject::Thing(thing)]).is_empty()
    }

    /// Counts the things of a list; those that are wanted.
    pub(super) fn chosen<T: Holds>(&mut self, mut list: Vec<T>) -> Vec<T> {
        self.lines.all += list.len();
        if let Some(wanted) = self.wanted {
            list.retain(|it| self.fits(wanted, it.subject()));
        }
        self.lines.found += list.len();
        list
    }

    /// Where a resource is described.
    pub(super) fn place_of(&self, id: &ResourceId) -> Option<usize> {
        let places = self.places.get_or_init(|| places(self.scenario));
        places.get(&folded(id)).copied()
    }

    /// Counts so many things, none of which is to be seen.
    pub(super) fn passes(&mut self, count: usize) {
        self.lines.all += count;
        self.lines.found += count;
    }

    fn fits(&self, wanted: &Wanted, subject: &Subject) -> bool {
        let estate = &self.scenario.estate;
        match subject {
            Subject::Resource(id) => {
                let place = self.place_of(id).map(Thing::Resource);
                wanted.fits(&[id.as_str()], place, self.scenario)
            }
            Subject::Thing(thing) => {
                // What only stands for a page is found by what is read of it.
                if let Some(page) = page(*thing, self.scenario) {
                    return wanted.fits(&[page.as_str()], None, self.scenario);
                }
                let name = thing.name(self.scenario).unwrap_or_default();
                let mut own = vec![name];
                match *thing {
                    Thing::Perimeter(at) => {
                        let written = estate.perimeters.get(at).into_iter();
                        own.extend(written.flat_map(|it| {
                            [&it.id, &it.perimeter_guid].into_iter().flatten().map(String::as_str)
                        }));
                    }
                    Thing::Source(at) => {
                        let source = self.scenario.sources.get(at);
                        let address = source.and_then(|it| it.from.as_ref()?.address.as_deref());
                        own.extend(address);
                    }
                    _ => {}
                }
                wanted.fits(&own, Some(*thing), self.scenario)
            }
        }
    }

    /// Takes out a line behind which nothing wanted came, where it is not wanted itself.
    pub(super) fn prune(&mut self, start: usize, is_wanted: bool) {
        if self.wanted.is_some() && !is_wanted && self.lines.nodes.len() == start + 1 {
            self.lines.nodes.pop();
        }
    }
}

/// What has a subject.
pub(super) trait Holds {
    fn subject(&self) -> &Subject;
}

impl Holds for Subject {
    fn subject(&self) -> &Subject {
        self
    }
}

impl<T> Holds for (Subject, T) {
    fn subject(&self) -> &Subject {
        &self.0
    }
}
