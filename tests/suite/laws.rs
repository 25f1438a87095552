//! What holds for every estate and every request, tried on many of them.
//!
//! `NSP_SEED` in the environment moves the walk; a failure names the seed it was found with.

mod agreement;
mod cells;
mod change;
mod difference;
mod flip;
mod garbage;
mod ignorance;
mod invariance;
mod looks;
mod matrix;
mod redaction;
mod review;
mod rollout;
mod shared;

use nsp_core::{Compiled, Decision, Request, Snapshot, State, Verdict};

use crate::estates::{self, Dice};

/// Requests asked of each random estate.
const REQUESTS: usize = 20;

/// Asks about `rounds` random estates and the requests of each.
fn for_each(rounds: u64, mut ask: impl FnMut(&mut Dice, &Snapshot, &[Request])) {
    for round in 0..rounds {
        let mut dice = Dice::of_round(round);
        let snapshot = estates::estate(&mut dice);
        let requests: Vec<_> = (0..REQUESTS).map(|_| estates::request(&mut dice)).collect();
        ask(&mut dice, &snapshot, &requests);
    }
}

fn compile(snapshot: &Snapshot) -> Compiled {
    Compiled::new(snapshot.clone())
}

fn decide(compiled: &Compiled, request: &Request, state: State) -> Decision {
    nsp_core::decide(compiled, request, state)
}

fn verdict(compiled: &Compiled, request: &Request, state: State) -> Verdict {
    decide(compiled, request, state).outcome.verdict()
}

/// What a failed law shows.
fn shown(snapshot: &Snapshot, request: &Request) -> String {
    format!("seed {}\n{snapshot:#?}\n{request:#?}", estates::seed())
}
