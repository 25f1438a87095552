//! What of a scene is rendered: the parts that lie in the window, from back to front.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::Key;

use super::act::{Act, Target};
use super::layout::{GroupBox, Rect, Scene, Slot};
use super::parts::{
    BundlePart, CardPart, FoldPart, FramePart, GroupPart, LanePart, Marks, RowPart, tab,
};
use super::picture::{Card, Group, Picture, Row};
use super::seek;
use super::spot::Spot;
use super::view::Window;
use super::{fold, lit, names, paint_edge, shape};
use crate::state::Shared;
use crate::ui::figures;

/// What is rendered, and how it is marked.
pub struct World {
    pub picture: Shared<Picture>,
    pub scene: Rc<Scene>,
    pub window: Window,
    pub picked: Option<Target>,
    /// Where Tab leads.
    pub stop: Option<Spot>,
    /// What is pointed at or in focus.
    pub near: Option<Spot>,
    /// The card that is dragged, and the lane it is over.
    pub carried: Option<(u32, Option<u32>)>,
    /// What shows the ends of what is lit, and its ink.
    pub ends: Vec<(Spot, &'static str)>,
    pub on_act: Callback<Act>,
}

impl World {
    /// All of it.
    pub fn html(&self) -> Html {
        let lit = lit::shapes(&self.picture, &self.scene);
        // Another request is another path, drawn from its start.
        let lit_key: String =
            self.picture.lit.iter().map(|it| format!("{}-{} ", it.row, it.card)).collect();
        html! {<>
            {self.frames()}
            {self.links()}
            <g key={lit_key}>{shape::all(&lit.under)}</g>
            {self.bundles()}
            {shape::all(&lit.over)}
            {self.groups(&self.scene.sources, &self.picture.sources, 0, 0)}
            {self.groups(&self.scene.destinations, &self.picture.destinations,
                self.scene.sources.len(), self.picture.source_count())}
            {self.stubs()}
        </>}
    }

    /// The ink of what is lit on what shows an end of it.
    fn lit(&self, spot: Spot) -> Option<&'static str> {
        self.ends.iter().find(|end| end.0 == spot).map(|end| end.1)
    }

    fn sees(&self, rect: &Rect) -> bool {
        self.window.rect.meets(rect)
    }

    fn frames(&self) -> Html {
        let density = self.scene.form.density;
        let mut lane_place = 0_u32;
        let mut next_card = 0_u32;
        let mut parts: Vec<Html> = Vec::new();
        for (place, (frame, place_of)) in
            (0_u32..).zip(self.picture.frames.iter().zip(&self.scene.frames))
        {
            if self.sees(&place_of.rect) {
                let (spot, at) = (Spot::Frame(place), place_of.rect);
                parts.push(placed(spot.to_string().into(), at, html! {
                    <FramePart {place} frame={frame.clone()} place_of={place_of.sized()} {density}
                        tab={self.stop == Some(spot)} />
                }));
            }
            for (lane, lane_of) in frame.lanes.iter().zip(&place_of.lanes) {
                let first = next_card;
                next_card += u32::try_from(lane.cards.len()).unwrap_or_default();
                let place = lane_place;
                lane_place += 1;
                if !self.sees(&lane_of.rect) {
                    continue;
                }
                let fold = Spot::MoreCards(place);
                let over = self.carried.is_some_and(|it| it.1 == Some(place));
                let marks = Marks {
                    tab: self.stop == Some(if lane_of.closed { fold } else { Spot::Lane(place) }),
                    dragged: over,
                    lit: self.lit(fold).filter(|_| lane_of.closed),
                    ..Marks::default()
                };
                let far = self.window.far;
                let key = Spot::Lane(place).to_string().into();
                parts.push(placed(
                    key,
                    lane_of.rect,
                    html! {
                        <LanePart {place} lane={lane.clone()} place_of={lane_of.sized()} {density}
                            {far} {marks} />
                    },
                ));
                if far {
                    continue;
                }
                for card in lane_of.cards.iter().filter(|card| self.sees(&card.rect)) {
                    parts.push(match card.what {
                        Slot::One(at) => {
                            let Some(card_of) = lane.cards.get(at.saturating_sub(first) as usize)
                            else {
                                continue;
                            };
                            self.card(at, card_of, card.rect)
                        }
                        Slot::More(count) => self.fold(fold, format!("{count} more"), card.rect),
                    });
                }
            }
        }
        html! { {for parts} }
    }

    fn card(&self, place: u32, card: &Rc<Card>, rect: Rect) -> Html {
        let spot = Spot::Card(place);
        let marks = Marks {
            picked: self.picked.as_ref() == Some(&Target::Card(card.key.clone())),
            lit: self.lit(spot),
            tab: self.stop == Some(spot),
            dragged: self.carried.is_some_and(|it| it.0 == place),
        };
        placed(
            spot.to_string().into(),
            rect,
            html! {
                <CardPart {place} card={card.clone()} rect={rect.sized()}
                    density={self.scene.form.density} {marks} on_act={self.on_act.clone()} />
            },
        )
    }

    fn fold(&self, spot: Spot, words: String, rect: Rect) -> Html {
        let tab = self.stop == Some(spot);
        let lit = self.lit(spot);
        let part = html! { <FoldPart {spot} {words} rect={rect.sized()} {tab} {lit} /> };
        placed(spot.to_string().into(), rect, part)
    }

    fn groups(&self, boxes: &[GroupBox], groups: &[Rc<Group>], before: usize, rows: usize) -> Html {
        let density = self.scene.form.density;
        let mut parts: Vec<Html> = Vec::new();
        let mut first = rows;
        for (index, (place_of, group)) in boxes.iter().zip(groups).enumerate() {
            let place = u32::try_from(before + index).unwrap_or(u32::MAX);
            let start = first;
            first += group.rows.len();
            if !self.sees(&place_of.whole()) {
                continue;
            }
            parts.push(placed(group.kind.name().into(), place_of.head, html! {
                <GroupPart {place} group={group.clone()} place_of={place_of.sized()} {density} />
            }));
            for row in place_of.rows.iter().filter(|row| self.sees(&row.rect)) {
                parts.push(match row.what {
                    Slot::One(at) => {
                        let Some(row_of) = group.rows.get((at as usize).saturating_sub(start))
                        else {
                            continue;
                        };
                        self.row(at, row_of, row.rect)
                    }
                    Slot::More(count) => {
                        let rect = Rect { x: row.rect.x + 1.0, w: row.rect.w - 2.0, ..row.rect };
                        let shown = shown_rows(place_of, start);
                        let words = fold::row_words(group, count, shown);
                        self.fold(Spot::MoreRows(place), words, rect)
                    }
                });
            }
        }
        html! { {for parts} }
    }

    fn row(&self, place: u32, row: &Rc<Row>, rect: Rect) -> Html {
        let spot = Spot::Row(place);
        let marks = Marks {
            picked: self.picked.as_ref() == Some(&Target::Row(row.key.clone())),
            lit: self.lit(spot),
            tab: self.stop == Some(spot),
            dragged: false,
        };
        let broken = 0 < row.breaks && self.picture.state == nsp_core::State::Enforced;
        // By what it is: a row more changes the places of those behind it, and nothing else.
        placed(
            Key::from(&*row.key),
            rect,
            html! {
                <RowPart {place} row={row.clone()} rect={rect.sized()}
                    density={self.scene.form.density} {marks} {broken} />
            },
        )
    }

    fn bundles(&self) -> Html {
        let (scene, heights) = (&self.scene, self.window.heights());
        let reader = names::Reader::new(&self.picture, scene);
        let raised = self.near.and_then(|near| reader.stand(near));
        let touches = |bundle: &super::layout::Bundle| {
            raised.is_some_and(|(side, stand)| {
                let (from, to) = seek::sides(bundle.outward);
                side == from && bundle.from.contains(&stand)
                    || side == to && bundle.to.contains(&stand)
            })
        };
        let shown = (0_u32..).zip(&scene.bundles).filter(|(_, bundle)| {
            let (top, bottom) = bundle.course.extent();
            top <= heights.1 && heights.0 <= bottom
        });
        // By what it joins, so that in another state a line changes where it is.
        let mut known: BTreeMap<[Option<Spot>; 2], u32> = BTreeMap::new();
        let parts = shown.map(|(place, bundle)| {
            let ends = reader.joined(bundle);
            let nth = known.entry(ends).or_default();
            *nth += 1;
            let [from, to] = ends.map(|end| end.map(|it| it.to_string()).unwrap_or_default());
            let key = format!("{from} {to} {nth}");
            // A path that is whole within the window is the same for every window.
            let (top, bottom) = bundle.course.extent();
            let whole = heights.0 <= top && bottom <= heights.1;
            let window = if whole { (f64::MIN, f64::MAX) } else { heights };
            let spot = Spot::Bundle(place);
            html! {
                <g {key} class="nsp-drawing__bundle" data-spot={spot.to_string()} role="button"
                    tabindex={tab(self.stop == Some(spot))} aria-label={reader.bundle(bundle)}
                    data-raised={touches(bundle).then_some("true")}>
                    <BundlePart bundle={Rc::clone(bundle)} {window} />
                </g>
            }
        });
        html! { {for parts} }
    }

    fn stubs(&self) -> Html {
        let (top, bottom) = self.window.heights();
        let seen = self.scene.stubs.iter().filter(|stub| top <= stub.y && stub.y <= bottom);
        shape::all(&shape::joined(seen.flat_map(paint_edge::stub)))
    }

    fn links(&self) -> Html {
        let links = self.scene.links.iter().filter_map(|path| {
            let link = self.picture.links.get(path.link)?;
            let shapes = paint_edge::link(&self.picture, path);
            let spot = Spot::Link(u32::try_from(path.link).ok()?);
            Some(html! {
                <g class="nsp-drawing__bundle" key={spot.to_string()} role="button"
                    data-spot={spot.to_string()} aria-label={link.title.clone()}>
                    {shape::path("reach", path.path.clone()).html()}
                    {shape::all(&shapes)}
                </g>
            })
        });
        html! { {for links} }
    }
}

/// A part that was drawn at the origin, in its place: where it is moved, nothing else changes.
fn placed(key: Key, at: Rect, part: Html) -> Html {
    html! { <g {key} transform={figures("translate(# #)", &[at.x, at.y])}>{part}</g> }
}

/// The places in their group of the rows that are shown.
pub fn shown_rows(group: &GroupBox, first: usize) -> impl Iterator<Item = usize> {
    group.rows.iter().filter_map(move |row| match row.what {
        Slot::One(at) => (at as usize).checked_sub(first),
        Slot::More(_) => None,
    })
}
