//! The matrix: what breaks where, by mouse, by keyboard and on a phone.

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::visit;
use crate::page::Page;

const CELL: &str = ".nsp-matrix__cell";

async fn open(page: &Page) {
    page.press("Matrix").await;
    page.wait(CELL).await;
}

async fn focused(page: &Page) -> String {
    let said = page.script("return document.activeElement.getAttribute('aria-label')", vec![]);
    said.await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_cell_fires_its_request() {
    visit(async |page| {
        open(page).await;
        let breaking = page.count(".nsp-matrix__cell[data-breaks]").await;
        assert!(breaking > 0);
        page.click(".nsp-matrix__cell[data-breaks]").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        page.wait(".nsp-matrix__cell[aria-selected]").await;
        page.fits(&[(1440, "light"), (1440, "dark"), (1024, "light")], "matrix").await;
    });
}

#[test]
fn arrow_keys_go_from_cell_to_cell_and_enter_fires() {
    visit(async |page| {
        open(page).await;
        page.script("document.querySelector('.nsp-matrix__order').focus()", vec![]).await;
        page.tab_to(CELL).await;
        let first = focused(page).await;
        assert!(first.contains("Transition: "), "{first}");
        page.keys(&[Key::End.into(), Key::Down.into(), Key::Home.into()]).await;
        let place = "const e = document.activeElement; return [e.dataset.line, e.dataset.column]";
        assert_eq!(page.script(place, vec![]).await, json!(["2", "0"]));
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-matrix__cell[aria-selected]:focus").await;
    });
}

#[test]
fn only_what_breaks_is_left_and_words_choose() {
    visit(async |page| {
        open(page).await;
        let all = page.count(".nsp-matrix__row").await;
        page.click(".nsp-matrix__only input").await;
        page.wait_text(".nsp-matrix__table", "breaks").await;
        let some = page.count(".nsp-matrix__row").await;
        assert!(some > 0 && some < all, "{some} of {all}");
        let filter = page.client.find(fantoccini::Locator::Css(".nsp-matrix__filter")).await;
        filter.unwrap().send_keys("no such thing").await.unwrap();
        page.wait(".nsp-matrix__nothing").await;
    });
}

#[test]
fn what_is_copied_is_what_is_shown_and_another_scenario_begins_without_a_filter() {
    visit(async |page| {
        let keep = "window.copied = []; const c = navigator.clipboard; \
                    c.writeText = async t => { window.copied.push(t) }";
        page.script(keep, vec![]).await;
        open(page).await;
        let filter = page.client.find(fantoccini::Locator::Css(".nsp-matrix__filter")).await;
        filter.unwrap().send_keys("stweb 198.51").await.unwrap();
        page.wait("[title='Copy what is shown of the matrix as CSV']").await;
        page.click("[title='Copy what is shown of the matrix as CSV']").await;
        page.wait_text(".nsp-notices__one", "Copied what is shown of the matrix as CSV.").await;
        let copied = page.script("return window.copied[0]", vec![]).await;
        let copied = copied.as_str().unwrap();
        assert!(copied.contains("198.51.100.20") && copied.contains("stweb"), "{copied}");
        assert!(!copied.contains("203.0.113.0/24") && !copied.contains("stdata"), "{copied}");

        page.menu().await;
        page.press("New").await;
        page.wait_text(".nsp-document__title", "Untitled").await;
        page.wait_text(".nsp-matrix__nothing", "No resource to ask about yet.").await;
        let left = "return document.querySelector('.nsp-matrix__filter').value";
        assert_eq!(page.script(left, vec![]).await, json!(""));
    });
}

#[test]
fn a_phone_lists_what_breaks() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        page.click("[popovertarget='more']").await;
        page.wait("#more [role='menuitem']:focus").await;
        let down = char::from(Key::Down);
        page.keys(&[down, down, down, down, Key::Enter.into()]).await;
        page.wait(".nsp-matrix__item").await;
        page.picture("matrix-390").await;
        page.click(".nsp-matrix__item").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
    });
}
