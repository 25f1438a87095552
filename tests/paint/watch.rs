//! From an input to the frame that shows what came of it.

use std::fmt;

use serde_json::json;

use crate::page::Page;

/// One frame of a screen of 60 Hz, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// What stands above the rows.
pub const HEADING: &str = "                                     median      frames         p99      frames     heard      busy      ours     to bare";

/// Inputs of one kind, in milliseconds.
pub struct Row {
    name: &'static str,
    /// Until the page showed what came of each.
    waits: Vec<f64>,
    /// How much of that the browser took to let the page hear of each.
    heard: Vec<f64>,
    /// What the page's thread had to do for each, on average and however busy the computer was.
    work: Work,
    /// What the median is measured against.
    bare: Option<f64>,
}

/// What a thread has worked, in milliseconds.
#[derive(Clone, Copy, Default)]
struct Work {
    /// In all: styles, layout and painting too.
    all: f64,
    /// In the page's own code, in wasm and around it.
    own: f64,
}

impl Row {
    /// The one in the middle.
    pub fn median(&self) -> f64 {
        at(0.5, &self.waits)
    }

    /// The same measured against a time in milliseconds.
    pub fn against(self, bare: f64) -> Self {
        Self { bare: Some(bare), ..self }
    }
}

/// The time at a share of all, from the shortest to the longest.
fn at(share: f64, times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let last = times.len().saturating_sub(1);
    times.get((share * last as f64).ceil() as usize).copied().unwrap_or(f64::NAN)
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (median, last) = (self.median(), at(0.99, &self.waits));
        write!(
            f,
            "{:<32}{median:>8.1} ms{:>12.2}{last:>9.1} ms{:>12.2}{:>7.1} ms{:>7.1} ms{:>7.1} ms",
            self.name,
            median / FRAME,
            last / FRAME,
            at(0.5, &self.heard),
            self.work.all,
            self.work.own,
        )?;
        self.bare.map_or(Ok(()), |bare| write!(f, "{:>10.2} x", median / bare))
    }
}

/// Watches inputs of one kind.
pub struct Watch<'a> {
    page: &'a Page,
    event: &'static str,
    row: Row,
}

impl<'a> Watch<'a> {
    /// Of events of this type.
    pub async fn new(page: &'a Page, name: &'static str, event: &'static str) -> Self {
        page.script(include_str!("watch.js"), vec![]).await;
        Self {
            page,
            event,
            row: Row {
                name,
                waits: Vec::new(),
                heard: Vec::new(),
                work: Work::default(),
                bare: None,
            },
        }
    }

    /// Does something after which a condition of the page holds that did not before.
    ///
    /// # Panics
    ///
    /// If it held already, or never does.
    pub async fn until(&mut self, shown: &str, input: impl AsyncFnOnce(&Page)) {
        let arm = format!("nspArm(arguments[0], () => {shown})");
        self.page.script(&arm, vec![json!(self.event)]).await;
        let before = self.worked().await;
        input(self.page).await;
        let taken = "nspTaken().then(arguments[0])";
        let taken = self.page.client.execute_async(taken, vec![]).await.unwrap();
        let wait = taken["wait"].as_f64();
        self.row.waits.push(wait.unwrap_or_else(|| panic!("never `{shown}`")));
        self.row.heard.extend(taken["heard"].as_f64());
        let after = self.worked().await;
        self.row.work.all += after.all - before.all;
        self.row.work.own += after.own - before.own;
    }

    /// How long the page's thread has worked so far.
    async fn worked(&self) -> Work {
        let metrics = self.page.cdp("Performance.getMetrics", json!({})).await;
        let all = metrics["metrics"].as_array().cloned().unwrap_or_default();
        let of = |name: &str| {
            let found = all.iter().find(|it| it["name"] == name);
            found.and_then(|it| it["value"].as_f64()).unwrap_or(f64::NAN) * 1e3
        };
        Work { all: of("TaskDuration"), own: of("ScriptDuration") }
    }

    /// What was watched.
    pub fn row(mut self) -> Row {
        let count = self.row.waits.len().max(1) as f64;
        self.row.work.all /= count;
        self.row.work.own /= count;
        self.row
    }
}
