//! The matrix as a table of text.

use super::label::titled;
use super::{Answer, Cell, Matrix, Row};
use crate::report::markdown::{line as shown, prose};

/// The matrix as CSV (RFC 4180): one line for each row, one column for each resource.
///
/// A text that a spreadsheet would take for a formula is led by an apostrophe.
#[must_use]
pub fn csv(matrix: &Matrix) -> String {
    let mut text = String::new();
    let resources = matrix.resources.iter();
    let head = ["Side", "Source or destination", "Name"].map(str::to_owned).into_iter();
    line(&mut text, head.chain(resources.map(|resource| resource.called.clone())));
    for row in &matrix.rows {
        let names = row.names.join(", ");
        let label = row.label.replace('`', "");
        let cells = row.cells.iter().map(|cell| cell.map_or_else(String::new, plain));
        line(&mut text, [row.side.to_owned(), label, names].into_iter().chain(cells));
    }
    text
}

fn line(text: &mut String, values: impl Iterator<Item = String>) {
    let values: Vec<String> = values.map(|value| quoted(&value)).collect();
    text.push_str(&values.join(","));
    text.push_str("\r\n");
}

fn quoted(value: &str) -> String {
    let value = value.replace(char::is_control, " ");
    let formula = value.trim_start().starts_with(['=', '+', '-', '@']);
    let value = if formula { format!("'{value}") } else { value };
    if value.contains([',', '"']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}

/// The matrix as a Markdown table, what breaks in bold, under one sentence that counts it.
#[must_use]
pub fn markdown(matrix: &Matrix) -> String {
    let mut text = format!("{}\n", summary(matrix));
    if matrix.rows.is_empty() || matrix.resources.is_empty() {
        return text;
    }
    text.push_str("\n| |");
    for resource in &matrix.resources {
        text.push_str(&format!(" {} |", prose(&format!("`{}`", resource.called))));
    }
    text.push_str("\n| --- |");
    text.push_str(&" --- |".repeat(matrix.resources.len()));
    for row in &matrix.rows {
        text.push_str(&format!("\n| {} |", prose(&title_of(row))));
        for cell in &row.cells {
            let said = cell.map_or_else(String::new, |cell| match cell.breaks {
                true => format!("**{}**", plain(cell)),
                false => plain(cell),
            });
            text.push_str(&format!(" {said} |"));
        }
    }
    text.push('\n');
    text
}

/// The matrix for a terminal: Transition and Enforced in each cell, a letter each.
#[must_use]
pub fn text(matrix: &Matrix) -> String {
    if matrix.rows.is_empty() || matrix.resources.is_empty() {
        return format!("{}\n", summary(matrix));
    }
    let head = std::iter::once(String::new());
    let head = head.chain(matrix.resources.iter().map(|it| shortened(&shown(&it.called))));
    let rows = matrix.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| cell.map_or_else(String::new, letters));
        std::iter::once(shown(&title_of(row))).chain(cells).collect()
    });
    let lines: Vec<Vec<String>> = std::iter::once(head.collect()).chain(rows).collect();
    let columns = matrix.resources.len() + 1;
    let width = |column| {
        let texts = lines.iter().filter_map(|line: &Vec<String>| line.get(column));
        texts.map(|text: &String| text.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut page = String::new();
    for line in &lines {
        let padded = line.iter().zip(&widths).map(|(text, width)| format!("{text:<width$}"));
        page.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        page.push('\n');
    }
    page.push_str("\nTransition, then Enforced: A allowed, D denied, ? unknown, ! breaks");
    let mut cells = matrix.rows.iter().flat_map(|row| &row.cells).flatten();
    page.push_str(if cells.any(is_taken) { ", - denied already.\n" } else { ".\n" });
    page.push_str(&summary(matrix));
    page.push('\n');
    page
}

/// A name, or as much of an expression as a column has room for.
fn shortened(name: &str) -> String {
    const MOST: usize = 32;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST - 1).chain(['…']).collect()
}

fn letters(cell: Cell) -> String {
    let letter = |answer: Answer| match answer.verdict {
        "allowed" => 'A',
        "denied" => 'D',
        _ => '?',
    };
    let mark = match cell.breaks {
        true => " !",
        false if is_taken(&cell) => " -",
        false => "",
    };
    format!("{} {}{mark}", letter(cell.transition), letter(cell.enforced))
}

/// Whether the path is taken already: the resource is Enforced, so that nothing breaks.
fn is_taken(cell: &Cell) -> bool {
    !cell.breaks && (cell.transition.verdict, cell.enforced.verdict) == ("allowed", "denied")
}

/// What changes, in one sentence.
fn summary(matrix: &Matrix) -> String {
    if matrix.resources.is_empty() && !matrix.rows.is_empty() {
        return "No resource to ask about: nothing is associated, and no storage account is \
                described."
            .to_owned();
    }
    let counts = matrix.counts;
    let paths = |count: u32, verb: &str, verbs: &str| match count {
        0 => None,
        1 => Some(format!("1 path {verb}")),
        count => Some(format!("{count} paths {verbs}")),
    };
    let said: Vec<String> = [
        paths(counts.breaks, "breaks on Enforced", "break on Enforced"),
        paths(counts.becomes_unknown, "becomes unknown", "become unknown"),
        paths(counts.opens, "opens by associating", "open by associating"),
        paths(counts.blocked, "closes by associating", "close by associating"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let changes = if said.is_empty() { "Nothing changes".to_owned() } else { said.join(", ") };
    let cells = matrix.rows.iter().flat_map(|row| &row.cells).flatten();
    let unknown = cells.filter(|cell| cell.transition.verdict == "unknown").count();
    match u32::try_from(unknown).ok().and_then(|it| paths(it, "is unknown", "are unknown")) {
        None => format!("{changes}."),
        Some(unknown) if said.is_empty() => format!("{changes} that is known: {unknown}."),
        Some(unknown) if matrix.is_part => {
            format!("{changes}. Of the paths shown here, {unknown} in Transition.")
        }
        Some(unknown) => format!("{changes}, {unknown} in Transition."),
    }
}

/// The row's title; a destination is called.
fn title_of(row: &Row) -> String {
    let title = titled(&row.label, &row.names);
    if row.side != "destination" {
        return title;
    }
    let mut letters = title.chars();
    let first = letters.next().filter(|_| !row.label.starts_with('`'));
    match first {
        Some(first) => format!("to {}{}", first.to_lowercase(), letters.as_str()),
        None => format!("to {title}"),
    }
}

/// Transition and Enforced in a few words, the grounds where they differ.
fn plain(cell: Cell) -> String {
    let Cell { transition, enforced, .. } = cell;
    if transition.verdict == enforced.verdict {
        return said(transition);
    }
    let then = format!("{}, then {}", with_ground(transition), with_ground(enforced));
    match (cell.breaks, cell.ranges_that_break.zip(cell.ranges)) {
        (true, Some((some, all))) if some < all => format!("{then}: breaks for {some} of {all}"),
        (true, _) => format!("{then}: breaks"),
        (false, _) if is_taken(&cell) => format!("{then}: denied already"),
        (false, _) => then,
    }
}

fn said(answer: Answer) -> String {
    match answer.verdict {
        "allowed" => "Allowed".to_owned(),
        "denied" => "Denied".to_owned(),
        _ => "Unknown".to_owned(),
    }
}

fn with_ground(answer: Answer) -> String {
    format!("{} ({})", said(answer), answer.ground)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_in_its_cell() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("\t@x,\"y\"\n"), "\"' @x,\"\"y\"\" \"");
        assert_eq!(quoted("office"), "office");
    }
}
