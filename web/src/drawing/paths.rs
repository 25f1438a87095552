//! The paths of one resource in one state, read off its column of the matrix.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::{Class, Column, Entry, Kind, Matrix, Side};
use nsp_core::State;

use super::picture::{Card, Line, Reach};
use super::ways::Ways;

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
    lines: Vec<Path>,
    /// The number of the row of all other names, where that is denied.
    denied: Option<u32>,
    /// Some path leads to a destination.
    leaves: bool,
    /// The card of the resource, where it has only one.
    pub(super) card: OnceCell<Rc<Card>>,
    /// What is drawn of it.
    drawn: OnceCell<Rc<[Reach]>>,
}

/// A path to or from a row, by the row's number.
#[derive(Clone, Copy, Debug)]
struct Path {
    row: u32,
    line: Option<(Line, bool)>,
    breaks: bool,
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
            drawn: OnceCell::new(),
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
        let (of, drawn) = (Arc::clone(column), OnceCell::new());
        let mut paths = Self { of, breaks, drawn, ..self.clone() };
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
        ways.pass(row.kind(), class(entry, state), entry.class(State::Enforced));
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
    fn shut(&self) -> Option<u32> {
        self.denied.filter(|_| !self.leaves)
    }

    /// The lines worth drawing, and the stub of what is denied everywhere.
    pub(super) fn drawn(&self) -> Rc<[Reach]> {
        let reach = |number: u32, (line, hot): (Line, bool)| Reach { number, line, hot };
        let drawn = || {
            let lines = self.lines.iter().filter_map(|path| Some(reach(path.row, path.line?)));
            lines.chain(self.shut().map(|number| reach(number, (Line::Denied, false)))).collect()
        };
        Rc::clone(self.drawn.get_or_init(drawn))
    }
}

/// What the paths of many resources come to, by the number of their row.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    breaks: Vec<u32>,
    drawn: Vec<u32>,
}

impl Sums {
    /// Those of some resources.
    pub(super) fn of<'p>(paths: impl IntoIterator<Item = &'p Paths>) -> Self {
        let mut sums = Self::default();
        paths.into_iter().for_each(|it| sums.count(it, u32::wrapping_add));
        sums
    }

    /// The same after some of what was summed became something else.
    pub(super) fn change(&mut self, before: &[Rc<Paths>], after: &[Rc<Paths>]) {
        for at in 0..before.len().max(after.len()) {
            match (before.get(at), after.get(at)) {
                (Some(one), Some(other)) if Rc::ptr_eq(one, other) => {}
                (one, other) => {
                    one.iter().for_each(|it| self.count(it, u32::wrapping_sub));
                    other.iter().for_each(|it| self.count(it, u32::wrapping_add));
                }
            }
        }
    }

    fn count(&mut self, paths: &Paths, change: impl Fn(u32, u32) -> u32) {
        let most = paths.lines.iter().map(|it| it.row as usize + 1).max().unwrap_or_default();
        if self.breaks.len() < most {
            self.breaks.resize(most, 0);
            self.drawn.resize(most, 0);
        }
        for path in &paths.lines {
            let row = path.row as usize;
            if let Some((breaks, drawn)) = self.breaks.get_mut(row).zip(self.drawn.get_mut(row)) {
                *breaks = change(*breaks, path.breaks.into());
                *drawn = change(*drawn, path.line.is_some().into());
            }
        }
    }

    /// How many paths of a row break.
    pub(super) fn breaks(&self, number: u32) -> u32 {
        self.breaks.get(number as usize).copied().unwrap_or_default()
    }

    /// Whether a path of a row is drawn.
    pub(super) fn is_drawn(&self, number: u32) -> bool {
        self.drawn.get(number as usize).is_some_and(|drawn| 0 < *drawn)
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
