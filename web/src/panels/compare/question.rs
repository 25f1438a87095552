//! The request in one line: who, how, to what.

use yew::prelude::*;

use crate::state::{Field, Fired};
use crate::ui::prose;

/// "partner: 198.51.100.20, SAS token, to stweb over HTTPS".
pub fn question(Fired { draft, answer, .. }: &Fired) -> Html {
    let text = match &**answer {
        Ok(answered) => answered.description.clone(),
        Err(_) => format!("a request of `{}`", draft.get(Field::Resource)).into(),
    };
    html! {
        <p class="nsp-question">
            if !draft.name.is_empty() {
                <b>{draft.name.clone()}</b>
            }
            <span>{prose(&text)}</span>
        </p>
    }
}
