//! Every source and destination against every resource, in every state.
//!
//! The rows come from the configuration itself: each address prefix, subscription, perimeter, tag,
//! subnet, resource instance and name that a rule, a firewall or a link names, and one row each for
//! the addresses, trusted services and names that nothing names. Sources that are an identity call
//! from an address that no rule names. The columns are the resources that somebody governs: the
//! associated ones and every storage account.
//!
//! An entry is about the whole call: where the other side is a resource of the estate too, its
//! outcomes are those of the worse leg. The states are the column's; the other side is in the state
//! that its own association is in.
//!
//! # How exact
//!
//! A row of addresses is asked about by one address of each class: of the addresses of its prefix
//! that lie in no narrower prefix of the estate, one for each set of service tags that hold it.
//! No rule, firewall or tag tells two addresses of a class apart, so that each address of the row
//! is answered as one of those asked about.
//!
//! # Large estates
//!
//! Every pair is decided while there are few ([`Detail::Every`]). Beyond that
//! ([`Detail::Permissions`]) addresses get one row for each *permission* instead: the prefixes of
//! an access rule together, the IP rules of an account together. Such a row, and every other that
//! rules or firewalls name, is asked only at the resources that hold the permission: elsewhere the
//! same addresses are covered by the rows of what is named there.

mod after;
mod basis;
mod build;
mod collect;
mod column;
mod entry;
mod extra;
mod find;
mod large;
mod more;
mod names;
mod row;
mod shared;
mod spans;
mod stay;
#[cfg(test)]
mod tests;

use alloc::sync::Arc;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{Compiled, ResourceId};

pub(crate) use self::collect::{ip_rules, ranges_of};
pub use self::column::Column;
pub use self::entry::{Change, Class, Entry, Tally};
pub use self::extra::Extra;
pub use self::row::{Kind, NamedBy, Row, Side};

use self::build::keyed;
use self::collect::{Collected, detail};
use self::large::ByPermission;
use self::names::Names;
use self::shared::Shared;

/// Which pairs of rows and resources are decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// Every one; each prefix is a row.
    Every,
    /// Those of a permission and a resource that holds it; each permission is a row.
    Permissions,
}

/// How many paths change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Paths that enforcing takes away.
    pub breaks: u32,
    /// Paths that associating opens.
    pub opens: u32,
    /// Paths that associating closes.
    pub blocked: u32,
    /// Paths that enforcing leaves undecided.
    pub becomes_unknown: u32,
    /// Paths of which it is not known whether associating changes them.
    pub unknown_on_associating: u32,
    /// Paths of which it is not known whether enforcing changes them, beside those that become so.
    pub unknown_on_enforcing: u32,
}

/// Rows, columns and what stands where they meet.
///
/// ```
/// use nsp_analysis::matrix::Matrix;
/// use nsp_core::{Compiled, Snapshot};
/// let matrix = Matrix::new(&Compiled::new(Snapshot::default()), &[]);
/// assert_eq!(matrix.columns().len(), 0);
/// assert_eq!(matrix.counts().breaks, 0);
/// ```
#[derive(Clone, Debug)]
pub struct Matrix {
    wanted: Option<Detail>,
    names: Names,
    shared: Arc<Shared>,
    extra: Vec<Extra>,
    collected: Arc<Collected>,
    /// The number of each row, by place; it stays while the row's call does.
    numbers: Vec<u32>,
    next_number: u32,
    /// The place of the row with each number; beyond all rows where none has it now.
    numbered: Vec<u32>,
    /// The places of the rows, ascending by key.
    by_key: Arc<Vec<u32>>,
    columns: Vec<Arc<Column>>,
    counts: Counts,
    /// The numbers of rows that are decided at this resource alone so far.
    owed: Option<(ResourceId, Vec<u32>)>,
}

impl Matrix {
    /// The matrix of a configuration and the rows that the caller adds.
    ///
    /// A row that is added and says no more than a row of the configuration gives it its name.
    #[must_use]
    pub fn new(compiled: &Compiled, extra: &[Extra]) -> Self {
        let names = Names::of(compiled);
        let detail = detail(compiled, names.columns().len(), None);
        Self::build(compiled, names, extra, None, ByPermission::of(detail))
    }

    /// The matrix with the pairs that are wanted, however many they are.
    #[must_use]
    pub fn in_detail(compiled: &Compiled, extra: &[Extra], detail: Detail) -> Self {
        let by_permission = ByPermission::of(detail);
        Self::build(compiled, Names::of(compiled), extra, Some(detail), by_permission)
    }

    /// The matrix of an estate that is known to be small, for who carries nothing for large ones:
    /// the same as a [`new`](Self::new) one while that decides every pair.
    #[must_use]
    pub fn of_few(compiled: &Compiled, extra: &[Extra]) -> Self {
        Self::build(compiled, Names::of(compiled), extra, None, None)
    }

    /// Which pairs are decided.
    #[must_use]
    pub fn detail(&self) -> Detail {
        self.collected.detail()
    }

    /// The rows: sources, then destinations, each kind together.
    #[must_use]
    pub fn rows(&self) -> &[Arc<Row>] {
        &self.collected.rows
    }

    /// The place of the row with a key.
    #[must_use]
    pub fn row(&self, key: &str) -> Option<usize> {
        let at = keyed(self.rows(), &self.by_key, key).ok()?;
        self.by_key.get(at).map(|place| *place as usize)
    }

    /// The number of the row at a place: it stays with the row wherever edits move that, for as
    /// long as the row calls as it does.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<u32> {
        self.numbers.get(row).copied()
    }

    /// The place of the row with a number.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<usize> {
        let place = *self.numbered.get(number as usize)? as usize;
        (place < self.rows().len()).then_some(place)
    }

    /// The columns, in document order: listed resources, then those only associated.
    #[must_use]
    pub fn columns(&self) -> &[Arc<Column>] {
        &self.columns
    }

    /// The resources of the columns, with their places among those listed: the very same list for as
    /// long as an edit leaves what things are called and where they are associated.
    #[must_use]
    pub fn names(&self) -> &Arc<[(ResourceId, Option<u32>)]> {
        self.names.shared_columns()
    }

    /// The column of a resource.
    #[must_use]
    pub fn column(&self, resource: &ResourceId) -> Option<&Arc<Column>> {
        self.columns.iter().find(|column| column.resource() == resource)
    }

    /// What stands where a row and a column meet; `None` where the row does not apply or, in a
    /// large estate, was not asked.
    #[must_use]
    pub fn entry(&self, row: usize, column: usize) -> Option<&Entry> {
        self.columns.get(column)?.numbered(*self.numbers.get(row)?)
    }

    /// The entries of a column with the place of their rows, by place.
    pub fn entries(&self, column: usize) -> impl Iterator<Item = (usize, &Entry)> {
        let column = self.columns.get(column);
        let entries = column.into_iter().flat_map(|column| column.entries());
        let mut placed: Vec<(usize, &Entry)> =
            entries.filter_map(|(number, it)| Some((self.numbered(*number)?, it))).collect();
        // Rows that an edit added stand anywhere, and have the highest numbers.
        if !placed.is_sorted_by_key(|(place, _)| *place) {
            order::sort_by_key(&mut placed, |(place, _)| *place);
        }
        placed.into_iter()
    }

    /// How many paths change in all.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }
}

/// Equal rows, equal columns and equal entries where they meet.
impl PartialEq for Matrix {
    fn eq(&self, other: &Self) -> bool {
        let same_column = |at: usize, a: &Arc<Column>, b: &Arc<Column>| {
            a.basis() == b.basis() && self.entries(at).eq(other.entries(at))
        };
        let mut columns = self.columns.iter().zip(&other.columns).enumerate();
        self.detail() == other.detail()
            && self.rows() == other.rows()
            && self.columns.len() == other.columns.len()
            && self.counts == other.counts
            && columns.all(|(at, (a, b))| same_column(at, a, b))
    }
}
