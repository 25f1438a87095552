//! How soon the published page shows what was done to a large estate: 1,000 resources, 200
//! profiles of 200 elements.
//!
//! The aim is one frame of a screen of 60 Hz. Every job is done by real keys and presses,
//! and counts only where the page then shows what it comes to. The browser paints as soon as it
//! can, so that no time is spent waiting for a screen.
//!
//! Figures of one computer say little beside those of another, ratios do: the yardstick is the same
//! picture without the page, one word of which is changed by plain script. `to bare` is how many
//! times as long the page takes to show what came of an input.
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
