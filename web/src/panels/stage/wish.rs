//! What the page does when something is asked of the picture.

use nsp_analysis::matrix::Matrix;
use nsp_core::{ResourceId, State};
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Property, Thing};

use super::{find, fresh};
use crate::drawing::{Act, Target};
use crate::panels::estate::name_it;
use crate::parts::work;
use crate::state::{Action, Estate, Session, asking, fired_as, named_first, removal_of};
use crate::view::{DialogName, Drawer, Pane, Pick, Show};

/// What is to be shown, and what becomes of the workspace.
#[derive(Default)]
pub struct Wish {
    pub shown: Vec<Show>,
    pub action: Option<Action>,
    /// What is done once both are drawn.
    pub then: Option<fn()>,
}

impl Wish {
    /// What an act comes to.
    pub fn of(act: &Act, session: &Session, matrix: &Matrix, split: Option<State>) -> Self {
        let scenario = session.scenario();
        match act {
            Act::State(state) => Self::show([Show::State(*state)]),
            Act::Split => Self::show([Show::Split(other_half(split))]),
            Act::Keys => Self::show([Show::Dialog(Some(DialogName::Keys))]),
            Act::Pick(target) => {
                let pick = target.as_ref().and_then(|target| find::pick(target, scenario));
                Self::show([Show::Picked(pick)])
            }
            Act::Open(target) => match (thing(target, session, matrix), target) {
                (None, Target::Row(key)) => Self::request(fired_as(session, matrix, key)),
                (thing, target) => Self::form(thing, target, scenario),
            },
            Act::Lock { card, .. } => {
                Self::form(find::resource(scenario, card), &Target::Card(card.clone()), scenario)
            }
            Act::Fire { row, card } => Self::fire(row, card, &session.estate, matrix),
            Act::Move { card, lane } => {
                Self::edit(find::profile(scenario, lane).and_then(|(perimeter, profile)| {
                    let what = find::association(scenario, card);
                    let what = what.or_else(|| find::resource(scenario, card))?;
                    Some(Edit::Associate { what, perimeter, profile })
                }))
            }
            Act::Remove(Target::Row(key)) => {
                let target = Target::Row(key.clone());
                match (removal_of(session, matrix, key), fired_as(session, matrix, key)) {
                    (Some(edit), _) => Self::edit(Some(edit)),
                    (None, Some(number)) => Self::act(Action::Forgotten(number)),
                    // What is no element of a list is changed in its form.
                    (None, None) => Self::form(thing(&target, session, matrix), &target, scenario),
                }
            }
            Act::Remove(target) => Self::edit(thing(target, session, matrix).map(Edit::Remove)),
            // Where it opens is the stage's own business.
            Act::Menu { .. } => Self::default(),
            Act::Add(room) => {
                let edit = fresh::edit(room, scenario);
                let shows = |edit| Some(Pick::Thing((work()?.shows)(edit, scenario)));
                let added = edit.as_ref().and_then(shows);
                let shown = [Show::Picked(added), Show::Pane(Pane::Drawer(Drawer::Estate))];
                Self { shown: shown.into(), then: Some(name_it), ..Self::edit(edit) }
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
        Self { shown: shown.into(), ..Self::default() }
    }

    fn act(action: Action) -> Self {
        Self { action: Some(action), ..Self::default() }
    }

    /// Shows a request that was fired, among the others.
    fn request(number: Option<usize>) -> Self {
        let shown = vec![Show::Pane(Pane::Drawer(Drawer::Requests))];
        Self { shown, action: number.map(Action::Picked), then: None }
    }

    fn edit(edit: Option<Edit>) -> Self {
        Self { action: edit.map(Action::Edited), ..Self::default() }
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
        Self {
            shown: vec![Show::Pane(Pane::Request)],
            action: asked.map(Action::Fired),
            then: None,
        }
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

/// What of the scenario a target of the drawing is.
pub(super) fn thing(target: &Target, session: &Session, matrix: &Matrix) -> Option<Thing> {
    let scenario = session.scenario();
    match target {
        Target::Row(key) => named_first(session, matrix, key),
        Target::Card(key) => find::resource(scenario, key),
        Target::Lane(key) => {
            let (perimeter, profile) = find::profile(scenario, key)?;
            Some(Thing::Profile { perimeter, profile })
        }
        Target::Frame(key) => find::perimeter(scenario, key).map(Thing::Perimeter),
        Target::Link(key) => find::link(scenario, key),
    }
}
