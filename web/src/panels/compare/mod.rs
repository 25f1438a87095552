//! Transition beside Enforced: what each answers, why, and where they part.

mod also;
mod flip;
mod head;
mod heading;
mod old;
mod question;
mod references;
mod skip;
mod steps;
mod ways;

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::{Comparison, Decision};
use yew::prelude::*;

use super::revision::RevisionChoice;
use crate::parts::{Later, Piece};
use crate::state::{Fired, use_workspace};
use crate::ui::{Rail, prose, state_name, verdict_card};
use also::also;
use flip::Flip;
use head::Head;
use heading::announcement;
use old::Old;
pub use question::question;
pub use references::References;
use skip::skip;
use steps::Steps;
pub use ways::{Ways, WaysProps};

/// The answer to the request that is shown; without one, how to get one.
#[component]
pub fn Compare() -> Html {
    let workspace = use_workspace();
    let session = &workspace.session;
    match session.shown() {
        Some(fired) => html! { <Answered fired={fired.clone()} /> },
        None => html! {
            <div class="nsp-compare">
                <h2 class="nsp-compare__heading">{"No request fired yet"}</h2>
                <p class="nsp-compare__none">
                    {"Say who calls which resource, and fire: Transition and Enforced answer here."}
                </p>
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
struct AnsweredProps {
    fired: Fired,
}

#[component]
fn Answered(props: &AnsweredProps) -> Html {
    let beside = use_state_eq(Vec::<State>::new);
    let comparison = match &*props.fired.answer {
        Ok(answered) => &answered.comparison,
        Err(errors) => {
            return html! {
                <div class="nsp-compare">
                    <h2 class="nsp-compare__heading" role="status">{"The estate cannot be asked this"}</h2>
                    {question(&props.fired)}
                    <ul class="nsp-compare__none">
                        { for errors.iter().map(|error| html! {
                            <li>{prose(&error.message)}</li>
                        }) }
                    </ul>
                </div>
            };
        }
    };

    let columns = columns(comparison, &beside);
    let toggle = {
        let beside = beside.clone();
        Callback::from(move |state: State| {
            let mut next = (*beside).clone();
            match next.iter().position(|shown| *shown == state) {
                Some(place) => drop(next.remove(place)),
                None => next.push(state),
            }
            beside.set(next);
        })
    };
    let rails: Vec<Rail> = columns
        .iter()
        .map(|column| Rail {
            state: column.state,
            steps: column.decision.trace.clone(),
            before: column.before,
        })
        .collect();
    html! {
        <div class="nsp-compare">
            <Old fired={props.fired.clone()} />
            <Head fired={props.fired.clone()} comparison={comparison.clone()}
                states={columns.iter().map(|column| column.state).collect::<Vec<_>>()} />
            <p class="nsp-hidden" role="status">{announcement(comparison)}</p>
            {question(&props.fired)}
            <div class="nsp-compare__pair" data-columns={columns.len().to_string()}
                data-first={columns.first().map(|column| column.state.name())}>
                { for columns.iter().map(|column| {
                    verdict_card(column.state, column.decision, column.before)
                }) }
            </div>
            {also(comparison, &beside, &toggle)}
            {skip()}
            <Steps {rails} />
            <Flip fired={props.fired.clone()} comparison={comparison.clone()} />
            {columns.first().and_then(|column| other_leg(column.decision)).unwrap_or_default()}
            <div class="nsp-compare__revision"><RevisionChoice /></div>
            <Later piece={Piece::References(columns.into_iter().map(|column| column.decision.clone()).collect())} />
        </div>
    }
}

/// The steps of the other leg of a call between two resources, in the state it is in itself.
fn other_leg(decision: &Decision) -> Option<Html> {
    let out = decision.outbound_leg.as_deref().map(|leg| ("The caller’s way out", leg));
    let way_in = decision.inbound_leg.as_deref().map(|leg| ("The destination’s way in", leg));
    let (name, leg) = out.or(way_in)?;
    let state = State::from_name(leg.state)?;
    let title = format!("{name}, {}", state_name(state));
    let rails = vec![Rail { state, steps: leg.trace.clone(), before: None }];
    Some(html! { <Steps {rails} {title} /> })
}

/// One state's answer, and the verdict it is compared with.
struct Column<'a> {
    state: State,
    decision: &'a Decision,
    before: Option<Verdict>,
}

/// Transition and Enforced, with what was asked for beside them, in the order of a rollout. A
/// resource in no perimeter has one answer.
fn columns<'a>(comparison: &'a Comparison, also: &[State]) -> Vec<Column<'a>> {
    let verdict = |decision: &Decision| Verdict::from_name(decision.whole());
    let before = comparison.transition.as_ref().and_then(verdict);
    let column = |state, decision, before| Column { state, decision, before };
    let transition = comparison.transition.as_ref();
    let alone = transition.is_none();
    let today = (alone || also.contains(&State::NotAssociated))
        .then(|| column(State::NotAssociated, &comparison.not_associated, None));
    let pair = [
        transition.map(|it| column(State::Learning, it, None)),
        comparison.enforced.as_ref().map(|it| column(State::Enforced, it, before)),
    ];
    let audit = comparison
        .audit
        .as_ref()
        .filter(|_| also.contains(&State::Audit))
        .map(|it| column(State::Audit, it, None));
    today.into_iter().chain(pair.into_iter().flatten()).chain(audit).collect()
}
