//! A line of the outline.

use std::collections::{BTreeMap, BTreeSet};

use nsp_core::State;

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
