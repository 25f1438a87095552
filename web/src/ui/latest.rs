//! A value as it is, drawn or not.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

/// What was last drawn, or said since. One keystroke may follow another before what the first one
/// changed is drawn: a callback that was made with the drawing would see the value before both.
#[derive(Clone)]
pub struct Latest<T>(Rc<RefCell<Seen<T>>>);

struct Seen<T> {
    drawn: T,
    now: T,
}

impl<T: Clone> Latest<T> {
    /// The value.
    #[must_use]
    pub fn get(&self) -> T {
        self.0.borrow().now.clone()
    }

    /// What the value will be once it is drawn.
    pub fn say(&self, now: T) {
        self.0.borrow_mut().now = now;
    }
}

/// The latest of a value that a component is given.
#[hook]
pub fn use_latest<T: Clone + PartialEq + 'static>(value: &T) -> Latest<T> {
    let seen =
        use_memo((), |()| Rc::new(RefCell::new(Seen { drawn: value.clone(), now: value.clone() })));
    let mut latest = seen.borrow_mut();
    if latest.drawn != *value {
        *latest = Seen { drawn: value.clone(), now: value.clone() };
    }
    drop(latest);
    Latest((*seen).clone())
}
