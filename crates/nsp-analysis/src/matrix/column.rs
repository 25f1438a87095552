//! One resource, and what every row gets there.

mod permissions;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{
    AccessMode, Address, Association, AssociationRef, Compiled, Outcome, Profile, Resource,
    ResourceId, State,
};

use super::Counts;
use super::collect::{Collected, standing};
use super::entry::{Entry, Tally};
use super::row::{Row, Standing};
pub(super) use permissions::Permissions;

/// A resource, and what every row gets there.
#[derive(Clone, Debug)]
pub struct Column {
    basis: Arc<ColumnBasis>,
    /// By the number of the row, ascending.
    entries: Arc<Vec<(u32, Entry)>>,
    /// Of rows that were added since: their numbers are higher.
    more: Vec<(u32, Entry)>,
    counts: Counts,
}

/// So many are added before all are put together again.
const MOST_ADDED: usize = 32;

/// All that the entries of a column depend on, beside the rows and what the whole estate shares.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ColumnBasis {
    id: ResourceId,
    state: Option<State>,
    resource: Option<Arc<Resource>>,
    at: Option<AssociationRef>,
    /// The association's own profile name and mode.
    association: Option<(String, AccessMode)>,
    profile: Option<Arc<Profile>>,
    key_vault: Option<Standing>,
}

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

    pub(super) fn basis(&self) -> &ColumnBasis {
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
        basis: ColumnBasis,
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

impl ColumnBasis {
    /// The profile that holds the resource, by perimeter and profile.
    pub(super) fn profile(&self) -> Option<(u32, u32)> {
        let at = self.at?;
        Some((at.perimeter, at.profile?))
    }
}

/// What a [`ColumnBasis`] is made of, where it stands.
pub(super) struct Facts<'c> {
    id: &'c ResourceId,
    state: Option<State>,
    resource: Option<&'c Arc<Resource>>,
    at: Option<AssociationRef>,
    association: Option<&'c Association>,
    profile: Option<&'c Arc<Profile>>,
    key_vault: Option<Standing>,
}

impl<'c> Facts<'c> {
    /// Those of a resource that stands at a place of the list. What follows from names alone is
    /// taken from `alike`, a column of it under the same names and modes.
    pub(super) fn new(
        compiled: &'c Compiled,
        id: &'c ResourceId,
        listed: Option<u32>,
        alike: Option<&ColumnBasis>,
    ) -> Self {
        let (at, state) = match alike {
            Some(alike) => (alike.at, alike.state),
            None => (compiled.association_of(id), compiled.state_of(id)),
        };
        let perimeter = at.and_then(|at| compiled.snapshot().perimeters.get(at.perimeter as usize));
        let both = at.zip(perimeter);
        let resource = listed.and_then(|at| compiled.snapshot().resources.get(at as usize));
        let vault = resource.and_then(|resource| resource.key_vault.as_deref());
        let vault = vault.and_then(|host| compiled.resource_of_endpoint(host));
        Self {
            id,
            state,
            resource,
            at,
            association: both.and_then(|(at, it)| it.associations.get(at.association as usize)),
            profile: both.and_then(|(at, it)| it.profiles.get(at.profile? as usize)),
            key_vault: vault.map(|vault| standing(compiled, vault)),
        }
    }

    /// Whether they are what they were.
    pub(super) fn are(&self, basis: &ColumnBasis) -> bool {
        let association = self.association.map(|it| (&it.profile, &it.access_mode));
        self.state == basis.state
            && self.at == basis.at
            && self.resource == basis.resource.as_ref()
            && self.profile == basis.profile.as_ref()
            && association == basis.association.as_ref().map(|(profile, mode)| (profile, mode))
            && self.key_vault == basis.key_vault
            && *self.id == basis.id
    }

    pub(super) fn into_basis(self) -> ColumnBasis {
        ColumnBasis {
            id: self.id.clone(),
            state: self.state,
            resource: self.resource.cloned(),
            at: self.at,
            association: self.association.map(|it| (it.profile.clone(), it.access_mode.clone())),
            profile: self.profile.cloned(),
            key_vault: self.key_vault,
        }
    }

    /// The profile that holds the resource, by perimeter and profile.
    pub(super) fn profile(&self) -> Option<(u32, u32)> {
        let at = self.at?;
        Some((at.perimeter, at.profile?))
    }
}

/// Decides the rows of one column.
struct Decider<'d> {
    compiled: &'d Compiled,
    basis: &'d ColumnBasis,
    collected: &'d Collected,
    permissions: Option<Permissions>,
}

impl<'d> Decider<'d> {
    fn new(compiled: &'d Compiled, basis: &'d ColumnBasis, collected: &'d Collected) -> Self {
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
            let outcomes = State::ALL.map(|state| question.evaluate(state, &mut ()));
            self.basis.entry(outcomes, address.unwrap_or_default())
        };
        let mut worst = decide(first);
        for address in addresses {
            worst = worst.or_worse(decide(Some(address)));
        }
        Some(worst)
    }
}

impl ColumnBasis {
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
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            breaks: self.breaks + other.breaks,
            opens: self.opens + other.opens,
            blocked: self.blocked + other.blocked,
            becomes_unknown: self.becomes_unknown + other.becomes_unknown,
        }
    }
}
