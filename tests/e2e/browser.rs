//! Chromium and its driver, one of each a test.

use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::page::Page;
use crate::site::Site;

/// Shows the page in a fresh browser and lets `test` use it. Whatever happens, the browser ends.
pub fn visit(test: impl AsyncFnOnce(&Page)) {
    visit_with(&[], test);
}

/// The same with more arguments for Chromium.
pub fn visit_with(arguments: &[&str], test: impl AsyncFnOnce(&Page)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let result = runtime.block_on(async {
        let site = Site::start().await;
        let driver = Driver::start();
        let client = driver.open(arguments).await;
        let page = Page::open(client.clone(), site).await;
        let result = AssertUnwindSafe(test(&page)).catch_unwind().await;
        // A browser that is gone already has nothing to close.
        let _ = client.close().await;
        result
    });
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

struct Driver {
    process: Child,
    port: u16,
    profile: PathBuf,
}

impl Driver {
    fn start() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let driver = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: run `cargo xtask test e2e`");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| {
                let said = line.split_once("successfully on port ")?.1;
                said.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says on which port it listens");
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("nsp-e2e-{}-{number}", std::process::id()));
        Self { process, port, profile }
    }

    async fn open(&self, more: &[&str]) -> Client {
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ]
        .map(str::to_owned)
        .into();
        arguments.extend(more.iter().map(ToString::to_string));
        arguments.push(format!("--user-data-dir={}", self.profile.display()));
        let mut options = json!({ "args": arguments });
        if let Ok(chromium) = std::env::var("CHROMIUM") {
            options["binary"] = json!(chromium);
        }
        let capabilities =
            json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let Value::Object(capabilities) = capabilities else { unreachable!("it is an object") };
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser opens")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// A command of Chromium's that WebDriver does not know.
#[derive(Debug)]
pub struct Extra {
    /// Behind `session/ID/`.
    pub path: &'static str,
    pub body: Value,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// Writes a picture of the page where `NSP_SHOTS` names a folder for them.
pub async fn picture(client: &Client, name: &str) {
    if let Some(folder) = std::env::var_os("NSP_SHOTS") {
        let png = client.screenshot().await.unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), png).unwrap();
    }
}
