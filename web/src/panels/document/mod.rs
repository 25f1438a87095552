//! What is open, whether it is kept, and everything that can be opened instead.

mod menu;
mod row;

use yew::prelude::*;

use crate::state::{Keeping, Origin, Standing, use_workspace};
use crate::ui::{Icon, Symbol};
use menu::Menu;

/// The id of the menu.
const MENU: &str = "scenarios";

/// The pill in the top bar, and the menu that it opens.
#[component]
pub fn DocumentPill() -> Html {
    let workspace = use_workspace();
    let (state, word) = standing(&workspace.standing);
    html! {<>
        <button class="nsp-document" type="button" popovertarget={MENU} aria-haspopup="dialog"
            title="Scenarios: rename, open, save">
            <b class="nsp-document__title">{workspace.session.document.title()}</b>
            <span class="nsp-document__state" role="status" data-state={state}>{word}</span>
            <Icon symbol={Symbol::Chevron} />
        </button>
        <Menu />
    </>}
}

/// How far it is kept: for the style sheet, and in words.
fn standing(standing: &Standing) -> (&'static str, &'static str) {
    match (&standing.keeping, standing.origin) {
        (Keeping::Untouched, Origin::Example) => ("untouched", "example"),
        (Keeping::Untouched, Origin::Link) => ("untouched", "from a link"),
        (Keeping::Untouched, Origin::Own) => ("untouched", "new"),
        (Keeping::Edited, _) => ("edited", "edited"),
        (Keeping::Saved, _) => ("saved", "saved"),
        (Keeping::Full, _) => ("trouble", "storage full"),
        (Keeping::Refused, _) => ("trouble", "not stored"),
        (Keeping::Theirs(_), _) => ("trouble", "changed in another tab"),
    }
}
