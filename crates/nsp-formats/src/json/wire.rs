//! Objects as documents have them: every field optional, unknown ones kept.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::node::{Node, Object};
use crate::finding::Report;
use crate::origins::Origins;

/// An object of a document. Reading, writing and merging are made by [`wire!`].
pub(crate) trait Wire: Hooks + Sized {
    /// Such as "an access rule".
    const WHAT: &'static str;
    /// Names of its members.
    const KEYS: &'static [&'static str];
    /// Whether unknown members of Azure's documents are kept as well as those of our own.
    const KEEPS: bool;

    fn read_object(object: &mut Object<'_>, report: &mut Report, origins: &mut Origins) -> Self;
    fn write_object(&self) -> Map<String, Value>;

    /// Takes over what `later` gives, and names the members that both give differently.
    fn merge(&mut self, later: Self) -> Vec<Merged>;
}

/// One member that a later document gives.
pub(crate) struct Merged {
    pub(crate) name: &'static str,
    pub(crate) differs: bool,
}

/// Whether two values mean the same at Azure, which writes ids in one case or another and regions
/// as `West Europe` or `westeurope`.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => {
            let letters = |text: &str| -> String {
                text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_lowercase()).collect()
            };
            letters(one) == letters(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|it| same(value, it)))
        }
        _ => one == other,
    }
}

/// What some objects may be written as instead.
pub(crate) trait Hooks: Sized {
    /// What `null` stands for; by default for absence.
    fn null() -> Option<Self> {
        None
    }
    /// What an expression in its place stands for, if the object can say so.
    fn symbolic(_expression: &str) -> Option<Self> {
        None
    }
    /// Takes an expression in place of all `properties`: what they would have decided is undecided.
    fn doubt(&mut self, _expression: &str) {}
    /// Whether something is told of it, so that `properties` that cannot be read leave no doubt.
    fn is_told(&self) -> bool {
        true
    }
}

// Objects that a document has many of are shared between its versions.
impl<T: Hooks + Clone> Hooks for Arc<T> {
    fn null() -> Option<Self> {
        T::null().map(Self::new)
    }

    fn doubt(&mut self, expression: &str) {
        Self::make_mut(self).doubt(expression);
    }

    fn is_told(&self) -> bool {
        T::is_told(self)
    }

    fn symbolic(expression: &str) -> Option<Self> {
        T::symbolic(expression).map(Self::new)
    }
}

impl<T: Wire + Clone> Wire for Arc<T> {
    const WHAT: &'static str = T::WHAT;
    const KEYS: &'static [&'static str] = T::KEYS;
    const KEEPS: bool = T::KEEPS;

    fn read_object(object: &mut Object<'_>, report: &mut Report, origins: &mut Origins) -> Self {
        Self::new(T::read_object(object, report, origins))
    }

    fn write_object(&self) -> Map<String, Value> {
        T::write_object(self)
    }

    fn merge(&mut self, later: Self) -> Vec<Merged> {
        Self::make_mut(self).merge(Self::unwrap_or_clone(later))
    }
}

/// The value of a member.
pub(crate) trait Field: Sized {
    /// What to write, for a value of another type.
    const EXPECTED: &'static str;
    /// `None` where the value is of another type.
    fn read(node: &Node<'_>, report: &mut Report, origins: &mut Origins) -> Option<Self>;
    /// What a value of another type stands for where the member's absence would decide something:
    /// a value that nothing knows. `None` where absence leaves undecided what it should.
    fn unknown(_value: &Value) -> Option<Self> {
        None
    }
    /// `None` where the member is absent.
    fn write(&self) -> Option<Value>;
}

/// The text of a value as an expression that nothing resolves.
pub(super) fn unresolved(value: &Value) -> String {
    match value {
        Value::Array(_) => value.to_string(),
        other => format!("[{other}]"),
    }
}

macro_rules! scalar {
    ($($type:ty: $expected:literal, $read:ident, $unknown:expr;)*) => {$(
        impl Field for Option<$type> {
            const EXPECTED: &'static str = $expected;
            fn read(node: &Node<'_>, _: &mut Report, _: &mut Origins) -> Option<Self> {
                if node.value.is_null() {
                    return Some(None);
                }
                node.value.$read().map(|value| Some(value.to_owned()))
            }
            fn unknown(value: &Value) -> Option<Self> {
                let unknown: fn(&Value) -> Option<Self> = $unknown;
                unknown(value)
            }
            fn write(&self) -> Option<Value> {
                self.clone().map(Value::from)
            }
        }
    )*};
}

scalar! {
    String: "a text in quotes", as_str, |value| Some(Some(unresolved(value)));
    bool: "true or false", as_bool, |_| None;
}

impl Field for Vec<String> {
    const EXPECTED: &'static str = "a list of texts";

    fn read(node: &Node<'_>, report: &mut Report, _: &mut Origins) -> Option<Self> {
        match node.value {
            Value::Null => Some(Self::new()),
            Value::String(text) if text.starts_with('[') => Some(vec![text.clone()]),
            Value::Array(_) => {
                let mut texts = Self::new();
                for element in node.elements() {
                    match element.value {
                        Value::String(text) => texts.push(text.clone()),
                        other => {
                            // Kept in its place, where no reader of the list can take it for more
                            // than the text it is.
                            element.wrong_type("a text in quotes", report);
                            texts.push(other.to_string());
                        }
                    }
                }
                Some(texts)
            }
            _ => None,
        }
    }

    fn unknown(value: &Value) -> Option<Self> {
        Some(vec![unresolved(value)])
    }

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::from(self.clone()))
    }
}

impl<T: Wire> Field for Vec<T> {
    const EXPECTED: &'static str = "a list of objects";

    fn read(node: &Node<'_>, report: &mut Report, origins: &mut Origins) -> Option<Self> {
        match node.value {
            Value::Null => Some(Self::new()),
            Value::String(text) => {
                T::symbolic(text).filter(|_| text.starts_with('[')).map(|one| vec![one])
            }
            Value::Array(_) => {
                let mut objects = Self::new();
                for element in node.elements() {
                    let element = element.moved(objects.len());
                    let object = element.read_into(report, origins).or_else(|| {
                        element.wrong_type("an object", report);
                        T::symbolic(&unresolved(element.value))
                    });
                    if let Some(object) = object {
                        origins.note(element.target(), &element.place);
                        objects.push(object);
                    }
                }
                Some(objects)
            }
            _ => None,
        }
    }

    fn unknown(value: &Value) -> Option<Self> {
        T::symbolic(&unresolved(value)).map(|one| vec![one])
    }

    fn write(&self) -> Option<Value> {
        let objects = self.iter().map(|object| Value::Object(object.write_object()));
        (!self.is_empty()).then(|| objects.collect())
    }
}

impl<T: Wire> Field for Option<T> {
    const EXPECTED: &'static str = "an object";

    fn read(node: &Node<'_>, report: &mut Report, origins: &mut Origins) -> Option<Self> {
        match node.read_into(report, origins) {
            None if node.value.is_null() => Some(None),
            None => None,
            some => Some(some),
        }
    }

    fn unknown(value: &Value) -> Option<Self> {
        T::symbolic(&unresolved(value)).map(Some)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().map(|object| Value::Object(object.write_object()))
    }
}

/// A member as it goes out. What was of another type goes out as it came in, unless the member has
/// another value since.
pub(crate) fn written<T: Field + PartialEq>(field: &T, unread: Option<&Value>) -> Option<Value> {
    let Some(unread) = unread else { return field.write() };
    match T::unknown(unread) {
        Some(unknown) if unknown != *field => field.write(),
        Some(_) => Some(unread.clone()),
        None => field.write().or_else(|| Some(unread.clone())),
    }
}

/// Declares an object: its fields, their names on the wire, and other names they are read by.
macro_rules! wire {
    (
        $(#[$doc:meta])*
        $name:ident $what:literal $keeps:literal {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $key:literal $(| $alias:literal)*,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Members that this version does not know, kept as they are.
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        impl $crate::json::Wire for $name {
            const WHAT: &'static str = $what;
            const KEYS: &'static [&'static str] = &[$($key,)*];
            const KEEPS: bool = $keeps;

            fn read_object(
                object: &mut $crate::json::Object<'_>,
                report: &mut $crate::finding::Report,
                origins: &mut $crate::origins::Origins,
            ) -> Self {
                $(let $field = object
                    .field::<$type>(&[$key $(, $alias)*], report, origins)
                    .unwrap_or_default();)*
                Self { $($field,)* extra: object.rest::<Self>(report) }
            }

            fn write_object(&self) -> serde_json::Map<String, serde_json::Value> {
                let mut object = serde_json::Map::new();
                $(
                    let value = $crate::json::written(&self.$field, self.extra.get($key));
                    if let Some(value) = value {
                        object.insert($key.to_owned(), value);
                    }
                )*
                for (key, value) in &self.extra {
                    if !Self::KEYS.contains(&key.as_str()) {
                        object.insert(key.clone(), value.clone());
                    }
                }
                object
            }

            fn merge(&mut self, later: Self) -> Vec<$crate::json::Merged> {
                let mut merged = Vec::new();
                $(if let Some(new) = $crate::json::Field::write(&later.$field) {
                    let old = $crate::json::Field::write(&self.$field);
                    let differs = old.is_some_and(|old| !$crate::json::same(&old, &new));
                    merged.push($crate::json::Merged { name: $key, differs });
                    self.$field = later.$field;
                })*
                self.extra.extend(later.extra);
                merged
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::Wire::write_object(self).serialize(serializer)
            }
        }
    };
}

pub(crate) use wire;
