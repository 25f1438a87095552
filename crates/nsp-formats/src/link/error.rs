//! What can be wrong with a link, in English.

use core::fmt;

use super::{LARGEST, LONGEST};
use crate::finding::Finding;
use crate::number::grouped;

/// Why a scenario is not put into a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// How many characters the fragment would have.
    pub characters: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "This scenario makes a link of {} characters, and many programs cut what is longer \
             than {}. Save it as a file, and send that.",
            grouped(&self.characters),
            grouped(&LONGEST)
        )
    }
}

impl std::error::Error for TooLong {}

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LinkError {
    /// There is no `#nsp1=…` in it.
    NoScenario,
    /// It was made by a version that this program does not know.
    UnknownVersion(String),
    /// It holds a character that no link is written with.
    BadCharacter(char),
    /// It was cut or altered on its way.
    Damaged,
    /// The document in it would be larger than [`LARGEST`].
    TooLarge,
    /// The document in it is no scenario; the finding says why.
    NotAScenario(Box<Finding>),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoScenario => f.write_str(
                "There is no scenario in this link: it has no `#nsp1=`. Copy the whole link, with \
                 all that follows the `#`; nothing is fetched from its address.",
            ),
            Self::UnknownVersion(version) => write!(
                f,
                "This link is of version `{version}`, and only version `1` is known here. Open it \
                 with the program that made it, or with a newer one."
            ),
            Self::BadCharacter(character) => write!(
                f,
                "This link holds `{}`, which no link is written with: it was altered on its way. \
                 Copy it again, or ask for the scenario as a file.",
                character.escape_debug()
            ),
            Self::Damaged => f.write_str(
                "This link was cut or altered on its way. Copy it again, to its very end, or ask \
                 for the scenario as a file.",
            ),
            Self::TooLarge => write!(
                f,
                "The scenario in this link is larger than {} bytes, and is not opened. Ask for it \
                 as a file.",
                grouped(&LARGEST)
            ),
            Self::NotAScenario(finding) => {
                write!(f, "What this link holds cannot be opened. {}", finding.message())
            }
        }
    }
}

impl std::error::Error for LinkError {}
