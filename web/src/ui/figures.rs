//! Numbers as SVG and CSS write them.
//!
//! To five places, which is finer than any screen. Printing floats to the last bit brings tables
//! that a first visit would have to fetch; so does `clamp`, which prints bounds that are none.

/// A number, such as `-12.5`.
#[must_use]
pub fn figure(value: f64) -> String {
    let mut text = String::new();
    push(&mut text, value);
    text
}

/// The pattern with a number in place of each `#`.
#[must_use]
pub fn figures(pattern: &str, values: &[f64]) -> String {
    let mut text = String::with_capacity(pattern.len() + values.len() * 6);
    push_figures(&mut text, pattern, values);
    text
}

/// Writes the pattern behind what is there.
pub fn push_figures(text: &mut String, pattern: &str, values: &[f64]) {
    let mut values = values.iter();
    for piece in pattern.split_inclusive('#') {
        match piece.strip_suffix('#') {
            Some(before) => {
                text.push_str(before);
                push(text, values.next().copied().unwrap_or_default());
            }
            None => text.push_str(piece),
        }
    }
}

/// The value, or the bound that it is beyond: the upper one where they cross.
#[must_use]
pub const fn within(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

fn push(text: &mut String, value: f64) {
    const ONE: u64 = 100_000;
    let parts = (value * ONE as f64).round_ties_even() as i64;
    if parts < 0 {
        text.push('-');
    }
    let parts = parts.unsigned_abs();
    text.push_str(&(parts / ONE).to_string());
    let (mut rest, mut place) = (parts % ONE, ONE / 10);
    if 0 < rest {
        text.push('.');
    }
    while 0 < rest {
        text.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
        place /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_the_number_to_five_places() {
        let written = [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-12.5, "-12.5"),
            (0.08, "0.08"),
            (1.0 / 3.0, "0.33333"),
            (-0.000_01, "-0.00001"),
            (0.999_999, "1"),
            (-0.000_001, "0"),
            (20_480.062_5, "20480.0625"),
        ];
        for (value, text) in written {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn what_is_no_number_leaves_no_word_where_a_number_stands() {
        assert_eq!(figure(f64::NAN), "0");
        assert!(figure(f64::NEG_INFINITY).parse::<f64>().is_ok_and(|it| it < -1e12));
    }

    #[test]
    fn figures_stand_in_their_places() {
        assert_eq!(figures("M# #h#z", &[1.0, -2.5, 0.25]), "M1 -2.5h0.25z");
        assert_eq!(figures("none", &[]), "none");
    }

    #[test]
    fn a_bound_is_kept() {
        assert_eq!([within(0.5, 1.0, 2.0), within(3.0, 1.0, 2.0)], [1.0, 2.0]);
        assert_eq!(within(0.0, 2.0, 1.0), 1.0);
    }
}
