//! What mends a permission that is lost, in words.

use nsp_analysis::Prefix;
use nsp_analysis::cells::{Change, Permission};
use nsp_core::{Address, AssociationRef, Direction, Flow, Outcome, Path, Snapshot};

use crate::scenario::limits;

/// How many elements the rules of an association's profile hold in a direction, and how many Azure
/// takes. `None` where there is no such profile.
#[must_use]
pub fn room(
    snapshot: &Snapshot,
    at: AssociationRef,
    direction: Direction,
) -> Option<(usize, usize)> {
    let perimeter = snapshot.perimeters.get(at.perimeter as usize)?;
    let rules = &perimeter.profiles.get(at.profile? as usize)?.access_rules;
    let count = match direction {
        Direction::Inbound => limits::inbound_elements(rules),
        Direction::Outbound => limits::outbound_elements(rules),
    };
    Some((count, limits::RULE_ELEMENTS.most()))
}

/// What else there is to do about a loss that no rule for addresses or names mends.
#[must_use]
pub fn remedy(change: &Change) -> &'static str {
    let by_endpoint = matches!(
        &change.witness.flow,
        Flow::Inbound(it) if matches!(it.path, Path::ServiceEndpoint { .. } | Path::StandardServiceEndpoint)
    );
    let is_private = matches!(
        &change.witness.flow,
        Flow::Inbound(it) if matches!(it.caller.address, Address::Given(address) if Prefix::only(address).is_reserved())
    );
    match (change.after, change.permission) {
        (Outcome::Protocol, _) => {
            "No rule mends it: the protocol is blocked for an associated account. Only another \
             protocol remains."
        }
        (Outcome::UnsupportedFeature { .. }, _) => {
            "No rule mends it: the feature is not supported for an associated account."
        }
        (_, Permission::TrustedService) => {
            "No rule names a trusted service. One that calls with a managed identity is let in by \
             a rule for its subscription, or when its resource is in the perimeter. For one that \
             is not onboarded nothing but a private endpoint remains."
        }
        (_, Permission::ResourceInstance(_)) => {
            "Associate the calling resource with the same perimeter, or admit its subscription by \
             a rule: either needs its managed identity."
        }
        (_, Permission::VirtualNetworkRule(_)) => {
            "No rule names a subnet. Give its network a private endpoint, which passes in every \
             state."
        }
        (_, Permission::IpRule(_) | Permission::DefaultAllow) if is_private => {
            "Azure sees no private address, so a rule for these lets nobody in. Give their network \
             a private endpoint, which passes in every state."
        }
        _ if by_endpoint => {
            "No rule admits what comes through a service endpoint. Give its network a private \
             endpoint, which passes in every state."
        }
        _ => {
            "No rule for addresses admits these callers. Let them call with a managed identity \
             from within the perimeter, or through a private endpoint."
        }
    }
}
