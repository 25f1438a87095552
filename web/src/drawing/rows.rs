//! The rows of a matrix as groups of the picture: what they are called, and in which order.

use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::{Kind, Matrix, NamedBy, Row as MatrixRow, Side};
use nsp_core::{Compiled, Derived, Profile, RuleRef, order};
use nsp_formats::report::matrix::{Called, called};
use yew::AttrValue;

use super::picture::{Group, GroupKind, Row};

/// The rows of an estate as it is edited.
#[derive(Default)]
pub(super) struct Rows {
    /// Those of the matrix.
    all: Vec<Arc<MatrixRow>>,
    ranks: Vec<Rank>,
    /// The places of the rows in the matrix, in the order of the picture.
    order: Vec<usize>,
    /// What [`places`](Self::places) gave last.
    places: Rc<[u32]>,
    /// The places in the matrix of the rows for every other caller.
    others: Vec<usize>,
    made: Derived<MatrixRow, Made>,
    grouped: Option<Grouped>,
}

type Rank = (bool, GroupKind, bool);
/// Groups on the left and on the right.
type Groups = (Vec<Rc<Group>>, Vec<Rc<Group>>);

/// Groups, and what they were made of beside the rows.
struct Grouped {
    breaks: Vec<u32>,
    profiles: Vec<Arc<Profile>>,
    groups: Groups,
}

/// A row of the picture, and what it was made of beside the row of the matrix.
struct Made {
    breaks: u32,
    /// The profile whose rule gives it a name.
    profile: Option<Arc<Profile>>,
    row: Rc<Row>,
}

impl Rows {
    /// Takes the rows of a matrix in.
    fn take(&mut self, matrix: &Matrix) {
        let rows = matrix.rows();
        if shared(&self.all, rows) {
            return;
        }
        self.all = rows.to_vec();
        self.grouped = None;
        let is_other = |row: &MatrixRow| {
            matches!(row.kind(), Kind::AnyOtherAddress | Kind::AnyOtherTrustedService(_))
        };
        let others = rows.iter().enumerate().filter(|(_, row)| is_other(row));
        self.others = others.map(|it| it.0).collect();
        let ranks: Vec<Rank> = rows.iter().map(|row| rank(row)).collect();
        if ranks != self.ranks {
            self.order = (0..ranks.len()).collect();
            order::sort_by_key(&mut self.order, |place| ranks.get(*place));
            self.ranks = ranks;
        }
    }

    /// For each row of the matrix, by its number, its place in the picture: sources by group, then
    /// destinations. The very same as long as none has changed.
    pub(super) fn places(&mut self, matrix: &Matrix) -> Rc<[u32]> {
        self.take(matrix);
        let numbers = self.order.iter().map(|place| matrix.number(*place).unwrap_or_default());
        let most = numbers.clone().max().map_or(0, |most| most as usize + 1);
        let mut places = vec![0; most];
        for (row, number) in (0_u32..).zip(numbers) {
            if let Some(it) = places.get_mut(number as usize) {
                *it = row;
            }
        }
        if *self.places != *places {
            self.places = places.into();
        }
        Rc::clone(&self.places)
    }

    /// The places in the matrix of the rows for every other address or trusted service.
    pub(super) fn others(&self) -> &[usize] {
        &self.others
    }

    /// The groups on the left and on the right, as [`places`](Self::places) counts their rows.
    pub(super) fn groups(
        &mut self,
        compiled: &Compiled,
        matrix: &Matrix,
        breaks: Vec<u32>,
    ) -> Groups {
        self.take(matrix);
        let perimeters = &compiled.snapshot().perimeters;
        let profiles: Vec<_> = perimeters.iter().flat_map(|it| &it.profiles).cloned().collect();
        let known = self.grouped.take().filter(|it| shared(&it.profiles, &profiles));
        let groups = match known {
            Some(mut known) => {
                self.count_anew(&mut known, compiled, &breaks);
                known.groups
            }
            None => self.group(compiled, &breaks),
        };
        self.grouped = Some(Grouped { breaks, profiles, groups: groups.clone() });
        groups
    }

    /// Makes those rows anew of which other paths break.
    fn count_anew(&self, known: &mut Grouped, compiled: &Compiled, breaks: &[u32]) {
        let mut places = self.order.iter();
        for group in known.groups.0.iter_mut().chain(&mut known.groups.1) {
            let places = places.by_ref().take(group.rows.len()).enumerate();
            let other = places.filter(|(_, at)| known.breaks.get(**at) != breaks.get(**at));
            let other: Vec<(usize, &usize)> = other.collect();
            if other.is_empty() {
                continue;
            }
            let group = Rc::make_mut(group);
            for (at, place) in other {
                let made = self.all.get(*place).zip(breaks.get(*place));
                if let Some((it, (row, breaks))) = group.rows.get_mut(at).zip(made) {
                    *it = Rc::new(row_of(compiled, row, *breaks));
                }
            }
        }
    }

    fn group(&mut self, compiled: &Compiled, breaks: &[u32]) -> Groups {
        let mut breaks = breaks.iter().copied();
        self.made = self.made.after(&self.all, |row, before| {
            let breaks = breaks.next().unwrap_or_default();
            let profile = named_in(compiled, row);
            let known = before.filter(|made| {
                let same = |one: &Arc<Profile>, other| Arc::ptr_eq(one, other);
                made.breaks == breaks
                    && match (&made.profile, profile) {
                        (Some(one), Some(other)) => same(one, other),
                        (None, None) => true,
                        _ => false,
                    }
            });
            let row = match known {
                Some(made) => Rc::clone(&made.row),
                None => Rc::new(row_of(compiled, row, breaks)),
            };
            Made { breaks, profile: profile.cloned(), row }
        });
        let (mut sources, mut destinations): (Vec<Group>, Vec<Group>) = (Vec::new(), Vec::new());
        for place in &self.order {
            let (Some(made), Some((outward, kind, _))) =
                (self.made.get(*place), self.ranks.get(*place))
            else {
                continue;
            };
            let side = if *outward { &mut destinations } else { &mut sources };
            let (kind, row) = (*kind, Rc::clone(&made.row));
            match side.last_mut().filter(|group| group.kind == kind) {
                Some(group) => group.rows.push(row),
                None => side.push(Group { kind, title: title(kind).into(), rows: vec![row] }),
            }
        }
        let shared = |groups: Vec<Group>| groups.into_iter().map(Rc::new).collect();
        (shared(sources), shared(destinations))
    }
}

/// Whether both are the same parts in the same order.
fn shared<T>(one: &[Arc<T>], other: &[Arc<T>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
}

fn rank(row: &MatrixRow) -> Rank {
    (row.side() == Side::Destination, group_of(row.kind()), is_catch_all(row.kind()))
}

const fn group_of(kind: &Kind) -> GroupKind {
    match kind {
        Kind::Addresses(_)
        | Kind::AnyOtherAddress
        | Kind::RuleAddresses(_)
        | Kind::OwnAddresses(_) => GroupKind::Addresses,
        Kind::ServiceTag(_) => GroupKind::ServiceTags,
        Kind::TrustedService(_) | Kind::AnyOtherTrustedService(_) => GroupKind::TrustedServices,
        Kind::ResourceInstance(_) => GroupKind::Instances,
        Kind::PrivateEndpoint(_) => GroupKind::PrivateEndpoints,
        Kind::Subscription(_) => GroupKind::Subscriptions,
        Kind::Perimeter(_) => GroupKind::Perimeters,
        Kind::Subnet(_) => GroupKind::Subnets,
        Kind::Resource(_) | Kind::Caller => GroupKind::Callers,
        Kind::Name(_) => GroupKind::Names,
        Kind::AnyOtherName => GroupKind::EverythingElse,
        Kind::DestinationResource(_) | Kind::KeyVault => GroupKind::Resources,
    }
}

const fn title(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Addresses => "Internet addresses",
        GroupKind::ServiceTags => "Service tags",
        GroupKind::TrustedServices => "Trusted services",
        GroupKind::Instances => "Resource instances",
        GroupKind::PrivateEndpoints => "Private endpoints",
        GroupKind::Subscriptions => "Subscriptions",
        GroupKind::Perimeters => "Other perimeters",
        GroupKind::Subnets => "Subnets",
        GroupKind::Callers => "Resources that call",
        GroupKind::Names => "Names with a rule",
        GroupKind::EverythingElse => "Everything else",
        GroupKind::Resources => "Resources called",
    }
}

const fn is_catch_all(kind: &Kind) -> bool {
    matches!(kind, Kind::AnyOtherAddress | Kind::AnyOtherTrustedService(_) | Kind::AnyOtherName)
}

fn row_of(compiled: &Compiled, row: &MatrixRow, breaks: u32) -> Row {
    let Called { what, name, is_code, whole, of } = called(row, compiled.snapshot());
    let named = row.names().first();
    // The title of its group says what a row is, unless its rows are of several kinds.
    let label = match (row.kind(), named) {
        (Kind::RuleAddresses(_) | Kind::OwnAddresses(_), _) => format!("{what} {name}"),
        (Kind::PrivateEndpoint(_), _) => format!("To {name}"),
        (Kind::Caller, Some(named)) => named.clone(),
        _ => name,
    };
    let title = match (row.kind(), what) {
        (Kind::AnyOtherTrustedService(such), _) => format!("{whole}, such as {such}"),
        (_, "") => whole,
        _ => format!("{what} {whole}"),
    };
    Row {
        key: AttrValue::from(row.key().to_string()),
        // Rules of several profiles are often called alike.
        note: match of {
            Some(of) => format!("of {of}"),
            None => named.cloned().unwrap_or_else(|| note(compiled, row)),
        }
        .into(),
        mono: is_code && !label.contains(' '),
        label: label.into(),
        title: title.into(),
        catch_all: is_catch_all(row.kind()),
        breaks,
    }
}

/// What stands behind the label of a row that nobody has named.
fn note(compiled: &Compiled, row: &MatrixRow) -> String {
    match row.kind() {
        Kind::Addresses(_)
        | Kind::ServiceTag(_)
        | Kind::Subscription(_)
        | Kind::Perimeter(_)
        | Kind::Name(_) => named_by(compiled, row),
        Kind::Subnet(subnet) => {
            subnet.as_str().split('/').rev().nth(2).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

/// The first rule that names a row; a firewall has no name of its own.
fn named_by(compiled: &Compiled, row: &MatrixRow) -> String {
    first_rule(row).map_or_else(String::new, |rule| rule_name(compiled, rule))
}

fn first_rule(row: &MatrixRow) -> Option<RuleRef> {
    row.named_by().iter().find_map(|it| match it {
        NamedBy::Rule(rule) => Some(*rule),
        _ => None,
    })
}

/// The profile that holds the rule by whose name a row is called.
fn named_in<'c>(compiled: &'c Compiled, row: &MatrixRow) -> Option<&'c Arc<Profile>> {
    let rule = match row.kind() {
        Kind::RuleAddresses(rule) => *rule,
        _ => first_rule(row)?,
    };
    let perimeter = compiled.snapshot().perimeters.get(rule.perimeter as usize)?;
    perimeter.profiles.get(rule.profile as usize)
}

fn rule_name(compiled: &Compiled, rule: RuleRef) -> String {
    let perimeter = compiled.snapshot().perimeters.get(rule.perimeter as usize);
    let profile = perimeter.and_then(|it| it.profiles.get(rule.profile as usize));
    let rule = profile.and_then(|it| it.access_rules.get(rule.rule as usize));
    rule.map_or_else(String::new, |rule| rule.name.clone())
}
