//! What is added to a scene once its lines have their places: stubs, links, and halos where lines
//! cross.

use super::column::Columns;
use super::layout::{Bundle, HEAD, LinkPath, Scene, Stub};
use super::path::Stretch;
use super::picture::Picture;
use super::wire::Class;
use crate::ui::figures;

/// A stub stands in the middle of its box, or beside it where a line leaves there. A box has one of
/// each kind.
pub(super) fn stubs(
    wanted: &[(bool, u32, Class)],
    columns: &Columns,
    edges: (f64, f64),
    bundles: &[Bundle],
) -> Vec<Stub> {
    let mut stubs: Vec<Stub> = Vec::new();
    for &(outward, from, class) in wanted {
        let slots = if outward { &columns.slots } else { &columns.sources };
        let Some(slot) = slots.get(from as usize) else { continue };
        if stubs
            .iter()
            .any(|it| (it.outward, it.from, it.class.line) == (outward, from, class.line))
        {
            continue;
        }
        let tips = bundles.iter().filter(|it| it.outward == outward).flat_map(|it| {
            let own = it.from.iter().zip(&it.course.from).filter(move |tip| *tip.0 == from);
            own.map(|tip| tip.1.1)
        });
        let others = stubs.iter().filter(|it| it.outward == outward && it.from == from);
        let taken: Vec<f64> = tips.chain(others.map(|it| it.y)).collect();
        let middle = f64::midpoint(slot.top, slot.bottom);
        let room = (slot.bottom - slot.top) / 2.0 - 5.0;
        let offsets: [f64; 9] = [0.0, 8.0, -8.0, 14.0, -14.0, 24.0, -24.0, 34.0, -34.0];
        let free = |y: &f64| taken.iter().all(|it| 8.0 <= (it - y).abs());
        let places = offsets.into_iter().filter(|it| it.abs() <= room).map(|it| middle + it);
        let y = places.clone().find(free).or_else(|| places.clone().next()).unwrap_or(middle);
        let x = if outward { edges.1 } else { edges.0 };
        stubs.push(Stub { class, outward, from, x, y });
    }
    stubs
}

/// The links, each on an upright of its own beside the frames.
pub(super) fn links_between(picture: &Picture, scene: &Scene) -> Vec<LinkPath> {
    let head =
        |frame: u32| scene.frames.get(frame as usize).map(|it| (it.rect.right(), it.rect.y + 16.0));
    let paths = picture.links.iter().enumerate().filter_map(|(place, link)| {
        let ((x, from), (_, to)) = (head(link.from)?, head(link.to)?);
        let track = x + 12.0 + place as f64 * 12.0;
        let (a, b, sign) = (from, to, if from < to { 1.0 } else { -1.0 });
        let (before, bend) = (track - 6.0, sign * 6.0);
        let path = figures("M# #H#Q# # # #", &[x, a, before, track, a, track, a + bend])
            + &figures("V#Q# # # #H#", &[b - bend, track, b, before, b, x + HEAD]);
        Some(LinkPath { link: place, path, x, from, to })
    });
    paths.collect()
}

/// Where two bundles cross, the one painted later is set off from the other. Of many that stand
/// close, the halos would only tear each other.
pub(super) fn halos(bundles: &mut [Bundle]) {
    const MOST: usize = 64;
    if MOST < bundles.len() {
        return;
    }
    let lines: Vec<Lines> = bundles.iter().map(Lines::of).collect();
    for (place, bundle) in bundles.iter_mut().enumerate() {
        let Some((own, before)) = lines.get(..=place).and_then(<[_]>::split_last) else {
            continue;
        };
        // Only what lies level crosses what stands upright.
        bundle.halos = before
            .iter()
            .flat_map(|other| {
                let level = own.levels.iter().zip(other.upright.iter().cycle());
                let level = level.filter_map(|(a, b)| crossing(a, b).map(|(x, y)| (x, y, true)));
                let upright = other.levels.iter().zip(own.upright.iter().cycle());
                level.chain(upright.filter_map(|(a, b)| crossing(a, b).map(|(x, y)| (x, y, false))))
            })
            .collect();
    }
}

/// The stretches of a bundle by their direction.
struct Lines {
    levels: Vec<Stretch>,
    upright: Option<Stretch>,
}

impl Lines {
    fn of(bundle: &Bundle) -> Self {
        let mut levels = bundle.course.stretches();
        let upright = levels.pop_if(|last| last.1 != last.3);
        Self { levels, upright }
    }
}

/// Where a level stretch crosses an upright one.
fn crossing(level: &Stretch, upright: &Stretch) -> Option<(f64, f64)> {
    let across = level.0 + 1.0 < upright.0 && upright.0 < level.2 - 1.0;
    let along = upright.1 + 1.0 < level.1 && level.1 < upright.3 - 1.0;
    (across && along).then_some((upright.0, level.1))
}
