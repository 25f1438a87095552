//! The benchmarks in a browser: no tests, and run by `cargo xtask bench` alone. They print what
//! they measured; what they check is that the answers are right.

#![cfg(target_arch = "wasm32")]

use nsp_bench::{addresses, decision, edit, enforce};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen]
extern "C" {
    /// Milliseconds, finer than those of a date.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

#[wasm_bindgen_test]
fn addresses() {
    console_log!("In wasm: one address against many prefixes, nanoseconds a lookup");
    console_log!("{}", addresses::HEADING);
    for row in addresses::measure_small(now) {
        console_log!("{row}");
    }
    console_log!("goal: first takes at most 2.2 times as long as natively");
}

#[wasm_bindgen_test]
fn decision() {
    console_log!("In wasm: one address from text, 600 prefixes, under Transition and Enforced");
    console_log!("{}", decision::measure(now));
}

#[wasm_bindgen_test]
fn edit() {
    console_log!("In wasm: one edit of 1,000 resources and 200 profiles of 200 elements");
    console_log!("{}", edit::measure(now));
    console_log!("goal: all of an edit, this and the page's part, within a frame of 16.7 ms");
}

#[wasm_bindgen_test]
fn enforce() {
    console_log!("In wasm: what enforcing an estate at Azure's limits takes away");
    console_log!("{}", enforce::measure(now));
}
