//! Paths of bundles as SVG writes them: right angles with round corners, no stretch drawn twice.

use crate::ui::push_figures;

/// A bundle with its places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Where its lines begin.
    pub from: Vec<(f64, f64)>,
    /// Where its lines end, and whether they only run into another line of their class.
    pub to: Vec<(f64, f64, bool)>,
    /// Where the upright stands.
    pub upright: f64,
    pub corner: f64,
}

/// A horizontal or vertical stretch: x, y, x, y.
pub type Stretch = (f64, f64, f64, f64);

impl Course {
    /// The heights between which the upright runs.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let heights = || self.from.iter().map(|it| it.1).chain(self.to.iter().map(|it| it.1));
        (heights().fold(f64::INFINITY, f64::min), heights().fold(f64::NEG_INFINITY, f64::max))
    }

    fn is_straight(&self) -> bool {
        let (top, bottom) = self.extent();
        bottom - top < 1.0
    }

    /// The stretches it is made of, corners taken for square.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        if self.is_straight() {
            let start = self.from.first().copied().unwrap_or_default();
            let end = self.to.first().copied().unwrap_or_default();
            return vec![(start.0, start.1, end.0, end.1)];
        }
        let (top, bottom) = self.extent();
        let begins = self.from.iter().map(|&(x, y)| (x, y, self.upright, y));
        let ends = self.to.iter().map(|&(x, y, joins)| {
            let end = if joins { self.upright + self.corner } else { x };
            (self.upright, y, end, y)
        });
        begins.chain(ends).chain([(self.upright, top, self.upright, bottom)]).collect()
    }

    /// The whole path, or what of it lies between two heights.
    #[must_use]
    pub fn path(&self, window: (f64, f64)) -> String {
        let mut path = String::new();
        if self.is_straight() {
            for (x1, y1, x2, _) in self.stretches() {
                push_figures(&mut path, "M# #H#", &[x1, y1, x2]);
            }
            return path;
        }
        let (top, bottom) = self.extent();
        let corner = self.corner.min((bottom - top) / 2.0);
        let whole = window.0 <= top && bottom <= window.1;
        if whole {
            self.spine(&mut path, corner);
        } else {
            let (above, below) = ((top + corner).max(window.0), (bottom - corner).min(window.1));
            if above < below {
                push_figures(&mut path, "M# #V#", &[self.upright, above, below]);
            }
        }
        let seen = |y: f64| window.0 <= y && y <= window.1;
        self.begin(&mut path, corner, seen, whole);
        self.finish(&mut path, corner, seen, whole);
        path
    }

    /// From the highest tip to the lowest in one stroke, so that dashes stay in phase.
    fn spine(&self, path: &mut String, corner: f64) {
        let (top, bottom) = self.extent();
        let x = self.upright;
        // How far out a tip is, and on which side of it the corner lies.
        let tip = |y: f64| match self.from.iter().find(|it| it.1 == y) {
            Some(from) => (from.0, x - corner),
            None => {
                let to = self.to.iter().find(|it| it.1 == y);
                (to.map_or(x, |it| self.end(it)), x + corner)
            }
        };
        let falls = self.from.iter().any(|it| it.1 == top) || self.from.len() > 1;
        let ((a, b), sign) = if falls { ((top, bottom), 1.0) } else { ((bottom, top), -1.0) };
        let ((start, near), (end, far)) = (tip(a), tip(b));
        push_figures(path, "M# #H#Q# # # #", &[start, a, near, x, a, x, a + sign * corner]);
        push_figures(path, "V#Q# # # #H#", &[b - sign * corner, x, b, far, b, end]);
    }

    /// The beginnings, but for what the spine has drawn.
    fn begin(&self, path: &mut String, corner: f64, seen: impl Fn(f64) -> bool, spine: bool) {
        let (top, bottom) = self.extent();
        let x = self.upright;
        for &(start, y) in self.from.iter().filter(|it| seen(it.1)) {
            let drawn = spine && (y == top || y == bottom);
            let through = self.to.iter().find(|it| level(it.1, y));
            if !drawn {
                push_figures(path, "M# #H#", &[start, y, x - corner]);
                let rises = self.to.iter().any(|it| it.1 < y - 1.0);
                let falls = self.to.iter().any(|it| y + 1.0 < it.1);
                let turns = [(rises, y - corner), (falls, y + corner)];
                for (_, to) in turns.into_iter().filter(|it| it.0) {
                    push_figures(path, "M# #Q# # # #", &[x - corner, y, x, y, x, to]);
                }
            }
            if let Some(end) = through {
                push_figures(path, "M# #H#", &[x - corner, y, self.end(end)]);
            }
        }
    }

    /// The ends, but for what the spine and the beginnings have drawn.
    fn finish(&self, path: &mut String, corner: f64, seen: impl Fn(f64) -> bool, spine: bool) {
        let (top, bottom) = self.extent();
        let x = self.upright;
        for end in self.to.iter().filter(|it| seen(it.1)) {
            let y = end.1;
            let drawn = spine && (y == top || y == bottom);
            if drawn || self.from.iter().any(|it| level(it.1, y)) {
                continue;
            }
            let above = self.from.iter().any(|it| it.1 < y);
            let begin = if above { y - corner } else { y + corner };
            push_figures(path, "M# #Q# # # #", &[x, begin, x, y, x + corner, y]);
            if x + corner < self.end(end) {
                push_figures(path, "H#", &[self.end(end)]);
            }
        }
    }

    fn end(&self, end: &(f64, f64, bool)) -> f64 {
        if end.2 { self.upright + self.corner } else { end.0 }
    }
}

/// The way of one pair through its bundle.
#[must_use]
pub fn single(from: (f64, f64), upright: f64, to: (f64, f64), corner: f64) -> String {
    let course = Course { from: vec![from], to: vec![(to.0, to.1, false)], upright, corner };
    course.path((f64::NEG_INFINITY, f64::INFINITY))
}

fn level(a: f64, b: f64) -> bool {
    (a - b).abs() < 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    #[test]
    fn a_level_pair_is_one_straight_line() {
        assert_eq!(single((10.0, 20.0), 50.0, (90.0, 20.0), 9.0), "M10 20H90");
    }

    #[test]
    fn a_pair_turns_twice() {
        let path = single((10.0, 20.0), 50.0, (90.0, 60.0), 9.0);
        assert_eq!(path, "M10 20H41Q50 20 50 29V51Q50 60 59 60H90");
    }

    #[test]
    fn what_is_out_of_sight_is_left_out() {
        let to = (0..100).map(|it| (90.0, f64::from(it) * 40.0, false)).collect();
        let course = Course { from: vec![(10.0, 500.0)], to, upright: 50.0, corner: 9.0 };
        let whole = course.path(ALL);
        let seen = course.path((900.0, 1100.0));
        assert!(seen.len() * 10 < whole.len());
        assert!(seen.contains("M50 900V1100") && !seen.contains("M10 "));
    }
}
