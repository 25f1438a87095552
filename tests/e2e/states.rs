//! Not associated and Audit, at one press.

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
        page.picture("four-states").await;
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
