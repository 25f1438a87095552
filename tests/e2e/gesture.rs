//! What a hand does on the drawing with mouse and keys: drag a card, point at a line, walk, and
//! move two pictures as one.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::json;

use crate::browser::visit;
use crate::drawing::gone;
use crate::page::Page;

const STWEB: &str = ".nsp-drawing__card[aria-label^='stweb']";
const PARTNER: &str = ".nsp-drawing__bundle[aria-label*='198.51.100.20']";

/// A point on the ink of a line, where it begins at its row.
const ON_LINE: &str = "const path = document.querySelector(arguments[0] + ' [data-ink~=flow]'); \
    const at = path.getPointAtLength(12)\
        .matrixTransform(path.getScreenCTM()); \
    return [Math.round(at.x), Math.round(at.y)]";

/// The middle of what a selector finds.
async fn middle(page: &Page, css: &str) -> (f64, f64) {
    let middle = "const r = document.querySelector(arguments[0]).getBoundingClientRect(); \
        return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)]";
    page.wait(css).await;
    serde_json::from_value(page.script(middle, vec![json!(css)]).await).unwrap()
}

fn to((x, y): (f64, f64)) -> PointerAction {
    let duration = Some(Duration::from_millis(60));
    PointerAction::MoveTo { duration, x, y }
}

async fn mouse(page: &Page, steps: impl IntoIterator<Item = PointerAction>) {
    let actions = MouseActions::new("mouse".into());
    let actions = steps.into_iter().fold(actions, MouseActions::then);
    page.client.perform_actions(actions).await.unwrap();
    page.settle().await;
}

const DOWN: PointerAction = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
const UP: PointerAction = PointerAction::Up { button: MOUSE_BUTTON_LEFT };

/// A point within a card that is no control of it, and the lane that holds a resource.
async fn ends(page: &Page, lane: &str) -> ((f64, f64), (f64, f64)) {
    let card = "const r = document.querySelector(arguments[0]).getBoundingClientRect(); \
        return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height * .7)]";
    page.wait(STWEB).await;
    let card = serde_json::from_value(page.script(card, vec![json!(STWEB)]).await).unwrap();
    let lane = format!(".nsp-drawing__lane[aria-label*='{lane}']");
    (card, middle(page, &lane).await)
}

#[test]
fn a_card_is_dragged_into_another_lane_and_nowhere_else() {
    visit(async |page| {
        let (card, lane) = ends(page, "data").await;
        let lift = [to(card), DOWN, to((card.0 + 20.0, card.1 + 20.0))];
        mouse(page, lift.into_iter().chain([to(lane)])).await;
        let shown = page.count(".nsp-drawing__lane[data-dragged]").await;
        for scheme in ["light", "dark"] {
            page.view(1440, 900, scheme).await;
            page.picture(&format!("drag-{scheme}")).await;
        }
        assert_eq!(shown, 1, "the lane shows itself");
        page.keys(&[Key::Escape.into()]).await;
        gone(page, ".nsp-drawing [data-dragged]").await;
        mouse(page, [UP]).await;

        let source = middle(page, ".nsp-drawing__row").await;
        let lift = [to(card), DOWN, to((card.0 + 20.0, card.1 + 20.0))];
        mouse(page, lift.into_iter().chain([to(source), UP])).await;

        let lift = [to(card), DOWN, to((card.0 + 20.0, card.1 + 20.0))];
        mouse(page, lift.into_iter().chain([to(lane), UP])).await;
        page.press("History").await;
        page.wait_text(".nsp-history", "Move stweb to data").await;
        // What Escape took back and what was let go over no lane are no steps.
        assert_eq!(page.count(".nsp-history__step").await, 2);
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_line_tells_its_story_and_a_press_fires_it() {
    visit(async |page| {
        page.fill("from", "203.0.113.7").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        page.wait(PARTNER).await;
        let on: (f64, f64) =
            serde_json::from_value(page.script(ON_LINE, vec![json!(PARTNER)]).await).unwrap();
        mouse(page, [to((on.0 - 2.0, on.1 - 2.0)), to(on)]).await;
        page.wait_text(".nsp-drawing__story", "198.51.100.20").await;
        let story = page.text(".nsp-drawing__story").await;
        assert!(story.contains("stweb") && story.contains("Enforced"), "{story}");
        for (width, scheme) in [(1440, "light"), (1440, "dark"), (1024, "light")] {
            page.view(width, 900, scheme).await;
            page.picture(&format!("story-{width}-{scheme}")).await;
        }
        page.view(1440, 900, "light").await;
        let on: (f64, f64) =
            serde_json::from_value(page.script(ON_LINE, vec![json!(PARTNER)]).await).unwrap();
        mouse(page, [to(on), DOWN, UP]).await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        page.wait_text(".nsp-compare", "198.51.100.20").await;
        page.wait(".nsp-trace").await;
    });
}

#[test]
fn arrow_keys_follow_a_line_and_enter_fires_it() {
    visit(async |page| {
        let focus = "document.querySelector(\".nsp-drawing__row[aria-label*='198.51.100.20']\")\
                     .focus()";
        page.wait(PARTNER).await;
        page.script(focus, vec![]).await;
        let here = "return document.activeElement.getAttribute('data-spot')";
        let row = page.script(here, vec![]).await;
        page.keys(&[Key::Right.into()]).await;
        let line = page.script(here, vec![]).await;
        assert!(line.as_str().unwrap().starts_with("bundle:"), "{line}");
        page.wait_text(".nsp-drawing__story", "198.51.100.20").await;
        page.keys(&[Key::Right.into()]).await;
        let card = page.script(here, vec![]).await;
        assert!(card.as_str().unwrap().starts_with("card:"), "{card}");
        page.keys(&[Key::Left.into(), Key::Left.into()]).await;
        assert_eq!(page.script(here, vec![]).await, row, "and back");
        page.keys(&[Key::Right.into(), Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        page.script(focus, vec![]).await;
        page.keys(&['3', 'n']).await;
        let next = page.script(here, vec![]).await;
        assert_ne!(next, row, "the next break");
    });
}

#[test]
fn both_halves_are_moved_and_zoomed_as_one() {
    visit(async |page| {
        page.press("Split").await;
        page.wait(".nsp-split__half:nth-of-type(2) .nsp-drawing__card").await;
        let views = "return [...document.querySelectorAll('.nsp-split .nsp-drawing__svg > g')]\
            .map(it => it.getAttribute('transform'))";
        let looked = async || -> Vec<String> {
            tokio::time::sleep(Duration::from_millis(120)).await;
            serde_json::from_value(page.script(views, vec![]).await).unwrap()
        };
        let mut before = looked().await;
        assert_eq!(before.len(), 2);
        assert_eq!(before[0], before[1]);
        let mut changed = async |what: &str| {
            let now = looked().await;
            assert_eq!(now[0], now[1], "{what}");
            assert_ne!(now, before, "{what}");
            before = now;
        };
        let nearer = page.client.find_all(Locator::Css(".nsp-split [aria-label='Nearer']")).await;
        nearer.unwrap()[1].click().await.unwrap();
        changed("the buttons of the right picture").await;
        let wheel = "const d = document.querySelector('.nsp-split .nsp-drawing'); \
            const r = d.getBoundingClientRect(); \
            d.dispatchEvent(new WheelEvent('wheel', { deltaX: 60, deltaY: 40, bubbles: true, \
              cancelable: true, clientX: r.left + 80, clientY: r.top + 80, ctrlKey: arguments[0] }))";
        page.script(wheel, vec![json!(false)]).await;
        changed("the wheel").await;
        page.script(wheel, vec![json!(true)]).await;
        changed("the wheel with Control").await;
        page.picture("split-moved").await;
    });
}
