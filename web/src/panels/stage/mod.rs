//! The picture of the estate, and the state it is shown in.

mod find;
mod fresh;
mod menu;
mod nothing;
mod offer;
mod print;
mod refuge;
mod wish;

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use nsp_core::{Compiled, Request, State};
use yew::prelude::*;

use crate::drawing::{
    Act, Composer, Drawing, Picture, ResourceList, Room, Scrubber, Side, SplitProps, legend,
};
use crate::parts::{self, Later, NOT_FETCHED, Piece};
use crate::state::{Action, Fired, Notice, Shared, use_dispatch, use_matrix, use_newest};
use crate::ui::{Button, Symbol};
use crate::view::{Drawer, Path, Show, use_show, use_view};
use menu::Offered;
pub use menu::{ThingMenu, ThingMenuProps};
pub use nothing::Nothing;
use print::use_printed;
pub use wish::Wish;

/// The drawing under its scrubber, or two of them with one view.
#[component]
pub fn Stage() -> Html {
    let workspace = use_newest();
    let matrix = use_matrix();
    let say = use_dispatch();
    let view = use_view();
    let show = use_show();
    let listed = use_state_eq(is_narrow);
    let session = &workspace.session;
    refuge::use_refuge(&session.document.scenario);
    let fired = session.shown().and_then(|fired| asked(fired, session.estate.compiled()));
    let pointed = view.pointed.as_ref().filter(|_| view.drawer == Some(Drawer::Breaks));
    let lit: Rc<[Path]> = match pointed.filter(|it| it.turn == session.turn) {
        Some(pointed) => Rc::clone(&pointed.paths),
        None => {
            let path = |request: Request| {
                let row = matrix.rows().get(matrix.row_of(&request)?)?;
                Some((row.key().clone(), request.resource))
            };
            fired.and_then(path).into_iter().collect()
        }
    };
    let picture = |state: State| (session.estate.clone(), matrix.clone(), state, Rc::clone(&lit));
    let composer = use_mut_ref(Composer::default);
    let kept = use_mut_ref(Vec::<(Seen, Shared<Picture>)>::new);
    let compose = |seen: &Seen| -> Shared<Picture> {
        let mut kept = kept.borrow_mut();
        kept.retain(|((estate, matrix, ..), _)| *estate == seen.0 && *matrix == seen.1);
        if let Some((_, picture)) = kept.iter().find(|(of, _)| of == seen) {
            return picture.clone();
        }
        let (estate, matrix, state, lit) = seen;
        let picture = composer.borrow_mut().compose(estate.compiled(), matrix, *state, lit);
        let picture = Shared::new(picture);
        kept.truncate(State::ALL.len() - 1);
        kept.insert(0, (seen.clone(), picture.clone()));
        picture
    };
    let first = use_memo(picture(view.state), compose);
    let second = use_memo(view.split.map(picture), |seen| seen.as_ref().map(compose));

    let counts = matrix.counts();
    // What is pressed is about the newest estate, and a part that is not drawn again still says so.
    let newest = use_mut_ref(|| None);
    newest.replace(Some((session.clone(), matrix.clone(), view.split)));
    let offered = use_state(|| None::<Offered>);
    let offer = offered.setter();
    let on_act = use_callback((say, show.clone()), move |act: Act, (say, show)| {
        if let Act::Menu { target, at } = act {
            offer.set(Some(Offered { target, at }));
            return;
        }
        let (newest, say, show) = (newest.clone(), say.clone(), show.clone());
        let make = move || {
            let Some((session, matrix, split)) = newest.borrow().clone() else { return };
            let Some(wish) = parts::wish() else {
                return say.emit(Action::Told(Notice::alert(NOT_FETCHED)));
            };
            let wish = wish(&act, &session, &matrix, split);
            for shown in wish.shown {
                show.emit(shown);
            }
            if let Some(action) = wish.action {
                say.emit(action);
            }
            if let Some(then) = wish.then {
                Timeout::new(0, then).forget();
            }
        };
        parts::with_wish(make);
    });
    let on_close = {
        let offered = offered.clone();
        Callback::from(move |()| offered.set(None))
    };
    let on_menu = {
        let offered = offered.clone();
        Callback::from(move |next: Offered| offered.set(Some(next)))
    };
    let picked = view.picked.as_ref().and_then(|pick| find::target(pick, session.scenario()));
    let on_split = {
        let (show, split) = (show.clone(), wish::other_half(view.split));
        Callback::from(move |()| show.emit(Show::Split(split)))
    };
    let on_add = on_act.reform(|()| Act::Add(Room::Frame));
    let on_list = {
        let listed = listed.clone();
        Callback::from(move |()| listed.set(!*listed))
    };
    let printed = use_printed(&first, second.as_ref().as_ref());
    let on_side = {
        let show = show.clone();
        Callback::from(move |(side, state)| match side {
            Side::Left => show.emit(Show::State(state)),
            Side::Right => show.emit(Show::Split(Some(state))),
        })
    };
    html! {<>
        <div class="nsp-stage__bar">
            if second.is_none() || *listed {
                {Scrubber::new(view.state, show.reform(Show::State)).counting(counts).html()}
            } else {
                <span />
            }
            <div class="nsp-stage__tools">
                <Button label="Add a perimeter" icon={Symbol::Plus} bare=true on_press={on_add} />
                <Button label="List" icon={Symbol::List} pressed={Some(*listed)} on_press={on_list} />
                <Button label="Split" icon={Symbol::Split} pressed={Some(second.is_some())}
                    disabled={*listed} on_press={on_split} />
            </div>
        </div>
        <div class="nsp-stage">
            if session.estate.is_empty() {
                <Later piece={Piece::Nothing} />
            } else if *listed {
                <div class="nsp-stage__list" tabindex="0" role="region" aria-label="Estate">
                    <ResourceList picture={(*first).clone()} {picked} on_act={on_act.clone()} />
                </div>
            } else if let Some(right) = &*second {
                <Later piece={Piece::Split(SplitProps {
                    left: (*first).clone(), right: right.clone(), picked, on_state: on_side,
                    on_act: on_act.clone(),
                    story: None,
                })} />
            } else {
                <Drawing picture={(*first).clone()} {picked} on_act={on_act.clone()} />
            }
        </div>
        <div class="nsp-stage__legend">{legend(&first)}</div>
        <div class="nsp-sheet" ref={printed}></div>
        if let Some(offered) = (*offered).clone() {
            <Later on_close={on_close.clone()}
                piece={Piece::Thing(ThingMenuProps { offered, on_close, on_menu, on_act })} />
        }
    </>}
}

/// What a picture is made of: estate, matrix, state, and what is lit.
type Seen = (Shared<crate::state::Estate>, Shared<nsp_analysis::matrix::Matrix>, State, Rc<[Path]>);

fn asked(fired: &Fired, compiled: &Compiled) -> Option<Request> {
    fired.draft.form().build(compiled.snapshot()).ok()
}

/// Whether the screen is too narrow to draw on; the list can be changed for the drawing all the
/// same.
fn is_narrow() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok());
    width.and_then(|width| width.as_f64()).is_some_and(|width| width <= 760.0)
}
