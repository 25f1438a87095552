//! Changes for a person: in a terminal, and in a document.

use nsp_core::State;

use super::{Change, Changes, Counts, Witness, sentence};
use crate::Apart;
use crate::names::{Named, state_name};
use crate::report::markdown::{code, line, prose};
use crate::report::{ERRORS, error_lines};
use crate::scenario::{MORE, NOT_GIVEN};

/// How many prefixes or names a line of text shows.
const MOST: usize = 8;

/// For a terminal: a summary, then resource by resource what changes, with the request to try.
#[must_use]
pub fn text(changes: &Changes) -> String {
    let mut lines = vec![summary(changes)];
    for (heading, list) in chapters(changes) {
        lines.extend([String::new(), heading]);
        for change in list {
            let (what, why) = change.text.split_once(". ").unwrap_or((&change.text, ""));
            lines.push(format!("  {:<16} {}", word(change.change), what.trim_end_matches('.')));
            let more = [why.to_owned(), ends(change, MOST, &changes.apart)].into_iter();
            let more = more.chain(change.missing.iter().cloned()).chain(ask(change));
            let more = more.chain(whole(change));
            lines.extend(more.filter(|it| !it.is_empty()).map(|it| format!("{:<18} {it}", "")));
        }
    }
    if shows_unknown(changes) {
        lines.extend([String::new(), "Unknown before and after".to_owned()]);
        for change in &changes.unknown {
            lines.push(format!("  {}", change.text));
            lines.extend(change.missing.iter().map(|it| format!("    {it}")));
        }
    }
    lines.extend(not_compared(changes));
    lines.extend(one_side(changes));
    if !changes.errors.is_empty() {
        lines.extend([String::new(), ERRORS.to_owned()]);
        lines.extend(error_lines(&changes.errors).map(|it| format!("  {it}")));
    }
    lines.iter().map(|it| line(it)).collect::<Vec<_>>().join("\n")
}

/// For a document: the same, with every prefix and name.
#[must_use]
pub fn markdown(changes: &Changes) -> String {
    let mut lines = vec![summary(changes)];
    for (heading, list) in chapters(changes) {
        lines.extend([String::new(), format!("## {}", prose(&heading)), String::new()]);
        for change in list {
            lines.push(format!("- **{}**: {}", word(change.change), prose(&change.text)));
            let codes = Some(codes(change)).filter(|it| !it.is_empty());
            lines.extend(codes.map(|it| format!("  {it}")));
            lines.extend(change.missing.iter().map(|it| format!("  {}", prose(it))));
            lines.extend(ask(change).map(|it| format!("  {}", code(&it))));
            lines.extend(whole(change).map(|it| format!("  {it}")));
        }
    }
    if shows_unknown(changes) {
        lines.extend([String::new(), "## Unknown before and after".to_owned(), String::new()]);
        let unknown = changes.unknown.iter();
        let unknown = unknown.map(|it| prose(&format!("{} {}", it.text, it.missing.join(" "))));
        lines.extend(unknown.map(|it| format!("- {it}")));
    }
    lines.extend(not_compared(changes).map(|it| prose(&it)));
    lines.extend(one_side(changes).iter().map(|it| prose(it)));
    if !changes.errors.is_empty() {
        lines.extend([String::new(), format!("## {ERRORS}"), String::new()]);
        lines.extend(error_lines(&changes.errors).map(|it| format!("- {}", prose(&it))));
    }
    lines.join("\n")
}

/// What the report is not about: the other side of a call.
fn one_side(changes: &Changes) -> Vec<String> {
    if !changes.has_calls || changes.changes.is_empty() {
        return Vec::new();
    }
    let text = "Each change is about one side. Between two resources of the estate the other side \
                has to let a call through too: `nsp compare` and `nsp matrix` judge both.";
    vec![String::new(), text.to_owned()]
}

/// How the witness ends as a whole, where that is not what becomes of this side of it.
fn whole(change: &Change) -> Option<String> {
    let Witness { before, after, call, .. } = &change.witness;
    let call = call.as_ref().filter(|it| (it.before, it.after) != (*before, *after))?;
    Some(match call.before == call.after {
        true => format!("The other side decides this one too: {} before and after.", call.before),
        false => format!(
            "The other side decides this one too: {} before, {} after.",
            call.before, call.after
        ),
    })
}

/// How much changes, in a sentence or two.
fn summary(changes: &Changes) -> String {
    let Counts { lost, gained, becomes_unknown, was_unknown } = changes.counts;
    if changes.compared.is_empty() {
        let text = match changes.left_out.as_slice() {
            [] => "Nothing to compare: whatever is associated is in that state already.",
            _ => "Nothing could be compared.",
        };
        return text.to_owned();
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
    let summary = format!("Permissions: {}.", parts.join(", "));
    match changes.may_be_lost() {
        0 => summary,
        count => format!("{summary} {count} may be lost: what decides is not known."),
    }
}

/// What stays Unknown matters to who plans a step. Between two versions of a document it is as old
/// as the first.
fn shows_unknown(changes: &Changes) -> bool {
    !changes.unknown.is_empty() && changes.compared.iter().any(|it| it.before != it.after)
}

/// What changes at one resource in one direction, under its name.
fn chapters(changes: &Changes) -> impl Iterator<Item = (String, &[Change])> {
    let alike = |one: &Change, other: &Change| {
        one.resource == other.resource && one.direction == other.direction
    };
    changes.changes.chunk_by(alike).filter_map(|list| {
        let first = list.first()?;
        let compared = changes.compared.iter().find(|it| it.resource == first.resource);
        let states = compared.filter(|it| it.before != it.after);
        let states = states.map(|it| format!(", {} to {}", title(it.before), title(it.after)));
        let name = changes.apart.resource(&first.resource).replace('`', "´");
        let heading = format!("{name}, {}{}", first.direction, states.unwrap_or_default());
        Some((heading, list))
    })
}

fn title(state: &str) -> &str {
    State::from_name(state).map_or("", state_name)
}

fn not_compared(changes: &Changes) -> impl Iterator<Item = String> {
    changes.left_out.iter().flat_map(|it| {
        let not_given = match it.resource.as_str() {
            MORE => Some("what is associated on a page that is not among the documents"),
            NOT_GIVEN => Some("what is associated without being named"),
            _ => None,
        };
        if let Some(what) = not_given {
            return [String::new(), format!("Not compared: {what}.")];
        }
        let why = match it.why {
            "association" if it.resource.starts_with('[') => {
                "It is an expression: which resource it stands for is not known."
            }
            "association" => "Whether it is associated is not known.",
            "oneSided" => "Only one side has it.",
            "tooManyCallers" => {
                "Its resource instance rules tell apart too many kinds of callers. Give them the \
                 account’s tenant, or name resources without `*`."
            }
            _ => "Its access mode is not known.",
        };
        [
            String::new(),
            format!("Not compared: {}. {why}", code(changes.apart.resource(&it.resource))),
        ]
    })
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

fn ends(change: &Change, most: usize, apart: &Apart) -> String {
    let all: Vec<&str> = match &change.names {
        Some(names) => sentence::distinct(names, apart).collect(),
        None => listed(change).map(String::as_str).collect(),
    };
    let shown: Vec<&str> = all.iter().take(most).copied().collect();
    let left = all.len().saturating_sub(most);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    let except = match sentence::distinct(&change.except, apart).collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        except => format!(" but {}", except.join(", ")),
    };
    format!("{}{more}{except}", shown.join(", "))
}

fn codes(change: &Change) -> String {
    let shown: Vec<String> = listed(change).map(|it| code(it)).collect();
    let except: Vec<String> = change.except.iter().map(|it| code(it)).collect();
    if except.is_empty() {
        shown.join(", ")
    } else {
        format!("{} but {}", shown.join(", "), except.join(", "))
    }
}

/// How the change is asked for, where it can be.
fn ask(change: &Change) -> Option<String> {
    let cli = &change.witness.cli;
    (!cli.is_empty()).then(|| format!("nsp compare FILE… {}", shell(cli)))
}

/// Arguments as a shell takes them.
fn shell(arguments: &[String]) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./:,=@".contains(c);
    let quoted = arguments.iter().map(|argument| match argument.chars().all(safe) {
        true if !argument.is_empty() => argument.clone(),
        _ if argument.contains(char::is_control) => {
            let spelt = |c: char| match c {
                '\'' | '\\' => format!("\\{c}"),
                c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
                c => c.to_string(),
            };
            format!("$'{}'", argument.chars().map(spelt).collect::<String>())
        }
        _ => format!("'{}'", argument.replace('\'', "'\\''")),
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_each_argument_as_one_on_one_line() {
        let shown = |argument: &str| shell(&[argument.to_owned()]);
        assert_eq!(shown("st-web"), "st-web");
        assert_eq!(shown("a b'c"), "'a b'\\''c'");
        assert_eq!(shown("a\n'b\\"), "$'a\\u000a\\'b\\\\'");
    }
}
