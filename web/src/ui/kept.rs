//! What is half typed: kept for its field, however often that comes and goes.

use std::cell::RefCell;
use std::collections::BTreeMap;

use yew::prelude::*;

thread_local! {
    /// Texts by the names of their fields, for as long as the page is there.
    static SHELF: RefCell<BTreeMap<String, AttrValue>> = const { RefCell::new(BTreeMap::new()) };
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
