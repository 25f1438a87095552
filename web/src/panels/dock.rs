//! The dock: lists that open under the estate, and by what is judged.

use yew::prelude::*;

use super::revision::RevisionChoice;
use crate::parts::on_intent;
use crate::state::{use_matrix, use_workspace};
use crate::view::{Drawer, Show, use_show, use_view};

/// A press opens a list, a second press closes it.
#[component]
pub fn Dock() -> Html {
    let workspace = use_workspace();
    let matrix = use_matrix();
    let shown = use_view().drawer;
    let show = use_show();
    let session = &workspace.session;
    let tab = |drawer: Drawer, label: &'static str, badge: Html| {
        let open = shown == Some(drawer);
        let onclick = show.reform(move |_: MouseEvent| Show::Drawer((!open).then_some(drawer)));
        html! {
            <button class="nsp-dock__tab" type="button" {onclick} aria-expanded={open.to_string()}
                aria-controls="drawer">
                <span>{label}</span>
                {badge}
            </button>
        }
    };
    let checks = &session.checks;
    let badge = html! {
        <span class="nsp-count" data-hot={(checks.held() < checks.len()).then_some("true")}>
            {format!("{} of {}", checks.held(), checks.len())}
        </span>
    };
    let expectations = tab(
        Drawer::Expectations,
        "Expectations",
        match checks.len() {
            0 => html! {},
            _ => badge,
        },
    );
    html! {
        <footer class="nsp-dock" onpointerover={on_intent()} onfocusin={on_intent()}>
            {tab(Drawer::Estate, "Estate", html! {})}
            {tab(Drawer::Requests, "Requests", count(session.fired.len()))}
            {tab(Drawer::Matrix, "Matrix", hot(matrix.counts().breaks))}
            {expectations}
            {tab(Drawer::Problems, "Problems", count(session.problems()))}
            {tab(Drawer::History, "History", html! {})}
            <div class="nsp-dock__end">
                <RevisionChoice />
                <span>{"Nothing leaves this tab"}</span>
            </div>
        </footer>
    }
}

fn count(count: usize) -> Html {
    match count {
        0 => html! {},
        _ => html! { <span class="nsp-count">{count}</span> },
    }
}

/// How many paths break.
fn hot(breaks: u32) -> Html {
    match breaks {
        0 => html! {},
        _ => {
            html! { <span class="nsp-count" data-hot="true" title="Paths that break">{breaks}</span> }
        }
    }
}
