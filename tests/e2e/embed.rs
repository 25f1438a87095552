//! The page within another page, and the page that shows how.

use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::visit;
use crate::page::Page;

const PAIR: &str = ".nsp-embed__answer .nsp-verdict__word";

/// The words of the verdict pair, as they are at one moment.
async fn pair(page: &Page) -> Vec<String> {
    let words =
        "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText.trim())";
    let words = page.script(words, vec![json!(PAIR)]).await;
    serde_json::from_value(words).unwrap()
}

async fn go(page: &Page, address: &str) {
    page.client.goto(&format!("{}{address}", page.site.page())).await.unwrap();
}

#[test]
fn a_documentation_page_shows_three_answers() {
    visit(async |page| {
        go(page, "embedding.html").await;
        page.wait("iframe").await;
        let expected: [&[&str]; 3] =
            [&["Allowed", "Denied"], &["Denied", "Denied"], &["Allowed", "Denied"]];
        for (frame, verdicts) in expected.iter().enumerate() {
            page.client.enter_frame(u16::try_from(frame).unwrap()).await.unwrap();
            page.wait(PAIR).await;
            assert_eq!(pair(page).await, *verdicts, "frame {frame}");
            page.client.clone().enter_parent_frame().await.unwrap();
        }
        let heights = "return [...document.querySelectorAll('iframe')].map(frame =>\
            [+frame.height, frame.contentDocument.querySelector('.nsp-embed').offsetHeight])";
        let mut told = Value::Null;
        for _ in 0..50 {
            told = page.script(heights, vec![]).await;
            if told.as_array().unwrap().iter().all(|it| it[0] == it[1]) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        for pair in told.as_array().unwrap() {
            assert_eq!(pair[0], pair[1], "a frame is as high as what it holds: {told}");
        }
        page.picture("embedding").await;
        page.press("Dark").await;
        page.client.enter_frame(1).await.unwrap();
        page.wait("[data-theme='dark'] .nsp-embed").await;
        assert_eq!(page.count("#embed-rule").await, 0, "it cannot be edited");
        page.client.clone().enter_parent_frame().await.unwrap();
        let said = page.console().await;
        assert!(said.is_empty(), "{said:#?}");
    });
}

#[test]
fn a_rule_is_edited_and_open_full_takes_the_edit_along() {
    visit(async |page| {
        go(page, "embedding.html").await;
        page.wait("iframe").await;
        page.client.enter_frame(0).await.unwrap();
        page.wait(PAIR).await;
        assert!(page.text("#embed-rule-note").await.contains("198.51.100.20"), "it says how");
        page.fill("embed-rule", "203.0.113.0/24, nowhere").await;
        page.wait_text("#embed-rule-note", "nowhere").await;
        assert_eq!(pair(page).await, ["Allowed", "Denied"], "the last answer stays");
        page.fill("embed-rule", "203.0.113.0/24, 198.51.100.20").await;
        for _ in 0..50 {
            if pair(page).await == ["Allowed", "Allowed"] {
                break;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        assert_eq!(pair(page).await, ["Allowed", "Allowed"]);
        let full = page.script("return document.querySelector('.nsp-embed a').href", vec![]).await;
        let full = full.as_str().unwrap().to_owned();
        assert!(full.starts_with(&page.site.page()) && full.contains("#nsp1="), "{full}");
        page.client.clone().enter_parent_frame().await.unwrap();
        page.client.goto(&full).await.unwrap();
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert!(page.text(".nsp-compare .nsp-question").await.contains("partner"));
    });
}

#[test]
fn a_drawing_stands_beside_the_answer_where_there_is_room() {
    visit(async |page| {
        page.view(720, 420, "light").await;
        go(page, "?embed&example=fallback").await;
        page.wait(PAIR).await;
        page.wait(".nsp-embed .nsp-drawing").await;
        page.picture("embed-720").await;
        let shown = "return document.querySelector('.nsp-embed__stage').checkVisibility()";
        assert_eq!(page.script(shown, vec![]).await, json!(true));
        page.view(390, 700, "dark").await;
        assert_eq!(page.script(shown, vec![]).await, json!(false));
        assert_eq!(pair(page).await, ["Allowed", "Denied"]);
        assert_eq!(page.spill().await, 0);
        page.picture("embed-390").await;
    });
}

#[test]
fn what_is_wrong_in_an_address_is_said_and_the_rest_holds() {
    visit(async |page| {
        go(page, "?embed&example=none&view=map&form=1.2.3.4&rule=none&request=99").await;
        page.wait(PAIR).await;
        let said = page.text(".nsp-embed__errors").await;
        for part in ["none", "map", "form", "99"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        go(page, "?resource=nowhere&from=203.0.113.9&theme=blue").await;
        page.wait_text(".nsp-notices", "nowhere").await;
        assert!(page.text(".nsp-notices").await.contains("blue"));
        assert_eq!(page.heading().await, "This request breaks on Enforced");
    });
}

#[test]
fn a_link_out_of_a_log_fires_its_request() {
    visit(async |page| {
        go(page, "?resource=stweb&from=203.0.113.9&auth=sas").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert_eq!(page.value("from").await, "203.0.113.9");
        go(page, "?embed&example=outbound&resource=stexport&outbound-to=hooks.partner.example")
            .await;
        page.wait(PAIR).await;
        assert_eq!(pair(page).await, ["Allowed", "Denied"]);
        go(page, "?example=fallback&request=office&theme=dark").await;
        page.wait_text(".nsp-compare .nsp-question b", "office").await;
        assert_eq!(page.count("[data-theme='dark']").await, 1);
    });
}

#[test]
fn the_matrix_of_a_scenario_answers_at_a_press() {
    visit(async |page| {
        for (width, height, scheme) in [(720, 520, "light"), (390, 800, "dark")] {
            page.view(width, height, scheme).await;
            go(page, "?embed&example=retail&view=matrix&readonly").await;
            page.client.refresh().await.unwrap();
            page.wait(PAIR).await;
            assert_eq!(
                page.texts(".nsp-embed__matrix thead th").await,
                ["stweb", "stdata", "kvmain"]
            );
            assert_eq!(
                page.count(".nsp-embed__cell[data-breaks]").await,
                12,
                "as in the whole page"
            );
            assert_eq!(page.count(".nsp-embed__cell[aria-current]").await, 1, "what is answered");
            let said = "return document.querySelector('.nsp-embed__cell[aria-current]').ariaLabel";
            let said = page.script(said, vec![]).await;
            let said = said.as_str().unwrap();
            assert!(said.contains("198.51.100.20") && said.contains("stweb"), "{said}");
            page.click("tr:nth-child(3) .nsp-embed__cell").await;
            page.wait_text(".nsp-embed__answer .nsp-question", "203.0.113").await;
            assert_eq!(pair(page).await, ["Allowed", "Allowed"]);
            assert_eq!(page.spill().await, 0, "{width}");
            page.picture(&format!("embed-matrix-{width}")).await;
        }
        page.click("tr:nth-child(5) .nsp-embed__cell").await;
        page.wait_text(".nsp-embed__answer .nsp-question", "ubscription").await;
        let full = page.script("return document.querySelector('.nsp-embed a').href", vec![]).await;
        page.client.goto(full.as_str().unwrap()).await.unwrap();
        page.wait_text(".nsp-compare .nsp-question", "11111111").await;
    });
}
