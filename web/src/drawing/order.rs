//! The order of uprights in a gutter: as few crossings as a short search finds, and as few
//! uprights side by side as the order allows.

use super::wire::Net;
use nsp_core::order::sort_by;

/// Up to so many bundles the order is searched for; more are sorted.
const SEARCHED: usize = 120;
const PASSES: usize = 6;
/// Uprights in one place keep this far apart.
const APART: f64 = 12.0;
/// All are ordered anew where more than one of so many has to move.
const MOVED: usize = 4;

/// Gives every bundle its upright and says how many stand side by side.
pub fn tracks(nets: &mut [Net]) -> usize {
    let mut order: Vec<usize> =
        nets.iter().enumerate().filter(|(_, net)| !net.is_straight()).map(|it| it.0).collect();
    let shapes: Vec<Shape> = nets.iter().map(Shape::of).collect();
    sort_by(&mut order, |a, b| shape(&shapes, *a).slant.total_cmp(&shape(&shapes, *b).slant));
    if order.len() <= SEARCHED {
        search(&mut order, &shapes);
    }
    pack(&order, &shapes, nets)
}

/// The heights of a bundle, apart from what is drawn of it.
struct Shape {
    top: f64,
    bottom: f64,
    from: Vec<f64>,
    to: Vec<f64>,
    /// Lines that rise stand further right the lower they begin, lines that fall the other way
    /// round.
    slant: f64,
}

impl Shape {
    fn of(net: &Net) -> Self {
        let (top, bottom) = net.extent();
        // Tips stand from top to bottom, as the boxes do that they are at.
        let from: Vec<f64> = net.from.iter().map(|tip| tip.y).collect();
        let to: Vec<f64> = net.to.iter().map(|tip| tip.y).collect();
        let mean = |heights: &[f64]| heights.iter().sum::<f64>() / heights.len().max(1) as f64;
        let (start, end) = (mean(&from), mean(&to));
        let slant = if end < start { start } else { -start };
        Self { top, bottom, from, to, slant }
    }

    /// Whether the two cannot share an upright's place.
    fn overlaps(&self, other: &Self) -> bool {
        self.top < other.bottom + APART && other.top < self.bottom + APART
    }

    /// How many of the heights it passes.
    fn passes(&self, heights: &[f64]) -> usize {
        let above = heights.partition_point(|y| *y <= self.top + 0.5);
        let through = heights.partition_point(|y| *y < self.bottom - 0.5);
        through.saturating_sub(above)
    }
}

fn shape(shapes: &[Shape], place: usize) -> &Shape {
    static NONE: Shape =
        Shape { top: 0.0, bottom: 0.0, from: Vec::new(), to: Vec::new(), slant: 0.0 };
    shapes.get(place).unwrap_or(&NONE)
}

/// Levels nearer than this look like one line.
const NEAR: f64 = 5.0;
/// Two lines that lie on each other are worse than any crossing.
const COVERED: usize = 1_000;

/// How often the two cross when the first stands left of the second.
fn crossings(left: &Shape, right: &Shape) -> i32 {
    if left.bottom < right.top - NEAR || right.bottom < left.top - NEAR {
        return 0;
    }
    let ends = right.passes(&left.to);
    let starts = left.passes(&right.from);
    let covers = |y: &&f64| {
        let first = right.from.partition_point(|it| *it <= **y - NEAR);
        right.from.get(first).is_some_and(|it| *it < **y + NEAR)
    };
    let covered = left.to.iter().filter(covers).count();
    i32::try_from(ends + starts + covered * COVERED).unwrap_or(i32::MAX)
}

/// What it costs that one bundle stands left of another, against right of it.
struct Costs {
    /// By the places of both.
    costs: Vec<i32>,
    count: usize,
}

impl Costs {
    fn of(order: &[usize], shapes: &[Shape]) -> Self {
        let count = order.len();
        let mut costs = vec![0; count * count];
        for (at, left) in order.iter().enumerate() {
            for (before, right) in order.iter().enumerate().take(at) {
                let (left, right) = (shape(shapes, *left), shape(shapes, *right));
                let cost = crossings(left, right) - crossings(right, left);
                for (place, cost) in [(at * count + before, cost), (before * count + at, -cost)] {
                    if let Some(it) = costs.get_mut(place) {
                        *it = cost;
                    }
                }
            }
        }
        Self { costs, count }
    }

    /// Those of standing left of each other bundle.
    fn left_of(&self, moved: usize) -> &[i32] {
        let start = moved * self.count;
        self.costs.get(start..start + self.count).unwrap_or_default()
    }
}

/// Takes one bundle after the other out and puts it where it crosses least.
fn search(order: &mut Vec<usize>, shapes: &[Shape]) {
    let costs = Costs::of(order, shapes);
    // By their places in the order they came in.
    let mut found: Vec<usize> = (0..order.len()).collect();
    for _ in 0..PASSES {
        let mut better = false;
        for start in 0..found.len() {
            let Some(&moved) = found.get(start) else { continue };
            let costs = costs.left_of(moved);
            // What each place would cost, against the leftmost one.
            let (mut cost, mut now, mut best) = (0, 0, (0, 0));
            let others = found.iter().filter(|it| **it != moved);
            for (place, other) in others.enumerate() {
                if place == start {
                    now = cost;
                }
                cost -= costs.get(*other).copied().unwrap_or_default();
                if cost < best.0 {
                    best = (cost, place + 1);
                }
            }
            if start + 1 == found.len() {
                now = cost;
            }
            if best.0 < now {
                found.remove(start);
                found.insert(best.1, moved);
                better = true;
            }
        }
        if !better {
            break;
        }
    }
    *order = found.iter().filter_map(|place| order.get(*place).copied()).collect();
}

/// Leaves every bundle on the upright it had, of so many; one that had none, or whose place is
/// taken, goes where it crosses least. `None` where that is of too many, or there is no place.
pub fn stay(nets: &mut [Net], before: &[Option<usize>], count: usize) -> Option<usize> {
    let shapes: Vec<Shape> = nets.iter().map(Shape::of).collect();
    let mut standing: Vec<Vec<&Shape>> = vec![Vec::new(); count];
    let free = |standing: &[&Shape], it: &Shape| !standing.iter().any(|other| it.overlaps(other));
    let mut moved = Vec::new();
    let all = nets.iter_mut().zip(&shapes).zip(before);
    for ((net, shape), before) in all.filter(|((net, _), _)| !net.is_straight()) {
        net.track = None;
        match before.and_then(|at| standing.get_mut(at).filter(|there| free(there, shape))) {
            Some(there) => {
                there.push(shape);
                net.track = *before;
            }
            None => moved.push((net, shape)),
        }
    }
    if shapes.len() < moved.len() * MOVED {
        return None;
    }
    for (net, shape) in moved {
        // What each place would cost, against one left of all.
        let (mut cost, mut best) = (0, None);
        for (track, there) in standing.iter().enumerate() {
            let left = || there.iter().map(|other| crossings(shape, other)).sum::<i32>();
            let right = || there.iter().map(|other| crossings(other, shape)).sum::<i32>();
            cost -= left();
            if free(there, shape) && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, track));
            }
            cost += right();
        }
        let (_, track) = best?;
        standing.get_mut(track)?.push(shape);
        net.track = Some(track);
    }
    Some(count)
}

/// Stands each bundle as far left as those that it overlaps and that come before it allow.
fn pack(order: &[usize], shapes: &[Shape], nets: &mut [Net]) -> usize {
    let mut placed: Vec<(usize, usize)> = Vec::with_capacity(order.len());
    let mut count = 0;
    for &place in order {
        let it = shape(shapes, place);
        let track = placed
            .iter()
            .filter(|(other, _)| it.overlaps(shape(shapes, *other)))
            .map(|(_, track)| track + 1)
            .max()
            .unwrap_or(0);
        placed.push((place, track));
        count = count.max(track + 1);
        if let Some(net) = nets.get_mut(place) {
            net.track = Some(track);
        }
    }
    count
}
