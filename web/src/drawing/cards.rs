//! Perimeters, profiles and resources of an estate as frames, lanes and cards of the picture.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use nsp_analysis::matrix::Matrix;
use nsp_core::{
    AccessMode, Compiled, LinkKind, LinkStatus, Network, Perimeter, Profile, PublicNetworkAccess,
    ResourceId, State, order,
};
use nsp_formats::scenario::{MORE, is_page};
use yew::AttrValue;

use super::lanes::{lane, meta, page};
use super::paths::Paths;
use super::picture::{Card, Frame, Kind, Lane, Link};
use super::ways::lock;

/// The resources that have columns, as a matrix shares them.
type Names = Arc<[(ResourceId, Option<u32>)]>;

/// Where the resources stood in the picture before, for most of them stand there still.
#[derive(Default)]
pub(super) struct Seats {
    /// Those of the matrix then: while they are the same, everything stands where it stood.
    names: Option<Names>,
    /// Of each association in turn: the column of its resource and the lane of its profile.
    members: Vec<(Option<usize>, usize)>,
    /// Of each listed resource its column.
    listed: Vec<Option<usize>>,
    /// Their profiles.
    profiles: Vec<Vec<Arc<Profile>>>,
    /// As they were made.
    frames: Vec<Rc<Frame>>,
}

impl Seats {
    /// A frame or lane as it was made before, where it is the same still.
    fn kept<T: PartialEq>(before: Option<&Rc<T>>, made: T) -> Rc<T> {
        before.filter(|it| ***it == made).map_or_else(|| Rc::new(made), Rc::clone)
    }
}

/// A lane without its cards, and which associations give them.
type Filling = (Lane, Vec<usize>);

/// The frames of an estate, and one more for what stands in none; and the column of each card. Of
/// several cards of one resource only the first has it.
pub(super) fn frames(
    compiled: &Compiled,
    matrix: &Matrix,
    paths: &[Rc<Paths>],
    seats: &mut Seats,
) -> (Vec<Rc<Frame>>, Vec<Option<usize>>) {
    let snapshot = compiled.snapshot();
    let columns = Columns { matrix, by_id: OnceCell::new() };
    let known = seats.names.replace(Arc::clone(matrix.names()));
    let stayed = known.is_some_and(|it| Arc::ptr_eq(&it, matrix.names()));
    let mut before = std::mem::take(&mut seats.members).into_iter();
    let listed = std::mem::take(&mut seats.listed);
    let profiles = std::mem::take(&mut seats.profiles);
    let mut frames: Vec<(&Perimeter, Vec<Filling>)> = Vec::new();
    // How many associations each column has.
    let mut held = vec![0_u32; matrix.columns().len()];
    let mut associations = Vec::new();
    for (place, perimeter) in snapshot.perimeters.iter().enumerate() {
        let known = seats.frames.get(place).filter(|it| *it.key == *perimeter.id.as_str());
        let known = known.zip(profiles.get(place));
        let empty = |(at, profile): (usize, &Arc<Profile>)| {
            let stays = |all: &&(&Rc<Frame>, &Vec<Arc<Profile>>)| {
                all.1.get(at).is_some_and(|it| Arc::ptr_eq(it, profile))
            };
            let known = known.as_ref().filter(stays).and_then(|(frame, _)| frame.lanes.get(at));
            let Some(Lane { key, name, meta, .. }) = known.map(|it| &**it) else {
                return Lane { meta: meta(profile).into(), ..lane(perimeter, &profile.name) };
            };
            let (key, name, meta) = (key.clone(), name.clone(), meta.clone());
            Lane { key, name, meta, cards: Vec::new() }
        };
        let all = perimeter.profiles.iter().enumerate();
        let mut lanes: Vec<Filling> = all.map(|it| (empty(it), Vec::new())).collect();
        seats.profiles.push(perimeter.profiles.clone());
        for association in &perimeter.associations {
            let (column, seat) = before.next().unwrap_or_default();
            if is_page(association) {
                seats.members.push((column, seat));
                continue;
            }
            let name = &association.profile;
            let of =
                |(lane, _): &Filling| *lane.name == **name || lane.name.eq_ignore_ascii_case(name);
            let there = lanes.get(seat).is_some_and(|lane| stayed || of(lane)).then_some(seat);
            // A profile that only an association names is a lane too.
            let seat = there.or_else(|| lanes.iter().position(of)).unwrap_or_else(|| {
                let meta = "rules not given".into();
                lanes.push((Lane { meta, ..lane(perimeter, name) }, Vec::new()));
                lanes.len() - 1
            });
            if let Some((_, members)) = lanes.get_mut(seat) {
                members.push(associations.len());
            }
            let column = match stayed {
                true => column,
                false => columns.of(&association.resource, column.unwrap_or_default()),
            };
            if let Some(held) = column.and_then(|column| held.get_mut(column)) {
                // What a page that is missing may say is no second association.
                *held += u32::from(*held == 0 || !is_more(perimeter));
            }
            associations.push((association, column));
            seats.members.push((column, seat));
        }
        if perimeter.associations.iter().any(|it| is_page(it)) {
            lanes.push((page(perimeter), Vec::new()));
        }
        frames.push((perimeter, lanes));
    }
    let mut places = Vec::new();
    let mut drawn = vec![false; held.len()];
    let mut seat = |column: Option<usize>| {
        let first = column.and_then(|column| drawn.get_mut(column));
        let is_first = first.is_some_and(|drawn| !std::mem::replace(drawn, true));
        places.push(column.filter(|_| is_first));
    };
    let at = |column: Option<usize>| paths.get(column?).map(|it| &**it);
    let mut made: Vec<Rc<Frame>> = Vec::new();
    for (place, (perimeter, lanes)) in frames.into_iter().enumerate() {
        let before = seats.frames.get(place);
        let is_page = is_more(perimeter);
        let lanes = lanes.into_iter().enumerate().map(|(place, (mut lane, members))| {
            for (association, column) in members.into_iter().filter_map(|it| associations.get(it)) {
                seat(*column);
                let doubled = column.and_then(|it| held.get(it)).is_some_and(|held| *held > 1);
                let mode = Some(&association.access_mode);
                let id = &association.resource;
                let paths = at(*column);
                lane.cards.push(match is_page {
                    true => Rc::new(card(compiled, id, mode, false, paths)),
                    false => card_of(compiled, id, mode, doubled, paths),
                });
            }
            Seats::kept(before.and_then(|it| it.lanes.get(place)), lane)
        });
        let frame = Frame {
            lanes: lanes.collect(),
            key: perimeter.id.as_str().to_owned().into(),
            name: if is_page { "More perimeters" } else { perimeter.id.name() }.to_owned().into(),
            is_perimeter: !is_page,
        };
        made.push(Seats::kept(before, frame));
    }
    // Columns stand in the order of the list.
    let mut next = 0;
    let mut outside = Vec::new();
    for (place, resource) in snapshot.resources.iter().enumerate() {
        let known = listed.get(place).copied().filter(|_| stayed);
        let column = known.unwrap_or_else(|| columns.of(&resource.id, next));
        next = column.map_or(next, |column| column + 1);
        seats.listed.push(column);
        // What has no column is in no perimeter.
        let is_out = column.and_then(|column| held.get(column)).is_none_or(|held| *held == 0);
        if is_out && resource.id.as_str() != MORE {
            seat(column);
            outside.push(card_of(compiled, &resource.id, None, false, at(column)));
        }
    }
    if !outside.is_empty() {
        let (name, meta) = (AttrValue::default(), AttrValue::default());
        let lane = Lane { key: "outside".into(), name, meta, cards: outside };
        let certain = lane.cards.iter().all(|card| !card.in_doubt);
        let name = if certain { "In no perimeter" } else { "In no perimeter that is given" };
        let (key, name) = ("outside".into(), name.into());
        made.push(Rc::new(Frame { key, name, is_perimeter: false, lanes: vec![Rc::new(lane)] }));
    }
    seats.frames.clone_from(&made);
    (made, places)
}

/// The columns of a matrix by their resources.
struct Columns<'m> {
    matrix: &'m Matrix,
    by_id: OnceCell<Vec<(&'m ResourceId, usize)>>,
}

impl Columns<'_> {
    /// The column of a resource: mostly the one expected.
    fn of(&self, id: &ResourceId, expected: usize) -> Option<usize> {
        let columns = self.matrix.columns();
        let there = columns.get(expected);
        if there.is_some_and(|column| column.resource() == id) {
            return Some(expected);
        }
        let by_id = || {
            let places = columns.iter().enumerate().map(|(at, column)| (column.resource(), at));
            let mut places: Vec<_> = places.collect();
            order::sort(&mut places);
            places
        };
        let by_id = self.by_id.get_or_init(by_id);
        let (found, place) = by_id.get(by_id.partition_point(|(it, _)| *it < id))?;
        (*found == id).then_some(*place)
    }
}

/// Whether this stands for perimeters that are not among the documents.
fn is_more(perimeter: &Perimeter) -> bool {
    perimeter.id.as_str() == MORE
}

/// The card of a resource: as it was drawn before, where nothing it shows has changed.
fn card_of(
    compiled: &Compiled,
    id: &ResourceId,
    mode: Option<&AccessMode>,
    doubled: bool,
    paths: Option<&Paths>,
) -> Rc<Card> {
    let made = || Rc::new(card(compiled, id, mode, doubled, paths));
    match paths {
        Some(paths) if !doubled => Rc::clone(paths.card.get_or_init(made)),
        _ => made(),
    }
}

fn card(
    compiled: &Compiled,
    id: &ResourceId,
    mode: Option<&AccessMode>,
    doubled: bool,
    paths: Option<&Paths>,
) -> Card {
    let (state, mode_text) = match mode {
        Some(AccessMode::Learning) => (Some(State::Learning), String::new()),
        Some(AccessMode::Enforced) => (Some(State::Enforced), String::new()),
        Some(AccessMode::Audit) => (Some(State::Audit), String::new()),
        Some(AccessMode::Unrecognized(text)) => (None, text.clone()),
        None => (None, String::new()),
    };
    let (public_network_access, assumed) = public_network_access(compiled, id);
    let (kind, type_name) = kind(id);
    Card {
        key: id.as_str().to_owned().into(),
        name: id.name().to_owned().into(),
        kind,
        type_name: type_name.into(),
        mode: state,
        mode_text: mode_text.into(),
        inbound: lock(paths, mode.is_some(), |it| it.inbound),
        outbound: lock(paths, mode.is_some(), |it| it.outbound),
        public_network_access: public_network_access.into(),
        assumed: assumed.into(),
        breaks: paths.map_or(0, |it| it.breaks),
        doubled,
        in_doubt: mode.is_none() && compiled.state_of(id).is_none(),
    }
}

fn public_network_access(compiled: &Compiled, id: &ResourceId) -> (String, &'static str) {
    let network = compiled.listed(id).map(|resource| &resource.network);
    let Some(Network::Given { public_network_access, .. }) = network else {
        return ("not given".to_owned(), "");
    };
    let text = match public_network_access {
        Some(PublicNetworkAccess::Enabled) => "Enabled",
        Some(PublicNetworkAccess::Disabled) => "Disabled",
        Some(PublicNetworkAccess::SecuredByPerimeter) => "SecuredByPerimeter",
        Some(PublicNetworkAccess::Unrecognized(text)) => text,
        None => {
            return ("absent".to_owned(), "taken for Enabled, because the documents do not say");
        }
    };
    (text.to_owned(), "")
}

fn kind(id: &ResourceId) -> (Kind, String) {
    let text = id.resource_type().unwrap_or_default();
    match text.to_ascii_lowercase().as_str() {
        "microsoft.storage/storageaccounts" => (Kind::Storage, "Storage account".to_owned()),
        "microsoft.keyvault/vaults" => (Kind::Vault, "Key vault".to_owned()),
        _ => (Kind::Other, text),
    }
}

/// The links between two perimeters of the estate, each once.
#[must_use]
pub fn links(compiled: &Compiled) -> Vec<Link> {
    let perimeters = &compiled.snapshot().perimeters;
    let mut links: Vec<Link> = Vec::new();
    for (from, perimeter) in (0_u32..).zip(perimeters) {
        for link in perimeter.links.iter().filter(|it| it.name != MORE) {
            let Some(to) = link.remote.iter().find_map(|name| compiled.perimeter(name)) else {
                continue;
            };
            let known = links.iter().any(|it| (it.from, it.to) == (to, from));
            if known && link.kind == LinkKind::Reference || from == to {
                continue;
            }
            let approved = link.status == LinkStatus::Approved;
            let status = match link.status {
                LinkStatus::Approved => "approved",
                LinkStatus::NotGiven | LinkStatus::Unrecognized(_) => "not known to be approved",
                LinkStatus::Pending | LinkStatus::Rejected | LinkStatus::Disconnected => {
                    "not approved"
                }
            };
            links.push(Link {
                key: format!("{}/links/{}", perimeter.id.as_str(), link.name).into(),
                from,
                to,
                title: format!("Link {}, {status}", link.name).into(),
                approved,
            });
        }
    }
    links
}
