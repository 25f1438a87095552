//! What is open, whether it is kept, and everything that can be opened instead.

mod menu;
mod row;

use yew::prelude::*;

use crate::state::{Browser, Keeping, Origin, Standing, use_workspace};
use crate::ui::{Symbol, icon};
use menu::Menu;
pub use menu::Scenarios;

/// The id of the menu.
const MENU: &str = "scenarios";

/// The pill in the top bar, and the menu that it opens.
#[component]
pub fn DocumentPill() -> Html {
    let workspace = use_workspace();
    let refused = *use_memo((), |()| Browser.is_refused());
    let (state, word, why) = standing(&workspace.standing, refused);
    html! {<>
        <button class="nsp-document" type="button" popovertarget={MENU} aria-haspopup="dialog"
            title={why.unwrap_or("Scenarios: rename, open, save")}>
            <b class="nsp-document__title">{workspace.session.document.title()}</b>
            <span class="nsp-document__state" role="status" data-state={state}>
                {word}
                if let Some(why) = why {
                    <span class="nsp-hidden">{": "}{why}</span>
                }
            </span>
            {icon(Symbol::Chevron)}
        </button>
        <Menu />
    </>}
}

/// Why a scenario is only read, where the browser keeps nothing.
const REFUSED: &str =
    "This browser lets the page store nothing. Changes stay in this tab: save them as a file";
/// And where another tab keeps something else.
const THEIRS: &str =
    "Another tab has changed this scenario. Changes made here are not written over theirs";

/// How far it is kept: for the style sheet, in words, and where nothing is written, why.
fn standing(
    standing: &Standing,
    refused: bool,
) -> (&'static str, &'static str, Option<&'static str>) {
    match (&standing.keeping, standing.origin) {
        (Keeping::Untouched, _) if refused => ("trouble", "read-only storage", Some(REFUSED)),
        (Keeping::Untouched, Origin::Example) => ("untouched", "example", None),
        (Keeping::Untouched, Origin::Link) => ("untouched", "from a link", None),
        (Keeping::Untouched, Origin::Own) => ("untouched", "new", None),
        (Keeping::Edited, _) => ("edited", "edited", None),
        (Keeping::Saved, _) => ("saved", "saved", None),
        (Keeping::Full, _) => ("trouble", "storage full", None),
        (Keeping::Refused, _) => ("trouble", "read-only storage", Some(REFUSED)),
        (Keeping::Theirs(_), _) => ("trouble", "read-only: changed in another tab", Some(THEIRS)),
    }
}
