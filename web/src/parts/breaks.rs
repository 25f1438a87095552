//! The exact report of what changes: what works it out, and what shows it.

use yew::prelude::*;

use super::{Draw, Piece, part};
use nsp_formats::finding::Finding;

use crate::panels::{BreaksPanel, problems};
use crate::state::{Estate, Leg, Report, Shared, Survey};
use crate::view::{Pane, Show, use_show};

/// Works out what changes, and what is a problem.
#[derive(Clone, Copy)]
pub struct Tools {
    pub begin: fn(Shared<Estate>, Leg, Option<&Report>) -> Survey,
    pub go_on: fn(&mut Survey) -> Option<Shared<Report>>,
    pub problems: fn(&Estate, &[Finding]) -> usize,
}

const TOOLS: Tools = Tools { begin: Survey::begin, go_on: Survey::go_on, problems };

part!(breaks: (Draw, Tools) = (draw, TOOLS));

fn draw(_: Piece) -> Html {
    html! { <Shown /> }
}

#[component]
fn Shown() -> Html {
    let on_pick = use_show().reform(|()| Show::Pane(Pane::Request));
    html! { <BreaksPanel {on_pick} /> }
}
