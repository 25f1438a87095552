//! One resource, and what every row gets there.

mod permissions;

use alloc::sync::Arc;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{Address, Compiled, Outcome, ResourceId, State};

use super::Counts;
use super::basis::Basis;
use super::collect::Collected;
use super::entry::{Entry, Tally};
use super::row::Row;
pub(super) use permissions::Permissions;

/// A resource, and what every row gets there.
#[derive(Clone, Debug)]
pub struct Column {
    basis: Arc<Basis>,
    /// By the number of the row, ascending.
    entries: Arc<Vec<(u32, Entry)>>,
    /// Of rows that were added since: their numbers are higher.
    more: Vec<(u32, Entry)>,
    counts: Counts,
}

/// So many are added before all are put together again.
const MOST_ADDED: usize = 32;

impl Column {
    /// The resource.
    #[must_use]
    pub fn resource(&self) -> &ResourceId {
        &self.basis.id
    }

    /// The state the estate itself is in for it; `None` where its access mode is not known.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        self.basis.state
    }

    /// How many of its paths change.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn basis(&self) -> &Basis {
        &self.basis
    }

    /// What it has more than another column, by the number of the row, where that is all that
    /// tells them apart.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Option<&[(u32, Entry)]> {
        let same = Arc::ptr_eq(&self.entries, &other.entries);
        self.more.strip_prefix(other.more.as_slice()).filter(|_| same)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &(u32, Entry)> {
        self.entries.iter().chain(&self.more)
    }

    pub(super) fn numbered(&self, number: u32) -> Option<&Entry> {
        let find = |entries: &[(u32, Entry)]| {
            entries.binary_search_by_key(&number, |(number, _)| *number).ok()
        };
        let known = find(&self.entries).and_then(|at| self.entries.get(at));
        known.or_else(|| self.more.get(find(&self.more)?)).map(|(_, entry)| entry)
    }

    /// Whether its entries are of these rows and no others.
    pub(super) fn is_of(&self, rows: &[(u32, u32)]) -> bool {
        self.entries().map(|(number, _)| number).eq(rows.iter().map(|(_, number)| number))
    }

    /// Decides the rows, by place and number; what `kept` has of them is taken over.
    pub(super) fn new(
        compiled: &Compiled,
        basis: Basis,
        collected: &Collected,
        rows: &[(u32, u32)],
        kept: Option<&Self>,
    ) -> Self {
        let mut decider = Decider::new(compiled, &basis, collected);
        let mut entries: Vec<(u32, Entry)> = Vec::with_capacity(rows.len());
        for (place, number) in rows {
            let known = kept.and_then(|kept| kept.numbered(*number)).copied();
            let entry = known.or_else(|| decider.entry(*place));
            entries.extend(entry.map(|entry| (*number, entry)));
        }
        order::sort_by_key(&mut entries, |(number, _)| *number);
        let mut counts = Counts::default();
        for (_, entry) in &entries {
            counts.add(entry);
        }
        Self { basis: Arc::new(basis), entries: Arc::new(entries), more: Vec::new(), counts }
    }

    /// The same where nothing that it was decided by has changed.
    pub(super) fn with_basis(&self, basis: Basis) -> Self {
        Self { basis: Arc::new(basis), ..self.clone() }
    }

    /// The same with one row more, whose number is the highest; `None` where it does not apply.
    pub(super) fn with_row(
        &self,
        compiled: &Compiled,
        collected: &Collected,
        place: u32,
        number: u32,
    ) -> Option<Self> {
        let entry = Decider::new(compiled, &self.basis, collected).entry(place)?;
        let (mut entries, mut more) = (Arc::clone(&self.entries), self.more.clone());
        more.push((number, entry));
        if MOST_ADDED < more.len() {
            Arc::make_mut(&mut entries).append(&mut more);
        }
        let mut counts = self.counts;
        counts.add(&entry);
        Some(Self { basis: Arc::clone(&self.basis), entries, more, counts })
    }
}

/// Decides the rows of one column.
struct Decider<'d> {
    compiled: &'d Compiled,
    basis: &'d Basis,
    collected: &'d Collected,
    permissions: Option<Permissions>,
}

impl<'d> Decider<'d> {
    fn new(compiled: &'d Compiled, basis: &'d Basis, collected: &'d Collected) -> Self {
        Self { compiled, basis, collected, permissions: None }
    }

    fn entry(&mut self, place: u32) -> Option<Entry> {
        let row = self.collected.rows.get(place as usize)?;
        if let Some(large) = self.collected.by_permission
            && let Some(held) = permissions::Permission::of(row.kind())
        {
            let (compiled, basis) = (self.compiled, self.basis);
            let all = self.permissions.get_or_insert_with(|| (large.decide)(compiled, basis));
            if let Some(entry) = all.entry(&held) {
                return Some(entry);
            }
        }
        self.by_request(row)
    }

    fn by_request(&self, row: &Row) -> Option<Entry> {
        let request = row.request(&self.basis.id)?;
        let mut question = self.compiled.question(&request);
        let mut addresses = row.addresses().iter().copied();
        let first = addresses.next();
        let mut decide = |address: Option<Address>| {
            if let Some(address) = address {
                question.set_address(address);
            }
            let outcomes = State::ALL.map(|state| question.evaluate_call(state));
            self.basis.entry(outcomes, address.unwrap_or_default())
        };
        let mut worst = decide(first);
        for address in addresses {
            worst = worst.or_worse(decide(Some(address)));
        }
        Some(worst)
    }
}

impl Basis {
    fn entry(&self, outcomes: [Outcome; 4], address: Address) -> Entry {
        let is_enforced = self.state == Some(State::Enforced);
        Entry { outcomes, address, is_enforced, tally: Tally::default() }.alone()
    }
}

impl Counts {
    /// Counts the path of an entry.
    pub fn add(&mut self, entry: &Entry) {
        self.breaks += u32::from(entry.breaks());
        self.opens += u32::from(entry.opens());
        self.blocked += u32::from(entry.is_blocked());
        self.becomes_unknown += u32::from(entry.becomes_unknown());
        self.unknown_on_associating += u32::from(entry.is_unknown_on_associating());
        self.unknown_on_enforcing += u32::from(entry.is_unknown_on_enforcing());
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            breaks: self.breaks + other.breaks,
            opens: self.opens + other.opens,
            blocked: self.blocked + other.blocked,
            becomes_unknown: self.becomes_unknown + other.becomes_unknown,
            unknown_on_associating: self.unknown_on_associating + other.unknown_on_associating,
            unknown_on_enforcing: self.unknown_on_enforcing + other.unknown_on_enforcing,
        }
    }
}
