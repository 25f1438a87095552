//! The list of keys.

use yew::prelude::*;

use crate::drawing::KEYS;
use crate::ui::Dialog;
use crate::view::{DialogName, Show, let_letters_work, letters_work, use_show, use_view};

/// Keys of the drawing, then those of the page.
const PAGE: [(&str, &str); 3] = [
    ("Ctrl or Cmd + Z", "Undo; with Shift, redo"),
    ("Enter", "Fire, in the request bar"),
    ("Escape", "Close what lies on top, then the list"),
];

/// Opened by `?` on the drawing, and from the dock.
#[component]
pub fn Shortcuts() -> Html {
    let show = use_show();
    let open = use_view().dialog == Some(DialogName::Keys);
    let letters = use_state_eq(letters_work);
    let on_letters = {
        let letters = letters.clone();
        Callback::from(move |_: Event| {
            let_letters_work(!*letters);
            letters.set(!*letters);
        })
    };
    let key = |(keys, does): &(&'static str, &'static str)| {
        html! { <div key={*keys}><dt><kbd>{*keys}</kbd></dt><dd>{*does}</dd></div> }
    };
    html! {
        <Dialog id="keys" title="Keys" {open} on_close={show.reform(|()| Show::Dialog(None))}>
            <h3 class="nsp-keys__title">{"While the focus is on the drawing"}</h3>
            <dl class="nsp-keys">{ for KEYS.iter().map(key) }</dl>
            <label class="nsp-keys__letters">
                <input type="checkbox" checked={*letters} onchange={on_letters} />
                {"Letters, digits and signs do something"}
            </label>
            <h3 class="nsp-keys__title">{"Anywhere"}</h3>
            <dl class="nsp-keys">{ for PAGE.iter().map(key) }</dl>
        </Dialog>
    }
}
