//! What has no button of its own on a narrow screen.

use yew::prelude::*;

use super::menu::Menu;
use crate::parts::Piece;
use crate::state::{use_breaks, use_workspace};
use crate::ui::{MenuItem, MenuItems, Symbol};
use crate::view::{DialogName, Drawer, Pane, Show, use_next_theme, use_show, use_view};

/// The button, with how many problems there are.
#[component]
pub(super) fn More() -> Html {
    let problems = use_breaks().problems(&use_workspace().session);
    let current = match use_view().pane {
        Pane::Drawer(list) => !matches!(list, Drawer::Breaks | Drawer::Expectations),
        _ => false,
    };
    html! {
        <Menu id="more" label="More" symbol={Symbol::More} class="nsp-panes__pane"
            list={Piece::More} {current}>
            if problems > 0 {
                <span class="nsp-count" title="Errors and warnings">{problems}</span>
            }
        </Menu>
    }
}

/// The other lists, then what a wide screen has in its top bar, all in words.
#[component]
pub fn Others() -> Html {
    let workspace = use_workspace();
    let view = use_view();
    let show = use_show();
    let session = &workspace.session;
    let problems = use_breaks().problems(session);
    let lists = [
        (Drawer::Estate, Symbol::Trust, "Estate", 0),
        (Drawer::Requests, Symbol::History, "Requests", session.fired.len()),
        (Drawer::Problems, Symbol::Warn, "Problems", problems),
        (Drawer::History, Symbol::Undo, "History", 0),
        (Drawer::Matrix, Symbol::Table, "Matrix", 0),
    ];
    let item = |label: AttrValue, symbol: Symbol, wanted: Show| {
        let on_press = show.reform(move |()| wanted.clone());
        MenuItem { label, symbol, disabled: false, on_press }
    };
    let current = lists.iter().position(|(list, ..)| view.pane == Pane::Drawer(*list));
    let lists = lists.map(|(list, symbol, name, count)| {
        let label = match count {
            0 => AttrValue::from(name),
            count => format!("{name}, {count}").into(),
        };
        item(label, symbol, Show::Pane(Pane::Drawer(list)))
    });
    let dialog = |name: DialogName| Show::Dialog(Some(name));
    let others = [
        item("Examples".into(), Symbol::Reset, dialog(DialogName::Examples)),
        item("Open".into(), Symbol::Import, dialog(DialogName::Open)),
        item("Share".into(), Symbol::Share, dialog(DialogName::Share)),
        item("Export".into(), Symbol::Out, dialog(DialogName::Export)),
        item("Keys".into(), Symbol::Keys, dialog(DialogName::Keys)),
    ];
    let theme = MenuItem {
        label: view.theme.label().into(),
        symbol: Symbol::Theme,
        disabled: false,
        on_press: use_next_theme(),
    };
    let items: Vec<MenuItem> = lists.into_iter().chain(others).chain([theme]).collect();
    html! {
        <MenuItems {items} {current} />
    }
}
