//! The saved requests, each with what Transition and Enforced answer.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::Decision;
use yew::prelude::*;

use crate::panels::Question;
use crate::state::{Fired, Session};
use crate::ui::{Look, ModeMark, VerdictMark, state_name};

#[derive(Properties, PartialEq)]
pub(super) struct RequestsProps {
    pub(super) session: Session,
    pub(super) on_pick: Callback<usize>,
}

/// A press shows the answer of the request.
#[component]
pub(super) fn Requests(props: &RequestsProps) -> Html {
    let row = |fired: &Fired| {
        let number = fired.number;
        let onclick = props.on_pick.reform(move |_: MouseEvent| number);
        let shown = props.session.picked == Some(number);
        html! {
            <li key={number.to_string()}>
                <button class="nsp-embed__row" type="button" {onclick}
                    aria-current={shown.then_some("true")}>
                    <Question fired={fired.clone()} />
                    <span class="nsp-embed__cell">{answers(fired)}</span>
                </button>
            </li>
        }
    };
    html! {
        <section class="nsp-embed__stage" aria-label="Requests">
            <p class="nsp-embed__columns" aria-hidden="true">
                <ModeMark state={State::Learning} /><ModeMark state={State::Enforced} />
            </p>
            <ol class="nsp-embed__rows">{ for props.session.fired.iter().map(row) }</ol>
        </section>
    }
}

fn answers(fired: &Fired) -> Html {
    let Ok(answered) = &*fired.answer else { return Html::default() };
    let verdict = |it: &Decision| Verdict::from_name(it.whole()).unwrap_or(Verdict::Unknown);
    let transition = answered.comparison.transition.as_ref().map(verdict);
    let enforced = answered.comparison.enforced.as_ref().map(verdict);
    let one = |state: State, verdict: Option<Verdict>, before: Option<Verdict>| {
        let look = Look::of(verdict?, before);
        Some(html! {<>
            <span class="nsp-hidden">{format!(" {} {}", state_name(state), look.word())}</span>
            <VerdictMark {look} />
        </>})
    };
    let pair = [one(State::Learning, transition, None), one(State::Enforced, enforced, transition)];
    pair.into_iter().flatten().collect()
}
