//! Composing and firing requests.

use fantoccini::key::Key;

use crate::browser::visit;

#[test]
fn another_address_is_another_answer() {
    visit(async |page| {
        page.fill("from", "203.0.113.9").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert_eq!(page.verdict("Enforced").await, "Allowed");
        assert_eq!(page.count(".nsp-verdict[data-look='breaks']").await, 0);
    });
}

#[test]
fn a_request_is_fired_by_keyboard_alone() {
    visit(async |page| {
        page.tab_to("#from").await;
        page.keys(&[Key::End.into(), Key::Backspace.into(), '1', Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "Both modes deny it").await;
        assert_eq!(page.value("from").await, "198.51.100.21");
        let said = page.script(
            "return document.querySelector('.nsp-compare [role=status]').textContent",
            vec![],
        );
        let said = said.await;
        let said = said.as_str().unwrap();
        assert!(said.contains("Transition: denied") && said.contains("Enforced: denied"), "{said}");
    });
}

#[test]
fn nonsense_is_refused_at_the_field_and_the_last_answer_stays() {
    visit(async |page| {
        let before = page.text(".nsp-compare__pair").await;
        page.fill("from", "203.0.113.0/33").await;
        page.wait_text(".nsp-compare__old", "has changed since").await;
        page.press("Fire").await;
        let message = page.text("#from-error").await;
        assert!(message.contains("203.0.113.0/33"), "{message}");
        assert_eq!(page.value("from").await, "203.0.113.0/33", "nothing typed is lost");
        assert_eq!(page.text(".nsp-compare__pair").await, before);
        let field = page.client.find(fantoccini::Locator::Id("from")).await.unwrap();
        assert_eq!(field.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
        let described = field.attr("aria-describedby").await.unwrap().unwrap();
        assert!(described.starts_with("from-error"), "{described}");
        page.picture("refused").await;

        page.fill("from", "198.51.100.21").await;
        assert_eq!(page.count("#from-error").await, 0, "typing takes the message back");
        page.press("Take back").await;
        assert_eq!(page.value("from").await, "198.51.100.20");
        assert_eq!(page.count(".nsp-compare__old").await, 0);
    });
}

#[test]
fn a_message_behind_more_opens_more() {
    visit(async |page| {
        page.press("More").await;
        page.fill("service", "no type").await;
        page.press("More").await;
        assert_eq!(page.count("#service").await, 0);
        page.press("Fire").await;
        let message = page.text("#service-error").await;
        assert!(message.contains("no type"), "{message}");
        assert_eq!(page.value("service").await, "no type");
    });
}

#[test]
fn a_caller_is_described_behind_more() {
    visit(async |page| {
        page.press("More").await;
        page.picture("more").await;
        page.choose("path", "private-endpoint").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        let cards = page.texts(".nsp-verdict").await.join("\n");
        assert!(cards.contains("private-endpoint"), "{cards}");
    });
}

#[test]
fn a_resource_calls_out() {
    visit(async |page| {
        page.choose("direction", "outbound").await;
        assert_eq!(page.count("#from").await, 0, "the resource itself calls");
        page.press("Fire").await;
        let message = page.text("#outbound-to-error").await;
        assert!(message.contains("api.partner.example"), "{message}");
        page.fill("outbound-to", "elsewhere.example").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        page.fill("outbound-to", "api.partner.example").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
    });
}

#[test]
fn every_field_explains_itself() {
    visit(async |page| {
        page.press("More").await;
        let script = "return [...document.querySelectorAll('.nsp-request input, .nsp-request select')]\
            .filter(control => {\
              const ids = (control.getAttribute('aria-describedby') || '').split(' ');\
              return !ids.every(id => (document.getElementById(id)?.textContent || '').length > 20);\
            }).map(control => control.id)";
        assert_eq!(page.script(script, vec![]).await, serde_json::json!([]));
        assert!(page.count(".nsp-request input, .nsp-request select").await >= 16);
        page.tab_to("#from").await;
        page.wait_text("#from-help", "other").await;
    });
}

#[test]
fn a_row_of_the_drawing_is_written_into_the_bar() {
    visit(async |page| {
        page.press("Choose a source or destination").await;
        page.wait("[role=menuitem]:focus").await;
        page.picture("sources").await;
        page.press("203.0.113.0/24, office").await;
        page.wait_text(".nsp-compare__old", "has changed since").await;
        assert!(page.value("from").await.starts_with("203.0.113."));
        assert_eq!(page.value("resource").await, "stweb");
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert_eq!(page.count(".nsp-compare__old").await, 0);
    });
}

#[test]
fn fired_requests_are_listed_and_come_back() {
    visit(async |page| {
        page.list("Requests").await;
        let rows = page.count(".nsp-requests__row").await;
        assert!(rows >= 5, "the example's requests are fired: {rows}");
        page.fill("from", "192.0.2.1").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes deny it").await;
        assert_eq!(page.count(".nsp-requests__row").await, rows + 1);
        page.press("Fire").await;
        assert_eq!(page.count(".nsp-requests__row").await, rows + 1, "asked twice, listed once");

        page.tab_to(".nsp-requests__row").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        assert_eq!(page.value("from").await, "198.51.100.20", "the form shows what is shown");
        assert_eq!(page.count(".nsp-requests__row[aria-current]").await, 1);
    });
}
