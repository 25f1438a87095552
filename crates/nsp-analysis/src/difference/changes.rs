//! What changes at a resource, in as little room as it takes.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::sketched::Sketched;
use crate::cells::{Change, Permission, Turn};

/// What changes at one resource in one direction, first what is lost. A [`Change`] is made when it
/// is asked for.
#[derive(Clone)]
pub struct Changes(Arc<Repr>);

enum Repr {
    Listed(Vec<Change>),
    Sketched(Sketched),
}

impl Changes {
    pub(super) fn listed(changes: Vec<Change>) -> Self {
        Self(Arc::new(Repr::Listed(changes)))
    }

    pub(super) fn sketched(sketched: Sketched) -> Self {
        Self(Arc::new(Repr::Sketched(sketched)))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &*self.0 {
            Repr::Listed(changes) => changes.len(),
            Repr::Sketched(sketched) => sketched.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The one at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Change> {
        match &*self.0 {
            Repr::Listed(changes) => changes.get(at).cloned(),
            Repr::Sketched(sketched) => sketched.change(at),
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Change> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// What becomes of the requests of each, and by what permission, in order. Costs nothing.
    pub fn permissions(&self) -> impl Iterator<Item = (Turn, Permission)> {
        (0..self.len()).filter_map(|at| match &*self.0 {
            Repr::Listed(changes) => changes.get(at).map(|it| (it.turn, it.permission)),
            Repr::Sketched(sketched) => sketched.turn_and_permission(at),
        })
    }

    /// The bytes it takes beside what is shared with other resources.
    #[must_use]
    pub fn size(&self) -> usize {
        match &*self.0 {
            Repr::Listed(changes) => size_of_val(&changes[..]),
            Repr::Sketched(sketched) => sketched.size(),
        }
    }
}

impl PartialEq for Changes {
    fn eq(&self, other: &Self) -> bool {
        if Arc::ptr_eq(&self.0, &other.0) {
            return true;
        }
        // What is made of the same parts is equal, which is seen without making any change.
        let made_alike = match (&*self.0, &*other.0) {
            (Repr::Sketched(one), Repr::Sketched(other)) => one == other,
            _ => false,
        };
        made_alike || (self.len() == other.len() && self.iter().eq(other.iter()))
    }
}

impl Eq for Changes {}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
