//! The line between two panels: dragged, moved by keys, or put back.

use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// How far a key moves the line, in pixels.
const STEP: i32 = 16;

/// More than any screen has.
const ALL: i32 = 32_000;

#[derive(Clone, Properties, PartialEq)]
pub struct SplitterProps {
    /// What the line divides.
    pub label: AttrValue,
    /// The id of the panel behind the line, which has the size. The styles read it from the custom
    /// property of this name, and hold it within what fits.
    pub panel: &'static str,
    /// The panels stand one above the other.
    #[prop_or_default]
    pub across: bool,
    /// A size in pixels was chosen, or the usual one was.
    pub on_size: Callback<Option<i32>>,
}

/// Enter or a double press puts the line back where it was at first.
#[component]
pub fn Splitter(props: &SplitterProps) -> Html {
    let (panel, across) = (props.panel, props.across);
    let share = use_state_eq(|| 0);
    let held = use_mut_ref(|| None::<(i32, i32)>);
    let measure = {
        let share = share.setter();
        move || share.set(share_before(panel, across))
    };
    use_effect_with((), {
        let measure = measure.clone();
        move |()| measure()
    });
    let choose = {
        let (measure, on_size) = (measure.clone(), props.on_size.clone());
        move |size: Option<i32>| {
            size_panel(panel, size);
            measure();
            // As wide as the styles let it be.
            on_size.emit(size.and_then(|_| extent(panel, across)));
        }
    };
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some(size) = extent(panel, across) else { return };
            let size = match (event.key().as_str(), across) {
                ("ArrowLeft", false) | ("ArrowUp", true) => Some(size + STEP),
                ("ArrowRight", false) | ("ArrowDown", true) => Some(size - STEP),
                ("Home", _) => Some(ALL),
                ("End", _) => Some(0),
                ("Enter", _) => None,
                _ => return,
            };
            event.prevent_default();
            choose(size);
        })
    };
    let onpointerdown = {
        let held = held.clone();
        Callback::from(move |event: PointerEvent| {
            let line: Element = event.target_unchecked_into();
            // Fails only for a pointer that is up already.
            drop(line.set_pointer_capture(event.pointer_id()));
            *held.borrow_mut() = extent(panel, across).map(|size| (size, at(&event, across)));
        })
    };
    let onpointermove = {
        let held = held.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some((size, start)) = *held.borrow() {
                size_panel(panel, Some(size + start - at(&event, across)));
            }
        })
    };
    let let_go = {
        let choose = choose.clone();
        Callback::from(move |event: PointerEvent| {
            let taken = held.borrow_mut().take();
            if let Some((size, start)) = taken.filter(|(_, start)| *start != at(&event, across)) {
                choose(Some(size + start - at(&event, across)));
            }
        })
    };
    html! {
        <div class="nsp-splitter" role="separator" tabindex="0" aria-label={props.label.clone()}
            aria-orientation={if across { "horizontal" } else { "vertical" }} aria-controls={panel}
            aria-valuemin="0" aria-valuemax="100" aria-valuenow={share.to_string()}
            {onkeydown} {onpointerdown} {onpointermove} onpointerup={let_go.clone()}
            onpointercancel={let_go} onfocus={Callback::from(move |_: FocusEvent| measure())}
            ondblclick={Callback::from(move |_: MouseEvent| choose(None))} />
    }
}

fn at(event: &PointerEvent, across: bool) -> i32 {
    if across { event.client_y() } else { event.client_x() }
}

/// How wide, or high, the panel is.
fn extent(panel: &str, across: bool) -> Option<i32> {
    let panel = web_sys::window()?.document()?.get_element_by_id(panel)?;
    let shape = panel.get_bounding_client_rect();
    let size = if across { shape.height() } else { shape.width() };
    Some(size.round() as i32)
}

/// How much of the page lies before the panel, in hundredths.
fn share_before(panel: &str, across: bool) -> i32 {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.document_element());
    let whole = root.map(|it| if across { it.client_height() } else { it.client_width() });
    let sizes = extent(panel, across).zip(whole.filter(|whole| *whole > 0));
    sizes.map(|(size, whole)| 100 - 100 * size / whole).unwrap_or_default()
}

/// Gives a panel a size in pixels, or the one that the styles have for it.
pub fn size_panel(panel: &str, size: Option<i32>) {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.document_element());
    let Some(root) = root else { return };
    let style = HtmlElement::from(wasm_bindgen::JsValue::from(root)).style();
    let name = format!("--{panel}");
    // Fails only for a name that is no property's.
    drop(match size {
        Some(size) => style.set_property(&name, &format!("{size}px")),
        None => style.remove_property(&name).map(drop),
    });
}
