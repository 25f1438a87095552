//! Things of one short name are told apart in every report.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use nsp_analysis::difference::of_states;
use nsp_analysis::matrix::Matrix;
use nsp_core::{Compiled, State};
use nsp_formats::report::{changes, matrix, review, rollout};
use nsp_formats::scenario::{Edition, Scenario};
use serde_json::{Value, json};

const SUBSCRIPTION: &str = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups";

/// In each of two groups an account `store` that lets in a subnet `default` and an address, and a
/// perimeter with a profile `web`.
fn estate(perimeters: [&str; 2]) -> Scenario {
    let groups = ["rg-a", "rg-b"].map(|it| format!("{SUBSCRIPTION}/{it}/providers"));
    let account = |group: &str| format!("{group}/Microsoft.Storage/storageAccounts/store");
    let each = |make: &dyn Fn(usize, &String) -> Value| -> Vec<Value> {
        groups.iter().enumerate().map(|(at, group)| make(at, group)).collect()
    };
    let resources = each(&|at, group| {
        let subnet = format!("{group}/Microsoft.Network/virtualNetworks/vnet-{at}/subnets/default");
        json!({"id": account(group), "publicNetworkAccess": "Enabled", "networkAcls": {
            "defaultAction": "Deny", "bypass": "None", "ipRules": [{"value": "198.51.100.7"}],
            "virtualNetworkRules": [{"id": subnet, "state": "Succeeded"}]}})
    });
    let perimeters = each(&|at, group| {
        json!({"id": format!("{group}/Microsoft.Network/networkSecurityPerimeters/{}", perimeters[at]),
            "profiles": [{"name": "web", "accessRules": [{"name": "office", "direction": "Inbound",
                "addressPrefixes": ["203.0.113.0/24", "203.0.113.0/28"]}]}],
            "resourceAssociations": [{"name": "store", "profile": {"name": "web"},
                "privateLinkResource": {"id": account(group)}, "accessMode": "Learning"}]})
    });
    let requests =
        each(&|_, group| json!({"resource": account(group), "from": {"address": "198.51.100.7"}}));
    let scenario = json!({"nspScenario": 1, "requests": requests,
        "estate": {"perimeters": perimeters, "resources": resources}});
    Scenario::parse("a.json", &scenario.to_string()).unwrap().value
}

#[test]
fn no_report_calls_two_things_alike() {
    for (names, called) in
        [(["nsp-a", "nsp-b"], ["nsp-a", "nsp-b"]), (["nsp"; 2], ["rg-a/nsp", "rg-b/nsp"])]
    {
        let scenario = estate(names);
        let compiled = Compiled::new(scenario.snapshot().value);
        let found = of_states(&compiled, None, None, State::Enforced);
        let change = changes::report(&compiled, &compiled, &found);
        let flows = rollout::flows(&compiled, &scenario, true);
        let plan = rollout::report(&compiled, &flows);
        let table = matrix::report(&compiled, &Matrix::new(&compiled, &[]));
        let texts = [
            (changes::text(&change), false),
            (changes::markdown(&change), false),
            (rollout::text(&plan), true),
            (rollout::markdown(&plan), true),
            (matrix::text(&table), false),
            (matrix::csv(&table), false),
            (matrix::markdown(&table), false),
        ];
        for (text, tells_perimeters) in texts {
            for name in ["rg-a/store", "rg-b/store"] {
                assert!(text.contains(name), "{name}: {text}");
            }
            if tells_perimeters {
                for name in called {
                    assert!(text.contains(name), "{name}: {text}");
                    assert!(text.contains(&format!("{name}/web")), "{name}: {text}");
                }
            }
        }
        for text in [matrix::text(&table), matrix::csv(&table), matrix::markdown(&table)] {
            for name in ["vnet-0/default", "vnet-1/default"] {
                assert!(text.contains(name), "{name}: {text}");
            }
            assert!(text.contains("The rest of"), "{text}");
        }
        let rest = "The rest of `203.0.113.0/24`";
        assert!(table.rows.iter().any(|row| row.label == rest), "{table:#?}");
        assert!(table.rows.iter().any(|row| row.label == "`203.0.113.0/28`"), "{table:#?}");
        let json = serde_json::to_value(&change).unwrap();
        assert_eq!(
            json["changes"][0]["resource"],
            format!("{SUBSCRIPTION}/rg-a/providers/Microsoft.Storage/storageAccounts/store")
        );
        let remarks = review::text(&review::report(&Edition::new(scenario)), true);
        let mut headings: Vec<&str> =
            remarks.lines().filter(|it| it.contains("storageAccounts/")).collect();
        let count = headings.len();
        headings.sort_unstable();
        headings.dedup();
        assert_eq!(headings.len(), count, "{remarks}");
    }
}

#[test]
fn what_breaks_alone_says_that_its_unknowns_are_of_what_is_shown() {
    let mut scenario = serde_json::to_value(estate(["nsp-a", "nsp-b"])).unwrap();
    let firewall = &mut scenario["estate"]["resources"][0]["networkAcls"];
    firewall["defaultAction"] = json!("[parameters('x')]");
    firewall["ipRules"] = json!([]);
    let text = scenario.to_string();
    let scenario = Scenario::parse("a.json", &text).unwrap().value;
    let compiled = Compiled::new(scenario.snapshot().value);
    let all = Matrix::new(&compiled, &[]);
    let whole = matrix::text(&matrix::report(&compiled, &all));
    assert!(whole.contains("unknown in Transition.") && !whole.contains("shown here"), "{whole}");
    let part = matrix::text(&matrix::breaking(&compiled, &all));
    assert!(part.contains("Of the paths shown here, 2 paths are unknown in Transition."), "{part}");
}
