//! Fast match of one address against many prefixes.
//!
//! Prefixes cut a family's addresses into runs that the same prefixes hold ([`sweep`]). A lookup
//! finds the run of an address ([`search`]) and reads its keys; how many prefixes there are, or how
//! deep they nest, hardly shows.

mod address;
mod compare;
mod lists;
mod search;
mod sweep;
#[cfg(test)]
mod tests;
mod window;

use alloc::vec::Vec;
use core::net::IpAddr;

use ipnet::IpNet;

use crate::request::Address;

use self::lists::{KeyLists, ListId};
use self::search::Runs;
use self::sweep::{Held, runs_of};

/// Which of many prefixes hold an address.
///
/// Answers are exact for every address of both families. An IPv4-mapped IPv6 address is an IPv6
/// address here.
///
/// # Size
///
/// A prefix takes some 120 bytes at most in IPv4 and 180 in IPv6, beside its keys. Each distinct
/// list of keys is stored once. As prefixes nest or are disjoint, a list has the keys of one chain
/// of nested prefixes, which are 33 in IPv4 and 129 in IPv6 at most, however many there are in all.
/// Only many keys on one prefix that also holds many smaller ones multiply (keys × smaller
/// prefixes).
///
/// ```
/// use nsp_core::PrefixIndex;
/// let index = PrefixIndex::new(&[
///     ("203.0.113.0/24".parse()?, 7),
///     ("203.0.113.128/25".parse()?, 3),
///     ("::/0".parse()?, 9),
/// ]);
/// assert_eq!(index.keys("203.0.113.200".parse()?), [3, 7]);
/// assert_eq!(index.first("203.0.113.1".parse()?), Some(7));
/// assert_eq!(index.first("198.51.100.1".parse()?), None);
/// assert_eq!(index.whole_family(), [9]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PrefixIndex {
    v4: Runs<u32>,
    v6: Runs<u128>,
    lists: KeyLists,
    whole_family: ListId,
}

impl PrefixIndex {
    /// Indexes prefixes, each with the key to find it by. Keys may repeat, order is free, and host
    /// bits are ignored.
    #[must_use]
    pub fn new(prefixes: &[(IpNet, u32)]) -> Self {
        let mut v4 = Vec::new();
        let mut v6 = Vec::new();
        let mut whole_family = Vec::new();
        for &(net, key) in prefixes {
            match net {
                IpNet::V4(net) => v4.push(Held {
                    from: net.network().to_bits(),
                    to: net.broadcast().to_bits(),
                    key,
                }),
                IpNet::V6(net) => v6.push(Held {
                    from: net.network().to_bits(),
                    to: net.broadcast().to_bits(),
                    key,
                }),
            }
            if net.prefix_len() == 0 {
                whole_family.push(key);
            }
        }
        whole_family.sort_unstable();
        let mut lists = lists::Builder::new();
        let whole_family = lists.extended(ListId::EMPTY, whole_family);
        let v4 = runs_of(v4, &mut lists);
        let v6 = runs_of(v6, &mut lists);
        let lists = lists.finish();
        let none = nobodys_key(prefixes);
        let (v4, v6) = (Runs::new(&v4, &lists, none), Runs::new(&v6, &lists, none));
        Self { v4, v6, lists, whole_family }
    }

    /// The keys of every prefix that holds `address`, ascending, without repeats.
    #[must_use]
    #[inline(always)]
    pub fn keys(&self, address: IpAddr) -> &[u32] {
        let list = match address {
            IpAddr::V4(address) => self.v4.list(address.to_bits()),
            IpAddr::V6(address) => self.v6.list(address.to_bits()),
        };
        self.lists.get(list)
    }

    /// A number for the keys of every prefix that holds `address`: equal keys, equal number.
    #[inline]
    pub(crate) fn list_of(&self, address: IpAddr) -> u32 {
        match address {
            IpAddr::V4(address) => self.v4.list(address.to_bits()),
            IpAddr::V6(address) => self.v6.list(address.to_bits()),
        }
        .number()
    }

    /// That number for whatever is known of an address.
    pub(crate) fn list_at(&self, address: Address) -> u32 {
        match address {
            Address::Given(address) => self.list_of(address),
            Address::Other => self.whole_family_list(),
            Address::NotGiven => u32::MAX,
        }
    }

    /// The first address of each run of IPv4 with the number of its keys, ascending from the lowest
    /// address on.
    pub(crate) fn runs_v4(&self) -> Vec<(u32, u32)> {
        self.v4.all()
    }

    /// The same of IPv6.
    pub(crate) fn runs_v6(&self) -> Vec<(u128, u32)> {
        self.v6.all()
    }

    /// The keys with a number.
    pub(crate) fn keys_of(&self, list: u32) -> &[u32] {
        self.lists.get(ListId::numbered(list))
    }

    /// Whether there are no prefixes.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// The number for [`whole_family`](Self::whole_family).
    pub(crate) fn whole_family_list(&self) -> u32 {
        self.whole_family.number()
    }

    /// The smallest of the keys of the prefixes that hold `address`.
    #[must_use]
    #[inline(always)]
    pub fn first(&self, address: IpAddr) -> Option<u32> {
        match address {
            IpAddr::V4(address) => self.v4.first(address.to_bits()),
            IpAddr::V6(address) => self.v6.first(address.to_bits()),
        }
    }

    /// The keys of the prefixes that cover a whole family, ascending, without repeats: all that
    /// can be said of an address known only as one that no rule names.
    #[must_use]
    pub fn whole_family(&self) -> &[u32] {
        self.lists.get(self.whole_family)
    }
}

/// The highest number that is no key.
fn nobodys_key(prefixes: &[(IpNet, u32)]) -> u32 {
    let mut keys: Vec<u32> = prefixes.iter().map(|(_, key)| *key).collect();
    keys.sort_unstable();
    keys.dedup();
    let taken = keys.iter().rev().zip((0..=u32::MAX).rev()).take_while(|(key, free)| *key == free);
    u32::MAX - taken.count() as u32
}
