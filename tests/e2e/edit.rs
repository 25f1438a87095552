//! Editing the estate by outline and forms.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::visit;
use crate::page::Page;

const HISTORY: &str = "return document.querySelectorAll('.nsp-history__step').length";

/// Opens the outline.
async fn open(page: &Page) {
    page.press("Estate").await;
    page.wait(".nsp-outline__line").await;
}

/// Picks the line of this name.
async fn pick(page: &Page, name: &str) {
    let path = format!(
        "//*[@role='treeitem'][.//*[@class='nsp-outline__label'][normalize-space(.)='{name}']]"
    );
    let line = page.client.find(Locator::XPath(&path)).await;
    line.unwrap_or_else(|_| panic!("no line `{name}`")).click().await.unwrap();
    page.wait_text(".nsp-form__title", name).await;
}

/// The names in the outline.
async fn names(page: &Page) -> Vec<String> {
    page.texts(".nsp-outline__label").await
}

/// What a select shows.
async fn chosen(page: &Page, css: &str) -> Value {
    let script = "return document.querySelector(arguments[0]).selectedOptions[0].textContent";
    page.script(script, vec![json!(css)]).await
}

async fn type_text(page: &Page, text: &str) {
    page.keys(&text.chars().collect::<Vec<_>>()).await;
}

#[test]
fn a_rule_is_added_by_keyboard_alone_and_answers_at_once() {
    visit(async |page| {
        assert_eq!(page.verdict("Enforced").await, "Denied");
        page.tab_to(".nsp-dock__tab:nth-child(2)").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-outline__line").await;
        page.tab_to("#outline-current").await;
        page.keys(&[Key::Down.into(), Key::Down.into()]).await;
        page.wait_text(".nsp-form__title", "web").await;
        page.tab_to("[popovertarget='estate-add']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("[role=menuitem]:focus").await;
        page.picture("edit-add").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#estate-name:focus").await;
        type_text(page, "partner").await;
        page.wait_text(".nsp-form__title", "partner").await;

        page.tab_to("#addressPrefixes-new").await;
        type_text(page, "198.51.100.20").await;
        page.wait_text(".nsp-remark", "198.51.100.20/32").await;
        page.picture("edit-offer").await;
        page.tab_to(".nsp-remark .nsp-button").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        assert_eq!(page.verdict("Enforced").await, "Allowed");
        assert_eq!(page.value("addressPrefixes-0").await, "198.51.100.20/32");
        page.wait("#addressPrefixes-new:focus").await;
        page.wait_text(".nsp-elements__count", "2 of 200").await;

        page.tab_to("button[aria-label='Undo']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        assert_eq!(page.verdict("Enforced").await, "Denied");
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_profile_under_a_new_name_keeps_its_resources() {
    visit(async |page| {
        open(page).await;
        pick(page, "web").await;
        page.fill("estate-name", "front end").await;
        page.wait_text(".nsp-field .nsp-remark", "Azure refuses").await;
        assert_eq!(page.value("estate-name").await, "front end", "nothing typed is lost");
        page.press("Write front-end").await;
        page.wait_text(".nsp-outline", "front-end").await;
        pick(page, "stweb").await;
        assert_eq!(chosen(page, "#profile-0").await, "front-end");
        page.wait_text(".nsp-compare", "profile front-end").await;
        assert!(!names(page).await.contains(&"web".to_owned()));
    });
}

#[test]
fn a_resource_moves_to_another_profile_and_answers_by_its_rules() {
    visit(async |page| {
        page.fill("from", "203.0.113.7").await;
        page.press("Fire").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        open(page).await;
        pick(page, "stweb").await;
        page.choose("profile-0", "1").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        assert_eq!(chosen(page, "#profile-0").await, "data");
        page.choose("profile-0", "").await;
        page.wait_text(".nsp-outline", "In no perimeter").await;
        assert_eq!(chosen(page, "#profile").await, "In no perimeter");
        page.wait_text(".nsp-compare__heading", "In no perimeter").await;
        page.choose("profile", "0").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
    });
}

#[test]
fn a_bad_prefix_says_what_to_write_and_leaves_the_answer() {
    visit(async |page| {
        open(page).await;
        let before = page.text(".nsp-compare").await;
        pick(page, "office").await;
        page.fill("addressPrefixes-new", "203.0.113.0/33").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-remark[data-tone='refused']", "from 0 to 32").await;
        assert_eq!(page.text(".nsp-compare").await, before);
        pick(page, "ops").await;
        pick(page, "office").await;
        assert_eq!(page.value("addressPrefixes-new").await, "203.0.113.0/33", "kept");
        page.picture("edit-refused").await;
        page.reload().await;
        open(page).await;
        pick(page, "office").await;
        assert_eq!(page.value("addressPrefixes-new").await, "203.0.113.0/33", "kept over a reload");

        page.fill("addressPrefixes-new", "203.0.112.9/23").await;
        page.wait_text(".nsp-remark[data-tone='said']", "203.0.112.0/23").await;
        page.press("Add 203.0.112.0/23").await;
        page.wait_text(".nsp-remark", "adds nothing").await;
        assert_eq!(page.value("addressPrefixes-1").await, "203.0.112.0/23");
    });
}

#[test]
fn escape_brings_back_what_a_field_held_when_it_was_entered() {
    visit(async |page| {
        open(page).await;
        pick(page, "office").await;
        assert_eq!(page.value("addressPrefixes-0").await, "203.0.113.0/24");
        // On the way it is an address by itself, which would count.
        page.fill("addressPrefixes-0", "203.0.113.999/24").await;
        page.wait_text(".nsp-elements__row .nsp-remark", "Until then 203.0.113.0/24 counts").await;
        assert_eq!(page.value("addressPrefixes-0").await, "203.0.113.999/24", "as typed");
        page.keys(&[Key::Escape.into()]).await;
        assert_eq!(page.value("addressPrefixes-0").await, "203.0.113.0/24");
        assert_eq!(page.count(".nsp-elements__row .nsp-remark").await, 0);

        page.fill("addressPrefixes-0", "203.0.113.0/25").await;
        page.wait("button[aria-label='Remove 203.0.113.0/25']").await;
        page.keys(&[Key::Escape.into()]).await;
        page.wait("button[aria-label='Remove 203.0.113.0/24']").await;
        assert_eq!(page.value("addressPrefixes-0").await, "203.0.113.0/24");
    });
}

#[test]
fn what_is_deleted_comes_back() {
    visit(async |page| {
        open(page).await;
        pick(page, "office").await;
        let all = names(page).await;
        page.keys(&[Key::Delete.into()]).await;
        page.wait_text(".nsp-notices", "office").await;
        page.wait_text(".nsp-form__title", "web").await;
        assert!(!names(page).await.contains(&"office".to_owned()));
        page.wait("#outline-current:focus").await;
        page.click(".nsp-notices .nsp-button").await;
        page.wait_text(".nsp-outline", "office").await;
        assert_eq!(names(page).await, all);
    });
}

#[test]
fn a_paste_adds_every_prefix_as_one_step() {
    visit(async |page| {
        page.press("History").await;
        let steps = page.script(HISTORY, vec![]).await.as_u64().unwrap();
        open(page).await;
        pick(page, "office").await;
        let prefixes: Vec<String> = (0..30).map(|at| format!("192.0.2.{}/32", at * 8)).collect();
        let paste = "const d = new DataTransfer(); d.setData('text', arguments[0]); \
            document.getElementById('addressPrefixes-new').dispatchEvent(\
              new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true }))";
        page.script(paste, vec![json!(format!("{}\n*", prefixes.join(",\n")))]).await;
        page.wait_text(".nsp-elements__count", "31 of 200").await;
        assert_eq!(page.value("addressPrefixes-30").await, "192.0.2.232/32");
        assert_eq!(page.value("addressPrefixes-new").await, "*", "what is refused stays");
        page.picture("edit-paste").await;
        page.press("History").await;
        assert_eq!(page.script(HISTORY, vec![]).await.as_u64().unwrap(), steps + 1);
    });
}

#[test]
fn the_outline_is_walked_and_reordered_by_keys() {
    visit(async |page| {
        open(page).await;
        pick(page, "office").await;
        let shift_down = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
            { key: 'ArrowDown', shiftKey: true, bubbles: true, cancelable: true }))";
        page.script(shift_down, vec![]).await;
        page.wait_text(".nsp-form__title", "office").await;
        let all = names(page).await;
        let place = |name: &str| all.iter().position(|it| it == name).unwrap();
        assert!(place("partner-api") < place("office"), "{all:?}");
        page.keys(&[Key::Left.into()]).await;
        page.wait_text(".nsp-form__title", "web").await;
        page.keys(&[Key::Left.into()]).await;
        assert!(!names(page).await.contains(&"office".to_owned()), "closed");
        page.keys(&[Key::Right.into(), Key::End.into()]).await;
        page.wait_text(".nsp-form__title", "pe-stdata").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#estate-name:focus").await;
    });
}

#[test]
fn one_thing_of_a_thousand_is_found_by_name_by_address_and_by_id() {
    visit(async |page| {
        page.client.goto(&format!("{}?example=large-estate", page.site.page())).await.unwrap();
        page.wait(".nsp-compare__heading").await;
        page.list("Estate").await;
        page.wait(".nsp-outline__line").await;
        let all = page.text(".nsp-search__found").await;
        let count: usize = all.split(' ').next().unwrap().parse().unwrap();
        assert!(count > 1_000, "{all}");
        page.tab_to("#outline-search").await;
        let last = "return document.querySelectorAll('.nsp-outline__line').length";
        type_text(page, "nothing at all").await;
        page.wait_text(".nsp-search__found", &format!("0 of {count} things")).await;
        assert_eq!(page.script(last, vec![]).await, json!(0));
        page.keys(&[Key::Escape.into()]).await;
        page.wait_text(".nsp-search__found", &all).await;
        page.wait("#outline-search:focus").await;

        let resource = "return document.querySelector('#resource').options[7].value";
        let resource = page.script(resource, vec![]).await.as_str().unwrap().to_owned();
        type_text(page, &resource).await;
        page.wait_text(".nsp-search__found", &format!("1 of {count} things")).await;
        page.picture("outline-search").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait("#outline-current:focus").await;
        page.wait_text(".nsp-form__title", &resource).await;
        page.view(390, 844, "dark").await;
        page.click("[popovertarget='more']").await;
        page.wait("#more [role='menuitem']:focus").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-search").await;
        page.picture("outline-search-390").await;
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_link_leads_to_a_perimeter_that_no_document_describes() {
    visit(async |page| {
        open(page).await;
        pick(page, "nsp-retail").await;
        page.click("[popovertarget='estate-add']").await;
        page.press("Link to a perimeter outside").await;
        page.wait("#remote-id").await;
        assert_eq!(chosen(page, "#remote").await, "One outside this estate");
        let id = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg/providers/\
                  Microsoft.Network/networkSecurityPerimeters/nsp-theirs";
        page.fill("remote-id", "/subscriptions/2").await;
        page.wait_text(".nsp-remark", "is no id of a perimeter").await;
        page.fill("remote-id", id).await;
        assert_eq!(page.value("remote-id").await, id);
        page.press("History").await;
        page.wait_text(".nsp-history__step", "nsp-theirs").await;
        page.press("Share").await;
        page.wait("#share-link").await;
        page.press("Close").await;
        page.wait("[aria-label*='nsp-theirs']").await;
    });
}

/// What has the focus, in a word.
async fn focused(page: &Page) -> String {
    let said = "const e = document.activeElement; \
                return e.id || e.getAttribute('aria-label') || e.className || e.tagName";
    page.script(said, vec![]).await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn what_is_added_in_the_drawing_is_named_at_once() {
    visit(async |page| {
        page.press("Add a perimeter").await;
        page.wait("#estate-name:focus").await;
        page.wait_text(".nsp-form__title", "nsp").await;
        page.press("Undo").await;
        page.click("[data-spot='lane-menu:0']").await;
        page.wait("[role=menuitem]:focus").await;
        page.keys(&[Key::Down.into(), Key::Enter.into()]).await;
        page.wait("#estate-name:focus").await;
        type_text(page, "partner").await;
        page.wait_text(".nsp-form__title", "partner").await;
    });
}

#[test]
fn what_loses_its_focus_by_an_edit_gives_it_to_the_picture() {
    visit(async |page| {
        page.tab_to(".nsp-drawing [data-spot]").await;
        page.script("document.querySelector(\"[data-spot='card:2']\").focus()", vec![]).await;
        page.wait("[data-spot='card:2']:focus").await;
        let card = focused(page).await;
        page.keys(&[Key::Delete.into()]).await;
        page.wait(".nsp-drawing [data-spot]:focus").await;
        assert_ne!(focused(page).await, card, "that one is gone");
        page.wait_text(".nsp-document__state", "saved").await;
        page.tab_to("button[aria-label='Undo']").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(&format!("[aria-label='{card}']")).await;
        assert_ne!(focused(page).await, "BODY");
    });
}
