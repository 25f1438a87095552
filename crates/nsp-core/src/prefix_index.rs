//! Which of many prefixes hold an address.

use alloc::vec::Vec;
use core::net::IpAddr;

use ipnet::IpNet;

/// Which of many prefixes hold an address.
#[derive(Clone, Debug, Default)]
pub struct PrefixIndex {
    prefixes: Vec<(IpNet, u32)>,
    whole_family: Vec<u32>,
    lists: Vec<(IpAddr, Vec<u32>)>,
}

impl PrefixIndex {
    /// An index of prefixes, each with a key.
    #[must_use]
    pub fn new(prefixes: &[(IpNet, u32)]) -> Self {
        let mut prefixes = prefixes.to_vec();
        prefixes.sort_by_key(|(_, key)| *key);
        let mut whole_family: Vec<u32> =
            prefixes.iter().filter(|(net, _)| net.prefix_len() == 0).map(|(_, key)| *key).collect();
        whole_family.dedup();
        let mut starts: Vec<IpAddr> = Vec::new();
        for (net, _) in &prefixes {
            starts.push(net.network());
            match net {
                IpNet::V4(net) => {
                    let next = u32::from(net.broadcast()).checked_add(1);
                    starts.extend(next.map(|next| IpAddr::V4(next.into())));
                }
                IpNet::V6(net) => {
                    let next = u128::from(net.broadcast()).checked_add(1);
                    starts.extend(next.map(|next| IpAddr::V6(next.into())));
                }
            }
        }
        starts.push(IpAddr::V4(0.into()));
        starts.push(IpAddr::V6(0.into()));
        starts.sort_unstable();
        starts.dedup();
        let lists = starts
            .into_iter()
            .map(|start| {
                let mut keys: Vec<u32> = prefixes
                    .iter()
                    .filter(|(net, _)| net.contains(&start))
                    .map(|(_, key)| *key)
                    .collect();
                keys.dedup();
                (start, keys)
            })
            .collect();
        Self { prefixes, whole_family, lists }
    }

    /// The keys of every prefix that holds the address, ascending, without repeats.
    #[must_use]
    pub fn keys(&self, address: IpAddr) -> &[u32] {
        let after = self.lists.partition_point(|(start, _)| *start <= address);
        after.checked_sub(1).and_then(|at| self.lists.get(at)).map_or(&[], |(_, keys)| keys)
    }

    /// The keys of prefixes that cover a whole family.
    #[must_use]
    pub fn whole_family(&self) -> &[u32] {
        &self.whole_family
    }

    /// Whether there is no prefix at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.prefixes.is_empty()
    }
}
