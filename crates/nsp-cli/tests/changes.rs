//! `nsp enforce` and `nsp diff`: exit codes, and that what they print can be asked again.

#![expect(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

fn nsp(arguments: &[&str]) -> (i32, String) {
    let done =
        Command::new(env!("CARGO_BIN_EXE_nsp")).args(arguments).output().expect("nsp starts");
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    (done.status.code().expect("a code"), text)
}

fn examples() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/examples");
    let files = std::fs::read_dir(folder).expect("the examples");
    let mut files: Vec<String> =
        files.map(|file| file.expect("a file").path().display().to_string()).collect();
    files.sort();
    files
}

fn example(name: &str) -> String {
    let found = examples().into_iter().find(|file| file.ends_with(name));
    found.unwrap_or_else(|| panic!("no example {name}"))
}

fn json(arguments: &[&str]) -> Value {
    let all: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&nsp(&all).1).expect("JSON")
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|it| it.as_str().expect("a text")).collect()
}

fn changes(answer: &Value) -> &[Value] {
    answer["changes"].as_array().expect("changes")
}

#[test]
fn the_witness_of_every_change_shows_it_when_it_is_asked_again() {
    let mut asked = 0;
    for file in examples() {
        for way in [["transition", "enforced"], ["not-associated", "transition"]] {
            let [from, to] = way;
            let answer = json(&["enforce", &file, "--from", from, "--to", to]);
            for change in changes(&answer) {
                let witness = &change["witness"];
                let cli = texts(&witness["cli"]);
                let all: Vec<&str> = ["compare", &file].into_iter().chain(cli).collect();
                let compared = json(&all);
                let state = |name: &str| match name {
                    "not-associated" => compared["notAssociated"]["verdict"].clone(),
                    name => compared[name]["verdict"].clone(),
                };
                assert_eq!(state(from), witness["before"], "{file}: {change:#}");
                assert_eq!(state(to), witness["after"], "{file}: {change:#}");
                asked += 1;
            }
        }
    }
    assert!(asked > 40, "{asked} changes in all examples");
}

#[test]
fn what_is_lost_is_named_to_the_address() {
    let answer = json(&["enforce", &example("retail.json"), "--resource", "stweb"]);
    let of = |kind: &str| -> Vec<&Value> {
        let all = changes(&answer).iter();
        all.filter(|it| it["permission"]["kind"] == kind && it["change"] == "lost").collect()
    };
    let rules: Vec<(Vec<&str>, &str)> = of("ipRule")
        .into_iter()
        .map(|it| (texts(&it["addresses"]), it["size"].as_str().expect("decimal digits")))
        .collect();
    assert_eq!(rules, [(vec!["198.51.100.20"], "1"), (vec!["198.51.100.24/29"], "8")]);
    let out = of("unrestrictedOutbound");
    assert_eq!(texts(&out[0]["names"]), ["*"]);
    let except = texts(&out[0]["except"]);
    assert_eq!(except[..2], ["api.partner.example", "*.search.example"]);
    let member = |name: &str| except.iter().any(|it| it.ends_with(name));
    assert!(member("/stdata") && member("/kvmain"), "members of the perimeter: {except:?}");
    assert!(member("kvmain.vault.azure.net"), "and their hosts: {except:?}");
    assert_eq!(out[0]["direction"], "outbound");
    let trusted = of("trustedService");
    let text = trusted[0]["text"].as_str().expect("a sentence");
    assert!(text.starts_with("Trusted services no longer reach `stweb`."), "{text}");
}

#[test]
fn the_exit_code_says_whether_something_is_lost() {
    let retail = example("retail.json");
    assert_eq!(nsp(&["enforce", &retail]).0, 2);
    assert_eq!(nsp(&["enforce", &retail, "--resource", "kvmain"]).0, 0, "it is Enforced already");
    assert_eq!(nsp(&["enforce", &retail, "--resource", "nobody"]).0, 1);
    assert_eq!(nsp(&["enforce", "no such file"]).0, 1);
    assert_eq!(nsp(&["enforce", &retail, "--from", "enforced", "--to", "transition"]).0, 0);
    let (code, text) = nsp(&["enforce", &retail, "--to", "transition", "--resource", "stweb"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.starts_with("Nothing to compare: whatever is associated is in that"), "{text}");
    assert_eq!(nsp(&["diff", &retail, &retail]), (0, "Nothing changes.\n".to_owned()));
    let (code, text) = nsp(&["diff", &retail, &example("fallback.json")]);
    assert_eq!(code, 3, "no account is in both: {text}");
    assert!(text.starts_with("Nothing could be compared."), "{text}");
}

#[test]
fn what_may_be_lost_is_no_good_news() {
    let retail = std::fs::read_to_string(example("retail.json")).expect("the example");
    let mut scenario: Value = serde_json::from_str(&retail).expect("JSON");
    scenario["estate"]["resources"] = Value::Array(Vec::new());
    let path = std::env::temp_dir().join(format!("nsp-unknown-{}.json", std::process::id()));
    std::fs::write(&path, scenario.to_string()).expect("a file");
    let file = path.display().to_string();
    let (code, text) = nsp(&["enforce", &file, "--resource", "stdata"]);
    let (_, matrix) = nsp(&["matrix", &file]);
    std::fs::remove_file(&path).expect("the file");
    assert_eq!(code, 3, "{text}");
    assert!(text.contains(" may be lost: what decides is not known."), "{text}");
    assert!(matrix.contains("unknown"), "{matrix}");
}

#[test]
fn what_stands_on_a_page_that_is_missing_is_not_taken_for_nothing() {
    let group = "/subscriptions/s/resourceGroups/g/providers";
    let perimeter = format!("{group}/Microsoft.Network/networkSecurityPerimeters/nsp");
    let id = format!("{group}/Microsoft.Storage/storageAccounts/st");
    let other = serde_json::json!({ "id": format!("{perimeter}/resourceAssociations/kv"), "properties": {
        "privateLinkResource": { "id": format!("{group}/Microsoft.KeyVault/vaults/kv") },
        "profile": { "id": format!("{perimeter}/profiles/web") }, "accessMode": "Enforced" } });
    let account = serde_json::json!({ "id": id, "properties": { "publicNetworkAccess": "Enabled",
        "networkAcls": { "bypass": "None", "defaultAction": "Deny" } } });
    let page = |rest: Value| {
        let mut page = serde_json::json!({ "value": [other] });
        page.as_object_mut()
            .expect("an object")
            .extend(rest.as_object().cloned().unwrap_or_default());
        page
    };
    let answer = |page: &Value| {
        let path = std::env::temp_dir().join(format!("nsp-page-{}.json", std::process::id()));
        std::fs::write(&path, serde_json::json!([account, page]).to_string()).expect("a file");
        let (code, text) = nsp(&["enforce", &path.display().to_string()]);
        std::fs::remove_file(&path).expect("the file");
        (code, text)
    };
    assert_eq!(answer(&page(serde_json::json!({}))).0, 0, "it is in no perimeter");
    let (code, text) = answer(&serde_json::json!({ "value": [] }));
    assert_eq!((code, text.as_str()), (1, ""), "nothing is associated");
    let (code, text) =
        answer(&page(serde_json::json!({ "nextLink": "https://management.azure.com/next" })));
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("Not compared: st. Whether it is associated is not known."), "{text}");
    assert!(text.contains("on a page that is not among the documents"), "{text}");
}

#[test]
fn a_rule_that_is_taken_out_is_lost_and_put_in_is_gained() {
    let retail = example("retail.json");
    let text = std::fs::read_to_string(&retail).expect("the example");
    let path = std::env::temp_dir().join(format!("nsp-changes-{}.json", std::process::id()));
    let narrower = text.replace("\"203.0.113.0/24\"", "\"203.0.113.0/25\"");
    assert_ne!(narrower, text);
    std::fs::write(&path, narrower).expect("a file");
    let edited = path.display().to_string();
    let lost = json(&["diff", &retail, &edited]);
    let gained = json(&["diff", &edited, &retail]);
    std::fs::remove_file(&path).expect("the file");
    let only = |answer: &Value, change: &str| {
        let of_rule = |it: &&Value| it["permission"]["kind"] == "perimeterRule";
        let found: Vec<&Value> = changes(answer).iter().filter(of_rule).collect();
        let [found] = found.as_slice() else { panic!("one change of the rule: {answer:#}") };
        assert_eq!(found["change"], change);
        assert_eq!(found["permission"]["rule"], "office");
        assert_eq!(texts(&found["addresses"]), ["203.0.113.128/25"]);
        assert_eq!(found["size"], "128");
    };
    only(&lost, "lost");
    only(&gained, "gained");
}

#[test]
fn markdown_has_every_prefix_and_text_the_request_to_try() {
    let retail = example("retail.json");
    let (_, text) = nsp(&["enforce", &retail]);
    assert!(
        text.contains("nsp compare FILE… --resource stweb --from 198.51.100.20 --auth entra"),
        "{text}"
    );
    assert!(text.contains("\nstweb, outbound, Transition to Enforced\n"), "{text}");
    let (_, markdown) = nsp(&["enforce", &retail, "--markdown"]);
    assert!(markdown.contains("\n## stweb, inbound, Transition to Enforced\n"), "{markdown}");
    assert!(markdown.contains("`198.51.100.24/29`"), "{markdown}");
    let ask = "  `nsp compare FILE… --resource stweb --from 198.51.100.20 --auth entra`\n";
    assert!(markdown.contains(ask), "{markdown}");
}
