//! Adding: what is absent is filled in as Azure would have it.

use super::carry::Names;
use super::references::remote_text;
use super::{EditError, ErrorKind, New, Thing, id};
use crate::scenario::document::{
    AccessRule, Association, Identity, Link, NetworkAcls, Perimeter, Profile, Reference, Resource,
    Scenario,
};
use nsp_core::ResourceId;

impl Scenario {
    /// Where a new thing will stand.
    pub(super) fn place_of(&self, new: &New) -> Thing {
        let first = match new {
            New::Perimeter(_) => Thing::Perimeter(0),
            New::Profile(perimeter, _) => Thing::Profile { perimeter: *perimeter, profile: 0 },
            New::AccessRule(perimeter, profile, _) => {
                Thing::AccessRule { perimeter: *perimeter, profile: *profile, rule: 0 }
            }
            New::Association(perimeter, _) => {
                Thing::Association { perimeter: *perimeter, association: 0 }
            }
            New::Link(perimeter, _) => Thing::Link { perimeter: *perimeter, link: 0 },
            New::LinkReference(perimeter, _) => {
                Thing::LinkReference { perimeter: *perimeter, link: 0 }
            }
            New::Resource(_) => Thing::Resource(0),
            New::ServiceTag(_) => Thing::ServiceTag(0),
            New::Source(_) => Thing::Source(0),
            New::Request(_) => Thing::Request(0),
            New::Expectation(_) => Thing::Expectation(0),
        };
        first.sibling(self.siblings(first).unwrap_or_default())
    }

    pub(super) fn add(&mut self, new: &New) -> Result<(), EditError> {
        let place = self.place_of(new);
        match new {
            New::Perimeter(it) => {
                let perimeter = self.filled_perimeter(place, it)?;
                self.estate.perimeters.push(perimeter.into());
            }
            New::Profile(perimeter, it) => {
                let name = self.name_for(place, it.name.as_deref(), "profile")?;
                let profile = Profile { name: Some(name), ..(**it).clone() };
                self.perimeter_mut(*perimeter)?.profiles.push(profile.into());
            }
            New::AccessRule(perimeter, profile, it) => {
                let name = self.name_for(place, it.name.as_deref(), "rule")?;
                let direction = it.direction.clone().or_else(|| Some(direction_of(it).to_owned()));
                let rule = AccessRule { name: Some(name), direction, ..(**it).clone() };
                self.profile_mut(*perimeter, *profile)?.access_rules.push(rule);
            }
            New::Association(perimeter, it) => {
                let before = Names::of(self);
                let association = self.filled_association(place, *perimeter, it)?;
                self.perimeter_mut(*perimeter)?.resource_associations.push(association.into());
                self.keep_names(&before);
            }
            New::Link(perimeter, it) | New::LinkReference(perimeter, it) => {
                self.add_link(place, *perimeter, it)?;
            }
            New::Resource(it) => {
                let before = Names::of(self);
                let resource = self.filled_resource(place, it)?;
                self.estate.resources.push(resource.into());
                self.keep_names(&before);
            }
            New::ServiceTag(it) => {
                let mut tag = (**it).clone();
                tag.name = Some(self.name_for(place, it.name.as_deref(), "ServiceTag")?);
                self.estate.service_tags.push(tag);
            }
            New::Source(it) => self.sources.push((**it).clone()),
            New::Request(it) => self.requests.push((**it).clone()),
            New::Expectation(it) => self.expectations.push((**it).clone()),
        }
        Ok(())
    }

    /// Spells out the ids of resources whose short names another one has now as well.
    fn keep_names(&mut self, before: &Names) {
        let after = Names::of(self);
        self.carry_names(before, &after, |id| Some(id.to_owned()));
    }

    /// The name that is given, or a fresh one.
    fn name_for(
        &self,
        place: Thing,
        given: Option<&str>,
        otherwise: &str,
    ) -> Result<String, EditError> {
        match given.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => self.may_be_called(place, name).map(|()| name.to_owned()),
            None => Ok(self.fresh_name(place, otherwise)),
        }
    }

    fn filled_perimeter(&self, place: Thing, given: &Perimeter) -> Result<Perimeter, EditError> {
        const TYPE: &str = "Microsoft.Network/networkSecurityPerimeters";
        let mut new = given.clone();
        new.id =
            Some(self.id_for(place, given.id.as_deref(), given.name.as_deref(), TYPE, "nsp")?);
        new.location.get_or_insert_with(|| self.region());
        new.perimeter_guid.get_or_insert_with(|| self.fresh_guid());
        if new.profiles.is_empty() {
            let name = Some("default".to_owned());
            new.profiles.push(Profile { name, ..Profile::default() }.into());
        }
        Ok(new)
    }

    /// The id that is given, or one of the estate's own group.
    fn id_for(
        &self,
        place: Thing,
        id: Option<&str>,
        name: Option<&str>,
        resource_type: &str,
        otherwise: &str,
    ) -> Result<String, EditError> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let id = match (id, name) {
            (Some(id), _) => id.trim().to_owned(),
            (None, Some(name)) => {
                if name.contains('/') {
                    return Err(EditError::new(place, ErrorKind::Slash(name.to_owned())));
                }
                self.fresh_id(resource_type, name)
            }
            (None, None) => {
                return Ok(self.fresh_id(resource_type, &self.fresh_name(place, otherwise)));
            }
        };
        let others = 0..self.siblings(place).unwrap_or_default();
        let taken = others
            .filter_map(|index| self.id_of(place.sibling(index)))
            .any(|other| id::same(other, &id));
        if taken {
            let name = id::name(&id).to_owned();
            return Err(EditError::new(place, ErrorKind::Taken(name)));
        }
        Ok(id)
    }

    fn filled_resource(&self, place: Thing, given: &Resource) -> Result<Resource, EditError> {
        const TYPE: &str = "Microsoft.Storage/storageAccounts";
        let resource_type = given.resource_type.as_deref().unwrap_or(TYPE);
        let (id, name) = (given.id.as_deref(), given.name.as_deref());
        let id = self.id_for(place, id, name, resource_type, "storage")?;
        let mut new = given.clone();
        new.location.get_or_insert_with(|| self.region());
        new.tenant_id = new.tenant_id.or_else(|| self.tenant());
        let none = || Identity { identity_type: Some("None".to_owned()), ..Identity::default() };
        new.identity.get_or_insert_with(none);
        new.public_network_access.get_or_insert_with(|| "Enabled".to_owned());
        if ResourceId::new(&id).is_storage_account() {
            new.network_acls.get_or_insert_with(|| NetworkAcls {
                bypass: Some("AzureServices".to_owned()),
                default_action: Some("Allow".to_owned()),
                ..NetworkAcls::default()
            });
        }
        new.id = Some(id);
        Ok(new)
    }

    fn filled_association(
        &self,
        place: Thing,
        perimeter: usize,
        given: &Association,
    ) -> Result<Association, EditError> {
        let error = |kind| EditError::new(place, kind);
        let resource = super::references::resource_of(given);
        let resource = resource.ok_or_else(|| error(ErrorKind::NoResource))?.to_owned();
        let here = |thing: &Thing| thing.parent() == Some(Thing::Perimeter(perimeter));
        if self.associations_of(&resource).iter().any(here) {
            return Err(error(ErrorKind::Associated(id::name(&resource).to_owned())));
        }
        let written = self.estate.perimeters.get(perimeter);
        let written = written.ok_or(EditError::not_there(Thing::Perimeter(perimeter)))?;
        let mut new = given.clone();
        if new.profile.is_none() {
            let first = Thing::Profile { perimeter, profile: 0 };
            let name = first.name(self).ok_or_else(|| error(ErrorKind::NoProfile))?;
            new.profile = Some(reference_to(written, name));
        }
        let name = id::name(&resource);
        new.name = Some(match given.name.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => self.name_for(place, Some(name), name)?,
            _ => self.fresh_name(place, name),
        });
        new.access_mode.get_or_insert_with(|| "Learning".to_owned());
        Ok(new)
    }

    fn add_link(&mut self, place: Thing, own: usize, given: &Link) -> Result<(), EditError> {
        let error = |kind| Err(EditError::new(place, kind));
        let written = self.estate.perimeters.get(own);
        let written = written.ok_or(EditError::not_there(Thing::Perimeter(own)))?;
        let given_remote = [
            given.auto_approved_remote_perimeter_resource_id.as_deref(),
            given.remote_perimeter_resource_id.as_deref(),
            given.remote_perimeter_guid.as_deref(),
        ];
        let Some(named) = given_remote.into_iter().flatten().find(|it| !it.trim().is_empty())
        else {
            return error(ErrorKind::NoRemote);
        };
        let other = self.remote(given);
        if other == Some(own) {
            return error(ErrorKind::ToItself);
        }
        let far = other.and_then(|other| self.estate.perimeters.get(other));
        let is_link = matches!(place, Thing::Link { .. });
        let asked = if is_link { &written.links } else { &written.link_references };
        let twice = |it: &Link| match other {
            Some(_) => self.remote(it) == other,
            None => id::same(named, remote_text(it).unwrap_or_default()),
        };
        if asked.iter().any(twice) {
            return error(ErrorKind::Linked);
        }
        let far_id =
            far.map_or_else(|| named.contains('/').then(|| named.to_owned()), |it| it.id.clone());
        let otherwise = far.and_then(|it| it.id.as_deref()).map_or(named, id::name);
        let otherwise = format!("{}-{}", if is_link { "to" } else { "from" }, id::name(otherwise));
        let name = self.name_for(place, given.name.as_deref(), &otherwise)?;
        let all = |list: &[String]| {
            if list.is_empty() { vec!["*".to_owned()] } else { list.to_vec() }
        };
        let near = Link {
            name: Some(name),
            remote_perimeter_guid: given
                .remote_perimeter_guid
                .clone()
                .or_else(|| far.and_then(|it| it.perimeter_guid.clone())),
            local_inbound_profiles: all(&given.local_inbound_profiles),
            remote_inbound_profiles: all(&given.remote_inbound_profiles),
            status: Some(given.status.clone().unwrap_or_else(|| "Approved".to_owned())),
            ..given.clone()
        };
        let near = near.leading_to(far_id, is_link);
        let far = other.map(|other| {
            let first = match place {
                Thing::Link { .. } => Thing::LinkReference { perimeter: other, link: 0 },
                _ => Thing::Link { perimeter: other, link: 0 },
            };
            let back = format!(
                "{}-{}",
                if is_link { "from" } else { "to" },
                written.id.as_deref().map_or("perimeter", id::name)
            );
            let end = Link {
                name: Some(self.fresh_name(first, &back)),
                remote_perimeter_guid: written.perimeter_guid.clone(),
                local_inbound_profiles: near.remote_inbound_profiles.clone(),
                remote_inbound_profiles: near.local_inbound_profiles.clone(),
                status: near.status.clone(),
                ..Link::default()
            };
            (other, end.leading_to(written.id.clone(), !is_link))
        });
        self.put_link(own, near, is_link)?;
        if let Some((other, end)) = far
            && self.other_end(place).is_none()
        {
            self.put_link(other, end, !is_link)?;
        }
        Ok(())
    }

    fn put_link(&mut self, perimeter: usize, link: Link, is_link: bool) -> Result<(), EditError> {
        let it = self.perimeter_mut(perimeter)?;
        let list = if is_link { &mut it.links } else { &mut it.link_references };
        list.push(link);
        Ok(())
    }
}

impl Link {
    /// The link with the other perimeter where its kind has it.
    pub(super) fn leading_to(mut self, id: Option<String>, is_link: bool) -> Self {
        let (slot, other) = if is_link {
            let slot = &mut self.auto_approved_remote_perimeter_resource_id;
            (slot, &mut self.remote_perimeter_resource_id)
        } else {
            let slot = &mut self.remote_perimeter_resource_id;
            (slot, &mut self.auto_approved_remote_perimeter_resource_id)
        };
        *other = None;
        *slot = id;
        self
    }
}

/// The direction of a rule by its elements.
fn direction_of(rule: &AccessRule) -> &'static str {
    let outbound = !rule.fully_qualified_domain_names.is_empty()
        || !rule.email_addresses.is_empty()
        || !rule.phone_numbers.is_empty();
    if outbound { "Outbound" } else { "Inbound" }
}

/// A profile of a perimeter as associations name it.
pub(super) fn reference_to(perimeter: &Perimeter, profile: &str) -> Reference {
    match perimeter.id.as_deref() {
        Some(id) => {
            let id = format!("{}/profiles/{profile}", id.trim_end_matches('/'));
            Reference { id: Some(id), ..Reference::default() }
        }
        None => Reference { name: Some(profile.to_owned()), ..Reference::default() },
    }
}
