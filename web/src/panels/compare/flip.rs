//! What would turn the shown verdict: the smallest change, made on a press.

use nsp_analysis::flip::{Flips, flips};
use nsp_core::{State, Verdict};
use nsp_formats::explain::flip::{change, obstacle, used};
use nsp_formats::names::Named;
use nsp_formats::report::Comparison;
use nsp_formats::scenario::edit::Edit;
use yew::prelude::*;

use crate::state::{Action, Fired, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Look, ModeMark, Prose, Symbol, state_name};

#[derive(Properties, PartialEq)]
pub struct FlipProps {
    pub fired: Fired,
    pub comparison: Comparison,
}

/// How many resources an estate has where what would turn an answer is worked out unasked.
const SMALL: usize = 200;

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
    let small = use_workspace().session.estate.snapshot().resources.len() <= SMALL;
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
                <ModeMark {state} />{state_name(state)}
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
                <Ways key={state.name()} fired={props.fired.clone()} {state} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct WaysProps {
    fired: Fired,
    state: State,
}

/// The smallest change, and behind a press the others.
#[component]
fn Ways(props: &WaysProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let open = use_state_eq(|| false);
    let estate = workspace.session.estate.clone();
    let made_of = (estate.clone(), props.fired.draft.clone(), props.state);
    let found = use_memo(made_of, |(estate, draft, state)| {
        let request = draft.form().build(estate.snapshot()).ok()?;
        Some(flips(estate.compiled(), &request, *state))
    });
    let Some(Flips { wanted, changes, none, .. }) = (*found).as_ref() else { return html! {} };
    if let Some(none) = none {
        return html! { <p class="nsp-flip__none"><Prose text={obstacle(*none)} /></p> };
    }
    let scenario = workspace.session.scenario();
    let way = |place: usize| {
        let turn = changes.get(place)?;
        let sentence = change(turn, estate.snapshot());
        let room =
            used(turn, estate.snapshot()).map(|room| format!(": {room}")).unwrap_or_default();
        let edit = Edit::of_change(turn, scenario, estate.snapshot());
        let on_press = edit.map(|edit| say.reform(move |()| Action::Edited(edit.clone())));
        let name = sentence.replace('`', "");
        Some(html! {
            <li class="nsp-flip__way" key={place.to_string()}>
                <span><Prose text={format!("{sentence}{room}.")} /></span>
                if let Some(on_press) = on_press {
                    <Button label="Apply" title={format!("Apply: {name}")} kind={ButtonKind::Line}
                        icon={Symbol::Plus} {on_press} />
                }
            </li>
        })
    };
    let others = changes.len().saturating_sub(1);
    let shown = if *open { changes.len() } else { 1 };
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {<>
        <p class="nsp-hidden">
            {format!("{} would then be {}.", state_name(props.state), Look::of(*wanted, None).word())}
        </p>
        <ul class="nsp-flip__ways">{ for (0..shown).filter_map(way) }</ul>
        if others > 0 {
            <Button label={match *open {
                true => "Only the smallest".to_owned(),
                false => format!("Other ways: {others}"),
            }} expanded={*open} on_press={toggle} />
        }
    </>}
}
