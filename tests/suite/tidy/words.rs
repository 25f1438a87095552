//! What must not be written anywhere. The needles are put together from parts, so that this file
//! does not hold them.

use super::{Breach, TEXTS, Text, hold, written_in};
use std::path::{Path, PathBuf};

const UNFINISHED: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!("),
    concat!("un", "implemented!("),
    concat!("db", "g!("),
    concat!("#[ig", "nore"),
];

/// The beginnings of places on one machine.
const MACHINE_PATHS: [&str; 6] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
    concat!("/tm", "p/"),
    concat!("/wo", "rk/"),
    concat!(r"C:\", r"Users"),
];

const REGISTRIES: [&str; 6] = [
    concat!("crates", ".io"),
    concat!("npm", "js."),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("debian", ".org"),
    concat!("proxy.go", "lang"),
];

/// The lock file names the registry: that is what it is for.
const LOCK: &str = "Cargo.lock";

#[test]
fn nothing_is_left_unfinished() {
    hold(TEXTS.iter().flat_map(unfinished));
}

#[test]
fn nothing_names_a_place_on_one_machine() {
    hold(TEXTS.iter().flat_map(machine_paths));
}

#[test]
fn nothing_names_a_registry() {
    let texts = TEXTS.iter().filter(|text| text.file != Path::new(LOCK));
    hold(texts.flat_map(registries));
}

#[test]
fn no_code_is_commented_out() {
    hold(written_in("rs").flat_map(commented_out));
}

fn unfinished(text: &Text) -> Vec<Breach> {
    containing(text, &UNFINISHED, |_| true, "finish it, or take it out")
}

fn machine_paths(text: &Text) -> Vec<Breach> {
    let starts_a_path = |before: &str| {
        let last = before.chars().next_back();
        last.is_none_or(|last| !last.is_alphanumeric() && !"._-}*>".contains(last))
    };
    let mend = "it exists on one machine only: use a relative path or ask the system";
    containing(text, &MACHINE_PATHS, starts_a_path, mend)
}

fn registries(text: &Text) -> Vec<Breach> {
    containing(text, &REGISTRIES, |_| true, "leave the registry's name to the package manager")
}

/// The lines that hold a needle after a beginning that counts.
fn containing(
    text: &Text,
    needles: &[&str],
    counts: impl Fn(&str) -> bool,
    mend: &str,
) -> Vec<Breach> {
    let found = text.lines().filter_map(|(number, line)| {
        let holds =
            |needle: &&&str| line.match_indices(**needle).any(|(at, _)| counts(&line[..at]));
        let needle = needles.iter().find(holds)?;
        Some(text.breach(number, format!("`{needle}`: {mend}")))
    });
    found.collect()
}

fn commented_out(text: &Text) -> Vec<Breach> {
    let code = text.lines().filter(|(_, line)| {
        let comment = line.trim_start().strip_prefix("//");
        comment.is_some_and(|comment| !comment.starts_with(['/', '!']) && is_code(comment.trim()))
    });
    code.map(|(number, _)| text.breach(number, "take out the code in the comment")).collect()
}

/// Ends as a statement or a block does, and prose does not.
fn is_code(comment: &str) -> bool {
    let statement = comment.ends_with(';')
        && (comment.contains(['(', '=', '!'])
            || ["use ", "mod ", "pub ", "return"].iter().any(|word| comment.starts_with(word)));
    statement || comment.ends_with('{') || matches!(comment, "}" | "};" | "})" | "});" | "},")
}

#[test]
fn a_planted_breach_is_found() {
    let lines = |find: fn(&Text) -> Vec<Breach>, text: &str| {
        let text = Text { file: PathBuf::from("planted.rs"), text: text.to_owned() };
        find(&text).iter().map(|breach| breach.line).collect::<Vec<_>>()
    };
    assert_eq!(lines(unfinished, concat!("fine\n", "// TO", "DO: later\n")), [2]);
    assert_eq!(lines(unfinished, concat!("#[ig", "nore = \"slow\"]\n")), [1]);
    assert_eq!(
        lines(machine_paths, concat!("see /ho", "me/ann\nhttps://a.example/wo", "rk/b")),
        [1]
    );
    assert_eq!(lines(registries, concat!("from crates", ".io")), [1]);
    assert_eq!(lines(commented_out, "// let a = b();\n// prose; more prose\n"), [1]);
    assert_eq!(lines(commented_out, "// if a {\n//     b();\n// }\n/// let a = b();\n"), [1, 2, 3]);
}
