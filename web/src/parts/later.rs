//! A place that is empty until what stands there has been fetched.

use yew::prelude::*;

use super::Piece;
use crate::ui::{Button, ButtonKind};
use crate::view::use_show;

#[derive(Properties, PartialEq)]
pub struct LaterProps {
    pub piece: Piece,
}

/// The piece, once its part is here. A part that cannot be fetched can be asked for again.
#[component]
pub fn Later(props: &LaterProps) -> Html {
    let part = props.piece.part();
    let failed = use_state_eq(|| false);
    let tries = use_state_eq(|| 0_u32);
    let show = use_show();
    let redraw = use_force_update();
    use_effect_with((part, *tries), {
        let failed = failed.clone();
        move |_| {
            if part.draw().is_none() {
                wasm_bindgen_futures::spawn_local(async move {
                    failed.set(!part.fetch().await);
                    redraw.force_update();
                });
            }
        }
    });
    match part.draw() {
        Some(draw) => draw(props.piece, &show),
        None if *failed => {
            let on_press = Callback::from(move |()| {
                failed.set(false);
                tries.set(*tries + 1);
            });
            html! {
                <div class="nsp-later" role="alert">
                    <p>{"This part of the page could not be fetched. There may be no network, or a newer version of the page."}</p>
                    <Button label="Try again" kind={ButtonKind::Line} {on_press} />
                </div>
            }
        }
        None => html! { <div class="nsp-later" aria-busy="true" /> },
    }
}
