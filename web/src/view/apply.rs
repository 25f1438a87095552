//! A theme, made the page's.

use super::Theme;

/// Puts a theme on the root of the page.
pub fn set_theme(theme: Theme) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        match theme.name() {
            // Fails only for a name that is no attribute's.
            Some(name) => drop(root.set_attribute("data-theme", name)),
            None => drop(root.remove_attribute("data-theme")),
        }
    }
}
