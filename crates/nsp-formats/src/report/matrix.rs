//! The matrix as every door prints it: JSON, CSV, Markdown.

mod extra;
mod label;
mod place;
mod table;

pub use extra::{extras, saved};
pub use label::{Called, called, label, title};
pub use place::{places, removal};
pub use table::{csv, markdown, text};

use nsp_analysis::matrix::{self as analysis, Detail, Side};
use nsp_core::{Compiled, State};
use serde::Serialize;

use self::label::Labels;
use crate::names::Named;

/// Sources and destinations down, resources across.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Matrix {
    /// `every` pair, or in a large estate `permissions`: a rule’s addresses are one row then, asked
    /// only at the resources that hold the rule.
    pub detail: &'static str,
    /// How many of the paths here change.
    pub counts: Counts,
    /// In document order.
    pub resources: Vec<Column>,
    /// Sources, then destinations.
    pub rows: Vec<Row>,
    /// Whether there are more rows or resources than are here.
    #[serde(skip)]
    is_part: bool,
}

/// How many paths change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Transition allows them, Enforced denies them, and the resource is not Enforced already.
    pub breaks: u32,
    /// Not associated denies them and Transition allows them.
    pub opens: u32,
    /// Not associated allows them and Transition denies them.
    pub blocked: u32,
    /// Transition decides them and Enforced does not.
    pub becomes_unknown: u32,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its ARM id.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// The same, told apart from others.
    #[serde(skip)]
    called: String,
    /// The state the estate itself is in for it, or `null` where that is not known.
    pub state: Option<&'static str>,
    /// How many of its paths change, whether their rows are here or not.
    pub counts: Counts,
}

/// A source or destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// A name that stays when other things are edited.
    pub key: String,
    /// `source` or `destination`.
    pub side: &'static str,
    /// What it is, in two or three words. Backticks mark code.
    pub label: String,
    /// The names that people gave it.
    pub names: Vec<String>,
    /// One for each resource; `null` where the row does not apply or was not asked.
    pub cells: Vec<Option<Cell>>,
}

/// The answer where a row and a resource meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// As if the resource were in no perimeter.
    pub not_associated: Answer,
    /// Under Transition.
    pub transition: Answer,
    /// Under Enforced.
    pub enforced: Answer,
    /// Under Audit.
    pub audit: Answer,
    /// Whether enforcing takes the path away.
    pub breaks: bool,
    /// Of how many ranges of addresses the answers are the worst; absent for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<u32>,
    /// How many of these break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges_that_break: Option<u32>,
}

/// The answer in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// `allowed`, `denied` or `unknown`.
    pub verdict: &'static str,
    /// The ground, such as `perimeter-rule`.
    pub ground: &'static str,
}

/// The whole matrix as a report.
#[must_use]
pub fn report(compiled: &Compiled, matrix: &analysis::Matrix) -> Matrix {
    let [rows, columns] = [matrix.rows().len(), matrix.columns().len()];
    let every = |count| (0..count).collect::<Vec<usize>>();
    part(compiled, matrix, &every(rows), &every(columns))
}

/// The rows that break somewhere, at the resources where something does.
#[must_use]
pub fn breaking(compiled: &Compiled, matrix: &analysis::Matrix) -> Matrix {
    let resources: Vec<usize> = (0..matrix.columns().len())
        .filter(|at| matrix.columns().get(*at).is_some_and(|it| it.counts().breaks > 0))
        .collect();
    let breaks = |row: &usize| {
        let mut entries = resources.iter().filter_map(|at| matrix.entry(*row, *at));
        entries.any(analysis::Entry::breaks)
    };
    let rows: Vec<usize> = (0..matrix.rows().len()).filter(breaks).collect();
    part(compiled, matrix, &rows, &resources)
}

/// The rows and resources at these places, in this order, and what changes where they meet; places
/// that are not there are left out.
#[must_use]
pub fn part(
    compiled: &Compiled,
    matrix: &analysis::Matrix,
    rows: &[usize],
    resources: &[usize],
) -> Matrix {
    let mut counts = analysis::Counts::default();
    let labels = Labels::new(compiled.snapshot(), matrix.rows());
    let rows = rows.iter().filter_map(|at| Some((*at, matrix.rows().get(*at)?)));
    let rows = rows.map(|(at, row)| Row {
        key: row.key().to_string(),
        side: match row.side() {
            Side::Source => "source",
            Side::Destination => "destination",
        },
        label: labels.label(row),
        names: row.names().to_vec(),
        cells: resources
            .iter()
            .filter(|column| **column < matrix.columns().len())
            .map(|column| {
                let entry = matrix.entry(at, *column)?;
                counts.add(entry);
                Some(entry.into())
            })
            .collect(),
    });
    let rows: Vec<Row> = rows.collect();
    let columns = resources.iter().filter_map(|at| matrix.columns().get(*at));
    let columns: Vec<Column> = columns.map(|column| labels.column(column)).collect();
    Matrix {
        detail: match matrix.detail() {
            Detail::Every => "every",
            Detail::Permissions => "permissions",
        },
        counts: counts.into(),
        is_part: rows.len() < matrix.rows().len() || columns.len() < matrix.columns().len(),
        resources: columns,
        rows,
    }
}

impl From<analysis::Counts> for Counts {
    fn from(counts: analysis::Counts) -> Self {
        let analysis::Counts { breaks, opens, blocked, becomes_unknown, .. } = counts;
        Self { breaks, opens, blocked, becomes_unknown }
    }
}

impl From<&analysis::Entry> for Cell {
    fn from(entry: &analysis::Entry) -> Self {
        let answer = |state| {
            let outcome = entry.outcome(state);
            Answer { verdict: outcome.verdict().name(), ground: outcome.ground().name() }
        };
        let tally = entry.tally();
        let several = (tally.ranges > 1).then_some(tally);
        Self {
            not_associated: answer(State::NotAssociated),
            transition: answer(State::Learning),
            enforced: answer(State::Enforced),
            audit: answer(State::Audit),
            breaks: entry.breaks(),
            ranges: several.map(|it| it.ranges),
            ranges_that_break: several.map(|it| it.breaks),
        }
    }
}
