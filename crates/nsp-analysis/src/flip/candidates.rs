//! Changes that might turn a verdict.

use alloc::vec::Vec;
use core::net::IpAddr;

use nsp_core::{
    AccessMode, AccessRule, Address, AssociationRef, Authentication, Compiled, Destination, Flow,
    Inbound, LinkRef, LinkStatus, Network, Path, Profile, PublicNetworkAccess, Request,
    ResourceAccessRule, RuleDirection, RuleRef, SubscriptionId, Verdict, endpoints,
};

use super::{Change, Element};
use crate::prefix::Prefix;

/// Every candidate; whether it turns the verdict is not yet asked.
pub(super) fn of(compiled: &Compiled, request: &Request, wanted: Verdict) -> Vec<Change> {
    let mut changes = Vec::new();
    let opens = wanted == Verdict::Allowed;
    if let Some(at) = compiled.association_of(&request.resource) {
        perimeter(compiled, request, at, opens, &mut changes);
    }
    let resources = (0..).zip(&compiled.snapshot().resources);
    let listed = resources.filter(|(_, it)| it.id == request.resource).map(|(at, _)| at).next();
    if let Some(at) = listed {
        firewall(compiled, request, at, opens, &mut changes);
    }
    changes
}

/// What of a request a rule or firewall could name.
struct Named {
    elements: Vec<Element>,
    address: Option<Prefix>,
}

fn named(compiled: Option<&Compiled>, request: &Request) -> Named {
    let mut named = Named { elements: Vec::new(), address: None };
    match &request.flow {
        Flow::Outbound(outbound) => match &outbound.destination {
            // Azure takes no address for a name.
            Destination::Name(name) if name.parse::<IpAddr>().is_err() => {
                named.elements.push(Element::Name(name.trim_end_matches('.').into()));
            }
            // One of its host names is enough; the first is that of its main service.
            Destination::Resource(resource) => {
                named.elements.extend(endpoints(resource).take(1).map(Element::Name));
            }
            _ => {}
        },
        Flow::Inbound(inbound) => {
            if let Address::Given(address) = inbound.caller.address.folded() {
                named.address = Some(Prefix::only(address));
                named.elements.push(Element::AddressPrefix(Prefix::only(address)));
            }
            if inbound.authentication == Some(Authentication::ManagedIdentity) {
                named.elements.extend(subscription(inbound).map(Element::Subscription));
                let own = inbound.caller.perimeters.iter().cloned().map(Element::Perimeter);
                named.elements.extend(own);
                named.elements.extend(memberships(compiled, inbound));
            }
        }
    }
    named
}

/// Whether the request carries nothing that a rule or a firewall could name.
pub(super) fn names_nothing(request: &Request) -> bool {
    let carries = match &request.flow {
        Flow::Outbound(_) => true,
        Flow::Inbound(inbound) => {
            let by_way = matches!(inbound.path, Path::ServiceEndpoint { .. });
            by_way || inbound.caller.resource.is_some() || inbound.caller.service.is_some()
        }
    };
    !carries && named(None, request).elements.is_empty()
}

fn subscription(inbound: &Inbound) -> Option<SubscriptionId> {
    let caller = &inbound.caller;
    let by_resource = || caller.resource.as_ref().and_then(|it| it.subscription());
    caller.subscription.clone().or_else(by_resource).filter(|it| !it.is_symbolic())
}

/// The perimeters that the estate puts the caller in.
fn memberships(compiled: Option<&Compiled>, inbound: &Inbound) -> Vec<Element> {
    let Some((compiled, resource)) = compiled.zip(inbound.caller.resource.as_ref()) else {
        return Vec::new();
    };
    let all = &compiled.snapshot().perimeters;
    let associations = compiled.associations_of(resource).iter();
    let perimeters = associations.filter_map(|at| all.get(at.perimeter as usize));
    perimeters
        .map(|it| match &it.guid {
            Some(guid) => Element::Perimeter(guid.clone()),
            None => Element::Perimeter(nsp_core::PerimeterId::new(it.id.as_str())),
        })
        .collect()
}

fn perimeter(
    compiled: &Compiled,
    request: &Request,
    at: AssociationRef,
    opens: bool,
    changes: &mut Vec<Change>,
) {
    let Some(perimeter) = compiled.snapshot().perimeters.get(at.perimeter as usize) else { return };
    let profile = at.profile.and_then(|at| perimeter.profiles.get(at as usize));
    if let Some((number, profile)) = at.profile.zip(profile) {
        if opens {
            for element in named(Some(compiled), request).elements {
                let rule = rule_for(profile, &element);
                let (perimeter, profile) = (at.perimeter, number);
                changes.push(Change::Admit { perimeter, profile, rule, element });
            }
        } else {
            let place = |rule| RuleRef { perimeter: at.perimeter, profile: number, rule };
            let removed = matching(compiled, request, profile);
            if !removed.is_empty() {
                let removed = removed.into_iter().map(|(rule, it)| (place(rule), it));
                changes.push(Change::Withdraw(removed.collect()));
            }
        }
    }
    let current = perimeter.associations.get(at.association as usize);
    for other in perimeter.profiles.iter() {
        if current.is_some_and(|it| !it.profile.eq_ignore_ascii_case(&other.name)) {
            changes.push(Change::Profile(at, other.name.clone()));
        }
    }
    for (holder, written) in (0..).zip(&compiled.snapshot().perimeters) {
        for (link, written) in (0..).zip(&written.links) {
            if opens && written.status != LinkStatus::Approved {
                changes.push(Change::ApproveLink(LinkRef { perimeter: holder, link }));
            }
        }
    }
    for mode in [AccessMode::Learning, AccessMode::Enforced] {
        if current.is_some_and(|it| it.access_mode != mode) {
            changes.push(Change::AccessMode(at, mode));
        }
    }
}

/// The first rule whose elements are all of this kind.
fn rule_for(profile: &Profile, element: &Element) -> Option<u32> {
    let outbound = matches!(element, Element::Name(_));
    let direction = if outbound { RuleDirection::Outbound } else { RuleDirection::Inbound };
    let of_kind = |rule: &AccessRule| {
        let lists = [
            (rule.address_prefixes.len(), matches!(element, Element::AddressPrefix(_))),
            (rule.subscriptions.len(), matches!(element, Element::Subscription(_))),
            (rule.network_security_perimeters.len(), matches!(element, Element::Perimeter(_))),
            (rule.service_tags.len(), matches!(element, Element::ServiceTag(_))),
            (rule.fully_qualified_domain_names.len(), outbound),
            (rule.email_addresses.len(), false),
            (rule.phone_numbers.len(), false),
        ];
        rule.direction == direction && lists.iter().all(|(count, of_kind)| (*count > 0) == *of_kind)
    };
    (0..).zip(&profile.access_rules).find(|(_, rule)| of_kind(rule)).map(|(at, _)| at)
}

/// The elements of a profile's rules that admit the request.
fn matching(compiled: &Compiled, request: &Request, profile: &Profile) -> Vec<(u32, Element)> {
    let Named { elements, address } = named(Some(compiled), request);
    let mut found = Vec::new();
    for (at, rule) in (0..).zip(&profile.access_rules) {
        for prefix in rule.address_prefixes.iter().filter_map(Prefix::of) {
            let other =
                matches!(&request.flow, Flow::Inbound(it) if it.caller.address == Address::Other);
            if address.is_some_and(|it| prefix.holds(it.first()))
                || (other && prefix.is_whole_family())
            {
                found.push((at, Element::AddressPrefix(prefix)));
            }
        }
        for tag in &rule.service_tags {
            let ranges = crate::matrix::ranges_of(compiled.snapshot(), tag).iter();
            let mut ranges = ranges.filter_map(Prefix::of);
            if address.is_some_and(|it| ranges.any(|range| range.holds(it.first()))) {
                found.push((at, Element::ServiceTag(tag.clone())));
            }
        }
        let listed = rule.subscriptions.iter().cloned().map(Element::Subscription);
        let listed =
            listed.chain(rule.network_security_perimeters.iter().cloned().map(Element::Perimeter));
        found.extend(listed.filter(|it| elements.contains(it)).map(|it| (at, it)));
        if let Flow::Outbound(outbound) = &request.flow
            && let Destination::Name(name) = &outbound.destination
        {
            let patterns = rule.fully_qualified_domain_names.iter();
            let covering = patterns.filter(|pattern| pattern.covers(name) == Some(true));
            found.extend(covering.map(|it| (at, Element::Name(it.as_str().into()))));
        }
    }
    found
}

fn firewall(
    compiled: &Compiled,
    request: &Request,
    at: u32,
    opens: bool,
    changes: &mut Vec<Change>,
) {
    let Some(resource) = compiled.snapshot().resources.get(at as usize) else { return };
    let Network::Given { public_network_access, network_acls } = &resource.network else { return };
    for access in [
        PublicNetworkAccess::Enabled,
        PublicNetworkAccess::Disabled,
        PublicNetworkAccess::SecuredByPerimeter,
    ] {
        if public_network_access.as_ref() != Some(&access) {
            changes.push(Change::PublicNetworkAccess(at, access));
        }
    }
    let Flow::Inbound(inbound) = &request.flow else { return };
    changes.push(Change::DefaultAction(at, opens));
    changes.push(Change::TrustedServices(at, opens));
    let caller = &inbound.caller;
    let Named { address, .. } = named(None, request);
    if let Some(address) = address {
        let own: Vec<Prefix> = crate::matrix::ip_rules(resource)
            .filter_map(Prefix::of)
            .filter(|prefix| prefix.holds(address.first()))
            .collect();
        changes.push(if opens {
            Change::AddIpRule(at, address)
        } else {
            Change::RemoveIpRules(at, own)
        });
    }
    if let Path::ServiceEndpoint { subnet } = &inbound.path {
        let subnet = subnet.clone();
        changes.push(if opens {
            Change::AddSubnet(at, subnet)
        } else {
            Change::RemoveSubnet(at, subnet)
        });
    }
    let rules: &[ResourceAccessRule] =
        network_acls.as_ref().map_or(&[], |acls| &acls.resource_access_rules);
    if !opens {
        let places = (0..).zip(rules).map(|(place, _)| Change::RemoveResourceInstance(at, place));
        changes.extend(places);
    } else if let Some(other) = &caller.resource {
        let tenant = caller.tenant.clone().or_else(|| resource.tenant_id.clone());
        changes.push(Change::AddResourceInstance(at, other.clone(), tenant));
    }
}
