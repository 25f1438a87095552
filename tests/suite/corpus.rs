//! Every case of the corpus, asked of the library.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use nsp_core::{Ground, LogCategory};
use nsp_formats::names::Named;
use nsp_formats::report::{self, Comparison};
use nsp_formats::sources::source;
use nsp_tests::{Answer, Case, FILES, PerState, UNREACHABLE, cases, golden};
use serde::Deserialize;

/// Lost files and lost cases are noticed by this number.
const AT_LEAST: usize = 962;

const STATES: [&str; 4] = ["not associated", "transition", "enforced", "audit"];

/// Every case of the corpus with the library's answer, file by file.
pub(crate) static CORPUS: LazyLock<Vec<(Case, Result<Comparison, String>)>> = LazyLock::new(|| {
    let cases = FILES.iter().flat_map(|(file, text)| match cases(file, text) {
        Ok(cases) => cases,
        Err(error) => panic!("{error}"),
    });
    cases.map(|case| (case.answer(), case)).map(|(answer, case)| (case, answer)).collect()
});

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn every_case_is_answered_as_written() {
    for (file, _) in FILES {
        let count = CORPUS.iter().filter(|(case, _)| case.file() == *file).count();
        println!("{count:5} cases in {file}");
    }
    println!("{:5} cases", CORPUS.len());
    let wrong: Vec<_> =
        CORPUS.iter().flat_map(|(case, answer)| disagreements(case, answer)).collect();
    assert!(wrong.is_empty(), "{}", table(&wrong));
    assert!(CORPUS.len() >= AT_LEAST, "{} cases are left of {AT_LEAST}", CORPUS.len());
}

/// Where a case and an answer differ.
struct Disagreement {
    case: String,
    state: &'static str,
    what: &'static str,
    expected: String,
    found: String,
}

fn table(wrong: &[Disagreement]) -> String {
    let mut text = format!("{} answers differ from the corpus\n", wrong.len());
    for Disagreement { case, state, what, expected, found } in wrong {
        writeln!(
            text,
            "{case}\n  {state:14} {what}\n    expected  {expected}\n    found     {found}"
        )
        .unwrap();
    }
    text
}

fn disagreements(case: &Case, answer: &Result<Comparison, String>) -> Vec<Disagreement> {
    let mut wrong = Vec::new();
    let mut say = |state, what, expected: String, found: String| {
        if expected != found {
            wrong.push(Disagreement { case: case.name.clone(), state, what, expected, found });
        }
    };
    let comparison = match answer {
        Ok(comparison) => comparison,
        Err(error) => {
            say("every state", "question", "an answer".to_owned(), error.clone());
            return wrong;
        }
    };
    for (place, state) in STATES.into_iter().enumerate() {
        let found = decisions(comparison)[place];
        let expected = case.expect.each()[place];
        say(state, "answer", shown(expected), shown(found.map(Answer::from).as_ref()));
        let Some(found) = found else { continue };
        let mut text = |what, expected: Option<&String>, found: Option<String>| {
            if let Some(expected) = expected {
                say(state, what, expected.clone(), found.unwrap_or_else(|| "-".to_owned()));
            }
        };
        let of = |texts: &PerState<String>| texts.each()[place].cloned();
        text("rule", of(&case.rule).as_ref(), found.rule.clone());
        text("sureness", of(&case.sureness).as_ref(), Some(found.basis.sureness.to_owned()));
        text("also logged", of(&case.also_logged).as_ref(), found.also_logged.map(str::to_owned));
        text("call", of(&case.call).as_ref(), found.call.map(str::to_owned));
        if state == "audit" {
            text("would be", case.would_be.as_ref(), found.would_be.as_ref().map(alternative));
        }
        if let Some(name) = of(&case.near_miss) {
            let near = found.trace.iter().filter(|step| step.near_miss);
            let near: Vec<_> = near.filter_map(|step| step.rule.clone()).collect();
            let found = if near.contains(&name) { name.clone() } else { near.join(", ") };
            text("near miss", Some(&name), Some(found));
        }
        let told = |result| {
            let steps = found.trace.iter().filter(move |step| step.result == result);
            steps.map(|step| step.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        for (what, part, all) in [
            ("missing", of(&case.missing), found.missing.join(" ")),
            ("note", of(&case.note), told("note")),
            ("assumed", of(&case.assumed), told("assumed")),
        ] {
            let Some(part) = part else { continue };
            let found = if all.contains(&part) { part.clone() } else { all };
            text(what, Some(&part), Some(found));
        }
        let other = of(&case.other_revision).unwrap_or_else(|| "-".to_owned());
        text("other revision", Some(&other), found.other_revision.as_ref().map(alternative));
        for (what, expected, found) in [
            ("outbound leg", &case.outbound_leg, &found.outbound_leg),
            ("inbound leg", &case.inbound_leg, &found.inbound_leg),
        ] {
            if let Some(expected) = expected.each()[place] {
                let found = found.as_deref().map(Answer::from);
                say(state, what, expected.to_string(), shown(found.as_ref()));
            }
        }
    }
    wrong
}

fn shown(answer: Option<&Answer>) -> String {
    answer.map_or_else(|| "null".to_owned(), Answer::to_string)
}

fn alternative(other: &report::Alternative) -> String {
    format!("{} {}", other.verdict, other.ground)
}

const fn decisions(comparison: &Comparison) -> [Option<&report::Decision>; 4] {
    [
        Some(&comparison.not_associated),
        comparison.transition.as_ref(),
        comparison.enforced.as_ref(),
        comparison.audit.as_ref(),
    ]
}

#[test]
fn every_ground_and_every_reachable_category_is_reached() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Unreachable {
        category: Vec<Category>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Category {
        name: String,
        because: String,
        /// Azure's documents list it; nothing of ours can name it.
        #[serde(default)]
        legacy: bool,
    }
    let mut grounds = BTreeSet::new();
    let mut categories = BTreeSet::new();
    for comparison in CORPUS.iter().filter_map(|(_, answer)| answer.as_ref().ok()) {
        for decision in decisions(comparison).into_iter().flatten() {
            grounds.insert(decision.ground);
            categories.extend(decision.category);
            categories.extend(decision.also_logged);
        }
    }
    let all: BTreeSet<_> = Ground::NAMES.iter().map(|(_, name)| *name).collect();
    assert_eq!(grounds, all, "grounds reached, and all there are");

    let listed: Unreachable = toml::from_str(UNREACHABLE).unwrap();
    for category in &listed.category {
        let key = category.because.split_once(": ").expect("a source and what it says").0;
        assert!(source(key).is_some(), "{key} is no source");
        let known = LogCategory::NAMES.iter().any(|(_, name)| *name == category.name);
        assert_eq!(known, !category.legacy, "{}", category.name);
    }
    let unreachable: BTreeSet<_> =
        listed.category.iter().filter(|it| !it.legacy).map(|it| it.name.as_str()).collect();
    let rest: BTreeSet<_> = LogCategory::NAMES
        .iter()
        .map(|(_, name)| *name)
        .filter(|name| !categories.contains(name))
        .collect();
    assert_eq!(rest, unreachable, "categories that no case reaches, and those listed as such");
}

#[test]
fn every_file_of_the_folder_is_read() {
    let listed: BTreeSet<String> = FILES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .chain(["unreachable".to_owned()])
        .collect();
    let found: BTreeSet<String> = fs::read_dir(folder("corpus"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(found, listed, "files in tests/corpus, and files that tests/src/lib.rs lists");
}

#[test]
fn a_case_that_says_too_little_or_too_much_is_refused() {
    let case = |lines: &str| {
        let text = format!("[estate]\n[[case]]\nname = \"x\"\nrequest = {{}}\n{lines}\n");
        cases("file", &text).map(|cases| cases.len())
    };
    let good = "because = \"TR25: so it says\"\nexpect = \"allowed not-governed -\"";
    let refused = |lines: &str, part: &str| {
        let error = case(lines).expect_err(lines);
        assert!(error.contains(part), "{error}");
    };
    assert_eq!(case(good), Ok(1));
    assert_eq!(case(&format!("{good}\nrevisions = \"both\"")), Ok(2));
    refused("expect = \"allowed not-governed -\"", "because");
    refused("because = \"TR99: so\"\nexpect = \"allowed not-governed -\"", "no source");
    refused("because = \"TR25 says so\"\nexpect = \"allowed not-governed -\"", "colon");
    refused("because = \"TR25: so\"\nexpect = \"allowed not-governed\"", "not a verdict");
    refused("because = \"TR25: so\"", "expect");
    refused("because = \"TR25: so\"\nexpect.enforced = \"allowed not-governed -\"", "state out");
    refused(
        "because = \"TR25: so\"\nexpect.not-associated = \"a b -\"\nexpect.audit = \"a b -\"",
        "state out",
    );
    refused(&format!("{good}\nexpected = \"x\""), "expected");
    refused(&format!("{good}\nrule = {{ learning = \"x\" }}"), "learning");
    refused(&format!("{good}\nrevision = \"2024-01-01\""), "no revision");
    refused(&format!("{good}\nrevision = \"2025-06-18\"\nrevisions = \"both\""), "exclude");
    refused(&format!("{good}\n[[case]]\nname = \"x\"\nrequest = {{}}\n{good}"), "this name");
}

/// Every answer as a door prints it is, byte for byte, the one that was last accepted.
#[test]
fn golden_answers_stay() {
    let mut digests = String::new();
    let mut answers = String::new();
    for (case, answer) in CORPUS.iter() {
        let answer = answer.as_ref().unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let answer = serde_json::to_string(answer).unwrap();
        writeln!(digests, "{}", golden::digest_line(case, &answer)).unwrap();
        if let Some(line) = golden::answer_line(case, &answer) {
            writeln!(answers, "{line}").unwrap();
        }
    }
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(folder("golden/answers.sha256"), digests).unwrap();
        fs::write(folder("golden/answers.jsonl"), answers).unwrap();
        return;
    }
    let changed: Vec<_> = digests
        .lines()
        .filter(|line| !golden::DIGESTS.lines().any(|golden| golden == *line))
        .filter_map(|line| line.split_once("  ").map(|(_, name)| name))
        .collect();
    let mend = "read them, then write them anew with UPDATE_GOLDEN=1";
    assert!(changed.is_empty(), "{} answers changed; {mend}: {changed:#?}", changed.len());
    assert!(digests == golden::DIGESTS, "cases were moved or lost; {mend}");
    assert!(answers == golden::ANSWERS, "answers.jsonl and answers.sha256 disagree; {mend}");
}
