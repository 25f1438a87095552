//! What files there are, how they are called, how long they are and how they begin.

use super::{Breach, FILES, TEXTS, Text, hold, root, written_in};
use std::path::{Path, PathBuf};

/// Lines a file may have, by where it stands. The tests at its end do not count.
const LIBRARY_LINES: usize = 800;
const WEB_LINES: usize = 350;

/// Files that may be longer: how long, and why splitting them would be worse.
const LONGER: &[Longer] = &[];

struct Longer {
    file: &'static str,
    lines: usize,
    #[expect(dead_code, reason = "it is there to be read in review")]
    because: &'static str,
}

const LARGEST: u64 = 1_000_000;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "common", "types", "misc"];

/// Folders of documents kept as others wrote them.
const AS_WRITTEN: [&str; 2] = ["tests/data", "tests/golden"];

#[test]
fn the_project_introduces_itself() {
    let needed = ["README.md", "ARCHITECTURE.md", "LICENSE-MIT", "LICENSE-APACHE", "Cargo.lock"];
    let missing = needed.iter().map(Path::new).filter(|file| {
        let text = TEXTS.iter().find(|text| text.file == **file);
        text.is_none_or(|text| text.text.trim().is_empty())
    });
    hold(missing.map(|file| Breach { file: file.into(), line: 1, mend: "write it".to_owned() }));
}

#[test]
fn every_link_leads_somewhere() {
    hold(written_in("md").flat_map(|text| {
        let folder = root().join(&text.file).parent().expect("a folder holds the file").to_owned();
        let broken = text.lines().flat_map(move |(number, line)| {
            let links = line.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
            let files = links.filter_map(|(link, _)| link.split('#').next());
            let files = files.filter(|file| !file.is_empty() && !file.contains("://"));
            let broken = files.filter(|file| !folder.join(file).exists());
            let mend = |file| text.breach(number, format!("`{file}` is not there: mend the link"));
            broken.map(mend).collect::<Vec<_>>()
        });
        broken.collect::<Vec<_>>()
    }));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = written_in("rs").filter(|text| !text.text.starts_with("//! "));
    hold(silent.map(|text| text.breach(1, "begin with a line `//! …` that says what it is for")));
}

#[test]
fn no_module_has_an_empty_name() {
    let empty = written_in("rs").filter(|text| {
        let names = text.file.with_extension("");
        names.iter().any(|name| EMPTY_NAMES.iter().any(|empty| name == *empty))
    });
    hold(empty.map(|text| text.breach(1, "name it after what it holds")));
}

#[test]
fn no_file_is_too_long_to_hold_in_the_head() {
    let long = TEXTS.iter().filter_map(|text| {
        let limit = allowed_lines(text)?;
        let lines = lines_without_tests(&text.text);
        let mend = format!("{lines} lines, at most {limit}: split it by what a reader looks for");
        (limit < lines).then(|| text.breach(lines, mend))
    });
    hold(long);
}

#[test]
fn no_exception_outlives_its_need() {
    let stale = LONGER.iter().filter(|longer| {
        let text = TEXTS.iter().find(|text| text.file == Path::new(longer.file));
        text.is_none_or(|text| lines_without_tests(&text.text) <= usual_lines(&text.file))
    });
    let mend = "it is short enough by now: remove it from LONGER";
    hold(stale.map(|longer| Breach { file: longer.file.into(), line: 1, mend: mend.into() }));
}

fn allowed_lines(text: &Text) -> Option<usize> {
    let exception = LONGER.iter().find(|longer| text.file == Path::new(longer.file));
    let limit = exception.map_or_else(|| usual_lines(&text.file), |longer| longer.lines);
    (text.is("rs") || text.is("css")).then_some(limit)
}

fn usual_lines(file: &Path) -> usize {
    if file.starts_with("web") { WEB_LINES } else { LIBRARY_LINES }
}

/// The tests of a file stand at its end, in a module of their own.
fn lines_without_tests(text: &str) -> usize {
    let code = text.split_once("\n#[cfg(test)]\nmod tests {").map_or(text, |(code, _)| code);
    code.lines().count()
}

#[test]
fn tests_at_the_end_do_not_count() {
    assert_eq!(lines_without_tests("a\nb\n\n#[cfg(test)]\nmod tests {\n}\n"), 3 - 1);
    assert_eq!(lines_without_tests("a\n#[cfg(test)]\nuse b;\nc\n"), 4);
}

#[test]
fn no_file_is_large() {
    let large = FILES.iter().filter_map(|file| {
        let bytes = std::fs::metadata(root().join(file)).expect("the file is there").len();
        (LARGEST < bytes).then(|| Breach {
            file: PathBuf::from(file),
            line: 1,
            mend: format!("{bytes} bytes, at most {LARGEST}: generate it, or keep less of it"),
        })
    });
    hold(large);
}

#[test]
fn no_stray_whitespace() {
    let ours = TEXTS.iter().filter(|text| !AS_WRITTEN.iter().any(|it| text.file.starts_with(it)));
    hold(ours.flat_map(|text| {
        let stray = text.text.split('\n').enumerate().filter(|(_, line)| {
            line.ends_with([' ', '\t', '\r']) || (line.starts_with('\t') && text.is("rs"))
        });
        let stray = stray.map(|(index, _)| text.breach(index + 1, "remove the stray whitespace"));
        let end = !text.text.is_empty() && !text.text.ends_with('\n');
        let end = end.then(|| text.breach(text.text.lines().count(), "end with a line break"));
        stray.chain(end).collect::<Vec<_>>()
    }));
}
