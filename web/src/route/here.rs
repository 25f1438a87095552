//! The address of this very page, and what comes into it.

use wasm_bindgen::prelude::*;
use web_sys::{Location, Window};
use yew::prelude::*;

use super::Route;
use crate::parts::{NOT_FETCHED, fetch_address, fetch_work};
use crate::state::{Action, Notice, Shared, use_dispatch};
use crate::view::{Show, Theme, use_show};

impl Route {
    /// What the address of this page asks for.
    #[must_use]
    pub fn here(read: fn(&str, &str) -> Self) -> Self {
        let (search, fragment) = asked();
        read(&search, &fragment)
    }
}

/// Whether the address asks for nothing.
#[must_use]
pub fn is_plain() -> bool {
    let (search, fragment) = asked();
    search.is_empty() && fragment.is_empty()
}

/// Query and fragment.
fn asked() -> (String, String) {
    let location = location();
    let of = |part: fn(&Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|location| part(location).ok()).unwrap_or_default()
    };
    (of(Location::search), of(Location::hash))
}

/// The address of this page without query and fragment.
#[must_use]
pub fn address() -> String {
    let here = location().and_then(|location| location.href().ok()).unwrap_or_default();
    here.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Takes in what the address brings, at the start and when a link is put into it later.
#[hook]
pub fn use_arrivals() {
    let say = use_dispatch();
    let show = use_show();
    use_effect_with((), move |()| {
        let later = {
            let say = say.clone();
            Closure::<dyn Fn()>::new(move || {
                let (_, fragment) = asked();
                let say = say.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    arrive("", &fragment, say).await;
                });
            })
        };
        if let Some(window) = web_sys::window() {
            window.set_onhashchange(Some(later.into_js_value().unchecked_ref()));
        }
        if is_plain() {
            return;
        }
        // Not before everything that listens is there.
        wasm_bindgen_futures::spawn_local(async move {
            let (search, fragment) = asked();
            let theme = arrive(&search, &fragment, say).await;
            if theme != Theme::System {
                show.emit(Show::Theme(theme));
            }
        });
    });
}

/// Says what an address brings; the theme it asks for.
async fn arrive(search: &str, fragment: &str, say: Callback<Action>) -> Theme {
    let (Some(read), Some(_)) = (fetch_address().await, fetch_work().await) else {
        say.emit(Action::Told(Notice::alert(NOT_FETCHED)));
        return Theme::System;
    };
    let Route { arrival, theme, .. } = read(search, fragment);
    if !arrival.is_empty() {
        say.emit(Action::Arrived(Shared::new(arrival)));
    }
    theme
}

/// Takes what the address says out of it: what was made of it since is kept elsewhere.
pub fn make_plain() -> Option<()> {
    let location = location()?;
    let marked = !location.search().ok()?.is_empty() || !location.hash().ok()?.is_empty();
    if marked {
        let history = web_sys::window()?.history().ok()?;
        let here = location.pathname().ok()?;
        // An address that stays is only an address that opens the same again.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&here)));
    }
    Some(())
}

fn location() -> Option<Location> {
    web_sys::window().as_ref().map(Window::location)
}
