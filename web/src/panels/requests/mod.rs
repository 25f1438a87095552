//! Every request that was fired, with what it answers now.

mod form;

use nsp_core::Verdict;
use nsp_formats::names::Named;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::compare::question;
use crate::state::{Action, Fired, use_dispatch, use_workspace};
use crate::ui::{Button, ButtonKind, Look, Symbol, verdict_mark};
use form::RequestKeep;

/// How many requests are seen without scrolling.
const FITTING: usize = 6;

/// How many requests one press shows.
const PAGE: usize = 100;

#[derive(Properties, PartialEq)]
pub struct RequestsProps {
    /// A request was picked, and its answer is to be looked at.
    pub on_pick: Callback<()>,
}

/// Oldest first. A press shows the request and its answer again.
#[component]
pub fn Requests(props: &RequestsProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let current = use_node_ref();
    let pages = use_state_eq(|| 1_usize);
    let open = use_state_eq(|| None::<usize>);
    let session = &workspace.session;
    use_effect_with((current.clone(), session.picked), |(current, _)| {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        if let Some(row) = current.cast::<Element>() {
            row.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    if session.fired.is_empty() {
        return html! { <p class="nsp-requests__none">{"No requests yet. Fire one and it is kept here."}</p> };
    }
    let row = |(place, fired): (usize, &Fired)| {
        let number = fired.number;
        let is_open = *open == Some(number);
        let on_open = {
            let open = open.clone();
            Callback::from(move |()| open.set((!is_open).then_some(number)))
        };
        let onclick = {
            let (say, on_pick) = (say.clone(), props.on_pick.clone());
            Callback::from(move |_: MouseEvent| {
                say.emit(Action::Picked(number));
                on_pick.emit(());
            })
        };
        let shown = session.picked == Some(number);
        let node = if shown { current.clone() } else { NodeRef::default() };
        html! {
            <li class="nsp-requests__item" key={number.to_string()}>
                <button class="nsp-requests__row" type="button" ref={node} {onclick}
                    aria-current={shown.then_some("true")}>
                    {question(fired)}
                    <span class="nsp-requests__answer">{answer(fired)}</span>
                </button>
                <Button label={called("Change", fired)} icon={Symbol::Pencil} bare=true
                    expanded={is_open} on_press={on_open} />
                <Button label={called("Remove", fired)} icon={Symbol::Close} bare=true
                    on_press={say.reform(move |()| Action::Forgotten(number))} />
                if is_open {
                    <RequestKeep {place} fired={fired.clone()} />
                }
            </li>
        }
    };
    // The page with the shown request is always there.
    let picked = session.fired.iter().position(|fired| session.picked == Some(fired.number));
    let until = (*pages * PAGE).max(picked.map_or(0, |place| place + 1)).min(session.fired.len());
    let left = session.fired.len() - until;
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(until / PAGE + 1))
    };
    html! {<>
        <ol class="nsp-requests" data-long={(until > FITTING).then_some("true")}>{ for session.fired.iter().enumerate().take(until).map(row) }</ol>
        if left > 0 {
            <p class="nsp-requests__more">
                <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line}
                    on_press={on_more} />
            </p>
        }
    </>}
}

/// "Remove partner from the list".
fn called(verb: &str, fired: &Fired) -> String {
    let name = match fired.draft.name.as_str() {
        "" => format!("request {}", fired.number + 1),
        name => name.to_owned(),
    };
    match verb {
        "Remove" => format!("Remove {name} from the list"),
        verb => format!("{verb} {name}"),
    }
}

fn answer(fired: &Fired) -> Html {
    let Ok(answered) = &*fired.answer else { return html! { {"cannot be asked"} } };
    let comparison = &answered.comparison;
    let verdict = |name: &str| Verdict::from_name(name).unwrap_or(Verdict::Unknown);
    let mark = |state: &str, look: Look| {
        html! {<>
            <span class="nsp-hidden">{format!("{state} {} ", look.word())}</span>
            <span title={format!("{state}: {}", look.word())}>{verdict_mark(look)}</span>
        </>}
    };
    let Some((transition, enforced)) =
        comparison.transition.as_ref().zip(comparison.enforced.as_ref())
    else {
        return mark("Not associated", Look::of(verdict(comparison.not_associated.whole()), None));
    };
    let before = verdict(transition.whole());
    let after = Look::of(verdict(enforced.whole()), Some(before));
    html! {<>
        if after == Look::Breaks {
            <b class="nsp-requests__breaks">{"breaks"}</b>
        }
        {mark("Transition", Look::of(before, None))}
        {mark("Enforced", after)}
    </>}
}
