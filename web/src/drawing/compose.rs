//! The picture of an estate in one state, made from its configuration and its matrix.
//!
//! No rule stands here: who allows what, what breaks and what opens is read off the matrix.

use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::{Column, Matrix};
use nsp_core::{Compiled, Derived, ResourceId, State};

use super::cards::{self, Seats};
use super::paths::{Paths, Sums, line};
use super::picture::{Flows, Line, Pair, Picture, Reach};
use super::rows::Rows;

/// What is drawn of an estate in a state. What is to be lit is given by the key of its row and its
/// resource.
#[must_use]
pub fn compose(
    compiled: &Compiled,
    matrix: &Matrix,
    state: State,
    lit: &[(Arc<str>, ResourceId)],
) -> Picture {
    Composer::default().compose(compiled, matrix, state, lit)
}

/// Makes the pictures of an estate while it is edited: of every row and resource that an edit
/// leaves alone, what was drawn is taken over.
#[derive(Default)]
pub struct Composer {
    /// By state, with what they come to.
    paths: [(Derived<Column, Rc<Paths>>, Sums); 4],
    rows: Rows,
    seats: Seats,
}

impl Composer {
    /// The same as [`compose`], sooner.
    #[must_use]
    pub fn compose(
        &mut self,
        compiled: &Compiled,
        matrix: &Matrix,
        state: State,
        lit: &[(Arc<str>, ResourceId)],
    ) -> Picture {
        let (paths, sums) = self.paths_in(matrix, state);
        let places = self.rows.places(matrix);
        let (frames, columns) = cards::frames(compiled, matrix, &paths, &mut self.seats);
        let of = |column: &Option<usize>| paths.get((*column)?).map(|it| &**it);
        let cards = || columns.iter().map(of);
        // Each resource has one card that counts, unless documents list it twice.
        let once = cards().flatten().count() == paths.len();
        let sums = if once { sums } else { Sums::of(cards().flatten()) };
        let flows = flows(matrix, cards(), &places, self.rows.others(), &sums);
        let numbers = (0..matrix.rows().len()).map(|place| matrix.number(place));
        let breaks: Vec<u32> =
            numbers.map(|it| it.map_or(0, |number| sums.breaks(number))).collect();
        let (sources, destinations) = self.rows.groups(compiled, matrix, breaks);
        let pair = |(row, resource): &(Arc<str>, ResourceId)| {
            let row = matrix.row(row)?;
            let column = matrix.columns().iter().position(|it| it.resource() == resource)?;
            let entry = matrix.entry(row, column)?;
            let card = columns.iter().position(|it| *it == Some(column))?;
            let (line, hot) = line(entry, state).unwrap_or((Line::Denied, false));
            let row = *places.get(matrix.number(row)? as usize)?;
            Some(Pair { row, card: u32::try_from(card).ok()?, line, hot })
        };
        let lit = lit.iter().filter_map(pair).collect();
        let links = cards::links(compiled);
        Picture { state, sources, frames, destinations, flows, links, lit }
    }

    fn paths_in(&mut self, matrix: &Matrix, state: State) -> (Vec<Rc<Paths>>, Sums) {
        let at = State::ALL.iter().position(|it| *it == state);
        let Some((known, sums)) = at.and_then(|at| self.paths.get_mut(at)) else {
            return (Vec::new(), Sums::default());
        };
        let (before, mut next) = (std::mem::take(known), 0);
        *known = before.after(matrix.columns(), |column, same| {
            let place = next;
            next += 1;
            let made = || {
                let more = before.get(place).and_then(|it| it.with_more(matrix, column, state));
                Rc::new(more.unwrap_or_else(|| Paths::of(matrix, place, column, state)))
            };
            same.cloned().unwrap_or_else(made)
        });
        let of = |derived: &Derived<Column, Rc<Paths>>| derived.iter().cloned().collect::<Vec<_>>();
        let paths = of(known);
        sums.change(&of(&before), &paths);
        (paths, sums.clone())
    }
}

/// The lines worth drawing of each card in turn, and the stubs of what is denied everywhere.
/// `others` are the rows for every other caller.
fn flows<'p>(
    matrix: &Matrix,
    cards: impl Iterator<Item = Option<&'p Paths>>,
    places: &Rc<[u32]>,
    others: &[usize],
    sums: &Sums,
) -> Flows {
    let mut flows = Flows::new(Rc::clone(places), matrix.columns().len() + 1);
    let mut is_empty = true;
    for (card, paths) in (0_u32..).zip(cards) {
        let Some(paths) = paths else { continue };
        is_empty = false;
        flows.add(card, paths.drawn());
    }
    let shut = others.iter().filter(|_| !is_empty).filter_map(|place| {
        let number = matrix.number(*place).filter(|number| !sums.is_drawn(*number))?;
        Some(Reach { number, line: Line::Denied, hot: false })
    });
    flows.add(0, shut.collect());
    flows
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
            .map(|row| row.key().clone())
            .unwrap();
        let stweb = matrix.columns().iter().find(|it| it.resource().name() == "stweb").unwrap();
        compose(&compiled, &matrix, state, &[(partner, stweb.resource().clone())])
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
    fn a_picture_after_edits_is_as_if_made_alone() {
        use nsp_formats::scenario::Edition;
        use nsp_formats::scenario::edit::{Edit, Property, Thing};
        let scenario = nsp_formats::import(&[("retail", RETAIL)]).unwrap().value;
        let mut editions = vec![Edition::new(scenario)];
        let mut matrix = Matrix::new(editions[0].compiled(), &[]);
        let mut composer = Composer::default();
        let (mut apart, mut before) = (0, None);
        let modes = ["Enforced", "Learning", "Audit"].map(|it| Property::AccessMode(it.to_owned()));
        let association = |association| Thing::Association { perimeter: 0, association };
        let rule = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
        let sets = (0..3).flat_map(|at| modes.clone().map(|mode| Edit::Set(association(at), mode)));
        let others = [Edit::Rename(rule, "other".to_owned()), Edit::Remove(rule)];
        for edit in others.into_iter().chain(sets).chain([Edit::Remove(Thing::Resource(0))]) {
            let last = editions.last().unwrap();
            let Ok(scenario) = last.scenario().edited(&edit) else { continue };
            editions.push(last.after(scenario));
            // And back to where it began, as one who takes it all back.
            let tried = [editions.len() - 1, 0, editions.len() - 1];
            for edition in tried.map(|at| &editions[at]) {
                matrix = matrix.after(edition.compiled(), &[]);
                for state in State::ALL {
                    let alone = compose(edition.compiled(), &matrix, state, &[]);
                    let after = composer.compose(edition.compiled(), &matrix, state, &[]);
                    assert_eq!(after, alone, "{edit:?}, {state:?}");
                    apart += usize::from(before.replace(after.clone()) != Some(after));
                }
            }
        }
        assert!(20 < apart, "{apart}");
    }

    #[test]
    fn an_edge_is_named_in_a_whole_sentence() {
        let picture = retail(State::Learning);
        let scene = scene(&picture);
        let reader = names::Reader::new(&picture, &scene);
        let names: Vec<String> = scene.bundles.iter().map(|it| reader.bundle(it)).collect();
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
