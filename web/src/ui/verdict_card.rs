//! One state's answer: sign, word, reason, rule, category.

use nsp_core::{State, Verdict};
use nsp_formats::explain::whole_reason;
use nsp_formats::names::Named;
use nsp_formats::report::{Alternative, Decision};
use yew::prelude::*;

use super::{Look, basis_chip, category, mode_mark, prose, state_name, verdict_mark};

/// Colour is never the only sign: the mark, the word and the tint say the same. A denial where the
/// verdict `before` it allows breaks something.
pub fn verdict_card(state: State, decision: &Decision, before: Option<Verdict>) -> Html {
    let look = look(decision.whole(), before);
    html! {
        <section class="nsp-verdict" key={state.name()} data-look={look.name()} aria-label={state_name(state)}>
            <h3 class="nsp-verdict__state">{mode_mark(state)}{state_name(state)}</h3>
            <p class="nsp-verdict__word" data-look={look.name()}>
                {verdict_mark(look)}{look.word()}
            </p>
            <p class="nsp-verdict__reason">{prose(&whole_reason(decision))}</p>
            if !decision.missing.is_empty() {
                <ul class="nsp-verdict__missing" aria-label="What would settle it">
                    { for decision.missing.iter().map(|text| html! {
                        <li key={text.clone()}>{prose(text)}</li>
                    }) }
                </ul>
            }
            { for alternatives(decision) }
            { for legs(decision) }
            <dl class="nsp-verdict__facts">
                <div><dt>{"Ground"}</dt><dd><code>{decision.ground}</code></dd></div>
                <div><dt>{"Rule"}</dt><dd>{rule(decision)}</dd></div>
                <div><dt>{"Rests on"}</dt><dd>{basis_chip(&decision.basis)}</dd></div>
                <div class="nsp-verdict__log">
                    <dt class="nsp-hidden">{"Log category"}</dt>
                    <dd>{logged(decision)}</dd>
                </div>
            </dl>
        </section>
    }
}

fn look(verdict: &str, before: Option<Verdict>) -> Look {
    Look::of(Verdict::from_name(verdict).unwrap_or(Verdict::Unknown), before)
}

fn rule(decision: &Decision) -> Html {
    match &decision.rule {
        Some(rule) => html! { <code>{rule.clone()}</code> },
        None => html! { <span class="nsp-verdict__none">{"none"}</span> },
    }
}

fn logged(decision: &Decision) -> Html {
    let also = decision.also_logged.map(|name| html! { <>{" and "}{category(name)}</> });
    match decision.category {
        Some(name) => html! { <>{category(name)}{also}</> },
        None => html! { <span class="nsp-verdict__none">{"No log category"}</span> },
    }
}

fn alternatives(decision: &Decision) -> impl Iterator<Item = Html> {
    let line = |before: String, other: &Alternative| {
        let look = look(other.verdict, None);
        html! {
            <p class="nsp-verdict__other">
                {verdict_mark(look)}
                <span>{before}{" "}<b>{look.word()}</b>{", "}<code>{other.ground}</code></span>
            </p>
        }
    };
    let revision = decision
        .other_revision
        .as_ref()
        .map(|other| line(format!("By the {} article:", other.revision.unwrap_or("other")), other));
    let differs = decision.would_be.as_ref().filter(|other| other.verdict != decision.verdict);
    let would_be = differs.map(|other| line("Enforced would say:".to_owned(), other));
    would_be.into_iter().chain(revision)
}

fn legs(decision: &Decision) -> impl Iterator<Item = Html> {
    let leg = |name: &'static str, leg: &Decision| {
        let look = look(leg.verdict, None);
        html! {
            <p class="nsp-verdict__other">
                {verdict_mark(look)}
                <span>{name}{": "}<b>{look.word()}</b>{" "}{prose(&leg.reason)}</span>
            </p>
        }
    };
    let outbound = decision.outbound_leg.as_deref().map(|it| leg("The caller’s way out", it));
    let inbound = decision.inbound_leg.as_deref().map(|it| leg("The destination’s way in", it));
    let own = decision.call.map(|_| {
        let name = if decision.outbound_leg.is_some() { "The way in" } else { "The way out" };
        leg(name, decision)
    });
    own.into_iter().chain(outbound).chain(inbound)
}
