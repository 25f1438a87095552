//! Expectations: kept in a press, true or not as the estate is edited.

use fantoccini::key::Key;

use crate::browser::visit;

const ROW: &str = ".nsp-expectations__item";

#[test]
fn an_answer_is_kept_and_shown_to_hold() {
    visit(async |page| {
        page.keep("Leave it as it stands: Allowed, then Denied").await;
        page.wait_text(".nsp-dock", "1 of 1").await;
        page.press("Kept as an expectation: show it").await;
        page.wait_text(".nsp-expectations__count", "The expectation holds.").await;
        let row = page.text(ROW).await;
        assert!(row.contains("holds") && row.contains("Transition"), "{row}");
        page.fits(&[(1440, "light"), (390, "dark")], "expectations").await;
    });
}

#[test]
fn what_breaks_is_expected_to_keep_working_until_a_mend_makes_it() {
    visit(async |page| {
        page.keep("It should keep working: Allowed in both").await;
        page.wait_text(".nsp-dock", "0 of 1").await;
        page.press("Kept as an expectation: show it").await;
        page.wait_text(ROW, "Enforced: expected Allowed; answers Denied").await;
        page.click(".nsp-flip__way .nsp-button").await;
        page.wait_text(".nsp-expectations__count", "The expectation holds.").await;
        page.wait_text(".nsp-dock", "1 of 1").await;
    });
}

#[test]
fn an_outage_that_was_kept_can_be_made_a_wish() {
    visit(async |page| {
        page.keep("Leave it as it stands").await;
        page.press("Kept as an expectation: show it").await;
        page.wait_text(ROW, "holds").await;
        page.click(&format!("{ROW} [aria-label^='Change']")).await;
        page.press("Expect it to keep working: Allowed in both").await;
        page.wait_text(ROW, "fails").await;
        page.press("Undo").await;
        page.wait_text(ROW, "holds").await;
    });
}

#[test]
fn what_no_longer_holds_says_so_and_can_be_renewed_and_taken_back() {
    visit(async |page| {
        page.keep("Leave it as it stands").await;
        page.press("Kept as an expectation: show it").await;
        page.click(&format!("{ROW} [aria-label^='Change']")).await;
        page.fill("expectation-0-name", "partner dies").await;
        page.wait_text(".nsp-expectations__name", "partner dies").await;
        page.click(".nsp-expectations__check:last-child input").await;
        page.wait_text(ROW, "holds").await;
        page.click(&format!("{ROW} [aria-label^='Remove']")).await;
        page.wait(".nsp-expectations__none").await;
        page.press("Undo").await;
        page.wait_text(".nsp-expectations__name", "partner dies").await;
    });
}

#[test]
fn an_expectation_is_kept_and_opened_by_keyboard_alone() {
    visit(async |page| {
        page.tab_to("[aria-label='Keep as expectation']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#keep [role='menuitem']:focus").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("[aria-label^='Kept']:focus").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(ROW).await;
        page.fill("from", "203.0.113.9").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        page.script("document.querySelector('.nsp-expectations__row').focus()", vec![]).await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
    });
}
