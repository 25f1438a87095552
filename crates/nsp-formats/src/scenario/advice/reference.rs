//! Ids of subscriptions, perimeters, subnets and resources, and names of service tags.

use std::net::IpAddr;

use nsp_core::{ResourceId, SubscriptionId};

use super::context::{Context, belongs, refused};
use super::{Advice, Gravity};
use crate::finding::Kind;
use crate::request::is_guid;
use crate::scenario::edit::Thing;

pub(super) fn subscription(context: &Context<'_>, text: &str) -> Vec<Advice> {
    let same = |one: &str, other: &str| SubscriptionId::new(one) == SubscriptionId::new(other);
    if is_guid(SubscriptionId::new(text).as_str()) {
        return context.repeated(text, same);
    }
    if let Some(advice) = address(text) {
        return vec![advice];
    }
    let advice = refused(&Kind::NotASubscription(text.to_owned()));
    // The id of something in a subscription says which one it is.
    let around = ResourceId::new(text).subscription().filter(|it| is_guid(it.as_str()));
    vec![match around {
        Some(id) => advice.or(format!("/subscriptions/{id}")),
        None => advice,
    }]
}

pub(super) fn perimeter(context: &Context<'_>, text: &str) -> Vec<Advice> {
    let mut advice = vec![Advice::found(Gravity::Said, &Kind::WrittenByAzure)];
    let id = ResourceId::new(text);
    if !is_guid(text) && !id.has_type("Microsoft.Network/networkSecurityPerimeters") {
        let perimeters = &context.scenario.estate.perimeters;
        let mut named = (0..perimeters.len()).filter(|at| {
            let name = Thing::Perimeter(*at).name(context.scenario);
            name.is_some_and(|name| name.eq_ignore_ascii_case(text))
        });
        let only = named.next().filter(|_| named.next().is_none());
        let known = only.and_then(|at| perimeters.get(at)?.id.clone());
        let refused = refused(&Kind::NotAPerimeter(text.to_owned()));
        advice.push(match known {
            Some(id) => refused.or(id),
            None => refused,
        });
        return advice;
    }
    advice.extend(context.repeated(text, same_id));
    advice
}

pub(super) fn service_tag(context: &Context<'_>, text: &str) -> Vec<Advice> {
    if let Some(advice) = address(text) {
        return vec![advice];
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-') {
        let message =
            format!("`{text}` is not a service tag. Write one such as `Storage.WestEurope`.");
        return vec![Advice::new(Gravity::Refused, message)];
    }
    let tags = context.scenario.estate.service_tags.iter();
    let mut known = tags.filter_map(|it| it.name.as_deref());
    let mut advice = context.repeated(text, str::eq_ignore_ascii_case);
    if !known.any(|it| it.eq_ignore_ascii_case(text)) {
        advice.push(Advice::found(Gravity::Said, &Kind::NoTagRanges(text.to_owned())));
    }
    advice
}

pub(super) fn subnet(context: &Context<'_>, text: &str) -> Vec<Advice> {
    if ResourceId::new(text).has_type("Microsoft.Network/virtualNetworks/subnets") {
        return context.repeated(text, same_id);
    }
    vec![refused(&Kind::NotASubnet(text.to_owned()))]
}

pub(super) fn resource(context: &Context<'_>, text: &str) -> Vec<Advice> {
    if ResourceId::new(text).resource_type().is_some_and(|kind| kind.contains('/')) {
        return context.repeated(text, same_id);
    }
    let mut named = context.scenario.estate.resources.iter().filter_map(|it| it.id.as_deref());
    let known = named.find(|id| ResourceId::new(id).name().eq_ignore_ascii_case(text));
    let advice = refused(&Kind::NotAResource(text.to_owned()));
    vec![match known {
        Some(id) => advice.or(id),
        None => advice,
    }]
}

fn same_id(one: &str, other: &str) -> bool {
    ResourceId::new(one) == ResourceId::new(other)
}

fn address(text: &str) -> Option<Advice> {
    let is_address = text.parse::<IpAddr>().is_ok() || text.parse::<ipnet::IpNet>().is_ok();
    is_address.then(|| belongs(text, "an address", "address prefixes"))
}
