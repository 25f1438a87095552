//! What stands beside an element.

use super::{Advice, Gravity, List, Slot};
use crate::finding::Kind;
use crate::scenario::check::limits::{
    INBOUND, IP_RULES, IP_RULES_OF, Limit, OUTBOUND, RULE_ELEMENTS,
};
use crate::scenario::document::{AccessRule, IpRule, Profile, Reference, Resource, Scenario};
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
        let own = context.own_list();
        let others = own.into_iter().enumerate().filter(|(at, _)| Some(*at) != slot.index);
        context.beside = others.map(|(_, text)| text).collect();
        if let Some(profile) = profile {
            let rules = profile.access_rules.iter().enumerate();
            let rules = rules.filter(|(at, _)| *at != slot.thing.index());
            let elements = rules.flat_map(|(_, rule)| {
                let name = rule.name.as_deref().unwrap_or_default();
                of_rule(rule, slot.list).into_iter().map(move |text| (text, name))
            });
            context.elsewhere = elements.collect();
        }
        context
    }

    fn own_list(&self) -> Vec<&'s str> {
        let (list, index) = (self.slot.list, self.slot.thing.index());
        if let Some(profile) = self.profile {
            return profile.access_rules.get(index).map_or(Vec::new(), |it| of_rule(it, list));
        }
        if let Some(resource) = self.resource {
            return of_firewall(resource, list);
        }
        match self.slot.thing {
            Thing::ServiceTag(at) => {
                let tag = self.scenario.estate.service_tags.get(at);
                tag.map_or(Vec::new(), |it| texts(&it.address_prefixes))
            }
            _ => Vec::new(),
        }
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
        let new = usize::from(self.slot.index.is_none());
        let rules = self.profile.map(|it| it.access_rules.as_slice()).unwrap_or_default();
        let (what, limit, found) = match (self.slot.list, self.resource) {
            (List::Name, _) => return None,
            (List::IpRules | List::Ipv6Rules, Some(resource)) if self.is_of_storage() => {
                let lists = [List::IpRules, List::Ipv6Rules];
                let count: usize =
                    lists.into_iter().map(|list| of_firewall(resource, list).len()).sum();
                (IP_RULES_OF, IP_RULES, count + new)
            }
            _ if rules.is_empty() => return None,
            (list, _) => {
                let (what, lists) = if OUTBOUND_LISTS.contains(&list) {
                    (OUTBOUND, OUTBOUND_LISTS)
                } else {
                    (INBOUND, INBOUND_LISTS)
                };
                let count =
                    |rule| lists.iter().map(|list| of_rule(rule, *list).len()).sum::<usize>();
                (what, RULE_ELEMENTS, rules.iter().map(count).sum::<usize>() + new)
            }
        };
        near(what, limit, found)
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

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn references(list: &[Reference]) -> Vec<&str> {
    list.iter().filter_map(|it| it.id.as_deref().or(it.perimeter_guid.as_deref())).collect()
}

fn values(rules: &[IpRule]) -> Vec<&str> {
    rules.iter().map(|it| it.value.as_deref().unwrap_or_default()).collect()
}

fn of_rule(rule: &AccessRule, list: List) -> Vec<&str> {
    match list {
        List::AddressPrefixes => texts(&rule.address_prefixes),
        List::Subscriptions => references(&rule.subscriptions),
        List::NetworkSecurityPerimeters => references(&rule.network_security_perimeters),
        List::ServiceTags => texts(&rule.service_tags),
        List::FullyQualifiedDomainNames => texts(&rule.fully_qualified_domain_names),
        List::EmailAddresses => texts(&rule.email_addresses),
        List::PhoneNumbers => texts(&rule.phone_numbers),
        _ => Vec::new(),
    }
}

fn of_firewall(resource: &Resource, list: List) -> Vec<&str> {
    let Some(acls) = &resource.network_acls else { return Vec::new() };
    match list {
        List::IpRules => values(&acls.ip_rules),
        List::Ipv6Rules => values(&acls.ipv6_rules),
        List::VirtualNetworkRules => {
            let rules = acls.virtual_network_rules.iter();
            rules.map(|it| it.id.as_deref().unwrap_or_default()).collect()
        }
        List::ResourceAccessRules => {
            let rules = acls.resource_access_rules.iter();
            rules.map(|it| it.resource_id.as_deref().unwrap_or_default()).collect()
        }
        _ => Vec::new(),
    }
}

/// What is said of something that belongs elsewhere.
pub(super) fn belongs(text: &str, is: &str, list: &str) -> Advice {
    Advice::new(Gravity::Refused, format!("`{text}` is {is}. Write it under {list}."))
}

/// The advice of one finding.
pub(super) fn refused(kind: &Kind) -> Advice {
    Advice::found(Gravity::Refused, kind)
}
