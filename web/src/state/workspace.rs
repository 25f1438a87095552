//! What is open, how it became so, and what can happen to it.

mod desks;
mod edits;

use std::rc::Rc;

use nsp_core::Revision;
use nsp_formats::finding::Finding;
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::desk::{Desk, Origin, Standing};
use super::stored::{Base, Record, RecordId, Trouble};
use super::{
    Arrival, Document, Draft, Fired, History, Notice, Placement, Refused, Session, Shared,
    SourceFile,
};
use crate::examples::first;
use crate::parts::work;

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    pub session: Session,
    pub history: History,
    /// The request that is being written.
    pub draft: Draft,
    pub standing: Standing,
    /// Scenarios beside this one, on which work went on in this tab.
    pub parked: Vec<Shared<Desk>>,
    /// Documents that were not opened, and why.
    pub refused: Option<Shared<Refused>>,
    /// What a person is told beside the work.
    pub notice: Option<Notice>,
}

/// What happened.
#[derive(Debug)]
#[cfg_attr(test, derive(Clone))]
pub enum Action {
    /// Documents were given.
    Opened { files: Vec<SourceFile>, placement: Placement },
    /// The address of the page brought something.
    Arrived(Shared<Arrival>),
    /// What was understood of refused documents is wanted all the same.
    RefusedTaken,
    /// The refusal was read.
    RefusedClosed,
    /// The document was edited.
    Edited(Edit),
    /// Another revision of the storage article is to judge.
    RevisionChosen(Revision),
    /// A large document was examined after it was painted.
    Examined { of: Shared<Scenario>, findings: Shared<[Finding]> },
    /// The request bar was written in.
    Typed(Draft),
    /// A request was fired.
    Fired(Draft),
    /// An earlier request was picked.
    Picked(usize),
    /// A request was taken off the list.
    Forgotten(usize),
    /// It was put back.
    Remembered { place: usize, fired: Box<Fired> },
    /// The last step was taken back.
    Undone,
    /// And put forth again.
    Redone,
    /// A step of the history was gone to, by its place.
    GoneTo(usize),
    /// A scenario was begun beside the one that is open.
    Begun { label: &'static str, document: Box<Document>, origin: Origin },
    /// Another scenario was turned to; one that is not open in this tab comes with its record.
    Turned { id: RecordId, record: Option<Box<Record>> },
    /// The scenario was copied, and the copy is open.
    Duplicated,
    /// A scenario was deleted; where it was the one that is open, `next` takes its place.
    Deleted { id: RecordId, record: Option<Box<Record>>, next: Option<(RecordId, Box<Record>)> },
    /// The deleted one is wanted back.
    Restored(Shared<Desk>),
    /// The browser keeps a scenario as it was after so many changes.
    Kept { id: RecordId, changes: usize, base: Shared<Base> },
    /// It does not.
    NotKept { id: RecordId, trouble: Trouble },
    /// What the other tab wrote is wanted in place of what is on screen.
    TheirsOpened,
    /// What is on screen is wanted beside what the other tab wrote.
    MineCopied,
    /// Something is to be told.
    Told(Notice),
    /// The notice was read.
    NoticeClosed,
}

impl Action {
    /// Whether more is done for it than to look, to ask and to tell.
    #[must_use]
    pub const fn is_work(&self) -> bool {
        !matches!(
            self,
            Self::Examined { .. }
                | Self::Typed(_)
                | Self::Fired(_)
                | Self::Picked(_)
                | Self::Kept { .. }
                | Self::Told(_)
                | Self::NoticeClosed
        )
    }
}

/// What happened, with what a reducer cannot find out itself.
#[derive(Debug)]
pub struct Happened {
    pub action: Action,
    /// When: milliseconds since 1970.
    pub at: f64,
    /// An id that no scenario has yet.
    pub fresh: RecordId,
}

impl Workspace {
    /// The workspace of a first visit.
    #[must_use]
    pub fn example(id: RecordId) -> Self {
        let standing = Standing::new(id, Origin::Example);
        Self::of(Desk::new("The example", first_example(), standing))
    }

    /// A workspace with one desk.
    #[must_use]
    pub fn of(desk: Desk) -> Self {
        let Desk { session, history, draft, standing } = desk;
        Self { session, history, draft, standing, parked: vec![], refused: None, notice: None }
    }

    /// Whether both look the same but for what is half typed.
    #[must_use]
    pub fn alike_but_draft(&self, other: &Self) -> bool {
        self.session == other.session
            && self.history == other.history
            && self.standing.looks_like(&other.standing)
            && self.parked == other.parked
            && self.refused == other.refused
            && self.notice == other.notice
    }

    fn take(&mut self, action: Action, at: f64, fresh: RecordId) {
        match action {
            Action::Examined { of, findings } => self.session.take_findings(&of, findings),
            Action::Typed(draft) => self.draft = draft,
            Action::Fired(draft) => {
                self.session.fire(draft);
                self.draft = self.session.starting_draft();
            }
            Action::Picked(number) => {
                self.session.show(number);
                self.draft = self.session.starting_draft();
            }
            Action::Kept { id, changes, base } => {
                self.with_standing(&id, |standing| standing.kept(changes, base));
            }
            Action::Told(notice) => self.notice = Some(notice),
            Action::NoticeClosed => self.notice = None,
            // Whoever says that it happened has fetched what it takes.
            action => {
                if let Some(work) = work() {
                    (work.take)(self, action, at, fresh);
                }
            }
        }
    }

    /// What [`Action::is_work`].
    pub fn work(&mut self, action: Action, at: f64, fresh: RecordId) {
        match action {
            Action::Opened { files, placement } => self.read(&files, placement, fresh),
            Action::Arrived(arrival) => self.arrive(&arrival, fresh),
            Action::RefusedTaken => self.take_refused(fresh),
            Action::RefusedClosed => self.refused = None,
            Action::Edited(edit) => self.edit(&edit, at),
            Action::RevisionChosen(revision) => {
                if self.session.estate.snapshot().revision != revision {
                    let revision = Property::Revision(Some(revision.date().to_owned()));
                    self.edit(&Edit::Set(Thing::Scenario, revision), at);
                }
            }
            Action::Forgotten(number) => self.forget(number),
            Action::Remembered { place, fired } => {
                self.session.remember(place, *fired);
                self.draft = self.session.starting_draft();
                self.notice = None;
            }
            Action::Undone => self.step(true),
            Action::Redone => self.step(false),
            Action::GoneTo(place) => self.go_to(place),
            Action::Begun { label, document, origin } => {
                self.begin(label, *document, origin, fresh);
            }
            Action::Turned { id, record } => self.turn_to(&id, record.as_deref()),
            Action::Duplicated => self.duplicate(fresh),
            Action::Deleted { id, record, next } => {
                self.delete(&id, record.as_deref(), next, fresh);
            }
            Action::Restored(desk) => self.restore(&desk),
            Action::NotKept { id, trouble } => self.not_kept(&id, trouble, fresh),
            Action::TheirsOpened => self.open_theirs(),
            Action::MineCopied => self.copy_mine(fresh),
            Action::Examined { .. }
            | Action::Typed(_)
            | Action::Fired(_)
            | Action::Picked(_)
            | Action::Kept { .. }
            | Action::Told(_)
            | Action::NoticeClosed => {}
        }
    }
}

impl Reducible for Workspace {
    type Action = Happened;

    fn reduce(self: Rc<Self>, Happened { action, at, fresh }: Happened) -> Rc<Self> {
        let mut next = (*self).clone();
        // To look at another request is no work on a scenario that nobody has touched, and what
        // another tab wrote is kept already.
        let theirs = self.standing.is_theirs();
        let looks = match action {
            Action::Picked(_) => theirs || !self.standing.is_touched(),
            Action::TheirsOpened => true,
            _ => false,
        };
        next.take(action, at, fresh.clone());
        if next.standing.id == self.standing.id && !looks && !next.keeps_like(&self) {
            next.standing.touch();
            if let Some(work) = work().filter(|_| theirs) {
                (work.stand_beside)(&mut next, fresh);
            }
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

/// The example that the page opens on.
fn first_example() -> Document {
    let files = [first::FILE.into()];
    Document { files: Rc::new(files), ..Document::new(first::scenario()) }
}

#[cfg(test)]
mod tests;
