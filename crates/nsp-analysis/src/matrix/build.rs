//! Making a matrix anew.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{Compiled, ResourceId};

use super::basis::Facts;
use super::collect::{Collected, Holder, collect};
use super::column::Column;
use super::large::ByPermission;
use super::names::Names;
use super::shared::Shared;
use super::{Counts, Detail, Extra, Matrix, Row};

impl Matrix {
    pub(super) fn build(
        compiled: &Compiled,
        names: Names,
        extra: &[Extra],
        wanted: Option<Detail>,
        by_permission: Option<ByPermission>,
    ) -> Self {
        let collected = collect(compiled, extra, by_permission, None);
        let numbers: Vec<u32> = (0..).zip(&collected.rows).map(|(number, _)| number).collect();
        let column =
            |(id, at): &(ResourceId, _)| Arc::new(collected.column(compiled, id, *at, &numbers));
        let columns: Vec<_> = names.columns().iter().map(column).collect();
        let counts = columns.iter().fold(Counts::default(), |it, column| it.and(column.counts()));
        Self {
            wanted,
            names,
            shared: Arc::new(Shared::of(compiled.snapshot())),
            extra: extra.to_vec(),
            next_number: u32::try_from(numbers.len()).unwrap_or(u32::MAX),
            numbered: numbers.clone(),
            numbers,
            by_key: Arc::new(by_key(&collected.rows)),
            collected: Arc::new(collected),
            columns,
            counts,
            owed: None,
        }
    }
}

impl Collected {
    /// The column of a resource that stands at a place of the list, with all its rows decided.
    pub(super) fn column(
        &self,
        compiled: &Compiled,
        id: &ResourceId,
        listed: Option<u32>,
        numbers: &[u32],
    ) -> Column {
        let facts = Facts::new(compiled, id, listed, None);
        let rows = self.rows_at(facts.profile(), listed, id, numbers);
        Column::new(compiled, facts.into_basis(), self, &rows, None)
    }

    /// The rows that are asked at a resource, by place and number, ascending by number.
    pub(super) fn rows_at(
        &self,
        profile: Option<(u32, u32)>,
        resource: Option<u32>,
        id: &ResourceId,
        numbers: &[u32],
    ) -> Vec<(u32, u32)> {
        let profile = profile.map(|(perimeter, profile)| Holder::Profile(perimeter, profile));
        let holders = [Some(Holder::Everyone), profile, resource.map(Holder::Resource)];
        let mut rows: Vec<(u32, u32)> = holders
            .into_iter()
            .flatten()
            .flat_map(|holder| self.held_by(holder))
            .filter(|(_, at)| self.rows.get(*at as usize).is_some_and(|row| row.applies_to(id)))
            .filter_map(|(_, at)| Some((*at, *numbers.get(*at as usize)?)))
            .collect();
        order::sort_by_key(&mut rows, |(_, number)| *number);
        rows.dedup();
        rows
    }
}

/// The places of the rows, ascending by key.
pub(super) fn by_key(rows: &[Arc<Row>]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..).zip(rows).map(|(at, _)| at).collect();
    let key = |at: &u32| rows.get(*at as usize).map(|row| row.key());
    order::sort_by(&mut places, |one, other| key(one).cmp(&key(other)));
    places
}

/// Where among the places of rows, ascending by key, one with a key stands, or would.
pub(super) fn keyed(rows: &[Arc<Row>], places: &[u32], key: &str) -> Result<usize, usize> {
    let of = |place: &u32| rows.get(*place as usize).map(|row| &**row.key());
    places.binary_search_by(|place| of(place).cmp(&Some(key)))
}

/// The place of each number, from the number of each place.
pub(super) fn numbered(numbers: &[u32], next: u32) -> Vec<u32> {
    let mut places = vec![u32::MAX; next as usize];
    for (place, number) in (0..).zip(numbers) {
        if let Some(it) = places.get_mut(*number as usize) {
            *it = place;
        }
    }
    places
}
