//! What one row gets at one resource, in every state.

use nsp_core::{Address, Ground, Outcome, State, Verdict};

/// The answers to one row at one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) outcomes: [Outcome; 4],
    pub(super) address: Address,
    pub(super) is_enforced: bool,
    pub(super) tally: Tally,
}

/// What becomes of a path when a state follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// The verdict stays.
    None,
    /// Denied, then Allowed.
    Opens,
    /// Allowed, then Denied.
    Closes,
    /// Known, then Unknown.
    BecomesUnknown,
    /// Unknown, then known.
    BecomesKnown,
}

/// Who allows or denies a path in one state: what its line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Allowed by the perimeter: an access rule, a link, or membership of the same one.
    Perimeter,
    /// Allowed by nothing of the perimeter: the resource's own firewall, trusted access or
    /// unrestricted outbound.
    Own,
    /// Allowed through a private endpoint.
    PrivateEndpoint,
    /// Allowed because perimeters do not govern it.
    NotGoverned,
    /// Denied.
    Denied,
    /// Unknown.
    Unknown,
}

/// Of the ranges of a row, how many change.
///
/// Most rows are one range, or no range at all and then count as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The ranges of the row.
    pub ranges: u32,
    /// Those of which some address breaks.
    pub breaks: u32,
    /// Those of which some address opens.
    pub opens: u32,
    /// Those of which some address becomes unknown.
    pub becomes_unknown: u32,
}

impl Entry {
    /// The outcome in one state.
    ///
    /// Where the row has several classes of addresses, the outcomes are those of the worst: one
    /// that breaks, else one that becomes unknown, that opens, that is unknown, that is denied.
    #[must_use]
    pub fn outcome(&self, state: State) -> Outcome {
        let [not_associated, learning, enforced, audit] = self.outcomes;
        match state {
            State::NotAssociated => not_associated,
            State::Learning => learning,
            State::Enforced => enforced,
            State::Audit => audit,
        }
    }

    /// The outcomes in every state, in the order of [`State::ALL`].
    #[must_use]
    pub fn outcomes(&self) -> [Outcome; 4] {
        self.outcomes
    }

    /// The address the outcomes were decided for.
    #[must_use]
    pub fn address(&self) -> Address {
        self.address
    }

    /// Whether the resource is Enforced already, so that enforcing takes nothing more away.
    #[must_use]
    pub fn is_enforced(&self) -> bool {
        self.is_enforced
    }

    /// How many of the row's ranges change.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// What becomes of the path when `to` follows `from`, whatever the resource's own state.
    #[must_use]
    pub fn change(&self, from: State, to: State) -> Change {
        match (self.outcome(from).verdict(), self.outcome(to).verdict()) {
            (Verdict::Denied, Verdict::Allowed) => Change::Opens,
            (Verdict::Allowed, Verdict::Denied) => Change::Closes,
            (Verdict::Allowed | Verdict::Denied, Verdict::Unknown) => Change::BecomesUnknown,
            (Verdict::Unknown, Verdict::Allowed | Verdict::Denied) => Change::BecomesKnown,
            (Verdict::Allowed, Verdict::Allowed)
            | (Verdict::Denied, Verdict::Denied)
            | (Verdict::Unknown, Verdict::Unknown) => Change::None,
        }
    }

    /// Whether enforcing takes the path away: Transition allows it, Enforced denies it, and the
    /// resource is not Enforced already.
    #[must_use]
    pub fn breaks(&self) -> bool {
        !self.is_enforced && self.change(State::Learning, State::Enforced) == Change::Closes
    }

    /// Whether associating opens the path: Not associated denies it and Transition allows it.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.change(State::NotAssociated, State::Learning) == Change::Opens
    }

    /// Whether associating closes the path, as it does for a protocol that perimeters block.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.change(State::NotAssociated, State::Learning) == Change::Closes
    }

    /// Whether enforcing leaves the path undecided that Transition decides.
    #[must_use]
    pub fn becomes_unknown(&self) -> bool {
        let change = self.change(State::Learning, State::Enforced);
        !self.is_enforced && change == Change::BecomesUnknown
    }

    /// Whether Not associated or Transition leaves the path undecided, so that nobody can say
    /// whether associating changes it.
    #[must_use]
    pub fn is_unknown_on_associating(&self) -> bool {
        self.is_unknown(State::NotAssociated) || self.is_unknown(State::Learning)
    }

    /// Whether Transition leaves the path undecided already, so that nobody can say whether
    /// enforcing changes it; the resource is not Enforced already.
    #[must_use]
    pub fn is_unknown_on_enforcing(&self) -> bool {
        !self.is_enforced && self.is_unknown(State::Learning)
    }

    fn is_unknown(&self, state: State) -> bool {
        self.outcome(state).verdict() == Verdict::Unknown
    }

    /// Who allows or denies the path in a state.
    #[must_use]
    pub fn class(&self, state: State) -> Class {
        let outcome = self.outcome(state);
        match outcome.verdict() {
            Verdict::Denied => return Class::Denied,
            Verdict::Unknown => return Class::Unknown,
            Verdict::Allowed => {}
        }
        match outcome.ground() {
            Ground::NotGoverned => Class::NotGoverned,
            Ground::PrivateEndpoint => Class::PrivateEndpoint,
            Ground::IntraPerimeter | Ground::Link | Ground::PerimeterRule => Class::Perimeter,
            // Allowed whatever the doubt. Only the perimeter allows under Enforced.
            Ground::Undecided
                if state != State::NotAssociated
                    && self.outcome(State::Enforced).verdict() == Verdict::Allowed =>
            {
                Class::Perimeter
            }
            _ => Class::Own,
        }
    }

    /// How bad the outcomes are, the worst the greatest.
    pub(super) fn badness(&self) -> u8 {
        let verdicts = self.outcomes.map(Outcome::verdict);
        if self.change(State::Learning, State::Enforced) == Change::Closes {
            6
        } else if self.is_blocked() {
            5
        } else if self.change(State::Learning, State::Enforced) == Change::BecomesUnknown {
            4
        } else if self.opens() {
            3
        } else if verdicts.contains(&Verdict::Unknown) {
            2
        } else {
            u8::from(verdicts.contains(&Verdict::Denied))
        }
    }

    /// The worse of two, and the changes of both in one range.
    pub(super) fn or_worse(self, other: Self) -> Self {
        let worse = if other.badness() > self.badness() { other } else { self };
        worse.with(self.tally.or(other.tally))
    }

    pub(super) fn with(mut self, tally: Tally) -> Self {
        self.tally = tally;
        self
    }

    /// The tally of a row of one range.
    pub(super) fn alone(mut self) -> Self {
        self.tally = Tally {
            ranges: 1,
            breaks: u32::from(self.breaks()),
            opens: u32::from(self.opens()),
            becomes_unknown: u32::from(self.becomes_unknown()),
        };
        self
    }
}

impl Tally {
    /// What either of two parts of one range does.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            ranges: self.ranges.max(other.ranges),
            breaks: self.breaks.max(other.breaks),
            opens: self.opens.max(other.opens),
            becomes_unknown: self.becomes_unknown.max(other.becomes_unknown),
        }
    }

    /// What two ranges do.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            ranges: self.ranges + other.ranges,
            breaks: self.breaks + other.breaks,
            opens: self.opens + other.opens,
            becomes_unknown: self.becomes_unknown + other.becomes_unknown,
        }
    }
}
