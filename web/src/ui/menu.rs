//! A button that opens a list of things to do.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::{ButtonKind, Symbol, figures, icon};

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    pub label: AttrValue,
    pub symbol: Symbol,
    pub disabled: bool,
    pub on_press: Callback<()>,
}

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// Of the list; the button finds it by this.
    pub id: AttrValue,
    pub label: AttrValue,
    pub symbol: Symbol,
    #[prop_or_default]
    pub kind: ButtonKind,
    /// The symbol alone is shown.
    #[prop_or_default]
    pub bare: bool,
    /// How the button looks, where that is no button's.
    #[prop_or(AttrValue::Static("nsp-button"))]
    pub class: AttrValue,
    pub items: Vec<MenuItem>,
    /// The place of the item that is shown now.
    #[prop_or_default]
    pub current: Option<usize>,
    /// Stands behind the label.
    #[prop_or_default]
    pub children: Html,
}

/// The browser's own popover: Escape or a press elsewhere closes it and gives the focus back.
/// Arrow keys go along the list.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let list = use_node_ref();
    let button = use_node_ref();
    let onclick = {
        let (list, button) = (list.clone(), button.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            if let Some(button) = button.cast::<Element>() {
                place(&list, &button);
            }
            if let Some(first) = list.first_element_child() {
                // The popover gives it the focus. Fails only for a name that is no attribute's.
                let _ = first.set_attribute("autofocus", "");
            }
        })
    };
    let onkeydown = {
        let list = list.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(list) = list.cast::<HtmlElement>()
                && step(&list, &event.key())
            {
                event.prevent_default();
            }
        })
    };
    let item = |(place, item): (usize, &MenuItem)| {
        let onclick = {
            let (list, on_press) = (list.clone(), item.on_press.clone());
            Callback::from(move |_: MouseEvent| {
                if let Some(list) = list.cast::<HtmlElement>() {
                    // Fails only where it is closed already.
                    let _ = list.hide_popover();
                }
                on_press.emit(());
            })
        };
        html! {
            <button class="nsp-menu__item" type="button" role="menuitem" {onclick}
                disabled={item.disabled}
                aria-current={(props.current == Some(place)).then_some("page")}>
                {icon(item.symbol)}<span>{item.label.clone()}</span>
            </button>
        }
    };
    let kind = match props.kind {
        ButtonKind::Plain => "plain",
        ButtonKind::Line => "line",
        ButtonKind::Main => "main",
    };
    html! {<>
        <button class={props.class.clone()} data-kind={kind} data-bare={props.bare.then_some("true")}
            type="button" ref={button} popovertarget={props.id.clone()} aria-haspopup="menu" {onclick}
            aria-current={props.current.map(|_| "page")}
            aria-label={props.bare.then(|| props.label.clone())}
            title={props.bare.then(|| props.label.clone())}>
            {icon(props.symbol)}
            if !props.bare {
                <span class="nsp-button__label">{props.label.clone()}</span>
            }
            {props.children.clone()}
        </button>
        <div class="nsp-menu" id={props.id.clone()} ref={list.clone()} popover="auto" role="menu"
            aria-label={props.label.clone()} {onkeydown}>
            { for props.items.iter().enumerate().map(item) }
        </div>
    </>}
}

/// Puts the list beside its button, on the side where there is room.
fn place(list: &HtmlElement, button: &Element) {
    let edge = button.get_bounding_client_rect();
    place_at(list, (edge.left(), edge.top()), (edge.right(), edge.bottom()));
}

/// Puts a popover below or above a rectangle of the screen, given by two of its corners.
pub fn place_at(list: &HtmlElement, (left, top): (f64, f64), (right, bottom): (f64, f64)) {
    let length = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|it: wasm_bindgen::JsValue| it.as_f64()).unwrap_or_default()
    };
    let Some(window) = web_sys::window() else { return };
    let (width, height) = (length(window.inner_width()), length(window.inner_height()));
    let up = top > height - bottom;
    let back = left > width / 2.0;
    let inset = [
        ("top", (!up).then_some(bottom + 4.0)),
        ("bottom", up.then_some(height - top + 4.0)),
        ("left", (!back).then_some(left)),
        ("right", back.then_some(width - right)),
    ];
    for (side, length) in inset {
        let value = length.map_or("auto".to_owned(), |length| figures("#px", &[length]));
        // Fails only for a value that is no length.
        let _ = list.style().set_property(side, &value);
    }
}

/// Moves the focus along a list of buttons; whether the key is one that does.
pub fn step(list: &HtmlElement, key: &str) -> bool {
    let items: Vec<HtmlElement> = (0..list.children().length())
        .filter_map(|at| list.children().item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|item| !item.has_attribute("disabled"))
        .collect();
    let focus = list.owner_document().and_then(|document| document.active_element());
    let at = items.iter().position(|item| Some(item.as_ref()) == focus.as_ref());
    let Some(last) = items.len().checked_sub(1) else { return false };
    let next = match (key, at) {
        ("ArrowDown", Some(at)) if at < last => at + 1,
        ("ArrowUp", Some(at)) if at > 0 => at - 1,
        ("ArrowDown" | "Home", _) => 0,
        ("ArrowUp" | "End", _) => last,
        _ => return false,
    };
    if let Some(item) = items.get(next) {
        // Fails only where the item is not in a document.
        let _ = item.focus();
    }
    true
}
