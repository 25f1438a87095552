//! Addresses in classes that the same prefixes hold.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::net::IpAddr;

use nsp_core::{
    Address, AddressPrefix, Likeness, Network, Outcome, OwnGround, Request, ResourceId, RuleRef,
    Sweep,
};

use super::Side;
use super::space::profile_of;
use crate::prefix::{address, number};
use crate::{AddressSet, Prefix};

/// Stands for the rule that a kind of addresses is named by.
pub(super) const SOME_RULE: RuleRef =
    RuleRef { perimeter: u32::MAX, profile: u32::MAX, rule: u32::MAX };

/// Stands for the entry of the IP rules that a kind of addresses is named by.
pub(super) const SOME_ENTRY: u32 = u32::MAX;

/// Which addresses are of which class.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses {
    /// First addresses of the stretches of IPv4, ascending, each with its class.
    v4: Vec<(u128, u32)>,
    v6: Vec<(u128, u32)>,
    /// One address of each class.
    pub(super) representatives: Vec<IpAddr>,
    /// Where classes are kinds of addresses: what its representative is like before and after.
    likenesses: Vec<[Likeness; 2]>,
}

impl Addresses {
    /// The classes of both sides together. What is equal to both is one.
    pub(super) fn new(sides: [Side<'_>; 2], request: &Request) -> Self {
        let sweeps = sides.map(|side| Sweep::new(side.compiled.question(request)));
        let mut starts = [Vec::from([0]), Vec::from([0])];
        for side in sides {
            each_prefix(side, &request.resource, |prefix| {
                let of_family = if prefix.is_ipv4() { &mut starts[0] } else { &mut starts[1] };
                let is_mapped = !prefix.is_ipv4() && prefix.from() >> 32 == 0xffff;
                if !is_mapped || prefix.to() >> 32 != 0xffff {
                    of_family.push(prefix.from());
                    of_family.extend(prefix.to().checked_add(1));
                }
            });
        }
        let mut known = BTreeMap::new();
        let mut made = Self::default();
        for (mut starts, is_ipv4) in starts.into_iter().zip([true, false]) {
            starts.retain(|start| !is_ipv4 || *start <= u128::from(u32::MAX));
            starts.sort_unstable();
            starts.dedup();
            for start in starts {
                // What is behind the IPv4-mapped addresses stands for them: they are IPv4's.
                let is_mapped = !is_ipv4 && start >> 32 == 0xffff;
                let first = address(if is_mapped { 0x1_0000 << 32 } else { start }, is_ipv4);
                let alike = sweeps.each_ref().map(|sweep| sweep.class(Address::Given(first)));
                let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                let class = *known.entry(alike).or_insert(next);
                if class == next {
                    made.representatives.push(first);
                }
                if is_ipv4 { made.v4.push((start, class)) } else { made.v6.push((start, class)) }
            }
        }
        made
    }

    /// Kinds of addresses, each by one of them: which address is of which is not known.
    pub(super) fn of_kinds(kinds: impl IntoIterator<Item = (IpAddr, [Likeness; 2])>) -> Self {
        let (representatives, likenesses) = kinds.into_iter().unzip();
        Self { representatives, likenesses, ..Self::default() }
    }

    /// An outcome without the name that it has by the address, where classes are kinds.
    pub(super) fn unnamed(&self, side: usize, class: Option<u32>, outcome: Outcome) -> Outcome {
        let like = class.and_then(|class| self.likenesses.get(class as usize)?.get(side));
        let Some(like) = like else { return outcome };
        match outcome {
            Outcome::PerimeterRule(rule) if like.rule == Some(rule.rule) => {
                Outcome::PerimeterRule(SOME_RULE)
            }
            Outcome::OwnRules { ground: OwnGround::IpRule(entry), logged }
                if like.entry == Some(entry) =>
            {
                Outcome::OwnRules { ground: OwnGround::IpRule(SOME_ENTRY), logged }
            }
            other => other,
        }
    }

    /// The class of an address. An IPv4-mapped one is the IPv4 address.
    pub(super) fn class(&self, address: IpAddr) -> Option<u32> {
        let address = address.to_canonical();
        let starts = if address.is_ipv4() { &self.v4 } else { &self.v6 };
        let after = starts.partition_point(|(start, _)| *start <= number(address));
        starts.get(after.checked_sub(1)?).map(|(_, class)| *class)
    }

    /// The addresses of classes, which are ascending.
    pub(super) fn set(&self, classes: &[u32]) -> AddressSet {
        let family = |starts: &[(u128, u32)], is_ipv4: bool| -> Vec<(IpAddr, IpAddr)> {
            let last = if is_ipv4 { u128::from(u32::MAX) } else { u128::MAX };
            let ends = starts.iter().skip(1).map(|(next, _)| next.saturating_sub(1));
            let stretches = starts.iter().zip(ends.chain([last]));
            let wanted = stretches.filter(|((_, class), _)| classes.binary_search(class).is_ok());
            let ends = |((from, _), to): (&(u128, u32), u128)| {
                (address(*from, is_ipv4), address(to, is_ipv4))
            };
            wanted.map(ends).collect()
        };
        family(&self.v4, true).into_iter().chain(family(&self.v6, false)).collect()
    }
}

/// Every prefix that may decide about a caller of the resource.
fn each_prefix(side: Side<'_>, resource: &ResourceId, mut visit: impl FnMut(Prefix)) {
    let mut each = |prefixes: &[AddressPrefix]| {
        prefixes.iter().filter_map(Prefix::of).for_each(&mut visit);
    };
    for rule in profile_of(side, resource).map_or(&[][..], |profile| &profile.access_rules) {
        each(&rule.address_prefixes);
    }
    for tag in &side.compiled.snapshot().service_tags {
        each(&tag.address_prefixes);
    }
    let listed = side.compiled.listed(resource);
    if let Some(Network::Given { network_acls: Some(acls), .. }) = listed.map(|it| &it.network) {
        each(&acls.ip_rules);
        each(&acls.ipv6_rules);
    }
}
