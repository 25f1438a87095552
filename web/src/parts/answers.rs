//! What stands under an answer, and the lines between panels.

use yew::prelude::*;

use super::{Draw, Piece, part};
use crate::drawing::{Picture, sheet};
use crate::panels::{References, Ways};
use crate::ui::Splitter;

/// A picture as an image for paper.
pub type Sheet = fn(&Picture) -> String;

part!(answers: (Draw, Sheet) = (draw, sheet));

fn draw(piece: Piece) -> Html {
    match piece {
        Piece::Ways(props) => html! { <Ways ..props /> },
        Piece::References(traces) => html! { <References {traces} /> },
        Piece::Splitter(props) => html! { <Splitter ..props /> },
        _ => Html::default(),
    }
}
