//! The whole page: providers and layout, nothing else.

use yew::prelude::*;

use crate::panels::{
    Compare, Dock, RequestForm, Stage, Top, notices, use_drops, use_page_keys, use_panes,
    use_update,
};
use crate::parts::{Later, Piece, dialogs_are_here, on_intent};
use crate::route::{is_plain, use_arrivals};
use crate::state::{
    BreaksProvider, Browser, MatrixProvider, WorkspaceProvider, use_dispatch, use_workspace,
};
use crate::ui::{SplitterProps, size_panel};
use crate::view::{
    Drawer, Show, ViewProvider, keep_size, kept_size, set_theme, use_show, use_view,
};

/// The ids of the panels that have a size of their own.
const SIDE: &str = "side";
const DRAWER: &str = "drawer";

/// The page. What an address can bring is fetched only for one that brings something, and what
/// reads the work that was kept only where there is some.
#[component]
pub fn App() -> Html {
    let first = use_memo((), |()| match (is_plain(), Browser.has_records()) {
        (true, false) => None,
        (true, true) => Some(Piece::Kept),
        (false, _) => Some(Piece::Addressed),
    });
    match &*first {
        None => workbench(),
        Some(piece) => html! { <Later piece={piece.clone()} /> },
    }
}

/// The page by itself, not within another.
pub fn workbench() -> Html {
    html! {
        <WorkspaceProvider><ViewProvider><MatrixProvider><BreaksProvider>
            <Layout />
        </BreaksProvider></MatrixProvider></ViewProvider></WorkspaceProvider>
    }
}

#[component]
fn Layout() -> Html {
    use_arrivals();
    let workspace = use_workspace();
    let view = use_view();
    let show = use_show();
    let session = &workspace.session;

    use_page_keys();
    let drops = use_drops();
    let say = use_dispatch();
    let (panes, update) = (use_panes(), use_update());
    use_effect_with(view.theme, |theme| set_theme(*theme));
    use_effect_with((), |()| {
        for panel in [SIDE, DRAWER] {
            size_panel(panel, kept_size(panel));
        }
    });

    // What was misread matters more than what was asked before.
    use_effect_with(session.read, {
        let (show, problems) = (show.clone(), session.problems());
        move |_| {
            if problems > 0 {
                show.emit(Show::Drawer(Some(Drawer::Problems)));
            }
        }
    });

    let list = match view.drawer {
        Some(list) => html! { <Later piece={Piece::List(list)} /> },
        None => html! {},
    };
    let dialog = view.dialog.is_some() || workspace.refused.is_some();
    let tall = matches!(view.drawer, Some(Drawer::Breaks | Drawer::Estate | Drawer::Matrix));
    html! {
        <div ondragover={drops.ondragover} ondragleave={drops.ondragleave} ondrop={drops.ondrop}>
            <div class="nsp-app" data-pane={view.pane.name()}>
                <Top />
                <RequestForm crowded={tall} />
                <main class="nsp-app__main">
                    <div class="nsp-app__stage" onpointerdown={on_intent()}>
                        <Stage />
                        if view.drawer.is_some() {
                            {splitter(DRAWER, "Picture and list", true)}
                        }
                        <section class="nsp-drawer" id={DRAWER} aria-label="Lists" data-tall={tall.then_some("true")} hidden={view.drawer.is_none()}>
                            {list}
                        </section>
                    </div>
                    {splitter(SIDE, "Estate and comparison", false)}
                    <section class="nsp-app__side" id={SIDE} tabindex="0" aria-label="Comparison"><Compare /></section>
                </main>
                <Dock />
                {panes}
            </div>
            {notices(&workspace, &say)}
            {update}
            if dialog || dialogs_are_here() {
                <Later piece={Piece::Dialogs} on_close={show.reform(|()| Show::Dialog(None))} />
            }
            {drops.places}
        </div>
    }
}

/// The line before a panel; where it was put is known at the next visit.
fn splitter(panel: &'static str, label: &'static str, across: bool) -> Html {
    let on_size = Callback::from(move |size| keep_size(panel, size));
    let props = SplitterProps { label: label.into(), panel, across, on_size };
    html! { <Later piece={Piece::Splitter(props)} /> }
}
