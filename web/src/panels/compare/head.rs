//! The head of a comparison: its answer in one line, and what can be done with it.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::{Comparison, Decision};
use nsp_formats::scenario::edit::{Edit, New};
use nsp_formats::scenario::{Expectation, Request};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::heading::heading;
use crate::panels::copied::copy;
use crate::panels::menu::Menu;
use crate::parts::{NOT_FETCHED, Piece, Work, with_work, work};
use crate::state::{Action, Draft, Fired, Notice, Session, use_dispatch, use_workspace};
use crate::ui::{Button, Look, MenuItem, Symbol};
use crate::view::{Drawer, Pane, Show, use_show};

const KEEP: &str = "Keep as expectation";

type Make = fn(Request, &Comparison) -> Expectation;

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
    let on_show = show.reform(|()| Show::Pane(Pane::Drawer(Drawer::Expectations)));
    let head = use_node_ref();
    let keeping = use_mut_ref(|| false);
    use_effect_with(is_kept, {
        let (head, keeping) = (head.clone(), keeping.clone());
        move |_| {
            // The button that kept it gave its place to another.
            if keeping.replace(false)
                && let Some(head) = head.cast::<Element>()
                && let Ok(Some(button)) = head.query_selector("button")
            {
                // A button that is shown can be focused.
                drop(button.unchecked_ref::<HtmlElement>().focus());
            }
        }
    });
    let keep = |of: fn(Work) -> Make| {
        let (fired, comparison, say) = (props.fired.clone(), props.comparison.clone(), say.clone());
        let keeping = keeping.clone();
        Callback::from(move |()| {
            keeping.replace(true);
            let (fired, comparison, say) = (fired.clone(), comparison.clone(), say.clone());
            with_work(move || {
                let Some(work) = work() else { return say.emit(not_fetched()) };
                let expectation = of(work)((*fired.request).clone(), &comparison);
                say.emit(Action::Edited(Edit::Add(New::Expectation(Box::new(expectation)))));
            });
        })
    };
    let on_copy = {
        let (comparison, states, say) =
            (props.comparison.clone(), props.states.clone(), say.clone());
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
    let as_it_stands = |work: Work| work.expectation;
    let keep_it = match breaking(&props.comparison) {
        _ if is_kept => html! {
            <Button label="Kept as an expectation: show it" icon={Symbol::Bookmarked} bare=true
                on_press={on_show} />
        },
        None => html! {
            <Button label={KEEP} icon={Symbol::Bookmark} bare=true on_press={keep(as_it_stands)} />
        },
        Some(after) => {
            let item = |label: String, symbol, on_press| MenuItem {
                label: label.into(),
                symbol,
                disabled: false,
                on_press,
            };
            let works = "It should keep working: Allowed in both".to_owned();
            let stands = format!("Leave it as it stands: Allowed, then {after}");
            let items = vec![
                item(works, Symbol::Bookmark, keep(|work| work.keep_working)),
                item(stands, Symbol::Bookmark, keep(as_it_stands)),
            ];
            let list = Piece::Menu(items);
            html! { <Menu id="keep" label={KEEP} symbol={Symbol::Bookmark} bare=true {list} /> }
        }
    };
    html! {
        <header class="nsp-compare__head" ref={head}>
            <h2 class="nsp-compare__heading">{heading(&props.comparison)}</h2>
            {keep_it}
            <Button label="Copy as Markdown" icon={Symbol::Copy} bare=true on_press={on_copy} />
        </header>
    }
}

/// What an answer that Transition allows becomes, where that is another.
fn breaking(comparison: &Comparison) -> Option<&'static str> {
    let verdict = |it: &Option<Decision>| Verdict::from_name(it.as_ref()?.whole());
    let before = verdict(&comparison.transition)?;
    let after = verdict(&comparison.enforced)?;
    (before == Verdict::Allowed && after != before).then(|| Look::of(after, None).word())
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
