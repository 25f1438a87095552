//! The paths of one resource in one state, read off its column of the matrix.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::{Class, Column, Entry, Kind, Matrix, Side};
use nsp_core::State;

use super::cards::Ways;
use super::picture::{Card, Line};

/// What is drawn of a column. It stays for as long as the column does.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    of: Arc<Column>,
    /// The state that is shown of the resource.
    pub(super) shown: State,
    pub(super) inbound: Ways,
    pub(super) outbound: Ways,
    pub(super) breaks: u32,
    /// Every path that is drawn or breaks, in the order of the rows.
    pub(super) lines: Vec<Path>,
    /// The number of the row of all other names, where that is denied.
    denied: Option<u32>,
    /// Some path leads to a destination.
    leaves: bool,
    /// The card of the resource, where it has only one.
    pub(super) card: OnceCell<Rc<Card>>,
}

/// A path to or from a row, by the row's number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    pub(super) row: u32,
    pub(super) line: Option<(Line, bool)>,
    pub(super) breaks: bool,
}

impl Paths {
    /// Those of a column.
    pub(super) fn of(matrix: &Matrix, place: usize, column: &Arc<Column>, state: State) -> Self {
        let mut paths = Self {
            of: Arc::clone(column),
            shown: shown_state(state, column.state()),
            inbound: Ways::default(),
            outbound: Ways::default(),
            breaks: column.counts().breaks,
            lines: Vec::new(),
            denied: None,
            leaves: false,
            card: OnceCell::new(),
        };
        for (place, entry) in matrix.entries(place) {
            paths.add(matrix, place, entry, state);
        }
        paths
    }

    /// The same of a column that has a few rows more, where it is one.
    pub(super) fn with_more(
        &self,
        matrix: &Matrix,
        column: &Arc<Column>,
        state: State,
    ) -> Option<Self> {
        let more = column.beyond(&self.of)?;
        let breaks = column.counts().breaks;
        let mut paths = Self { of: Arc::clone(column), breaks, ..self.clone() };
        for (number, entry) in more {
            paths.add(matrix, matrix.numbered(*number)?, entry, state);
        }
        let card = |it: &Self| (it.inbound, it.outbound, it.breaks);
        if card(&paths) != card(self) {
            paths.card = OnceCell::new();
        }
        Some(paths)
    }

    fn add(&mut self, matrix: &Matrix, place: usize, entry: &Entry, state: State) {
        let (Some(row), Some(number)) = (matrix.rows().get(place), matrix.number(place)) else {
            return;
        };
        let ways = match row.side() {
            Side::Source => &mut self.inbound,
            Side::Destination => &mut self.outbound,
        };
        ways.pass(row.kind(), class(entry, state));
        let (line, breaks) = (line(entry, state), entry.breaks());
        self.leaves |= line.is_some() && row.side() == Side::Destination;
        if line.is_none() && matches!(row.kind(), Kind::AnyOtherName) {
            self.denied = Some(number);
        }
        if line.is_some() || breaks {
            let before = |path: &Path| matrix.numbered(path.row).is_some_and(|it| it < place);
            let last = self.lines.last().is_none_or(before);
            let at = if last { self.lines.len() } else { self.lines.partition_point(before) };
            self.lines.insert(at, Path { row: number, line, breaks });
        }
    }

    /// The number of the row of all other names, where that is denied and nothing else reached.
    pub(super) fn shut(&self) -> Option<u32> {
        self.denied.filter(|_| !self.leaves)
    }
}

/// What is Enforced already is shown so in Transition too: nothing is ahead of it there.
fn shown_state(state: State, own: Option<State>) -> State {
    match (state, own) {
        (State::Learning, Some(State::Enforced)) => State::Enforced,
        _ => state,
    }
}

fn class(entry: &Entry, state: State) -> Class {
    entry.class(shown_state(state, entry.is_enforced().then_some(State::Enforced)))
}

/// How the path of an entry is drawn in a state; a pair that was denied before is not.
pub(super) fn line(entry: &Entry, state: State) -> Option<(Line, bool)> {
    let ahead = state != State::Enforced && entry.breaks();
    Some(match class(entry, state) {
        Class::Perimeter => (Line::Rule, ahead),
        Class::Own => (Line::Own, ahead),
        Class::PrivateEndpoint | Class::NotGoverned => (Line::Private, false),
        Class::Unknown => (Line::Unknown, false),
        Class::Denied if state == State::Enforced && entry.breaks() => (Line::Broken, true),
        Class::Denied if state == State::NotAssociated && entry.opens() => (Line::Opens, false),
        Class::Denied => return None,
    })
}

impl Ways {
    /// Takes in what becomes of one kind of row: whether it passes by the resource's own rules.
    fn pass(&mut self, row: &Kind, class: Class) {
        let anyone = matches!(row, Kind::AnyOtherAddress | Kind::AnyOtherName);
        match (class, row) {
            (Class::Unknown, _) => self.unknown |= anyone,
            (Class::Own, Kind::AnyOtherAddress | Kind::AnyOtherName) => self.anyone = true,
            (
                Class::Own,
                Kind::Addresses(_)
                | Kind::RuleAddresses(_)
                | Kind::OwnAddresses(_)
                | Kind::ServiceTag(_)
                | Kind::Subnet(_),
            ) => self.listed = true,
            (Class::Own, _) => self.exceptions = true,
            _ => {}
        }
    }
}
