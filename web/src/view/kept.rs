//! How the page is looked at, kept for the next visit.

use std::cell::RefCell;

use yew::AttrValue;

use super::Theme;
use crate::ui::Shelf;

thread_local! {
    static SHELF: RefCell<Shelf> = RefCell::new(Shelf::of_browser("nsp.view."));
}

const THEME: &str = "theme";
const LETTERS: &str = "letters";
const OFF: &str = "off";

/// The theme that was chosen last.
#[must_use]
pub fn kept_theme() -> Theme {
    let kept = get(THEME);
    let themes = [Theme::Light, Theme::Dark];
    themes.into_iter().find(|theme| theme.name() == kept.as_deref()).unwrap_or_default()
}

pub fn keep_theme(theme: Theme) {
    set(THEME, theme.name().map(AttrValue::Static));
}

/// Whether keys that write a character do something on the drawing.
#[must_use]
pub fn letters_work() -> bool {
    get(LETTERS).as_deref() != Some(OFF)
}

pub fn let_letters_work(work: bool) {
    set(LETTERS, (!work).then_some(AttrValue::Static(OFF)));
}

/// The size of a panel in pixels, if it was chosen.
#[must_use]
pub fn kept_size(panel: &str) -> Option<i32> {
    get(panel)?.parse().ok()
}

pub fn keep_size(panel: &str, size: Option<i32>) {
    set(panel, size.map(|size| size.to_string().into()));
}

fn get(name: &str) -> Option<AttrValue> {
    SHELF.with_borrow(|shelf| shelf.get(name))
}

fn set(name: &str, text: Option<AttrValue>) {
    SHELF.with_borrow_mut(|shelf| shelf.set(name, text));
}
