//! A change in a sentence.

use std::collections::BTreeSet;

use nsp_analysis::cells::{Change, Class, Constraint, Ends, Names, Permission, Turn, Value};
use nsp_analysis::difference::Difference;
use nsp_analysis::{AddressCount, AddressSet};
use nsp_core::{FqdnPattern, Path, Reads, Request, ResourceId, Verdict, endpoints};

use crate::Apart;
use crate::explain::{authentication_name, code, feature_name, protocol_title};
use crate::names::state_name;
use crate::number::grouped;
use crate::report::Decision;

/// How many names a sentence lists.
const MOST: usize = 3;

/// What has neither a name in a document nor a host name that is known.
const NAMELESS: &str = "a resource whose host names are not known";

/// Whether the address is vouched for.
const SEEN: &str = "addressIsPublic";

/// Who or what, what becomes of it, and why on either side. `key_vault` is the host of the vault
/// that holds the resource's customer-managed key.
pub(super) fn of(
    difference: &Difference,
    change: &Change,
    answers: &[Decision; 2],
    key_vault: Option<&str>,
    apart: &Apart,
) -> String {
    let resource = code(apart.resource(difference.resource.as_str()));
    let what = match &change.ends {
        Ends::Addresses(addresses) => {
            let (who, is_one) = who(change.permission, addresses);
            let plain = if is_one { "reaches" } else { "reach" };
            format!("{who}{} {} {resource}", qualifiers(change, apart), verb(change, plain))
        }
        Ends::Names(names) => {
            let verb = verb(change, "reaches");
            format!("{resource}{} {verb} {}", qualifiers(change, apart), list(names, apart))
        }
    };
    let [before, after] = answers;
    let [was, is] = match (difference.before, difference.after) {
        (before, after) if before == after => ["Before", "After"],
        (before, after) => [state_name(before), state_name(after)],
    };
    let told = if before.reason == after.reason {
        format!("{what}: {}.", before.reason)
    } else {
        format!("{what}. {was}: {}. {is}: {}.", before.reason, after.reason)
    };
    match (&change.ends, key_vault) {
        (Ends::Names(names), Some(host)) if change.turn == Turn::Lost && holds(names, host) => {
            format!("{told} Among them is {}, which holds its customer-managed key.", code(host))
        }
        _ => told,
    }
}

/// Whether a host is one of the names.
fn holds(names: &Names, host: &str) -> bool {
    let is_listed = names.listed.iter().any(|name| match name.starts_with('/') {
        true => endpoints(&ResourceId::new(name)).any(|it| it.eq_ignore_ascii_case(host)),
        false => FqdnPattern::new(name).covers(host) == Some(true),
    });
    is_listed != names.all_but
}

/// Who calls, and whether that is said of one.
fn who(permission: Permission, addresses: &AddressSet) -> (String, bool) {
    let named = match permission {
        Permission::TrustedService => "Trusted services",
        Permission::ResourceInstance(_) => "Callers that a resource instance names",
        Permission::VirtualNetworkRule(_) => "Callers in the subnet",
        Permission::SamePerimeter => "Managed identities in the same perimeter",
        Permission::Link(_) => "Managed identities in the linked perimeter",
        Permission::PrivateEndpoint => "Callers through a private endpoint",
        _ => return among(addresses),
    };
    (named.to_owned(), false)
}

/// How many addresses, counted from the side that is shorter to say.
fn among(addresses: &AddressSet) -> (String, bool) {
    let everything = AddressSet::everything();
    let families = [
        (everything.clone(), "Every address"),
        (everything.only_ipv4(), "Every IPv4 address"),
        (everything.only_ipv6(), "Every IPv6 address"),
    ];
    if let Some((_, whole)) = families.iter().find(|(family, _)| family == addresses) {
        return ((*whole).to_owned(), true);
    }
    let (count, others) = (addresses.count(), addresses.complement().count());
    if others < count {
        (format!("Every address but {}", grouped(&others)), true)
    } else if count == AddressCount::from(1) {
        ("1 address".to_owned(), true)
    } else {
        (format!("{} addresses", grouped(&count)), false)
    }
}

/// What becomes of it.
fn verb(change: &Change, reach: &str) -> String {
    match (change.turn, change.before.verdict(), change.after.verdict()) {
        (Turn::Lost, ..) => format!("no longer {reach}"),
        (Turn::Gained, ..) => format!("newly {reach}"),
        (Turn::BecomesUnknown, Verdict::Allowed, _) => "may no longer reach".to_owned(),
        (Turn::BecomesUnknown, ..) => "may newly reach".to_owned(),
        (Turn::WasUnknown, _, Verdict::Allowed) => format!("certainly {reach}"),
        (Turn::WasUnknown, ..) => "certainly cannot reach".to_owned(),
        (Turn::StaysUnknown, ..) => "may reach".to_owned(),
    }
}

fn list(names: &Names, apart: &Apart) -> String {
    let listed: Vec<&str> = distinct(&names.listed, apart).collect();
    let shown: Vec<String> = listed.iter().take(MOST).map(|it| code(it)).collect();
    let left = listed.len().saturating_sub(MOST);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    match (names.all_but, shown.is_empty()) {
        (true, true) => "any name".to_owned(),
        (true, false) => format!("any name but {}{more}", shown.join(", ")),
        (false, true) => NAMELESS.to_owned(),
        (false, _) => format!("{}{more}", shown.join(", ")),
    }
}

/// Names as a person says them: a resource by its own name, and not by a host name of its as well.
pub(super) fn distinct<'s>(
    listed: &'s [String],
    apart: &'s Apart,
) -> impl Iterator<Item = &'s str> {
    let resources = listed.iter().filter(|it| is_resource(it));
    let hosts: BTreeSet<String> =
        resources.flat_map(|it| endpoints(&ResourceId::new(it)).collect::<Vec<_>>()).collect();
    let named = listed.iter().filter(move |it| !hosts.contains(&it.to_ascii_lowercase()));
    named.map(|it| if is_resource(it) { apart.resource(it) } else { it })
}

fn is_resource(listed: &str) -> bool {
    listed.starts_with('/')
}

/// What is special about the callers, beyond what the permission says itself.
fn qualifiers(change: &Change, apart: &Apart) -> String {
    if change.is_plain() {
        return String::new();
    }
    let said: &[&str] = match change.permission {
        Permission::TrustedService => &["service", "authentication", "reads", "tenant"],
        Permission::ResourceInstance(_) => &["resource", "authentication", "tenant"],
        Permission::VirtualNetworkRule(_) | Permission::PrivateEndpoint => &["path"],
        Permission::SamePerimeter | Permission::Link(_) => {
            &["perimeter", "resource", "authentication"]
        }
        _ => &[],
    };
    let special =
        |constraint: &&Constraint| !constraint.is_plain && !said.contains(&constraint.attribute);
    // Those that the request which is shown is one of.
    let shown = |class: &Class| class.values().any(|value| has(&change.witness, value));
    let fits = |constraint: &Constraint| constraint.classes.iter().any(shown);
    let others = |it: &Vec<Constraint>| it.iter().filter(special).filter(|it| !fits(it)).count();
    let fewest = change.callers.iter();
    let fewest = fewest.min_by_key(|it| (others(it), it.iter().filter(special).count()));
    let special = fewest.into_iter().flatten().filter(special);
    let (seen, others): (Vec<_>, Vec<_>) = special.partition(|it| it.attribute == SEEN);
    // "1 address in region `westeurope` that Azure sees".
    let clauses = others.into_iter().chain(seen).filter_map(|it| clause(it, &shown, apart));
    clauses.map(|clause| format!(" {clause}")).collect()
}

/// Whether a request has a value.
fn has(request: &Request, value: &Value) -> bool {
    let mut same = request.clone();
    value.put(&mut same);
    same == *request
}

/// What an attribute has to be, in words: first what is shown.
fn clause(
    constraint: &Constraint,
    shown: &dyn Fn(&Class) -> bool,
    apart: &Apart,
) -> Option<String> {
    let endpoint = |class: &Class| matches!(class.value, Value::Path(Path::ServiceEndpoint { .. }));
    // Of any subnet there is, it need not be said of which.
    let any = !constraint.others.iter().any(endpoint)
        && constraint.classes.iter().any(|it| endpoint(it) && it.is_stand_in);
    let classes = constraint.classes.iter().filter(|it| !any || !endpoint(it) || it.is_stand_in);
    let (first, others): (Vec<_>, Vec<_>) = classes.partition(|it| shown(it));
    let mut values: Vec<String> =
        first.into_iter().chain(others).filter_map(|it| words(it, apart)).collect();
    values.dedup();
    let more = if values.len() > MOST { " or another" } else { "" };
    values.truncate(MOST);
    (!values.is_empty()).then(|| format!("{}{more}", values.join(" or ")))
}

fn words(class: &Class, apart: &Apart) -> Option<String> {
    let any = class.is_stand_in;
    Some(match &class.value {
        Value::Path(Path::ServiceEndpoint { subnet }) if !any => {
            format!("through a service endpoint of {}", code(apart.subnet(subnet.as_str())))
        }
        Value::Path(path) => match path {
            Path::Public => "at the public endpoint",
            Path::PrivateEndpoint => "through a private endpoint",
            Path::ServiceEndpoint { .. } => "through a service endpoint",
            Path::StandardServiceEndpoint => "through a standard service endpoint",
            Path::ControlPlane => "through Azure Resource Manager",
        }
        .to_owned(),
        Value::Feature(feature) => format!("for {}", feature_name((*feature)?)),
        Value::Authentication(it) => format!("with {}", authentication_name((*it)?)),
        Value::Protocol(protocol) => format!("over {}", protocol_title(*protocol)),
        Value::Reads(Some(Reads::Logs)) => "reading logs".to_owned(),
        Value::Reads(Some(Reads::Metrics)) => "reading metrics".to_owned(),
        Value::AddressIsPublic(true) => "that Azure sees".to_owned(),
        Value::CallerResource(Some(id)) if any => match id.resource_type() {
            Some(kind) => format!("of services such as {}", code(kind.trim_end_matches("/other"))),
            None => return None,
        },
        Value::CallerResource(Some(id)) => format!("of {}", code(apart.resource(id.as_str()))),
        Value::Service(Some(service)) => format!("of services such as {}", code(service)),
        Value::Subscription(Some(_)) if any => "of another subscription".to_owned(),
        Value::Subscription(Some(id)) => format!("of subscription {}", code(id.as_str())),
        Value::Tenant(Some(_)) if any => "of another tenant".to_owned(),
        Value::Tenant(Some(id)) => format!("of tenant {}", code(id.as_str())),
        Value::Region(Some(_)) if any => "in another region".to_owned(),
        Value::Region(Some(region)) => format!("in region {}", code(region.as_str())),
        Value::Perimeter(id, true) => format!("in perimeter {}", code(id.as_str())),
        _ => return None,
    })
}
