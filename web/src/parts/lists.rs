//! The lists under the estate, with their forms, and the dialogs.

use yew::prelude::*;

use super::{Draw, Piece, part};
use crate::panels::{
    EstatePanel, Expectations, ExportDialog, Gallery, HistoryList, MatrixPanel, OpenDialog,
    Problems, Requests, ShareDialog, Shortcuts,
};
use crate::view::{Drawer, Pane, Show, use_show};

part!(lists: Draw = draw);

fn draw(piece: Piece) -> Html {
    match piece {
        Piece::List(list) => html! { <List {list} /> },
        Piece::Dialogs => html! {<>
            <ExportDialog />
            <Gallery />
            <Shortcuts />
            <OpenDialog />
            <ShareDialog />
        </>},
        Piece::Addressed => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    list: Drawer,
}

#[component]
fn List(props: &ListProps) -> Html {
    let on_pick = use_show().reform(|()| Show::Pane(Pane::Request));
    match props.list {
        // A part of its own.
        Drawer::Breaks => html! {},
        Drawer::Estate => html! { <EstatePanel /> },
        Drawer::Requests => html! { <Requests {on_pick} /> },
        Drawer::Matrix => html! { <MatrixPanel {on_pick} /> },
        Drawer::Expectations => html! { <Expectations {on_pick} /> },
        Drawer::Problems => html! { <Problems /> },
        Drawer::History => html! { <HistoryList /> },
    }
}
