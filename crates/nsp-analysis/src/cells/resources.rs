//! Calling resources in classes that no rule of the called one tells apart.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use nsp_core::{
    Match, Region, ResourceAccessRule, ResourceId, SubscriptionId, TRUSTED_SERVICE_TYPES, TenantId,
    trusts,
};

use super::Side;
use super::listed::acls_of;
use super::value::{Class, Value};

/// How many scopes, or resources that stand for others, are made of the rules of one resource.
/// Rules that people write make a few dozen.
const MOST: usize = 4_096;

/// The resources that may call.
#[derive(Clone, Debug, Default)]
pub(super) struct Resources {
    subscriptions: BTreeSet<SubscriptionId>,
    rules: Vec<Rule>,
    classes: BTreeMap<Traits, u32>,
    /// Each class with those of it that a document names.
    pub(super) representatives: Vec<Class>,
    /// The rules tell more callers apart than are looked at: there are other classes.
    pub(super) is_cut_short: bool,
}

/// An entry of `resourceAccessRules`. Of those that ask the same of a caller's tenant only the first
/// that covers a resource decides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    written: ResourceAccessRule,
    asks: (usize, Asks),
}

/// What scopes have in common, and what the rules that name them ask for.
type Shared<'r> = (Vec<String>, BTreeSet<&'r (usize, Asks)>);

/// What an entry asks of a caller's tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asks {
    /// The account's own.
    Own,
    /// Another than the account's, which is known: no caller has both.
    Both,
    /// This one; the account's is not known.
    This(TenantId),
    /// One that nobody knows.
    Something,
}

/// All that a decision can learn of a calling resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Traits {
    known: [Known; 2],
    /// One that a rule lists.
    subscription: Option<SubscriptionId>,
    has_subscription: bool,
    /// Whether its type is trusted; `None` where it has none.
    trusted: Option<u8>,
    /// Whether each entry of `resourceAccessRules` covers it.
    covered: Vec<u8>,
}

/// What a configuration knows of a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    memberships: Vec<u32>,
    is_associated: bool,
    tenant: Option<TenantId>,
    region: Option<Region>,
}

impl Known {
    pub(super) fn new(side: Side<'_>, resource: &ResourceId) -> Self {
        let listed = side.compiled.listed(resource);
        let associations = side.compiled.associations_of(resource);
        Self {
            memberships: associations.iter().map(|it| it.perimeter).collect(),
            is_associated: side.compiled.association_of(resource).is_some(),
            tenant: listed.and_then(|it| it.tenant_id.clone()),
            region: listed.and_then(|it| it.location.clone()),
        }
    }
}

/// Notes a value under its class, whose first one stands for it.
pub(super) fn note(classes: &mut Vec<Class>, class: u32, value: Value, is_stand_in: bool) {
    let known = classes.get(class as usize);
    let is_noted = |known: &Class| is_stand_in || known.values().any(|it| *it == value);
    if !known.is_some_and(is_noted) {
        note_new(classes, class, value, is_stand_in);
    }
}

/// The same of a value that is not noted yet.
fn note_new(classes: &mut Vec<Class>, class: u32, value: Value, is_stand_in: bool) {
    match classes.get_mut(class as usize) {
        None => classes.push(Class::new(value, is_stand_in)),
        Some(known) => known.alike.push(value),
    }
}

/// Every resource of the estates once, in their order, with what is known of it before and after.
pub(super) fn of_estates(sides: [Side<'_>; 2]) -> Vec<(ResourceId, [Known; 2])> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let [before, after] = sides;
    let is_one = core::ptr::eq(before.compiled, after.compiled);
    for side in sides.iter().take(if is_one { 1 } else { 2 }) {
        let snapshot = side.compiled.snapshot();
        let listed = snapshot.resources.iter().map(|resource| &resource.id);
        let associations = snapshot.perimeters.iter().flat_map(|it| &it.associations);
        for resource in listed.chain(associations.map(|association| &association.resource)) {
            if seen.insert(resource) {
                let first = Known::new(before, resource);
                let second = if is_one { first.clone() } else { Known::new(after, resource) };
                found.push((resource.clone(), [first, second]));
            }
        }
    }
    found
}

impl Resources {
    pub(super) fn new(
        sides: [Side<'_>; 2],
        called: &ResourceId,
        subscriptions: &[SubscriptionId],
        only_traffic: bool,
    ) -> Self {
        let mut made = Self {
            subscriptions: subscriptions.iter().cloned().collect(),
            rules: rules(sides, called, only_traffic),
            ..Self::default()
        };
        for (resource, known) in of_estates(sides) {
            let class = made.class_of(&resource, known);
            let value = Value::CallerResource(Some(resource));
            note_new(&mut made.representatives, class, value, false);
        }
        let mut room = MOST;
        for (scope, is_exact) in made.scopes() {
            let filled = made.filled(&scope, room);
            made.is_cut_short |= filled.len() > room;
            room = room.saturating_sub(filled.len());
            for resource in filled.iter().map(|it| ResourceId::new(it)) {
                if is_exact || !only_traffic || can_call(&resource) {
                    let known = sides.map(|side| Known::new(side, &resource));
                    made.add(resource, known, !is_exact);
                }
            }
        }
        made
    }

    fn add(&mut self, resource: ResourceId, known: [Known; 2], is_stand_in: bool) {
        let class = self.class_of(&resource, known);
        note(&mut self.representatives, class, Value::CallerResource(Some(resource)), is_stand_in);
    }

    /// The class of a resource; the next one where it is like none before.
    fn class_of(&mut self, resource: &ResourceId, known: [Known; 2]) -> u32 {
        let next = u32::try_from(self.representatives.len()).unwrap_or(u32::MAX);
        *self.classes.entry(self.traits(resource, known)).or_insert(next)
    }

    /// Which of the representatives a resource is like.
    pub(super) fn class(&self, sides: [Side<'_>; 2], resource: &ResourceId) -> Option<u32> {
        let known = sides.map(|side| Known::new(side, resource));
        self.classes.get(&self.traits(resource, known)).copied()
    }

    fn traits(&self, resource: &ResourceId, known: [Known; 2]) -> Traits {
        let subscription = resource.subscription();
        Traits {
            known,
            has_subscription: subscription.is_some(),
            subscription: subscription.filter(|it| self.subscriptions.contains(it)),
            trusted: resource.resource_type().map(|service| kind(&trusts(&service))),
            covered: self.covered(resource),
        }
    }

    /// Whether each rule covers a resource; no more than an earlier one that asks the same does.
    fn covered(&self, resource: &ResourceId) -> Vec<u8> {
        let mut known = BTreeMap::new();
        let covers = self.rules.iter().map(|rule| {
            let covers = kind(&rule.written.covers(resource));
            let before = known.entry(&rule.asks).or_insert(0);
            let counts = covers > *before;
            *before = covers.max(*before);
            if counts { covers } else { 0 }
        });
        covers.collect()
    }

    /// Scopes of which every resource lies in one, with `*` for what is free, and whether they name
    /// one resource alone. Where a resource lies in several that rules name and that each decide, it
    /// lies in one that holds what these have in common.
    fn scopes(&mut self) -> Vec<(String, bool)> {
        let (wild, exact): (Vec<&Rule>, Vec<&Rule>) =
            self.rules.iter().partition(|rule| rule.written.resource_id.as_str().contains('*'));
        let mut scopes: BTreeSet<Shared<'_>> = BTreeSet::new();
        let mut is_cut_short = false;
        for rule in wild {
            let scope = segments(rule.written.resource_id.as_str());
            let others = scopes.iter().filter(|(_, asked)| !asked.contains(&rule.asks));
            let common = others.filter_map(|(other, asked)| {
                let asked = asked.iter().copied().chain([&rule.asks]).collect();
                Some((in_common(other, &scope)?, asked))
            });
            let common: Vec<_> = common.take(MOST.saturating_sub(scopes.len())).collect();
            scopes.extend(common);
            scopes.insert((scope, BTreeSet::from([&rule.asks])));
            is_cut_short |= scopes.len() > MOST;
        }
        let scopes: BTreeSet<Vec<String>> = scopes.into_iter().map(|(scope, _)| scope).collect();
        // Some types of its namespace are trusted.
        let mut namespaces = TRUSTED_SERVICE_TYPES.iter().map(|it| namespace(it));
        let doubtful = namespaces.find(|it| matches!(trusts(it), Match::Undecided(_)));
        let doubtful = doubtful.unwrap_or("other");
        let free = [
            String::from("/subscriptions/*/resourceGroups/other/providers/*/*/other"),
            String::from("/subscriptions/*/resourceGroups/other"),
            format!("/subscriptions/*/providers/{doubtful}"),
            String::from("/providers/*/*/other"),
            format!("/providers/{doubtful}"),
            String::from("other"),
        ];
        let named =
            exact.iter().map(|rule| (String::from(rule.written.resource_id.as_str()), true));
        let wild = scopes.into_iter().flat_map(|scope| {
            // A scope without a resource group holds resources with one and without.
            let in_a_group = with_group(&scope).map(|scope| scope.join("/"));
            [scope.join("/")].into_iter().chain(in_a_group)
        });
        let unnamed = wild.chain(free).map(|scope| (scope, false));
        let all = named.chain(unnamed).collect();
        self.is_cut_short |= is_cut_short;
        all
    }

    /// Resources of a scope: one for each subscription and type that matters where these are free.
    /// Of more than `most` there are any that many.
    fn filled(&self, scope: &str, most: usize) -> Vec<String> {
        if !scope.contains('*') {
            return Vec::from([String::from(scope)]);
        }
        let mut found = Vec::from([Vec::<&str>::new()]);
        let segments: Vec<&str> = scope.split('/').collect();
        let named: Vec<&str> = self.subscriptions.iter().map(SubscriptionId::as_str).collect();
        let mut before = ["", ""];
        for (at, segment) in segments.iter().enumerate() {
            let [key_before, key] = before;
            let next_is_free = segments.get(at + 1) == Some(&"*");
            let choices: Vec<&str> = match *segment {
                "*" if key.eq_ignore_ascii_case("subscriptions") => {
                    named.iter().copied().chain(["other"]).collect()
                }
                "*" if key.eq_ignore_ascii_case("providers") && next_is_free => {
                    before = [key, segment];
                    found = crossed(&found, &["Microsoft.EventGrid", "Other.Services"]);
                    continue;
                }
                "*" if key.eq_ignore_ascii_case("providers") => {
                    TRUSTED_SERVICE_TYPES.iter().map(|it| namespace(it)).chain(["other"]).collect()
                }
                "*" if key_before.eq_ignore_ascii_case("providers") && key != "*" => {
                    let types = TRUSTED_SERVICE_TYPES.iter().filter_map(|it| it.split_once('/'));
                    let own = types.filter(|(namespace, _)| namespace.eq_ignore_ascii_case(key));
                    own.map(|(_, kind)| kind).chain(["other"]).collect()
                }
                "*" => Vec::from(["other"]),
                literal => Vec::from([literal]),
            };
            before = [key, segment];
            found = crossed(&found, &choices);
            found.truncate(most.saturating_add(1));
        }
        found.iter().map(|segments| segments.join("/")).collect()
    }
}

/// The rules of the called resource before and after, but for those that no caller passes.
fn rules(sides: [Side<'_>; 2], called: &ResourceId, only_traffic: bool) -> Vec<Rule> {
    let [before, after] = sides;
    let of = |at: usize, side: Side<'_>| -> Vec<Rule> {
        let account = side.compiled.listed(called).and_then(|it| it.tenant_id.clone());
        let account = account.filter(|it| !it.is_symbolic());
        let asks = |rule: &ResourceAccessRule| match (&rule.tenant_id, &account) {
            (Some(listed), Some(account)) if listed == account => Asks::Own,
            (Some(listed), _) if listed.is_symbolic() => Asks::Something,
            (Some(_), Some(_)) => Asks::Both,
            (Some(listed), None) => Asks::This(listed.clone()),
            (None, _) => Asks::Something,
        };
        let written = acls_of(side, called).map_or(&[][..], |acls| &acls.resource_access_rules);
        let rules = written.iter().map(|it| Rule { written: it.clone(), asks: (at, asks(it)) });
        rules.collect()
    };
    let mut rules = of(0, before);
    let again = of(0, after);
    if again != rules {
        rules.extend(again.into_iter().map(|rule| Rule { asks: (1, rule.asks.1), ..rule }));
    }
    // A tenant that is an expression may be both, and traffic has none.
    let is_known = |side: Side<'_>| {
        let account = side.compiled.listed(called).and_then(|it| it.tenant_id.as_ref());
        account.is_some_and(|it| !it.is_symbolic())
    };
    if only_traffic && sides.into_iter().all(is_known) {
        rules.retain(|rule| rule.asks.1 != Asks::Both);
    }
    rules
}

/// Whether it is a resource at all, whose type says whether it is trusted.
fn can_call(resource: &ResourceId) -> bool {
    let service = resource.resource_type().map(|service| trusts(&service));
    service.is_some_and(|it| !matches!(it, Match::Undecided(_)))
}

fn crossed<'s>(found: &[Vec<&'s str>], choices: &[&'s str]) -> Vec<Vec<&'s str>> {
    let with = |so_far: &Vec<&'s str>, choice: &&'s str| {
        so_far.iter().copied().chain([*choice]).collect::<Vec<_>>()
    };
    found.iter().flat_map(|so_far| choices.iter().map(move |it| with(so_far, it))).collect()
}

fn namespace(service: &str) -> &str {
    service.split('/').next().unwrap_or(service)
}

fn segments(scope: &str) -> Vec<String> {
    scope.split('/').map(String::from).collect()
}

/// What two scopes have in common, if anything.
fn in_common(one: &[String], other: &[String]) -> Option<Vec<String>> {
    let (one, other) = match one.len().cmp(&other.len()) {
        core::cmp::Ordering::Equal => (one.to_vec(), other.to_vec()),
        core::cmp::Ordering::Less => (with_group(one)?, other.to_vec()),
        core::cmp::Ordering::Greater => (one.to_vec(), with_group(other)?),
    };
    let same_length = one.len() == other.len();
    let pairs = one.into_iter().zip(other);
    let common = pairs.map(|(one, other)| match (one.as_str(), other.as_str()) {
        (_, "*") => Some(one),
        ("*", _) => Some(other),
        _ => one.eq_ignore_ascii_case(&other).then_some(one),
    });
    common.collect::<Option<Vec<_>>>().filter(|_| same_length)
}

/// The scope of what lies in some resource group, where it names none.
fn with_group(scope: &[String]) -> Option<Vec<String>> {
    let without = ResourceId::new(&scope.join("/")).resource_group().is_none();
    (without && scope.len() > 3).then(|| {
        let mut whole = scope.to_vec();
        whole.splice(3..3, [String::from("resourceGroups"), String::from("*")]);
        whole
    })
}

/// A match as a number.
fn kind(found: &Match) -> u8 {
    match found {
        Match::Misses(_) => 0,
        Match::Undecided(_) => 1,
        Match::Matches(_) => 2,
    }
}
