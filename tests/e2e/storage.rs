//! Nothing is lost: reloads, other tabs, a full storage, damaged records, files.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use nsp_formats::link;
use nsp_formats::scenario::Scenario;
use serde_json::{Value, json};

use crate::browser::visit;
use crate::history::rename;
use crate::page::{BARE_ACCOUNT, Page};

const STATE: &str = ".nsp-document__state";

/// Every stored record, as its title and the name in its scenario.
async fn stored(page: &Page) -> Vec<(String, String)> {
    let script = "return Object.keys(localStorage).filter(key => key.startsWith('nsp.scenario.'))\
        .map(key => JSON.parse(localStorage[key]))\
        .map(it => [it.title, JSON.parse(it.scenario).name ?? '']).sort()";
    let found = page.script(script, vec![]).await;
    serde_json::from_value(found).unwrap()
}

#[test]
fn a_reload_brings_everything_back() {
    visit(async |page| {
        assert_eq!(page.text(STATE).await, "example");
        page.list("Requests").await;
        let rows = page.count(".nsp-requests__row").await;
        page.fill("from", "192.0.2.77").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes deny it").await;
        rename(page, "Shop").await;
        page.wait_text(STATE, "saved").await;
        // Not a moment is left to keep this: it is kept as the page goes.
        page.fill("from", "198.51.100.2").await;
        page.reload().await;
        assert_eq!(page.text(".nsp-document__title").await, "Shop");
        assert_eq!(page.value("from").await, "198.51.100.2");
        assert_eq!(page.heading().await, "Both modes deny it");
        page.list("Requests").await;
        assert_eq!(page.count(".nsp-requests__row").await, rows + 1);
        assert_eq!(page.text(STATE).await, "saved");
    });
}

#[test]
fn looking_at_the_example_keeps_nothing() {
    visit(async |page| {
        page.list("Requests").await;
        page.click("li:nth-child(2) .nsp-requests__row").await;
        tokio::time::sleep(Duration::from_millis(600)).await;
        assert_eq!(stored(page).await, []);
    });
}

#[test]
fn several_scenarios_are_begun_turned_to_and_deleted() {
    visit(async |page| {
        rename(page, "Shop").await;
        page.menu().await;
        page.press("Duplicate").await;
        page.wait_text(".nsp-document__title", "Shop, copy").await;
        page.wait_text(STATE, "saved").await;
        page.menu().await;
        page.press("New").await;
        page.wait_text(".nsp-document__title", "Untitled").await;
        page.wait_text(".nsp-stage", "No perimeter").await;
        page.paste(BARE_ACCOUNT).await;
        page.wait("[aria-label^='stbare, ']").await;
        page.wait_text(STATE, "saved").await;
        assert_eq!(stored(page).await.len(), 3);

        page.menu().await;
        page.wait_text(".nsp-scenarios__list", "Shop, copy").await;
        page.picture("scenarios").await;
        let shop = "//button[span[normalize-space(.)='Shop']]";
        page.client.find(Locator::XPath(shop)).await.unwrap().click().await.unwrap();
        page.wait_text(".nsp-document__title", "Shop").await;
        page.wait("[aria-label^='stweb, ']").await;

        page.menu().await;
        page.press("Delete Shop").await;
        page.wait_text(".nsp-notices", "Deleted Shop").await;
        assert_eq!(stored(page).await.len(), 2);
        page.click(".nsp-notices .nsp-button[data-kind='line']").await;
        page.wait_text(".nsp-document__title", "Shop").await;
        page.wait_text(STATE, "saved").await;
        assert_eq!(stored(page).await.len(), 3);
        page.reload().await;
        assert_eq!(page.text(".nsp-document__title").await, "Shop");
    });
}

#[test]
fn two_tabs_do_not_write_over_each_other() {
    visit(async |page| {
        rename(page, "Shop").await;
        page.wait_text(STATE, "saved").await;
        let first = page.client.window().await.unwrap();
        let second = page.client.new_window(true).await.unwrap().handle;
        page.client.switch_to_window(second).await.unwrap();
        page.view(1440, 900, "light").await;
        page.client.goto(&page.site.page()).await.unwrap();
        page.wait_text(".nsp-document__title", "Shop").await;
        rename(page, "Theirs").await;
        page.wait_text(STATE, "saved").await;

        page.client.switch_to_window(first).await.unwrap();
        page.wait_text(".nsp-notices", "Another tab has changed").await;
        page.wait_text(STATE, "read-only: changed in another tab").await;
        page.picture("two-tabs").await;
        rename(page, "Mine").await;
        page.wait_text(".nsp-notices", "is kept as").await;
        page.wait_text(STATE, "saved").await;
        let mut names: Vec<String> = stored(page).await.into_iter().map(|it| it.1).collect();
        names.sort();
        assert_eq!(names, ["Mine", "Theirs"]);
        page.client.refresh().await.unwrap();
        page.wait_text(".nsp-document__title", "Mine").await;
    });
}

#[test]
fn theirs_can_be_opened_and_mine_had_back() {
    visit(async |page| {
        rename(page, "Shop").await;
        page.wait_text(STATE, "saved").await;
        let write = "const key = Object.keys(localStorage).find(key => key.startsWith('nsp.scenario.'));\
            const record = JSON.parse(localStorage[key]); const old = localStorage[key];\
            const scenario = JSON.parse(record.scenario); scenario.name = 'Theirs';\
            Object.assign(record, { title: 'Theirs', tab: 'other', revision: record.revision + 1,\
              scenario: JSON.stringify(scenario) });\
            const text = JSON.stringify(record); localStorage[key] = text;\
            dispatchEvent(new StorageEvent('storage', { key, oldValue: old, newValue: text }))";
        page.script(write, vec![]).await;
        page.wait_text(".nsp-notices", "Another tab has changed").await;
        page.press("Open theirs").await;
        page.wait_text(".nsp-document__title", "Theirs").await;
        page.press("Undo").await;
        page.wait_text(".nsp-document__title", "Shop").await;
    });
}

#[test]
fn a_full_storage_is_said_and_loses_nothing() {
    visit(async |page| {
        let fill = "let size = 1 << 20, number = 0; while (size) {\
            try { localStorage.setItem('fill' + number++, 'x'.repeat(size)) } catch { size >>= 1 } }";
        page.script(fill, vec![]).await;
        rename(page, "Shop").await;
        page.wait_text(STATE, "storage full").await;
        page.wait_text(".nsp-notices", "Your work is in this tab only").await;
        page.picture("full").await;
        assert_eq!(page.count("[role='alert'] .nsp-notices__one").await, 1);
        page.press("Dismiss").await;
        assert_eq!(page.text(".nsp-document__title").await, "Shop");
        page.script("localStorage.clear()", vec![]).await;
        page.fill("from", "192.0.2.1").await;
        page.wait_text(STATE, "saved").await;
        assert_eq!(stored(page).await[0].1, "Shop");
    });
}

#[test]
fn a_damaged_record_is_kept_aside_and_the_rest_opens() {
    visit(async |page| {
        rename(page, "Shop").await;
        page.wait_text(STATE, "saved").await;
        let damage = "localStorage['nsp.scenario.bad'] = '{\"nspStored\":1,';\
            localStorage['nsp.last'] = sessionStorage['nsp.last'] = 'bad'";
        // After the page has gone away for the last time, so that it does not say what was open.
        page.client.goto("about:blank").await.unwrap();
        page.client.goto(&format!("{}examples/retail.json", page.site.page())).await.unwrap();
        page.script(damage, vec![]).await;
        page.client.goto(&page.site.page()).await.unwrap();
        page.wait_text(".nsp-notices", "cannot be read").await;
        assert_eq!(page.text(".nsp-document__title").await, "Shop", "the rest opens");
        assert_eq!(page.count("[role='alert'] .nsp-notices__one").await, 1);
        page.press("Dismiss").await;
        page.menu().await;
        page.wait_text(".nsp-scenarios__list", "cannot be read").await;
        page.wait_text(".nsp-scenarios__list", "Download").await;
        page.picture("damaged").await;
        let text = page.script("return localStorage['nsp.scenario.bad']", vec![]).await;
        assert_eq!(text, json!("{\"nspStored\":1,"), "nothing is written over it");
    });
}

#[test]
fn a_link_is_a_scenario_of_its_own() {
    visit(async |page| {
        rename(page, "Shop").await;
        page.wait_text(STATE, "saved").await;
        let scenario = json!({ "nspScenario": 1, "name": "Linked <b>" }).to_string();
        let scenario = Scenario::parse("", &scenario).unwrap().value;
        let link = format!("{}{}", page.site.page(), link::encode(&scenario).unwrap());
        page.client.goto(&link).await.unwrap();
        page.wait_text(".nsp-document__title", "Linked <b>").await;
        assert_eq!(page.text(STATE).await, "from a link");
        assert_eq!(stored(page).await, [("Shop".to_owned(), "Shop".to_owned())]);
        rename(page, "Mine now").await;
        page.wait_text(STATE, "saved").await;
        assert_eq!(stored(page).await.len(), 2);
        page.reload().await;
        assert_eq!(page.text(".nsp-document__title").await, "Mine now", "not the link again");

        page.client.goto(&format!("{}#nsp1=broken", page.site.page())).await.unwrap();
        page.wait("[role='alert'] .nsp-notices__one").await;
        assert_eq!(page.text(".nsp-document__title").await, "Mine now");
    });
}

#[test]
fn a_storage_that_is_refused_is_said() {
    visit(async |page| {
        let refuse = "Object.defineProperty(window, 'localStorage',\
            { get() { throw new DOMException('no', 'SecurityError') } })";
        let parameters = json!({ "source": refuse });
        page.cdp("Page.addScriptToEvaluateOnNewDocument", parameters).await;
        page.reload().await;
        assert!(page.text(STATE).await.starts_with("read-only storage"), "before anything is done");
        rename(page, "Shop").await;
        page.wait_text(STATE, "read-only storage").await;
        page.wait_text(".nsp-notices", "Your work is in this tab only").await;
        assert!(page.text(".nsp-notices").await.contains("Export it"));
        page.menu().await;
        page.wait_text(".nsp-scenarios__list", "open").await;
    });
}

#[test]
fn a_scenario_is_saved_as_a_file_and_opened_again() {
    visit(async |page| {
        let folder = std::env::temp_dir().join(format!("nsp-saved-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let parameters = json!({ "behavior": "allow", "downloadPath": folder });
        page.cdp("Browser.setDownloadBehavior", parameters).await;
        page.fill("from", "192.0.2.77").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes deny it").await;
        page.list("Requests").await;
        let rows = page.texts(".nsp-requests__row").await;
        rename(page, "Shop, saved").await;
        page.menu().await;
        page.press("Save as a file").await;
        let file = saved(folder.join("shop-saved.nsp.json")).await;
        let document: Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(document["name"], "Shop, saved");
        assert_eq!(document["requests"].as_array().unwrap().len(), rows.len());

        page.press("Open").await;
        page.wait("#open-files").await;
        page.click(".nsp-open__choice:nth-of-type(3)").await;
        let input = page.client.find(Locator::Id("open-files")).await.unwrap();
        input.send_keys(&file.display().to_string()).await.unwrap();
        page.wait_text(STATE, "saved").await;
        page.wait_text(".nsp-document__title", "Shop, saved").await;
        assert_eq!(page.texts(".nsp-requests__row").await, rows);
        assert_eq!(stored(page).await.len(), 2, "the first is there still");
        std::fs::remove_dir_all(&folder).unwrap();
    });
}

/// Waits until the browser has written a file.
pub async fn saved(file: PathBuf) -> PathBuf {
    for _ in 0..150 {
        if std::fs::metadata(&file).is_ok_and(|it| it.len() > 0) {
            return file;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("{} was never written", file.display());
}

#[test]
fn a_reload_loses_no_way_back() {
    visit(async |page| {
        let before = page.text(".nsp-document__title").await;
        rename(page, "Shop").await;
        page.choose_in(".nsp-dock .nsp-revision__choice", "2025-07-27").await;
        page.list("History").await;
        page.wait("li:nth-child(3) .nsp-history__step").await;
        page.paste(BARE_ACCOUNT).await;
        page.wait("[aria-label^='stbare, ']").await;
        page.press("Undo").await;
        page.wait("[aria-label^='stweb, ']").await;
        page.wait_text(STATE, "saved").await;
        let steps = page.texts(".nsp-history__step").await;
        assert_eq!(steps.len(), 4, "{steps:?}");
        page.reload().await;
        page.list("History").await;
        page.wait("li:nth-child(4) .nsp-history__step").await;
        assert_eq!(page.texts(".nsp-history__step").await, steps);
        page.press("Redo").await;
        page.wait("[aria-label^='stbare, ']").await;
        page.press("Undo").await;
        page.wait("[aria-label^='stweb, ']").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        page.press("Undo").await;
        page.press("Undo").await;
        page.wait_text(".nsp-document__title", &before).await;
        page.wait_text(STATE, "saved").await;
        page.reload().await;
        page.press("Redo").await;
        page.wait_text(".nsp-document__title", "Shop").await;
    });
}
