//! Texts for the clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Window;
use yew::Callback;

use crate::state::{Action, Notice};

/// Copies a text and says so; where the browser gives no clipboard, offers it as a file.
pub(super) fn copy(what: &'static str, file: &'static str, text: String, say: Callback<Action>) {
    spawn_local(async move {
        say.emit(Action::Told(match write(&text).await {
            true => Notice::status(format!("Copied {what}.")),
            false => Notice::alert(format!("This browser does not let the page copy {what}."))
                .giving(file, text),
        }));
    });
}

async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window().filter(Window::is_secure_context) else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
