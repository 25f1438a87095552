//! What rows are called.

use nsp_analysis::matrix::{Kind, Row};
use nsp_core::{RuleRef, Snapshot};

use crate::explain::code;

/// What a row is, in two or three words: "Any other address". Backticks mark code.
#[must_use]
pub fn label(row: &Row, snapshot: &Snapshot) -> String {
    match row.kind() {
        Kind::Addresses(prefix) => code(&prefix.to_string()),
        Kind::AnyOtherAddress => "Any other address".to_owned(),
        Kind::RuleAddresses(at) => rule_label(*at, snapshot),
        Kind::OwnAddresses(id) => format!("IP rules of {}", code(id.name())),
        Kind::ServiceTag(name) => format!("Service tag {}", code(name)),
        Kind::Subscription(id) => format!("Subscription {}", code(id.as_str())),
        Kind::Perimeter(id) => {
            let name = id.as_str().rsplit('/').next().unwrap_or_default();
            format!("Perimeter {}", code(name))
        }
        Kind::TrustedService(service) => code(service),
        Kind::AnyOtherTrustedService(_) => "Any other trusted service".to_owned(),
        Kind::ResourceInstance(id) if id.as_str().contains('*') => {
            format!("Resource instances {}", code(id.as_str()))
        }
        Kind::ResourceInstance(id) => format!("Resource instance {}", code(id.name())),
        Kind::Subnet(id) => format!("Subnet {}", code(id.name())),
        Kind::PrivateEndpoint(id) => format!("Private endpoint of {}", code(id.name())),
        Kind::Resource(id) | Kind::DestinationResource(id) => code(id.name()),
        Kind::Caller => "Caller".to_owned(),
        Kind::Name(name) => code(name),
        Kind::AnyOtherName => "Any other name".to_owned(),
        Kind::KeyVault => "The account’s Key Vault".to_owned(),
    }
}

/// The label with the names that people gave the row: "`198.51.100.20`, partner".
#[must_use]
pub fn title(row: &Row, snapshot: &Snapshot) -> String {
    titled(&label(row, snapshot), row.names())
}

pub(super) fn titled(label: &str, names: &[String]) -> String {
    let said = |name: &&String| !label.eq_ignore_ascii_case(name);
    let names = names.iter().filter(said).map(String::as_str);
    std::iter::once(label).chain(names).collect::<Vec<_>>().join(", ")
}

fn rule_label(at: RuleRef, snapshot: &Snapshot) -> String {
    let perimeter = snapshot.perimeters.get(at.perimeter as usize);
    let profile = perimeter.and_then(|it| it.profiles.get(at.profile as usize));
    let rule = profile.and_then(|it| it.access_rules.get(at.rule as usize));
    let rule = code(rule.map_or("", |rule| &rule.name));
    format!("Rule {rule} of {}", code(profile.map_or("", |profile| &profile.name)))
}
