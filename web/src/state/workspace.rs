//! What is open, how it became so, and what can happen to it.

use std::rc::Rc;

use nsp_core::Revision;
use nsp_formats::finding::Finding;
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Property, Thing};
use yew::prelude::*;

use super::carry::{Cargo, cross};
use super::history::{Crossing, History, Step, Typing};
use super::session::{Asked, Fired, Session};
use super::{Document, Draft, Notice, Placement, Refused, Shared, SourceFile};

/// The example that the page opens on.
const EXAMPLE: (&str, &str) = ("retail.json", include_str!("../../examples/retail.json"));

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    pub session: Session,
    pub history: History,
    /// The request that is being written.
    pub draft: Draft,
    /// Documents that were not opened, and why.
    pub refused: Option<Shared<Refused>>,
    /// What a person is told beside the work.
    pub notice: Option<Notice>,
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
    /// The notice was read.
    NoticeClosed,
}

/// What happened, and when: milliseconds since any moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    pub action: Action,
    pub at: f64,
}

impl Workspace {
    /// The workspace with which the page opens.
    #[must_use]
    pub fn example() -> Self {
        let document = Document::read(&[example()]);
        let document = document.unwrap_or_else(|_| Document::new(Scenario::default()));
        Self::of("Open the example", document)
    }

    /// A workspace in which a document is open.
    #[must_use]
    pub fn of(label: &'static str, document: Document) -> Self {
        let session = Session::new(document.clone());
        let draft = session.starting_draft();
        let history = History::new(label, document);
        Self { session, history, draft, refused: None, notice: None }
    }

    /// Whether both are the same but for what is half typed.
    #[must_use]
    pub fn alike_but_draft(&self, other: &Self) -> bool {
        self.session == other.session
            && self.history == other.history
            && self.refused == other.refused
            && self.notice == other.notice
    }

    fn edit(&mut self, edit: &Edit, at: f64) {
        let typing = Typing::of(edit, at);
        let base = self.history.goes_on(typing.as_ref());
        let cargo = Cargo::load(&self.session, &self.session.document, &self.draft);
        let after = match cargo.scenario.edited(edit) {
            Ok(after) if after == cargo.scenario => return,
            Ok(after) => after,
            Err(error) => return self.notice = Some(Notice::alert(error.to_string())),
        };
        let label = match &base {
            Some(base) => edit.label(&base.scenario),
            None => edit.label(&cargo.scenario),
        };
        let crossing = cargo.unload(&mut self.session, &mut self.draft, after);
        let document = self.session.document.clone();
        let removed = matches!(edit, Edit::Remove(_) | Edit::Dissociate(_));
        self.notice =
            removed.then(|| Notice::status(label.clone()).offering("Undo", Action::Undone));
        let step = Step { label: label.into(), document, crossing, typing };
        match base {
            Some(_) => self.history.extend(step),
            None => self.history.add(step),
        }
    }

    /// Puts a document that was read in place of the one that is open.
    fn open(&mut self, label: String, document: Document, placement: Placement) {
        let asked = Asked { fired: self.session.fired.clone(), picked: self.session.picked };
        let known = asked.fired.len();
        self.session.change(document.clone());
        match placement {
            Placement::Replace => self.session.ask_saved(),
            Placement::Add => {
                self.session.ask_more(known);
                self.session.show_first();
            }
        }
        self.session.read += 1;
        self.draft = self.session.starting_draft();
        let crossing = Crossing::Replaced(asked);
        self.history.add(Step { label: label.into(), document, crossing, typing: None });
        self.refused = None;
        self.notice = None;
    }

    fn take(&mut self, files: &[SourceFile], placement: Placement) {
        let read = match placement {
            Placement::Replace => Document::read(files),
            Placement::Add => self.session.document.with(&self.session.written(), files),
        };
        match read {
            Ok(document) => self.open(opening(files, placement), document, placement),
            Err(refused) => self.refused = Some(Shared::new(refused)),
        }
    }

    fn step(&mut self, back: bool) {
        let Self { session, history, draft, .. } = self;
        let turn = session.turn;
        let crossed = history.go(back, |crossing| cross(session, draft, crossing, back));
        if let Some(document) = crossed {
            session.change(document);
            if session.turn != turn {
                self.draft = session.starting_draft();
            }
            self.notice = None;
        }
    }

    fn go_to(&mut self, place: usize) {
        let (steps, present) = self.history.steps();
        if place < steps.len() {
            for _ in 0..present.abs_diff(place) {
                self.step(place < present);
            }
        }
    }

    fn forget(&mut self, number: usize) {
        if let Some((place, gone)) = self.session.forget(number) {
            let name = match gone.draft.name.as_str() {
                "" => "the request".to_owned(),
                name => format!("`{name}`"),
            };
            let back = Action::Remembered { place, fired: Box::new(gone) };
            self.notice = Some(
                Notice::status(format!("Removed {name} from the list.")).offering("Undo", back),
            );
        }
    }
}

impl Reducible for Workspace {
    type Action = Happened;

    fn reduce(self: Rc<Self>, Happened { action, at }: Happened) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Opened { files, placement } => next.take(&files, placement),
            Action::RefusedTaken => {
                let refused = next.refused.take();
                let rest = refused.as_deref().and_then(|it| Some((it.rest.clone()?, it.placement)));
                if let Some((document, placement)) = rest {
                    next.open("Open what was understood".to_owned(), document, placement);
                }
            }
            Action::RefusedClosed => next.refused = None,
            Action::Edited(edit) => next.edit(&edit, at),
            Action::RevisionChosen(revision) => {
                if next.session.estate.snapshot().revision != revision {
                    let revision = Property::Revision(Some(revision.date().to_owned()));
                    next.edit(&Edit::Set(Thing::Scenario, revision), at);
                }
            }
            Action::Examined { of, findings } => next.session.take_findings(&of, findings),
            Action::Typed(draft) => next.draft = draft,
            Action::Fired(draft) => {
                next.session.fire(draft);
                next.draft = next.session.starting_draft();
            }
            Action::Picked(number) => {
                next.session.show(number);
                next.draft = next.session.starting_draft();
            }
            Action::Forgotten(number) => next.forget(number),
            Action::Remembered { place, fired } => {
                next.session.remember(place, *fired);
                next.notice = None;
            }
            Action::Undone => next.step(true),
            Action::Redone => next.step(false),
            Action::GoneTo(place) => next.go_to(place),
            Action::NoticeClosed => next.notice = None,
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

/// What reading files is called in the history.
fn opening(files: &[SourceFile], placement: Placement) -> String {
    let what = match files {
        [only] => format!("`{}`", only.name),
        files => format!("{} files", files.len()),
    };
    match placement {
        Placement::Replace => format!("Open {what}"),
        Placement::Add => format!("Add {what}"),
    }
}

fn example() -> SourceFile {
    SourceFile { name: EXAMPLE.0.to_owned(), text: EXAMPLE.1.to_owned() }
}

#[cfg(test)]
mod tests;
