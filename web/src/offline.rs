//! The page without a network, and the word that a newer one is there.

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlMetaElement, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};
use yew::prelude::*;

use crate::parts::{with_work, work};

/// Once the page is on the screen, so many milliseconds after it began.
const SHOWN: u32 = 100;

/// Has the browser keep the page, where it was published so, and says when a newer version is
/// kept beside it: what lets that take over. Nothing is said where the browser refuses: the page
/// works all the same.
#[hook]
pub fn use_new_version() -> Option<Callback<()>> {
    let waiting = use_state_eq(|| None);
    use_effect_with((), {
        let waiting = waiting.clone();
        move |()| {
            let on_new = Callback::from(move |take_over| waiting.set(Some(take_over)));
            let begin = move || {
                with_work(move || {
                    if let Some(work) = work() {
                        (work.watch)(on_new);
                    }
                });
            };
            Timeout::new(SHOWN, begin).forget();
        }
    });
    (*waiting).clone()
}

/// Has the browser keep the page. Each newer version is told of by what lets it take over.
pub fn watch(on_new: Callback<Callback<()>>) {
    let on_new = on_new.reform(|worker| Callback::from(move |()| take_over(&worker)));
    wasm_bindgen_futures::spawn_local(async move {
        register(on_new).await;
    });
}

/// Lets a newer version take over, and loads the page again once it has.
fn take_over(waiting: &ServiceWorker) {
    let worker = waiting.clone();
    on_change(waiting, move || {
        if worker.state() == ServiceWorkerState::Activated
            && let Some(window) = web_sys::window()
        {
            // Fails only for a page that is being left.
            let _ = window.location().reload();
        }
    });
    // Fails only for a value that cannot be copied.
    let _ = waiting.post_message(&JsValue::from_str("take over"));
}

async fn register(on_new: Callback<ServiceWorker>) -> Option<()> {
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
