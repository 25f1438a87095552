//! What of the drawing is meant by a press, a focus or a drag.

use std::fmt;
use std::str::FromStr;

/// A place of the drawing, by the places of the picture and the scene. It stands in `data-spot`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    Row(u32),
    Card(u32),
    Bundle(u32),
    /// A lane, counted through all frames.
    Lane(u32),
    Frame(u32),
    Link(u32),
    /// Rows that are folded away, by the group, sources first.
    MoreRows(u32),
    /// Cards that are folded away, by the lane.
    MoreCards(u32),
    /// The padlock of a card: of what comes in, or of what goes out.
    LockIn(u32),
    LockOut(u32),
    /// The plus of a group, a lane, a frame.
    AddRow(u32),
    AddCard(u32),
    AddLane(u32),
    /// What can be done with a card, a lane, a frame.
    CardMenu(u32),
    LaneMenu(u32),
    FrameMenu(u32),
}

/// How the attribute of a spot begins, and what makes the spot of its number.
type Named = (&'static str, fn(u32) -> Spot);

const NAMES: [Named; 16] = [
    ("row", Spot::Row),
    ("card", Spot::Card),
    ("bundle", Spot::Bundle),
    ("lane", Spot::Lane),
    ("frame", Spot::Frame),
    ("link", Spot::Link),
    ("more-rows", Spot::MoreRows),
    ("more-cards", Spot::MoreCards),
    ("lock-in", Spot::LockIn),
    ("lock-out", Spot::LockOut),
    ("add-row", Spot::AddRow),
    ("add-card", Spot::AddCard),
    ("add-lane", Spot::AddLane),
    ("card-menu", Spot::CardMenu),
    ("lane-menu", Spot::LaneMenu),
    ("frame-menu", Spot::FrameMenu),
];

impl Spot {
    /// What it belongs to: keys on a button of a thing are about the thing.
    #[must_use]
    pub const fn owner(self) -> Self {
        match self {
            Self::LockIn(card) | Self::LockOut(card) | Self::CardMenu(card) => Self::Card(card),
            Self::AddCard(lane) | Self::LaneMenu(lane) => Self::Lane(lane),
            Self::AddLane(frame) | Self::FrameMenu(frame) => Self::Frame(frame),
            spot => spot,
        }
    }

    const fn place(self) -> u32 {
        match self {
            Self::Row(place)
            | Self::Card(place)
            | Self::Bundle(place)
            | Self::Lane(place)
            | Self::Frame(place)
            | Self::Link(place)
            | Self::MoreRows(place)
            | Self::MoreCards(place)
            | Self::LockIn(place)
            | Self::LockOut(place)
            | Self::AddRow(place)
            | Self::AddCard(place)
            | Self::AddLane(place)
            | Self::CardMenu(place)
            | Self::LaneMenu(place)
            | Self::FrameMenu(place) => place,
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        let name = NAMES.iter().find(|(_, spot)| spot(place) == *self).map_or("", |it| it.0);
        write!(to, "{name}:{place}")
    }
}

impl FromStr for Spot {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, place) = text.split_once(':').ok_or(())?;
        let (_, spot) = NAMES.iter().find(|it| it.0 == name).ok_or(())?;
        place.parse().map(spot).map_err(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_read_as_it_is_written() {
        for (_, spot) in NAMES {
            assert_eq!(spot(7).to_string().parse(), Ok(spot(7)));
        }
        assert_eq!("card:".parse::<Spot>(), Err(()));
        assert_eq!("nothing:1".parse::<Spot>(), Err(()));
    }
}
