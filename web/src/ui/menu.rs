//! What stands in a menu, and where a menu stands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::{Symbol, figures, icon};

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    pub label: AttrValue,
    pub symbol: Symbol,
    pub disabled: bool,
    pub on_press: Callback<()>,
}

#[derive(Properties, PartialEq)]
pub struct MenuItemsProps {
    pub items: Vec<MenuItem>,
    /// The place of the item that is shown now.
    #[prop_or_default]
    pub current: Option<usize>,
}

/// What stands in a popover that is open: the first item gets the focus, arrow keys go along the
/// list, and a press closes it.
#[component]
pub fn MenuItems(props: &MenuItemsProps) -> Html {
    let first = use_node_ref();
    use_effect_with((), {
        let first = first.clone();
        move |()| {
            if let Some(first) = first.cast::<HtmlElement>() {
                // An item that is shown can be focused.
                drop(first.focus());
            }
        }
    });
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if list_of(&event).is_some_and(|list| step(&list, &event.key())) {
            event.prevent_default();
        }
    });
    let item = |(place, item): (usize, &MenuItem)| {
        let on_press = item.on_press.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            if let Some(list) = list_of(&event) {
                // Fails only where it is closed already.
                drop(list.hide_popover());
            }
            on_press.emit(());
        });
        html! {
            <button class="nsp-menu__item" type="button" role="menuitem" {onclick}
                onkeydown={onkeydown.clone()} disabled={item.disabled}
                ref={if place == 0 { first.clone() } else { NodeRef::default() }}
                aria-current={(props.current == Some(place)).then_some("page")}>
                {icon(item.symbol)}<span>{item.label.clone()}</span>
            </button>
        }
    };
    html! {<>{ for props.items.iter().enumerate().map(item) }</>}
}

/// The popover in which something happens.
fn list_of(event: &web_sys::Event) -> Option<HtmlElement> {
    event.target_dyn_into::<Element>()?.closest("[popover]").ok()??.dyn_into().ok()
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
