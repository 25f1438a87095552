//! What a document is, and which objects are in it.

use nsp_core::ResourceId;
use serde_json::Value;

use super::merge::Merger;
use super::{id, template};
use crate::finding::{Kind, Skip};
use crate::json::{Dialect, Node};
use crate::origins::Origins;
use crate::scenario::{
    AccessRule, Association, DiagnosticSetting, Link, Perimeter, Profile, Resource, Scenario,
    ServiceTag,
};

const PERIMETERS: &str = "Microsoft.Network/networkSecurityPerimeters";
pub(super) const DIAGNOSTIC_SETTINGS: &str = "Microsoft.Insights/diagnosticSettings";

/// How deep a document may be, so that what is kept of it can be read again from a scenario, in
/// which it stands a few levels further in.
const DEPTH: usize = 100;

/// What is known of an object before it is looked at.
#[derive(Clone, Default)]
struct About {
    id: Option<String>,
    resource_type: Option<String>,
    /// It comes from a template, where what is absent does not exist.
    whole: bool,
}

impl Merger {
    /// Reads a document of any kind that is known.
    pub(super) fn document(&mut self, node: &Node<'_>) -> Result<(), Kind> {
        if node.value.get("nspScenario").is_some() {
            let scenario = Node::new(node.value, node.place.clone(), Dialect::Scenario);
            let read = Scenario::read(&scenario, &mut self.report)?;
            self.scenario(read);
            return Ok(());
        }
        if is_deeper(node.value, DEPTH) {
            return Err(Kind::TooDeep);
        }
        self.part(node, &About::default());
        Ok(())
    }

    fn part(&mut self, node: &Node<'_>, about: &About) {
        if node.value.is_array() {
            self.whole_list(node);
            for element in node.elements() {
                self.part(&element, about);
            }
        } else if is_template(node) {
            self.template(node);
        } else if let Some((body, about)) = body_of_example(node) {
            self.part(&body, &about);
        } else if let Some(list) = list(node) {
            self.page(node, &list);
            for element in list.elements() {
                self.part(&element, about);
            }
        } else if let Some(tags) = node.member("values").filter(|it| it.value.is_array()) {
            for tag in tags.elements() {
                self.ranges(&tag);
            }
        } else {
            self.object(node, about);
        }
    }

    fn template(&mut self, node: &Node<'_>) {
        let mut deployed = Vec::new();
        template::resources(node, &mut deployed, &mut self.report);
        let before = self.scenario.clone();
        for resource in &deployed {
            let node = Node::new(&resource.value, resource.place.clone(), Dialect::Azure);
            let about = About {
                id: Some(resource.id.clone()),
                resource_type: Some(resource.resource_type.clone()),
                whole: true,
            };
            self.object(&node, &about);
        }
        if self.scenario != before {
            self.report.add(&node.place, Kind::Placeholders);
        }
    }

    /// An object by its type, or by what it has.
    fn object(&mut self, node: &Node<'_>, about: &About) {
        let id = node.text("id").map(|id| id.trim().to_owned()).or_else(|| about.id.clone());
        let from_id = || id.as_deref().and_then(|id| ResourceId::new(id).resource_type());
        let written = about.resource_type.clone().or_else(|| node.text("type").map(str::to_owned));
        let kind = written.filter(|kind| kind.contains('/')).or_else(from_id);
        let id = id.unwrap_or_default();
        let Some(kind) = kind else { return self.by_shape(node, &id) };
        match within(&kind, PERIMETERS).map(str::to_ascii_lowercase).as_deref() {
            Some("") => self.whole_perimeter(node, &id),
            Some("/profiles") => self.one_profile(node, &id, about.whole),
            Some("/profiles/accessrules") => self.one_rule(node, &id),
            Some("/resourceassociations") => self.one_association(node, &id),
            Some("/links") => self.one_link(node, &id, "links"),
            Some("/linkreferences") => self.one_link(node, &id, "linkReferences"),
            Some(_) => self.skipped(node, &kind),
            None if ends_with(&kind, "/networkSecurityPerimeterConfigurations") => {
                self.configuration(node, &id);
            }
            None if takes_part(&kind) => self.one_resource(node, &id, about.whole),
            None if kind.eq_ignore_ascii_case(DIAGNOSTIC_SETTINGS) && !id.is_empty() => {
                self.one_diagnostic_setting(node, &id);
            }
            None => self.skipped(node, &kind),
        }
    }

    /// An object that does not say what it is: the body of a request, or a part of an answer.
    fn by_shape(&mut self, node: &Node<'_>, id: &str) {
        let inner = node.member("properties").unwrap_or_else(|| node.clone());
        let has = |name: &str| inner.member(name).is_some();
        if !node.value.is_object() {
            self.report.add(&node.place, Kind::NotRecognized);
        } else if has("privateLinkResource") {
            self.one_association(node, id);
        } else if has("resourceAssociation") && has("networkSecurityPerimeter") {
            self.configuration(node, id);
        } else if has("autoApprovedRemotePerimeterResourceId") {
            self.one_link(node, id, "links");
        } else if has("remotePerimeterResourceId") {
            self.one_link(node, id, "linkReferences");
        } else if has("perimeterGuid") {
            self.whole_perimeter(node, id);
        } else if has("direction") || has("addressPrefixes") || has("fullyQualifiedDomainNames") {
            self.one_rule(node, id);
        } else if let Some(tags) = inner.member("serviceTags") {
            let count = tags.elements().count();
            self.report.add(&tags.place, Kind::TagNamesOnly { count });
        } else if has("networkAcls") || has("networkRuleSet") || has("publicNetworkAccess") {
            self.one_resource(node, id, false);
        } else {
            self.report.add(&node.place, Kind::NotRecognized);
        }
    }

    fn whole_perimeter(&mut self, node: &Node<'_>, id: &str) {
        self.provisioning(node);
        let Some((perimeter, mut origins)) = node.read::<Perimeter>(&mut self.report) else {
            return;
        };
        named_by_name(node, &mut origins);
        let guid = perimeter.perimeter_guid.clone();
        let name = Some(id.to_owned()).filter(|id| !id.is_empty());
        match name.or(perimeter.name.clone()).or(guid) {
            Some(id) => self.perimeter(&id, (perimeter, origins)),
            None => self.report.add(&node.place, Kind::NoPlace("this perimeter")),
        }
    }

    fn one_profile(&mut self, node: &Node<'_>, id: &str, whole: bool) {
        let perimeter = id::perimeter_of(id);
        let (Some(perimeter), Some(name)) = (perimeter, id::after(id, "profiles")) else {
            self.report.add(&node.place, Kind::NoPlace("this profile"));
            return;
        };
        let Some((profile, origins)) = node.read::<Profile>(&mut self.report) else { return };
        let named = (perimeter.to_owned(), name.to_owned());
        if profile.access_rules_not_given.is_none() && has_rules(node) {
            self.with_rules.push(named);
        } else if !whole {
            self.without_rules.push(named);
        }
        self.profile(perimeter, name, (profile, origins));
    }

    fn one_rule(&mut self, node: &Node<'_>, id: &str) {
        self.provisioning(node);
        let parts = (id::perimeter_of(id), id::after(id, "profiles"), id::after(id, "accessRules"));
        let (Some(perimeter), Some(profile), Some(name)) = parts else {
            self.report.add(&node.place, Kind::NoPlace("this access rule"));
            return;
        };
        if let Some(rule) = node.read::<AccessRule>(&mut self.report) {
            self.access_rule(perimeter, profile, name, rule);
        }
    }

    fn one_association(&mut self, node: &Node<'_>, id: &str) {
        self.provisioning(node);
        let Some((mut association, origins)) = node.read::<Association>(&mut self.report) else {
            return;
        };
        let profile = association.profile.as_ref().and_then(|it| it.id.as_deref());
        let perimeter = id::perimeter_of(id).or_else(|| profile.and_then(id::perimeter_of));
        let Some(perimeter) = perimeter.map(str::to_owned) else {
            self.report.add(&node.place, Kind::NoPlace("this association"));
            return;
        };
        if let Some(name) = id::after(id, "resourceAssociations") {
            association.name = Some(name.to_owned());
        }
        self.association(&perimeter, (association, origins));
    }

    fn one_link(&mut self, node: &Node<'_>, id: &str, list: &'static str) {
        self.provisioning(node);
        let Some(perimeter) = id::perimeter_of(id) else {
            self.report.add(&node.place, Kind::NoPlace("this link"));
            return;
        };
        if let Some((mut link, origins)) = node.read::<Link>(&mut self.report) {
            link.name = id::after(id, list).map(str::to_owned).or(link.name);
            self.link(perimeter, list, (link, origins));
        }
    }

    fn one_resource(&mut self, node: &Node<'_>, id: &str, whole: bool) {
        if id.is_empty() {
            self.report.add(&node.place, Kind::NoPlace("this resource"));
        } else if is_only_listed(node, id, whole) {
            self.report.add(&node.place, Kind::OnlyListed(id.to_owned()));
        } else if let Some((resource, mut origins)) = node.read::<Resource>(&mut self.report) {
            named_by_name(node, &mut origins);
            self.resource(id, (resource, origins));
        }
    }

    fn one_diagnostic_setting(&mut self, node: &Node<'_>, id: &str) {
        if let Some(read) = node.read::<DiagnosticSetting>(&mut self.report) {
            self.diagnostic_setting(id, read);
        }
    }

    /// An entry of Azure's file of service tags.
    fn ranges(&mut self, node: &Node<'_>) {
        if let Some(inner) = node.member("properties") {
            let Some((mut tag, origins)) = inner.read::<ServiceTag>(&mut self.report) else {
                return;
            };
            tag.name = node.text("name").map(str::to_owned).or(tag.name);
            tag.extra.clear();
            self.service_tag((tag, origins));
        } else {
            self.report.add(&node.place, Kind::NotRecognized);
        }
    }

    /// What Azure says about the object's being in force.
    pub(super) fn provisioning(&mut self, node: &Node<'_>) {
        let inner = node.member("properties").unwrap_or_else(|| node.clone());
        if inner.text("provisioningState").is_some_and(|it| it.eq_ignore_ascii_case("Failed")) {
            let detail = "`provisioningState` is `Failed`.".to_owned();
            let place = inner.place.child("provisioningState");
            self.report.add(&place, Kind::NotProvisioned(detail));
        }
        if inner.text("hasProvisioningIssues").is_some_and(|it| it.eq_ignore_ascii_case("yes")) {
            let detail = "`hasProvisioningIssues` is `yes`.".to_owned();
            let place = inner.place.child("hasProvisioningIssues");
            self.report.add(&place, Kind::NotProvisioned(detail));
        }
    }

    fn skipped(&mut self, node: &Node<'_>, kind: &str) {
        let kind = Kind::Skipped { resource_type: kind.to_owned(), because: Skip::NoPart };
        self.report.add(&node.place, kind);
    }
}

/// Whether this is a storage account as lists of all kinds of resources have it: without its
/// properties, which would look as if its firewall were open. In a template, what is absent has
/// Azure's default.
fn is_only_listed(node: &Node<'_>, id: &str, whole: bool) -> bool {
    let told = ["networkAcls", "networkRuleSet", "publicNetworkAccess"];
    let is_unresolved = |value: &Value| value.as_str().is_some_and(|it| it.starts_with('['));
    let lacks_properties = match node.member("properties") {
        Some(properties) => !properties.value.is_object() && !is_unresolved(properties.value),
        None => !whole,
    };
    ResourceId::new(id).is_storage_account()
        && lacks_properties
        && told.iter().all(|name| node.member(name).is_none_or(|it| it.value.is_null()))
}

fn is_deeper(value: &Value, limit: usize) -> bool {
    let Some(limit) = limit.checked_sub(1) else { return true };
    match value {
        Value::Array(elements) => elements.iter().any(|it| is_deeper(it, limit)),
        Value::Object(members) => members.values().any(|it| is_deeper(it, limit)),
        _ => false,
    }
}

/// Whether a profile is written with its rules, as Azure does not give it.
fn has_rules(node: &Node<'_>) -> bool {
    let inner = node.member("properties").unwrap_or_else(|| node.clone());
    [node, &inner].iter().any(|it| it.member("accessRules").is_some_and(|it| it.value.is_array()))
}

/// In a template an id is made from the name.
fn named_by_name(node: &Node<'_>, origins: &mut Origins) {
    if let (None, Some(name)) = (node.member("id"), node.member("name")) {
        origins.note("/id", &name.place);
    }
}

fn is_template(node: &Node<'_>) -> bool {
    let schema = node.text("$schema").unwrap_or_default().to_ascii_lowercase();
    let says = schema.contains("deploymenttemplate.json");
    node.member("resources").is_some() && (says || node.member("contentVersion").is_some())
}

/// The elements of a list as Azure answers with them.
fn list<'v>(node: &Node<'v>) -> Option<Node<'v>> {
    let list = node.member("value").filter(|it| it.value.is_array())?;
    (node.member("id").is_none() && node.member("properties").is_none()).then_some(list)
}

/// The body in an example of the REST specification: of the answer, else of the request, whose
/// place the other parameters name.
fn body_of_example<'v>(node: &Node<'v>) -> Option<(Node<'v>, About)> {
    let parameters = node.member("parameters")?;
    if let Some(responses) = node.member("responses") {
        let body = |code: &str| responses.member(code)?.member("body");
        if let Some(body) = body("200").or_else(|| body("201")) {
            return Some((body, About::default()));
        }
    }
    let body = parameters.member("parameters").filter(|it| it.value.is_object())?;
    let text = |name: &str| parameters.text(name);
    let mut id = format!(
        "/subscriptions/{}/resourceGroups/{}",
        text("subscriptionId")?,
        text("resourceGroupName")?
    );
    let levels = [
        ("networkSecurityPerimeterName", "providers/Microsoft.Network/networkSecurityPerimeters"),
        ("profileName", "profiles"),
        ("accessRuleName", "accessRules"),
        ("associationName", "resourceAssociations"),
        ("linkName", "links"),
        ("linkReferenceName", "linkReferences"),
        ("accountName", "providers/Microsoft.Storage/storageAccounts"),
        ("vaultName", "providers/Microsoft.KeyVault/vaults"),
    ];
    for (parameter, segment) in levels {
        if let Some(name) = text(parameter) {
            id = format!("{id}/{segment}/{name}");
        }
    }
    Some((body, About { id: Some(id), ..About::default() }))
}

/// Whether an object of this type is part of a perimeter, can be associated, or call something
/// that is.
pub(super) fn takes_part(kind: &str) -> bool {
    const NOT: &[&str] = &[
        "Microsoft.Authorization",
        "Microsoft.Features",
        "Microsoft.ManagedIdentity",
        "Microsoft.Network",
        "Microsoft.Resources",
    ];
    if within(kind, PERIMETERS).is_some() {
        return true;
    }
    let Some((namespace, rest)) = kind.split_once('/') else { return false };
    !rest.contains('/')
        && !NOT.iter().any(|it| it.eq_ignore_ascii_case(namespace))
        && !rest.eq_ignore_ascii_case("diagnosticSettings")
}

fn ends_with(kind: &str, end: &str) -> bool {
    kind.len()
        .checked_sub(end.len())
        .and_then(|at| kind.get(at..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// What comes after `start` in a type, if it begins so.
fn within<'k>(kind: &'k str, start: &str) -> Option<&'k str> {
    let head = kind.get(..start.len())?;
    let rest = kind.get(start.len()..)?;
    (head.eq_ignore_ascii_case(start) && (rest.is_empty() || rest.starts_with('/'))).then_some(rest)
}
