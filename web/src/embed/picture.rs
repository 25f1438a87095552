//! The drawing of the estate, in the state that is chosen above it.

use nsp_analysis::matrix::Matrix;
use nsp_core::State;
use yew::prelude::*;

use crate::drawing::{Act, Drawing, Scrubber, compose};
use crate::state::{Fired, Session, Shared};

#[derive(Properties, PartialEq)]
pub(super) struct EstatePictureProps {
    pub(super) session: Session,
}

/// To look at: of what can be done in it, only the state is taken.
#[component]
pub(super) fn EstatePicture(props: &EstatePictureProps) -> Html {
    let state = use_state_eq(|| State::Learning);
    let session = &props.session;
    let matrix = use_memo(session.estate.clone(), |it| Matrix::new(it.compiled(), &[]));
    let shown = (session.estate.clone(), session.shown().cloned(), *state);
    let picture = use_memo(shown, |(estate, fired, state)| {
        let asked = |fired: &Fired| fired.draft.form().build(estate.snapshot()).ok();
        let fired = fired.as_ref().and_then(asked).and_then(|request| {
            let row = matrix.rows().get(matrix.row_of(&request)?)?;
            Some((row.key().clone(), request.resource))
        });
        Shared::new(compose(estate.compiled(), &matrix, *state, fired.as_slice()))
    });
    let counts = matrix.counts();
    let on_state = {
        let state = state.clone();
        Callback::from(move |chosen: State| state.set(chosen))
    };
    let on_act = {
        let on_state = on_state.clone();
        Callback::from(move |act: Act| {
            if let Act::State(chosen) = act {
                on_state.emit(chosen);
            }
        })
    };
    html! {
        <section class="nsp-embed__stage" aria-label="Drawing">
            <div class="nsp-embed__bar">{Scrubber::new(*state, on_state).counting(counts).html()}</div>
            <div class="nsp-stage nsp-embed__drawing"><Drawing picture={(*picture).clone()} fixed=true {on_act} /></div>
        </section>
    }
}
