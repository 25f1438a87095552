//! Places in a scenario, spelt out only when there is something to say.

use crate::locate;

/// A place by its way from the root.
#[derive(Clone, Copy)]
pub(in crate::scenario) struct At<'p> {
    parent: Option<&'p At<'p>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Key(&'static str),
    Index(usize),
}

impl At<'_> {
    pub(in crate::scenario) fn root() -> Self {
        At { parent: None, step: Step::Key("") }
    }

    pub(in crate::scenario) fn key(&self, key: &'static str) -> At<'_> {
        At { parent: Some(self), step: Step::Key(key) }
    }

    pub(in crate::scenario) fn index(&self, index: usize) -> At<'_> {
        At { parent: Some(self), step: Step::Index(index) }
    }

    pub(in crate::scenario) fn pointer(&self) -> String {
        match self.parent {
            None => String::new(),
            Some(parent) => match self.step {
                Step::Key(key) => locate::child(&parent.pointer(), key),
                Step::Index(index) => format!("{}/{index}", parent.pointer()),
            },
        }
    }
}
