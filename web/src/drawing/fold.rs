//! What a large estate folds away: what breaks last of all, and never without saying so.

use std::rc::Rc;

use yew::AttrValue;

use super::picture::{Group, GroupKind, Lane, Pair, Picture, Row};

/// Rows that a group shows without folding.
pub const ROWS: usize = 60;
/// Rows of a folded group that are shown although they do not break.
const ROWS_KEPT: usize = 18;
/// Rows that break, of a group where more do than anybody reads one by one.
const ROWS_BREAKING: usize = 90;
/// Rows or cards that are shown of one group or lane because they are pointed out.
const POINTED: usize = 18;
/// Cards that a lane shows without folding.
pub const CARDS: usize = 12;
/// Cards of a folded lane that are shown although they do not break.
const CARDS_KEPT: usize = 4;
/// Above so many cards in all, lanes begin closed: a bar with counts.
pub const CLOSED: usize = 60;

/// Which folds a person has pressed, by the key of their group or lane, and which rows of what is
/// folded stay in sight: what an edit mends is not taken from under the eyes of who mends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    /// The last pressed last.
    turned: Vec<AttrValue>,
    /// Rows that are in sight because they break or did, by group: their places and keys.
    sighted: Vec<(GroupKind, Vec<(usize, AttrValue)>)>,
}

impl Folds {
    /// The same with one fold turned over.
    #[must_use]
    pub fn turned(&self, key: &AttrValue) -> Self {
        let mut turned = self.turned.clone();
        match turned.iter().position(|it| it == key) {
            Some(place) => drop(turned.remove(place)),
            None => turned.push(key.clone()),
        }
        Self { turned, ..self.clone() }
    }

    /// The same after a picture was shown: what breaks in it stays in sight.
    #[must_use]
    pub fn seen(&self, picture: &Picture) -> Self {
        let folded = groups(picture).filter(|(group, _)| ROWS < group.rows.len());
        let sighted = folded.map(|(group, pointed)| {
            let before = self.sighted(group.kind);
            let shown = rows(group, pointed, self).0.into_iter();
            let stays = |at: &usize| before.binary_search_by_key(at, |it| it.0).is_ok();
            let row = |at: usize| {
                let row = group.rows.get(at)?;
                (0 < row.breaks || stays(&at)).then(|| (at, row.key.clone()))
            };
            (group.kind, shown.filter_map(row).collect())
        });
        Self { turned: self.turned.clone(), sighted: sighted.collect() }
    }

    /// The same before any picture was shown.
    #[must_use]
    pub fn unseen(&self) -> Self {
        Self { turned: self.turned.clone(), sighted: Vec::new() }
    }

    fn sighted(&self, kind: GroupKind) -> &[(usize, AttrValue)] {
        let known = self.sighted.iter().find(|it| it.0 == kind);
        known.map_or(&[], |it| it.1.as_slice())
    }

    /// Whether the fold is other than it began.
    #[must_use]
    pub fn is_turned(&self, key: &str) -> bool {
        self.turned.iter().any(|it| it == key)
    }
}

/// How a lane is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The cards at these places of the lane, and how many are folded away.
    Cards(Vec<usize>, usize),
    /// A bar with counts.
    Closed,
}

/// What a picture points out, as one of its groups or lanes counts what it has.
#[derive(Clone, Copy, Debug)]
pub struct Pointed<'p> {
    lit: &'p [Pair],
    /// The place in the picture of its first row or card.
    first: u32,
    of: fn(&Pair) -> u32,
}

impl<'p> Pointed<'p> {
    /// Of the rows from a place on.
    #[must_use]
    pub fn rows(lit: &'p [Pair], first: u32) -> Self {
        Self { lit, first, of: |pair| pair.row }
    }

    /// Of the cards from a place on.
    #[must_use]
    pub fn cards(lit: &'p [Pair], first: u32) -> Self {
        Self { lit, first, of: |pair| pair.card }
    }

    fn is_on(self, place: usize) -> bool {
        self.lit.iter().any(|pair| (self.of)(pair) as usize == self.first as usize + place)
    }

    /// Puts those of so many in sight that are not: in the stead of the last that may give way, so
    /// that the rest stays where it is.
    fn show(self, shown: &mut Vec<usize>, all: usize, gives_way: &dyn Fn(usize) -> bool) {
        let most = shown.len() + POINTED;
        for pair in self.lit {
            let place = (self.of)(pair).checked_sub(self.first).map_or(all, |it| it as usize);
            let Err(at) = shown.binary_search(&place) else { continue };
            if place < all && shown.len() < most {
                shown.insert(at, place);
                let last = shown.iter().rposition(|it| gives_way(*it) && !self.is_on(*it));
                last.map(|at| shown.remove(at));
            }
        }
    }
}

/// The groups of a picture.
fn groups(picture: &Picture) -> impl Iterator<Item = (&Group, Pointed<'_>)> {
    let mut next = 0;
    picture.sources.iter().chain(&picture.destinations).map(move |group| {
        let pointed = Pointed::rows(&picture.lit, next);
        next += u32::try_from(group.rows.len()).unwrap_or(u32::MAX);
        (&**group, pointed)
    })
}

/// Whether what two pictures of the same rows and cards point out leaves the same in sight.
#[must_use]
pub fn points_alike(one: &Picture, other: &Picture) -> bool {
    let is_long = |lane: &Rc<Lane>| CARDS < lane.cards.len();
    let ends = |pair: &Pair| (pair.row, pair.card);
    one.lit.iter().map(ends).eq(other.lit.iter().map(ends))
        || !(groups(one).any(|(group, _)| ROWS < group.rows.len())
            || one.frames.iter().flat_map(|frame| &frame.lanes).any(is_long))
}

/// The rows of a group that are shown, by place, and how many are folded away.
#[must_use]
pub fn rows(group: &Group, pointed: Pointed, folds: &Folds) -> (Vec<usize>, usize) {
    let all = group.rows.len();
    if all <= ROWS || folds.is_turned(group.kind.name()) {
        return ((0..all).collect(), 0);
    }
    let mut breaking = 0;
    let known = folds.sighted(group.kind);
    let mut sighted = known.iter().peekable();
    let worth = |(place, row): &(usize, &Rc<Row>)| {
        let here = sighted.next_if(|it| it.0 == *place);
        let breaks = 0 < row.breaks || here.is_some_and(|it| it.1 == row.key);
        breaking += usize::from(breaks);
        let breaks = breaks && breaking <= ROWS_BREAKING;
        *place < ROWS_KEPT || breaks || row.catch_all
    };
    let mut shown: Vec<usize> =
        group.rows.iter().enumerate().filter(worth).map(|it| it.0).collect();
    pointed.show(&mut shown, all, &|place| {
        let stays = known.binary_search_by_key(&place, |it| it.0).is_ok();
        let row = group.rows.get(place).filter(|_| !stays && place < ROWS_KEPT);
        row.is_some_and(|row| row.breaks == 0 && !row.catch_all)
    });
    let folded = all - shown.len();
    (shown, folded)
}

/// How a lane of the picture is shown.
#[must_use]
pub fn lane(lane: &Lane, pointed: Pointed, picture_cards: usize, folds: &Folds) -> Shown {
    let all = lane.cards.len();
    let turned = folds.is_turned(&lane.key);
    if CLOSED < picture_cards && !turned && 1 < all {
        return Shown::Closed;
    }
    if all <= CARDS || turned {
        return Shown::Cards((0..all).collect(), 0);
    }
    let mut quiet = 0;
    let mut shown: Vec<usize> = lane
        .cards
        .iter()
        .enumerate()
        .filter(|(_, card)| {
            quiet += usize::from(card.breaks == 0);
            0 < card.breaks || quiet <= CARDS_KEPT
        })
        .map(|it| it.0)
        .collect();
    pointed.show(&mut shown, all, &|place| lane.cards.get(place).is_some_and(|it| it.breaks == 0));
    let folded = all - shown.len();
    Shown::Cards(shown, folded)
}

/// What is said of so many that are folded away, where of all some break and some of those are
/// shown.
#[must_use]
pub fn words(folded: u32, breaking: usize, shown: usize) -> String {
    match breaking.saturating_sub(shown) {
        0 => format!("{folded} more"),
        1 => format!("{folded} more, 1 of them breaks"),
        count if count == folded as usize => format!("{folded} more, all of them break"),
        count => format!("{folded} more, {count} of them break"),
    }
}

/// The same of the rows of a group, of which those at some places are shown.
#[must_use]
pub fn row_words(group: &Group, folded: u32, shown: impl Iterator<Item = usize>) -> String {
    let breaks = |row: &Rc<Row>| 0 < row.breaks;
    let all = group.rows.iter().filter(|row| breaks(row)).count();
    let kept = shown.filter(|place| group.rows.get(*place).is_some_and(breaks)).count();
    words(folded, all, kept)
}

/// How many cards the picture has.
#[must_use]
pub fn card_count(picture: &Picture) -> usize {
    picture.frames.iter().flat_map(|frame| &frame.lanes).map(|lane| lane.cards.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::super::picture::Line;
    use super::super::tests::card;
    use super::*;

    fn group(count: usize, breaks_at: usize) -> Group {
        let row = |place: usize| {
            Rc::new(Row {
                key: place.to_string().into(),
                label: AttrValue::default(),
                note: AttrValue::default(),
                title: AttrValue::default(),
                mono: true,
                catch_all: false,
                breaks: u32::from(place == breaks_at),
            })
        };
        Group {
            kind: GroupKind::Addresses,
            title: AttrValue::default(),
            rows: (0..count).map(row).collect(),
        }
    }

    #[test]
    fn what_an_edit_mends_stays_in_sight() {
        let picture = |breaks_at: usize| Picture {
            state: nsp_core::State::Learning,
            sources: vec![Rc::new(group(200, breaks_at))],
            frames: Vec::new(),
            destinations: Vec::new(),
            flows: crate::drawing::picture::Flows::default(),
            links: Vec::new(),
            lit: Vec::new(),
        };
        let (hot, mended) = (picture(150), picture(999));
        let shown = |picture: &Picture, folds: &Folds| {
            rows(&picture.sources[0], Pointed::rows(&picture.lit, 0), folds).0
        };
        let folds = Folds::default().seen(&hot);
        assert_eq!(shown(&mended, &folds), shown(&hot, &Folds::default()));
        assert_eq!(shown(&mended, &folds.seen(&mended)), shown(&hot, &Folds::default()));
        assert!(!shown(&mended, &folds.unseen()).contains(&150));
        assert_eq!(
            row_words(&group(200, 999), 181, shown(&mended, &folds).into_iter()),
            "181 more"
        );
    }

    #[test]
    fn what_breaks_is_never_folded_away() {
        let rows = |group: &Group, folds: &Folds| rows(group, Pointed::rows(&[], 0), folds);
        assert_eq!(rows(&group(60, 59), &Folds::default()), ((0..60).collect(), 0));
        let (shown, folded) = rows(&group(200, 150), &Folds::default());
        assert!(shown.contains(&150) && shown.len() + folded == 200 && shown.len() < 30);
        let said = row_words(&group(200, 150), 181, shown.into_iter());
        assert_eq!(said, "181 more");
        assert_eq!(row_words(&group(200, 150), 182, 0..18), "182 more, 1 of them breaks");
        let open = Folds::default().turned(&"addresses".into());
        assert_eq!(rows(&group(200, 150), &open).1, 0);
        assert_eq!(open.turned(&"addresses".into()), Folds::default());
    }

    #[test]
    fn what_is_pointed_out_is_in_sight_and_moves_nothing() {
        let pair = |row: u32| Pair { row, card: 0, line: Line::Rule, hot: false };
        let shown =
            |lit: &[Pair]| rows(&group(200, 150), Pointed::rows(lit, 7), &Folds::default()).0;
        let still = shown(&[]);
        let lit = shown(&[pair(7 + 120)]);
        assert_eq!((lit.len(), lit[..17].to_vec()), (still.len(), still[..17].to_vec()));
        assert_eq!(lit[17..], [120, 150]);
        // What is in sight anyway, and what stands in another group.
        assert_eq!(shown(&[pair(7 + 5), pair(7 + 150), pair(3), pair(900)]), still);
        let many: Vec<Pair> = (20..200).map(pair).collect();
        assert!(shown(&many).contains(&150) && shown(&many).len() < 2 * still.len());
    }

    #[test]
    fn a_card_that_is_pointed_out_is_in_sight_and_moves_nothing() {
        let lane = Lane {
            key: "lane".into(),
            name: "lane".into(),
            meta: AttrValue::default(),
            cards: (0..40).map(|at| card(&at.to_string(), u32::from(at == 20))).collect(),
        };
        let pair = |card: u32| Pair { row: 0, card, line: Line::Rule, hot: false };
        let shown = |lit: &[Pair], all: usize| {
            super::lane(&lane, Pointed::cards(lit, 100), all, &Folds::default())
        };
        assert_eq!(shown(&[], 40), Shown::Cards(vec![0, 1, 2, 3, 20], 35));
        assert_eq!(shown(&[pair(130)], 40), Shown::Cards(vec![0, 1, 2, 20, 30], 35));
        assert_eq!(shown(&[pair(130)], 400), Shown::Closed);
    }
}
