//! How soon the published page shows what was done to a large estate: 1,000 resources, 200
//! profiles of 200 elements.
//!
//! The yardstick is one frame of a screen of 60 Hz. Every job is done by real keys and presses,
//! and counts only where the page then shows what it comes to. The browser paints as soon as it
//! can, so that no time is spent waiting for a screen.
//!
//! Beside the waits stands what the page's thread worked for each input, which does not depend on
//! what else the computer does: `busy` is all of it, `ours` the page's own code.

#![expect(clippy::print_stdout, reason = "a table on standard output is its purpose")]

#[path = "../e2e/browser.rs"]
#[allow(dead_code, reason = "the end-to-end tests use more of it")]
mod browser;
mod job;
#[path = "../e2e/page.rs"]
#[allow(dead_code, reason = "the end-to-end tests use more of it")]
mod page;
#[path = "../e2e/site.rs"]
#[allow(dead_code, reason = "the end-to-end tests use more of it")]
mod site;
mod watch;

fn main() {
    browser::visit_with(&["--disable-frame-rate-limit", "--disable-gpu-vsync"], async |page| {
        println!("1,000 resources, 200 profiles of 200 elements: from an input to its picture");
        println!("{}", watch::HEADING);
        job::all(page).await;
    });
}
