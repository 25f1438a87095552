//! The page as a person meets it: what it says, and what can be done to it.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::browser::{Extra, picture};
use crate::site::Site;

/// A document of two accounts, of which one is in no perimeter.
pub const BARE_ACCOUNT: &str = r#"{
  "id": "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stbare",
  "name": "stbare",
  "type": "Microsoft.Storage/storageAccounts",
  "location": "westeurope",
  "properties": {
    "publicNetworkAccess": "Enabled",
    "networkAcls": { "bypass": "None", "defaultAction": "Deny", "ipRules": [{ "value": "192.0.2.9" }] }
  }
}"#;

/// The page in a browser.
pub struct Page {
    pub client: Client,
    pub site: Site,
}

impl Page {
    /// Opens the page and waits until it has drawn itself.
    pub async fn open(client: Client, site: Site) -> Self {
        let page = Self { client, site };
        page.view(1440, 900, "light").await;
        page.client.goto(&page.site.page()).await.unwrap();
        page.wait(".nsp-compare__heading").await;
        page.wait(".nsp-drawing__row").await;
        page
    }

    /// Loads the page anew and waits until it has drawn itself.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
        self.wait(".nsp-compare__heading").await;
    }

    /// Waits until nothing is added to the first screen by itself: what ends and what is a problem
    /// has been counted.
    pub async fn rest(&self) {
        self.wait(".nsp-count[data-hot]").await;
        self.wait(".nsp-count[title^='Errors']").await;
    }

    /// Sets the size of the screen and the colours the system prefers.
    pub async fn view(&self, width: u32, height: u32, scheme: &str) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// By how many pixels the page is wider than the screen.
    pub async fn spill(&self) -> i64 {
        let wider = "return document.documentElement.scrollWidth - innerWidth";
        self.script(wider, vec![]).await.as_i64().unwrap()
    }

    /// Asserts that nothing hangs over the screen, at each width and in each scheme, and writes a
    /// picture of each; then shows the wide and light page again.
    pub async fn fits(&self, views: &[(u32, &str)], name: &str) {
        for &(width, scheme) in views {
            self.view(width, 900, scheme).await;
            self.picture(&format!("{name}-{width}-{scheme}")).await;
            assert_eq!(self.spill().await, 0, "{name} at {width}");
        }
        self.view(1440, 900, "light").await;
    }

    /// Asks Chromium itself.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Extra { path: "goog/cdp/execute", body }).await.unwrap()
    }

    /// What the console said since it was last asked.
    pub async fn console(&self) -> Vec<String> {
        let body = json!({ "type": "browser" });
        let said = self.client.issue_cmd(Extra { path: "se/log", body }).await.unwrap();
        let said = said.as_array().cloned().unwrap_or_default();
        said.iter().map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Waits until the browser has kept the page for a day without a network.
    pub async fn kept(&self) {
        let kept = "const [done, worker] = [arguments[0], navigator.serviceWorker]; \
                    const claimed = () => worker.controller ? done(true) : setTimeout(claimed, 20); \
                    worker.ready.then(claimed, () => done(false))";
        assert_eq!(self.client.execute_async(kept, vec![]).await.unwrap(), json!(true));
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// Waits for an element.
    pub async fn wait(&self, css: &str) {
        let wait = self.client.wait().at_most(Duration::from_secs(15));
        wait.for_element(Locator::Css(css)).await.unwrap_or_else(|_| panic!("no `{css}`"));
    }

    /// The visible text of the first element that a selector finds.
    pub async fn text(&self, css: &str) -> String {
        self.wait(css).await;
        self.client.find(Locator::Css(css)).await.unwrap().text().await.unwrap()
    }

    /// The visible texts of all elements that a selector finds.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        // In one go, for an element may be drawn anew while it is asked.
        let texts = "return [...document.querySelectorAll(arguments[0])]\
            .map(e => e.checkVisibility() ? (e.innerText ?? e.textContent).trim() : '')";
        serde_json::from_value(self.script(texts, vec![json!(css)]).await).unwrap()
    }

    /// How many elements a selector finds.
    pub async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.unwrap().len()
    }

    /// Waits until a text contains another.
    pub async fn wait_text(&self, css: &str, part: &str) {
        let mut last = String::new();
        for _ in 0..150 {
            let found = self.texts(css).await.join("\n");
            if found.contains(part) {
                return;
            }
            last = found;
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        panic!("`{css}` never said `{part}`, but `{last}`");
    }

    /// Clicks the first element that a selector finds; once more if it was just drawn anew.
    pub async fn click(&self, css: &str) {
        self.wait(css).await;
        let click = async || self.client.find(Locator::Css(css)).await?.click().await;
        if click().await.is_err() {
            tokio::time::sleep(Duration::from_millis(200)).await;
            click().await.unwrap_or_else(|error| panic!("no click on `{css}`: {error}"));
        }
        self.settle().await;
    }

    /// Waits until the page fetches no part of itself.
    pub async fn settle(&self) {
        let idle = "const done = arguments[0]; \
            const idle = () => document.querySelector('[aria-busy]') \
                ? setTimeout(idle, 20) : setTimeout(() => done(true), 0); \
            requestAnimationFrame(idle)";
        // A page that is just being left answers nothing.
        let _ = self.client.execute_async(idle, vec![]).await;
    }

    /// Clicks the button of this name.
    pub async fn press(&self, name: &str) {
        let path = format!(
            "//button[not(@hidden)][@aria-label='{name}' or normalize-space(.)='{name}' \
             or span[normalize-space(.)='{name}']]"
        );
        let button = self.client.find(Locator::XPath(&path)).await;
        button.unwrap_or_else(|_| panic!("no button `{name}`")).click().await.unwrap();
        self.settle().await;
    }

    /// Presses what stands in words behind "More" on a phone.
    pub async fn more(&self, name: &str) {
        self.click("[popovertarget='more']").await;
        self.wait("#more [role='menuitem']:focus").await;
        let item = format!(
            "//*[@id='more']//*[@role='menuitem'][starts-with(normalize-space(.), '{name}')]"
        );
        self.client.find(Locator::XPath(&item)).await.unwrap().click().await.unwrap();
        self.settle().await;
    }

    /// Keeps a breaking answer as an expectation, in one of the two ways there are.
    pub async fn keep(&self, way: &str) {
        self.press("Keep as expectation").await;
        self.wait("#keep [role='menuitem']:focus").await;
        let item = format!("//*[@id='keep']/button[starts-with(normalize-space(.), '{way}')]");
        self.client.find(Locator::XPath(&item)).await.unwrap().click().await.unwrap();
        self.wait("[aria-label='Kept as an expectation: show it']").await;
    }

    /// Opens the menu of scenarios.
    pub async fn menu(&self) {
        self.click(".nsp-document").await;
        self.wait(".nsp-scenarios__actions button").await;
    }

    /// Opens a list of the dock.
    pub async fn list(&self, name: &str) {
        let path =
            format!("//footer//button[@aria-expanded='false'][span[normalize-space(.)='{name}']]");
        let tab = self.client.find(Locator::XPath(&path)).await;
        tab.unwrap_or_else(|_| panic!("no closed list `{name}`")).click().await.unwrap();
        self.settle().await;
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, id: &str, text: &str) {
        let field = self.client.find(Locator::Id(id)).await.unwrap();
        let select = "const e = document.getElementById(arguments[0]); e.focus(); e.select()";
        self.script(select, vec![json!(id)]).await;
        self.keys(&[Key::Delete.into()]).await;
        field.send_keys(text).await.unwrap();
    }

    /// Chooses a value of a select.
    pub async fn choose(&self, id: &str, value: &str) {
        self.choose_in(&format!("#{id}"), value).await;
    }

    /// Chooses a value of the select that a selector finds.
    pub async fn choose_in(&self, css: &str, value: &str) {
        let field = self.client.find(Locator::Css(css)).await.unwrap();
        field.select_by_value(value).await.unwrap();
    }

    /// What a field holds.
    pub async fn value(&self, id: &str) -> String {
        let value =
            self.script("return document.getElementById(arguments[0]).value", vec![json!(id)]);
        value.await.as_str().unwrap_or_default().to_owned()
    }

    /// Types on the keyboard, wherever the focus is.
    pub async fn keys(&self, keys: &[char]) {
        let down = |value: char| KeyAction::Down { value };
        let mut actions = KeyActions::new("keyboard".into());
        for key in keys {
            actions = actions.then(down(*key)).then(KeyAction::Up { value: *key });
        }
        self.client.perform_actions(actions).await.unwrap();
        self.settle().await;
    }

    /// Presses Tab until the focus is on what `css` selects.
    pub async fn tab_to(&self, css: &str) {
        self.settle().await;
        let script =
            "return !!document.activeElement && document.activeElement.matches(arguments[0])";
        for _ in 0..200 {
            if self.script(script, vec![json!(css)]).await == json!(true) {
                return;
            }
            self.keys(&[Key::Tab.into()]).await;
        }
        panic!("no Tab leads to `{css}`");
    }

    /// The word of a state's verdict.
    pub async fn verdict(&self, state: &str) -> String {
        self.text(&format!(".nsp-verdict[aria-label='{state}'] .nsp-verdict__word")).await
    }

    /// The heading of the comparison.
    pub async fn heading(&self) -> String {
        self.text(".nsp-compare__heading").await
    }

    /// Opens documents from a pasted text.
    pub async fn paste(&self, text: &str) {
        self.press("Open").await;
        self.wait("#open-text").await;
        let set = "const t = document.getElementById('open-text'); t.value = arguments[0]; \
                   t.dispatchEvent(new InputEvent('input', { bubbles: true }));";
        self.script(set, vec![json!(text)]).await;
        self.press("Read the text").await;
    }

    /// Writes a picture, where pictures are wanted.
    pub async fn picture(&self, name: &str) {
        picture(&self.client, name).await;
    }
}
