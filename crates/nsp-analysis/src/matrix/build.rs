//! Making a matrix, anew or after an edit.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Compiled, ResourceId};

use super::collect::{Collected, collect};
use super::column::{Column, Facts};
use super::shared::Shared;
use super::{Counts, Detail, Extra, Matrix, Row};

impl Matrix {
    pub(super) fn build(
        previous: Option<&Self>,
        compiled: &Compiled,
        extra: &[Extra],
        wanted: Option<Detail>,
    ) -> Self {
        let ids = columns_of(compiled);
        let mut collected = collect(compiled, ids.len(), extra, wanted);
        let (shared, is_same) = Shared::after(previous.map(|it| &it.shared), compiled.snapshot());
        let previous = previous.filter(|it| is_same && it.detail == collected.detail);
        let mut next = previous.map_or(0, |it| it.next_number);
        let mut numbers = Vec::with_capacity(collected.rows.len());
        for (at, row) in collected.rows.iter().enumerate() {
            let known = previous.and_then(|it| it.number_of(row, at));
            numbers.push(known.unwrap_or_else(|| {
                next += 1;
                next - 1
            }));
        }
        let mut kept = Kept { columns: previous.map_or(&[], |it| &it.columns), places: None };
        let (mut columns, mut counts) = (Vec::with_capacity(ids.len()), Counts::default());
        for (place, (id, at)) in ids.into_iter().enumerate() {
            let facts = Facts::new(compiled, id);
            let rows = collected.rows_at(facts.profile(), at, id, &numbers);
            let old = kept.column(id, place).filter(|old| facts.are(old.basis()));
            let column = match old {
                Some(old) if old.is_of(&rows) => Arc::clone(old),
                old => {
                    let basis = facts.into_basis();
                    Arc::new(Column::new(compiled, basis, &collected, &rows, old.map(|it| &**it)))
                }
            };
            counts = counts.and(column.counts());
            columns.push(column);
        }
        let rows: Vec<Arc<Row>> = core::mem::take(&mut collected.rows)
            .into_iter()
            .enumerate()
            .map(|(at, row)| match previous.and_then(|it| it.same_row(&row, at)) {
                Some(same) => Arc::clone(same),
                None => Arc::new(row),
            })
            .collect();
        let same_keys =
            |it: &&Self| it.rows.iter().map(|row| row.key()).eq(rows.iter().map(|row| row.key()));
        let places = match previous.filter(same_keys) {
            Some(same) => Arc::clone(&same.places),
            None => Arc::new((0..).zip(&rows).map(|(at, row)| (row.key().clone(), at)).collect()),
        };
        let detail = collected.detail;
        Self { detail, wanted, shared, rows, numbers, next_number: next, places, columns, counts }
    }

    /// The number a row had, if it called in the same way.
    fn number_of(&self, row: &Row, at: usize) -> Option<u32> {
        let place = self.place_of(row, at)?;
        let same = self.rows.get(place)?.call == row.call;
        self.numbers.get(place).copied().filter(|_| same)
    }

    fn same_row(&self, row: &Row, at: usize) -> Option<&Arc<Row>> {
        self.rows.get(self.place_of(row, at)?).filter(|same| ***same == *row)
    }

    /// Where a row stood that now stands at a place: mostly there.
    fn place_of(&self, row: &Row, at: usize) -> Option<usize> {
        let stayed = self.rows.get(at).is_some_and(|old| old.key() == row.key());
        if stayed { Some(at) } else { self.row(row.key()) }
    }
}

/// The columns of the matrix before.
struct Kept<'m> {
    columns: &'m [Arc<Column>],
    places: Option<BTreeMap<&'m ResourceId, &'m Arc<Column>>>,
}

impl<'m> Kept<'m> {
    /// The column of a resource that now has a place: mostly there.
    fn column(&mut self, id: &ResourceId, place: usize) -> Option<&'m Arc<Column>> {
        let stayed = self.columns.get(place).filter(|column| column.resource() == id);
        stayed.or_else(|| {
            let all = self.columns.iter().map(|column| (column.resource(), column));
            self.places.get_or_insert_with(|| all.collect()).get(id).copied()
        })
    }
}

impl Collected {
    /// The rows that are asked at a resource, by place and number, ascending by number.
    fn rows_at(
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
        rows.sort_unstable_by_key(|(_, number)| *number);
        rows.dedup();
        rows
    }
}

/// The resources that get a column, with their place among those listed: storage accounts and
/// whatever is associated.
fn columns_of(compiled: &Compiled) -> Vec<(&ResourceId, Option<u32>)> {
    let snapshot = compiled.snapshot();
    let listed = (0..).zip(&snapshot.resources).map(|(at, it)| (&it.id, Some(at)));
    let associations = snapshot.perimeters.iter().flat_map(|it| &it.associations);
    let associated = associations.map(|it| (&it.resource, None));
    let mut seen = BTreeSet::new();
    listed
        .chain(associated)
        .filter(|(id, _)| compiled.association_of(id).is_some() || id.is_storage_account())
        .filter(|(id, _)| seen.insert(*id))
        .collect()
}
