//! The matrix after an edit.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{Compiled, ResourceId, RuleRef};

use super::basis::{Basis, Facts};
use super::build::{by_key, keyed, numbered};
use super::collect::{Collected, collect, detail, rule_key};
use super::column::Column;
use super::large::ByPermission;
use super::names::{Kept, Names};
use super::shared::Shared;
use super::{Counts, Extra, Matrix, Row};

impl Matrix {
    /// The matrix after an edit, equal to a [`new`](Self::new) one: what the edit did not touch is
    /// taken over rather than made or decided again, and a row or column that stays is the same
    /// `Arc`.
    #[must_use]
    pub fn after(&self, compiled: &Compiled, extra: &[Extra]) -> Self {
        self.after_at(compiled, extra, None)
    }

    /// The same, but rows that are added to a large estate are decided at one resource alone, where
    /// somebody waits for that and can be given the [`whole`](Self::whole) later.
    #[must_use]
    pub fn after_at(
        &self,
        compiled: &Compiled,
        extra: &[Extra],
        only: Option<&ResourceId>,
    ) -> Self {
        let (names, changed) = self.names.after(compiled);
        let (shared, is_same) = Shared::after(&self.shared, compiled.snapshot());
        if let Some(changed) = changed.as_deref()
            && (is_same && self.is_whole())
            && extra.starts_with(&self.extra)
            && let Some(edited) = names.edited(&self.names, self.detail())
            && self.detail() == detail(compiled, names.columns().len(), self.wanted)
            && (self.extra.len() == extra.len() || self.takes_more(&edited, changed))
            && let reaches = (|basis: &Basis| {
                basis.is_among(changed) || edited.reaches(&basis.id, basis.profile())
            })
            && !self.other_sides().any(reaches)
        {
            if self.extra.len() < extra.len() {
                return self.with_more(compiled, extra, only);
            }
            let alike = |basis: &Basis| {
                !basis.is_among(changed) && edited.decides_alike(&basis.id, basis.profile())
            };
            let named = self.renamed(compiled, edited.renamed());
            return self.with_columns(compiled, names, named, reaches, alike);
        }
        let ids = names.columns();
        let kept = changed.as_ref().and_then(|_| Kept::of(self));
        let detail = detail(compiled, ids.len(), self.wanted);
        let mut collected = collect(compiled, extra, ByPermission::of(detail), kept);
        let previous = Some(self).filter(|it| is_same && it.detail() == collected.detail());
        let before = previous.map(|it| it.places_of(&collected.rows)).unwrap_or_default();
        let mut next = previous.map_or(0, |it| it.next_number);
        let mut numbers = Vec::with_capacity(collected.rows.len());
        for (at, row) in collected.rows.iter_mut().enumerate() {
            let place = before.get(at).copied().flatten();
            let old = previous.zip(place).and_then(|(it, place)| it.numbered_row(place));
            let known = old.filter(|(old, _)| Arc::ptr_eq(old, row) || old.call == row.call);
            numbers.push(known.map(|(_, number)| number).unwrap_or_else(|| {
                next += 1;
                next - 1
            }));
            if let Some((old, _)) = known.filter(|(old, _)| !Arc::ptr_eq(old, row) && *old == row) {
                *row = Arc::clone(old);
            }
        }
        let mut kept = Columns { columns: previous.map_or(&[], |it| &it.columns), places: None };
        let (mut columns, mut counts) = (Vec::with_capacity(ids.len()), Counts::default());
        for (place, (id, at)) in ids.iter().enumerate() {
            let old = kept.column(id, place);
            let stays = |it: &&Basis| changed.as_ref().is_some_and(|all| !it.is_among(all));
            let facts = Facts::new(compiled, id, *at, old.map(|it| it.basis()).filter(stays));
            let rows = collected.rows_at(facts.profile(), *at, id, &numbers);
            let old = old.filter(|old| facts.are(old.basis()));
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
        let stayed = before.iter().enumerate().all(|(at, place)| *place == Some(at));
        let by_key = match previous.filter(|it| stayed && it.rows().len() == collected.rows.len()) {
            Some(same) => Arc::clone(&same.by_key),
            None => Arc::new(by_key(&collected.rows)),
        };
        let numbered = numbered(&numbers, next);
        let next_number = next;
        Self {
            wanted: self.wanted,
            names,
            shared,
            extra: extra.to_vec(),
            collected: Arc::new(collected),
            numbers,
            next_number,
            numbered,
            by_key,
            columns,
            counts,
            owed: None,
        }
    }

    /// The resources that call the columns, or are called by them.
    fn other_sides(&self) -> impl Iterator<Item = &Basis> {
        let rows = self.rows();
        let first = rows.partition_point(|row| !row.kind().may_be_between_resources());
        let rows = rows.get(first..).unwrap_or_default();
        rows.iter().filter_map(|row| row.call.other.as_deref())
    }

    /// The rows with the names that rules have now in their keys, and their places by key.
    fn renamed(&self, compiled: &Compiled, rules: &[RuleRef]) -> (Arc<Collected>, Arc<Vec<u32>>) {
        let (mut collected, mut by_key) = (Arc::clone(&self.collected), Arc::clone(&self.by_key));
        let place = |at: &RuleRef| self.row(&rule_key(self.names.snapshot(), *at));
        let renamed = rules.iter().filter_map(|at| Some((*at, u32::try_from(place(at)?).ok()?)));
        let renamed: Vec<(RuleRef, u32)> = renamed.collect();
        if !renamed.is_empty() {
            let rows = &mut Arc::make_mut(&mut collected).rows;
            let places = Arc::make_mut(&mut by_key);
            places.retain(|known| renamed.iter().all(|(_, place)| place != known));
            for (at, place) in renamed {
                let key = rule_key(compiled.snapshot(), at);
                if let Some(row) = rows.get_mut(place as usize) {
                    Arc::make_mut(row).key = key.as_str().into();
                }
                places.insert(keyed(rows, places, &key).unwrap_or_else(|at| at), place);
            }
        }
        (collected, by_key)
    }

    /// The matrix after an edit that leaves every row but for what it is `named`, with those columns
    /// that it `reaches` anew; of those that are `alike` what is decided is taken over.
    fn with_columns(
        &self,
        compiled: &Compiled,
        names: Names,
        (collected, by_key): (Arc<Collected>, Arc<Vec<u32>>),
        reaches: impl Fn(&Basis) -> bool,
        alike: impl Fn(&Basis) -> bool,
    ) -> Self {
        let mut counts = Counts::default();
        let columns = self.columns.iter().zip(names.columns()).map(|(old, (id, at))| {
            let column = if !reaches(old.basis()) {
                Arc::clone(old)
            } else if alike(old.basis()) {
                let basis = Facts::new(compiled, id, *at, None).into_basis();
                Arc::new(old.with_basis(basis))
            } else {
                Arc::new(collected.column(compiled, id, *at, &self.numbers))
            };
            counts = counts.and(column.counts());
            column
        });
        let columns = columns.collect();
        Self {
            wanted: self.wanted,
            names,
            shared: Arc::clone(&self.shared),
            extra: self.extra.clone(),
            collected,
            numbers: self.numbers.clone(),
            next_number: self.next_number,
            numbered: self.numbered.clone(),
            by_key,
            columns,
            counts,
            owed: None,
        }
    }

    /// Where each of the rows stood: mostly behind the one before it.
    fn places_of(&self, rows: &[Arc<Row>]) -> Vec<Option<usize>> {
        let mut next = 0;
        let place = |row: &Arc<Row>| {
            let follows = self.rows().get(next);
            let follows = follows.is_some_and(|it| Arc::ptr_eq(it, row) || it.key() == row.key());
            let found = if follows { Some(next) } else { self.row(row.key()) };
            next = found.map_or(next, |found| found + 1);
            found
        };
        rows.iter().map(place).collect()
    }

    fn numbered_row(&self, place: usize) -> Option<(&Arc<Row>, u32)> {
        Some((self.rows().get(place)?, *self.numbers.get(place)?))
    }
}

/// The columns of the matrix before.
struct Columns<'m> {
    columns: &'m [Arc<Column>],
    places: Option<BTreeMap<&'m ResourceId, &'m Arc<Column>>>,
}

impl<'m> Columns<'m> {
    /// The column of a resource that now has a place: mostly there.
    fn column(&mut self, id: &ResourceId, place: usize) -> Option<&'m Arc<Column>> {
        let stayed = self.columns.get(place).filter(|column| column.resource() == id);
        stayed.or_else(|| {
            let all = self.columns.iter().map(|column| (column.resource(), column));
            let places = self.places.get_or_insert_with(|| {
                let mut places = BTreeMap::new();
                places.extend(all);
                places
            });
            places.get(id).copied()
        })
    }
}
