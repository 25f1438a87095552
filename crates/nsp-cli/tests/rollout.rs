//! `nsp rollout`: the order, what a step needs, and what the exit code says.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

fn retail() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/examples/retail.json")
}

fn nsp(file: &Path, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nsp"));
    let done = command.arg("rollout").arg(file).args(more).output().expect("nsp starts");
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    (done.status.code().expect("a code"), text)
}

/// The example with other expectations.
fn expecting(name: &str, expectations: &Value, edit: impl Fn(&mut Value)) -> PathBuf {
    let text = std::fs::read_to_string(retail()).expect("the example");
    let mut scenario: Value = serde_json::from_str(&text).expect("JSON");
    let members = scenario.as_object_mut().expect("an object");
    members.insert("expectations".to_owned(), expectations.clone());
    edit(&mut scenario);
    let path = std::env::temp_dir().join(format!("nsp-{name}-{}.json", std::process::id()));
    std::fs::write(&path, scenario.to_string()).expect("a file");
    path
}

fn flows() -> Value {
    let allowed = json!({ "verdict": "allowed" });
    let to = |resource: &str, address: &str| json!({ "resource": resource, "from": { "address": address }, "authentication": "sas" });
    json!([
        { "name": "office", "request": to("stweb", "203.0.113.7"), "enforced": allowed },
        { "name": "partner", "request": to("stweb", "198.51.100.20"), "transition": allowed },
        { "name": "stranger", "request": to("stweb", "192.0.2.7"), "enforced": allowed },
        { "name": "given up", "request": to("stweb", "198.51.100.24"),
          "transition": allowed, "enforced": { "verdict": "denied" } },
    ])
}

#[test]
fn the_step_that_breaks_a_flow_comes_last_and_says_what_keeps_it() {
    let file = expecting("rollout-breaks", &flows(), |_| {});
    let (code, out) = nsp(&file, &["--json"]);
    std::fs::remove_file(&file).expect("the file");
    assert_eq!(code, 2);
    let plan: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(plan["flows"], 3, "a flow that Enforced is expected to deny is given up");
    assert_eq!(plan["shut"], json!(["stranger"]));
    let steps = plan["steps"].as_array().expect("steps");
    let ends =
        |at: usize, end: &str| steps[at]["resource"].as_str().is_some_and(|it| it.ends_with(end));
    assert!(ends(0, "/stdata") && ends(1, "/stweb") && steps.len() == 2, "{plan:#}");
    assert_eq!(steps[0]["result"], "unproven");
    assert_eq!(steps[1]["result"], "breaks");
    assert_eq!(steps[1]["flows"], 2);
    assert_eq!(steps[1]["breaks"].as_array().expect("flows").len(), 1);
    let broken = &steps[1]["breaks"][0];
    assert_eq!(broken["flow"], "partner");
    assert_eq!(broken["verdict"], "denied");
    assert_eq!(broken["mend"], "Add `198.51.100.20` to rule `office` of `web`");
}

#[test]
fn once_it_is_mended_no_step_breaks() {
    let file = expecting("rollout-mended", &flows(), |scenario| {
        let profiles = &mut scenario["estate"]["perimeters"][0]["profiles"];
        let rule = &mut profiles[0]["accessRules"][0]["addressPrefixes"];
        rule.as_array_mut().expect("prefixes").push(json!("198.51.100.20/32"));
    });
    let (code, out) = nsp(&file, &[]);
    std::fs::remove_file(&file).expect("the file");
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("1. stweb in nsp-retail, profile web: 2 flows pass and stay"), "{out}");
    assert!(out.contains("Does not get through today: stranger"), "{out}");
}

#[test]
fn a_change_that_an_earlier_step_needs_is_told_once() {
    let allowed = json!({ "verdict": "allowed" });
    let flow = |name: &str, resource: &str| {
        json!({ "name": name, "request": { "resource": resource, "from": { "address": "198.51.100.20" },
            "authentication": "sas" }, "transition": allowed })
    };
    let flows = json!([flow("partner", "stweb"), flow("again", "stweb"), flow("twin", "sttwin")]);
    let file = expecting("rollout-twice", &flows, |scenario| {
        let mut all = |pointer: &str| {
            let list = scenario.pointer_mut(pointer).and_then(Value::as_array_mut);
            let list = list.expect("a list");
            let text = list.iter().find(|it| it.to_string().contains("/stweb")).expect("stweb");
            let twin = text.to_string().replace("stweb", "sttwin");
            list.push(serde_json::from_str(&twin).expect("JSON"));
        };
        all("/estate/resources");
        all("/estate/perimeters/0/resourceAssociations");
    });
    let (_, text) = nsp(&file, &[]);
    let (_, out) = nsp(&file, &["--json"]);
    std::fs::remove_file(&file).expect("the file");
    let plan: Value = serde_json::from_str(&out).expect("JSON");
    let broken = plan["steps"].as_array().expect("steps").iter().enumerate();
    let broken = broken.flat_map(|(at, step)| {
        let flows = step["breaks"].as_array().expect("flows").iter();
        flows
            .map(move |it| (at + 1, it["flow"].clone(), it["mend"].is_null(), it["keptBy"].clone()))
    });
    let broken: Vec<_> = broken.collect();
    let expected =
        [("twin", false, Value::Null), ("partner", true, json!(2)), ("again", true, json!(2))];
    assert_eq!(broken.len(), 3, "{plan:#}");
    for ((_, flow, told, by), (name, is_told, kept)) in broken.iter().zip(expected) {
        assert_eq!((flow, *told, by), (&json!(name), is_told, &kept), "{plan:#}");
    }
    assert_eq!(text.matches("Before: Add").count(), 1, "{text}");
    assert!(text.contains("The change before step 2 keeps it too."), "{text}");
}

#[test]
fn without_flows_nothing_is_proven_and_that_is_said() {
    let (code, out) = nsp(&retail(), &[]);
    assert_eq!(code, 0);
    assert!(out.starts_with("No expectation says which requests have to get through"), "{out}");
    assert!(nsp(&retail(), &["--requests"]).1.starts_with("6 flows, 2 to enforce, 2 of them"));
}

#[test]
fn a_flow_that_may_get_through_or_not_is_neither_shut_nor_kept() {
    let allowed = json!({ "verdict": "allowed" });
    let flows = json!([
        { "name": "backup", "request": { "resource": "stweb", "feature": "vaulted-backup" },
          "transition": allowed },
        { "name": "somebody", "request": { "resource": "stweb", "authentication": "sas" },
          "enforced": allowed },
    ]);
    let file = expecting("rollout-unknown", &flows, |_| {});
    let (code, out) = nsp(&file, &["--json"]);
    assert_eq!(code, 3, "{out}");
    let plan: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(plan["shut"], json!([]));
    let unknown = plan["unknown"].as_array().expect("a list");
    assert_eq!(unknown.len(), 2, "{plan:#}");
    assert_eq!(unknown[0]["flow"], "backup");
    let settles = unknown[1]["missing"][0].as_str().expect("what would settle it");
    assert!(settles.starts_with("The caller’s address is not given."), "{settles}");
    for more in [&[][..], &["--markdown"]] {
        let (code, out) = nsp(&file, more);
        assert_eq!(code, 3, "{out}");
        assert!(out.contains("Not known today: somebody: "), "{out}");
        assert!(out.contains("The caller’s address is not given."), "{out}");
    }
    std::fs::remove_file(&file).expect("the file");
}

#[test]
fn a_move_that_other_flows_might_break_by_is_not_proposed() {
    let allowed = json!({ "verdict": "allowed" });
    let flows = json!([{ "name": "webhook", "request": { "resource": "stdata",
        "outboundTo": "hooks.example" }, "transition": allowed }]);
    let file = expecting("rollout-move", &flows, |scenario| {
        let profiles = &mut scenario["estate"]["perimeters"][0]["profiles"];
        let other = json!({ "name": "other", "accessRules": [{ "name": "hooks",
            "direction": "Outbound", "fullyQualifiedDomainNames": ["hooks.example"] }] });
        profiles.as_array_mut().expect("profiles").push(other);
    });
    let (code, out) = nsp(&file, &[]);
    std::fs::remove_file(&file).expect("the file");
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("Before: Add a rule for hooks.example to data."), "{out}");
    assert!(!out.contains("Move"), "{out}");
}
