//! The gallery: every example, opened and asked as a person would, answers what it claims.

use std::path::Path;

use nsp_formats::scenario::{Expected, Scenario, large_estate};

use crate::browser::visit;
use crate::history::rename;
use crate::page::Page;

/// Every example by its name in the gallery.
fn examples() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/examples");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |file: std::path::PathBuf| {
        let slug = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let scenario = Scenario::parse(&slug, &text).unwrap().value;
        (slug, scenario)
    };
    let mut examples: Vec<_> = files.map(read).collect();
    examples.sort_by(|one, other| one.0.cmp(&other.0));
    examples
}

async fn open(page: &Page, slug: &str, scenario: &Scenario) {
    page.press("Examples").await;
    page.click(&format!("[data-example='{slug}']")).await;
    page.wait_text(".nsp-top", scenario.name.as_deref().unwrap()).await;
    assert_eq!(page.count("#examples[open]").await, 0, "{slug}: the gallery is gone");
}

/// The answers on screen are those that an expectation names.
async fn answers_as_expected(page: &Page, slug: &str, scenario: &Scenario) {
    for (place, expectation) in scenario.expectations.iter().enumerate() {
        let row = format!("li:nth-child({}) > .nsp-requests__row", place + 1);
        page.click(&row).await;
        let name = expectation.name.as_deref().unwrap();
        page.wait_text(".nsp-compare .nsp-question b", name).await;
        let states = [("Transition", &expectation.transition), ("Enforced", &expectation.enforced)];
        for (state, expected) in states {
            let Some(Expected { verdict, ground, .. }) = expected else { continue };
            let place = format!("{slug}, {name}, {state}");
            let said = page.verdict(state).await.to_lowercase();
            assert_eq!(Some(said), *verdict, "{place}");
            let shown = page.text(&format!(".nsp-verdict[aria-label='{state}'] dd code")).await;
            assert!(ground.as_ref().is_none_or(|ground| *ground == shown), "{place}: {shown}");
        }
    }
}

#[test]
fn every_example_shows_what_it_claims() {
    visit(async |page| {
        page.list("Requests").await;
        for (slug, scenario) in examples() {
            open(page, &slug, &scenario).await;
            answers_as_expected(page, &slug, &scenario).await;
        }
        let said = page.console().await;
        assert!(said.is_empty(), "{said:#?}");
    });
}

#[test]
fn the_large_estate_opens_and_answers() {
    visit(async |page| {
        page.list("Requests").await;
        let scenario = large_estate();
        open(page, "large-estate", &scenario).await;
        answers_as_expected(page, "large-estate", &scenario).await;
    });
}

#[test]
fn a_card_tells_the_answer_beforehand() {
    visit(async |page| {
        for (width, height, scheme) in
            [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light")]
        {
            page.view(width, height, scheme).await;
            match width {
                390 => page.more("Examples").await,
                _ => page.press("Examples").await,
            }
            page.wait(".nsp-gallery").await;
            page.picture(&format!("gallery-{width}-{scheme}")).await;
            let card = page.text("[data-example='fallback']").await;
            for part in ["dies on Enforce", "partner", "Allowed", "Denied"] {
                assert!(card.contains(part), "{card}");
            }
            page.press("Close").await;
        }
    });
}

#[test]
fn an_example_never_takes_the_place_of_work() {
    visit(async |page| {
        rename(page, "Shop").await;
        let (slug, scenario) = examples().swap_remove(0);
        open(page, &slug, &scenario).await;
        page.wait_text(".nsp-document__state", "example").await;
        page.menu().await;
        page.press("Shop").await;
        page.wait_text(".nsp-document__title", "Shop").await;
        page.wait("[aria-label^='stweb, ']").await;
    });
}
