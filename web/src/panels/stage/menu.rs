//! The menu of a thing of the drawing, where it was asked for.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use nsp_formats::scenario::edit::{Edit, Thing};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

use super::offer::{Does, Offer, offers};
use crate::drawing::{Act, Target};
use crate::panels::estate::name_it;
use crate::state::{Action, use_dispatch, use_settled_matrix, use_workspace};
use crate::ui::{Button, ButtonKind, icon, place_at, prose, step};
use crate::view::{Drawer, Pane, Pick, Show, use_show};

/// What a menu is about, and where on the screen it opens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Offered {
    pub(super) target: Target,
    pub(super) at: (f64, f64),
}

#[derive(Clone, Properties, PartialEq)]
pub struct ThingMenuProps {
    pub(super) offered: Offered,
    pub(super) on_close: Callback<()>,
    /// Another menu is wanted in its place.
    pub(super) on_menu: Callback<Offered>,
    pub(super) on_act: Callback<Act>,
}

/// Escape closes it and gives the focus back; so does what is chosen. A press elsewhere closes it.
///
/// It is no automatic popover: such a one is closed when the press that opened it ends.
#[component]
pub fn ThingMenu(props: &ThingMenuProps) -> Html {
    let workspace = use_workspace();
    let matrix = use_settled_matrix();
    let say = use_dispatch();
    let show = use_show();
    let list = use_node_ref();
    let naming = use_state(|| None::<Thing>);
    let session = &workspace.session;
    let scenario = session.document.scenario.clone();
    let offers = offers(&props.offered.target, session, &matrix);

    let before = use_memo((), |()| active());
    use_effect_with((), {
        let (list, on_close) = (list.clone(), props.on_close.clone());
        move |()| {
            let document = web_sys::window().and_then(|window| window.document());
            let listener = document.map(|document| {
                EventListener::new(&document, "pointerdown", move |event| {
                    let pressed = event.target().and_then(|it| it.dyn_into::<Node>().ok());
                    let list = list.cast::<Node>();
                    if list.is_some_and(|list| !list.contains(pressed.as_ref())) {
                        on_close.emit(());
                    }
                })
            });
            move || drop(listener)
        }
    });
    use_effect_with((props.offered.clone(), *naming), {
        let list = list.clone();
        move |(offered, _): &(Offered, Option<Thing>)| {
            if let Some(list) = list.cast::<HtmlElement>() {
                // Fails only where it is open already.
                drop(list.show_popover());
                place_at(&list, offered.at, offered.at);
                focus_first(&list);
            }
        }
    });

    let close = {
        let on_close = props.on_close.clone();
        Callback::from(move |()| {
            on_close.emit(());
            if let Some(before) = &*before {
                // Fails only where it is no longer in the document.
                drop(before.focus());
            }
        })
    };
    let on_press = {
        let (close, naming, scenario) = (close.clone(), naming.clone(), scenario.clone());
        let (on_menu, on_act, at) = (props.on_menu.clone(), props.on_act.clone(), props.offered.at);
        let (say, show) = (say.clone(), show.clone());
        Callback::from(move |does: Does| match does {
            Does::Rename(thing) => naming.set(Some(thing)),
            Does::Menu(target) => on_menu.emit(Offered { target, at }),
            Does::Act(act) => {
                close.emit(());
                on_act.emit(act);
            }
            Does::Edit(edit) => {
                close.emit(());
                say.emit(Action::Edited(edit));
            }
            Does::Begin(edit) => {
                close.emit(());
                let shown = Pick::Thing(edit.shows(&scenario));
                say.emit(Action::Edited(edit));
                show.emit(Show::Picked(Some(shown)));
                show.emit(Show::Pane(Pane::Drawer(Drawer::Estate)));
                Timeout::new(0, name_it).forget();
            }
        })
    };
    let onkeydown = {
        let (list, close, is_list) = (list.clone(), close.clone(), naming.is_none());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            let leaves = key == "Escape" || is_list && key == "Tab";
            if leaves {
                close.emit(());
            }
            let list = list.cast::<HtmlElement>().filter(|_| is_list);
            if leaves || list.is_some_and(|list| step(&list, &key)) {
                event.prevent_default();
            }
        })
    };
    let on_named = {
        let close = close.clone();
        Callback::from(move |edit: Edit| {
            close.emit(());
            say.emit(Action::Edited(edit));
        })
    };
    let item = |offer: &Offer| {
        let onclick = on_press.reform({
            let does = offer.does.clone();
            move |_: MouseEvent| does.clone()
        });
        html! {
            <button class="nsp-menu__item" type="button" role="menuitem" {onclick}>
                {icon(offer.symbol)}<span>{offer.label.clone()}</span>
            </button>
        }
    };
    match *naming {
        Some(thing) => html! {
            <div class="nsp-menu" ref={list} popover="manual" role="dialog" aria-label="Rename" {onkeydown}>
                <Naming {thing} scenario={scenario.clone()} on_edit={on_named} />
            </div>
        },
        None => html! {
            <div class="nsp-menu" ref={list} popover="manual" role="menu" aria-label="What can be done"
                {onkeydown}>
                { for offers.iter().map(item) }
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
struct NamingProps {
    thing: Thing,
    scenario: crate::state::Shared<nsp_formats::scenario::Scenario>,
    on_edit: Callback<Edit>,
}

/// A field for the name. One that cannot be stays, with what to write instead.
#[component]
fn Naming(props: &NamingProps) -> Html {
    // What was typed, and why it cannot be the name.
    let refused = use_state(|| None::<(String, String)>);
    let field = use_node_ref();
    let submit = {
        let (thing, scenario) = (props.thing, props.scenario.clone());
        let (on_edit, refused, field) = (props.on_edit.clone(), refused.clone(), field.clone());
        Callback::from(move |()| {
            let Some(field) = field.cast::<HtmlInputElement>() else { return };
            let typed = field.value();
            let edit = Edit::Rename(thing, typed.trim().to_owned());
            match scenario.edited(&edit) {
                Ok(_) => on_edit.emit(edit),
                Err(error) => refused.set(Some((typed, error.message()))),
            }
        })
    };
    let onsubmit = submit.reform(|event: SubmitEvent| event.prevent_default());
    let name = match &*refused {
        Some((typed, _)) => typed.clone(),
        None => props.thing.name(&props.scenario).unwrap_or_default().to_owned(),
    };
    html! {
        <form class="nsp-naming" {onsubmit}>
            <label class="nsp-naming__label" for="drawing-name">{"Name"}</label>
            <input class="nsp-naming__field" id="drawing-name" ref={field} autocomplete="off"
                spellcheck="false" value={name} aria-invalid={refused.is_some().then_some("true")}
                aria-describedby="drawing-name-said" />
            <p class="nsp-naming__said" id="drawing-name-said" role="alert">
                { for refused.as_ref().map(|(_, said)| prose(said)) }
            </p>
            <Button label="Rename" kind={ButtonKind::Main} on_press={submit} />
        </form>
    }
}

/// What is in focus. A part of the drawing takes the focus as an element of the page does.
fn active() -> Option<HtmlElement> {
    let element = web_sys::window()?.document()?.active_element()?;
    Some(element.unchecked_into())
}

fn focus_first(list: &HtmlElement) {
    let Ok(Some(first)) = list.query_selector("input, button") else { return };
    if let Some(field) = first.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
    if let Some(first) = first.dyn_ref::<HtmlElement>() {
        // Fails only where the element is not in the document.
        drop(first.focus());
    }
}
