//! The word that a newer version of the page is there.

use yew::prelude::*;

use crate::offline::use_new_version;
use crate::ui::{Button, ButtonKind};

/// What is shown while a newer version waits. The page never loads itself again.
#[hook]
pub fn use_update() -> Html {
    let version = use_new_version();
    html! {
        <div class="nsp-update" role="status">
            if let Some(take_over) = version {
                <p class="nsp-update__card">
                    {"A new version is here."}
                    <Button label="Reload" kind={ButtonKind::Line} on_press={take_over} />
                </p>
            }
        </div>
    }
}
