//! Exit codes, messages and help of the command line.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

use std::path::PathBuf;
use std::process::{Command, Output};

fn nsp(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nsp")).args(arguments).output().expect("nsp starts")
}

fn example() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/examples/retail.json");
    path.display().to_string()
}

fn ask(arguments: &[&str]) -> (i32, String, String) {
    let estate = example();
    let (command, rest) = arguments.split_first().expect("a command");
    let all: Vec<&str> = [*command, &estate].into_iter().chain(rest.iter().copied()).collect();
    let done = nsp(&all);
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (done.status.code().expect("a code"), text(done.stdout), text(done.stderr))
}

const PARTNER: [&str; 6] = ["--resource", "stweb", "--from", "198.51.100.20", "--auth", "sas"];

fn partner<'a>(command: &'a str, more: &[&'a str]) -> (i32, String, String) {
    let all: Vec<&str> = [command].into_iter().chain(PARTNER).chain(more.iter().copied()).collect();
    ask(&all)
}

#[test]
fn decide_tells_its_answer_by_its_exit_code() {
    assert_eq!(partner("decide", &[]).0, 0, "the estate itself is in Transition");
    assert_eq!(partner("decide", &["--mode", "transition"]).0, 0);
    assert_eq!(partner("decide", &["--mode", "learning"]).0, 0, "the wire's name");
    assert_eq!(partner("decide", &["--mode", "enforced"]).0, 2);
    let unknown = ["decide", "--resource", "stweb", "--auth", "sas", "--mode", "enforced"];
    assert_eq!(ask(&unknown).0, 3, "no address is given");
}

#[test]
fn compare_exits_0_and_says_what_breaks() {
    let (code, out, _) = partner("compare", &[]);
    assert_eq!(code, 0);
    assert!(out.contains("This request breaks on Enforced."), "{out}");
    assert!(out.contains("has `203.0.113.0/24`; the caller is `198.51.100.20`"), "{out}");
}

#[test]
fn the_json_has_the_four_states() {
    let (_, out, _) = partner("compare", &["--json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let verdict = |state: &str| answer[state]["verdict"].as_str().expect("a verdict").to_owned();
    assert_eq!(verdict("notAssociated"), "allowed");
    assert_eq!(verdict("transition"), "allowed");
    assert_eq!(verdict("enforced"), "denied");
    assert_eq!(verdict("audit"), "allowed");
    assert_eq!(answer["enforced"]["category"], "NspPublicInboundPerimeterRulesDenied");
    assert_eq!(answer["transition"]["rule"], "198.51.100.20");
}

#[test]
fn the_revision_can_be_chosen() {
    let smb = ["--resource", "stweb", "--from", "198.51.100.20", "--protocol", "smb"];
    let decide = |revision: &str| {
        let more = ["--mode", "transition", "--revision", revision];
        let all: Vec<&str> = ["decide"].into_iter().chain(smb).chain(more).collect();
        ask(&all).0
    };
    assert_eq!(decide("2025-06-18"), 0);
    assert_eq!(decide("2025-07-27"), 2);
}

#[test]
fn bad_input_exits_1_and_says_where_and_what_to_write() {
    let check = |arguments: &[&str], expected: &[&str]| {
        let (code, out, err) = ask(arguments);
        assert_eq!(code, 1, "{arguments:?}: {err}");
        assert_eq!(out, "", "{arguments:?}");
        for text in expected {
            assert!(err.contains(text), "{arguments:?}: {err}");
        }
    };
    check(&["compare", "--resource", "nowhere", "--from", "other"], &["--resource", "stweb"]);
    check(&["decide", "--resource", "stweb", "--from", "203.0.113.0/33"], &["--from"]);
    check(&["decide", "--resource", "stweb", "--auth", "ldap"], &["--auth", "managed-identity"]);
    check(
        &["decide", "--resource", "stweb", "--private-endpoint", "--control-plane"],
        &["--control-plane"],
    );
    check(&["decide", "--resource", "stweb", "--mode", "strict"], &["enforced"]);
}

#[test]
fn a_file_that_is_no_json_exits_1_and_names_the_line() {
    let folder = std::env::temp_dir().join(format!("nsp-behaviour-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("broken.json");
    std::fs::write(&file, "{\n  \"id\": nonsense\n}").expect("a file");
    let name = file.display().to_string();
    let done = nsp(&["compare", &name, "--resource", "stweb"]);
    let err = String::from_utf8(done.stderr).expect("UTF-8");
    assert_eq!(done.status.code(), Some(1), "{err}");
    assert!(err.contains("broken.json:2:"), "{err}");
    let missing = folder.join("missing.json").display().to_string();
    let done = nsp(&["compare", &missing, "--resource", "stweb"]);
    assert_eq!(done.status.code(), Some(1));
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

#[test]
fn what_cannot_be_asked_is_not_asked_differently() {
    let check = |arguments: &[&str], expected: &str| {
        let (code, out, err) = ask(arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}: {err}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    };
    check(&["decide", "--resource", "stweb", "--outbound-to", ""], "--outbound-to");
    check(&["decide", "--resource", "stweb", "--from", "203.0.113.7", "--auth", ""], "--auth");
    check(&["decide", "--resource", "stweb", "--from", "/x/y"], "such as `203.0.113.7`");
    check(&["compare", "-", "-", "--resource", "stweb"], "give one `-`");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_no_success() {
    let estate = example();
    let commands: [&[&str]; 4] = [
        &["compare", &estate, "--resource", "stweb", "--from", "other"],
        &["decide", &estate, "--resource", "stweb", "--from", "203.0.113.7", "--json"],
        &["convert", &estate],
        &["completions", "bash"],
    ];
    for arguments in commands {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let mut command = Command::new(env!("CARGO_BIN_EXE_nsp"));
        let done = command.args(arguments).stdout(full).output().expect("nsp starts");
        let err = String::from_utf8(done.stderr).expect("UTF-8");
        assert_eq!(done.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(err.contains("standard output"), "{arguments:?}: {err}");
    }
}

#[test]
fn names_do_not_steer_the_terminal() {
    let folder = std::env::temp_dir().join(format!("nsp-names-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("estate.json");
    let text = std::fs::read_to_string(example()).expect("the example");
    let text = text.replace("\"office\"", r#""of\u001b[2Jfi\nce\u202e""#);
    std::fs::write(&file, text).expect("a file");
    let name = file.display().to_string();
    let done = nsp(&["compare", &name, "-v", "--resource", "stweb", "--from", "203.0.113.7"]);
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    let all = [done.stdout, done.stderr].concat();
    let all = String::from_utf8(all).expect("UTF-8");
    assert!(all.contains(r"of\u{1b}[2Jfi\nce\u{202e}"), "{all}");
    assert!(!all.contains(['\u{1b}', '\u{202e}']), "{all}");
}

#[test]
fn convert_makes_one_scenario_that_reads_back() {
    let done = nsp(&["convert", &example()]);
    assert_eq!(done.status.code(), Some(0));
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    let again = nsp_formats::import(&[("again.json", &text)]).expect("it reads back").value;
    assert_eq!(again.to_text(), text);
    assert!(!again.estate.perimeters.is_empty());
}

#[test]
fn help_and_completions_are_there() {
    let help = nsp(&["compare", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    for option in ["--from-subnet", "--outbound-to", "--revision", "Examples:"] {
        assert!(help.contains(option), "{option}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let done = nsp(&["completions", shell]);
        assert_eq!(done.status.code(), Some(0), "{shell}");
        assert!(done.stdout.len() > 1000, "{shell}");
    }
}

#[test]
fn a_call_between_resources_is_told_as_a_whole() {
    let call = ["--resource", "stdata", "--from-resource", "kvmain", "--auth", "managed-identity"];
    let asked = |command: &'static str, more: &[&'static str]| {
        let all: Vec<&str> =
            [command].into_iter().chain(call).chain(more.iter().copied()).collect();
        ask(&all)
    };
    let (_, out, _) = asked("compare", &[]);
    assert!(out.contains("Enforced        Denied   the caller’s way out is denied:"), "{out}");
    assert!(out.contains("The caller’s way out, step by step"), "{out}");
    let (code, out, _) = asked("decide", &["--mode", "Enforced"]);
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("Denied   the caller’s way out is denied:"), "{out}");
}

#[test]
fn the_matrix_shows_what_breaks_in_every_format() {
    let (code, text, _) = ask(&["matrix"]);
    assert_eq!(code, 0, "something breaks, and that is an answer");
    assert!(text.contains("198.51.100.20, partner"), "{text}");
    assert!(text.contains("paths break on Enforced"), "{text}");
    let (_, breaks, _) = ask(&["matrix", "--breaks"]);
    assert!(!breaks.contains("kvmain") && !breaks.contains("office"), "{breaks}");
    assert!(text.contains("A D -") && text.contains(", - denied already."), "{text}");
    assert!(!breaks.contains("denied already"), "{breaks}");
    let (_, csv, _) = ask(&["matrix", "--format", "csv"]);
    let line = csv.lines().find(|line| line.contains("partner,")).expect("the partner's row");
    assert!(line.starts_with("source,198.51.100.20,partner,\"Allowed (ip-rule), then"), "{line}");
    let (_, markdown, _) = ask(&["matrix", "--format", "markdown"]);
    assert!(markdown.contains("| **Allowed (ip-rule), then Denied (no-perimeter-rule): breaks**"));
    let (_, json, _) = ask(&["matrix", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let partner = answer["rows"].as_array().expect("rows");
    let partner = partner.iter().find(|row| row["names"][0] == "partner").expect("the partner");
    assert_eq!(partner["cells"][0]["breaks"], true);
    assert_eq!(partner["cells"][0]["transition"]["ground"], "ip-rule");
    assert_eq!(partner["cells"][2]["breaks"], false, "kvmain is Enforced already");
    for arguments in [&["matrix", "--json"][..], &["matrix", "--json", "--breaks"]] {
        let (_, json, _) = ask(arguments);
        let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let cells = answer["rows"].as_array().expect("rows").iter();
        let cells = cells.flat_map(|row| row["cells"].as_array().expect("cells"));
        let breaks = cells.filter(|cell| cell["breaks"] == true).count();
        assert!(breaks > 0 && answer["counts"]["breaks"] == breaks, "it counts what it shows");
    }
}

/// The example with another value at one place, as a file.
fn with(name: &str, pointer: &str, value: serde_json::Value) -> PathBuf {
    let text = std::fs::read_to_string(example()).expect("the example");
    let mut scenario: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    *scenario.pointer_mut(pointer).expect("a place") = value;
    let path = std::env::temp_dir().join(format!("nsp-{name}-{}.json", std::process::id()));
    std::fs::write(&path, scenario.to_string()).expect("a file");
    path
}

#[test]
fn reports_that_are_kept_tell_of_what_could_not_be_read() {
    let prefix = "/estate/perimeters/0/profiles/0/accessRules/0/addressPrefixes/0";
    let path = with("unread", prefix, "office".into());
    let file = path.display().to_string();
    let whole = example();
    let reports: [&[&str]; 3] = [&["review", &file], &["enforce", &file], &["diff", &whole, &file]];
    for report in reports {
        let out = |more: &str| {
            let done = nsp(&[report, &[more]].concat());
            String::from_utf8(done.stdout).expect("UTF-8")
        };
        let json: serde_json::Value = serde_json::from_str(&out("--json")).expect("JSON");
        let errors = json["errors"].as_array().expect("errors");
        assert_eq!(errors.len(), 1, "{report:?} {errors:?}");
        assert_eq!(
            (&errors[0]["severity"], &errors[0]["pointer"]),
            (&"error".into(), &prefix.into())
        );
        let markdown = out("--markdown");
        for text in [String::from_utf8(nsp(report).stdout).expect("UTF-8"), markdown] {
            let said = text.contains("Errors in the documents") && text.contains(prefix);
            assert!(said, "{report:?} {text}");
        }
    }
    let (_, sound, _) = ask(&["review", "--json"]);
    assert!(!sound.contains("\"errors\""), "{sound}");
    std::fs::remove_file(path).expect("the file");
}

#[test]
fn decide_exits_3_where_nobody_knows_the_state() {
    let mode = "/estate/perimeters/0/resourceAssociations/0/accessMode";
    let path = with("state", mode, "[parameters('mode')]".into());
    let file = path.display().to_string();
    let done = nsp(&[&["decide", &file], PARTNER.as_slice()].concat());
    assert_eq!(done.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&done.stderr).contains("--mode: The state of `stweb`"));
    std::fs::remove_file(path).expect("the file");
}
