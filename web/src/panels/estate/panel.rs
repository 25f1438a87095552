//! Outline and form side by side.

use std::cell::{Cell, RefCell};

use nsp_formats::scenario::edit::{Edit, Thing};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::act::shown_after;
use super::add::AddMenu;
use super::forms::Form;
use super::outline::{CURRENT, Outline};
use super::read::Subject;
use crate::state::{Action, named_first, use_dispatch, use_matrix, use_newest, use_workspace};
use crate::view::{Show, use_show, use_view};

/// Where the focus belongs once an edit is drawn.
#[derive(Clone, Copy, Default)]
enum Next {
    #[default]
    Stay,
    Outline,
    Form,
}

/// Everything that can be changed of the estate. Without anything picked, the scenario itself.
#[component]
pub fn EstatePanel() -> Html {
    let workspace = use_newest();
    let matrix = use_matrix();
    let view = use_view();
    let say = use_dispatch();
    let show = use_show();
    let last = use_memo((), |()| RefCell::new(Thing::Scenario));
    let next = use_memo((), |()| Cell::new(Next::Stay));
    let scenario = workspace.session.document.scenario.clone();

    let named = |key: &str| named_first(&workspace.session, &matrix, key);
    let picked = view.picked.as_ref().and_then(|pick| Subject::of(pick, &scenario, named));
    // Undoing a rename gives what is picked another id: it still stands where it stood.
    let picked = picked
        .or_else(|| view.picked.as_ref().and_then(|_| Subject::at(*last.borrow(), &scenario)));
    let subject = picked.unwrap_or(Subject::Thing(Thing::Scenario));
    if let Some(thing) = subject.thing(&scenario) {
        last.replace(thing);
    }

    // The outline follows with everything else that lists the estate.
    let is_listed = use_workspace().session.document.scenario == scenario;
    let listed = use_mut_ref(|| (scenario.clone(), subject.clone()));
    if is_listed {
        listed.replace((scenario.clone(), subject.clone()));
    }
    let (outlined, marked) = listed.borrow().clone();

    use_effect_with((scenario.clone(), subject.clone(), is_listed), {
        let next = next.clone();
        move |(.., is_listed)| match next.get() {
            Next::Stay => {}
            Next::Outline if !is_listed => {}
            Next::Outline => {
                next.take();
                focus(CURRENT, false);
            }
            Next::Form => {
                next.take();
                name_it();
            }
        }
    });

    // Equal as long as they do the same, so that what is not edited is not drawn again.
    let newest = use_mut_ref(|| scenario.clone());
    newest.replace(scenario.clone());
    let on_pick = use_callback(show.clone(), |subject: Subject, show| {
        show.emit(Show::Picked(Some(subject.pick())));
    });
    let on_edit = use_callback((say, show), move |edit: Edit, (say, show)| {
        let subject = shown_after(&newest.borrow(), &edit);
        if let Some(subject) = subject {
            next.set(match &edit {
                Edit::Add(_) | Edit::Several { .. } | Edit::Duplicate(_) => Next::Form,
                Edit::Remove(_) => Next::Outline,
                _ => Next::Stay,
            });
            show.emit(Show::Picked(Some(subject.pick())));
        }
        say.emit(Action::Edited(edit));
    });
    let on_enter = use_callback((), |(), ()| name_it());
    html! {
        <div class="nsp-builder">
            <div class="nsp-builder__outline">
                <div class="nsp-builder__bar">
                    <h2 class="nsp-builder__title">{"Estate"}</h2>
                    <AddMenu scenario={outlined.clone()} picked={marked.clone()}
                        on_edit={on_edit.clone()} />
                </div>
                <Outline scenario={outlined} picked={marked} {on_pick}
                    on_edit={on_edit.clone()} {on_enter} />
            </div>
            <Form {subject} {scenario} {on_edit} />
        </div>
    }
}

/// Into the name of what the form shows, to be written over.
pub fn name_it() {
    focus("estate-name", true);
}

fn focus(id: &str, select: bool) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else { return };
    // Fails only where the element is not in the document.
    let _ = element.focus();
    if select && let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        field.select();
    }
}
