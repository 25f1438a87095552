//! Looks for a Python, whose standard library knows sets of addresses: what needs it is ignored
//! where there is none, and the list of tests says so.

use std::process::Command;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(python3)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PATH");
    let found = Command::new("python3").args(["-c", "import ipaddress, json"]).output();
    if found.is_ok_and(|it| it.status.success()) {
        println!("cargo::rustc-cfg=python3");
    } else {
        println!(
            "cargo::warning=python3 is not installed: address sets are not checked against it"
        );
    }
}
