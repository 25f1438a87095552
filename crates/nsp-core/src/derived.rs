//! What is made of shared parts, made once for each.

use crate::order;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::slice::Iter;

/// So many parts are looked for one by one before all are put in order.
const FEW: usize = 8;

/// What is made of each of a list of shared parts. After an edit, what was made of the parts that
/// are still the same is at hand.
///
/// ```
/// # use std::sync::Arc;
/// # use nsp_core::Derived;
/// let parts = ["one", "two"].map(Arc::new);
/// let before = Derived::default().after(&parts, |part, _| part.len());
/// let edited = [Arc::new("three"), parts[0].clone()];
/// let after = before.after(&edited, |part, known| known.copied().unwrap_or(part.len() * 10));
/// assert!(after.iter().eq(&[50, 3]));
/// ```
#[derive(Clone, Debug)]
pub struct Derived<P, M> {
    /// Held, so that no other part can come to stand at the same address.
    parts: Vec<Arc<P>>,
    made: Vec<M>,
}

impl<P, M> Default for Derived<P, M> {
    fn default() -> Self {
        Self { parts: Vec::new(), made: Vec::new() }
    }
}

impl<P, M> Derived<P, M> {
    /// The same of other parts. `make` is given each part in order, with what was made of it before
    /// if it is one of these.
    #[must_use]
    pub fn after<'p>(
        &self,
        parts: impl IntoIterator<Item = &'p Arc<P>>,
        mut make: impl FnMut(&Arc<P>, Option<&M>) -> M,
    ) -> Self
    where
        P: 'p,
    {
        let parts: Vec<Arc<P>> = parts.into_iter().cloned().collect();
        let mut before = Before::new(self.parts.iter().map(address).collect());
        let made = parts.iter().map(|part| {
            let place = before.place(address(part));
            make(part, place.and_then(|at| self.made.get(at)))
        });
        let made = made.collect();
        Self { parts, made }
    }

    /// What was made of the part at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&M> {
        self.made.get(at)
    }

    /// What was made, in the order of the parts.
    pub fn iter(&self) -> Iter<'_, M> {
        self.made.iter()
    }
}

fn address<P>(part: &Arc<P>) -> *const () {
    Arc::as_ptr(part).cast()
}

/// Where parts stood, found by one piece of code whatever they are.
struct Before {
    parts: Vec<*const ()>,
    next: usize,
    missed: usize,
    /// By address, once it is worth while.
    places: Vec<(*const (), usize)>,
}

impl Before {
    fn new(parts: Vec<*const ()>) -> Self {
        Self { parts, next: 0, missed: 0, places: Vec::new() }
    }

    /// Where a part stood.
    fn place(&mut self, part: *const ()) -> Option<usize> {
        // Most parts stand behind the one that was before them: what is new stands between two, or
        // in the place of another.
        let stays = [self.next, self.next + 1];
        let stays = stays.into_iter().find(|at| self.parts.get(*at) == Some(&part));
        let found = stays.or_else(|| self.search(part));
        self.next = found.map_or(self.next, |found| found + 1);
        found
    }

    fn search(&mut self, part: *const ()) -> Option<usize> {
        self.missed += 1;
        if self.missed <= FEW {
            return self.parts.iter().position(|it| *it == part);
        }
        if self.places.len() < self.parts.len() {
            self.places = self.parts.iter().copied().zip(0..).collect();
            order::sort(&mut self.places);
        }
        let at = self.places.binary_search_by_key(&part, |(part, _)| *part).ok()?;
        Some(self.places.get(at)?.1)
    }
}
