//! A sentence in which backticks mark code.

use yew::prelude::*;

/// Shows what stands between backticks in the code font. A backtick without its fellow is shown.
pub fn prose(text: &str) -> Html {
    let pieces: Vec<&str> = text.split('`').collect();
    let last = pieces.len().saturating_sub(1);
    pieces
        .into_iter()
        .enumerate()
        .map(|(place, piece)| match place {
            _ if place % 2 == 0 => html! { {piece} },
            _ if place == last => html! { {format!("`{piece}")} },
            _ => html! { <code>{piece}</code> },
        })
        .collect()
}
