//! The top bar: what is open, the way back, and other documents.

use yew::prelude::*;

use crate::state::{Action, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol};
use crate::view::{Theme, next_theme};

#[derive(Properties, PartialEq)]
pub struct TopProps {
    pub theme: Theme,
    pub on_theme: Callback<Theme>,
    pub on_open: Callback<()>,
    pub on_examples: Callback<()>,
}

/// Everything in it has a name, also where only its icon is shown.
#[component]
pub fn Top(props: &TopProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let estate = &workspace.session.estate;
    let files = estate.files.len();
    let on_theme = {
        let (theme, on_theme) = (props.theme, props.on_theme.clone());
        Callback::from(move |()| on_theme.emit(next_theme(theme)))
    };
    html! {
        <header class="nsp-top">
            <svg class="nsp-top__brand" viewBox="0 0 20 20" aria-hidden="true">
                <path d="M6 2.5h8a3.5 3.5 0 0 1 3.5 3.5M17.5 14a3.5 3.5 0 0 1-3.5 3.5H6A3.5 3.5 0 0 1 2.5 14M2.500 6A3.500 3.500 0 0 1 6 2.500M0 10h6.500M9 10h2" />
                <path d="M13.500 10H20" stroke-dasharray="2 1.600" />
            </svg>
            <h1 class="nsp-hidden">{"Network security perimeter playground"}</h1>
            <p class="nsp-top__document" role="status">
                <b>{estate.name.clone()}</b>
                if files > 1 {
                    <span>{format!("{files} documents")}</span>
                }
            </p>
            <span class="nsp-top__line"></span>
            <Button label="Undo" icon={Symbol::Undo} bare=true disabled={!workspace.can_undo()}
                on_press={say.reform(|()| Action::Undone)} />
            <Button label="Redo" icon={Symbol::Redo} bare=true disabled={!workspace.can_redo()}
                on_press={say.reform(|()| Action::Redone)} />
            <span class="nsp-top__gap"></span>
            <span class="nsp-top__example">
                <Button label="Examples" icon={Symbol::Reset} on_press={props.on_examples.clone()} />
            </span>
            <Button label="Open" kind={ButtonKind::Line} icon={Symbol::Import} on_press={props.on_open.clone()} />
            <Button label={props.theme.label()} icon={Symbol::Theme} bare=true on_press={on_theme} />
        </header>
    }
}
