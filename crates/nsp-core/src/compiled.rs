//! A configuration made ready for deciding.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::derived::Derived;
use crate::far_ends::FarEnds;
use crate::id::{PerimeterId, ResourceId};
use crate::outcome::State;
use crate::places::{Governing, Place, Places, Rank};
use crate::prefix_index::PrefixIndex;
use crate::request::Address;
use crate::resource::{Network, Resource};
use crate::snapshot::{AccessRule, Profile, RuleDirection, Snapshot};

/// A [`Snapshot`] with indexes for deciding, made once per edit.
#[derive(Clone, Debug)]
pub struct Compiled {
    snapshot: Snapshot,
    pub(crate) places: Arc<Places>,
    pub(crate) far_ends: FarEnds,
    /// Of all perimeters, one after the other.
    profiles: Derived<Profile, Arc<ProfileIndex>>,
    /// Where in `profiles` those of each perimeter begin.
    first_profiles: Vec<usize>,
    firewalls: Derived<Resource, Arc<FirewallIndex>>,
}

/// An association by its place: meaningful only with its [`Snapshot`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssociationRef {
    /// Into `perimeters`.
    pub perimeter: u32,
    /// Into the perimeter's `associations`.
    pub association: u32,
    /// Into the perimeter's `profiles`; `None` where the association names one that is not there.
    pub profile: Option<u32>,
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
        let nothing = Self {
            snapshot: Snapshot::default(),
            places: Arc::default(),
            far_ends: FarEnds::default(),
            profiles: Derived::default(),
            first_profiles: Vec::new(),
            firewalls: Derived::default(),
        };
        nothing.after(snapshot)
    }

    /// Makes an edited snapshot ready: the same as [`Compiled::new`], but the indexes of profiles
    /// and resources that it shares with this one are taken over.
    #[must_use]
    pub fn after(&self, snapshot: Snapshot) -> Self {
        let same_tags = self.snapshot.service_tags == snapshot.service_tags;
        let mut before = profiles_of(&self.snapshot).zip(self.profiles.iter());
        let profiles = self.profiles.after(profiles_of(&snapshot), |profile, known| {
            let before = before.next();
            // Rules may be called otherwise.
            let alike = before.filter(|(it, _)| known.is_none() && decide_alike(it, profile));
            match known.or(alike.map(|(_, index)| index)) {
                Some(index) if same_tags || !names_tags(profile) => index.clone(),
                _ => Arc::new(profile_index(&snapshot, profile)),
            }
        });
        let firewalls = self.firewalls.after(&snapshot.resources, |resource, known| {
            known.cloned().unwrap_or_else(|| Arc::new(firewall_index(resource)))
        });
        let counts = snapshot.perimeters.iter().map(|perimeter| perimeter.profiles.len());
        let first_profiles = counts.scan(0, |next, count| {
            let first = *next;
            *next += count;
            Some(first)
        });
        let places = if self.snapshot.is_named_like(&snapshot) {
            let mut changed = snapshot.in_other_modes(&self.snapshot).peekable();
            let mut places = self.places.clone();
            if changed.peek().is_some() {
                Arc::make_mut(&mut places).govern(&snapshot, changed);
            }
            places
        } else {
            Arc::new(Places::of(&snapshot))
        };
        let first_profiles = first_profiles.collect();
        let far_ends = FarEnds::of(&snapshot, &places);
        Self { places, far_ends, profiles, first_profiles, firewalls, snapshot }
    }

    /// The configuration as it was written.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The state the estate itself is in for a resource; `None` where its association has an
    /// access mode that Azure's schema does not list, or an expression, and where it has none but
    /// that of an expression [may be its](Self::perhaps_associated).
    ///
    /// Of several associations an Enforced one decides, then one in Transition; Audit decides only
    /// where there is neither. Beside a mode that is not known only Enforced is certain.
    #[must_use]
    pub fn state_of(&self, resource: &ResourceId) -> Option<State> {
        let place = self.place(resource);
        if place.is_some_and(|place| place.is_in_doubt()) {
            return None;
        }
        let Some(governing) = place.and_then(|place| place.governing) else {
            let is_certain = self.perhaps_associated(resource).next().is_none();
            return is_certain.then_some(State::NotAssociated);
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

    /// All associations of a resource, in document order.
    #[must_use]
    pub fn associations_of(&self, resource: &ResourceId) -> &[AssociationRef] {
        self.place(resource).map_or(&[], |place| place.associations)
    }

    /// The resource with an id, as it is listed; the first of several.
    #[must_use]
    pub fn listed(&self, resource: &ResourceId) -> Option<&Arc<Resource>> {
        self.snapshot.resources.get(self.place(resource)?.resource? as usize)
    }

    /// Whether a resource is listed or associated in the estate.
    #[must_use]
    pub fn knows(&self, resource: &ResourceId) -> bool {
        self.places.of_resource(resource).is_some()
    }

    pub(crate) fn associations_in_doubt(&self) -> &[AssociationRef] {
        self.places.in_doubt()
    }

    pub(crate) fn place(&self, resource: &ResourceId) -> Option<Place<'_>> {
        self.places.of_resource(resource)
    }

    pub(crate) fn resource(&self, place: Place<'_>) -> Option<&Resource> {
        let resource = self.snapshot.resources.get(place.resource? as usize)?;
        Some(resource)
    }

    /// The place of the perimeter that an id or GUID names.
    #[must_use]
    pub fn perimeter(&self, name: &PerimeterId) -> Option<u32> {
        self.places.of_perimeter(name)
    }

    pub(crate) fn profile(
        &self,
        perimeter: u32,
        profile: u32,
    ) -> Option<(&Profile, &ProfileIndex)> {
        let written = self.snapshot.perimeters.get(perimeter as usize)?;
        let first = self.first_profiles.get(perimeter as usize)?;
        let profile = profile as usize;
        Some((written.profiles.get(profile)?, self.profiles.get(first + profile)?))
    }

    /// The account's IP rules.
    pub(crate) fn firewall(&self, place: Place<'_>) -> Option<&FirewallIndex> {
        let firewall = self.firewalls.get(place.resource? as usize)?;
        Some(firewall)
    }

    /// The resource of the estate that a host name is an endpoint of.
    #[must_use]
    pub fn resource_of_endpoint(&self, name: &str) -> Option<&ResourceId> {
        self.places.of_endpoint(name)
    }
}

impl ProfileIndex {
    /// A number for the elements that hold an address: equal elements, equal number.
    pub(crate) fn lists_of(&self, address: Address) -> u64 {
        u64::from(self.prefixes.list_at(address)) << 32 | u64::from(self.tags.list_at(address))
    }
}

/// Of all perimeters, one after the other.
fn profiles_of(snapshot: &Snapshot) -> impl Iterator<Item = &Arc<Profile>> {
    snapshot.perimeters.iter().flat_map(|perimeter| &perimeter.profiles)
}

/// Whether two profiles have the same index while service tags stay.
fn decide_alike(one: &Profile, other: &Profile) -> bool {
    one.access_rules.iter().map(of_index).eq(other.access_rules.iter().map(of_index))
}

/// What of a rule an index is made of.
fn of_index(rule: &AccessRule) -> impl PartialEq + '_ {
    let by_identity = names_identities(rule);
    (&rule.direction, &rule.address_prefixes, &rule.service_tags, by_identity)
}

fn names_identities(rule: &AccessRule) -> bool {
    !rule.subscriptions.is_empty() || !rule.network_security_perimeters.is_empty()
}

/// Whether the index of a profile depends on the ranges of service tags.
fn names_tags(profile: &Profile) -> bool {
    profile.access_rules.iter().any(|rule| !rule.service_tags.is_empty())
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
        if names_identities(rule) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{AccessMode, Association, Perimeter};

    #[test]
    fn a_mode_that_nobody_knows_leaves_the_state_open_unless_another_enforces() {
        let account = ResourceId::new(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st",
        );
        let perimeter = |id: &str, mode: &AccessMode| {
            Arc::new(Perimeter {
                id: ResourceId::new(id),
                guid: None,
                location: None,
                profiles: Vec::new(),
                associations: Vec::from([Arc::new(Association {
                    name: "st".into(),
                    resource: account.clone(),
                    profile: "web".into(),
                    access_mode: mode.clone(),
                })]),
                links: Vec::new(),
            })
        };
        let state = |modes: [AccessMode; 2]| {
            let perimeters = Vec::from([perimeter("/a", &modes[0]), perimeter("/b", &modes[1])]);
            Compiled::new(Snapshot { perimeters, ..Snapshot::default() }).state_of(&account)
        };
        let unknown = || AccessMode::Unrecognized("[mode]".into());
        assert_eq!(state([AccessMode::Learning, AccessMode::Audit]), Some(State::Learning));
        assert_eq!(state([AccessMode::Learning, unknown()]), None);
        assert_eq!(state([unknown(), AccessMode::Audit]), None);
        assert_eq!(state([unknown(), AccessMode::Enforced]), Some(State::Enforced));
    }
}
