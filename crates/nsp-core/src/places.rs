//! What the names of an estate stand for.

use crate::order;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::compiled::AssociationRef;
use crate::id::{PerimeterId, ResourceId, caseless};
use crate::snapshot::{AccessMode, Association, Profile, Snapshot};

/// Where resources and perimeters stand in a snapshot, by their names. All that it looks at is
/// compared by [`Snapshot::is_named_like`] and [`Snapshot::in_other_modes`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    resources: BTreeMap<ResourceId, Place>,
    perimeters: BTreeMap<PerimeterId, u32>,
    /// Of several resources with one name the first.
    endpoints: BTreeMap<Endpoint, ResourceId>,
    /// The associations whose resource is an expression.
    in_doubt: Vec<AssociationRef>,
}

/// Where a resource stands in the snapshot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) resource: Option<u32>,
    /// The association that decides, if one does.
    pub(crate) governing: Option<Governing>,
    /// The perimeters of all its associations.
    pub(crate) memberships: Vec<u32>,
    /// One of them has an access mode that nobody knows.
    has_unknown_mode: bool,
}

impl Place {
    /// Whether an association may decide whose access mode nobody knows: where another is Enforced,
    /// that one does.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.has_unknown_mode && self.governing.is_some_and(|it| it.rank != Rank::Enforced)
    }

    /// Takes an association for the one that decides, if it comes before those offered so far.
    fn offer(
        &mut self,
        link: &Association,
        perimeter: u32,
        association: u32,
        profile: impl FnOnce(&str) -> Option<u32>,
    ) {
        let rank = match link.access_mode {
            AccessMode::Enforced => Rank::Enforced,
            AccessMode::Learning => Rank::Learning,
            AccessMode::Audit => Rank::Audit,
            AccessMode::Unrecognized(_) => Rank::Unknown,
        };
        self.has_unknown_mode |= rank == Rank::Unknown;
        if self.governing.is_none_or(|governing| governing.rank < rank) {
            let profile = profile(&link.profile);
            self.governing = Some(Governing { perimeter, association, profile, rank });
        }
    }
}

/// The association that decides about a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Governing {
    pub(crate) perimeter: u32,
    pub(crate) association: u32,
    /// `None` when the association names a profile that its perimeter does not hold.
    pub(crate) profile: Option<u32>,
    pub(crate) rank: Rank,
}

/// Which of several associations decides: the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Unknown,
    Audit,
    Learning,
    Enforced,
}

impl Places {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let mut places = Self::default();
        places.name_perimeters(snapshot);
        places.place_resources(snapshot);
        places
    }

    pub(crate) fn of_resource(&self, id: &ResourceId) -> Option<&Place> {
        self.resources.get(id)
    }

    /// The associations whose resource is an expression, ascending.
    pub(crate) fn in_doubt(&self) -> &[AssociationRef] {
        &self.in_doubt
    }

    /// The perimeter that an id or GUID names.
    pub(crate) fn of_perimeter(&self, name: &PerimeterId) -> Option<u32> {
        self.perimeters.get(name).copied()
    }

    /// The resource that a host name is an endpoint of.
    pub(crate) fn of_endpoint(&self, name: &str) -> Option<&ResourceId> {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        ENDPOINTS.iter().enumerate().find_map(|(kind, (_, endings))| {
            let resource = endings.iter().find_map(|ending| name.strip_suffix(ending))?;
            self.endpoints.get(&(kind, String::from(resource)))
        })
    }

    fn name_perimeters(&mut self, snapshot: &Snapshot) {
        for (at, perimeter) in (0..).zip(&snapshot.perimeters) {
            let id = PerimeterId::new(perimeter.id.as_str());
            self.perimeters.entry(id).or_insert(at);
            if let Some(guid) = perimeter.guid.as_ref().filter(|guid| !guid.is_symbolic()) {
                self.perimeters.entry(guid.clone()).or_insert(at);
            }
        }
    }

    fn place_resources(&mut self, snapshot: &Snapshot) {
        for (at, resource) in (0..).zip(&snapshot.resources) {
            self.place(&resource.id).resource.get_or_insert(at);
        }
        for (perimeter, written) in (0..).zip(&snapshot.perimeters) {
            let profiles = places_by_name(&written.profiles);
            for (association, link) in (0..).zip(&written.associations) {
                if link.resource.holds_expression() {
                    self.in_doubt.push(AssociationRef { perimeter, association, profile: None });
                }
                let place = self.place(&link.resource);
                place.memberships.push(perimeter);
                place.offer(link, perimeter, association, |name| place_of(&profiles, name));
            }
        }
    }

    /// Finds again which associations decide about resources whose access modes have changed.
    pub(crate) fn govern<'s>(
        &mut self,
        snapshot: &'s Snapshot,
        resources: impl Iterator<Item = &'s ResourceId>,
    ) {
        for resource in resources {
            let Some(place) = self.resources.get_mut(resource) else { continue };
            place.governing = None;
            place.has_unknown_mode = false;
            for (perimeter, written) in (0..).zip(&snapshot.perimeters) {
                if !place.memberships.contains(&perimeter) {
                    continue;
                }
                let links = (0..).zip(&written.associations);
                for (association, link) in links.filter(|(_, link)| link.resource == *resource) {
                    place.offer(link, perimeter, association, |name| {
                        let mut profiles = (0..).zip(&written.profiles);
                        let named = profiles.find(|(_, it)| it.name.eq_ignore_ascii_case(name));
                        named.map(|(at, _)| at)
                    });
                }
            }
        }
    }

    /// The place of a resource, which is known by its host names from then on.
    fn place(&mut self, resource: &ResourceId) -> &mut Place {
        self.resources.entry(resource.clone()).or_insert_with(|| {
            if let Some((kind, _)) = endings(resource) {
                let name = resource.name().to_ascii_lowercase();
                self.endpoints.entry((kind, name)).or_insert_with(|| resource.clone());
            }
            Place::default()
        })
    }
}

/// Where profiles stand, by their names; of several with one name the first comes first.
fn places_by_name(profiles: &[Arc<Profile>]) -> Vec<(&str, u32)> {
    let names = profiles.iter().map(|profile| profile.name.as_str());
    let mut places: Vec<(&str, u32)> = names.zip(0..).collect();
    order::sort_by(&mut places, |(one, _), (other, _)| caseless(one, other));
    places
}

fn place_of(places: &[(&str, u32)], name: &str) -> Option<u32> {
    let first = places.partition_point(|(known, _)| caseless(known, name) == Ordering::Less);
    let (known, at) = places.get(first)?;
    known.eq_ignore_ascii_case(name).then_some(*at)
}

/// All host names of one resource: its kind in [`ENDPOINTS`] and its name in lower case.
type Endpoint = (usize, String);

/// Which types of resource have host names, and how these end. No ending ends another.
const ENDPOINTS: &[(&str, &[&str])] = &[
    (
        "Microsoft.Storage/storageAccounts",
        &[
            ".blob.core.windows.net",
            ".dfs.core.windows.net",
            ".file.core.windows.net",
            ".queue.core.windows.net",
            ".table.core.windows.net",
            ".web.core.windows.net",
        ],
    ),
    ("Microsoft.KeyVault/vaults", &[".vault.azure.net"]),
];

/// The kind of a resource in [`ENDPOINTS`], and how its host names end.
fn endings(resource: &ResourceId) -> Option<(usize, &'static [&'static str])> {
    let of = resource.resource_type()?;
    let mut kinds = ENDPOINTS.iter().enumerate();
    kinds.find_map(|(kind, (named, endings))| {
        of.eq_ignore_ascii_case(named).then_some((kind, *endings))
    })
}

/// The types of resource that have host names.
pub fn types_with_endpoints() -> impl Iterator<Item = &'static str> {
    ENDPOINTS.iter().map(|(named, _)| *named)
}

/// The host names of a resource, derived from its id, in lower case.
pub fn endpoints(resource: &ResourceId) -> impl Iterator<Item = String> {
    let name = resource.name().to_ascii_lowercase();
    let (_, endings) = endings(resource).unwrap_or_default();
    endings.iter().map(move |ending| name.clone() + ending)
}
