//! Rules as Bicep, to paste into a deployment.

use crate::scenario::edit::Thing;
use crate::scenario::{AccessRule, Reference, Scenario};

/// The version of the API whose members these are.
const VERSION: &str = "2025-05-01";

/// An access rule as a child of its perimeter and profile, which exist already. `None` where the
/// scenario has no such rule.
///
/// ```
/// use nsp_formats::bicep::access_rule;
/// use nsp_formats::scenario::Scenario;
/// use nsp_formats::scenario::edit::Thing;
/// let text = r#"{ "nspScenario": 1, "estate": { "perimeters": [{ "name": "nsp",
///     "profiles": [{ "name": "web", "accessRules": [
///         { "name": "partner", "addressPrefixes": ["198.51.100.20/32"] }] }] }] } }"#;
/// let scenario = Scenario::parse("a.json", text).unwrap().value;
/// let rule = Thing::AccessRule { perimeter: 0, profile: 0, rule: 0 };
/// assert_eq!(access_rule(&scenario, rule).unwrap(), "\
/// resource perimeter 'Microsoft.Network/networkSecurityPerimeters@2025-05-01' existing = {
///   name: 'nsp'
///
///   resource profile 'profiles' existing = {
///     name: 'web'
///
///     resource rule 'accessRules' = {
///       name: 'partner'
///       properties: {
///         direction: 'Inbound'
///         addressPrefixes: [
///           '198.51.100.20/32'
///         ]
///       }
///     }
///   }
/// }
/// ");
/// ```
#[must_use]
pub fn access_rule(scenario: &Scenario, thing: Thing) -> Option<String> {
    let Thing::AccessRule { perimeter, profile, rule } = thing else { return None };
    let name = |thing: Thing| thing.name(scenario).map(quoted);
    let of = scenario.estate.perimeters.get(perimeter)?.profiles.get(profile)?;
    let members = members(of.access_rules.get(rule)?);
    let (of_rule, of_perimeter) = (name(thing)?, name(Thing::Perimeter(perimeter))?);
    let of_profile = name(Thing::Profile { perimeter, profile })?;
    Some(format!(
        "resource perimeter 'Microsoft.Network/networkSecurityPerimeters@{VERSION}' existing = {{\n  \
         name: {of_perimeter}\n\n  \
         resource profile 'profiles' existing = {{\n    \
         name: {of_profile}\n\n    \
         resource rule 'accessRules' = {{\n      \
         name: {of_rule}\n      \
         properties: {{\n{members}      }}\n    }}\n  }}\n}}\n"
    ))
}

fn members(rule: &AccessRule) -> String {
    let texts = |all: &[String]| all.iter().map(|it| quoted(it)).collect::<Vec<_>>();
    let ids = |all: &[Reference]| {
        let ids = all.iter().filter_map(|it| it.id.as_deref());
        ids.map(|id| format!("{{ id: {} }}", quoted(id))).collect::<Vec<_>>()
    };
    let lists = [
        ("addressPrefixes", texts(&rule.address_prefixes)),
        ("subscriptions", ids(&rule.subscriptions)),
        ("networkSecurityPerimeters", ids(&rule.network_security_perimeters)),
        ("serviceTags", texts(&rule.service_tags)),
        ("fullyQualifiedDomainNames", texts(&rule.fully_qualified_domain_names)),
        ("emailAddresses", texts(&rule.email_addresses)),
        ("phoneNumbers", texts(&rule.phone_numbers)),
    ];
    let direction = quoted(rule.direction.as_deref().unwrap_or("Inbound"));
    let mut text = format!("        direction: {direction}\n");
    for (member, values) in lists {
        if !values.is_empty() {
            text += &format!("        {member}: [\n");
            values.iter().for_each(|value| text += &format!("          {value}\n"));
            text += "        ]\n";
        }
    }
    text
}

/// A text of Bicep: nothing in it ends it or is computed.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for letter in text.chars() {
        match letter {
            '\'' | '\\' => quoted.extend(['\\', letter]),
            '$' => quoted += "\\$",
            '\n' => quoted += "\\n",
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted + "'"
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        assert_eq!(quoted("o'neil\\"), r"'o\'neil\\'");
        assert_eq!(quoted("${x}\n\r"), r"'\${x}\n '");
    }
}
