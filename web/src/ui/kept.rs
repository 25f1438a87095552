//! What is half typed: kept for its field, however often that comes and goes, and while the tab is
//! loaded anew.

use std::cell::RefCell;

use yew::prelude::*;

use super::Shelf;

thread_local! {
    /// Texts by the names of their fields.
    static SHELF: RefCell<Shelf> = RefCell::new(Shelf::of_tab("nsp.half-typed."));
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
        SHELF.with_borrow(|shelf| shelf.get(name))
    }

    /// Keeps a text, or forgets the one that is kept, and draws the component anew.
    pub fn set(&self, name: &str, text: Option<AttrValue>) {
        SHELF.with_borrow_mut(|shelf| shelf.set(name, text));
        self.redraw.force_update();
    }
}

/// What is half typed on this page.
#[hook]
pub fn use_kept() -> Kept {
    Kept { redraw: use_force_update() }
}
