//! What rows, cards and bundles are called by those who hear the drawing, in whole sentences.

use std::rc::Rc;

use nsp_core::State;

use super::layout::{Bundle, Rect, Scene};
use super::paint_edge;
use super::paint_frame::noun;
use super::picture::{Card, Picture, Row};
use super::seek;
use super::shape::Shape;
use super::spot::Spot;
use crate::ui::state_name;

/// A source or destination.
#[must_use]
pub fn row(row: &Row, words: &[Shape], broken: bool) -> String {
    // What is seen is part of the name, also where it is cut to fit.
    let seen: String = words.iter().map(Shape::words).collect();
    let name = whole(row, broken);
    if name.starts_with(&seen) { name } else { format!("{seen}: {name}") }
}

/// A source or destination, uncut.
#[must_use]
pub fn whole(row: &Row, broken: bool) -> String {
    let mut name = row.title.to_string();
    if broken {
        name += " breaks on Enforced";
    }
    if !row.note.is_empty() {
        name = format!("{name} {}", row.note);
    }
    if broken { name } else { name + &losses(row.breaks) }
}

/// A resource.
#[must_use]
pub fn card(card: &Card) -> String {
    let mode = match card.mode {
        Some(mode) => state_name(mode),
        None => card.mode_text.as_str(),
    };
    let mode = match (mode, card.in_doubt) {
        ("", false) => "in no perimeter",
        ("", true) => "in no perimeter that is given",
        (mode, _) => mode,
    };
    let mut name = format!(
        "{}, {}, {mode}. Inbound: {}. Outbound: {}. publicNetworkAccess {}",
        card.name,
        card.type_name,
        card.inbound.words,
        card.outbound.words,
        card.public_network_access,
    );
    if !card.assumed.is_empty() {
        name = format!("{name}, {}", card.assumed);
    }
    if card.doubled {
        name += ". Associated with more than one perimeter";
    }
    name + &losses(card.breaks)
}

fn losses(breaks: u32) -> String {
    match breaks {
        0 => String::new(),
        count => format!(". {} on Enforced", noun(count as usize, "path breaks", "paths break")),
    }
}

/// What stands in a column, from top to bottom.
type Stands = [(Spot, Rect)];

/// Reads the names of many bundles of one scene.
pub struct Reader<'s> {
    picture: &'s Picture,
    scene: &'s Scene,
    rows: Vec<&'s Rc<Row>>,
    cards: Vec<&'s Rc<Card>>,
    columns: [Vec<(Spot, Rect)>; 3],
}

impl<'s> Reader<'s> {
    /// A reader of a picture as it is laid out.
    #[must_use]
    pub fn new(picture: &'s Picture, scene: &'s Scene) -> Self {
        let columns = [seek::Column::Sources, seek::Column::Cards, seek::Column::Destinations];
        Self {
            picture,
            scene,
            rows: picture.rows().collect(),
            cards: picture.cards().collect(),
            columns: columns.map(|column| seek::column(scene, column)),
        }
    }

    /// Where a spot stands, as bundles count them.
    #[must_use]
    pub fn stand(&self, spot: Spot) -> Option<(seek::Column, u32)> {
        let all = [seek::Column::Sources, seek::Column::Cards, seek::Column::Destinations];
        all.into_iter().zip(&self.columns).find_map(|(column, spots)| {
            let stand = spots.iter().position(|it| it.0 == spot)?;
            Some((column, u32::try_from(stand).ok()?))
        })
    }

    /// What a bundle joins first: the same however far other edits move it.
    #[must_use]
    pub fn joined(&self, bundle: &Bundle) -> [Option<Spot>; 2] {
        let (from, to) = self.sides(bundle);
        let first =
            |stands: &[u32], column: &Stands| Some(column.get(*stands.first()? as usize)?.0);
        [first(&bundle.from, from), first(&bundle.to, to)]
    }

    /// The columns it leads from and to.
    fn sides(&self, bundle: &Bundle) -> (&Stands, &Stands) {
        let [sources, cards, destinations] = &self.columns;
        if bundle.outward { (cards, destinations) } else { (sources, cards) }
    }

    /// A bundle: who, to whom, and what comes of it.
    #[must_use]
    pub fn bundle(&self, bundle: &Bundle) -> String {
        let (from, to) = self.sides(bundle);
        format!(
            "{} to {}: {}, in {}",
            self.ends(&bundle.from, from),
            self.ends(&bundle.to, to),
            paint_edge::words(bundle.class),
            state_name(self.picture.state),
        )
    }

    fn ends(&self, stands: &[u32], column: &Stands) -> String {
        let spots = stands.iter().filter_map(|stand| column.get(*stand as usize));
        let names: Vec<String> = spots.take(SHOWN).map(|it| self.short(it.0)).collect();
        list(&names, stands.len())
    }

    /// What a place is called in the name of another.
    fn short(&self, spot: Spot) -> String {
        match spot {
            Spot::Row(place) => self.rows.get(place as usize).map_or_else(String::new, |row| {
                match row.note.is_empty() {
                    true => row.title.to_string(),
                    false => format!("{} ({})", row.title, row.note),
                }
            }),
            Spot::Card(place) => {
                let card = self.cards.get(place as usize);
                card.map_or_else(String::new, |card| card.name.to_string())
            }
            spot => fold(self.picture, self.scene, spot),
        }
    }
}

/// What is folded away in one place.
#[must_use]
pub fn fold(picture: &Picture, scene: &Scene, spot: Spot) -> String {
    match (spot, seek::folded(scene, spot)) {
        (Spot::MoreRows(_), count) => format!("{count} more rows, folded"),
        (_, 0) => {
            let Spot::MoreCards(place) = spot else { return String::new() };
            let lane = picture.frames.iter().flat_map(|it| &it.lanes).nth(place as usize);
            lane.map_or_else(String::new, |lane| {
                format!("the {} of {}", noun(lane.cards.len(), "resource", "resources"), lane.name)
            })
        }
        (_, count) => format!("{count} more resources, folded"),
    }
}

/// So many ends of a bundle are named, the rest counted.
const SHOWN: usize = 3;

fn list(names: &[String], all: usize) -> String {
    match (names, all.saturating_sub(names.len())) {
        ([one], 0) => one.clone(),
        ([head @ .., last], 0) => format!("{} and {last}", head.join(", ")),
        (names, rest) => format!("{} and {rest} more", names.join(", ")),
    }
}

/// The whole picture.
#[must_use]
pub fn picture(picture: &Picture) -> String {
    let state = match picture.state {
        State::NotAssociated => "not associated".to_owned(),
        state => format!("in {}", state_name(state)),
    };
    let perimeters = picture.frames.iter().filter(|frame| frame.is_perimeter).count();
    format!(
        "The estate {state}: {}, {}, {}",
        noun(picture.source_count(), "source", "sources"),
        noun(perimeters, "perimeter", "perimeters"),
        noun(picture.cards().count(), "resource", "resources"),
    )
}

/// The value of `data-state`.
#[must_use]
pub const fn state(state: State) -> &'static str {
    match state {
        State::NotAssociated => "not-associated",
        State::Learning => "transition",
        State::Enforced => "enforced",
        State::Audit => "audit",
    }
}

/// What is folded away, and whether an end of the fired request is among it.
#[must_use]
pub fn held(words: &str, lit: bool) -> String {
    let lit = if lit { ", with the request that was fired" } else { "" };
    format!("{words}{lit}")
}
