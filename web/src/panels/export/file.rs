//! A file that was made and is to be saved.

use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag};

use crate::state::download;

/// A file's name and what is in it; nothing where the browser could not make it.
pub(super) struct Made {
    name: String,
    content: Option<Blob>,
}

impl Made {
    pub(super) fn text(scenario: &str, ending: &str, kind: &str, text: &str) -> Self {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let parts = Array::of1(&text.into());
        let content = Blob::new_with_str_sequence_and_options(&parts, &options).ok();
        Self { name: named(scenario, ending), content }
    }

    pub(super) fn blob(scenario: &str, ending: &str, content: Blob) -> Self {
        Self { name: named(scenario, ending), content: Some(content) }
    }

    pub(super) fn save(&self) {
        if let Some(content) = &self.content {
            download(&self.name, content);
        }
    }
}

/// The name of a scenario's file with another ending; none leaves it as it is.
fn named(scenario: &str, ending: &str) -> String {
    match scenario.strip_suffix(".nsp.json") {
        Some(name) if !ending.is_empty() => format!("{name}.{ending}"),
        _ => scenario.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_picture_is_named_after_its_scenario() {
        assert_eq!(named("retail.nsp.json", "svg"), "retail.svg");
        assert_eq!(named("retail.nsp.json", ""), "retail.nsp.json");
    }
}
