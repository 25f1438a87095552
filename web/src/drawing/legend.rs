//! What the lines mean.

use nsp_core::State;
use yew::prelude::*;

use super::list::sample;
use super::picture::{Line, Picture};
use super::wire::Class;

/// Each line with its words; some are drawn in one state alone.
pub fn legend(picture: &Picture) -> Html {
    html! {
        <ul class="nsp-legend" aria-label="Lines">
            { for lines(picture).map(|(class, words)| html! {
                <li key={words}>
                    <svg class="nsp-legend__line" viewBox="0 0 34 14" aria-hidden="true">{sample(class)}</svg>
                    {words}
                </li>
            }) }
        </ul>
    }
}

/// The lines that the state of a picture can have, with their words.
pub(super) fn lines(picture: &Picture) -> impl Iterator<Item = (Class, &'static str)> + use<> {
    let Picture { state, flows, .. } = picture;
    let lines = [
        (Line::Rule, false, "Perimeter rule", *state != State::NotAssociated),
        (
            Line::Own,
            false,
            "Account’s own firewall",
            *state == State::NotAssociated || flows.any_is(Line::Own, false),
        ),
        (
            Line::Own,
            true,
            "Breaks on Enforced: no perimeter rule allows it",
            *state != State::Enforced,
        ),
        (Line::Broken, true, "Broken by Enforced", *state == State::Enforced),
        (Line::Opens, false, "Opens once associated", *state == State::NotAssociated),
        (Line::Private, false, "Private endpoint", true),
        (Line::Denied, false, "Denied", true),
        (Line::Unknown, false, "Unknown", true),
    ];
    let shown = lines.into_iter().filter(|it| it.3);
    shown.map(|(line, hot, words, _)| (Class { line, hot }, words))
}
