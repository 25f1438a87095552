//! Where everything stands: a column of sources, a column of frames, a column of destinations, and
//! a gutter between them as wide as its uprights need.

use std::rc::Rc;

use super::column;
use super::ends::Ends;
use super::finish::{halos, links_between, stubs};
use super::fold::Folds;
use super::keep::{Before, Kept, shared};
use super::measure::{CARD_INSET, Form, LANE_INSET, Measures};
use super::path::Course;
use super::picture::Picture;
use super::wire::{Class, Net, Wiring, wire};
use crate::ui::within;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    /// Its right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// The height of its middle.
    #[must_use]
    pub fn middle(&self) -> f64 {
        self.y + self.h / 2.0
    }

    /// The same at the origin, for what is drawn there and then put in its place.
    #[must_use]
    pub const fn sized(self) -> Self {
        Self { x: 0.0, y: 0.0, ..self }
    }

    /// Whether the two have a point in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.x <= other.right()
            && other.x <= self.right()
            && self.y <= other.bottom()
            && other.y <= self.bottom()
    }
}

/// A picture with a place for everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub form: Form,
    /// How wide the gutters came to be.
    pub gutters: (f64, f64),
    /// How many uprights stand side by side in them.
    pub tracks: (usize, usize),
    pub width: f64,
    pub height: f64,
    pub sources: Vec<GroupBox>,
    pub frames: Vec<FrameBox>,
    pub destinations: Vec<GroupBox>,
    /// In the order they are painted.
    pub bundles: Vec<Rc<Bundle>>,
    pub stubs: Vec<Stub>,
    pub links: Vec<LinkPath>,
    /// What its lines join.
    pub(super) ends: Rc<Ends>,
}

impl Scene {
    /// Where its groups and frames lie.
    pub fn boxes(&self) -> impl Iterator<Item = Rect> + '_ {
        let groups = self.sources.iter().chain(&self.destinations).map(GroupBox::whole);
        groups.chain(self.frames.iter().map(|it| it.rect))
    }
}

/// A group: the box around its rows, its title above.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBox {
    /// Its place among the groups of its side.
    pub group: usize,
    pub head: Rect,
    pub rect: Rect,
    pub rows: Vec<RowBox>,
}

impl GroupBox {
    /// With its title.
    #[must_use]
    pub fn whole(&self) -> Rect {
        Rect { y: self.head.y, h: self.rect.bottom() - self.head.y, ..self.rect }
    }
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowBox {
    pub what: Slot,
    pub rect: Rect,
}

/// What stands in a place of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The row or card of the picture.
    One(u32),
    /// So many are folded away.
    More(u32),
}

/// A perimeter.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameBox {
    pub is_perimeter: bool,
    pub rect: Rect,
    pub lanes: Vec<LaneBox>,
}

/// A profile: its cards, or none where it is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneBox {
    pub rect: Rect,
    pub closed: bool,
    pub cards: Vec<RowBox>,
}

/// A bundle with its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    pub class: Class,
    /// It leads away from the cards.
    pub outward: bool,
    /// The boxes it begins and ends at, as [`Scene::slots`] counts them.
    pub from: Vec<u32>,
    pub to: Vec<u32>,
    pub paths: u32,
    /// Its upright, counted from the left; none for a straight line.
    pub track: Option<usize>,
    pub course: Course,
    /// Where it crosses bundles painted before it.
    pub halos: Vec<(f64, f64, bool)>,
}

/// A line that ends in a cross at its source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stub {
    pub class: Class,
    pub outward: bool,
    /// The box it stands at.
    pub from: u32,
    pub x: f64,
    pub y: f64,
}

/// A link between two frames.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkPath {
    /// Its place in the picture.
    pub link: usize,
    pub path: String,
    pub x: f64,
    pub from: f64,
    pub to: f64,
}

/// From a row's edge to the cross of its stub.
pub const STUB: f64 = 23.0;
/// What a head needs between the end of its line and the box.
pub const HEAD: f64 = 8.0;

/// Lays a picture out.
#[must_use]
pub fn layout(picture: &Picture, form: Form, folds: &Folds) -> Scene {
    layout_after(picture, form, folds, None)
}

/// The same, where of many lines those that stay run as before.
#[must_use]
pub fn layout_after(picture: &Picture, form: Form, folds: &Folds, before: Option<Before>) -> Scene {
    let measures = form.density.measures();
    let breadth = form.breadth;
    let columns = column::stack(picture, form, folds);
    let ends = Rc::new(Ends::of(picture, &columns, before.map(|(_, scene)| &*scene.ends)));
    let kept = before.and_then(|before| Kept::of(picture, &columns, before));
    let (left, right) = kept.map_or((None, None), |(left, right)| (Some(left), Some(right)));
    let (sources, destinations) = (columns.source_spans(), columns.destination_spans());
    let cards = columns.card_spans(&measures);
    let inward = wire(&ends.inward(), (&sources, &cards), &measures, left.as_ref());
    let outward = wire(&ends.outward(), (&cards, &destinations), &measures, right.as_ref());
    let links = picture.links.len() as f64;
    let sources = breadth.margin + breadth.sources;
    let left = Gutter::of(sources, &inward, (30.0, 14.0), breadth.track, breadth.gutters.0);
    let frame = left.end;
    let room = 22.0 + links * 12.0;
    let right =
        Gutter::of(frame + breadth.frame, &outward, (room, 24.0), breadth.track, breadth.gutters.1);
    let cards = frame + LANE_INSET + CARD_INSET;
    let card_width = breadth.frame - 2.0 * (LANE_INSET + CARD_INSET);
    let mut scene = columns.place(frame, right.end, form);
    scene.gutters = (left.end - sources, right.end - frame - breadth.frame);
    scene.tracks = (inward.tracks, outward.tracks);
    let mut bundles = Vec::new();
    let closed = |end: &u32| columns.slots.get(*end as usize).is_some_and(|it| it.closed);
    let ways = [(&inward, &left, false), (&outward, &right, true)];
    for (wiring, gutter, outward) in ways {
        for net in &wiring.nets {
            let start = |end: &u32| match (outward, closed(end)) {
                (false, _) => sources,
                (true, false) => cards + card_width,
                (true, true) => frame + breadth.frame - LANE_INSET,
            };
            let stop = |end: &u32| match (outward, closed(end)) {
                (true, _) => right.end - HEAD,
                (false, false) => cards - HEAD,
                (false, true) => frame + LANE_INSET - HEAD,
            };
            bundles.push(bundle(net, gutter, &measures, outward, start, stop));
        }
    }
    scene.stubs = stubs(&ends.stubs(), &columns, (sources, cards + card_width), &bundles);
    scene.links = links_between(picture, &scene);
    halos(&mut bundles);
    scene.bundles = shared(bundles, before);
    scene.ends = ends;
    scene
}

/// Where the uprights of a gutter stand.
struct Gutter {
    first: f64,
    step: f64,
    end: f64,
}

impl Gutter {
    fn of(
        start: f64,
        wiring: &Wiring,
        (before, after): (f64, f64),
        track: f64,
        least: f64,
    ) -> Self {
        let tracks = wiring.tracks as f64;
        let step = within(420.0 / tracks.max(1.0), 2.0, track);
        let need = before + (tracks - 1.0).max(0.0) * step + after;
        let room = need.max(least);
        let first = start + before + ((room - need) / 2.0).round();
        Self { first, step, end: start + room }
    }

    fn upright(&self, track: Option<usize>) -> f64 {
        self.first + track.unwrap_or_default() as f64 * self.step
    }
}

fn bundle(
    net: &Net,
    gutter: &Gutter,
    measures: &Measures,
    outward: bool,
    start: impl Fn(&u32) -> f64,
    stop: impl Fn(&u32) -> f64,
) -> Bundle {
    let course = Course {
        from: net.from.iter().map(|tip| (start(&tip.span), tip.y)).collect(),
        to: net.to.iter().map(|tip| (stop(&tip.span), tip.y, tip.joins)).collect(),
        upright: gutter.upright(net.track),
        corner: measures.corner.min(gutter.step * 0.75),
    };
    Bundle {
        class: net.class,
        outward,
        from: net.from.iter().map(|tip| tip.span).collect(),
        to: net.to.iter().map(|tip| tip.span).collect(),
        paths: net.paths,
        track: net.track,
        course,
        halos: Vec::new(),
    }
}
