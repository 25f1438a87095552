//! The whole page: providers and layout, nothing else.

use yew::prelude::*;

use crate::embed::Embed;
use crate::panels::{
    Compare, Dock, DropZone, ExportDialog, Gallery, Notices, OpenDialog, Panes, RequestForm,
    ShareDialog, Shortcuts, Stage, Top, Update, use_history_keys,
};
use crate::parts::{Later, Piece};
use crate::route::{Route, use_arrivals};
use crate::state::{MatrixProvider, WorkspaceProvider, use_workspace};
use crate::ui::KeptProvider;
use crate::view::{Drawer, Show, ViewProvider, set_theme, use_show, use_view};

/// The page.
#[component]
pub fn App() -> Html {
    let route = use_memo((), |()| Route::here());
    if route.embed.is_some() {
        return html! { <Embed route={(*route).clone()} /> };
    }
    html! {
        <WorkspaceProvider><ViewProvider><MatrixProvider><KeptProvider>
            <Layout />
        </KeptProvider></MatrixProvider></ViewProvider></WorkspaceProvider>
    }
}

#[component]
fn Layout() -> Html {
    use_arrivals();
    let workspace = use_workspace();
    let view = use_view();
    let show = use_show();
    let session = &workspace.session;

    use_history_keys();
    use_effect_with(view.theme, |theme| set_theme(*theme));

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
    let tall = matches!(view.drawer, Some(Drawer::Estate | Drawer::Matrix));
    html! {
        <DropZone>
            <div class="nsp-app" data-pane={view.pane.name()}>
                <Top />
                <RequestForm />
                <main class="nsp-app__main">
                    <div class="nsp-app__stage">
                        <Stage />
                        <section class="nsp-drawer" id="drawer" aria-label="Lists" data-tall={tall.then_some("true")} hidden={view.drawer.is_none()}>
                            {list}
                        </section>
                    </div>
                    <section class="nsp-app__side" tabindex="0" aria-label="Comparison"><Compare /></section>
                </main>
                <Dock />
                <Panes />
            </div>
            <Notices />
            <Update />
            <ExportDialog />
            <Gallery />
            <Shortcuts />
            <OpenDialog />
            <ShareDialog />
        </DropZone>
    }
}
