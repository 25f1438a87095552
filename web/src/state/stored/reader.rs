//! Reading what is kept, and keeping what is owed: a part of the page, for a first visit has neither.

use js_sys::Date;
use yew::Callback;

use super::browser::{Browser, Shelf, remember, reopen};
use super::keeper::fresh_id;
use super::{Record, RecordId};
use crate::route::make_plain;
use crate::state::desk::Desk;
use crate::state::{Action, Notice, Shared, Workspace};

/// Keeps what is owed, in two steps.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// What is owed, as the records to keep.
    pub texts: fn(&Workspace, &str) -> Vec<Owed>,
    /// Keeps what is still owed of it, and says how that went.
    pub write: fn(Vec<Owed>, &Workspace, &Callback<Action>),
}

/// By records of this page.
pub const KEEPING: Keeping = Keeping { texts, write };

/// The workspace that this tab left, or else that any tab left, or else the example.
#[must_use]
pub fn start() -> Workspace {
    let shelf = Shelf(Browser);
    let last = reopen().and_then(|id| shelf.entry(&id));
    let (broken, desk) = match last.map(|last| (open(&last.id, &last.record), last)) {
        Some((Some(desk), _)) => (None, Some(desk)),
        broken => {
            let entries = shelf.entries();
            let others = entries.iter().find_map(|entry| open(&entry.id, &entry.record));
            (broken.map(|(_, entry)| entry), others)
        }
    };
    let mut workspace = match desk {
        Some(desk) => Workspace::of(desk),
        None => Workspace::example(fresh_id()),
    };
    workspace.notice = broken.map(|entry| {
        let text = "A saved scenario cannot be read. It is kept as it is, under Scenarios.";
        Notice::alert(text).giving(format!("{}.txt", entry.id), entry.text)
    });
    workspace
}

fn open<E>(id: &RecordId, record: &Result<Record, E>) -> Option<Desk> {
    record.as_ref().ok().and_then(|record| Desk::of_record(id.clone(), record).ok())
}

/// What is to be kept of a desk after so many changes.
pub struct Owed {
    id: RecordId,
    changes: usize,
    record: Record,
}

/// What is owed, as texts.
fn texts(workspace: &Workspace, tab: &str) -> Vec<Owed> {
    if workspace.standing.is_touched() {
        remember(&workspace.standing.id);
        make_plain();
    }
    let desks = workspace.desks();
    let owed = desks.iter().filter(|desk| desk.standing.is_owed());
    owed.map(|desk| Owed {
        id: desk.standing.id.clone(),
        changes: desk.standing.changes,
        record: desk.record(tab, Date::now()),
    })
    .collect()
}

/// Keeps what is still owed of it, and says how that went.
fn write(texts: Vec<Owed>, workspace: &Workspace, say: &Callback<Action>) {
    let desks = workspace.desks();
    for Owed { id, changes, record } in texts {
        let standing = desks.iter().map(|desk| &desk.standing).find(|it| it.id == id);
        let Some(standing) = standing.filter(|it| it.is_owed() && it.changes == changes) else {
            continue;
        };
        say.emit(match Shelf(Browser).keep(&id, record, standing.base.as_deref()) {
            Ok(base) => Action::Kept { id, changes, base: Shared::new(base) },
            Err(trouble) => Action::NotKept { id, trouble },
        });
    }
}
