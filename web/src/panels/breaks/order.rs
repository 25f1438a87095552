//! In which order the associations can be enforced, and what each needs before.

use nsp_core::{ResourceId, State};
use nsp_formats::names::Named;
use nsp_formats::report::rollout::{Broken, Flow, Step, flows, report};
use nsp_formats::request::RequestForm;
use nsp_formats::scenario::MORE;
use nsp_formats::scenario::edit::{Edit, Property};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::group::plural;
use crate::state::{Action, Draft, short_name, things, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Look, Symbol, mode_mark, prose, verdict_mark};

#[derive(Properties, PartialEq)]
pub(super) struct OrderProps {
    /// A flow was fired, and its comparison is to be looked at.
    pub(super) on_pick: Callback<()>,
}

/// What is kept as an expectation has to get through; the saved requests too, where that is wanted.
#[component]
pub(super) fn Order(props: &OrderProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let session = &workspace.session;
    let saved = use_state_eq(|| false);
    let asked = (session.estate.clone(), session.document.clone(), session.fired.clone(), *saved);
    let written = session.written();
    let plan = use_memo(asked, |(estate, _, _, saved)| {
        let flows = flows(estate.compiled(), &written, *saved);
        let plan = report(estate.compiled(), &flows);
        (flows, plan)
    });
    let (flows, plan) = &*plan;
    let onchange = {
        let saved = saved.clone();
        Callback::from(move |event: Event| {
            saved.set(event.target_unchecked_into::<HtmlInputElement>().checked());
        })
    };
    let fire = |flow: &Flow| {
        let snapshot = session.estate.snapshot();
        let form = RequestForm {
            resource: Some(short_name(snapshot, &flow.request.resource).to_owned()),
            ..RequestForm::from(&flow.request)
        };
        let draft = Draft::from(&form);
        let (say, on_pick) = (say.clone(), props.on_pick.clone());
        Callback::from(move |()| {
            say.emit(Action::Fired(draft.clone()));
            on_pick.emit(());
        })
    };
    let broken = |number: usize, it: &Broken| {
        let flow = flows.iter().find(|flow| flow.name == it.flow);
        let look = if it.verdict == "unknown" { Look::Unknown } else { Look::Breaks };
        html! {
            <li class="nsp-order__broken">
                {verdict_mark(look)}
                <span>
                    <b>{prose(&it.flow)}</b>{": "}{prose(&format!("{}.", it.reason))}
                    {" "}{prose(&it.advice(number))}
                </span>
                { for flow.map(|flow| html! {
                    <Button label="Fire it" kind={ButtonKind::Line} icon={Symbol::Arrow} on_press={fire(flow)} />
                }) }
            </li>
        }
    };
    let step = |(number, it): (usize, &Step)| {
        if let Some(page) = page(it) {
            return html! {
                <li class="nsp-order__step" key={format!("{} {}", it.perimeter, it.resource)}
                    data-result={it.result}>{page}</li>
            };
        }
        let id = ResourceId::new(&it.resource);
        let [name, perimeter] = it.called().map(str::to_owned);
        let association = things::associations_of(session.scenario(), &id).first().copied();
        let enforce = association.filter(|_| it.breaks.is_empty()).map(|association| {
            let mode = "Enforced".to_owned();
            let edit = Edit::Set(association, Property::AccessMode(mode));
            let on_press = say.reform(move |()| Action::Edited(edit.clone()));
            let label = format!("Set {name} to Enforced");
            html! { <Button {label} kind={ButtonKind::Line} {on_press} /> }
        });
        html! {
            <li class="nsp-order__step" key={it.resource.clone()} data-result={it.result}>
                <div class="nsp-order__line">
                    { for it.state.and_then(State::from_name).map(mode_mark) }
                    <b><code>{name.clone()}</code></b>
                    <span class="nsp-order__of">{format!("{perimeter}, profile {}", it.profile)}</span>
                    <span class="nsp-order__result">{result(it)}</span>
                    { for enforce }
                </div>
                if !it.breaks.is_empty() {
                    <ul>{ for it.breaks.iter().map(|it| broken(number, it)) }</ul>
                }
            </li>
        }
    };
    html! {
        <div class="nsp-order" tabindex="0" role="region" aria-label="Order of enforcements">
            <p class="nsp-order__flows" role="status">
                {summary(plan.steps.iter().filter(|it| page(it).is_none()).count(), plan.flows)}
                if !session.fired.is_empty() {
                    <label>
                        <input type="checkbox" checked={*saved} {onchange} />
                        {"Count the requests that were fired as well"}
                    </label>
                }
            </p>
            <ol>{ for (1..).zip(&plan.steps).map(step) }</ol>
            if !plan.shut.is_empty() {
                <p class="nsp-order__shut">
                    {"These do not get through today, so no enforcement breaks them: "}
                    {prose(&format!("{}.", plan.shut.join(", ")))}
                </p>
            }
            if !plan.unknown.is_empty() {
                <div class="nsp-order__shut">
                    {"Of these it is not known whether they get through today:"}
                    <ul>
                        { for plan.unknown.iter().map(|it| html! {
                            <li><b>{prose(&it.flow)}</b>{": "}{prose(&it.why())}</li>
                        }) }
                    </ul>
                </div>
            }
        </div>
    }
}

/// What is said of a step that only stands for what a page that is not here associates.
fn page(step: &Step) -> Option<String> {
    let of = match (step.perimeter == MORE, step.resource == MORE) {
        (false, false) => return None,
        (false, true) => format!("associations of {}", step.perimeter),
        (true, true) => "perimeters".to_owned(),
        (true, false) => {
            let resource = ResourceId::new(&step.resource);
            format!("configurations of {}", resource.name())
        }
    };
    Some(format!("The next page of the {of} is not here."))
}

/// "2 expected flows, 3 to enforce."
fn summary(steps: usize, flows: usize) -> String {
    match (steps, flows) {
        (0, _) => "No association is left to enforce.".to_owned(),
        (_, 0) => "No expectation says which requests have to get through, so no step is proven. \
                   Fire a request and keep it as an expectation."
            .to_owned(),
        (steps, flows) => {
            format!(
                "{} to keep, {steps} to enforce: what breaks nothing first.",
                plural(flows, "flow")
            )
        }
    }
}

/// What an enforcement does to the flows.
fn result(step: &Step) -> String {
    match (step.result, step.flows) {
        ("safe", 1) => "1 flow passes and stays".to_owned(),
        ("safe", count) => format!("{count} flows pass and stay"),
        ("unproven", _) => "no flow passes: nothing is proven".to_owned(),
        (_, count) => format!("breaks {} of {}", step.breaks.len(), plural(count, "flow")),
    }
}
