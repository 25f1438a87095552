//! One row more for each request that is fired, while the configuration stays.

use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Address, Compiled, ResourceId};

use super::build::numbered;
use super::collect::{Collected, OTHER_ADDRESSES, free};
use super::row::{Call, Row};
use super::stay::Edited;
use super::{Counts, Detail, Extra, Matrix};

impl Matrix {
    /// Whether rows can be added after these edits and all others stay: elsewhere an address that
    /// is added may be one of another row.
    pub(super) fn takes_more(&self, edited: &Edited, changed: &[ResourceId]) -> bool {
        self.detail() == Detail::Permissions && edited.is_empty() && changed.is_empty()
    }

    /// The matrix of the same configuration with what is added behind the rows added before.
    pub(super) fn with_more(&self, compiled: &Compiled, extra: &[Extra]) -> Self {
        let mut matrix = self.clone();
        for (at, it) in (0..).zip(extra).skip(self.extra.len()) {
            matrix.add(compiled, at, it);
        }
        matrix.extra = extra.to_vec();
        matrix
    }

    /// Gives its name to a row that says the same, else adds one.
    fn add(&mut self, compiled: &Compiled, at: u32, extra: &Extra) {
        let known = match extra.address_alone() {
            Some(Address::Other) => self.row(OTHER_ADDRESSES),
            _ => self.rows().iter().position(|row| row.says(extra, compiled)),
        };
        let collected = Arc::make_mut(&mut self.collected);
        if let Some(row) = known.and_then(|place| collected.rows.get_mut(place)) {
            Arc::make_mut(row).take_name(at, extra);
            return;
        }
        let key: Arc<str> = free(extra.key(), |key| self.places.contains_key(key)).into();
        let (kind, call) = (extra.kind(), Call::of(extra, compiled));
        let (names, named_by) = (Vec::new(), Vec::new());
        let mut row = Row { key: Arc::clone(&key), kind, names, named_by, call };
        row.take_name(at, extra);
        let place = collected.insert(row);
        let number = self.next_number;
        self.next_number += 1;
        self.numbers.insert(place as usize, number);
        self.numbered = numbered(&self.numbers, self.next_number);
        let places = Arc::make_mut(&mut self.places);
        places.values_mut().for_each(|it| shift(it, place));
        places.insert(key, place);
        for column in &mut self.columns {
            if let Some(more) = column.with_row(compiled, collected, place, number) {
                *column = Arc::new(more);
            }
        }
        let counts = self.columns.iter().map(|column| column.counts());
        self.counts = counts.fold(Counts::default(), Counts::and);
    }
}

impl Collected {
    /// Stands a row that everybody is asked about behind those of its kind; gives its place.
    fn insert(&mut self, row: Row) -> u32 {
        let rank = row.kind.rank();
        let at = self.rows.partition_point(|it| it.kind.rank() <= rank);
        self.rows.insert(at, Arc::new(row));
        let place = u32::try_from(at).unwrap_or(u32::MAX);
        let lists = self.by_profile.values_mut().chain(self.by_resource.values_mut());
        let lists = core::iter::once(&mut self.common).chain(lists);
        lists.flatten().for_each(|it| shift(it, place));
        let at = self.common.partition_point(|it| *it < place);
        self.common.insert(at, place);
        place
    }
}

/// Moves a place out of the way of one that is taken.
fn shift(place: &mut u32, taken: u32) {
    *place += u32::from(taken <= *place);
}
