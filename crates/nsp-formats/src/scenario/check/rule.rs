//! Access rules: elements that do not do what they seem to.

use nsp_core::{AccessRule, RuleDirection};

use super::{At, Checks};
use crate::finding::Kind;
use crate::request::is_host;
use crate::scenario::document as wire;

impl Checks {
    pub(in crate::scenario) fn rule(
        &mut self,
        at: &At<'_>,
        written: &wire::AccessRule,
        rule: &AccessRule,
    ) {
        let inbound = [
            ("addressPrefixes", written.address_prefixes.is_empty()),
            ("subscriptions", written.subscriptions.is_empty()),
            ("networkSecurityPerimeters", written.network_security_perimeters.is_empty()),
            ("serviceTags", written.service_tags.is_empty()),
        ];
        let outbound = [
            ("fullyQualifiedDomainNames", written.fully_qualified_domain_names.is_empty()),
            ("emailAddresses", written.email_addresses.is_empty()),
            ("phoneNumbers", written.phone_numbers.is_empty()),
        ];
        let given = |kinds: &[(&'static str, bool)]| -> Vec<&'static str> {
            kinds.iter().filter(|(_, empty)| !empty).map(|(kind, _)| *kind).collect()
        };
        let (inbound, outbound) = (given(&inbound), given(&outbound));
        let (misplaced, direction) = match rule.direction {
            RuleDirection::Inbound => (outbound.as_slice(), "inbound"),
            RuleDirection::Outbound => (inbound.as_slice(), "outbound"),
            RuleDirection::Unrecognized(_) => (&[] as &[_], ""),
        };
        for property in misplaced {
            self.add(&at.key(property), Kind::WrongDirection { property, direction });
        }
        let all: Vec<&'static str> = inbound.iter().chain(&outbound).copied().collect();
        match all.as_slice() {
            [] => self.add(at, Kind::EmptyRule),
            [_] => {}
            // An expression in place of a rule may be of any kind.
            _ if expression(rule).is_some() => {}
            _ => self.add(at, Kind::SeveralKinds(all.clone())),
        }
        for property in ["emailAddresses", "phoneNumbers"] {
            if all.contains(&property) {
                self.add(&at.key(property), Kind::DecidesNothing(property));
            }
        }
        if all.contains(&"networkSecurityPerimeters") {
            self.add(&at.key("networkSecurityPerimeters"), Kind::WrittenByAzure);
        }
        let tags = at.key("serviceTags");
        for (index, tag) in rule.service_tags.iter().enumerate() {
            if !self.symbolic(&tags.index(index), tag)
                && !self.tags.iter().any(|known| known.eq_ignore_ascii_case(tag))
            {
                self.add(&tags.index(index), Kind::NoTagRanges(tag.clone()));
            }
        }
        let names = at.key("fullyQualifiedDomainNames");
        for (index, name) in rule.fully_qualified_domain_names.iter().enumerate() {
            let text = name.as_str();
            // `*` alone is told to be too wide.
            if !self.symbolic(&names.index(index), text)
                && text != "*"
                && !is_host(text.strip_prefix("*.").unwrap_or(text))
            {
                self.add(&names.index(index), Kind::NotAHost(text.to_owned()));
            }
        }
        if let Some(applies_to) = written.extra.get("appliesTo")
            && !applies_to_all(applies_to)
        {
            self.add(&at.key("appliesTo"), Kind::AppliesTo);
        }
    }
}

/// The expression that stands in place of a rule, or of all that it says.
pub(crate) fn expression(rule: &AccessRule) -> Option<&str> {
    let RuleDirection::Unrecognized(text) = &rule.direction else { return None };
    let [prefix] = rule.address_prefixes.as_slice() else { return None };
    let [name] = rule.fully_qualified_domain_names.as_slice() else { return None };
    let is_one = prefix.net().is_none() && prefix.as_str() == text && name.as_str() == text;
    is_one.then_some(text)
}

/// Whether `appliesTo`, which Azure adds to what it returns, names every type and feature.
fn applies_to_all(value: &serde_json::Value) -> bool {
    let scopes = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let all = |scope: &serde_json::Value| {
        let feature = |value: &serde_json::Value| value.as_str() == Some("*");
        scope.get("resourceType").and_then(serde_json::Value::as_str) == Some("*")
            && scope
                .get("features")
                .and_then(serde_json::Value::as_array)
                .is_some_and(|features| features.iter().any(feature))
    };
    scopes.is_empty() || scopes.iter().any(all)
}
