//! One row more for each request that is fired, while the configuration stays.

use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Address, Compiled, ResourceId};

use super::build::{keyed, numbered};
use super::collect::{Collected, Holder, OTHER_ADDRESSES, free};
use super::row::{Call, Kind, Row};
use super::stay::Edited;
use super::{Counts, Detail, Extra, Matrix};

impl Matrix {
    /// Whether rows can be added after these edits and all others stay: elsewhere an address that
    /// is added may be one of another row.
    pub(super) fn takes_more(&self, edited: &Edited, changed: &[(u32, u32)]) -> bool {
        self.detail() == Detail::Permissions && edited.is_empty() && changed.is_empty()
    }

    /// The matrix of the same configuration with what is added behind the rows added before, decided
    /// at one resource or at all.
    pub(super) fn with_more(
        &self,
        compiled: &Compiled,
        extra: &[Extra],
        only: Option<&ResourceId>,
    ) -> Self {
        let mut matrix = self.clone();
        for (at, it) in (0..).zip(extra).skip(self.extra.len()) {
            matrix.add(compiled, at, it, only);
        }
        matrix.extra = extra.to_vec();
        matrix
    }

    /// The whole of a matrix of this configuration.
    #[must_use]
    pub fn whole(&self, compiled: &Compiled) -> Self {
        let mut matrix = self.clone();
        if let Some((at, numbers)) = matrix.owed.take() {
            for number in numbers {
                let place = matrix.numbered(number).and_then(|it| u32::try_from(it).ok());
                matrix.decide(compiled, place.unwrap_or(u32::MAX), number, |it| *it != at);
            }
        }
        matrix
    }

    /// Whether every row is decided wherever it is to be.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.owed.is_none()
    }

    /// Gives its name to a row that says the same, else adds one.
    fn add(&mut self, compiled: &Compiled, at: u32, extra: &Extra, only: Option<&ResourceId>) {
        let known = match extra.address_alone() {
            Some(Address::Other) => self.row(OTHER_ADDRESSES),
            _ => self.saying(extra, compiled),
        };
        if let Some(known) = known {
            let rows = &mut Arc::make_mut(&mut self.collected).rows;
            if let Some(row) = rows.get_mut(known) {
                Arc::make_mut(row).take_name(at, extra);
            }
            return;
        }
        let key: Arc<str> = free(extra.key(), |key| self.row(key).is_some()).into();
        let (kind, call) = (extra.kind(), Call::of(extra, compiled));
        let (names, named_by) = (Vec::new(), Vec::new());
        let keyed = keyed(self.rows(), &self.by_key, &key).unwrap_or_else(|at| at);
        debug_assert!(call.other.is_none() || kind.may_be_between_resources());
        let mut row = Row { key, kind, names, named_by, call };
        row.take_name(at, extra);
        let place = Arc::make_mut(&mut self.collected).insert(row);
        let number = self.next_number;
        self.next_number += 1;
        self.numbers.insert(place as usize, number);
        self.numbered = numbered(&self.numbers, self.next_number);
        let by_key = Arc::make_mut(&mut self.by_key);
        by_key.iter_mut().for_each(|it| shift(it, place));
        by_key.insert(keyed, place);
        self.decide(compiled, place, number, |it| only.is_none_or(|only| it == only));
        if let Some(only) = only {
            let owed = self.owed.get_or_insert_with(|| (only.clone(), Vec::new()));
            owed.1.push(number);
        }
    }

    /// The place of a row that says the same.
    fn saying(&self, extra: &Extra, compiled: &Compiled) -> Option<usize> {
        let (rows, says) = (self.rows(), |row: &Arc<Row>| row.says(extra, compiled));
        // An address alone is no subscription, of which there may be many.
        let [to, from] = extra.address_alone().map_or([0; 2], |_| {
            let first = |rank| rows.partition_point(|row| row.kind.rank() < rank);
            [first(Kind::SUBSCRIPTION), first(Kind::SUBSCRIPTION + 1)]
        });
        let before = rows.get(..to)?.iter().position(says);
        before.or_else(|| Some(from + rows.get(from..)?.iter().position(says)?))
    }

    /// Decides a row at the resources that are `wanted`.
    fn decide(
        &mut self,
        compiled: &Compiled,
        place: u32,
        number: u32,
        wanted: impl Fn(&ResourceId) -> bool,
    ) {
        for column in self.columns.iter_mut().filter(|column| wanted(column.resource())) {
            if let Some(more) = column.with_row(compiled, &self.collected, place, number) {
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
        let held = Arc::make_mut(&mut self.held);
        held.iter_mut().for_each(|(_, it)| shift(it, place));
        let new = (Holder::Everyone, place);
        held.insert(held.partition_point(|it| *it < new), new);
        place
    }
}

/// Moves a place out of the way of one that is taken.
fn shift(place: &mut u32, taken: u32) {
    *place += u32::from(taken <= *place);
}
