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
pub const LIST: [(&str, &str); 12] = [
    ("Arrow keys", "Go between rows, cards and edges; Left and Right follow an edge"),
    ("Home, End", "First and last of a column"),
    ("Enter", "Open what is in focus; on an edge, fire its request"),
    ("Space", "Pick"),
    ("Delete", "Remove; of a row, open the rule or firewall that names it"),
    ("Insert", "Add beside what is in focus"),
    ("1 2 3 4", "Not associated, Transition, Enforced, Audit"),
    ("S", "Two states side by side"),
    ("N, Shift+N", "Next and previous break"),
    ("+ −", "Nearer, farther"),
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
    }
}
