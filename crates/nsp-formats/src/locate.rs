//! From a JSON pointer to the place in the text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Position;

/// The pointer of a member or element.
pub(crate) fn child(pointer: &str, key: &str) -> String {
    let mut child = String::with_capacity(pointer.len() + key.len() + 1);
    child.push_str(pointer);
    push(&mut child, key);
    child
}

fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    for c in key.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// Where the value of a pointer begins in a JSON text; `None` where the text has no such value.
///
/// ```
/// use nsp_formats::{finding::Position, locate::locate};
/// let text = "{\n  \"value\": [10, 20]\n}";
/// assert_eq!(locate(text, "/value/1"), Some(Position { line: 2, column: 17 }));
/// assert_eq!(locate(text, "/value/2"), None);
/// ```
#[must_use]
pub fn locate(text: &str, pointer: &str) -> Option<Position> {
    let offset = *offsets(text, [pointer].into_iter()).0.get(pointer)?;
    Some(Lines::new(text).position(offset))
}

/// Byte offsets of the values that were asked for and of everything around them.
pub(crate) struct Offsets<'p>(BTreeMap<Cow<'p, str>, usize>);

impl Offsets<'_> {
    /// The longest beginning of `pointer` that the text has, and where its value begins.
    pub(crate) fn nearest<'a>(&self, mut pointer: &'a str) -> (&'a str, Option<usize>) {
        loop {
            if let Some(offset) = self.0.get(pointer) {
                return (pointer, Some(*offset));
            }
            match pointer.rsplit_once('/') {
                Some((parent, _)) => pointer = parent,
                None => return ("", None),
            }
        }
    }
}

pub(crate) fn offsets<'p>(text: &str, wanted: impl Iterator<Item = &'p str>) -> Offsets<'p> {
    let mut around = BTreeSet::new();
    for mut pointer in wanted {
        while around.insert(pointer) {
            match pointer.rsplit_once('/') {
                Some((parent, _)) => pointer = parent,
                None => break,
            }
        }
    }
    let mut found = BTreeMap::new();
    scan(text, |pointer, offset| {
        if let Some(pointer) = around.get(pointer) {
            found.insert(Cow::Borrowed(*pointer), offset);
        }
    });
    Offsets(found)
}

/// Pointers of members whose name their object has had before. Readers of JSON take the last.
pub(crate) fn repeated(text: &str) -> Vec<String> {
    scan(text, |_, _| ())
}

/// Walks a text that is known to be JSON, without recursion, and tells where each value begins.
fn scan(text: &str, mut visit: impl FnMut(&str, usize)) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut repeated = Vec::new();
    let mut pointer = String::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                visit(&pointer, at);
                let parent = pointer.len();
                open.push(Open { parent, object: *byte == b'{', index: 0, names: BTreeSet::new() });
                if *byte == b'[' {
                    pointer.push_str("/0");
                }
                at += 1;
            }
            b'}' | b']' => {
                if let Some(closed) = open.pop() {
                    pointer.truncate(closed.parent);
                }
                at += 1;
            }
            b',' => {
                if let Some(inner) = open.last_mut() {
                    pointer.truncate(inner.parent);
                    if !inner.object {
                        inner.index += 1;
                        pointer.push('/');
                        pointer.push_str(&inner.index.to_string());
                    }
                }
                at += 1;
            }
            b'"' => {
                let end = end_of_string(bytes, at);
                let is_name =
                    open.last().is_some_and(|inner| inner.object && pointer.len() == inner.parent);
                if is_name {
                    let raw = text.get(at..end).unwrap_or_default();
                    let name: String = serde_json::from_str(raw).unwrap_or_default();
                    push(&mut pointer, &name);
                    let name = if raw.contains('\\') {
                        Cow::Owned(format!("\"{name}\""))
                    } else {
                        Cow::Borrowed(raw)
                    };
                    if open.last_mut().is_some_and(|inner| !inner.names.insert(name)) {
                        repeated.push(pointer.clone());
                    }
                } else {
                    visit(&pointer, at);
                }
                at = end;
            }
            b':' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            _ => {
                visit(&pointer, at);
                let rest = bytes.get(at..).unwrap_or_default();
                let length = rest.iter().position(|byte| b",]} \t\r\n".contains(byte));
                at += length.unwrap_or(rest.len()).max(1);
            }
        }
    }
    repeated
}

/// An array or object whose end has not come yet.
struct Open<'t> {
    /// Length of its own pointer.
    parent: usize,
    object: bool,
    index: usize,
    /// In quotes, and without escapes.
    names: BTreeSet<Cow<'t, str>>,
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            None => return bytes.len(),
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// Turns byte offsets into lines and columns; fast when they ascend.
pub(crate) struct Lines<'t> {
    text: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, offset: 0, position: Position { line: 1, column: 1 } }
    }

    pub(crate) fn position(&mut self, offset: usize) -> Position {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        for c in self.text.get(self.offset..offset).unwrap_or_default().chars() {
            if c == '\n' {
                self.position = Position { line: self.position.line + 1, column: 1 };
            } else {
                self.position.column += 1;
            }
        }
        self.offset = offset;
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_found() {
        let text = r#"{"a": {"b/c~": [[], {"d": -1.5e3}, "x\"]"]}, "é": true, "n": null}"#;
        let check = |pointer: &str, value: &str| {
            let found = locate(text, pointer).map(|position| position.column);
            let expected = text.find(value).map(|at| text[..at].chars().count() + 1);
            assert_eq!(found, expected, "{pointer}");
        };
        check("", "{\"a\"");
        check("/a", "{\"b");
        check("/a/b~1c~0", "[[");
        check("/a/b~1c~0/0", "[],");
        check("/a/b~1c~0/1/d", "-1.5");
        check("/a/b~1c~0/2", "\"x");
        check("/é", "true");
        check("/n", "null");
        assert_eq!(locate(text, "/a/b~1c~0/3"), None);
        assert_eq!(locate(text, "/x"), None);
    }

    #[test]
    fn a_missing_value_is_sought_in_what_holds_it() {
        let found = offsets(r#"{"a": [1]}"#, ["/a/7/b"].into_iter());
        assert_eq!(found.nearest("/a/7/b"), ("/a", Some(6)));
    }

    #[test]
    fn names_given_twice_are_told() {
        assert_eq!(repeated(r#"{"a": {"b": 1, "b": 2}, "c": {"b": 3}}"#), ["/a/b"]);
        assert_eq!(repeated(r#"{"ab": 1, "\u0061b": 2, "a\"b": 3}"#), ["/ab"]);
    }

    #[test]
    fn depth_costs_no_stack() {
        let text = "[".repeat(200_000);
        assert!(locate(&text, "/1").is_none());
    }
}
