//! Who is in which perimeter, and which perimeters are linked.

use std::sync::Arc;

use nsp_core::{
    AccessMode, Association, Authentication, Caller, Inbound, Link, LinkStatus, Network, Perimeter,
    PerimeterId, Resource, ResourceId, Snapshot,
};

use super::{Tri, text};

/// A resource's membership as it governs.
#[derive(Clone, Copy)]
pub(super) struct Membership<'a> {
    pub(super) perimeter: &'a Perimeter,
    pub(super) profile: &'a str,
    pub(super) mode: &'a AccessMode,
}

/// Rulings 7: of several associations Enforced decides, then Learning, then Audit. A mode that
/// nobody knows is some mode all the same, so it is a membership where there is no other.
pub(super) fn governing<'a>(snapshot: &'a Snapshot, id: &str) -> Option<Membership<'a>> {
    let ranks: [fn(&AccessMode) -> bool; 4] = [
        |mode| *mode == AccessMode::Enforced,
        |mode| *mode == AccessMode::Learning,
        |mode| *mode == AccessMode::Audit,
        |mode| matches!(mode, AccessMode::Unrecognized(_)),
    ];
    ranks.into_iter().find_map(|is_of_rank| {
        snapshot.perimeters.iter().find_map(|perimeter| {
            let association = perimeter.associations.iter().find(|association| {
                is_of_rank(&association.access_mode)
                    && text::same_id(association.resource.as_str(), id)
            })?;
            let Association { profile, access_mode, .. } = &**association;
            Some(Membership { perimeter, profile, mode: access_mode })
        })
    })
}

/// The estates that may be meant where a resource of the estate has no association but that of an
/// expression, or of what is no id, may be its own: in each another of these is. Which rules its profile has is left open.
/// As a caller the resource is in no perimeter, for the estate does not say so: the one that is
/// asked about has a name of its own.
pub(super) fn perhaps_associated(
    snapshot: &Snapshot,
    resource: &ResourceId,
) -> Vec<(Snapshot, ResourceId)> {
    let id = resource.as_str();
    let known = super::resource(snapshot, id).filter(|_| modes(snapshot, id).is_empty());
    let Some(known) = known else { return Vec::new() };
    let asked = ResourceId::new(&format!("{id}-asked"));
    let mut meant = Vec::new();
    for (perimeter, written) in snapshot.perimeters.iter().enumerate() {
        for (association, named) in written.associations.iter().enumerate() {
            let named_as = named.resource.as_str();
            let described = super::resource(snapshot, named_as);
            let is_known = described.is_some_and(|it| it.network != Network::NotGiven);
            let is_nobodys = !is_known && text::is_no_id(named_as);
            if !is_nobodys && !text::may_be_id(named_as, id) {
                continue;
            }
            let mut snapshot = snapshot.clone();
            snapshot.resources.push(Arc::new(Resource { id: asked.clone(), ..known.clone() }));
            let perimeter = Arc::make_mut(&mut snapshot.perimeters[perimeter]);
            perimeter.profiles.retain(|it| !text::same(&it.name, &named.profile));
            let association = &mut perimeter.associations[association];
            Arc::make_mut(association).resource = asked.clone();
            meant.push((snapshot, asked.clone()));
        }
    }
    meant
}

/// The access mode of every association of a resource.
pub(super) fn modes<'a>(snapshot: &'a Snapshot, id: &str) -> Vec<&'a AccessMode> {
    let associations = snapshot.perimeters.iter().flat_map(|perimeter| &perimeter.associations);
    let own = associations.filter(|it| text::same_id(it.resource.as_str(), id));
    own.map(|association| &association.access_mode).collect()
}

fn perimeters(snapshot: &Snapshot) -> impl Iterator<Item = &Perimeter> {
    snapshot.perimeters.iter().map(AsRef::as_ref)
}

/// Every perimeter with an association of the resource, whatever its mode.
pub(super) fn of_resource<'a>(snapshot: &'a Snapshot, id: &str) -> Vec<&'a Perimeter> {
    let names_it = |perimeter: &&Perimeter| {
        let mut associations = perimeter.associations.iter();
        associations.any(|association| text::same_id(association.resource.as_str(), id))
    };
    perimeters(snapshot).filter(names_it).collect()
}

/// Rulings 1: a caller is in the perimeters that the request and the estate say.
pub(super) fn of_caller<'a>(snapshot: &'a Snapshot, caller: &'a Caller) -> Vec<&'a str> {
    let said = caller.perimeters.iter().map(PerimeterId::as_str);
    let known = caller.resource.iter().flat_map(|id| of_resource(snapshot, id.as_str()));
    said.chain(known.map(|perimeter| perimeter.id.as_str())).collect()
}

/// Rulings 2.5, 2.6 and 7: only a managed identity carries a perimeter or a subscription.
pub(super) fn has_managed_identity(inbound: &Inbound) -> bool {
    inbound.authentication == Some(Authentication::ManagedIdentity)
}

/// Whether two names, each a GUID or an ARM id, are of one perimeter.
pub(super) fn same(snapshot: &Snapshot, a: &str, b: &str) -> Tri {
    if text::is_symbolic(a) || text::is_symbolic(b) {
        return Tri::Maybe;
    }
    if text::same_id(a, b) {
        return Tri::Yes;
    }
    match (a.contains('/'), b.contains('/')) {
        (true, false) => has_guid(snapshot, a, b),
        (false, true) => has_guid(snapshot, b, a),
        (true, true) | (false, false) => Tri::No,
    }
}

/// A perimeter of the estate whose GUID is not known may have any that no other has.
fn has_guid(snapshot: &Snapshot, id: &str, guid: &str) -> Tri {
    let known = |perimeter: &&Perimeter| text::same_id(perimeter.id.as_str(), id);
    let taken = |perimeter: &Perimeter| {
        perimeter.guid.as_ref().is_some_and(|known| text::same_id(known.as_str(), guid))
    };
    // One of which nothing is known may have both.
    let is_open = |it: &Perimeter| it.guid.is_none() && text::is_symbolic(it.id.as_str());
    match perimeters(snapshot).find(known) {
        None if !perimeters(snapshot).any(taken) && perimeters(snapshot).any(is_open) => Tri::Maybe,
        None => Tri::No,
        Some(perimeter) if taken(perimeter) => Tri::Yes,
        Some(Perimeter { guid: Some(_), .. }) => Tri::No,
        Some(_) if perimeters(snapshot).any(taken) => Tri::No,
        Some(_) => Tri::Maybe,
    }
}

/// Rulings 2.6: whether a perimeter that the caller is in may call this profile of `target`.
pub(super) fn link_lets_in(
    snapshot: &Snapshot,
    target: &Perimeter,
    profile: &str,
    caller: &str,
) -> Tri {
    let here = target.links.iter().map(|link| {
        let scope = lists_profile(&link.local_inbound_profiles, profile);
        Tri::all([names(snapshot, link, caller), scope, in_force(link)])
    });
    let there = snapshot.perimeters.iter().map(|perimeter| {
        let links = perimeter.links.iter().map(|link| {
            let scope = lists_profile(&link.remote_inbound_profiles, profile);
            Tri::all([names(snapshot, link, target.id.as_str()), scope, in_force(link)])
        });
        Tri::all([same(snapshot, caller, perimeter.id.as_str()), Tri::any(links)])
    });
    Tri::any(here.chain(there))
}

/// Rulings 3.2: whether two perimeters are linked; on the way out every profile is in scope.
pub(super) fn linked(snapshot: &Snapshot, a: &Perimeter, b: &Perimeter) -> Tri {
    let from = |near: &Perimeter, far: &Perimeter| {
        Tri::any(
            near.links
                .iter()
                .map(|link| Tri::all([names(snapshot, link, far.id.as_str()), in_force(link)])),
        )
    };
    Tri::any([from(a, b), from(b, a)])
}

/// The names of a link's other end are all of one perimeter, so one that is sure decides.
fn names(snapshot: &Snapshot, link: &Link, perimeter: &str) -> Tri {
    let found: Vec<Tri> =
        link.remote.iter().map(|remote| same(snapshot, remote.as_str(), perimeter)).collect();
    if found.contains(&Tri::Yes) {
        Tri::Yes
    } else if found.contains(&Tri::Maybe) && !found.contains(&Tri::No) {
        Tri::Maybe
    } else {
        Tri::No
    }
}

fn lists_profile(listed: &[String], profile: &str) -> Tri {
    Tri::any(listed.iter().map(|name| {
        if text::is_symbolic(name) {
            return Tri::Maybe;
        }
        Tri::of(name == "*" || text::same(name, profile))
    }))
}

fn in_force(link: &Link) -> Tri {
    match link.status {
        LinkStatus::Approved => Tri::Yes,
        LinkStatus::NotGiven | LinkStatus::Unrecognized(_) => Tri::Maybe,
        LinkStatus::Pending | LinkStatus::Rejected | LinkStatus::Disconnected => Tri::No,
    }
}
