//! What can be changed of an expectation.

use nsp_core::{State, Verdict};
use nsp_formats::expectation::Standing;
use nsp_formats::names::Named;
use nsp_formats::scenario::Expectation;
use nsp_formats::scenario::edit::{Edit, Thing};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::answer::{expect, keep_working, renew, with_ground};
use crate::state::{Action, Draft, Estate, Shared, use_dispatch};
use crate::ui::{Button, ButtonKind, Look, TextField, state_name};

#[derive(Properties, PartialEq)]
pub struct ExpectationFormProps {
    /// Its place in the document.
    pub place: usize,
    pub expectation: Expectation,
    pub result: Standing,
    pub estate: Shared<Estate>,
    /// Its request.
    pub draft: Draft,
}

/// Its name, the states it speaks of, whether the ground counts, and the present answer.
#[component]
pub fn ExpectationForm(props: &ExpectationFormProps) -> Html {
    let say = use_dispatch();
    let ExpectationFormProps { place, expectation, result, .. } = props;
    let place = *place;
    let answered = use_memo((props.estate.clone(), props.draft.clone()), |(estate, draft)| {
        estate.ask(draft).ok().map(|answered| answered.comparison)
    });
    let comparison = (*answered).as_ref();
    let on_name = say.reform(move |name: AttrValue| {
        Action::Edited(Edit::Rename(Thing::Expectation(place), name.to_string()))
    });
    let ground = State::ALL
        .into_iter()
        .filter_map(|state| expectation.expected(state))
        .any(|expected| expected.ground.is_some());
    let choice = |state: State| {
        let expected = expectation.expected(state);
        let now = comparison.and_then(|it| it.decision(state));
        let verdict = match expected {
            Some(expected) => expected.verdict.as_deref(),
            None => now.map(|decision| decision.whole()),
        };
        let word = verdict.and_then(Verdict::from_name).map(|it| Look::of(it, None).word());
        let label = match word {
            Some(word) => format!("{}: {word}", state_name(state)),
            None => state_name(state).to_owned(),
        };
        let onchange = {
            let (say, answered) = (say.clone(), answered.clone());
            Callback::from(move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                let answer = (*answered).as_ref().filter(|_| on);
                say.emit(Action::Edited(expect(place, state, answer, ground)));
            })
        };
        html! {
            <label class="nsp-expectations__check">
                <input type="checkbox" checked={expected.is_some()} {onchange}
                    disabled={expected.is_none() && now.is_none()} />
                {label}
            </label>
        }
    };
    let on_ground = {
        let (say, answered, expectation) = (say.clone(), answered.clone(), expectation.clone());
        Callback::from(move |event: Event| {
            let wanted = event.target_unchecked_into::<HtmlInputElement>().checked();
            let answer = (*answered).as_ref();
            say.emit(Action::Edited(with_ground(place, &expectation, answer, wanted)));
        })
    };
    let on_renew = {
        let (say, answered, expectation) = (say.clone(), answered.clone(), expectation.clone());
        Callback::from(move |()| {
            if let Some(comparison) = &*answered {
                say.emit(Action::Edited(renew(place, &expectation, comparison)));
            }
        })
    };
    html! {
        <div class="nsp-expectations__form">
            <TextField id={format!("expectation-{place}-name")} label="Name"
                help="A short title. Without one, the request itself is shown."
                value={expectation.name.clone().unwrap_or_default()} on_change={on_name} />
            <fieldset class="nsp-expectations__choices">
                <legend>{"Expected in"}</legend>
                { for State::ALL.into_iter().map(choice) }
                <label class="nsp-expectations__check">
                    <input type="checkbox" checked={ground} onchange={on_ground}
                        disabled={comparison.is_none() && !ground} />
                    {"on the same ground"}
                </label>
            </fieldset>
            if let Some(edit) = keep_working(place, expectation) {
                <Button label="Expect it to keep working: Allowed in both" kind={ButtonKind::Line}
                    on_press={say.reform(move |()| Action::Edited(edit.clone()))} />
            }
            if *result != Standing::Holds && comparison.is_some() {
                <Button label="Expect what it answers now" kind={ButtonKind::Line} on_press={on_renew} />
            }
        </div>
    }
}
