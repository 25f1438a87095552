//! All addresses in stretches, each with what a decision about a caller can learn of it.

use alloc::vec::Vec;

use crate::compiled::{Compiled, FirewallIndex, ProfileIndex};
use crate::id::ResourceId;
use crate::prefix_index::PrefixIndex;

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
    /// Visits the first address of each stretch of IPv4, ascending from the lowest address on.
    pub fn each_v4(self, visit: impl FnMut(u32, &Likeness)) {
        self.each(0, PrefixIndex::runs_v4, visit);
    }

    /// Visits the first address of each stretch of IPv6, ascending from the lowest address on. Here
    /// an IPv4-mapped address is like the other IPv6 addresses of its prefixes.
    pub fn each_v6(self, visit: impl FnMut(u128, &Likeness)) {
        self.each(0, PrefixIndex::runs_v6, visit);
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

    /// What holds an address is looked up where its run begins, and not again for each stretch that
    /// other prefixes cut it into.
    fn each<A: Copy + Ord>(
        self,
        lowest: A,
        runs: impl Fn(&PrefixIndex) -> Vec<(A, u32)>,
        mut visit: impl FnMut(A, &Likeness),
    ) {
        let of = |index: Option<&PrefixIndex>| index.map(&runs).unwrap_or_default();
        let prefixes = of(self.profile.map(|it| &it.prefixes));
        let tags = of(self.profile.map(|it| &it.tags));
        let entries = of(self.firewall.map(|it| &it.prefixes));
        let [mut prefixes, mut tags, mut entries] =
            [&prefixes, &tags, &entries].map(|runs| Walk { ahead: runs, list: 0 });
        let mut likeness = Likeness::default();
        let mut from = lowest;
        loop {
            if (prefixes.begins(from) | tags.begins(from))
                && let Some(index) = self.profile
            {
                (likeness.rules, likeness.rule) = of_rules(index, prefixes.list, tags.list);
            }
            if entries.begins(from)
                && let Some(index) = self.firewall
            {
                likeness.entry = index.prefixes.keys_of(entries.list).first().copied();
                likeness.is_listed = likeness.entry.is_some();
            }
            visit(from, &likeness);
            match sooner(sooner(prefixes.next(), tags.next()), entries.next()) {
                Some(next) => from = next,
                None => return,
            }
        }
    }
}

/// Runs that are walked through in order, and the list of the one that is reached.
struct Walk<'r, A> {
    ahead: &'r [(A, u32)],
    list: u32,
}

impl<A: Copy + Ord> Walk<'_, A> {
    /// Steps into the run that begins at an address, and says whether one does.
    fn begins(&mut self, at: A) -> bool {
        match self.ahead {
            [(from, list), ahead @ ..] if *from == at => {
                (self.list, self.ahead) = (*list, ahead);
                true
            }
            _ => false,
        }
    }

    fn next(&self) -> Option<A> {
        self.ahead.first().map(|(from, _)| *from)
    }
}

/// The lower of two addresses, where there are any. (A `min` over a list of three takes longer than
/// all else that is done for a stretch.)
fn sooner<A: Copy + Ord>(one: Option<A>, other: Option<A>) -> Option<A> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
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
