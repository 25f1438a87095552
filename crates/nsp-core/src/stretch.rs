//! All addresses in stretches, each with what a decision about a caller can learn of it.

use core::iter::from_fn;

use crate::compiled::{Compiled, FirewallIndex, ProfileIndex};
use crate::id::ResourceId;

/// What a decision can learn of the address of a caller.
///
/// Two addresses of equal `rules` and `is_listed` are alike: whatever else is asked, what is seen
/// and how it ends differ at most by the names. Where one ends as let in by the rule or the entry
/// that it names, the other ends as let in by its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// What the access rules of the profile make of it.
    pub rules: RuleLikeness,
    /// Whether the account's IP rules hold it.
    pub is_listed: bool,
    /// The access rule that is named where the address decides.
    pub rule: Option<u32>,
    /// The entry of `ipRules`, or of `ipv6Rules` counted on behind them, that is named.
    pub entry: Option<u32>,
}

/// What the access rules of a profile make of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleLikeness {
    /// None holds it.
    #[default]
    Outside,
    /// Rules hold it that ask for nothing but the address. The first of them comes behind so many
    /// of the rules that list identities, and of those that hold something undecidable: these may
    /// be named in its place.
    Held {
        /// Of the rules that list subscriptions or perimeters.
        behind_identities: u32,
        /// Of the rules with an expression, an unknown tag or an unrecognised direction.
        behind_doubtful: u32,
    },
    /// Other rules hold it too, or a service tag does: it is like those of the same lists alone.
    Apart {
        /// A number for the prefixes.
        prefixes: u32,
        /// A number for the tags.
        tags: u32,
    },
}

/// The addresses of both families, in stretches of callers of one resource.
#[derive(Clone, Copy, Debug)]
pub struct Stretches<'c> {
    profile: Option<&'c ProfileIndex>,
    firewall: Option<&'c FirewallIndex>,
}

impl Compiled {
    /// The addresses of callers of a resource. The state does not matter.
    #[must_use]
    pub fn stretches(&self, resource: &ResourceId) -> Stretches<'_> {
        let place = self.place(resource);
        let governing = place.and_then(|place| place.governing);
        let profile = governing.and_then(|it| self.profile(it.perimeter, it.profile?));
        let firewall = place.and_then(|place| self.firewall(place));
        Stretches { profile: profile.map(|(_, index)| index), firewall }
    }
}

impl<'c> Stretches<'c> {
    /// The first address of each stretch of IPv4, ascending from the lowest address on.
    pub fn v4(self) -> impl Iterator<Item = (u32, Likeness)> + 'c {
        let [prefixes, tags] = self.of_profile();
        let firewall = self.firewall.map(|it| it.prefixes.runs_v4());
        let runs =
            merged(0, prefixes.map(|it| it.runs_v4()), tags.map(|it| it.runs_v4()), firewall);
        runs.map(move |(first, lists)| (first, self.likeness(lists)))
    }

    /// The first address of each stretch of IPv6, ascending from the lowest address on. Here an
    /// IPv4-mapped address is like the other IPv6 addresses of its prefixes.
    pub fn v6(self) -> impl Iterator<Item = (u128, Likeness)> + 'c {
        let [prefixes, tags] = self.of_profile();
        let firewall = self.firewall.map(|it| it.prefixes.runs_v6());
        let runs =
            merged(0, prefixes.map(|it| it.runs_v6()), tags.map(|it| it.runs_v6()), firewall);
        runs.map(move |(first, lists)| (first, self.likeness(lists)))
    }

    /// Whether the rules of the profile that look at a caller ask for its address alone, and can
    /// all be decided.
    #[must_use]
    pub fn ask_addresses_alone(self) -> bool {
        self.profile.is_none_or(|index| {
            index.by_identity.is_empty() && index.doubtful.is_empty() && index.tags.is_empty()
        })
    }

    /// Whether some rule of the profile asks for addresses.
    #[must_use]
    pub fn ask_addresses(self) -> bool {
        self.profile.is_some_and(|index| !index.elements.is_empty())
    }

    /// Whether some IP rule of the account is an expression.
    #[must_use]
    pub fn holds_expression(self) -> bool {
        self.firewall.is_some_and(|index| index.has_symbolic)
    }

    fn of_profile(self) -> [Option<&'c crate::prefix_index::PrefixIndex>; 2] {
        [self.profile.map(|it| &it.prefixes), self.profile.map(|it| &it.tags)]
    }

    fn likeness(self, [prefixes, tags, entries]: [u32; 3]) -> Likeness {
        let entry = self.firewall.and_then(|it| it.prefixes.keys_of(entries).first().copied());
        let (rules, rule) = match self.profile {
            Some(index) => of_rules(index, prefixes, tags),
            None => (RuleLikeness::Outside, None),
        };
        Likeness { rules, is_listed: entry.is_some(), rule, entry }
    }
}

fn of_rules(index: &ProfileIndex, prefixes: u32, tags: u32) -> (RuleLikeness, Option<u32>) {
    let keys = index.prefixes.keys_of(prefixes);
    let mut rules =
        keys.iter().filter_map(|key| Some(index.elements.get(*key as usize)?.rule)).peekable();
    let by_tag = !index.tags.keys_of(tags).is_empty();
    let Some(first) = rules.peek().copied().filter(|_| !by_tag) else {
        let apart = by_tag.then_some(RuleLikeness::Apart { prefixes, tags });
        return (apart.unwrap_or_default(), None);
    };
    let asks_more = |rule: u32| {
        index.by_identity.binary_search(&rule).is_ok()
            || index.doubtful.binary_search(&rule).is_ok()
    };
    if rules.any(asks_more) {
        return (RuleLikeness::Apart { prefixes, tags }, None);
    }
    let behind = |rules: &[u32]| rules.partition_point(|rule| *rule < first) as u32;
    let likeness = RuleLikeness::Held {
        behind_identities: behind(&index.by_identity),
        behind_doubtful: behind(&index.doubtful),
    };
    (likeness, Some(first))
}

/// Runs of several lists, cut where one of them begins anew.
fn merged<A: Copy + Ord>(
    lowest: A,
    prefixes: Option<impl Iterator<Item = (A, u32)>>,
    tags: Option<impl Iterator<Item = (A, u32)>>,
    firewall: Option<impl Iterator<Item = (A, u32)>>,
) -> impl Iterator<Item = (A, [u32; 3])> {
    let mut prefixes = prefixes.into_iter().flatten().peekable();
    let mut tags = tags.into_iter().flatten().peekable();
    let mut firewall = firewall.into_iter().flatten().peekable();
    let mut lists = [0; 3];
    let mut next = Some(lowest);
    from_fn(move || {
        let from = next?;
        let [of_prefixes, of_tags, of_firewall] = &mut lists;
        if let Some((_, list)) = prefixes.next_if(|(first, _)| *first == from) {
            *of_prefixes = list;
        }
        if let Some((_, list)) = tags.next_if(|(first, _)| *first == from) {
            *of_tags = list;
        }
        if let Some((_, list)) = firewall.next_if(|(first, _)| *first == from) {
            *of_firewall = list;
        }
        let begins = [prefixes.peek(), tags.peek(), firewall.peek()];
        next = begins.into_iter().flatten().map(|(first, _)| *first).min();
        Some((from, lists))
    })
}
