//! JSON texts as people have them, and reading values with findings.

mod node;
mod wire;

pub(crate) use node::{Dialect, Node, Object};
pub(crate) use wire::{Field, Hooks, Merged, Wire, same, wire, written};

use serde_json::Value;

use crate::finding::{Kind, Place, Report};
use crate::locate;

/// A text that was JSON.
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) value: Value,
}

/// Reads a text: a byte order mark, comments and trailing commas are let through, the latter two
/// with a finding. `Err` is the one finding that says why the text is not JSON.
pub(crate) fn read(file: usize, text: &str, report: &mut Report) -> Result<Document, Kind> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let place = Place { file, pointer: String::new() };
    let document = match serde_json::from_str(text) {
        Ok(value) => Document { text: text.to_owned(), value },
        Err(error) => {
            let plain = without_comments(text).ok_or_else(|| refusal(text, &error))?;
            let value = serde_json::from_str(&plain).map_err(|error| refusal(&plain, &error))?;
            report.add(&place, Kind::Comments);
            Document { text: plain, value }
        }
    };
    for pointer in locate::repeated(&document.text) {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let name = name.replace("~1", "/").replace("~0", "~");
        report.add(&Place { file, pointer }, Kind::RepeatedMember(name));
    }
    Ok(document)
}

/// The text with comments and trailing commas turned to spaces, so that every place stays.
fn without_comments(text: &str) -> Option<String> {
    let mut plain = text.to_owned();
    json_strip_comments::strip(&mut plain).ok()?;
    (plain.len() == text.len()).then_some(plain)
}

/// Whether a text begins as YAML does and JSON does not.
fn is_yaml(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let first = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    let key = first.trim_start_matches("- ").split_once(':').map_or("", |(key, _)| key);
    let is_name = |c: char| c.is_alphanumeric() || "_-.$".contains(c);
    first.trim_end() == "---" || (!key.is_empty() && key.chars().all(is_name))
}

fn refusal(text: &str, error: &serde_json::Error) -> Kind {
    let said = error.to_string();
    let detail = said.split(" at line ").next().unwrap_or_default();
    if detail == "recursion limit exceeded" {
        return Kind::TooDeep;
    }
    let detail = match detail.strip_prefix("EOF while parsing ") {
        Some(open) => format!("the text ends within {open}"),
        None if detail == "trailing characters" => {
            "something follows the end of the document (give each document its own file)".to_owned()
        }
        None if text.contains('\0') => "it looks like UTF-16 (save it as UTF-8)".to_owned(),
        None if is_yaml(text) => "it looks like YAML (`az … --output json` prints JSON)".to_owned(),
        None => detail.to_owned(),
    };
    // The reader counts bytes, people count characters.
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.char_indices().take_while(|(at, _)| *at < error.column());
    Kind::NotJson { detail, line: error.line(), column: before.count().max(1) }
}
