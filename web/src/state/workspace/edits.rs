//! Changes of the document that is open, and the way back.

use nsp_formats::scenario::edit::Edit;

use super::{Action, Workspace};
use crate::parts::work;
use crate::state::carry::{Cargo, cross};
use crate::state::desk::Origin;
use crate::state::history::{Crossing, Step, Typing};
use crate::state::session::Asked;
use crate::state::stored::RecordId;
use crate::state::{Document, Notice, Placement, Shared, SourceFile};

impl Workspace {
    pub(super) fn edit(&mut self, edit: &Edit, at: f64) {
        let typing = Typing::of(edit, at);
        let base = self.history.goes_on(typing.as_ref());
        let cargo = Cargo::load(&self.session, &self.session.document, &self.draft);
        let Some(work) = work() else { return };
        let after = match (work.edited)(&cargo.scenario, edit) {
            Ok(after) if after == cargo.scenario => return,
            Ok(after) => after,
            Err(error) => return self.notice = Some(Notice::alert(error)),
        };
        let label = match &base {
            Some(base) => (work.label)(edit, &base.scenario),
            None => (work.label)(edit, &cargo.scenario),
        };
        let crossing = cargo.unload(&mut self.session, &mut self.draft, after);
        let document = self.session.document.clone();
        let removed = matches!(edit, Edit::Remove(_) | Edit::Dissociate(_));
        // What was said of a field's first letter holds for those that follow.
        if removed || base.is_none() {
            self.notice =
                removed.then(|| Notice::status(label.clone()).offering("Undo", || Action::Undone));
        }
        let step = Step { label: label.into(), document, crossing, typing };
        match base {
            Some(_) => self.history.extend(step),
            None => self.history.add(step),
        }
    }

    /// Puts a document that was read in place of the one that is open.
    pub(super) fn open(&mut self, label: String, document: Document, placement: Placement) {
        let asked = Asked { fired: self.session.fired.clone(), picked: self.session.picked };
        let known = asked.fired.len();
        self.session.change(document.clone());
        match placement {
            Placement::Replace | Placement::Apart => self.session.ask_saved(),
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

    pub(super) fn read(&mut self, files: &[SourceFile], placement: Placement, fresh: RecordId) {
        let read = match placement {
            Placement::Replace | Placement::Apart => Document::read(files, placement),
            Placement::Add => self.session.document.with(&self.session.written(), files),
        };
        match read {
            Ok(document) => self.lay(&opening(files, placement), document, placement, fresh),
            Err(refused) => self.refused = Some(Shared::new(refused)),
        }
    }

    pub(super) fn take_refused(&mut self, fresh: RecordId) {
        let refused = self.refused.take();
        let rest = refused.as_deref().and_then(|it| Some((it.rest.clone()?, it.placement)));
        if let Some((document, placement)) = rest {
            self.lay("Open what was understood", document, placement, fresh);
        }
    }

    fn lay(&mut self, label: &str, document: Document, placement: Placement, fresh: RecordId) {
        if placement == Placement::Apart {
            self.begin(label, document, Origin::Own, fresh);
            self.standing.touch();
        } else {
            self.open(label.to_owned(), document, placement);
        }
    }

    pub(super) fn step(&mut self, back: bool) {
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

    pub(super) fn go_to(&mut self, place: usize) {
        let (steps, present) = self.history.steps();
        if place < steps.len() {
            for _ in 0..present.abs_diff(place) {
                self.step(place < present);
            }
        }
    }

    pub(super) fn forget(&mut self, number: usize) {
        if let Some((place, gone)) = self.session.forget(number) {
            let name = match gone.draft.name.as_str() {
                "" => "the request".to_owned(),
                name => format!("`{name}`"),
            };
            let back = move || Action::Remembered { place, fired: Box::new(gone.clone()) };
            self.notice = Some(
                Notice::status(format!("Removed {name} from the list.")).offering("Undo", back),
            );
        }
    }
}

/// What reading files is called in the history.
fn opening(files: &[SourceFile], placement: Placement) -> String {
    let what = match files {
        [only] => format!("`{}`", only.name),
        files => format!("{} files", files.len()),
    };
    match placement {
        Placement::Replace | Placement::Apart => format!("Open {what}"),
        Placement::Add => format!("Add {what}"),
    }
}
