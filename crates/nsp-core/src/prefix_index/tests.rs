//! The index against a linear scan.

use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::prelude::*;

use super::PrefixIndex;
use super::address::Address;
use super::lists::ListId;
use super::window::{Answer, WIDTH, Window as _};

/// The slow second opinion.
fn holding(prefixes: &[(IpNet, u32)], address: IpAddr) -> Vec<u32> {
    let mut keys: Vec<u32> =
        prefixes.iter().filter(|(net, _)| net.contains(&address)).map(|(_, key)| *key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Every first and last address of the prefixes with its neighbours, and the ends of both families.
fn edges(prefixes: &[(IpNet, u32)]) -> Vec<IpAddr> {
    let mut edges = Vec::new();
    let ends = ["0.0.0.0/0", "::/0"].map(|net| (net.parse().unwrap(), 0));
    for (net, _) in prefixes.iter().chain(&ends) {
        match net {
            IpNet::V4(net) => {
                for edge in [net.network().to_bits(), net.broadcast().to_bits()] {
                    for near in [edge.saturating_sub(1), edge, edge.saturating_add(1)] {
                        edges.push(Ipv4Addr::from_bits(near).into());
                    }
                }
            }
            IpNet::V6(net) => {
                for edge in [net.network().to_bits(), net.broadcast().to_bits()] {
                    for near in [edge.saturating_sub(1), edge, edge.saturating_add(1)] {
                        edges.push(Ipv6Addr::from_bits(near).into());
                    }
                }
            }
        }
    }
    edges
}

fn agrees(prefixes: &[(IpNet, u32)], addresses: impl IntoIterator<Item = IpAddr>) {
    let index = PrefixIndex::new(prefixes);
    for address in addresses {
        let expected = holding(prefixes, address);
        assert_eq!(index.keys(address), expected, "{address} in {prefixes:?}");
        assert_eq!(index.first(address), expected.first().copied(), "{address} in {prefixes:?}");
    }
}

fn prefixes(written: &[(&str, u32)]) -> Vec<(IpNet, u32)> {
    written.iter().map(|(net, key)| (net.parse().unwrap(), *key)).collect()
}

#[test]
fn no_prefix_holds_nothing() {
    agrees(&[], edges(&[]));
    assert_eq!(PrefixIndex::new(&[]).whole_family(), []);
}

#[test]
fn whole_families_are_told_apart_and_named_together() {
    let written = prefixes(&[("::/0", 4), ("0.0.0.0/0", 9), ("0.0.0.0/0", 1), ("10.0.0.0/8", 0)]);
    let index = PrefixIndex::new(&written);
    assert_eq!(index.whole_family(), [1, 4, 9]);
    assert_eq!(index.keys("10.1.2.3".parse().unwrap()), [0, 1, 9]);
    assert_eq!(index.keys("255.255.255.255".parse().unwrap()), [1, 9]);
    assert_eq!(index.keys("::ffff:10.1.2.3".parse().unwrap()), [4]);
    agrees(&written, edges(&written));
}

#[test]
fn duplicates_neighbours_and_single_addresses() {
    let written = prefixes(&[
        ("203.0.113.0/25", 5),
        ("203.0.113.128/25", 5),
        ("203.0.113.0/24", 5),
        ("203.0.113.7/32", 2),
        ("203.0.113.7/32", 2),
        ("203.0.113.255/32", u32::MAX),
        ("0.0.0.0/32", 0),
        ("255.255.255.255/32", u32::MAX),
        ("::/128", 1),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", 3),
    ]);
    agrees(&written, edges(&written));
}

#[test]
fn host_bits_are_ignored() {
    let written = prefixes(&[("203.0.113.77/24", 1), ("2001:db8::77/32", 2)]);
    agrees(&written, edges(&written));
}

#[test]
fn every_nesting_at_either_end() {
    let nested = |bits: u128, width: u8, v4: bool| -> Vec<(IpNet, u32)> {
        (0..=width)
            .map(|length| {
                let net = if v4 {
                    Ipv4Net::new(Ipv4Addr::from_bits(bits as u32), length).unwrap().trunc().into()
                } else {
                    Ipv6Net::new(Ipv6Addr::from_bits(bits), length).unwrap().trunc().into()
                };
                (net, u32::from(length))
            })
            .collect()
    };
    for bits in [0, u128::MAX, u128::MAX / 3] {
        for (width, v4) in [(32, true), (128, false)] {
            let written = nested(bits, width, v4);
            agrees(&written, edges(&written));
        }
    }
}

#[test]
fn a_crowd_in_one_place_and_stragglers_far_off() {
    let crowd_v4 = (0..600_u32).map(|i| {
        let address = Ipv4Addr::from_bits(0xCB00_7100 + i);
        (Ipv4Net::from(address).into(), i % 7)
    });
    let crowd_v6 = (0..600_u128).map(|i| {
        let address = Ipv6Addr::from_bits((0x2001_0db8 << 96) + 3 * i);
        (Ipv6Net::from(address).into(), (i % 5) as u32)
    });
    let mut written: Vec<(IpNet, u32)> = crowd_v4.chain(crowd_v6).collect();
    written.extend(prefixes(&[("1.0.0.0/8", 70), ("224.0.0.0/4", 71), ("::1/128", 72)]));
    written.extend(prefixes(&[("fc00::/7", 73), ("203.0.113.0/24", 74), ("2001:db8::/64", 75)]));
    agrees(&written, edges(&written));
}

#[test]
fn many_disjoint_prefixes_take_a_list_each_and_no_more() {
    let written: Vec<(IpNet, u32)> = (0..100_000_u32)
        .map(|i| (Ipv4Net::new(Ipv4Addr::from_bits(i << 15), 17).unwrap().trunc().into(), i / 2))
        .collect();
    let index = PrefixIndex::new(&written);
    for (net, key) in written.iter().step_by(97) {
        assert_eq!(index.keys(net.addr()), [*key]);
    }
    assert_eq!(index.first("255.0.0.1".parse().unwrap()), None);
}

/// A window tells its runs apart at each last address ±1, in keys and in lists.
fn window_answers<A: Address>(lasts: [A; WIDTH]) {
    let answer = |run: u32| Answer { list: ListId::numbered(10 + run), first_key: u32::MAX - run };
    let window = A::Window::new(lasts, [0, 1, 2, 3, 4].map(answer));
    let edges =
        lasts.iter().flat_map(|last| [last.previous(), *last, last.next().unwrap_or(*last)]);
    for address in edges.chain([A::MIN, A::MAX]) {
        let run = lasts.iter().filter(|last| **last < address).count() as u32;
        assert_eq!(window.first_key(address), answer(run).first_key, "{address:?} in {lasts:?}");
        assert_eq!(window.list(address), answer(run).list, "{address:?} in {lasts:?}");
    }
}

#[test]
fn a_window_answers_on_either_side_of_each_boundary() {
    let middle = 1_u32 << 31;
    window_answers([0, 1, 2, 3_u32]);
    window_answers([7, middle - 1, middle, middle + 9]);
    window_answers([middle - 1, u32::MAX - 1, u32::MAX, u32::MAX]);
    window_answers([u32::MAX; WIDTH]);
    let middle = 1_u128 << 127;
    let half = 1_u128 << 64;
    window_answers([0, 1, 2, 3_u128]);
    window_answers([half - 1, half, middle - 1, middle]);
    window_answers([middle + half - 1, middle + half, u128::MAX - 1, u128::MAX]);
    window_answers([u128::MAX; WIDTH]);
}

/// Top bits tell none of a block apart; in IPv6 not even those of its crowd do.
#[test]
fn crowds_in_many_places_and_in_each_other() {
    let mut written = Vec::new();
    for block in 0..40_u32 {
        for host in 0..12 {
            let v4 = Ipv4Addr::from_bits((block * 0x0611_0000) | (host * host * 5));
            let v6 = (0x2001_0db8_0000 + u128::from(block)) << 80 | u128::from(host) << (8 * host);
            written.push((Ipv4Net::from(v4).into(), block ^ host));
            written.push((Ipv6Net::from(Ipv6Addr::from_bits(v6)).into(), block + host));
        }
    }
    agrees(&written, edges(&written));
}

fn address() -> impl Strategy<Value = IpAddr> {
    // Few distinct bits, so that prefixes meet, nest and repeat; and now and then any address.
    let dense_v4 = any::<u32>().prop_map(|bits| bits & 0x8000_0703);
    let dense_v6 = any::<u128>().prop_map(|bits| bits & (0x8001 << 112 | 0xC0 << 60 | 0x103));
    prop_oneof![
        4 => dense_v4.prop_map(|bits| Ipv4Addr::from_bits(bits).into()),
        1 => any::<u32>().prop_map(|bits| Ipv4Addr::from_bits(bits).into()),
        4 => dense_v6.prop_map(|bits| Ipv6Addr::from_bits(bits).into()),
        1 => any::<u128>().prop_map(|bits| Ipv6Addr::from_bits(bits).into()),
    ]
}

fn prefix() -> impl Strategy<Value = (IpNet, u32)> {
    (address(), any::<prop::sample::Index>(), 0..12_u32).prop_map(|(address, length, key)| {
        let length = length.index(if address.is_ipv4() { 33 } else { 129 }) as u8;
        (IpNet::new(address, length).unwrap(), key)
    })
}

proptest! {
    #[test]
    fn as_a_linear_scan_says(
        written in prop::collection::vec(prefix(), 0..80),
        anywhere in prop::collection::vec(address(), 0..40),
    ) {
        agrees(&written, edges(&written).into_iter().chain(anywhere));
    }

    #[test]
    fn order_does_not_matter(
        (written, shuffled) in prop::collection::vec(prefix(), 0..40)
            .prop_flat_map(|written| (Just(written.clone()), Just(written).prop_shuffle())),
    ) {
        let (one, other) = (PrefixIndex::new(&written), PrefixIndex::new(&shuffled));
        prop_assert_eq!(one.whole_family(), other.whole_family());
        for address in edges(&written) {
            prop_assert_eq!(one.keys(address), other.keys(address));
        }
    }
}
