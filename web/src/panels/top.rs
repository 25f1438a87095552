//! The top bar: what is open, the way back, and other documents.

use yew::prelude::*;

use super::DocumentPill;
use crate::parts::on_intent;
use crate::state::{Action, Step, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Symbol, brand};
use crate::view::{DialogName, Show, use_next_theme, use_show, use_view};

/// Everything in it has a name, also where only its icon is shown.
#[component]
pub fn Top() -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let theme = use_view().theme;
    let show = use_show();
    let (undone, redone) = (workspace.history.undone(), workspace.history.redone());
    let on_open = show.reform(|()| Show::Dialog(Some(DialogName::Open)));
    let on_examples = show.reform(|()| Show::Dialog(Some(DialogName::Examples)));
    let on_export = show.reform(|()| Show::Dialog(Some(DialogName::Export)));
    let on_share = show.reform(|()| Show::Dialog(Some(DialogName::Share)));
    let on_theme = use_next_theme();
    html! {
        <header class="nsp-top" onpointerover={on_intent()} onfocusin={on_intent()}>
            {brand()}
            <h1 class="nsp-top__name">{"Network security perimeter playground"}</h1>
            <DocumentPill />
            <span class="nsp-top__line"></span>
            <Button label="Undo" title={way("Undo", undone)} icon={Symbol::Undo} bare=true
                disabled={undone.is_none()} on_press={say.reform(|()| Action::Undone)} />
            <Button label="Redo" title={way("Redo", redone)} icon={Symbol::Redo} bare=true
                disabled={redone.is_none()} on_press={say.reform(|()| Action::Redone)} />
            <span class="nsp-top__gap"></span>
            // On a narrow screen these stand in words behind "More".
            <div class="nsp-top__wide">
                <Button label="Examples" icon={Symbol::Reset} on_press={on_examples} />
                <Button label="Export" icon={Symbol::Out} on_press={on_export} />
                <Button label="Open" kind={ButtonKind::Line} icon={Symbol::Import} on_press={on_open} />
                <Button label="Share" kind={ButtonKind::Line} icon={Symbol::Share} on_press={on_share} />
                <Button label={theme.label()} icon={Symbol::Theme} bare=true on_press={on_theme} />
            </div>
        </header>
    }
}

/// "Undo: Add rule office to web".
fn way(word: &str, step: Option<&Step>) -> Option<AttrValue> {
    step.map(|step| format!("{word}: {}", step.label.replace('`', "")).into())
}
