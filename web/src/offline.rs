//! The page without a network, and the word that a newer one is there.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlMetaElement, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};
use yew::prelude::*;

/// Has the browser keep the page, where it was published so, and says when a newer version is
/// kept beside it. Nothing is said where the browser refuses: the page works all the same.
#[hook]
pub fn use_new_version() -> Option<NewVersion> {
    let waiting = use_state_eq(|| None);
    use_effect_with((), {
        let waiting = waiting.clone();
        move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                watch(Callback::from(move |worker| waiting.set(Some(NewVersion(worker))))).await;
            });
        }
    });
    (*waiting).clone()
}

/// A newer version of the page that waits for its turn.
#[derive(Clone, PartialEq)]
pub struct NewVersion(ServiceWorker);

impl NewVersion {
    /// Lets it take over, and loads the page again once it has.
    pub fn take_over(&self) {
        let worker = self.0.clone();
        on_change(&self.0, move || {
            if worker.state() == ServiceWorkerState::Activated
                && let Some(window) = web_sys::window()
            {
                // Fails only for a page that is being left.
                let _ = window.location().reload();
            }
        });
        // Fails only for a value that cannot be copied.
        let _ = self.0.post_message(&JsValue::from_str("take over"));
    }
}

async fn watch(on_new: Callback<ServiceWorker>) -> Option<()> {
    let window = web_sys::window().filter(web_sys::Window::is_secure_context)?;
    let meta = window.document()?.query_selector("meta[name='nsp-offline']").ok()??;
    let script = meta.unchecked_into::<HtmlMetaElement>().content();
    let container = window.navigator().service_worker();
    let registration = JsFuture::from(container.register(&script)).await.ok()?;
    let registration: ServiceWorkerRegistration = registration.unchecked_into();
    match registration.waiting() {
        Some(worker) => tell(&container, &worker, &on_new),
        None => follow(registration.installing(), &container, &on_new),
    }
    let found = {
        let registration = registration.clone();
        move || follow(registration.installing(), &container, &on_new)
    };
    let found = Closure::<dyn Fn()>::new(found).into_js_value();
    registration.set_onupdatefound(Some(found.unchecked_ref()));
    Some(())
}

/// Tells of a version once it is installed.
fn follow(
    installing: Option<ServiceWorker>,
    container: &ServiceWorkerContainer,
    on_new: &Callback<ServiceWorker>,
) {
    let Some(worker) = installing else { return };
    let (container, on_new, installed) = (container.clone(), on_new.clone(), worker.clone());
    on_change(&worker, move || {
        if installed.state() == ServiceWorkerState::Installed {
            tell(&container, &installed, &on_new);
        }
    });
}

/// The first version of all is no news: it waits for nobody.
fn tell(
    container: &ServiceWorkerContainer,
    worker: &ServiceWorker,
    on_new: &Callback<ServiceWorker>,
) {
    if container.controller().is_some() {
        on_new.emit(worker.clone());
    }
}

fn on_change(worker: &ServiceWorker, changed: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn()>::new(changed).into_js_value();
    worker.set_onstatechange(Some(changed.unchecked_ref()));
}
