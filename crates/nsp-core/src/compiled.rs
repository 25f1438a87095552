//! A configuration made ready for deciding.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::id::{PerimeterId, ResourceId};
use crate::outcome::State;
use crate::prefix_index::PrefixIndex;
use crate::resource::{Network, Resource};
use crate::snapshot::{AccessMode, Profile, RuleDirection, Snapshot};

/// A [`Snapshot`] with indexes for deciding, made once per edit.
#[derive(Clone, Debug)]
pub struct Compiled {
    snapshot: Snapshot,
    places: BTreeMap<ResourceId, Place>,
    perimeters: BTreeMap<PerimeterId, u32>,
    profiles: Vec<Vec<ProfileIndex>>,
    firewalls: Vec<FirewallIndex>,
    endpoints: BTreeMap<String, ResourceId>,
}

/// Where a resource stands in the snapshot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) resource: Option<u32>,
    /// The association that decides, if one does.
    pub(crate) governing: Option<Governing>,
    /// The perimeters of all its associations.
    pub(crate) memberships: Vec<u32>,
}

/// The association that decides about a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Governing {
    pub(crate) perimeter: u32,
    pub(crate) association: u32,
    /// `None` when the association names a profile that its perimeter does not hold.
    pub(crate) profile: Option<u32>,
    rank: Rank,
}

/// The association that decides about a resource, by place: meaningful only with its [`Snapshot`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssociationRef {
    /// Into `perimeters`.
    pub perimeter: u32,
    /// Into the perimeter's `associations`.
    pub association: u32,
    /// Into the perimeter's `profiles`; `None` where the association names one that is not there.
    pub profile: Option<u32>,
}

/// Which of several associations decides: the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Unknown,
    Audit,
    Learning,
    Enforced,
}

/// The addresses of a profile's rules, and which rules need a look whatever the address.
#[derive(Clone, Debug)]
pub(crate) struct ProfileIndex {
    /// Keys are places in `elements`.
    pub(crate) prefixes: PrefixIndex,
    /// Keys are places in `elements`.
    pub(crate) tags: PrefixIndex,
    /// Ascending by rule.
    pub(crate) elements: Vec<Element>,
    /// Rules that list subscriptions or perimeters.
    pub(crate) by_identity: Vec<u32>,
    /// Rules that hold something undecidable: an expression, a tag without ranges, an
    /// unrecognised direction.
    pub(crate) doubtful: Vec<u32>,
}

/// The IP rules of a resource's own firewall.
#[derive(Clone, Debug)]
pub(crate) struct FirewallIndex {
    /// Keys are places in `ip_rules`, then in `ipv6_rules`.
    pub(crate) prefixes: PrefixIndex,
    /// Whether one of them is an expression.
    pub(crate) has_symbolic: bool,
}

/// A prefix or tag of a rule, by place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(crate) rule: u32,
    pub(crate) place: u32,
}

impl Compiled {
    /// Makes a snapshot ready.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        let mut compiled = Self {
            places: BTreeMap::new(),
            perimeters: BTreeMap::new(),
            profiles: Vec::new(),
            firewalls: Vec::new(),
            endpoints: BTreeMap::new(),
            snapshot,
        };
        compiled.name_perimeters();
        compiled.place_resources();
        compiled.profiles = compiled
            .snapshot
            .perimeters
            .iter()
            .map(|perimeter| {
                perimeter.profiles.iter().map(|it| profile_index(&compiled.snapshot, it)).collect()
            })
            .collect();
        compiled.firewalls =
            compiled.snapshot.resources.iter().map(|it| firewall_index(it)).collect();
        compiled
    }

    /// The configuration as it was written.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The state the estate itself is in for a resource; `None` where its association has an
    /// access mode that Azure's schema does not list, or an expression.
    ///
    /// Of several associations an Enforced one decides, then one in Transition; Audit decides only
    /// where there is neither, and a mode that is not known only where there is nothing else.
    #[must_use]
    pub fn state_of(&self, resource: &ResourceId) -> Option<State> {
        let Some(governing) = self.place(resource).and_then(|place| place.governing) else {
            return Some(State::NotAssociated);
        };
        match governing.rank {
            Rank::Unknown => None,
            Rank::Audit => Some(State::Audit),
            Rank::Learning => Some(State::Learning),
            Rank::Enforced => Some(State::Enforced),
        }
    }

    /// The association that decides about a resource, if one does: of several the one that
    /// [`state_of`](Self::state_of) goes by.
    #[must_use]
    pub fn association_of(&self, resource: &ResourceId) -> Option<AssociationRef> {
        let governing = self.place(resource)?.governing?;
        let Governing { perimeter, association, profile, .. } = governing;
        Some(AssociationRef { perimeter, association, profile })
    }

    /// The perimeters that a resource is associated with, by place, once for each association.
    #[must_use]
    pub fn perimeters_of(&self, resource: &ResourceId) -> &[u32] {
        self.place(resource).map_or(&[], |place| &place.memberships)
    }

    /// The resource with an id, as it is listed; the first of several.
    #[must_use]
    pub fn listed(&self, resource: &ResourceId) -> Option<&Arc<Resource>> {
        self.snapshot.resources.get(self.place(resource)?.resource? as usize)
    }

    /// Whether a resource is listed or associated in the estate.
    #[must_use]
    pub fn knows(&self, resource: &ResourceId) -> bool {
        self.places.contains_key(resource)
    }

    pub(crate) fn place(&self, resource: &ResourceId) -> Option<&Place> {
        self.places.get(resource)
    }

    pub(crate) fn resource(&self, place: &Place) -> Option<&Resource> {
        let resource = self.snapshot.resources.get(place.resource? as usize)?;
        Some(resource)
    }

    /// The place of the perimeter that an id or GUID names.
    pub(crate) fn perimeter(&self, name: &PerimeterId) -> Option<u32> {
        self.perimeters.get(name).copied()
    }

    pub(crate) fn profile(
        &self,
        perimeter: u32,
        profile: u32,
    ) -> Option<(&Profile, &ProfileIndex)> {
        let written = self.snapshot.perimeters.get(perimeter as usize)?;
        let profile = profile as usize;
        let index = self.profiles.get(perimeter as usize)?.get(profile)?;
        Some((written.profiles.get(profile)?, index))
    }

    /// The account's IP rules.
    pub(crate) fn firewall(&self, place: &Place) -> Option<&FirewallIndex> {
        place.resource.and_then(|at| self.firewalls.get(at as usize))
    }

    /// The resource of the estate that a host name is an endpoint of.
    #[must_use]
    pub fn resource_of_endpoint(&self, name: &str) -> Option<&ResourceId> {
        let name = name.strip_suffix('.').unwrap_or(name);
        self.endpoints.get(&name.to_ascii_lowercase())
    }

    fn name_perimeters(&mut self) {
        for (at, perimeter) in (0..).zip(&self.snapshot.perimeters) {
            let id = PerimeterId::new(perimeter.id.as_str());
            self.perimeters.entry(id).or_insert(at);
            if let Some(guid) = perimeter.guid.as_ref().filter(|guid| !guid.is_symbolic()) {
                self.perimeters.entry(guid.clone()).or_insert(at);
            }
        }
    }

    fn place_resources(&mut self) {
        for (at, resource) in (0..).zip(&self.snapshot.resources) {
            let place = self.places.entry(resource.id.clone()).or_default();
            place.resource.get_or_insert(at);
            for endpoint in endpoints(&resource.id) {
                self.endpoints.entry(endpoint).or_insert_with(|| resource.id.clone());
            }
        }
        for (perimeter, written) in (0..).zip(&self.snapshot.perimeters) {
            for (association, link) in (0..).zip(&written.associations) {
                let place = self.places.entry(link.resource.clone()).or_default();
                place.memberships.push(perimeter);
                for endpoint in endpoints(&link.resource) {
                    self.endpoints.entry(endpoint).or_insert_with(|| link.resource.clone());
                }
                let rank = match link.access_mode {
                    AccessMode::Enforced => Rank::Enforced,
                    AccessMode::Learning => Rank::Learning,
                    AccessMode::Audit => Rank::Audit,
                    AccessMode::Unrecognized(_) => Rank::Unknown,
                };
                if place.governing.is_none_or(|governing| governing.rank < rank) {
                    let named = |it: &Arc<Profile>| it.name.eq_ignore_ascii_case(&link.profile);
                    let profile = written.profiles.iter().position(named);
                    let profile = profile.and_then(|at| u32::try_from(at).ok());
                    place.governing = Some(Governing { perimeter, association, profile, rank });
                }
            }
        }
    }
}

/// The host names of a resource, derived from its id, in lower case.
pub fn endpoints(resource: &ResourceId) -> impl Iterator<Item = String> {
    const STORAGE: &[&str] = &[
        ".blob.core.windows.net",
        ".dfs.core.windows.net",
        ".file.core.windows.net",
        ".queue.core.windows.net",
        ".table.core.windows.net",
        ".web.core.windows.net",
    ];
    let suffixes: &[&str] = if resource.is_storage_account() {
        STORAGE
    } else if resource.has_type("Microsoft.KeyVault/vaults") {
        &[".vault.azure.net"]
    } else {
        &[]
    };
    let name = resource.name().to_ascii_lowercase();
    suffixes.iter().map(move |suffix| name.clone() + suffix)
}

fn profile_index(snapshot: &Snapshot, profile: &Profile) -> ProfileIndex {
    let mut elements = Vec::new();
    let mut by_identity = Vec::new();
    let mut doubtful_rules = Vec::new();
    let mut prefixes = Vec::new();
    let mut tags = Vec::new();
    for (number, rule) in (0..).zip(&profile.access_rules) {
        if rule.direction == RuleDirection::Outbound {
            continue;
        }
        let mut doubtful = rule.direction != RuleDirection::Inbound;
        for (place, prefix) in (0..).zip(&rule.address_prefixes) {
            match prefix.net() {
                Some(net) => prefixes.push((net, key(&elements))),
                None => doubtful = true,
            }
            elements.push(Element { rule: number, place });
        }
        for (place, tag) in (0..).zip(&rule.service_tags) {
            match ranges_of(snapshot, tag) {
                Some(ranges) => {
                    for prefix in ranges {
                        match prefix.net() {
                            Some(net) => tags.push((net, key(&elements))),
                            None => doubtful = true,
                        }
                    }
                }
                None => doubtful = true,
            }
            elements.push(Element { rule: number, place });
        }
        if !rule.subscriptions.is_empty() || !rule.network_security_perimeters.is_empty() {
            by_identity.push(number);
        }
        if doubtful {
            doubtful_rules.push(number);
        }
    }
    ProfileIndex {
        prefixes: PrefixIndex::new(&prefixes),
        tags: PrefixIndex::new(&tags),
        elements,
        by_identity,
        doubtful: doubtful_rules,
    }
}

/// The key of the element that is pushed next.
fn key(elements: &[Element]) -> u32 {
    u32::try_from(elements.len()).unwrap_or(u32::MAX)
}

/// The ranges of a service tag, where somebody supplied them.
pub(crate) fn ranges_of<'s>(
    snapshot: &'s Snapshot,
    tag: &str,
) -> Option<&'s [crate::address::AddressPrefix]> {
    let mut named = snapshot.service_tags.iter().filter(|it| it.name.eq_ignore_ascii_case(tag));
    let found = named.find(|it| !it.address_prefixes.is_empty())?;
    Some(&found.address_prefixes)
}

fn firewall_index(resource: &Resource) -> FirewallIndex {
    let mut nets = Vec::new();
    let mut has_symbolic = false;
    if let Network::Given { network_acls: Some(acls), .. } = &resource.network {
        for (at, rule) in (0..).zip(acls.ip_rules.iter().chain(&acls.ipv6_rules)) {
            match rule.net() {
                Some(net) => nets.push((net, at)),
                None => has_symbolic = true,
            }
        }
    }
    FirewallIndex { prefixes: PrefixIndex::new(&nets), has_symbolic }
}
