//! What a search needs to know of an address, for each family in its own way.

use core::fmt::Debug;

use super::window::{Line, Lines, Window};

/// An address as a number.
pub(super) trait Address: Copy + Ord + Debug {
    const MIN: Self;
    const MAX: Self;

    type Window: Window<Self>;

    fn next(self) -> Option<Self>;

    fn previous(self) -> Self;

    /// Spreads the addresses from `lowest` to `highest` over at least two and at most 2^`bits`
    /// buckets, if they differ.
    fn spread(lowest: Self, highest: Self, bits: u32) -> Spread<Self>;

    /// The bucket of this address; never descends as addresses ascend.
    fn bucket(self, spread: &Spread<Self>) -> usize;

    /// As [`Self::spread`], for the buckets of a whole family, where each lookup starts: one bucket
    /// is enough, if that is cheaper to find.
    fn family_spread(lowest: Self, highest: Self, bits: u32) -> Spread<Self>;

    /// As [`Self::bucket`], for [`Self::family_spread`].
    fn family_bucket(self, spread: &Spread<Self>) -> usize;
}

/// Which addresses share a bucket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread<A> {
    /// Where the first bucket starts; lower addresses share it.
    base: A,
    shift: u32,
    /// The last bucket; higher addresses share it.
    last: A,
}

/// What holds for any unsigned number.
macro_rules! as_number {
    () => {
        const MIN: Self = Self::MIN;
        const MAX: Self = Self::MAX;

        fn next(self) -> Option<Self> {
            self.checked_add(1)
        }

        fn previous(self) -> Self {
            self.saturating_sub(1)
        }

        fn spread(lowest: Self, highest: Self, bits: u32) -> Spread<Self> {
            let span = highest.saturating_sub(lowest);
            let shift = (Self::BITS - span.leading_zeros()).saturating_sub(bits);
            Spread { base: lowest, shift, last: span.wrapping_shr(shift) }
        }

        fn bucket(self, spread: &Spread<Self>) -> usize {
            self.saturating_sub(spread.base).wrapping_shr(spread.shift).min(spread.last) as usize
        }
    };
}

impl Address for u32 {
    type Window = Line;

    as_number!();

    /// All addresses, so that a shift finds the bucket.
    fn family_spread(_: Self, _: Self, bits: u32) -> Spread<Self> {
        Self::spread(Self::MIN, Self::MAX, bits)
    }

    #[inline(always)]
    fn family_bucket(self, spread: &Spread<Self>) -> usize {
        self.wrapping_shr(spread.shift) as usize
    }
}

impl Address for u128 {
    type Window = Lines;

    as_number!();

    /// Only the upper half of the bits, which fits a register.
    fn family_spread(lowest: Self, highest: Self, bits: u32) -> Spread<Self> {
        let base = upper(lowest);
        let span = upper(highest).saturating_sub(base);
        let shift = (u64::BITS - span.leading_zeros()).saturating_sub(bits);
        Spread { base: base.into(), shift, last: span.wrapping_shr(shift).into() }
    }

    #[inline(always)]
    fn family_bucket(self, spread: &Spread<Self>) -> usize {
        let offset = upper(self).saturating_sub(spread.base as u64);
        offset.wrapping_shr(spread.shift).min(spread.last as u64) as usize
    }
}

#[inline(always)]
fn upper(address: u128) -> u64 {
    (address >> 64) as u64
}
