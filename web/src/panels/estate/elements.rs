//! What an access rule lists, kind by kind.

use nsp_core::{AccessRule, RuleDirection};

/// One kind of element of a rule.
pub(super) struct Elements {
    pub(super) kind: &'static str,
    pub(super) texts: Vec<String>,
}

/// The kinds a rule lists, under their names on the wire.
pub(super) fn elements(rule: &AccessRule) -> Vec<Elements> {
    fn texts<T>(values: &[T], text: impl Fn(&T) -> &str) -> Vec<String> {
        values.iter().map(|value| text(value).to_owned()).collect()
    }
    [
        ("addressPrefixes", texts(&rule.address_prefixes, |it| it.as_str())),
        ("subscriptions", texts(&rule.subscriptions, |it| it.as_str())),
        ("networkSecurityPerimeters", texts(&rule.network_security_perimeters, |it| it.as_str())),
        ("serviceTags", texts(&rule.service_tags, |it| it)),
        ("fullyQualifiedDomainNames", texts(&rule.fully_qualified_domain_names, |it| it.as_str())),
        ("emailAddresses", texts(&rule.email_addresses, |it| it)),
        ("phoneNumbers", texts(&rule.phone_numbers, |it| it)),
    ]
    .into_iter()
    .filter(|(_, texts)| !texts.is_empty())
    .map(|(kind, texts)| Elements { kind, texts })
    .collect()
}

/// The direction of a rule, as the portal says it.
pub(super) fn direction(rule: &AccessRule) -> String {
    match &rule.direction {
        RuleDirection::Inbound => "Inbound".to_owned(),
        RuleDirection::Outbound => "Outbound".to_owned(),
        RuleDirection::Unrecognized(text) => text.clone(),
    }
}

/// A number with its noun.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
