//! What would flip this? The smallest changes of a configuration that turn a verdict.
//!
//! Candidates are made from what the request carries and the configuration holds; which of them
//! turn the verdict is the engine's to say, asked about the changed configuration. None is offered
//! that it has not confirmed.

mod apply;
mod candidates;
mod legs;
mod size;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{
    AccessMode, AssociationRef, Authentication, Compiled, Flow, Ground, LinkRef, Outcome,
    PerimeterId, PublicNetworkAccess, Request, ResourceId, RuleRef, State, SubscriptionId,
    TenantId, Verdict,
};

pub use self::legs::{LegFlips, of_legs};
pub use self::size::Size;

use crate::prefix::Prefix;

/// One change of a configuration. Places are of the configuration before the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Puts an element into an access rule of a profile: into one of its own kind, or a new one.
    Admit {
        /// The association's perimeter.
        perimeter: u32,
        /// Its profile.
        profile: u32,
        /// The rule that takes it; `None` is a new one.
        rule: Option<u32>,
        /// What it admits.
        element: Element,
    },
    /// Takes elements out of access rules, each by its place in its list.
    Withdraw(Vec<(RuleRef, Element)>),
    /// Sets the access mode of an association.
    AccessMode(AssociationRef, AccessMode),
    /// Associates the resource with another profile of its perimeter.
    Profile(AssociationRef, String),
    /// Marks a link as approved.
    ApproveLink(LinkRef),
    /// Sets `publicNetworkAccess` of the resource, into `resources`.
    PublicNetworkAccess(u32, PublicNetworkAccess),
    /// Sets `defaultAction` of its firewall to Allow, or to Deny.
    DefaultAction(u32, bool),
    /// Adds `AzureServices` to the firewall's `bypass`, or takes it away.
    TrustedServices(u32, bool),
    /// Adds an entry to `ipRules` or `ipv6Rules`.
    AddIpRule(u32, Prefix),
    /// Takes out every entry of `ipRules` and `ipv6Rules` that holds the caller's address.
    RemoveIpRules(u32, Vec<Prefix>),
    /// Adds an entry to `virtualNetworkRules`.
    AddSubnet(u32, ResourceId),
    /// Takes it out.
    RemoveSubnet(u32, ResourceId),
    /// Adds an entry to `resourceAccessRules`.
    AddResourceInstance(u32, ResourceId, Option<TenantId>),
    /// Takes out the entry at a place of `resourceAccessRules`.
    RemoveResourceInstance(u32, u32),
}

/// An element of an access rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Of `addressPrefixes`.
    AddressPrefix(Prefix),
    /// Of `subscriptions`.
    Subscription(SubscriptionId),
    /// Of `networkSecurityPerimeters`.
    Perimeter(PerimeterId),
    /// Of `serviceTags`.
    ServiceTag(String),
    /// Of `fullyQualifiedDomainNames`.
    Name(String),
}

/// What turns the verdict on a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flips {
    /// The verdict as it is.
    pub verdict: Verdict,
    /// The verdict that the changes lead to.
    pub wanted: Verdict,
    /// Changes that each turn it and that Azure takes, confirmed by the engine, the smallest first.
    pub changes: Vec<Change>,
    /// Why there is none, by what decides; `None` where there is one.
    pub none: Option<Obstacle>,
}

/// Why no change of the configuration turns a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// The ground does not depend on the configuration: a private endpoint, a control-plane
    /// request, a protocol or feature that is blocked.
    Ground(Ground),
    /// The caller has nothing that a rule could name: its address is not given, or none that a
    /// rule names, and it is no managed identity.
    NothingToName,
    /// The caller does not call with a managed identity, with which it would be let in: nothing
    /// else proves which perimeter or subscription it is of.
    NoManagedIdentity,
    /// The resource is not in the estate.
    UnknownResource,
    /// The caller's address is one that Azure never sees, so that a rule for it matches nobody.
    PrivateAddress,
    /// A rule would turn it, and the profile has as many elements as Azure takes.
    FullProfile,
    /// An IP rule would turn it, and the account has as many as Azure takes.
    FullFirewall,
    /// No single change turns it.
    NoSingleChange,
}

/// What turns the verdict on a request in a state: Denied or Unknown into Allowed, Allowed into
/// Denied.
#[must_use]
pub fn flips(compiled: &Compiled, request: &Request, state: State) -> Flips {
    let outcome = compiled.question(request).evaluate(state, &mut ());
    search(compiled, request, outcome, |change, changed| {
        let wanted = opposite(outcome.verdict());
        turned(compiled, request, state, change, changed) == wanted
    })
}

/// The changes that `turns` confirms, of those that might turn the outcome of a request.
fn search(
    compiled: &Compiled,
    request: &Request,
    outcome: Outcome,
    turns: impl Fn(&Change, &Compiled) -> bool,
) -> Flips {
    let verdict = outcome.verdict();
    let wanted = opposite(verdict);
    let mut changes = candidates::of(compiled, request, wanted);
    changes.retain(|change| {
        let changed = compiled.after(change.applied(compiled.snapshot()));
        turns(change, &changed)
    });
    order::sort_by_key(&mut changes, Change::size);
    changes.dedup();
    let mut in_the_way = None;
    changes.retain(|change| match change.obstacle(compiled.snapshot()) {
        None => true,
        Some(obstacle) => {
            in_the_way.get_or_insert(obstacle);
            false
        }
    });
    // Open to everybody is no answer where something narrower is.
    let opens_all = |change: &Change| matches!(change, Change::DefaultAction(_, true));
    if !changes.iter().all(opens_all) {
        changes.retain(|change| !opens_all(change));
    }
    let why = || in_the_way.unwrap_or_else(|| obstacle(compiled, request, outcome));
    let none = changes.is_empty().then(why);
    Flips { verdict, wanted, changes, none }
}

fn opposite(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Allowed => Verdict::Denied,
        Verdict::Denied | Verdict::Unknown => Verdict::Allowed,
    }
}

/// The verdict after a change.
///
/// Another access mode is another state, where the state that is asked about is the estate's own.
fn turned(
    compiled: &Compiled,
    request: &Request,
    state: State,
    change: &Change,
    changed: &Compiled,
) -> Verdict {
    let is_own = compiled.state_of(&request.resource) == Some(state);
    let state = match change {
        Change::AccessMode(..) if is_own => match changed.state_of(&request.resource) {
            Some(state) => state,
            // Another association may decide then, in a mode that nobody knows.
            None => return Verdict::Unknown,
        },
        _ => state,
    };
    changed.question(request).evaluate(state, &mut ()).verdict()
}

fn obstacle(compiled: &Compiled, request: &Request, outcome: Outcome) -> Obstacle {
    match outcome.ground() {
        Ground::NotGoverned
        | Ground::PrivateEndpoint
        | Ground::Protocol
        | Ground::UnsupportedFeature => Obstacle::Ground(outcome.ground()),
        _ if !compiled.knows(&request.resource) => Obstacle::UnknownResource,
        _ if outcome.verdict() != Verdict::Allowed && wants_identity(compiled, request) => {
            Obstacle::NoManagedIdentity
        }
        _ if candidates::names_nothing(request) => Obstacle::NothingToName,
        _ => Obstacle::NoSingleChange,
    }
}

/// Whether the perimeter lets the caller in once it calls with a managed identity.
fn wants_identity(compiled: &Compiled, request: &Request) -> bool {
    let mut proved = request.clone();
    let Flow::Inbound(inbound) = &mut proved.flow else { return false };
    let identity = Some(Authentication::ManagedIdentity);
    if inbound.authentication == identity {
        return false;
    }
    inbound.authentication = identity;
    let outcome = compiled.question(&proved).evaluate(State::Enforced, &mut ());
    outcome.verdict() == Verdict::Allowed
}
