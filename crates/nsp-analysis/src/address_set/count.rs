//! How many addresses a set holds.

use core::fmt;
use core::iter::Sum;
use core::ops::Add;

/// A number of addresses, exact. Every address of both families together is 2^128 + 2^32, which no
/// integer type holds.
///
/// Written in decimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressCount {
    /// How often `rest` ran over.
    carries: u64,
    rest: u128,
}

impl AddressCount {
    /// How many numbers there are from one to another, both of them counted.
    pub(super) fn of(from: u128, to: u128) -> Self {
        Self::from(to.wrapping_sub(from)) + Self::from(1)
    }

    /// The number where it fits, which is so unless all of IPv6 is counted.
    #[must_use]
    pub fn to_u128(self) -> Option<u128> {
        (self.carries == 0).then_some(self.rest)
    }
}

impl From<u128> for AddressCount {
    fn from(rest: u128) -> Self {
        Self { carries: 0, rest }
    }
}

impl Add for AddressCount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (rest, carry) = self.rest.overflowing_add(other.rest);
        let carries = self.carries.saturating_add(other.carries).saturating_add(carry.into());
        Self { carries, rest }
    }
}

impl Sum for AddressCount {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for AddressCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 2^128 in two parts, the lower one of 19 digits.
        const PART: u128 = 10_u128.pow(19);
        const CARRY: (u128, u128) = (u128::MAX / PART, u128::MAX % PART + 1);
        if self.carries == 0 {
            return fmt::Display::fmt(&self.rest, f);
        }
        let carries = u128::from(self.carries);
        let low = carries * CARRY.1 + self.rest % PART;
        let high = carries * CARRY.0 + self.rest / PART + low / PART;
        write!(f, "{high}{:019}", low % PART)
    }
}
