//! What would turn a verdict, as an edit of the scenario.

use nsp_analysis::Prefix;
use nsp_analysis::flip::{Change, Element};
use nsp_core::{
    AccessMode, AddressPrefix, AssociationRef, LinkKind, PublicNetworkAccess, ResourceId, RuleRef,
    Snapshot, SubscriptionId,
};

use super::{Edit, New, Property, Thing, id, references};
use crate::explain::flip;
use crate::scenario::check::limits::RULE_ELEMENTS;
use crate::scenario::document::{AccessRule, NetworkAcls, Reference, Scenario};

impl Edit {
    /// The edit that makes a change of what the scenario means, as one step. `None` where the
    /// scenario has not what is to be changed, such as the firewall of a resource that only an
    /// association names.
    #[must_use]
    pub fn making(change: &Change, snapshot: &Snapshot, scenario: &Scenario) -> Option<Self> {
        let edits = Places { snapshot, scenario }.edits(change)?;
        Some(Self::Several { label: flip::change(change, snapshot), edits })
    }
}

/// How many elements a profile then has in the direction of the one that a change admits, and how
/// many Azure takes.
#[must_use]
pub fn elements_after(change: &Change, snapshot: &Snapshot) -> Option<(usize, usize)> {
    let Change::Admit { perimeter, profile, element, .. } = change else { return None };
    let perimeter = snapshot.perimeters.get(*perimeter as usize)?;
    let rules = &perimeter.profiles.get(*profile as usize)?.access_rules;
    let count = |rule: &nsp_core::AccessRule| match element {
        Element::Name(_) => {
            rule.fully_qualified_domain_names.len()
                + rule.email_addresses.len()
                + rule.phone_numbers.len()
        }
        _ => {
            rule.address_prefixes.len()
                + rule.subscriptions.len()
                + rule.network_security_perimeters.len()
                + rule.service_tags.len()
        }
    };
    Some((rules.iter().map(count).sum::<usize>() + 1, RULE_ELEMENTS.most()))
}

/// Places of the meaning, found in the document: what means nothing there is not counted here.
struct Places<'a> {
    snapshot: &'a Snapshot,
    scenario: &'a Scenario,
}

impl Places<'_> {
    fn edits(&self, change: &Change) -> Option<Vec<Edit>> {
        let edit = match change {
            Change::Admit { perimeter, profile, rule: Some(rule), element } => {
                let at = RuleRef { perimeter: *perimeter, profile: *profile, rule: *rule };
                let thing = self.rule(at)?;
                let mut list = written(element, self.written_rule(thing)?);
                list.push(text(element));
                Edit::Set(thing, property(element, list))
            }
            Change::Admit { perimeter, profile, rule: None, element } => {
                let Thing::Profile { perimeter, profile } = self.profile(*perimeter, *profile)?
                else {
                    return None;
                };
                Edit::Add(New::AccessRule(perimeter, profile, Box::new(alone(element))))
            }
            Change::Withdraw(elements) => return self.withdrawn(elements),
            Change::AccessMode(at, mode) => {
                let mode = match mode {
                    AccessMode::Learning => "Learning",
                    AccessMode::Enforced => "Enforced",
                    AccessMode::Audit => "Audit",
                    AccessMode::Unrecognized(other) => other,
                };
                Edit::Set(self.association(*at)?, Property::AccessMode(mode.to_owned()))
            }
            Change::Profile(at, name) => {
                let perimeter = at.perimeter as usize;
                let profiles = &self.scenario.estate.perimeters.get(perimeter)?.profiles;
                let profile = profiles.iter().position(|it| is(it.name.as_deref(), name))?;
                Edit::Associate { what: self.association(*at)?, perimeter, profile }
            }
            Change::ApproveLink(at) => {
                let perimeter = at.perimeter as usize;
                let link = self.snapshot.perimeters.get(perimeter)?.links.get(at.link as usize)?;
                let written = self.scenario.estate.perimeters.get(perimeter)?;
                let list = match link.kind {
                    LinkKind::Link => &written.links,
                    LinkKind::Reference => &written.link_references,
                };
                let place = list.iter().position(|it| is(it.name.as_deref(), &link.name))?;
                let thing = match link.kind {
                    LinkKind::Link => Thing::Link { perimeter, link: place },
                    LinkKind::Reference => Thing::LinkReference { perimeter, link: place },
                };
                Edit::Set(thing, Property::Status("Approved".to_owned()))
            }
            Change::PublicNetworkAccess(at, access) => {
                let access = match access {
                    PublicNetworkAccess::Enabled => "Enabled",
                    PublicNetworkAccess::Disabled => "Disabled",
                    PublicNetworkAccess::SecuredByPerimeter => "SecuredByPerimeter",
                    PublicNetworkAccess::Unrecognized(other) => other,
                };
                let access = Property::PublicNetworkAccess(Some(access.to_owned()));
                Edit::Set(self.resource(*at)?, access)
            }
            Change::DefaultAction(at, _)
            | Change::TrustedServices(at, _)
            | Change::AddIpRule(at, _)
            | Change::RemoveIpRules(at, _)
            | Change::AddSubnet(at, _)
            | Change::RemoveSubnet(at, _)
            | Change::AddResourceInstance(at, ..)
            | Change::RemoveResourceInstance(at, _) => return self.firewall(*at, change),
        };
        Some(vec![edit])
    }

    /// Elements out of rules; those of one list are taken out at once.
    fn withdrawn(&self, elements: &[(RuleRef, Element)]) -> Option<Vec<Edit>> {
        let mut edits: Vec<Edit> = Vec::new();
        for (place, (at, element)) in elements.iter().enumerate() {
            let thing = self.rule(*at)?;
            let of_list = |it: &&(RuleRef, Element)| {
                it.0 == *at && std::mem::discriminant(&it.1) == std::mem::discriminant(element)
            };
            if elements.iter().take(place).any(|it| of_list(&it)) {
                continue;
            }
            let gone: Vec<&Element> = elements.iter().filter(of_list).map(|it| &it.1).collect();
            let mut list = written(element, self.written_rule(thing)?);
            list.retain(|text| !gone.iter().any(|element| means(element, text)));
            edits.push(Edit::Set(thing, property(element, list)));
        }
        Some(edits)
    }

    /// An account without a firewall gets Azure's default, spelt out, before it is changed.
    fn firewall(&self, at: u32, change: &Change) -> Option<Vec<Edit>> {
        let thing = self.resource(at)?;
        let resource = self.scenario.estate.resources.get(thing.index())?;
        let mut edits = Vec::new();
        let default = NetworkAcls {
            bypass: Some("AzureServices".to_owned()),
            default_action: Some("Allow".to_owned()),
            ..NetworkAcls::default()
        };
        let acls = resource.network_acls.as_ref().unwrap_or(&default);
        if resource.network_acls.is_none() {
            edits.push(Edit::Set(thing, Property::Bypass(default.bypass.clone())));
            edits.push(Edit::Set(thing, Property::DefaultAction(default.default_action.clone())));
        }
        let ip_rules = |rules: &[crate::scenario::document::IpRule]| -> Vec<String> {
            rules.iter().filter_map(|rule| rule.value.clone()).collect()
        };
        let subnets = || -> Vec<String> {
            acls.virtual_network_rules.iter().filter_map(|rule| rule.id.clone()).collect()
        };
        let instances = || -> Vec<String> {
            acls.resource_access_rules.iter().filter_map(|rule| rule.resource_id.clone()).collect()
        };
        let properties = match change {
            Change::DefaultAction(_, allow) => {
                let action = if *allow { "Allow" } else { "Deny" };
                vec![Property::DefaultAction(Some(action.to_owned()))]
            }
            Change::TrustedServices(_, allow) => {
                vec![Property::Bypass(Some(bypass(acls.bypass.as_deref(), *allow)))]
            }
            Change::AddIpRule(_, prefix) => {
                let (rules, of): (_, fn(Vec<String>) -> Property) = match prefix.is_ipv4() {
                    true => (&acls.ip_rules, Property::IpRules),
                    false => (&acls.ipv6_rules, Property::Ipv6Rules),
                };
                let mut list = ip_rules(rules);
                list.push(bare(*prefix));
                vec![of(list)]
            }
            Change::RemoveIpRules(_, gone) => {
                let left = |rules| {
                    let mut list = ip_rules(rules);
                    list.retain(|text| read(text).is_none_or(|it| !gone.contains(&it)));
                    list
                };
                vec![
                    Property::IpRules(left(&acls.ip_rules)),
                    Property::Ipv6Rules(left(&acls.ipv6_rules)),
                ]
            }
            Change::AddSubnet(_, subnet) => {
                let mut list = subnets();
                list.push(subnet.as_str().to_owned());
                vec![Property::VirtualNetworkRules(list)]
            }
            Change::RemoveSubnet(_, subnet) => {
                let mut list = subnets();
                list.retain(|text| ResourceId::new(text) != *subnet);
                vec![Property::VirtualNetworkRules(list)]
            }
            Change::AddResourceInstance(_, instance, _) => {
                let mut list = instances();
                list.push(instance.as_str().to_owned());
                vec![Property::ResourceAccessRules(list)]
            }
            Change::RemoveResourceInstance(_, place) => {
                let mut list = instances();
                let place = *place as usize;
                if place >= list.len() || list.len() != acls.resource_access_rules.len() {
                    return None;
                }
                list.remove(place);
                vec![Property::ResourceAccessRules(list)]
            }
            _ => return None,
        };
        edits.extend(properties.into_iter().map(|property| Edit::Set(thing, property)));
        Some(edits)
    }

    fn profile(&self, perimeter: u32, profile: u32) -> Option<Thing> {
        let perimeter = perimeter as usize;
        let known = self.snapshot.perimeters.get(perimeter)?.profiles.get(profile as usize)?;
        let written = &self.scenario.estate.perimeters.get(perimeter)?.profiles;
        let profile = written.iter().position(|it| is(it.name.as_deref(), &known.name))?;
        Some(Thing::Profile { perimeter, profile })
    }

    fn rule(&self, at: RuleRef) -> Option<Thing> {
        let known = self.snapshot.perimeters.get(at.perimeter as usize)?;
        let known = known.profiles.get(at.profile as usize)?.access_rules.get(at.rule as usize)?;
        let Thing::Profile { perimeter, profile } = self.profile(at.perimeter, at.profile)? else {
            return None;
        };
        let written = self.scenario.estate.perimeters.get(perimeter)?.profiles.get(profile)?;
        let rules = &written.access_rules;
        let rule = rules.iter().position(|it| is(it.name.as_deref(), &known.name))?;
        Some(Thing::AccessRule { perimeter, profile, rule })
    }

    fn written_rule(&self, thing: Thing) -> Option<&AccessRule> {
        let Thing::AccessRule { perimeter, profile, rule } = thing else { return None };
        let perimeter = self.scenario.estate.perimeters.get(perimeter)?;
        perimeter.profiles.get(profile)?.access_rules.get(rule)
    }

    fn association(&self, at: AssociationRef) -> Option<Thing> {
        let perimeter = at.perimeter as usize;
        let known = self.snapshot.perimeters.get(perimeter)?;
        let known = known.associations.get(at.association as usize)?;
        let written = &self.scenario.estate.perimeters.get(perimeter)?.resource_associations;
        let association = written.iter().position(|it| {
            references::resource_of(it).is_some_and(|id| ResourceId::new(id) == known.resource)
        })?;
        Some(Thing::Association { perimeter, association })
    }

    fn resource(&self, at: u32) -> Option<Thing> {
        let known = self.snapshot.resources.get(at as usize)?;
        let written = &self.scenario.estate.resources;
        let same = |id: &String| ResourceId::new(id) == known.id;
        Some(Thing::Resource(written.iter().position(|it| it.id.as_ref().is_some_and(same))?))
    }
}

fn is(written: Option<&str>, name: &str) -> bool {
    written.is_some_and(|it| it.trim().eq_ignore_ascii_case(name.trim()))
}

/// The list of a rule that has elements of this kind, as texts.
fn written(element: &Element, rule: &AccessRule) -> Vec<String> {
    let ids = |list: &[Reference]| -> Vec<String> {
        list.iter().filter_map(|it| it.id.clone().or_else(|| it.perimeter_guid.clone())).collect()
    };
    match element {
        Element::AddressPrefix(_) => rule.address_prefixes.clone(),
        Element::Subscription(_) => ids(&rule.subscriptions),
        Element::Perimeter(_) => ids(&rule.network_security_perimeters),
        Element::ServiceTag(_) => rule.service_tags.clone(),
        Element::Name(_) => rule.fully_qualified_domain_names.clone(),
    }
}

fn property(element: &Element, list: Vec<String>) -> Property {
    match element {
        Element::AddressPrefix(_) => Property::AddressPrefixes(list),
        Element::Subscription(_) => Property::Subscriptions(list),
        Element::Perimeter(_) => Property::NetworkSecurityPerimeters(list),
        Element::ServiceTag(_) => Property::ServiceTags(list),
        Element::Name(_) => Property::FullyQualifiedDomainNames(list),
    }
}

fn text(element: &Element) -> String {
    match element {
        Element::AddressPrefix(prefix) => whole(*prefix),
        Element::Subscription(id) => id.as_str().to_owned(),
        Element::Perimeter(id) => id.as_str().to_owned(),
        Element::ServiceTag(name) | Element::Name(name) => name.clone(),
    }
}

/// Whether a text is this element.
fn means(element: &Element, text: &str) -> bool {
    match element {
        Element::AddressPrefix(prefix) => read(text) == Some(*prefix),
        Element::Subscription(known) => SubscriptionId::new(text) == *known,
        Element::Perimeter(known) => id::same(text, known.as_str()),
        Element::ServiceTag(name) | Element::Name(name) => is(Some(text), name),
    }
}

fn alone(element: &Element) -> AccessRule {
    let reference = |id: &str| Reference { id: Some(id.to_owned()), ..Reference::default() };
    let mut rule = AccessRule::default();
    match element {
        Element::AddressPrefix(prefix) => rule.address_prefixes.push(whole(*prefix)),
        Element::Subscription(id) => {
            rule.subscriptions.push(reference(&format!("/subscriptions/{}", id.as_str())));
        }
        Element::Perimeter(id) if id.as_str().contains('/') => {
            rule.network_security_perimeters.push(reference(id.as_str()));
        }
        Element::Perimeter(id) => rule.network_security_perimeters.push(Reference {
            perimeter_guid: Some(id.as_str().to_owned()),
            ..Reference::default()
        }),
        Element::ServiceTag(name) => rule.service_tags.push(name.clone()),
        Element::Name(name) => rule.fully_qualified_domain_names.push(name.clone()),
    }
    let direction = if matches!(element, Element::Name(_)) { "Outbound" } else { "Inbound" };
    AccessRule { direction: Some(direction.to_owned()), ..rule }
}

fn read(text: &str) -> Option<Prefix> {
    Prefix::of(&AddressPrefix::parse(text).ok()?)
}

/// With its length, as access rules have it.
fn whole(prefix: Prefix) -> String {
    format!("{}/{}", prefix.first(), prefix.length())
}

/// One address without, as firewalls have it.
fn bare(prefix: Prefix) -> String {
    if prefix.is_single() { prefix.first().to_string() } else { whole(prefix) }
}

/// `bypass` with trusted services or without.
fn bypass(written: Option<&str>, trusted: bool) -> String {
    const TRUSTED: &str = "AzureServices";
    let kept = written.unwrap_or_default().split(',').map(str::trim);
    let kept = kept.filter(|it| !it.is_empty() && !is(Some(it), "None") && !is(Some(it), TRUSTED));
    let kept: Vec<&str> = kept.chain(trusted.then_some(TRUSTED)).collect();
    if kept.is_empty() { "None".to_owned() } else { kept.join(", ") }
}
