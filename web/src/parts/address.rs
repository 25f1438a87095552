//! What an address can bring: a scenario, a request, and the page within another page.

use yew::prelude::*;

use super::{Draw, Piece, part};
use crate::app::workbench;
use crate::embed::Embed;
use crate::route::Route;

/// Reads a query and a fragment.
pub type Read = fn(&str, &str) -> Route;

part!(address: (Draw, Read) = (draw, Route::read));

/// The page as it was left.
pub(super) fn kept(_: Piece) -> Html {
    workbench()
}

fn draw(_: Piece) -> Html {
    let route = Route::here(Route::read);
    match route.embed {
        Some(_) => html! { <Embed {route} /> },
        None => workbench(),
    }
}
