//! What stands under an answer.

use yew::prelude::*;

use super::{Draw, Piece, part};
use crate::drawing::{Picture, sheet};
use crate::panels::{References, Ways};

/// A picture as an image for paper.
pub type Sheet = fn(&Picture) -> String;

part!(answers: (Draw, Sheet) = (draw, sheet));

fn draw(piece: Piece) -> Html {
    match piece {
        Piece::Ways(props) => html! { <Ways ..props /> },
        Piece::References(traces) => html! { <References {traces} /> },
        _ => Html::default(),
    }
}
