//! How a large number is written.

use std::fmt::Display;

/// The digits of a whole number in groups of three, as `4,294,967,296`.
#[must_use]
pub fn grouped(number: &dyn Display) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
