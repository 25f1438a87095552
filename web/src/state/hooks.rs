//! The only way from a component to the workspace: its data, or a way to say what happened.

use yew::prelude::*;

use super::{Action, Workspace};

/// Says what happened. Equal to itself for ever, so who only says is never drawn again.
pub type Dispatch = UseReducerDispatcher<Workspace>;

#[derive(Clone, PartialEq)]
struct Data(UseReducerHandle<Workspace>);

#[derive(Properties, PartialEq)]
pub struct WorkspaceProviderProps {
    pub children: Html,
}

/// Holds the workspace for everything below.
#[component]
pub fn WorkspaceProvider(props: &WorkspaceProviderProps) -> Html {
    let workspace = use_reducer_eq(Workspace::example);
    html! {
        <ContextProvider<Dispatch> context={workspace.dispatcher()}>
            <ContextProvider<Data> context={Data(workspace)}>
                {props.children.clone()}
            </ContextProvider<Data>>
        </ContextProvider<Dispatch>>
    }
}

/// The workspace as it is now.
///
/// # Panics
///
/// Outside [`WorkspaceProvider`].
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_workspace() -> UseReducerHandle<Workspace> {
    use_context::<Data>().expect("stands within WorkspaceProvider").0
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
    use_callback(dispatch, |action, dispatch| dispatch.dispatch(action))
}
