//! Two states side by side. What moves one picture moves the other.

use nsp_core::State;
use yew::prelude::*;

use super::act::{Act, Target};
use super::canvas::Drawing;
use super::lens::Lens;
use super::picture::Picture;
use super::scrubber::Scrubber;
use crate::state::Shared;

/// One of the two pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

#[derive(Clone, Properties, PartialEq)]
pub struct SplitProps {
    pub left: Shared<Picture>,
    pub right: Shared<Picture>,
    #[prop_or_default]
    pub picked: Option<Target>,
    /// Another state is wanted on one side.
    pub on_state: Callback<(Side, State)>,
    pub on_act: Callback<Act>,
    #[prop_or_default]
    pub story: Option<Callback<(AttrValue, AttrValue), AttrValue>>,
}

/// Both pictures through one lens, each under its own states. A key that asks for a state changes
/// the picture it was pressed on.
#[component]
pub fn Split(props: &SplitProps) -> Html {
    let lens = use_state(Lens::default);
    let half = |side: Side,
                picture: &Shared<Picture>,
                beside: &Shared<Picture>,
                label: &'static str| {
        let on_state = props.on_state.reform(move |state| (side, state));
        let on_act = {
            let (on_state, on_act) = (on_state.clone(), props.on_act.clone());
            Callback::from(move |act| match act {
                Act::State(state) => on_state.emit(state),
                act => on_act.emit(act),
            })
        };
        html! {
            <section class="nsp-split__half" aria-label={label}>
                {Scrubber::new(picture.state, on_state).called(format!("{label}: state")).html()}
                <Drawing picture={picture.clone()} beside={beside.clone()} picked={props.picked.clone()}
                    lens={(*lens).clone()} {on_act} story={props.story.clone()} />
            </section>
        }
    };
    html! {
        <div class="nsp-split">
            {half(Side::Left, &props.left, &props.right, "Left picture")}
            {half(Side::Right, &props.right, &props.left, "Right picture")}
        </div>
    }
}
