//! What is not on the first screen: fetched when it is first wanted, drawn at once from then on.
//!
//! Publishing splits the wasm here (`cargo xtask dist`). Any other build has it all in one, and a
//! part is there as soon as it is asked for.

mod later;

use std::cell::Cell;

use yew::prelude::*;

use crate::panels::{EstatePanel, Expectations, HistoryList, MatrixPanel, Problems, Requests};
use crate::view::{Drawer, Pane, Show};
pub use later::Later;

/// What a part draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A list under the estate.
    List(Drawer),
}

/// What is fetched together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Lists,
}

type Draw = fn(Piece, &Callback<Show>) -> Html;

thread_local! {
    static HERE: Cell<[Option<Draw>; 1]> = const { Cell::new([None; 1]) };
}

macro_rules! part {
    ($name:ident, $draw:expr) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
        fn $name() -> Result<Draw, wasm_split_helpers::SplitLoaderError> {
            Ok($draw)
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<Draw, std::convert::Infallible> {
            Ok($draw)
        }
    };
}

part!(lists, |piece, show| {
    let on_pick = || show.reform(|()| Show::Pane(Pane::Request));
    match piece {
        Piece::List(Drawer::Estate) => html! { <EstatePanel /> },
        Piece::List(Drawer::Requests) => html! { <Requests on_pick={on_pick()} /> },
        Piece::List(Drawer::Matrix) => html! { <MatrixPanel on_pick={on_pick()} /> },
        Piece::List(Drawer::Expectations) => html! { <Expectations on_pick={on_pick()} /> },
        Piece::List(Drawer::Problems) => html! { <Problems /> },
        Piece::List(Drawer::History) => html! { <HistoryList /> },
    }
});

impl Part {
    /// How it draws, if it is here.
    fn draw(self) -> Option<Draw> {
        HERE.get().get(self as usize).copied().flatten()
    }

    /// Fetches it, if it is not here. Whether it is here then.
    pub async fn fetch(self) -> bool {
        if self.draw().is_none() {
            let draw = match self {
                Self::Lists => lists().await.ok(),
            };
            let mut here = HERE.get();
            if let Some(place) = here.get_mut(self as usize) {
                *place = draw;
            }
            HERE.set(here);
        }
        self.draw().is_some()
    }
}

impl Piece {
    pub const fn part(self) -> Part {
        match self {
            Self::List(_) => Part::Lists,
        }
    }
}
