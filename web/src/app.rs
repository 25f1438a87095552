//! The whole page: providers and layout, nothing else.

use nsp_core::{ResourceId, Verdict};
use nsp_formats::finding::Severity;
use nsp_formats::names::Named;
use nsp_formats::report::Decision;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::panels::{
    Compare, Dock, DropZone, EstateList, Gallery, OpenDialog, Panes, Problems, RequestForm,
    Requests, Top,
};
use crate::state::{Fired, WorkspaceProvider, use_workspace};
use crate::ui::Look;
use crate::view::{Drawer, Pane, Theme};

/// The page.
#[component]
pub fn App() -> Html {
    html! { <WorkspaceProvider><Layout /></WorkspaceProvider> }
}

#[component]
fn Layout() -> Html {
    let workspace = use_workspace();
    let theme = use_state_eq(Theme::default);
    let drawer = use_state_eq(|| Some(Drawer::Requests));
    let pane = use_state_eq(Pane::default);
    let opening = use_state_eq(|| false);
    let choosing = use_state_eq(|| false);

    use_effect_with(*theme, |theme| set_theme(*theme));

    // What was misread matters more than what was asked before.
    use_effect_with(workspace.session.estate.clone(), {
        let drawer = drawer.clone();
        move |estate| {
            if estate.findings.iter().any(|finding| finding.severity != Severity::Info) {
                drawer.set(Some(Drawer::Problems));
            }
        }
    });

    let on_pane = {
        let (pane, drawer) = (pane.clone(), drawer.clone());
        Callback::from(move |chosen: Pane| {
            if let Pane::Drawer(list) = chosen {
                drawer.set(Some(list));
            }
            pane.set(chosen);
        })
    };
    let session = &workspace.session;
    let asked = session.shown().and_then(asked);
    let list = match *drawer {
        Some(Drawer::Requests) => {
            html! { <Requests on_pick={setter(&pane).reform(|()| Pane::Request)} /> }
        }
        Some(Drawer::Problems) => html! { <Problems /> },
        None => html! {},
    };
    html! {
        <DropZone>
            <div class="nsp-app" data-pane={pane.name()}>
                <Top theme={*theme} on_theme={setter(&theme)} on_open={setter(&opening).reform(|()| true)}
                    on_examples={setter(&choosing).reform(|()| true)} />
                <RequestForm />
                <main class="nsp-app__main">
                    <div class="nsp-app__stage">
                        <div class="nsp-stage" tabindex="0" role="region" aria-label="Estate">
                            <EstateList estate={session.estate.clone()} {asked} />
                        </div>
                        <section class="nsp-drawer" id="drawer" aria-label="Lists" hidden={drawer.is_none()}>
                            {list}
                        </section>
                    </div>
                    <section class="nsp-app__side" tabindex="0" aria-label="Comparison"><Compare /></section>
                </main>
                <Dock drawer={*drawer} on_drawer={setter(&drawer)} />
                <Panes pane={*pane} {on_pane} />
            </div>
            <Gallery open={*choosing} on_close={setter(&choosing).reform(|()| false)} />
            <OpenDialog open={*opening} on_close={setter(&opening).reform(|()| false)} />
        </DropZone>
    }
}

/// The resource of the shown request, and how Enforced's answer looks.
fn asked(fired: &Fired) -> Option<(ResourceId, Look)> {
    let answered = (*fired.answer).as_ref().ok()?;
    let comparison = &answered.comparison;
    let verdict = |decision: &Decision| Verdict::from_name(decision.whole());
    let before = comparison.transition.as_ref().and_then(verdict);
    let last = comparison.enforced.as_ref().unwrap_or(&comparison.not_associated);
    Some((answered.resource.clone(), Look::of(verdict(last)?, before)))
}

fn setter<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.clone();
    Callback::from(move |value| state.set(value))
}

fn set_theme(theme: Theme) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .map(wasm_bindgen::JsCast::unchecked_into::<HtmlElement>);
    if let Some(root) = root {
        match theme.name() {
            // Fails only for a name that is no attribute's.
            Some(name) => drop(root.set_attribute("data-theme", name)),
            None => drop(root.remove_attribute("data-theme")),
        }
    }
}
