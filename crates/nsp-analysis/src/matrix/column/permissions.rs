//! The addresses of whole permissions, at one resource.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{Address, Compiled, Flow, Inbound, Request, RuleDirection, State};

use crate::matrix::basis::Basis;
use crate::matrix::collect::{ip_rules, ranges_of};
use crate::matrix::entry::{Entry, Tally};
use crate::matrix::row::Kind;
use crate::matrix::spans::visit_parts;
use crate::prefix::Prefix;

/// A list of addresses that a profile or a firewall lets in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Permission {
    /// An access rule, into the profile.
    Rule(u32),
    /// The resource's own IP rules.
    Own,
    /// A service tag, in lower case.
    Tag(String),
}

/// What each of a resource's permissions gets: the worst of its addresses.
pub(in crate::matrix) struct Permissions {
    /// Ascending by permission, each of which is there once.
    entries: Vec<(Permission, Entry)>,
}

impl Permission {
    pub(super) fn of(kind: &Kind) -> Option<Self> {
        match kind {
            Kind::RuleAddresses(at) => Some(Self::Rule(at.rule)),
            Kind::OwnAddresses(_) => Some(Self::Own),
            Kind::ServiceTag(name) => Some(Self::Tag(name.to_ascii_lowercase())),
            _ => None,
        }
    }
}

impl Permissions {
    /// Walks all addresses that any of the permissions names, part by part.
    ///
    /// Two addresses that the same permissions hold get the same verdicts, so that each set of
    /// permissions is decided once.
    pub(in crate::matrix) fn new(compiled: &Compiled, basis: &Basis) -> Self {
        let Named { permissions, prefixes, of } = Named::at(compiled, basis);
        let request = Request {
            resource: basis.id.clone(),
            flow: Flow::Inbound(Inbound::default()),
            feature: None,
        };
        let mut question = compiled.question(&request);
        let mut decided: Vec<Entry> = Vec::new();
        // By the permission that holds a part alone, and by the set of several.
        let mut alone: Vec<Option<usize>> = alloc::vec![None; permissions.len()];
        let mut together: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        let mut worst: Vec<Option<usize>> = alloc::vec![None; permissions.len()];
        let mut seen: Vec<Tally> = alloc::vec![Tally::default(); prefixes.len()];
        let mut held = Vec::new();
        visit_parts(&prefixes, &mut |address, open| {
            held.clear();
            held.extend(open.iter().filter_map(|at| of.get(*at).copied()));
            held.sort_unstable();
            held.dedup();
            let known = match held.as_slice() {
                [only] => alone.get(*only as usize).copied().flatten(),
                several => together.get(several).copied(),
            };
            let known = known.unwrap_or_else(|| {
                question.set_address(Address::Given(address));
                let outcomes = State::ALL.map(|state| question.evaluate(state, &mut ()));
                decided.push(basis.entry(outcomes, Address::Given(address)));
                let place = decided.len() - 1;
                match held.as_slice() {
                    [only] => {
                        if let Some(alone) = alone.get_mut(*only as usize) {
                            *alone = Some(place);
                        }
                    }
                    several => {
                        together.insert(several.to_vec(), place);
                    }
                }
                for at in &held {
                    if let Some(worst) = worst.get_mut(*at as usize) {
                        *worst = worse(&decided, *worst, place);
                    }
                }
                place
            });
            let Some(entry) = decided.get(known) else { return };
            for at in open {
                if let Some(seen) = seen.get_mut(*at) {
                    *seen = seen.or(entry.tally());
                }
            }
        });
        let tallies = tally(&of, &seen, permissions.len());
        let entries = permissions.into_iter().zip(worst).zip(tallies);
        let entries = entries.filter_map(|((permission, worst), tally)| {
            Some((permission, decided.get(worst?)?.with(tally)))
        });
        let mut entries: Vec<_> = entries.collect();
        order::sort_by(&mut entries, |(one, _), (other, _)| one.cmp(other));
        Self { entries }
    }

    pub(super) fn entry(&self, permission: &Permission) -> Option<Entry> {
        let at = self.entries.binary_search_by(|(known, _)| known.cmp(permission)).ok()?;
        self.entries.get(at).map(|(_, entry)| *entry)
    }
}

/// The worse of two entries; the one that was first, if they are as bad.
fn worse(decided: &[Entry], old: Option<usize>, new: usize) -> Option<usize> {
    let badness = |at: usize| decided.get(at).map(Entry::badness);
    match old {
        Some(old) if badness(old) >= badness(new) => Some(old),
        _ => Some(new),
    }
}

/// The permissions of a resource that name addresses, and the prefixes they name.
struct Named {
    permissions: Vec<Permission>,
    prefixes: Vec<Prefix>,
    /// For each prefix the place of its permission. Those of one permission are distinct.
    of: Vec<u32>,
}

impl Named {
    fn at(compiled: &Compiled, basis: &Basis) -> Self {
        let mut named = Self { permissions: Vec::new(), prefixes: Vec::new(), of: Vec::new() };
        let mut tags: Vec<&str> = Vec::new();
        let rules = basis.profile.iter().flat_map(|profile| (0..).zip(&profile.access_rules));
        for (at, rule) in rules.filter(|(_, rule)| rule.direction != RuleDirection::Outbound) {
            named.add(Permission::Rule(at), rule.address_prefixes.iter().filter_map(Prefix::of));
            for tag in &rule.service_tags {
                if !tags.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
                    tags.push(tag);
                }
            }
        }
        for tag in tags {
            let ranges = ranges_of(compiled.snapshot(), tag).iter().filter_map(Prefix::of);
            named.add(Permission::Tag(tag.to_ascii_lowercase()), ranges);
        }
        let own = basis.resource.iter().flat_map(|resource| ip_rules(resource));
        named.add(Permission::Own, own.filter_map(Prefix::of));
        named
    }

    fn add(&mut self, permission: Permission, prefixes: impl Iterator<Item = Prefix>) {
        let place = u32::try_from(self.permissions.len()).unwrap_or(u32::MAX);
        let mut distinct: Vec<Prefix> = prefixes.collect();
        order::sort(&mut distinct);
        distinct.dedup();
        self.prefixes.append(&mut distinct);
        self.of.resize(self.prefixes.len(), place);
        self.permissions.push(permission);
    }
}

/// For each permission, how many of its prefixes change.
fn tally(of: &[u32], seen: &[Tally], permissions: usize) -> Vec<Tally> {
    let mut tallies = alloc::vec![Tally::default(); permissions];
    for (of, seen) in of.iter().zip(seen) {
        if let Some(tally) = tallies.get_mut(*of as usize) {
            *tally = tally.and(Tally { ranges: 1, ..*seen });
        }
    }
    tallies
}
