//! A button that opens a list of things to do.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::parts::{Later, Piece};
use crate::ui::{ButtonKind, Symbol, icon, place_at, use_toggled};

#[derive(Properties, PartialEq)]
pub(super) struct MenuProps {
    /// Of the list; the button finds it by this.
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) symbol: Symbol,
    #[prop_or_default]
    pub(super) kind: ButtonKind,
    /// The symbol alone is shown.
    #[prop_or_default]
    pub(super) bare: bool,
    /// How the button looks, where that is no button's.
    #[prop_or("nsp-button")]
    pub(super) class: &'static str,
    /// What stands in the list, drawn while it is open.
    pub(super) list: Piece,
    /// What is shown now is in the list.
    #[prop_or_default]
    pub(super) current: bool,
    /// Stands behind the label.
    #[prop_or_default]
    pub(super) children: Html,
}

/// The browser's own popover: Escape or a press elsewhere closes it and gives the focus back.
#[component]
pub(super) fn Menu(props: &MenuProps) -> Html {
    let list = use_node_ref();
    let button = use_node_ref();
    let (open, ontoggle) = use_toggled();
    let onclick = {
        let (list, button) = (list.clone(), button.clone());
        Callback::from(move |_: MouseEvent| {
            if let (Some(list), Some(button)) = (list.cast(), button.cast()) {
                place(&list, &button);
            }
        })
    };
    html! {<>
        <button class={props.class} data-kind={props.kind.name()} data-bare={props.bare.then_some("true")}
            type="button" ref={button} popovertarget={props.id} aria-haspopup="menu" {onclick}
            aria-current={props.current.then_some("page")}
            aria-label={props.bare.then_some(props.label)}
            title={props.bare.then_some(props.label)}>
            {icon(props.symbol)}
            if !props.bare {
                <span class="nsp-button__label">{props.label}</span>
            }
            {props.children.clone()}
        </button>
        <div class="nsp-menu" id={props.id} ref={list} popover="auto" role="menu"
            aria-label={props.label} {ontoggle}>
            if open {
                <Later piece={props.list.clone()} />
            }
        </div>
    </>}
}

/// Puts the list beside its button, on the side where there is room.
fn place(list: &HtmlElement, button: &Element) {
    let edge = button.get_bounding_client_rect();
    place_at(list, (edge.left(), edge.top()), (edge.right(), edge.bottom()));
}
