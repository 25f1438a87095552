//! Laws of what stays, over pictures with many lines.

use nsp_core::State;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::super::fold::Folds;
use super::super::layout::{layout, layout_after};
use super::super::measure::Form;
use super::super::picture::{Flow, Flows, GroupKind, Lane, Line, Reach};
use super::super::tests::{card, row};
use super::*;

/// A picture with many lines.
pub(in super::super) fn busy(random: &mut StdRng) -> Picture {
    let group = |kind: GroupKind| {
        let rows = (0..55).map(|place| row(&format!("{}{place}", kind.name()), 0)).collect();
        Rc::new(Group { kind, title: "Rows".into(), rows })
    };
    let lane = |lane: usize| {
        let cards = (0..4).map(|place| card(&format!("l{lane}c{place}"), 0)).collect();
        let (key, name, meta) = (format!("l{lane}").into(), "profile".into(), "no rules".into());
        Rc::new(Lane { key, name, meta, cards })
    };
    let lanes = (0..5).map(lane).collect();
    let frame = Frame { key: "f".into(), name: "nsp".into(), is_perimeter: true, lanes };
    let mut flows = Flows::new((0..110).collect(), 0);
    for card in 0..20 {
        let reach = |_| {
            let line = [Line::Rule, Line::Own, Line::Unknown][random.random_range(0..3)];
            Reach { number: random.random_range(0..110), line, hot: false }
        };
        flows.add(card, (0..8).map(reach).collect());
    }
    Picture {
        state: State::Learning,
        sources: vec![group(GroupKind::Addresses), group(GroupKind::Callers)],
        frames: vec![Rc::new(frame)],
        destinations: Vec::new(),
        flows,
        links: Vec::new(),
        lit: Vec::new(),
    }
}

/// The same picture, but one path of twenty is gone, and another is hot or no longer.
pub(in super::super) fn with_other_paths(picture: &Picture, random: &mut StdRng) -> Picture {
    let mut flows = Flows::new((0..picture.rows().count() as u32).collect(), 0);
    for Flow { row, card, line, hot } in picture.flows.iter() {
        let dice = random.random_range(0..20);
        let reach = Reach { number: row, line, hot: hot != (dice == 1) };
        flows.add(card, [reach].into_iter().filter(|_| dice != 0).collect());
    }
    Picture { flows, ..picture.clone() }
}

#[test]
fn many_lines_stay_where_they_are_while_few_change() {
    let (mut stayed, mut anew, mut all) = (0, 0, 0);
    for seed in 0..20 {
        let picture = busy(&mut StdRng::seed_from_u64(seed));
        let form = Form::of(960.0, 800.0, 5);
        let scene = layout(&picture, form, &Folds::default());
        assert!(MANY < scene.bundles.len(), "{}", scene.bundles.len());
        let mut flows = Flows::new((0..picture.rows().count() as u32).collect(), 0);
        for Flow { row, card, line, hot } in picture.flows.iter().skip(1) {
            flows.add(card, [Reach { number: row, line, hot }].into());
        }
        let edited = Picture { flows, ..picture.clone() };
        let lay = |before| layout_after(&edited, form, &Folds::default(), before);
        let same = |scene: &Scene, after: &Scene| {
            let known = |it: &&Rc<Bundle>| scene.bundles.contains(it);
            after.bundles.iter().filter(known).count()
        };
        let after = lay(Some((&picture, &scene)));
        let shared = |it: &&Rc<Bundle>| scene.bundles.iter().any(|old| Rc::ptr_eq(old, it));
        assert_eq!(after.bundles.iter().filter(shared).count(), same(&scene, &after), "{seed}");
        (stayed, anew) = (stayed + same(&scene, &after), anew + same(&scene, &lay(None)));
        all += after.bundles.len();
    }
    assert!(all * 8 < stayed * 10 && anew < stayed, "{stayed} {anew} {all}");
}
