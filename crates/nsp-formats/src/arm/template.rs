//! ARM templates, of either language version, with the templates that inline deployments hold.

use serde_json::Value;

use super::document::{DIAGNOSTIC_SETTINGS, takes_part};
use super::expression::{DEPLOYMENTS, Scope};
use super::id;
use crate::finding::{Kind, Place, Report, Skip};
use crate::json::Node;

/// A resource of a template, its expressions resolved as far as that goes.
pub(super) struct Deployed {
    pub(super) value: Value,
    pub(super) place: Place,
    pub(super) id: String,
    pub(super) resource_type: String,
}

/// The resources of a template in document order; those that are not read get a finding.
pub(super) fn resources(template: &Node<'_>, deployed: &mut Vec<Deployed>, report: &mut Report) {
    let Some(members) = template.value.as_object() else { return };
    let Some(list) = template.member("resources") else { return };
    Reader { scope: Scope::of(members), maybe: None, deployed, report }.list(&list, None);
}

struct Reader<'a, 'r> {
    scope: Scope<'a>,
    /// Why all of this may be there any number of times, or not at all.
    maybe: Option<Skip>,
    deployed: &'r mut Vec<Deployed>,
    report: &'r mut Report,
}

impl<'a> Reader<'a, '_> {
    /// A list of resources, or in language version 2.0 an object of them.
    fn list(&mut self, list: &Node<'a>, parent: Option<(&str, &str)>) {
        let named = list.value.as_object().into_iter().flatten();
        for (key, value) in named {
            self.resource(&list.child(key, value), parent);
        }
        for element in list.elements() {
            self.resource(&element, parent);
        }
    }

    /// One resource and those nested in it, whose types and names go on from its own.
    fn resource(&mut self, node: &Node<'a>, parent: Option<(&str, &str)>) {
        let written = node.text("type").unwrap_or_default();
        let resource_type = match parent {
            Some((kind, _)) if !written.contains('.') => format!("{kind}/{written}"),
            _ => written.to_owned(),
        };
        if resource_type.eq_ignore_ascii_case(DEPLOYMENTS) {
            return self.deployment(node, resource_type);
        }
        let mut value = self.scope.resolve(node.value);
        let place = self.scope.place();
        let setting = setting(&place, written, &value, parent);
        if let Some(because) =
            skip(node, &resource_type, &self.scope, setting.is_some()).or(self.maybe)
            && !is_left_in_doubt(&mut value, &resource_type, because)
        {
            self.report.add(&node.place, Kind::Skipped { resource_type, because });
            return;
        }
        if let Some(id) = setting {
            let (place, resource_type) = (node.place.clone(), DIAGNOSTIC_SETTINGS.to_owned());
            self.deployed.push(Deployed { value, place, id, resource_type });
            return;
        }
        let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = match parent {
            Some((kind, name_of_parent)) if resource_type.starts_with(kind) => {
                format!("{name_of_parent}/{name}")
            }
            _ => name.to_owned(),
        };
        let Some(id) = id::of(&place, &resource_type, &name) else {
            self.report.add(&node.place, Kind::NoPlace("this resource"));
            return;
        };
        let children = node.member("resources");
        if let Some(object) = value.as_object_mut() {
            object.shift_remove("resources");
        }
        let place = node.place.clone();
        self.deployed.push(Deployed { value, place, id, resource_type: resource_type.clone() });
        if let Some(children) = children {
            self.list(&children, Some((&resource_type, &name)));
        }
    }

    /// What a deployment within the template deploys, where its template is inline.
    fn deployment(&mut self, node: &Node<'a>, resource_type: String) {
        let template = node.member("properties").and_then(|it| it.member("template"));
        let list = template.as_ref().and_then(|it| it.member("resources"));
        if list.as_ref().is_some_and(is_empty) {
            return;
        }
        let condition = node.member("condition").map(|it| self.scope.resolve(it.value));
        let maybe = repeated_or_conditional(node, &self.scope);
        match (self.scope.within(node.value), list) {
            (Some(scope), Some(list)) if condition != Some(Value::Bool(false)) => {
                let maybe = maybe.or(self.maybe);
                let (deployed, report) = (&mut *self.deployed, &mut *self.report);
                Reader { scope, maybe, deployed, report }.list(&list, None);
            }
            _ => {
                let because = maybe.unwrap_or(Skip::LinkedTemplate);
                self.report.add(&node.place, Kind::Skipped { resource_type, because });
            }
        }
    }
}

fn is_empty(list: &Node<'_>) -> bool {
    match list.value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The id of a diagnostic setting, which hangs at another resource: by its `scope`, as one that is
/// nested in it, or by a type and a name that go on from the other's. `None` where this is none, or
/// the other is not known.
fn setting(
    place: &str,
    written: &str,
    value: &Value,
    parent: Option<(&str, &str)>,
) -> Option<String> {
    let name = value.get("name").and_then(Value::as_str)?;
    let of_parent = || parent.and_then(|(kind, name)| id::of(place, kind, name));
    let (of, name) = if written.eq_ignore_ascii_case(DIAGNOSTIC_SETTINGS) {
        let of = match value.get("scope") {
            Some(scope) => of_scope(place, scope.as_str()?)?,
            None => of_parent()?,
        };
        (of, name)
    } else {
        let kind = before(written, "providers/diagnosticSettings")?;
        let at = name.to_ascii_lowercase().rfind("microsoft.insights/")?;
        let (of, own) = name.split_at_checked(at)?;
        let of = match (kind.strip_suffix('/'), of.strip_suffix('/')) {
            (Some(kind), Some(of)) => id::of(place, kind, of)?,
            _ => of_parent()?,
        };
        (of, own.split_once('/')?.1)
    };
    Some(format!("{of}/providers/{DIAGNOSTIC_SETTINGS}/{name}"))
}

/// The id of what a `scope` names, which may leave out where it is deployed.
fn of_scope(place: &str, scope: &str) -> Option<String> {
    match scope.chars().next()? {
        '[' => None,
        '/' => Some(scope.to_owned()),
        _ => Some(format!("{place}/providers/{scope}")),
    }
}

/// What comes before the end of a text, compared without case.
fn before<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let (head, tail) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(head)
}

/// A part of a perimeter that may be there or not, or any number of times, is there in doubt: left
/// out, it would certainly let nobody in. Says whether it could be made so.
fn is_left_in_doubt(value: &mut Value, resource_type: &str, because: Skip) -> bool {
    const DECIDES: &[(&str, &str)] = &[
        ("Microsoft.Network/networkSecurityPerimeters/profiles/accessRules", "direction"),
        ("Microsoft.Network/networkSecurityPerimeters/resourceAssociations", "accessMode"),
        ("Microsoft.Network/networkSecurityPerimeters/links", "status"),
    ];
    let decides = DECIDES.iter().find(|(of, _)| of.eq_ignore_ascii_case(resource_type));
    let Some((_, decides)) = decides else { return false };
    let Some(object) = value.as_object_mut() else { return false };
    let (condition, is_loop) = (object.shift_remove("condition"), object.shift_remove("copy"));
    let doubt = match (because, condition) {
        (_, Some(Value::Bool(false))) => return false,
        (Skip::Loop, _) => Value::from("[copy]"),
        (Skip::Condition, Some(expression)) if expression.is_string() => expression,
        (Skip::Condition, _) => Value::from("[condition]"),
        _ => return false,
    };
    let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else {
        return true;
    };
    let copied = properties.shift_remove("copy");
    for made in copied.iter().filter_map(Value::as_array).flatten() {
        if let Some(name) = made.get("name").and_then(Value::as_str) {
            properties.insert(name.to_owned(), Value::from("[copy]"));
        }
    }
    // A loop within the properties leaves in doubt what it makes, and nothing else.
    if copied.is_none() || is_loop.is_some() || because == Skip::Condition {
        properties.insert((*decides).to_owned(), doubt);
    }
    true
}

/// Why a resource is not read, if it is not.
fn skip(node: &Node<'_>, resource_type: &str, scope: &Scope<'_>, is_setting: bool) -> Option<Skip> {
    if !is_setting && (node.member("scope").is_some() || !takes_part(resource_type)) {
        return Some(Skip::NoPart);
    }
    let existing = node.member("existing").is_some_and(|it| *it.value == Value::Bool(true));
    repeated_or_conditional(node, scope).or(existing.then_some(Skip::Existing))
}

/// Whether a resource is there any number of times, or perhaps not at all.
fn repeated_or_conditional(node: &Node<'_>, scope: &Scope<'_>) -> Option<Skip> {
    let condition = node.member("condition").map(|it| scope.resolve(it.value));
    let inner_copy = node.member("properties").and_then(|it| it.member("copy"));
    if node.member("copy").is_some() || inner_copy.is_some() {
        Some(Skip::Loop)
    } else if condition.is_some_and(|it| it != Value::Bool(true)) {
        Some(Skip::Condition)
    } else {
        None
    }
}
