//! Wide and narrow screens, light and dark.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

use crate::browser::visit;
use crate::page::Page;

/// Whether an element of the page is on the screen.
async fn shows(page: &Page, css: &str) -> bool {
    let found = page.client.find(Locator::Css(css)).await.unwrap();
    found.is_displayed().await.unwrap()
}

#[test]
fn a_wide_screen_shows_estate_and_comparison_side_by_side() {
    visit(async |page| {
        for (width, height, scheme) in
            [(1440, 900, "light"), (1440, 900, "dark"), (1024, 768, "light")]
        {
            page.view(width, height, scheme).await;
            assert_eq!(page.spill().await, 0, "{width}");
            for css in [".nsp-request", ".nsp-stage", ".nsp-compare", ".nsp-dock"] {
                assert!(shows(page, css).await, "{css} at {width}");
            }
            assert!(!shows(page, ".nsp-panes").await);
            page.picture(&format!("{width}-{scheme}")).await;
        }
    });
}

#[test]
fn a_phone_has_five_panes_within_reach_and_the_rest_in_words() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        let strip =
            "const p = document.querySelector('.nsp-panes'); return p.scrollWidth - p.clientWidth";
        assert_eq!(page.script(strip, vec![]).await, json!(0), "nothing to scroll to");
        let sizes = "return [...document.querySelectorAll('.nsp-panes button, .nsp-top button')]\
            .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())\
            .filter(r => r.width < 44 || r.height < 44 || r.right > innerWidth).length";
        assert_eq!(page.script(sizes, vec![]).await, json!(0), "each fits a finger and the screen");
        let names = page.texts(".nsp-panes button:not([role])").await;
        let names: Vec<&str> =
            names.iter().map(|it| it.lines().next().unwrap_or_default()).collect();
        assert_eq!(names, ["Request", "Drawing", "Breaks", "Expect", "More"]);

        page.tab_to("[popovertarget='more']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#more [role='menuitem']:focus").await;
        let words = page.texts("#more [role='menuitem']").await;
        for name in
            ["Estate", "Problems", "History", "Matrix", "Examples", "Open", "Share", "Export"]
        {
            // Some say how many they hold.
            let named = |it: &String| it.split(',').next() == Some(name);
            assert!(words.iter().any(named), "{name} in {words:?}");
        }
        page.picture("more-390").await;
        page.keys(&[Key::Down.into(), Key::Down.into(), Key::Down.into(), Key::Enter.into()]).await;
        page.wait(".nsp-history").await;
        assert_eq!(page.count("[popovertarget='more'][aria-current='page']").await, 1);
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#more [role='menuitem']:focus").await;
        assert_eq!(page.count("#more [aria-current='page']").await, 1);
        page.keys(&[Key::Escape.into()]).await;
        page.wait("[popovertarget='more']:focus").await;
        page.more("Share").await;
        page.wait("#share-link").await;
        page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": false })).await;
    });
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        assert_eq!(page.spill().await, 0);
        assert!(shows(page, ".nsp-request").await && shows(page, ".nsp-compare").await);
        assert!(!shows(page, ".nsp-app__stage").await && !shows(page, ".nsp-dock").await);
        page.picture("390-light").await;
        for (place, name, css) in [
            (Some(2), "Drawing", ".nsp-app__stage"),
            (Some(3), "Breaks", ".nsp-breaks"),
            (Some(4), "Expect", ".nsp-expectations__none"),
            (None, "Estate", ".nsp-builder"),
            (None, "Problems", ".nsp-problems"),
            (None, "History", ".nsp-history"),
        ] {
            match place {
                Some(place) => page.click(&format!(".nsp-panes__pane:nth-child({place})")).await,
                None => page.more(name).await,
            }
            page.wait(css).await;
            assert!(shows(page, css).await, "{name}");
            assert!(!shows(page, ".nsp-compare").await, "{name}");
            assert_eq!(page.spill().await, 0, "{name}");
            page.picture(&format!("390-{name}")).await;
        }
        page.more("Requests").await;
        page.click("li:nth-child(2) > .nsp-requests__row").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert!(shows(page, ".nsp-compare").await, "picking a request shows its answer");
        page.view(390, 844, "dark").await;
        page.picture("390-dark").await;
    });
}

#[test]
fn the_states_do_not_overlap_on_a_phone() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        page.click(".nsp-panes__pane:nth-child(2)").await;
        // Every two controls of the bar, by words and all, and whatever hangs over the screen.
        let overlaps = "const bar = document.querySelector('.nsp-stage__bar');\
            const all = [...bar.querySelectorAll('button, label')];\
            const box = e => { const r = document.createRange(); r.selectNodeContents(e);\
              const [one, two] = [e.getBoundingClientRect(), r.getBoundingClientRect()];\
              return { left: Math.min(one.left, two.left), right: Math.max(one.right, two.right),\
                top: one.top, bottom: one.bottom } };\
            const boxes = all.map(box);\
            const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1\
              && a.top < b.bottom - 1 && b.top < a.bottom - 1;\
            const found = boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b, j) =>\
              meet(a, b) ? [all[i].innerText + ' / ' + all[i + 1 + j].innerText] : []));\
            all.forEach((e, i) => { if (boxes[i].right > innerWidth || boxes[i].left < 0)\
              found.push(e.innerText + ' hangs over') });\
            return [all.length >= 6, found]";
        page.wait(".nsp-stage__bar").await;
        assert_eq!(page.script(overlaps, vec![]).await, json!([true, []]));
        page.press("List").await;
        page.wait(".nsp-stage__list").await;
        assert_eq!(page.script(overlaps, vec![]).await, json!([true, []]));
        page.press("List").await;
        page.wait(".nsp-drawing [data-spot]").await;
        page.press("Split").await;
        page.wait(".nsp-split").await;
        let split = overlaps.replace("all.length >= 6", "all.length >= 2");
        assert_eq!(page.script(&split, vec![]).await, json!([true, []]));
        page.picture("390-states").await;
    });
}

/// What of the bar over the picture cannot be pressed all over.
const MISSED: &str = "return [...document.querySelectorAll('.nsp-stage__bar :is(button, label)')].filter(e => {\
    const r = e.getBoundingClientRect();\
    const hit = x => e.contains(document.elementFromPoint(x, r.top + r.height / 2));\
    return !(hit(r.left + 3) && hit(r.left + r.width / 2) && hit(r.right - 3)) })\
    .map(e => e.textContent)";

#[test]
fn every_state_can_be_pressed_on_a_screen_of_middle_width() {
    visit(async |page| {
        for width in [768, 780, 820, 860, 900, 960, 1000, 1024] {
            page.view(width, 900, "light").await;
            assert_eq!(page.script(MISSED, vec![]).await, json!([]), "{width}");
            page.picture(&format!("{width}-states")).await;
        }
        page.view(780, 437, "light").await;
        page.list("Breaks").await;
        page.wait(".nsp-breaks__group").await;
        assert_eq!(page.script(MISSED, vec![]).await, json!([]), "a low screen");
        // There is room for one: the list while it is open, the picture otherwise.
        let height = "return document.querySelector(arguments[0]).getBoundingClientRect().height";
        let list = page.script(height, vec![json!(".nsp-drawer")]).await;
        assert!(list.as_f64().unwrap() >= 200.0, "{list}");
        page.picture("780-low").await;
        page.keys(&[Key::Escape.into()]).await;
        let drawing = page.script(height, vec![json!(".nsp-drawing")]).await;
        assert!(drawing.as_f64().unwrap() >= 200.0, "{drawing}");
    });
}

#[test]
fn the_theme_follows_the_system_until_it_is_chosen() {
    visit(async |page| {
        let colour = "return getComputedStyle(document.documentElement).backgroundColor";
        let light = page.script(colour, vec![]).await;
        page.view(1440, 900, "dark").await;
        let dark = page.script(colour, vec![]).await;
        assert_ne!(light, dark);
        page.press("Theme: follow the system").await;
        assert_eq!(page.script(colour, vec![]).await, light, "chosen light beats the system");
        page.press("Theme: light").await;
        page.view(1440, 900, "light").await;
        assert_eq!(page.script(colour, vec![]).await, dark, "chosen dark as well");
        page.press("Theme: dark").await;
        assert_eq!(page.script(colour, vec![]).await, light);
    });
}

#[test]
fn nothing_moves_when_the_fonts_arrive() {
    visit(async |page| {
        let shift = "const done = arguments[0]; new PerformanceObserver(list => {\
            done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))\
            }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(0), 800);";
        let shift = page.client.execute_async(shift, vec![]).await.unwrap();
        assert!(shift.as_f64().unwrap() < 0.02, "{shift}");
    });
}

#[test]
fn no_width_between_hangs_over_the_screen() {
    visit(async |page| {
        page.list("Breaks").await;
        page.wait(".nsp-breaks__group").await;
        for (width, height) in [(761, 1024), (800, 437), (901, 700), (1101, 700), (2560, 1440)] {
            page.view(width, height, "light").await;
            assert_eq!(page.spill().await, 0, "{width} by {height}");
            page.picture(&format!("{width}-breaks")).await;
            // What is listed has room to be read.
            let list = "const b = document.querySelector('.nsp-breaks__group').getBoundingClientRect();\
                const d = document.querySelector('.nsp-drawer').getBoundingClientRect();\
                return [b.width >= 200, b.right <= d.right, d.bottom - b.top >= 80]";
            assert_eq!(page.script(list, vec![]).await, json!([true, true, true]), "{width}");
        }
    });
}

/// How wide the comparison and how high the list is.
async fn sizes(page: &Page) -> (f64, f64) {
    let sizes = "const of = id => document.getElementById(id).getBoundingClientRect();\
                 return [of('side').width, of('drawer').height]";
    serde_json::from_value(page.script(sizes, vec![]).await).unwrap()
}

#[test]
fn panels_are_sized_by_pointer_and_keys_and_stay_so() {
    visit(async |page| {
        page.list("Breaks").await;
        page.wait(".nsp-breaks__group").await;
        let (side, list) = sizes(page).await;
        page.tab_to(".nsp-splitter[aria-controls='side']").await;
        page.keys(&[Key::Left.into(), Key::Left.into()]).await;
        assert_eq!(sizes(page).await, (side + 32.0, list));
        page.tab_to(".nsp-splitter[aria-controls='drawer']").await;
        page.keys(&[Key::Down.into()]).await;
        assert_eq!(sizes(page).await, (side + 32.0, list - 16.0));

        let middle = "const line = document.querySelector(\"[role='separator'][aria-controls='drawer']\")\
                      .getBoundingClientRect(); return [line.left + 40, line.top + line.height / 2]";
        let middle: (f64, f64) = serde_json::from_value(page.script(middle, vec![]).await).unwrap();
        for (kind, y) in [
            ("mousePressed", middle.1),
            ("mouseMoved", middle.1 - 30.0),
            ("mouseReleased", middle.1 - 60.0),
        ] {
            let event = json!({
                "type": kind, "x": middle.0, "y": y, "button": "left", "buttons": 1, "clickCount": 1,
            });
            page.cdp("Input.dispatchMouseEvent", event).await;
        }
        assert_eq!(sizes(page).await, (side + 32.0, list + 44.0));
        page.keys(&[Key::Home.into()]).await;
        let (_, most) = sizes(page).await;
        assert!(most > list + 44.0, "{most}");
        assert_eq!(page.spill().await, 0);
        page.picture("sized").await;

        page.reload().await;
        page.list("Breaks").await;
        page.wait(".nsp-breaks__group").await;
        assert_eq!(sizes(page).await, (side + 32.0, most), "kept for the next visit");
        page.tab_to(".nsp-splitter[aria-controls='drawer']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.tab_to(".nsp-splitter[aria-controls='side']").await;
        page.keys(&[Key::Home.into()]).await;
        assert_eq!(page.script(MISSED, vec![]).await, json!([]), "a narrow stage");
        page.keys(&[Key::Enter.into()]).await;
        assert_eq!(sizes(page).await, (side, list), "put back");
    });
}

#[test]
fn a_kept_theme_is_there_before_the_page_is() {
    visit(async |page| {
        page.press("Theme: follow the system").await;
        page.press("Theme: light").await;
        page.wait("[data-theme='dark']").await;
        let blocked = json!({ "urls": ["*.wasm"] });
        page.cdp("Network.enable", json!({})).await;
        page.cdp("Network.setBlockedURLs", blocked).await;
        page.cdp("Network.setBypassServiceWorker", json!({ "bypass": true })).await;
        page.client.refresh().await.unwrap();
        assert_eq!(page.count(".nsp-app").await, 0, "the page itself is not there");
        let dark = "return getComputedStyle(document.documentElement).colorScheme";
        assert_eq!(page.script(dark, vec![]).await, json!("dark"));
        let address = format!("{}?embed", page.site.page());
        page.client.goto(&address).await.unwrap();
        assert_eq!(page.script(dark, vec![]).await, json!("light dark"), "a host has its own");
    });
}

#[test]
fn what_lies_behind_more_folds_beside_a_tall_list() {
    visit(async |page| {
        let tall = "return document.querySelector('.nsp-drawing').getBoundingClientRect().height";
        for (width, height) in [(1440, 900), (1024, 768)] {
            page.view(width, height, "light").await;
            page.press("More").await;
            page.wait(".nsp-request__more:not([hidden]) input").await;
            page.press("Matrix").await;
            page.wait(".nsp-request__more[hidden]").await;
            let folded = page.script(tall, vec![]).await.as_f64().unwrap();
            assert!(150.0 < folded, "{folded} at {width}");
            page.press("More").await;
            page.wait(".nsp-request__more:not([hidden]) input").await;
            let unfolded = page.script(tall, vec![]).await.as_f64().unwrap();
            assert!(100.0 < unfolded, "{unfolded} at {width}");
            page.press("Matrix").await;
            page.press("More").await;
        }
    });
}

#[test]
fn a_theme_is_kept_for_the_next_visit() {
    visit(async |page| {
        page.press("Theme: follow the system").await;
        page.press("Theme: light").await;
        page.client.refresh().await.unwrap();
        page.wait("[data-theme='dark'] .nsp-compare__heading").await;
        page.press("Theme: dark").await;
        page.client.refresh().await.unwrap();
        page.wait("html:not([data-theme]) .nsp-compare__heading").await;
    });
}

#[test]
fn the_page_itself_never_scrolls() {
    visit(async |page| {
        for (width, height) in [(1440, 900), (1024, 768), (390, 844), (390, 500)] {
            page.view(width, height, "light").await;
            page.script("window.scrollTo(0, 9999)", vec![]).await;
            let void = "return document.documentElement.scrollHeight - innerHeight + scrollY";
            assert_eq!(page.script(void, vec![]).await, json!(0), "{width} by {height}");
        }
    });
}
