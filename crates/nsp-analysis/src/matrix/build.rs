//! Making a matrix anew.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{Compiled, ResourceId};

use super::basis::Facts;
use super::collect::{Collected, collect};
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
            places: Arc::new(places_by_key(&collected.rows)),
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
        let by_profile = profile.and_then(|profile| self.by_profile.get(&profile));
        let by_resource = resource.and_then(|resource| self.by_resource.get(&resource));
        let held = by_profile.into_iter().chain(by_resource).flatten();
        let mut rows: Vec<(u32, u32)> = self
            .common
            .iter()
            .chain(held)
            .filter(|place| self.rows.get(**place as usize).is_some_and(|row| row.applies_to(id)))
            .filter_map(|place| Some((*place, *numbers.get(*place as usize)?)))
            .collect();
        order::sort_by_key(&mut rows, |(_, number)| *number);
        rows.dedup();
        rows
    }
}

pub(super) fn places_by_key(rows: &[Arc<Row>]) -> BTreeMap<Arc<str>, u32> {
    let mut places = BTreeMap::new();
    places.extend((0..).zip(rows).map(|(at, row)| (row.key().clone(), at)));
    places
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
