//! What there is to say about one element while it is typed.
//!
//! The sentences are those of the findings wherever a document would have one.

mod prefix;

use super::document::Scenario;
use super::edit::Thing;
use crate::finding::Kind;

/// A list of texts that a person edits, or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The name of the thing itself.
    Name,
    /// Of an access rule or a service tag.
    AddressPrefixes,
    /// Of an access rule.
    Subscriptions,
    /// Of an access rule.
    NetworkSecurityPerimeters,
    /// Of an access rule.
    ServiceTags,
    /// Of an access rule.
    FullyQualifiedDomainNames,
    /// Of an access rule.
    EmailAddresses,
    /// Of an access rule.
    PhoneNumbers,
    /// Of a resource's firewall.
    IpRules,
    /// Of a resource's firewall.
    Ipv6Rules,
    /// Of a resource's firewall.
    VirtualNetworkRules,
    /// Of a resource's firewall.
    ResourceAccessRules,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The rule, service tag or resource; of a name, the thing itself.
    pub thing: Thing,
    /// Which of its lists.
    pub list: List,
    /// The position in the list; `None` for one that is not in it yet.
    pub index: Option<usize>,
}

/// Whether Azure takes an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Azure refuses it.
    Refused,
    /// Azure takes it, and it may not be what is meant.
    Said,
    /// Good to know.
    Noted,
}

/// One thing to say about an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// How grave it is.
    pub gravity: Gravity,
    /// What, and what to write instead. Backticks mark code.
    pub message: String,
    /// What to write in its place on a press; an empty text takes the element away.
    pub replacement: Option<String>,
}

impl Advice {
    fn new(gravity: Gravity, message: String, replacement: Option<String>) -> Self {
        Self { gravity, message, replacement }
    }

    fn found(gravity: Gravity, kind: Kind, replacement: Option<String>) -> Self {
        Self::new(gravity, kind.message(), replacement)
    }
}

/// What there is to say about a text in the place of an element, the gravest first. Nothing is
/// said of an empty text.
#[must_use]
pub fn advise(scenario: &Scenario, slot: Slot, text: &str) -> Vec<Advice> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let mut advice = match slot.list {
        List::AddressPrefixes | List::IpRules | List::Ipv6Rules => {
            prefix::advise(scenario, slot, text)
        }
        _ => Vec::new(),
    };
    advice.sort_by_key(|it| it.gravity);
    advice
}
