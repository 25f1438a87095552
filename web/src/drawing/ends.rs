//! What the lines of a picture join: which boxes, by the paths between what they stand for.

use std::rc::Rc;

use nsp_core::order;

use super::column::Columns;
use super::picture::{Flow, Picture, Reach};
use super::wire::{Class, Pair};

/// The pairs of a picture, box by box of its cards. Of a box whose paths an edit leaves alone they are
/// taken over: a large estate has tens of thousands of paths, and a box for few of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ends {
    /// The box of each row and of each card, and the place of each row by its number.
    rows: Vec<u32>,
    cards: Vec<u32>,
    places: Rc<[u32]>,
    boxes: Vec<Rc<Met>>,
}

/// What one box of cards is joined with.
#[derive(Clone, Debug, PartialEq)]
struct Met {
    card: u32,
    /// The paths it was counted from.
    of: Vec<Rc<[Reach]>>,
    inward: Vec<Pair>,
    outward: Vec<Pair>,
    stubs: Vec<Stub>,
}

/// Whether it leads away from the cards, the box it stands at, and its class.
type Stub = (bool, u32, Class);

impl Ends {
    /// Those of a picture with these boxes, of which others may be known.
    pub(super) fn of(picture: &Picture, columns: &Columns, before: Option<&Self>) -> Self {
        let (rows, cards) = (columns.rows_of(picture), columns.cards_of(picture));
        let places = Rc::clone(picture.flows.places());
        let known = before.filter(|it| it.places == places && it.rows == rows && it.cards == cards);
        let boxes = rows.iter().max().map_or(0, |most| *most as usize + 1);
        let mut tally = Tally { paths: vec![0; boxes * Class::COUNT * 2], met: Vec::new() };
        let mut ends = Self { rows, cards, places, boxes: Vec::new() };
        let box_of = |run: &(u32, Rc<[Reach]>)| ends.cards.get(run.0 as usize).copied();
        let mut made = Vec::new();
        for runs in picture.flows.runs().chunk_by(|one, next| box_of(one) == box_of(next)) {
            let Some(card) = runs.first().and_then(box_of) else { continue };
            let same = |it: &&Rc<Met>| {
                it.card == card
                    && it.of.len() == runs.len()
                    && it.of.iter().zip(runs).all(|(one, run)| Rc::ptr_eq(one, &run.1))
            };
            let kept = known.and_then(|it| it.boxes.get(made.len())).filter(same);
            let paths = || runs.iter().flat_map(|(card, run)| picture.flows.paths(*card, run));
            let count = || {
                let of = runs.iter().map(|run| Rc::clone(&run.1)).collect();
                Rc::new(ends.met(picture.source_count(), card, of, paths(), &mut tally))
            };
            made.push(kept.map_or_else(count, Rc::clone));
        }
        ends.boxes = made;
        ends
    }

    fn met(
        &self,
        sources: usize,
        card: u32,
        of: Vec<Rc<[Reach]>>,
        paths: impl Iterator<Item = Flow>,
        tally: &mut Tally,
    ) -> Met {
        let (inward, outward, stubs) = (Vec::new(), Vec::new(), Vec::new());
        let mut met = Met { card, of, inward, outward, stubs };
        for flow in paths {
            let Some(row) = self.rows.get(flow.row as usize).copied() else { continue };
            let class = Class { line: flow.line, hot: flow.hot };
            let outward = sources <= flow.row as usize;
            if flow.line.reaches() {
                tally.add(row, class, outward);
            } else {
                met.stubs.push((outward, if outward { card } else { row }, class));
            }
        }
        order::sort(&mut tally.met);
        for (row, class, outward) in tally.met.drain(..) {
            let place = Tally::place(row, class, outward);
            let paths = tally.paths.get_mut(place).map(std::mem::take).unwrap_or_default();
            let (pairs, from, to) = match outward {
                true => (&mut met.outward, card, row),
                false => (&mut met.inward, row, card),
            };
            pairs.push(Pair { from, to, class, paths });
        }
        met
    }

    /// The pairs of the left gutter.
    pub(super) fn inward(&self) -> Vec<Pair> {
        self.boxes.iter().flat_map(|it| &it.inward).copied().collect()
    }

    /// Those of the right one.
    pub(super) fn outward(&self) -> Vec<Pair> {
        self.boxes.iter().flat_map(|it| &it.outward).copied().collect()
    }

    /// Where a line ends before it has begun.
    pub(super) fn stubs(&self) -> Vec<Stub> {
        let mut stubs: Vec<Stub> = self.boxes.iter().flat_map(|it| &it.stubs).copied().collect();
        order::sort(&mut stubs);
        stubs.dedup();
        stubs
    }
}

/// Counts the paths of one box to and from the boxes of the rows.
struct Tally {
    /// By row, class and direction.
    paths: Vec<u32>,
    met: Vec<(u32, Class, bool)>,
}

impl Tally {
    fn place(row: u32, class: Class, outward: bool) -> usize {
        (row as usize * Class::COUNT + class.number()) * 2 + usize::from(outward)
    }

    fn add(&mut self, row: u32, class: Class, outward: bool) {
        let Some(paths) = self.paths.get_mut(Self::place(row, class, outward)) else { return };
        if *paths == 0 {
            self.met.push((row, class, outward));
        }
        *paths += 1;
    }
}
