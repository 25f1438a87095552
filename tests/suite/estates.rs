//! Random estates and requests, drawn from pools so small that matches, near misses and
//! collisions are frequent.

mod configuration;
mod document;
mod pools;
mod requests;
mod simpler;

use nsp_core::{Request, Snapshot};
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};

pub(crate) use configuration::{edit_in_doubt, estate};
pub(crate) use document::document;
pub(crate) use requests::request;
pub(crate) use simpler::simplest;

/// An estate and one request of it.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) snapshot: Snapshot,
    pub(crate) request: Request,
}

/// The same throws for the same seed.
pub(crate) struct Dice(StdRng);

impl Dice {
    /// The dice of the `round`th estate. `NSP_SEED` in the environment gives other estates.
    pub(crate) fn of_round(round: u64) -> Self {
        Self(StdRng::seed_from_u64(seed().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ round))
    }

    /// Whether something happens that does so `percent` times of a hundred.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent, 100)
    }

    /// From zero to `most`.
    pub(crate) fn up_to(&mut self, most: usize) -> usize {
        self.0.random_range(0..=most)
    }

    /// One of a pool that is not empty.
    pub(crate) fn one<T: Clone>(&mut self, pool: &[T]) -> T {
        pool.choose(&mut self.0).expect("a pool holds something").clone()
    }

    /// One of a pool, or a template's expression now and then.
    pub(crate) fn one_or_expression(&mut self, pool: &[&'static str]) -> &'static str {
        if self.chance(3) { pools::EXPRESSION } else { self.one(pool) }
    }

    /// One of a pool at `percent`, else nothing.
    pub(crate) fn maybe<T: Clone>(&mut self, percent: u32, pool: &[T]) -> Option<T> {
        self.chance(percent).then(|| self.one(pool))
    }

    /// As many as `most`, with repetition.
    pub(crate) fn some<T: Clone>(&mut self, most: usize, pool: &[T]) -> Vec<T> {
        (0..self.up_to(most)).map(|_| self.one(pool)).collect()
    }

    /// As many as `most`, each made by `make`.
    pub(crate) fn several<T>(
        &mut self,
        most: usize,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        (0..self.up_to(most)).map(|_| make(self)).collect()
    }

    /// The same things in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        things.shuffle(&mut self.0);
    }
}

/// Where the random walk starts.
pub(crate) fn seed() -> u64 {
    std::env::var("NSP_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_250_727)
}
