//! Places of a scene: where a spot is, which one comes next, where an edge leads.

use super::layout::{Bundle, Rect, RowBox, Scene, Slot};
use super::picture::{Line, Picture};
use super::spot::Spot;
use nsp_core::order;

/// A column of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Sources,
    Cards,
    Destinations,
}

/// Where to go from a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
    First,
    Last,
}

/// The columns that a bundle leads from and to.
#[must_use]
pub const fn sides(outward: bool) -> (Column, Column) {
    if outward { (Column::Cards, Column::Destinations) } else { (Column::Sources, Column::Cards) }
}

/// Everything of a column that can be in focus, from top to bottom.
#[must_use]
pub fn column(scene: &Scene, column: Column) -> Vec<(Spot, Rect)> {
    let mut spots = Vec::new();
    let rows = |groups: &[super::layout::GroupBox], before: usize| {
        let all = groups
            .iter()
            .enumerate()
            .flat_map(|(group, it)| it.rows.iter().map(move |row| (before + group, row)));
        all.map(|(group, row)| (row_spot(group, row), row.rect)).collect::<Vec<_>>()
    };
    match column {
        Column::Sources => return rows(&scene.sources, 0),
        Column::Destinations => return rows(&scene.destinations, scene.sources.len()),
        Column::Cards => {}
    }
    let lanes = scene.frames.iter().flat_map(|frame| &frame.lanes).enumerate();
    for (place, lane) in lanes {
        let fold = Spot::MoreCards(number(place));
        if lane.closed {
            spots.push((fold, lane.rect));
        }
        spots.extend(lane.cards.iter().map(|card| match card.what {
            Slot::One(place) => (Spot::Card(place), card.rect),
            Slot::More(_) => (fold, card.rect),
        }));
    }
    spots
}

/// Everything that keys go through in a column: in the middle also perimeters and profiles, each
/// before what is in it.
#[must_use]
pub fn walk(scene: &Scene, side: Column) -> Vec<(Spot, Rect)> {
    let spots = column(scene, side);
    if side != Column::Cards {
        return spots;
    }
    let mut rest = spots.into_iter();
    let mut all = Vec::new();
    let mut lanes = 0_u32..;
    for (place, frame) in (0_u32..).zip(&scene.frames) {
        if frame.is_perimeter {
            all.push((Spot::Frame(place), frame.rect));
        }
        for (lane, place) in frame.lanes.iter().zip(&mut lanes) {
            if frame.is_perimeter && !lane.closed {
                all.push((Spot::Lane(place), lane.rect));
            }
            all.extend(rest.by_ref().take(lane.cards.len() + usize::from(lane.closed)));
        }
    }
    all
}

fn row_spot(group: usize, row: &RowBox) -> Spot {
    match row.what {
        Slot::One(place) => Spot::Row(place),
        Slot::More(_) => Spot::MoreRows(number(group)),
    }
}

/// What stands at a place of a column, as bundles count them.
#[must_use]
pub fn standing(scene: &Scene, side: Column, stand: u32) -> Option<Spot> {
    column(scene, side).get(stand as usize).map(|it| it.0)
}

/// How many are folded away in a place.
#[must_use]
pub fn folded(scene: &Scene, spot: Spot) -> u32 {
    let count = |rows: &[RowBox]| {
        rows.iter()
            .find_map(|row| if let Slot::More(count) = row.what { Some(count) } else { None })
    };
    let count = match spot {
        Spot::MoreRows(place) => {
            let groups = scene.sources.iter().chain(&scene.destinations);
            groups.map(|group| &group.rows).nth(place as usize).and_then(|rows| count(rows))
        }
        Spot::MoreCards(place) => {
            let mut lanes = scene.frames.iter().flat_map(|frame| &frame.lanes);
            lanes.nth(place as usize).and_then(|lane| count(&lane.cards))
        }
        _ => None,
    };
    count.unwrap_or_default()
}

/// The spot itself where it is shown, else what it is folded into.
#[must_use]
pub fn holder(picture: &Picture, scene: &Scene, spot: Spot) -> Spot {
    let columns = [Column::Sources, Column::Cards, Column::Destinations];
    if columns.into_iter().any(|side| column(scene, side).iter().any(|it| it.0 == spot)) {
        return spot;
    }
    // Which of several lists, counted through all of them, holds what stands at a place.
    let list = |place: u32, lengths: Vec<usize>| {
        let mut end = 0;
        lengths.into_iter().position(|length| {
            end += length;
            (place as usize) < end
        })
    };
    let found = match spot {
        Spot::Row(place) => {
            let groups = picture.sources.iter().chain(&picture.destinations);
            list(place, groups.map(|it| it.rows.len()).collect())
                .map(|it| Spot::MoreRows(number(it)))
        }
        Spot::Card(place) => {
            let lanes = picture.frames.iter().flat_map(|frame| &frame.lanes);
            list(place, lanes.map(|it| it.cards.len()).collect())
                .map(|it| Spot::MoreCards(number(it)))
        }
        _ => None,
    };
    found.unwrap_or(spot)
}

/// Where a spot is.
#[must_use]
pub fn rect(scene: &Scene, spot: Spot) -> Option<Rect> {
    if let Spot::Bundle(place) = spot {
        return scene.bundles.get(place as usize).map(|it| around(it));
    }
    let columns = [Column::Sources, Column::Cards, Column::Destinations];
    let mut all = columns.into_iter().flat_map(|it| walk(scene, it));
    all.find(|it| it.0 == spot).map(|it| it.1)
}

/// Where a story about a spot is told: of a bundle, where it begins.
#[must_use]
pub fn told(scene: &Scene, spot: Spot) -> Option<Rect> {
    let Spot::Bundle(place) = spot else { return rect(scene, spot) };
    let &(x, y) = scene.bundles.get(place as usize)?.course.from.first()?;
    Some(Rect { x, y, w: 80.0, h: 6.0 })
}

fn around(bundle: &Bundle) -> Rect {
    let (top, bottom) = bundle.course.extent();
    let start = bundle.course.from.first().map_or(0.0, |it| it.0);
    let end = bundle.course.to.first().map_or(start, |it| it.0);
    Rect { x: start, y: top, w: end - start, h: bottom - top }
}

/// The next spot on the way; none where there is nothing further.
#[must_use]
pub fn step(scene: &Scene, spot: Spot, way: Way) -> Option<Spot> {
    if let Spot::Bundle(place) = spot {
        return from_bundle(scene, place, way);
    }
    let columns = [Column::Sources, Column::Cards, Column::Destinations];
    let (side, here, stand) = columns.into_iter().find_map(|side| {
        let spots = walk(scene, side);
        let stand = spots.iter().position(|it| it.0 == spot)?;
        Some((side, spots, stand))
    })?;
    let at = |stand: usize| here.get(stand).map(|it| it.0);
    match way {
        Way::Up => stand.checked_sub(1).and_then(at),
        Way::Down => at(stand + 1),
        Way::First => at(0),
        Way::Last => here.last().map(|it| it.0),
        Way::Left | Way::Right => {
            let right = way == Way::Right;
            // Edges count only what they can end at.
            let end = column(scene, side).iter().position(|it| it.0 == spot);
            let edge = end.and_then(|end| along(scene, side, number(end), right));
            edge.or_else(|| {
                let level = here.get(stand)?.1.middle();
                beside(scene, side, right, level)
            })
        }
    }
}

/// The first bundle that leaves a place to the left or right.
fn along(scene: &Scene, side: Column, stand: u32, right: bool) -> Option<Spot> {
    let leaves = |bundle: &Bundle| {
        let (from, to) = sides(bundle.outward);
        let (mine, ends) = if right { (from, &bundle.from) } else { (to, &bundle.to) };
        mine == side && ends.contains(&stand)
    };
    let mut found: Vec<(f64, usize)> = scene
        .bundles
        .iter()
        .enumerate()
        .filter(|(_, bundle)| leaves(bundle))
        .map(|(place, bundle)| (bundle.course.extent().0, place))
        .collect();
    order::sort_by(&mut found, |a, b| a.0.total_cmp(&b.0));
    found.first().map(|it| Spot::Bundle(number(it.1)))
}

/// What of the column beside is at about the same height.
fn beside(scene: &Scene, side: Column, right: bool, level: f64) -> Option<Spot> {
    let next = match (side, right) {
        (Column::Sources, true) | (Column::Destinations, false) => Column::Cards,
        (Column::Cards, true) => Column::Destinations,
        (Column::Cards, false) => Column::Sources,
        _ => return None,
    };
    let spots = column(scene, next);
    let far = |rect: &Rect| (rect.middle() - level).abs();
    spots.iter().min_by(|a, b| far(&a.1).total_cmp(&far(&b.1))).map(|it| it.0)
}

fn from_bundle(scene: &Scene, place: u32, way: Way) -> Option<Spot> {
    let bundle = scene.bundles.get(place as usize)?;
    let (from, to) = sides(bundle.outward);
    match way {
        Way::Left => return standing(scene, from, *bundle.from.first()?),
        Way::Right => return standing(scene, to, *bundle.to.first()?),
        _ => {}
    }
    let mut order: Vec<(f64, u32)> = (0_u32..)
        .zip(&scene.bundles)
        .filter(|(_, it)| it.outward == bundle.outward)
        .map(|(place, it)| (it.course.from.first().map_or(0.0, |from| from.1), place))
        .collect();
    order::sort_by(&mut order, |a, b| a.0.total_cmp(&b.0));
    let here = order.iter().position(|it| it.1 == place)?;
    let next = match way {
        Way::Up => here.checked_sub(1)?,
        Way::Down => here + 1,
        Way::First => 0,
        _ => order.len().checked_sub(1)?,
    };
    order.get(next).map(|it| Spot::Bundle(it.1))
}

/// Everything that breaks: hot bundles and, once enforced, the places they left.
#[must_use]
pub fn breaks(scene: &Scene) -> Vec<Spot> {
    let hot = (0_u32..).zip(&scene.bundles).filter(|(_, bundle)| bundle.class.hot);
    let hot =
        hot.map(|(place, bundle)| (bundle.outward, bundle.course.extent().0, Spot::Bundle(place)));
    let broken = scene.stubs.iter().filter(|stub| stub.class.line == Line::Broken);
    let broken = broken.filter_map(|stub| {
        let spot = standing(scene, sides(stub.outward).0, stub.from)?;
        Some((stub.outward, stub.y, spot))
    });
    let mut all: Vec<(bool, f64, Spot)> = hot.chain(broken).collect();
    order::sort_by(&mut all, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    all.into_iter().map(|it| it.2).collect()
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
