//! What lines look like: the style says who allows a path, the head what comes of it.

use super::layout::{Bundle, HEAD, LinkPath, STUB, Stub};
use super::picture::{Line, Picture};
use super::shape::{Anchor, Shape, joined, path};
use super::wire::Class;
use crate::ui::figures;

/// The words of the style sheet for a line of a class.
#[must_use]
pub const fn ink(class: Class) -> &'static str {
    match (class.line, class.hot) {
        (Line::Rule, false) => "flow rule",
        (Line::Rule, true) => "flow rule hot",
        (Line::Own, false) => "flow own",
        (Line::Own, true) => "flow own hot",
        (Line::Unknown, _) => "flow unknown",
        (Line::Private, _) => "flow private",
        (Line::Opens, _) => "flow opens",
        (Line::Broken, _) => "flow broken",
        (Line::Denied, _) => "flow denied",
    }
}

/// A line without its heads, along a path, and what sets it off from those it crosses.
#[must_use]
pub fn line(bundle: &Bundle, d: String) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let halo: String = bundle
        .halos
        .iter()
        .map(|(x, y, level)| {
            let half = 6.0;
            if *level {
                figures("M# #H#", &[x - half, *y, x + half])
            } else {
                figures("M# #V#", &[*x, y - half, y + half])
            }
        })
        .collect();
    if !halo.is_empty() {
        shapes.push(path("halo", halo));
    }
    shapes.extend(stroke(bundle.class, d));
    shapes
}

/// A path in the style of a class. A private path is two lines.
#[must_use]
pub fn stroke(class: Class, d: String) -> Vec<Shape> {
    match class.line {
        Line::Private => vec![path(ink(class), d.clone()), path("flow within", d)],
        _ => vec![path(ink(class), d)],
    }
}

/// The heads of a bundle, where its lines end.
#[must_use]
pub fn heads(bundle: &Bundle, window: (f64, f64)) -> Vec<Shape> {
    let seen = |it: &&(f64, f64, bool)| !it.2 && window.0 <= it.1 && it.1 <= window.1;
    let ends = bundle.course.to.iter().filter(seen);
    joined(ends.flat_map(|(x, y, _)| head(bundle.class, x + HEAD, *y)))
}

/// The head of a line that ends at a place.
#[must_use]
pub fn head(class: Class, x: f64, y: f64) -> Vec<Shape> {
    let tip = x - 1.0;
    let arrow = || figures("M# #L# #L# #Z", &[tip - 8.0, y - 4.5, tip, y, tip - 8.0, y + 4.5]);
    match class.line {
        Line::Rule if class.hot => vec![path("head hot", arrow())],
        Line::Rule | Line::Private => vec![path("head", arrow())],
        Line::Own if class.hot => vec![path("head hollow hot", arrow())],
        Line::Own => vec![path("head hollow", arrow())],
        Line::Unknown => vec![
            Shape::Circle { ink: "doubt", x: x - 6.5, y, r: 5.5 },
            Shape::Text {
                ink: "tiny strong soft",
                x: x - 6.5,
                y: y + 3.8,
                anchor: Anchor::Middle,
                text: "?".into(),
            },
        ],
        Line::Opens => {
            vec![path("plus", figures("M# #h8M# #v8", &[x - 9.0, y, x - 5.0, y - 4.0]))]
        }
        Line::Broken | Line::Denied => Vec::new(),
    }
}

/// A dotted end with a cross.
#[must_use]
pub fn stub(stub: &Stub) -> Vec<Shape> {
    let reach = if stub.outward { STUB + 7.0 } else { STUB };
    let (x, y) = (stub.x + reach, stub.y);
    let cross = if stub.class.line == Line::Broken { "cross hot" } else { "cross" };
    vec![
        path(ink(stub.class), figures("M# #H#", &[stub.x, y, x - 7.0])),
        path(cross, figures("M# #l8 8m0-8l-8 8", &[x - 4.0, y - 4.0])),
    ]
}

/// A link between two perimeters: solid where it is in force.
#[must_use]
pub fn link(picture: &Picture, link: &LinkPath) -> Vec<Shape> {
    let approved = picture.links.get(link.link).is_some_and(|it| it.approved);
    let line = if approved { Line::Rule } else { Line::Unknown };
    let mut shapes = stroke(Class { line, hot: false }, link.path.clone());
    shapes.push(path("head", figures("M# #l8-4.5v9z", &[link.x + 1.0, link.to])));
    shapes
}

/// What a line says, for those who cannot see it.
#[must_use]
pub const fn words(class: Class) -> &'static str {
    match (class.line, class.hot) {
        (Line::Rule, false) => "allowed by the perimeter",
        (Line::Rule, true) => "allowed by the perimeter, and denied by Enforced",
        (Line::Own, false) => "allowed by the resource’s own rules",
        (Line::Own, true) => "allowed by the resource’s own rules only: breaks on Enforced",
        (Line::Unknown, _) => "unknown",
        (Line::Private, _) => "allowed in every state",
        (Line::Opens, _) => "denied, and opened by associating",
        (Line::Broken, _) => "allowed in Transition, denied by Enforced: breaks",
        (Line::Denied, _) => "denied",
    }
}
