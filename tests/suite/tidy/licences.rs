//! Under which licences the libraries come.

use super::{Breach, METADATA, hold};
use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::collections::BTreeSet;
use std::path::Path;

/// Licences that ask no more than to be named. Of those offered, one must be here.
const ALLOWED: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Zlib",
];

/// Libraries that only tests use: their licences ask for more of those who pass them on.
const TESTS_ONLY: [(&str, &str); 1] = [("webdriver", "MPL-2.0")];

/// What is handed to users.
const SHIPPED: [&str; 3] = ["nsp-cli", "nsp-wasm", "nsp-web"];

#[test]
fn every_library_has_an_allowed_licence() {
    let packages = METADATA["packages"].as_array().expect("packages");
    assert!(packages.len() > 20, "the libraries are listed");
    let shipped = shipped();
    let breaches = packages.iter().filter_map(|package| {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or("none named");
        let in_tests = TESTS_ONLY.contains(&(name, licence)) && !shipped.contains(name);
        let mend = format!(
            "{name} is under `{licence}`: do without it, or say why it may stay in ALLOWED"
        );
        let file = Path::new("Cargo.lock").to_owned();
        (!in_tests && !is_allowed(licence)).then_some(Breach { file, line: 1, mend })
    });
    hold(breaches);
}

/// The names of all packages that are built into what is handed to users.
fn shipped() -> BTreeSet<&'static str> {
    let name = |id: &'static str| {
        let packages = METADATA["packages"].as_array().expect("packages").iter();
        let mut named = packages.filter(|package| package["id"] == id);
        named.next().and_then(|package| package["name"].as_str()).expect("a package has a name")
    };
    let nodes = METADATA["resolve"]["nodes"].as_array().expect("nodes");
    let mut open: Vec<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
    open.retain(|id| SHIPPED.contains(&name(id)));
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            let node = nodes.iter().find(|node| node["id"] == id).expect("a node of the graph");
            let built_in = |edge: &&Value| {
                let kinds = edge["dep_kinds"].as_array().expect("kinds");
                kinds.iter().any(|kind| kind["kind"].is_null())
            };
            let edges = node["deps"].as_array().expect("edges").iter().filter(built_in);
            open.extend(edges.filter_map(|edge| edge["pkg"].as_str()));
        }
    }
    seen.into_iter().map(name).collect()
}

fn is_allowed(licence: &str) -> bool {
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|term| {
            let name = term.license.id().map(|id| id.name);
            name.is_some_and(|name| ALLOWED.contains(&name))
        })
    })
}

#[test]
fn one_allowed_alternative_is_enough() {
    assert!(is_allowed("GPL-3.0-only OR MIT"));
    assert!(is_allowed("MIT/Apache-2.0"));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(is_allowed("Apache-2.0 WITH LLVM-exception"));
    assert!(!is_allowed("MIT AND GPL-3.0-only"));
    assert!(!is_allowed("none named"));
}
