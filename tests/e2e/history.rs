//! The way back, step by step.

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::visit;
use crate::page::Page;

const STEP: &str = ".nsp-history__step";

/// Gives the scenario another name.
pub async fn rename(page: &Page, name: &str) {
    page.click(".nsp-document").await;
    page.wait("#scenario-name").await;
    page.fill("scenario-name", name).await;
    page.wait_text(".nsp-document__title", name).await;
    page.keys(&[Key::Escape.into()]).await;
}

async fn title(page: &Page) -> String {
    page.text(".nsp-document__title").await
}

#[test]
fn every_step_has_a_name_and_a_press_goes_there() {
    visit(async |page| {
        page.press("History").await;
        assert_eq!(page.count(STEP).await, 1);
        rename(page, "Shop").await;
        page.choose_in(".nsp-dock .nsp-revision__choice", "2025-07-27").await;
        page.wait(&format!("li:nth-child(3) {STEP}")).await;
        let steps = page.texts(STEP).await;
        assert!(steps[0].contains("2025-07-27"), "{steps:?}");
        assert!(steps[1].contains("Shop"), "four keystrokes are one step: {steps:?}");
        assert!(page.text(&format!("{STEP}[aria-current='step']")).await.ends_with("now"));
        page.picture("history").await;

        page.click(&format!("li:nth-child(3) {STEP}")).await;
        page.wait_text(".nsp-document__title", "Retail, before enforcement").await;
        assert_eq!(page.count(&format!("{STEP}[data-undone]")).await, 2);
        page.click(&format!("li:nth-child(1) {STEP}")).await;
        page.wait_text(".nsp-document__title", "Shop").await;
        assert_eq!(page.count(&format!("{STEP}[data-undone]")).await, 0);
    });
}

#[test]
fn the_buttons_and_keys_say_and_do_the_same() {
    visit(async |page| {
        let before = title(page).await;
        rename(page, "Shop").await;
        let hint = "return document.querySelector(\"[aria-label='Undo']\").title";
        let hint = page.script(hint, vec![]).await;
        assert!(hint.as_str().unwrap().contains("Shop"), "{hint}");

        // Not in a field: it keeps its own.
        page.script("document.querySelector('.nsp-stage').focus()", vec![]).await;
        let control = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
            { key: 'z', ctrlKey: true, shiftKey: arguments[0], bubbles: true, cancelable: true }))";
        page.script(control, vec![json!(false)]).await;
        page.wait_text(".nsp-document__title", &before).await;
        page.script(control, vec![json!(true)]).await;
        page.wait_text(".nsp-document__title", "Shop").await;
        page.press("Undo").await;
        page.wait_text(".nsp-document__title", &before).await;
        page.script("document.querySelector('#from').focus()", vec![]).await;
        page.script(control, vec![json!(true)]).await;
        assert_eq!(title(page).await, before, "a field keeps its own keys");
    });
}

#[test]
fn undo_leaves_what_is_half_typed_and_what_was_fired() {
    visit(async |page| {
        page.list("Requests").await;
        rename(page, "Shop").await;
        let rows = page.count(".nsp-requests__row").await;
        page.fill("from", "192.0.2.9").await;
        page.press("Fire").await;
        page.wait(&format!("li:nth-child({}) .nsp-requests__row", rows + 1)).await;
        page.fill("from", "192.0.").await;
        page.press("Undo").await;
        page.wait_text(".nsp-document__title", "Retail").await;
        assert_eq!(page.value("from").await, "192.0.");
        assert_eq!(page.count(".nsp-requests__row").await, rows + 1);
    });
}

#[test]
fn a_request_is_taken_off_the_list_and_put_back() {
    visit(async |page| {
        page.list("Requests").await;
        let rows = page.count(".nsp-requests__row").await;
        page.press("Remove partner from the list").await;
        page.wait_text(".nsp-notices", "Removed partner").await;
        assert_eq!(page.count(".nsp-requests__row").await, rows - 1);
        page.picture("removed").await;
        page.click(".nsp-notices .nsp-button[data-kind='line']").await;
        page.wait(&format!("li:nth-child({rows}) .nsp-requests__row")).await;
        assert_eq!(page.count(".nsp-notices__one").await, 0);
        assert!(page.texts(".nsp-requests__row").await[0].contains("partner"), "at its place");
    });
}
