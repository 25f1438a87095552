//! One of several scenarios on which work goes on, and how much of it the browser keeps.

use super::stored::{Base, Record, RecordId, Trouble, Unreadable, past};
use super::{Document, Draft, History, Session, Shared};

/// A scenario with everything that is lost when it is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    pub session: Session,
    pub history: History,
    /// The request that is being written.
    pub draft: Draft,
    pub standing: Standing,
}

/// Where a scenario is kept, and whether it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub id: RecordId,
    pub origin: Origin,
    pub keeping: Keeping,
    /// What this tab last knew of the record.
    pub base: Option<Shared<Base>>,
    /// How often what is to be kept has changed.
    pub changes: usize,
}

/// How a scenario came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Begun, opened from a file, or kept by the browser.
    Own,
    Example,
    Link,
}

/// How much of it is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// Nothing, for nothing was done to it.
    Untouched,
    /// Something is not kept yet, and will be in a moment.
    Edited,
    Saved,
    /// The browser has no room for it.
    Full,
    /// The browser lets the page keep nothing.
    Refused,
    /// Another tab has written something else, which is left alone.
    Theirs(Shared<Record>),
}

impl Standing {
    /// That of a scenario nobody has touched.
    #[must_use]
    pub fn new(id: RecordId, origin: Origin) -> Self {
        Self { id, origin, keeping: Keeping::Untouched, base: None, changes: 0 }
    }

    /// Whether both are the same to who looks on.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        self.id == other.id && self.origin == other.origin && self.keeping == other.keeping
    }

    /// Whether anything was done to it.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.keeping != Keeping::Untouched
    }

    /// Whether something of it is to be kept and is not.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        matches!(self.keeping, Keeping::Edited | Keeping::Full | Keeping::Refused)
    }

    /// Whether its last changes would be lost with the tab.
    #[must_use]
    pub fn is_in_this_tab_only(&self) -> bool {
        self.is_owed() || self.is_theirs()
    }

    /// Whether another tab has written something else.
    #[must_use]
    pub fn is_theirs(&self) -> bool {
        matches!(self.keeping, Keeping::Theirs(_))
    }

    /// Whether its last changes would be lost with the tab, whatever is tried as it goes.
    #[must_use]
    pub fn would_be_lost(&self) -> bool {
        self.is_in_this_tab_only() && self.keeping != Keeping::Edited
    }

    /// Something of it has changed.
    pub fn touch(&mut self) {
        self.changes += 1;
        if matches!(self.keeping, Keeping::Untouched | Keeping::Saved) {
            self.keeping = Keeping::Edited;
        }
    }

    /// It was kept as it was after so many changes.
    pub fn kept(&mut self, changes: usize, base: Shared<Base>) {
        self.base = Some(base);
        self.origin = Origin::Own;
        self.keeping = if changes == self.changes { Keeping::Saved } else { Keeping::Edited };
    }

    /// It was not kept. Whether that is news.
    pub fn not_kept(&mut self, trouble: Trouble, fresh: RecordId) -> bool {
        let keeping = match trouble {
            Trouble::Full => Keeping::Full,
            Trouble::Refused => Keeping::Refused,
            Trouble::Theirs(record) => Keeping::Theirs(Shared::new(*record)),
            Trouble::Taken => {
                self.id = fresh;
                self.base = None;
                Keeping::Edited
            }
        };
        let before = std::mem::replace(&mut self.keeping, keeping);
        std::mem::discriminant(&before) != std::mem::discriminant(&self.keeping)
    }
}

impl Desk {
    /// A desk on which a document was just laid.
    #[must_use]
    pub fn new(label: &str, document: Document, standing: Standing) -> Self {
        let session = Session::new(document.clone());
        let draft = session.starting_draft();
        let history = History::new(label.to_owned(), document);
        Self { session, history, draft, standing }
    }

    /// The desk that a record describes.
    ///
    /// # Errors
    ///
    /// Where its scenario cannot be read.
    pub fn of_record(id: RecordId, record: &Record) -> Result<Self, Unreadable> {
        let document = record.document()?;
        let mut standing = Standing::new(id, Origin::Own);
        standing.keeping = Keeping::Saved;
        standing.base = Some(Shared::new(record.base()));
        let mut desk = Self::new("As it was kept", document, standing);
        if let Some(history) = past::read(&record.history, &record.scenario, &desk.session.estate) {
            desk.history = history;
        }
        let picked = record.picked.and_then(|place| desk.session.fired.get(place));
        if let Some(picked) = picked.map(|fired| fired.number) {
            desk.session.show(picked);
        }
        desk.draft = record.draft.clone();
        Ok(desk)
    }

    /// What is to be kept of it.
    #[must_use]
    pub fn record(&self, tab: &str, at: f64) -> Record {
        let Session { document, fired, picked, .. } = &self.session;
        let picked = fired.iter().position(|fired| Some(fired.number) == *picked);
        let scenario = serde_json::to_string(&self.session.written()).unwrap_or_default();
        Record {
            history: past::write(&self.history, &scenario),
            revision: 0,
            tab: tab.to_owned(),
            at,
            title: document.title().to_string(),
            files: document.files.iter().map(ToString::to_string).collect(),
            scenario,
            draft: self.draft.clone(),
            picked,
        }
    }

    /// The revision of the record that it was kept as.
    #[must_use]
    pub fn revision(&self) -> Option<u64> {
        self.standing.base.as_ref().map(|base| base.revision)
    }
}
