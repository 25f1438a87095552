//! What changes, typed and grouped by the permission that lets a request through.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{
    Authentication, Axis, Destination, LinkRef, Outcome, OwnGround, Request, RuleRef, Verdict,
};

use super::{Cell, Cells, Class, Value};
use crate::AddressSet;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Allowed before, Denied after.
    Lost,
    /// Denied before, Allowed after.
    Gained,
    /// Decided before, Unknown after.
    BecomesUnknown,
    /// Unknown before, decided after.
    WasUnknown,
    /// Unknown before and after.
    StaysUnknown,
}

impl Turn {
    /// What becomes of a request with these verdicts; `None` where it stays Allowed or Denied.
    #[must_use]
    pub const fn of(before: Verdict, after: Verdict) -> Option<Self> {
        Some(match (before, after) {
            (Verdict::Allowed, Verdict::Denied) => Self::Lost,
            (Verdict::Denied, Verdict::Allowed) => Self::Gained,
            (Verdict::Unknown, Verdict::Unknown) => Self::StaysUnknown,
            (_, Verdict::Unknown) => Self::BecomesUnknown,
            (Verdict::Unknown, _) => Self::WasUnknown,
            (Verdict::Allowed, Verdict::Allowed) | (Verdict::Denied, Verdict::Denied) => {
                return None;
            }
        })
    }
}

/// What lets a request through. Places are of the side that it is read from: for what is lost or
/// becomes unknown the one before, else the one after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// An entry of `ipRules`, or of `ipv6Rules` counted on behind them.
    IpRule(u32),
    /// `defaultAction` Allow.
    DefaultAllow,
    /// An entry of `virtualNetworkRules`.
    VirtualNetworkRule(u32),
    /// The `bypass` of the firewall.
    TrustedService,
    /// An entry of `resourceAccessRules`.
    ResourceInstance(u32),
    /// The absence of any outbound restriction.
    UnrestrictedOutbound,
    /// An access rule of the profile.
    PerimeterRule(RuleRef),
    /// Caller and resource are in one perimeter.
    SamePerimeter,
    /// A perimeter link.
    Link(LinkRef),
    /// A private endpoint.
    PrivateEndpoint,
    /// A control-plane request, which no perimeter governs.
    NotGoverned,
    /// Nothing that is known, on either side.
    Undecided,
}

impl Permission {
    /// What lets a request through that ends like this; `None` where nothing does.
    #[must_use]
    pub const fn of(outcome: Outcome) -> Option<Self> {
        Some(match outcome {
            Outcome::NotGoverned => Self::NotGoverned,
            Outcome::PrivateEndpoint { .. } => Self::PrivateEndpoint,
            Outcome::IntraPerimeter => Self::SamePerimeter,
            Outcome::Link(link) => Self::Link(link),
            Outcome::PerimeterRule(rule) => Self::PerimeterRule(rule),
            Outcome::OwnRules { ground, .. } => match ground {
                OwnGround::TrustedService => Self::TrustedService,
                OwnGround::ResourceInstance(place) => Self::ResourceInstance(place),
                OwnGround::VirtualNetworkRule(place) => Self::VirtualNetworkRule(place),
                OwnGround::IpRule(place) => Self::IpRule(place),
                OwnGround::DefaultAllow => Self::DefaultAllow,
                OwnGround::NoFirewallRule | OwnGround::PublicNetworkAccessDisabled => return None,
            },
            Outcome::UnrestrictedOutbound { .. } => Self::UnrestrictedOutbound,
            Outcome::Undecided { allowed: true } => Self::Undecided,
            Outcome::NoPerimeterRule
            | Outcome::LockedDown
            | Outcome::Protocol
            | Outcome::UnsupportedFeature { .. }
            | Outcome::Undecided { allowed: false } => return None,
        })
    }
}

/// What becomes of a request that ends like this before and after, and by which permission; `None`
/// where it stays Allowed or Denied.
#[must_use]
pub fn what_changes(before: Outcome, after: Outcome) -> Option<(Turn, Permission)> {
    let turn = Turn::of(before.verdict(), after.verdict())?;
    let (first, second) = match turn {
        Turn::Lost | Turn::BecomesUnknown => (before, after),
        Turn::Gained | Turn::WasUnknown | Turn::StaysUnknown => (after, before),
    };
    let permission = Permission::of(first).or_else(|| Permission::of(second));
    Some((turn, permission.unwrap_or(Permission::Undecided)))
}

/// Requests that change in one way, by one permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What becomes of them.
    pub turn: Turn,
    /// What let them through, or will.
    pub permission: Permission,
    /// From where, whichever of the callers it is, or to where.
    pub ends: Ends,
    /// Who calls, and how: boxes, disjoint from each other. An attribute that a box does not list
    /// may have any value.
    pub callers: Arc<[Vec<Constraint>]>,
    /// A plain one of the requests: what it leaves out does not matter.
    pub witness: Request,
    /// How the witness ends before.
    pub before: Outcome,
    /// How it ends after.
    pub after: Outcome,
}

/// The other end of requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Of a way in: the addresses it comes from; all of them where the address plays no part.
    Addresses(AddressSet),
    /// Of a way out: the names it goes to.
    Names(Names),
}

/// Names of hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Whether it is about every name but those that are listed, or only about those.
    pub all_but: bool,
    /// Names, patterns such as `*.search.example`, and ids of resources of the estate. A pattern
    /// stands for what no narrower one of the configuration covers, a resource for its host names
    /// as well.
    pub listed: Arc<[String]>,
}

/// The values that one attribute may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The attribute, as requests call it: `path`, `authentication` and so on. A
    /// perimeter that a caller may be in stands alone, with the value that says which.
    pub attribute: &'static str,
    /// The values.
    pub classes: Vec<Class>,
    /// The classes of values that are shut out, in the same order.
    pub others: Vec<Class>,
    /// Whether the plainest value there is may be had: then a caller who is nothing special is in.
    pub is_plain: bool,
}

impl Change {
    /// Whether a caller who is nothing special is concerned: some box shuts out no plain value.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.callers.iter().any(|it| it.iter().all(|constraint| constraint.is_plain))
    }
}

/// Callers by dimension and classes, both ascending.
pub(super) type Within = Vec<(usize, Vec<u32>)>;

/// Callers, the classes of the other end, and the cells that they are in.
pub(super) struct Part<'s> {
    pub(super) callers: Vec<Within>,
    pub(super) ends: Vec<u32>,
    cells: Vec<&'s Cell>,
}

impl Cells<'_> {
    /// What changes, first what is lost, each permission in the order of its places. Of one
    /// permission, what concerns a caller who is nothing special comes first.
    ///
    /// Together the changes hold exactly the cells whose verdicts differ or are Unknown.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for ((turn, permission), cells) in self.groups() {
            let begin = changes.len();
            for part in self.parts(&cells, None) {
                let Some((witness, cell)) = self.plainest(&part) else { continue };
                let Part { callers, ends, .. } = part;
                changes.push(Change {
                    turn,
                    permission,
                    ends: self.ends(&ends),
                    callers: callers.iter().map(|within| self.constraints(within)).collect(),
                    witness,
                    before: cell.before,
                    after: cell.after,
                });
            }
            if let Some(of_permission) = changes.get_mut(begin..) {
                of_permission.sort_by_key(|change| !change.is_plain());
            }
        }
        changes
    }

    /// The cells that change, by how they do and by what permission.
    pub(super) fn groups(&self) -> BTreeMap<(Turn, Permission), Vec<&Cell>> {
        let mut groups: BTreeMap<(Turn, Permission), Vec<&Cell>> = BTreeMap::new();
        for cell in &self.cells {
            if let Some(change) = what_changes(cell.before, cell.after) {
                groups.entry(change).or_default().push(cell);
            }
        }
        groups
    }

    /// The dimension of the other end: where a way in comes from, where a way out goes.
    fn end(&self) -> Option<usize> {
        self.space.dimension(Axis::Address).or_else(|| self.space.dimension(Axis::Destination))
    }

    fn every(&self, dimension: usize) -> Vec<u32> {
        let classes = self.space.dimensions.get(dimension).map_or(0, |it| it.classes.len());
        (0..u32::try_from(classes).unwrap_or(u32::MAX)).collect()
    }

    /// Callers put together whose other ends are the same; if so wanted, only of some other ends,
    /// which are ascending.
    pub(super) fn parts<'s>(&self, cells: &[&'s Cell], only: Option<&[u32]>) -> Vec<Part<'s>> {
        let end = self.end();
        let all = end.map(|end| self.every(end)).unwrap_or_default();
        let wanted = |class: &u32| only.is_none_or(|only| only.binary_search(class).is_ok());
        let mut by_callers: BTreeMap<Within, (BTreeSet<u32>, Vec<&Cell>)> = BTreeMap::new();
        for cell in cells {
            let listed = cell.within.iter().find(|(at, _)| Some(*at) == end);
            let listed = listed.map_or(&all, |(_, classes)| classes);
            if only.is_some() && !listed.iter().any(wanted) {
                continue;
            }
            let callers = cell.within.iter().filter(|(at, _)| Some(*at) != end).cloned().collect();
            let (ends, of) = by_callers.entry(callers).or_default();
            ends.extend(listed.iter().copied().filter(wanted));
            of.push(cell);
        }
        let mut parts: BTreeMap<Vec<u32>, Part<'_>> = BTreeMap::new();
        for (callers, (ends, cells)) in by_callers {
            let ends: Vec<u32> = ends.into_iter().collect();
            let part = parts.entry(ends.clone());
            let part = part.or_insert(Part { callers: Vec::new(), ends, cells: Vec::new() });
            part.callers.push(callers);
            part.cells.extend(cells);
        }
        let mut parts: Vec<Part<'_>> = parts.into_values().collect();
        parts.iter_mut().for_each(|part| self.merge(&mut part.callers));
        parts
    }

    pub(super) fn ends(&self, classes: &[u32]) -> Ends {
        let Some(dimension) = self.space.dimension(Axis::Destination) else {
            return Ends::Addresses(self.space.addresses.set(classes));
        };
        let constraint = self.constraints(&Within::from([(dimension, classes.to_vec())])).pop();
        let all_but = constraint.as_ref().is_none_or(|it| it.is_plain);
        let listed = constraint.map(|it| if all_but { it.others } else { it.classes });
        let listed = listed.iter().flatten().flat_map(names).collect();
        Ends::Names(Names { all_but, listed })
    }

    /// Makes one box of two that differ in one dimension, as long as there are such.
    fn merge(&self, boxes: &mut Vec<Within>) {
        for dimension in (0..self.space.dimensions.len()).rev() {
            let mut alike: BTreeMap<Within, Vec<u32>> = BTreeMap::new();
            let every = self.every(dimension);
            for mut within in core::mem::take(boxes) {
                let place = within.iter().position(|(at, _)| *at == dimension);
                let classes = place.map(|place| within.remove(place).1);
                alike.entry(within).or_default().extend(classes.as_ref().unwrap_or(&every));
            }
            for (mut within, mut classes) in alike {
                classes.sort_unstable();
                classes.dedup();
                if classes != every {
                    let place = within.partition_point(|(at, _)| *at < dimension);
                    within.insert(place, (dimension, classes));
                }
                boxes.push(within);
            }
        }
    }

    pub(super) fn constraints(&self, within: &Within) -> Vec<Constraint> {
        let mut constraints = Vec::new();
        for (dimension, classes) in within {
            let Some(known) = self.space.dimensions.get(*dimension) else { continue };
            let (mut listed, mut others) = (Vec::new(), Vec::new());
            for (at, class) in (0..).zip(&known.classes) {
                let is_listed = classes.binary_search(&at).is_ok();
                if is_listed { &mut listed } else { &mut others }.push(class.clone());
            }
            let is_plain = classes.first() == Some(&0);
            constraints.push(Constraint {
                attribute: known.name,
                classes: listed,
                others,
                is_plain,
            });
        }
        constraints
    }

    /// Of all the witnesses of a part the one that says least.
    fn plainest<'s>(&self, part: &Part<'s>) -> Option<(Request, &'s Cell)> {
        let cell = self.plainest_cell(part)?;
        Some((self.simplified(self.witness(cell), part)?, cell))
    }

    /// The cell of a part that asks for the fewest special values.
    pub(super) fn plainest_cell<'s>(&self, part: &Part<'s>) -> Option<&'s Cell> {
        let resource = self.space.dimension(Axis::CallerResource);
        let weight = |(at, classes): &(usize, Vec<u32>)| match classes.first() {
            Some(0) => 0,
            // A service is said by its type more plainly than by one of its resources.
            _ if Some(*at) == resource => 2,
            _ => 1,
        };
        let special = |cell: &&&Cell| cell.within.iter().map(weight).sum::<u32>();
        part.cells.iter().min_by_key(special).copied()
    }

    /// How a request ends before and after.
    pub(super) fn outcomes(&self, request: &Request) -> [Outcome; 2] {
        let sides = self.space.sides;
        sides.map(|side| side.compiled.question(request).evaluate(side.state, &mut ()))
    }

    fn is_in(&self, callers: &Within, request: &Request) -> bool {
        // Not given, these are taken for the plainest there is.
        let assumed = [Axis::Region, Axis::Tenant].map(|axis| self.space.dimension(axis));
        callers.iter().all(|(at, classes)| {
            let plain = assumed.contains(&Some(*at)).then_some(0);
            let class = self.space.class_of(*at, request).or(plain);
            class.is_some_and(|class| classes.binary_search(&class).is_ok())
        })
    }

    /// Leaves out of a request of a part what it ends alike without, as long as it is of the same
    /// callers.
    pub(super) fn simplified(&self, mut request: Request, part: &Part<'_>) -> Option<Request> {
        let callers = part.callers.iter().find(|callers| self.is_in(callers, &request))?;
        let outcomes = self.outcomes(&request);
        let left_out = [
            Value::Subscription(None),
            Value::Tenant(None),
            Value::Region(None),
            Value::CallerResource(None),
            Value::Service(None),
            Value::Reads(None),
            Value::AddressIsPublic(false),
            Value::Authentication(Some(Authentication::Entra)),
        ];
        for value in left_out {
            let mut simpler = request.clone();
            value.put(&mut simpler);
            if self.outcomes(&simpler) == outcomes && self.is_in(callers, &simpler) {
                request = simpler;
            }
        }
        Some(request)
    }
}

/// The destinations of a class as people write them; none for what stands for others of no estate.
fn names(class: &Class) -> Vec<String> {
    let named = |value: &Value| match value {
        Value::Destination(Destination::Name(name)) => Some(name.clone()),
        Value::Destination(Destination::Resource(resource)) => {
            Some(String::from(resource.as_str()))
        }
        _ => None,
    };
    if !class.is_stand_in {
        return class.values().filter_map(named).collect();
    }
    let pattern = |name: String| Some(format!("*.{}", name.strip_prefix("any-other.")?));
    named(&class.value).and_then(pattern).into_iter().collect()
}
