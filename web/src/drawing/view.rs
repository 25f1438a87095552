//! Which part of the drawing is in view, and how large.

use super::layout::{Rect, Scene};
use crate::ui::{figures, within};

/// The point of the drawing in the upper left corner of the canvas, and the zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub x: f64,
    pub y: f64,
    pub zoom: f64,
}

/// The size of the canvas in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
    /// What the buttons take of its lower right corner, and the room around them.
    pub corner: (f64, f64),
}

const FARTHEST: f64 = 0.08;
const NEAREST: f64 = 3.0;
/// Below this zoom words are too small to read: lanes are summarised.
const FAR: f64 = 0.45;
/// The drawing never fits smaller than this: what is longer is scrolled.
const SMALLEST_FIT: f64 = 0.55;
/// On a canvas wider than this it fits larger than life, but not more than so much.
const WIDE: f64 = 1200.0;
const LARGEST_FIT: f64 = 1.6;
/// The smallest words are 9.5 pixels high then.
const LEGIBLE: f64 = 0.86;
/// So much stays free over it.
const FREE: f64 = 2.0;
/// So much of the drawing stays in view.
const KEPT: f64 = 80.0;

impl View {
    /// All of the drawing in the middle of the canvas, or the top of it where it is too tall; over
    /// the buttons where it would lie under them.
    #[must_use]
    pub fn fit(scene: &Scene, size: Size) -> Self {
        let view = Self::whole(scene, size);
        if view.is_clear(scene, size) {
            return view;
        }
        Self::whole(scene, Size { height: (size.height - size.corner.1).max(1.0), ..size })
    }

    fn whole(scene: &Scene, size: Size) -> Self {
        let zoom = (size.width / scene.width).min(size.height / scene.height);
        let by_width = within(size.width / scene.width, FARTHEST, 1.0);
        // A wide screen is looked at from farther away.
        let largest = within(size.width / WIDE, 1.0, LARGEST_FIT);
        let zoom = within(zoom, SMALLEST_FIT.min(by_width), largest);
        let (width, height) = (size.width / zoom, size.height / zoom);
        let y = if scene.height <= height { (scene.height - height) / 2.0 } else { 0.0 };
        Self { x: ((scene.width - width) / 2.0).round(), y: y.round(), zoom }
    }

    /// Near enough to read every word, from the upper left, where the whole would be too small:
    /// without what is free over it where it would lie under the buttons.
    #[must_use]
    pub fn legible(self, scene: &Scene, size: Size) -> Self {
        if LEGIBLE <= self.zoom {
            return self;
        }
        let near = Self { x: 0.0, y: 0.0, zoom: LEGIBLE };
        let free = scene.boxes().map(|it| it.y).fold(scene.height, f64::min);
        let up = Self { y: (free - FREE).max(0.0), ..near };
        if !near.is_clear(scene, size) && up.is_clear(scene, size) { up } else { near }
    }

    /// Whether nothing of the drawing lies under the buttons.
    fn is_clear(self, scene: &Scene, size: Size) -> bool {
        let (w, h) = (size.corner.0 / self.zoom, size.corner.1 / self.zoom);
        let seen = self.visible(size);
        let corner = Rect { x: seen.right() - w, y: seen.bottom() - h, w, h };
        !scene.boxes().any(|it| it.meets(&corner))
    }

    /// Moved by pixels of the canvas.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx / self.zoom, y: self.y + dy / self.zoom, ..self }
    }

    /// Larger or smaller, about a point of the canvas that keeps its place.
    #[must_use]
    pub fn zoomed(self, factor: f64, (x, y): (f64, f64)) -> Self {
        let zoom = within(self.zoom * factor, FARTHEST, NEAREST);
        let shift = 1.0 / self.zoom - 1.0 / zoom;
        Self { x: self.x + x * shift, y: self.y + y * shift, zoom }
    }

    /// Kept where some of the drawing is in view.
    #[must_use]
    pub fn kept(self, scene: &Scene, size: Size) -> Self {
        let keep = |value: f64, whole: f64, canvas: f64| {
            let kept = KEPT / self.zoom;
            within(value, (kept - canvas / self.zoom).min(0.0), (whole - kept).max(0.0))
        };
        let x = keep(self.x, scene.width, size.width);
        Self { x, y: keep(self.y, scene.height, size.height), ..self }
    }

    /// Moved as little as brings the rectangle into view.
    #[must_use]
    pub fn showing(self, rect: &Rect, size: Size) -> Self {
        const AROUND: f64 = 24.0;
        let bring = |value: f64, start: f64, end: f64, room: f64| {
            let (low, high) = (end + AROUND - room, start - AROUND);
            // What does not fit shows its beginning.
            within(value, low, high)
        };
        let x = bring(self.x, rect.x, rect.right(), size.width / self.zoom);
        let y = bring(self.y, rect.y, rect.bottom(), size.height / self.zoom);
        Self { x, y, ..self }
    }

    /// What the canvas shows of the drawing.
    #[must_use]
    pub fn visible(self, size: Size) -> Rect {
        let (w, h) = (size.width / self.zoom, size.height / self.zoom);
        Rect { x: self.x, y: self.y, w, h }
    }

    /// Whether words are too small to read.
    #[must_use]
    pub fn is_far(self) -> bool {
        self.zoom < FAR
    }

    /// The point of the drawing under a point of the canvas.
    #[must_use]
    pub fn point(self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x + x / self.zoom, self.y + y / self.zoom)
    }

    /// The value of `transform`.
    #[must_use]
    pub fn transform(self) -> String {
        figures("scale(#) translate(# #)", &[self.zoom, -self.x, -self.y])
    }
}

/// The part of the drawing that is rendered: what is in view and as much again around it, so that
/// panning renders nothing until it leaves this.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub rect: Rect,
    pub far: bool,
}

impl Window {
    /// The window around what is in view.
    #[must_use]
    pub fn around(view: View, size: Size) -> Self {
        let Rect { x, y, w, h } = view.visible(size);
        let rect = Rect { x: x - w / 2.0, y: y - h / 2.0, w: w * 2.0, h: h * 2.0 };
        Self { rect, far: view.is_far() }
    }

    /// Whether all that is in view is rendered, in the right detail and not much more than that.
    #[must_use]
    pub fn covers(&self, view: View, size: Size) -> bool {
        let seen = view.visible(size);
        let inside = self.rect.x <= seen.x
            && self.rect.y <= seen.y
            && seen.right() <= self.rect.right()
            && seen.bottom() <= self.rect.bottom();
        inside && self.far == view.is_far() && self.rect.h < seen.h * 5.0
    }

    /// The heights it lies between.
    #[must_use]
    pub fn heights(&self) -> (f64, f64) {
        (self.rect.y, self.rect.bottom())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { width: 800.0, height: 600.0, corner: (211.0, 42.0) };

    #[test]
    fn the_point_under_the_pointer_keeps_its_place() {
        let view = View { x: 40.0, y: -20.0, zoom: 0.8 };
        let near = view.zoomed(1.5, (300.0, 120.0));
        let (before, after) = (view.point((300.0, 120.0)), near.point((300.0, 120.0)));
        assert!((before.0 - after.0).abs() < 1e-9 && (before.1 - after.1).abs() < 1e-9);
        assert!((near.zoom - 1.2).abs() < 1e-9);
    }

    #[test]
    fn what_is_shown_is_in_view_and_in_the_window() {
        let view = View { x: 0.0, y: 0.0, zoom: 1.0 };
        let rect = Rect { x: 10.0, y: 2000.0, w: 100.0, h: 40.0 };
        let moved = view.showing(&rect, SIZE);
        let seen = moved.visible(SIZE);
        assert!(seen.y < rect.y && rect.bottom() < seen.bottom());
        assert!(!Window::around(view, SIZE).covers(moved, SIZE));
        assert!(Window::around(moved, SIZE).covers(moved.panned(90.0, -90.0), SIZE));
    }
}
