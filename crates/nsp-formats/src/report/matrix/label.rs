//! What rows are called.

use std::sync::Arc;

use nsp_analysis::Prefix;
use nsp_analysis::matrix::{self as analysis, Kind, Row};
use nsp_core::{ResourceId, RuleRef, Snapshot};

use super::Column;
use crate::Apart;
use crate::explain::code;
use crate::names::Named;

/// What a row is called, in parts: a place that has said what its rows are needs only the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// What it is, such as `Subscription`; empty where the name alone says it.
    pub what: &'static str,
    /// Its own name.
    pub name: String,
    /// Whether Azure would print the name.
    pub is_code: bool,
    /// What the name is short for, or else the name.
    pub whole: String,
    /// What holds it, where names are told apart by that.
    pub of: Option<String>,
}

impl Called {
    fn words(text: &str) -> Self {
        Self { name: text.to_owned(), whole: text.to_owned(), ..Self::default() }
    }

    fn code(what: &'static str, name: &str) -> Self {
        Self { what, is_code: true, ..Self::words(name) }
    }

    fn id(what: &'static str, id: &ResourceId) -> Self {
        Self { whole: id.as_str().to_owned(), ..Self::code(what, id.name()) }
    }
}

/// The parts of what a row is called.
#[must_use]
pub fn called(row: &Row, snapshot: &Snapshot) -> Called {
    match row.kind() {
        Kind::Addresses(prefix) => Called::code("", &prefix.to_string()),
        Kind::AnyOtherAddress => Called::words("Any other address"),
        Kind::RuleAddresses(at) => rule(*at, snapshot),
        Kind::OwnAddresses(id) => Called::id("IP rules of", id),
        Kind::ServiceTag(name) => Called::code("Service tag", name),
        Kind::Subscription(id) => Called::code("Subscription", last(id.as_str())),
        Kind::Perimeter(id) => Called::code("Perimeter", last(id.as_str())),
        Kind::TrustedService(service) => Called::code("", service),
        Kind::AnyOtherTrustedService(_) => Called::words("Any other trusted service"),
        Kind::ResourceInstance(id) if id.as_str().contains('*') => {
            Called::code("Resource instances", id.as_str())
        }
        Kind::ResourceInstance(id) => Called::id("Resource instance", id),
        Kind::Subnet(id) => Called::id("Subnet", id),
        Kind::PrivateEndpoint(id) => Called::id("Private endpoint of", id),
        Kind::Resource(id) | Kind::DestinationResource(id) => Called::id("", id),
        Kind::Caller => Called::words("Caller"),
        Kind::Name(name) => Called::code("", name),
        Kind::AnyOtherName => Called::words("Any other name"),
        Kind::KeyVault => Called::words("The account’s Key Vault"),
    }
}

/// What a row is, in two or three words: "Any other address". Backticks mark code.
#[must_use]
pub fn label(row: &Row, snapshot: &Snapshot) -> String {
    said(called(row, snapshot))
}

fn said(Called { what, name, is_code, of, .. }: Called) -> String {
    let name = if is_code { code(&name) } else { name };
    let named = if what.is_empty() { name } else { format!("{what} {name}") };
    of.map_or_else(|| named.clone(), |of| format!("{named} of {}", code(&of)))
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

/// What a report calls rows and resources: told apart, and a row by what is its own.
pub(super) struct Labels<'s> {
    snapshot: &'s Snapshot,
    apart: Apart,
    /// The prefixes that are rows, ascending; what lies in another comes right behind it.
    prefixes: Vec<Prefix>,
}

impl<'s> Labels<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, rows: &[Arc<Row>]) -> Self {
        let prefixes = rows.iter().filter_map(|row| match row.kind() {
            Kind::Addresses(prefix) => Some(*prefix),
            _ => None,
        });
        let mut prefixes: Vec<Prefix> = prefixes.collect();
        prefixes.sort_unstable_by_key(|it| (it.first(), it.length()));
        prefixes.dedup();
        Self { snapshot, apart: Apart::of([snapshot]), prefixes }
    }

    /// What a row is, in two or three words. Backticks mark code.
    pub(super) fn label(&self, row: &Row) -> String {
        let mut told = called(row, self.snapshot);
        let resource = |id: &ResourceId| Some(self.apart.resource(id.as_str()).to_owned());
        let name = match row.kind() {
            Kind::OwnAddresses(id)
            | Kind::PrivateEndpoint(id)
            | Kind::Resource(id)
            | Kind::DestinationResource(id) => resource(id),
            Kind::ResourceInstance(id) if !id.as_str().contains('*') => resource(id),
            Kind::Subnet(id) => Some(self.apart.subnet(id.as_str()).to_owned()),
            Kind::Perimeter(id) => Some(self.apart.perimeter(id.as_str()).to_owned()),
            _ => None,
        };
        told.name = name.unwrap_or(told.name);
        match row.kind() {
            Kind::Addresses(prefix) if self.has_narrower(*prefix) => {
                format!("The rest of {}", said(told))
            }
            Kind::RuleAddresses(at) => {
                let perimeter = self.snapshot.perimeters.get(at.perimeter as usize);
                let profile = perimeter.and_then(|it| it.profiles.get(at.profile as usize));
                told.of = perimeter.zip(profile).map(|(perimeter, profile)| {
                    self.apart.profile(perimeter.id.as_str(), &profile.name).to_owned()
                });
                said(told)
            }
            _ => said(told),
        }
    }

    pub(super) fn column(&self, column: &analysis::Column) -> Column {
        let id = column.resource();
        Column {
            id: id.as_str().to_owned(),
            name: id.name().to_owned(),
            called: self.apart.resource(id.as_str()).to_owned(),
            state: column.state().map(Named::name),
            counts: column.counts().into(),
        }
    }

    fn has_narrower(&self, prefix: Prefix) -> bool {
        let key = |it: &Prefix| (it.first(), it.length());
        let behind = self.prefixes.partition_point(|it| key(it) <= key(&prefix));
        self.prefixes.get(behind).is_some_and(|it| prefix.holds(it.first()))
    }
}

fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or_default()
}

fn rule(at: RuleRef, snapshot: &Snapshot) -> Called {
    let perimeter = snapshot.perimeters.get(at.perimeter as usize);
    let profile = perimeter.and_then(|it| it.profiles.get(at.profile as usize));
    let rule = profile.and_then(|it| it.access_rules.get(at.rule as usize));
    let called = Called::code("Rule", rule.map_or("", |rule| &rule.name));
    let name = profile.map_or("", |it| &it.name);
    // Profiles of several perimeters are often called alike, and so are these of several groups.
    let (mut holders, mut alike) = (0, 0);
    for it in &snapshot.perimeters {
        if it.profiles.iter().any(|profile| profile.name.eq_ignore_ascii_case(name)) {
            holders += 1;
            alike += u32::from(perimeter.is_some_and(|own| it.id.is_named(own.id.name())));
        }
    }
    let of = match perimeter.map(|it| (it.id.name(), it.id.resource_group())) {
        Some((own, Some(group))) if alike > 1 => format!("{group}/{own} in {name}"),
        Some((own, _)) if holders > 1 => format!("{own} in {name}"),
        _ => name.to_owned(),
    };
    Called { of: Some(of), ..called }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn rules_of_perimeters_that_are_called_alike_are_told_apart() {
        let perimeter = |group: &str| {
            format!(
                r#"{{"id": "/subscriptions/s/resourceGroups/{group}/providers/Microsoft.Network/networkSecurityPerimeters/nsp",
                "profiles": [{{"name": "web", "accessRules": [{{"name": "office"}}]}}]}}"#
            )
        };
        let both = [perimeter("one"), perimeter("two")].join(",");
        let text = format!(r#"{{"nspScenario": 1, "estate": {{"perimeters": [{both}]}}}}"#);
        let snapshot = Scenario::parse("alike.json", &text).unwrap().value.snapshot().value;
        let of = |perimeter| rule(RuleRef { perimeter, profile: 0, rule: 0 }, &snapshot).of;
        assert_eq!([of(0), of(1)].map(Option::unwrap), ["one/nsp in web", "two/nsp in web"]);
    }
}
