//! What ends over all traffic: read, shown by a request, mended and taken back.

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::visit;
use crate::page::{BARE_ACCOUNT, Page};

const HEADING: &str = ".nsp-breaks h2";
const CHOSEN: &str = ".nsp-breaks__chosen";

async fn open(page: &Page) {
    page.list("Breaks").await;
    page.wait(".nsp-breaks__group[aria-current]").await;
}

#[test]
fn a_loss_is_read_shown_mended_and_taken_back() {
    visit(async |page| {
        open(page).await;
        assert_eq!(page.text(HEADING).await, "7 permissions end on Enforced");
        page.wait_text(".nsp-dock__tab[aria-expanded='true'] .nsp-count[data-hot]", "7").await;
        // Permissions over all traffic, and the paths of the picture that they break.
        page.wait_text(".nsp-breaks__note", "In the picture 12 paths break.").await;
        page.wait_text(".nsp-scrubber__leg[data-kind='lost']", "12 paths break").await;
        page.wait_text(".nsp-breaks__group[aria-current]", "2 permissions, 2 prefixes").await;
        page.wait_text(".nsp-breaks__group[aria-current]", "9 addresses lose stweb").await;
        let chips = page.texts(".nsp-breaks__chip").await;
        assert_eq!(chips, ["198.51.100.20", "198.51.100.24/29"]);
        page.wait_text(".nsp-breaks__take", "9 addresses exactly").await;

        page.press("Fire it").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        assert_eq!(page.verdict("Transition").await, "Allowed");

        page.wait_text(".nsp-mend__rule", "3 of 200 elements in web").await;
        let coarse = "const r = document.querySelector('.nsp-mend input'); r.value = r.max; \
                      r.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        page.script(coarse, vec![]).await;
        page.wait_text(".nsp-mend__rule", "7 addresses over-granted").await;
        page.wait(".nsp-bar__stripe[data-ink='extra']").await;
        page.picture("breaks-coarse").await;
        let exact = coarse.replace("r.max", "r.min");
        page.script(&exact, vec![]).await;
        page.wait_text(".nsp-mend__rule", "3 of 200 elements in web").await;
        page.press("Add rule").await;

        page.wait_text(HEADING, "5 permissions end on Enforced").await;
        page.wait_text(".nsp-compare__heading", "Both modes allow it").await;
        page.wait_text(".nsp-dock__tab[aria-expanded='true'] .nsp-count[data-hot]", "5").await;
        let left = page.texts(".nsp-breaks__group b").await;
        assert!(!left.iter().any(|it| it.contains("IP rules stop")), "{left:?}");

        page.press("Undo").await;
        page.wait_text(HEADING, "7 permissions end on Enforced").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
        page.fits(&[(1440, "light"), (1440, "dark"), (1024, "light")], "breaks").await;
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn the_groups_are_walked_by_keys_and_names_are_added() {
    visit(async |page| {
        open(page).await;
        page.tab_to(".nsp-breaks__group[aria-current]").await;
        page.keys(&[Key::Down.into()]).await;
        page.wait(".nsp-breaks__group[aria-current]:focus").await;
        page.wait_text(CHOSEN, "No rule names a trusted service").await;
        let outbound = "[...document.querySelectorAll('.nsp-breaks__group')]\
            .find(e => e.innerText.includes('Outbound is no longer open')).click()";
        page.script(outbound, vec![]).await;
        page.wait_text(CHOSEN, "only names and patterns can be listed").await;
        page.fill("mend-names", "a.example, *.b.example").await;
        page.wait_text(".nsp-mend__rule", "4 of 200 elements with 2 names").await;
        page.press("Add rule").await;
        page.wait_text(".nsp-breaks__chips", "a.example").await;
        assert_eq!(page.text(HEADING).await, "7 permissions end on Enforced");
    });
}

#[test]
fn a_group_lights_its_paths_without_firing() {
    visit(async |page| {
        open(page).await;
        let asked = page.texts(".nsp-question").await;
        let lit = "return document.querySelectorAll('.nsp-drawing__row[data-lit]').length";
        let rows = async |count: usize| {
            for _ in 0..100 {
                if page.script(lit, vec![]).await == json!(count) {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(40)).await;
            }
            panic!("never {count} rows lit, but {}", page.script(lit, vec![]).await);
        };
        rows(1).await;
        page.click(".nsp-breaks__group[aria-current]").await;
        // Both IP rules of the account, where the request that was fired met one.
        rows(2).await;
        assert_eq!(page.texts(".nsp-question").await, asked, "nothing was fired");
        page.wait_text(".nsp-breaks__rests", "TR25").await;
        page.picture("breaks-lit").await;
        page.press("Fire it").await;
        rows(1).await;
    });
}

/// Two accounts in Transition with two profiles, each with IP rules of its own.
fn two_accounts() -> String {
    let group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers";
    let id = |name: &str| format!("{group}/Microsoft.Storage/storageAccounts/{name}");
    let account = |(name, v4, v6): (&str, &str, &[&str])| {
        let rules = |all: &[&str]| all.iter().map(|it| json!({ "value": it })).collect::<Vec<_>>();
        json!({ "id": id(name), "publicNetworkAccess": "Enabled", "networkAcls": {
            "bypass": "None", "defaultAction": "Deny", "ipRules": rules(&[v4]),
            "ipv6Rules": rules(v6) } })
    };
    let association = |(name, profile): (&str, &str)| {
        json!({ "name": name, "privateLinkResource": { "id": id(name) },
            "profile": { "name": profile }, "accessMode": "Learning" })
    };
    let associations = [("st1", "one"), ("st2", "two")].map(association);
    let perimeter = json!({
        "id": format!("{group}/Microsoft.Network/networkSecurityPerimeters/nsp"),
        "profiles": [{ "name": "one" }, { "name": "two" }],
        "resourceAssociations": associations,
    });
    let rules: [(_, _, &[&str]); 2] =
        [("st1", "198.51.100.0/24", &[]), ("st2", "203.0.113.0/24", &["2001:db8:5::/48"])];
    let resources = rules.map(account);
    let estate = json!({ "perimeters": [perimeter], "resources": resources });
    json!({ "nspScenario": 1, "name": "Two accounts", "estate": estate }).to_string()
}

#[test]
fn what_is_ticked_is_kept_working_by_one_step() {
    visit(async |page| {
        page.paste(&two_accounts()).await;
        page.wait_text(".nsp-top", "Two accounts").await;
        open(page).await;
        page.wait_text(HEADING, "5 permissions end on Enforced").await;
        page.tab_to(".nsp-breaks__tick input").await;
        page.keys(&[' ']).await;
        page.wait_text(".nsp-together", "1 group must keep working. 1 prefix in 1 profile").await;
        page.tab_to(".nsp-breaks__group[aria-current]").await;
        page.keys(&[Key::Down.into()]).await;
        page.tab_to(".nsp-breaks__tick input").await;
        page.keys(&[' ']).await;
        let both = "2 groups must keep working. 3 prefixes in 2 profiles let them in.";
        page.wait_text(".nsp-together", both).await;
        page.fits(&[(1440, "light"), (1440, "dark"), (390, "light")], "breaks-ticked").await;
        page.press("Add rules for all").await;
        // What remains are the ways out.
        page.wait_text(HEADING, "2 permissions end on Enforced").await;
        assert_eq!(page.count(".nsp-together").await, 0);
        page.press("Undo").await;
        page.wait_text(HEADING, "5 permissions end on Enforced").await;
        page.wait_text(".nsp-together", both).await;
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn addresses_of_ipv6_have_a_bar_of_their_own() {
    visit(async |page| {
        page.paste(&two_accounts()).await;
        page.wait_text(".nsp-top", "Two accounts").await;
        open(page).await;
        let second = "[...document.querySelectorAll('.nsp-breaks__group')]\
            .find(e => e.innerText.includes('st2')).click()";
        page.script(second, vec![]).await;
        page.wait_text(".nsp-breaks__chips", "2001:db8:5::/48").await;
        page.wait_text(".nsp-bar__head", "203.0.113.0/24").await;
        page.press("IPv6").await;
        page.wait_text(".nsp-bar__head", "2001:db8:5::/48").await;
        let said = "return document.querySelector('.nsp-bar__space').getAttribute('aria-label')";
        let said = page.script(said, vec![]).await;
        assert!(said.as_str().unwrap().contains("The lower bar is 2001:db8:5::/48"), "{said}");
        page.press("Zoom in").await;
        page.wait_text(".nsp-bar__head", "2001:db8:5::/51").await;
        page.press("Behind this").await;
        page.wait_text(".nsp-bar__head", "2001:db8:5:2000::/51").await;
        page.press("Zoom out").await;
        page.wait_text(".nsp-bar__head", "2001:db8:5::/48").await;
        page.press("IPv4").await;
        page.wait_text(".nsp-bar__head", "203.0.113.0/24").await;
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_mend_is_copied_as_bicep() {
    visit(async |page| {
        let keep = "window.copied = []; \
                    navigator.clipboard.writeText = async t => { window.copied.push(t) }";
        page.script(keep, vec![]).await;
        open(page).await;
        page.wait(".nsp-mend__rule").await;
        page.press("Bicep").await;
        page.wait_text(".nsp-notices__one", "Copied the rule as Bicep.").await;
        let copied = page.script("return window.copied[0]", vec![]).await;
        let copied = copied.as_str().unwrap();
        for part in ["name: 'nsp-retail'", "name: 'web'", "'198.51.100.24/29'", "'Inbound'"] {
            assert!(copied.contains(part), "{part} in {copied}");
        }
    });
}

#[test]
fn the_order_of_enforcements_follows_what_has_to_keep_working() {
    visit(async |page| {
        page.keep("It should keep working").await;
        open(page).await;
        page.press("Order").await;
        page.wait_text(".nsp-order__flows", "1 flow to keep, 2 to enforce").await;
        let steps = page.texts(".nsp-order__step").await;
        assert!(
            steps[0].starts_with("stdata") && steps[0].contains("nothing is proven"),
            "{steps:?}"
        );
        assert!(
            steps[1].starts_with("stweb") && steps[1].contains("breaks 1 of 1 flow"),
            "{steps:?}"
        );
        page.wait_text(".nsp-order__broken", "Before: Add 198.51.100.20").await;
        page.picture("breaks-order").await;
        page.press("Fire it").await;
        page.click(".nsp-flip__way .nsp-button").await;
        page.wait_text(".nsp-order__step[data-result='safe']", "1 flow passes and stays").await;
        page.press("Set stweb to Enforced").await;
        page.wait_text(".nsp-order__flows", "1 to enforce").await;
        page.press("Undo").await;
        page.wait_text(".nsp-order__flows", "2 to enforce").await;
        page.fits(&[(390, "dark"), (1024, "light")], "breaks-order").await;
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn the_bar_zooms_and_says_the_same_as_its_table() {
    visit(async |page| {
        open(page).await;
        page.wait_text(".nsp-bar__head", "198.51.100.16/28").await;
        page.press("Zoom out").await;
        page.wait_text(".nsp-bar__head", "198.51.100.0/25").await;
        page.press("Behind this").await;
        page.wait_text(".nsp-bar__head", "198.51.100.128/25").await;
        page.press("Before this").await;
        page.press("Zoom in").await;
        page.wait_text(".nsp-bar__head", "198.51.100.16/28").await;
        page.click(".nsp-bar__table summary").await;
        let rows = page.texts(".nsp-bar__table tbody tr").await;
        assert_eq!(rows.len(), 3, "{rows:?}");
        assert!(rows.iter().any(|it| it.contains("203.0.113.0/24") && it.contains("Kept")));
    });
}

#[test]
fn without_a_perimeter_nothing_is_promised() {
    visit(async |page| {
        page.paste(BARE_ACCOUNT).await;
        page.wait("[aria-label^='stbare, ']").await;
        page.list("Breaks").await;
        page.wait_text(HEADING, "Nothing to compare").await;
        page.wait_text(".nsp-breaks__nothing", "No resource is associated").await;
    });
}

#[test]
fn associating_has_a_report_of_its_own() {
    visit(async |page| {
        open(page).await;
        page.press("Not associated to Transition").await;
        page.wait_text(HEADING, "on association").await;
        page.wait_text(".nsp-breaks__list", "The way in: gained").await;
    });
}

#[test]
fn a_phone_shows_the_list_and_then_the_group() {
    visit(async |page| {
        page.view(390, 844, "light").await;
        page.click(".nsp-panes__pane:nth-child(3)").await;
        page.wait(".nsp-breaks__group").await;
        page.picture("breaks-390").await;
        page.click(".nsp-breaks__group").await;
        page.wait_text(CHOSEN, "198.51.100.24/29").await;
        page.picture("breaks-390-group").await;
        let wide =
            "const b = document.querySelector('.nsp-breaks'); return b.scrollWidth - b.clientWidth";
        assert_eq!(page.script(wide, vec![]).await, json!(0));
        page.press("Fire it").await;
        page.wait_text(".nsp-compare__heading", "This request breaks on Enforced").await;
    });
}

/// So many accounts, each with an IP rule and open outbound, both of which end.
fn large(accounts: usize) -> String {
    const GROUP: &str = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    let id = |at: usize| format!("{GROUP}/providers/Microsoft.Storage/storageAccounts/st{at}");
    let associations = (0..accounts).map(|at| {
        json!({
            "name": format!("st{at}"), "privateLinkResource": { "id": id(at) },
            "profile": { "name": "all" }, "accessMode": "Learning",
        })
    });
    let resources = (0..accounts).map(|at| {
        json!({
            "id": id(at), "publicNetworkAccess": "Enabled",
            "networkAcls": {
                "bypass": "None", "defaultAction": "Deny", "ipRules": [{ "value": "192.0.2.9" }],
            },
        })
    });
    let perimeter = json!({
        "id": format!("{GROUP}/providers/Microsoft.Network/networkSecurityPerimeters/nsp"),
        "name": "nsp", "profiles": [{ "name": "all", "accessRules": [] }],
        "resourceAssociations": associations.collect::<Vec<_>>(),
    });
    let resources = resources.collect::<Vec<_>>();
    let estate = json!({ "perimeters": [perimeter], "resources": resources });
    json!({ "nspScenario": 1, "name": "Large", "estate": estate }).to_string()
}

#[test]
fn a_count_is_of_the_scenario_that_is_open() {
    visit(async |page| {
        let badge = ".nsp-dock__tab:first-child .nsp-count";
        page.wait(&format!("{badge}[title^='Permissions']")).await;
        page.wait_text(badge, "7").await;
        page.paste(&large(70)).await;
        // What the picture shows, until somebody asks for more.
        page.wait(&format!("{badge}[title^='Paths']")).await;
        let paths = page.text(badge).await;
        page.wait_text(".nsp-scrubber__leg[data-kind='lost']", &format!("{paths} paths break"))
            .await;
        page.list("Breaks").await;
        page.wait_text(HEADING, "140 permissions end on Enforced").await;
        page.wait(&format!("{badge}[title^='Permissions']")).await;
        page.wait_text(badge, "140").await;
    });
}
