//! Sets against a plain list of which addresses of a small universe are in.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use nsp_core::AddressPrefix;
use proptest::prelude::*;

use super::AddressSet;
use crate::prefix::Prefix;

fn prefix(text: &str) -> Prefix {
    Prefix::of(&AddressPrefix::parse(text).unwrap()).unwrap()
}

fn set(texts: &[&str]) -> AddressSet {
    texts.iter().map(|text| prefix(text)).collect()
}

fn texts(set: &AddressSet) -> Vec<String> {
    set.prefixes().map(|it| it.to_string()).collect()
}

/// The first and the last 64 addresses of each family: the ends of the space are where arithmetic
/// goes wrong.
fn universe() -> impl Iterator<Item = IpAddr> {
    let ends = (0..64).chain((0..64).map(|it| u128::MAX - it));
    ends.flat_map(|it| {
        [IpAddr::V4(Ipv4Addr::from_bits(it as u32)), IpAddr::V6(Ipv6Addr::from_bits(it))]
    })
}

fn any_prefix() -> impl Strategy<Value = Prefix> {
    let whole = prop_oneof![Just(prefix("0.0.0.0/0")), Just(prefix("::/0"))];
    let narrow = (0..universe().count(), 0..=6_u8).prop_map(|(at, host_bits)| {
        let address = universe().nth(at).unwrap();
        let length = if address.is_ipv4() { 32 } else { 128 } - host_bits;
        prefix(&alloc::format!("{address}/{length}"))
    });
    prop_oneof![1 => whole, 20 => narrow]
}

fn any_prefixes() -> impl Strategy<Value = Vec<Prefix>> {
    prop_oneof![
        prop::collection::vec(any_prefix(), 0..3),
        prop::collection::vec(any_prefix(), 0..80),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn operations_do_what_they_do_to_every_address(a in any_prefixes(), b in any_prefixes()) {
        let (one, two): (AddressSet, AddressSet) =
            (a.iter().copied().collect(), b.iter().copied().collect());
        for address in universe() {
            let in_a = a.iter().any(|it| it.holds(address));
            let in_b = b.iter().any(|it| it.holds(address));
            prop_assert_eq!(one.contains(address), in_a);
            prop_assert_eq!(one.complement().contains(address), !in_a);
            prop_assert_eq!(one.union(&two).contains(address), in_a || in_b);
            prop_assert_eq!(one.intersection(&two).contains(address), in_a && in_b);
            prop_assert_eq!(one.difference(&two).contains(address), in_a && !in_b);
            prop_assert_eq!(one.symmetric_difference(&two).contains(address), in_a != in_b);
        }
    }

    #[test]
    fn equal_sets_are_equal_values(a in any_prefixes(), b in any_prefixes()) {
        let (one, two): (AddressSet, AddressSet) =
            (a.iter().copied().collect(), b.iter().copied().collect());
        let together: AddressSet = a.iter().chain(&b).copied().collect();
        prop_assert_eq!(&one.union(&two), &together);
        prop_assert_eq!(&two.union(&one), &together);
        let apart = one.difference(&two).union(&two.difference(&one));
        prop_assert_eq!(one.symmetric_difference(&two), apart);
        prop_assert_eq!(one.complement().complement(), one.clone());
        prop_assert_eq!(one.ranges().collect::<AddressSet>(), one.clone());
        prop_assert_eq!(one.only_ipv4().union(&one.only_ipv6()), one);
    }

    #[test]
    fn prefixes_are_exact_and_the_fewest(a in any_prefixes()) {
        let set: AddressSet = a.into_iter().collect();
        let prefixes: Vec<Prefix> = set.prefixes().collect();
        prop_assert_eq!(prefixes.iter().copied().collect::<AddressSet>(), set.clone());
        // Prefixes that are disjoint are the fewest unless two are halves of one.
        let count = prefixes.iter().map(|it| AddressSet::from(*it).count()).sum();
        prop_assert_eq!(set.count(), count);
        for pair in prefixes.windows(2) {
            prop_assert!(pair[0].to() < pair[1].from() || pair[0].is_ipv4() != pair[1].is_ipv4());
            let halves: AddressSet = pair.iter().copied().collect();
            let is_one = pair[0].length() == pair[1].length()
                && halves.prefixes().count() == 1;
            prop_assert!(!is_one, "{} and {} are halves", pair[0], pair[1]);
        }
    }
}

#[test]
fn a_count_is_exact_to_the_last_address() {
    assert_eq!(AddressSet::empty().count().to_string(), "0");
    assert_eq!(set(&["0.0.0.0/0"]).count().to_string(), "4294967296");
    assert_eq!(set(&["::/1"]).count().to_string(), "170141183460469231731687303715884105728");
    let whole = set(&["::/0"]).count();
    assert_eq!(whole.to_string(), "340282366920938463463374607431768211456");
    assert_eq!(whole.to_u128(), None);
    let all = AddressSet::everything().count();
    assert_eq!(all.to_string(), "340282366920938463463374607436063178752");
    let but_one = AddressSet::everything().difference(&set(&["::", "0.0.0.0/0"]));
    assert_eq!(but_one.count().to_string(), "340282366920938463463374607431768211455");
    assert!(but_one.count() < whole && whole < all);
}

#[test]
fn neighbours_melt_into_one_prefix() {
    assert_eq!(texts(&set(&["10.0.0.0/25", "10.0.0.128/25"])), ["10.0.0.0/24"]);
    assert_eq!(texts(&set(&["0.0.0.0/1", "128.0.0.0/1"])), ["0.0.0.0/0"]);
    assert_eq!(texts(&set(&["10.0.0.1", "10.0.0.2"])), ["10.0.0.1", "10.0.0.2"]);
    let but_first = set(&["0.0.0.0/0"]).difference(&set(&["0.0.0.0"]));
    assert_eq!(but_first.prefixes().count(), 32);
}

#[test]
fn nobody_calls_from_a_mapped_address() {
    let mapped: IpAddr = "::ffff:192.0.2.1".parse().unwrap();
    assert!(set(&["192.0.2.0/24"]).contains(mapped));
    assert!(!set(&["::/0"]).contains(mapped));
    assert!(set(&["::ffff:192.0.2.0/120"]).is_empty());
}

#[test]
fn a_pair_of_two_families_holds_nobody() {
    let address = |text: &str| text.parse::<IpAddr>().unwrap();
    let odd = [(address("0.0.0.0"), address("::1")), (address("10.0.0.2"), address("10.0.0.1"))];
    assert!(odd.into_iter().collect::<AddressSet>().is_empty());
}
