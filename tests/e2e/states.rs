//! Not associated and Audit, at one press.

use serde_json::json;

use crate::browser::visit;

#[test]
fn today_and_audit_stand_beside_at_one_press() {
    visit(async |page| {
        assert_eq!(page.count(".nsp-verdict").await, 2);
        page.click("[data-state='not-associated']").await;
        assert_eq!(page.verdict("Not associated").await, "Allowed");
        page.click("[data-state='audit']").await;
        let audit = page.text(".nsp-verdict[aria-label='Audit']").await;
        assert!(audit.starts_with("Audit\nAllowed"), "{audit}");
        assert!(audit.contains("Enforced would say: Denied"), "{audit}");
        assert_eq!(page.count(".nsp-trace[data-rails='4']").await, 1, "a rail each");
        let states = "return [...document.querySelectorAll('.nsp-verdict')].map(e => e.ariaLabel)";
        let rollout = json!(["Not associated", "Transition", "Enforced", "Audit"]);
        assert_eq!(page.script(states, vec![]).await, rollout, "in the order of a rollout");
        // Two beside two: every word of each stays within its card, and the cards of a row align.
        let shape = "const cards = [...document.querySelectorAll('.nsp-verdict')];\
            const at = cards.map(e => e.getBoundingClientRect());\
            return [cards.every(e => e.scrollWidth <= e.clientWidth),\
              at[0].top === at[1].top, at[2].top === at[3].top, at[0].bottom <= at[2].top]";
        let views = [(1440, "light"), (1440, "dark"), (1024, "light"), (390, "light")];
        for (width, scheme) in views {
            page.view(width, 900, scheme).await;
            let holds = page.script(shape, vec![]).await;
            assert_eq!(holds, json!([true, true, true, true]), "{width}");
        }
        page.fits(&views, "four-states").await;
        page.click("[data-state='audit']").await;
        assert_eq!(page.count(".nsp-verdict").await, 3, "a second press takes it away");
    });
}

#[test]
fn what_is_missing_is_named() {
    visit(async |page| {
        page.fill("from", "").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Unknown").await;
        assert!(page.count(".nsp-verdict__missing li").await >= 1);
        page.picture("unknown").await;
    });
}

#[test]
fn a_call_between_two_resources_shows_both_legs() {
    visit(async |page| {
        page.press("More").await;
        page.fill("from-resource", "stdata").await;
        page.choose("authentication", "managed-identity").await;
        page.press("Fire").await;
        page.wait_text(".nsp-verdict", "The caller’s way out").await;
        page.wait_text(".nsp-verdict", "The way in").await;
        page.picture("legs").await;
        page.fill("from-resource", "kvmain").await;
        page.choose("resource", "stdata").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes deny it").await;
        assert_eq!(page.verdict("Enforced").await, "Denied", "as the call ends");
        let headings = page.texts(".nsp-compare h3").await;
        assert!(headings.contains(&"The caller’s way out, Enforced".to_owned()), "{headings:?}");
        assert_eq!(page.count(".nsp-trace").await, 2, "each leg has its steps");
    });
}

#[test]
fn another_revision_judges_the_same_request() {
    visit(async |page| {
        page.choose("protocol", "smb").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "breaks on Enforced").await;
        assert!(page.text(".nsp-compare").await.contains("2025-07-27"), "the other is told of");
        page.choose_in(".nsp-dock .nsp-revision__choice", "2025-07-27").await;
        page.wait_text(".nsp-compare__heading", "Both modes deny it").await;
        page.press("Undo").await;
        page.wait_text(".nsp-compare__heading", "breaks on Enforced").await;
    });
}
