//! What the panels around the picture show: of a large estate an edit is seen in the picture and in
//! its form first, and where it is counted and listed a frame later.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use nsp_analysis::matrix::Matrix;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use super::{Shared, Workspace};

/// The workspace and its matrix at one moment.
#[derive(Clone, PartialEq)]
pub(super) struct Settled {
    workspace: Rc<Workspace>,
    matrix: Shared<Matrix>,
}

impl Settled {
    /// Whether nothing but edits of one large scenario lie between the two.
    fn is_edited(&self, before: &Self) -> bool {
        let (now, then) = (&self.workspace, &before.workspace);
        let same = (now.session.turn, now.session.read) == (then.session.turn, then.session.read)
            && now.standing.id == then.standing.id;
        same && !now.session.estate.is_small() && now.session.estate != then.session.estate
    }
}

/// What everything but the picture and the form of what is edited is to look at, from now on or for
/// one frame more.
#[hook]
pub(super) fn use_settling(workspace: &Rc<Workspace>, matrix: &Shared<Matrix>) -> Settled {
    let now = Settled { workspace: Rc::clone(workspace), matrix: matrix.clone() };
    let shown = use_mut_ref(|| now.clone());
    let waits = now.is_edited(&shown.borrow());
    if !waits {
        shown.replace(now.clone());
    }
    let redraw = use_force_update();
    use_effect_with((now, waits), {
        let shown = Rc::clone(&shown);
        move |(now, waits)| {
            if *waits {
                let now = now.clone();
                after_paint(move || {
                    shown.replace(now);
                    redraw.force_update();
                });
            }
        }
    });
    shown.borrow().clone()
}

/// The workspace as it is now, of the last edit of a large estate a frame later; of the request that
/// is being written see [`use_draft`](super::use_draft).
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_workspace() -> Rc<Workspace> {
    use_context::<Settled>().expect("stands within MatrixProvider").workspace
}

/// Its matrix.
#[hook]
#[expect(clippy::expect_used, reason = "a component outside the provider is a mistake in app.rs")]
pub fn use_settled_matrix() -> Shared<Matrix> {
    use_context::<Settled>().expect("stands within MatrixProvider").matrix
}

/// Does something when what was drawn is on the screen, or soon where nobody sees it.
pub(super) fn after_paint(then: impl FnOnce() + 'static) {
    let window = web_sys::window();
    let seen = window.filter(|it| it.document().is_some_and(|document| !document.hidden()));
    let next = move || drop(Timeout::new(0, then).forget());
    let Some(window) = seen else { return next() };
    let frame = Closure::once_into_js(next);
    // Fails only for what is no function.
    drop(window.request_animation_frame(frame.unchecked_ref()));
}
