//! The choice of pane on a narrow screen.

use yew::prelude::*;

use crate::state::use_workspace;
use crate::ui::{Icon, Symbol};
use crate::view::{Drawer, Pane};

#[derive(Properties, PartialEq)]
pub struct PanesProps {
    pub pane: Pane,
    pub on_pane: Callback<Pane>,
}

/// Four buttons at the bottom; the one whose pane is shown is marked as current.
#[component]
pub fn Panes(props: &PanesProps) -> Html {
    let workspace = use_workspace();
    let session = &workspace.session;
    let button = |pane: Pane, symbol: Symbol, label: &'static str, count: usize| {
        let onclick = props.on_pane.reform(move |_: MouseEvent| pane);
        html! {
            <button class="nsp-panes__pane" type="button" {onclick}
                aria-current={(props.pane == pane).then_some("page")}>
                <Icon {symbol} />{label}
                if count > 0 {
                    <span class="nsp-count">{count}</span>
                }
            </button>
        }
    };
    html! {
        <nav class="nsp-panes nsp-app__panes" aria-label="Panes">
            {button(Pane::Request, Symbol::Arrow, "Request", 0)}
            {button(Pane::Estate, Symbol::Draw, "Estate", 0)}
            {button(Pane::Drawer(Drawer::Requests), Symbol::History, "Requests", session.fired.len())}
            {button(Pane::Drawer(Drawer::Problems), Symbol::Warn, "Problems", session.estate.findings.len())}
        </nav>
    }
}
