//! Links in the place of files, and scenarios as links.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

use std::path::PathBuf;
use std::process::Command;

fn nsp(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nsp"));
    let done = command.args(arguments).output().expect("nsp starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (done.status.code().expect("a code"), text(done.stdout), text(done.stderr))
}

fn example() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/examples/retail.json");
    path.display().to_string()
}

fn link() -> String {
    let base = "https://playground.example/app/#old";
    let (code, out, err) = nsp(&["convert", &example(), "--link", "--base", base]);
    assert_eq!(code, 0, "{err}");
    let link = out.trim_end();
    assert!(link.starts_with("https://playground.example/app/#nsp1="), "{link}");
    link.to_owned()
}

#[test]
fn a_link_is_read_where_a_file_is() {
    let link = link();
    let (_, fragment) = link.split_once('#').expect("a fragment");
    let partner = ["--resource", "stweb", "--from", "198.51.100.20", "--auth", "sas", "--json"];
    let compare = |estate: &str| {
        let arguments: Vec<&str> = ["compare", estate].into_iter().chain(partner).collect();
        nsp(&arguments)
    };
    let expected = compare(&example());
    assert_eq!(compare(&link), expected);
    assert_eq!(compare(&format!("#{fragment}")), expected);
    let (_, from_file, _) = nsp(&["convert", &example()]);
    let (_, from_link, _) = nsp(&["convert", &link]);
    assert_eq!(from_link, from_file);
}

#[test]
fn a_bad_link_exits_1_and_says_what_to_do() {
    let check = |link: &str, said: &str| {
        let (code, out, err) = nsp(&["compare", link, "--resource", "stweb"]);
        assert_eq!((code, out.as_str()), (1, ""), "{link}");
        assert!(err.contains(said), "{link}: {err}");
    };
    check("https://playground.example/", "nothing is fetched");
    check("#nsp7=AAAA", "a newer one");
    check("#nsp1=AAAAA", "cut or altered");
    let link = link();
    check(link.get(..link.len() - 4).expect("ASCII"), "cut or altered");
}

#[test]
fn what_is_redacted_names_nobody_and_answers_the_same() {
    let (code, out, _) = nsp(&["convert", &example(), "--redact"]);
    assert_eq!(code, 0);
    for name in ["stweb", "stdata", "kvmain", "retail", "office", "partner", "11111111", "shop"] {
        assert!(!out.to_lowercase().contains(name), "{name} in {out}");
    }
    let (_, link, _) = nsp(&["convert", &example(), "--redact", "--link"]);
    let decide = |estate: &str, resource: &str, from: &str| {
        let asked = ["--resource", resource, "--from", from, "--auth", "sas"];
        let arguments: Vec<&str> =
            ["decide", estate].into_iter().chain(asked).chain(["--mode", "enforced"]).collect();
        nsp(&arguments).0
    };
    assert_eq!(decide(&example(), "stweb", "198.51.100.20"), 2);
    let (_, seeded, _) = nsp(&["convert", &example(), "--redact", "--seed", "7"]);
    let (_, again, _) = nsp(&["convert", &example(), "--redact", "--seed", "7"]);
    assert_eq!(seeded, again);
    assert_ne!(seeded, out, "a seed drawn at random is another");
    assert_eq!(decide(link.trim_end(), "st1", "8.8.8.8"), 2);
    assert_eq!(decide(link.trim_end(), "st1", "203.0.113.200"), 0, "the office’s range stays");
}

#[test]
fn options_that_make_no_sense_alone_are_refused() {
    for arguments in [["--base", "https://playground.example/"], ["--seed", "1"]] {
        let (code, _, err) = nsp(&["convert", &example(), arguments[0], arguments[1]]);
        assert_eq!(code, 1, "{err}");
        assert!(err.contains("--link") || err.contains("--redact"), "{err}");
    }
}
