//! What would turn an answer: said, made on a press, and taken back.

use fantoccini::key::Key;

use crate::browser::visit;

#[test]
fn what_breaks_is_kept_by_one_press_and_one_undo_takes_it_back() {
    visit(async |page| {
        page.wait_text(".nsp-flip h3", "Keep it after Enforced").await;
        let way = page.text(".nsp-flip__way").await;
        assert!(way.contains("198.51.100.20") && way.contains("of 200 elements"), "{way}");
        for (width, scheme) in [(1440, "light"), (1440, "dark"), (390, "light")] {
            page.view(width, 900, scheme).await;
            page.script("document.querySelector('.nsp-flip').scrollIntoView()", vec![]).await;
            page.picture(&format!("flip-{width}-{scheme}")).await;
        }
        page.view(1440, 900, "light").await;
        page.click(".nsp-flip__way .nsp-button").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        page.press("Undo").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
    });
}

#[test]
fn any_answer_can_be_asked_for_by_keyboard_what_would_turn_it() {
    visit(async |page| {
        page.fill("from", "203.0.113.9").await;
        page.press("Fire").await;
        page.wait_text(".nsp-flip h3", "What would turn this?").await;
        assert_eq!(page.count(".nsp-flip__way").await, 0, "nothing is worked out unasked");
        page.tab_to(".nsp-flip__state:last-child").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-flip__way").await;
        let way = page.text(".nsp-flip__way").await;
        assert!(way.contains("203.0.113.0/24") && way.contains("office"), "{way}");
    });
}

#[test]
fn the_steps_and_their_sources_can_be_passed() {
    visit(async |page| {
        page.tab_to(".nsp-skip").await;
        page.keys(&[Key::Enter.into()]).await;
        let here = "return document.activeElement.className";
        assert_eq!(page.script(here, vec![]).await, serde_json::json!("nsp-dock__tab"));
    });
}
