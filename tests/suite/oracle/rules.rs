//! Access rules of a profile: rulings 2.7, 3.3 and 7.

use nsp_core::{AccessRule, AddressPrefix, Inbound, Perimeter, RuleDirection, Snapshot};

use super::perimeters::{self, Membership};
use super::{Case, Tri, resource, text};

/// Whether any rule of the member's own profile lets the request in. SMB can be let in by an
/// address prefix only.
pub(super) fn inbound(
    case: Case<'_>,
    member: Membership<'_>,
    inbound: &Inbound,
    only_by_address: bool,
) -> Tri {
    over_rules(member, &RuleDirection::Inbound, |rule| {
        let by_address = by_address(case, rule, inbound);
        if only_by_address {
            return by_address;
        }
        let by_subscription = by_subscription(rule, inbound);
        let by_perimeter = by_perimeter(case.snapshot, rule, inbound);
        let by_tag = by_tag(case.snapshot, rule, inbound);
        Tri::any([by_address, by_subscription, by_perimeter, by_tag])
    })
}

/// Whether any rule of the source's own profile lists one of the destination's names.
pub(super) fn outbound(member: Membership<'_>, destination: &[String]) -> Tri {
    over_rules(member, &RuleDirection::Outbound, |rule| {
        Tri::any(rule.fully_qualified_domain_names.iter().flat_map(|listed| {
            destination.iter().map(|name| text::name_covers(listed.as_str(), name))
        }))
    })
}

/// A profile that its perimeter does not show may hold any rule.
fn over_rules(
    member: Membership<'_>,
    direction: &RuleDirection,
    matches: impl Fn(&AccessRule) -> Tri,
) -> Tri {
    let Membership { perimeter: Perimeter { profiles, .. }, profile, .. } = member;
    let Some(profile) = profiles.iter().find(|known| text::same(&known.name, profile)) else {
        return Tri::Maybe;
    };
    Tri::any(profile.access_rules.iter().map(|rule| match &rule.direction {
        RuleDirection::Unrecognized(_) => Tri::all([Tri::Maybe, matches(rule)]),
        written if written == direction => matches(rule),
        RuleDirection::Inbound | RuleDirection::Outbound => Tri::No,
    }))
}

/// Whatever the authentication. Rulings 7: a caller in the account's region usually shows a
/// private address, so that a match is only a perhaps.
fn by_address(case: Case<'_>, rule: &AccessRule, inbound: &Inbound) -> Tri {
    let found = in_prefixes(&rule.address_prefixes, inbound);
    let sure = match nearness(case, inbound) {
        Nearness::Elsewhere => true,
        Nearness::SameRegion | Nearness::Unclear => inbound.caller.address_is_public,
    };
    if sure { found } else { Tri::all([found, Tri::Maybe]) }
}

pub(super) fn in_prefixes(prefixes: &[AddressPrefix], inbound: &Inbound) -> Tri {
    let address = inbound.caller.address;
    Tri::any(prefixes.iter().map(|prefix| text::prefix_holds(prefix.as_str(), address)))
}

/// A managed identity of a listed subscription.
fn by_subscription(rule: &AccessRule, inbound: &Inbound) -> Tri {
    if !perimeters::has_managed_identity(inbound) {
        return Tri::No;
    }
    let caller = &inbound.caller;
    let given = caller.subscription.as_ref().map(|subscription| subscription.as_str());
    let of_resource = || caller.resource.as_ref().and_then(|id| text::subscription_of(id.as_str()));
    let subscription = given.or_else(of_resource);
    Tri::any(rule.subscriptions.iter().map(|listed| match subscription {
        None => Tri::Maybe,
        Some(_) if text::is_symbolic(listed.as_str()) => Tri::Maybe,
        Some(subscription) => Tri::of(text::same_subscription(listed.as_str(), subscription)),
    }))
}

/// As a link, the entry itself being the approval.
fn by_perimeter(snapshot: &Snapshot, rule: &AccessRule, inbound: &Inbound) -> Tri {
    if !perimeters::has_managed_identity(inbound) {
        return Tri::No;
    }
    let callers = perimeters::of_caller(snapshot, &inbound.caller);
    Tri::any(rule.network_security_perimeters.iter().flat_map(|listed| {
        callers.iter().map(|caller| perimeters::same(snapshot, listed.as_str(), caller))
    }))
}

/// Rulings 7: a tag is decided only where the scenario has its ranges.
fn by_tag(snapshot: &Snapshot, rule: &AccessRule, inbound: &Inbound) -> Tri {
    Tri::any(rule.service_tags.iter().map(|tag| {
        let known = snapshot.service_tags.iter().filter(|known| text::same(&known.name, tag));
        let mut ranges = known.map(|known| &known.address_prefixes).filter(|r| !r.is_empty());
        match ranges.next() {
            None => Tri::Maybe,
            Some(ranges) => in_prefixes(ranges, inbound),
        }
    }))
}

/// Where the caller is, seen from the resource.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearness {
    Elsewhere,
    SameRegion,
    Unclear,
}

/// Rulings 1: a caller whose region is not given is in another.
pub(super) fn nearness(case: Case<'_>, inbound: &Inbound) -> Nearness {
    let caller = &inbound.caller;
    let of_resource = || {
        let calling = resource(case.snapshot, caller.resource.as_ref()?.as_str())?;
        calling.location.as_ref()
    };
    let Some(region) = caller.region.as_ref().or_else(of_resource) else {
        return Nearness::Elsewhere;
    };
    let own = case.described().and_then(|resource| resource.location.as_ref());
    match own.filter(|own| !text::is_symbolic(own.as_str())) {
        None => Nearness::Unclear,
        Some(_) if text::is_symbolic(region.as_str()) => Nearness::Unclear,
        Some(own) if text::same_region(own.as_str(), region.as_str()) => Nearness::SameRegion,
        Some(_) => Nearness::Elsewhere,
    }
}
