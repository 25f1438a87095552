//! What would turn the shown verdict: the smallest change, made on a press.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::Comparison;
use yew::prelude::*;

use super::WaysProps;
use crate::parts::{Later, Piece};
use crate::state::{Fired, use_workspace};
use crate::ui::{mode_mark, state_name};

#[derive(Properties, PartialEq)]
pub struct FlipProps {
    pub fired: Fired,
    pub comparison: Comparison,
}

/// Where the request breaks, how to keep it after Enforced; else, on a press, what would turn it.
#[component]
pub fn Flip(props: &FlipProps) -> Html {
    let verdict = |state| {
        let decision = props.comparison.decision(state)?;
        Verdict::from_name(decision.whole())
    };
    let states: Vec<State> = [State::Learning, State::Enforced]
        .into_iter()
        .filter(|state| verdict(*state).is_some())
        .collect();
    let breaks = verdict(State::Learning) == Some(Verdict::Allowed)
        && verdict(State::Enforced) == Some(Verdict::Denied);
    let small = use_workspace().session.estate.is_small();
    // What was asked for belongs to one request.
    let asked = use_state_eq(|| None::<(usize, State)>);
    let number = props.fired.number;
    let chosen = asked.filter(|(of, _)| *of == number).map(|(_, state)| state);
    let shown = chosen.or((breaks && small).then_some(State::Enforced));
    let presses: Html = match states.as_slice() {
        [] => [State::NotAssociated].as_slice(),
        states => states,
    }
    .iter()
    .map(|state| {
        let state = *state;
        let onclick = {
            let asked = asked.clone();
            Callback::from(move |_: MouseEvent| asked.set(Some((number, state))))
        };
        html! {
            <button class="nsp-flip__state" type="button" {onclick} key={state.name()}
                aria-pressed={(shown == Some(state)).to_string()}>
                {mode_mark(state)}{state_name(state)}
            </button>
        }
    })
    .collect();
    let title = match shown {
        Some(State::Enforced) if breaks => "Keep it after Enforced",
        _ => "What would turn this?",
    };
    html! {
        <section class="nsp-flip" aria-label={title}>
            <div class="nsp-flip__head">
                <h3>{title}</h3>
                <div class="nsp-flip__states" role="group" aria-label="In which state">{presses}</div>
            </div>
            if let Some(state) = shown {
                <Later key={state.name()} piece={Piece::Ways(WaysProps { fired: props.fired.clone(), state })} />
            }
        </section>
    }
}
