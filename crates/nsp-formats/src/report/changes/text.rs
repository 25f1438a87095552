//! Changes for a person: in a terminal, and in a document.

use std::fmt::Write;

use super::{Change, Changes, Counts};

/// How many prefixes or names a line of text shows.
const MOST: usize = 8;

/// For a terminal: a summary, then resource by resource what changes, with the request to try.
#[must_use]
pub fn text(changes: &Changes) -> String {
    let mut page = format!("{}\n", summary(changes));
    for (resource, list) in by_resource(&changes.changes) {
        let _ = write!(page, "\n{resource}\n");
        for change in list {
            let _ = writeln!(page, "  {:<16} {}", word(change.change), plain(&change.text));
            let _ = writeln!(page, "  {:<16} {}", "", ends(change, MOST));
            for missing in &change.missing {
                let _ = writeln!(page, "  {:<16} {}", "", plain(missing));
            }
            let _ = writeln!(page, "  {:<16} nsp compare FILE… {}", "", shell(&change.witness.cli));
        }
    }
    if shows_unknown(changes) {
        let _ = write!(page, "\nUnknown before and after\n");
        for change in &changes.unknown {
            let _ = writeln!(page, "  {}", plain(&change.text));
            for missing in &change.missing {
                let _ = writeln!(page, "    {}", plain(missing));
            }
        }
    }
    for resource in &changes.left_out {
        let _ = write!(page, "\nNot compared: {}\n", name(resource));
    }
    page
}

/// For a document: the same, with every prefix and name.
#[must_use]
pub fn markdown(changes: &Changes) -> String {
    let mut page = format!("{}\n", summary(changes));
    for (resource, list) in by_resource(&changes.changes) {
        let _ = write!(page, "\n## {resource}\n\n");
        for change in list {
            let _ = writeln!(page, "- **{}**: {}", word(change.change), change.text);
            let _ = writeln!(page, "  {}", codes(change));
            for missing in &change.missing {
                let _ = writeln!(page, "  {missing}");
            }
        }
    }
    if shows_unknown(changes) {
        let _ = write!(page, "\n## Unknown before and after\n\n");
        for change in &changes.unknown {
            let _ = writeln!(page, "- {} {}", change.text, change.missing.join(" "));
        }
    }
    for resource in &changes.left_out {
        let _ = write!(page, "\nNot compared: `{}`\n", name(resource));
    }
    page
}

/// How much changes, in a sentence or two.
fn summary(changes: &Changes) -> String {
    let Counts { lost, gained, becomes_unknown, was_unknown } = changes.counts;
    if changes.compared.is_empty() {
        return "Nothing was compared: no association is in another state.".to_owned();
    }
    if changes.changes.is_empty() {
        return "Nothing changes.".to_owned();
    }
    let some = [
        (lost, "lost"),
        (gained, "gained"),
        (becomes_unknown, "becoming unknown"),
        (was_unknown, "no longer unknown"),
    ];
    let some = some.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = some.map(|(count, what)| format!("{count} {what}")).collect();
    format!("Permissions: {}.", parts.join(", "))
}

/// What stays Unknown matters to who plans a step. Between two versions of a document it is as old
/// as the first.
fn shows_unknown(changes: &Changes) -> bool {
    !changes.unknown.is_empty() && changes.compared.iter().any(|it| it.before != it.after)
}

fn by_resource(changes: &[Change]) -> impl Iterator<Item = (&str, &[Change])> {
    let alike = |one: &Change, other: &Change| one.resource == other.resource;
    changes.chunk_by(alike).map(|list| (list.first().map_or("", |it| name(&it.resource)), list))
}

fn name(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// What becomes of it, in the words of a list.
fn word(change: &str) -> &str {
    match change {
        "becomesUnknown" => "becomes unknown",
        "wasUnknown" => "was unknown",
        other => other,
    }
}

fn listed(change: &Change) -> impl Iterator<Item = &String> {
    change.addresses.iter().chain(&change.names).flatten()
}

fn ends(change: &Change, most: usize) -> String {
    let shown: Vec<&str> = listed(change).take(most).map(String::as_str).collect();
    let left = listed(change).count().saturating_sub(most);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    let except = match change.except.as_slice() {
        [] => String::new(),
        except => format!(" but {}", except.join(", ")),
    };
    format!("{}{more}{except}", shown.join(", "))
}

fn codes(change: &Change) -> String {
    let code = |text: &String| format!("`{text}`");
    let shown: Vec<String> = listed(change).map(code).collect();
    let except: Vec<String> = change.except.iter().map(code).collect();
    if except.is_empty() {
        shown.join(", ")
    } else {
        format!("{} but {}", shown.join(", "), except.join(", "))
    }
}

/// A sentence without the marks of code.
fn plain(text: &str) -> String {
    text.replace('`', "")
}

/// Arguments as a shell takes them.
fn shell(arguments: &[String]) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./:,=@".contains(c);
    let quoted = arguments.iter().map(|argument| match argument.chars().all(safe) {
        true if !argument.is_empty() => argument.clone(),
        _ => format!("'{}'", argument.replace('\'', "'\\''")),
    });
    quoted.collect::<Vec<_>>().join(" ")
}
