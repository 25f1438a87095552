//! Which part of a long list is on the screen.

use std::ops::Range;

/// Items of one size, of which some are seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    /// The size of an item.
    pub(super) item: u32,
    pub(super) count: usize,
    /// How far the list is scrolled.
    pub(super) scrolled: u32,
    /// The size of the screen, without what always stands at its start.
    pub(super) room: u32,
    /// How many beyond the screen are drawn on either side, so that a small scroll shows no gap.
    pub(super) margin: usize,
}

impl Window {
    /// The items to draw.
    pub(super) fn seen(self) -> Range<usize> {
        let item = self.item.max(1);
        let first = (self.scrolled / item) as usize;
        let fitting = (self.room / item) as usize + 2;
        let start = first.saturating_sub(self.margin).min(self.count);
        start..(first + fitting + self.margin).min(self.count)
    }

    /// The room before and behind what is drawn.
    pub(super) fn gaps(self) -> (u32, u32) {
        let Range { start, end } = self.seen();
        let size = |items: usize| u32::try_from(items).unwrap_or_default() * self.item;
        (size(start), size(self.count - end))
    }

    /// How far to scroll so that an item is seen whole, no further than it needs.
    pub(super) fn showing(self, item: usize) -> u32 {
        let start = u32::try_from(item).unwrap_or_default() * self.item;
        let latest = (start + self.item).saturating_sub(self.room);
        self.scrolled.clamp(latest.min(start), start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(scrolled: u32) -> Window {
        Window { item: 28, count: 1000, scrolled, room: 280, margin: 4 }
    }

    #[test]
    fn what_is_seen_is_drawn_and_little_more() {
        for scrolled in [0, 1, 27, 28, 5_000, 27_720] {
            let seen = window(scrolled).seen();
            let first = (scrolled / 28) as usize;
            let last = ((scrolled + 279) / 28) as usize;
            assert!(seen.contains(&first) && seen.contains(&last.min(999)), "{scrolled}");
            assert!(seen.len() <= 20, "{scrolled}: {seen:?}");
            let (before, behind) = window(scrolled).gaps();
            assert_eq!(before + behind + 28 * u32::try_from(seen.len()).unwrap(), 28_000);
        }
        assert_eq!(Window { count: 0, ..window(0) }.seen(), 0..0);
    }

    #[test]
    fn an_item_comes_into_view_by_the_shortest_way() {
        assert_eq!(window(0).showing(3), 0);
        assert_eq!(window(0).showing(10), 28);
        assert_eq!(window(5_000).showing(0), 0);
        assert_eq!(Window { room: 10, ..window(0) }.showing(2), 56);
    }
}
