//! What is to be drawn of one state: plain data, without a coordinate in it.
//!
//! Pictures that follow one another share what an edit left alone, so that comparing it costs
//! nothing.

use std::rc::Rc;

use nsp_core::State;
use yew::AttrValue;

/// An estate in one state.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub state: State,
    /// On the left.
    pub sources: Vec<Rc<Group>>,
    /// In the middle, from top to bottom.
    pub frames: Vec<Rc<Frame>>,
    /// On the right.
    pub destinations: Vec<Rc<Group>>,
    /// What is worth a line. Denied pairs are left out but for those that broke.
    pub flows: Flows,
    /// Between two perimeters that are both in the picture.
    pub links: Vec<Link>,
    /// What is pointed out: where a request was fired, or what a list is about.
    pub lit: Vec<Pair>,
}

/// Rows of one kind under a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: GroupKind,
    pub title: AttrValue,
    pub rows: Vec<Rc<Row>>,
}

/// What the rows of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKind {
    Addresses,
    ServiceTags,
    TrustedServices,
    Instances,
    PrivateEndpoints,
    Subscriptions,
    Perimeters,
    Subnets,
    Callers,
    Names,
    EverythingElse,
    Resources,
}

impl GroupKind {
    /// Says the kind in keys and attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Addresses => "addresses",
            Self::ServiceTags => "tags",
            Self::TrustedServices => "trusted",
            Self::Instances => "instances",
            Self::PrivateEndpoints => "endpoints",
            Self::Subscriptions => "subscriptions",
            Self::Perimeters => "perimeters",
            Self::Subnets => "subnets",
            Self::Callers => "callers",
            Self::Names => "names",
            Self::EverythingElse => "else",
            Self::Resources => "resources",
        }
    }
}

/// A source or a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub key: AttrValue,
    pub label: AttrValue,
    /// Stands behind the label, softer.
    pub note: AttrValue,
    /// The whole name, where the label is short for it.
    pub title: AttrValue,
    /// Azure would print the label.
    pub mono: bool,
    /// Stands for all that no other row names.
    pub catch_all: bool,
    /// Paths that end on Enforced.
    pub breaks: u32,
}

/// A perimeter, or what stands in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub key: AttrValue,
    pub name: AttrValue,
    /// A perimeter; the other frame is drawn without a border of its own.
    pub is_perimeter: bool,
    pub lanes: Vec<Rc<Lane>>,
}

/// A profile. Without a name: what stands in none, or where it says so what is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub key: AttrValue,
    pub name: AttrValue,
    /// What its rules come to: "1 inbound rule, 2 outbound".
    pub meta: AttrValue,
    pub cards: Vec<Rc<Card>>,
}

/// A resource, in one association of its own or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub key: AttrValue,
    pub name: AttrValue,
    pub kind: Kind,
    /// The portal's name of its type.
    pub type_name: AttrValue,
    /// The state its own association is in; none where its mode is unknown or it has no
    /// association.
    pub mode: Option<State>,
    /// The mode as it is written, where it is none that Azure lists.
    pub mode_text: AttrValue,
    pub inbound: Lock,
    pub outbound: Lock,
    /// `publicNetworkAccess` as it is written.
    pub public_network_access: AttrValue,
    /// What was taken for a value that the documents leave out.
    pub assumed: AttrValue,
    /// Paths that end on Enforced.
    pub breaks: u32,
    /// It is associated elsewhere too.
    pub doubled: bool,
    /// It has no association that is given, and may have one that is not.
    pub in_doubt: bool,
}

/// Which drawing stands for a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Storage,
    Vault,
    Other,
}

/// Who decides about one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    pub open: bool,
    pub words: AttrValue,
}

/// A path worth a line, between a row and a card by their places in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Counts rows of the sources, then those of the destinations.
    pub row: u32,
    /// Counts cards through frames and lanes.
    pub card: u32,
    pub line: Line,
    /// Enforced denies what is allowed now.
    pub hot: bool,
}

/// Paths in runs of one card each, which pictures of an estate share.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// The place of each row by its number, for that stays while rows come and go.
    places: Rc<[u32]>,
    runs: Vec<(u32, Rc<[Reach]>)>,
}

/// A path of a card that is known: the rest of a [`Flow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The number of the row.
    pub number: u32,
    pub line: Line,
    pub hot: bool,
}

impl Flows {
    /// None yet, of rows that have these places by their numbers, and with room for so many runs.
    #[must_use]
    pub fn new(places: Rc<[u32]>, runs: usize) -> Self {
        Self { places, runs: Vec::with_capacity(runs) }
    }

    /// Adds the paths of a card.
    pub fn add(&mut self, card: u32, paths: Rc<[Reach]>) {
        if !paths.is_empty() {
            self.runs.push((card, paths));
        }
    }

    /// The place of each row by its number.
    #[must_use]
    pub fn places(&self) -> &Rc<[u32]> {
        &self.places
    }

    /// The runs, each with the place of its card.
    #[must_use]
    pub fn runs(&self) -> &[(u32, Rc<[Reach]>)] {
        &self.runs
    }

    /// Whether one is drawn so.
    #[must_use]
    pub fn any_is(&self, line: Line, hot: bool) -> bool {
        let is = |reach: &Reach| (reach.line, reach.hot) == (line, hot);
        self.runs.iter().any(|(_, paths)| paths.iter().any(is))
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Flow> {
        self.runs.iter().flat_map(|(card, paths)| self.paths(*card, paths))
    }

    /// Those of one card.
    pub fn of_card(&self, card: u32) -> impl Iterator<Item = Flow> {
        let runs = self.runs.iter().filter(move |run| run.0 == card);
        runs.flat_map(move |(_, paths)| self.paths(card, paths))
    }

    /// Those of a run.
    pub fn paths(&self, card: u32, paths: &[Reach]) -> impl Iterator<Item = Flow> {
        paths.iter().filter_map(move |&Reach { number, line, hot }| {
            Some(Flow { row: *self.places.get(number as usize)?, card, line, hot })
        })
    }
}

/// The same paths between the same places.
impl PartialEq for Flows {
    fn eq(&self, other: &Self) -> bool {
        (self.places == other.places && self.runs == other.runs) || self.iter().eq(other.iter())
    }
}

/// Who allows a path in the state shown: the style of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// A perimeter rule, a link or the same perimeter: solid, filled head.
    Rule,
    /// The account's firewall, trusted access, unrestricted outbound: dashed, hollow head.
    Own,
    /// Not decided: dotted, question mark.
    Unknown,
    /// A private endpoint, untouched by any mode: double.
    Private,
    /// Denied now, allowed once associated: a plus for a head.
    Opens,
    /// Denied now, allowed before Enforced: a stub with a cross.
    Broken,
    /// Denied: a stub with a cross.
    Denied,
}

impl Line {
    /// Reaches from one end to the other; what does not is a stub at its source.
    #[must_use]
    pub const fn reaches(self) -> bool {
        !matches!(self, Self::Broken | Self::Denied)
    }
}

/// A link between two perimeters.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub key: AttrValue,
    /// Places in [`Picture::frames`].
    pub from: u32,
    pub to: u32,
    /// What it admits, in a sentence.
    pub title: AttrValue,
    pub approved: bool,
}

/// A row and a card, and the line between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub row: u32,
    pub card: u32,
    pub line: Line,
    pub hot: bool,
}

impl Picture {
    /// All cards, in the order of their places.
    pub fn cards(&self) -> impl Iterator<Item = &Rc<Card>> {
        self.frames.iter().flat_map(|frame| &frame.lanes).flat_map(|lane| &lane.cards)
    }

    /// All rows, in the order of their places.
    pub fn rows(&self) -> impl Iterator<Item = &Rc<Row>> {
        self.sources.iter().chain(&self.destinations).flat_map(|group| &group.rows)
    }

    /// Whether the two have the same cards: they are states of one estate, or it was edited.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let same =
            |(one, other): (&Rc<Card>, &Rc<Card>)| Rc::ptr_eq(one, other) || one.key == other.key;
        self.cards().count() == other.cards().count() && self.cards().zip(other.cards()).all(same)
    }

    /// Whether the two stand and run alike: one scene is of both, whatever is written in it.
    #[must_use]
    pub fn stands_like(&self, other: &Self) -> bool {
        let row = |one: &Row, other: &Row| {
            (one.catch_all, one.breaks == 0) == (other.catch_all, other.breaks == 0)
        };
        let group = |one: &Group, other: &Group| {
            one.kind == other.kind && alike(&one.rows, &other.rows, row)
        };
        let card = |one: &Card, other: &Card| (one.breaks == 0) == (other.breaks == 0);
        let lane = |one: &Lane, other: &Lane| {
            one.key == other.key && alike(&one.cards, &other.cards, card)
        };
        let frame = |one: &Frame, other: &Frame| {
            one.is_perimeter == other.is_perimeter && alike(&one.lanes, &other.lanes, lane)
        };
        alike(&self.sources, &other.sources, group)
            && alike(&self.destinations, &other.destinations, group)
            && alike(&self.frames, &other.frames, frame)
            && self.links == other.links
            && self.flows == other.flows
    }

    /// How many rows stand on the left.
    #[must_use]
    pub fn source_count(&self) -> usize {
        self.sources.iter().map(|group| group.rows.len()).sum()
    }
}

/// Whether parts are shared, or else alike, one by one.
fn alike<T>(one: &[Rc<T>], other: &[Rc<T>], alike: impl Fn(&T, &T) -> bool) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|(one, other)| Rc::ptr_eq(one, other) || alike(one, other))
}
