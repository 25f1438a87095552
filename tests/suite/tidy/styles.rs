//! The page's classes and styles: each class used is styled, each class styled is used.

use super::{Breach, TEXTS, Text, hold};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A class, and where it first stands.
type Classes<'a> = BTreeMap<&'a str, (&'a Text, usize)>;

#[test]
fn every_class_is_used_and_styled() {
    let used = gather(page(), classes_used);
    let styled = gather(sheets(), classes_styled);
    let unstyled = used.iter().filter(|(class, _)| !styled.contains_key(*class));
    let unstyled = unstyled.map(|(class, (text, byte))| {
        let mend = format!("`{class}` has no rule in web/styles: write one, or leave it out");
        text.breach(text.line_of(*byte), mend)
    });
    let unused = styled.iter().filter(|(class, _)| !used.contains_key(*class));
    let unused = unused.map(|(class, (text, byte))| {
        let mend = format!("`{class}` is used nowhere in web/src: remove its rules");
        text.breach(text.line_of(*byte), mend)
    });
    hold(unstyled.chain(unused));
}

/// The content security policy of the published page blocks the attribute.
#[test]
fn no_element_has_a_style_of_its_own() {
    hold(page().flat_map(inline_styles));
}

/// Leaves know no state: they can be read, tested and moved alone.
#[test]
fn leaves_of_the_page_import_only_leaves() {
    let leaves = page().filter(|text| text.file.starts_with("web/src/ui"));
    hold(leaves.flat_map(|text| {
        let outside = text.lines().filter(|(_, line)| {
            line.match_indices("crate::")
                .any(|(at, word)| !line[at + word.len()..].starts_with("ui"))
        });
        let mend = "a leaf takes what it shows as properties: import only from `crate::ui`";
        outside.map(|(line, _)| text.breach(line, mend)).collect::<Vec<_>>()
    }));
}

/// What may name classes: the components and the page that holds them.
fn page() -> impl Iterator<Item = &'static Text> {
    TEXTS.iter().filter(|text| {
        text.file.starts_with("web/src") && text.is("rs")
            || text.file.starts_with("web") && text.is("html")
    })
}

fn sheets() -> impl Iterator<Item = &'static Text> {
    TEXTS.iter().filter(|text| text.file.starts_with("web/styles") && text.is("css"))
}

fn gather<'a>(
    texts: impl Iterator<Item = &'a Text>,
    classes: fn(&str) -> Vec<(usize, &str)>,
) -> Classes<'a> {
    let mut found = Classes::new();
    for text in texts {
        for (byte, class) in classes(&text.text) {
            found.entry(class).or_insert((text, byte));
        }
    }
    found
}

/// The words of the string literals in `class="…"`, `class={…}` and `classes!(…)`.
fn classes_used(source: &str) -> Vec<(usize, &str)> {
    let literals = ["class=", "classes!"].iter().flat_map(|start| literals_after(source, start));
    literals
        .flat_map(|(at, literal)| words(literal).map(move |(word, text)| (at + word, text)))
        .collect()
}

/// The string literals in the group, or the one literal, that stands right after each `start`.
fn literals_after<'a>(source: &'a str, start: &str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(start) {
        let begin = at + start.len();
        let mut depth = 0_usize;
        let mut quote = None;
        for (offset, character) in source[begin..].char_indices() {
            let here = begin + offset;
            match (character, quote) {
                ('"', None) => quote = Some(here + 1),
                ('"', Some(open)) => {
                    found.push((open, &source[open..here]));
                    quote = None;
                }
                ('{' | '(' | '[', None) => depth += 1,
                ('}' | ')' | ']', None) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && quote.is_none() {
                break;
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// The classes in the selectors of a style sheet.
fn classes_styled(sheet: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut comment = false;
    for (at, character) in sheet.char_indices() {
        match character {
            '*' if sheet[..at].ends_with('/') => comment = true,
            '/' if sheet[..at].ends_with('*') => {
                comment = false;
                start = at + 1;
            }
            '{' if !comment => {
                let selector = &sheet[start..at];
                if !selector.trim_start().starts_with('@') {
                    found.extend(
                        selector_classes(selector).map(|(byte, class)| (start + byte, class)),
                    );
                }
                start = at + 1;
            }
            '}' | ';' if !comment => start = at + 1,
            _ => {}
        }
    }
    found
}

fn selector_classes(selector: &str) -> impl Iterator<Item = (usize, &str)> {
    let quoted = |at: usize| selector[..at].matches('"').count() % 2 == 1;
    let points = selector.match_indices('.').filter(move |(at, _)| !quoted(*at));
    points.filter_map(|(at, _)| {
        let rest = &selector[at + 1..];
        let in_name = |character: char| character.is_alphanumeric() || "-_".contains(character);
        let end = rest.find(|character| !in_name(character)).unwrap_or(rest.len());
        (!rest.starts_with(|first: char| first.is_ascii_digit()) && 0 < end)
            .then(|| (at + 1, &rest[..end]))
    })
}

fn inline_styles(text: &Text) -> Vec<Breach> {
    let styled = text
        .text
        .match_indices(" style=")
        .filter(|(at, word)| text.text[at + word.len()..].starts_with(['"', '{']));
    let mend = "move it to web/styles and choose by a class or a `data-` attribute";
    styled.map(|(at, _)| text.breach(text.line_of(at), mend)).collect()
}

#[test]
fn classes_are_found_where_they_stand() {
    let names = |found: Vec<(usize, &'static str)>| -> Vec<_> {
        found.into_iter().map(|(_, name)| name).collect()
    };
    let source = r#"<p class="nsp-a nsp-b" title="x"><i class={classes!("nsp-c", (on).then_some("nsp-d"))}/>"#;
    let mut used = names(classes_used(source));
    used.dedup();
    used.sort_unstable();
    used.dedup();
    assert_eq!(used, ["nsp-a", "nsp-b", "nsp-c", "nsp-d"]);
    let sheet = "@layer ui { /* .no { */ .nsp-a:hover, p.nsp-b[data-x=\"a.b\"] { margin: .5rem; } \
                 @media (min-width: 1.5em) { .nsp-c__d--e { color: red } } }";
    assert_eq!(names(classes_styled(sheet)), ["nsp-a", "nsp-b", "nsp-c__d--e"]);
}

#[test]
fn an_inline_style_is_found() {
    let text = |text: &str| Text { file: PathBuf::from("planted.rs"), text: text.to_owned() };
    assert_eq!(inline_styles(&text("\n<p style=\"color: red\">"))[0].line, 2);
    assert_eq!(inline_styles(&text("<p style={sheet}>")).len(), 1);
    assert!(inline_styles(&text("<p font-style=\"normal\">")).is_empty());
}
