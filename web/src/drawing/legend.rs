//! What the lines mean.

use yew::prelude::*;

use super::paint_edge::{head, stroke};
use super::picture::Line;
use super::shape::{all, path};
use super::wire::Class;

const LINES: [(Line, bool, &str); 5] = [
    (Line::Rule, false, "Perimeter rule"),
    (Line::Own, true, "Breaks on Enforced: no perimeter rule allows it"),
    (Line::Private, false, "Private endpoint"),
    (Line::Denied, false, "Denied"),
    (Line::Unknown, false, "Unknown"),
];

/// Each line with its words.
#[component]
pub fn Legend() -> Html {
    html! {
        <ul class="nsp-legend" aria-label="Lines">
            { for LINES.into_iter().map(|(line, hot, words)| html! {
                <li key={words}>
                    <svg class="nsp-legend__line" viewBox="0 0 34 14" aria-hidden="true">{drawn(Class { line, hot })}</svg>
                    {words}
                </li>
            }) }
        </ul>
    }
}

fn drawn(class: Class) -> Html {
    if class.line == Line::Denied {
        let cross = path("cross", "M24 3l8 8m0-8l-8 8");
        return all(&[path("flow denied", "M2 7H20"), cross]);
    }
    let mut shapes = stroke(class, "M0 7H25".to_owned());
    shapes.extend(head(class, 34.0, 7.0));
    all(&shapes)
}
