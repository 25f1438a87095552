//! How much Azure takes: what a mend has to fit into.

use nsp_core::{AccessRule, Network, Snapshot};

use crate::flip::{Change, Element, Obstacle};

/// Elements of all rules of a profile in one direction.
pub const RULE_ELEMENTS: usize = 200;

/// IP rules of one account.
pub const IP_RULES: usize = 400;

/// How many elements of a profile's rules Azure counts as inbound.
#[must_use]
pub fn inbound_elements(rules: &[AccessRule]) -> usize {
    let counts = rules.iter().map(|rule| {
        rule.address_prefixes.len()
            + rule.subscriptions.len()
            + rule.network_security_perimeters.len()
            + rule.service_tags.len()
    });
    counts.sum()
}

/// How many elements of a profile's rules Azure counts as outbound.
#[must_use]
pub fn outbound_elements(rules: &[AccessRule]) -> usize {
    let counts = rules.iter().map(|rule| {
        rule.fully_qualified_domain_names.len()
            + rule.email_addresses.len()
            + rule.phone_numbers.len()
    });
    counts.sum()
}

impl Change {
    /// What keeps the change from working at Azure, if anything does.
    pub(crate) fn obstacle(&self, snapshot: &Snapshot) -> Option<Obstacle> {
        match self {
            Self::Admit { element: Element::AddressPrefix(prefix), .. }
            | Self::AddIpRule(_, prefix)
                if prefix.is_reserved() =>
            {
                Some(Obstacle::PrivateAddress)
            }
            Self::Admit { perimeter, profile, element, .. } => {
                let written = snapshot.perimeters.get(*perimeter as usize)?;
                let rules = &written.profiles.get(*profile as usize)?.access_rules;
                let count = match element {
                    Element::Name(_) => outbound_elements(rules),
                    _ => inbound_elements(rules),
                };
                (count >= RULE_ELEMENTS).then_some(Obstacle::FullProfile)
            }
            Self::AddIpRule(at, _) => {
                let resource = snapshot.resources.get(*at as usize)?;
                let Network::Given { network_acls: Some(acls), .. } = &resource.network else {
                    return None;
                };
                let count = acls.ip_rules.len() + acls.ipv6_rules.len();
                (count >= IP_RULES).then_some(Obstacle::FullFirewall)
            }
            _ => None,
        }
    }
}
