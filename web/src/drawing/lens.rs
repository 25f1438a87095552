//! The view that one picture has, or two share.
//!
//! Panning moves the drawing itself, not what renders it: sixty times a second there is no time
//! for more. A drawing renders again only when what it shows leaves what it has rendered.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::view::View;

type Watcher = Rc<dyn Fn(View)>;
type Watchers = Vec<Weak<dyn Fn(View)>>;

/// A view and those who follow it. Equal only to itself.
#[derive(Clone, Default)]
pub struct Lens(Rc<Inner>);

#[derive(Default)]
struct Inner {
    view: Cell<Option<View>>,
    moved: Cell<bool>,
    watchers: RefCell<Watchers>,
}

impl PartialEq for Lens {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Lens {
    /// The view, once there is one.
    #[must_use]
    pub fn view(&self) -> Option<View> {
        self.0.view.get()
    }

    /// Whether a person has moved it: then it stays where it is when the drawing changes.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.0.moved.get()
    }

    /// Shows another part, as a person wants it.
    pub fn go(&self, view: View) {
        self.0.moved.set(true);
        self.set(view);
    }

    /// Shows all of it again.
    pub fn fit(&self, view: View) {
        self.0.moved.set(false);
        self.set(view);
    }

    fn set(&self, view: View) {
        self.0.view.set(Some(view));
        let watchers: Vec<Watcher> =
            self.0.watchers.borrow().iter().filter_map(Weak::upgrade).collect();
        for watcher in watchers {
            watcher(view);
        }
    }

    /// Tells of every change for as long as the watcher is held.
    pub fn watch(&self, watcher: &Watcher) {
        let mut watchers = self.0.watchers.borrow_mut();
        watchers.retain(|it| it.strong_count() > 0);
        watchers.push(Rc::downgrade(watcher));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_hold_on_are_told() {
        let (lens, seen) = (Lens::default(), Rc::new(Cell::new(0.0)));
        let told = Rc::clone(&seen);
        let watcher: Watcher = Rc::new(move |view: View| told.set(view.x));
        lens.watch(&watcher);
        lens.go(View { x: 3.0, y: 0.0, zoom: 1.0 });
        assert_eq!((seen.get(), lens.is_moved()), (3.0, true));
        drop(watcher);
        lens.fit(View { x: 5.0, y: 0.0, zoom: 1.0 });
        assert_eq!((seen.get(), lens.is_moved()), (3.0, false));
    }
}
