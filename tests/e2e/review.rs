//! The review: a remark read, shown, mended, taken back, and left as it is with a reason.

use fantoccini::key::Key;

use crate::browser::visit;
use crate::page::Page;

const LIST: &str = ".nsp-problems section[aria-label='The review']";

/// The example with a rule that is redundant and one that is too wide.
async fn open(page: &Page) {
    let text = include_str!("../../web/examples/retail.json");
    let rules = "\"accessRules\": [";
    let more = "\"accessRules\": [\
        { \"name\": \"everybody\", \"direction\": \"Inbound\", \"addressPrefixes\": [\"2000::/3\"] },\
        { \"name\": \"twice\", \"direction\": \"Inbound\", \"addressPrefixes\": [\"203.0.113.9\"] },";
    page.paste(&text.replacen(rules, more, 1)).await;
    page.settle().await;
    page.list("Problems").await;
    page.wait(&format!("{LIST} li[data-lint='redundant-rule']")).await;
}

async fn remarks(page: &Page) -> usize {
    page.count(&format!("{LIST} > .nsp-findings > li")).await
}

#[test]
fn a_remark_is_mended_by_a_press_and_taken_back() {
    visit(async |page| {
        open(page).await;
        let before = remarks(page).await;
        let twice = format!("{LIST} li[data-lint='redundant-rule']");
        assert!(page.text(&twice).await.contains("twice"));
        page.press("Remove rule twice").await;
        page.wait(&format!("{LIST}:not(:has(li[data-lint='redundant-rule']))")).await;
        assert!(remarks(page).await < before);
        page.press("Undo").await;
        page.wait(&twice).await;
        assert_eq!(remarks(page).await, before);
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_remark_that_is_meant_to_be_so_is_left_out_with_its_reason() {
    visit(async |page| {
        open(page).await;
        page.fits(&[(1440, "light"), (1440, "dark"), (390, "light")], "review").await;
        let wide = format!("{LIST} li[data-lint='over-wide']");
        let ask = format!("{wide} .nsp-problems__acts button");
        page.click(&ask).await;
        page.wait(&format!("{wide} input")).await;
        let id = format!("return document.querySelector(\"{wide} input\").id");
        let id = page.script(&id, vec![]).await;
        page.fill(id.as_str().expect("an id"), "a demonstration").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-problems__more").await;
        page.click(".nsp-problems__more > summary").await;
        page.wait_text(".nsp-problems__more", "Suppressed: a demonstration").await;
        page.press("Show it again").await;
        page.wait(&ask).await;
        assert_eq!(page.count(".nsp-problems__more").await, 0);
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}
