//! What stands beside an element.

use super::{Advice, Gravity, List, Slot};
use crate::finding::Kind;
use crate::scenario::check::limits::{
    INBOUND, IP_RULES, IP_RULES_OF, Limit, OUTBOUND, RULE_ELEMENTS,
};
use crate::scenario::document::{Profile, Resource, Scenario};
use crate::scenario::edit::Thing;

/// The scenario as seen from the place of one element.
pub(super) struct Context<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) slot: Slot,
    profile: Option<&'s Profile>,
    resource: Option<&'s Resource>,
    /// The other elements of its list.
    pub(super) beside: Vec<&'s str>,
    /// Elements of the same kind in other rules of the profile, with the names of the rules.
    pub(super) elsewhere: Vec<(&'s str, &'s str)>,
}

impl<'s> Context<'s> {
    pub(super) fn new(scenario: &'s Scenario, slot: Slot) -> Self {
        let estate = &scenario.estate;
        let (profile, resource) = match slot.thing {
            Thing::AccessRule { perimeter, profile, .. } => {
                let perimeter = estate.perimeters.get(perimeter);
                let profile = perimeter.and_then(|it| it.profiles.get(profile));
                (profile.map(AsRef::as_ref), None)
            }
            Thing::Resource(at) => (None, estate.resources.get(at).map(AsRef::as_ref)),
            _ => (None, None),
        };
        let mut context =
            Self { scenario, slot, profile, resource, beside: Vec::new(), elsewhere: Vec::new() };
        let own = slot.list.of(slot.thing, scenario);
        let others = own.into_iter().enumerate().filter(|(at, _)| Some(*at) != slot.index);
        context.beside = others.map(|(_, text)| text).collect();
        if let Some(profile) = profile {
            let rules = profile.access_rules.iter().enumerate();
            let rules = rules.filter(|(at, _)| *at != slot.thing.index());
            let elements = rules.flat_map(|(_, rule)| {
                let name = rule.name.as_deref().unwrap_or_default();
                slot.list.of_rule(rule).into_iter().map(move |text| (text, name))
            });
            context.elsewhere = elements.collect();
        }
        context
    }

    /// Whether the element is of a storage account's own firewall.
    pub(super) fn is_of_storage(&self) -> bool {
        let id = self.resource.and_then(|it| it.id.as_deref());
        id.is_some_and(|id| nsp_core::ResourceId::new(id).is_storage_account())
    }

    /// What is said of an element that is there already.
    pub(super) fn repeated(&self, text: &str, same: impl Fn(&str, &str) -> bool) -> Vec<Advice> {
        if self.beside.iter().any(|it| same(it, text)) {
            let message = format!("`{text}` is in this list already and adds nothing. Remove it.");
            return vec![Advice::new(Gravity::Said, message).or("")];
        }
        let elsewhere = self.elsewhere.iter().find(|(it, _)| same(it, text));
        let message = elsewhere.map(|(_, rule)| format!("Rule `{rule}` lists `{text}` too."));
        message.map(|message| Advice::new(Gravity::Noted, message)).into_iter().collect()
    }

    /// What is said when the element makes more than Azure takes, or nearly.
    pub(super) fn limit(&self) -> Option<Advice> {
        let (what, limit, held) = self.held()?;
        near(what, limit, held + usize::from(self.slot.index.is_none()))
    }

    /// What is counted with the list, how much of it Azure takes, and how much there is.
    pub(super) fn held(&self) -> Option<(&'static str, Limit, usize)> {
        let rules = self.profile.map(|it| it.access_rules.as_slice()).unwrap_or_default();
        match (self.slot.list, self.resource) {
            (List::Name, _) => None,
            (List::IpRules | List::Ipv6Rules, Some(resource)) if self.is_of_storage() => {
                let lists = [List::IpRules, List::Ipv6Rules];
                let count: usize =
                    lists.into_iter().map(|list| list.of_firewall(resource).len()).sum();
                Some((IP_RULES_OF, IP_RULES, count))
            }
            _ if rules.is_empty() => None,
            (list, _) => {
                let (what, lists) = if OUTBOUND_LISTS.contains(&list) {
                    (OUTBOUND, OUTBOUND_LISTS)
                } else {
                    (INBOUND, INBOUND_LISTS)
                };
                let count = |rule| lists.iter().map(|list| list.of_rule(rule).len()).sum::<usize>();
                Some((what, RULE_ELEMENTS, rules.iter().map(count).sum::<usize>()))
            }
        }
    }
}

/// Said past a limit, noted in the last tenth before it.
fn near(what: &'static str, limit: Limit, found: usize) -> Option<Advice> {
    if let Some(kind) = limit.over(what, found) {
        return Some(Advice::found(Gravity::Said, &kind));
    }
    let most = limit.most();
    (found > most - most / 10).then(|| {
        let message = format!("{found} of at most {most} {what}.");
        Advice::new(Gravity::Noted, message)
    })
}

const INBOUND_LISTS: &[List] = &[
    List::AddressPrefixes,
    List::Subscriptions,
    List::NetworkSecurityPerimeters,
    List::ServiceTags,
];
const OUTBOUND_LISTS: &[List] =
    &[List::FullyQualifiedDomainNames, List::EmailAddresses, List::PhoneNumbers];

/// What is said of something that belongs elsewhere.
pub(super) fn belongs(text: &str, is: &str, list: &str) -> Advice {
    Advice::new(Gravity::Refused, format!("`{text}` is {is}. Write it under {list}."))
}

/// The advice of one finding.
pub(super) fn refused(kind: &Kind) -> Advice {
    Advice::found(Gravity::Refused, kind)
}
