//! What is not on the first screen: fetched when it is first wanted, there at once from then on.
//!
//! Publishing splits the wasm here (`cargo xtask dist`). Any other build has it all in one, and
//! every part is there from the start.

mod address;
mod answers;
mod breaks;
#[cfg(feature = "split")]
mod busy;
mod later;
mod lists;
#[cfg(feature = "split")]
mod styles;
mod work;

use yew::prelude::*;

use crate::drawing::SplitProps;
use crate::panels::{RestProps, ThingMenuProps, WaysProps};
use crate::ui::{MenuItem, SplitterProps};
use crate::view::Drawer;
pub use breaks::Tools;
pub use later::Later;
use nsp_formats::report::Decision;
pub use work::Work;

/// What can be drawn later.
#[derive(Clone, PartialEq)]
pub enum Piece {
    /// A list under the estate.
    List(Drawer),
    Dialogs,
    /// The menu of scenarios.
    Scenarios,
    /// The fields of a request that few need.
    Rest(RestProps),
    /// Whom a request may come from, and where it may go.
    Sources,
    /// What has no button on a narrow screen.
    More,
    /// Things to do.
    Menu(Vec<MenuItem>),
    /// What can be done with a thing of the drawing.
    Thing(ThingMenuProps),
    /// What to begin with in an estate that holds nothing.
    Nothing,
    /// Two pictures with one view.
    Split(SplitProps),
    /// What would turn an answer.
    Ways(WaysProps),
    /// The documents that answers rest on.
    References(Vec<Decision>),
    /// The line between two panels.
    Splitter(SplitterProps),
    /// The page as its address wants it.
    Addressed,
    /// The page with what was kept of the work.
    Kept,
}

/// What is said where a part cannot be had.
pub const NOT_FETCHED: &str = "This part of the page could not be fetched. There is no network, or \
                               a newer version of the page: then load it again.";

type Draw = fn(Piece) -> Html;

/// Makes the module it stands in a part: `here()` is the value if it was fetched, and `fetch()`
/// fetches it, or says by `None` that it cannot be had.
macro_rules! part {
    ($name:ident: $value:ty = $made:expr) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
        fn $name() -> Result<$value, wasm_split_helpers::SplitLoaderError> {
            Ok($made)
        }

        #[cfg(feature = "split")]
        thread_local! {
            static HERE: std::cell::Cell<Option<$value>> = const { std::cell::Cell::new(None) };
        }

        #[cfg(feature = "split")]
        pub(super) fn here() -> Option<$value> {
            HERE.get()
        }

        #[cfg(feature = "split")]
        pub(super) async fn fetch() -> Option<$value> {
            if here().is_none() {
                let _busy = super::busy::Busy::new();
                let styles = super::styles::ask();
                let made = $name().await.ok();
                if super::styles::are_here(styles).await {
                    HERE.set(made);
                }
            }
            here()
        }

        #[cfg(not(feature = "split"))]
        pub(super) const fn here() -> Option<$value> {
            Some($made)
        }

        #[cfg(not(feature = "split"))]
        pub(super) async fn fetch() -> Option<$value> {
            here()
        }
    };
}
use part;

/// What is done to documents, once it is here.
pub fn work() -> Option<Work> {
    work::here()
}

/// The same, fetched where it is not here.
pub async fn fetch_work() -> Option<Work> {
    work::fetch().await
}

/// Goes on once what is done to documents is here, or cannot be had: at once, if it is.
pub fn with_work(go_on: impl FnOnce() + 'static) {
    if work().is_some() {
        return go_on();
    }
    wasm_bindgen_futures::spawn_local(async move {
        fetch_work().await;
        go_on();
    });
}

/// How an address is read: its query and its fragment.
pub async fn fetch_address() -> Option<address::Read> {
    address::fetch().await.map(|(_, read)| read)
}

/// What works out what changes, fetched where it is not here.
pub async fn fetch_breaks() -> Option<Tools> {
    breaks::fetch().await.map(|(_, tools)| tools)
}

/// Whether the dialogs are here.
pub fn dialogs_are_here() -> bool {
    lists::here().is_some()
}

/// What becomes of what is asked of the drawing.
pub fn wish() -> Option<lists::Make> {
    lists::here().map(|(_, make)| make)
}

/// Goes on once that is here, or cannot be had: at once, if it is.
pub fn with_wish(go_on: impl FnOnce() + 'static) {
    if wish().is_some() && work().is_some() {
        return go_on();
    }
    wasm_bindgen_futures::spawn_local(async move {
        Piece::Dialogs.fetch().await;
        go_on();
    });
}

/// The pictures of a state, for paper.
pub fn sheet() -> Option<answers::Sheet> {
    answers::here().map(|(_, sheet)| sheet)
}

/// Fetches, at a sign that it will soon be wanted, what is behind the buttons.
pub fn on_intent<E: 'static>() -> Callback<E> {
    Callback::from(|_| {
        if lists::here().is_none() {
            wasm_bindgen_futures::spawn_local(async {
                Piece::Dialogs.fetch().await;
            });
        }
    })
}

impl Piece {
    fn here(&self) -> Option<Draw> {
        match self {
            Self::List(Drawer::Breaks) => breaks::here().map(|(draw, _)| draw),
            Self::Ways(_) | Self::References(_) | Self::Splitter(_) => {
                answers::here().map(|(draw, _)| draw)
            }
            Self::Kept => work().map(|_| address::kept as Draw),
            Self::Addressed => address::here().map(|(draw, _)| draw),
            _ => lists::here().map(|(draw, _)| draw),
        }
    }

    /// Fetches it with what it works with.
    async fn fetch(&self) -> Option<Draw> {
        if !matches!(self, Self::References(_) | Self::Splitter(_)) {
            work::fetch().await?;
        }
        match self {
            Self::List(Drawer::Breaks) => breaks::fetch().await.map(|(draw, _)| draw),
            Self::Ways(_) | Self::References(_) | Self::Splitter(_) => {
                answers::fetch().await.map(|(draw, _)| draw)
            }
            Self::Kept => self.here(),
            Self::Addressed => address::fetch().await.map(|(draw, _)| draw),
            _ => lists::fetch().await.map(|(draw, _)| draw),
        }
    }
}
