//! An estate that holds nothing yet.

use nsp_formats::scenario::edit::{Edit, New};
use yew::prelude::*;

use crate::state::{Action, use_dispatch};
use crate::ui::{Button, ButtonKind, Symbol};
use crate::view::{DialogName, Show, use_show};

/// What to begin with.
#[component]
pub fn Nothing() -> Html {
    let say = use_dispatch();
    let show = use_show();
    let on_add = say.reform(|()| Action::Edited(Edit::Add(New::Perimeter(Box::default()))));
    let on_open = show.reform(|()| Show::Dialog(Some(DialogName::Open)));
    let on_examples = show.reform(|()| Show::Dialog(Some(DialogName::Examples)));
    html! {
        <div class="nsp-stage__nothing">
            <p>{"No perimeter and no resource yet."}</p>
            <Button label="Add a perimeter" kind={ButtonKind::Line} icon={Symbol::Plus} on_press={on_add} />
            <Button label="Open documents" kind={ButtonKind::Line} icon={Symbol::Import} on_press={on_open} />
            <Button label="Choose an example" kind={ButtonKind::Line} icon={Symbol::Reset} on_press={on_examples} />
        </div>
    }
}
