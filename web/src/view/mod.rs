//! What of the page is in view: no part of the document, and not undone with it.

mod apply;
mod hooks;
mod kept;
mod names;

use std::rc::Rc;
use std::sync::Arc;

use nsp_core::{ResourceId, State};
use nsp_formats::scenario::edit::Thing;
use yew::{AttrValue, Reducible};

pub use apply::set_theme;
pub use hooks::{ViewProvider, use_next_theme, use_show, use_view};
pub use kept::{keep_size, kept_size, let_letters_work, letters_work};
pub use names::{DialogName, Drawer, Pane, Theme};

/// What is shown, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub theme: Theme,
    /// The list under the estate.
    pub drawer: Option<Drawer>,
    /// What a narrow screen shows.
    pub pane: Pane,
    /// The state that the estate is shown in.
    pub state: State,
    /// The state of a second picture beside it.
    pub split: Option<State>,
    pub picked: Option<Pick>,
    /// What a list points out in the picture.
    pub pointed: Option<Pointed>,
    /// The dialog that is up.
    pub dialog: Option<DialogName>,
}

/// What is picked, for its form and for the keys that act on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// A thing of the document.
    Thing(Thing),
    /// A source or destination, by the key of its row.
    Row(AttrValue),
    /// A resource, described or only associated.
    Resource(ResourceId),
}

/// Paths that are lit in place of the request that is shown, until another one is.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointed {
    /// When the request was shown: the turn of the session.
    pub turn: usize,
    /// Each by the key of its row and its resource.
    pub paths: Rc<[Path]>,
}

/// A row of the matrix by its key, and a resource.
pub type Path = (Arc<str>, ResourceId);

/// What is to be shown from now on.
#[derive(Clone, Debug, PartialEq)]
pub enum Show {
    Theme(Theme),
    Drawer(Option<Drawer>),
    Pane(Pane),
    State(State),
    Split(Option<State>),
    Picked(Option<Pick>),
    Pointed(Option<Pointed>),
    Dialog(Option<DialogName>),
}

impl Default for View {
    fn default() -> Self {
        Self {
            theme: kept::kept_theme(),
            drawer: None,
            pane: Pane::default(),
            state: State::Learning,
            split: None,
            picked: None,
            pointed: None,
            dialog: None,
        }
    }
}

impl Reducible for View {
    type Action = Show;

    fn reduce(self: Rc<Self>, show: Show) -> Rc<Self> {
        let mut next = (*self).clone();
        match show {
            Show::Theme(theme) => next.theme = theme,
            Show::Drawer(drawer) => next.drawer = drawer,
            Show::Pane(pane) => {
                if let Pane::Drawer(list) = pane {
                    next.drawer = Some(list);
                }
                next.pane = pane;
            }
            Show::State(state) => next.state = state,
            Show::Split(state) => next.split = state,
            Show::Picked(pick) => next.picked = pick,
            Show::Pointed(pointed) => next.pointed = pointed,
            Show::Dialog(dialog) => next.dialog = dialog,
        }
        if next == *self { self } else { Rc::new(next) }
    }
}
