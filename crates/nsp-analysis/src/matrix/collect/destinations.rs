//! Rows of destinations: names that outbound rules list, every other name, resources, Key Vaults.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use nsp_core::order;

use nsp_core::{
    Caller, Destination, Feature, FqdnPattern, Inbound, ResourceId, RuleDirection, RuleRef,
};

use super::addresses::rules_of;
use super::identities::others;
use super::{Collector, Holder};
use crate::matrix::Detail;
use crate::matrix::row::{Call, Kind, NamedBy, Reach};

impl<'c> Collector<'c> {
    pub(super) fn destinations(&mut self) {
        let patterns = self.patterns();
        let text = |pattern: &FqdnPattern| bare(pattern.as_str()).to_ascii_lowercase();
        let mut listed: Vec<String> = patterns.iter().map(|(_, pattern)| text(pattern)).collect();
        order::sort(&mut listed);
        listed.dedup();
        for (at, pattern) in &patterns {
            let name = pattern.as_str();
            let key = format!("name {}", text(pattern));
            let call = self.to_name(stand_in(pattern, &listed));
            let holder = Holder::Profile(at.perimeter, at.profile);
            let kind = Kind::Name(String::from(bare(name)));
            self.add(key, kind, call, holder, Some(NamedBy::Rule(*at)));
        }
        let call = self.to_name(other_name(&listed));
        let key = String::from("other names");
        self.add(key, Kind::AnyOtherName, call, Holder::Everyone, None);
        if self.collected.detail() == Detail::Every {
            self.called_resources();
        }
        self.key_vaults();
    }

    /// The names that outbound rules list, with the rule.
    fn patterns(&self) -> Vec<(RuleRef, &'c FqdnPattern)> {
        let mut patterns = Vec::new();
        for (perimeter, written) in (0..).zip(&self.snapshot().perimeters) {
            for (profile, written) in (0..).zip(&written.profiles) {
                let rules = rules_of(written, perimeter, profile);
                for (at, rule) in rules.filter(|(_, it)| it.direction != RuleDirection::Inbound) {
                    let names = rule.fully_qualified_domain_names.iter();
                    patterns
                        .extend(names.filter(|name| !name.is_symbolic()).map(|name| (at, name)));
                }
            }
        }
        patterns
    }

    fn to_name(&self, name: String) -> Call {
        let Some(resource) = self.compiled.resource_of_endpoint(&name) else {
            return Call::outbound(Destination::Name(name));
        };
        let (other, reach) = (self.other(resource), Reach::AllBut(resource.clone()));
        Call { other, reach, ..Call::outbound(Destination::Name(name)) }
    }

    fn called_resources(&mut self) {
        for (id, by) in others(self.snapshot()) {
            let call = Call {
                other: self.other(&id),
                reach: Reach::AllBut(id.clone()),
                ..Call::outbound(Destination::Resource(id.clone()))
            };
            let key = format!("to resource {}", id.as_str().to_ascii_lowercase());
            self.add(key, Kind::DestinationResource(id), call, Holder::Everyone, by);
        }
    }

    /// One row for the vaults of all accounts that have a customer-managed key.
    fn key_vaults(&mut self) {
        let with_key = |resource: &nsp_core::Resource| {
            resource.id.is_storage_account() && resource.key_vault.is_some()
        };
        let accounts: Vec<(NamedBy, ResourceId)> = (0..)
            .zip(&self.snapshot().resources)
            .filter(|(_, resource)| with_key(resource))
            .map(|(at, resource)| (NamedBy::Firewall(at), resource.id.clone()))
            .collect();
        let reach = Reach::Only(accounts.iter().map(|(_, id)| id.clone()).collect());
        let call = Call::by_identity(Caller::default());
        let call = Call {
            flow: nsp_core::Flow::Inbound(Inbound::default()),
            feature: Some(Feature::CustomerManagedKeys),
            reach,
            addresses: Vec::new(),
            ..call
        };
        for (by, _) in accounts {
            let by = Some(by);
            self.add(String::from("key vault"), Kind::KeyVault, call.clone(), Holder::Everyone, by);
        }
    }
}

/// A name that a pattern covers and no narrower one does.
///
/// It has one label more than the suffix, so that of the narrower patterns only a full name could
/// cover it.
fn stand_in(pattern: &FqdnPattern, listed: &[String]) -> String {
    let name = bare(pattern.as_str());
    match name.strip_prefix("*.") {
        None => String::from(name),
        Some(suffix) => unlisted(listed, |label| format!("{label}.{suffix}"), |_| None),
    }
}

/// A name that no pattern covers.
fn other_name(listed: &[String]) -> String {
    unlisted(listed, |label| format!("name.{label}"), |label| Some(format!("*.{label}")))
}

/// The first name that is not listed, nor its wildcard.
fn unlisted(
    listed: &[String],
    name: impl Fn(&str) -> String,
    wildcard: impl Fn(&str) -> Option<String>,
) -> String {
    let is_listed = |name: &String| listed.binary_search(name).is_ok();
    let is_free = |label: &String| {
        let wildcard = wildcard(label).is_some_and(|it| is_listed(&it));
        !wildcard && !is_listed(&name(label).to_ascii_lowercase())
    };
    let labels = core::iter::once(String::from("other")).chain((1..).map(|n| format!("other{n}")));
    let found = labels.take(listed.len() + 1).find(is_free);
    name(found.as_deref().unwrap_or("other"))
}

/// Without the dot that some write at the end.
fn bare(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}
