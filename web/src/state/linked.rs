//! A scenario in the address of the page.

use nsp_formats::link;
use wasm_bindgen::JsValue;

use super::desk::Origin;
use super::{Action, Document, Notice};

/// What the fragment of the page's address asks for, if it is meant for a scenario.
#[must_use]
pub fn linked() -> Option<Action> {
    let fragment = web_sys::window()?.location().hash().ok()?;
    fragment.starts_with("#nsp").then(|| read(&fragment))
}

/// A good link is a scenario of its own; a bad one is a message and nothing else.
fn read(fragment: &str) -> Action {
    match link::decode(fragment) {
        Ok(import) => Action::Begun {
            label: "Open a link",
            document: Box::new(Document::new(import.value)),
            origin: Origin::Link,
        },
        Err(error) => Action::Told(Notice::alert(error.to_string())),
    }
}

/// Takes the scenario out of the address: what was made of it since is kept elsewhere.
pub fn unlink() {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    if location.hash().is_ok_and(|fragment| fragment.starts_with("#nsp")) {
        let here = location.pathname().and_then(|path| Ok(path + &location.search()?));
        if let Some((here, history)) = here.ok().zip(window.history().ok()) {
            // An address that stays is only an address that opens the link again.
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&here)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_scenario_of_its_own_or_a_message() {
        let fragment = link::encode(&Document::empty().scenario).unwrap();
        let opened = read(&fragment);
        assert!(matches!(opened, Action::Begun { origin: Origin::Link, .. }), "{opened:?}");
        for bad in ["#nsp1=", "#nsp1=%%", "#nsp99=abc", "#nsp1=AAAA"] {
            assert!(matches!(read(bad), Action::Told(_)), "{bad}");
        }
    }
}
