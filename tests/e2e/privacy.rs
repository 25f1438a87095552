//! Nothing leaves the tab, and it works wherever it is served from.

use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::visit;
use crate::page::{BARE_ACCOUNT, Page};

/// The addresses of everything the page has loaded.
async fn loaded(page: &Page) -> Vec<String> {
    let script = "return performance.getEntriesByType('resource').map(entry => entry.name)";
    let Value::Array(names) = page.script(script, vec![]).await else { panic!("a list") };
    names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// Loading ends when the page is drawn, its fonts are there, and the browser has kept its files
/// for a day without a network: each of them is asked for once more then, and never again.
#[test]
fn after_loading_nothing_is_asked_of_the_network() {
    visit(async |page| {
        page.kept().await;
        let ready = "const done = arguments[0]; document.fonts.ready.then(() => done(true))";
        page.client.execute_async(ready, vec![]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(500)).await;
        let before = loaded(page).await;
        let own = page.site.page();
        assert!(before.iter().all(|name| name.starts_with(&own)), "{before:#?}");
        assert!(before.iter().any(|name| name.ends_with(".wasm")), "{before:#?}");
        assert!(before.iter().any(|name| name.ends_with(".woff2")), "{before:#?}");
        let asked = page.site.asked();

        page.fill("from", "203.0.113.9").await;
        page.press("More").await;
        page.choose("path", "private-endpoint").await;
        page.press("Fire").await;
        page.click("[data-state='audit']").await;
        page.press("Problems").await;
        page.paste(BARE_ACCOUNT).await;
        page.wait("[aria-label^='stbare, ']").await;
        page.paste("no document").await;
        page.wait(".nsp-open__refused").await;

        tokio::time::sleep(Duration::from_millis(300)).await;
        // Parts that were wanted since came from the browser itself, and each of them once.
        let after = loaded(page).await;
        let since = after.strip_prefix(before.as_slice()).expect("what was loaded stays so");
        let part = |name: &String| name.starts_with(&own) && name.ends_with(".wasm");
        assert!(since.iter().all(part), "{since:#?}");
        assert!(since.iter().all(|name| after.iter().filter(|it| *it == name).count() == 1));
        assert_eq!(page.site.asked(), asked, "{since:#?}");
        let said = page.console().await;
        assert!(said.is_empty(), "{said:#?}");
    });
}

#[test]
fn a_policy_forbids_every_other_connection() {
    visit(async |page| {
        let policy =
            page.script("return document.querySelector('meta[http-equiv]').content", vec![]).await;
        let policy = policy.as_str().unwrap();
        for part in
            ["default-src 'none'", "connect-src 'self'", "style-src 'self'", "font-src 'self'"]
        {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http"), "{policy}");
        let elsewhere = "const done = arguments[0];\
            fetch('https://example.com/').then(() => done('sent'), () => done('refused'))";
        let tried = page.client.execute_async(elsewhere, vec![]).await.unwrap();
        assert_eq!(tried, json!("refused"));
        let said = page.console().await.join("\n");
        assert!(said.contains("Content Security Policy"), "it is the policy that refuses: {said}");
    });
}

#[test]
fn it_works_in_a_frame() {
    visit(async |page| {
        page.client.goto(&page.site.frame()).await.unwrap();
        page.wait("iframe").await;
        page.client.enter_frame(0).await.unwrap();
        page.wait(".nsp-compare__heading").await;
        assert_eq!(page.heading().await, "This request breaks on Enforced");
        page.fill("from", "203.0.113.9").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        let said = page.console().await;
        assert!(said.is_empty(), "{said:#?}");
    });
}
