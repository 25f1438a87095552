//! For who uses no mouse, or no eyes.

use std::collections::BTreeSet;
use std::time::Duration;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::visit;
use crate::page::Page;

/// Every control of the page in the browser's own accessibility tree, as role and name.
async fn controls(page: &Page) -> Vec<(String, String)> {
    const ROLES: [&str; 9] =
        ["button", "link", "textbox", "combobox", "radio", "checkbox", "dialog", "region", "form"];
    page.cdp("Accessibility.enable", json!({})).await;
    let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let text = |node: &Value, key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
    nodes
        .iter()
        .filter(|node| node["ignored"] != json!(true))
        .map(|node| (text(node, "role").to_lowercase(), text(node, "name")))
        .filter(|(role, _)| ROLES.contains(&role.as_str()))
        .collect()
}

#[test]
fn every_control_has_a_name() {
    visit(async |page| {
        page.press("More").await;
        let found = controls(page).await;
        assert!(found.len() > 40, "{found:#?}");
        for (role, name) in &found {
            assert!(!name.trim().is_empty(), "a {role} without a name among {found:#?}");
        }
        page.press("Open").await;
        page.wait("#open-text").await;
        let found = controls(page).await;
        assert!(found.iter().any(|(role, name)| role == "dialog" && name == "Open documents"));
        for (role, name) in &found {
            assert!(!name.trim().is_empty(), "a {role} without a name among {found:#?}");
        }
    });
}

#[test]
fn no_id_is_given_twice_and_every_reference_leads_somewhere() {
    visit(async |page| {
        page.press("More").await;
        let script = "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);\
            const twice = ids.filter((id, place) => ids.indexOf(id) !== place);\
            const lost = [...document.querySelectorAll('[aria-describedby],[aria-labelledby],[aria-controls],[for],[list]')]\
              .flatMap(e => ['aria-describedby','aria-labelledby','aria-controls','for','list']\
                .flatMap(name => (e.getAttribute(name) || '').split(' ').filter(Boolean)))\
              .filter(id => !ids.includes(id));\
            return [twice, lost]";
        assert_eq!(page.script(script, vec![]).await, json!([[], []]));
    });
}

#[test]
fn tab_visits_everything_in_reading_order_and_the_focus_is_seen() {
    visit(async |page| {
        let here = "const e = document.activeElement; const s = getComputedStyle(e);\
            const field = e.closest('.nsp-field'); const f = field && getComputedStyle(field);\
            const seen = s.outlineStyle !== 'none' && s.outlineWidth !== '0px'\
              || f && f.outlineStyle !== 'none' && f.outlineWidth !== '0px';\
            const area = e.closest('.nsp-top, .nsp-request, .nsp-app__stage, .nsp-splitter, .nsp-app__side, .nsp-dock');\
            return [area ? area.className.split(' ')[0] : e.tagName, e.id || e.textContent.slice(0, 24), !!seen]";
        let mut areas: Vec<String> = Vec::new();
        for _ in 0..120 {
            page.keys(&[Key::Tab.into()]).await;
            let now = page.script(here, vec![]).await;
            let area = now[0].as_str().unwrap().to_owned();
            if area == "BODY" {
                break;
            }
            assert_eq!(now[2], json!(true), "the focus is not seen on {now}");
            if areas.last() != Some(&area) {
                areas.push(area);
            }
        }
        let expected = [
            "nsp-top",
            "nsp-request",
            "nsp-app__stage",
            "nsp-splitter",
            "nsp-app__side",
            "nsp-dock",
        ];
        assert_eq!(areas, expected);
    });
}

#[test]
fn the_dialog_holds_the_focus_and_gives_it_back() {
    visit(async |page| {
        page.tab_to(".nsp-top .nsp-button[data-kind='line']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#open[open] #open-text").await;
        for _ in 0..12 {
            page.keys(&[Key::Tab.into()]).await;
            let inside = "const e = document.activeElement; return e === document.body || !!e.closest('#open')";
            assert_eq!(page.script(inside, vec![]).await, json!(true));
        }
        page.keys(&[Key::Escape.into()]).await;
        let back =
            "return !document.querySelector('#open[open]') && document.activeElement.textContent";
        assert_eq!(page.script(back, vec![]).await, json!("Open"));
    });
}

#[test]
fn text_is_readable_in_light_and_dark() {
    let script = "const rgb = c => { const k = document.createElement('canvas').getContext('2d', { willReadFrequently: true });\
          k.fillStyle = c; k.fillRect(0, 0, 1, 1); return [...k.getImageData(0, 0, 1, 1).data] };\
        const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)\
          .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);\
        const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);\
          if (c[3] > 200) return c } return [255, 255, 255, 255] };\
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const bad = new Set();\
        while (walk.nextNode()) { const e = walk.currentNode.parentElement;\
          if (!walk.currentNode.textContent.trim() || !e.checkVisibility() || e.closest(':disabled, .nsp-hidden, option')) continue;\
          const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))];\
          const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);\
          if (ratio < 4.5) bad.add(e.className + ': ' + e.textContent.slice(0, 30) + ' ' + ratio.toFixed(2)) }\
        return [...bad]";
    visit(async |page| {
        page.press("More").await;
        for scheme in ["light", "dark"] {
            page.view(1440, 900, scheme).await;
            // Colours that pass from one to the other are no colours of either.
            tokio::time::sleep(Duration::from_millis(400)).await;
            assert_eq!(page.script(script, vec![]).await, json!([]), "{scheme}");
        }
    });
}

#[test]
fn motion_stops_where_it_is_not_wanted() {
    visit(async |page| {
        let features = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
        page.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        let script = "return [...document.querySelectorAll('*')]\
            .map(e => getComputedStyle(e).transitionDuration)\
            .filter(d => d.split(', ').some(d => d !== '0s'))";
        assert_eq!(page.script(script, vec![]).await, json!([]));
    });
}

/// Colours that are still changing are no colours to judge.
const AXE: &str = "const done = arguments[0]; \
    Promise.allSettled(document.getAnimations().map(it => it.finished))\
    .then(() => axe.run(document, { resultTypes: ['violations'] }))\
    .then(found => done(found.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.target).join(' | '))), done)";

/// What axe-core finds wrong with the page, in each view.
struct Audit<'a> {
    page: &'a Page,
    axe: String,
    found: BTreeSet<String>,
}

impl<'a> Audit<'a> {
    async fn new(page: &'a Page) -> Self {
        let axe = std::env::var_os("NSP_AXE").expect("NSP_AXE names axe-core's file");
        let axe = std::fs::read_to_string(axe).expect("NSP_AXE names a file");
        page.cdp("Page.setBypassCSP", json!({ "enabled": true })).await;
        Self { page, axe, found: BTreeSet::new() }
    }

    async fn run(&mut self, name: &str, views: &[(u32, &str)]) {
        self.page.script(&self.axe, vec![]).await;
        for &(width, scheme) in views {
            self.page.view(width, 900, scheme).await;
            let violations = self.page.client.execute_async(AXE, vec![]).await.unwrap();
            let violations = violations.as_array().unwrap().iter();
            self.found.extend(violations.map(|it| format!("{name}, {width} {scheme}: {it}")));
        }
        self.page.view(1440, 900, "light").await;
    }
}

const BOTH: [(u32, &str); 2] = [(1440, "light"), (1440, "dark")];
const AND_PHONE: [(u32, &str); 3] = [(1440, "light"), (1440, "dark"), (390, "light")];

#[test]
fn axe_finds_nothing() {
    visit(async |page| {
        let mut audit = Audit::new(page).await;
        page.press("More").await;
        audit.run("first screen", &AND_PHONE).await;
        page.press("Open").await;
        page.wait("#open-text").await;
        audit.run("dialog", &[(1440, "light")]).await;
        page.press("Close").await;
        page.press("Requests").await;
        page.press("Remove partner from the list").await;
        page.press("History").await;
        page.press("Estate").await;
        for line in ["office", "stweb", "nsp-retail"] {
            page.script(
                "[...document.querySelectorAll('.nsp-outline__line')].find(it => it.textContent.includes(arguments[0])).click()",
                vec![json!(line)],
            )
            .await;
            page.wait_text(".nsp-form__title", line).await;
            audit.run(line, &BOTH).await;
        }
        page.list("Breaks").await;
        page.wait(".nsp-mend").await;
        audit.run("breaks", &AND_PHONE).await;
        page.list("Problems").await;
        page.wait(".nsp-problems .nsp-findings li").await;
        audit.run("problems", &BOTH).await;
        page.click(".nsp-document").await;
        page.wait("#scenario-name").await;
        audit.run("menu", &BOTH).await;
        assert!(audit.found.is_empty(), "{:#?}", audit.found);
    });
}

/// What stands beside the page: the gallery, sharing, the small view and how to embed it.
#[test]
fn axe_finds_nothing_around_the_page() {
    visit(async |page| {
        let mut audit = Audit::new(page).await;
        for (address, press, css) in [
            ("", Some("Examples"), ".nsp-gallery"),
            ("", Some("Share"), "#share-link"),
            ("?embed&example=fallback", None, ".nsp-embed__answer"),
            ("?embed&example=smb&view=matrix&form=1", None, ".nsp-embed__errors"),
            ("embedding.html", None, "iframe"),
        ] {
            page.client.goto(&format!("{}{address}", page.site.page())).await.unwrap();
            page.client.refresh().await.unwrap();
            if let Some(press) = press {
                page.wait(".nsp-compare__heading").await;
                page.press(press).await;
            }
            page.wait(css).await;
            audit.run(&format!("{address} {css}"), &[(1000, "light"), (1000, "dark")]).await;
        }
        assert!(audit.found.is_empty(), "{:#?}", audit.found);
    });
}
