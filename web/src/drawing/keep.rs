//! What stays where it is while an estate is edited: of many lines, those that an edit leaves alone
//! keep their uprights, for who looks at a large picture finds again what has not moved.

use std::rc::Rc;

use super::column::Columns;
use super::layout::{Bundle, FrameBox, GroupBox, Scene, Slot};
use super::picture::{Frame, Group, Picture};
use super::wire::Net;

/// More lines than this are not taken in at once. Fewer are wired anew each time, for then they cross
/// as little as can be, and are seen to move.
pub const MANY: usize = 48;

/// A picture and how it was laid out.
pub type Before<'s> = (&'s Picture, &'s Scene);

/// The lines of one gutter as they ran before.
pub(super) struct Kept<'s> {
    /// Of each box that lines begin at now, its place then.
    from: Vec<Option<u32>>,
    lines: Vec<&'s Bundle>,
    /// How many uprights stood side by side.
    pub(super) tracks: usize,
}

impl<'s> Kept<'s> {
    /// Those of the left and of the right gutter, of a picture with many lines.
    pub(super) fn of(
        picture: &Picture,
        columns: &Columns,
        (known, scene): Before<'s>,
    ) -> Option<(Self, Self)> {
        if scene.bundles.len() <= MANY {
            return None;
        }
        let (sources, frames) = columns.boxes();
        let rows = places(&rows(&picture.sources, sources), &rows(&known.sources, &scene.sources));
        let cards = places(&cards(&picture.frames, frames), &cards(&known.frames, &scene.frames));
        let lines = |way: bool| {
            let lines = scene.bundles.iter().filter(|it| it.outward == way);
            lines.map(|it| &**it).collect()
        };
        Some((
            Self { from: rows, lines: lines(false), tracks: scene.tracks.0 },
            Self { from: cards, lines: lines(true), tracks: scene.tracks.1 },
        ))
    }

    /// The upright that each of these stood on.
    pub(super) fn uprights(&self, nets: &[Net]) -> Vec<Option<usize>> {
        let mut left: Vec<Option<&Bundle>> = self.lines.iter().copied().map(Some).collect();
        let upright = |net: &Net| {
            let first = (*self.from.get(net.from.first()?.span as usize)?)?;
            let same = |it: &&mut Option<&Bundle>| {
                it.is_some_and(|it| it.class == net.class && it.from.contains(&first))
            };
            left.iter_mut().find(same)?.take()?.track
        };
        nets.iter().map(upright).collect()
    }
}

/// The lines of a scene, the very same as before where they are equal.
pub(super) fn shared(bundles: Vec<Bundle>, before: Option<Before>) -> Vec<Rc<Bundle>> {
    let before = before.map_or(&[][..], |(_, scene)| &scene.bundles);
    let share = |(place, bundle): (usize, Bundle)| {
        let stayed = before.get(place).filter(|it| ***it == bundle);
        let known = stayed.or_else(|| before.iter().find(|it| ***it == bundle));
        known.map_or_else(|| Rc::new(bundle), Rc::clone)
    };
    bundles.into_iter().enumerate().map(share).collect()
}

/// What a box is of: a row or card, what is folded away in a group or lane, or a closed lane.
type Name<'p> = (u8, &'p str);

fn rows<'p>(groups: &'p [Rc<Group>], boxes: &[GroupBox]) -> Vec<Name<'p>> {
    let mut names = Vec::new();
    let mut first = 0;
    for (group, it) in groups.iter().zip(boxes) {
        names.extend(it.rows.iter().map(|row| match row.what {
            Slot::One(at) => {
                let row = group.rows.get((at as usize).saturating_sub(first));
                (0, row.map_or("", |row| &*row.key))
            }
            Slot::More(_) => (1, group.kind.name()),
        }));
        first += group.rows.len();
    }
    names
}

fn cards<'p>(frames: &'p [Rc<Frame>], boxes: &[FrameBox]) -> Vec<Name<'p>> {
    let mut names = Vec::new();
    let mut first = 0;
    let lanes = frames.iter().zip(boxes).flat_map(|(frame, it)| frame.lanes.iter().zip(&it.lanes));
    for (lane, it) in lanes {
        names.extend(it.closed.then_some((2, &*lane.key)));
        names.extend(it.cards.iter().map(|card| match card.what {
            Slot::One(at) => {
                let card = lane.cards.get((at as usize).saturating_sub(first));
                (0, card.map_or("", |card| &*card.key))
            }
            Slot::More(_) => (1, &*lane.key),
        }));
        first += lane.cards.len();
    }
    names
}

/// Where each stood before: mostly behind the one before it.
fn places(now: &[Name], before: &[Name]) -> Vec<Option<u32>> {
    let mut next = 0;
    let place = |name: &Name| {
        let follows = before.get(next) == Some(name);
        let found = if follows { Some(next) } else { before.iter().position(|it| it == name) };
        next = found.map_or(next, |found| found + 1);
        u32::try_from(found?).ok()
    };
    now.iter().map(place).collect()
}

#[cfg(test)]
pub(super) mod tests;
