//! The list of keys.

use yew::prelude::*;

use crate::drawing::KEYS;
use crate::ui::Dialog;
use crate::view::{DialogName, Show, use_show, use_view};

/// Keys of the drawing, then those of the page.
const PAGE: [(&str, &str); 2] =
    [("Ctrl or Cmd + Z", "Undo; with Shift, redo"), ("Enter", "Fire, in the request bar")];

/// Opened by `?` on the drawing.
#[component]
pub fn Shortcuts() -> Html {
    let show = use_show();
    let open = use_view().dialog == Some(DialogName::Keys);
    let key = |(keys, does): &(&'static str, &'static str)| {
        html! { <div key={*keys}><dt><kbd>{*keys}</kbd></dt><dd>{*does}</dd></div> }
    };
    html! {
        <Dialog id="keys" title="Keys" {open} on_close={show.reform(|()| Show::Dialog(None))}>
            <h3 class="nsp-keys__title">{"While the focus is on the drawing"}</h3>
            <dl class="nsp-keys">{ for KEYS.iter().map(key) }</dl>
            <h3 class="nsp-keys__title">{"Anywhere"}</h3>
            <dl class="nsp-keys">{ for PAGE.iter().map(key) }</dl>
        </Dialog>
    }
}
