//! Every job by keyboard alone, on a wide screen and on a phone.

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::visit;
use crate::page::Page;

const ENTER: char = '\u{e007}';

async fn enter(page: &Page, css: &str) {
    page.tab_to(css).await;
    page.keys(&[ENTER]).await;
}

async fn type_text(page: &Page, text: &str) {
    page.keys(&text.chars().collect::<Vec<_>>()).await;
}

/// Fires for an address that is typed into the request bar.
async fn fire(page: &Page, address: &str) {
    page.tab_to("#from").await;
    page.script("document.activeElement.select()", vec![]).await;
    type_text(page, address).await;
    page.keys(&[ENTER]).await;
}

/// What of the page lies over the middle of what is in focus; empty where nothing does.
const COVERED: &str = "const e = document.activeElement, r = e.getBoundingClientRect();\
    if (e === document.body) return null;\
    const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1);\
    const y = Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1);\
    const over = document.elementFromPoint(x, y);\
    return !over || over === e || e.contains(over) || over.contains(e)\
      || [...e.labels ?? []].some(it => it.contains(over)) ? ''\
      : `${e.className} ${e.textContent} under ${over.className}`";

#[test]
fn nothing_lies_over_what_is_in_focus_on_a_wide_screen() {
    visit(async |page| {
        for stop in 0..150 {
            page.keys(&[Key::Tab.into()]).await;
            let covered = page.script(COVERED, vec![]).await;
            if covered.is_null() {
                assert!(stop > 30, "only {stop} stops");
                break;
            }
            assert_eq!(covered, json!(""));
        }
    });
}

#[test]
fn a_wide_screen_needs_no_mouse() {
    visit(async |page| {
        fire(page, "203.0.113.9").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        enter(page, "[aria-label='Keep as expectation']").await;
        page.wait_text(".nsp-dock__tab", "1 of 1").await;
        enter(page, ".nsp-also__state[data-state='audit']").await;
        page.wait(".nsp-verdict[aria-label='Audit']").await;
        enter(page, ".nsp-skip").await;
        page.wait(".nsp-dock__tab:focus").await;
        enter(page, ".nsp-dock__tab:nth-child(2)").await;
        page.tab_to("#outline-search").await;
        type_text(page, "198.51.100.20").await;
        page.keys(&[ENTER]).await;
        page.wait_text(".nsp-form__title", "stweb").await;
        page.wait("#outline-current:focus").await;
        enter(page, "button[aria-label='Undo']").await;
        page.wait_text(".nsp-document__state", "saved").await;
        assert_eq!(page.count(".nsp-notices__one").await, 0);
        enter(page, ".nsp-document").await;
        page.wait("#scenario-name").await;
        page.keys(&[Key::Escape.into()]).await;
        page.wait(".nsp-document:focus").await;
    });
}

#[test]
fn a_phone_with_a_keyboard_needs_no_finger() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        fire(page, "203.0.113.9").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        enter(page, "[aria-label='Keep as expectation']").await;
        enter(page, ".nsp-skip").await;
        page.wait(".nsp-panes__pane:focus").await;
        enter(page, ".nsp-panes__pane:nth-child(4)").await;
        page.wait(".nsp-app[data-pane='drawer'] .nsp-expectations__item").await;
        enter(page, ".nsp-panes__pane:nth-child(3)").await;
        page.wait(".nsp-breaks__group").await;
        enter(page, ".nsp-breaks__group").await;
        enter(page, ".nsp-breaks__witness .nsp-button").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        enter(page, ".nsp-flip__way .nsp-button").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        enter(page, "[popovertarget='more']").await;
        page.wait("#more [role='menuitem']:focus").await;
        page.keys(&[ENTER]).await;
        page.tab_to("#outline-search").await;
        type_text(page, "ops").await;
        page.keys(&[ENTER]).await;
        page.wait_text(".nsp-form__title", "ops").await;
        enter(page, "[popovertarget='more']").await;
        page.wait("#more [role='menuitem']:focus").await;
        page.keys(&[Key::End.into(), Key::Up.into(), ENTER]).await;
        page.wait("dialog[open]").await;
        page.keys(&[Key::Escape.into()]).await;
        assert_eq!(page.count("dialog[open]").await, 0);
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn single_letters_do_nothing_where_they_are_switched_off() {
    visit(async |page| {
        page.press("Keys").await;
        page.click(".nsp-keys__letters input").await;
        page.press("Close").await;
        page.tab_to(".nsp-drawing [tabindex='0']").await;
        page.keys(&['3', 's', Key::Down.into()]).await;
        page.wait(".nsp-drawing :focus").await;
        assert_eq!(page.count(".nsp-split").await, 0);
        let state = ".nsp-scrubber__stop:has(:checked)";
        assert_eq!(page.text(state).await, "Transition");
        page.press("Keys").await;
        page.click(".nsp-keys__letters input").await;
        page.press("Close").await;
        page.tab_to(".nsp-drawing [tabindex='0']").await;
        page.keys(&['3']).await;
        page.wait_text(state, "Enforced").await;
    });
}

#[test]
fn arrow_keys_go_from_state_to_state() {
    visit(async |page| {
        page.tab_to(".nsp-scrubber__radio:checked").await;
        page.keys(&[Key::Right.into()]).await;
        page.wait(".nsp-drawing[data-state='enforced']").await;
        page.wait_text(".nsp-scrubber__stop:has(:focus)", "Enforced").await;
        page.keys(&[Key::Left.into(), Key::Left.into()]).await;
        page.wait(".nsp-drawing[data-state='not-associated']").await;
        page.keys(&[Key::Left.into()]).await;
        page.wait(".nsp-drawing[data-state='audit']").await;
    });
}

#[test]
fn escape_closes_what_lies_on_top_and_then_the_list() {
    visit(async |page| {
        enter(page, ".nsp-dock__tab").await;
        page.wait(".nsp-breaks__group").await;
        page.press("Share").await;
        page.wait("#share[open]").await;
        page.keys(&[Key::Escape.into()]).await;
        assert_eq!(page.count("#share[open]").await, 0);
        assert!(page.count(".nsp-breaks__group").await > 0);
        page.tab_to(".nsp-breaks__group").await;
        page.keys(&[Key::Escape.into()]).await;
        page.wait(".nsp-dock__tab[aria-expanded='false']:focus").await;
        assert_eq!(page.count(".nsp-breaks__group").await, 0);
    });
}
