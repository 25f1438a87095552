//! What a press, a drop or a key comes to: a wish for the page, a fold, another focus.

use yew::AttrValue;

use super::act::{Act, Room, Target};
use super::keys::Command;
use super::layout::Scene;
use super::names;
use super::picture::{Flow, GroupKind, Picture};
use super::seek::{self, Column};
use super::spot::Spot;
use super::wire::Class;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Act(Act),
    /// A fold is turned over, by the key of its group or lane.
    Fold(AttrValue),
    Focus(Spot),
}

/// What a press of something means, after something else was picked.
#[must_use]
pub fn pressed(
    picture: &Picture,
    scene: &Scene,
    picked: Option<&Target>,
    spot: Option<Spot>,
) -> Option<Deed> {
    let Some(spot) = spot else {
        return picked.is_some().then_some(Deed::Act(Act::Pick(None)));
    };
    let act = match (spot, picked, target(picture, spot)) {
        (Spot::Card(_), Some(Target::Row(row)), Some(Target::Card(card)))
            if is_source(picture, row) =>
        {
            Act::Fire { row: row.clone(), card }
        }
        (Spot::Row(_), Some(Target::Card(card)), Some(Target::Row(row)))
            if !is_source(picture, &row) =>
        {
            Act::Fire { row, card: card.clone() }
        }
        (Spot::Bundle(place), _, _) => {
            let (row, card) = pair(picture, scene, place, picked)?;
            Act::Fire { row, card }
        }
        (Spot::LockIn(card), _, _) => Act::Lock { card: card_key(picture, card)?, outbound: false },
        (Spot::LockOut(card), _, _) => Act::Lock { card: card_key(picture, card)?, outbound: true },
        (Spot::MoreRows(_) | Spot::MoreCards(_), _, _) => {
            return fold_key(picture, spot).map(Deed::Fold);
        }
        (Spot::AddRow(_) | Spot::AddCard(_) | Spot::AddLane(_), _, _) => {
            Act::Add(room(picture, spot)?)
        }
        (Spot::Link(_), _, target) => Act::Open(target?),
        (_, picked, target) => {
            let target = target?;
            Act::Pick((picked != Some(&target)).then_some(target))
        }
    };
    Some(Deed::Act(act))
}

/// What a key means on something.
#[must_use]
pub fn keyed(
    picture: &Picture,
    scene: &Scene,
    picked: Option<&Target>,
    spot: Spot,
    command: Command,
) -> Option<Deed> {
    let act = match command {
        Command::Go(way) => return seek::step(scene, spot, way).map(Deed::Focus),
        Command::NextBreak | Command::PreviousBreak => {
            return next_break(scene, spot, command == Command::NextBreak).map(Deed::Focus);
        }
        Command::Open => match spot {
            Spot::Bundle(_) | Spot::MoreRows(_) | Spot::MoreCards(_) => {
                return pressed(picture, scene, picked, Some(spot));
            }
            _ => return opened(picture, spot),
        },
        Command::Pick => return pressed(picture, scene, picked, Some(spot)),
        Command::Remove => Act::Remove(target(picture, spot)?),
        Command::Add => Act::Add(room(picture, spot)?),
        Command::State(state) => Act::State(state),
        Command::Split => Act::Split,
        Command::Keys => Act::Keys,
        Command::Leave => Act::Pick(None),
        Command::Menu | Command::Pan(..) | Command::Near | Command::Far | Command::Fit => {
            return None;
        }
    };
    Some(Deed::Act(act))
}

/// What a double press of something means.
#[must_use]
pub fn opened(picture: &Picture, spot: Spot) -> Option<Deed> {
    let target = match spot {
        Spot::LockIn(card) | Spot::LockOut(card) => Some(Target::Card(card_key(picture, card)?)),
        spot => target(picture, spot),
    };
    target.map(|target| Deed::Act(Act::Open(target)))
}

/// What a menu that is asked for on something is about.
#[must_use]
pub fn menu(picture: &Picture, spot: Spot) -> Option<Target> {
    let target = target(
        picture,
        match spot {
            Spot::CardMenu(card) | Spot::LockIn(card) | Spot::LockOut(card) => Spot::Card(card),
            Spot::LaneMenu(lane) | Spot::AddCard(lane) | Spot::MoreCards(lane) => Spot::Lane(lane),
            Spot::FrameMenu(frame) | Spot::AddLane(frame) => Spot::Frame(frame),
            spot => spot,
        },
    );
    // What stands in no perimeter is in a lane and a frame that nobody has made.
    let frames = || picture.frames.iter().filter(|frame| frame.is_perimeter);
    target.filter(|target| match target {
        Target::Frame(key) => frames().any(|frame| frame.key == *key),
        Target::Lane(key) => frames().flat_map(|it| &it.lanes).any(|lane| lane.key == *key),
        _ => true,
    })
}

/// A card is dropped onto a lane. Onto its own it stays.
#[must_use]
pub fn moved(picture: &Picture, card: u32, lane: u32) -> Option<Deed> {
    let lanes = || picture.frames.iter().flat_map(|frame| &frame.lanes);
    let card = card_key(picture, card)?;
    let onto = lanes().nth(lane as usize)?;
    let stays = onto.cards.iter().any(|it| it.key == card);
    (!stays).then(|| Deed::Act(Act::Move { card, lane: onto.key.clone() }))
}

/// The lane that a point lies in.
#[must_use]
pub fn lane_at(scene: &Scene, (x, y): (f64, f64)) -> Option<u32> {
    let mut lanes = scene.frames.iter().flat_map(|frame| &frame.lanes);
    let inside = lanes.position(|lane| {
        lane.rect.x <= x && x <= lane.rect.right() && lane.rect.y <= y && y <= lane.rect.bottom()
    });
    inside.and_then(|place| u32::try_from(place).ok())
}

/// Where Tab leads before anything was in focus.
#[must_use]
pub fn first(scene: &Scene) -> Option<Spot> {
    let columns = [Column::Sources, Column::Cards, Column::Destinations];
    columns.into_iter().find_map(|side| seek::walk(scene, side).first().map(|it| it.0))
}

/// What is told of something that is pointed at or in focus; nothing where it says all itself.
#[must_use]
pub fn story(picture: &Picture, scene: &Scene, spot: Spot) -> String {
    match spot {
        Spot::Bundle(place) => {
            let bundle = scene.bundles.get(place as usize);
            bundle.map_or_else(String::new, |it| names::Reader::new(picture, scene).bundle(it))
        }
        Spot::Row(place) => {
            let row = picture.rows().nth(place as usize);
            row.map_or_else(String::new, |row| names::whole(row, false))
        }
        Spot::Card(place) => {
            let card = picture.cards().nth(place as usize).filter(|card| !card.assumed.is_empty());
            card.map_or_else(String::new, |card| format!("publicNetworkAccess is {}", card.assumed))
        }
        Spot::Link(place) => {
            let link = picture.links.get(place as usize);
            link.map_or_else(String::new, |link| link.title.to_string())
        }
        _ => String::new(),
    }
}

/// The keys of a bundle's row and card, where it joins only two.
#[must_use]
pub fn only_pair(picture: &Picture, scene: &Scene, spot: Spot) -> Option<(AttrValue, AttrValue)> {
    let Spot::Bundle(place) = spot else { return None };
    scene.bundles.get(place as usize).filter(|bundle| bundle.paths == 1)?;
    pair(picture, scene, place, None)
}

/// A row and a card that a bundle joins: those that are picked, else the first.
fn pair(
    picture: &Picture,
    scene: &Scene,
    place: u32,
    picked: Option<&Target>,
) -> Option<(AttrValue, AttrValue)> {
    let bundle = scene.bundles.get(place as usize)?;
    let (from, to) = seek::sides(bundle.outward);
    let spots = |side: Column, stands: &[u32]| -> Vec<Spot> {
        let column = seek::column(scene, side);
        let spot = |stand: &u32| column.get(*stand as usize).map(|it| it.0);
        stands.iter().filter_map(spot).collect()
    };
    let (from, to) = (spots(from, &bundle.from), spots(to, &bundle.to));
    let joins = |flow: &Flow| {
        let (row, card) = (Spot::Row(flow.row), Spot::Card(flow.card));
        let (start, end) = if bundle.outward { (card, row) } else { (row, card) };
        let class = Class { line: flow.line, hot: flow.hot };
        class == bundle.class && from.contains(&start) && to.contains(&end)
    };
    let keys = |flow: Flow| {
        let row = picture.rows().nth(flow.row as usize)?.key.clone();
        Some((row, card_key(picture, flow.card)?))
    };
    let mut pairs = picture.flows.iter().filter(joins).filter_map(keys).peekable();
    let first = pairs.peek().cloned();
    let wanted = pairs.find(|(row, card)| match picked {
        Some(Target::Row(key)) => key == row,
        Some(Target::Card(key)) => key == card,
        _ => true,
    });
    wanted.or(first)
}

fn next_break(scene: &Scene, spot: Spot, forward: bool) -> Option<Spot> {
    let breaks = seek::breaks(scene);
    let here = breaks.iter().position(|it| *it == spot);
    let next = match (here, forward) {
        (None, true) => 0,
        (None, false) => breaks.len().checked_sub(1)?,
        (Some(here), true) => (here + 1) % breaks.len(),
        (Some(here), false) => (here + breaks.len() - 1) % breaks.len(),
    };
    breaks.get(next).copied()
}

fn is_source(picture: &Picture, key: &AttrValue) -> bool {
    picture.sources.iter().flat_map(|group| &group.rows).any(|row| row.key == *key)
}

fn card_key(picture: &Picture, card: u32) -> Option<AttrValue> {
    picture.cards().nth(card as usize).map(|card| card.key.clone())
}

fn target(picture: &Picture, spot: Spot) -> Option<Target> {
    let mut lanes = picture.frames.iter().flat_map(|frame| &frame.lanes);
    Some(match spot {
        Spot::Row(place) => Target::Row(picture.rows().nth(place as usize)?.key.clone()),
        Spot::Card(place) => Target::Card(card_key(picture, place)?),
        Spot::Lane(place) => Target::Lane(lanes.nth(place as usize)?.key.clone()),
        Spot::Frame(place) => Target::Frame(picture.frames.get(place as usize)?.key.clone()),
        Spot::Link(place) => Target::Link(picture.links.get(place as usize)?.key.clone()),
        _ => return None,
    })
}

fn fold_key(picture: &Picture, spot: Spot) -> Option<AttrValue> {
    match spot {
        Spot::MoreRows(place) => Some(group_kind(picture, place)?.name().into()),
        Spot::MoreCards(place) => {
            let mut lanes = picture.frames.iter().flat_map(|frame| &frame.lanes);
            lanes.nth(place as usize).map(|lane| lane.key.clone())
        }
        _ => None,
    }
}

fn group_kind(picture: &Picture, group: u32) -> Option<GroupKind> {
    let mut groups = picture.sources.iter().chain(&picture.destinations);
    groups.nth(group as usize).map(|group| group.kind)
}

/// Where something like this is added.
fn room(picture: &Picture, spot: Spot) -> Option<Room> {
    let mut lanes = picture.frames.iter().flat_map(|frame| &frame.lanes);
    Some(match spot {
        Spot::AddRow(group) | Spot::MoreRows(group) => Room::Row(group_kind(picture, group)?),
        Spot::Row(row) => {
            let mut next = row as usize;
            let groups = picture.sources.iter().chain(&picture.destinations);
            let group = groups.into_iter().find(|group| match next.checked_sub(group.rows.len()) {
                None => true,
                Some(rest) => {
                    next = rest;
                    false
                }
            });
            Room::Row(group?.kind)
        }
        Spot::AddCard(lane) | Spot::MoreCards(lane) | Spot::Lane(lane) => {
            Room::Card(lanes.nth(lane as usize)?.key.clone())
        }
        Spot::Card(card) => {
            let key = card_key(picture, card)?;
            let lane = lanes.find(|lane| lane.cards.iter().any(|card| card.key == key))?;
            Room::Card(lane.key.clone())
        }
        Spot::AddLane(frame) | Spot::Frame(frame) => {
            Room::Lane(picture.frames.get(frame as usize)?.key.clone())
        }
        _ => return None,
    })
}
