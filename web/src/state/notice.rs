//! What a person is told beside the work, and what is offered with it.

use yew::{AttrValue, Callback};

use super::{Action, Shared};

/// One message. The next takes its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub tone: Tone,
    /// Short sentences; backticks mark code.
    pub text: AttrValue,
    pub offers: Vec<Offer>,
}

/// How much a message interrupts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It was done.
    Status,
    /// It was not done, or something is wrong.
    Alert,
}

/// One press that goes with a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub label: AttrValue,
    pub does: Does,
}

/// What a press does.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    Say(Callback<(), Action>),
    /// Saves the scenario that is open as a file.
    SaveFile,
    /// Saves a text as a file.
    Download {
        name: String,
        text: Shared<String>,
    },
}

impl Notice {
    /// What was done.
    #[must_use]
    pub fn status(text: impl Into<AttrValue>) -> Self {
        Self { tone: Tone::Status, text: text.into(), offers: Vec::new() }
    }

    /// What was not done, and why.
    #[must_use]
    pub fn alert(text: impl Into<AttrValue>) -> Self {
        Self { tone: Tone::Alert, text: text.into(), offers: Vec::new() }
    }

    /// The same message with one more offer.
    #[must_use]
    pub fn offering(
        self,
        label: impl Into<AttrValue>,
        says: impl Fn() -> Action + 'static,
    ) -> Self {
        self.with(label, Does::Say(Callback::from(move |()| says())))
    }

    /// The same message, offering to save the scenario as a file.
    #[must_use]
    pub fn saving(self) -> Self {
        self.with("Export it", Does::SaveFile)
    }

    /// The same message, offering a text as a file.
    #[must_use]
    pub fn giving(self, name: impl Into<String>, text: String) -> Self {
        self.with("Download it", Does::Download { name: name.into(), text: Shared::new(text) })
    }

    fn with(mut self, label: impl Into<AttrValue>, does: Does) -> Self {
        self.offers.push(Offer { label: label.into(), does });
        self
    }
}
