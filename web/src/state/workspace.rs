//! The workspace: the estate that is open, the requests fired at it, and the way back.

use std::rc::Rc;

use nsp_core::Revision;
use yew::prelude::*;

use super::documents::{Answered, Estate, FieldError, Refused, SourceFile, short_name};
use super::{Draft, Field, Shared};

/// The example that the page opens on.
const EXAMPLE: (&str, &str) = ("retail.json", include_str!("../../examples/retail.json"));

/// Everything the page shows but what is half typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    pub session: Session,
    past: Vec<Session>,
    future: Vec<Session>,
    /// Documents that were not opened, and why.
    pub refused: Option<Shared<Refused>>,
}

/// One estate and what was asked of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub estate: Shared<Estate>,
    /// Oldest first.
    pub fired: Vec<Fired>,
    /// The number of the request that is shown.
    pub picked: Option<usize>,
    /// How often a request was fired or picked: each time the form shows it afresh.
    pub turn: usize,
}

/// A request that was fired, and what the estate answers now.
#[derive(Clone, Debug, PartialEq)]
pub struct Fired {
    /// Never given twice within a session.
    pub number: usize,
    pub draft: Draft,
    pub answer: Shared<Answer>,
}

/// An answer, or why the estate that is open cannot be asked so.
pub type Answer = Result<Answered, Vec<FieldError>>;

/// What becomes of the estate that is open when another is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    #[default]
    Replace,
    Add,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Documents were given.
    Opened { files: Vec<SourceFile>, placement: Placement },
    /// What was understood of refused documents is wanted all the same.
    RefusedTaken,
    /// The refusal was read.
    RefusedClosed,
    /// Another revision of the storage article is to judge.
    RevisionChosen(Revision),
    /// A request was fired.
    Fired(Draft),
    /// An earlier request was picked.
    Picked(usize),
    /// The last opening or choice of a revision was taken back.
    Undone,
    /// And put forth again.
    Redone,
}

impl Workspace {
    /// The workspace with which the page opens.
    #[must_use]
    pub fn example() -> Self {
        let estate = Estate::read(vec![example()], Placement::Replace);
        let estate = estate.unwrap_or_else(|_| Estate::empty());
        Self {
            session: Session::new(Shared::new(estate)),
            past: vec![],
            future: vec![],
            refused: None,
        }
    }

    /// Whether an opening or a choice of a revision can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether one that was taken back can be put forth again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    fn open(&mut self, session: Session) {
        self.past.push(std::mem::replace(&mut self.session, session));
        self.future.clear();
        self.refused = None;
    }

    fn take(&mut self, files: Vec<SourceFile>, placement: Placement) {
        let read = match placement {
            Placement::Replace => Estate::read(files, placement),
            Placement::Add => self.session.estate.with(files),
        };
        match read {
            Ok(estate) => {
                self.open(self.session.followed_by(Shared::new(estate), placement));
            }
            Err(refused) => self.refused = Some(Shared::new(refused)),
        }
    }

    fn step(&mut self, back: bool) {
        let (from, to) = match back {
            true => (&mut self.past, &mut self.future),
            false => (&mut self.future, &mut self.past),
        };
        if let Some(session) = from.pop() {
            to.push(std::mem::replace(&mut self.session, session));
        }
    }
}

impl Reducible for Workspace {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Opened { files, placement } => next.take(files, placement),
            Action::RefusedTaken => {
                let refused = next.refused.take();
                let rest = refused.as_deref().and_then(|it| Some((it.rest.clone()?, it.placement)));
                if let Some((estate, placement)) = rest {
                    next.open(next.session.followed_by(estate, placement));
                }
            }
            Action::RefusedClosed => next.refused = None,
            Action::RevisionChosen(revision) => {
                if next.session.estate.snapshot().revision != revision {
                    let estate = Shared::new(next.session.estate.judged_by(revision));
                    next.open(next.session.asked_of(estate));
                }
            }
            Action::Fired(draft) => next.session.fire(draft),
            Action::Picked(number) => next.session.show(number),
            Action::Undone => next.step(true),
            Action::Redone => next.step(false),
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

impl Session {
    /// Fires the requests that the documents hold, and shows the first.
    fn new(estate: Shared<Estate>) -> Self {
        let mut session = Self { estate, fired: vec![], picked: None, turn: 0 };
        let estate = session.estate.clone();
        for draft in &estate.requests {
            session.fire(draft.clone());
        }
        session.picked = session.fired.first().map(|fired| fired.number);
        session
    }

    /// The session that another estate starts. Added to, it keeps what was fired.
    fn followed_by(&self, estate: Shared<Estate>, placement: Placement) -> Self {
        if placement == Placement::Replace {
            return Self::new(estate);
        }
        let mut session = self.asked_of(estate);
        let estate = session.estate.clone();
        for draft in &estate.requests {
            session.fire(draft.clone());
        }
        session.picked = self.picked.or_else(|| session.fired.first().map(|it| it.number));
        session
    }

    /// The same requests, fired at another estate.
    fn asked_of(&self, estate: Shared<Estate>) -> Self {
        let mut session = Self { estate, fired: vec![], picked: None, turn: self.turn };
        for fired in &self.fired {
            session.fire(fired.draft.clone());
        }
        session.picked = self.picked;
        session
    }

    /// Asks, and shows the answer. A request that was fired before is shown and not listed twice.
    fn fire(&mut self, draft: Draft) {
        if let Some(known) = self.fired.iter().find(|fired| fired.draft.asks_like(&draft)) {
            return self.show(known.number);
        }
        let number = self.fired.len();
        let answer = Shared::new(self.estate.ask(&draft));
        self.fired.push(Fired { number, draft, answer });
        self.show(number);
    }

    fn show(&mut self, number: usize) {
        self.picked = Some(number);
        self.turn += 1;
    }

    /// The request that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Fired> {
        self.picked.and_then(|number| self.fired.iter().find(|fired| fired.number == number))
    }

    /// What the form starts from: the shown request, or one to the first resource.
    #[must_use]
    pub fn starting_draft(&self) -> Draft {
        let first = || self.estate.snapshot().resources.first();
        self.shown().map(|fired| fired.draft.clone()).unwrap_or_else(|| match first() {
            Some(resource) => {
                let name = short_name(self.estate.snapshot(), &resource.id).to_owned();
                Draft::default().with(Field::Resource, name)
            }
            None => Draft::default(),
        })
    }
}

fn example() -> SourceFile {
    SourceFile { name: EXAMPLE.0.to_owned(), text: EXAMPLE.1.to_owned() }
}

#[cfg(test)]
mod tests;
