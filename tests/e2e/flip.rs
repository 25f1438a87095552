//! What would turn an answer: said, made on a press, and taken back.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::visit;

#[test]
fn what_breaks_is_kept_by_one_press_and_one_undo_takes_it_back() {
    visit(async |page| {
        page.wait_text(".nsp-flip h3", "Keep it after Enforced").await;
        let way = page.text(".nsp-flip__way").await;
        assert!(way.contains("198.51.100.20") && way.contains("of 200 elements"), "{way}");
        page.script("document.querySelector('.nsp-flip').scrollIntoView()", vec![]).await;
        page.fits(&[(1440, "light"), (1440, "dark"), (390, "light")], "flip").await;
        page.click(".nsp-flip__way .nsp-button").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        page.press("Undo").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
    });
}

#[test]
fn any_answer_can_be_asked_for_by_keyboard_what_would_turn_it() {
    visit(async |page| {
        page.fill("from", "203.0.113.9").await;
        page.press("Fire").await;
        page.wait_text(".nsp-flip h3", "What would turn this?").await;
        assert_eq!(page.count(".nsp-flip__way").await, 0, "nothing is worked out unasked");
        page.tab_to(".nsp-flip__state:last-child").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait(".nsp-flip__way").await;
        let way = page.text(".nsp-flip__way").await;
        assert!(way.contains("203.0.113.0/24") && way.contains("office"), "{way}");
    });
}

#[test]
fn the_steps_and_their_sources_can_be_passed() {
    visit(async |page| {
        page.tab_to(".nsp-skip").await;
        page.keys(&[Key::Enter.into()]).await;
        let here = "return document.activeElement.className";
        assert_eq!(page.script(here, vec![]).await, json!("nsp-dock__tab"));
    });
}

/// Two Enforced accounts in two perimeters that nothing joins, and a call from one to the other.
fn strangers() -> String {
    let account = |name: &str| {
        json!({
            "id": format!("/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/{name}"),
            "identity": { "type": "SystemAssigned" },
            "publicNetworkAccess": "Enabled",
            "networkAcls": { "bypass": "None", "defaultAction": "Allow" },
        })
    };
    let perimeter = |name: &str, account: &Value| {
        json!({
            "id": format!("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityPerimeters/{name}"),
            "profiles": [{ "name": "main", "accessRules": [] }],
            "resourceAssociations": [{
                "name": "one", "accessMode": "Enforced", "profile": { "name": "main" },
                "privateLinkResource": { "id": account["id"] },
            }],
        })
    };
    let (near, far) = (account("stnear"), account("stfar"));
    json!({
        "nspScenario": 1,
        "estate": {
            "perimeters": [perimeter("nsp-near", &near), perimeter("nsp-far", &far)],
            "resources": [near, far],
        },
        "requests": [{
            "resource": "stnear", "authentication": "managed-identity",
            "from": { "resource": "stfar" },
        }],
    })
    .to_string()
}

#[test]
fn a_call_that_both_sides_deny_is_let_through_by_one_press() {
    visit(async |page| {
        page.paste(&strangers()).await;
        page.wait_text(".nsp-compare .nsp-question", "stfar").await;
        if page.count(".nsp-flip__leg").await == 0 {
            page.click(".nsp-flip__state:last-child").await;
        }
        page.wait_text(".nsp-flip__both", "Both are needed").await;
        let sides = page.texts(".nsp-flip__leg").await;
        assert_eq!(sides, ["The way into stnear", "The way out of stfar"]);
        page.script("document.querySelector('.nsp-flip').scrollIntoView()", vec![]).await;
        page.fits(&[(1440, "light"), (390, "dark")], "flip-both").await;
        page.tab_to(".nsp-flip__both .nsp-button").await;
        page.keys(&[Key::Enter.into()]).await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        page.press("Undo").await;
        page.wait_text(".nsp-flip__both", "Both are needed").await;
    });
}
