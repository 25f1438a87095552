//! Address prefixes: which are none, which never match, which add nothing.

use nsp_core::order;
use std::sync::LazyLock;

use ipnet::IpNet;
use nsp_core::{AddressPrefix, RESERVED, Reserved};

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

/// The ranges that no public traffic comes from, each with what it is.
pub(in crate::scenario) fn not_public() -> &'static [(IpNet, &'static str)] {
    static RANGES: LazyLock<Vec<(IpNet, &str)>> = LazyLock::new(|| {
        let net = |first, length| IpNet::new(first, length).ok();
        let ranges = RESERVED.iter();
        ranges.filter_map(|(first, length, of)| Some((net(*first, *length)?, name(*of)))).collect()
    });
    &RANGES
}

fn name(reserved: Reserved) -> &'static str {
    match reserved {
        Reserved::ThisNetwork => "no caller’s (RFC 1122)",
        Reserved::Private => "private (RFC 1918)",
        Reserved::Carriers => "shared by carriers (RFC 6598)",
        Reserved::Loopback => "loopback",
        Reserved::LinkLocal => "link-local",
        Reserved::Protocols => "reserved (RFC 6890)",
        Reserved::Benchmarks => "for benchmarks (RFC 2544)",
        Reserved::Multicast => "multicast",
        Reserved::Future => "reserved (RFC 1112)",
        Reserved::Unspecified => "unspecified",
        Reserved::UniqueLocal => "unique local (RFC 4193)",
        Reserved::Mapped => "IPv4-mapped, and such callers are seen by their IPv4 address",
    }
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
        assert_eq!(not_public().len(), RESERVED.len());
    }
}
