//! The word to assistive technology, and to tests, that the page fetches a part.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

/// As long as one is there, the page is busy.
pub(super) struct Busy(());

impl Busy {
    pub(super) fn new() -> Self {
        count(1);
        Self(())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        count(-1);
    }
}

fn count(change: i32) {
    let count = COUNT.get().saturating_add_signed(change);
    COUNT.set(count);
    let body = web_sys::window().and_then(|window| window.document()?.body());
    if let Some(body) = body {
        // Fails only for a name that is no attribute's.
        let _ = match count {
            0 => body.remove_attribute("aria-busy"),
            _ => body.set_attribute("aria-busy", "true"),
        };
    }
}
