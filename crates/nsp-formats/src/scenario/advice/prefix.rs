//! Address prefixes.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use nsp_core::{AddressPrefix, PrefixError};

use super::context::{Context, belongs};
use super::{Advice, Gravity, List};
use crate::finding::Kind;
use crate::number::grouped;
use crate::request::is_guid;
use crate::scenario::check::{At, Checks, Where};
use crate::scenario::edit::Thing;

pub(super) fn advise(context: &Context<'_>, text: &str) -> Vec<Advice> {
    let place = place(context);
    let mut checks = Checks::default();
    checks.prefix(&At::root(), text, place);
    let mut advice: Vec<Advice> =
        checks.report.unsettled().into_iter().map(|it| weighed(&it.kind, text)).collect();
    let net = AddressPrefix::parse(text).ok().and_then(|it| it.net());
    let Some(net) = net.filter(|_| place != Where::Tag) else { return advice };
    if place == Where::Rule && !text.contains('/') {
        let message = format!("`{text}` is taken for `{net}`, this one address.");
        advice.push(Advice::new(Gravity::Noted, message).or(net.to_string()));
    }
    advice.extend(wide(text, net));
    advice.extend(overlap(context, text, net));
    advice
}

fn place(context: &Context<'_>) -> Where {
    match (context.slot.thing, context.slot.list) {
        (Thing::ServiceTag(_), _) => Where::Tag,
        (Thing::Resource(_), _) if !context.is_of_storage() => Where::Elsewhere,
        (_, List::IpRules) => Where::IpRules,
        (_, List::Ipv6Rules) => Where::Ipv6Rules,
        _ => Where::Rule,
    }
}

/// A finding with what to write instead.
fn weighed(kind: &Kind, text: &str) -> Advice {
    let found = |gravity| Advice::found(gravity, kind);
    match kind {
        Kind::BadPrefix { error: PrefixError::Star, .. } => found(Gravity::Refused).or("0.0.0.0/0"),
        Kind::BadPrefix { .. } if is_guid(text) => belongs(text, "a GUID", "subscriptions"),
        Kind::BadPrefix { .. } => match masked(text) {
            Some(net) => found(Gravity::Refused).or(net.to_string()),
            None => found(Gravity::Refused),
        },
        Kind::HostBits { net, .. } => found(Gravity::Said).or(net.as_str()),
        Kind::NarrowIpRule(text) => match text.strip_suffix("/32") {
            Some(address) => found(Gravity::Refused).or(address),
            None => found(Gravity::Refused),
        },
        Kind::WrongFamily { .. } => found(Gravity::Refused),
        _ => found(Gravity::Said),
    }
}

/// The prefix of an address with a netmask: `203.0.113.0/255.255.255.0`.
fn masked(text: &str) -> Option<IpNet> {
    let (address, mask) = text.split_once('/')?;
    let address: Ipv4Addr = address.trim().parse().ok()?;
    let mask: Ipv4Addr = mask.trim().parse().ok()?;
    let length = ipnet::ipv4_mask_to_prefix(mask).ok()?;
    Some(IpNet::new(IpAddr::V4(address), length).ok()?.trunc())
}

/// Prefixes that hold so much that few mean them.
fn wide(text: &str, net: IpNet) -> Option<Advice> {
    const FEW_V4: u8 = 8;
    const FEW_V6: u8 = 20;
    let length = net.prefix_len();
    let (narrow, family) = match net {
        IpNet::V4(_) => (FEW_V4, "IPv4"),
        IpNet::V6(_) => (FEW_V6, "IPv6"),
    };
    if length >= narrow {
        return None;
    }
    let share = match length {
        0 => format!("every {family} address"),
        1 => format!("half of all {family} addresses"),
        _ => format!("one in {} of all {family} addresses", grouped(&(1_u32 << length))),
    };
    let message = format!("`{text}` is {share}. Write the ranges that callers leave by.");
    Some(Advice::new(Gravity::Said, message))
}

/// Others that hold this prefix, or that it holds.
fn overlap(context: &Context<'_>, text: &str, net: IpNet) -> Option<Advice> {
    let read = |text: &str| AddressPrefix::parse(text).ok().and_then(|it| it.net());
    let holds = |it: &&&str| read(it).is_some_and(|other| other.contains(&net));
    if let Some(within) = context.beside.iter().find(holds) {
        let kind = Kind::Overlap { text: text.to_owned(), within: (*within).to_owned() };
        return Some(Advice::found(Gravity::Said, &kind).or(""));
    }
    let held = |it: &str| read(it).is_some_and(|other| net.contains(&other));
    if let Some(inner) = context.beside.iter().find(|it| held(it)) {
        let message = format!("`{text}` also holds `{inner}`, which then adds nothing.");
        return Some(Advice::new(Gravity::Said, message));
    }
    let wider = |it: &str| read(it).is_some_and(|other| other.contains(&net));
    if let Some((within, rule)) = context.elsewhere.iter().find(|(it, _)| wider(it)) {
        let message = format!("Rule `{rule}` has `{within}`, which holds `{text}` already.");
        return Some(Advice::new(Gravity::Noted, message));
    }
    let (inner, rule) = context.elsewhere.iter().find(|(it, _)| held(it))?;
    let message = format!("`{text}` also holds `{inner}` of rule `{rule}`.");
    Some(Advice::new(Gravity::Noted, message))
}
