//! Wide and narrow screens, light and dark.

use fantoccini::Locator;
use serde_json::{Value, json};

use crate::browser::visit;
use crate::page::Page;

/// Whether an element of the page is on the screen.
async fn shows(page: &Page, css: &str) -> bool {
    let found = page.client.find(Locator::Css(css)).await.unwrap();
    found.is_displayed().await.unwrap()
}

/// How far the page is wider than the screen.
async fn overflow(page: &Page) -> Value {
    page.script("return document.documentElement.scrollWidth - innerWidth", vec![]).await
}

#[test]
fn a_wide_screen_shows_estate_and_comparison_side_by_side() {
    visit(async |page| {
        for (width, height, scheme) in
            [(1440, 900, "light"), (1440, 900, "dark"), (1024, 768, "light")]
        {
            page.view(width, height, scheme).await;
            assert_eq!(overflow(page).await, json!(0), "{width}");
            for css in [".nsp-request", ".nsp-stage", ".nsp-compare", ".nsp-dock"] {
                assert!(shows(page, css).await, "{css} at {width}");
            }
            assert!(!shows(page, ".nsp-panes").await);
            page.picture(&format!("{width}-{scheme}")).await;
        }
    });
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        assert_eq!(overflow(page).await, json!(0));
        assert!(shows(page, ".nsp-request").await && shows(page, ".nsp-compare").await);
        assert!(!shows(page, ".nsp-app__stage").await && !shows(page, ".nsp-dock").await);
        page.picture("390-light").await;
        for (place, name, css) in [
            (2, "Drawing", ".nsp-app__stage"),
            (3, "Estate", ".nsp-builder"),
            (4, "Requests", ".nsp-requests"),
            (7, "Problems", ".nsp-problems"),
        ] {
            page.click(&format!(".nsp-panes__pane:nth-child({place})")).await;
            assert!(shows(page, css).await, "{name}");
            assert!(!shows(page, ".nsp-compare").await, "{name}");
            assert_eq!(overflow(page).await, json!(0), "{name}");
            page.picture(&format!("390-{name}")).await;
        }
        page.click(".nsp-panes__pane:nth-child(4)").await;
        page.click("li:nth-child(2) > .nsp-requests__row").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert!(shows(page, ".nsp-compare").await, "picking a request shows its answer");
        page.view(390, 844, "dark").await;
        page.picture("390-dark").await;
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
