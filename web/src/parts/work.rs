//! What is done to documents: edits, and reading those of others.

use nsp_formats::finding::{Finding, Import};
use nsp_formats::scenario::Scenario;
use nsp_formats::scenario::edit::{Edit, Thing};

use super::part;

/// Edits and imports.
#[derive(Clone, Copy)]
pub struct Work {
    /// The scenario after an edit, or what is wrong with it.
    pub edited: fn(&Scenario, &Edit) -> Result<Scenario, String>,
    /// What the edit is called in the history.
    pub label: fn(&Edit, &Scenario) -> String,
    /// The thing to show after the edit.
    pub shows: fn(&Edit, &Scenario) -> Thing,
    /// Reads documents, each a name and a text, into one scenario.
    pub import: Importer,
}

type Importer = fn(&[(&str, &str)]) -> Result<Import<Scenario>, Vec<Finding>>;

part!(work: Work = Work {
    edited,
    label: Edit::label,
    shows: Edit::shows,
    import: nsp_formats::import
});

fn edited(scenario: &Scenario, edit: &Edit) -> Result<Scenario, String> {
    scenario.edited(edit).map_err(|error| error.to_string())
}
