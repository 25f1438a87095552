//! The three columns from top to bottom, before anything knows how far right it stands.

use std::rc::Rc;

use super::fold::{self, Folds, Pointed, Shown};
use super::layout::{FrameBox, GroupBox, LaneBox, Rect, RowBox, Scene, Slot};
use super::measure::{CARD_INSET, Form, LANE_INSET, Measures};
use super::picture::{Frame, Group, Pair, Picture};
use super::wire::Span;

/// A box that lines begin or end at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// Boxes of one family may share a bundle.
    family: u32,
    /// A lane without its cards.
    pub(super) closed: bool,
}

/// The heights of everything.
pub(super) struct Columns {
    height: f64,
    source_boxes: Vec<GroupBox>,
    destination_boxes: Vec<GroupBox>,
    frames: Vec<FrameBox>,
    /// The boxes of rows on the left, of cards, and of rows on the right, in order.
    pub(super) sources: Vec<Stand>,
    pub(super) slots: Vec<Stand>,
    destinations: Vec<Stand>,
}

/// Stacks the picture's three columns and stands them beside each other.
pub(super) fn stack(picture: &Picture, form: Form, folds: &Folds) -> Columns {
    let (measures, margin) = (&form.density.measures(), form.breadth.margin);
    let (mut sources, left) = groups(&picture.sources, &picture.lit, measures, folds, 0);
    let first = number(picture.source_count());
    let (mut destinations, right) =
        groups(&picture.destinations, &picture.lit, measures, folds, first);
    let (mut frames, middle) = frames(picture, measures, folds);
    let tall = left.max(middle).max(right);
    let height = tall + 2.0 * margin;
    // Short columns stand in the middle of a tall one as long as all of it can be in view.
    let start = |own: f64| margin + if tall < 1000.0 { ((tall - own) / 2.0).round() } else { 0.0 };
    shift_groups(&mut sources, start(left));
    shift_groups(&mut destinations, start(right));
    shift_frames(&mut frames, start(middle));
    let stands = |groups: &[GroupBox]| {
        let rows = groups
            .iter()
            .enumerate()
            .flat_map(|(group, it)| it.rows.iter().map(move |row| stand(&row.rect, group)));
        rows.collect()
    };
    let mut slots = Vec::new();
    let lanes = frames.iter().enumerate();
    let lanes = lanes.flat_map(|(frame, it)| it.lanes.iter().map(move |lane| (frame, lane)));
    let frame_count = frames.len();
    for (family, (frame, lane)) in lanes.enumerate() {
        // Closed lanes of one frame are a family, each open lane is one of its own.
        let family = if lane.closed { frame } else { frame_count + family };
        if lane.closed {
            slots.push(Stand { closed: true, ..stand(&lane.rect, family) });
        }
        slots.extend(lane.cards.iter().map(|card| stand(&card.rect, family)));
    }
    Columns {
        height,
        sources: stands(&sources),
        destinations: stands(&destinations),
        slots,
        source_boxes: sources,
        destination_boxes: destinations,
        frames,
    }
}

fn stand(rect: &Rect, family: usize) -> Stand {
    let family = number(family);
    Stand { top: rect.y, bottom: rect.bottom(), family, closed: false }
}

impl Columns {
    /// The boxes on the left and in the middle.
    pub(super) fn boxes(&self) -> (&[GroupBox], &[FrameBox]) {
        (&self.source_boxes, &self.frames)
    }

    /// What the wiring needs to know of the rows on the left.
    pub(super) fn source_spans(&self) -> Vec<Span> {
        rows(&self.sources)
    }

    /// The same of the rows on the right.
    pub(super) fn destination_spans(&self) -> Vec<Span> {
        rows(&self.destinations)
    }

    /// The same of the cards.
    pub(super) fn card_spans(&self, measures: &Measures) -> Vec<Span> {
        let span = |it: &Stand| {
            let (top, bottom) = (it.top + 4.0, it.bottom - 4.0);
            Span { top, bottom, family: it.family, roomy: measures.row < it.bottom - it.top }
        };
        self.slots.iter().map(span).collect()
    }

    /// For each row of the picture the box that stands for it.
    pub(super) fn rows_of(&self, picture: &Picture) -> Vec<u32> {
        let mut places = Vec::new();
        let sides = [
            (&picture.sources, &self.source_boxes),
            (&picture.destinations, &self.destination_boxes),
        ];
        for (groups, boxes) in sides {
            let mut next = 0;
            for (group, it) in groups.iter().zip(boxes) {
                spread(&mut places, group.rows.len(), &it.rows, &mut next);
            }
        }
        places
    }

    /// For each card of the picture the box that stands for it.
    pub(super) fn cards_of(&self, picture: &Picture) -> Vec<u32> {
        let (mut places, mut next) = (Vec::new(), 0);
        let lanes = picture.frames.iter().flat_map(|frame| &frame.lanes);
        for (lane, it) in lanes.zip(self.frames.iter().flat_map(|frame| &frame.lanes)) {
            spread(&mut places, lane.cards.len(), &it.cards, &mut next);
            next += u32::from(it.closed);
        }
        places
    }

    /// The scene without its lines.
    pub(super) fn place(&self, frame: f64, destinations: f64, form: Form) -> Scene {
        let breadth = form.breadth;
        let right = match self.destination_boxes.is_empty() {
            true => frame + breadth.frame,
            false => destinations + breadth.destinations,
        };
        let mut scene = Scene {
            form,
            gutters: breadth.gutters,
            tracks: (0, 0),
            width: right + breadth.margin,
            height: self.height,
            sources: self.source_boxes.clone(),
            frames: self.frames.clone(),
            destinations: self.destination_boxes.clone(),
            bundles: Vec::new(),
            stubs: Vec::new(),
            links: Vec::new(),
            ends: Rc::default(),
        };
        let widen = |groups: &mut [GroupBox], x: f64, w: f64| {
            for group in groups {
                let rows = group.rows.iter_mut().map(|row| &mut row.rect);
                for rect in rows.chain([&mut group.head, &mut group.rect]) {
                    (rect.x, rect.w) = (x, w);
                }
            }
        };
        widen(&mut scene.sources, breadth.margin, breadth.sources);
        widen(&mut scene.destinations, destinations, breadth.destinations);
        for it in &mut scene.frames {
            (it.rect.x, it.rect.w) = (frame, breadth.frame);
            for lane in &mut it.lanes {
                let x = frame + LANE_INSET;
                let w = breadth.frame - 2.0 * LANE_INSET;
                (lane.rect.x, lane.rect.w) = (x, w);
                for card in &mut lane.cards {
                    (card.rect.x, card.rect.w) = (x + CARD_INSET, w - 2.0 * CARD_INSET);
                }
            }
        }
        scene
    }
}

fn rows(stands: &[Stand]) -> Vec<Span> {
    let span =
        |it: &Stand| Span { top: it.top, bottom: it.bottom, family: it.family, roomy: false };
    stands.iter().map(span).collect()
}

/// The box of each of so many things more, of which some have their own and the rest share the last.
fn spread(places: &mut Vec<u32>, count: usize, boxes: &[RowBox], next: &mut u32) {
    let end = *next + number(boxes.len());
    places.resize(places.len() + count, end.max(*next + 1) - 1);
    for (it, of) in boxes.iter().zip(*next..) {
        if let Slot::One(at) = it.what
            && let Some(place) = places.get_mut(at as usize)
        {
            *place = of;
        }
    }
    *next = end;
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn more(folded: usize) -> Slot {
    Slot::More(number(folded))
}

fn rect(y: f64, h: f64) -> Rect {
    Rect { y, h, ..Rect::default() }
}

/// The groups from a height of nought, and how tall they are together.
fn groups(
    groups: &[Rc<Group>],
    lit: &[Pair],
    measures: &Measures,
    folds: &Folds,
    first: u32,
) -> (Vec<GroupBox>, f64) {
    let (mut boxes, mut y, mut next) = (Vec::new(), 0.0, first);
    for (place, group) in groups.iter().enumerate() {
        let (shown, folded) = fold::rows(group, Pointed::rows(lit, next), folds);
        let head = rect(y, measures.group_head);
        let top = y + measures.group_head;
        let one = |place: &usize| Slot::One(next + number(*place));
        let slots = shown.iter().map(one).chain((0 < folded).then(|| more(folded)));
        let rows: Vec<RowBox> = slots
            .enumerate()
            .map(|(index, what)| RowBox {
                what,
                rect: rect(top + index as f64 * measures.row, measures.row),
            })
            .collect();
        let h = rows.len().max(1) as f64 * measures.row;
        y = top + h + measures.group_gap;
        next += number(group.rows.len());
        boxes.push(GroupBox { group: place, head, rect: rect(top, h), rows });
    }
    (boxes, (y - measures.group_gap).max(0.0))
}

fn frames(picture: &Picture, measures: &Measures, folds: &Folds) -> (Vec<FrameBox>, f64) {
    let all = fold::card_count(picture);
    let (mut boxes, mut y, mut next) = (Vec::new(), 0.0, 0);
    for frame in &picture.frames {
        let one = frame_box(frame, &picture.lit, measures, folds, all, &mut next, y);
        y = one.rect.bottom() + measures.frame_gap;
        boxes.push(one);
    }
    (boxes, (y - measures.frame_gap).max(0.0))
}

fn frame_box(
    frame: &Frame,
    lit: &[Pair],
    measures: &Measures,
    folds: &Folds,
    all: usize,
    next: &mut u32,
    top: f64,
) -> FrameBox {
    let mut y = top + measures.frame_head;
    let mut lanes = Vec::new();
    for lane in &frame.lanes {
        let start = y;
        if lane.is_page() {
            let rect = rect(start, measures.more);
            y += measures.more + measures.lane_gap;
            lanes.push(LaneBox { rect, closed: false, cards: Vec::new() });
            continue;
        }
        y += measures.lane_head;
        let first = *next;
        *next += number(lane.cards.len());
        let (cards, closed) = match fold::lane(lane, Pointed::cards(lit, first), all, folds) {
            Shown::Closed => {
                y += measures.more;
                (Vec::new(), true)
            }
            Shown::Cards(shown, folded) => {
                let one = |place: &usize| (Slot::One(first + number(*place)), measures.card);
                let rest = (0 < folded).then(|| (more(folded), measures.more));
                let mut boxes = Vec::new();
                for (what, h) in shown.iter().map(one).chain(rest) {
                    boxes.push(RowBox { what, rect: rect(y, h) });
                    y += h + measures.card_gap;
                }
                // An empty lane keeps room to drop a card into.
                y += if boxes.is_empty() { measures.more } else { -measures.card_gap };
                (boxes, false)
            }
        };
        y += measures.lane_pad;
        lanes.push(LaneBox { rect: rect(start, y - start), closed, cards });
        y += measures.lane_gap;
    }
    if frame.lanes.is_empty() {
        y += measures.more;
    } else {
        y -= measures.lane_gap;
    }
    let rect = rect(top, y + measures.frame_pad - top);
    FrameBox { is_perimeter: frame.is_perimeter, rect, lanes }
}

fn shift_groups(groups: &mut [GroupBox], by: f64) {
    for group in groups {
        group.head.y += by;
        group.rect.y += by;
        for row in &mut group.rows {
            row.rect.y += by;
        }
    }
}

fn shift_frames(frames: &mut [FrameBox], by: f64) {
    for frame in frames {
        frame.rect.y += by;
        for lane in &mut frame.lanes {
            lane.rect.y += by;
            for card in &mut lane.cards {
                card.rect.y += by;
            }
        }
    }
}
