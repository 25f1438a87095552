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
        let is_at =
            |at: usize, part: &Arc<P>| self.parts.get(at).is_some_and(|it| Arc::ptr_eq(it, part));
        let (mut next, mut missed, mut places) = (0, 0, None);
        let mut known = |part: &Arc<P>| {
            // Most parts stand behind the one that was before them: what is new stands between
            // two, or in the place of another.
            let stays = [next, next + 1].into_iter().find(|at| is_at(*at, part));
            let found = stays.or_else(|| {
                missed += 1;
                if missed <= FEW {
                    return (0..self.parts.len()).find(|at| is_at(*at, part));
                }
                let places: &Vec<_> = places.get_or_insert_with(|| self.places());
                let found = places.binary_search_by_key(&Arc::as_ptr(part), |(part, _)| *part);
                Some(places.get(found.ok()?)?.1)
            });
            next = found.map_or(next, |found| found + 1);
            self.made.get(found?)
        };
        let made = parts.iter().map(|part| make(part, known(part))).collect();
        Self { parts, made }
    }

    /// Where each part stands, by its address.
    fn places(&self) -> Vec<(*const P, usize)> {
        let parts = self.parts.iter().enumerate();
        let mut places: Vec<_> = parts.map(|(at, part)| (Arc::as_ptr(part), at)).collect();
        order::sort(&mut places);
        places
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
