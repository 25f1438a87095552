//! The choice of pane on a narrow screen.

use yew::prelude::*;

use super::more::More;
use crate::state::{use_breaks, use_settled_matrix, use_workspace};
use crate::ui::{Symbol, icon};
use crate::view::{Drawer, Pane, Show, use_show, use_view};

/// Buttons at the bottom; the one whose pane is shown is marked as current. What is wanted less
/// often stands behind the last.
#[hook]
pub fn use_panes() -> Html {
    let workspace = use_workspace();
    let paths = use_settled_matrix().counts().breaks as usize;
    let breaks = use_breaks();
    let breaks = breaks.ends().unwrap_or(if breaks.always { 0 } else { paths });
    let shown = use_view().pane;
    let show = use_show();
    let checks = &workspace.session.checks;
    let button = |pane: Pane, symbol: Symbol, label: &'static str, count: usize| {
        let onclick = show.reform(move |_: MouseEvent| Show::Pane(pane));
        html! {
            <button class="nsp-panes__pane" type="button" {onclick}
                aria-current={(shown == pane).then_some("page")}>
                {icon(symbol)}{label}
                if count > 0 {
                    <span class="nsp-count" data-hot={(pane == Pane::Drawer(Drawer::Breaks)).then_some("true")}>{count}</span>
                }
            </button>
        }
    };
    html! {
        <nav class="nsp-panes nsp-app__panes" aria-label="Panes">
            {button(Pane::Request, Symbol::Arrow, "Request", 0)}
            {button(Pane::Estate, Symbol::Draw, "Drawing", 0)}
            {button(Pane::Drawer(Drawer::Breaks), Symbol::Close, "Breaks", breaks)}
            {button(Pane::Drawer(Drawer::Expectations), Symbol::Bookmark, "Expect", checks.len() - checks.held())}
            <More />
        </nav>
    }
}
