//! Opening documents: files, several files, pasted text, dropped files, bad ones.

use std::path::PathBuf;

use fantoccini::Locator;
use serde_json::json;

use crate::browser::visit;
use crate::page::{BARE_ACCOUNT, Page};

const PERIMETER: &str = r#"{
  "id": "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/rg/providers/Microsoft.Network/networkSecurityPerimeters/nsp-bare",
  "name": "nsp-bare",
  "location": "westeurope",
  "properties": { "perimeterGuid": "bbbbbbbb-0000-4000-8000-000000000002" }
}"#;

/// Files in a folder of their own, gone with the test.
struct Files(PathBuf);

impl Files {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("nsp-files-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let file = self.0.join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn choose_files(page: &Page, files: &[String]) {
    page.wait("#open-files").await;
    let input = page.client.find(Locator::Id("open-files")).await.unwrap();
    input.send_keys(&files.join("\n")).await.unwrap();
}

#[test]
fn a_file_is_opened_and_the_way_back_is_open() {
    visit(async |page| {
        let files = Files::new("one");
        page.press("Open").await;
        choose_files(page, &[files.write("account.json", BARE_ACCOUNT)]).await;
        page.wait("[aria-label^='stbare, ']").await;
        assert_eq!(page.count("#open[open]").await, 0, "the dialog is gone");
        assert_eq!(page.count("[aria-label^='stweb, ']").await, 0);
        assert_eq!(page.value("resource").await, "stbare", "the form asks what is there");

        page.fill("from", "192.0.2.9").await;
        page.press("Fire").await;
        assert_eq!(page.verdict("Not associated").await, "Allowed");
        assert_eq!(page.count(".nsp-verdict").await, 1, "no perimeter, no modes");

        page.press("Undo").await;
        page.wait("[aria-label^='stweb, ']").await;
        assert_eq!(page.heading().await, "This request breaks on Enforced");
        page.press("Redo").await;
        page.wait("[aria-label^='stbare, ']").await;
        assert_eq!(page.verdict("Not associated").await, "Allowed");
    });
}

#[test]
fn several_files_make_one_estate() {
    visit(async |page| {
        let files = Files::new("several");
        page.press("Open").await;
        let both = [files.write("account.json", BARE_ACCOUNT), files.write("nsp.json", PERIMETER)];
        choose_files(page, &both).await;
        page.wait("[aria-label^='stbare, ']").await;
        page.wait("[aria-label*='nsp-bare']").await;
    });
}

#[test]
fn a_pasted_document_is_added_to_what_is_open() {
    visit(async |page| {
        page.press("Open").await;
        page.wait("#open-text").await;
        page.picture("open").await;
        page.click(".nsp-open__choice:nth-of-type(2)").await;
        page.press("Close").await;
        page.paste(BARE_ACCOUNT).await;
        page.wait("[aria-label^='stbare, ']").await;
        assert_eq!(page.count("[aria-label^='stweb, ']").await, 1);
        assert_eq!(page.heading().await, "This request breaks on Enforced", "it is asked still");
        page.list("Requests").await;
        assert!(page.count(".nsp-requests__row").await >= 5);
    });
}

#[test]
fn dropped_files_are_opened() {
    visit(async |page| {
        let drop = "const data = new DataTransfer();\
            data.items.add(new File([arguments[0]], 'dropped.json'));\
            const fire = name => document.querySelector('.nsp-stage').dispatchEvent(\
              new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }));\
            fire('dragover'); setTimeout(() => fire('drop'), 100);";
        page.script(drop, vec![json!(BARE_ACCOUNT)]).await;
        page.wait("[aria-label^='stbare, ']").await;
        assert_eq!(page.count(".nsp-drop__places").await, 0);
    });
}

#[test]
fn a_bad_document_says_where_and_leaves_the_screen_alone() {
    visit(async |page| {
        page.rest().await;
        let before = page.text(".nsp-app").await;
        page.paste("{\n  \"nspScenario\": 1,\n  \"name\": oops\n}").await;
        let place = page.text(".nsp-open__refused .nsp-findings__place").await;
        assert!(place.contains(":3:"), "{place}");
        assert!(page.value("open-text").await.contains("oops"), "what was pasted is kept");
        page.picture("refusal").await;
        page.press("Close").await;
        assert_eq!(page.count("#open[open]").await, 0);
        assert_eq!(page.text(".nsp-app").await, before);
        page.reload().await;
        page.press("Open").await;
        page.wait("#open-text").await;
        assert!(page.value("open-text").await.contains("oops"), "kept over a reload");
    });
}

#[test]
fn a_bad_prefix_is_located_and_the_rest_can_be_opened() {
    visit(async |page| {
        let text = include_str!("../../web/examples/retail.json");
        let line =
            text.lines().position(|line| line.contains("\"203.0.113.0/24\"] }")).unwrap() + 1;
        page.paste(&text.replace("\"203.0.113.0/24\"] }", "\"203.0.113.0/33\"] }")).await;
        let finding =
            page.text(".nsp-open__refused .nsp-findings__item[data-severity='error']").await;
        assert!(finding.contains("203.0.113.0/33"), "{finding}");
        assert!(finding.contains(&format!(":{line}:")), "{finding}");
        assert!(finding.contains("/estate/perimeters/0/profiles/0/accessRules/0"), "{finding}");
        page.press("Open what was understood").await;
        page.wait_text(".nsp-problems", "203.0.113.0/33").await;
        assert_eq!(page.count("#open[open]").await, 0);
    });
}

/// What the page says, shows or offers that holds the name under which a document keeps a page
/// that is missing, outside of the document itself.
const WIRE_NAMES: &str = "const wire = '[nextLink]';\
    const said = [];\
    for (const it of document.body.querySelectorAll('*')) {\
      if (it.matches('#open-text, script, style')) continue;\
      const own = [...it.childNodes].filter(node => node.nodeType === 3).map(node => node.data);\
      const names = ['aria-label', 'title', 'placeholder', 'value', 'label', 'alt'];\
      const all = own.concat(names.map(name => it.getAttribute(name) ?? ''), it.value ?? '');\
      for (const text of all) if (String(text).includes(wire)) said.push(`${it.closest('[id], [aria-label]')?.outerHTML.slice(0, 120)}: ${it.outerHTML.slice(0, 120)}`);\
    }\
    return said";

#[test]
fn pages_that_are_missing_are_said_in_words_everywhere() {
    visit(async |page| {
        let clean = async |at: &str| {
            let said = page.script(WIRE_NAMES, vec![]).await;
            assert_eq!(said, json!([]), "{at}");
        };
        page.paste(include_str!("../../crates/nsp-formats/tests/data/pages.json")).await;
        page.wait("[aria-label^='stcut, ']").await;
        let page_of = |of: &str| format!("The next page of the {of} is not here");
        page.wait(&format!("[aria-label='{}']", page_of("associations"))).await;
        page.picture("missing-pages").await;
        clean("the drawing").await;
        page.choose("resource", "stfree").await;
        page.fill("from", "192.0.2.9").await;
        page.press("Fire").await;
        clean("an answer").await;
        for list in ["Breaks", "Requests", "Matrix", "Expectations", "Problems", "History"] {
            page.list(list).await;
            page.rest().await;
            clean(list).await;
        }
        page.list("Breaks").await;
        page.press("Order").await;
        page.wait_text(".nsp-order", "The next page of the associations of nsp-cut is not here")
            .await;
        clean("the order of enforcements").await;
        page.list("Estate").await;
        page.picture("missing-pages-outline").await;
        for of in ["rules", "associations", "links", "perimeters", "configurations of stlone"] {
            let line = "[...document.querySelectorAll('.nsp-outline__line')]\
                .find(it => it.textContent === arguments[0]).click()";
            page.script(line, vec![json!(page_of(of))]).await;
            page.wait_text("#estate-form", &page_of(of)).await;
            clean(of).await;
        }
        for line in ["nsp-cut", "web", "office", "stcut", "to-far", "stlone"] {
            let press = "[...document.querySelectorAll('.nsp-outline__line')]\
                .find(it => it.querySelector('.nsp-outline__label').textContent === arguments[0])\
                .click()";
            page.script(press, vec![json!(line)]).await;
            page.wait_text("#estate-form", line).await;
            clean(line).await;
        }
        page.click("#estate-add, [popovertarget='estate-add']").await;
        page.settle().await;
        clean("what can be added").await;
    });
}
