//! Parting requests where the engine sees a difference.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use nsp_core::{Axis, Outcome, Party, Question, Request, Step, Witness};

use super::space::Space;
use super::{Cell, Value};

/// The cells of all requests.
pub(super) fn cells(space: &Space<'_>) -> Vec<Cell> {
    let classes = space.dimensions.iter().map(|dimension| {
        let count = u32::try_from(dimension.classes.len()).unwrap_or(u32::MAX);
        (0..count).collect()
    });
    let mut exploration = Exploration { space, alike: classes.collect(), like: BTreeMap::new() };
    let leaves = exploration.from(0);
    let cell =
        |leaf: Leaf| Cell { before: leaf.outcomes.0, after: leaf.outcomes.1, within: leaf.within };
    leaves.into_iter().map(cell).collect()
}

/// Requests that were alike in every look so far.
struct Exploration<'s, 'c> {
    space: &'s Space<'c>,
    /// For each dimension the classes that they may be of.
    alike: Vec<Vec<u32>>,
    /// For each side and party the perimeters that may be it, by their dimensions, the certain ones
    /// first.
    like: BTreeMap<(usize, Party), Vec<(usize, bool)>>,
}

/// Requests that end alike, as far as they were parted below the place they are handed to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Leaf {
    outcomes: (Outcome, Outcome),
    within: Vec<(usize, Vec<u32>)>,
}

impl Leaf {
    /// Its classes of a dimension, which it says no more.
    fn taken(&mut self, dimension: usize) -> Option<Vec<u32>> {
        let place = self.within.iter().position(|(at, _)| *at == dimension)?;
        Some(self.within.remove(place).1)
    }

    /// Said of a dimension: nothing where the classes are all there are.
    fn with(mut self, dimension: usize, mut classes: Vec<u32>, all: usize) -> Self {
        if classes.len() < all {
            classes.sort_unstable();
            let place = self.within.partition_point(|(at, _)| *at < dimension);
            self.within.insert(place, (dimension, classes));
        }
        self
    }
}

/// Where two requests part.
struct Parting {
    dimension: usize,
    groups: Vec<Vec<u32>>,
    /// How many looks are settled within a group.
    settled: usize,
}

impl Exploration<'_, '_> {
    /// The cells of the requests, of which the same is seen in the looks that are settled.
    fn from(&mut self, settled: usize) -> Vec<Leaf> {
        let request = self.request(None);
        let questions = self.space.sides.map(|side| side.compiled.question(&request));
        let mut looks = Looks::default();
        let outcomes = [0, 1].map(|side| {
            looks.side = side;
            self.evaluate(&questions, side, &mut looks)
        });
        let [Some(before), Some(after)] = outcomes else { return Vec::new() };
        let mut looks = looks.all.iter().enumerate().skip(settled);
        let parting =
            looks.find_map(|(at, (side, axis, _))| self.parting(&questions, at, *side, *axis));
        match parting {
            None => Vec::from([Leaf { outcomes: (before, after), within: Vec::new() }]),
            Some(parting) => self.parted(parting),
        }
    }

    fn evaluate<W: Witness>(
        &self,
        questions: &[Question<'_>; 2],
        side: usize,
        witness: &mut W,
    ) -> Option<Outcome> {
        let state = self.space.sides.get(side)?.state;
        Some(questions.get(side)?.evaluate(state, witness))
    }

    /// The requests of each group, and those of them that end alike put together.
    fn parted(&mut self, parting: Parting) -> Vec<Leaf> {
        let Parting { dimension, groups, settled } = parting;
        let Some(all) = self.alike.get(dimension).cloned() else { return Vec::new() };
        let mut together: BTreeMap<Leaf, Vec<u32>> = BTreeMap::new();
        for group in groups {
            if let Some(alike) = self.alike.get_mut(dimension) {
                alike.clone_from(&group);
            }
            for mut leaf in self.from(settled) {
                let narrower = leaf.taken(dimension);
                let classes = narrower.as_deref().unwrap_or(&group);
                together.entry(leaf).or_default().extend(classes);
            }
        }
        let together = together.into_iter();
        let together = together.map(|(leaf, classes)| leaf.with(dimension, classes, all.len()));
        let leaves = together.collect();
        if let Some(alike) = self.alike.get_mut(dimension) {
            *alike = all;
        }
        leaves
    }

    /// Whether the requests part at a look.
    fn parting(
        &mut self,
        questions: &[Question<'_>; 2],
        at: usize,
        side: usize,
        axis: Axis,
    ) -> Option<Parting> {
        if let Axis::Perimeters(party) = axis {
            return self.parting_by_party(at, side, party);
        }
        let dimension = self.space.dimension(axis)?;
        let alike = self.alike.get(dimension).filter(|alike| alike.len() > 1)?;
        let mut groups: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        let mut questions = questions.clone();
        for class in alike {
            let seen = if axis == Axis::Address {
                let value = self.space.dimensions.get(dimension)?.classes.get(*class as usize);
                if let Some(Value::Address(address)) = value.map(|class| &class.value) {
                    questions.iter_mut().for_each(|question| question.set_address(*address));
                }
                self.seen(&questions, at)
            } else {
                let request = self.request(Some((dimension, *class)));
                let questions = self.space.sides.map(|side| side.compiled.question(&request));
                self.seen(&questions, at)
            };
            groups.entry(seen?).or_default().push(*class);
        }
        let groups: Vec<_> = groups.into_values().collect();
        (groups.len() > 1).then_some(Parting { dimension, groups, settled: at + 1 })
    }

    /// What is seen in a look.
    fn seen(&self, questions: &[Question<'_>; 2], at: usize) -> Option<u64> {
        let mut glance = Glance { looks_left: at, seen: None };
        for side in [0, 1] {
            if glance.seen.is_none() {
                self.evaluate(questions, side, &mut glance);
            }
        }
        glance.seen
    }

    /// Whether the requests part by being in a perimeter that may be a party. A caller may say that
    /// it is in several, and one that certainly is the party decides.
    fn parting_by_party(&mut self, at: usize, side: usize, party: Party) -> Option<Parting> {
        let like = self.like.entry((side, party)).or_insert_with(|| {
            let side = self.space.sides.get(side);
            let like = side.map(|side| self.space.naming.like(*side, party));
            let first = self.space.first_perimeter;
            like.into_iter().flatten().map(|(at, certain)| (first + at, certain)).collect()
        });
        let like = like.clone();
        for (dimension, _) in like {
            match self.alike.get(dimension).map(Vec::as_slice) {
                // In one of them, and the certain ones come first.
                Some([1]) => return None,
                Some([0, 1]) => {
                    let groups = Vec::from([Vec::from([0]), Vec::from([1])]);
                    return Some(Parting { dimension, groups, settled: at });
                }
                _ => {}
            }
        }
        None
    }

    /// One of the requests; with another class of one attribute, if so wanted.
    fn request(&self, but: Option<(usize, u32)>) -> Request {
        let mut request = self.space.request();
        for (at, dimension) in self.space.dimensions.iter().enumerate() {
            let first = self.alike.get(at).and_then(|alike| alike.first().copied());
            let class = but.filter(|(it, _)| *it == at).map(|(_, class)| class).or(first);
            let class = class.and_then(|class| dimension.classes.get(class as usize));
            // A request says nothing of a perimeter that it does not name.
            if let Some(class) = class
                && !matches!(class.value, Value::Perimeter(_, false))
            {
                class.value.put(&mut request);
            }
        }
        request
    }
}

/// Every look, with the side it is of.
#[derive(Default)]
struct Looks {
    side: usize,
    all: Vec<(usize, Axis, u64)>,
}

impl Witness for Looks {
    const WATCHES: bool = false;
    const EXPLORES: bool = true;

    fn saw(&mut self, _: Step) {}

    fn looks_at(&mut self, axis: Axis, seen: u64) {
        self.all.push((self.side, axis, seen));
    }
}

/// What is seen in one look.
struct Glance {
    looks_left: usize,
    seen: Option<u64>,
}

impl Witness for Glance {
    const WATCHES: bool = false;
    const EXPLORES: bool = true;

    fn saw(&mut self, _: Step) {}

    fn looks_at(&mut self, _: Axis, seen: u64) {
        if self.seen.is_none() {
            match self.looks_left.checked_sub(1) {
                Some(left) => self.looks_left = left,
                None => self.seen = Some(seen),
            }
        }
    }
}
