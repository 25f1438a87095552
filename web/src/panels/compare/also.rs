//! The two states that are not compared: their verdicts, and a press that sets them beside.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::{Comparison, Decision};
use yew::prelude::*;

use crate::ui::{Look, mode_mark, state_name, verdict_mark};

/// Nothing, where the resource is in no perimeter: its one answer is shown already.
pub(super) fn also(comparison: &Comparison, shown: &[State], on_toggle: &Callback<State>) -> Html {
    let Comparison { not_associated, transition: Some(transition), audit, .. } = comparison else {
        return html! {};
    };
    let verdict = |decision: &Decision| Verdict::from_name(decision.whole());
    let opens = verdict(not_associated) == Some(Verdict::Denied)
        && verdict(transition) == Some(Verdict::Allowed);
    let would_be = audit
        .as_ref()
        .and_then(|audit| audit.would_be.as_ref().filter(|other| other.verdict != audit.verdict))
        .map(|other| format!(", would be {}", other.verdict));
    let press = |state: State, decision: &Decision, rest: Html| {
        let look = Look::of(verdict(decision).unwrap_or(Verdict::Unknown), None);
        let onclick = on_toggle.reform(move |_: MouseEvent| state);
        html! {
            <button class="nsp-also__state" type="button" {onclick} data-state={state.name()}
                aria-pressed={shown.contains(&state).to_string()}>
                {mode_mark(state)}<span>{state_name(state)}{": "}</span>
                {verdict_mark(look)}<b>{look.word()}</b>{rest}
            </button>
        }
    };
    html! {
        <div class="nsp-also" role="group" aria-label="Set beside the two modes">
            {press(State::NotAssociated, not_associated, html! {
                if opens { <span class="nsp-also__opens">{", associating opens it"}</span> }
            })}
            if let Some(audit) = audit {
                {press(State::Audit, audit, html! { if let Some(text) = would_be { <span>{text}</span> } })}
            }
        </div>
    }
}
