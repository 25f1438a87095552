//! Which things of the estate are looked for, by the words that are typed.

use std::net::IpAddr;

use nsp_analysis::Prefix;
use nsp_core::AddressPrefix;
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::advice::List;
use nsp_formats::scenario::edit::Thing;

/// The lists of a thing in which a word is looked for.
const LISTS: [List; 11] = [
    List::AddressPrefixes,
    List::Subscriptions,
    List::NetworkSecurityPerimeters,
    List::ServiceTags,
    List::FullyQualifiedDomainNames,
    List::EmailAddresses,
    List::PhoneNumbers,
    List::IpRules,
    List::Ipv6Rules,
    List::VirtualNetworkRules,
    List::ResourceAccessRules,
];

/// Words that a thing must all have: in its name, its id, or an element of one of its lists. An
/// address is in every prefix that holds it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted(Vec<(String, Option<IpAddr>)>);

impl Wanted {
    /// The words of a text; `None` where it has none.
    pub(super) fn of(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words = lower.split_whitespace();
        let words: Vec<_> = words.map(|word| (word.to_owned(), word.parse().ok())).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Whether a thing is wanted; `own` are its name and its ids.
    pub(super) fn fits(&self, own: &[&str], thing: Option<Thing>, scenario: &Scenario) -> bool {
        self.0.iter().all(|(word, address)| {
            own.iter().any(|text| text.to_lowercase().contains(word))
                || thing.is_some_and(|thing| {
                    let mut lists = LISTS.iter().map(|list| list.of(thing, scenario));
                    lists.any(|texts| texts.iter().any(|text| has(text, word, *address)))
                })
        })
    }
}

fn has(element: &str, word: &str, address: Option<IpAddr>) -> bool {
    if element.to_lowercase().contains(word) {
        return true;
    }
    let range = || Prefix::of(&AddressPrefix::parse(element).ok()?);
    address.is_some_and(|address| range().is_some_and(|range| range.holds(address)))
}
