//! Names, ids, addresses and host names, compared by hand.

use core::net::IpAddr;

use nsp_core::Address;

use super::Tri;

/// Without regard to ASCII case.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| lower(a) == lower(b))
}

fn lower(byte: u8) -> u8 {
    if byte.is_ascii_uppercase() { byte + (b'a' - b'A') } else { byte }
}

/// Ids differ neither by case nor by a slash at the end.
pub(super) fn same_id(a: &str, b: &str) -> bool {
    same(a.trim().trim_end_matches('/'), b.trim().trim_end_matches('/'))
}

/// Whether an id in which something is an expression may be another.
pub(super) fn may_be_id(open: &str, id: &str) -> bool {
    let (ones, others) = (segments(open), segments(id));
    let is_open = ones.iter().any(|it| is_symbolic(it));
    let alike =
        |(one, other): (&&str, &&str)| is_symbolic(one) || is_symbolic(other) || same(one, other);
    let same_length = ones.len() == others.len();
    is_symbolic(open) || is_open && same_length && ones.iter().zip(&others).all(alike)
}

/// Whether this is no expression and does not say of which type a resource is either.
pub(super) fn is_no_id(text: &str) -> bool {
    let all = segments(text);
    let provider = all.iter().rposition(|it| same(it, "providers"));
    let says_type = provider.is_some_and(|at| all.len() > at + 2);
    !says_type && !all.iter().any(|it| is_symbolic(it))
}

/// Rulings 7: with or without `/subscriptions/` before it.
pub(super) fn same_subscription(a: &str, b: &str) -> bool {
    same(bare_subscription(a), bare_subscription(b))
}

fn bare_subscription(id: &str) -> &str {
    let id = id.trim().trim_matches('/');
    match id.split_once('/') {
        Some((first, rest)) if same(first, "subscriptions") => rest,
        _ => id,
    }
}

/// A region written as its name or as its display name.
pub(super) fn same_region(a: &str, b: &str) -> bool {
    let close = |name: &str| name.split_whitespace().collect::<String>();
    same(&close(a), &close(b))
}

/// An expression of a template, whose value nobody knows.
pub(super) fn is_symbolic(text: &str) -> bool {
    text.trim_start().starts_with('[')
}

pub(super) fn segments(id: &str) -> Vec<&str> {
    id.trim().trim_matches('/').split('/').collect()
}

/// The subscription an id lies in.
pub(super) fn subscription_of(id: &str) -> Option<&str> {
    match segments(id).as_slice() {
        [key, subscription, ..] if same(key, "subscriptions") => Some(subscription),
        _ => None,
    }
}

/// Namespace and type: an id is a list of pairs, `providers/NAMESPACE` and then `TYPE/NAME`.
pub(super) fn kind_of(id: &str) -> Option<String> {
    let mut kind: Option<String> = None;
    for pair in segments(id).chunks(2) {
        match pair {
            [key, namespace] if same(key, "providers") => kind = Some((*namespace).to_owned()),
            [part, ..] => kind = kind.map(|kind| format!("{kind}/{part}")),
            [] => {}
        }
    }
    kind
}

/// The resource's own name.
pub(super) fn name_of(id: &str) -> &str {
    segments(id).last().copied().unwrap_or_default()
}

/// Rulings 1 and 7: whether a prefix, as written, holds an address.
pub(super) fn prefix_holds(prefix: &str, address: Address) -> Tri {
    if is_symbolic(prefix) {
        return Tri::Maybe;
    }
    let (network, length) = match prefix.trim().split_once('/') {
        Some((network, length)) => (network, length.parse().ok()),
        None => (prefix.trim(), None),
    };
    let Ok(network) = network.parse::<IpAddr>() else { return Tri::No };
    let network = bits(network);
    let length = length.unwrap_or(network.len());
    match address {
        Address::NotGiven => Tri::Maybe,
        Address::Other => Tri::of(length == 0),
        Address::Given(address) => {
            let address = bits(unmapped(address));
            let same_family = address.len() == network.len();
            let same_start = address.iter().zip(&network).take(length).all(|(a, b)| a == b);
            Tri::of(same_family && same_start)
        }
    }
}

/// Every bit of an address, the highest first.
fn bits(address: IpAddr) -> Vec<bool> {
    let bytes = match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect()
}

/// Rulings 7: `::ffff:a.b.c.d` is the IPv4 address.
fn unmapped(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => match address.octets() {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d] => IpAddr::from([a, b, c, d]),
            _ => IpAddr::V6(address),
        },
        IpAddr::V4(_) => address,
    }
}

/// Rulings 7: whether a listed host name covers `name`.
pub(super) fn name_covers(listed: &str, name: &str) -> Tri {
    if is_symbolic(listed) {
        return Tri::Maybe;
    }
    let (mut listed, mut name) = (labels(listed), labels(name));
    if listed.first() != Some(&"*") || listed.len() == 1 {
        return Tri::of(same_labels(&listed, &name));
    }
    listed.remove(0);
    let more = name.len().saturating_sub(listed.len());
    let covered: Vec<&str> = name.drain(..more).collect();
    let named = covered.iter().any(|label| !label.is_empty());
    Tri::of(named && same_labels(&listed, &name))
}

/// Two host names, neither of them a pattern.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    same_labels(&labels(a), &labels(b))
}

fn labels(name: &str) -> Vec<&str> {
    let name = name.trim();
    name.strip_suffix('.').unwrap_or(name).split('.').collect()
}

fn same_labels(a: &[&str], b: &[&str]) -> bool {
    let empty = a.iter().all(|label| label.is_empty());
    !empty && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// Rulings 3: the host names a resource answers to, read from its id.
pub(super) fn endpoints(id: &str) -> Vec<String> {
    let Some(kind) = kind_of(id) else { return Vec::new() };
    let name = name_of(id);
    if same(&kind, "Microsoft.Storage/storageAccounts") {
        ["blob", "dfs", "file", "queue", "table", "web"]
            .map(|service| format!("{name}.{service}.core.windows.net"))
            .to_vec()
    } else if same(&kind, "Microsoft.KeyVault/vaults") {
        vec![format!("{name}.vault.azure.net")]
    } else {
        Vec::new()
    }
}
