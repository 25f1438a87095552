//! The state that is shown: Not associated, Transition, Enforced; Audit beside them.

use nsp_core::State;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::ui::{mode_mark, state_name};

/// What changes between two states, in paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Legs {
    /// From Not associated to Transition.
    pub opens: u32,
    /// From Transition to Enforced.
    pub breaks: u32,
    /// From Transition to Enforced: decided, then not.
    pub becomes_unknown: u32,
}

const PATHS: &str = "Paths of the picture: one source to one resource, or one resource to one \
                     destination. Breaks counts the permissions behind them.";

#[derive(Properties, PartialEq)]
pub struct ScrubberProps {
    pub state: State,
    #[prop_or_default]
    pub legs: Legs,
    pub on_state: Callback<State>,
    /// Only the stops, where there is little room.
    #[prop_or_default]
    pub short: bool,
    /// What is chosen, where there are two of them.
    #[prop_or("State of the associations".into())]
    pub label: AttrValue,
}

/// Radio buttons on a line: arrow keys go from one to the next.
#[component]
pub fn Scrubber(props: &ScrubberProps) -> Html {
    let group = use_node_ref();
    let onkeydown = {
        let (state, on_state, group) = (props.state, props.on_state.clone(), group.clone());
        Callback::from(move |event: KeyboardEvent| {
            let here = State::ALL.iter().position(|it| *it == state).unwrap_or_default();
            let count = State::ALL.len();
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (here + 1) % count,
                "ArrowLeft" | "ArrowUp" => (here + count - 1) % count,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(state) = State::ALL.get(next) {
                on_state.emit(*state);
                focus(&group, next);
            }
        })
    };
    let Legs { opens, breaks, becomes_unknown } = props.legs;
    html! {
        <div class="nsp-scrubber" role="radiogroup" aria-label={props.label.clone()} ref={group} {onkeydown}>
            {stop(props, State::NotAssociated)}
            if !props.short {
                {leg("gained", opens, "opens", "open")}
            }
            {stop(props, State::Learning)}
            if props.short {
            } else if breaks == 0 && 0 < becomes_unknown {
                {leg("unsure", becomes_unknown, "becomes unknown", "become unknown")}
            } else {
                {leg("lost", breaks, "breaks", "break")}
            }
            {stop(props, State::Enforced)}
            <span class="nsp-scrubber__gap" />
            {stop(props, State::Audit)}
        </div>
    }
}

fn stop(props: &ScrubberProps, state: State) -> Html {
    let chosen = props.state == state;
    let onclick = props.on_state.reform(move |_: MouseEvent| state);
    let title = (state == State::Learning).then_some("formerly Learning; `Learning` in code");
    html! {
        <button class="nsp-scrubber__stop" type="button" role="radio" {onclick} {title}
            aria-checked={chosen.to_string()} tabindex={if chosen { "0" } else { "-1" }}>
            {mode_mark(state)}<span>{state_name(state)}</span>
        </button>
    }
}

/// How many paths change on the way between two stops.
fn leg(kind: &'static str, count: u32, one: &'static str, many: &'static str) -> Html {
    let (kind, paths, turn) = match count {
        0 => {
            return html! {
                <span class="nsp-scrubber__leg" data-kind="none">{"nothing changes"}</span>
            };
        }
        1 => (kind, " path", one),
        _ => (kind, " paths", many),
    };
    html! {
        <span class="nsp-scrubber__leg" data-kind={kind} title={PATHS}>
            <span>{count}<span class="nsp-scrubber__noun">{paths}</span>{" "}{turn}</span>
        </span>
    }
}

fn focus(group: &NodeRef, place: usize) {
    let stops = group.cast::<HtmlElement>().map(|group| group.query_selector_all("[role=radio]"));
    let Some(Ok(stops)) = stops else { return };
    let stop = u32::try_from(place).ok().and_then(|place| stops.item(place));
    if let Some(stop) = stop.map(wasm_bindgen::JsCast::unchecked_into::<HtmlElement>) {
        // A button that is shown can be focused.
        drop(stop.focus());
    }
}
