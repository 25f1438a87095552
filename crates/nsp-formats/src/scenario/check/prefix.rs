//! Address prefixes: which are none, which never match, which add nothing.

use nsp_core::order;
use std::sync::LazyLock;

use ipnet::IpNet;
use nsp_core::AddressPrefix;

use super::{At, Checks};
use crate::finding::Kind;

/// Where a prefix stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::scenario) enum Where {
    /// An access rule.
    Rule,
    /// A service tag.
    Tag,
    /// `ipRules` of an account.
    IpRules,
    /// `ipv6Rules` of an account.
    Ipv6Rules,
    /// The firewall of a resource of another type, whose own limits are not known here.
    Elsewhere,
}

impl Checks {
    /// Reads prefixes; those that are none are left out.
    pub(in crate::scenario) fn prefixes(
        &mut self,
        list: &At<'_>,
        texts: &[String],
        place: Where,
    ) -> Vec<AddressPrefix> {
        let mut read = Vec::new();
        let mut nets = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if let Some(prefix) = self.prefix(&list.index(index), text, place) {
                nets.extend(prefix.net().map(|net| (net, index)));
                read.push(prefix);
            }
        }
        if place == Where::Rule {
            self.overlaps(list, texts, nets);
        }
        read
    }

    pub(in crate::scenario) fn prefix(
        &mut self,
        at: &At<'_>,
        text: &str,
        place: Where,
    ) -> Option<AddressPrefix> {
        let prefix = match AddressPrefix::parse(text) {
            Ok(prefix) => prefix,
            Err(error) => {
                self.add(at, Kind::BadPrefix { text: text.to_owned(), error });
                return None;
            }
        };
        let Some(net) = prefix.net() else {
            self.symbolic(at, text);
            return Some(prefix);
        };
        let text = || text.trim().to_owned();
        if place == Where::Tag {
            return Some(prefix);
        }
        if prefix.has_host_bits() {
            self.add(at, Kind::HostBits { text: text(), net: net.to_string() });
        }
        if let Some((_, range)) = not_public().iter().find(|(range, _)| range.contains(&net)) {
            self.add(at, Kind::NotPublic { text: text(), range });
        }
        match place {
            Where::IpRules if matches!(net, IpNet::V6(_)) => {
                self.add(at, Kind::WrongFamily { text: text(), belongs: "ipv6Rules" });
            }
            Where::Ipv6Rules if matches!(net, IpNet::V4(_)) => {
                self.add(at, Kind::WrongFamily { text: text(), belongs: "ipRules" });
            }
            Where::IpRules if net.prefix_len() >= 31 && prefix.as_str().contains('/') => {
                self.add(at, Kind::NarrowIpRule(text()));
            }
            _ => {}
        }
        Some(prefix)
    }

    /// Prefixes within wider or equal ones of the same list.
    fn overlaps(&mut self, list: &At<'_>, texts: &[String], mut nets: Vec<(IpNet, usize)>) {
        order::sort(&mut nets);
        let mut cover: Option<(IpNet, usize)> = None;
        for (net, index) in nets {
            match cover.filter(|(wide, _)| wide.contains(&net)) {
                None => cover = Some((net, index)),
                Some((_, wide)) => {
                    let text = |index: usize| texts.get(index).cloned().unwrap_or_default();
                    let kind = Kind::Overlap { text: text(index), within: text(wide) };
                    self.add(&list.index(index), kind);
                }
            }
        }
    }
}

/// Ranges that no public traffic comes from. The documentation ranges are not among them: in
/// examples they stand for public addresses.
const NOT_PUBLIC: &[(&str, &str)] = &[
    ("10.0.0.0/8", "private (RFC 1918)"),
    ("172.16.0.0/12", "private (RFC 1918)"),
    ("192.168.0.0/16", "private (RFC 1918)"),
    ("100.64.0.0/10", "shared by carriers (RFC 6598)"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("192.0.0.0/24", "reserved (RFC 6890)"),
    ("198.18.0.0/15", "for benchmarks (RFC 2544)"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved (RFC 1112)"),
    ("::1/128", "loopback"),
    ("::/128", "unspecified"),
    ("fc00::/7", "unique local (RFC 4193)"),
    ("fe80::/10", "link-local"),
    ("ff00::/8", "multicast"),
    ("::ffff:0:0/96", "IPv4-mapped, and such callers are seen by their IPv4 address"),
];

pub(in crate::scenario) fn not_public() -> &'static [(IpNet, &'static str)] {
    static RANGES: LazyLock<Vec<(IpNet, &str)>> = LazyLock::new(|| {
        let ranges = NOT_PUBLIC.iter();
        ranges.filter_map(|(range, name)| Some((range.parse().ok()?, *name))).collect()
    });
    &RANGES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_ranges_stand_for_public_ones() {
        let check = |text: &str, expected: usize| {
            let mut checks = Checks::default();
            checks.prefix(&At::root(), text, Where::Rule);
            assert_eq!(checks.report.unsettled().len(), expected, "{text}");
        };
        for public in
            ["192.0.2.0/24", "198.51.100.7", "203.0.113.0/24", "2001:db8::/32", "0.0.0.0/0"]
        {
            check(public, 0);
        }
        for private in
            ["10.1.0.0/16", "100.64.0.1", "127.0.0.1", "169.254.1.1", "fd00::/8", "::ffff:1.2.3.4"]
        {
            check(private, 1);
        }
        check("10.1.2.3/16", 2);
        check("*", 1);
    }

    #[test]
    fn every_range_is_one() {
        assert_eq!(not_public().len(), NOT_PUBLIC.len());
    }
}
