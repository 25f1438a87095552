//! Where keys lead, over random pictures.

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::super::fold::Folds;
use super::super::layout::layout;
use super::super::measure::Form;
use super::super::tests::random;
use super::*;

fn scenes() -> impl Iterator<Item = Scene> {
    (0..60).map(|seed| {
        let picture = random(&mut StdRng::seed_from_u64(seed));
        layout(&picture, Form::of(960.0, 800.0, 5), &Folds::default())
    })
}

#[test]
fn down_leads_through_a_whole_column_and_up_leads_back() {
    for scene in scenes() {
        for side in [Column::Sources, Column::Cards, Column::Destinations] {
            let spots = walk(&scene, side);
            for pair in spots.windows(2) {
                assert_eq!(step(&scene, pair[0].0, Way::Down), Some(pair[1].0));
                assert_eq!(step(&scene, pair[1].0, Way::Up), Some(pair[0].0));
            }
            if let (Some(first), Some(last)) = (spots.first(), spots.last()) {
                assert_eq!(step(&scene, first.0, Way::Last), Some(last.0));
                assert_eq!(step(&scene, last.0, Way::First), Some(first.0));
            }
        }
    }
}

#[test]
fn right_follows_an_edge_to_what_it_reaches() {
    for scene in scenes() {
        for (place, bundle) in (0_u32..).zip(&scene.bundles) {
            let (from, to) = sides(bundle.outward);
            let start = standing(&scene, from, bundle.from[0]).unwrap();
            let Some(Spot::Bundle(first)) = step(&scene, start, Way::Right) else {
                panic!("an edge leaves {start:?}");
            };
            assert!(scene.bundles[first as usize].from.contains(&bundle.from[0]));
            let end = step(&scene, Spot::Bundle(place), Way::Right);
            assert_eq!(end, standing(&scene, to, bundle.to[0]));
        }
    }
}

#[test]
fn keys_reach_every_perimeter_and_profile() {
    for scene in scenes() {
        let all = walk(&scene, Column::Cards);
        let has = |spot: Spot| all.iter().filter(|it| it.0 == spot).count() == 1;
        let mut lane = 0;
        for (place, frame) in (0_u32..).zip(&scene.frames) {
            assert!(has(Spot::Frame(place)));
            for it in &frame.lanes {
                assert!(has(if it.closed { Spot::MoreCards(lane) } else { Spot::Lane(lane) }));
                lane += 1;
            }
        }
        assert!(column(&scene, Column::Cards).iter().all(|it| has(it.0)));
    }
}

#[test]
fn every_spot_of_a_column_has_its_rectangle() {
    for scene in scenes() {
        for (spot, place) in column(&scene, Column::Cards) {
            assert_eq!(rect(&scene, spot), Some(place));
        }
        for spot in breaks(&scene) {
            assert!(rect(&scene, spot).is_some(), "{spot:?}");
        }
    }
}
