//! The only way from a component to the view.

use yew::prelude::*;

use super::kept::keep_theme;
use super::names::next_theme;
use super::{Show, View};

type Dispatch = UseReducerDispatcher<View>;

#[derive(Clone, PartialEq)]
struct Data(UseReducerHandle<View>);

#[derive(Properties, PartialEq)]
pub struct ViewProviderProps {
    pub children: Html,
}

/// Holds the view for everything below.
#[component]
pub fn ViewProvider(props: &ViewProviderProps) -> Html {
    let view = use_reducer_eq(View::default);
    html! {
        <ContextProvider<Dispatch> context={view.dispatcher()}>
            <ContextProvider<Data> context={Data(view)}>{props.children.clone()}</ContextProvider<Data>>
        </ContextProvider<Dispatch>>
    }
}

/// The view as it is now.
///
/// # Panics
///
/// Outside [`ViewProvider`].
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_view() -> UseReducerHandle<View> {
    use_context::<Data>().expect("stands within ViewProvider").0
}

/// The way to change it. Equal to itself for ever.
///
/// # Panics
///
/// Outside [`ViewProvider`].
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_show() -> Callback<Show> {
    let dispatch = use_context::<Dispatch>().expect("stands within ViewProvider");
    use_callback(dispatch, |show, dispatch| dispatch.dispatch(show))
}

/// Turns to the next theme, which the next visit begins with.
#[hook]
pub fn use_next_theme() -> Callback<()> {
    let theme = use_view().theme;
    use_show().reform(move |()| {
        let next = next_theme(theme);
        keep_theme(next);
        Show::Theme(next)
    })
}
