//! What is expected of requests, and whether it holds as the estate is edited.

mod answer;
mod form;
mod row;

use yew::prelude::*;

use crate::state::{Checks, use_workspace};
use crate::ui::{Button, ButtonKind};
use row::ExpectationRow;

/// How many expectations one press shows.
const PAGE: usize = 100;

#[derive(Properties, PartialEq)]
pub struct ExpectationsProps {
    /// An expectation was picked, and its comparison is to be looked at.
    pub on_pick: Callback<()>,
}

/// In document order. A press asks the request again and shows the answer.
#[component]
pub fn Expectations(props: &ExpectationsProps) -> Html {
    let workspace = use_workspace();
    let pages = use_state_eq(|| 1_usize);
    let open = use_state_eq(|| None::<usize>);
    let session = &workspace.session;
    let expectations = &session.scenario().expectations;
    if expectations.is_empty() {
        return html! {
            <p class="nsp-expectations__none">
                {"No expectations yet. Fire a request and save its answer as one."}
            </p>
        };
    }
    let rows = expectations.iter().zip(session.checks.iter()).enumerate();
    let row = |(place, (expectation, checked))| {
        let toggle = {
            let open = open.clone();
            Callback::from(move |()| open.set((*open != Some(place)).then_some(place)))
        };
        html! {
            <ExpectationRow key={place.to_string()} {place} expectation={Clone::clone(expectation)}
                checked={Clone::clone(checked)} estate={session.estate.clone()}
                open={*open == Some(place)} on_open={toggle} on_pick={props.on_pick.clone()} />
        }
    };
    let left = expectations.len().saturating_sub(*pages * PAGE);
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    html! {
        <div class="nsp-expectations">
            <p class="nsp-expectations__count" role="status">{count(&session.checks)}</p>
            <ul>{ for rows.take(*pages * PAGE).map(row) }</ul>
            if left > 0 {
                <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line}
                    on_press={on_more} />
            }
        </div>
    }
}

/// "5 of 6 expectations hold."
fn count(checks: &Checks) -> String {
    match (checks.held(), checks.len()) {
        (1, 1) => "The expectation holds.".to_owned(),
        (0, 1) => "The expectation does not hold.".to_owned(),
        (held, all) if held == all => format!("All {all} expectations hold."),
        (held, all) => format!("{held} of {all} expectations hold."),
    }
}
