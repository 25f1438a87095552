//! The picture of an estate in one state, made from its configuration and its matrix.
//!
//! No rule stands here: who allows what, what breaks and what opens is read off the matrix.

use std::collections::{BTreeMap, BTreeSet};

use nsp_analysis::matrix::{Class, Entry, Kind as RowKind, Matrix, Side};
use nsp_core::{Compiled, ResourceId, State};

use super::cards;
use super::picture::{Fired, Flow, Frame, Line, Picture};
use super::rows;

/// What is drawn of an estate in a state. A fired request is given by the key of its row and its
/// resource.
#[must_use]
pub fn compose(
    compiled: &Compiled,
    matrix: &Matrix,
    state: State,
    fired: Option<(&str, &ResourceId)>,
) -> Picture {
    let places = rows::places(matrix);
    let mut paths = Paths::of(matrix, state, &places);
    let frames = cards::frames(compiled, |resource| {
        let column = paths.columns.get(resource).copied()?;
        Some(cards::Answers {
            shown: matrix.columns().get(column).map_or(state, |it| shown_state(state, it.state())),
            inbound: locks(matrix, column, state, Side::Source),
            outbound: locks(matrix, column, state, Side::Destination),
            breaks: matrix.columns().get(column).map_or(0, |it| it.counts().breaks),
        })
    });
    let (sources, destinations) = rows::groups(compiled, matrix, &places, &paths.breaks);
    let flows = paths.flows(matrix, &frames, &places, state);
    let fired = fired.and_then(|(row, resource)| {
        let row = matrix.row(row)?;
        let entry = matrix.entry(row, *paths.columns.get(resource)?)?;
        let card = paths.cards.get(resource).copied()?;
        let (line, hot) = line(entry, state).unwrap_or((Line::Denied, false));
        Some(Fired { row: *places.get(row)?, card, line, hot })
    });
    let links = cards::links(compiled);
    Picture { state, sources, frames, destinations, flows, links, fired }
}

/// What is Enforced already is shown so in Transition too: nothing is ahead of it there.
fn shown_state(state: State, own: Option<State>) -> State {
    match (state, own) {
        (State::Learning, Some(State::Enforced)) => State::Enforced,
        _ => state,
    }
}

/// How the path of an entry is drawn in a state; a pair that was denied before is not.
fn line(entry: &Entry, state: State) -> Option<(Line, bool)> {
    let own = entry.is_enforced().then_some(State::Enforced);
    let class = entry.class(shown_state(state, own));
    let ahead = state != State::Enforced && entry.breaks();
    Some(match class {
        Class::Perimeter => (Line::Rule, ahead),
        Class::Own => (Line::Own, ahead),
        Class::PrivateEndpoint | Class::NotGoverned => (Line::Private, false),
        Class::Unknown => (Line::Unknown, false),
        Class::Denied if state == State::Enforced && entry.breaks() => (Line::Broken, true),
        Class::Denied if state == State::NotAssociated && entry.opens() => (Line::Opens, false),
        Class::Denied => return None,
    })
}

/// Which ways a resource is open on one side: to whatever no row names, and by its own rules.
fn locks(matrix: &Matrix, column: usize, state: State, side: Side) -> cards::Ways {
    let mut ways = cards::Ways::default();
    for (place, entry) in matrix.entries(column) {
        let Some(row) = matrix.rows().get(place).filter(|row| row.side() == side) else { continue };
        let own = entry.is_enforced().then_some(State::Enforced);
        match entry.class(shown_state(state, own)) {
            Class::Own => {}
            Class::Unknown => {
                ways.unknown = true;
                continue;
            }
            _ => continue,
        }
        match row.kind() {
            RowKind::AnyOtherAddress | RowKind::AnyOtherName => ways.anyone = true,
            RowKind::Addresses(_)
            | RowKind::RuleAddresses(_)
            | RowKind::OwnAddresses(_)
            | RowKind::ServiceTag(_)
            | RowKind::Subnet(_) => ways.listed = true,
            _ => ways.exceptions = true,
        }
    }
    ways
}

/// The paths of a matrix by the places of the picture.
struct Paths {
    columns: BTreeMap<ResourceId, usize>,
    cards: BTreeMap<ResourceId, u32>,
    /// By the row's place in the matrix.
    breaks: Vec<u32>,
}

impl Paths {
    fn of(matrix: &Matrix, state: State, places: &[u32]) -> Self {
        let _ = state;
        let mut breaks = vec![0_u32; places.len()];
        let mut columns = BTreeMap::new();
        for (place, column) in matrix.columns().iter().enumerate() {
            columns.insert(column.resource().clone(), place);
            for (row, entry) in matrix.entries(place) {
                if let Some(count) = breaks.get_mut(row) {
                    *count += u32::from(entry.breaks());
                }
            }
        }
        Self { columns, cards: BTreeMap::new(), breaks }
    }

    /// The lines worth drawing, and the stubs of what is denied everywhere.
    fn flows(
        &mut self,
        matrix: &Matrix,
        frames: &[Frame],
        places: &[u32],
        state: State,
    ) -> Vec<Flow> {
        let mut flows = Vec::new();
        let mut reached = BTreeSet::new();
        let cards = frames.iter().flat_map(|frame| &frame.lanes).flat_map(|lane| &lane.cards);
        for (card, it) in (0_u32..).zip(cards) {
            let resource = ResourceId::new(&it.key);
            let Some(column) = self.columns.get(&resource).copied() else { continue };
            // Of several cards of one resource the first has its lines.
            if self.cards.contains_key(&resource) {
                continue;
            }
            self.cards.insert(resource, card);
            let (mut leaves, mut denied) = (false, None);
            for (place, entry) in matrix.entries(column) {
                let (Some(row), Some(kind)) = (places.get(place), matrix.rows().get(place)) else {
                    continue;
                };
                match line(entry, state) {
                    Some((line, hot)) => {
                        flows.push(Flow { row: *row, card, line, hot });
                        reached.insert(place);
                        leaves |= kind.side() == Side::Destination;
                    }
                    None if matches!(kind.kind(), RowKind::AnyOtherName) => denied = Some(*row),
                    None => {}
                }
            }
            if let (false, Some(row)) = (leaves, denied) {
                flows.push(Flow { row, card, line: Line::Denied, hot: false });
            }
        }
        for (place, row) in matrix.rows().iter().enumerate() {
            let catch_all =
                matches!(row.kind(), RowKind::AnyOtherAddress | RowKind::AnyOtherTrustedService(_));
            if catch_all && !reached.contains(&place) && !self.cards.is_empty() {
                let row = places.get(place).copied().unwrap_or_default();
                flows.push(Flow { row, card: 0, line: Line::Denied, hot: false });
            }
        }
        flows
    }
}
