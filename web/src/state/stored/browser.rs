//! The browser's own storage, which may be full, refused or shared with other tabs.

use nsp_core::order;
use wasm_bindgen::JsCast;
use web_sys::{DomException, Storage, Window};

use serde_json::Value;

use super::{Base, Record, RecordId, Unreadable};

/// What stands before the id in a record's key.
const PREFIX: &str = "nsp.scenario.";
/// How much of a record says who wrote it.
const HEAD: u32 = 160;
/// The record that was open last, in any tab and in this one.
const LAST: &str = "nsp.last";

/// Texts by key.
pub trait Store {
    /// The text of a key; `Err` where the storage is refused.
    fn get(&self, key: &str) -> Result<Option<String>, Trouble>;
    /// How the text of a key begins, as far as a record says who wrote it.
    fn head(&self, key: &str) -> Option<String>;
    /// Keeps a text; what was there stays where it fails.
    fn set(&self, key: &str, text: &str) -> Result<(), Trouble>;
    /// Takes a key out.
    fn remove(&self, key: &str);
    /// Every key.
    fn keys(&self) -> Vec<String>;
}

/// Why something was not kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// There is no room left.
    Full,
    /// The browser lets the page keep nothing.
    Refused,
    /// Another tab has written something else under the same id.
    Theirs(Box<Record>),
    /// What stands under the id cannot be read, and is not written over.
    Taken,
}

/// `localStorage`.
#[derive(Clone, Copy, Debug)]
pub struct Browser;

/// Every record that the browser has.
pub struct Shelf<S>(pub S);

/// A record, or what stands in the place of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: RecordId,
    pub text: String,
    pub record: Result<Record, Unreadable>,
}

impl Store for Browser {
    fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
        local()?.get_item(key).map_err(|_| Trouble::Refused)
    }

    fn head(&self, key: &str) -> Option<String> {
        // As `get`, but of a long text nothing else is copied.
        let text = js_sys::Reflect::get(local().ok()?.as_ref(), &key.into()).ok()?;
        Some(text.dyn_into::<js_sys::JsString>().ok()?.substring(0, HEAD).into())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Trouble> {
        local()?.set_item(key, text).map_err(|error| {
            match error.dyn_ref::<DomException>().map(DomException::name) {
                Some(name) if name.contains("Quota") => Trouble::Full,
                _ => Trouble::Refused,
            }
        })
    }

    fn remove(&self, key: &str) {
        if let Ok(local) = local() {
            // Fails only where there is nothing to take out.
            drop(local.remove_item(key));
        }
    }

    fn keys(&self) -> Vec<String> {
        let Ok(local) = local() else { return Vec::new() };
        let count = local.length().unwrap_or_default();
        (0..count).filter_map(|place| local.key(place).ok().flatten()).collect()
    }
}

impl Browser {
    /// Whether something is kept, readable or not.
    #[must_use]
    pub fn has_records(self) -> bool {
        self.keys().iter().any(|key| key.starts_with(PREFIX))
    }

    /// Whether the browser lets the page keep nothing at all.
    #[must_use]
    pub fn is_refused(self) -> bool {
        const TRIED: &str = "nsp.tried";
        let tried = self.set(TRIED, "");
        self.remove(TRIED);
        tried == Err(Trouble::Refused)
    }
}

impl<S: Store> Shelf<S> {
    /// What stands under an id.
    pub fn entry(&self, id: &RecordId) -> Option<Entry> {
        let text = self.0.get(&key(id)).ok().flatten()?;
        Some(Entry { id: id.clone(), record: Record::from_text(&text), text })
    }

    /// Every entry, the newest first; those that cannot be read last.
    pub fn entries(&self) -> Vec<Entry> {
        let keys = self.0.keys();
        let ids = keys.iter().filter_map(|key| key.strip_prefix(PREFIX));
        let mut entries: Vec<Entry> =
            ids.filter_map(|id| self.entry(&RecordId::from_text(id))).collect();
        let at = |entry: &Entry| entry.record.as_ref().map_or(f64::NEG_INFINITY, |it| it.at);
        order::sort_by(&mut entries, |one, other| {
            at(other).total_cmp(&at(one)).then_with(|| one.id.cmp(&other.id))
        });
        entries
    }

    /// Keeps a record, unless something is there that is not what `base` knows. What to know of it
    /// from then on.
    ///
    /// # Errors
    ///
    /// See [`Trouble`]; what was there is then there still.
    pub fn keep(
        &self,
        id: &RecordId,
        mut record: Record,
        base: Option<&Base>,
    ) -> Result<Base, Trouble> {
        let mut revision = base.map_or(0, |base| base.revision);
        let head = base.and_then(|_| self.0.head(&key(id)));
        let is_own = head.zip(base).is_some_and(|(head, base)| record.wrote(base.revision, &head));
        if !is_own && let Some(there) = self.0.get(&key(id))? {
            let there = Record::from_text(&there).map_err(|_| Trouble::Taken)?;
            let known = base.is_some_and(|base| {
                base.revision == there.revision || base.scenario == there.scenario
            });
            if !known && there.scenario != record.scenario {
                return Err(Trouble::Theirs(Box::new(there)));
            }
            revision = revision.max(there.revision);
        }
        record.revision = revision + 1;
        let kept = match self.0.set(&key(id), &record.to_text()) {
            // The work itself matters more than the way back.
            Err(Trouble::Full) if !record.history.is_null() => {
                record.history = Value::Null;
                self.0.set(&key(id), &record.to_text())
            }
            kept => kept,
        };
        kept.map(|()| record.base())
    }

    /// Takes a record out.
    pub fn remove(&self, id: &RecordId) {
        self.0.remove(&key(id));
    }
}

/// The id in a key, if it is one of a record.
#[must_use]
pub fn id_of(key: &str) -> Option<RecordId> {
    key.strip_prefix(PREFIX).map(RecordId::from_text)
}

/// The record that this tab had open before it was loaded anew, or else any tab had open last.
#[must_use]
pub fn reopen() -> Option<RecordId> {
    let window = web_sys::window()?;
    let last = |storage: Option<Storage>| storage?.get_item(LAST).ok().flatten();
    let own = last(window.session_storage().ok().flatten());
    own.or_else(|| last(local().ok())).map(|id| RecordId::from_text(&id))
}

/// Remembers what is open.
pub fn remember(id: &RecordId) {
    let session = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
    for storage in [session, local().ok()].into_iter().flatten() {
        // Nothing is lost where it fails: another scenario opens first.
        drop(storage.set_item(LAST, &id.to_string()));
    }
}

fn key(id: &RecordId) -> String {
    format!("{PREFIX}{id}")
}

fn local() -> Result<Storage, Trouble> {
    let storage =
        web_sys::window().as_ref().and_then(|window: &Window| window.local_storage().ok());
    storage.flatten().ok_or(Trouble::Refused)
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use super::*;
    use crate::state::Draft;

    #[derive(Default)]
    struct Memory {
        texts: RefCell<BTreeMap<String, String>>,
        /// How often a whole text was read.
        read: Cell<usize>,
        room: Option<usize>,
    }

    impl Store for Memory {
        fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
            self.read.set(self.read.get() + 1);
            Ok(self.texts.borrow().get(key).cloned())
        }

        fn head(&self, key: &str) -> Option<String> {
            Some(self.texts.borrow().get(key)?.chars().take(HEAD as usize).collect())
        }

        fn set(&self, key: &str, text: &str) -> Result<(), Trouble> {
            if self.room.is_some_and(|room| room < text.len()) {
                return Err(Trouble::Full);
            }
            self.texts.borrow_mut().insert(key.to_owned(), text.to_owned());
            Ok(())
        }

        fn remove(&self, key: &str) {
            self.texts.borrow_mut().remove(key);
        }

        fn keys(&self) -> Vec<String> {
            self.texts.borrow().keys().cloned().collect()
        }
    }

    fn record(scenario: &str, at: f64) -> Record {
        Record {
            revision: 0,
            tab: "a".to_owned(),
            at,
            title: scenario.to_owned(),
            files: Vec::new(),
            scenario: scenario.to_owned(),
            draft: Draft::default(),
            picked: None,
            history: Value::Null,
        }
    }

    fn scenario(shelf: &Shelf<Memory>, id: &RecordId) -> String {
        shelf.entry(id).unwrap().record.unwrap().scenario
    }

    #[test]
    fn a_tab_never_writes_over_what_it_has_not_seen() {
        let shelf = Shelf(Memory::default());
        let id = RecordId::new(1, 2);
        let mine = shelf.keep(&id, record("one", 1.0), None).unwrap();
        let theirs = shelf.keep(&id, record("two", 2.0), Some(&mine)).unwrap();
        let trouble = shelf.keep(&id, record("three", 3.0), Some(&mine)).unwrap_err();
        assert!(matches!(trouble, Trouble::Theirs(there) if there.scenario == "two"));
        assert_eq!(scenario(&shelf, &id), "two");
        let next = shelf.keep(&id, record("four", 4.0), Some(&theirs)).unwrap();
        assert_eq!((next.revision, scenario(&shelf, &id).as_str()), (3, "four"));
    }

    #[test]
    fn what_this_tab_wrote_last_is_written_over_unread() {
        let shelf = Shelf(Memory::default());
        let id = RecordId::new(1, 2);
        let one = shelf.keep(&id, record("one", 1.0), None).unwrap();
        let before = shelf.0.read.get();
        let two = shelf.keep(&id, record("two", 2.0), Some(&one)).unwrap();
        assert_eq!(shelf.0.read.get(), before);
        let theirs = Record { tab: "b".to_owned(), ..record("three", 3.0) };
        shelf.keep(&id, theirs, Some(&two)).unwrap();
        let trouble = shelf.keep(&id, record("four", 4.0), Some(&two));
        assert!(matches!(trouble, Err(Trouble::Theirs(there)) if there.scenario == "three"));
        assert!(before < shelf.0.read.get());
    }

    #[test]
    fn what_another_tab_typed_beside_the_same_scenario_is_no_quarrel() {
        let shelf = Shelf(Memory::default());
        let id = RecordId::new(1, 2);
        let mine = shelf.keep(&id, record("one", 1.0), None).unwrap();
        shelf.keep(&id, record("one", 2.0), Some(&mine)).unwrap();
        let next = shelf.keep(&id, record("two", 3.0), Some(&mine)).unwrap();
        assert_eq!(next.revision, 3);
    }

    #[test]
    fn what_cannot_be_read_is_neither_written_over_nor_hides_the_rest() {
        let shelf = Shelf(Memory::default());
        let (bad, good) = (RecordId::new(0, 0), RecordId::new(0, 1));
        shelf.0.set(&key(&bad), "{\"nspStored\":1,").unwrap();
        shelf.keep(&good, record("one", 1.0), None).unwrap();
        assert_eq!(shelf.keep(&bad, record("two", 2.0), None), Err(Trouble::Taken));
        let entries = shelf.entries();
        assert_eq!(entries.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), [good, bad]);
        assert_eq!(entries[1].record, Err(Unreadable::Damaged));
        assert_eq!(entries[1].text, "{\"nspStored\":1,");
    }

    #[test]
    fn a_full_storage_keeps_what_it_had() {
        let mut shelf = Shelf(Memory::default());
        let id = RecordId::new(1, 2);
        let base = shelf.keep(&id, record("one", 1.0), None).unwrap();
        shelf.0.room = Some(10);
        assert_eq!(shelf.keep(&id, record("two", 2.0), Some(&base)), Err(Trouble::Full));
        assert_eq!(scenario(&shelf, &id), "one");
    }
}
