//! How large changes are.

use super::{Change, Element};
use crate::prefix::Prefix;

/// How large a change is: first by whom it concerns beside the caller, then by how many elements
/// it touches, then by how many addresses or names they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size {
    breadth: u8,
    elements: usize,
    held: u128,
}

impl Change {
    /// How large the change is: of two that turn a verdict the smaller is the better answer.
    #[must_use]
    pub fn size(&self) -> Size {
        let one = |breadth| Size { breadth, elements: 1, held: 1 };
        let own = one(0);
        match self {
            Self::Admit { element, rule, .. } => {
                let named = matches!(element, Element::AddressPrefix(_) | Element::Name(_));
                Size {
                    // Whoever else is of the subscription or the perimeter comes along.
                    breadth: if named { 0 } else { 1 },
                    elements: if rule.is_some() { 1 } else { 2 },
                    held: element.held(),
                }
            }
            Self::Withdraw(removed) => {
                let held = removed.iter().map(|(_, element)| element.held());
                let held = held.fold(0, u128::saturating_add);
                Size { elements: removed.len(), held, ..own }
            }
            Self::AddIpRule(_, prefix) => Size { held: addresses(*prefix), ..own },
            Self::RemoveIpRules(_, removed) => {
                let held = removed.iter().copied().map(addresses).fold(0, u128::saturating_add);
                Size { elements: removed.len(), held, ..own }
            }
            Self::AddSubnet(..)
            | Self::AddResourceInstance(..)
            | Self::RemoveSubnet(..)
            | Self::RemoveResourceInstance(..) => own,
            Self::ApproveLink(_) => one(2),
            Self::TrustedServices(..) => one(3),
            Self::AccessMode(..) => one(4),
            Self::PublicNetworkAccess(..) => one(5),
            // Of every caller and destination other rules decide then. Only what opens to everybody
            // is larger, and no answer beside anything else.
            Self::Profile(..) => one(6),
            Self::DefaultAction(..) => one(7),
        }
    }
}

impl Element {
    /// How many addresses or names it holds, as far as it says.
    fn held(&self) -> u128 {
        match self {
            Self::AddressPrefix(prefix) => addresses(*prefix),
            Self::Name(name) if name.starts_with("*.") => u128::MAX,
            _ => 1,
        }
    }
}

/// How many addresses a prefix holds; one less for all of IPv6, which has one too many to count.
fn addresses(prefix: Prefix) -> u128 {
    (prefix.to() - prefix.from()).saturating_add(1)
}
