//! The paths of one resource in one state, read off its column of the matrix.

use std::cell::OnceCell;
use std::rc::Rc;

use nsp_analysis::matrix::{Class, Entry, Kind, Matrix, Side};
use nsp_core::State;

use super::cards::Ways;
use super::picture::{Card, Line};

/// What is drawn of a column. It stays for as long as the column does.
#[derive(Debug)]
pub(super) struct Paths {
    /// The state that is shown of the resource.
    pub(super) shown: State,
    pub(super) inbound: Ways,
    pub(super) outbound: Ways,
    pub(super) breaks: u32,
    /// Every path that is drawn or breaks.
    pub(super) lines: Vec<Path>,
    /// The number of the row of all other names, where that is denied and nothing else reached.
    pub(super) shut: Option<u32>,
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
    /// Those of the column at a place.
    pub(super) fn of(matrix: &Matrix, column: usize, state: State) -> Self {
        let (own, breaks) = match matrix.columns().get(column) {
            Some(column) => (column.state(), column.counts().breaks),
            None => (None, 0),
        };
        let mut paths = Self {
            shown: shown_state(state, own),
            inbound: Ways::default(),
            outbound: Ways::default(),
            breaks,
            lines: Vec::new(),
            shut: None,
            card: OnceCell::new(),
        };
        let mut leaves = false;
        for (place, entry) in matrix.entries(column) {
            let (Some(row), Some(number)) = (matrix.rows().get(place), matrix.number(place)) else {
                continue;
            };
            let ways = match row.side() {
                Side::Source => &mut paths.inbound,
                Side::Destination => &mut paths.outbound,
            };
            ways.pass(row.kind(), class(entry, state));
            let (line, breaks) = (line(entry, state), entry.breaks());
            leaves |= line.is_some() && row.side() == Side::Destination;
            if line.is_none() && matches!(row.kind(), Kind::AnyOtherName) {
                paths.shut = Some(number);
            }
            if line.is_some() || breaks {
                paths.lines.push(Path { row: number, line, breaks });
            }
        }
        paths.shut = paths.shut.filter(|_| !leaves);
        paths
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
