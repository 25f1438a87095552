//! The address of this very page, and what comes into it.

use wasm_bindgen::prelude::*;
use web_sys::{Location, Window};
use yew::prelude::*;

use super::Route;
use crate::state::{Action, Arrival, Shared, use_dispatch};
use crate::view::{Show, Theme, use_show};

impl Route {
    /// What the address of this page asks for.
    #[must_use]
    pub fn here() -> Self {
        let Some(location) = location() else { return Self::default() };
        let search = location.search().unwrap_or_default();
        Self::read(&search, &location.hash().unwrap_or_default())
    }
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
        let route = Route::here();
        if route.theme != Theme::System {
            show.emit(Show::Theme(route.theme));
        }
        let later = {
            let say = say.clone();
            Closure::<dyn Fn()>::new(move || {
                let hash = location().and_then(|location| location.hash().ok()).unwrap_or_default();
                arrive(Route::read("", &hash).arrival, &say);
            })
        };
        if let Some(window) = web_sys::window() {
            window.set_onhashchange(Some(later.into_js_value().unchecked_ref()));
        }
        // Not before everything that listens is there.
        wasm_bindgen_futures::spawn_local(async move { arrive(route.arrival, &say) });
    });
}

fn arrive(arrival: Arrival, say: &Callback<Action>) {
    if !arrival.is_empty() {
        say.emit(Action::Arrived(Shared::new(arrival)));
    }
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
