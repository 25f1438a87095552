//! The resource's own network rules: rulings 4 and 5.

use nsp_core::{
    Bypass, Caller, DefaultAction, Ground, Inbound, Network, NetworkAcls, Path,
    PublicNetworkAccess, Reads, ResourceAccessRule, TRUSTED_SERVICE_TYPES, TenantId,
};

use super::rules::{self, Nearness};
use super::{Answer, Case, Tri, after_doubt, allowed, denied, perimeters, resource, text, unknown};

/// Rulings 4, without a log category.
pub(super) fn not_associated(case: Case<'_>, inbound: &Inbound) -> Answer {
    match public_network_access(case) {
        Asked::NotKnown => unknown(),
        Asked::SecuredByPerimeter => denied(Ground::LockedDown, None),
        Asked::Disabled => disabled(case, inbound),
        Asked::Enabled => enabled(case, inbound),
    }
}

/// `publicNetworkAccess` as an answer; absent is Enabled.
#[derive(Clone, Copy)]
pub(super) enum Asked {
    Enabled,
    Disabled,
    SecuredByPerimeter,
    NotKnown,
}

pub(super) fn public_network_access(case: Case<'_>) -> Asked {
    match case.network() {
        Network::NotGiven => Asked::NotKnown,
        Network::Given { public_network_access, .. } => match public_network_access {
            None | Some(PublicNetworkAccess::Enabled) => Asked::Enabled,
            Some(PublicNetworkAccess::Disabled) => Asked::Disabled,
            Some(PublicNetworkAccess::SecuredByPerimeter) => Asked::SecuredByPerimeter,
            Some(PublicNetworkAccess::Unrecognized(_)) => Asked::NotKnown,
        },
    }
}

/// Azure's default where the firewall or a part of it is absent.
fn acls(case: Case<'_>) -> NetworkAcls {
    let default = || {
        let bypass = Bypass { azure_services: true, ..Bypass::default() };
        NetworkAcls::new(DefaultAction::Allow, bypass)
    };
    match case.network() {
        Network::Given { network_acls: Some(acls), .. } => acls.clone(),
        Network::Given { network_acls: None, .. } | Network::NotGiven => default(),
    }
}

/// Rulings 5: the exceptions survive, then the property denies. Of other types than storage
/// accounts the exceptions are not known, and only some callers could use one.
pub(super) fn disabled(case: Case<'_>, inbound: &Inbound) -> Answer {
    let ends = denied(Ground::PublicNetworkAccessDisabled, None);
    if case.is_storage_account() {
        return match exceptions(case, inbound) {
            Exception::Lets(ground) => allowed(ground, None),
            Exception::After { doubt } => after_doubt(doubt, ends),
            Exception::AllowedInDoubt => allowed(Ground::Undecided, None),
        };
    }
    let could_be_excepted = inbound.caller.service.is_some() || inbound.caller.resource.is_some();
    if could_be_excepted { unknown() } else { ends }
}

/// Rulings 5 in their order, with `publicNetworkAccess` Enabled.
pub(super) fn enabled(case: Case<'_>, inbound: &Inbound) -> Answer {
    if !case.is_storage_account() {
        return unknown();
    }
    let mut doubt = match exceptions(case, inbound) {
        Exception::Lets(ground) => return allowed(ground, None),
        Exception::AllowedInDoubt => return allowed(Ground::Undecided, None),
        Exception::After { doubt } => doubt,
    };
    let acls = acls(case);
    match acls.default_action {
        None | Some(DefaultAction::Allow) => {
            return after_doubt(doubt, allowed(Ground::DefaultAllow, None));
        }
        Some(DefaultAction::Deny) => {}
        Some(DefaultAction::Unrecognized(_)) => doubt = true,
    }
    match by_subnet(&acls, inbound) {
        Tri::Yes => return after_doubt(doubt, allowed(Ground::VirtualNetworkRule, None)),
        Tri::Maybe => doubt = true,
        Tri::No => {}
    }
    match by_ip_rule(case, inbound) {
        Tri::Yes => return after_doubt(doubt, allowed(Ground::IpRule, None)),
        Tri::Maybe => doubt = true,
        Tri::No => {}
    }
    after_doubt(doubt, denied(Ground::NoFirewallRule, None))
}

enum Exception {
    Lets(Ground),
    AllowedInDoubt,
    After { doubt: bool },
}

/// Rulings 5: `resourceAccessRules`, then `bypass`.
fn exceptions(case: Case<'_>, inbound: &Inbound) -> Exception {
    let acls = acls(case);
    let instance = Tri::any(
        acls.resource_access_rules.iter().map(|rule| resource_instance(case, rule, inbound)),
    );
    let bypass = acls.bypass.unwrap_or(Bypass { azure_services: true, ..Bypass::default() });
    match (instance, bypassed(case, &bypass, inbound)) {
        (Tri::Yes, _) => Exception::Lets(Ground::ResourceInstance),
        (Tri::No, Tri::Yes) => Exception::Lets(Ground::TrustedService),
        (Tri::Maybe, Tri::Yes) => Exception::AllowedInDoubt,
        (Tri::No, Tri::No) => Exception::After { doubt: false },
        (Tri::Maybe, _) | (_, Tri::Maybe) => Exception::After { doubt: true },
    }
}

fn account_tenant<'a>(case: Case<'a>) -> Option<&'a str> {
    let tenant = case.described()?.tenant_id.as_ref()?.as_str();
    (!text::is_symbolic(tenant)).then_some(tenant)
}

fn same_tenant(a: &str, b: &str) -> Tri {
    if text::is_symbolic(a) || text::is_symbolic(b) {
        return Tri::Maybe;
    }
    Tri::of(text::same(a, b))
}

/// As the request or the estate says.
fn caller_tenant<'a>(case: Case<'a>, caller: &'a Caller) -> Option<&'a str> {
    let of_resource = || {
        let calling = resource(case.snapshot, caller.resource.as_ref()?.as_str())?;
        calling.tenant_id.as_ref()
    };
    caller.tenant.as_ref().or_else(of_resource).map(TenantId::as_str)
}

/// Same tenant, managed identity, exact resource or the scope that the wildcard names.
fn resource_instance(case: Case<'_>, rule: &ResourceAccessRule, inbound: &Inbound) -> Tri {
    let Some(calling) = &inbound.caller.resource else { return Tri::No };
    if !perimeters::has_managed_identity(inbound) {
        return Tri::No;
    }
    let id = if text::is_symbolic(rule.resource_id.as_str()) {
        Tri::Maybe
    } else {
        Tri::of(in_scope(rule.resource_id.as_str(), calling.as_str()))
    };
    Tri::all([id, instance_tenant(case, rule, &inbound.caller)])
}

/// The caller's tenant is the rule's, and the account's where that is known.
fn instance_tenant(case: Case<'_>, rule: &ResourceAccessRule, caller: &Caller) -> Tri {
    let account = account_tenant(case);
    let callers = caller_tenant(case, caller);
    let listed = match (&rule.tenant_id, callers.or(account)) {
        (None, _) => Tri::Maybe,
        (Some(listed), None) if text::is_symbolic(listed.as_str()) => Tri::Maybe,
        (Some(_), None) => Tri::Yes,
        (Some(listed), Some(tenant)) => same_tenant(listed.as_str(), tenant),
    };
    let own = match (callers, account) {
        (Some(callers), Some(account)) => same_tenant(callers, account),
        (None, _) | (_, None) => Tri::Yes,
    };
    Tri::all([listed, own])
}

/// Segment by segment; a wildcard without a resource group is of every resource group.
fn in_scope(scope: &str, id: &str) -> bool {
    if !scope.contains('*') {
        return text::same_id(scope, id);
    }
    let (scope, mut id) = (text::segments(scope), text::segments(id));
    let position = |segments: &[&str], key: &str| {
        segments.get(2).is_some_and(|segment| text::same(segment, key))
    };
    if position(&scope, "providers") && position(&id, "resourceGroups") {
        id.drain(2..id.len().min(4));
    }
    scope.len() == id.len() && scope.iter().zip(&id).all(|(s, i)| *s == "*" || text::same(s, i))
}

/// Rulings 5: the three words of `bypass`, and the words that nobody knows.
fn bypassed(case: Case<'_>, bypass: &Bypass, inbound: &Inbound) -> Tri {
    let trusted = if bypass.azure_services { trusted(case, &inbound.caller) } else { Tri::No };
    let reads = match inbound.reads {
        Some(Reads::Logs) => Tri::of(bypass.logging),
        Some(Reads::Metrics) => Tri::of(bypass.metrics),
        None => Tri::No,
    };
    let strange = if bypass.unrecognized.is_empty() { Tri::No } else { Tri::Maybe };
    Tri::any([trusted, reads, strange])
}

/// The caller's type is on the list, and its tenant is the account's.
fn trusted(case: Case<'_>, caller: &Caller) -> Tri {
    let of_resource = || caller.resource.as_ref().and_then(|id| text::kind_of(id.as_str()));
    let Some(kind) = caller.service.clone().or_else(of_resource) else { return Tri::No };
    let tenant = match (caller_tenant(case, caller), account_tenant(case)) {
        (None, _) => Tri::Yes,
        (Some(_), None) => Tri::Maybe,
        (Some(callers), Some(account)) => same_tenant(callers, account),
    };
    Tri::all([on_the_list(&kind), tenant])
}

fn on_the_list(kind: &str) -> Tri {
    let kind = kind.trim();
    let namespace = |kind: &str| kind.split('/').next().unwrap_or_default().to_owned();
    Tri::any(TRUSTED_SERVICE_TYPES.iter().map(|listed| {
        if text::same(listed, kind) {
            Tri::Yes
        } else if !text::same(&namespace(listed), &namespace(kind)) {
            Tri::No
        } else if !listed.contains('/') {
            Tri::Yes
        } else if !kind.contains('/') {
            Tri::Maybe
        } else {
            Tri::No
        }
    }))
}

/// A basic service endpoint of a listed subnet; a rule that has not succeeded is in doubt.
fn by_subnet(acls: &NetworkAcls, inbound: &Inbound) -> Tri {
    let Path::ServiceEndpoint { subnet } = &inbound.path else { return Tri::No };
    Tri::any(acls.virtual_network_rules.iter().map(|rule| {
        let listed = rule.id.as_str();
        if text::is_symbolic(listed) {
            return Tri::Maybe;
        }
        match (text::same_id(listed, subnet.as_str()), rule.state.as_deref()) {
            (false, _) => Tri::No,
            (true, None) => Tri::Yes,
            (true, Some(state)) if text::same(state, "Succeeded") => Tri::Yes,
            (true, Some(_)) => Tri::Maybe,
        }
    }))
}

/// No effect on a caller of the account's own region, nor on a private address.
pub(super) fn by_ip_rule(case: Case<'_>, inbound: &Inbound) -> Tri {
    if matches!(inbound.path, Path::ServiceEndpoint { .. }) {
        return Tri::No;
    }
    let acls = acls(case);
    let listed = [&acls.ip_rules, &acls.ipv6_rules].map(|rules| rules::in_prefixes(rules, inbound));
    match rules::nearness(case, inbound) {
        Nearness::SameRegion => Tri::No,
        Nearness::Unclear => Tri::all([Tri::any(listed), Tri::Maybe]),
        Nearness::Elsewhere => Tri::any(listed),
    }
}
