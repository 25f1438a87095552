//! Keys on the drawing. None of them is a browser's, and none with Control, Alt or Command is ours.

use nsp_core::State;

use super::seek::Way;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Go(Way),
    Open,
    Pick,
    Remove,
    Add,
    State(State),
    Split,
    NextBreak,
    PreviousBreak,
    /// The drawing is moved by so many steps, to the right and down.
    Pan(i8, i8),
    Menu,
    Near,
    Far,
    Fit,
    Keys,
    Leave,
}

/// The command of a key, with or without Shift.
#[must_use]
pub fn command(key: &str, shift: bool) -> Option<Command> {
    Some(match key {
        "ArrowUp" if shift => Command::Pan(0, -1),
        "ArrowDown" if shift => Command::Pan(0, 1),
        "ArrowLeft" if shift => Command::Pan(-1, 0),
        "ArrowRight" if shift => Command::Pan(1, 0),
        "ContextMenu" => Command::Menu,
        "F10" if shift => Command::Menu,
        "ArrowUp" => Command::Go(Way::Up),
        "ArrowDown" => Command::Go(Way::Down),
        "ArrowLeft" => Command::Go(Way::Left),
        "ArrowRight" => Command::Go(Way::Right),
        "Home" => Command::Go(Way::First),
        "End" => Command::Go(Way::Last),
        "Enter" => Command::Open,
        " " => Command::Pick,
        "Delete" | "Backspace" => Command::Remove,
        "Insert" => Command::Add,
        "1" => Command::State(State::NotAssociated),
        "2" => Command::State(State::Learning),
        "3" => Command::State(State::Enforced),
        "4" => Command::State(State::Audit),
        "s" | "S" => Command::Split,
        "n" | "N" if shift => Command::PreviousBreak,
        "n" | "N" => Command::NextBreak,
        "+" | "=" => Command::Near,
        "-" | "_" => Command::Far,
        "0" => Command::Fit,
        "?" => Command::Keys,
        "Escape" => Command::Leave,
        _ => return None,
    })
}

/// The list of keys: the key, and what it does.
pub const LIST: [(&str, &str); 14] = [
    (
        "Arrow keys",
        "Go between rows, perimeters, profiles, cards and edges; Left and Right follow an edge",
    ),
    ("Home, End", "First and last of a column"),
    ("Enter", "Open what is in focus; on an edge, fire its request"),
    ("Space", "Pick"),
    ("Delete", "Remove; of a row, take it out of the rules and firewalls that list it"),
    ("Shift+F10", "What can be done with it: move, rename, duplicate and more"),
    ("Insert", "Add beside what is in focus"),
    ("1 2 3 4", "Not associated, Transition, Enforced, Audit"),
    ("S", "Two states side by side"),
    ("N, Shift+N", "Next and previous break"),
    ("+ −", "Nearer, farther"),
    ("Shift+Arrow", "Move the drawing"),
    ("0", "Show all of it"),
    ("?", "This list"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_turns_the_search_for_breaks_round() {
        assert_eq!(command("n", false), Some(Command::NextBreak));
        assert_eq!(command("N", true), Some(Command::PreviousBreak));
        assert_eq!(command("3", false), Some(Command::State(State::Enforced)));
        assert_eq!(command("f", false), None);
        assert_eq!(command("F10", false), None, "the browser has its own");
        assert_eq!(command("F10", true), Some(Command::Menu));
        assert_eq!(command("ArrowLeft", true), Some(Command::Pan(-1, 0)));
    }
}
