//! The only way from a component to the workspace: its data, or a way to say what happened.

use std::rc::Rc;

use yew::prelude::*;

use super::stored::{fresh_id, start, use_keeper};
use super::workspace::Happened;
use super::{Action, Draft, Notice, Workspace};
use crate::parts::{NOT_FETCHED, with_work, work};

/// How many milliseconds after it was opened a large document is examined, and after an edit.
const SHOWN: u32 = 60;
const RESTED: u32 = 1_000;

/// Says what happened. Equal to itself for ever, so who only says is never drawn again.
pub type Dispatch = UseReducerDispatcher<Workspace>;

/// The workspace at one moment, for who does not care for the request that is being written: a
/// keystroke in the request bar draws nothing else again. No reducer's handle, for that always has
/// the newest state and is never found to have changed.
#[derive(Clone)]
struct Data(Rc<Workspace>);

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        self.0.alike_but_draft(&other.0)
    }
}

#[derive(Properties, PartialEq)]
pub struct WorkspaceProviderProps {
    pub children: Html,
}

/// Holds the workspace for everything below.
#[component]
pub fn WorkspaceProvider(props: &WorkspaceProviderProps) -> Html {
    let reducer = use_reducer_eq(start);
    let workspace = Rc::new((*reducer).clone());
    let session = &workspace.session;
    let tell = use_callback(reducer.dispatcher(), |action, dispatch| say(dispatch, action));
    use_keeper(&workspace, &tell);
    // What there is to say of a document may wait until it is on the screen, and through
    // edits that follow on each other.
    let open = use_mut_ref(|| None);
    use_effect_with((session.document.scenario.clone(), session.examined), {
        let tell = tell.clone();
        let opened = (session.read, workspace.standing.id.clone());
        move |(scenario, examined)| {
            let is_new = open.replace(Some(opened.clone())) != Some(opened);
            let rest = if is_new { SHOWN } else { RESTED };
            let late = (!examined).then(|| {
                let of = scenario.clone();
                gloo_timers::callback::Timeout::new(rest, move || {
                    with_work(move || {
                        if let Some(work) = work() {
                            let findings = (work.examine)(&of).into();
                            tell.emit(Action::Examined { of, findings });
                        }
                    });
                })
            });
            move || drop(late)
        }
    });
    html! {
        <ContextProvider<Dispatch> context={reducer.dispatcher()}>
            <ContextProvider<Draft> context={workspace.draft.clone()}>
                <ContextProvider<Data> context={Data(workspace)}>
                    {props.children.clone()}
                </ContextProvider<Data>>
            </ContextProvider<Draft>>
        </ContextProvider<Dispatch>>
    }
}

/// The workspace with the last edit, for what shows that edit itself: the picture, and the form it
/// was made in. Everything else looks at [`use_workspace`](super::use_workspace).
///
/// # Panics
///
/// Outside [`WorkspaceProvider`].
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_newest() -> Rc<Workspace> {
    use_context::<Data>().expect("stands within WorkspaceProvider").0
}

/// The request that is being written.
///
/// # Panics
///
/// Outside [`WorkspaceProvider`].
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_draft() -> Draft {
    use_context::<Draft>().expect("stands within WorkspaceProvider")
}

/// The way to change it.
///
/// # Panics
///
/// Outside [`WorkspaceProvider`].
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_dispatch() -> Callback<Action> {
    let dispatch = use_context::<Dispatch>().expect("stands within WorkspaceProvider");
    use_callback(dispatch, |action, dispatch| say(dispatch, action))
}

fn say(dispatch: &Dispatch, action: Action) {
    if !action.is_work() {
        return happen(dispatch, action);
    }
    let dispatch = dispatch.clone();
    with_work(move || {
        let missing = || Action::Told(Notice::alert(NOT_FETCHED));
        happen(&dispatch, if work().is_some() { action } else { missing() });
    });
}

fn happen(dispatch: &Dispatch, action: Action) {
    dispatch.dispatch(Happened { action, at: js_sys::Date::now(), fresh: fresh_id() });
}
