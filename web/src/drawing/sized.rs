//! Boxes at the origin: what is drawn there stays as it is when an edit moves its place.

use super::layout::{FrameBox, GroupBox, LaneBox, Rect, RowBox};

impl GroupBox {
    /// The same with its title at the origin.
    #[must_use]
    pub fn sized(&self) -> Self {
        let Rect { x, y, .. } = self.head;
        let moved = |rect: Rect| Rect { x: rect.x - x, y: rect.y - y, ..rect };
        let row = |row: &RowBox| RowBox { rect: moved(row.rect), ..*row };
        Self {
            group: self.group,
            head: self.head.sized(),
            rect: moved(self.rect),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

impl FrameBox {
    /// The same at the origin, without its lanes.
    #[must_use]
    pub fn sized(&self) -> Self {
        Self { rect: self.rect.sized(), lanes: Vec::new(), ..*self }
    }
}

impl LaneBox {
    /// The same at the origin, without its cards.
    #[must_use]
    pub fn sized(&self) -> Self {
        Self { rect: self.rect.sized(), cards: Vec::new(), ..*self }
    }
}
