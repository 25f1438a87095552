//! Pointers on the canvas: a press, a drag of the canvas or of a card, a pinch.

use super::spot::Spot;

/// What the pointers have done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moved {
    Nothing,
    /// The canvas, by so many pixels.
    Pan(f64, f64),
    /// Nearer by a factor, about a point of the canvas.
    Zoom(f64, (f64, f64)),
    /// A card is held over a point of the canvas.
    Carry(u32, (f64, f64)),
    /// A card was let go there.
    Drop(u32, (f64, f64)),
    /// Something was pressed and let go, or the canvas was.
    Press(Option<Spot>),
}

/// The pointers that are down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gesture {
    pointers: Vec<Pointer>,
    held: Option<Spot>,
    /// What a pointer does once it has moved far enough not to be a press.
    drags: Option<Drag>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pointer {
    id: i32,
    start: (f64, f64),
    at: (f64, f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drag {
    Canvas,
    Card(u32),
}

/// A pointer that moves less far is pressing.
const SLACK: f64 = 5.0;

impl Gesture {
    /// A pointer comes down on something. `canvas` says that it drags the canvas whatever is there.
    pub fn down(&mut self, id: i32, at: (f64, f64), spot: Option<Spot>, canvas: bool) {
        self.pointers.retain(|it| it.id != id);
        self.pointers.push(Pointer { id, start: at, at });
        self.held = if canvas { None } else { spot };
        self.drags = (self.pointers.len() > 1 || canvas).then_some(Drag::Canvas);
    }

    /// A pointer moves. One that hovers moves nothing.
    pub fn moved(&mut self, id: i32, at: (f64, f64)) -> Moved {
        let Some(place) = self.pointers.iter().position(|it| it.id == id) else {
            return Moved::Nothing;
        };
        let other = self.pointers.iter().find(|it| it.id != id).copied();
        let Some(pointer) = self.pointers.get_mut(place) else { return Moved::Nothing };
        let before = pointer.at;
        if self.drags.is_none() && distance(pointer.start, at) < SLACK {
            return Moved::Nothing;
        }
        pointer.at = at;
        if let Some(other) = other {
            let factor = distance(at, other.at) / distance(before, other.at).max(1.0);
            return Moved::Zoom(factor, middle(at, other.at));
        }
        let drag = *self.drags.get_or_insert(match self.held.map(Spot::owner) {
            Some(Spot::Card(card)) => Drag::Card(card),
            _ => Drag::Canvas,
        });
        match drag {
            Drag::Canvas => Moved::Pan(before.0 - at.0, before.1 - at.1),
            Drag::Card(card) => Moved::Carry(card, at),
        }
    }

    /// A pointer goes up.
    pub fn up(&mut self, id: i32, at: (f64, f64)) -> Moved {
        if !self.pointers.iter().any(|it| it.id == id) {
            return Moved::Nothing;
        }
        self.pointers.retain(|it| it.id != id);
        if !self.pointers.is_empty() {
            return Moved::Nothing;
        }
        match (self.drags.take(), self.held.take()) {
            (None, held) => Moved::Press(held),
            (Some(Drag::Card(card)), _) => Moved::Drop(card, at),
            (Some(Drag::Canvas), _) => Moved::Nothing,
        }
    }

    /// The pointers are lost: nothing has happened.
    pub fn cancel(&mut self) {
        *self = Self::default();
    }

    /// Whether something is being dragged.
    #[must_use]
    pub fn is_drag(&self) -> bool {
        self.drags.is_some()
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn middle(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_pointer_presses_and_a_moving_one_drags() {
        let mut gesture = Gesture::default();
        gesture.down(1, (10.0, 10.0), Some(Spot::Row(3)), false);
        assert_eq!(gesture.moved(1, (12.0, 11.0)), Moved::Nothing);
        assert_eq!(gesture.up(1, (12.0, 11.0)), Moved::Press(Some(Spot::Row(3))));
        gesture.down(1, (10.0, 10.0), Some(Spot::Row(3)), false);
        assert_eq!(gesture.moved(1, (30.0, 10.0)), Moved::Pan(-20.0, 0.0));
        assert_eq!(gesture.up(1, (30.0, 10.0)), Moved::Nothing);
    }

    #[test]
    fn a_card_is_carried_unless_the_canvas_is_wanted() {
        let mut gesture = Gesture::default();
        gesture.down(1, (0.0, 0.0), Some(Spot::Card(2)), false);
        assert_eq!(gesture.moved(1, (0.0, 40.0)), Moved::Carry(2, (0.0, 40.0)));
        assert_eq!(gesture.up(1, (0.0, 50.0)), Moved::Drop(2, (0.0, 50.0)));
        gesture.down(1, (0.0, 0.0), Some(Spot::LockIn(2)), false);
        assert_eq!(gesture.moved(1, (0.0, 40.0)), Moved::Carry(2, (0.0, 40.0)), "by a padlock");
        gesture.cancel();
        gesture.down(1, (0.0, 0.0), Some(Spot::Card(2)), true);
        assert_eq!(gesture.moved(1, (0.0, 1.0)), Moved::Pan(0.0, -1.0));
    }

    #[test]
    fn two_pointers_pinch() {
        let mut gesture = Gesture::default();
        gesture.down(1, (0.0, 0.0), None, false);
        gesture.down(2, (100.0, 0.0), None, false);
        assert_eq!(gesture.moved(2, (200.0, 0.0)), Moved::Zoom(2.0, (100.0, 0.0)));
        assert_eq!(gesture.up(2, (200.0, 0.0)), Moved::Nothing);
        assert_eq!(gesture.up(1, (0.0, 0.0)), Moved::Nothing);
    }
}
