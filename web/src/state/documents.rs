//! Documents and requests, handed to the importer and the engine.

use nsp_core::{Compiled, Snapshot};
use nsp_formats::report::Comparison;
use yew::AttrValue;

use super::{Draft, Field, Placement};

/// A document as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// What several documents describe together.
#[derive(Clone, Debug)]
pub struct Estate {
    /// The scenario's name, or the files'.
    pub name: AttrValue,
    pub files: Vec<SourceFile>,
    pub snapshot: Snapshot,
    compiled: Compiled,
    /// The requests that the documents hold.
    pub requests: Vec<Draft>,
}

/// Documents that were not opened as they are.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What could be read of them.
    pub understood: Estate,
    pub placement: Placement,
}

/// Why a field's text cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub message: AttrValue,
}
