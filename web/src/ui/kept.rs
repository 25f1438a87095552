//! What is half typed: kept for its field, however often that comes and goes, and while the tab is
//! loaded anew.

use std::cell::RefCell;
use std::collections::BTreeMap;

use web_sys::Storage;
use yew::prelude::*;

/// What the names of fields begin with in the storage of the tab.
const PREFIX: &str = "nsp-half-typed:";

thread_local! {
    /// Texts by the names of their fields.
    static SHELF: RefCell<BTreeMap<String, AttrValue>> = RefCell::new(stored());
}

/// The way of a field to its half-typed text.
#[derive(Clone)]
pub struct Kept {
    redraw: UseForceUpdateHandle,
}

impl Kept {
    /// What is half typed in the field of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<AttrValue> {
        SHELF.with_borrow(|shelf| shelf.get(name).cloned())
    }

    /// Keeps a text, or forgets the one that is kept, and draws the component anew.
    pub fn set(&self, name: &str, text: Option<AttrValue>) {
        store(name, text.as_deref());
        SHELF.with_borrow_mut(|shelf| match text {
            Some(text) => drop(shelf.insert(name.to_owned(), text)),
            None => drop(shelf.remove(name)),
        });
        self.redraw.force_update();
    }
}

/// What is half typed on this page.
#[hook]
pub fn use_kept() -> Kept {
    Kept { redraw: use_force_update() }
}

fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What this tab kept before it was loaded anew.
fn stored() -> BTreeMap<String, AttrValue> {
    let Some(tab) = tab() else { return BTreeMap::new() };
    let keys = (0..tab.length().unwrap_or_default()).filter_map(|at| tab.key(at).ok()?);
    let texts = keys.filter_map(|key| {
        let text = tab.get_item(&key).ok()??;
        Some((key.strip_prefix(PREFIX)?.to_owned(), text.into()))
    });
    texts.collect()
}

/// Where the storage is full or refused, the text stays as long as the page.
fn store(name: &str, text: Option<&str>) {
    let Some(tab) = tab() else { return };
    let key = format!("{PREFIX}{name}");
    drop(match text {
        Some(text) => tab.set_item(&key, text),
        None => tab.remove_item(&key),
    });
}
