//! Without a network, and when a newer version is there.

use serde_json::json;

use crate::browser::visit;
use crate::page::Page;
use crate::site::Site;

const NOTICE: &str = ".nsp-update__card";

#[test]
fn a_page_that_was_visited_once_works_without_a_network() {
    visit(async |page| {
        page.kept().await;
        page.site.close();
        let nothing = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        page.cdp("Network.enable", json!({})).await;
        page.cdp("Network.emulateNetworkConditions", nothing).await;
        for address in [page.site.page(), format!("{}index.html?theme=dark", page.site.page())] {
            page.client.goto(&address).await.unwrap();
            page.wait(".nsp-compare__heading").await;
            page.fill("from", "203.0.113.9").await;
            page.press("Fire").await;
            page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        }
        let fonts = "return [...document.fonts].filter(font => font.status === 'loaded').length";
        assert!(page.script(fonts, vec![]).await.as_u64().unwrap() >= 2, "the fonts are kept too");
    });
}

/// Loads the page anew with nothing that is kept, and without what these addresses match.
async fn without(page: &Page, addresses: &[&str]) {
    page.cdp("Network.enable", json!({})).await;
    page.cdp("Network.setBypassServiceWorker", json!({ "bypass": true })).await;
    page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    page.cdp("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    page.reload().await;
}

#[test]
fn a_part_that_could_not_be_fetched_is_asked_for_again() {
    visit(async |page| {
        without(page, &["*split_lists*"]).await;
        page.list("Requests").await;
        page.wait_text(".nsp-later", "could not be fetched").await;
        page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await;
        page.press("Try again").await;
        page.wait(".nsp-requests__row").await;
        assert_eq!(page.count(".nsp-later").await, 0);
    });
}

/// What is told of a part that has no place of its own.
const TOLD: &str = ".nsp-notices > .nsp-notices__one";

#[test]
fn a_dialog_that_could_not_be_fetched_says_so_as_other_notices_do() {
    visit(async |page| {
        without(page, &["*split_lists*", "*later*.css"]).await;
        page.press("Open").await;
        page.wait_text(TOLD, "could not be fetched").await;
        page.picture("not-fetched").await;
        let box_of = "const box = document.querySelector('.nsp-notices > .nsp-notices__one');\
            const { top, bottom } = box.getBoundingClientRect();\
            return [innerHeight / 2 < top && bottom < innerHeight, getComputedStyle(box).borderTopStyle]";
        assert_eq!(page.script(box_of, vec![]).await, json!([true, "solid"]));
        page.press("Dismiss").await;
        assert_eq!(page.count(TOLD).await, 0);
        page.press("Open").await;
        page.wait(TOLD).await;
        page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await;
        page.click(".nsp-notices > .nsp-notices__one button").await;
        page.wait("#open[open]").await;
        assert_eq!(page.count(TOLD).await, 0);
    });
}

/// Puts a next version on the server: another title, and the worker that knows of it.
fn publish(page: &Page, title: &str) {
    let html = Site::read("index.html");
    let next = html.replace("<title>Network", &format!("<title>{title} Network"));
    assert_ne!(html, next);
    page.site.replace("index.html", next);
    let worker = Site::read("offline.js");
    let next = worker.replacen("const version = \"", &format!("const version = \"{title}"), 1);
    assert_ne!(worker, next);
    page.site.replace("offline.js", next);
}

#[test]
fn a_new_version_is_said_and_waits_for_a_press() {
    visit(async |page| {
        page.kept().await;
        assert_eq!(page.count(NOTICE).await, 0, "the first version is no news");
        publish(page, "Next");

        page.client.refresh().await.unwrap();
        page.wait_text(NOTICE, "A new version is here.").await;
        page.picture("new-version").await;
        let title = "return document.title";
        let old = page.script(title, vec![]).await;
        assert!(!old.as_str().unwrap().starts_with("Next"), "{old}");
        page.script("window.stays = true", vec![]).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_eq!(page.script("return window.stays", vec![]).await, json!(true));

        page.press("Reload").await;
        for _ in 0..100 {
            let now = page.client.execute(title, vec![]).await.unwrap_or_default();
            if now.as_str().is_some_and(|title| title.starts_with("Next")) {
                page.wait(".nsp-compare__heading").await;
                assert_eq!(page.count(NOTICE).await, 0);
                let caches = "const done = arguments[0]; caches.keys().then(done)";
                let kept = page.client.execute_async(caches, vec![]).await.unwrap();
                assert_eq!(kept.as_array().unwrap().len(), 1, "the old one is gone: {kept}");
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the new version never came");
    });
}
