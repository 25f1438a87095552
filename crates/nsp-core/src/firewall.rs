//! The storage account's own firewall: asked where no perimeter rule let a request in and the
//! state falls back, and for an account in no perimeter.

use core::net::IpAddr;

use crate::address::AddressPrefix;
use crate::basis;
use crate::evaluate::{Doubt, Fallback, looks_at, saw};
use crate::id::{ResourceId, TenantId};
use crate::look::{Axis, kind};
use crate::outcome::OwnGround;
use crate::question::{CallerRegion, Question};
use crate::request::{Address, Inbound, Path, Reads};
use crate::resource::{Bypass, DefaultAction, Network, NetworkAcls, ResourceAccessRule};
use crate::trace::{
    Assumption, Basis, By, DefaultActionSeen, Event, Match, Miss, Missing, Note, Witness,
};
use crate::trusted::trusts;

impl Question<'_> {
    /// What the resource's own rules say to an inbound request, and on what that rests; where they
    /// are not known, on what that rests. Whether `publicNetworkAccess` is `disabled` is known.
    pub(crate) fn firewall<W: Witness>(
        &self,
        inbound: &Inbound,
        disabled: bool,
        fallback: Fallback,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> Result<(OwnGround, Basis), Basis> {
        let rests = |alone: Basis, transition: Basis| match fallback {
            Fallback::NotAssociated => alone,
            Fallback::Transition => transition,
            Fallback::Audit => basis::AUDIT,
        };
        let denied_by_disabled = || {
            let basis = rests(basis::PUBLIC_NETWORK_ACCESS, basis::TRANSITION_DISABLED);
            Ok((OwnGround::PublicNetworkAccessDisabled, basis))
        };
        if !self.is_storage {
            let caller = &inbound.caller;
            if disabled {
                let (resource, service) = (caller.resource.is_some(), caller.service.is_some());
                looks_at(witness, Axis::CallerResource, || u64::from(resource));
                if !resource {
                    looks_at(witness, Axis::Service, || u64::from(service));
                }
            }
            if disabled && caller.resource.is_none() && caller.service.is_none() {
                return denied_by_disabled();
            }
            saw(witness, Event::FirewallNotModelled, basis::OTHER_FIREWALL);
            saw(witness, Event::Missing(Missing::OtherFirewall), basis::OTHER_FIREWALL);
            return Err(basis::OTHER_FIREWALL);
        }
        let acls = self.network_acls(witness);
        if let Some((ground, basis)) = self.exceptions(inbound, acls, fallback, doubt, witness) {
            let transition = if disabled { basis::TRANSITION_EXCEPTIONS } else { basis };
            return Ok((ground, rests(basis, transition)));
        }
        if disabled {
            return denied_by_disabled();
        }
        let (ground, basis) = if self.default_allows(acls, doubt, witness) {
            (OwnGround::DefaultAllow, basis::DEFAULT_ACTION)
        } else if let Some(at) = self.virtual_network_rules(inbound, acls, doubt, witness) {
            (OwnGround::VirtualNetworkRule(at), basis::VIRTUAL_NETWORK_RULE)
        } else if let Some(at) = self.ip_rules(inbound, doubt, witness) {
            (OwnGround::IpRule(at), basis::IP_RULE)
        } else {
            (OwnGround::NoFirewallRule, basis::DEFAULT_ACTION)
        };
        Ok((ground, rests(basis, basis::TRANSITION_FIREWALL)))
    }

    fn network_acls<W: Witness>(&self, witness: &mut W) -> Option<&NetworkAcls> {
        let acls = match self.resource.map(|resource| &resource.network) {
            Some(Network::Given { network_acls, .. }) => network_acls.as_ref(),
            _ => None,
        };
        if acls.is_none() {
            saw(witness, Event::Assumed(Assumption::DefaultFirewall), basis::ASSUMED_DEFAULT);
        }
        acls
    }

    /// `resourceAccessRules`, then `bypass`: they come before everything else in the firewall.
    fn exceptions<W: Witness>(
        &self,
        inbound: &Inbound,
        acls: Option<&NetworkAcls>,
        fallback: Fallback,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> Option<(OwnGround, Basis)> {
        let (mut unsure, mut wants_identity) = (false, false);
        for (at, rule) in (0..).zip(acls.map_or(&[][..], |acls| &acls.resource_access_rules)) {
            let tried = self.try_resource_instance(rule, inbound, witness);
            let found = tried.clone();
            saw(witness, Event::TriedResourceInstance(at, tried), basis::RESOURCE_INSTANCE);
            match found {
                Match::Matches(_) => {
                    self.note_tenant(inbound, basis::RESOURCE_INSTANCE, witness);
                    return Some((OwnGround::ResourceInstance(at), basis::RESOURCE_INSTANCE));
                }
                Match::Undecided(_) => unsure = true,
                Match::Misses(miss) => wants_identity |= miss == Miss::NotManagedIdentity,
            }
        }
        if unsure {
            doubt.about(basis::RESOURCE_INSTANCE);
        }
        let rules_asked = fallback != Fallback::NotAssociated
            && !matches!(inbound.path, Path::ServiceEndpoint { .. });
        if wants_identity && inbound.authentication.is_none() && !rules_asked {
            saw(witness, Event::Assumed(Assumption::EntraUser), basis::NO_IDENTITY);
        }
        let given = acls.and_then(|acls| acls.bypass.as_ref());
        if acls.is_some() && given.is_none() {
            saw(witness, Event::Assumed(Assumption::DefaultBypass), basis::ASSUMED_DEFAULT);
        }
        let default = Bypass { azure_services: true, ..Bypass::default() };
        let bypass = given.unwrap_or(&default);
        let tried = self.try_bypass(bypass, inbound, witness);
        saw(witness, Event::TriedBypass(tried.clone()), basis::TRUSTED_SERVICE);
        match tried {
            Match::Matches(_) => {
                if !lets_read(bypass, inbound) {
                    self.note_tenant(inbound, basis::TRUSTED_SERVICE, witness);
                }
                Some((OwnGround::TrustedService, basis::TRUSTED_SERVICE))
            }
            Match::Undecided(_) => {
                doubt.about(basis::TRUSTED_SERVICE);
                None
            }
            Match::Misses(_) => None,
        }
    }

    fn try_resource_instance<W: Witness>(
        &self,
        rule: &ResourceAccessRule,
        inbound: &Inbound,
        witness: &mut W,
    ) -> Match {
        let caller = &inbound.caller;
        let scope = match &caller.resource {
            Some(resource) => rule.covers(resource),
            None => Match::Misses(Miss::OtherResource),
        };
        let tenant = self.instance_tenant(rule.tenant_id.as_ref(), inbound);
        if W::EXPLORES {
            self.looks_at_identity(witness);
            if self.managed != Some(false) {
                witness.looks_at(Axis::CallerResource, kind(&scope));
                if !matches!(scope, Match::Misses(_)) {
                    let is_given = caller.tenant.is_some();
                    self.looks_at_either(Axis::Tenant, is_given, kind(&tenant), witness);
                }
            }
        }
        self.with_identity(scope.and(tenant))
    }

    /// The caller's tenant must be the rule's, and the account's where that is known.
    fn instance_tenant(&self, listed: Option<&TenantId>, inbound: &Inbound) -> Match {
        let account = self.account_tenant();
        let own = self.tenant(&inbound.caller);
        let by_rule = match (listed, own.or(account)) {
            (None, _) => Match::Undecided(Missing::RuleTenant),
            (Some(listed), None) if listed.is_symbolic() => {
                Match::Undecided(Missing::SymbolicValue)
            }
            (Some(_), None) => Match::Matches(By::Itself),
            (Some(listed), Some(tenant)) => same_tenant(listed, tenant),
        };
        let by_account = match (own, account) {
            (Some(own), Some(account)) => same_tenant(own, account),
            _ => Match::Matches(By::Itself),
        };
        by_rule.and(by_account)
    }

    fn try_bypass<W: Witness>(&self, bypass: &Bypass, inbound: &Inbound, witness: &mut W) -> Match {
        let reads = lets_read(bypass, inbound);
        if bypass.logging || bypass.metrics {
            looks_at(witness, Axis::Reads, || u64::from(reads));
        }
        let trusted = if W::EXPLORES && !reads {
            self.try_trusted(bypass, inbound, witness)
        } else {
            self.try_trusted(bypass, inbound, &mut ())
        };
        if lets_read(bypass, inbound) || matches!(trusted, Match::Matches(_)) {
            return Match::Matches(By::Itself);
        }
        match trusted {
            Match::Misses(_) if !bypass.unrecognized.is_empty() => {
                Match::Undecided(Missing::Bypass)
            }
            Match::Misses(Miss::NotTrusted) if inbound.reads.is_some() => {
                Match::Misses(Miss::NotBypassed)
            }
            other => other,
        }
    }

    fn try_trusted<W: Witness>(
        &self,
        bypass: &Bypass,
        inbound: &Inbound,
        witness: &mut W,
    ) -> Match {
        let caller = &inbound.caller;
        let by_resource = || caller.resource.as_ref().and_then(ResourceId::resource_type);
        let service = caller.service.clone().or_else(by_resource);
        let found = match &service {
            Some(service) => trusts(service),
            None => Match::Misses(Miss::NotTrusted),
        };
        if W::EXPLORES && bypass.azure_services {
            let is_given = caller.service.is_some();
            self.looks_at_either(Axis::Service, is_given, kind(&found), witness);
        }
        if matches!(found, Match::Misses(_)) {
            return found;
        }
        if !bypass.azure_services {
            return Match::Misses(Miss::NotBypassed);
        }
        let tenant = match (self.tenant(caller), self.account_tenant()) {
            (None, _) => Match::Matches(By::Itself),
            (Some(_), None) => Match::Undecided(Missing::AccountTenant),
            (Some(own), Some(account)) => same_tenant(own, account),
        };
        if W::EXPLORES {
            let is_given = caller.tenant.is_some();
            self.looks_at_either(Axis::Tenant, is_given, kind(&tenant), witness);
        }
        found.and(tenant)
    }

    fn account_tenant(&self) -> Option<&TenantId> {
        let tenant = self.resource.and_then(|resource| resource.tenant_id.as_ref());
        tenant.filter(|tenant| !tenant.is_symbolic())
    }

    fn note_tenant<W: Witness>(&self, inbound: &Inbound, basis: Basis, witness: &mut W) {
        if self.tenant(&inbound.caller).is_none() {
            saw(witness, Event::Assumed(Assumption::SameTenant), basis);
        }
    }

    fn default_allows<W: Witness>(
        &self,
        acls: Option<&NetworkAcls>,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> bool {
        let action = acls.and_then(|acls| acls.default_action.as_ref());
        let seen = match action {
            None => {
                if acls.is_some() {
                    let assumed = Event::Assumed(Assumption::DefaultActionAllow);
                    saw(witness, assumed, basis::ASSUMED_DEFAULT);
                }
                DefaultActionSeen::Allow
            }
            Some(DefaultAction::Allow) => DefaultActionSeen::Allow,
            Some(DefaultAction::Deny) => DefaultActionSeen::Deny,
            Some(DefaultAction::Unrecognized(_)) => {
                saw(witness, Event::Missing(Missing::DefaultAction), basis::DEFAULT_ACTION);
                doubt.about(basis::DEFAULT_ACTION);
                return false;
            }
        };
        saw(witness, Event::DefaultAction(seen), basis::DEFAULT_ACTION);
        seen == DefaultActionSeen::Allow
    }

    fn virtual_network_rules<W: Witness>(
        &self,
        inbound: &Inbound,
        acls: Option<&NetworkAcls>,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> Option<u32> {
        let subnet = match &inbound.path {
            Path::ServiceEndpoint { subnet } => Some(subnet),
            _ => None,
        };
        let (mut first, mut unsure) = (None, false);
        for (at, rule) in (0..).zip(acls.map_or(&[][..], |acls| &acls.virtual_network_rules)) {
            let succeeded = |state: &str| state.eq_ignore_ascii_case("Succeeded");
            let tried = if subnet.is_none() {
                Match::Misses(Miss::OtherSubnet)
            } else if rule.id.is_symbolic()
                || (subnet != Some(&rule.id) && rule.id.holds_expression())
            {
                Match::Undecided(Missing::SymbolicValue)
            } else if subnet != Some(&rule.id) {
                Match::Misses(Miss::OtherSubnet)
            } else if rule.state.as_deref().is_none_or(succeeded) {
                Match::Matches(By::Itself)
            } else {
                Match::Undecided(Missing::VirtualNetworkRuleState)
            };
            let found = tried.clone();
            saw(witness, Event::TriedVirtualNetworkRule(at, tried), basis::VIRTUAL_NETWORK_RULE);
            match found {
                Match::Matches(_) => {
                    first = Some(at);
                    break;
                }
                Match::Undecided(_) => unsure = true,
                Match::Misses(_) => {}
            }
        }
        if subnet.is_some() {
            let seen = || first.map_or(u64::from(unsure), |at| 2 + u64::from(at));
            looks_at(witness, Axis::Path, seen);
        }
        if first.is_none() && unsure {
            doubt.about(basis::VIRTUAL_NETWORK_RULE);
        }
        first
    }

    /// The first entry of `ipRules`, then `ipv6Rules`, that lets the caller in.
    pub(crate) fn ip_rules<W: Witness>(
        &self,
        inbound: &Inbound,
        doubt: &mut Doubt,
        witness: &mut W,
    ) -> Option<u32> {
        let index = self.compiled.firewall(self.place?)?;
        let Network::Given { network_acls: Some(acls), .. } = &self.resource?.network else {
            return None;
        };
        let from_endpoint = matches!(inbound.path, Path::ServiceEndpoint { .. });
        let hits = match self.address {
            _ if from_endpoint => &[],
            Address::Given(address) => index.prefixes.keys(address),
            Address::Other => index.prefixes.whole_family(),
            Address::NotGiven => &[],
        };
        let lists_some = !acls.ip_rules.is_empty() || !acls.ipv6_rules.is_empty();
        if lists_some && !from_endpoint {
            let list = |address| u64::from(index.prefixes.list_at(address));
            self.looks_at_address(list, witness);
            if !hits.is_empty() || index.has_symbolic || self.address == Address::NotGiven {
                self.looks_at_region(witness);
            }
        }
        let hold = |at: u32, rule: Option<&AddressPrefix>| {
            if self.address == Address::NotGiven {
                Match::Undecided(Missing::CallerAddress)
            } else if hits.contains(&at) {
                Match::Matches(By::Itself)
            } else if rule.is_some_and(|rule| rule.net().is_none()) {
                Match::Undecided(Missing::SymbolicValue)
            } else if self.address == Address::Other {
                Match::Misses(Miss::AddressOther)
            } else {
                Match::Misses(Miss::AddressOutside { nearest: 0 })
            }
        };
        let try_entry = |at: u32, rule: Option<&AddressPrefix>| {
            if from_endpoint {
                return Match::Misses(Miss::PrivateAddress);
            }
            match (hold(at, rule), self.region) {
                (Match::Matches(_) | Match::Undecided(_), CallerRegion::Same) => {
                    Match::Misses(Miss::SameRegion)
                }
                (Match::Matches(_), CallerRegion::Undecided) => {
                    Match::Undecided(Missing::AccountRegion)
                }
                (held, _) => held,
            }
        };
        let (mut first, mut unsure) = (None, false);
        let mut consider = |at: u32, rule: Option<&AddressPrefix>| {
            let tried = try_entry(at, rule);
            match tried {
                Match::Matches(_) => first = first.or(Some(at)),
                Match::Undecided(_) => unsure = true,
                Match::Misses(_) => {}
            }
            saw(witness, Event::TriedIpRule(at, tried), basis::IP_RULE);
        };
        // Unwatched, an entry that the index does not name can only miss.
        if W::WATCHES || index.has_symbolic || self.address == Address::NotGiven {
            for (at, rule) in (0..).zip(acls.ip_rules.iter().chain(&acls.ipv6_rules)) {
                consider(at, Some(rule));
            }
        } else {
            hits.iter().for_each(|at| consider(*at, None));
        }
        if first.is_some() && matches!(self.address, Address::Given(IpAddr::V6(_))) {
            saw(witness, Event::Note(Note::Ipv6PerService), basis::IPV6);
        }
        if first.is_some() && self.region == CallerRegion::AssumedOther {
            saw(witness, Event::Assumed(Assumption::OtherRegion), basis::IP_RULE);
        }
        if first.is_none() && unsure {
            doubt.about(basis::IP_RULE);
        }
        first
    }
}

impl ResourceAccessRule {
    /// Whether a resource is the one that is named, or lies in the wildcard scope that is.
    #[must_use]
    pub fn covers(&self, resource: &ResourceId) -> Match {
        if in_scope(&self.resource_id, resource) && !self.resource_id.is_symbolic() {
            Match::Matches(By::Itself)
        } else if self.resource_id.holds_expression() {
            Match::Undecided(Missing::SymbolicValue)
        } else {
            Match::Misses(Miss::OtherResource)
        }
    }
}

/// Whether the read that is asked about is one that `bypass` excepts.
fn lets_read(bypass: &Bypass, inbound: &Inbound) -> bool {
    match inbound.reads {
        Some(Reads::Logs) => bypass.logging,
        Some(Reads::Metrics) => bypass.metrics,
        None => false,
    }
}

fn same_tenant(a: &TenantId, b: &TenantId) -> Match {
    if a.is_symbolic() || b.is_symbolic() {
        Match::Undecided(Missing::SymbolicValue)
    } else if a == b {
        Match::Matches(By::Itself)
    } else {
        Match::Misses(Miss::OtherTenant)
    }
}

/// Whether a resource is the one a rule names, or lies in the wildcard scope it names.
///
/// A segment `*` stands for one segment. A scope without a resource group is every one of them.
fn in_scope(scope: &ResourceId, resource: &ResourceId) -> bool {
    if scope == resource {
        return true;
    }
    if !scope.as_str().contains('*') {
        return false;
    }
    let any_group = scope.resource_group().is_none();
    let mut wanted = scope.as_str().split('/');
    let mut segments = resource.as_str().split('/');
    loop {
        let next = segments.next();
        if any_group && next.is_some_and(|it| it.eq_ignore_ascii_case("resourceGroups")) {
            segments.next();
            continue;
        }
        match (wanted.next(), next) {
            (None, None) => return true,
            (Some(wanted), Some(segment))
                if wanted == "*" || wanted.eq_ignore_ascii_case(segment) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcard_scopes() {
        let factory =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories/f";
        let check = |scope: &str, expected: bool| {
            let found = in_scope(&ResourceId::new(scope), &ResourceId::new(factory));
            assert_eq!(found, expected, "{scope}");
        };
        check(
            "/SUBSCRIPTIONS/S/resourcegroups/G/providers/microsoft.datafactory/factories/F",
            true,
        );
        check(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories/*",
            true,
        );
        check(
            "/subscriptions/*/resourceGroups/*/providers/Microsoft.DataFactory/factories/*",
            true,
        );
        check("/subscriptions/s/providers/Microsoft.DataFactory/factories/*", true);
        check("/subscriptions/t/providers/Microsoft.DataFactory/factories/*", false);
        check(
            "/subscriptions/s/resourceGroups/h/providers/Microsoft.DataFactory/factories/*",
            false,
        );
        check("/subscriptions/s/providers/Microsoft.Sql/servers/*", false);
        check("/subscriptions/s/resourceGroups/g/providers/Microsoft.DataFactory/factories", false);
        check("*", false);
    }
}
