//! One expectation: whether it holds, what it says, and where the answer differs.

use nsp_core::{State, Verdict};
use nsp_formats::expectation::{Checked, CheckedState};
use nsp_formats::names::Named;
use nsp_formats::scenario::Expectation;
use nsp_formats::scenario::edit::{Edit, Thing};
use yew::prelude::*;

use super::answer::{difference, look, word};
use super::form::ExpectationForm;
use crate::state::{Action, Draft, Estate, Shared, use_dispatch};
use crate::ui::{Button, Look, Symbol, icon, mode_mark, prose, state_name, verdict_mark};

#[derive(Properties, PartialEq)]
pub struct ExpectationRowProps {
    /// Its place in the document.
    pub place: usize,
    pub expectation: Expectation,
    pub checked: Checked,
    pub estate: Shared<Estate>,
    /// Whether it is being changed.
    pub open: bool,
    pub on_open: Callback<()>,
    pub on_pick: Callback<()>,
}

/// A press opens its comparison.
#[component]
pub fn ExpectationRow(props: &ExpectationRowProps) -> Html {
    let say = use_dispatch();
    let ExpectationRowProps { place, expectation, checked, estate, open, .. } = props;
    let draft = expectation.request.as_ref().map(|request| {
        let draft = Draft::saved(request, estate.snapshot());
        match &expectation.name {
            Some(name) if draft.name.is_empty() => draft.named(name.clone()),
            _ => draft,
        }
    });
    let onclick = {
        let (draft, say, on_pick) = (draft.clone(), say.clone(), props.on_pick.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(draft) = &draft {
                say.emit(Action::Fired(draft.clone()));
                on_pick.emit(());
            }
        })
    };
    let on_remove = {
        let thing = Thing::Expectation(*place);
        say.reform(move |()| Action::Edited(Edit::Remove(thing)))
    };
    let result = checked.result;
    let name = match checked.name.as_str() {
        "" => format!("Expectation {}", place + 1),
        name => name.to_owned(),
    };
    let plain = name.replace('`', "");
    let differences: Vec<String> = checked.states.iter().filter_map(difference).collect();
    html! {
        <li class="nsp-expectations__item" data-result={word(result)}>
            <div class="nsp-expectations__line">
                <button class="nsp-expectations__row" type="button" {onclick} disabled={draft.is_none()}>
                    <span class="nsp-expectations__result">
                        if let Some(look) = look(result) {
                            {verdict_mark(look)}
                        } else {
                            {icon(Symbol::Warn)}
                        }
                        <b>{word(result)}</b>
                    </span>
                    <span class="nsp-expectations__name">{prose(&name)}</span>
                    <span class="nsp-expectations__states">{ for checked.states.iter().filter_map(state) }</span>
                </button>
                <Button label={format!("Change {plain}")} icon={Symbol::Pencil} bare=true
                    expanded={*open} on_press={props.on_open.clone()} />
                <Button label={format!("Remove {plain}")} icon={Symbol::Close} bare=true
                    on_press={on_remove} />
            </div>
            if !differences.is_empty() || !checked.problems.is_empty() {
                <ul class="nsp-expectations__why">
                    { for differences.into_iter().map(|text| html! { <li>{prose(&text)}</li> }) }
                    { for checked.problems.iter().map(|problem| html! {
                        <li>{prose(&problem.message)}</li>
                    }) }
                </ul>
            }
            if *open {
                <ExpectationForm place={*place} expectation={expectation.clone()} result={result}
                    estate={estate.clone()} draft={draft.unwrap_or_default()} />
            }
        </li>
    }
}

/// "Transition Allowed": what is expected in one state.
fn state(state: &CheckedState) -> Option<Html> {
    let mode = State::from_name(state.state)?;
    let said = match state.expected.verdict.and_then(Verdict::from_name) {
        Some(verdict) => {
            let look = Look::of(verdict, None);
            html! { <>{verdict_mark(look)}{look.word()}</> }
        }
        None => html! { <code>{state.expected.ground.unwrap_or("a rule")}</code> },
    };
    Some(html! {
        <span class="nsp-expectations__state" data-result={word(state.result)}>
            {mode_mark(mode)}{state_name(mode)}{" "}{said}
        </span>
    })
}
