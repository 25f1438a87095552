//! From cell to cell by keyboard.

use super::lines::{Line, Lines};

/// A place among the lines and columns that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The nearest cell that there is.
    pub(super) fn within(self, lines: &Lines) -> Self {
        let last = lines.lines.len().saturating_sub(1);
        let line = self.line.min(last);
        let row = lines.row_from(line, false).or_else(|| lines.row_from(line, true));
        Self {
            line: row.unwrap_or_default(),
            column: self.column.min(lines.columns.len().saturating_sub(1)),
        }
    }

    /// Its row and column in the matrix.
    pub(super) fn cell(self, lines: &Lines) -> Option<(usize, usize)> {
        match lines.lines.get(self.line)? {
            Line::Row(row) => Some((*row, *lines.columns.get(self.column)?)),
            Line::Head(_) => None,
        }
    }
}

/// The cell that a key leads to, from another; `page` is how many rows are seen.
pub(super) fn step(
    lines: &Lines,
    from: Place,
    key: &str,
    whole: bool,
    page: usize,
) -> Option<Place> {
    let Place { line, column } = from;
    let last = lines.columns.len().saturating_sub(1);
    let bottom = lines.lines.len().saturating_sub(1);
    let up = |by: usize| lines.row_from(line.saturating_sub(by), true);
    let down = |by: usize| lines.row_from((line + by).min(bottom), false);
    let to = match key {
        "ArrowUp" => Place { line: up(1).unwrap_or(line), ..from },
        "ArrowDown" => Place { line: down(1).unwrap_or(line), ..from },
        "PageUp" => Place { line: up(page).or_else(|| lines.row_from(0, false))?, ..from },
        "PageDown" => Place { line: down(page).or_else(|| lines.row_from(bottom, true))?, ..from },
        "ArrowLeft" => Place { column: column.saturating_sub(1), ..from },
        "ArrowRight" => Place { column: (column + 1).min(last), ..from },
        "Home" if whole => Place { line: lines.row_from(0, false)?, column: 0 },
        "End" if whole => Place { line: lines.row_from(bottom, true)?, column: last },
        "Home" => Place { column: 0, ..from },
        "End" => Place { column: last, ..from },
        _ => return None,
    };
    Some(to)
}

#[cfg(test)]
mod tests {
    use nsp_analysis::matrix::Side;

    use super::*;

    #[test]
    fn keys_skip_the_heads_and_stop_at_the_ends() {
        let lines = Lines {
            lines: vec![
                Line::Head(Side::Source),
                Line::Row(0),
                Line::Row(1),
                Line::Head(Side::Destination),
                Line::Row(2),
            ],
            columns: vec![4, 5, 6],
        };
        let go = |line, column, key, whole| {
            let to = step(&lines, Place { line, column }, key, whole, 10).unwrap();
            (to.line, to.column)
        };
        assert_eq!(go(2, 1, "ArrowDown", false), (4, 1));
        assert_eq!(go(4, 1, "ArrowUp", false), (2, 1));
        assert_eq!(go(1, 1, "ArrowUp", false), (1, 1));
        assert_eq!(go(4, 2, "ArrowDown", false), (4, 2));
        assert_eq!(go(2, 2, "ArrowRight", false), (2, 2));
        assert_eq!(go(2, 2, "Home", false), (2, 0));
        assert_eq!(go(2, 0, "End", true), (4, 2));
        assert_eq!(go(4, 2, "Home", true), (1, 0));
        assert_eq!(go(1, 0, "PageDown", false), (4, 0));
        assert_eq!(go(4, 0, "PageUp", false), (1, 0));
        assert_eq!(step(&lines, Place::default(), "x", false, 1), None);
        let start = Place::default().within(&lines);
        assert_eq!(start.cell(&lines), Some((0, 4)));
    }
}
