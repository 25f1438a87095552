//! The styles of what is not on the first screen: fetched once, with the first part of it.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

thread_local! {
    static ASKED: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The styles on their way.
pub(super) fn ask() -> Promise {
    ASKED.with_borrow_mut(|asked| asked.get_or_insert_with(load).clone())
}

/// Whether they are here. Where they could not be had, they are asked for again next time.
pub(super) async fn are_here(asked: Promise) -> bool {
    let are_here = JsFuture::from(asked).await.is_ok();
    if !are_here {
        ASKED.set(None);
    }
    are_here
}

fn load() -> Promise {
    match link() {
        Ok(Some((link, document))) => Promise::new(&mut |done, failed| {
            link.set_onload(Some(&done));
            link.set_onerror(Some(&failed));
            // Fails only where there is no place for it, as in a page that is being left.
            let _ = document.append_child(&link);
        }),
        // A page that was not published has them all.
        _ => Promise::resolve(&JsValue::NULL),
    }
}

/// A link to them, and the head it is to stand in.
fn link() -> Result<Option<(HtmlElement, HtmlElement)>, JsValue> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Ok(None);
    };
    let told = document.query_selector("meta[name='nsp-later']")?;
    let Some(address) = told.and_then(|told| told.get_attribute("content")) else {
        return Ok(None);
    };
    let link = document.create_element("link")?;
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", &address)?;
    let head = document.query_selector("head")?;
    Ok(head.map(|head| (link.unchecked_into(), head.unchecked_into())))
}
