//! A line of the outline.

use std::collections::{BTreeMap, BTreeSet};

use nsp_core::{ResourceId, State};

use super::read::Subject;
use crate::ui::Symbol;

/// How many of a list are shown at first, and how many more each press shows.
pub(super) const PAGE: usize = 50;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// Never two alike; edits of other things leave it as it is.
    pub(super) key: String,
    /// 1 at the top.
    pub(super) level: usize,
    pub(super) kind: Kind,
    pub(super) symbol: Symbol,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) mode: Option<State>,
    /// Whether what is in it is shown; `None` where nothing is.
    pub(super) open: Option<bool>,
}

/// What a press on a line does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Subject(Subject),
    /// A heading.
    Group,
    /// Shows more of the list with this key.
    More(String),
}

/// What was opened and closed by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folds {
    /// Lines that are not as they would be by themselves.
    pub(super) turned: BTreeSet<String>,
    /// How many of a list are shown.
    pub(super) shown: BTreeMap<String, usize>,
}

/// The lines that are to be seen, and how many things they are chosen from.
pub(super) struct Lines {
    pub(super) nodes: Vec<Node>,
    /// How many things are wanted.
    pub(super) found: usize,
    /// How many there are.
    pub(super) all: usize,
}

/// The drawing of a resource's type.
pub(super) fn symbol_of(id: &ResourceId) -> Symbol {
    if id.is_storage_account() {
        Symbol::Store
    } else if id.has_type("Microsoft.KeyVault/vaults") {
        Symbol::Vault
    } else {
        Symbol::Resource
    }
}
