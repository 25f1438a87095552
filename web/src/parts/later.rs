//! A place that is empty until what stands there has been fetched.

use yew::prelude::*;

use super::{NOT_FETCHED, Piece};
use crate::ui::{Button, ButtonKind, Symbol};

#[derive(Properties, PartialEq)]
pub struct LaterProps {
    pub piece: Piece,
    /// Closes it, where it has no place of its own.
    #[prop_or_default]
    pub on_close: Option<Callback<()>>,
}

/// The piece, once it is here. What cannot be fetched can be asked for again.
#[component]
pub fn Later(props: &LaterProps) -> Html {
    let piece = props.piece.clone();
    let failed = use_state_eq(|| false);
    let tries = use_state_eq(|| 0_u32);
    let redraw = use_force_update();
    use_effect_with((piece.clone(), *tries), {
        let failed = failed.clone();
        move |(piece, _)| {
            let piece = piece.clone();
            if piece.here().is_none() {
                wasm_bindgen_futures::spawn_local(async move {
                    failed.set(piece.fetch().await.is_none());
                    redraw.force_update();
                });
            }
        }
    });
    if let Some(draw) = piece.here() {
        return draw(piece);
    }
    if !*failed {
        return html! { <div class="nsp-later" aria-busy="true" /> };
    }
    let on_press = Callback::from(move |()| {
        failed.set(false);
        tries.set(*tries + 1);
    });
    let said = html! {
        <div class="nsp-notices__one" data-tone="alert" role="alert">
            <p class="nsp-notices__text">{NOT_FETCHED}</p>
            <Button label="Try again" kind={ButtonKind::Line} {on_press} />
            if let Some(on_close) = &props.on_close {
                <Button label="Dismiss" icon={Symbol::Close} bare=true on_press={on_close.clone()} />
            }
        </div>
    };
    // What has no place of its own is told where every notice is.
    let class = if props.on_close.is_some() { "nsp-notices" } else { "nsp-later" };
    html! { <div {class}>{said}</div> }
}
