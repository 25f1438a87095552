//! What sources and destinations look like.

use super::glyph;
use super::layout::{GroupBox, Rect};
use super::measure::{Density, fit, width};
use super::picture::{Group, Row};
use super::shape::{Shape, glyph, path, text, text_to};
use crate::ui::figures;

/// The title and the box of a group.
#[must_use]
pub fn group(group: &Group, place: &GroupBox, density: Density) -> Vec<Shape> {
    let Rect { x, y, w, .. } = place.head;
    let (up, base, scale) = match density {
        Density::Roomy => (3.0, 15.0, 0.9),
        Density::Dense => (1.0, 13.0, 0.82),
    };
    let mut shapes = vec![
        glyph("icon", glyph::of_group(group.kind), x, y + up, scale),
        text("small strong quiet", x + 20.0, y + base, fit(&group.title, w - 38.0, 12.0, false)),
        Shape::Box { ink: "box", rect: place.rect, radius: 7.0 },
    ];
    for row in place.rows.iter().skip(1) {
        let line = figures("M# #H#", &[x + 1.0, row.rect.y, x + w - 1.0]);
        shapes.push(path("hair", line));
    }
    shapes
}

/// The words of a row. Where Enforced takes a path away, it says so in place of the note.
#[must_use]
pub fn row(row: &Row, rect: Rect, density: Density, broken: bool) -> Vec<Shape> {
    let y = rect.middle() + 4.3;
    let (start, end) = (rect.x + 12.0, rect.right() - 12.0);
    let (ink, size) = match (row.mono, density) {
        (true, _) => ("mono", 12.0),
        (false, Density::Roomy) => ("word", 13.0),
        (false, Density::Dense) => ("small", 12.0),
    };
    let note = if broken { "breaks" } else { row.note.as_str() };
    // The label comes first; the note takes what that leaves, and says nothing in a few letters.
    // That something breaks is said in any case: below the label where there is room for that.
    let room = end - start;
    let word = width(note, 12.0, false);
    if broken && density == Density::Roomy && room < width(&row.label, size, row.mono) + word + 10.0
    {
        let label = fit(&row.label, room, size, row.mono) + " ";
        return vec![
            text(ink, start, y - 6.0, label),
            text("tiny hot", start, y + 8.0, note.to_owned()),
        ];
    }
    let kept = if broken { word + 10.0 } else { 0.0 };
    let label = fit(&row.label, room - kept, size, row.mono);
    let left = room - width(&label, size, row.mono) - 10.0;
    let noted = !note.is_empty() && word.min(40.0) <= left;
    // Unseen, and between the words for who hears them.
    let label = if noted { label + " " } else { label };
    let mut shapes = vec![text(ink, start, y, label)];
    if noted {
        let ink = if broken { "small hot" } else { "small soft" };
        shapes.push(text_to(ink, end, y, fit(note, left, 12.0, false)));
    }
    shapes
}
