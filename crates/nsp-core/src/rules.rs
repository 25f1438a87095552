//! The access rules of a profile: does one match?

use core::net::IpAddr;

use crate::basis;
use crate::compiled::{ProfileIndex, ranges_of};
use crate::evaluate::looks_at;
use crate::look::{Axis, Party, kind};
use crate::membership::better;
use crate::outcome::RuleRef;
use crate::places::Governing;
use crate::question::{CallerRegion, Question};
use crate::request::{Address, Caller};
use crate::snapshot::{AccessRule, Profile, RuleDirection};
use crate::trace::{Assumption, Basis, By, Event, Match, Miss, Missing, Note, Step, Witness};

/// Which kinds of element a request can use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kinds {
    Every,
    /// SMB: address prefixes only.
    AddressPrefixes,
}

/// The elements whose ranges hold the caller's address, by key into the profile's elements.
struct Hits<'p> {
    prefixes: &'p [u32],
    tags: &'p [u32],
}

/// What the rules of a profile came to.
pub(crate) struct Rules {
    pub(crate) found: Match,
    /// The rule that matched, or else the first that could not be decided.
    pub(crate) rule: Option<RuleRef>,
    pub(crate) basis: Basis,
}

/// The rules of a profile as they are tried, in any order.
struct Tried {
    perimeter: u32,
    profile: u32,
    rules: Rules,
}

impl Tried {
    /// The place of the first rule, which need not be there.
    fn first(&self) -> RuleRef {
        RuleRef { perimeter: self.perimeter, profile: self.profile, rule: 0 }
    }

    /// Keeps what is better than what was found before; of rules that match the first. Says whether
    /// this one does.
    fn consider<W: Witness>(
        &mut self,
        at: u32,
        found: Match,
        basis: Basis,
        witness: &mut W,
    ) -> bool {
        let place = RuleRef { rule: at, ..self.first() };
        let rules = &mut self.rules;
        let matches = matches!(found, Match::Matches(_));
        let first = matches
            && matches!(rules.found, Match::Matches(_))
            && rules.rule.is_some_and(|named| at < named.rule);
        if better(&found, &rules.found) || first {
            rules.rule = (!matches!(found, Match::Misses(_))).then_some(place);
            rules.found = found.clone();
            rules.basis = basis;
        }
        witness.saw(Step { event: Event::TriedRule(place, found), basis });
        matches
    }
}

impl Question<'_> {
    /// Tries the inbound rules of the resource's profile.
    ///
    /// Watched, every rule is tried; unwatched, only those that an index names. What is left out
    /// could only have missed.
    pub(crate) fn inbound_rules<W: Witness>(
        &self,
        governing: Governing,
        caller: &Caller,
        kinds: Kinds,
        witness: &mut W,
    ) -> Rules {
        self.rules_of(governing, witness, |profile, index, rules, witness| {
            let hits = self.hits(index);
            let by_address = !index.elements.is_empty();
            if by_address {
                self.looks_at_address(|address| index.lists_of(address), witness);
            }
            let mut consider = |at: u32| {
                let Some(rule) = profile.access_rules.get(at as usize) else { return false };
                let place = RuleRef { rule: at, ..rules.first() };
                let tried = self.try_inbound(rule, place, index, &hits, caller, kinds, witness);
                let basis = self.rule_basis(&tried);
                rules.consider(at, tried, basis, witness)
            };
            if W::WATCHES || (by_address && self.address == Address::NotGiven) {
                for (at, _) in (0..).zip(&profile.access_rules) {
                    consider(at);
                }
                return;
            }
            // Keys ascend by rule, so the first rule of a list that matches is the one to name.
            let named = |key: &u32| index.elements.get(*key as usize).map(|element| element.rule);
            let _ = hits.prefixes.iter().filter_map(named).any(&mut consider);
            let _ = hits.tags.iter().filter_map(named).any(&mut consider);
            if kinds == Kinds::Every && self.managed != Some(false) {
                let _ = index.by_identity.iter().copied().any(&mut consider);
            }
            let _ = index.doubtful.iter().copied().any(&mut consider);
        })
    }

    /// What the rules of the resource's profile come to when `try_them` has tried them.
    fn rules_of<W: Witness>(
        &self,
        governing: Governing,
        witness: &mut W,
        try_them: impl FnOnce(&Profile, &ProfileIndex, &mut Tried, &mut W),
    ) -> Rules {
        let perimeter = governing.perimeter;
        let profile =
            governing.profile.and_then(|at| Some((at, self.compiled.profile(perimeter, at)?)));
        let mut rules =
            Rules { found: Match::Undecided(Missing::Profile), rule: None, basis: basis::RULES };
        if let Some((number, (profile, index))) = profile {
            rules.found = Match::Misses(Miss::Empty);
            let mut tried = Tried { perimeter, profile: number, rules };
            try_them(profile, index, &mut tried, witness);
            rules = tried.rules;
        }
        witness.saw(Step { event: Event::Rules(rules.found.clone()), basis: rules.basis });
        rules
    }

    fn hits<'p>(&self, index: &'p ProfileIndex) -> Hits<'p> {
        match self.address {
            Address::Given(address) => {
                Hits { prefixes: index.prefixes.keys(address), tags: index.tags.keys(address) }
            }
            Address::Other => {
                Hits { prefixes: index.prefixes.whole_family(), tags: index.tags.whole_family() }
            }
            Address::NotGiven => Hits { prefixes: &[], tags: &[] },
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what is asked, of what, and who watches")]
    fn try_inbound<W: Witness>(
        &self,
        rule: &AccessRule,
        place: RuleRef,
        index: &ProfileIndex,
        hits: &Hits<'_>,
        caller: &Caller,
        kinds: Kinds,
        witness: &mut W,
    ) -> Match {
        let at = place.rule;
        if rule.direction == RuleDirection::Outbound {
            return Match::Misses(Miss::OtherDirection);
        }
        let mut found = self.by_prefix(rule, at, index, hits, witness);
        if kinds == Kinds::Every {
            let others = [
                self.by_subscription(rule, caller, witness),
                self.by_perimeter(rule, place, witness),
                self.by_service_tag(rule, at, index, hits),
            ];
            for other in others {
                let nearer = matches!(other, Match::Misses(Miss::NotManagedIdentity))
                    && matches!(found, Match::Misses(_));
                if better(&other, &found) || nearer {
                    found = other;
                }
            }
            let lists_outbound = !rule.fully_qualified_domain_names.is_empty()
                || !rule.email_addresses.is_empty()
                || !rule.phone_numbers.is_empty();
            if found == Match::Misses(Miss::Empty) && lists_outbound {
                found = Match::Misses(Miss::DecidesNothing);
            }
        } else if found == Match::Misses(Miss::Empty) {
            found = Match::Misses(Miss::KindNotForProtocol);
        }
        in_doubtful_direction(rule, found)
    }

    fn by_prefix<W: Witness>(
        &self,
        rule: &AccessRule,
        at: u32,
        index: &ProfileIndex,
        hits: &Hits<'_>,
        witness: &mut W,
    ) -> Match {
        if rule.address_prefixes.is_empty() {
            return Match::Misses(Miss::Empty);
        }
        if self.address == Address::NotGiven {
            return Match::Undecided(Missing::CallerAddress);
        }
        if let Some(place) = hit_of(at, index, hits.prefixes) {
            return self.in_region(Match::Matches(By::AddressPrefix(place)), witness);
        }
        if rule.address_prefixes.iter().any(|prefix| prefix.net().is_none()) {
            return Match::Undecided(Missing::SymbolicValue);
        }
        Match::Misses(match self.address {
            Address::Given(address) => Miss::AddressOutside { nearest: nearest(rule, address) },
            Address::Other | Address::NotGiven => Miss::AddressOther,
        })
    }

    /// A caller in the resource's own region usually keeps a private address, so that a match on
    /// its public one says nothing.
    fn in_region<W: Witness>(&self, found: Match, witness: &mut W) -> Match {
        let vouched = self.caller_address_is_public();
        self.looks_at_region(witness);
        if matches!(self.region, CallerRegion::Same | CallerRegion::Undecided) {
            looks_at(witness, Axis::AddressIsPublic, || u64::from(vouched));
        }
        match self.region {
            CallerRegion::Same if !vouched => Match::Undecided(Missing::CallerAddressIsPublic),
            CallerRegion::Undecided if !vouched => Match::Undecided(Missing::AccountRegion),
            _ => found,
        }
    }

    fn by_subscription<W: Witness>(
        &self,
        rule: &AccessRule,
        caller: &Caller,
        witness: &mut W,
    ) -> Match {
        if rule.subscriptions.is_empty() {
            return Match::Misses(Miss::Empty);
        }
        let found = self.listed_subscription(rule, caller);
        if W::EXPLORES && self.managed != Some(false) {
            let is_given = caller.subscription.is_some();
            self.looks_at_either(Axis::Subscription, is_given, kind(&found), witness);
        }
        found
    }

    fn listed_subscription(&self, rule: &AccessRule, caller: &Caller) -> Match {
        match self.subscription(caller) {
            None => self.with_identity(Match::Undecided(Missing::CallerSubscription)),
            Some(own) => match (0..).zip(&rule.subscriptions).find(|(_, it)| **it == own) {
                Some((place, _)) => self.with_identity(Match::Matches(By::Subscription(place))),
                None if rule.subscriptions.iter().any(|it| it.is_symbolic()) => {
                    self.with_identity(Match::Undecided(Missing::SymbolicValue))
                }
                None => Match::Misses(Miss::SubscriptionNotListed),
            },
        }
    }

    fn by_perimeter<W: Witness>(&self, rule: &AccessRule, at: RuleRef, witness: &mut W) -> Match {
        let mut found = Match::Misses(Miss::Empty);
        for (place, listed) in (0..).zip(&rule.network_security_perimeters) {
            if W::EXPLORES && self.managed != Some(false) && !matches!(found, Match::Matches(_)) {
                self.looks_at_member(Party::Listed(at, place), witness);
            }
            let mut member = Match::Misses(Miss::PerimeterNotListed);
            for name in &self.other_side.perimeters {
                let tried = match self.compiled.is_same_perimeter(listed, *name) {
                    Match::Matches(_) => Match::Matches(By::NetworkSecurityPerimeter(place)),
                    Match::Misses(_) => Match::Misses(Miss::PerimeterNotListed),
                    doubt @ Match::Undecided(_) => doubt,
                };
                if better(&tried, &member) {
                    member = tried;
                }
            }
            let tried = self.with_identity(member);
            if better(&tried, &found) {
                found = tried;
            }
        }
        found
    }

    fn by_service_tag(
        &self,
        rule: &AccessRule,
        at: u32,
        index: &ProfileIndex,
        hits: &Hits<'_>,
    ) -> Match {
        if rule.service_tags.is_empty() {
            return Match::Misses(Miss::Empty);
        }
        if let Some(place) = hit_of(at, index, hits.tags) {
            return Match::Matches(By::ServiceTag(place));
        }
        let snapshot = self.compiled.snapshot();
        let mut tags = rule.service_tags.iter().map(|tag| ranges_of(snapshot, tag));
        if tags.any(|ranges| ranges.is_none()) {
            return Match::Undecided(Missing::ServiceTagRanges);
        }
        if self.address == Address::NotGiven {
            return Match::Undecided(Missing::CallerAddress);
        }
        let mut ranges = rule.service_tags.iter().filter_map(|tag| ranges_of(snapshot, tag));
        if ranges.any(|ranges| ranges.iter().any(|prefix| prefix.net().is_none())) {
            return Match::Undecided(Missing::SymbolicValue);
        }
        Match::Misses(Miss::TagOutside)
    }

    fn rule_basis(&self, found: &Match) -> Basis {
        match found {
            Match::Undecided(Missing::CallerAddressIsPublic | Missing::AccountRegion) => {
                basis::SAME_REGION_RULE
            }
            Match::Misses(Miss::NotManagedIdentity) => basis::NO_IDENTITY,
            Match::Matches(By::ServiceTag(_)) | Match::Undecided(Missing::ServiceTagRanges)
                if self.is_storage =>
            {
                basis::SERVICE_TAG_ON_STORAGE
            }
            Match::Matches(By::ServiceTag(_)) | Match::Undecided(Missing::ServiceTagRanges) => {
                basis::SERVICE_TAG
            }
            _ => basis::RULES,
        }
    }

    /// What a reader should know about the rule that matched.
    pub(crate) fn note_rule<W: Witness>(&self, found: &Match, witness: &mut W) {
        let Match::Matches(by) = found else { return };
        let mut saw = |event, basis| witness.saw(Step { event, basis });
        match by {
            By::AddressPrefix(_) => {
                if matches!(self.address, Address::Given(IpAddr::V6(_))) {
                    saw(Event::Note(Note::Ipv6PerService), basis::IPV6);
                }
                if self.region == CallerRegion::AssumedOther && !self.caller_address_is_public() {
                    let assumed = Assumption::OtherRegion;
                    saw(Event::Assumed(assumed), basis::SAME_REGION_RULE);
                }
            }
            By::ServiceTag(_) if self.is_storage => {
                saw(Event::Note(Note::ServiceTagOnStorage), basis::SERVICE_TAG_ON_STORAGE);
            }
            _ => {}
        }
    }

    /// Tries the outbound rules of the resource's profile against the names of a destination.
    pub(crate) fn outbound_rules<W: Witness>(
        &self,
        governing: Governing,
        names: &[&str],
        witness: &mut W,
    ) -> Rules {
        self.rules_of(governing, witness, |profile, _, rules, witness| {
            for (at, rule) in (0..).zip(&profile.access_rules) {
                let (tried, wildcard) = by_name(rule, names);
                self.looks_at_resource(kind(&tried), witness);
                let basis = if wildcard { basis::WILDCARD } else { basis::RULES };
                rules.consider(at, tried, basis, witness);
            }
        })
    }
}

/// The place of the rule's first element among the hits.
fn hit_of(rule: u32, index: &ProfileIndex, hits: &[u32]) -> Option<u32> {
    let elements = hits.iter().filter_map(|key| index.elements.get(*key as usize));
    elements.filter(|element| element.rule == rule).map(|element| element.place).next()
}

/// The prefix that shares most leading bits with an address.
fn nearest(rule: &AccessRule, address: IpAddr) -> u32 {
    let prefixes = rule.address_prefixes.iter();
    most(prefixes.map(|prefix| prefix.shared_bits(address)))
}

/// The pattern that shares most trailing labels with a name.
fn nearest_name(rule: &AccessRule, names: &[&str]) -> u32 {
    let patterns = rule.fully_qualified_domain_names.iter();
    most(patterns.map(|pattern| names.iter().map(|name| pattern.shared_labels(name)).max()))
}

/// The place of the greatest, the first of equals.
fn most<T: Ord>(counts: impl Iterator<Item = T>) -> u32 {
    let places = (0_u32..).zip(counts);
    let best = places.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(0, |(place, _)| place)
}

/// Whether an outbound rule covers one of the names, and whether by a wildcard.
fn by_name(rule: &AccessRule, names: &[&str]) -> (Match, bool) {
    if rule.direction == RuleDirection::Inbound {
        return (Match::Misses(Miss::OtherDirection), false);
    }
    let patterns = &rule.fully_qualified_domain_names;
    if patterns.is_empty() {
        let nothing = rule.address_prefixes.is_empty()
            && rule.subscriptions.is_empty()
            && rule.network_security_perimeters.is_empty()
            && rule.service_tags.is_empty()
            && rule.email_addresses.is_empty()
            && rule.phone_numbers.is_empty();
        return (Match::Misses(if nothing { Miss::Empty } else { Miss::DecidesNothing }), false);
    }
    let mut doubt = false;
    for (place, pattern) in (0..).zip(patterns) {
        for name in names {
            match pattern.covers(name) {
                Some(true) => {
                    let found = Match::Matches(By::FullyQualifiedDomainName(place));
                    return (in_doubtful_direction(rule, found), pattern.is_wildcard());
                }
                Some(false) => {}
                None => doubt = true,
            }
        }
    }
    let found = if doubt {
        Match::Undecided(Missing::SymbolicValue)
    } else {
        Match::Misses(Miss::NameNotCovered { nearest: nearest_name(rule, names) })
    };
    (in_doubtful_direction(rule, found), false)
}

/// A rule whose direction is not understood can miss, and cannot match.
fn in_doubtful_direction(rule: &AccessRule, found: Match) -> Match {
    match (&rule.direction, &found) {
        (RuleDirection::Unrecognized(_), Match::Matches(_) | Match::Undecided(_)) => {
            Match::Undecided(Missing::RuleDirection)
        }
        _ => found,
    }
}
