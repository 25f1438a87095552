//! Which run an address is in, without a branch that data could mislead.
//!
//! A binary search over sorted boundaries would do, but its branches, mispredicted every other
//! time, cost more than all else. Here the top bits of an address choose a bucket, the bucket
//! names a window of neighbouring runs, and all of those are compared with the address at once
//! ([`super::window`]). Which of them end below it picks the answer. A bucket with more runs than a
//! window has buckets of its own.

use alloc::vec;
use alloc::vec::Vec;
use core::array::from_fn;

use super::address::{Address, Spread};
use super::lists::{KeyLists, ListId};
use super::sweep::Run;
use super::window::{Answer, WIDTH, Window as _};

/// Marks a bucket with buckets of its own. No window has so high a place, so the ordinary path
/// finds none and needs no test of its own.
const CROWDED: u32 = 1 << 31;

/// Enough that two prefixes seldom meet in a bucket.
const BUCKETS_PER_RUN: usize = 4;

/// The number of buckets at one level is at most this power of two: they take 2 MiB then. With
/// fewer, 100,000 prefixes crowd, and a crowd costs more than a cache miss.
const MAX_BUCKET_BITS: u32 = 19;

/// The runs of one family.
#[derive(Clone, Debug)]
pub(super) struct Runs<A: Address> {
    family: Level<A>,
    crowds: Vec<Level<A>>,
    windows: Vec<A::Window>,
    /// Stands for no first key. Is nobody's key.
    none: u32,
}

/// Addresses spread over buckets.
#[derive(Clone, Debug)]
struct Level<A> {
    spread: Spread<A>,
    /// For each bucket the window with all its runs, or [`CROWDED`] and a place in
    /// [`Runs::crowds`].
    buckets: Vec<u32>,
}

impl<A: Address> Runs<A> {
    /// `none` must not be a key.
    pub(super) fn new(runs: &[Run<A>], key_lists: &KeyLists, none: u32) -> Self {
        let answer =
            |list| Answer { list, first_key: key_lists.get(list).first().copied().unwrap_or(none) };
        let (lowest, runs) = match runs.split_first() {
            Some((run, rest)) if run.from == A::MIN => (run.list, rest),
            _ => (ListId::EMPTY, runs),
        };
        let mut packer = Packer::new(answer(lowest));
        let runs: Vec<_> = runs.iter().map(|run| (run.from, answer(run.list))).collect();
        let family = packer.level(&runs, A::family_spread, A::family_bucket);
        packer.close();
        let Packer { crowds, windows, .. } = packer;
        Self { family, crowds, windows, none }
    }

    /// The first key at an address.
    #[inline(always)]
    pub(super) fn first(&self, address: A) -> Option<u32> {
        let key = self.window(address)?.first_key(address);
        (key != self.none).then_some(key)
    }

    /// The keys at an address.
    #[inline(always)]
    pub(super) fn list(&self, address: A) -> ListId {
        self.window(address).map_or(ListId::EMPTY, |window| window.list(address))
    }

    /// The first address of each run and the number of its list, ascending from the lowest address
    /// on. Neighbours may have one list.
    pub(super) fn all(&self) -> Vec<(A, u32)> {
        let mut all = Vec::with_capacity(1 + WIDTH * self.windows.len());
        all.extend(self.windows.first().map(|window| (A::MIN, window.runs().1[0].number())));
        for window in &self.windows {
            let (lasts, [_, lists @ ..]) = window.runs();
            let runs = lasts.into_iter().zip(lists);
            all.extend(runs.filter_map(|(last, list)| Some((last.next()?, list.number()))));
        }
        all
    }

    /// The window that has the run of an address. There always is one.
    #[inline(always)]
    fn window(&self, address: A) -> Option<&A::Window> {
        let bucket = address.family_bucket(&self.family.spread);
        let place = self.family.buckets.get(bucket);
        match place.and_then(|place| self.windows.get(*place as usize)) {
            Some(window) => Some(window),
            None => self.window_in_crowd(address),
        }
    }

    #[cold]
    #[inline(never)]
    fn window_in_crowd(&self, address: A) -> Option<&A::Window> {
        let mut place = *self.family.buckets.get(address.family_bucket(&self.family.spread))?;
        while place & CROWDED != 0 {
            let crowd = self.crowds.get((place & !CROWDED) as usize)?;
            place = *crowd.buckets.get(address.bucket(&crowd.spread))?;
        }
        self.windows.get(place as usize)
    }
}

/// Fills windows with runs, ascending.
struct Packer<A: Address> {
    crowds: Vec<Level<A>>,
    windows: Vec<A::Window>,
    /// The last addresses in the open window, which is not among the windows yet.
    lasts: Vec<A>,
    /// One more than those.
    answers: Vec<Answer>,
}

impl<A: Address> Packer<A> {
    fn new(lowest: Answer) -> Self {
        Self { crowds: vec![], windows: vec![], lasts: vec![], answers: vec![lowest] }
    }

    /// The place the open window will have.
    fn open(&self) -> u32 {
        self.windows.len() as u32
    }

    /// Packs the runs, and says where they are.
    fn level(
        &mut self,
        runs: &[(A, Answer)],
        spread: impl Fn(A, A, u32) -> Spread<A>,
        bucket: impl Fn(A, &Spread<A>) -> usize,
    ) -> Level<A> {
        let lowest = runs.first().map_or(A::MIN, |run| run.0);
        let highest = runs.last().map_or(A::MIN, |run| run.0);
        let bits = (runs.len() * BUCKETS_PER_RUN).next_power_of_two().ilog2();
        let spread = spread(lowest, highest, bits.clamp(1, MAX_BUCKET_BITS));
        let mut buckets = Vec::new();
        for here in runs.chunk_by(|a, b| bucket(a.0, &spread) == bucket(b.0, &spread)) {
            let Some(&(from, _)) = here.first() else { continue };
            buckets.resize(bucket(from, &spread), self.open());
            let place = if here.len() > WIDTH { self.crowd(here) } else { self.pack(here) };
            buckets.push(place);
        }
        buckets.resize(bucket(A::MAX, &spread) + 1, self.open());
        Level { spread, buckets }
    }

    /// Spreads the runs over buckets of their own, which are fewer each.
    fn crowd(&mut self, runs: &[(A, Answer)]) -> u32 {
        let level = self.level(runs, A::spread, A::bucket);
        self.crowds.push(level);
        CROWDED | (self.crowds.len() - 1) as u32
    }

    /// Adds runs, not more than fit, to one window.
    fn pack(&mut self, runs: &[(A, Answer)]) -> u32 {
        if self.lasts.len() + runs.len() > WIDTH {
            self.close();
        }
        for (from, answer) in runs {
            self.lasts.push(from.previous());
            self.answers.push(*answer);
        }
        self.open()
    }

    /// Closes the window. The last run of it is the first of the next, as it may go on there.
    fn close(&mut self) {
        let Some(&last) = self.answers.last() else { return };
        let answer = |i| self.answers.get(i).copied().unwrap_or(last);
        let lasts = from_fn(|i| self.lasts.get(i).copied().unwrap_or(A::MAX));
        self.windows.push(A::Window::new(lasts, from_fn(answer)));
        self.lasts.clear();
        self.answers.clear();
        self.answers.push(last);
    }
}
