//! Texts by name, in a storage of the browser.

use web_sys::Storage;
use yew::AttrValue;

/// What is kept where all names begin alike. Where the storage is refused or full, it is kept as
/// long as the page.
pub struct Shelf {
    storage: Option<Storage>,
    prefix: &'static str,
    texts: Vec<(String, AttrValue)>,
}

impl Shelf {
    /// What the tab keeps while it is loaded anew.
    #[must_use]
    pub fn of_tab(prefix: &'static str) -> Self {
        let window = web_sys::window();
        Self::read(window.and_then(|window| window.session_storage().ok().flatten()), prefix)
    }

    /// What the browser keeps for the next visit.
    #[must_use]
    pub fn of_browser(prefix: &'static str) -> Self {
        let window = web_sys::window();
        Self::read(window.and_then(|window| window.local_storage().ok().flatten()), prefix)
    }

    fn read(storage: Option<Storage>, prefix: &'static str) -> Self {
        let mut texts = Vec::new();
        if let Some(storage) = &storage {
            let keys = 0..storage.length().unwrap_or_default();
            for key in keys.filter_map(|at| storage.key(at).ok()?) {
                let text = storage.get_item(&key).ok().flatten();
                if let Some((name, text)) = key.strip_prefix(prefix).zip(text) {
                    texts.push((name.to_owned(), text.into()));
                }
            }
        }
        Self { storage, prefix, texts }
    }

    /// The text of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<AttrValue> {
        let mut texts = self.texts.iter();
        texts.find(|(of, _)| of == name).map(|(_, text)| text.clone())
    }

    /// Keeps a text, or forgets the one that is kept.
    pub fn set(&mut self, name: &str, text: Option<AttrValue>) {
        if let Some(storage) = &self.storage {
            let key = format!("{}{name}", self.prefix);
            drop(match &text {
                Some(text) => storage.set_item(&key, text),
                None => storage.remove_item(&key),
            });
        }
        self.texts.retain(|(of, _)| of != name);
        self.texts.extend(text.map(|text| (name.to_owned(), text)));
    }
}
