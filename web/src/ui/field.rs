//! What every field has: a label, one line of help, and a message where its text is refused.

use yew::prelude::*;

use super::{Look, prose, verdict_mark};

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The control's id, from which those of help and message are made.
    pub id: AttrValue,
    pub label: AttrValue,
    /// Its name on the wire, where it stands beside the label.
    #[prop_or_default]
    pub wire: Option<AttrValue>,
    pub help: AttrValue,
    pub error: Option<AttrValue>,
    pub children: Html,
}

/// The frame around a control. Help shows beside the control in focus or under the pointer.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    html! {
        <div class="nsp-field" data-field={props.id.clone()} data-invalid={props.error.as_ref().map(|_| "true")}>
            <label class="nsp-field__label" for={props.id.clone()}>
                {props.label.clone()}
                if let Some(wire) = &props.wire {
                    {" "}<code class="nsp-field__wire">{wire.clone()}</code>
                }
            </label>
            {props.children.clone()}
            if !props.help.is_empty() {
                <p class="nsp-field__help" id={help_id(&props.id)}>{prose(&props.help)}</p>
            }
            if let Some(error) = &props.error {
                <p class="nsp-field__error" id={error_id(&props.id)}>
                    {verdict_mark(Look::Breaks)}<span>{prose(error)}</span>
                </p>
            }
        </div>
    }
}

fn help_id(id: &str) -> String {
    format!("{id}-help")
}

fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// The ids that describe a control: its message first, where there is one.
pub(super) fn described_by(id: &str, refused: bool) -> String {
    if refused { format!("{} {}", error_id(id), help_id(id)) } else { help_id(id) }
}
