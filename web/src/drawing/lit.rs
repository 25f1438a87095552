//! The path of the request that was fired.

use super::layout::{Bundle, Scene};
use super::paint_edge;
use super::path::single;
use super::picture::{Line, Picture};
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

/// What shows the row and the card of the fired request: themselves, or what they are folded
/// into.
#[must_use]
pub fn ends(picture: &Picture, scene: &Scene) -> Option<[Spot; 2]> {
    let fired = picture.fired.as_ref()?;
    Some([
        seek::holder(picture, scene, Spot::Row(fired.row)),
        seek::holder(picture, scene, Spot::Card(fired.card)),
    ])
}

/// The ink of what the fired request touches.
#[must_use]
pub fn ink(picture: &Picture) -> Option<&'static str> {
    let fired = picture.fired.as_ref()?;
    Some(match (fired.line, fired.hot) {
        (_, true) | (Line::Broken, _) => "hot",
        (Line::Rule | Line::Own | Line::Private, _) => "allow",
        (Line::Opens, _) => "gain",
        (Line::Unknown | Line::Denied, _) => "ink",
    })
}

/// The way of the request, as far as it gets.
fn way(picture: &Picture, scene: &Scene) -> Option<(String, Class)> {
    let fired = picture.fired.as_ref()?;
    let class = Class { line: fired.line, hot: fired.hot };
    let outward = picture.source_count() <= fired.row as usize;
    let [row, card] = ends(picture, scene)?;
    let (start, end) = if outward { (card, row) } else { (row, card) };
    let (from, to) = seek::sides(outward);
    let stand = |side: Column, spot: Spot| {
        let place = seek::column(scene, side).iter().position(|it| it.0 == spot)?;
        u32::try_from(place).ok()
    };
    let (a, b) = (stand(from, start)?, stand(to, end)?);
    let runs = |bundle: &&Bundle| {
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

/// The glow and the line of the fired request.
#[must_use]
pub fn shapes(picture: &Picture, scene: &Scene) -> Lit {
    let Some((d, class)) = way(picture, scene) else { return Lit::default() };
    let glow = match ink(picture) {
        Some("hot") => "glow hot",
        Some("allow") => "glow allow",
        _ => "glow",
    };
    let mut over = Vec::new();
    if class.line.reaches() && class.line != Line::Private {
        over.push(path(lit_ink(class), d.clone()));
    }
    Lit { under: vec![path(glow, d)], over }
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
