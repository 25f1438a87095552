//! Sets of addresses against a tool that shares nothing with this one: Python's `ipaddress`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use nsp_analysis::{AddressSet, Prefix, difference};
use nsp_core::{AddressPrefix, Compiled, State};
use nsp_formats::import;
use nsp_formats::report::changes;
use serde_json::{Value, json};

use crate::estates::Dice;

/// So narrow a part of either family that prefixes meet, and its ends.
fn prefix(dice: &mut Dice) -> String {
    let spread = dice.one(&[3, 12, 200]);
    match dice.up_to(39) {
        0 => dice.one(&["0.0.0.0/0", "::/0", "255.255.255.255/32", "0.0.0.0/1"]).to_owned(),
        1..=20 => {
            let (third, last) = (dice.up_to(spread), dice.up_to(255));
            format!("203.0.{third}.{last}/{}", 20 + dice.up_to(12))
        }
        _ => format!("2001:db8::{:x}/{}", dice.up_to(spread * 300), 112 + dice.up_to(16)),
    }
}

/// Up to twelve prefixes, their host bits masked.
fn prefixes(dice: &mut Dice) -> Vec<Prefix> {
    let many = dice.up_to(12);
    let written = (0..many).map(|_| AddressPrefix::parse(&prefix(dice)).unwrap());
    written.filter_map(|it| Prefix::of(&it)).collect()
}

fn texts(prefixes: impl IntoIterator<Item = Prefix>) -> Vec<String> {
    prefixes.into_iter().map(|it| it.to_string()).collect()
}

/// What Python finds different in lines of questions with answers.
fn differences(lines: &[Value]) -> String {
    let mut python = Command::new("python3")
        .args(["-c", include_str!("independent/ranges.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let mut input = python.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    // One difference is as much as anybody reads at once.
    said.lines().next().unwrap_or_default().chars().take(2_000).collect()
}

#[test]
#[cfg_attr(not(python3), ignore = "python3 is not installed")]
fn sets_are_what_python_makes_of_the_same_lists() {
    let mut dice = Dice::of_round(0);
    let lines: Vec<Value> = (0..2_000)
        .map(|_| {
            let (a, b) = (prefixes(&mut dice), prefixes(&mut dice));
            let [one, other] = [&a, &b].map(|it| it.iter().copied().collect::<AddressSet>());
            let difference = one.difference(&other);
            json!({
                "a": texts(a),
                "b": texts(b),
                "union": texts(one.union(&other).prefixes()),
                "intersection": texts(one.intersection(&other).prefixes()),
                "size": difference.count().to_string(),
                "difference": texts(difference.prefixes()),
            })
        })
        .collect();
    assert_eq!(differences(&lines), format!("{} read", lines.len()));
    let mut wrong = lines;
    wrong[7]["size"] = json!("1.5");
    assert!(differences(&wrong).starts_with("differs: size"));
}

/// An account whose firewall lists prefixes, in a perimeter that lists others.
fn account(listed: &[String], ruled: &[String]) -> Value {
    let within = "/subscriptions/s/resourceGroups/g/providers";
    let account = format!("{within}/Microsoft.Storage/storageAccounts/st");
    let rules = |family: char| -> Vec<Value> {
        let own = listed.iter().filter(|it| it.contains(family));
        own.map(|it| json!({ "value": it })).collect()
    };
    json!([
        { "id": account, "location": "westeurope", "properties": { "networkAcls": {
            "bypass": "None", "defaultAction": "Deny",
            "ipRules": rules('.'), "ipv6Rules": rules(':'),
        } } },
        {
            "id": format!("{within}/Microsoft.Network/networkSecurityPerimeters/nsp"),
            "profiles": [{ "name": "web", "accessRules": [
                { "name": "listed", "direction": "Inbound", "addressPrefixes": ruled },
            ] }],
            "resourceAssociations": [{
                "name": "st", "accessMode": "Learning", "profile": { "name": "web" },
                "privateLinkResource": { "id": account },
            }],
        },
    ])
}

#[test]
#[cfg_attr(not(python3), ignore = "python3 is not installed")]
fn what_enforcing_takes_away_is_what_python_takes_away() {
    let mut dice = Dice::of_round(1);
    let (mut lines, mut lost) = (Vec::new(), 0);
    for _ in 0..300 {
        let (a, b) = (texts(prefixes(&mut dice)), texts(prefixes(&mut dice)));
        let document = account(&a, &b).to_string();
        let estate = import(&[("estate.json", &document)]).unwrap().value;
        let compiled = Compiled::new(estate.snapshot().value);
        let found = difference::of_states(&compiled, None, None, State::Enforced);
        let report = changes::report(&compiled, &compiled, &found);
        // Each entry loses what it names; together they lose what no rule of the perimeter has.
        let plain = |change: &&changes::Change| {
            change.permission.kind == "ipRule" && change.witness.request.protocol.is_none()
        };
        let addresses = report.changes.iter().filter(plain).flat_map(|it| &it.addresses);
        let all: AddressSet = addresses
            .flatten()
            .filter_map(|text| Prefix::of(&AddressPrefix::parse(text).unwrap()))
            .collect();
        lost += usize::from(!all.is_empty());
        lines.push(json!({
            "a": a, "b": b,
            "difference": texts(all.prefixes()), "size": all.count().to_string(),
        }));
    }
    assert!(lost > 150, "{lost} of them lose something");
    assert_eq!(differences(&lines), format!("{} read", lines.len()));
}
