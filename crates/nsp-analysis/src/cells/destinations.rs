//! Destinations in classes that no outbound rule tells apart.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use nsp_core::{Destination, FqdnPattern, ResourceId, endpoints, types_with_endpoints};

use super::Side;
use super::resources::{Known, note, of_estates};
use super::space::profile_of;
use super::value::{Class, Value};

/// The destinations that may be called.
#[derive(Clone, Debug, Default)]
pub(super) struct Destinations {
    patterns: Vec<FqdnPattern>,
    classes: BTreeMap<Traits, u32>,
    /// Each class with those of it that a document names.
    pub(super) representatives: Vec<Class>,
}

/// All that a decision can learn of a destination.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Traits {
    is_name: bool,
    /// Only a destination that has one is asked about by its names.
    has_names: bool,
    known: [Option<Known>; 2],
    /// The patterns that cover it.
    covered: Vec<usize>,
}

impl Destinations {
    pub(super) fn new(sides: [Side<'_>; 2], calling: &ResourceId) -> Self {
        let mut patterns: Vec<FqdnPattern> = Vec::new();
        for side in sides {
            let rules = profile_of(side, calling).map_or(&[][..], |it| &it.access_rules);
            for pattern in rules.iter().flat_map(|rule| &rule.fully_qualified_domain_names) {
                if !pattern.is_symbolic() && !patterns.contains(pattern) {
                    patterns.push(pattern.clone());
                }
            }
        }
        let mut made = Self { patterns, ..Self::default() };
        let names: Vec<(String, bool)> = made.patterns.iter().map(name_of).collect();
        let other = "other.example.invalid";
        made.add(sides, Destination::Name(String::from(other)), true);
        for (name, is_stand_in) in &names {
            made.add(sides, Destination::Name(name.clone()), *is_stand_in);
        }
        let mut alike = BTreeMap::new();
        for (resource, known) in of_estates(sides) {
            // Where no rule names a destination, what is known of it is all that tells it apart. One
            // that is like another is listed by its id alone.
            let name = endpoints(&resource).next();
            let is_named = |side: Side<'_>| {
                let named = name.as_ref().map(|name| side.compiled.resource_of_endpoint(name));
                named.is_none_or(|named| named == Some(&resource))
            };
            let is_plain = made.patterns.is_empty() && sides.into_iter().all(is_named);
            let traits = (name.is_some(), known);
            if let Some(class) = alike.get(&traits).filter(|_| is_plain)
                && let Some(class) = made.representatives.get_mut(*class as usize)
            {
                class.alike.push(Value::Destination(Destination::Resource(resource)));
                continue;
            }
            for name in endpoints(&resource) {
                made.add(sides, Destination::Name(name), false);
            }
            let class = made.add(sides, Destination::Resource(resource), false);
            if is_plain {
                alike.insert(traits, class);
            }
        }
        for resource in strangers(names.iter().map(|(name, _)| name.as_str())) {
            made.add(sides, Destination::Resource(resource), true);
        }
        made
    }

    fn add(&mut self, sides: [Side<'_>; 2], destination: Destination, is_stand_in: bool) -> u32 {
        let next = u32::try_from(self.representatives.len()).unwrap_or(u32::MAX);
        let class = *self.classes.entry(self.traits(sides, &destination)).or_insert(next);
        note(&mut self.representatives, class, Value::Destination(destination), is_stand_in);
        class
    }

    /// Which of the representatives a destination is like.
    pub(super) fn class(&self, sides: [Side<'_>; 2], destination: &Destination) -> Option<u32> {
        self.classes.get(&self.traits(sides, destination)).copied()
    }

    fn traits(&self, sides: [Side<'_>; 2], destination: &Destination) -> Traits {
        let (names, is_name): (Vec<String>, bool) = match destination {
            Destination::Name(name) => (Vec::from([name.clone()]), true),
            Destination::Resource(resource) => (endpoints(resource).collect(), false),
        };
        let covers =
            |pattern: &FqdnPattern| names.iter().any(|it| pattern.covers(it) == Some(true));
        let patterns = self.patterns.iter().enumerate();
        Traits {
            is_name,
            has_names: !names.is_empty(),
            known: sides.map(|side| {
                let resource = match destination {
                    Destination::Name(name) => side.compiled.resource_of_endpoint(name),
                    Destination::Resource(resource) => Some(resource),
                };
                let known = resource.filter(|resource| side.compiled.knows(resource));
                known.map(|resource| Known::new(side, resource))
            }),
            covered: patterns.filter(|(_, it)| covers(it)).map(|(at, _)| at).collect(),
        }
    }
}

/// A name that a pattern covers, and no narrower one.
fn name_of(pattern: &FqdnPattern) -> (String, bool) {
    match pattern.as_str().strip_prefix("*.") {
        Some(rest) => (format!("any-other.{rest}"), true),
        None => (String::from(pattern.as_str()), false),
    }
}

/// Resources of no estate: one of each type that has host names, also by every name that could be
/// one of these, and one of another type.
fn strangers<'n>(names: impl Iterator<Item = &'n str> + Clone) -> BTreeSet<ResourceId> {
    let named = |kind: &str, name: &str| {
        let scope = "/subscriptions/other/resourceGroups/other/providers";
        ResourceId::new(&format!("{scope}/{kind}/{name}"))
    };
    let mut found = BTreeSet::from([named("Other.Services/things", "other")]);
    for kind in types_with_endpoints() {
        let some = named(kind, "other");
        for host in endpoints(&some) {
            let ending = host.strip_prefix("other").unwrap_or(&host);
            for name in names.clone() {
                let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
                if let Some(name) = name.strip_suffix(ending).filter(|name| !name.is_empty()) {
                    found.insert(named(kind, name));
                }
            }
        }
        found.insert(some);
    }
    found
}
