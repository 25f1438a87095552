//! Several scenarios, one of them open, and what the browser keeps of them.

use nsp_formats::scenario::edit::{Edit, Thing};

use super::{Action, Workspace};
use crate::parts::work;
use crate::state::desk::{Desk, Keeping, Origin, Standing};
use crate::state::stored::{Record, RecordId, Trouble};
use crate::state::{Document, Notice, Placement, Shared};

impl Workspace {
    /// What is open, as it would be parked.
    #[must_use]
    pub fn desk(&self) -> Desk {
        Desk {
            session: self.session.clone(),
            history: self.history.clone(),
            draft: self.draft.clone(),
            standing: self.standing.clone(),
        }
    }

    /// Every desk of this tab, the open one first.
    #[must_use]
    pub fn desks(&self) -> Vec<Shared<Desk>> {
        std::iter::once(Shared::new(self.desk())).chain(self.parked.iter().cloned()).collect()
    }

    /// Whether the same of both is to be kept.
    pub(super) fn keeps_like(&self, other: &Self) -> bool {
        let (one, two) = (&self.session, &other.session);
        one.document == two.document
            && one.fired == two.fired
            && one.picked == two.picked
            && self.draft == other.draft
    }

    /// Opens a desk; the one that was open is parked, if there is work on it.
    fn seat(&mut self, desk: Desk) {
        let left = self.desk();
        self.parked.retain(|parked| parked.standing.id != desk.standing.id);
        if left.standing.is_touched() && left.standing.id != desk.standing.id {
            self.parked.push(Shared::new(left));
        }
        self.place(desk);
    }

    fn place(&mut self, desk: Desk) {
        let (turn, read) = (self.session.turn + 1, self.session.read + 1);
        self.session = desk.session;
        self.session.turn = turn;
        self.session.read = read;
        self.history = desk.history;
        self.draft = desk.draft;
        self.standing = desk.standing;
        self.refused = None;
        self.notice = None;
    }

    pub(in crate::state) fn begin(
        &mut self,
        label: &str,
        document: Document,
        origin: Origin,
        fresh: RecordId,
    ) {
        self.seat(Desk::new(label, document, Standing::new(fresh, origin)));
    }

    pub(super) fn turn_to(&mut self, id: &RecordId, record: Option<&Record>) {
        if *id == self.standing.id {
            return;
        }
        let parked = self.parked.iter().find(|desk| desk.standing.id == *id);
        // Work that is kept may have gone on in another tab.
        let parked = parked.filter(|desk| {
            let newer = |base: &Record| Some(base.revision) != desk.revision();
            desk.standing.is_in_this_tab_only() || !record.is_some_and(newer)
        });
        match (parked.cloned(), record) {
            (Some(desk), _) => self.seat((*desk).clone()),
            (None, Some(record)) => match read(id.clone(), record) {
                Some(desk) => self.seat(desk),
                None => {
                    let text = format!("`{}` cannot be read. It is kept as it is.", record.title);
                    self.notice = Some(Notice::alert(text));
                }
            },
            (None, None) => {}
        }
    }

    pub(super) fn duplicate(&mut self, fresh: RecordId) {
        let document = Document { findings: None, ..self.session.document.clone() };
        let document = document.edited(self.session.written());
        let draft = self.draft.clone();
        let title = self.session.document.title();
        self.begin("Duplicate", document, Origin::Own, fresh);
        self.draft = draft;
        self.call_copy(&title);
        self.standing.touch();
    }

    fn call_copy(&mut self, title: &str) {
        self.edit(&Edit::Rename(Thing::Scenario, format!("{title}, copy")), f64::NAN);
    }

    pub(super) fn delete(
        &mut self,
        id: &RecordId,
        record: Option<&Record>,
        next: Option<(RecordId, Box<Record>)>,
        fresh: RecordId,
    ) {
        let parked = self.parked.iter().position(|desk| desk.standing.id == *id);
        let gone = if *id == self.standing.id {
            let gone = self.desk();
            let next = next.filter(|(id, _)| self.parked.iter().all(|it| it.standing.id != *id));
            let next = next.and_then(|(id, record)| read(id, &record));
            let next = next.or_else(|| self.parked.last().map(|desk| (**desk).clone()));
            let empty = || {
                let standing = Standing::new(fresh, Origin::Own);
                Desk::new("New", Document::empty(), standing)
            };
            let next = next.unwrap_or_else(empty);
            self.parked.retain(|desk| desk.standing.id != next.standing.id);
            self.place(next);
            Some(gone)
        } else if let Some(place) = parked {
            Some((*self.parked.remove(place)).clone())
        } else {
            record.and_then(|record| read(id.clone(), record))
        };
        if let Some(gone) = gone {
            let text = format!("Deleted `{}`.", gone.session.document.title());
            let gone = Shared::new(gone);
            let back = move || Action::Restored(gone.clone());
            self.notice = Some(Notice::status(text).offering("Undo", back));
        }
    }

    pub(super) fn restore(&mut self, desk: &Desk) {
        let mut desk = desk.clone();
        desk.standing.keeping = Keeping::Edited;
        desk.standing.base = None;
        desk.standing.changes += 1;
        self.seat(desk);
    }

    /// Changes the standing of a desk, if it is still there.
    pub(super) fn with_standing<R>(
        &mut self,
        id: &RecordId,
        change: impl FnOnce(&mut Standing) -> R,
    ) -> Option<R> {
        if *id == self.standing.id {
            return Some(change(&mut self.standing));
        }
        let parked = self.parked.iter_mut().find(|desk| desk.standing.id == *id)?;
        Some(change(&mut parked.make_mut().standing))
    }

    pub(super) fn not_kept(&mut self, id: &RecordId, trouble: Trouble, fresh: RecordId) {
        let notice = match &trouble {
            Trouble::Full => {
                let text = "This browser’s storage is full. Your work is in this tab only.";
                Some(Notice::alert(text).saving())
            }
            Trouble::Refused => {
                let text =
                    "This browser lets the page store nothing. Your work is in this tab only.";
                Some(Notice::alert(text).saving())
            }
            Trouble::Theirs(record) => Some(
                Notice::alert(format!(
                    "Another tab has changed `{}`. What you see here is yours; it is not written \
                     over theirs.",
                    record.title
                ))
                .offering("Open theirs", || Action::TheirsOpened)
                .offering("Keep mine as a copy", || Action::MineCopied),
            ),
            Trouble::Taken => None,
        };
        let news = self.with_standing(id, |standing| standing.not_kept(trouble, fresh));
        if news == Some(true) && *id == self.standing.id {
            self.notice = notice.or_else(|| self.notice.take());
        }
    }

    /// What is on screen can be gone back to: theirs is one step.
    pub(super) fn open_theirs(&mut self) {
        let Keeping::Theirs(record) = self.standing.keeping.clone() else { return };
        let read = work().and_then(|work| (work.document)(&record).ok());
        let Some(document) = read else { return };
        let label = "Open what another tab wrote".to_owned();
        self.open(label, document, Placement::Replace);
        self.draft = record.draft.clone();
        self.standing.base = Some(Shared::new(record.base()));
        self.standing.keeping = Keeping::Saved;
    }

    /// What is written after another tab wrote is kept as a copy, and that is said.
    pub fn stand_beside(&mut self, fresh: RecordId) {
        let Keeping::Theirs(record) = self.standing.keeping.clone() else { return };
        let id = self.standing.id.clone();
        let title = self.session.document.title();
        self.begin_beside(fresh);
        if title == record.title {
            self.call_copy(&title);
        }
        let text = format!(
            "Another tab has changed `{}`. What you write here is kept as `{}`.",
            record.title,
            self.session.document.title()
        );
        let theirs = move || {
            let record = Some(Box::new((*record).clone()));
            Action::Turned { id: id.clone(), record }
        };
        self.notice = Some(Notice::status(text).offering("Open theirs", theirs));
    }

    pub(super) fn copy_mine(&mut self, fresh: RecordId) {
        if let Keeping::Theirs(_) = self.standing.keeping {
            let title = self.session.document.title();
            self.begin_beside(fresh);
            self.call_copy(&title);
            self.notice = None;
        }
    }

    /// What is on screen is another scenario from now on.
    fn begin_beside(&mut self, fresh: RecordId) {
        let changes = self.standing.changes;
        self.standing = Standing { changes, ..Standing::new(fresh, Origin::Own) };
        self.standing.touch();
    }
}

/// Whoever turns to a record has fetched what reads it.
fn read(id: RecordId, record: &Record) -> Option<Desk> {
    (work()?.desk)(id, record).ok()
}
