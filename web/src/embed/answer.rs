//! The verdict pair and, for each mode, the one step that tells.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::{Decision, Step};
use yew::prelude::*;

use crate::panels::question;
use crate::state::Fired;
use crate::ui::{Look, basis_chip, prose, verdict_card, verdict_mark};

#[derive(Properties, PartialEq)]
pub(super) struct AnswerProps {
    pub(super) fired: Option<Fired>,
}

/// What the shown request gets; a resource in no perimeter has one answer.
#[component]
pub(super) fn Answer(props: &AnswerProps) -> Html {
    let Some(fired) = &props.fired else {
        return html! { <p class="nsp-embed__answer">{"This scenario asks nothing."}</p> };
    };
    let comparison = match &*fired.answer {
        Ok(answered) => &answered.comparison,
        Err(errors) => {
            return html! {
                <ul class="nsp-embed__answer">
                    { for errors.iter().map(|it| html! { <li>{prose(&it.message)}</li> }) }
                </ul>
            };
        }
    };
    let verdict = |it: &Decision| Verdict::from_name(it.whole()).unwrap_or(Verdict::Unknown);
    let pair = [(State::Learning, &comparison.transition), (State::Enforced, &comparison.enforced)];
    let mut columns: Vec<(State, &Decision)> =
        pair.into_iter().filter_map(|(state, it)| Some((state, it.as_ref()?))).collect();
    if columns.is_empty() {
        columns.push((State::NotAssociated, &comparison.not_associated));
    }
    let before = |state| match state {
        State::Enforced => comparison.transition.as_ref().map(verdict),
        _ => None,
    };
    let mut reasons: Vec<(Look, &Step)> = Vec::new();
    for (state, decision) in columns.iter().rev() {
        let look = Look::of(verdict(decision), before(*state));
        let told =
            telling(decision).filter(|it| reasons.iter().all(|(_, said)| said.text != it.text));
        reasons.extend(told.map(|step| (look, step)));
    }
    html! {
        <section class="nsp-embed__answer" aria-label="Answer">
            <h2 class="nsp-hidden">{"Answer"}</h2>
            {question(fired)}
            <div class="nsp-compare__pair" data-columns={columns.len().to_string()} role="status">
                { for columns.iter().map(|(state, decision)| {
                    verdict_card(*state, decision, before(*state))
                }) }
            </div>
            <ul class="nsp-embed__reasons">
                { for reasons.iter().map(|(look, step)| html! {
                    <li>{verdict_mark(*look)}<span>{prose(&step.text)}</span></li>
                }) }
            </ul>
            <footer class="nsp-embed__foot">
                { for columns.last().map(|(_, it)| basis_chip(&it.basis)) }
                <span>{"Nothing leaves this page"}</span>
            </footer>
        </section>
    }
}

/// The near miss of a denial, what matched before an allowance, what is not known; else the end.
fn telling(decision: &Decision) -> Option<&Step> {
    let mut steps = decision.trace.iter().rev();
    let found = match decision.verdict {
        "denied" => steps.find(|step| step.near_miss),
        "allowed" => steps.find(|step| step.result == "matches" && step.rule.is_some()),
        _ => steps.find(|step| step.result == "undecided"),
    };
    found.or_else(|| decision.trace.last())
}
