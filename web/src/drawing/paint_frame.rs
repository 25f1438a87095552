//! What a perimeter and its profiles look like.

use super::layout::{FrameBox, LaneBox, Rect};
use super::measure::{Density, Measures, fit, width};
use super::paint_card::more;
use super::picture::{Frame, Lane};
use super::shape::{Shape, glyph, path, text, text_to};
use crate::ui::{Symbol, figures};

/// The shapes of a frame, without its lanes.
#[must_use]
pub fn frame(frame: &Frame, place: &FrameBox, density: Density) -> Vec<Shape> {
    let rect = place.rect;
    let dense = density == Density::Dense;
    let (y, up) = (rect.y + if dense { 17.0 } else { 21.0 }, if dense { 5.0 } else { 8.0 });
    let radius = if dense { 10.0 } else { 13.0 };
    let ink = if frame.is_perimeter { "frame" } else { "outside" };
    let mut shapes = vec![Shape::Box { ink, rect, radius }];
    let name = fit(&frame.name, 150.0, 13.0, false);
    if frame.is_perimeter {
        let scale = if dense { 0.88 } else { 1.0 };
        shapes.push(glyph("icon", Symbol::Trust.path(), rect.x + 12.0, rect.y + up, scale));
        let room = rect.w - 34.0 - 62.0 - width(&name, 13.0, false) - 12.0;
        shapes.push(text("title", rect.x + 34.0, y, name));
        let what = ["network security perimeter", "perimeter"];
        if let Some(what) = what.into_iter().find(|it| width(it, 12.0, false) <= room) {
            shapes.push(text_to("small soft", rect.right() - 62.0, y, what));
        }
    } else {
        let name = fit(&frame.name, rect.w - 28.0, 13.0, false);
        shapes.push(text("title quiet", rect.x + 14.0, y, name));
    }
    shapes
}

/// The shapes of a lane, without its cards.
#[must_use]
pub fn lane(lane: &Lane, place: &LaneBox, density: Density) -> Vec<Shape> {
    let rect = place.rect;
    if lane.is_page() {
        let words = ["The next page is not here", &lane.meta];
        let fits = |it: &&str| width(it, 12.0, false) <= rect.w - 16.0;
        return more(words.into_iter().rfind(fits).unwrap_or("more").to_owned(), rect);
    }
    let y = rect.y + if density == Density::Dense { 16.0 } else { 20.0 };
    let mut shapes = vec![Shape::Box { ink: "lane", rect, radius: 9.0 }];
    if !lane.name.is_empty() {
        let (start, end) = (rect.x + 11.0, rect.right() - 58.0);
        let after = start + width("profile ", 12.0, false);
        let name = fit(&lane.name, 120.0, 12.0, false);
        let room = end - after - width(&name, 12.0, false) - 12.0;
        shapes.push(text("small soft", start, y, "profile"));
        shapes.push(text("small strong", after, y, name));
        shapes.push(text_to("small soft", end, y, fit(&lane.meta, room, 12.0, false)));
    }
    if place.closed {
        shapes.extend(counts(lane, rect, density));
    }
    shapes
}

/// A closed lane: how many resources it holds, and as a bar how many of them lose something.
fn counts(lane: &Lane, rect: Rect, density: Density) -> Vec<Shape> {
    let measures = density.measures();
    let y = rect.y + measures.lane_head + 11.0;
    let (count, breaking) = tally(lane);
    let mut shapes = vec![text("small", rect.x + 11.0, y, noun(count, "resource", "resources"))];
    if 0 < breaking {
        let words = format!("{breaking} of them lose a path");
        shapes.push(text_to("small hot", rect.right() - 11.0, y, words));
    }
    shapes.extend(bar(count, breaking, rect, y + 6.0, 4.0));
    shapes
}

/// A lane seen from afar, where words and cards would be too small to read.
#[must_use]
pub fn far_lane(lane: &Lane, place: &LaneBox, measures: &Measures) -> Vec<Shape> {
    let rect = place.rect;
    let (count, breaking) = tally(lane);
    let mut shapes = vec![Shape::Box { ink: "lane", rect, radius: 9.0 }];
    let x = rect.x + 11.0;
    let y = rect.y + (rect.h / 2.0).min(measures.lane_head + 12.0);
    shapes.push(text("afar", x, y, fit(&lane.name, rect.w - 110.0, 26.0, false)));
    let ink = if 0 < breaking { "afar hot" } else { "afar soft" };
    let words = if 0 < breaking { format!("{breaking}/{count}") } else { count.to_string() };
    shapes.push(text_to(ink, rect.right() - 11.0, y, words));
    shapes.extend(bar(count, breaking, rect, rect.bottom() - 14.0, 8.0));
    shapes
}

fn bar(count: usize, breaking: usize, rect: Rect, y: f64, h: f64) -> [Shape; 2] {
    let (x, w) = (rect.x + 11.0, rect.w - 22.0);
    let part = (w * breaking as f64 / count.max(1) as f64).round();
    [
        path("bar", figures("M# #h#v#h#z", &[x, y, w, h, -w])),
        path("bar hot", figures("M# #h#v#h#z", &[x, y, part, h, -part])),
    ]
}

fn tally(lane: &Lane) -> (usize, usize) {
    (lane.cards.len(), lane.cards.iter().filter(|card| 0 < card.breaks).count())
}

/// A number with its noun.
#[must_use]
pub fn noun(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
