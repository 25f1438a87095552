//! What the page's own listeners cannot hear: sizes, and wheels that must not scroll.

use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, HtmlElement, ResizeObserver, WheelEvent};
use yew::Callback;

use super::view::Size;

/// Listens for as long as it is held.
pub struct Listening {
    canvas: HtmlElement,
    sizes: ResizeObserver,
    wheel: Closure<dyn FnMut(WheelEvent)>,
    _size: Closure<dyn FnMut()>,
}

impl Listening {
    /// Tells of every size the element takes and every turn of a wheel over it.
    #[must_use]
    pub fn to(
        canvas: &HtmlElement,
        on_size: Callback<Size>,
        on_wheel: Callback<WheelEvent>,
    ) -> Option<Self> {
        let measured = canvas.clone();
        let size = Closure::new(move || {
            let (width, height) = (measured.client_width(), measured.client_height());
            if 0 < width && 0 < height {
                let (width, height) = (f64::from(width), f64::from(height));
                let corner = corner(&measured, width, height);
                on_size.emit(Size { width, height, corner });
            }
        });
        let size_function: &Closure<dyn FnMut()> = &size;
        let sizes = ResizeObserver::new(size_function.as_ref().unchecked_ref()).ok()?;
        sizes.observe(canvas);
        let wheel = Closure::new(move |event| on_wheel.emit(event));
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        let wheel_function: &Closure<dyn FnMut(WheelEvent)> = &wheel;
        canvas
            .add_event_listener_with_callback_and_add_event_listener_options(
                "wheel",
                wheel_function.as_ref().unchecked_ref(),
                &options,
            )
            .ok()?;
        Some(Self { canvas: canvas.clone(), sizes, wheel, _size: size })
    }
}

/// What the buttons take of the lower right corner, and as much room before them as behind.
fn corner(canvas: &HtmlElement, width: f64, height: f64) -> (f64, f64) {
    let buttons = canvas.last_element_child().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let Some(buttons) = buttons.filter(|it| 0 < it.offset_width()) else { return (0.0, 0.0) };
    let side = |whole: f64, start: i32, own: i32| {
        let behind = whole - f64::from(start + own);
        f64::from(own) + 2.0 * behind
    };
    let across = side(width, buttons.offset_left(), buttons.offset_width());
    (across, side(height, buttons.offset_top(), buttons.offset_height()))
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.sizes.disconnect();
        let wheel = self.wheel.as_ref().unchecked_ref();
        // What is not listened to need not be taken away.
        drop(self.canvas.remove_event_listener_with_callback("wheel", wheel));
    }
}
