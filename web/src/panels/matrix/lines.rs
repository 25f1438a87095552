//! Which rows and resources are shown, and in what order.

use nsp_analysis::matrix::{Matrix, Side};
use nsp_core::order;
use nsp_formats::scenario::MORE;

/// What the rows and resources are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// As the document has them.
    #[default]
    Document,
    Name,
    /// What breaks most first.
    Breaks,
}

/// What is wanted of the matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) order: Order,
    pub(super) only_breaks: bool,
    /// Words; one that a resource's name holds chooses resources, any other chooses rows.
    pub(super) filter: String,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Head(Side),
    /// A row, by its place in the matrix.
    Row(usize),
}

/// Lines and columns, by their places in the matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) columns: Vec<usize>,
}

impl Lines {
    /// Those that are wanted; `titles` are the names of the rows.
    pub(super) fn of(matrix: &Matrix, titles: &[String], wanted: &Wanted) -> Self {
        let name = |column: usize| {
            matrix.columns().get(column).map_or("", |it| it.resource().name()).to_lowercase()
        };
        let title = |row: usize| titles.get(row).map_or(String::new(), |it| it.to_lowercase());
        // A page that is not among the documents is no resource.
        let all = matrix.columns().iter().enumerate();
        let known = all.filter(|(_, it)| it.resource().as_str() != MORE);
        let mut columns: Vec<usize> = known.map(|it| it.0).collect();
        let mut rows: Vec<usize> = (0..matrix.rows().len()).collect();
        for word in wanted.filter.to_lowercase().split_whitespace() {
            let found: Vec<usize> =
                columns.iter().copied().filter(|column| name(*column).contains(word)).collect();
            if found.is_empty() {
                rows.retain(|row| title(*row).contains(word));
            } else {
                columns = found;
            }
        }
        if wanted.only_breaks {
            columns.retain(|column| breaks_of(matrix, *column) > 0);
        }
        let mut losses = vec![0_u32; matrix.rows().len()];
        if wanted.only_breaks || wanted.order == Order::Breaks {
            let breaking = columns.iter().filter(|column| breaks_of(matrix, **column) > 0);
            for (row, entry) in breaking.flat_map(|column| matrix.entries(*column)) {
                if let Some(loss) = losses.get_mut(row).filter(|_| entry.breaks()) {
                    *loss += 1;
                }
            }
        }
        let loss = |row: usize| losses.get(row).copied().unwrap_or_default();
        if wanted.only_breaks {
            rows.retain(|row| loss(*row) > 0);
        }
        match wanted.order {
            Order::Document => {}
            Order::Name => {
                columns.sort_by_cached_key(|column| name(*column));
                rows.sort_by_cached_key(|row| title(*row));
            }
            Order::Breaks => {
                order::sort_by_key(&mut columns, |column| {
                    std::cmp::Reverse(breaks_of(matrix, *column))
                });
                order::sort_by_key(&mut rows, |row| std::cmp::Reverse(loss(*row)));
            }
        }
        let mut lines = Vec::with_capacity(rows.len() + 2);
        for side in [Side::Source, Side::Destination] {
            let on_side = |row: &usize| matrix.rows().get(*row).is_some_and(|it| it.side() == side);
            let mut of_side = rows.iter().copied().filter(on_side).map(Line::Row).peekable();
            if of_side.peek().is_some() {
                lines.push(Line::Head(side));
                lines.extend(of_side);
            }
        }
        Self { lines, columns }
    }

    /// The places of the rows.
    pub(super) fn rows(&self) -> Vec<usize> {
        let row = |line: &Line| match line {
            Line::Row(row) => Some(*row),
            Line::Head(_) => None,
        };
        self.lines.iter().filter_map(row).collect()
    }

    /// The nearest line from `from` on that is a row, in the direction of `step`.
    pub(super) fn row_from(&self, from: usize, back: bool) -> Option<usize> {
        let is_row = |at: &usize| matches!(self.lines.get(*at), Some(Line::Row(_)));
        if back { (0..=from).rev().find(is_row) } else { (from..self.lines.len()).find(is_row) }
    }
}

fn breaks_of(matrix: &Matrix, column: usize) -> u32 {
    matrix.columns().get(column).map_or(0, |it| it.counts().breaks)
}

#[cfg(test)]
mod tests {
    use nsp_core::Compiled;
    use nsp_formats::report::matrix::title;
    use nsp_formats::scenario::Scenario;

    use super::*;

    fn lines(wanted: &Wanted) -> (Matrix, Vec<String>, Lines) {
        let text = include_str!("../../../examples/retail.json");
        let scenario = Scenario::parse("retail.json", text).unwrap().value;
        let compiled = Compiled::new(scenario.snapshot().value);
        let matrix = Matrix::new(&compiled, &[]);
        let titles: Vec<String> =
            matrix.rows().iter().map(|row| title(row, compiled.snapshot())).collect();
        let lines = Lines::of(&matrix, &titles, wanted);
        (matrix, titles, lines)
    }

    fn breaks(matrix: &Matrix, lines: &Lines, row: usize) -> usize {
        let entries = lines.columns.iter().filter_map(|column| matrix.entry(row, *column));
        entries.filter(|entry| entry.breaks()).count()
    }

    #[test]
    fn everything_stands_under_the_head_of_its_side() {
        let (matrix, _, lines) = lines(&Wanted::default());
        let rows = lines.lines.iter().filter(|it| matches!(it, Line::Row(_))).count();
        assert_eq!((rows, lines.columns.len()), (matrix.rows().len(), matrix.columns().len()));
        assert_eq!(lines.lines.first(), Some(&Line::Head(Side::Source)));
        assert!(lines.lines.contains(&Line::Head(Side::Destination)));
        assert_eq!(lines.row_from(0, false), Some(1));
        assert_eq!(lines.row_from(0, true), None);
    }

    #[test]
    fn a_page_that_is_missing_is_no_resource() {
        let text = include_str!("../../../../crates/nsp-formats/tests/data/pages.json");
        let scenario = nsp_formats::import(&[("pages.json", text)]).unwrap().value;
        let matrix = Matrix::new(&Compiled::new(scenario.snapshot().value), &[]);
        let lines = Lines::of(&matrix, &[], &Wanted::default());
        let names: Vec<&str> =
            lines.columns.iter().map(|at| matrix.columns()[*at].resource().name()).collect();
        assert_eq!(names, ["stcut", "stlone", "stfree"]);
    }

    #[test]
    fn what_breaks_nowhere_is_left_out_and_the_worst_comes_first() {
        let wanted = Wanted { only_breaks: true, order: Order::Breaks, filter: String::new() };
        let (matrix, _, lines) = lines(&wanted);
        let rows: Vec<usize> = lines
            .lines
            .iter()
            .filter_map(|line| match line {
                Line::Row(row) => Some(breaks(&matrix, &lines, *row)),
                Line::Head(_) => None,
            })
            .collect();
        assert!(!rows.is_empty() && rows.iter().all(|count| *count > 0), "{rows:?}");
        let sum: usize = rows.iter().sum();
        assert_eq!(sum, matrix.counts().breaks as usize);
    }

    #[test]
    fn words_choose_resources_and_rows() {
        let wanted = Wanted { filter: "STWEB 198.51".to_owned(), ..Wanted::default() };
        let (matrix, titles, lines) = lines(&wanted);
        assert_eq!(lines.columns.len(), 1);
        assert_eq!(matrix.columns()[lines.columns[0]].resource().name(), "stweb");
        for line in &lines.lines {
            if let Line::Row(row) = line {
                assert!(titles[*row].contains("198.51"), "{}", titles[*row]);
            }
        }
        assert!(lines.lines.len() > 1);
    }
}
