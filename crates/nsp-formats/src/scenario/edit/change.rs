//! Changes that turn a verdict, as edits.

use nsp_analysis::flip::{Change, Element};
use nsp_core::{AccessMode, PerimeterId, ResourceId, RuleRef, Snapshot, SubscriptionId};

use super::place::{Places, nth, owned, range};
use super::{Edit, New, Property, Thing};
use crate::Apart;
use crate::explain::flip;
use crate::scenario::advice::List;
use crate::scenario::document::{AccessRule, Reference, ResourceAccessRule, Scenario};

impl Edit {
    /// The change as one step, named as [`flip::change`] says it. `snapshot` is what the scenario
    /// means; `None` where it is not, or where the change has no place in it.
    ///
    /// What the snapshot leaves out, such as a prefix that is none, stays as it is written.
    #[must_use]
    pub fn of_change(change: &Change, scenario: &Scenario, snapshot: &Snapshot) -> Option<Self> {
        let edits = Places { scenario, snapshot }.edits(change)?;
        (!edits.is_empty()).then(|| Self::Several {
            label: flip::change(change, snapshot, &Apart::default()),
            edits,
        })
    }
}

impl Places<'_> {
    fn edits(&self, change: &Change) -> Option<Vec<Edit>> {
        let edit = match change {
            Change::Admit { perimeter, profile, rule, element } => {
                return self.admit(*perimeter, *profile, *rule, element);
            }
            Change::Withdraw(elements) => return self.withdraw(elements),
            Change::AccessMode(at, mode) => {
                Edit::Set(self.association(*at)?, Property::AccessMode(mode_text(mode).to_owned()))
            }
            Change::Profile(at, name) => {
                let what = self.association(*at)?;
                let perimeter = at.perimeter as usize;
                let profiles = &self.snapshot.perimeters.get(perimeter)?.profiles;
                let profile = profiles.iter().position(|it| it.name.eq_ignore_ascii_case(name))?;
                let profile = self.profile(at.perimeter, u32::try_from(profile).ok()?)?.index();
                Edit::Associate { what, perimeter, profile }
            }
            Change::ApproveLink(at) => {
                Edit::Set(self.link(*at)?, Property::Status("Approved".to_owned()))
            }
            Change::PublicNetworkAccess(at, access) => {
                let access = Some(flip::access_name(access).to_owned());
                Edit::Set(self.resource(*at)?, Property::PublicNetworkAccess(access))
            }
            Change::DefaultAction(at, allow) => {
                let action = if *allow { "Allow" } else { "Deny" };
                Edit::Set(self.resource(*at)?, Property::DefaultAction(Some(action.to_owned())))
            }
            Change::TrustedServices(at, allow) => {
                let thing = self.resource(*at)?;
                let acls = self.scenario.estate.resources.get(thing.index())?.network_acls.as_ref();
                let bypass = acls.and_then(|it| it.bypass.as_deref());
                Edit::Set(thing, Property::Bypass(Some(bypass_text(bypass, *allow))))
            }
            Change::AddIpRule(at, prefix) => {
                let list = if prefix.is_ipv4() { List::IpRules } else { List::Ipv6Rules };
                return self.joined(self.resource(*at)?, list, prefix.to_string());
            }
            Change::RemoveIpRules(at, prefixes) => {
                let thing = self.resource(*at)?;
                let goes = |text: &str| range(text).is_some_and(|it| prefixes.contains(&it));
                let lists = [List::IpRules, List::Ipv6Rules].into_iter();
                let edits = lists.filter_map(|list| self.without(thing, list, goes));
                return Some(edits.collect());
            }
            Change::AddSubnet(at, id) => {
                let list = List::VirtualNetworkRules;
                return self.joined(self.resource(*at)?, list, id.to_string());
            }
            Change::RemoveSubnet(at, id) => {
                let goes = |text: &str| ResourceId::new(text) == *id;
                self.without(self.resource(*at)?, List::VirtualNetworkRules, goes)?
            }
            Change::AddResourceInstance(at, id, tenant) => {
                let mut rules = self.resource_instances(*at)?;
                rules.push(ResourceAccessRule {
                    tenant_id: tenant.as_ref().map(ToString::to_string),
                    resource_id: Some(id.to_string()),
                    ..ResourceAccessRule::default()
                });
                Edit::Set(self.resource(*at)?, Property::ResourceInstances(rules))
            }
            Change::RemoveResourceInstance(at, place) => {
                let mut rules = self.resource_instances(*at)?;
                let named = |it: &ResourceAccessRule| is_written(it.resource_id.as_deref());
                let goes = nth(&rules, *place as usize, named)?;
                rules.remove(goes);
                Edit::Set(self.resource(*at)?, Property::ResourceInstances(rules))
            }
        };
        Some(vec![edit])
    }

    fn admit(
        &self,
        perimeter: u32,
        profile: u32,
        rule: Option<u32>,
        element: &Element,
    ) -> Option<Vec<Edit>> {
        let (list, text) = (list_of(element), text_of(element));
        if let Some(rule) = rule {
            return self.joined(self.rule(RuleRef { perimeter, profile, rule })?, list, text);
        }
        let lane = self.profile(perimeter, profile)?;
        let (perimeter, profile) = (perimeter as usize, lane.index());
        let direction = if matches!(element, Element::Name(_)) { "Outbound" } else { "Inbound" };
        let direction = Some(direction.to_owned());
        let new = AccessRule { direction, ..AccessRule::default() };
        let new = New::AccessRule(perimeter, profile, Box::new(new));
        let place = self.scenario.place_of(&new);
        let property = list.set_to(vec![text])?;
        Some(vec![Edit::Add(new), Edit::Set(place, property)])
    }

    fn withdraw(&self, elements: &[(RuleRef, Element)]) -> Option<Vec<Edit>> {
        let mut lists: Vec<(Thing, List, Vec<&Element>)> = Vec::new();
        for (at, element) in elements {
            let rule = self.rule(*at)?;
            let list = list_of(element);
            match lists.iter_mut().find(|(of, it, _)| (*of, *it) == (rule, list)) {
                Some((_, _, goes)) => goes.push(element),
                None => lists.push((rule, list, vec![element])),
            }
        }
        let edits = lists.into_iter().map(|(rule, list, elements)| {
            if list == List::NetworkSecurityPerimeters {
                return self.without_perimeters(rule, &elements);
            }
            self.without(rule, list, |text| elements.iter().any(|it| is_written_as(it, text)))
        });
        edits.collect()
    }

    /// The list with another element behind the others.
    fn joined(&self, thing: Thing, list: List, text: String) -> Option<Vec<Edit>> {
        let mut texts = owned(&list.of(thing, self.scenario));
        texts.push(text);
        Some(vec![Edit::Set(thing, list.set_to(texts)?)])
    }

    /// The rule without some perimeters, each by either of its names.
    fn without_perimeters(&self, thing: Thing, gone: &[&Element]) -> Option<Edit> {
        let Thing::AccessRule { perimeter, profile, rule } = thing else { return None };
        let profile = self.scenario.estate.perimeters.get(perimeter)?.profiles.get(profile)?;
        let references = &profile.access_rules.get(rule)?.network_security_perimeters;
        let goes = |it: &Reference| {
            let names = [&it.perimeter_guid, &it.id].into_iter().flatten();
            names.into_iter().any(|name| gone.iter().any(|gone| is_written_as(gone, name)))
        };
        let list = List::NetworkSecurityPerimeters;
        let texts = list.of(thing, self.scenario);
        let stays = texts.into_iter().zip(references).filter(|(_, it)| !goes(it));
        let stays: Vec<&str> = stays.map(|(text, _)| text).collect();
        Some(Edit::Set(thing, list.set_to(owned(&stays))?))
    }

    fn resource_instances(&self, at: u32) -> Option<Vec<ResourceAccessRule>> {
        let place = self.resource(at)?.index();
        let acls = self.scenario.estate.resources.get(place)?.network_acls.as_ref();
        Some(acls.map(|it| it.resource_access_rules.clone()).unwrap_or_default())
    }
}

fn is_written(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

fn list_of(element: &Element) -> List {
    match element {
        Element::AddressPrefix(_) => List::AddressPrefixes,
        Element::Subscription(_) => List::Subscriptions,
        Element::Perimeter(_) => List::NetworkSecurityPerimeters,
        Element::ServiceTag(_) => List::ServiceTags,
        Element::Name(_) => List::FullyQualifiedDomainNames,
    }
}

/// The element as Azure writes it: one address with its length.
fn text_of(element: &Element) -> String {
    match element {
        Element::AddressPrefix(prefix) => format!("{}/{}", prefix.first(), prefix.length()),
        Element::Subscription(id) => id.to_string(),
        Element::Perimeter(id) => id.to_string(),
        Element::ServiceTag(name) | Element::Name(name) => name.clone(),
    }
}

fn is_written_as(element: &Element, text: &str) -> bool {
    match element {
        Element::AddressPrefix(prefix) => range(text) == Some(*prefix),
        Element::Subscription(id) => SubscriptionId::new(text) == *id,
        Element::Perimeter(id) => PerimeterId::new(text) == *id,
        Element::ServiceTag(name) | Element::Name(name) => text.trim() == name,
    }
}

fn mode_text(mode: &AccessMode) -> &str {
    match mode {
        AccessMode::Learning => "Learning",
        AccessMode::Enforced => "Enforced",
        AccessMode::Audit => "Audit",
        AccessMode::Unrecognized(other) => other,
    }
}

/// The words of a bypass with trusted services among them, or without.
fn bypass_text(text: Option<&str>, trusted: bool) -> String {
    let words = text.unwrap_or_default().split(',').map(str::trim);
    let others = ["", "None", "AzureServices"];
    let mut words: Vec<&str> =
        words.filter(|word| !others.iter().any(|other| word.eq_ignore_ascii_case(other))).collect();
    if trusted {
        words.insert(0, "AzureServices");
    }
    if words.is_empty() { "None".to_owned() } else { words.join(", ") }
}
