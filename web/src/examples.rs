//! The examples that the page carries: estates of one trap each.

pub mod first;

use std::borrow::Cow;

use nsp_core::Compiled;
use nsp_formats::report::{Comparison, compare};
use nsp_formats::scenario::{Scenario, large_estate};

use crate::state::SourceFile;

/// An example by the name that addresses of the page call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    pub slug: &'static str,
    /// `None` for the one that is made when it is asked for.
    pub text: Option<&'static str>,
}

macro_rules! examples {
    ($($slug:literal)*) => {
        [FIRST, $(Example {
            slug: $slug,
            text: Some(include_str!(concat!("../examples/", $slug, ".json"))),
        },)* LARGE]
    };
}

/// The one that the page opens on.
pub const FIRST: Example =
    Example { slug: "retail", text: Some(include_str!("../examples/retail.json")) };

const LARGE: Example = Example { slug: "large-estate", text: None };

/// Every example, in the order of the gallery: the first is [`FIRST`].
pub const EXAMPLES: [Example; 15] = examples! {
    "fallback" "trusted-service" "secured-by-perimeter" "associating-opens" "sas-inside"
    "wrong-profile" "outbound" "private-endpoint" "service-endpoint" "smb" "links" "not-onboarded"
    "customer-managed-keys"
};

/// What a card of the gallery shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub name: String,
    pub description: String,
    /// What the first request is called, and its answers.
    pub first: Option<(String, Comparison)>,
}

impl Example {
    /// The example of this name.
    #[must_use]
    pub fn find(slug: &str) -> Option<Self> {
        EXAMPLES.into_iter().find(|example| example.slug == slug)
    }

    /// As a document to open.
    #[must_use]
    pub fn file(self) -> SourceFile {
        let text = self.text.map_or_else(|| Cow::Owned(large_estate().to_text()), Cow::Borrowed);
        SourceFile { name: format!("{}.json", self.slug), text: text.into_owned() }
    }

    /// What it shows, without being opened. The made one is too large to be asked in passing.
    #[must_use]
    pub fn summary(self) -> Summary {
        let scenario = match self.text {
            Some(text) => Scenario::parse(self.slug, text).map(|import| import.value),
            None => Ok(large_estate()),
        };
        let scenario = scenario.unwrap_or_default();
        let first = self.text.and_then(|_| {
            let request = scenario.requests.first()?;
            let compiled = Compiled::new(scenario.snapshot().value);
            let asked = request.build(compiled.snapshot()).ok()?;
            Some((request.name.clone().unwrap_or_default(), compare(&compiled, &asked)))
        });
        Summary {
            name: scenario.name.unwrap_or_default(),
            description: scenario.description.unwrap_or_default(),
            first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_the_gallery_and_answers() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files + 1, EXAMPLES.len(), "a file is in no list");
        for example in EXAMPLES {
            assert_eq!(Example::find(example.slug), Some(example));
            let summary = example.summary();
            assert!(!summary.name.is_empty() && !summary.description.is_empty(), "{example:?}");
            assert_eq!(summary.first.is_some(), example != LARGE, "{example:?}");
        }
    }
}
