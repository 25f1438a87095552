//! What the names of an estate stand for.

use crate::order;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::compiled::AssociationRef;
use crate::id::{PerimeterId, ResourceId, caseless};
use crate::resource::Network;
use crate::snapshot::{AccessMode, Profile, Snapshot};

/// Where resources and perimeters stand in a snapshot, by their names. All that it looks at is
/// compared by [`Snapshot::is_named_like`] and [`Snapshot::in_other_modes`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    names: Arc<Names>,
    /// Of each resource, by its number: all that access modes decide.
    deciding: Vec<Deciding>,
}

/// What follows from names alone.
#[derive(Debug, Default)]
struct Names {
    resources: BTreeMap<ResourceId, Named>,
    perimeters: BTreeMap<PerimeterId, u32>,
    /// Of a perimeter neither id nor GUID is known.
    has_nameless: bool,
    /// Of several resources with one name the first.
    endpoints: BTreeMap<Endpoint, ResourceId>,
    /// The associations of which nobody knows whose they are.
    in_doubt: Vec<AssociationRef>,
}

#[derive(Debug, Default)]
struct Named {
    /// Counted from the first that is named.
    number: usize,
    resource: Option<u32>,
    /// In document order.
    associations: Vec<AssociationRef>,
}

/// Where a resource stands in the snapshot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'p> {
    pub(crate) resource: Option<u32>,
    /// The association that decides, if one does.
    pub(crate) governing: Option<Governing>,
    /// All of them, in document order.
    pub(crate) associations: &'p [AssociationRef],
    has_unknown_mode: bool,
}

impl Place<'_> {
    /// Whether an association may decide whose access mode nobody knows: where another is Enforced,
    /// that one does.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.has_unknown_mode && self.governing.is_some_and(|it| it.rank != Rank::Enforced)
    }
}

/// What the access modes of the associations of one resource decide.
#[derive(Clone, Copy, Debug, Default)]
struct Deciding {
    governing: Option<Governing>,
    /// One of them has an access mode that nobody knows.
    has_unknown_mode: bool,
}

impl Deciding {
    /// Of associations the first among the greatest by [`Rank`].
    fn of(associations: &[AssociationRef], snapshot: &Snapshot) -> Self {
        let mut deciding = Self::default();
        for AssociationRef { perimeter, association, profile } in associations.iter().copied() {
            let written = snapshot.perimeters.get(perimeter as usize);
            let written = written.and_then(|it| it.associations.get(association as usize));
            let Some(written) = written else { continue };
            let rank = match written.access_mode {
                AccessMode::Enforced => Rank::Enforced,
                AccessMode::Learning => Rank::Learning,
                AccessMode::Audit => Rank::Audit,
                AccessMode::Unrecognized(_) => Rank::Unknown,
            };
            deciding.has_unknown_mode |= rank == Rank::Unknown;
            if deciding.governing.is_none_or(|governing| governing.rank < rank) {
                deciding.governing = Some(Governing { perimeter, association, profile, rank });
            }
        }
        deciding
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
        let mut names = Names::default();
        names.name_perimeters(snapshot);
        names.place_resources(snapshot);
        let mut deciding = alloc::vec![Deciding::default(); names.resources.len()];
        for named in names.resources.values() {
            if let Some(it) = deciding.get_mut(named.number) {
                *it = Deciding::of(&named.associations, snapshot);
            }
        }
        Self { names: Arc::new(names), deciding }
    }

    pub(crate) fn of_resource(&self, id: &ResourceId) -> Option<Place<'_>> {
        let Named { number, resource, associations } = self.names.resources.get(id)?;
        let Deciding { governing, has_unknown_mode } = *self.deciding.get(*number)?;
        Some(Place { resource: *resource, governing, associations, has_unknown_mode })
    }

    /// The associations of which nobody knows whose they are, ascending.
    pub(crate) fn in_doubt(&self) -> &[AssociationRef] {
        &self.names.in_doubt
    }

    /// Whether a perimeter is there of which neither id nor GUID is known.
    pub(crate) fn has_nameless(&self) -> bool {
        self.names.has_nameless
    }

    /// The perimeter that an id or GUID names.
    pub(crate) fn of_perimeter(&self, name: &PerimeterId) -> Option<u32> {
        self.names.perimeters.get(name).copied()
    }

    /// The resource that a host name is an endpoint of.
    pub(crate) fn of_endpoint(&self, name: &str) -> Option<&ResourceId> {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        ENDPOINTS.iter().enumerate().find_map(|(kind, (_, endings))| {
            let resource = endings.iter().find_map(|ending| name.strip_suffix(ending))?;
            self.names.endpoints.get(&(kind, String::from(resource)))
        })
    }

    /// Finds again what decides about the resources of associations whose access modes have
    /// changed, by perimeter and place there.
    pub(crate) fn govern(
        &mut self,
        snapshot: &Snapshot,
        changed: impl Iterator<Item = (u32, u32)>,
    ) {
        for (perimeter, association) in changed {
            let written = snapshot.perimeters.get(perimeter as usize);
            let written = written.and_then(|it| it.associations.get(association as usize));
            if let Some(named) = written.and_then(|it| self.names.resources.get(&it.resource))
                && let Some(it) = self.deciding.get_mut(named.number)
            {
                *it = Deciding::of(&named.associations, snapshot);
            }
        }
    }
}

impl Names {
    fn name_perimeters(&mut self, snapshot: &Snapshot) {
        for (at, perimeter) in (0..).zip(&snapshot.perimeters) {
            self.has_nameless |= perimeter.is_nameless();
            // One expression may stand for this and for that.
            if !perimeter.id.is_symbolic() {
                let id = PerimeterId::new(perimeter.id.as_str());
                self.perimeters.entry(id).or_insert(at);
            }
            if let Some(guid) = perimeter.guid.as_ref().filter(|guid| !guid.is_symbolic()) {
                self.perimeters.entry(guid.clone()).or_insert(at);
            }
        }
    }

    fn place_resources(&mut self, snapshot: &Snapshot) {
        for (at, resource) in (0..).zip(&snapshot.resources) {
            self.named(&resource.id).resource.get_or_insert(at);
        }
        for (perimeter, written) in (0..).zip(&snapshot.perimeters) {
            let profiles = places_by_name(&written.profiles);
            for (association, link) in (0..).zip(&written.associations) {
                if self.is_in_doubt(&link.resource, snapshot) {
                    self.in_doubt.push(AssociationRef { perimeter, association, profile: None });
                }
                let profile = place_of(&profiles, &link.profile);
                let at = AssociationRef { perimeter, association, profile };
                self.named(&link.resource).associations.push(at);
            }
        }
    }

    /// Whether nobody knows of which resource an id is.
    fn is_in_doubt(&self, id: &ResourceId, snapshot: &Snapshot) -> bool {
        let described = || {
            let place = self.resources.get(id).and_then(|named| named.resource);
            let resource = place.and_then(|at| snapshot.resources.get(at as usize));
            resource.is_some_and(|it| it.network != Network::NotGiven)
        };
        id.holds_expression() || id.says_no_type() && !described()
    }

    /// The place of a resource, which is known by its host names from then on.
    fn named(&mut self, resource: &ResourceId) -> &mut Named {
        let number = self.resources.len();
        self.resources.entry(resource.clone()).or_insert_with(|| {
            if let Some((kind, _)) = endings(resource) {
                let name = resource.name().to_ascii_lowercase();
                self.endpoints.entry((kind, name)).or_insert_with(|| resource.clone());
            }
            Named { number, ..Named::default() }
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
