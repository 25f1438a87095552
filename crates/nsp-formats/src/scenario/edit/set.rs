//! Setting one property.

use super::{EditError, ErrorKind, Property, Thing};
use crate::json::Wire;
use crate::scenario::document::{
    AccessRule, Caller, Encryption, Expected, Identity, IpRule, KeyVaultProperties, Link,
    Reference, Request, Resource, ResourceAccessRule, Scenario, VirtualNetworkRule,
};
use nsp_core::{State, SubscriptionId};
use serde_json::{Map, Value};

impl Scenario {
    pub(super) fn set(&mut self, thing: Thing, property: &Property) -> Result<(), EditError> {
        let no_property = EditError::new(thing, ErrorKind::NoProperty(property.name()));
        match thing {
            Thing::Scenario => match property {
                Property::Description(text) => {
                    put(&mut self.description, text, &mut self.extra, property);
                }
                Property::Revision(text) => {
                    put(&mut self.revision, text, &mut self.extra, property);
                }
                Property::Suppressions(list) => {
                    put(&mut self.suppressions, list, &mut self.extra, property);
                }
                _ => return Err(no_property),
            },
            Thing::Perimeter(at) => {
                let it = self.perimeter_mut(at)?;
                match property {
                    Property::Location(text) => {
                        put(&mut it.location, text, &mut it.extra, property)
                    }
                    Property::PerimeterGuid(text) => {
                        put(&mut it.perimeter_guid, text, &mut it.extra, property);
                    }
                    _ => return Err(no_property),
                }
            }
            Thing::AccessRule { .. } => {
                set_rule(self.rule_mut(thing)?, property).ok_or(no_property)?
            }
            Thing::Association { perimeter, association } => {
                let Property::AccessMode(mode) = property else { return Err(no_property) };
                let it = self.association_mut(perimeter, association)?;
                put(&mut it.access_mode, &Some(mode.clone()), &mut it.extra, property);
            }
            Thing::Link { .. } | Thing::LinkReference { .. } => {
                if let Property::RemotePerimeter(id) = property {
                    return self.lead(thing, id);
                }
                let other = self.other_end(thing);
                set_link(self.link_mut(thing)?, property).ok_or(no_property)?;
                let seen_from_there = match property {
                    Property::LocalInboundProfiles(list) => {
                        Some(Property::RemoteInboundProfiles(list.clone()))
                    }
                    Property::RemoteInboundProfiles(list) => {
                        Some(Property::LocalInboundProfiles(list.clone()))
                    }
                    Property::Status(_) => Some(property.clone()),
                    _ => None,
                };
                if let (Some(other), Some(property)) = (other, seen_from_there) {
                    set_link(self.link_mut(other)?, &property);
                }
            }
            Thing::Resource(at) => {
                set_resource(self.resource_mut(at)?, property).ok_or(no_property)?;
            }
            Thing::ServiceTag(at) => {
                let it = self.estate.service_tags.get_mut(at);
                let it = it.ok_or(EditError::not_there(thing))?;
                let Property::AddressPrefixes(list) = property else { return Err(no_property) };
                put(&mut it.address_prefixes, list, &mut it.extra, property);
            }
            Thing::Source(_) | Thing::Request(_) => {
                let list = match thing {
                    Thing::Source(_) => &mut self.sources,
                    _ => &mut self.requests,
                };
                let it = list.get_mut(thing.index()).ok_or(EditError::not_there(thing))?;
                let Property::Request(request) = property else { return Err(no_property) };
                let name = it.name.take();
                *it = in_place_of(it, request);
                it.name = name;
            }
            Thing::Expectation(at) => {
                let it = self.expectations.get_mut(at).ok_or(EditError::not_there(thing))?;
                match property {
                    Property::Request(request) => {
                        let old = it.request.clone().unwrap_or_default();
                        let mut new = in_place_of(&old, request);
                        new.name = old.name;
                        put(&mut it.request, &Some(new), &mut it.extra, property);
                    }
                    Property::Expected(state, expected) => {
                        let slot = match state {
                            State::NotAssociated => &mut it.not_associated,
                            State::Learning => &mut it.transition,
                            State::Enforced => &mut it.enforced,
                            State::Audit => &mut it.audit,
                        };
                        let old = slot.take().unwrap_or_default();
                        let new = expected.as_deref().map(|new| Expected {
                            extra: unknown(Expected::KEYS, &old.extra, &new.extra),
                            ..new.clone()
                        });
                        put(slot, &new, &mut it.extra, property);
                    }
                    _ => return Err(no_property),
                }
            }
            Thing::Profile { perimeter, profile } => {
                self.profile_mut(perimeter, profile)?;
                return Err(no_property);
            }
        }
        Ok(())
    }
}

/// A request with the members of the one before it that nothing here knows.
fn in_place_of(old: &Request, new: &Request) -> Request {
    let caller = old.from.clone().unwrap_or_default();
    let from = new.from.as_ref();
    let from = from
        .map(|it| Caller { extra: unknown(Caller::KEYS, &caller.extra, &it.extra), ..it.clone() });
    Request { from, extra: unknown(Request::KEYS, &old.extra, &new.extra), ..new.clone() }
}

/// What nothing knows of an object and of the one that takes its place.
fn unknown(
    known: &[&str],
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Map<String, Value> {
    let kept = old.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    let mut all: Map<String, Value> = kept.map(|(key, it)| (key.clone(), it.clone())).collect();
    all.extend(new.clone());
    all
}

/// Writes a value in place of the one before it, readable or not.
fn put<T: Clone>(slot: &mut T, value: &T, extra: &mut Map<String, Value>, property: &Property) {
    slot.clone_from(value);
    extra.shift_remove(property.name());
}

fn set_rule(rule: &mut AccessRule, property: &Property) -> Option<()> {
    let extra = &mut rule.extra;
    match property {
        Property::Direction(text) => put(&mut rule.direction, &Some(text.clone()), extra, property),
        Property::AddressPrefixes(list) => put(&mut rule.address_prefixes, list, extra, property),
        Property::ServiceTags(list) => put(&mut rule.service_tags, list, extra, property),
        Property::FullyQualifiedDomainNames(list) => {
            put(&mut rule.fully_qualified_domain_names, list, extra, property);
        }
        Property::EmailAddresses(list) => put(&mut rule.email_addresses, list, extra, property),
        Property::PhoneNumbers(list) => put(&mut rule.phone_numbers, list, extra, property),
        Property::Subscriptions(list) => {
            let new =
                |text: &str| Reference { id: Some(subscription(text)), ..Reference::default() };
            let is = |it: &Reference, text: &str| {
                let own = it.id.as_deref().or(it.perimeter_guid.as_deref()).unwrap_or_default();
                SubscriptionId::new(own) == SubscriptionId::new(text)
            };
            let list = kept(&rule.subscriptions, list, is, new);
            put(&mut rule.subscriptions, &list, extra, property);
        }
        Property::NetworkSecurityPerimeters(list) => {
            let is = |it: &Reference, text: &str| {
                let names = [&it.perimeter_guid, &it.id];
                let nameless = names == [&None, &None] && text.is_empty();
                nameless || names.into_iter().flatten().any(|it| super::id::same(it, text))
            };
            let new = |text: &str| {
                let text = Some(text.to_owned());
                if text.as_deref().is_some_and(|it| it.contains('/')) {
                    Reference { id: text, ..Reference::default() }
                } else {
                    Reference { perimeter_guid: text, ..Reference::default() }
                }
            };
            let list = kept(&rule.network_security_perimeters, list, is, new);
            put(&mut rule.network_security_perimeters, &list, extra, property);
        }
        _ => return None,
    }
    Some(())
}

/// A subscription as rules have it; what is no GUID stays as it is written.
fn subscription(text: &str) -> String {
    let text = text.trim();
    if text.contains(['/', '[']) { text.to_owned() } else { format!("/subscriptions/{text}") }
}

fn set_link(link: &mut Link, property: &Property) -> Option<()> {
    let extra = &mut link.extra;
    match property {
        Property::Status(text) => put(&mut link.status, &Some(text.clone()), extra, property),
        Property::Description(text) => put(&mut link.description, text, extra, property),
        Property::LocalInboundProfiles(list) => {
            put(&mut link.local_inbound_profiles, list, extra, property);
        }
        Property::RemoteInboundProfiles(list) => {
            put(&mut link.remote_inbound_profiles, list, extra, property);
        }
        _ => return None,
    }
    Some(())
}

fn set_resource(resource: &mut Resource, property: &Property) -> Option<()> {
    let extra = &mut resource.extra;
    match property {
        Property::PublicNetworkAccess(text) => {
            put(&mut resource.public_network_access, text, extra, property);
        }
        Property::Location(text) => put(&mut resource.location, text, extra, property),
        Property::TenantId(text) => put(&mut resource.tenant_id, text, extra, property),
        Property::Identity(text) => {
            let old = resource.identity.take().filter(|_| text.is_some());
            resource.identity = text.as_ref().map(|text| Identity {
                identity_type: Some(text.clone()),
                ..old.unwrap_or_default()
            });
            extra.shift_remove(property.name());
            if let Some(identity) = &mut resource.identity {
                identity.extra.shift_remove("type");
            }
        }
        Property::KeyVault(uri) => {
            let old = resource.encryption.take().unwrap_or_default();
            extra.shift_remove(property.name());
            resource.encryption = key_at(old, uri.as_deref());
        }
        _ => return set_firewall(resource, property),
    }
    Some(())
}

/// The encryption with its key at another place; `None` where nothing is left to say.
fn key_at(old: Encryption, uri: Option<&str>) -> Option<Encryption> {
    let mut new = old;
    new.extra.shift_remove("keySource");
    new.extra.shift_remove("keyvaultproperties");
    match uri {
        Some(uri) => {
            let mut properties = new.key_vault_properties.take().unwrap_or_default();
            properties.extra.shift_remove("keyvaulturi");
            let key_vault_uri = Some(uri.to_owned());
            new.key_vault_properties = Some(KeyVaultProperties { key_vault_uri, ..properties });
            new.key_source = Some("Microsoft.Keyvault".to_owned());
        }
        None => {
            new.key_vault_properties = None;
            new.key_source = None;
        }
    }
    (new != Encryption::default()).then_some(new)
}

fn set_firewall(resource: &mut Resource, property: &Property) -> Option<()> {
    let mut acls = resource.network_acls.clone().unwrap_or_default();
    let extra = &mut acls.extra;
    match property {
        Property::Bypass(text) => put(&mut acls.bypass, text, extra, property),
        Property::DefaultAction(text) => put(&mut acls.default_action, text, extra, property),
        Property::IpRules(list) => {
            let list = kept(&acls.ip_rules, list, is_ip_rule, ip_rule);
            put(&mut acls.ip_rules, &list, extra, property);
        }
        Property::Ipv6Rules(list) => {
            let list = kept(&acls.ipv6_rules, list, is_ip_rule, ip_rule);
            put(&mut acls.ipv6_rules, &list, extra, property);
        }
        Property::VirtualNetworkRules(list) => {
            let is = |it: &VirtualNetworkRule, text: &str| {
                super::id::same(it.id.as_deref().unwrap_or_default(), text)
            };
            let new = |text: &str| VirtualNetworkRule {
                id: Some(text.to_owned()),
                action: Some("Allow".to_owned()),
                state: Some("Succeeded".to_owned()),
                ..VirtualNetworkRule::default()
            };
            let list = kept(&acls.virtual_network_rules, list, is, new);
            put(&mut acls.virtual_network_rules, &list, extra, property);
        }
        Property::ResourceAccessRules(list) => {
            let is = |it: &ResourceAccessRule, text: &str| {
                super::id::same(it.resource_id.as_deref().unwrap_or_default(), text)
            };
            let tenant_id = resource.tenant_id.clone();
            let new = |text: &str| ResourceAccessRule {
                tenant_id: tenant_id.clone(),
                resource_id: Some(text.to_owned()),
                ..ResourceAccessRule::default()
            };
            let list = kept(&acls.resource_access_rules, list, is, new);
            put(&mut acls.resource_access_rules, &list, extra, property);
        }
        Property::ResourceInstances(list) => {
            put(&mut acls.resource_access_rules, list, extra, property);
        }
        _ => return None,
    }
    resource.extra.shift_remove("networkAcls");
    resource.network_acls = Some(acls);
    Some(())
}

fn is_ip_rule(rule: &IpRule, text: &str) -> bool {
    rule.value.as_deref().unwrap_or_default().trim() == text.trim()
}

fn ip_rule(text: &str) -> IpRule {
    let (value, action) = (Some(text.to_owned()), Some("Allow".to_owned()));
    IpRule { value, action, ..IpRule::default() }
}

/// The elements of a list after it has been written anew: those that stay are taken as they were.
fn kept<T: Clone>(
    old: &[T],
    texts: &[String],
    is: impl Fn(&T, &str) -> bool,
    new: impl Fn(&str) -> T,
) -> Vec<T> {
    let mut left: Vec<Option<&T>> = old.iter().map(Some).collect();
    let mut take = |text: &str| {
        let found = left.iter_mut().find(|it| it.is_some_and(|it| is(it, text)))?;
        found.take().cloned()
    };
    texts.iter().map(|text| take(text).unwrap_or_else(|| new(text))).collect()
}
