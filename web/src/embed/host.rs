//! What is said between the embedded page and the page around it: how high the one is, and which
//! theme the other has. Nothing else, and no data.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, MessageEvent, ResizeObserver, Window};
use yew::prelude::*;

use crate::view::{Theme, set_theme};

/// Tells the host `{ nspHeight: 412 }` whenever the height of `node` is another, and takes
/// `{ nspTheme: "light" }`, `"dark"` or, to follow the system, `null` from it.
#[hook]
pub(super) fn use_host(node: &NodeRef) {
    use_effect_with(node.clone(), |node| {
        let watched = host().zip(node.cast::<HtmlElement>()).and_then(|(host, root)| {
            listen(host.clone());
            watch(host, root)
        });
        move || {
            if let Some(observer) = watched {
                observer.disconnect();
            }
        }
    });
}

/// The page around this one.
fn host() -> Option<Window> {
    let window = web_sys::window()?;
    let host = window.parent().ok()??;
    (host != window).then_some(host)
}

fn watch(host: Window, root: HtmlElement) -> Option<ResizeObserver> {
    let observed = root.clone();
    let tell = Closure::<dyn Fn()>::new(move || {
        let message = Object::new();
        let height = observed.offset_height();
        let set = Reflect::set(&message, &"nspHeight".into(), &height.into());
        // A host that is gone needs no height.
        drop(set.and_then(|_| host.post_message(&message, "*")));
    });
    let observer = ResizeObserver::new(tell.into_js_value().unchecked_ref()).ok()?;
    observer.observe(&root);
    Some(observer)
}

fn listen(host: Window) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if !event.source().is_some_and(|source| Object::is(&source, &host)) {
            return;
        }
        let Ok(theme) = Reflect::get(&event.data(), &"nspTheme".into()) else { return };
        match theme.as_string().as_deref() {
            Some("light") => set_theme(Theme::Light),
            Some("dark") => set_theme(Theme::Dark),
            None if theme.is_null() => set_theme(Theme::System),
            _ => {}
        }
    });
    if let Some(window) = web_sys::window() {
        window.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    }
}
