//! `nsp-bench [SECTION…]`: measures the named sections, or all of them.

#![expect(clippy::print_stdout, reason = "tables on standard output are its purpose")]

use std::process::ExitCode;
use std::time::Instant;

use nsp_bench::{addresses, decision, difference, edit, enforce, matrix};

/// A section by its name on the command line.
const SECTIONS: [(&str, fn()); 6] = [
    ("addresses", addresses),
    ("decision", decision),
    ("difference", difference),
    ("edit", edit),
    ("enforce", enforce),
    ("matrix", matrix),
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let known = |name: &String| SECTIONS.iter().any(|(section, _)| section == name);
    if let Some(unknown) = wanted.iter().find(|name| !known(name)) {
        let names = SECTIONS.map(|(section, _)| section).join(", ");
        eprintln!("no section `{unknown}`; there is {names}");
        return ExitCode::FAILURE;
    }
    for (section, run) in SECTIONS {
        if wanted.is_empty() || wanted.iter().any(|name| name == section) {
            run();
        }
    }
    ExitCode::SUCCESS
}

fn addresses() {
    println!("One address against many prefixes, nanoseconds a lookup");
    println!("{}", addresses::HEADING);
    let start = Instant::now();
    for row in addresses::measure(|| start.elapsed().as_secs_f64() * 1e3) {
        println!("{row}");
    }
}

fn decision() {
    println!("One address from text, 600 prefixes, under Transition and Enforced");
    let start = Instant::now();
    println!("{}", decision::measure(|| start.elapsed().as_secs_f64() * 1e3));
}

fn difference() {
    println!("What one of two sets of 100,000 prefixes holds and the other does not, milliseconds");
    println!("{}", difference::HEADING);
    let start = Instant::now();
    for row in difference::measure(|| start.elapsed().as_secs_f64() * 1e3) {
        println!("{row}");
    }
}

fn edit() {
    println!("One edit of 1,000 resources and 200 profiles of 200 elements");
    let start = Instant::now();
    println!("{}", edit::measure(|| start.elapsed().as_secs_f64() * 1e3));
}

fn enforce() {
    println!(
        "What enforcing takes away: 1,000 accounts of 400 IP rules, 200 profiles of 200 prefixes"
    );
    let start = Instant::now();
    println!("{}", enforce::measure(|| start.elapsed().as_secs_f64() * 1e3));
}

fn matrix() {
    println!("1,000 accounts of 400 IP rules in 200 profiles of 200 prefixes, all four states");
    let start = Instant::now();
    println!("{}", matrix::measure(|| start.elapsed().as_secs_f64() * 1e3));
}
