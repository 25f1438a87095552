//! What the parts of a configuration are called, and which rows stay when one is edited.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{Compiled, Profile, Resource, ResourceId, Snapshot};

use super::row::{Kind, NamedBy, Row};
use super::stay::Edited;
use super::{Detail, Matrix};

/// The names of a configuration and what follows from them alone.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// Without service tags. Its parts are held, so that no other comes to stand at their address.
    snapshot: Snapshot,
    /// The resources that get a column, with their place among those listed.
    columns: Arc<[(ResourceId, Option<u32>)]>,
    /// Whether a row of a permission has a key that rows of no other profile or resource may want.
    are_distinct: bool,
}

impl Names {
    /// Those of a configuration.
    pub(super) fn of(compiled: &Compiled) -> Self {
        let snapshot = without_tags(compiled.snapshot());
        let (columns, are_distinct) = (columns_of(compiled), are_distinct(&snapshot));
        Self { snapshot, columns, are_distinct }
    }

    /// Those after an edit and, where they are what they were, the associations whose access modes
    /// are not, by perimeter and place there.
    pub(super) fn after(&self, compiled: &Compiled) -> (Self, Option<Vec<(u32, u32)>>) {
        let snapshot = without_tags(compiled.snapshot());
        if !self.snapshot.is_named_like(&snapshot) {
            return (Self::of(compiled), None);
        }
        let columns = Arc::clone(&self.columns);
        let changed = snapshot.in_other_modes(&self.snapshot).collect();
        (Self { snapshot, columns, are_distinct: self.are_distinct }, Some(changed))
    }

    /// What was edited since, if every row stays where it stands.
    pub(super) fn edited(&self, before: &Self, detail: Detail) -> Option<Edited> {
        let stand_apart = detail == Detail::Permissions && self.are_distinct;
        Edited::between(&before.snapshot, &self.snapshot, stand_apart)
    }

    /// Where they are from.
    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    pub(super) fn shared_columns(&self) -> &Arc<[(ResourceId, Option<u32>)]> {
        &self.columns
    }

    pub(super) fn columns(&self) -> &[(ResourceId, Option<u32>)] {
        &self.columns
    }
}

fn without_tags(snapshot: &Snapshot) -> Snapshot {
    let Snapshot { revision, perimeters, resources, .. } = snapshot;
    let (perimeters, resources) = (perimeters.clone(), resources.clone());
    Snapshot { revision: *revision, perimeters, resources, service_tags: Vec::new() }
}

/// The rows of permissions that an edit left as they were.
#[derive(Clone, Copy)]
pub(super) struct Kept<'m> {
    names: &'m Names,
    rows: &'m [Arc<Row>],
}

impl<'m> Kept<'m> {
    /// Those of a matrix whose names are still the same.
    pub(super) fn of(matrix: &'m Matrix) -> Option<Self> {
        let names = &matrix.names;
        let usable = matrix.detail() == Detail::Permissions && names.are_distinct;
        usable.then_some(Self { names, rows: matrix.rows() })
    }

    /// The rows of the rules of a profile, if it is the same as before.
    pub(super) fn of_profile(
        self,
        at: (u32, u32),
        profile: &Arc<Profile>,
    ) -> Option<&'m [Arc<Row>]> {
        let (perimeter, place) = at;
        let old = self.names.snapshot.perimeters.get(perimeter as usize)?;
        let old = old.profiles.get(place as usize)?;
        let rows = self.segment(
            |row| match &row.kind {
                Kind::RuleAddresses(rule) => (1, (rule.perimeter, rule.profile)),
                kind => (kind.rank(), (0, 0)),
            },
            (1, at),
        );
        (Arc::ptr_eq(old, profile) && rows.iter().all(|row| row.is_plain())).then_some(rows)
    }

    /// The row of the IP rules of a resource, if it is the same as before and has one.
    pub(super) fn of_resource(self, at: u32, resource: &Arc<Resource>) -> Option<&'m Arc<Row>> {
        let old = self.names.snapshot.resources.get(at as usize)?;
        let rows = self.segment(
            |row| match (&row.kind, row.named_by.first()) {
                (Kind::OwnAddresses(_), Some(NamedBy::Firewall(at))) => (2, *at),
                (kind, _) => (kind.rank(), 0),
            },
            (2, at),
        );
        rows.first().filter(|row| Arc::ptr_eq(old, resource) && row.is_plain())
    }

    /// The rows that are equal by a key which ascends.
    fn segment<K: Ord>(self, key: impl Fn(&Row) -> K, wanted: K) -> &'m [Arc<Row>] {
        let from = self.rows.partition_point(|row| key(row) < wanted);
        let to = self.rows.partition_point(|row| key(row) <= wanted);
        self.rows.get(from..to).unwrap_or_default()
    }
}

impl Row {
    /// Whether nothing names it but its permission.
    fn is_plain(&self) -> bool {
        self.names.is_empty() && self.named_by.len() == 1
    }
}

fn are_distinct(snapshot: &Snapshot) -> bool {
    fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> bool {
        let mut names: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        let spaced = names.iter().any(|name| name.contains(' '));
        order::sort(&mut names);
        !spaced && names.is_sorted_by(|one, next| one < next)
    }
    distinct(snapshot.perimeters.iter().map(|it| it.id.as_str()))
        && distinct(snapshot.resources.iter().map(|it| it.id.as_str()))
        && snapshot.perimeters.iter().all(|it| distinct(it.profiles.iter().map(|it| &*it.name)))
}

/// The resources that get a column: storage accounts and whatever is associated.
fn columns_of(compiled: &Compiled) -> Arc<[(ResourceId, Option<u32>)]> {
    let snapshot = compiled.snapshot();
    let listed = (0..).zip(&snapshot.resources).map(|(at, it)| (&it.id, Some(at)));
    let associations = snapshot.perimeters.iter().flat_map(|it| &it.associations);
    let associated = associations.map(|it| (&it.resource, None));
    let mut seen = BTreeSet::new();
    let columns = listed
        .chain(associated)
        .filter(|(id, _)| compiled.association_of(id).is_some() || id.is_storage_account())
        .filter(|(id, _)| seen.insert(*id));
    columns.map(|(id, at)| (id.clone(), at)).collect()
}
