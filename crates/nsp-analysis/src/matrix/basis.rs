//! What the answers about one resource depend on.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use nsp_core::{
    AccessMode, Association, AssociationRef, Compiled, Profile, Region, Resource, ResourceId,
    State, TenantId,
};

use crate::in_doubt::in_doubt;

/// All of one resource that answers depend on, whichever side of a call it is on: the entries of
/// its column, and those of a row that calls it or that it calls. Beside the other side of the call
/// and what the whole estate shares they depend on nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Basis {
    pub(super) id: ResourceId,
    pub(super) state: Option<State>,
    pub(super) resource: Option<Arc<Resource>>,
    at: Option<AssociationRef>,
    /// All that are its own.
    associations: Vec<AssociationRef>,
    /// The associations that may be its own, each with the profile that it names.
    in_doubt: Vec<(AssociationRef, String)>,
    /// The association's own profile name and mode.
    association: Option<(String, AccessMode)>,
    pub(super) profile: Option<Arc<Profile>>,
    key_vault: Option<KeyVault>,
}

/// What the estate says about the Key Vault of a customer-managed key: its way in decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KeyVault {
    resource: ResourceId,
    perimeters: Vec<u32>,
    tenant: Option<TenantId>,
    location: Option<Region>,
}

impl Basis {
    /// That of a resource on the other side of a call, which the estate need not know.
    pub(super) fn of(compiled: &Compiled, id: &ResourceId) -> Self {
        Facts::of(compiled, id, compiled.listed(id), None).into_basis()
    }

    /// The profile that holds the resource, by perimeter and profile.
    pub(super) fn profile(&self) -> Option<(u32, u32)> {
        let at = self.at?;
        Some((at.perimeter, at.profile?))
    }

    /// Whether one of the resource's associations is among some, by perimeter and place there.
    pub(super) fn is_among(&self, associations: &[(u32, u32)]) -> bool {
        let own = |at: &AssociationRef| (at.perimeter, at.association);
        self.associations.iter().any(|at| associations.contains(&own(at)))
    }
}

impl KeyVault {
    fn of(compiled: &Compiled, resource: &ResourceId) -> Self {
        let listed = compiled.listed(resource);
        let associations = compiled.associations_of(resource);
        Self {
            resource: resource.clone(),
            perimeters: associations.iter().map(|it| it.perimeter).collect(),
            tenant: listed.and_then(|it| it.tenant_id.clone()),
            location: listed.and_then(|it| it.location.clone()),
        }
    }
}

/// What a [`Basis`] is made of, where it stands.
pub(super) struct Facts<'c> {
    id: &'c ResourceId,
    state: Option<State>,
    resource: Option<&'c Arc<Resource>>,
    at: Option<AssociationRef>,
    associations: &'c [AssociationRef],
    in_doubt: Vec<(AssociationRef, String)>,
    association: Option<&'c Association>,
    profile: Option<&'c Arc<Profile>>,
    key_vault: Option<KeyVault>,
}

impl<'c> Facts<'c> {
    /// Those of a resource that stands at a place of the list. What follows from names alone is
    /// taken from `alike`, a column of it under the same names and modes.
    pub(super) fn new(
        compiled: &'c Compiled,
        id: &'c ResourceId,
        listed: Option<u32>,
        alike: Option<&'c Basis>,
    ) -> Self {
        let resource = listed.and_then(|at| compiled.snapshot().resources.get(at as usize));
        Self::of(compiled, id, resource, alike)
    }

    fn of(
        compiled: &'c Compiled,
        id: &'c ResourceId,
        resource: Option<&'c Arc<Resource>>,
        alike: Option<&'c Basis>,
    ) -> Self {
        let (at, state, associations, in_doubt) = match alike {
            Some(alike) => (alike.at, alike.state, &*alike.associations, alike.in_doubt.clone()),
            None => (
                compiled.association_of(id),
                compiled.state_of(id),
                compiled.associations_of(id),
                in_doubt(compiled, id).map(|(at, name)| (at, String::from(name))).collect(),
            ),
        };
        let perimeter = at.and_then(|at| compiled.snapshot().perimeters.get(at.perimeter as usize));
        let both = at.zip(perimeter);
        let vault = resource.and_then(|resource| resource.key_vault.as_deref());
        let vault = vault.and_then(|host| compiled.resource_of_endpoint(host));
        Self {
            id,
            state,
            resource,
            at,
            associations,
            in_doubt,
            association: both
                .and_then(|(at, it)| Some(&**it.associations.get(at.association as usize)?)),
            profile: both.and_then(|(at, it)| it.profiles.get(at.profile? as usize)),
            key_vault: vault.map(|vault| KeyVault::of(compiled, vault)),
        }
    }

    /// Whether they are what they were.
    pub(super) fn are(&self, basis: &Basis) -> bool {
        let association = self.association.map(|it| (&it.profile, &it.access_mode));
        self.state == basis.state
            && self.at == basis.at
            && self.associations == basis.associations
            && self.in_doubt == basis.in_doubt
            && self.resource == basis.resource.as_ref()
            && self.profile == basis.profile.as_ref()
            && association == basis.association.as_ref().map(|(profile, mode)| (profile, mode))
            && self.key_vault == basis.key_vault
            && *self.id == basis.id
    }

    pub(super) fn into_basis(self) -> Basis {
        Basis {
            id: self.id.clone(),
            state: self.state,
            resource: self.resource.cloned(),
            at: self.at,
            associations: self.associations.to_vec(),
            in_doubt: self.in_doubt,
            association: self.association.map(|it| (it.profile.clone(), it.access_mode.clone())),
            profile: self.profile.cloned(),
            key_vault: self.key_vault,
        }
    }

    /// The profile that holds the resource, by perimeter and profile.
    pub(super) fn profile(&self) -> Option<(u32, u32)> {
        let at = self.at?;
        Some((at.perimeter, at.profile?))
    }
}
