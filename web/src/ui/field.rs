//! What every field has: a label, one line of help, and a message where its text is refused.

use yew::prelude::*;

use super::{Look, prose, verdict_mark};

pub(super) struct Field<'p> {
    /// The control's id, from which those of help and message are made.
    pub(super) id: &'p AttrValue,
    pub(super) label: &'p AttrValue,
    /// Its name on the wire, where it stands beside the label.
    pub(super) wire: Option<&'p AttrValue>,
    pub(super) help: &'p str,
    pub(super) error: Option<&'p AttrValue>,
}

impl Field<'_> {
    /// The frame around a control. Help shows beside the control in focus or under the pointer.
    pub(super) fn around(&self, control: Html) -> Html {
        html! {
            <div class="nsp-field" data-field={self.id.clone()} data-invalid={self.error.map(|_| "true")}>
                <label class="nsp-field__label" for={self.id.clone()}>
                    {self.label.clone()}
                    if let Some(wire) = self.wire {
                        {" "}<code class="nsp-field__wire">{wire.clone()}</code>
                    }
                </label>
                {control}
                if !self.help.is_empty() {
                    <p class="nsp-field__help" id={help_id(self.id)}>{prose(self.help)}</p>
                }
                if let Some(error) = self.error {
                    <p class="nsp-field__error" id={error_id(self.id)}>
                        {verdict_mark(Look::Breaks)}<span>{prose(error)}</span>
                    </p>
                }
            </div>
        }
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
