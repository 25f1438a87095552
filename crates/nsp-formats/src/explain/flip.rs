//! What would flip a verdict, in words.

use nsp_analysis::flip::{Change, Element, Obstacle};
use nsp_core::{AccessMode, Ground, Network, PublicNetworkAccess, ResourceId, RuleRef, Snapshot};

use super::code;
use crate::Apart;
use crate::names::Named;
use crate::scenario::limits;

/// A change as an order, with the names of `apart`: "Add `198.51.100.20` to rule `office` of `web`".
/// Backticks mark code.
#[must_use]
pub fn change(change: &Change, snapshot: &Snapshot, apart: &Apart) -> String {
    let named = |id: &ResourceId| code(apart.resource(id.as_str()));
    let resource =
        |at: u32| snapshot.resources.get(at as usize).map_or_else(|| code(""), |it| named(&it.id));
    let subnet = |id: &ResourceId| code(apart.subnet(id.as_str()));
    let profile_name = |perimeter, profile| profile_name(snapshot, perimeter, profile, apart);
    let rule_name = |at: RuleRef| rule_name(snapshot, at, apart);
    match change {
        Change::Admit { perimeter, profile, rule: Some(rule), element } => {
            let at = RuleRef { perimeter: *perimeter, profile: *profile, rule: *rule };
            format!("Add {} to {}", name(element), rule_name(at))
        }
        Change::Admit { perimeter, profile, rule: None, element } => {
            let profile = profile_name(*perimeter, *profile);
            format!("Add a rule for {} to {profile}", name(element))
        }
        Change::Withdraw(elements) => {
            let taken = elements
                .iter()
                .map(|(at, element)| format!("{} from {}", name(element), rule_name(*at)));
            format!("Take {}", taken.collect::<Vec<_>>().join(" and "))
        }
        Change::AccessMode(at, mode) => {
            let associations = snapshot.perimeters.get(at.perimeter as usize);
            let association =
                associations.and_then(|it| it.associations.get(at.association as usize));
            let of = association.map_or_else(|| code(""), |it| named(&it.resource));
            format!("Set {of} to {}", mode_name(mode))
        }
        Change::Profile(at, to) => {
            let perimeter = snapshot.perimeters.get(at.perimeter as usize);
            let association = perimeter.and_then(|it| it.associations.get(at.association as usize));
            let of = association.map_or_else(|| code(""), |it| named(&it.resource));
            format!(
                "Move {of} to profile {}, whose rules then decide about its other callers too",
                code(to)
            )
        }
        Change::ApproveLink(at) => {
            let perimeter = snapshot.perimeters.get(at.perimeter as usize);
            let link = perimeter.and_then(|it| it.links.get(at.link as usize));
            format!("Approve link {}", code(link.map_or("", |link| &link.name)))
        }
        Change::PublicNetworkAccess(at, access) => {
            let access = code(access_name(access));
            format!("Set `publicNetworkAccess` of {} to {access}", resource(*at))
        }
        Change::DefaultAction(at, allow) => {
            let action = if *allow { "Allow" } else { "Deny" };
            format!("Set `defaultAction` of {} to {}", resource(*at), code(action))
        }
        Change::TrustedServices(at, true) => {
            format!("Let trusted services into {}", resource(*at))
        }
        Change::TrustedServices(at, false) => {
            format!("Keep trusted services out of {}", resource(*at))
        }
        Change::AddIpRule(at, prefix) => {
            format!("Add IP rule {} to {}", code(&prefix.to_string()), resource(*at))
        }
        Change::RemoveIpRules(at, prefixes) => {
            let prefixes: Vec<String> = prefixes.iter().map(ToString::to_string).collect();
            let prefixes = super::codes(prefixes.iter().map(String::as_str));
            format!("Remove IP rule {prefixes} of {}", resource(*at))
        }
        Change::AddSubnet(at, id) => {
            format!("Add subnet {} to the firewall of {}", subnet(id), resource(*at))
        }
        Change::RemoveSubnet(at, id) => {
            format!("Remove subnet {} from the firewall of {}", subnet(id), resource(*at))
        }
        Change::AddResourceInstance(at, id, _) => {
            format!("Add resource instance {} to {}", named(id), resource(*at))
        }
        Change::RemoveResourceInstance(at, place) => {
            let number = place + 1;
            format!("Remove resource instance {number} of {}", resource(*at))
        }
    }
}

/// How much of what Azure takes in the place of a change is then used: "2 of 200 elements". `None`
/// where it adds nothing that Azure counts.
#[must_use]
pub fn used(change: &Change, snapshot: &Snapshot) -> Option<String> {
    match change {
        Change::Admit { perimeter, profile, element, .. } => {
            let written = snapshot.perimeters.get(*perimeter as usize)?;
            let rules = &written.profiles.get(*profile as usize)?.access_rules;
            let count = match element {
                Element::Name(_) => limits::outbound_elements(rules),
                _ => limits::inbound_elements(rules),
            };
            Some(format!("{} of {} elements", count + 1, limits::RULE_ELEMENTS.most()))
        }
        Change::AddIpRule(at, _) => {
            let resource = snapshot.resources.get(*at as usize)?;
            let Network::Given { network_acls, .. } = &resource.network else { return None };
            let acls = network_acls.as_ref();
            let count = acls.map_or(0, |it| it.ip_rules.len() + it.ipv6_rules.len()) + 1;
            Some(format!("{count} of {} IP rules", limits::IP_RULES.most()))
        }
        _ => None,
    }
}

/// Why no change turns a verdict.
#[must_use]
pub fn obstacle(obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::Ground(Ground::PrivateEndpoint) => {
            "Nothing turns it: a private endpoint passes in every state.".to_owned()
        }
        Obstacle::Ground(Ground::NotGoverned) => {
            "Nothing turns it: perimeters do not govern management requests.".to_owned()
        }
        Obstacle::Ground(Ground::Protocol) => {
            "No rule turns it: the protocol is blocked for an associated account.".to_owned()
        }
        Obstacle::Ground(Ground::UnsupportedFeature) => {
            "No rule turns it: the feature is not supported for an associated account.".to_owned()
        }
        Obstacle::Ground(ground) => format!("Nothing turns it: {}.", code(ground.name())),
        Obstacle::NothingToName => {
            "Nothing about the caller can be named by a rule. Give its address, or let it call \
             with a managed identity."
                .to_owned()
        }
        Obstacle::NoManagedIdentity => {
            "Without a managed identity nothing proves which perimeter or subscription the caller \
             is of. Let it call with its managed identity: then it is let in."
                .to_owned()
        }
        Obstacle::UnknownResource => "The resource is not in the estate.".to_owned(),
        Obstacle::PrivateAddress => {
            "Azure sees no private address, so a rule for it lets nobody in. Give the public \
             address that its network leaves by, or let it call through a private endpoint, which \
             passes in every state."
                .to_owned()
        }
        Obstacle::FullProfile => format!(
            "A rule would turn it, but its profile has the {} elements that Azure takes. Merge or \
             widen some of them, or move the resource to another profile.",
            limits::RULE_ELEMENTS.most()
        ),
        Obstacle::FullFirewall => format!(
            "An IP rule would turn it, but the account has the {} that Azure takes. Merge some of \
             them.",
            limits::IP_RULES.most()
        ),
        Obstacle::NoSingleChange => "No single change turns it.".to_owned(),
    }
}

fn name(element: &Element) -> String {
    match element {
        Element::AddressPrefix(prefix) => code(&prefix.to_string()),
        Element::Subscription(id) => format!("subscription {}", code(id.as_str())),
        Element::Perimeter(id) => format!("perimeter {}", code(id.as_str())),
        Element::ServiceTag(name) => format!("service tag {}", code(name)),
        Element::Name(name) => code(name),
    }
}

fn rule_name(snapshot: &Snapshot, at: RuleRef, apart: &Apart) -> String {
    let perimeter = snapshot.perimeters.get(at.perimeter as usize);
    let profile = perimeter.and_then(|it| it.profiles.get(at.profile as usize));
    let rule = profile.and_then(|it| it.access_rules.get(at.rule as usize));
    let rule = code(rule.map_or("", |rule| &rule.name));
    format!("rule {rule} of {}", profile_name(snapshot, at.perimeter, at.profile, apart))
}

fn profile_name(snapshot: &Snapshot, perimeter: u32, profile: u32, apart: &Apart) -> String {
    let perimeter = snapshot.perimeters.get(perimeter as usize);
    let profile = perimeter.and_then(|it| Some((it, it.profiles.get(profile as usize)?)));
    code(profile.map_or("", |(perimeter, it)| apart.profile(perimeter.id.as_str(), &it.name)))
}

pub(crate) fn access_name(access: &PublicNetworkAccess) -> &str {
    match access {
        PublicNetworkAccess::Enabled => "Enabled",
        PublicNetworkAccess::Disabled => "Disabled",
        PublicNetworkAccess::SecuredByPerimeter => "SecuredByPerimeter",
        PublicNetworkAccess::Unrecognized(other) => other,
    }
}

fn mode_name(mode: &AccessMode) -> &str {
    match mode {
        AccessMode::Learning => "Transition",
        AccessMode::Enforced => "Enforced",
        AccessMode::Audit => "Audit",
        AccessMode::Unrecognized(other) => other,
    }
}

#[cfg(test)]
mod tests {
    use nsp_analysis::flip::flips;
    use nsp_core::{Compiled, State};

    use crate::request::RequestForm;

    #[test]
    fn the_change_for_the_retail_partner_is_said() {
        let text = include_str!("../../../../web/examples/retail.json");
        let import = crate::import(&[("retail.json", text)]).expect("the example is read");
        let compiled = Compiled::new(import.value.snapshot().value);
        let form = RequestForm {
            resource: Some("stweb".to_owned()),
            from: Some("198.51.100.20".to_owned()),
            ..RequestForm::default()
        };
        let request = form.build(compiled.snapshot()).expect("the request makes sense");
        let found = flips(&compiled, &request, State::Enforced);
        let said: Vec<String> = found
            .changes
            .iter()
            .map(|it| super::change(it, compiled.snapshot(), &crate::Apart::default()))
            .collect();
        assert_eq!(said, ["Add `198.51.100.20` to rule `office` of `web`"]);
        let used = super::used(&found.changes[0], compiled.snapshot());
        assert_eq!(used.as_deref(), Some("2 of 200 elements"));
    }
}
