//! Links: made, copied, opened, and what hostile ones do, which is nothing.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use nsp_formats::link;
use nsp_formats::scenario::Scenario;
use serde_json::json;

use crate::browser::visit;
use crate::page::Page;

const TITLE: &str = ".nsp-top";

async fn shared(page: &Page) -> String {
    page.press("Share").await;
    page.wait("#share-link").await;
    page.value("share-link").await
}

/// Puts a link into the address bar of the page that is open.
async fn follow(page: &Page, link: &str) {
    page.script("location.href = arguments[0]", vec![json!(link)]).await;
}

#[test]
fn a_link_carries_the_scenario_and_overwrites_nothing() {
    visit(async |page| {
        let link = shared(page).await;
        page.picture("share").await;
        assert!(link.starts_with(&format!("{}#nsp1=", page.site.page())), "{link}");
        assert!(link.len() <= 2_000, "a typical link has {} characters", link.len());
        assert_eq!(
            link::decode(&link).unwrap().value.name.as_deref(),
            Some("Retail, before enforcement")
        );
        let digits: String =
            page.text(".nsp-copy__note").await.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, link.len().to_string());
        let snippet = page.value("share-embed").await;
        assert!(snippet.starts_with("<iframe") && snippet.contains("?embed"), "{snippet}");
        page.press("Close").await;

        page.press("Examples").await;
        page.click("[data-example='smb']").await;
        page.wait_text(TITLE, "SMB").await;
        follow(page, &link).await;
        page.wait_text(TITLE, "Retail").await;
        assert_eq!(page.heading().await, "This request breaks on Enforced");

        page.client.goto("about:blank").await.unwrap();
        page.client.goto(&link).await.unwrap();
        page.wait_text(TITLE, "Retail").await;
        let said = page.console().await;
        assert!(said.is_empty(), "{said:#?}");
    });
}

#[test]
fn a_link_is_copied() {
    visit(async |page| {
        let permissions = json!(["clipboardReadWrite", "clipboardSanitizedWrite"]);
        page.cdp("Browser.grantPermissions", json!({ "permissions": permissions })).await;
        let link = shared(page).await;
        page.press("Copy").await;
        page.wait_text(".nsp-copy__line", "Copied").await;
        let read = "const done = arguments[0]; navigator.clipboard.readText().then(done, done)";
        let copied = page.client.execute_async(read, vec![]).await.unwrap();
        assert_eq!(copied, json!(link));
    });
}

#[test]
fn names_and_addresses_are_replaced_on_request() {
    visit(async |page| {
        let plain = shared(page).await;
        page.click("#share-redacted").await;
        for _ in 0..50 {
            if page.value("share-link").await != plain {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(40)).await;
        }
        let redacted = link::decode(&page.value("share-link").await).unwrap().value;
        let text = redacted.to_text();
        for secret in ["stweb", "nsp-retail", "11111111-1111", "Retail"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert_eq!(redacted.requests.len(), 6, "and everything is still there");
    });
}

#[test]
fn what_is_too_long_for_a_link_is_saved_as_a_file() {
    visit(async |page| {
        page.press("Examples").await;
        page.click("[data-example='large-estate']").await;
        page.wait_text(TITLE, "large estate").await;
        page.press("Share").await;
        page.wait_text(".nsp-share__long", "Save it as a file").await;
        assert_eq!(page.count("#share-link").await, 0);
    });
}

/// A small link that is huge when inflated.
fn bomb() -> String {
    let zeros = vec![b' '; 64 << 20];
    let mut bytes = vec![0; 4];
    bytes.extend(miniz_oxide::deflate::compress_to_vec(&zeros, 9));
    format!("#nsp1={}", BASE64.encode(bytes))
}

#[test]
fn a_hostile_link_is_said_and_nothing_else() {
    visit(async |page| {
        let whole = link::encode(&Scenario { name: Some("x".to_owned()), ..Scenario::default() });
        let whole = whole.unwrap();
        let cut = whole[..whole.len() - 6].to_owned();
        let links = [
            ("#nsp1=%%%".to_owned(), "link"),
            (cut, "link"),
            ("#nsp99=AAAA".to_owned(), "version `99`".trim_matches('`')),
            (bomb(), "link"),
        ];
        page.rest().await;
        let before = page.text(".nsp-app").await;
        for (place, (hostile, part)) in links.into_iter().enumerate() {
            follow(page, &hostile).await;
            page.wait(".nsp-notices [role='alert'] p").await;
            let said = page.text(".nsp-notices [role='alert']").await;
            assert!(said.contains(part.split('`').next().unwrap().trim()), "{place}: {said}");
            assert_eq!(page.text(".nsp-app").await, before, "{place}");
            if place == 0 {
                page.picture("hostile-link").await;
            }
            page.press("Dismiss").await;
        }
    });
}

#[test]
fn markup_in_a_name_is_text() {
    visit(async |page| {
        let name = "<img src=x onerror=\"document.title='owned'\">";
        let text = include_str!("../../web/examples/fallback.json");
        let mut scenario = Scenario::parse("fallback", text).unwrap().value;
        scenario.name = Some(name.to_owned());
        scenario.requests[0].name = Some("<b>bold</b>".to_owned());
        let fragment = link::encode(&scenario).unwrap();
        follow(page, &fragment).await;
        page.wait_text(TITLE, name).await;
        page.wait_text(".nsp-compare .nsp-question b", "<b>bold</b>").await;
        assert_eq!(page.count("img, .nsp-question b b").await, 0);
        let title = page.script("return document.title", vec![]).await;
        assert_ne!(title, json!("owned"));
    });
}
