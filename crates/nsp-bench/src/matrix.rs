//! Every source and destination against every resource of a large estate, and again after an edit.
//!
//! The yardstick is the compilation of the estate, without which nothing can be asked at all.

use std::fmt;

use nsp_analysis::matrix::{Detail, Matrix};
use nsp_core::{Address, Compiled, State};

use crate::limits::{RESOURCES, RULES, estate, race_editions, widen_a_rule};

/// How long each took, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The compilation of the estate.
    pub compile: f64,
    /// The matrix of the compiled estate.
    pub cold: f64,
    /// The matrix after an edit of one rule.
    pub after: f64,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { compile, cold, after } = self;
        writeln!(f, "compile the estate  {compile:>8.2} ms")?;
        let ratio = cold / compile;
        writeln!(f, "matrix, cold        {cold:>8.2} ms   {ratio:.2} compilations; goal 200 ms")?;
        let share = 1e2 * after / cold;
        write!(f, "after one edit      {after:>8.2} ms   {share:.1} % of the cold one")
    }
}

/// Checks every answer, then measures. `clock` gives milliseconds from any start.
///
/// # Panics
///
/// If the matrix is not what the engine says, or is another after an edit than anew.
#[must_use]
pub fn measure(clock: impl Fn() -> f64) -> Row {
    let mut snapshot = estate();
    let before = Compiled::new(snapshot.clone());
    let matrix = Matrix::new(&before, &[]);
    check(&before, &matrix);
    widen_a_rule(&mut snapshot, "198.51.100.0/24");
    let edited = Compiled::new(snapshot.clone());
    assert!(matrix.after(&edited, &[]) == Matrix::new(&edited, &[]), "an edit changes the rest");
    let [compile, cold, after] = race_editions(
        clock,
        [&before, &edited],
        |compiled| Matrix::new(compiled, &[]),
        |last, compiled| last.after(compiled, &[]),
        |matrix| matrix.columns().len(),
    );
    Row { compile, cold, after }
}

/// Every thousandth entry is the engine's answer, and something breaks.
fn check(compiled: &Compiled, matrix: &Matrix) {
    assert_eq!(matrix.detail(), Detail::Permissions, "an estate at Azure's limits");
    assert_eq!(matrix.columns().len(), RESOURCES, "a column for each resource");
    let mut entries = 0;
    for (at, column) in matrix.columns().iter().enumerate() {
        for (row, entry) in matrix.entries(at) {
            entries += 1;
            if entries % 1_000 != 0 {
                continue;
            }
            let row = matrix.rows().get(row).map(|row| {
                let from = Some(entry.address()).filter(|it| *it != Address::NotGiven);
                row.request_from(column.resource(), from)
            });
            let request = row.flatten().unwrap_or_else(|| unreachable!("an entry has a row"));
            let question = compiled.question(&request);
            let answers = State::ALL.map(|it| question.evaluate_call(it));
            assert_eq!(entry.outcomes(), answers, "the engine answers the same");
        }
    }
    assert!(entries > RESOURCES * RULES, "{entries} entries");
    assert!(matrix.counts().breaks > 0, "something breaks");
}
