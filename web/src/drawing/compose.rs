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
        let anyone = matches!(row.kind(), RowKind::AnyOtherAddress | RowKind::AnyOtherName);
        match entry.class(shown_state(state, own)) {
            Class::Own => {}
            Class::Unknown => {
                ways.unknown |= anyone;
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

#[cfg(test)]
mod tests {
    use super::super::act::{Act, Target};
    use super::super::answer::{self, Deed};
    use super::super::export;
    use super::super::fold::Folds;
    use super::super::layout::{Scene, layout};
    use super::super::measure::{Density, Form};
    use super::super::names;
    use super::super::spot::Spot;
    use super::*;

    const RETAIL: &str = include_str!("../../examples/retail.json");

    fn retail(state: State) -> Picture {
        let scenario = nsp_formats::import(&[("retail", RETAIL)]).unwrap().value;
        let compiled = Compiled::new(scenario.snapshot().value);
        let matrix = Matrix::new(&compiled, &[]);
        let partner = matrix
            .rows()
            .iter()
            .find(|row| row.key().contains("198.51.100.20"))
            .map(|row| row.key().to_string());
        let stweb = matrix.columns().iter().find(|it| it.resource().name() == "stweb").unwrap();
        compose(&compiled, &matrix, state, Some((&partner.unwrap(), stweb.resource())))
    }

    fn scene(picture: &Picture) -> Scene {
        layout(picture, Form::of(960.0, 800.0, 5), &Folds::default())
    }

    fn lines(picture: &Picture, row: &str, card: &str) -> Vec<(Line, bool)> {
        let row = picture.rows().position(|it| it.label == row).unwrap() as u32;
        let card = picture.cards().position(|it| it.name == card).unwrap() as u32;
        let flows = picture.flows.iter().filter(|it| (it.row, it.card) == (row, card));
        flows.map(|it| (it.line, it.hot)).collect()
    }

    #[test]
    fn the_line_says_who_allows_and_hot_says_what_dies() {
        use State::{Audit, Enforced, Learning, NotAssociated};
        let of = |state, row| lines(&retail(state), row, "stweb");
        assert_eq!(of(NotAssociated, "203.0.113.0/24"), [(Line::Own, false)]);
        assert_eq!(of(Learning, "203.0.113.0/24"), [(Line::Rule, false)]);
        assert_eq!(of(Enforced, "203.0.113.0/24"), [(Line::Rule, false)]);
        for state in [NotAssociated, Learning, Audit] {
            assert_eq!(of(state, "198.51.100.20"), [(Line::Own, true)], "{state:?}");
        }
        assert_eq!(of(Enforced, "198.51.100.20"), [(Line::Broken, true)]);
        let ops = "11111111-1111-1111-1111-111111111111";
        assert_eq!(lines(&retail(NotAssociated), ops, "stdata"), [(Line::Opens, false)]);
        assert_eq!(lines(&retail(Learning), ops, "stdata"), [(Line::Rule, false)]);
    }

    #[test]
    fn the_padlocks_say_what_the_matrix_lets_through() {
        let words = |state: State, name: &str| {
            let picture = retail(state);
            let card = picture.cards().find(|card| card.name == name).unwrap().clone();
            (card.inbound.words.to_string(), card.outbound.words.to_string(), card.outbound.open)
        };
        let pair =
            |inbound: &str, outbound: &str, open| (inbound.to_owned(), outbound.to_owned(), open);
        assert_eq!(
            words(State::Learning, "stweb"),
            pair("Rules, then firewall", "Unrestricted", true)
        );
        assert_eq!(
            words(State::Learning, "stdata"),
            pair("Rules, exceptions", "Unrestricted", true)
        );
        assert_eq!(words(State::Learning, "kvmain"), pair("Rules only", "Rules only", false));
        assert_eq!(words(State::Enforced, "stweb"), pair("Rules only", "Rules only", false));
    }

    #[test]
    fn an_edge_is_named_in_a_whole_sentence() {
        let picture = retail(State::Learning);
        let scene = scene(&picture);
        let names: Vec<String> =
            scene.bundles.iter().map(|bundle| names::bundle(&picture, &scene, bundle)).collect();
        let office = "203.0.113.0/24 (office) to stweb: allowed by the perimeter, in Transition";
        assert!(names.iter().any(|name| name == office), "{names:#?}");
        assert!(names::picture(&picture).starts_with("The estate in Transition: "));
    }

    #[test]
    fn a_row_and_then_a_card_fire_their_request() {
        let picture = retail(State::Learning);
        let scene = scene(&picture);
        let row = picture.rows().next().unwrap().key.clone();
        let card = picture.cards().next().unwrap().key.clone();
        let press =
            |picked: Option<&Target>, spot| answer::pressed(&picture, &scene, picked, Some(spot));
        let pick = Some(Target::Row(row.clone()));
        assert_eq!(press(None, Spot::Row(0)), Some(Deed::Act(Act::Pick(pick.clone()))));
        assert_eq!(press(pick.as_ref(), Spot::Row(0)), Some(Deed::Act(Act::Pick(None))));
        let fire = Some(Deed::Act(Act::Fire { row, card }));
        assert_eq!(press(pick.as_ref(), Spot::Card(0)), fire);
    }

    #[test]
    fn a_bundle_fires_a_pair_that_it_joins() {
        let picture = retail(State::Learning);
        let scene = scene(&picture);
        for place in 0..scene.bundles.len() as u32 {
            let deed = answer::pressed(&picture, &scene, None, Some(Spot::Bundle(place)));
            let Some(Deed::Act(Act::Fire { row, card })) = deed else { panic!("{deed:?}") };
            let row = picture.rows().position(|it| it.key == row).unwrap() as u32;
            let card = picture.cards().position(|it| it.key == card).unwrap() as u32;
            let class = scene.bundles[place as usize].class;
            assert!(picture.flows.iter().any(|flow| {
                (flow.row, flow.card, flow.line, flow.hot) == (row, card, class.line, class.hot)
            }));
        }
    }

    #[test]
    fn a_card_moves_to_another_lane_and_not_to_its_own() {
        let picture = retail(State::Learning);
        assert_eq!(answer::moved(&picture, 0, 0), None);
        let card = picture.cards().next().unwrap().key.clone();
        let lane = picture.frames[0].lanes[1].key.clone();
        assert_eq!(answer::moved(&picture, 0, 1), Some(Deed::Act(Act::Move { card, lane })));
    }

    #[test]
    fn the_file_names_everything() {
        let picture = retail(State::Enforced);
        let file = export::drawn(&picture, Density::Roomy);
        for name in ["stweb", "kvmain", "nsp-retail", "api.partner.example", "breaks", "<title>"] {
            assert!(file.contains(name), "{name}");
        }
        assert!(!file.contains("style"));
    }
}
