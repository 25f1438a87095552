//! Perimeters by the names that callers give them.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use nsp_core::{Match, Party, PerimeterId, ResourceId};

use super::Side;
use super::space::profile_of;

/// The perimeters that callers may say they are in.
#[derive(Clone, Debug, Default)]
pub(super) struct Naming {
    classes: BTreeMap<Meaning, u32>,
    /// One name of each.
    pub(super) representatives: Vec<PerimeterId>,
}

/// What a name means before and after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    /// Perimeters of the estate, by place; where it is none of the estate's, a name that is told
    /// apart from others.
    Named([Option<u32>; 2], Option<PerimeterId>),
    /// A name that no document has: an expression, an ARM id, or a GUID.
    Unnamed(Unnamed),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unnamed {
    ResourceId,
    Guid,
    Expression,
}

impl Naming {
    /// All that the estates name and, for every other, one of each kind. What cannot be sent is
    /// left out if only that is wanted.
    pub(super) fn new(sides: [Side<'_>; 2], resource: &ResourceId, only_traffic: bool) -> Self {
        let mut naming = Self::default();
        for name in names(sides, resource) {
            if !(only_traffic && name.is_symbolic()) {
                let places = sides.map(|side| side.compiled.perimeter(&name));
                let apart = places.contains(&None).then(|| name.clone());
                naming.add(Meaning::Named(places, apart), name);
            }
        }
        let other = "/subscriptions/other/resourceGroups/other/providers/Microsoft.Network/networkSecurityPerimeters/other";
        naming.add(Meaning::Unnamed(Unnamed::ResourceId), PerimeterId::new(other));
        if !only_traffic {
            naming.add(Meaning::Unnamed(Unnamed::Guid), PerimeterId::new("other"));
            naming.add(Meaning::Unnamed(Unnamed::Expression), PerimeterId::new("[other]"));
        }
        naming
    }

    fn add(&mut self, meaning: Meaning, name: PerimeterId) {
        let next = u32::try_from(self.representatives.len()).unwrap_or(u32::MAX);
        if *self.classes.entry(meaning).or_insert(next) == next {
            self.representatives.push(name);
        }
    }

    /// Which of the representatives a name is like.
    pub(super) fn class(&self, sides: [Side<'_>; 2], name: &PerimeterId) -> Option<u32> {
        let places = sides.map(|side| side.compiled.perimeter(name));
        let apart = places.contains(&None).then(|| name.clone());
        let unnamed = match name {
            name if name.is_symbolic() => Unnamed::Expression,
            name if name.is_resource_id() => Unnamed::ResourceId,
            _ => Unnamed::Guid,
        };
        let named = self.classes.get(&Meaning::Named(places, apart));
        named.or_else(|| self.classes.get(&Meaning::Unnamed(unnamed))).copied()
    }

    /// Those that may be a party, the likeliest first.
    pub(super) fn like(&self, side: Side<'_>, party: Party) -> Vec<(usize, bool)> {
        let names = self.representatives.iter().enumerate();
        let mut like: Vec<_> = names
            .filter_map(|(at, name)| match side.compiled.is_party(party, name) {
                Match::Matches(_) => Some((at, true)),
                Match::Undecided(_) => Some((at, false)),
                Match::Misses(_) => None,
            })
            .collect();
        like.sort_by_key(|(_, is_certain)| !is_certain);
        like
    }
}

fn names(sides: [Side<'_>; 2], resource: &ResourceId) -> Vec<PerimeterId> {
    let mut names = Vec::new();
    for side in sides {
        for perimeter in &side.compiled.snapshot().perimeters {
            names.push(PerimeterId::new(perimeter.id.as_str()));
            names.extend(perimeter.guid.clone());
            names.extend(perimeter.links.iter().flat_map(|link| &link.remote).cloned());
        }
        let rules = profile_of(side, resource).map_or(&[][..], |it| &it.access_rules);
        names.extend(rules.iter().flat_map(|rule| &rule.network_security_perimeters).cloned());
    }
    names
}
