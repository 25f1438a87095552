//! What is done to the page, and what it shows then.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use nsp_analysis::matrix::Matrix;
use nsp_core::Compiled;
use nsp_formats::report::matrix::extras;
use nsp_formats::scenario::large_estate;
use serde_json::json;

use crate::page::Page;
use crate::watch::{Row, Watch};

/// Inputs of each kind.
const COUNT: usize = 60;

/// Opens the large estate, does each job many times and prints its row.
///
/// # Panics
///
/// If the page shows another answer than the engine gives, or is not as it was in the end.
pub async fn all(page: &Page) {
    open(page).await;
    let breaks = expected_breaks();
    shows_breaks(page, breaks).await;
    let bare = bare(page).await;
    println!("{bare}");
    let bare = bare.median();
    let tell = |row: Row| println!("{}", row.against(bare));
    open(page).await;
    shows_breaks(page, breaks).await;
    tell(states(page).await);
    tell(wheel(page).await);
    tell(typing(page).await);
    page.click(".nsp-drawing__lane[role=button]").await;
    page.wait(".nsp-drawing__mode").await;
    tell(mode(page).await);
    tell(undo(page).await);
    open_rule(page).await;
    tell(rename(page).await);
    tell(prefix(page).await);
    tell(firing(page).await);
    shows_breaks(page, breaks).await;
}

/// The picture and its styles, without the page.
const PICTURE: &str = "
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const style = rules.map((rule) => rule.cssText).join('');
    return `<style>${style}</style>` + document.querySelector('.nsp-drawing').outerHTML;
";

/// Shows the picture alone, where a key changes one of its words by plain script.
const ALONE: &str = "
    document.body.innerHTML = arguments[0];
    document.documentElement.style.height = document.body.style.height = '100%';
    document.querySelector('.nsp-drawing').style.cssText += ';width: 900px; height: 640px';
    window.nspWord = document.querySelector('.nsp-drawing__row text');
    addEventListener('keydown', (event) => { window.nspWord.textContent = event.key; });
    return document.querySelectorAll('.nsp-drawing__svg *').length;
";

/// The yardstick: what the browser itself takes to show one word changed in as large a picture. Goes
/// back to the page in the end.
async fn bare(page: &Page) -> Row {
    let picture = page.script(PICTURE, vec![]).await;
    let drawn = "return document.querySelectorAll('.nsp-drawing__svg *').length";
    let drawn = page.script(drawn, vec![]).await;
    page.client.goto("about:blank").await.unwrap();
    assert_eq!(page.script(ALONE, vec![picture]).await, drawn);
    page.cdp("Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
    let mut watch = Watch::new(page, "one word, by plain script", "keydown").await;
    for turn in 0..COUNT {
        pause(turn).await;
        let key = if turn % 2 == 0 { 'a' } else { 'b' };
        let shown = format!("window.nspWord.textContent === '{key}'");
        watch.until(&shown, async |page| page.keys(&[key]).await).await;
    }
    page.client.goto(&page.site.page()).await.unwrap();
    page.wait(".nsp-drawing__row").await;
    page.cdp("Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
    watch.row()
}

async fn open(page: &Page) {
    page.press("Examples").await;
    page.click("[data-example='large-estate'] button, button[data-example='large-estate']").await;
    page.wait_text(".nsp-document__title", "large estate").await;
    page.wait(".nsp-drawing__lane[role=button]").await;
}

fn expected_breaks() -> u32 {
    let scenario = large_estate();
    let compiled = Compiled::new(scenario.snapshot().value);
    let added = extras(&scenario, compiled.snapshot());
    Matrix::new(&compiled, &added).counts().breaks
}

async fn shows_breaks(page: &Page, breaks: u32) {
    page.wait_text(".nsp-scrubber", &format!("{breaks} paths break")).await;
    let drawn = "return document.querySelector('.nsp-drawing__svg').getAttribute('aria-label')";
    let drawn = page.script(drawn, vec![]).await;
    assert!(drawn.as_str().is_some_and(|it| it.contains("1000 resources")), "{drawn}");
}

/// People act at any time: sometimes while the page still keeps what they did before.
async fn pause(turn: usize) {
    tokio::time::sleep(Duration::from_millis(50 + (turn as u64 * 97) % 450)).await;
}

/// Presses, and lets go as long after as people do: a press alone already paints what is pressed.
async fn press(page: &Page, at: &Element) {
    let over = PointerAction::MoveToElement { element: at.clone(), duration: None, x: 0.0, y: 0.0 };
    let held = PointerAction::Pause { duration: Duration::from_millis(80) };
    let mouse = MouseActions::new("mouse".into())
        .then(over)
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(held)
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    page.client.perform_actions(mouse).await.unwrap();
}

async fn find(page: &Page, css: &str) -> Element {
    page.client.find(Locator::Css(css)).await.unwrap()
}

async fn states(page: &Page) -> Row {
    let mut watch = Watch::new(page, "another state of the estate", "click").await;
    let stops = [(2, "enforced"), (0, "not-associated"), (1, "transition")];
    for (turn, (stop, state)) in stops.into_iter().cycle().take(COUNT).enumerate() {
        pause(turn).await;
        let shown = format!("document.querySelector('.nsp-drawing').dataset.state === '{state}'");
        let stops = page.client.find_all(Locator::Css(".nsp-scrubber__stop")).await.unwrap();
        watch.until(&shown, async |page| press(page, &stops[stop]).await).await;
    }
    watch.row()
}

async fn wheel(page: &Page) -> Row {
    let mut watch = Watch::new(page, "a turn of the wheel", "wheel").await;
    let place = "document.querySelector('.nsp-drawing__svg > g').getAttribute('transform')";
    for turn in 0..COUNT {
        let down = if turn % 20 < 10 { 240 } else { -240 };
        page.script(&format!("window.nspPlace = {place}"), vec![]).await;
        watch
            .until(&format!("{place} !== window.nspPlace"), async |page| {
                let at = json!({
                    "type": "mouseWheel", "x": 400, "y": 500, "deltaX": 0, "deltaY": down,
                });
                page.cdp("Input.dispatchMouseEvent", at).await;
            })
            .await;
    }
    watch.row()
}

async fn typing(page: &Page) -> Row {
    let mut watch = Watch::new(page, "a key in the request bar", "keydown").await;
    page.fill("from", "").await;
    let mut text = String::new();
    for (turn, key) in "198.51.100.77 198.51.100.78 198.51.100.79 198.51.100.80".chars().enumerate()
    {
        pause(turn).await;
        text.push(key);
        let shown = format!("document.getElementById('from').value === '{text}'");
        watch.until(&shown, async |page| page.keys(&[key]).await).await;
    }
    watch.row()
}

async fn firing(page: &Page) -> Row {
    let mut watch = Watch::new(page, "a request, fired", "click").await;
    for turn in 0..COUNT {
        let address = format!("198.51.{}.{turn}", 101 + turn % 3);
        page.fill("from", &address).await;
        pause(turn).await;
        // The answer, and the path: from the row that asks, lit, where it is not folded away.
        let shown = format!(
            "document.querySelector('.nsp-compare').innerText.includes('{address}')
             && [...document.querySelectorAll('.nsp-drawing__row')].every((it) =>
                 it.getAttribute('aria-label') !== '{address}' || it.hasAttribute('data-lit'))
             && document.querySelector('.nsp-drawing [data-ink~=glow]') !== null"
        );
        let fire = find(page, ".nsp-request [type=submit]").await;
        watch.until(&shown, async |page| press(page, &fire).await).await;
    }
    watch.row()
}

const CARD: &str = "document.querySelector(\".nsp-drawing__card\").getAttribute('aria-label')";

async fn mode(page: &Page) -> Row {
    let mut watch = Watch::new(page, "another mode of a resource", "keydown").await;
    page.script("document.querySelector('.nsp-drawing__mode').focus()", vec![]).await;
    for turn in 0..COUNT {
        pause(turn).await;
        let (key, mode) =
            if turn % 2 == 0 { (Key::Down, "Enforced") } else { (Key::Up, "Transition") };
        let shown = format!("{CARD}.includes(', {mode}. ')");
        watch.until(&shown, async |page| page.keys(&[key.into()]).await).await;
    }
    watch.row()
}

async fn undo(page: &Page) -> Row {
    let mut watch = Watch::new(page, "that undone, and done again", "click").await;
    for turn in 0..COUNT {
        pause(turn).await;
        let (button, mode) =
            if turn % 2 == 0 { ("Undo", "Enforced") } else { ("Redo", "Transition") };
        let shown = format!("{CARD}.includes(', {mode}. ')");
        let button = find(page, &format!("[aria-label='{button}']")).await;
        watch.until(&shown, async |page| press(page, &button).await).await;
    }
    watch.row()
}

/// Opens the form of the first rule that is drawn.
async fn open_rule(page: &Page) {
    let rule = ".nsp-drawing__row[aria-label^='Rule office-02'], \
                .nsp-drawing__row[aria-label*='rule office-02']";
    let focus = "document.querySelector(arguments[0]).focus()";
    page.script(focus, vec![json!(rule)]).await;
    page.keys(&[Key::Enter.into()]).await;
    page.wait("#addressPrefixes-new").await;
}

async fn rename(page: &Page) -> Row {
    let mut watch = Watch::new(page, "a key in the name of a rule", "keydown").await;
    page.click("#estate-name").await;
    page.keys(&[Key::End.into()]).await;
    let mut name = page.value("estate-name").await;
    for turn in 0..COUNT {
        pause(turn).await;
        let key = if turn % 2 == 0 { 'x' } else { Key::Backspace.into() };
        if turn % 2 == 0 {
            name.push('x')
        } else {
            let _ = name.pop();
        }
        let shown = format!(
            "[...document.querySelectorAll('.nsp-drawing__row text')]\
             .some((it) => it.textContent.trim() === 'Rule {name}')\
             && document.getElementById('estate-name').value === '{name}'"
        );
        watch.until(&shown, async |page| page.keys(&[key]).await).await;
    }
    watch.row()
}

async fn prefix(page: &Page) -> Row {
    let mut watch = Watch::new(page, "a prefix more in a rule", "keydown").await;
    let fields =
        "document.querySelectorAll('[data-field=addressPrefixes] .nsp-elements__row').length";
    for turn in 0..COUNT / 2 {
        let count = page.script(&format!("return {fields}"), vec![]).await.as_u64().unwrap();
        page.fill("addressPrefixes-new", &format!("203.0.113.{turn}/32")).await;
        pause(turn).await;
        let shown = format!("{fields} === {}", count + 1);
        watch.until(&shown, async |page| page.keys(&[Key::Enter.into()]).await).await;
        page.press("Undo").await;
        let back = format!("return {fields} === {count}");
        while page.script(&back, vec![]).await != json!(true) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    watch.row()
}
