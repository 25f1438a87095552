//! The head of a comparison: its answer in one line, and what can be done with it.

use nsp_core::State;
use nsp_formats::report::Comparison;
use nsp_formats::scenario::edit::{Edit, New};
use yew::prelude::*;

use super::heading::heading;
use crate::panels::copied::copy;
use crate::parts::{NOT_FETCHED, with_work, work};
use crate::state::{Action, Draft, Fired, Notice, Session, use_dispatch, use_workspace};
use crate::ui::{Button, Symbol};
use crate::view::{Drawer, Pane, Show, use_show};

#[derive(Properties, PartialEq)]
pub struct HeadProps {
    pub fired: Fired,
    pub comparison: Comparison,
    /// The states that are shown.
    pub states: Vec<State>,
}

/// Keeps the answer as an expectation, unless one asks the same, and copies it as Markdown.
#[component]
pub fn Head(props: &HeadProps) -> Html {
    let workspace = use_workspace();
    let say = use_dispatch();
    let show = use_show();
    let is_kept = is_kept(&workspace.session, &props.fired.draft);
    let on_keep = {
        let (fired, comparison, say) = (props.fired.clone(), props.comparison.clone(), say.clone());
        Callback::from(move |()| {
            if is_kept {
                show.emit(Show::Pane(Pane::Drawer(Drawer::Expectations)));
            } else {
                let (fired, comparison) = (fired.clone(), comparison.clone());
                let say = say.clone();
                with_work(move || {
                    let Some(work) = work() else { return say.emit(not_fetched()) };
                    let expectation = (work.expectation)((*fired.request).clone(), &comparison);
                    say.emit(Action::Edited(Edit::Add(New::Expectation(Box::new(expectation)))));
                });
            }
        })
    };
    let on_copy = {
        let (comparison, states) = (props.comparison.clone(), props.states.clone());
        let question = match &*props.fired.answer {
            Ok(answered) => answered.description.to_string(),
            Err(_) => String::new(),
        };
        Callback::from(move |()| {
            let (question, comparison) = (question.clone(), comparison.clone());
            let (states, say) = (states.clone(), say.clone());
            with_work(move || {
                let Some(work) = work() else { return say.emit(not_fetched()) };
                let text = (work.markdown)(&question, &comparison, &states);
                copy("the comparison as Markdown", "comparison.md", text, say);
            });
        })
    };
    let (label, icon) = match is_kept {
        true => ("Kept as an expectation: show it", Symbol::Bookmarked),
        false => ("Keep as expectation", Symbol::Bookmark),
    };
    html! {
        <header class="nsp-compare__head">
            <h2 class="nsp-compare__heading">{heading(&props.comparison)}</h2>
            <Button {label} {icon} bare=true on_press={on_keep} />
            <Button label="Copy as Markdown" icon={Symbol::Copy} bare=true on_press={on_copy} />
        </header>
    }
}

/// Whether an expectation asks the same.
fn is_kept(session: &Session, draft: &Draft) -> bool {
    session.scenario().expectations.iter().any(|expectation| {
        let request = expectation.request.as_ref();
        request.is_some_and(|it| Draft::saved(it, session.estate.snapshot()).asks_like(draft))
    })
}

fn not_fetched() -> Action {
    Action::Told(Notice::alert(NOT_FETCHED))
}
