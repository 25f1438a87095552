//! Which rows a configuration has, and where each is asked.

mod addresses;
mod destinations;
mod identities;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{
    Address, Caller, Compiled, Destination, Flow, Inbound, Outbound, Path, ResourceId, Snapshot,
};

use super::basis::Basis;
use super::large::ByPermission;
use super::names::Kept;
use super::row::{Call, Kind, NamedBy, Reach, Row};
use super::{Detail, Extra};

pub(super) use self::addresses::{OTHER_ADDRESSES, rule_key};
pub(crate) use self::addresses::{ip_rules, ranges_of};

/// The rows of a configuration.
#[derive(Clone, Debug)]
pub(super) struct Collected {
    /// How the addresses of a permission are taken together, if they are.
    pub(super) by_permission: Option<ByPermission>,
    pub(super) rows: Vec<Arc<Row>>,
    /// Where rows are asked, ascending.
    pub(super) held: Arc<Vec<(Holder, u32)>>,
}

/// Who holds a permission, and where its row is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    /// Every resource.
    Everyone,
    /// The resources of a profile, by perimeter and profile.
    Profile(u32, u32),
    /// A resource, by its place.
    Resource(u32),
}

pub(super) struct Collector<'c> {
    compiled: &'c Compiled,
    collected: Collected,
    held: Vec<(Holder, u32)>,
    kept: Option<Kept<'c>>,
    places: BTreeMap<String, u32>,
}

/// Which pairs are decided of so many columns.
pub(super) fn detail(compiled: &Compiled, columns: usize, wanted: Option<Detail>) -> Detail {
    wanted.unwrap_or_else(|| addresses::detail(compiled.snapshot(), columns))
}

/// The rows.
pub(super) fn collect<'c>(
    compiled: &'c Compiled,
    extra: &[Extra],
    by_permission: Option<ByPermission>,
    kept: Option<Kept<'c>>,
) -> Collected {
    let collected = Collected { by_permission, rows: Vec::new(), held: Arc::default() };
    let (held, places) = (Vec::new(), BTreeMap::new());
    let mut collector = Collector { compiled, collected, held, kept, places };
    let rest = collector.addresses(extra);
    collector.identities();
    collector.destinations();
    for (at, it) in rest {
        collector.added(at, it);
    }
    collector.collected.in_order(collector.held)
}

impl Collected {
    /// Which pairs are decided.
    pub(super) fn detail(&self) -> Detail {
        self.by_permission.map_or(Detail::Every, |_| Detail::Permissions)
    }

    /// Each kind together, and who holds them.
    fn in_order(mut self, mut held: Vec<(Holder, u32)>) -> Self {
        let mut order: Vec<(u32, Arc<Row>)> = (0..).zip(core::mem::take(&mut self.rows)).collect();
        order::sort_by_key(&mut order, |(_, row)| row.kind.rank());
        let mut moved = alloc::vec![0; order.len()];
        for (to, (from, _)) in (0..).zip(&order) {
            if let Some(place) = moved.get_mut(*from as usize) {
                *place = to;
            }
        }
        self.rows = order.into_iter().map(|(_, row)| row).collect();
        for (_, place) in &mut held {
            *place = moved.get(*place as usize).copied().unwrap_or(*place);
        }
        order::sort(&mut held);
        held.dedup();
        self.held = Arc::new(held);
        self
    }

    /// The places of the rows that somebody holds, ascending.
    pub(super) fn held_by(&self, holder: Holder) -> &[(Holder, u32)] {
        let from = self.held.partition_point(|(it, _)| *it < holder);
        let to = self.held.partition_point(|(it, _)| *it <= holder);
        self.held.get(from..to).unwrap_or_default()
    }
}

impl<'c> Collector<'c> {
    fn snapshot(&self) -> &'c Snapshot {
        self.compiled.snapshot()
    }

    /// Adds a row, or what else names it to the row of that key.
    fn add(
        &mut self,
        key: String,
        kind: Kind,
        call: Call,
        holder: Holder,
        named_by: Option<NamedBy>,
    ) -> u32 {
        debug_assert!(call.other.is_none() || kind.may_be_between_resources());
        let Collected { rows, .. } = &mut self.collected;
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => {
                let place = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                let (names, named) = (Vec::new(), Vec::new());
                let name = key;
                let key: Arc<str> = name.as_str().into();
                rows.push(Arc::new(Row { key, kind, names, named_by: named, call }));
                self.places.insert(name, place);
                place
            }
        };
        if let (Some(row), Some(by)) = (rows.get_mut(place as usize), named_by)
            && row.named_by.last() != Some(&by)
        {
            Arc::make_mut(row).named_by.push(by);
        }
        self.held(place, holder);
        place
    }

    /// Adds a row as it was before the edit. No other has its key.
    fn keep(&mut self, row: &Arc<Row>, holder: Holder) {
        let place = u32::try_from(self.collected.rows.len()).unwrap_or(u32::MAX);
        self.collected.rows.push(Arc::clone(row));
        self.held(place, holder);
    }

    fn held(&mut self, place: u32, holder: Holder) {
        let held = match self.collected.detail() {
            Detail::Every => (Holder::Everyone, place),
            Detail::Permissions => (holder, place),
        };
        if self.held.last() != Some(&held) {
            self.held.push(held);
        }
    }

    fn free(&self, key: String) -> String {
        free(key, |key| self.places.contains_key(key))
    }

    /// Gives its name to a row that says the same, else adds one.
    fn added(&mut self, at: u32, extra: &Extra) {
        let compiled = self.compiled;
        if let Some(row) = self.collected.rows.iter_mut().find(|row| row.says(extra, compiled)) {
            Arc::make_mut(row).take_name(at, extra);
            return;
        }
        let key = self.free(extra.key());
        let call = Call::of(extra, self.compiled);
        let place = self.add(key, extra.kind(), call, Holder::Everyone, None);
        if let Some(row) = self.collected.rows.get_mut(place as usize) {
            Arc::make_mut(row).take_name(at, extra);
        }
    }

    fn other(&self, resource: &ResourceId) -> Option<Arc<Basis>> {
        Some(Arc::new(Basis::of(self.compiled, resource)))
    }
}

/// The key, or it with a number where two things that are not one would share it.
pub(super) fn free(key: String, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|copy| format!("{key} {copy}"));
    let mut keys = core::iter::once(key.clone()).chain(numbered);
    keys.find(|it| !is_taken(it)).unwrap_or(key)
}

impl Row {
    /// Whether it says the same as what is added.
    pub(super) fn says(&self, extra: &Extra, compiled: &Compiled) -> bool {
        self.call.feature == extra.feature
            && match &self.kind {
                // The way to the vault of its key is the account's own, whoever asks for a blob.
                Kind::KeyVault => extra.asks_for_key_vault(),
                _ => self.call.flow == extra.flow && self.call.reach == reach_of(extra, compiled),
            }
    }

    pub(super) fn take_name(&mut self, at: u32, extra: &Extra) {
        if !extra.name.is_empty() && !self.names.contains(&extra.name) {
            self.names.push(extra.name.clone());
        }
        self.named_by.push(NamedBy::Extra(at));
    }
}

impl Call {
    /// That of a row of its own for what is added.
    pub(super) fn of(extra: &Extra, compiled: &Compiled) -> Self {
        let address = match &extra.flow {
            Flow::Inbound(inbound) => Some(inbound.caller.address),
            Flow::Outbound(_) => None,
        };
        Self {
            flow: extra.flow.clone(),
            feature: extra.feature,
            reach: reach_of(extra, compiled),
            addresses: address.into_iter().collect(),
            other: other_side(extra, compiled).map(|it| Arc::new(Basis::of(compiled, it))),
        }
    }

    fn inbound(inbound: Inbound) -> Self {
        let address = inbound.caller.address;
        Self {
            flow: Flow::Inbound(inbound),
            feature: None,
            reach: Reach::Every,
            addresses: alloc::vec![address],
            other: None,
        }
    }

    /// From one address of each class.
    fn from_addresses(addresses: Vec<Address>) -> Self {
        let address = addresses.first().copied().unwrap_or(Address::Other);
        let caller = Caller { address, ..Caller::default() };
        Self { addresses, ..Self::inbound(Inbound { caller, ..Inbound::default() }) }
    }

    /// By a managed identity, from an address that no rule names.
    fn by_identity(caller: Caller) -> Self {
        Self::inbound(Inbound {
            caller: Caller { address: Address::Other, ..caller },
            authentication: Some(nsp_core::Authentication::ManagedIdentity),
            ..Inbound::default()
        })
    }

    fn from_subnet(subnet: &ResourceId) -> Self {
        Self::inbound(Inbound {
            path: Path::ServiceEndpoint { subnet: subnet.clone() },
            caller: Caller { address: Address::Other, ..Caller::default() },
            ..Inbound::default()
        })
    }

    fn outbound(destination: Destination) -> Self {
        Self {
            flow: Flow::Outbound(Outbound { destination }),
            feature: None,
            reach: Reach::Every,
            addresses: Vec::new(),
            other: None,
        }
    }
}

/// Nobody calls itself.
fn reach_of(extra: &Extra, compiled: &Compiled) -> Reach {
    match (&extra.resource, other_side(extra, compiled)) {
        (Some(resource), _) => Reach::Only(alloc::vec![resource.clone()]),
        (None, Some(other)) => Reach::AllBut(other.clone()),
        (None, None) => Reach::Every,
    }
}

/// The resource that calls or is called, if it is one.
fn other_side<'e>(extra: &'e Extra, compiled: &'e Compiled) -> Option<&'e ResourceId> {
    match &extra.flow {
        Flow::Inbound(inbound) => inbound.caller.resource.as_ref(),
        Flow::Outbound(Outbound { destination: Destination::Resource(id) }) => Some(id),
        Flow::Outbound(Outbound { destination: Destination::Name(name) }) => {
            compiled.resource_of_endpoint(name)
        }
    }
}
