//! All traffic to or from one resource, cut into cells with one outcome before and one after.
//!
//! "Before" and "after" are two states of one configuration, or two configurations. No rule of the
//! engine is written here a second time. The engine is asked which attributes of a request it
//! looks at and how much it learns of them ([`nsp_core::Witness::looks_at`]): nothing is fixed at
//! first; where requests that were alike so far show the engine something different, they part;
//! where the engine has ended, those that are left are one cell.
//!
//! Every attribute but the address has few values that differ: those that a configuration names,
//! and a stand-in for any other. Addresses come in classes that the same prefixes hold.

mod addresses;
mod change;
mod destinations;
mod explore;
mod listed;
mod naming;
mod resources;
mod shape;
mod space;
#[cfg(test)]
mod tests;
mod value;

use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nsp_core::{Address, Axis, Compiled, Direction, Outcome, RESERVED, Request, ResourceId, State};

pub use self::change::{Change, Constraint, Ends, Names, Permission, Turn, what_changes};
pub(crate) use self::shape::{Group, Kind, Kinds, Named, Shape, Sketch, kind_of, with_name};
pub use self::value::{Class, Value};

use self::space::Space;
use crate::{AddressSet, Prefix};

/// A configuration under a state.
#[derive(Clone, Copy, Debug)]
pub struct Side<'c> {
    /// The configuration.
    pub compiled: &'c Compiled,
    /// The state of the resource's association.
    pub state: State,
}

/// Which requests are cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Every request that can be asked about, also one that leaves out what a caller has.
    Requests,
    /// What can really be sent: a caller has an address, an authentication and a subscription, and
    /// a tenant and region where the resource's own are known to compare them with. A value is no
    /// template's expression, and a service is named by its resource type. A resource calls from
    /// its own subscription, as a service of its own type. For its customer-managed key an account
    /// calls out, so that nobody's request is for it.
    Traffic,
}

/// The cells of one resource and direction.
#[derive(Clone, Debug)]
pub struct Cells<'c> {
    space: Space<'c>,
    cells: Vec<Cell>,
    asked: usize,
}

/// Requests that end alike before and alike after. Meaningful only with its [`Cells`].
///
/// Holds those of which every attribute is of one of the classes that are listed; an attribute that
/// is not listed may have any value. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How they end before.
    pub before: Outcome,
    /// How they end after.
    pub after: Outcome,
    /// Dimensions with the classes that are in it, both ascending.
    within: Vec<(usize, Vec<u32>)>,
}

impl<'c> Cells<'c> {
    /// Cuts the traffic of a resource in one direction.
    #[must_use]
    pub fn new(
        before: Side<'c>,
        after: Side<'c>,
        resource: &ResourceId,
        direction: Direction,
        scope: Scope,
    ) -> Self {
        Self::of(Space::new([before, after], resource, direction, scope, None))
    }

    fn of(space: Space<'c>) -> Self {
        let (cells, asked) = explore::cells(&space);
        Self { space, cells, asked }
    }

    /// How often the engine was asked to find the cells.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// Whether the cells are everything together. They are not where the resource's own rules tell
    /// apart thousands of kinds of callers: nothing is said of those that are too many.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.space.is_whole()
    }

    /// The cells: disjoint, and everything together.
    pub fn iter(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter()
    }

    /// The cells that hold a request: one where the request is one of those that were cut, else
    /// none.
    pub fn holding(&self, request: &Request) -> impl Iterator<Item = &Cell> {
        let classes = self.space.classes_of(request);
        self.cells.iter().filter(move |cell| {
            let holds = |(dimension, within): &(usize, Vec<u32>)| {
                let class = classes.as_ref().and_then(|classes| classes.get(*dimension));
                class.is_some_and(|class| within.binary_search(class).is_ok())
            };
            classes.is_some() && cell.within.iter().all(holds)
        })
    }

    /// Whether a cell holds a request.
    #[must_use]
    pub fn holds(&self, cell: &Cell, request: &Request) -> bool {
        self.holding(request).any(|holding| holding == cell)
    }

    /// The classes of values that an attribute has in a cell; all there are where the cell says
    /// nothing of it. Not for perimeters, of which a caller may have several.
    pub fn classes<'s>(&'s self, cell: &'s Cell, axis: Axis) -> impl Iterator<Item = &'s Class> {
        let dimension = self.space.dimension(axis);
        let known = dimension.and_then(|at| self.space.dimensions.get(at));
        let listed = cell.within.iter().find(|(at, _)| Some(*at) == dimension);
        let all = known.map_or(&[][..], |known| &known.classes);
        all.iter().zip(0..).filter_map(move |(class, at)| {
            let kept = listed.is_none_or(|(_, classes)| classes.binary_search(&at).is_ok());
            kept.then_some(class)
        })
    }

    /// Whether a cell says something of an attribute.
    #[must_use]
    pub fn names(&self, cell: &Cell, axis: Axis) -> bool {
        let dimension = self.space.dimension(axis);
        cell.within.iter().any(|(at, _)| Some(*at) == dimension)
    }

    /// The addresses that callers in a cell have.
    #[must_use]
    pub fn addresses(&self, cell: &Cell) -> AddressSet {
        let dimension = self.space.dimension(Axis::Address);
        match cell.within.iter().find(|(at, _)| Some(*at) == dimension) {
            Some((_, classes)) => self.space.addresses.set(classes),
            None => AddressSet::everything(),
        }
    }

    /// A request of a cell: the plainest, from an address of the documentation ranges or else one that
    /// is in use on the internet, where there is one.
    #[must_use]
    pub fn witness(&self, cell: &Cell) -> Request {
        let mut request = self.member(cell, |_| 0);
        if self.space.dimension(Axis::Address).is_some()
            && let Some(address) = example(&self.addresses(cell))
        {
            Value::Address(Address::Given(address)).put(&mut request);
        }
        request
    }

    /// A request of a cell, by the choice of one among so many classes of each attribute.
    #[must_use]
    pub fn member(&self, cell: &Cell, mut choose: impl FnMut(usize) -> usize) -> Request {
        let mut request = self.space.request();
        for (at, dimension) in self.space.dimensions.iter().enumerate() {
            let listed = cell.within.iter().find(|(it, _)| *it == at);
            let class = match listed {
                Some((_, classes)) => classes.get(choose(classes.len())).copied(),
                None => u32::try_from(choose(dimension.classes.len())).ok(),
            };
            let class = class.and_then(|class| dimension.classes.get(class as usize));
            if let Some(class) = class {
                class.value.put(&mut request);
            }
        }
        self.space.settle(&mut request);
        request
    }
}

/// The plainest address of a set.
pub(crate) fn example(addresses: &AddressSet) -> Option<IpAddr> {
    let example = EXAMPLES.into_iter().find(|it| addresses.contains(*it));
    let public = || addresses.difference(&special()).first();
    example.or_else(public).or_else(|| addresses.first())
}

/// Addresses that are plainly examples.
const EXAMPLES: [IpAddr; 4] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)),
    IpAddr::V4(Ipv4Addr::new(198, 51, 100, 7)),
    IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 7)),
];

/// Addresses that nobody calls from over the internet: what is set aside, and what of IPv6 is not
/// handed out.
fn special() -> AddressSet {
    let handed_out = Prefix::new(IpAddr::from([0x2000, 0, 0, 0, 0, 0, 0, 0]), 3);
    let handed_out: AddressSet = core::iter::once(handed_out).collect();
    let reserved: AddressSet =
        RESERVED.iter().map(|(first, length, _)| Prefix::new(*first, *length)).collect();
    reserved.union(&handed_out.complement().only_ipv6())
}
