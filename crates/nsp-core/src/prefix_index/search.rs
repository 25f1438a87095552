//! Which run an address is in, without a branch that data could mislead.
//!
//! Sorted boundaries would do with a binary search, but its branches, mispredicted every other
//! time, cost more than all else. Here the top bits of the address choose a bucket, and a bucket
//! says where its boundaries start: the boundaries at or below the address are counted in a window
//! of fixed width from there, with vector instructions where there are any. Boundaries of later
//! buckets in the window are above the address and count nothing. Only a bucket with more
//! boundaries than the window is wide narrows them first, again without a branch.

use alloc::vec;
use alloc::vec::Vec;
use core::fmt::Debug;
use core::hint::select_unpredictable;

use super::lists::{KeyLists, ListId};
use super::sweep::Run;

/// Boundaries compared at once.
pub(super) const WINDOW: usize = 8;

/// Marks a bucket with more boundaries than a window. No window starts so high, so the ordinary
/// path finds none and needs no test of its own.
const CROWDED: u32 = 1 << 31;

/// Enough that most buckets hold no boundary or a few.
const BUCKETS_PER_BOUNDARY: usize = 8;

/// The number of buckets is at most this power of two.
const MAX_INDEX_BITS: u32 = 18;

/// An address as a number.
pub(super) trait Bits: Copy + Ord + Debug {
    const MIN: Self;
    const MAX: Self;

    /// The next address.
    fn successor(self) -> Option<Self>;

    /// The leading bits, at most 64, that choose a bucket. Ascends with the address.
    fn head(self) -> u64;

    /// How many of the window are at or below this address.
    fn count(self, window: &[Self; WINDOW]) -> usize;
}

/// The runs of one family.
#[derive(Clone, Debug)]
pub(super) struct Runs<A> {
    /// Where runs start but for the one at the lowest address, ascending; then `WINDOW` times the
    /// highest address, so that a window can start at the end.
    boundaries: Vec<A>,
    /// What is read off each run: one more than the boundaries, the last for the padding.
    answers: Vec<Answer>,
    /// For each bucket, the number of boundaries in the buckets before it.
    starts: Vec<u32>,
    /// The head of the lowest boundary: lower addresses share the first bucket.
    base: u64,
    shift: u32,
    /// Higher addresses share the last bucket.
    last_bucket: u64,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    list: ListId,
    /// The first key of the list, and 0 if that is empty.
    first: u32,
}

impl<A: Bits> Runs<A> {
    pub(super) fn new(runs: &[Run<A>], lists: &KeyLists) -> Self {
        let answer = |list| Answer { list, first: lists.get(list).first().copied().unwrap_or(0) };
        let (lowest, runs) = match runs.split_first() {
            Some((run, rest)) if run.from == A::MIN => (run.list, rest),
            _ => (ListId::EMPTY, runs),
        };
        let highest = runs.last().map_or(lowest, |run| run.list);

        let mut boundaries: Vec<A> = runs.iter().map(|run| run.from).collect();
        let mut answers = vec![answer(lowest)];
        answers.extend(runs.iter().map(|run| answer(run.list)));
        answers.extend([answer(highest); WINDOW]);

        let base = boundaries.first().map_or(0, |lowest| lowest.head());
        let span = boundaries.last().map_or(0, |highest| highest.head()) - base;
        let index_bits = (boundaries.len() * BUCKETS_PER_BOUNDARY)
            .next_power_of_two()
            .ilog2()
            .min(MAX_INDEX_BITS);
        let shift = (u64::BITS - span.leading_zeros()).saturating_sub(index_bits);
        let mut index = Self {
            boundaries: Vec::new(),
            answers,
            starts: Vec::new(),
            base,
            shift,
            last_bucket: span >> shift,
        };
        index.starts = index.starts_of(&boundaries);
        boundaries.extend([A::MAX; WINDOW]);
        index.boundaries = boundaries;
        index
    }

    fn starts_of(&self, boundaries: &[A]) -> Vec<u32> {
        let mut starts = Vec::with_capacity(self.last_bucket as usize + 1);
        let mut start = 0;
        for here in boundaries.chunk_by(|a, b| self.bucket(*a) == self.bucket(*b)) {
            let Some(bucket) = here.first().map(|boundary| self.bucket(*boundary)) else {
                continue;
            };
            starts.resize(bucket, start);
            starts.push(if here.len() > WINDOW { start | CROWDED } else { start });
            start += here.len() as u32;
        }
        starts
    }

    #[inline]
    pub(super) fn first(&self, address: A) -> Option<u32> {
        let answer = self.answer(address);
        (answer.list != ListId::EMPTY).then_some(answer.first)
    }

    #[inline]
    pub(super) fn list(&self, address: A) -> ListId {
        self.answer(address).list
    }

    #[inline]
    fn answer(&self, address: A) -> Answer {
        let bucket = self.bucket(address);
        let start = self.starts.get(bucket).map_or(0, |start| *start as usize);
        let run = match self.window(start) {
            Some(window) => start + address.count(window),
            None => self.crowded(address, bucket),
        };
        self.answers.get(run).copied().unwrap_or(Answer { list: ListId::EMPTY, first: 0 })
    }

    #[inline]
    fn bucket(&self, address: A) -> usize {
        let offset = address.head().saturating_sub(self.base);
        offset.wrapping_shr(self.shift).min(self.last_bucket) as usize
    }

    #[inline]
    fn window(&self, start: usize) -> Option<&[A; WINDOW]> {
        self.boundaries.get(start..)?.first_chunk()
    }

    /// The run of an address in a bucket with more boundaries than a window holds.
    #[cold]
    #[inline(never)]
    fn crowded(&self, address: A, bucket: usize) -> usize {
        let edge = |bucket| self.starts.get(bucket).map(|start| (start & !CROWDED) as usize);
        let mut start = edge(bucket).unwrap_or(0);
        let end = edge(bucket + 1).unwrap_or(self.boundaries.len() - WINDOW);
        let mut len = end - start;
        while len > WINDOW {
            let half = len / 2;
            let middle = start + half;
            let below = self.boundaries.get(middle - 1).is_some_and(|last| *last <= address);
            start = select_unpredictable(below, middle, start);
            len -= half;
        }
        start + self.window(start).map_or(0, |window| address.count(window))
    }
}

impl Bits for u32 {
    const MIN: Self = 0;
    const MAX: Self = Self::MAX;

    fn successor(self) -> Option<Self> {
        self.checked_add(1)
    }

    #[inline]
    fn head(self) -> u64 {
        u64::from(self)
    }

    #[inline]
    fn count(self, window: &[Self; WINDOW]) -> usize {
        window.iter().map(|boundary| u32::from(*boundary <= self)).sum::<u32>() as usize
    }
}

impl Bits for u128 {
    const MIN: Self = 0;
    const MAX: Self = Self::MAX;

    fn successor(self) -> Option<Self> {
        self.checked_add(1)
    }

    #[inline]
    fn head(self) -> u64 {
        (self >> 64) as u64
    }

    #[inline]
    fn count(self, window: &[Self; WINDOW]) -> usize {
        window.iter().map(|boundary| usize::from(*boundary <= self)).sum()
    }
}
