//! Address prefixes.

use nsp_core::AddressPrefix;

use super::{Advice, Gravity, List, Slot};
use crate::finding::Kind;
use crate::scenario::check::{At, Checks, Where};
use crate::scenario::document::Scenario;
use crate::scenario::edit::Thing;

pub(super) fn advise(_: &Scenario, slot: Slot, text: &str) -> Vec<Advice> {
    let mut checks = Checks::default();
    let place = place(slot);
    checks.prefix(&At::root(), text, place);
    let found = checks.report.unsettled().into_iter();
    found
        .map(|finding| {
            let (gravity, replacement) = weigh(&finding.kind);
            Advice::found(gravity, finding.kind, replacement)
        })
        .chain(bare(text, place))
        .collect()
}

fn place(slot: Slot) -> Where {
    match (slot.thing, slot.list) {
        (Thing::ServiceTag(_), _) => Where::Tag,
        (_, List::IpRules) => Where::IpRules,
        (_, List::Ipv6Rules) => Where::Ipv6Rules,
        _ => Where::Rule,
    }
}

fn weigh(kind: &Kind) -> (Gravity, Option<String>) {
    match kind {
        Kind::BadPrefix { error: nsp_core::PrefixError::Star, .. } => {
            (Gravity::Refused, Some("0.0.0.0/0".to_owned()))
        }
        Kind::BadPrefix { .. } => (Gravity::Refused, None),
        Kind::HostBits { net, .. } => (Gravity::Said, Some(net.clone())),
        _ => (Gravity::Said, None),
    }
}

/// A bare address in a rule is the prefix of it alone.
fn bare(text: &str, place: Where) -> Option<Advice> {
    let net = AddressPrefix::parse(text).ok()?.net()?;
    if text.contains('/') || place != Where::Rule {
        return None;
    }
    let message = format!("`{text}` is taken for `{net}`, this one address.");
    Some(Advice::new(Gravity::Noted, message, Some(net.to_string())))
}
