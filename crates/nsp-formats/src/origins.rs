//! Which place of which file each value of a scenario came from.

use std::collections::BTreeMap;

use crate::finding::Place;

/// Places by pointer. A pointer that is not noted came from where the nearest noted one around it
/// did, further in by what is left of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins(BTreeMap<String, Place>);

impl Origins {
    /// Everything came from one place.
    pub(crate) fn at(place: Place) -> Self {
        Self(BTreeMap::from([(String::new(), place)]))
    }

    /// Notes a place, unless it is where one would look anyway.
    pub(crate) fn note(&mut self, pointer: &str, place: &Place) {
        if self.place(pointer) != *place {
            self.0.insert(pointer.to_owned(), place.clone());
        }
    }

    /// Where the value of a pointer came from.
    pub(crate) fn place(&self, pointer: &str) -> Place {
        let mut around = pointer;
        loop {
            if let Some(place) = self.0.get(around) {
                let rest = pointer.get(around.len()..).unwrap_or_default();
                return Place { file: place.file, pointer: format!("{}{rest}", place.pointer) };
            }
            match around.rsplit_once('/') {
                Some((parent, _)) => around = parent,
                None => return Place { file: 0, pointer: pointer.to_owned() },
            }
        }
    }

    /// The part of this that is about one value.
    pub(crate) fn of(&self, pointer: &str) -> Self {
        let mut part = Self::at(self.place(pointer));
        for (key, place) in self.0.range(pointer.to_owned()..) {
            match key.strip_prefix(pointer) {
                Some(rest) if rest.starts_with('/') => {
                    part.0.insert(rest.to_owned(), place.clone());
                }
                Some(_) => {}
                None => break,
            }
        }
        part
    }

    /// Takes over what is known about a value that now stands at `pointer`.
    pub(crate) fn graft(&mut self, pointer: &str, part: &Self) {
        for (key, place) in &part.0 {
            self.note(&format!("{pointer}{key}"), place);
        }
    }
}
