//! Neighbouring runs, which one comparison tells apart.

use core::array::from_fn;
use core::fmt::Debug;

use super::compare::{Four, below};
use super::lists::ListId;

/// The runs of a window but the first: as many comparisons are made at once.
pub(super) const WIDTH: usize = 4;

/// What is read off a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) list: ListId,
    pub(super) first_key: u32,
}

/// Neighbouring runs: all of a bucket, or of several.
pub(super) trait Window<A>: Copy + Debug {
    /// `lasts` are the last addresses, ascending, of each run but the last. What is left over is
    /// the highest address, and its answer the last run's.
    fn new(lasts: [A; WIDTH], answers: [Answer; WIDTH + 1]) -> Self;

    /// The first key of the run that has an address.
    fn first_key(&self, address: A) -> u32;

    /// The keys of the run that has an address.
    fn list(&self, address: A) -> ListId;

    /// The last addresses and the lists it was made of.
    fn runs(&self) -> ([A; WIDTH], [ListId; WIDTH + 1]);
}

/// A cache line of IPv4 runs, in which the outcome of the comparison is the place of the answer.
///
/// Lane `i` sets bit `i` of the outcome if its number is below the address. As the numbers ascend,
/// there are only the five [`OUTCOMES`], and these are the places of the first keys. With their two
/// lowest bits flipped they are the places of the lists, and places 8 to 11, which are left over
/// side by side, are the lanes.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Line([u32; 16]);

/// The lane of each last address. Were they in order, keys and lists would meet.
const LANES: [usize; WIDTH] = [0, 2, 1, 3];

/// The outcome when none, one, two, three or all of the last addresses are below an address.
const OUTCOMES: [usize; WIDTH + 1] = [0b0000, 0b0001, 0b0101, 0b0111, 0b1111];

/// The place of lane 0.
const LANE_0: usize = 8;

/// The bits in which the places of a first key and its list differ.
const TO_LIST: usize = 0b0011;

impl Line {
    #[inline(always)]
    fn outcome(&self, address: u32) -> usize {
        let [_, _, _, _, _, _, _, _, a, b, c, d, ..] = self.0;
        below(Four([a, b, c, d].map(u32::cast_signed)), signed(address))
    }

    #[inline(always)]
    fn at(&self, place: usize) -> u32 {
        self.0.get(place).copied().unwrap_or_default()
    }
}

impl Window<u32> for Line {
    fn new(lasts: [u32; WIDTH], answers: [Answer; WIDTH + 1]) -> Self {
        Self(from_fn(|place| {
            let last = lasts.iter().zip(LANES).find(|(_, lane)| LANE_0 + lane == place);
            let answer = |at| answers.iter().zip(OUTCOMES).find(|(_, outcome)| *outcome == at);
            match (last, answer(place), answer(place ^ TO_LIST)) {
                (Some((last, _)), ..) => signed(*last).cast_unsigned(),
                (_, Some((answer, _)), _) => answer.first_key,
                (.., Some((answer, _))) => answer.list.number(),
                (None, None, None) => 0,
            }
        }))
    }

    #[inline(always)]
    fn first_key(&self, address: u32) -> u32 {
        self.at(self.outcome(address))
    }

    #[inline(always)]
    fn list(&self, address: u32) -> ListId {
        ListId::numbered(self.at(self.outcome(address) ^ TO_LIST))
    }

    fn runs(&self) -> ([u32; WIDTH], [ListId; WIDTH + 1]) {
        let last = |lane| signed(self.at(LANE_0 + lane)).cast_unsigned();
        let list = |outcome| ListId::numbered(self.at(outcome ^ TO_LIST));
        (LANES.map(last), OUTCOMES.map(list))
    }
}

/// Vector instructions that every processor has compare signed numbers only.
#[inline(always)]
fn signed(address: u32) -> i32 {
    address.cast_signed() ^ i32::MIN
}

/// IPv6 runs. No vector instruction compares such numbers.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Lines {
    lasts: [u128; WIDTH],
    first_keys: [u32; WIDTH + 1],
    lists: [ListId; WIDTH + 1],
}

impl Lines {
    /// How many of the last addresses are below an address.
    #[inline(always)]
    fn passed(&self, address: u128) -> usize {
        self.lasts.iter().map(|last| usize::from(*last < address)).sum()
    }
}

impl Window<u128> for Lines {
    fn new(lasts: [u128; WIDTH], answers: [Answer; WIDTH + 1]) -> Self {
        let first_keys = answers.map(|answer| answer.first_key);
        Self { lasts, first_keys, lists: answers.map(|answer| answer.list) }
    }

    #[inline(always)]
    fn first_key(&self, address: u128) -> u32 {
        self.first_keys.get(self.passed(address)).copied().unwrap_or_default()
    }

    #[inline(always)]
    fn list(&self, address: u128) -> ListId {
        self.lists.get(self.passed(address)).copied().unwrap_or(ListId::EMPTY)
    }

    fn runs(&self) -> ([u128; WIDTH], [ListId; WIDTH + 1]) {
        (self.lasts, self.lists)
    }
}
