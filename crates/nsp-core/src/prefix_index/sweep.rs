//! From overlapping prefixes to the runs of addresses that the same prefixes hold.

use alloc::vec::Vec;

use super::address::Address;
use super::lists::{Builder, ListId};

/// A prefix by its first and last address.
#[derive(Clone, Copy)]
pub(super) struct Held<A> {
    pub(super) from: A,
    pub(super) to: A,
    pub(super) key: u32,
}

/// A run of addresses: from `from` to the next run's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<A> {
    pub(super) from: A,
    pub(super) list: ListId,
}

/// The runs of the prefixes, ascending. Neighbours have different lists, and addresses before the
/// first run have the empty one.
///
/// CIDR prefixes nest or are disjoint, so one pass with a stack of the open ones is enough.
pub(super) fn runs_of<A: Address>(mut prefixes: Vec<Held<A>>, lists: &mut Builder) -> Vec<Run<A>> {
    prefixes.sort_unstable_by_key(|held| (held.from, core::cmp::Reverse(held.to), held.key));

    let mut runs = Vec::with_capacity(2 * prefixes.len());
    let mut open: Vec<(A, ListId)> = Vec::new();
    for same in prefixes.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
        let Some(&Held { from, to, .. }) = same.first() else { continue };
        while let Some(&(end, _)) = open.last()
            && end < from
        {
            close(&mut open, &mut runs);
        }
        let list = lists.extended(innermost(&open), same.iter().map(|held| held.key));
        start(&mut runs, Run { from, list });
        open.push((to, list));
    }
    while !open.is_empty() {
        close(&mut open, &mut runs);
    }
    runs
}

fn innermost<A>(open: &[(A, ListId)]) -> ListId {
    open.last().map_or(ListId::EMPTY, |&(_, list)| list)
}

/// Ends the innermost open prefix: behind it, the one around it goes on.
fn close<A: Address>(open: &mut Vec<(A, ListId)>, runs: &mut Vec<Run<A>>) {
    if let Some(from) = open.pop().and_then(|(end, _)| end.next()) {
        start(runs, Run { from, list: innermost(open) });
    }
}

/// Adds a run in place of one that would be empty, unless it only continues the one before.
fn start<A: Address>(runs: &mut Vec<Run<A>>, run: Run<A>) {
    runs.pop_if(|last| last.from == run.from);
    if runs.last().map_or(ListId::EMPTY, |last| last.list) != run.list {
        runs.push(run);
    }
}
