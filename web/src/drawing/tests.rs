//! Laws of the geometry, over random pictures.

use std::rc::Rc;

use nsp_core::State;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::fold::Folds;
use super::keep::tests::{busy, with_other_paths};
use super::layout::{Bundle, Rect, Scene, layout, layout_after};
use super::measure::Form;
use super::picture::{
    Card, Flow, Flows, Frame, Group, GroupKind, Kind, Lane, Line, Link, Lock, Picture, Reach, Row,
};
use super::view::{Size, View};

/// A picture of any shape: empty lanes and groups, several frames, folds.
pub(super) fn random(random: &mut StdRng) -> Picture {
    let mut group = |kind: GroupKind, most: usize| {
        Rc::new(Group {
            kind,
            title: "Rows".into(),
            rows: (0..random.random_range(0..=most))
                .map(|place| row(&format!("{}{place}", kind.name()), random.random_range(0..3)))
                .collect(),
        })
    };
    let large = if group(GroupKind::Callers, 9).rows.len() == 9 { 90 } else { 5 };
    let sources = vec![group(GroupKind::Addresses, large), group(GroupKind::TrustedServices, 3)];
    let destinations = vec![group(GroupKind::Names, 4), group(GroupKind::Resources, 6)];
    let frames: Vec<Rc<Frame>> = (0..random.random_range(0..4))
        .map(|frame| {
            Rc::new(Frame {
                key: format!("f{frame}").into(),
                name: "nsp".into(),
                is_perimeter: true,
                lanes: (0..random.random_range(0..4))
                    .map(|lane| {
                        Rc::new(Lane {
                            key: format!("f{frame}l{lane}").into(),
                            name: "profile".into(),
                            meta: "1 inbound rule".into(),
                            cards: (0..random.random_range(0..20))
                                .map(|place| card(&format!("f{frame}l{lane}c{place}"), place % 3))
                                .collect(),
                        })
                    })
                    .collect(),
            })
        })
        .collect();
    let mut picture = Picture {
        state: State::Learning,
        sources,
        frames,
        destinations,
        flows: Flows::default(),
        links: Vec::new(),
        lit: Vec::new(),
    };
    let (rows, cards) = (picture.rows().count(), picture.cards().count());
    picture.flows = Flows::new((0..rows as u32).collect(), 0);
    let lines = [Line::Rule, Line::Own, Line::Unknown, Line::Private, Line::Broken, Line::Denied];
    if 0 < rows && 0 < cards {
        for _ in 0..random.random_range(0..60) {
            let row = random.random_range(0..rows) as u32;
            let card = random.random_range(0..cards) as u32;
            let line = lines[random.random_range(0..lines.len())];
            let reach = Reach { number: row, line, hot: random.random() };
            picture.flows.add(card, [reach].into());
        }
    }
    let frames = picture.frames.len() as u32;
    if 1 < frames {
        let (from, to) = (0, frames - 1);
        let title = "a link".into();
        picture.links.push(Link { key: "link".into(), from, to, title, approved: true });
    }
    picture
}

pub(super) fn row(key: &str, breaks: u32) -> Rc<Row> {
    Rc::new(Row {
        key: key.to_owned().into(),
        label: key.to_owned().into(),
        note: "".into(),
        title: key.to_owned().into(),
        mono: true,
        catch_all: false,
        breaks,
    })
}

pub(super) fn card(key: &str, breaks: u32) -> Rc<Card> {
    let lock = || Lock { open: false, words: "Rules only".into() };
    Rc::new(Card {
        key: key.to_owned().into(),
        name: key.to_owned().into(),
        kind: Kind::Storage,
        type_name: "Storage account".into(),
        mode: Some(State::Learning),
        mode_text: "".into(),
        inbound: lock(),
        outbound: lock(),
        public_network_access: "Enabled".into(),
        assumed: "".into(),
        breaks,
        doubled: false,
        in_doubt: false,
    })
}

/// Of each picture, and of the same with other paths, laid out after it.
fn scenes() -> impl Iterator<Item = Scene> {
    (0..400).flat_map(|seed| {
        let mut source = StdRng::seed_from_u64(seed);
        let picture = if seed % 10 == 0 { busy(&mut source) } else { random(&mut source) };
        let (width, height) = if seed % 2 == 0 { (960.0, 800.0) } else { (640.0, 300.0) };
        let form = Form::of(width, height, 5);
        let scene = layout(&picture, form, &Folds::default());
        let edited = with_other_paths(&picture, &mut source);
        let after = layout_after(&edited, form, &Folds::default(), Some((&picture, &scene)));
        [scene, after]
    })
}

/// Everything that a line must not touch: titles, rows, cards, and the heads of frames and lanes.
fn obstacles(scene: &Scene) -> Vec<Rect> {
    let measures = scene.form.density.measures();
    let groups = scene.sources.iter().chain(&scene.destinations);
    let mut rects: Vec<Rect> = groups.flat_map(|group| [group.head, group.rect]).collect();
    for frame in &scene.frames {
        let inner = Rect { x: frame.rect.x + 19.0, w: frame.rect.w - 38.0, ..frame.rect };
        rects.push(Rect { h: measures.frame_head - 4.0, ..inner });
        for lane in &frame.lanes {
            let inner = Rect { x: lane.rect.x + 9.0, w: lane.rect.w - 18.0, ..lane.rect };
            rects.push(Rect { h: measures.lane_head - 4.0, ..inner });
            rects.extend(lane.cards.iter().map(|card| card.rect));
            if lane.closed {
                rects.push(lane.rect);
            }
        }
    }
    rects
}

fn stretches(bundle: &Bundle) -> impl Iterator<Item = Rect> {
    bundle.course.stretches().into_iter().map(|(x1, y1, x2, y2)| Rect {
        x: x1.min(x2) + 0.5,
        y: y1.min(y2),
        w: ((x2 - x1).abs() - 1.0).max(0.0),
        h: (y2 - y1).abs(),
    })
}

#[test]
fn no_line_touches_a_card_or_a_word() {
    for (seed, scene) in scenes().enumerate() {
        let obstacles = obstacles(&scene);
        for bundle in &scene.bundles {
            for stretch in stretches(bundle) {
                let hit = obstacles.iter().find(|it| it.meets(&stretch));
                assert_eq!(hit, None, "picture {seed}, {stretch:?}, {bundle:?}");
            }
        }
    }
}

#[test]
fn uprights_stand_in_the_gutters_and_apart() {
    for (seed, scene) in scenes().enumerate() {
        let bent =
            scene.bundles.iter().filter(|it| it.course.extent().1 - it.course.extent().0 >= 1.0);
        let bent: Vec<&Bundle> = bent.map(|it| &**it).collect();
        for (place, bundle) in bent.iter().enumerate() {
            let x = bundle.course.upright;
            let starts = bundle.course.from.iter().all(|it| it.0 + 10.0 < x);
            let ends = bundle.course.to.iter().all(|it| x + 3.0 < it.0);
            assert!(starts && ends, "picture {seed}, {bundle:?}");
            for other in bent.iter().skip(place + 1).filter(|it| it.course.upright == x) {
                let (a, b) = (bundle.course.extent(), other.course.extent());
                assert!(a.1 < b.0 || b.1 < a.0, "picture {seed}: {bundle:?} on {other:?}");
            }
        }
    }
}

#[test]
fn every_path_of_the_picture_is_in_one_bundle() {
    for seed in 0..200 {
        let picture = random(&mut StdRng::seed_from_u64(seed));
        let scene = layout(&picture, Form::of(960.0, 300.0, 5), &Folds::default());
        let drawn: u32 = scene.bundles.iter().map(|it| it.paths).sum();
        let wanted = picture.flows.iter().filter(|it| it.line.reaches()).count();
        assert_eq!(drawn as usize, wanted, "picture {seed}");
        for bundle in &scene.bundles {
            assert!(bundle.course.to.iter().all(|it| it.0.is_finite() && it.1.is_finite()));
        }
    }
}

#[test]
fn boxes_stand_apart() {
    for (seed, scene) in scenes().enumerate() {
        let frames = scene.frames.iter().map(|it| it.rect);
        let groups = scene.sources.iter().chain(&scene.destinations);
        let boxes: Vec<Rect> = frames.chain(groups.map(|it| it.rect)).collect();
        for (place, one) in boxes.iter().enumerate() {
            let met = boxes.iter().skip(place + 1).find(|other| other.meets(one));
            assert_eq!(met, None, "picture {seed}");
            assert!(one.right() <= scene.width && one.bottom() <= scene.height, "picture {seed}");
        }
    }
}

#[test]
fn a_bundle_joins_each_beginning_with_each_end() {
    for seed in 0..200 {
        let picture = random(&mut StdRng::seed_from_u64(seed));
        if picture.cards().count() > super::fold::CARDS {
            continue;
        }
        let scene = layout(&picture, Form::of(960.0, 300.0, 5), &Folds::default());
        let sources = picture.source_count() as u32;
        if picture.sources.iter().any(|it| it.rows.len() > super::fold::ROWS) {
            continue;
        }
        for bundle in scene.bundles.iter().filter(|it| !it.outward) {
            for (from, to) in bundle.from.iter().flat_map(|a| bundle.to.iter().map(move |b| (a, b)))
            {
                let said = picture.flows.iter().any(|flow| {
                    flow.row < sources
                        && (flow.row, flow.card) == (*from, *to)
                        && (flow.line, flow.hot) == (bundle.class.line, bundle.class.hot)
                });
                assert!(said, "picture {seed}: {from} to {to} in {bundle:?}");
            }
        }
    }
}

/// Another picture of as many rows and cards, in other words.
fn in_other_words(picture: &Picture) -> Picture {
    let mut picture = picture.clone();
    for group in picture.sources.iter_mut().chain(&mut picture.destinations) {
        for row in &mut Rc::make_mut(group).rows {
            let row = Rc::make_mut(row);
            (row.label, row.breaks) = (format!("{} renamed", row.label).into(), row.breaks * 7);
        }
    }
    for lane in picture.frames.iter_mut().flat_map(|frame| &mut Rc::make_mut(frame).lanes) {
        for card in &mut Rc::make_mut(lane).cards {
            let card = Rc::make_mut(card);
            (card.mode, card.breaks) = (Some(State::Enforced), card.breaks * 7);
        }
    }
    picture
}

#[test]
fn one_scene_is_of_all_pictures_that_stand_alike() {
    let lay = |picture: &Picture| layout(picture, Form::of(960.0, 800.0, 5), &Folds::default());
    let mut apart = 0;
    for seed in 0..200 {
        let one = random(&mut StdRng::seed_from_u64(seed));
        let other = in_other_words(&one);
        assert!(one.stands_like(&other), "{seed}");
        assert_eq!(lay(&one), lay(&other), "{seed}");
        let next = random(&mut StdRng::seed_from_u64(seed + 1));
        assert!(!one.stands_like(&next) || lay(&one) == lay(&next), "{seed}");
        let last = one.flows.iter().count().saturating_sub(1);
        let flows = Flows::new((0..one.rows().count() as u32).collect(), last);
        let mut fewer = Picture { flows, ..one.clone() };
        for Flow { row, card, line, hot } in one.flows.iter().take(last) {
            fewer.flows.add(card, [Reach { number: row, line, hot }].into());
        }
        if one.flows != Flows::default() {
            assert!(!one.stands_like(&fewer));
            apart += 1;
        }
    }
    assert!(apart > 50, "{apart}");
}

#[test]
fn what_fits_lies_beside_the_buttons_and_never_under_them() {
    let mut random = StdRng::seed_from_u64(11);
    let (mut clear, mut moved) = (0, 0);
    for _ in 0..200 {
        let picture = self::random(&mut random);
        // The stage of a wide screen, of a middle one over a drawer, of half a split one, and of a
        // phone, with the buttons there.
        for (width, height, corner) in [
            (960.0, 760.0, (223.0, 54.0)),
            (544.0, 420.0, (223.0, 54.0)),
            (480.0, 720.0, (223.0, 54.0)),
            (390.0, 600.0, (158.0, 70.0)),
        ] {
            let size = Size { width, height, corner };
            let scene = layout(&picture, Form::of(width, height, 4), &Folds::default());
            let view = View::fit(&scene, size);
            let under = |view: View| {
                let right = |rect: &Rect| (rect.right() - view.x) * view.zoom;
                let bottom = |rect: &Rect| (rect.bottom() - view.y) * view.zoom;
                let top = |rect: &Rect| (rect.y - view.y) * view.zoom;
                scene.boxes().any(|it| {
                    width - corner.0 < right(&it)
                        && height - corner.1 < bottom(&it)
                        && top(&it) < height
                })
            };
            // What is taller than the canvas is scrolled.
            let fits = scene.height * view.zoom <= height - corner.1;
            assert!(!(fits && under(view)), "{size:?} {view:?} {}", scene.height);
            let flat = Size { corner: (0.0, 0.0), ..size };
            let plain = View::fit(&scene, flat);
            assert!(under(plain) || view == plain, "what is clear stays in the middle");
            clear += u32::from(!under(view));
            moved += u32::from(view != plain);
            let near = view.legible(&scene, size);
            let first = scene.boxes().map(|it| it.y).fold(f64::MAX, f64::min);
            assert!(near.y <= first, "nothing is above the canvas");
            assert!(view.zoom <= near.zoom && (near == view || 0.86 <= near.zoom));
        }
    }
    assert!(400 < clear && 20 < moved, "{clear} {moved}");
}
