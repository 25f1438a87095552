//! Bundles of one gutter: which pairs share a path, at which heights they begin and end, and in
//! which order their uprights stand.
//!
//! A bundle joins every one of its beginnings with every one of its ends, so a shared path never
//! says more than the pairs it is made of.

use super::keep::Kept;
use super::measure::Measures;
use super::order;
use super::picture::Line;
use super::ports::Ports;
use nsp_core::order::{sort_by, sort_by_key};

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

impl Tip {
    fn at(span: u32) -> Self {
        Self { span, y: 0.0, joins: false }
    }
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

/// Bundles the pairs and gives every bundle its heights and its upright, the same as before where
/// it has one to keep.
#[must_use]
pub fn wire(
    pairs: &[Pair],
    (from, to): (&[Span], &[Span]),
    measures: &Measures,
    kept: Option<&Kept>,
) -> Wiring {
    let mut nets = bundle(pairs, from, to.len());
    place(&mut nets, Side::To, from, to, measures);
    place(&mut nets, Side::From, from, to, measures);
    straighten(&mut nets, from, to, measures);
    let before = kept.map(|kept| (kept.uprights(&nets), kept.tracks));
    let stayed = before.and_then(|(before, tracks)| order::stay(&mut nets, &before, tracks));
    let tracks = stayed.unwrap_or_else(|| order::tracks(&mut nets));
    join(&mut nets, to.len());
    Wiring { nets, tracks }
}

/// Pairs of one class that lead from spans of one family to the same spans.
fn bundle(pairs: &[Pair], from: &[Span], ends: usize) -> Vec<Net> {
    let pairs = ascending(pairs, ends, |it| it.to as usize);
    let pairs = ascending(&pairs, Class::COUNT, |it| it.class.number());
    let pairs = ascending(&pairs, from.len(), |it| it.from as usize);
    // Each beginning with all that it leads to.
    let starts: Vec<Start> = pairs
        .chunk_by(|one, next| (one.from, one.class) == (next.from, next.class))
        .filter_map(|pairs| Start::of(pairs, from))
        .collect();
    let mut alike: Vec<usize> = (0..starts.len()).collect();
    sort_by_key(&mut alike, |at| starts.get(*at).map(Start::bundle));
    let same = |one: &usize, next: &usize| {
        starts.get(*one).map(Start::bundle) == starts.get(*next).map(Start::bundle)
    };
    let mut nets: Vec<(usize, Net)> = alike
        .chunk_by(same)
        .filter_map(|alike| {
            let first = *alike.first()?;
            let members = || alike.iter().filter_map(|at| starts.get(*at));
            let Start { class, to, .. } = starts.get(first)?;
            let from = members().map(|it| Tip::at(it.span)).collect();
            let to = to.iter().copied().map(Tip::at).collect();
            let paths = members().map(|it| it.paths).sum();
            Some((first, Net { class: *class, from, to, paths, track: None }))
        })
        .collect();
    sort_by_key(&mut nets, |it| it.0);
    nets.into_iter().map(|it| it.1).collect()
}

/// The pairs by a number below a bound; of one number in the order given. There are many pairs and few
/// boxes, so they are counted and not compared.
fn ascending(pairs: &[Pair], bound: usize, number: fn(&Pair) -> usize) -> Vec<Pair> {
    let mut places = vec![0; bound + 1];
    let place = |it: &Pair| number(it).min(bound);
    for pair in pairs {
        if let Some(next) = places.get_mut(place(pair) + 1) {
            *next += 1;
        }
    }
    let mut before = 0;
    for next in &mut places {
        before += *next;
        *next = before;
    }
    let mut sorted = pairs.to_vec();
    for pair in pairs {
        if let Some(next) = places.get_mut(place(pair)) {
            if let Some(at) = sorted.get_mut(*next) {
                *at = *pair;
            }
            *next += 1;
        }
    }
    sorted
}

/// Where lines of one class begin at a span, and where they lead.
struct Start {
    span: u32,
    family: u32,
    class: Class,
    to: Vec<u32>,
    paths: u32,
}

impl Start {
    fn of(pairs: &[Pair], from: &[Span]) -> Option<Self> {
        let Pair { from: span, class, .. } = *pairs.first()?;
        let family = from.get(span as usize).map_or(span, |it| it.family);
        let mut to: Vec<u32> = pairs.iter().map(|it| it.to).collect();
        to.dedup();
        Some(Self { span, family, class, to, paths: pairs.iter().map(|it| it.paths).sum() })
    }

    /// What is equal of those that share a bundle.
    fn bundle(&self) -> (u32, Class, &[u32]) {
        (self.family, self.class, &self.to)
    }
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
    // The heights that a port is joined with: their sum and their number.
    let mut joined = Ports::<(f64, f64)>::at_most(here.len());
    for net in &*nets {
        let far = || other.tips(net).iter().filter_map(|tip| there.get(tip.span as usize));
        let sum: f64 = far().map(|span| span.middle()).sum();
        let count = far().count() as f64;
        for tip in side.tips(net) {
            joined.put(tip.span, net.class.number(), |known| {
                let (before, beside) = known.unwrap_or_default();
                (before + sum, beside + count)
            });
        }
    }
    let mut heights = Ports::<f64>::at_most(here.len());
    let mut wanted: Vec<(usize, f64)> = Vec::new();
    for (span, place) in (0..).zip(here) {
        wanted.clear();
        let ports = joined.of_span(span).iter().enumerate();
        wanted.extend(ports.filter_map(|(class, it)| it.map(|(sum, count)| (class, sum / count))));
        sort_by(&mut wanted, |a, b| a.1.total_cmp(&b.1));
        let step = if place.roomy { measures.port } else { measures.row_port };
        let room = (place.bottom - place.top - 8.0).max(0.0);
        let count = wanted.len() as f64;
        let step = if place.roomy { (room / count).max(step.min(room / count)) } else { step };
        let step = step.min(room / count);
        for (index, (class, _)) in wanted.iter().enumerate() {
            let offset = (index as f64 - (count - 1.0) / 2.0) * step;
            heights.put(span, *class, |_| half(place.middle() + offset));
        }
    }
    for net in nets {
        let class = net.class;
        for tip in side.tips_mut(net) {
            tip.y = heights.at(tip.span, class).unwrap_or(tip.y);
        }
    }
}

/// Moves a port to the height of the row it is joined with, where that is near and leaves the
/// ports beside it their room: a straight line says more than two corners.
fn straighten(nets: &mut [Net], from: &[Span], to: &[Span], measures: &Measures) {
    // Each with whether it has moved.
    let mut ports = Ports::<(f64, bool)>::at_most(to.len());
    let mut wishes: Vec<(f64, u32, Class, f64)> = Vec::new();
    let roomy = |spans: &[Span], span: u32| spans.get(span as usize).is_some_and(|it| it.roomy);
    for net in &*nets {
        for tip in &net.to {
            ports.put(tip.span, net.class.number(), |known| known.unwrap_or((tip.y, false)));
            if !roomy(to, tip.span) {
                continue;
            }
            for source in net.from.iter().filter(|it| !roomy(from, it.span)) {
                let far = (tip.y - source.y).abs();
                if far < measures.snap {
                    wishes.push((far, tip.span, net.class, source.y));
                }
            }
        }
    }
    sort_by(&mut wishes, |a, b| a.0.total_cmp(&b.0));
    for (_, span, class, y) in wishes {
        let Some(place) = to.get(span as usize) else { continue };
        let Some((before, moved)) = ports.at(span, class) else { continue };
        let inside = place.top + 6.0 <= y && y <= place.bottom - 6.0;
        let clear = || {
            let all = ports.of_span(span).iter().enumerate();
            let beside = all.filter(|(other, _)| *other != class.number());
            beside.filter_map(|(_, port)| port.map(|it| it.0)).all(|other| {
                measures.port - 1.0 <= (other - y).abs() && (other < y) == (other < before)
            })
        };
        if inside && !moved && clear() {
            ports.put(span, class.number(), |_| (y, true));
        }
    }
    for net in nets {
        for tip in &mut net.to {
            tip.y = ports.at(tip.span, net.class).map_or(tip.y, |port| port.0);
        }
    }
}

/// Of the bundles that end at one port of so many spans, the leftmost goes there and the others run
/// into it.
fn join(nets: &mut [Net], spans: usize) {
    let mut first = Ports::<(Option<usize>, usize)>::at_most(spans);
    for (place, net) in nets.iter().enumerate() {
        let own = (net.track, place);
        for tip in &net.to {
            first.put(tip.span, net.class.number(), |best| best.map_or(own, |best| best.min(own)));
        }
    }
    for (place, net) in nets.iter_mut().enumerate() {
        for tip in &mut net.to {
            tip.joins = first.at(tip.span, net.class).is_some_and(|best| best.1 != place);
        }
    }
}

fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}
