//! Bundles of one gutter: which pairs share a path, at which heights they begin and end, and in
//! which order their uprights stand.
//!
//! A bundle joins every one of its beginnings with every one of its ends, so a shared path never
//! says more than the pairs it is made of.

use std::collections::{BTreeMap, BTreeSet};

use super::measure::Measures;
use super::order;
use super::picture::Line;
use nsp_core::order::sort_by;

/// One side of a gutter where lines begin or end: a row, a card, a folded lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub top: f64,
    pub bottom: f64,
    /// Spans of one family may share a bundle.
    pub family: u32,
    /// Its ports may move to the height of what they are joined with.
    pub roomy: bool,
}

impl Span {
    fn middle(self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// What a line says, and so what may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    pub line: Line,
    pub hot: bool,
}

impl Class {
    /// How many there are.
    pub const COUNT: usize = 14;

    /// Its number among them.
    #[must_use]
    pub const fn number(self) -> usize {
        self.line as usize * 2 + self.hot as usize
    }
}

/// Paths of one class between two spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub from: u32,
    pub to: u32,
    pub class: Class,
    pub paths: u32,
}

/// Where a bundle meets a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tip {
    pub span: u32,
    pub y: f64,
    /// It runs into another bundle of its class instead of going all the way.
    pub joins: bool,
}

/// A bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct Net {
    pub class: Class,
    pub from: Vec<Tip>,
    pub to: Vec<Tip>,
    pub paths: u32,
    /// Its upright, counted from the left; none for a straight line.
    pub track: Option<usize>,
}

impl Net {
    /// From the highest to the lowest tip.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let heights = || self.from.iter().chain(&self.to).map(|tip| tip.y);
        (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max))
    }

    /// One line without an upright.
    #[must_use]
    pub fn is_straight(&self) -> bool {
        let (top, bottom) = self.extent();
        bottom - top < 1.0
    }
}

/// All bundles of a gutter, and how many uprights stand side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wiring {
    pub nets: Vec<Net>,
    pub tracks: usize,
}

/// Bundles the pairs and gives every bundle its heights and its upright.
#[must_use]
pub fn wire(pairs: &[Pair], from: &[Span], to: &[Span], measures: &Measures) -> Wiring {
    let mut nets = bundle(pairs, from);
    place(&mut nets, Side::To, from, to, measures);
    place(&mut nets, Side::From, from, to, measures);
    straighten(&mut nets, from, to, measures);
    let tracks = order::tracks(&mut nets);
    join(&mut nets);
    Wiring { nets, tracks }
}

/// Pairs of one class that lead from spans of one family to the same spans.
fn bundle(pairs: &[Pair], from: &[Span]) -> Vec<Net> {
    let mut targets: BTreeMap<(u32, Class), BTreeMap<u32, u32>> = BTreeMap::new();
    for pair in pairs {
        *targets.entry((pair.from, pair.class)).or_default().entry(pair.to).or_default() +=
            pair.paths;
    }
    let tip = |span: u32| Tip { span, y: 0.0, joins: false };
    let mut nets: Vec<Net> = Vec::new();
    let mut known: BTreeMap<(u32, Class, Vec<u32>), usize> = BTreeMap::new();
    for ((span, class), ends) in targets {
        let family = from.get(span as usize).map_or(span, |it| it.family);
        let paths: u32 = ends.values().sum();
        let place =
            *known.entry((family, class, ends.keys().copied().collect())).or_insert_with(|| {
                let to = ends.keys().copied().map(tip).collect();
                nets.push(Net { class, from: Vec::new(), to, paths: 0, track: None });
                nets.len() - 1
            });
        if let Some(net) = nets.get_mut(place) {
            net.from.push(tip(span));
            net.paths += paths;
        }
    }
    nets
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    From,
    To,
}

impl Side {
    fn tips(self, net: &Net) -> &[Tip] {
        match self {
            Self::From => &net.from,
            Self::To => &net.to,
        }
    }

    fn tips_mut(self, net: &mut Net) -> &mut [Tip] {
        match self {
            Self::From => &mut net.from,
            Self::To => &mut net.to,
        }
    }
}

/// One port for each class at each span, from top to bottom by where its lines come from, so that
/// few cross.
fn place(nets: &mut [Net], side: Side, from: &[Span], to: &[Span], measures: &Measures) {
    let (here, there) = if side == Side::From { (from, to) } else { (to, from) };
    let other = if side == Side::From { Side::To } else { Side::From };
    // The sum and the number of the heights that a port is joined with.
    let mut ports: BTreeMap<u32, BTreeMap<Class, (f64, f64)>> = BTreeMap::new();
    for net in &*nets {
        let far: Vec<f64> = other
            .tips(net)
            .iter()
            .filter_map(|tip| there.get(tip.span as usize))
            .map(|span| span.middle())
            .collect();
        for tip in side.tips(net) {
            let port = ports.entry(tip.span).or_default().entry(net.class).or_default();
            port.0 += far.iter().sum::<f64>();
            port.1 += far.len() as f64;
        }
    }
    let mut heights: BTreeMap<(u32, Class), f64> = BTreeMap::new();
    for (span, classes) in ports {
        let Some(place) = here.get(span as usize) else { continue };
        let mut wanted: Vec<(Class, f64)> =
            classes.into_iter().map(|(class, (sum, count))| (class, sum / count)).collect();
        sort_by(&mut wanted, |a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let step = if place.roomy { measures.port } else { measures.row_port };
        let room = (place.bottom - place.top - 8.0).max(0.0);
        let count = wanted.len() as f64;
        let step = if place.roomy { (room / count).max(step.min(room / count)) } else { step };
        let step = step.min(room / count);
        for (index, (class, _)) in wanted.into_iter().enumerate() {
            let offset = (index as f64 - (count - 1.0) / 2.0) * step;
            heights.insert((span, class), half(place.middle() + offset));
        }
    }
    for net in nets {
        let class = net.class;
        for tip in side.tips_mut(net) {
            if let Some(y) = heights.get(&(tip.span, class)) {
                tip.y = *y;
            }
        }
    }
}

/// Moves a port to the height of the row it is joined with, where that is near and leaves the
/// ports beside it their room: a straight line says more than two corners.
fn straighten(nets: &mut [Net], from: &[Span], to: &[Span], measures: &Measures) {
    let mut ports: BTreeMap<u32, BTreeMap<Class, f64>> = BTreeMap::new();
    for net in &*nets {
        for tip in &net.to {
            ports.entry(tip.span).or_default().insert(net.class, tip.y);
        }
    }
    let mut wishes: Vec<(f64, u32, Class, f64)> = Vec::new();
    for net in &*nets {
        for (tip, source) in net.to.iter().flat_map(|tip| net.from.iter().map(move |it| (tip, it)))
        {
            let roomy =
                |spans: &[Span], span: u32| spans.get(span as usize).is_some_and(|it| it.roomy);
            let far = (tip.y - source.y).abs();
            if roomy(to, tip.span) && !roomy(from, source.span) && far < measures.snap {
                wishes.push((far, tip.span, net.class, source.y));
            }
        }
    }
    sort_by(&mut wishes, |a, b| a.0.total_cmp(&b.0));
    let mut settled: BTreeSet<(u32, Class)> = BTreeSet::new();
    for (_, span, class, y) in wishes {
        let Some(place) = to.get(span as usize) else { continue };
        let Some(port) = ports.get_mut(&span) else { continue };
        let inside = place.top + 6.0 <= y && y <= place.bottom - 6.0;
        let before = port.get(&class).copied().unwrap_or(y);
        let clear = port.iter().filter(|(other, _)| **other != class).all(|(_, other)| {
            measures.port - 1.0 <= (other - y).abs() && (*other < y) == (*other < before)
        });
        if inside && clear && settled.insert((span, class)) {
            port.insert(class, y);
        }
    }
    for net in nets {
        for tip in &mut net.to {
            if let Some(y) = ports.get(&tip.span).and_then(|port| port.get(&net.class)) {
                tip.y = *y;
            }
        }
    }
}

/// Of the bundles that end at one port, the leftmost goes there and the others run into it.
fn join(nets: &mut [Net]) {
    let mut first: BTreeMap<(u32, Class), (usize, Option<usize>)> = BTreeMap::new();
    for (place, net) in nets.iter().enumerate() {
        for tip in &net.to {
            let best = first.entry((tip.span, net.class)).or_insert((place, net.track));
            if net.track < best.1 {
                *best = (place, net.track);
            }
        }
    }
    for (place, net) in nets.iter_mut().enumerate() {
        for tip in &mut net.to {
            tip.joins = first.get(&(tip.span, net.class)).is_some_and(|best| best.0 != place);
        }
    }
}

fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}
