//! A JSON value that knows where it stands.

use serde_json::{Map, Value};

use super::wire::{Field, Wire, same, unresolved};
use crate::finding::{Kind, Place, Report};
use crate::locate;
use crate::origins::Origins;

/// Whose document a value is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Our own: what is not known is kept.
    Scenario,
    /// Azure's: members of `properties` count as the object's own, and of a resource only what can
    /// matter is kept.
    Azure,
}

/// A value, its place in its file, and its place in what is being built.
#[derive(Clone)]
pub(crate) struct Node<'v> {
    pub(crate) value: &'v Value,
    pub(crate) place: Place,
    pub(crate) dialect: Dialect,
    /// Pointer from the value that is being built.
    target: String,
}

impl<'v> Node<'v> {
    pub(crate) fn new(value: &'v Value, place: Place, dialect: Dialect) -> Self {
        Self { value, place, dialect, target: String::new() }
    }

    /// This value as the start of something new to build.
    pub(crate) fn start(&self) -> Self {
        Self { target: String::new(), ..self.clone() }
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> {
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements.map(|(index, value)| self.child(&index.to_string(), value))
    }

    /// A member by its name, whatever its case.
    pub(crate) fn member(&self, name: &str) -> Option<Self> {
        let (key, value) = find(self.value.as_object()?, name)?;
        Some(self.child(key, value))
    }

    /// A member that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&'v str> {
        find(self.value.as_object()?, name)?.1.as_str()
    }

    pub(crate) fn child(&self, key: &str, value: &'v Value) -> Self {
        Self {
            value,
            place: self.place.child(key),
            dialect: self.dialect,
            target: locate::child(&self.target, key),
        }
    }

    /// Reads this value with all that is in it.
    pub(crate) fn read<T: Wire>(&self, report: &mut Report) -> Option<(T, Origins)> {
        let mut origins = Origins::at(self.place.clone());
        let value = self.start().read_into(report, &mut origins)?;
        Some((value, origins))
    }

    pub(crate) fn read_into<T: Wire>(
        &self,
        report: &mut Report,
        origins: &mut Origins,
    ) -> Option<T> {
        match self.value {
            Value::Object(map) => {
                let mut object = Object::new(self.clone(), map);
                let mut value = T::read_object(&mut object, report, origins);
                if let Some(expression) = object.unresolved {
                    value.doubt(expression);
                } else if let Some(properties) = object.unreadable()
                    && !value.is_told()
                {
                    properties.wrong_type("an object", report);
                    value.doubt(&unresolved(properties.value));
                }
                Some(value)
            }
            Value::Null => T::null(),
            Value::String(text) if text.starts_with('[') => T::symbolic(text),
            _ => None,
        }
    }

    /// This element, moved to where the list that is being built will have it.
    pub(crate) fn moved(&self, index: usize) -> Self {
        let list = self.target.rsplit_once('/').map_or("", |(list, _)| list);
        Self { target: locate::child(list, &index.to_string()), ..self.clone() }
    }

    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    pub(crate) fn wrong_type(&self, expected: &'static str, report: &mut Report) {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        report.add(&self.place, Kind::WrongType { expected, found });
    }
}

fn find<'v>(map: &'v Map<String, Value>, name: &str) -> Option<(&'v str, &'v Value)> {
    let exact = map.get_key_value(name);
    let any = || map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    exact.or_else(any).map(|(key, value)| (key.as_str(), value))
}

/// An object whose members are taken one by one, so that what is left is known.
pub(crate) struct Object<'v> {
    node: Node<'v>,
    map: &'v Map<String, Value>,
    nested: Option<(Node<'v>, &'v Map<String, Value>)>,
    taken: Vec<&'v str>,
    /// An expression in place of `properties`.
    unresolved: Option<&'v str>,
    /// Members of another type than theirs, by their proper names, as they were written.
    unread: Map<String, Value>,
}

impl<'v> Object<'v> {
    fn new(node: Node<'v>, map: &'v Map<String, Value>) -> Self {
        let azure = node.dialect == Dialect::Azure;
        let nested = find(map, "properties")
            .filter(|_| azure)
            .and_then(|(key, value)| Some((node.child(key, value), value.as_object()?)));
        let unresolved = find(map, "properties")
            .filter(|_| azure)
            .and_then(|(_, value)| value.as_str().filter(|text| text.starts_with('[')));
        Self { node, map, nested, taken: Vec::new(), unresolved, unread: Map::new() }
    }

    /// `properties` that are neither an object nor an expression.
    fn unreadable(&self) -> Option<Node<'v>> {
        let (key, value) = find(self.map, "properties")?;
        let is_other = self.node.dialect == Dialect::Azure
            && self.nested.is_none()
            && self.unresolved.is_none();
        is_other.then(|| self.node.child(key, value))
    }

    /// Takes a member by the first of its names that the object has; `None` where it has none. A
    /// member of another type is a finding, and a value that nothing knows where there is one.
    pub(crate) fn field<T: Field>(
        &mut self,
        names: &[&'static str],
        report: &mut Report,
        origins: &mut Origins,
    ) -> Option<T> {
        let canonical = names.first()?;
        let given = || names.iter().filter_map(|name| self.find(name));
        let (key, mut member) =
            given().find(|(_, member)| !member.value.is_null()).or_else(|| given().next())?;
        member.target = locate::child(&self.node.target, canonical);
        let value = T::read(&member, report, origins).or_else(|| {
            member.wrong_type(T::EXPECTED, report);
            let unknown = T::unknown(member.value)?;
            self.unread.insert((*canonical).to_owned(), member.value.clone());
            Some(unknown)
        })?;
        self.taken.push(key);
        self.contradicted(names, &member, report);
        origins.note(&member.target, &member.place);
        Some(value)
    }

    /// Findings for the same member in another spelling or in the other shape, with another value.
    fn contradicted(&mut self, names: &[&str], taken: &Node<'_>, report: &mut Report) {
        // What `properties` says under these names is about something else.
        const OWN: &[&str] = &["id", "name", "type", "kind", "location"];
        let own = (&self.node, self.map);
        let nested = self.nested.as_ref().map(|(node, map)| (node, *map));
        let nested = nested.filter(|_| names.iter().all(|name| !OWN.contains(name)));
        for (node, map) in core::iter::once(own).chain(nested) {
            for (key, value) in map {
                if !value.is_null()
                    && names.iter().any(|name| key.eq_ignore_ascii_case(name))
                    && !same(value, taken.value)
                {
                    self.taken.push(key);
                    report.add(&node.place.child(key), Kind::Contradicted(key.clone()));
                }
            }
        }
    }

    fn find(&self, name: &str) -> Option<(&'v str, Node<'v>)> {
        let own = find(self.map, name).map(|(key, value)| (key, self.node.child(key, value)));
        // The CLI writes null for what stands further inside.
        let own = own.filter(|(_, node)| !node.value.is_null() || self.nested.is_none());
        own.or_else(|| {
            let (node, map) = self.nested.as_ref()?;
            find(map, name).map(|(key, value)| (key, node.child(key, value)))
        })
    }

    /// What was not taken: kept, listed, or both.
    pub(crate) fn rest<T: Wire>(&mut self, report: &mut Report) -> Map<String, Value> {
        let mut rest = core::mem::take(&mut self.unread);
        let mut unknown = Vec::new();
        let azure = self.node.dialect == Dialect::Azure;
        let nested = self.nested.iter().flat_map(|(_, map)| map.iter());
        let hoisted = self.nested.is_some();
        let own =
            self.map.iter().filter(|(key, _)| !(hoisted && key.eq_ignore_ascii_case("properties")));
        for (key, value) in own.chain(nested) {
            if self.taken.contains(&key.as_str()) {
                continue;
            }
            // The type has told which object this is.
            let read = key.eq_ignore_ascii_case("type") || rest.contains_key(key);
            if azure && (value.is_null() || read) {
                continue;
            }
            if azure && (!T::KEEPS || BOOKKEEPING.iter().any(|n| key.eq_ignore_ascii_case(n))) {
                let mut place = self.node.place.clone();
                if T::KEEPS {
                    place.pointer.clear();
                }
                report.not_read(place, T::WHAT, key);
                continue;
            }
            rest.insert(key.clone(), value.clone());
            if T::KEYS.iter().all(|known| known != key) {
                unknown.push((key.clone(), resembling(key, T::KEYS)));
            }
        }
        if !unknown.is_empty() {
            report.add(&self.node.place, Kind::UnknownMembers { of: T::WHAT, names: unknown });
        }
        rest
    }
}

/// Members of every ARM object that say nothing about the object.
const BOOKKEEPING: &[&str] = &[
    "apiVersion",
    "etag",
    "systemData",
    "provisioningState",
    "dependsOn",
    "resourceGroup",
    "tags",
    "comments",
    "metadata",
    "location",
    "accessRulesVersion",
    "enabledLogCategories",
    "hasProvisioningIssues",
    "diagnosticSettingsVersion",
];

fn resembling(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let alike = |known: &&&str| {
        let distance = strsim::osa_distance(&name.to_lowercase(), &known.to_lowercase());
        distance <= known.len().min(name.len()) / 4
    };
    known.iter().find(alike).copied()
}
