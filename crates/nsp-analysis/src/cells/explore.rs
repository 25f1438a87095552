//! Parting requests where the engine sees a difference.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use nsp_core::{Axis, Outcome, Party, Question, Request, Step, Witness};

use super::space::{Space, Told};
use super::{Cell, Class, Value};

/// The cells of all requests, and how often the engine was asked for them.
pub(super) fn cells(space: &Space<'_>) -> (Vec<Cell>, usize) {
    let classes = space.dimensions.iter().map(|dimension| {
        let count = u32::try_from(dimension.classes.len()).unwrap_or(u32::MAX);
        (0..count).collect()
    });
    let (alike, asked) = (classes.collect(), core::cell::Cell::new(0));
    let mut exploration = Exploration { space, alike, like: BTreeMap::new(), asked };
    let leaves = exploration.from(0, None);
    let cell =
        |leaf: Leaf| Cell { before: leaf.outcomes.0, after: leaf.outcomes.1, within: leaf.within };
    (leaves.into_iter().map(cell).collect(), exploration.asked.get())
}

/// Requests that were alike in every look so far.
struct Exploration<'s, 'c> {
    space: &'s Space<'c>,
    /// For each dimension the classes that they may be of.
    alike: Vec<Vec<u32>>,
    /// For each side and party the perimeters that may be it, by their dimensions, the certain ones
    /// first.
    like: BTreeMap<(usize, Party), Vec<(usize, bool)>>,
    /// How often the engine was asked.
    asked: core::cell::Cell<usize>,
}

/// What the engine says of one request, before and after.
struct Answer {
    looks: Vec<Look>,
    outcomes: [Option<Outcome>; 2],
}

/// What is known of requests that are alike: the answer to the first, and to the first with another
/// class of one attribute, of those that were asked about.
struct Answers {
    first: Answer,
    others: BTreeMap<usize, BTreeMap<u32, Answer>>,
}

impl Answers {
    /// What stays known of those that are of a group of classes: everything but the others where
    /// the first is one of them, else only the answer to its own first.
    fn within(known: &mut Option<Self>, parting: (usize, &[u32]), is_first: bool) -> Option<Self> {
        let (dimension, group) = parting;
        if !is_first {
            let others = known.as_mut()?.others.get_mut(&dimension)?;
            let first = others.remove(group.first()?)?;
            return Some(Self { first, others: BTreeMap::new() });
        }
        let mut known = known.take()?;
        if let Some(others) = known.others.get_mut(&dimension) {
            others.retain(|class, _| group.binary_search(class).is_ok());
        }
        Some(known)
    }
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
    fn from(&mut self, settled: usize, known: Option<Answers>) -> Vec<Leaf> {
        let request = self.request(None);
        let questions = questions_of(self.space, &request);
        let mut known = known.unwrap_or_else(|| {
            let first = self.ask(&questions, &request);
            Answers { first, others: BTreeMap::new() }
        });
        let [Some(before), Some(after)] = known.first.outcomes else { return Vec::new() };
        let told =
            |look: &Look| Some((self.space.configuration(look.side), look.axis, look.member?));
        let looks = known.first.looks.iter();
        let mut told_before: BTreeSet<_> = looks.take(settled).filter_map(told).collect();
        let mut unsettled = known.first.looks.iter().enumerate().skip(settled);
        let parting = unsettled.find_map(|(at, look)| match look.axis {
            // All of them were seen to be the same.
            _ if told(look).is_some_and(|it| !told_before.insert(it)) => None,
            Axis::Perimeters(party) => self.parting_by_party(at, look.side, party),
            axis => {
                let dimension = self.space.dimension(axis)?;
                let alike = self.alike.get(dimension).filter(|alike| alike.len() > 1)?;
                let others = known.others.entry(dimension).or_default();
                for class in alike.iter().skip(1) {
                    let ask = || self.ask_class(&questions, &request, (dimension, *class));
                    others.entry(*class).or_insert_with(ask);
                }
                parting(at, dimension, alike, look, others)
            }
        });
        match parting {
            None => Vec::from([Leaf { outcomes: self.unnamed(before, after), within: Vec::new() }]),
            Some(parting) => self.parted(parting, known),
        }
    }

    /// Outcomes without the names that they have by the address, where kinds of addresses part.
    fn unnamed(&self, before: Outcome, after: Outcome) -> (Outcome, Outcome) {
        let dimension = self.space.dimension(Axis::Address);
        let class = dimension.and_then(|at| self.alike.get(at)?.first().copied());
        let addresses = &self.space.addresses;
        (addresses.unnamed(0, class, before), addresses.unnamed(1, class, after))
    }

    /// What is looked at, before and then after, and how it ends.
    fn ask(&self, questions: &[Question<'_>; 2], request: &Request) -> Answer {
        self.asked.set(self.asked.get() + 1);
        let mut looks = Looks { told: self.space.told(request), ..Looks::default() };
        let outcomes = [0, 1].map(|side| {
            looks.side = side;
            let state = self.space.sides.get(side)?.state;
            Some(questions.get(side)?.evaluate(state, &mut looks))
        });
        Answer { looks: looks.all, outcomes }
    }

    /// What is looked at with another class of one attribute. The questions and the request are
    /// those without.
    fn ask_class(
        &self,
        questions: &[Question<'_>; 2],
        request: &Request,
        (dimension, class): (usize, u32),
    ) -> Answer {
        let known = self.space.dimensions.get(dimension);
        let value = known.and_then(|known| known.classes.get(class as usize));
        if let Some(Class { value: Value::Address(address), .. }) = value {
            let mut questions = questions.clone();
            questions.iter_mut().for_each(|question| question.set_address(*address));
            return self.ask(&questions, request);
        }
        let request = self.request(Some((dimension, class)));
        self.ask(&questions_of(self.space, &request), &request)
    }

    /// The requests of each group, and those of them that end alike put together.
    fn parted(&mut self, parting: Parting, known: Answers) -> Vec<Leaf> {
        let Parting { dimension, groups, settled } = parting;
        let Some(all) = self.alike.get(dimension).cloned() else { return Vec::new() };
        let mut together: BTreeMap<Leaf, Vec<u32>> = BTreeMap::new();
        let mut known = Some(known);
        // The group that takes over most of what is known comes last.
        let (first, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.first() == all.first());
        for group in others.into_iter().chain(first) {
            let is_first = group.first() == all.first();
            let known = Answers::within(&mut known, (dimension, &group), is_first);
            if let Some(alike) = self.alike.get_mut(dimension) {
                alike.clone_from(&group);
            }
            for mut leaf in self.from(settled, known) {
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
        self.space.settle(&mut request);
        request
    }
}

fn questions_of<'q, 'c: 'q>(space: &Space<'c>, request: &'q Request) -> [Question<'q>; 2] {
    space.sides.map(|side| side.compiled.question(request))
}

/// Whether requests part at a look, by what is seen with each of the classes that they may be of:
/// with the first one, and with the others.
fn parting(
    at: usize,
    dimension: usize,
    alike: &[u32],
    first: &Look,
    others: &BTreeMap<u32, Answer>,
) -> Option<Parting> {
    let mut groups: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for class in alike {
        let look = others.get(class).map_or(Some(first), |answer| answer.looks.get(at));
        groups.entry(look?.seen).or_default().push(*class);
    }
    let parts = groups.len() > 1;
    let groups = groups.into_values().collect();
    parts.then_some(Parting { dimension, groups, settled: at + 1 })
}

/// What was seen of an attribute, before or after.
struct Look {
    side: usize,
    axis: Axis,
    /// The party that it was about being a member of.
    member: Option<Party>,
    seen: u64,
}

/// Every look.
#[derive(Default)]
struct Looks {
    side: usize,
    /// What the calling resource tells by itself.
    told: Option<Told>,
    all: Vec<Look>,
}

impl Witness for Looks {
    const WATCHES: bool = false;
    const EXPLORES: bool = true;

    fn saw(&mut self, _: Step) {}

    fn looks_at(&mut self, axis: Axis, seen: u64) {
        // Whether the calling resource tells it is looked at first.
        if let Some(told) = self.told.and_then(|told| told.of(axis)) {
            let axis = Axis::CallerResource;
            self.all.push(Look { side: self.side, axis, member: None, seen: u64::from(told) });
        }
        self.all.push(Look { side: self.side, axis, member: None, seen });
    }

    fn looks_at_member(&mut self, axis: Axis, party: Party, seen: u64) {
        self.all.push(Look { side: self.side, axis, member: Some(party), seen });
    }
}
