//! A modal dialog: the browser's own, which holds the focus and gives it back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{Button, Symbol};

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub id: AttrValue,
    pub title: AttrValue,
    pub open: bool,
    /// As wide as several columns.
    #[prop_or_default]
    pub wide: bool,
    /// Asked for by Escape or the close button.
    pub on_close: Callback<()>,
    pub children: Html,
}

/// Shown while `open`; its content exists only then.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.open), |(node, open)| {
        let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
        if *open && !dialog.open() {
            // Fails only where the element is not in a document.
            let _ = dialog.show_modal();
        } else if !*open && dialog.open() {
            dialog.close();
        }
    });
    let onclose = props.on_close.reform(|_: Event| ());
    html! {
        <dialog class="nsp-dialog" id={props.id.clone()} ref={node} {onclose} data-wide={props.wide.then_some("true")}
            aria-label={props.title.clone()}>
            if props.open {
                <header class="nsp-dialog__head">
                    <h2>{props.title.clone()}</h2>
                    <Button label="Close" icon={Symbol::Close} bare={true} on_press={props.on_close.clone()} />
                </header>
                <div class="nsp-dialog__body">{props.children.clone()}</div>
            }
        </dialog>
    }
}
