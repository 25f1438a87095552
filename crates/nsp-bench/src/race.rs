//! Times contenders side by side.

use std::hint::black_box;

/// A sample lasts as many steps of the clock, so that the clock is exact enough to time it.
const STEPS: f64 = 50.0;

/// Longer than a step of a good clock, and short enough to fall between two interruptions.
const SAMPLE_MS: f64 = 0.2;

/// Samples of each contender.
const ROUNDS: usize = 100;

/// One way to do the work.
pub(crate) struct Contender<'a> {
    /// Units of work in one pass.
    pub(crate) units: usize,
    /// Does all of them, and returns something that depends on each.
    pub(crate) pass: &'a dyn Fn() -> u64,
}

/// A race of as many rounds as suit work that takes microseconds.
pub(crate) fn race<const N: usize>(
    clock: &impl Fn() -> f64,
    contenders: [Contender<'_>; N],
) -> [f64; N] {
    race_for(ROUNDS, clock, contenders)
}

/// Nanoseconds a unit takes each contender: its fastest sample, the contenders taking turns, so
/// that a noisy machine slows all of them or none.
pub(crate) fn race_for<const N: usize>(
    rounds: usize,
    clock: &impl Fn() -> f64,
    contenders: [Contender<'_>; N],
) -> [f64; N] {
    let sample = |contender: &Contender<'_>, passes: usize| {
        // The contender before has filled the caches with what is its own.
        black_box((contender.pass)());
        let start = clock();
        for _ in 0..passes {
            black_box((contender.pass)());
        }
        clock() - start
    };
    let enough = SAMPLE_MS.max(STEPS * step(clock));
    let timed = contenders.map(|contender| {
        let mut passes = 1;
        while sample(&contender, passes) < enough {
            passes *= 2;
        }
        (contender, passes)
    });
    let mut best = [f64::INFINITY; N];
    for _ in 0..rounds {
        for ((contender, passes), best) in timed.iter().zip(&mut best) {
            let units = (contender.units * passes) as f64;
            *best = best.min(sample(contender, *passes) * 1e6 / units);
        }
    }
    best
}

/// The shortest time the clock tells from none.
fn step(clock: &impl Fn() -> f64) -> f64 {
    let start = clock();
    loop {
        let step = clock() - start;
        if step > 0.0 {
            return step;
        }
    }
}
