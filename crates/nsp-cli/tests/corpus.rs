//! The command line gives the bytes of the library, for every case of the corpus.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test says what it expects")]

use std::io::Write;
use std::process::{Command, Stdio};

use nsp_formats::request::cli_arguments;
use nsp_formats::scenario::Scenario;
use nsp_tests::{Case, FILES, cases, golden};

#[test]
fn every_case_gives_the_accepted_bytes() {
    let accepted: Vec<&str> = golden::DIGESTS.lines().collect();
    let mut asked = 0;
    let mut differ = Vec::new();
    for (file, text) in FILES {
        for case in cases(file, text).expect(file) {
            asked += 1;
            let answer = printed(&case);
            if !accepted.contains(&golden::digest_line(&case, answer.trim_end()).as_str()) {
                differ.push(format!("{}: {answer}", case.name));
            }
        }
    }
    assert_eq!(asked, accepted.len(), "every accepted answer is asked for");
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}

fn printed(case: &Case) -> String {
    let scenario = Scenario::parse(&case.name, &case.scenario).expect(&case.name).value;
    let request = scenario.requests[0].build(&scenario.snapshot().value).expect(&case.name);
    let mut child = Command::new(env!("CARGO_BIN_EXE_nsp"))
        .args(["compare", "-", "--json"])
        .args(cli_arguments(&request))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("nsp starts");
    let mut stdin = child.stdin.take().expect("nsp reads");
    stdin.write_all(case.scenario.as_bytes()).expect("nsp reads all");
    drop(stdin);
    let done = child.wait_with_output().expect("nsp ends");
    let complaints = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {complaints}", case.name);
    String::from_utf8(done.stdout).expect("nsp prints UTF-8")
}
