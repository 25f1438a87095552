//! What a visitor sees before touching anything.

use crate::browser::visit;

#[test]
fn it_opens_on_a_request_that_breaks() {
    visit(async |page| {
        assert_eq!(page.heading().await, "This request breaks on Enforced");
        assert_eq!(page.verdict("Transition").await, "Allowed");
        assert_eq!(page.verdict("Enforced").await, "Denied");
        let cards = page.texts(".nsp-verdict").await.join("\n");
        assert!(cards.contains("198.51.100.20"), "{cards}");
        for name in ["NspPublicInboundResourceRulesAllowed", "NspPublicInboundPerimeterRulesDenied"]
        {
            assert!(cards.contains(name), "{cards}");
        }
        assert_eq!(page.count(".nsp-verdict[data-look='breaks']").await, 1);
        assert_eq!(page.text(".nsp-document__title").await, "Retail, before enforcement");
    });
}

#[test]
fn the_trace_shows_the_near_miss_and_links_to_its_sources() {
    visit(async |page| {
        let near = page.text(".nsp-trace__near").await;
        assert!(near.contains("203.0.113.0/24") && near.contains("198.51.100.20"), "{near}");
        let links =
            page.client.find_all(fantoccini::Locator::Css(".nsp-basis__key")).await.unwrap();
        assert!(links.len() > 5);
        for link in links {
            let href = link.attr("href").await.unwrap().unwrap();
            assert!(href.starts_with("https://"), "{href}");
            assert_eq!(link.attr("target").await.unwrap().as_deref(), Some("_blank"));
            assert_eq!(link.attr("rel").await.unwrap().as_deref(), Some("noreferrer"));
        }
        let short = page.count(".nsp-trace__step").await;
        page.click(".nsp-compare__bar button").await;
        assert!(page.count(".nsp-trace__step").await > short, "every step is shown");
    });
}

#[test]
fn the_estate_is_drawn() {
    visit(async |page| {
        page.wait("[aria-label^='stweb, ']").await;
        let words = "return document.querySelector('.nsp-stage').textContent";
        let drawing = page.script(words, vec![]).await;
        let drawing = drawing.as_str().unwrap();
        for part in ["nsp-retail", "web", "203.0.113.0/24", "api.partner.example"] {
            assert!(drawing.contains(part), "no {part} in {drawing}");
        }
        for name in ["stweb", "stdata", "kvmain"] {
            assert_eq!(page.count(&format!("[aria-label^='{name}, ']")).await, 1, "{name}");
        }
        let office = "[aria-label*='203.0.113.0/24'][aria-label*='stweb'][aria-label*='allowed']";
        assert!(page.count(office).await > 0, "its lines say what they say");
    });
}
