//! The lists under the estate, with their forms, and the dialogs.

use nsp_analysis::matrix::Matrix;
use nsp_core::State;
use yew::prelude::*;

use super::{Draw, Piece, part};
use crate::drawing::{Act, Split};
use crate::panels::{
    EstatePanel, Expectations, ExportDialog, Gallery, HistoryList, MatrixPanel, Nothing,
    OpenDialog, Others, Problems, Requests, Rest, Scenarios, ShareDialog, Shortcuts, Sources,
    ThingMenu, Wish,
};
use crate::state::Session;
use crate::ui::MenuItems;
use crate::view::{Drawer, Pane, Show, use_show};

/// What is to be shown, and what becomes of the workspace.
pub type Make = fn(&Act, &Session, &Matrix, Option<State>) -> Wish;

part!(lists: (Draw, Make) = (draw, Wish::of));

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
        Piece::Scenarios => html! { <Scenarios /> },
        Piece::Rest(props) => html! { <Rest ..props /> },
        Piece::Sources => html! { <Sources /> },
        Piece::More => html! { <Others /> },
        Piece::Menu(items) => html! { <MenuItems {items} /> },
        Piece::Nothing => html! { <Nothing /> },
        Piece::Split(props) => html! { <Split ..props /> },
        Piece::Thing(props) => html! { <ThingMenu ..props /> },
        _ => Html::default(),
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
