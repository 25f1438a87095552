//! What the page does when something is asked of the picture.

use nsp_analysis::matrix::Matrix;
use nsp_core::{ResourceId, State};
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Property, Thing};

use super::{find, fresh};
use crate::drawing::{Act, Target};
use crate::state::{Action, Estate, asking};
use crate::view::{DialogName, Drawer, Pane, Pick, Show};

/// What is to be shown, and what becomes of the workspace.
#[derive(Default)]
pub(super) struct Wish {
    pub(super) shown: Vec<Show>,
    pub(super) action: Option<Action>,
}

impl Wish {
    pub(super) fn of(
        act: &Act,
        scenario: &Scenario,
        estate: &Estate,
        matrix: &Matrix,
        split: Option<State>,
    ) -> Self {
        match act {
            Act::State(state) => Self::show([Show::State(*state)]),
            Act::Split => Self::show([Show::Split(other_half(split))]),
            Act::Keys => Self::show([Show::Dialog(Some(DialogName::Keys))]),
            Act::Pick(target) => {
                let pick = target.as_ref().and_then(|target| find::pick(target, scenario));
                Self::show([Show::Picked(pick)])
            }
            Act::Open(target) => Self::form(thing(target, scenario, matrix), target, scenario),
            Act::Lock { card, .. } => {
                Self::form(find::resource(scenario, card), &Target::Card(card.clone()), scenario)
            }
            Act::Fire { row, card } => Self::fire(row, card, estate, matrix),
            Act::Move { card, lane } => {
                Self::edit(find::profile(scenario, lane).and_then(|(perimeter, profile)| {
                    let what = find::association(scenario, card);
                    let what = what.or_else(|| find::resource(scenario, card))?;
                    Some(Edit::Associate { what, perimeter, profile })
                }))
            }
            // A row is one element of a rule or firewall: it is taken out in the form of that, which
            // holds others too.
            Act::Remove(target @ Target::Row(_)) => {
                Self::form(thing(target, scenario, matrix), target, scenario)
            }
            Act::Remove(target) => Self::edit(thing(target, scenario, matrix).map(Edit::Remove)),
            Act::Add(room) => {
                let edit = fresh::edit(room, scenario);
                let added = edit.as_ref().map(|edit| Pick::Thing(edit.shows(scenario)));
                let shown = [Show::Picked(added), Show::Pane(Pane::Drawer(Drawer::Estate))];
                Self { shown: shown.into(), ..Self::edit(edit) }
            }
            Act::Mode { card, mode } => {
                Self::edit(find::association(scenario, card).map(|association| match mode {
                    State::NotAssociated => Edit::Dissociate(association),
                    State::Learning => set_mode(association, "Learning"),
                    State::Enforced => set_mode(association, "Enforced"),
                    State::Audit => set_mode(association, "Audit"),
                }))
            }
        }
    }

    fn show(shown: impl Into<Vec<Show>>) -> Self {
        Self { shown: shown.into(), action: None }
    }

    fn edit(edit: Option<Edit>) -> Self {
        Self { shown: Vec::new(), action: edit.map(Action::Edited) }
    }

    /// Opens the form of a thing.
    fn form(thing: Option<Thing>, target: &Target, scenario: &Scenario) -> Self {
        let pick = thing.map(Pick::Thing).or_else(|| find::pick(target, scenario));
        Self::show([Show::Picked(pick), Show::Pane(Pane::Drawer(Drawer::Estate))])
    }

    fn fire(row: &str, card: &str, estate: &Estate, matrix: &Matrix) -> Self {
        let resource = ResourceId::new(card);
        let column = matrix.columns().iter().position(|it| *it.resource() == resource);
        let pair = matrix.row(row).zip(column);
        let asked = pair.and_then(|(row, column)| asking(estate, matrix, row, column));
        Self { shown: vec![Show::Pane(Pane::Request)], action: asked.map(Action::Fired) }
    }
}

/// Split, Enforced beside what is shown; or whole again.
pub(super) fn other_half(split: Option<State>) -> Option<State> {
    match split {
        None => Some(State::Enforced),
        Some(_) => None,
    }
}

fn set_mode(association: Thing, mode: &str) -> Edit {
    Edit::Set(association, Property::AccessMode(mode.to_owned()))
}

fn thing(target: &Target, scenario: &Scenario, matrix: &Matrix) -> Option<Thing> {
    match target {
        Target::Row(key) => find::row(matrix, key),
        Target::Card(key) => find::resource(scenario, key),
        Target::Lane(key) => {
            let (perimeter, profile) = find::profile(scenario, key)?;
            Some(Thing::Profile { perimeter, profile })
        }
        Target::Frame(key) => find::perimeter(scenario, key).map(Thing::Perimeter),
        Target::Link(key) => find::link(scenario, key),
    }
}
