//! Under which licences the libraries come.

use super::{Breach, METADATA, hold};
use spdx::{Expression, ParseMode};
use std::path::Path;

/// Licences that ask no more than to be named. Of those offered, one must be here.
const ALLOWED: [&str; 9] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

#[test]
fn every_library_has_an_allowed_licence() {
    let packages = METADATA["packages"].as_array().expect("packages");
    assert!(packages.len() > 20, "the libraries are listed");
    let breaches = packages.iter().filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or("none named");
        let mend = format!(
            "{} {} is under `{licence}`: do without it, or reason and extend ALLOWED",
            package["name"], package["version"]
        );
        let file = Path::new("Cargo.lock").to_owned();
        (!is_allowed(licence)).then_some(Breach { file, line: 1, mend })
    });
    hold(breaches);
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
