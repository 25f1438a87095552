//! The dock: lists that open under the estate, and by what is judged.

use yew::prelude::*;

use super::revision::RevisionChoice;
use crate::parts::on_intent;
use crate::state::{Leg, use_breaks, use_settled_matrix, use_workspace};
use crate::ui::Button;
use crate::view::{DialogName, Drawer, Show, use_show, use_view};

/// A press opens a list, a second press closes it.
#[component]
pub fn Dock() -> Html {
    let workspace = use_workspace();
    let matrix = use_settled_matrix();
    let breaks = use_breaks();
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
    let problems = breaks.problems(session);
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
    let intent = {
        let (on_intent, want) = (on_intent::<()>(), breaks.want.clone());
        Callback::from(move |()| {
            on_intent.emit(());
            want.emit(Leg::Enforce);
        })
    };
    // Exact where all was looked at; where that waits until somebody asks, what the matrix shows.
    let ends = match breaks.ends() {
        Some(ends) => hot(ends, "Permissions that end, over all traffic"),
        None if breaks.always => html! {},
        None => hot(matrix.counts().breaks as usize, "Paths of the picture that break"),
    };
    html! {
        <footer class="nsp-dock" onpointerover={intent.reform(|_: PointerEvent| ())}
            onfocusin={intent.reform(|_: FocusEvent| ())}>
            {tab(Drawer::Breaks, "Breaks", ends)}
            {tab(Drawer::Estate, "Estate", html! {})}
            {tab(Drawer::Requests, "Requests", count(session.fired.len(), "Requests that were fired"))}
            {tab(Drawer::Matrix, "Matrix", html! {})}
            {expectations}
            {tab(Drawer::Problems, "Problems", count(problems, "Errors and warnings"))}
            {tab(Drawer::History, "History", html! {})}
            <div class="nsp-dock__end">
                <RevisionChoice />
                <span>{"Nothing leaves this tab"}</span>
                <Button label="Keys" on_press={show.reform(|()| Show::Dialog(Some(DialogName::Keys)))} />
            </div>
        </footer>
    }
}

fn count(count: usize, title: &'static str) -> Html {
    match count {
        0 => html! {},
        _ => html! { <span class="nsp-count" {title}>{count}</span> },
    }
}

/// How much breaks.
fn hot(count: usize, title: &'static str) -> Html {
    match count {
        0 => html! {},
        _ => html! { <span class="nsp-count" data-hot="true" {title}>{count}</span> },
    }
}
