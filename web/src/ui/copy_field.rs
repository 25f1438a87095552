//! A text to take away: shown, selected by a press into it, copied by a button.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{Button, ButtonKind, Symbol};

#[derive(Properties, PartialEq)]
pub struct CopyFieldProps {
    /// The id of the field.
    pub id: AttrValue,
    pub label: AttrValue,
    pub text: AttrValue,
    /// One line about the text, such as its length.
    #[prop_or_default]
    pub note: AttrValue,
}

/// Where the browser gives no clipboard, the text is selected for the keyboard to copy.
#[component]
pub fn CopyField(props: &CopyFieldProps) -> Html {
    let field = use_node_ref();
    let copied = use_state_eq(|| None::<(AttrValue, &'static str)>);
    let select = {
        let field = field.clone();
        move || {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                field.select();
            }
        }
    };
    let onfocus = {
        let select = select.clone();
        Callback::from(move |_: FocusEvent| select())
    };
    let on_press = {
        let (copied, text) = (copied.clone(), props.text.clone());
        Callback::from(move |()| {
            select();
            let (copied, text) = (copied.clone(), text.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let said = if copy(&text).await { "Copied" } else { "Selected: copy it by key" };
                copied.set(Some((text, said)));
            });
        })
    };
    let said = copied.as_ref().filter(|(text, _)| *text == props.text).map(|(_, said)| *said);
    html! {
        <div class="nsp-copy">
            <label class="nsp-copy__label" for={props.id.clone()}>{props.label.clone()}</label>
            <textarea class="nsp-copy__text" id={props.id.clone()} ref={field} readonly=true rows="3"
                spellcheck="false" value={props.text.clone()} {onfocus} />
            <div class="nsp-copy__line">
                <span class="nsp-copy__note">{props.note.clone()}</span>
                <span role="status">{said.unwrap_or_default()}</span>
                <Button label="Copy" kind={ButtonKind::Line} icon={Symbol::Copy} {on_press} />
            </div>
        </div>
    }
}

async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window().filter(web_sys::Window::is_secure_context) else {
        return false;
    };
    let written = window.navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}
