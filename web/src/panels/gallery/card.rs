//! One example: its name, its sentence, and its first request in both modes.

use nsp_core::{State, Verdict};
use nsp_formats::names::Named;
use nsp_formats::report::{Comparison, Decision};
use yew::prelude::*;

use crate::examples::Summary;
use crate::ui::{Look, mode_mark, prose, state_name, verdict_mark};

#[derive(Properties, PartialEq)]
pub(super) struct CardProps {
    pub(super) slug: AttrValue,
    pub(super) summary: Summary,
    pub(super) on_press: Callback<()>,
}

/// A button that holds all of it.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    let Summary { name, description, first } = &props.summary;
    let onclick = props.on_press.reform(|_: MouseEvent| ());
    html! {
        <button class="nsp-gallery__card" type="button" data-example={props.slug.clone()} {onclick}>
            <b class="nsp-gallery__name">{prose(name)}</b>
            <span class="nsp-gallery__text">{prose(description)}</span>
            if let Some((asked, comparison)) = first {
                <span class="nsp-gallery__answer">
                    <span class="nsp-gallery__asked">{asked.clone()}</span>
                    {answer(comparison)}
                </span>
            }
        </button>
    }
}

/// Transition and Enforced, after Not associated where associating alone changes the answer.
fn answer(comparison: &Comparison) -> Html {
    let verdict = |it: &Decision| Verdict::from_name(it.whole()).unwrap_or(Verdict::Unknown);
    let before = comparison.transition.as_ref().map(verdict);
    let today = Some(&comparison.not_associated).filter(|it| Some(verdict(it)) != before);
    let states = [
        (State::NotAssociated, today, None),
        (State::Learning, comparison.transition.as_ref(), None),
        (State::Enforced, comparison.enforced.as_ref(), before),
    ];
    let one = |(state, decision, before): (State, Option<&Decision>, Option<Verdict>)| {
        let look = Look::of(verdict(decision?), before);
        Some(html! {
            <span class="nsp-gallery__verdict" data-look={look.name()}>
                {mode_mark(state)}<span class="nsp-hidden">{state_name(state)}</span>
                {verdict_mark(look)}{look.word()}
            </span>
        })
    };
    states.into_iter().filter_map(one).collect()
}
