//! One question from many addresses.

use alloc::vec::Vec;

use crate::outcome::{Outcome, State};
use crate::prefix_index::PrefixIndex;
use crate::question::Question;
use crate::request::Address;

/// One question asked from one address after another, in every state at once.
///
/// An answer depends on the address only through the prefixes that hold it. Addresses that the
/// same prefixes hold are one class; a class is evaluated once, by [`Question::evaluate`], and
/// remembered.
///
/// ```
/// # use nsp_core::*;
/// # let compiled = Compiled::new(Snapshot::default());
/// # let request = Request {
/// #     resource: ResourceId::new("/subscriptions/s"),
/// #     flow: Flow::Inbound(Inbound::default()),
/// #     feature: None,
/// # };
/// let mut sweep = Sweep::new(compiled.question(&request));
/// let [not_associated, transition, enforced, audit] =
///     sweep.outcomes(Address::Given("203.0.113.7".parse()?));
/// # assert_eq!(transition.verdict(), Verdict::Unknown);
/// # Ok::<(), core::net::AddrParseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sweep<'c> {
    question: Question<'c>,
    indexes: Vec<&'c PrefixIndex>,
    remembered: Vec<(Class, [Outcome; 4])>,
    /// Where in `remembered` a class stands, plus one; zero is nowhere. A power of two of slots,
    /// never more than half of them taken.
    slots: Vec<u16>,
}

/// Which list of prefixes holds an address, for each index that is asked.
type Class = [u32; 3];

/// More classes than an estate at Azure's limits has. Beyond it everything is forgotten.
const MOST: usize = 1 << 12;

impl<'c> Sweep<'c> {
    /// Readies a question. Its own address does not count.
    #[must_use]
    pub fn new(question: Question<'c>) -> Self {
        let indexes = question.address_indexes();
        Self { question, indexes, remembered: Vec::new(), slots: alloc::vec![0; 2 * MOST] }
    }

    /// The outcomes from an address, in the order of [`State::ALL`].
    #[inline]
    pub fn outcomes(&mut self, address: Address) -> [Outcome; 4] {
        let class = self.class(address);
        match self.find(&class) {
            Ok(outcomes) => outcomes,
            Err(slot) => self.evaluate(address, class, slot),
        }
    }

    /// What is remembered of a class, or the slot to remember it in.
    #[inline]
    fn find(&self, class: &Class) -> Result<[Outcome; 4], usize> {
        let mut slot = slot_of(class);
        loop {
            let taken = self.slots.get(slot).copied().unwrap_or_default();
            let Some(place) = usize::from(taken).checked_sub(1) else { return Err(slot) };
            match self.remembered.get(place) {
                Some((known, outcomes)) if known == class => return Ok(*outcomes),
                _ => slot = (slot + 1) % (2 * MOST),
            }
        }
    }

    #[cold]
    fn evaluate(&mut self, address: Address, class: Class, slot: usize) -> [Outcome; 4] {
        self.question.set_address(address);
        let outcomes = State::ALL.map(|state| self.question.evaluate(state, &mut ()));
        if self.remembered.len() == MOST {
            self.remembered.clear();
            self.slots.fill(0);
        }
        self.remembered.push((class, outcomes));
        let place = u16::try_from(self.remembered.len()).unwrap_or_default();
        if let Some(taken) = self.slots.get_mut(slot) {
            *taken = place;
        }
        outcomes
    }

    /// A number for the prefixes that hold an address, for each list of them that is asked: the
    /// outcomes from addresses of equal numbers are equal.
    #[must_use]
    #[inline]
    pub fn class(&self, address: Address) -> [u32; 3] {
        let address = address.folded();
        let mut class = [0; 3];
        for (index, place) in self.indexes.iter().zip(&mut class) {
            *place = index.list_at(address);
        }
        class
    }
}

fn slot_of(class: &Class) -> usize {
    let [a, b, c] = *class;
    let mixed = (a ^ b.rotate_left(11) ^ c.rotate_left(22)).wrapping_mul(0x9e37_79b9);
    (mixed >> 16) as usize % (2 * MOST)
}
