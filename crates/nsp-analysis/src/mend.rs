//! What restores a permission that is lost.

use core::net::IpAddr;

use nsp_core::{Address, Compiled, Flow, Request, ResourceId, RuleDirection, State, Verdict};

use crate::flip::{Change, Element};
use crate::matrix::ranges_of;
use crate::{AddressSet, Prefix, cells};

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
/// so of the witness: it is asked about the configuration with such a rule.
#[must_use]
pub fn restores(compiled: &Compiled, after: State, change: &cells::Change) -> bool {
    // Who is let in whatever the address is not let in by it.
    let by_address =
        matches!(change.permission, cells::Permission::IpRule(_) | cells::Permission::DefaultAllow);
    let Some(address) = address_of(&change.witness).filter(|_| by_address) else { return false };
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
