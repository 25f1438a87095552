//! Files dropped anywhere on the page.

use web_sys::{File, FileList};
use yew::prelude::*;

use crate::parts::{NOT_FETCHED, with_work, work};
use crate::state::{Action, Notice, Placement, use_dispatch};

/// What listens for files over the page.
pub struct Drops {
    pub ondragover: Callback<DragEvent>,
    pub ondragleave: Callback<DragEvent>,
    pub ondrop: Callback<DragEvent>,
    /// Where to let them go, while they hang over it.
    pub places: Html,
}

/// While files hang over the page, it offers two places to let them go.
#[hook]
pub fn use_drops() -> Drops {
    let say = use_dispatch();
    let over = use_state_eq(|| None::<Placement>);
    let ondragover = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            if carries_files(&event) {
                event.prevent_default();
                over.set(Some(over.unwrap_or_default()));
            }
        })
    };
    let ondragleave = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            // Leaving for another part of the page has a related target; leaving the page has none.
            if event.related_target().is_none() {
                over.set(None);
            }
        })
    };
    let ondrop = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            if !carries_files(&event) {
                return;
            }
            event.prevent_default();
            let placement = over.unwrap_or_default();
            over.set(None);
            let files = files_of(event.data_transfer().and_then(|data| data.files()));
            let say = say.clone();
            with_work(move || match work() {
                Some(work) => (work.drop)(files, placement, say),
                None => say.emit(Action::Told(Notice::alert(NOT_FETCHED))),
            });
        })
    };
    let place = |placement: Placement, text: &'static str| {
        let state = over.clone();
        let ondragenter = Callback::from(move |_: DragEvent| state.set(Some(placement)));
        html! {
            <p class="nsp-drop__place" data-over={(*over == Some(placement)).then_some("true")}
                {ondragenter}>{text}</p>
        }
    };
    let places = html! {
        if over.is_some() {
            <div class="nsp-drop__places">
                {place(Placement::Replace, "Replace what is open")}
                {place(Placement::Add, "Add to what is open")}
            </div>
        }
    };
    Drops { ondragover, ondragleave, ondrop, places }
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The files of a list the browser gives.
pub(super) fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|place| list.get(place)).collect())
        .unwrap_or_default()
}
