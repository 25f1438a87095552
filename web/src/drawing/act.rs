//! What a person asks of the drawing. The page answers.

use nsp_core::State;
use yew::AttrValue;

use super::picture::GroupKind;

/// A thing of the picture, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Row(AttrValue),
    Card(AttrValue),
    Lane(AttrValue),
    Frame(AttrValue),
    Link(AttrValue),
}

/// Where something is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// A source or destination of a kind.
    Row(GroupKind),
    /// A resource, in a lane.
    Card(AttrValue),
    /// A profile, in a perimeter.
    Lane(AttrValue),
    /// A perimeter.
    Frame,
}

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Pick(Option<Target>),
    Open(Target),
    /// What governs one side of a resource.
    Lock {
        card: AttrValue,
        outbound: bool,
    },
    Fire {
        row: AttrValue,
        card: AttrValue,
    },
    State(State),
    Move {
        card: AttrValue,
        lane: AttrValue,
    },
    Remove(Target),
    Add(Room),
    Mode {
        card: AttrValue,
        mode: State,
    },
    /// What can be done with something, offered at a point of the screen.
    Menu {
        target: Target,
        at: (f64, f64),
    },
    Split,
    Keys,
}
