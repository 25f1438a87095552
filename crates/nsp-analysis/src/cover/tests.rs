//! Covers against every cover there is, in a universe of sixteen addresses of each family.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{
    AccessMode, AccessRule, AddressPrefix, Association, Compiled, Perimeter, Profile, ResourceId,
    RuleDirection, Snapshot,
};
use proptest::prelude::*;

use super::Covers;
use crate::address_set::{AddressCount, AddressSet};
use crate::mend::together;
use crate::prefix::Prefix;

fn prefix(text: &str) -> Prefix {
    Prefix::of(&AddressPrefix::parse(text).unwrap()).unwrap()
}

fn set(texts: &[&str]) -> AddressSet {
    texts.iter().map(|text| prefix(text)).collect()
}

/// The addresses of a universe of sixteen that have a bit set.
fn of_bits(bits: u16, universe: &str) -> AddressSet {
    let held = (0..16).filter(|it| bits >> it & 1 == 1);
    held.map(|it| prefix(&format!("{universe}{it:x}"))).collect()
}

const FOUR: &str = "10.0.0.";
const SIX: &str = "2001:db8::";

fn of_both(four: u16, six: u16) -> AddressSet {
    let held = (0..16).filter(|it| four >> it & 1 == 1);
    let four: AddressSet = held.map(|it| prefix(&format!("{FOUR}{it}"))).collect();
    four.union(&of_bits(six, SIX))
}

/// The least number of `priced` addresses in any set of prefixes below one of sixteen addresses
/// that holds `wanted`, for each number of prefixes that is of use.
fn every_cover(wanted: u16, priced: u16) -> BTreeMap<usize, u32> {
    fn of(from: u32, length: u32, wanted: u16, priced: u16) -> BTreeMap<usize, u32> {
        let mask = (((1_u32 << length) - 1) << from) as u16;
        let mut found = BTreeMap::from([(1, (priced & mask).count_ones())]);
        if wanted & mask == 0 {
            found.insert(0, 0);
        }
        if length > 1 {
            let half = length / 2;
            let lower = of(from, half, wanted, priced);
            let upper = of(from + half, half, wanted, priced);
            for (first, one) in &lower {
                for (second, two) in &upper {
                    let least = found.entry(first + second).or_insert(u32::MAX);
                    *least = (*least).min(one + two);
                }
            }
        }
        found
    }
    of(0, 16, wanted, priced)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_cover_of_as_few_is_cheaper(
        wanted in any::<[u16; 2]>(),
        free in any::<[u16; 2]>(),
        most in 1..20_usize,
    ) {
        let [four, six] = [0, 1].map(|it| every_cover(wanted[it], !wanted[it] & !free[it]));
        let (all, gratis) = (of_both(wanted[0], wanted[1]), of_both(free[0], free[1]));
        let covers = Covers::new(&all, &gratis, most);
        for prefixes in 1..=most {
            let mut least: Option<u32> = None;
            for (first, one) in &four {
                for (second, two) in &six {
                    if first + second <= prefixes {
                        least = Some(least.map_or(one + two, |it| it.min(one + two)));
                    }
                }
            }
            let best = covers.best(prefixes);
            prop_assert_eq!(
                best.as_ref().map(|it| it.extra),
                least.map(|it| AddressCount::from(u128::from(it)))
            );
            let Some(best) = best else { continue };
            prop_assert!(best.prefixes.len() <= prefixes);
            let held: AddressSet = best.prefixes.iter().copied().collect();
            prop_assert!(all.is_subset(&held));
            prop_assert_eq!(held.difference(&all).difference(&gratis).count(), best.extra);
        }
    }

    #[test]
    fn steps_are_where_one_prefix_more_is_of_use(wanted in any::<u16>(), most in 1..20_usize) {
        let covers = Covers::new(&of_both(wanted, 0), &AddressSet::empty(), most);
        let steps: Vec<(usize, AddressCount)> = covers.steps().collect();
        for (prefixes, extra) in &steps {
            prop_assert_eq!(covers.best(*prefixes).unwrap().extra, *extra);
            if let Some(fewer) = covers.best(prefixes - 1).filter(|_| *prefixes > 1) {
                prop_assert!(fewer.extra > *extra);
            }
        }
        let finest = covers.best(most).unwrap().extra;
        prop_assert_eq!(steps.last().map(|it| it.1).unwrap_or_default(), finest);
    }
}

#[test]
fn one_prefix_holds_what_two_did_and_says_what_it_costs() {
    let wanted = set(&["203.0.113.0/26", "203.0.113.192/26"]);
    let covers = Covers::new(&wanted, &AddressSet::empty(), 200);
    let coarse = covers.best(1).unwrap();
    assert_eq!(coarse.prefixes, [prefix("203.0.113.0/24")]);
    assert_eq!(coarse.extra.to_string(), "128");
    let exact = covers.best(200).unwrap();
    assert_eq!(exact.prefixes, [prefix("203.0.113.0/26"), prefix("203.0.113.192/26")]);
    assert_eq!(exact.extra.to_string(), "0");
}

#[test]
fn what_is_free_lets_prefixes_melt() {
    let wanted = set(&["203.0.113.0/26", "203.0.113.192/26"]);
    let covers = Covers::new(&wanted, &set(&["203.0.113.64/26", "203.0.113.128/26"]), 200);
    let steps: Vec<(usize, AddressCount)> = covers.steps().collect();
    assert_eq!(steps, [(1, AddressCount::default())]);
}

#[test]
fn two_families_take_two_prefixes() {
    let covers = Covers::new(&set(&["203.0.113.1", "2001:db8::/32"]), &AddressSet::empty(), 200);
    assert_eq!(covers.best(1), None);
    let both = [prefix("203.0.113.1"), prefix("2001:db8::/32")];
    assert_eq!(covers.best(2).unwrap().prefixes, both);
}

#[test]
fn nobody_is_covered_by_nothing() {
    let covers = Covers::new(&AddressSet::empty(), &AddressSet::empty(), 200);
    assert_eq!(covers.best(0).unwrap().prefixes, []);
    assert_eq!(covers.steps().count(), 0);
}

#[test]
fn everybody_is_covered_by_two_prefixes() {
    let covers = Covers::new(&AddressSet::everything(), &AddressSet::empty(), 200);
    assert_eq!(covers.best(2).unwrap().prefixes, [prefix("0.0.0.0/0"), prefix("::/0")]);
}

/// Two accounts with one profile and one with another, each of which admits something already.
fn shop(free: [u16; 2]) -> Compiled {
    let profile = |(name, free): (&str, u16)| {
        let mut rule = AccessRule::new("kept", RuleDirection::Inbound);
        let held = (0..16).filter(|it| free >> it & 1 == 1);
        let kept = held.map(|it| AddressPrefix::parse(&format!("{FOUR}{it}")).unwrap());
        rule.address_prefixes = kept.collect();
        Arc::new(Profile { name: name.to_string(), access_rules: Vec::from([rule]) })
    };
    let association = |(name, profile): (&str, &str)| Association {
        name: name.to_string(),
        resource: ResourceId::new(name),
        profile: profile.to_string(),
        access_mode: AccessMode::Learning,
    };
    let associations = [("a", "one"), ("b", "one"), ("c", "two")].map(association).map(Arc::new);
    let perimeter = Perimeter {
        id: ResourceId::new("nsp"),
        guid: None,
        location: None,
        profiles: [("one", free[0]), ("two", free[1])].map(profile).into(),
        associations: associations.into(),
        links: Vec::new(),
    };
    Compiled::new(Snapshot { perimeters: Vec::from([Arc::new(perimeter)]), ..Snapshot::default() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_fewer_rules_keep_all_that_is_ticked_working(
        wanted in any::<[u16; 3]>(),
        free in any::<[u16; 2]>(),
    ) {
        let compiled = shop(free);
        let asked = ["a", "b", "c"].into_iter().zip(wanted);
        let asked = asked.map(|(name, bits)| (ResourceId::new(name), of_both(bits, 0)));
        let found = together(&compiled, asked, |_| 200);
        let mut found = found.into_iter();
        for (profile, wanted) in [wanted[0] | wanted[1], wanted[2]].into_iter().enumerate() {
            let (wanted, free) = (wanted & !free[profile], free[profile]);
            if wanted == 0 {
                continue;
            }
            let admission = found.next().unwrap();
            prop_assert_eq!(admission.at.profile, u32::try_from(profile).ok());
            let cover = admission.cover.unwrap();
            let exact = every_cover(wanted, !wanted & !free);
            let fewest = exact.iter().find(|(_, cost)| **cost == 0).map(|(count, _)| *count);
            prop_assert_eq!(Some(cover.prefixes.len()), fewest);
            prop_assert_eq!(cover.extra, AddressCount::default());
            let held: AddressSet = cover.prefixes.into_iter().collect();
            prop_assert!(of_both(wanted, 0).is_subset(&held));
            prop_assert!(held.is_subset(&of_both(wanted | free, 0)));
        }
        prop_assert_eq!(found.next(), None);
        let no_room = together(&compiled, [(ResourceId::new("a"), of_both(wanted[0], 0))], |_| 0);
        prop_assert!(no_room.iter().all(|it| it.cover.is_none()));
    }
}
