//! The menu of scenarios.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::MENU;
use super::row::{Row, Rows};
use crate::parts::{Later, Piece};
use crate::state::{
    Action, Browser, Document, Keeping, Origin, Shelf, save_file, use_dispatch, use_workspace,
};
use crate::ui::{Button, ButtonKind, Symbol, icon, use_toggled};
use crate::view::{DialogName, Show, use_show};
use nsp_formats::scenario::edit::{Edit, Thing};

/// A native popover: Escape and a press beside it close it, and the focus goes back to the pill.
#[component]
pub(super) fn Menu() -> Html {
    let (open, ontoggle) = use_toggled();
    html! {
        <div class="nsp-scenarios" id={MENU} popover="auto" role="dialog" aria-label="Scenarios" {ontoggle}>
            if open {
                <Later piece={Piece::Scenarios} />
            }
        </div>
    }
}

/// What stands in it.
#[component]
pub fn Scenarios() -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let show = use_show();
    // What the browser has is read while the menu is up, and anew whenever that may have changed.
    let rows = use_memo(
        (workspace.standing.clone(), workspace.parked.clone(), workspace.notice.clone()),
        |_| Rows::of(Shelf(Browser).entries(), &workspace),
    );
    let name = workspace.session.scenario().name.clone().unwrap_or_default();
    let oninput = say.reform(|event: InputEvent| {
        let name = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Edited(Edit::Rename(Thing::Scenario, name))
    });
    let files = &workspace.session.document.files;
    let on_new = say.reform(|_: MouseEvent| Action::Begun {
        label: "New",
        document: Box::new(Document::empty()),
        origin: Origin::Own,
    });
    let on_save = {
        let workspace = workspace.clone();
        Callback::from(move |_: MouseEvent| save_file(&workspace))
    };
    html! {<>
        <label class="nsp-scenarios__label" for="scenario-name">{"Name"}</label>
        <input class="nsp-scenarios__name" id="scenario-name" autocomplete="off" value={name}
            placeholder={workspace.session.document.title()} {oninput} />
        if files.len() > 1 {
            <details class="nsp-scenarios__files">
                <summary>{format!("Read from {} documents", files.len())}</summary>
                <ul>{ for files.iter().map(|file| html! { <li><code>{file.clone()}</code></li> }) }</ul>
            </details>
        }
        if let Keeping::Theirs(_) = workspace.standing.keeping {
            <p class="nsp-scenarios__theirs">
                {"Another tab has changed this scenario."}
                <Button label="Open theirs" kind={ButtonKind::Line}
                    on_press={say.reform(|()| Action::TheirsOpened)} />
                <Button label="Keep mine as a copy" kind={ButtonKind::Line}
                    on_press={say.reform(|()| Action::MineCopied)} />
            </p>
        }
        <div class="nsp-scenarios__actions">
            {item(Symbol::Plus, "New", on_new)}
            {item(Symbol::Copy, "Duplicate", say.reform(|_| Action::Duplicated))}
            {item(Symbol::Import, "Open a file", show.reform(|_| Show::Dialog(Some(DialogName::Open))))}
            {item(Symbol::Save, "Save as a file", on_save)}
            {item(Symbol::Reset, "Open an example", show.reform(|_| Show::Dialog(Some(DialogName::Examples))))}
        </div>
        <h2 class="nsp-scenarios__label">{"In this browser"}</h2>
        if rows.is_empty() {
            <p class="nsp-scenarios__none">{"Nothing yet. What you change is kept here by itself."}</p>
        } else {
            <ul class="nsp-scenarios__list">
                { for rows.iter().map(|row| html! {
                    <Row key={row.id.to_string()} row={row.clone()} />
                }) }
            </ul>
        }
    </>}
}

/// One thing to do, after which the menu closes.
fn item(symbol: Symbol, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="nsp-scenarios__item" type="button" popovertarget={MENU}
            popovertargetaction="hide" {onclick}>
            {icon(symbol)}{label}
        </button>
    }
}
