//! The request in one line: who, how, to what.

use yew::prelude::*;

use crate::state::{Field, Fired};
use crate::ui::Prose;

#[derive(Properties, PartialEq)]
pub struct QuestionProps {
    pub fired: Fired,
}

/// "partner: 198.51.100.20, SAS token, to stweb over HTTPS".
#[component]
pub fn Question(props: &QuestionProps) -> Html {
    let Fired { draft, answer, .. } = &props.fired;
    let text = match &**answer {
        Ok(answered) => answered.description.clone(),
        Err(_) => format!("a request of `{}`", draft.get(Field::Resource)).into(),
    };
    html! {
        <p class="nsp-question">
            if !draft.name.is_empty() {
                <b>{draft.name.clone()}</b>
            }
            <span><Prose {text} /></span>
        </p>
    }
}
