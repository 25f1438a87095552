//! What is said of elements of the shop.

use super::*;

const OFFICE: Thing = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
const PLATFORM: Thing = Thing::AccessRule { perimeter: 0, profile: 0, rule: 1 };
const STORAGE: Thing = Thing::AccessRule { perimeter: 0, profile: 0, rule: 3 };
const STWEB: Thing = Thing::Resource(0);

fn shop() -> Scenario {
    let text = include_str!("../../../tests/data/shop.json");
    Scenario::parse("shop.json", text).unwrap().value
}

/// Each piece of advice as `! message > replacement`, beginning with `!` where Azure refuses, `?`
/// where something is said and `.` where it is only noted.
fn said(scenario: &Scenario, slot: Slot, text: &str) -> Vec<String> {
    let line = |it: &Advice| {
        let mark = match it.gravity {
            Gravity::Refused => "!",
            Gravity::Said => "?",
            Gravity::Noted => ".",
        };
        let replacement = it.replacement.as_ref().map(|it| format!(" > {it}"));
        format!("{mark} {}{}", it.message, replacement.unwrap_or_default())
    };
    advise(scenario, slot, text).iter().map(line).collect()
}

#[track_caller]
fn check(thing: Thing, list: List, text: &str, expected: &[&str]) {
    let slot = Slot { thing, list, index: None };
    assert_eq!(said(&shop(), slot, text), expected, "{text}");
}

#[test]
fn lists_of_one_limit_are_counted_together() {
    let shop = shop();
    let all = room(&shop, OFFICE, List::AddressPrefixes);
    assert_eq!(all, room(&shop, PLATFORM, List::Subscriptions), "one profile, one direction");
    let (held, most) = all.unwrap();
    assert!(held > 1 && most == 200, "{held} of {most}");
    let (_, most) = room(&shop, STWEB, List::IpRules).unwrap();
    assert_eq!(most, 400);
    assert_eq!(room(&shop, STWEB, List::VirtualNetworkRules), None);
    assert_eq!(room(&shop, OFFICE, List::Name), None);
}

#[test]
fn prefixes_are_mended_as_they_are_typed() {
    let check =
        |text: &str, expected: &[&str]| check(OFFICE, List::AddressPrefixes, text, expected);
    check("192.0.2.0/24", &[]);
    check(" ", &[]);
    check(
        "192.0.2.7",
        &[". `192.0.2.7` is taken for `192.0.2.7/32`, this one address. > 192.0.2.7/32"],
    );
    check(
        "2001:db8::7",
        &[". `2001:db8::7` is taken for `2001:db8::7/128`, this one address. > 2001:db8::7/128"],
    );
    check(
        "192.0.2.7/24",
        &[
            "? `192.0.2.7/24` has bits behind its length. It is taken for `192.0.2.0/24`: write that. > 192.0.2.0/24",
        ],
    );
    check("*", &["! `*` is not accepted by Azure. Write `0.0.0.0/0`. > 0.0.0.0/0"]);
    check(
        "192.0.2.0/255.255.255.0",
        &[
            "! `192.0.2.0/255.255.255.0` is not an address prefix, so it matches nobody: its length must be a number from 0 to 32. > 192.0.2.0/24",
        ],
    );
    check(
        "10.0.0.0/8",
        &[
            "? `10.0.0.0/8` is private (RFC 1918): no public traffic comes from there. Answers about it say what would be if some did. Write the public range that callers leave by.",
        ],
    );
    check(
        "11111111-0000-0000-0000-000000000002",
        &["! `11111111-0000-0000-0000-000000000002` is a GUID. Write it under subscriptions."],
    );
    check(
        "[parameters('p')]",
        &[
            "? `[parameters('p')]` cannot be resolved from this document and stays as it is; what depends on it stays undecided. Give the value itself.",
        ],
    );
}

#[test]
fn prefixes_are_seen_beside_each_other() {
    let own = |text: &str, expected: &[&str]| check(OFFICE, List::AddressPrefixes, text, expected);
    own(
        "203.0.113.64/26",
        &["? `203.0.113.64/26` lies within `203.0.113.0/24` and adds nothing. Remove it. > "],
    );
    own(
        "203.0.112.0/20",
        &["? `203.0.112.0/20` also holds `203.0.113.0/24`, which then adds nothing."],
    );
    own(
        "0.0.0.0/0",
        &[
            "? `0.0.0.0/0` is every IPv4 address. Write the ranges that callers leave by.",
            "? `0.0.0.0/0` also holds `203.0.113.0/24`, which then adds nothing.",
        ],
    );
    own(
        "16.0.0.0/4",
        &[
            "? `16.0.0.0/4` is one in 16 of all IPv4 addresses. Write the ranges that callers leave by.",
        ],
    );
    own(
        "2001:a000::/19",
        &[
            "? `2001:a000::/19` is one in 524,288 of all IPv6 addresses. Write the ranges that callers leave by.",
        ],
    );
    let other =
        |text: &str, expected: &[&str]| check(PLATFORM, List::AddressPrefixes, text, expected);
    other(
        "203.0.113.64/26",
        &[". Rule `office` has `203.0.113.0/24`, which holds `203.0.113.64/26` already."],
    );
    other("203.0.112.0/20", &[". `203.0.112.0/20` also holds `203.0.113.0/24` of rule `office`."]);
    let itself = Slot { thing: OFFICE, list: List::AddressPrefixes, index: Some(0) };
    assert_eq!(said(&shop(), itself, "203.0.113.0/24"), [""; 0], "it is not beside itself");
}

#[test]
fn firewalls_take_less_than_rules() {
    let ipv4 = |text: &str, expected: &[&str]| check(STWEB, List::IpRules, text, expected);
    ipv4("192.0.2.7", &[]);
    ipv4(
        "192.0.2.7/32",
        &[
            "! Azure takes no /31 or /32 in an account’s own IP rules: `192.0.2.7/32`. Write the addresses one by one, without a length. > 192.0.2.7",
        ],
    );
    ipv4(
        "2001:db8::/32",
        &["! `2001:db8::/32` is of the other address family. Move it to `ipv6Rules`."],
    );
    ipv4(
        "198.51.100.20",
        &["? `198.51.100.20` lies within `198.51.100.20` and adds nothing. Remove it. > "],
    );
    let subnet =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/a";
    check(STWEB, List::VirtualNetworkRules, subnet, &[]);
    check(
        STWEB,
        List::VirtualNetworkRules,
        "a",
        &[
            "! `a` is not the id of a subnet. Write `/subscriptions/…/providers/Microsoft.Network/virtualNetworks/VNET/subnets/SUBNET`.",
        ],
    );
    check(
        STWEB,
        List::ResourceAccessRules,
        "stdata",
        &[
            "! `stdata` is not the id of a resource. Write `/subscriptions/…/resourceGroups/…/providers/NAMESPACE/TYPE/NAME`. > /subscriptions/s1/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/stdata",
        ],
    );
}

#[test]
fn ids_are_the_ones_that_are_wanted() {
    let guid = "11111111-0000-0000-0000-000000000002";
    let subscription = |text: &str, expected: &[&str]| {
        check(PLATFORM, List::Subscriptions, text, expected);
    };
    subscription(guid, &[]);
    subscription(&format!("/subscriptions/{guid}"), &[]);
    let inside = format!("/subscriptions/{guid}/resourceGroups/rg");
    let expected = format!(
        "! `{inside}` is not a subscription. Write its GUID, or `/subscriptions/GUID`. > /subscriptions/{guid}"
    );
    subscription(&inside, &[&expected]);
    subscription(
        "prod",
        &["! `prod` is not a subscription. Write its GUID, or `/subscriptions/GUID`."],
    );
    subscription("192.0.2.7", &["! `192.0.2.7` is an address. Write it under address prefixes."]);
    let written = "? Azure writes `networkSecurityPerimeters` itself, for an approved link, and \
        refuses it from you. Make a link instead.";
    check(PLATFORM, List::NetworkSecurityPerimeters, guid, &[written]);
    check(
        PLATFORM,
        List::NetworkSecurityPerimeters,
        "NSP-bank",
        &[
            "! `NSP-bank` is not a perimeter. Write its GUID or its id. > /subscriptions/s2/resourceGroups/bank/providers/Microsoft.Network/networkSecurityPerimeters/nsp-bank",
            written,
        ],
    );
    let tag = |text: &str, expected: &[&str]| check(PLATFORM, List::ServiceTags, text, expected);
    tag("databricks", &[". Rule `tags` lists `databricks` too."]);
    tag(
        "Sql.WestEurope",
        &[
            "? The ranges of service tag `Sql.WestEurope` are not known, so whether it matches stays undecided. Add Azure’s “Service Tags” file.",
        ],
    );
    tag(
        "West Europe",
        &["! `West Europe` is not a service tag. Write one such as `Storage.WestEurope`."],
    );
}

#[test]
fn names_are_hosts_and_nothing_more() {
    let check = |text: &str, expected: &[&str]| {
        check(STORAGE, List::FullyQualifiedDomainNames, text, expected)
    };
    check("files.partner.example", &[]);
    check(
        "https://files.partner.example:443/a?b",
        &[
            "! `https://files.partner.example:443/a?b` is not a host name. Write `files.partner.example`, without scheme, port and path. > files.partner.example",
        ],
    );
    check(
        "192.0.2.7",
        &["! `192.0.2.7` is an address. Write it under the address prefixes of an inbound rule."],
    );
    check(
        "API.partner.example.",
        &[
            "? `API.partner.example.` lies within `api.partner.example` and adds nothing. Remove it. > ",
        ],
    );
    check("localhost", &["? `localhost` is one label. Write the whole name, with its domain."]);
    check(
        "*.search.example",
        &["? A leading `*.` is taken for one or more labels, which no document of Azure’s says."],
    );
    check(
        "a.*.example",
        &[
            "! `a.*.example` is not a host name. Write it without scheme, port and path, such as `api.partner.example`.",
        ],
    );
    let phone = Slot { thing: STORAGE, list: List::PhoneNumbers, index: None };
    assert_eq!(
        said(&shop(), phone, "+44 20 7946 0000"),
        [". Azure stores `phoneNumbers` but does not use it yet, so it decides nothing."]
    );
}

#[test]
fn things_are_named_as_azure_takes_it() {
    let name =
        |thing: Thing, text: &str, expected: &[&str]| check(thing, List::Name, text, expected);
    name(OFFICE, "office", &[]);
    name(OFFICE, "hq-2", &[]);
    name(
        OFFICE,
        "head office!",
        &[
            "! Azure refuses the name `head office!`. Write 1 to 80 letters, digits, `_`, `.` and `-`, beginning with a letter or digit and ending with one or with `_`. > head-office",
        ],
    );
    name(
        OFFICE,
        "platform",
        &["! There is already an access rule `platform` here. Write another name. > platform2"],
    );
    name(
        STWEB,
        "St-Web",
        &[
            "! Azure refuses the name `St-Web` for a storage account. Write 3 to 24 lower-case letters and digits. > stweb",
        ],
    );
    name(Thing::Request(0), "anything, really", &[]);
}

#[test]
fn limits_are_near_before_they_are_past() {
    use crate::scenario::edit::{Edit, Property};
    let with = |count: u32| {
        let prefix = |at: u32| format!("192.0.{}.{}/32", at / 250, at % 250);
        let list = (0..count).map(prefix).collect();
        shop().edited(&Edit::Set(OFFICE, Property::AddressPrefixes(list))).unwrap()
    };
    let slot = Slot { thing: OFFICE, list: List::AddressPrefixes, index: None };
    let check = |count: u32, expected: &[&str]| {
        assert_eq!(said(&with(count), slot, "203.0.113.0/24"), expected, "{count}");
    };
    // Two other rules of the profile have an inbound element each, a third an outbound one.
    check(177, &[]);
    check(178, &[". 181 of at most 200 inbound rule elements in one profile."]);
    check(197, &[". 200 of at most 200 inbound rule elements in one profile."]);
    check(198, &["? 201 inbound rule elements in one profile: Azure’s limit is 200 (LIM24)."]);
    let edited = Slot { index: Some(0), ..slot };
    assert_eq!(said(&with(177), edited, "203.0.113.0/24"), [""; 0]);
}
