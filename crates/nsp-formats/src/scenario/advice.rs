//! What there is to say about one element while it is typed.
//!
//! The sentences are those of the findings wherever a document would have one.

mod context;
mod host;
mod list;
mod name;
mod prefix;
mod reference;

#[cfg(test)]
mod tests;

pub use self::list::List;

use self::context::Context;
use super::document::Scenario;
use super::edit::Thing;
use crate::finding::Kind;

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The rule, service tag or resource; of a name, the thing itself.
    pub thing: Thing,
    /// Which of its lists.
    pub list: List,
    /// The position in the list; `None` for an element that is not in it yet.
    pub index: Option<usize>,
}

/// Whether Azure takes an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Azure refuses it.
    Refused,
    /// Azure takes it, and it may not do what is meant.
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
    fn new(gravity: Gravity, message: String) -> Self {
        Self { gravity, message, replacement: None }
    }

    fn found(gravity: Gravity, kind: &Kind) -> Self {
        Self::new(gravity, kind.message())
    }

    /// With what to write instead.
    fn or(self, replacement: impl Into<String>) -> Self {
        Self { replacement: Some(replacement.into()), ..self }
    }
}

/// What there is to say about a text in the place of an element, the gravest first. Nothing is
/// said of an empty text, and nothing of what Azure takes and does as it says.
///
/// ```
/// use nsp_formats::scenario::Scenario;
/// use nsp_formats::scenario::advice::{Gravity, List, Slot, advise};
/// use nsp_formats::scenario::edit::Thing;
/// let thing = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
/// let slot = Slot { thing, list: List::AddressPrefixes, index: None };
/// let advice = advise(&Scenario::default(), slot, "*");
/// assert_eq!(advice[0].gravity, Gravity::Refused);
/// assert_eq!(advice[0].replacement.as_deref(), Some("0.0.0.0/0"));
/// ```
#[must_use]
pub fn advise(scenario: &Scenario, slot: Slot, text: &str) -> Vec<Advice> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if text.starts_with('[') {
        return vec![Advice::found(Gravity::Said, &Kind::Symbolic(text.to_owned()))];
    }
    let context = Context::new(scenario, slot);
    let mut advice = match slot.list {
        List::Name => name::advise(scenario, slot.thing, text),
        List::AddressPrefixes | List::IpRules | List::Ipv6Rules => prefix::advise(&context, text),
        List::Subscriptions => reference::subscription(&context, text),
        List::NetworkSecurityPerimeters => reference::perimeter(&context, text),
        List::ServiceTags => reference::service_tag(&context, text),
        List::FullyQualifiedDomainNames => host::advise(&context, text),
        List::VirtualNetworkRules => reference::subnet(&context, text),
        List::ResourceAccessRules => reference::resource(&context, text),
        List::EmailAddresses => context.repeated(text, |one, other| one == other),
        List::PhoneNumbers => context.repeated(text, |one, other| one == other),
    };
    let unused = match slot.list {
        List::EmailAddresses => Some("emailAddresses"),
        List::PhoneNumbers => Some("phoneNumbers"),
        _ => None,
    };
    let unused = unused.map(|it| Advice::found(Gravity::Noted, &Kind::DecidesNothing(it)));
    advice.extend(unused.into_iter().chain(context.limit()));
    advice.sort_by_key(|it| it.gravity);
    advice
}

/// How many elements are counted together with those of a list, and how many Azure takes: all
/// rules of a profile in one direction, or the IP rules of one account. `None` for a list that
/// nothing limits.
#[must_use]
pub fn room(scenario: &Scenario, thing: Thing, list: List) -> Option<(usize, usize)> {
    let slot = Slot { thing, list, index: None };
    Context::new(scenario, slot).held().map(|(_, limit, held)| (held, limit.most()))
}
