//! The groups, chapter by chapter.

use nsp_analysis::cells::Turn;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::group::Group;
use crate::ui::{Button, ButtonKind, Symbol, icon, prose};

/// How many groups one press shows.
const PAGE: usize = 60;

#[derive(Properties, PartialEq)]
pub(super) struct GroupListProps {
    pub(super) groups: Vec<Group>,
    /// The place of the chosen one.
    pub(super) at: usize,
    pub(super) on_choose: Callback<usize>,
    /// For each whether it must keep working.
    pub(super) keeps: Vec<bool>,
    pub(super) on_tick: Callback<usize>,
}

/// One group is in the order of Tab; Up and Down go from there.
#[component]
pub(super) fn GroupList(props: &GroupListProps) -> Html {
    let GroupListProps { groups, at, on_choose, keeps, on_tick } = props;
    let pages = use_state_eq(|| 1_usize);
    let shown = (*pages * PAGE).max(at + 1).min(groups.len());
    let onkeydown = {
        let (at, on_choose) = (*at, on_choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowDown" => at + 1,
                "ArrowUp" => at.saturating_sub(1),
                "Home" => 0,
                "End" => shown.saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            if next < shown {
                on_choose.emit(next);
                focus(next);
            }
        })
    };
    let item = |(place, group): (usize, &Group)| {
        let first =
            place == 0 || groups.get(place - 1).is_none_or(|it| it.heading() != group.heading());
        let onclick = on_choose.reform(move |_: MouseEvent| place);
        let (from, to) = group.way();
        let current = place == *at;
        html! {<>
            if first {
                <li class="nsp-breaks__chapter"><h3>{group.heading()}</h3></li>
            }
            <li>
                <button class="nsp-breaks__group" type="button" id={id(place)} {onclick}
                    data-hot={(group.turn == Turn::Lost).then_some("true")}
                    aria-current={current.then_some("true")} tabindex={if current { "0" } else { "-1" }}>
                    <b>{group.title()}</b>
                    <span>{prose(&group.line())}</span>
                    <span class="nsp-breaks__way">{prose(&from)}{icon(Symbol::Arrow)}{prose(&to)}</span>
                    <span class="nsp-breaks__size">{group.sizes()}</span>
                </button>
                if group.is_mendable() {
                    <label class="nsp-breaks__tick">
                        <input type="checkbox" checked={keeps.get(place).copied().unwrap_or_default()}
                            onchange={on_tick.reform(move |_: Event| place)}
                            aria-describedby={id(place)} tabindex={if current { "0" } else { "-1" }} />
                        {"Must keep working"}
                    </label>
                }
            </li>
        </>}
    };
    let left = groups.len() - shown;
    let on_more = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    html! {
        <div class="nsp-breaks__list" {onkeydown}>
            <ul>{ for groups.iter().enumerate().take(shown).map(item) }</ul>
            if left > 0 {
                <Button label={format!("Show {} more", left.min(PAGE))} kind={ButtonKind::Line} on_press={on_more} />
            }
        </div>
    }
}

fn id(place: usize) -> String {
    format!("break-{place}")
}

fn focus(place: usize) {
    let document = web_sys::window().and_then(|window| window.document());
    let group = document.and_then(|document| document.get_element_by_id(&id(place)));
    if let Some(group) = group {
        // Fails only where the element is not in a document.
        let _ = group.unchecked_into::<HtmlElement>().focus();
    }
}
