//! Keeping the work while it goes on.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, Math};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, StorageEvent, Url};
use yew::prelude::*;

use super::browser::{Browser, Trouble, id_of};
use super::{Keeping, Record, RecordId};
use crate::parts::{with_work, work};
use crate::state::desk::Desk;
use crate::state::{Action, Shared, Workspace};

/// The workspace as it is whenever it is looked at.
pub type Newest = Rc<RefCell<Rc<Workspace>>>;

/// How long the work must rest before it is kept, in milliseconds.
const REST: u32 = 300;
/// And a large one, for which everything else waits; but never longer than the second.
const LONG_REST: f64 = 2_000.0;
const LONGEST_REST: f64 = 15_000.0;
/// Its text is made first and kept so much later, for the page to move in between.
const BREATH: u32 = 50;

/// The workspace that was left, or else the example.
#[must_use]
pub fn start() -> Workspace {
    match work() {
        Some(work) if Browser.has_records() => (work.start)(),
        _ => Workspace::example(fresh_id()),
    }
}

/// An id that no scenario has yet.
#[must_use]
pub fn fresh_id() -> RecordId {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is below 2^32")]
    let part = || (Math::random() * 4_294_967_296.0) as u32;
    RecordId::new(part(), part())
}

/// Keeps every desk shortly after it changed, and when the page goes away; and hears what other
/// tabs keep.
#[hook]
pub fn use_keeper(workspace: &Rc<Workspace>, say: &Callback<Action>) {
    let tab = use_memo((), |()| fresh_id().to_string());
    let newest = use_mut_ref(|| Rc::clone(workspace));
    *newest.borrow_mut() = Rc::clone(workspace);

    let standing = &workspace.standing;
    let owed = workspace.parked.iter().filter(|desk| desk.standing.is_owed()).count();
    let since = use_mut_ref(|| None);
    use_effect_with((standing.id.clone(), standing.changes, owed), {
        let (newest, tab, say) = (Rc::clone(&newest), Rc::clone(&tab), say.clone());
        move |_| {
            let second = Rc::new(RefCell::new(None));
            let put = Rc::clone(&second);
            let large = newest.borrow().session.is_large();
            let wait = if large { rest(&since) } else { REST };
            let first = Timeout::new(wait, move || {
                since.replace(None);
                if !large {
                    return keep(&newest, &tab, &say);
                }
                with_keeping(&Rc::clone(&newest), move |keeping, workspace| {
                    let texts = (keeping.texts)(workspace, &tab);
                    let write = move || (keeping.write)(texts, &Rc::clone(&newest.borrow()), &say);
                    put.replace(Some(Timeout::new(BREATH, write)));
                });
            });
            move || drop((first, second.take()))
        }
    });

    // Before anything is done, there is nothing that could be lost or that others could change.
    use_effect_with(workspace.standing.is_touched() || work().is_some(), {
        let (tab, say) = (Rc::clone(&tab), say.clone());
        move |begun| {
            let listeners = Rc::new(RefCell::new(Vec::new()));
            if *begun {
                let listeners = Rc::downgrade(&listeners);
                with_work(move || {
                    if let (Some(work), Some(listeners)) = (work(), listeners.upgrade()) {
                        listeners.replace((work.listen)(&newest, &tab, &say));
                    }
                });
            }
            move || drop(listeners)
        }
    });
}

/// Hears when the page goes away, and what other tabs keep.
pub fn listen(newest: &Newest, tab: &Rc<String>, say: &Callback<Action>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let away = |name: &'static str| {
        let (newest, tab, say) = (Rc::clone(newest), Rc::clone(tab), say.clone());
        EventListener::new(&window, name, move |_| keep(&newest, &tab, &say))
    };
    let leaving = {
        let newest = Rc::clone(newest);
        let ask = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, "beforeunload", ask, move |event| {
            let workspace = Rc::clone(&newest.borrow());
            // What is only waiting for its moment is kept as the page goes.
            let lost = |desk: &Shared<Desk>| desk.standing.would_be_lost();
            if workspace.desks().iter().any(lost) {
                event.prevent_default();
            }
        })
    };
    let others = {
        let (newest, say) = (Rc::clone(newest), say.clone());
        EventListener::new(&window, "storage", move |event| {
            let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
            let id = event.key().as_deref().and_then(id_of);
            let Some((id, text)) = id.zip(event.new_value()) else { return };
            let (newest, say) = (Rc::clone(&newest), say.clone());
            with_work(move || {
                let record = work().and_then(|work| (work.record)(&text).ok());
                let workspace = Rc::clone(&newest.borrow());
                if let Some(record) = record {
                    hear(&workspace, id, record, &say);
                }
            });
        })
    };
    vec![away("pagehide"), away("blur"), leaving, others]
}

/// Another tab has kept a record.
fn hear(workspace: &Workspace, id: RecordId, record: Record, say: &Callback<Action>) {
    let desks = workspace.desks();
    let Some(desk) = desks.iter().find(|desk| desk.standing.id == id) else { return };
    let known = desk.standing.base.as_ref();
    if known.is_none_or(|base| base.scenario != record.scenario) {
        say.emit(Action::NotKept { id, trouble: Trouble::Theirs(Box::new(record)) });
    }
}

/// How long a large scenario still rests that was not kept since then.
fn rest(since: &RefCell<Option<f64>>) -> u32 {
    let now = Date::now();
    let waited = now - *since.borrow_mut().get_or_insert(now);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in between")]
    let rest = (LONGEST_REST - waited).clamp(0.0, LONG_REST) as u32;
    rest
}

/// Keeps what is owed, and says how that went.
fn keep(newest: &Newest, tab: &Rc<String>, say: &Callback<Action>) {
    let (tab, say) = (Rc::clone(tab), say.clone());
    with_keeping(newest, move |keeping, workspace| {
        (keeping.write)((keeping.texts)(workspace, &tab), workspace, &say);
    });
}

/// Goes on once what keeps is here, if there is anything to keep.
fn with_keeping(newest: &Newest, go_on: impl FnOnce(Keeping, &Workspace) + 'static) {
    let newest = Rc::clone(newest);
    let untouched =
        |workspace: &Workspace| !workspace.standing.is_touched() && workspace.parked.is_empty();
    if untouched(&newest.borrow()) {
        return;
    }
    with_work(move || {
        if let Some(work) = work() {
            go_on(work.keeping, &Rc::clone(&newest.borrow()));
        }
    });
}

/// Saves the scenario that is open as a file.
pub fn save_file(workspace: &Workspace) {
    let name = file_name(&workspace.session.document.title());
    download_text(&name, &workspace.session.written().to_text());
}

/// Hands a JSON text to the browser as a file to save.
pub fn download_text(name: &str, text: &str) {
    let parts = Array::of1(&text.into());
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &kind) {
        download(name, &blob);
    }
}

/// Hands a file to the browser to save.
pub fn download(name: &str, content: &Blob) {
    let url = Url::create_object_url_with_blob(content);
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    if let Some((url, link)) = url.ok().zip(link) {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The browser has begun to read it by then.
        Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
    }
}

/// A scenario's title as the name of its file.
#[must_use]
pub fn file_name(title: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = title.trim_end_matches(".json").chars().map(letter).collect();
    let words = name.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let words = if words.is_empty() { "scenario".to_owned() } else { words };
    format!("{words}.nsp.json")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(file_name("Retail, before enforcement"), "retail-before-enforcement.nsp.json");
        assert_eq!(file_name("a/b\\c:d"), "a-b-c-d.nsp.json");
        assert_eq!(file_name("account.json"), "account.nsp.json");
        assert_eq!(file_name("  "), "scenario.nsp.json");
    }
}
