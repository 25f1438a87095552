//! The ways to find the longest prefix that holds an address, over the same prefixes.

use std::cmp::Reverse;

use ipnet::IpNet;
use nsp_core::PrefixIndex;
use rand::RngExt;
use rand::rngs::SmallRng;

use super::family::{Family, NO_KEY};

/// One set of prefixes, ready for each contender. A key is a place in `nets`, the longest first.
pub(super) struct Contenders<F: Family> {
    pub(super) nets: Vec<F::Net>,
    pub(super) index: PrefixIndex,
    trie: F::Trie,
    /// Where the runs of addresses with one answer start, and that answer.
    boundaries: Vec<F::Number>,
    answers: Vec<Option<u32>>,
}

impl<F: Family> Contenders<F> {
    pub(super) fn new(count: usize, random: &mut SmallRng) -> Self {
        let mut nets = Vec::new();
        while nets.len() < count {
            nets.extend((nets.len()..count).map(|_| F::random_net(random)));
            nets.sort_unstable_by_key(|net| (Reverse(F::length(*net)), *net));
            nets.dedup();
        }
        let keyed: Vec<(IpNet, u32)> = nets.iter().map(|net| (*net).into()).zip(0..).collect();
        let trie = F::trie(&nets);

        let mut starts: Vec<F> =
            nets.iter().flat_map(|net| F::ends(*net)).flat_map(F::neighbourhood).collect();
        starts.sort_unstable_by_key(|address| address.number());
        let mut boundaries = Vec::new();
        let mut answers = vec![None];
        for address in starts {
            let answer = Some(address.longest(&trie)).filter(|key| *key != NO_KEY);
            if answers.last() != Some(&answer) {
                boundaries.push(address.number());
                answers.push(answer);
            }
        }
        Self { index: PrefixIndex::new(&keyed), nets, trie, boundaries, answers }
    }

    /// An address that a random prefix holds.
    pub(super) fn inside(&self, random: &mut SmallRng) -> Option<F> {
        let net = self.nets.get(random.random_range(..self.nets.len()))?;
        Some(F::random_host(*net, random))
    }

    /// An address that no prefix holds.
    pub(super) fn outside(&self, random: &mut SmallRng) -> F {
        loop {
            let address = F::random_address(random);
            if self.bisection(address).is_none() {
                return address;
            }
        }
    }

    #[inline(always)]
    pub(super) fn first(&self, address: F) -> Option<u32> {
        self.index.first(address.into())
    }

    /// The number of keys, which needs all of what [`PrefixIndex::keys`] returns found.
    #[inline(always)]
    pub(super) fn how_many(&self, address: F) -> Option<u32> {
        u32::try_from(self.index.keys(address.into()).len()).ok()
    }

    #[inline(always)]
    pub(super) fn trie(&self, address: F) -> Option<u32> {
        let key = address.longest(&self.trie);
        (key != NO_KEY).then_some(key)
    }

    #[inline(always)]
    pub(super) fn bisection(&self, address: F) -> Option<u32> {
        let run = self.boundaries.partition_point(|boundary| *boundary <= address.number());
        self.answers.get(run).copied().flatten()
    }

    #[inline(always)]
    pub(super) fn linear(&self, address: F) -> Option<u32> {
        self.all_linear(address).next()
    }

    /// The keys of every prefix that holds an address, ascending.
    #[inline(always)]
    pub(super) fn all_linear(&self, address: F) -> impl Iterator<Item = u32> {
        self.nets.iter().zip(0..).filter(move |(net, _)| address.is_held(net)).map(|(_, key)| key)
    }
}
