//! What is done on the drawing itself, and how it looks on paper and on odd screens.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_RIGHT, MouseActions, PointerAction};
use fantoccini::key::Key;
use fantoccini::wd::PrintConfiguration;
use serde_json::{Value, json};

use crate::browser::visit;
use crate::page::Page;

const MENU: &str = ".nsp-menu:popover-open";

/// Puts the focus on what has this label, and gives its place.
async fn focus(page: &Page, class: &str, label: &str) -> String {
    let css = format!(".nsp-drawing__{class}[aria-label*='{label}']");
    page.wait(&css).await;
    let script = "const e = document.querySelector(arguments[0]); e.focus(); \
                  return e.getAttribute('data-spot')";
    page.script(script, vec![json!(css)]).await.as_str().unwrap().to_owned()
}

/// Presses a key with Shift where the focus is.
async fn shift(page: &Page, key: &str) {
    let script = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
        { key: arguments[0], shiftKey: true, bubbles: true, cancelable: true }))";
    page.script(script, vec![json!(key)]).await;
}

/// Opens the menu of what is in focus and presses what is called so.
async fn choose(page: &Page, label: &str) {
    shift(page, "F10").await;
    page.wait(&format!("{MENU} button:focus")).await;
    let places = page.texts(&format!("{MENU} button")).await;
    let place = places.iter().position(|it| it.starts_with(label));
    let place = place.unwrap_or_else(|| panic!("no `{label}` in {places:?}"));
    page.keys(&vec![Key::Down.into(); place]).await;
    page.keys(&[Key::Enter.into()]).await;
}

async fn number(page: &Page, script: &str) -> f64 {
    page.script(script, vec![]).await.as_f64().unwrap()
}

/// Waits until a selector finds nothing.
pub async fn gone(page: &Page, css: &str) {
    for _ in 0..100 {
        if page.count(css).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("`{css}` stays");
}

#[test]
fn a_row_is_taken_out_of_the_rule_that_lists_it_and_comes_back() {
    visit(async |page| {
        focus(page, "row", "198.51.100.24/29").await;
        page.keys(&[Key::Delete.into()]).await;
        gone(page, ".nsp-drawing__row[aria-label*='198.51.100.24/29']").await;
        assert!(page.count(".nsp-drawing__card[aria-label*='stweb']").await > 0, "the rest stays");
        page.press("History").await;
        page.wait_text(".nsp-history", "Take 198.51.100.24/29 out of").await;
        page.press("Undo").await;
        page.wait(".nsp-drawing__row[aria-label*='198.51.100.24/29']").await;
    });
}

#[test]
fn a_saved_source_has_a_form_and_is_removed_from_its_row() {
    visit(async |page| {
        page.click(".nsp-drawing__plus[aria-label='Add to Subscriptions']").await;
        page.wait_text(".nsp-form__title", "subscription").await;
        page.press("Estate").await;
        focus(page, "row", "22222222").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-form__title", "subscription").await;
        focus(page, "row", "22222222").await;
        page.keys(&[Key::Delete.into()]).await;
        gone(page, ".nsp-drawing__row[aria-label*='22222222']").await;
    });
}

#[test]
fn a_card_is_moved_renamed_copied_and_deleted_by_its_menu() {
    visit(async |page| {
        let card = focus(page, "card", "stweb").await;
        shift(page, "F10").await;
        page.wait(&format!("{MENU} button:focus")).await;
        page.picture("drawing-menu").await;
        page.keys(&[Key::Escape.into()]).await;
        page.wait(&format!("[data-spot='{card}']:focus")).await;

        choose(page, "Move to data").await;
        page.press("History").await;
        page.wait_text(".nsp-history", "Move stweb to data").await;
        focus(page, "card", "stweb").await;
        choose(page, "Rename").await;
        page.wait("#drawing-name:focus").await;
        page.keys(&['a', '/', 'b', Key::Enter.into()]).await;
        page.wait_text(".nsp-naming__said", "slash").await;
        page.fill("drawing-name", "stshop").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-drawing__card[aria-label*='stshop']").await;
        focus(page, "card", "stshop").await;
        choose(page, "Duplicate").await;
        page.wait(".nsp-drawing__card[aria-label*='stshop2']").await;
        focus(page, "card", "stshop2").await;
        choose(page, "Delete").await;
        gone(page, ".nsp-drawing__card[aria-label*='stshop2']").await;
        focus(page, "card", "stshop").await;
        choose(page, "Set to Enforced").await;
        page.wait_text(".nsp-history", "Set stshop to Enforced").await;
        focus(page, "card", "stshop").await;
        choose(page, "Profile data").await;
        page.wait_text(MENU, "Add an access rule").await;
        page.keys(&[Key::Escape.into()]).await;
        focus(page, "card", "stshop").await;
        choose(page, "Take out of the perimeter").await;
        page.wait_text(".nsp-history", "Dissociate stshop").await;
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_menu_opens_by_its_button_and_by_the_other_mouse_button() {
    visit(async |page| {
        page.click(".nsp-drawing__menu[data-spot^='lane-menu']").await;
        page.wait_text(MENU, "Add an access rule").await;
        page.keys(&[Key::Escape.into()]).await;
        gone(page, MENU).await;
        page.click(".nsp-drawing__menu[data-spot^='frame-menu']").await;
        page.wait_text(MENU, "Rename").await;
        page.keys(&[Key::Escape.into()]).await;
        gone(page, MENU).await;
        let row = page.client.find(Locator::Css(".nsp-drawing__row")).await.unwrap();
        let over = PointerAction::MoveToElement { element: row, duration: None, x: 0.0, y: 0.0 };
        let press = MouseActions::new("mouse".into())
            .then(over)
            .then(PointerAction::Down { button: MOUSE_BUTTON_RIGHT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_RIGHT });
        page.client.perform_actions(press).await.unwrap();
        page.wait_text(MENU, "Open its form").await;
    });
}

/// An account with so many IP rules that its addresses fold.
fn many_addresses() -> String {
    let rules: Vec<Value> = (0..90).map(|at| json!({ "value": format!("192.0.2.{at}") })).collect();
    let group = "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/rg/providers";
    json!({
        "nspScenario": 1,
        "estate": {
            "perimeters": [],
            "resources": [{
                "id": format!("{group}/Microsoft.Storage/storageAccounts/stmany"),
                "publicNetworkAccess": "Enabled",
                "networkAcls": { "defaultAction": "Deny", "bypass": "None", "ipRules": rules },
            }],
        },
        "requests": [{ "name": "late", "resource": "stmany", "from": { "address": "192.0.2.77" } }],
    })
    .to_string()
}

#[test]
fn a_fired_row_is_in_sight_where_its_group_is_folded() {
    visit(async |page| {
        page.paste(&many_addresses()).await;
        page.wait(".nsp-drawing__row[data-lit='allow'][aria-label^='192.0.2.77']").await;
        assert!(page.count(".nsp-drawing [data-ink~='glow']").await > 0, "the path is lit too");
        page.wait(".nsp-drawing__card[data-lit='allow']").await;
        assert_eq!(page.count(".nsp-drawing__fold:not([data-lit])").await, 1);
        page.picture("drawing-fold-lit").await;
        page.click(".nsp-drawing__fold").await;
        gone(page, ".nsp-drawing__fold").await;
    });
}

/// The rows that are drawn, by what they are called, with where they stand.
const ROWS: &str = "return [...document.querySelectorAll('.nsp-drawing__row')]\
    .map(it => it.getAttribute('aria-label') + ' ' + it.parentElement.getAttribute('transform'))";

#[test]
fn of_many_fired_requests_the_last_is_in_sight_and_the_rest_stays() {
    visit(async |page| {
        let address = format!("{}?example=large-estate", page.site.page());
        page.client.goto(&address).await.unwrap();
        page.wait(".nsp-drawing__fold").await;
        let fire = async |from: &str| {
            page.fill("from", from).await;
            page.press("Fire").await;
            page.wait_text(".nsp-compare", from).await;
            page.wait(&format!(".nsp-drawing__row[data-lit][aria-label^='{from}']")).await;
            assert_eq!(page.count(".nsp-drawing__row[data-lit]").await, 1, "{from}");
            assert_eq!(page.count(".nsp-drawing__fold[data-lit]").await, 0, "{from}");
        };
        for at in 0..18 {
            fire(&format!("198.51.102.{at}")).await;
        }
        let rows: Vec<String> = serde_json::from_value(page.script(ROWS, vec![]).await).unwrap();
        fire("20.32.0.9").await;
        let after: Vec<String> = serde_json::from_value(page.script(ROWS, vec![]).await).unwrap();
        let gone = rows.iter().filter(|it| !after.contains(it)).count();
        assert_eq!((gone, after.len()), (1, rows.len()), "one row gives way, none moves");
        // The glow begins where the row ends: its first point is level with the row.
        let begins = "const row = document.querySelector('.nsp-drawing__row[data-lit]'); \
            const [, y] = row.parentElement.getAttribute('transform').match(/[\\d.]+/g).slice(-2); \
            const d = document.querySelector('[data-ink~=glow]').getAttribute('d'); \
            const from = Number(d.match(/^M[\\d.]+ ([\\d.]+)/)[1]) - Number(y); \
            return 0 < from && from < row.getBBox().height";
        assert_eq!(page.script(begins, vec![]).await, json!(true));
        page.picture("drawing-last-fired").await;
    });
}

#[test]
fn another_state_changes_the_lines_where_they_are() {
    visit(async |page| {
        page.wait(".nsp-drawing__bundle").await;
        let mark = "window.lines = [...document.querySelectorAll('.nsp-drawing__bundle')]; \
                    return lines.map(it => it.innerHTML).join()";
        let before = page.script(mark, vec![]).await;
        focus(page, "row", "203.0.113.0/24").await;
        page.keys(&['1']).await;
        page.wait(".nsp-drawing[data-state='not-associated']").await;
        let kept = "return lines.filter(it => it.isConnected).length";
        assert!(number(page, kept).await > 0.0, "lines stay");
        let after = "return lines.filter(it => it.isConnected).map(it => it.innerHTML).join()";
        assert_ne!(page.script(after, vec![]).await, before);
        let eased = "return getComputedStyle(document.querySelector('.nsp-drawing__bundle \
                     [data-ink]')).transitionDuration";
        assert!(page.script(eased, vec![]).await.as_str().unwrap().starts_with("0.12"));
        let still =
            json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        page.cdp("Emulation.setEmulatedMedia", still).await;
        assert!(page.script(eased, vec![]).await.as_str().unwrap().starts_with("0s"));
    });
}

#[test]
fn the_drawing_is_moved_by_buttons_keys_and_its_ground() {
    visit(async |page| {
        let left = "return document.querySelector('.nsp-drawing__frame, .nsp-drawing__lane')\
                    .getBoundingClientRect().left";
        let start = number(page, left).await;
        page.click("button[aria-label^='Move right']").await;
        let moved = number(page, left).await;
        assert!(moved < start - 30.0, "{start} to {moved}");
        focus(page, "card", "stweb").await;
        shift(page, "ArrowLeft").await;
        assert!((number(page, left).await - start).abs() < 2.0);
        let dots = "return document.querySelector('.nsp-drawing').style.backgroundPosition";
        let before = page.script(dots, vec![]).await;
        let drag = "const d = document.querySelector('.nsp-drawing'), r = d.getBoundingClientRect();\
            const at = (type, x) => d.dispatchEvent(new PointerEvent(type, { pointerId: 7, \
              clientX: r.left + x, clientY: r.bottom - 90, bubbles: true, button: 0 }));\
            at('pointerdown', 40); at('pointermove', 80); at('pointermove', 140); at('pointerup', 140)";
        page.script(drag, vec![]).await;
        assert!(number(page, left).await > start + 60.0, "the ground drags it");
        assert_ne!(page.script(dots, vec![]).await, before, "and moves along");
    });
}

#[test]
fn words_can_be_read_side_by_side() {
    visit(async |page| {
        page.press("Split").await;
        page.wait(".nsp-split__half").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let smallest = "return Math.min(...[...document.querySelectorAll('.nsp-split text')]\
            .map(it => parseFloat(getComputedStyle(it).fontSize) * it.getScreenCTM().a))";
        let cut = "return [...document.querySelectorAll('.nsp-split__half')].filter(half => \
            [...half.querySelectorAll('.nsp-drawing__row')].some(row => \
                row.getBoundingClientRect().right > half.getBoundingClientRect().right)).length";
        for (width, height) in [(1440, 900), (1920, 1080)] {
            page.view(width, height, "light").await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            let pixels = number(page, smallest).await;
            assert!(pixels >= 9.5, "{pixels} at {width}");
            assert_eq!(number(page, cut).await, 0.0, "all of both is in view at {width}");
            page.picture(&format!("split-{width}")).await;
        }
    });
}

#[test]
fn what_is_only_looked_at_offers_nothing_to_add() {
    visit(async |page| {
        page.view(720, 420, "light").await;
        let address = format!("{}?embed&example=fallback", page.site.page());
        page.client.goto(&address).await.unwrap();
        page.wait(".nsp-embed .nsp-drawing__card").await;
        let shown = "return [...document.querySelectorAll('.nsp-drawing__plus, \
            .nsp-drawing__menu, .nsp-drawing select')].filter(it => it.getBoundingClientRect().width).length";
        assert_eq!(page.script(shown, vec![]).await, json!(0));
    });
}

#[test]
fn the_picture_is_on_the_print() {
    visit(async |page| {
        for scheme in ["light", "dark"] {
            page.view(1440, 900, scheme).await;
            let pdf = page.client.print(PrintConfiguration::default()).await.unwrap();
            assert!(pdf.starts_with(b"%PDF"));
            let printed = "return document.querySelectorAll('.nsp-sheet > svg [data-ink]').length";
            assert!(number(page, printed).await > 100.0);
        }
        page.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        let fits = "const s = document.querySelector('.nsp-sheet > svg').getBoundingClientRect(); \
                    return s.width > 200 && s.right <= innerWidth && s.height > 100";
        assert_eq!(page.script(fits, vec![]).await, json!(true));
        for css in [".nsp-drawing", ".nsp-stage__bar", ".nsp-compare .nsp-button"] {
            let shown = "return document.querySelector(arguments[0]).checkVisibility()";
            assert_eq!(page.script(shown, vec![json!(css)]).await, json!(false), "{css}");
        }
    });
}

#[test]
fn a_screen_of_its_own_colours_and_a_wide_one_show_everything() {
    visit(async |page| {
        let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        page.cdp("Emulation.setEmulatedMedia", forced).await;
        let chosen = "return getComputedStyle(document.querySelector(\
            '.nsp-scrubber__radio:checked')).outlineStyle";
        assert_eq!(page.script(chosen, vec![]).await, json!("solid"));
        page.picture("forced-colours").await;
        page.view(2560, 1440, "light").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let wide = "const s = document.querySelector('.nsp-drawing').getBoundingClientRect(), \
            g = document.querySelector('.nsp-drawing svg g').getBoundingClientRect(); \
            return Math.max(g.width / s.width, g.height / s.height)";
        assert!(number(page, wide).await > 0.5);
        page.picture("2560-light").await;
    });
}

/// How often the picture was laid out while its stage became narrower ten times, and by when it
/// had come to rest.
const NARROWED: &str = "const done = arguments[0]; let count = 0, step = 0;\
    const world = document.querySelector('.nsp-drawing__svg > g');\
    const watcher = new MutationObserver(all => count += all.length);\
    watcher.observe(world, { attributes: true, attributeFilter: ['transform'] });\
    const stage = document.querySelector('.nsp-stage'), width = stage.clientWidth;\
    const next = () => {\
      stage.style.width = `${width - 10 * ++step}px`;\
      if (step < 10) return requestAnimationFrame(next);\
      requestAnimationFrame(() => {\
        const during = count; setTimeout(() => done([during, count]), 1500) });\
    };\
    next()";

#[test]
fn a_large_picture_is_laid_out_once_its_size_has_come_to_rest() {
    visit(async |page| {
        let laid_out = async || {
            let counts = page.client.execute_async(NARROWED, vec![]).await.unwrap();
            [0, 1].map(|at| counts[at].as_u64().unwrap())
        };
        let [during, _] = laid_out().await;
        assert!(4 < during, "a small one follows at once: {during}");
        page.paste(&nsp_formats::scenario::large_estate().to_text()).await;
        page.wait_text(".nsp-stage", "resources").await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let [during, after] = laid_out().await;
        assert!(during < 4 && during < after, "{during} {after}");
    });
}

#[test]
fn the_fitted_picture_lies_clear_of_its_buttons() {
    visit(async |page| {
        let under = "return [...document.querySelectorAll('.nsp-drawing')].flatMap(drawing => {\
            const of = it => it.getBoundingClientRect();\
            const zoom = of(drawing.querySelector('.nsp-drawing__zoom'));\
            const part = '.nsp-drawing__frame, .nsp-drawing__lane, .nsp-drawing__card, .nsp-drawing__row';\
            return [...drawing.querySelectorAll(part)].filter(it => {\
                const at = of(it);\
                return zoom.left < at.right && at.left < zoom.right\
                    && zoom.top < at.bottom && at.top < zoom.bottom;\
            }).map(it => it.getAttribute('aria-label'));\
        })";
        let clear = async |at: &str| {
            page.rest().await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            page.picture(&format!("fit-{at}")).await;
            assert_eq!(page.script(under, vec![]).await, json!([]), "{at}");
        };
        clear("1440").await;
        page.view(1024, 768, "light").await;
        page.list("Requests").await;
        clear("1024").await;
    });
}
