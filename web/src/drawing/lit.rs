//! The paths that are pointed out: of the request that was fired, or of what a list is about.

use std::rc::Rc;

use super::layout::{Bundle, Scene};
use super::paint_edge;
use super::path::single;
use super::picture::{Line, Pair, Picture};
use super::seek::{self, Column};
use super::shape::{Shape, path};
use super::spot::Spot;
use super::wire::Class;
use crate::ui::figures;

/// What lies under the lines, and what over them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lit {
    pub under: Vec<Shape>,
    pub over: Vec<Shape>,
}

/// What shows the rows and cards that are lit, themselves or what they are folded into, each with
/// its ink; the first word on one counts.
#[must_use]
pub fn ends(picture: &Picture, scene: &Scene) -> Vec<(Spot, &'static str)> {
    let ends = picture.lit.iter().flat_map(|pair| {
        let ink = ink(pair);
        holders(picture, scene, pair).map(|spot| (spot, ink))
    });
    ends.collect()
}

fn holders(picture: &Picture, scene: &Scene, pair: &Pair) -> [Spot; 2] {
    [
        seek::holder(picture, scene, Spot::Row(pair.row)),
        seek::holder(picture, scene, Spot::Card(pair.card)),
    ]
}

/// The ink of what a lit path touches.
const fn ink(pair: &Pair) -> &'static str {
    match (pair.line, pair.hot) {
        (_, true) | (Line::Broken, _) => "hot",
        (Line::Rule | Line::Own | Line::Private, _) => "allow",
        (Line::Opens, _) => "gain",
        (Line::Unknown | Line::Denied, _) => "ink",
    }
}

/// The way of a path, as far as it gets.
fn way(picture: &Picture, scene: &Scene, pair: &Pair) -> Option<(String, Class)> {
    let class = Class { line: pair.line, hot: pair.hot };
    let outward = picture.source_count() <= pair.row as usize;
    let [row, card] = holders(picture, scene, pair);
    let (start, end) = if outward { (card, row) } else { (row, card) };
    let (from, to) = seek::sides(outward);
    let stand = |side: Column, spot: Spot| {
        let place = seek::column(scene, side).iter().position(|it| it.0 == spot)?;
        u32::try_from(place).ok()
    };
    let (a, b) = (stand(from, start)?, stand(to, end)?);
    let runs = |bundle: &&Rc<Bundle>| {
        bundle.outward == outward
            && bundle.class == class
            && bundle.from.contains(&a)
            && bundle.to.contains(&b)
    };
    if let Some(bundle) = scene.bundles.iter().find(runs) {
        let tip = bundle.from.iter().position(|it| *it == a)?;
        let head = bundle.to.iter().position(|it| *it == b)?;
        let (x, y, _) = *bundle.course.to.get(head)?;
        let start = *bundle.course.from.get(tip)?;
        return Some((single(start, bundle.course.upright, (x, y), bundle.course.corner), class));
    }
    let rect = seek::rect(scene, start)?;
    let y = scene
        .stubs
        .iter()
        .find(|stub| stub.outward == outward && stub.from == a)
        .map_or(rect.middle(), |stub| stub.y);
    let reach = if outward { 23.0 } else { 16.0 };
    Some((figures("M# #H#", &[rect.right(), y, rect.right() + reach]), class))
}

/// The glows and the lines of what is lit; what lies in one place is drawn once.
#[must_use]
pub fn shapes(picture: &Picture, scene: &Scene) -> Lit {
    let mut all = Lit::default();
    for pair in &picture.lit {
        let Some((d, class)) = way(picture, scene, pair) else { continue };
        let glow = match ink(pair) {
            "hot" => "glow hot",
            "allow" => "glow allow",
            _ => "glow",
        };
        let under = path(glow, d.clone());
        if all.under.contains(&under) {
            continue;
        }
        all.under.push(under);
        if class.line.reaches() && class.line != Line::Private {
            all.over.push(path(lit_ink(class), d));
        }
    }
    all
}

fn lit_ink(class: Class) -> &'static str {
    match (class.line, class.hot) {
        (Line::Rule, false) => "flow rule lit",
        (Line::Rule, true) => "flow rule hot lit",
        (Line::Own, false) => "flow own lit",
        (Line::Own, true) => "flow own hot lit",
        (Line::Opens, _) => "flow opens lit",
        _ => paint_edge::ink(class),
    }
}
