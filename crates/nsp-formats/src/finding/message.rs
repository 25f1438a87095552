//! Findings in English: what is wrong, then what to write instead.

use core::net::IpAddr;

use ipnet::IpNet;
use nsp_core::{AddressPrefix, PrefixError};

use super::{Kind, Skip};
use crate::explain::short;
use crate::request::is_host;

pub(super) fn of(kind: &Kind) -> String {
    match kind {
        Kind::NotJson { detail, line, column } => {
            format!("This is not JSON: {detail} at line {line}, column {column}.")
        }
        Kind::TooDeep => {
            "This is nested deeper than any document of Azure’s, and is not read.".to_owned()
        }
        Kind::UnknownVersion(version) if version.parse::<u64>().is_err() => format!(
            "The version `{version}` of this scenario is no number. Write `\"nspScenario\": 1`."
        ),
        Kind::UnknownVersion(version) => format!(
            "This is a scenario of version `{version}`, and only version `1` is known here. Use \
             the program that wrote it, or a newer one."
        ),
        Kind::UnknownRevision(text) => format!(
            "There is no revision `{text}` of the storage article, so this is judged by \
             `2025-06-18`. Write that, or `2025-07-27`."
        ),
        Kind::NotAScenario => {
            "This is not a scenario. Write `\"nspScenario\": 1`, or import it as a document of \
             Azure's."
                .to_owned()
        }
        Kind::NotRecognized => {
            "This is not a document that is read here. Give a scenario, an ARM template, or what \
             `az … show` or the REST API prints of a perimeter, its parts or a resource."
                .to_owned()
        }
        Kind::Comments => {
            "Comments and trailing commas are read here; other programs may refuse them.".to_owned()
        }
        Kind::RepeatedMember(name) => {
            format!("`{name}` stands twice in this object, and only the last one counts. Keep one.")
        }
        Kind::Contradicted(name) => format!(
            "This `{name}` is not read: the object has it in another spelling or place too, with \
             another value, which counts. Keep one."
        ),
        Kind::WrongType { expected, found } => {
            format!("This is {found}, and it is not read. Write {expected}.")
        }
        Kind::UnknownMembers { of, names } => unknown_members(of, names),
        Kind::NotRead { of, names } => {
            format!("Not read of {of}, as nothing is decided by it: {}.", codes(names))
        }
        Kind::More { count, .. } => {
            format!("{count} more findings are not listed. See to these first.")
        }
        Kind::MorePages { of, has_last: true } => format!(
            "This list of {of} goes on at `nextLink`. Its last page is here: see that those \
             between are, too."
        ),
        Kind::MorePages { of, has_last: false } => format!(
            "This list of {of} goes on at `nextLink`, and the next page is not here: {}. Add the \
             further pages, or list with the command line, which fetches all.",
            further(of)
        ),
        Kind::EmptyList => "This list is empty and does not say what it is of, so nothing follows \
                            from it. If it is that of a profile’s access rules, add `{ \"id\": \
                            \"ID OF THE PROFILE\", \"accessRules\": [] }`."
            .to_owned(),
        Kind::TagNamesOnly { count } => format!(
            "These {count} service tags are names without ranges. Add Azure’s “Service Tags” file, \
             so that rules with service tags can be decided."
        ),
        Kind::BadPrefix { text, error } => bad_prefix(text, *error),
        Kind::HostBits { text, net } => {
            format!("`{text}` has bits behind its length. It is taken for `{net}`: write that.")
        }
        Kind::NotPublic { text, .. } if let Some(seen) = mapped(text) => format!(
            "`{text}` is of IPv4-mapped addresses, and such callers are seen by their IPv4 \
             address, so it never matches. Write `{seen}`."
        ),
        Kind::NotPublic { text, range } => format!(
            "`{text}` is {range}: no public traffic comes from there. Answers about it say what \
             would be if some did. Write the public range that callers leave by."
        ),
        Kind::Overlap { text, within } => {
            format!("`{text}` lies within `{within}` and adds nothing. Remove it.")
        }
        Kind::NarrowIpRule(text) => format!(
            "Azure takes no /31 or /32 in an account’s own IP rules: `{text}`. Write the addresses \
             one by one, without a length."
        ),
        Kind::WrongFamily { text, belongs } => {
            format!("`{text}` is of the other address family. Move it to `{belongs}`.")
        }
        Kind::Unrecognized { property, text, known } => format!(
            "`{text}` is not a value of `{property}` that Azure’s schema lists; what depends on it \
             stays undecided. Write {}.",
            alternatives(known)
        ),
        Kind::WrongDirection { property, direction } => format!(
            "`{property}` has no effect in an {direction} rule. Move it to a rule of the other \
             direction."
        ),
        Kind::SeveralKinds(properties) => format!(
            "This rule has elements of several kinds ({}); any of them matching is a match. \
             Terraform refuses such a rule: split it.",
            codes(properties)
        ),
        Kind::DecidesNothing(property) => {
            format!("Azure stores `{property}` but does not use it yet, so it decides nothing.")
        }
        Kind::WrittenByAzure => {
            "Azure writes `networkSecurityPerimeters` itself, for an approved link, and refuses it \
             from you. Make a link instead."
                .to_owned()
        }
        Kind::EmptyRule => "This rule lists nothing, so it never matches.".to_owned(),
        Kind::AppliesTo => {
            "`appliesTo` limits this rule to some resource types or features, which is not taken \
             into account."
                .to_owned()
        }
        Kind::NoTagRanges(tag) => format!(
            "The ranges of service tag `{tag}` are not known, so whether it matches stays \
             undecided. Add Azure’s “Service Tags” file."
        ),
        Kind::Assumed { property, value } => {
            format!("`{property}` is absent and taken for `{value}`, Azure’s default.")
        }
        Kind::Missing { of, property } => {
            format!("`{property}` is missing, without which {of} cannot be used. Add it.")
        }
        Kind::NoResource => {
            "This does not say of which resource it is, so whether any that is not associated \
             otherwise is in this perimeter stays undecided. Write `\"privateLinkResource\": { \
             \"id\": \"ID OF THE RESOURCE\" }`."
                .to_owned()
        }
        Kind::NoResourceId(text) => format!(
            "`{text}` is not the id of a resource, so whether any that is not associated \
             otherwise is in this perimeter stays undecided. Write `/subscriptions/…/\
             resourceGroups/…/providers/NAMESPACE/TYPE/NAME`."
        ),
        Kind::MissingProfile(name) => format!(
            "The perimeter has no profile `{name}` in these documents, so its rules are not known. \
             Add the profile and its access rules."
        ),
        Kind::LinkedProfile(name) => format!(
            "This link opens profile `{name}`, and its perimeter has none of that name in these \
             documents: it lets nobody in there. Name one that it has."
        ),
        Kind::ForeignProfile(id) => {
            format!(
                "`{id}` is a profile of another perimeter, so what its rules allow stays \
             undecided. Name one of this perimeter."
            )
        }
        Kind::SeveralAssociations { resource, mode } => format!(
            "`{}` has more than one association in `{mode}`, and Azure allows one. Remove \
             the others.",
            short(resource)
        ),
        Kind::Duplicate { of, name } => {
            let counts = match *of {
                "a perimeter" | "a perimeter with the GUID" | "a profile" | "a resource" => {
                    "What is named so is the first."
                }
                _ => "Both count here; Azure keeps one.",
            };
            let name = short(name);
            format!("There is already {of} `{name}`. {counts} Rename or remove one of them.")
        }
        Kind::ResourceNotDescribed(id) => format!(
            "`{}` is associated, and its own firewall is not among the files: where it decides, \
             the answer is Unknown. Add what `az resource show` prints of it.",
            short(id)
        ),
        Kind::OnlyListed(id) => format!(
            "`{}` is listed without its properties, so it is left out: its firewall is not \
             known. Add what `az storage account show` prints of it.",
            short(id)
        ),
        Kind::PerimeterNotDescribed(id) => format!(
            "The perimeter `{}` is known only from what refers to it. Add it to know its GUID \
             and location.",
            short(id)
        ),
        Kind::Symbolic(text) => format!(
            "`{text}` cannot be resolved from this document and stays as it is; what depends on it \
             stays undecided. Give the value itself."
        ),
        Kind::Placeholders => "A template does not say where it is deployed: ids begin with \
             `/subscriptions/{subscription}/resourceGroups/{resourceGroup}`."
            .to_owned(),
        Kind::OverLimit { what, found, limit, source } => {
            format!("{found} {what}: Azure’s limit is {limit} ({source}).")
        }
        Kind::NearLimit { what, found, limit, source } => {
            format!("{found} {what}, and Azure’s limit is {limit} ({source}).")
        }
        Kind::BadName(name) => format!(
            "Azure refuses the name `{name}`. Write 1 to 80 letters, digits, `_`, `.` and `-`, \
             beginning with a letter or digit and ending with one or with `_`."
        ),
        Kind::Differs { of, name, property } => format!(
            "{of} `{name}` was read before with another `{property}`. This later one counts."
        ),
        Kind::GuidDiffers { name, guid } => format!(
            "The configuration’s name begins with `{name}`, but its `perimeterGuid` is `{guid}`, \
             which counts."
        ),
        Kind::NotProvisioned(detail) => {
            format!("Azure reports that this is not in force as written: {detail}")
        }
        Kind::Skipped { resource_type, because } => skipped(resource_type, *because),
        Kind::NoPlace(of) => format!(
            "Nothing says which perimeter {of} belongs to, so it is left out. Give it with its `id`."
        ),
        Kind::NoLinkStatus => {
            "`status` is absent, so whether this link is in force stays undecided. Write \
             `\"status\": \"Approved\"` if it is."
                .to_owned()
        }
        Kind::SubnetState(state) => format!(
            "The state of this virtual network rule is `{state}`, so whether it lets callers in \
             stays undecided."
        ),
        Kind::NoRules(profile) => format!(
            "No access rule of profile `{profile}` is among the files, so what they \
             allow stays undecided. Add what `az network perimeter profile access-rule list` prints."
        ),
        Kind::NotASubscription(text) => not_a_subscription(text),
        Kind::NotAPerimeter(text) => not_a_perimeter(text),
        Kind::NotASubnet(text) => not_a_subnet(text),
        Kind::NotAResource(text) => not_a_resource(text),
        Kind::NotAHost(text) => not_a_host(text),
        Kind::BadRequest(message) => message.clone(),
    }
}

// What a request is told as well, which knows nothing of the other findings.

pub(crate) fn not_a_subscription(text: &str) -> String {
    format!("`{text}` is not a subscription. Write its GUID, or `/subscriptions/GUID`.")
}

pub(crate) fn not_a_perimeter(text: &str) -> String {
    format!("`{text}` is not a perimeter. Write its GUID or its id.")
}

pub(crate) fn not_a_subnet(text: &str) -> String {
    format!(
        "`{text}` is not the id of a subnet. Write `/subscriptions/…/providers/\
         Microsoft.Network/virtualNetworks/VNET/subnets/SUBNET`."
    )
}

pub(crate) fn not_a_resource(text: &str) -> String {
    format!(
        "`{text}` is not the id of a resource. Write `/subscriptions/…/resourceGroups/…/\
         providers/NAMESPACE/TYPE/NAME`."
    )
}

pub(crate) fn not_a_host(text: &str) -> String {
    if let Some(host) = bare_host(text) {
        return format!(
            "`{text}` is not a host name. Write `{host}`, without scheme, port and path."
        );
    }
    format!(
        "`{text}` is not a host name. Write it without scheme, port and path, such as \
         `api.partner.example`."
    )
}

/// The host of a URL, or of a name with a port or with spaces around it.
pub(crate) fn bare_host(text: &str) -> Option<String> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default().trim();
    let name = host.strip_prefix("*.").unwrap_or(host);
    (host != text && host.contains('.') && is_host(name)).then(|| host.to_ascii_lowercase())
}

/// The IPv4 prefix that is meant by one of IPv4-mapped addresses.
fn mapped(text: &str) -> Option<IpNet> {
    let net = AddressPrefix::parse(text).ok()?.net()?;
    let IpAddr::V4(first) = net.network().to_canonical() else { return None };
    let length = net.prefix_len().checked_sub(96)?;
    IpNet::new(IpAddr::V4(first), length).ok().filter(|_| matches!(net, IpNet::V6(_)))
}

/// What depends on the further pages of a list.
fn further(of: &str) -> &'static str {
    match of {
        "access rules" => "what none of these rules allows stays undecided",
        "profiles" => "what the rules of a profile there allow stays undecided",
        "associations" => {
            "whether any resource that none of these names is in the perimeter stays undecided"
        }
        "perimeters" => {
            "whether any resource that is in none of these is in a perimeter stays undecided"
        }
        "configurations" => "whether another association of the resource decides stays undecided",
        "links" => "whether a link lets others in or out stays undecided",
        _ => "what stands there is not known",
    }
}

fn bad_prefix(text: &str, error: PrefixError) -> String {
    match error {
        PrefixError::Empty => "This address prefix is empty. Remove it, or write one such as \
             `203.0.113.0/24`."
            .to_owned(),
        PrefixError::Star => "`*` is not accepted by Azure. Write `0.0.0.0/0`.".to_owned(),
        PrefixError::NotAnAddress => format!(
            "`{text}` is not an address prefix, so it matches nobody. Write one such as `203.0.113.0/24` or \
             `2001:db8::/32`."
        ),
        PrefixError::Length { max } => format!(
            "`{text}` is not an address prefix, so it matches nobody: its length must be a number \
             from 0 to {max}."
        ),
    }
}

fn unknown_members(of: &str, names: &[(String, Option<&'static str>)]) -> String {
    let one = |(name, known): &(String, Option<&str>)| match known {
        None => format!("`{name}`"),
        Some(known) => format!("`{name}` (is `{known}` meant?)"),
    };
    let names: Vec<String> = names.iter().map(one).collect();
    format!("Not known of {of}, kept and not used: {}.", names.join(", "))
}

fn skipped(resource_type: &str, because: Skip) -> String {
    let why = match because {
        Skip::Loop => "is made by a loop (`copy`), which is not read yet",
        Skip::Condition => "has a `condition`, which is not read yet",
        Skip::LinkedTemplate => {
            return "The template of this deployment is not in this file (`templateLink`). Give \
                    what it deploys as its own file."
                .to_owned();
        }
        Skip::Existing => "is marked `existing`: the template only refers to it",
        Skip::NoPart => "has no part in a perimeter",
    };
    format!("This `{resource_type}` {why}, so it is left out.")
}

fn codes<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    quoted.join(", ")
}

fn alternatives(known: &[&str]) -> String {
    match known {
        [] => "another value".to_owned(),
        [one] => format!("`{one}`"),
        [all @ .., last] => format!("{} or `{last}`", codes(all)),
    }
}
