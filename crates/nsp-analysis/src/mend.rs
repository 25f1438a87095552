//! What restores a permission that is lost.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::net::IpAddr;

use nsp_core::{
    Address, AssociationRef, Compiled, Flow, Request, ResourceId, RuleDirection, State, Verdict,
};

use crate::flip::{Change, Element};
use crate::matrix::ranges_of;
use crate::{AddressSet, Cover, Covers, Prefix, cells};

/// A rule for one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// An association with the profile.
    pub at: AssociationRef,
    /// What the rule admits; `None` where the profile has no room for it.
    pub cover: Option<Cover>,
}

/// The smallest rules that let in all addresses that are wanted at some resources: one for each
/// profile, of as few prefixes as admit nobody else, or as few others as the room of the profile
/// allows. Profiles that admit them already, and resources without one, are left out.
pub fn together(
    compiled: &Compiled,
    wanted: impl IntoIterator<Item = (ResourceId, AddressSet)>,
    room: impl Fn(AssociationRef) -> usize,
) -> Vec<Admission> {
    let mut profiles: BTreeMap<(u32, u32), (AssociationRef, AddressSet, AddressSet)> =
        BTreeMap::new();
    for (resource, addresses) in wanted {
        let Some(at) = compiled.association_of(&resource) else { continue };
        let Some(profile) = at.profile else { continue };
        let entry = profiles.entry((at.perimeter, profile));
        let (_, all, kept) =
            entry.or_insert_with(|| (at, AddressSet::empty(), admitted(compiled, &resource)));
        *all = all.union(&addresses.difference(kept));
    }
    let needed = profiles.into_values().filter(|(_, wanted, _)| !wanted.is_empty());
    needed
        .map(|(at, wanted, kept)| {
            let room = room(at);
            let covers = Covers::new(&wanted, &kept, room);
            let finest = covers.steps().filter(|(prefixes, _)| *prefixes <= room).last();
            Admission { at, cover: finest.and_then(|(prefixes, _)| covers.best(prefixes)) }
        })
        .collect()
}

/// The addresses that the inbound access rules of a resource's profile name, themselves or by a
/// service tag whose ranges are known.
#[must_use]
pub fn admitted(compiled: &Compiled, resource: &ResourceId) -> AddressSet {
    let snapshot = compiled.snapshot();
    let rules = compiled.association_of(resource).and_then(|at| {
        let perimeter = snapshot.perimeters.get(at.perimeter as usize)?;
        Some(&perimeter.profiles.get(at.profile? as usize)?.access_rules)
    });
    let inbound =
        rules.into_iter().flatten().filter(|rule| rule.direction == RuleDirection::Inbound);
    let prefixes = inbound.flat_map(|rule| {
        let tags = rule.service_tags.iter().flat_map(|tag| ranges_of(snapshot, tag));
        rule.address_prefixes.iter().chain(tags).filter_map(Prefix::of)
    });
    prefixes.collect()
}

/// Whether an access rule for the addresses of a change lets its callers in again. The engine says
/// so of the witness: it is asked about the configuration with such a rule. None does where Azure
/// sees none of the addresses.
#[must_use]
pub fn restores(compiled: &Compiled, after: State, change: &cells::Change) -> bool {
    // Who is let in whatever the address is not let in by it.
    let by_address =
        matches!(change.permission, cells::Permission::IpRule(_) | cells::Permission::DefaultAllow);
    let Some(address) = address_of(&change.witness).filter(|_| by_address) else { return false };
    // The witness has a public address if any of the callers has.
    if Prefix::only(address).is_reserved() {
        return false;
    }
    let Some(at) = compiled.association_of(&change.witness.resource) else { return false };
    let Some(profile) = at.profile else { return false };
    let element = Element::AddressPrefix(Prefix::only(address));
    let rule = Change::Admit { perimeter: at.perimeter, profile, rule: None, element };
    let mended = compiled.after(rule.applied(compiled.snapshot()));
    mended.question(&change.witness).evaluate(after, &mut ()).verdict() == Verdict::Allowed
}

fn address_of(request: &Request) -> Option<IpAddr> {
    match &request.flow {
        Flow::Inbound(inbound) => match inbound.caller.address.folded() {
            Address::Given(address) => Some(address),
            _ => None,
        },
        Flow::Outbound(_) => None,
    }
}
