//! What shows only when objects are seen together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nsp_core::{Perimeter, PerimeterId, ResourceId, Snapshot};

use super::{At, Checks};
use crate::finding::Kind;
use crate::scenario::document as wire;

impl Checks {
    /// Within one perimeter.
    pub(in crate::scenario) fn around(
        &mut self,
        at: &At<'_>,
        written: &wire::Perimeter,
        perimeter: &Perimeter,
    ) {
        self.perimeter_limits(at, perimeter);
        let profiles = at.key("profiles");
        let named = |it: &Arc<wire::Profile>| name_of(it.name.as_deref(), it.id.as_deref());
        let known: Vec<String> = written.profiles.iter().map(named).collect();
        self.unique(&profiles, "a profile", known.iter().map(String::as_str));
        for (index, profile) in written.profiles.iter().enumerate() {
            let named = |it: &wire::AccessRule| name_of(it.name.as_deref(), it.id.as_deref());
            let names: Vec<String> = profile.access_rules.iter().map(named).collect();
            let list = profiles.index(index);
            let list = list.key("accessRules");
            self.unique(&list, "an access rule", names.iter().map(String::as_str));
        }
        let names = written.resource_associations.iter();
        let names: Vec<String> = names.map(|it| it.name.clone().unwrap_or_default()).collect();
        let associations = at.key("resourceAssociations");
        self.unique(&associations, "an association", names.iter().map(String::as_str));
        let known: BTreeSet<String> = known.iter().map(|it| it.to_ascii_lowercase()).collect();
        for (index, association) in written.resource_associations.iter().enumerate() {
            let Some(profile) = &association.profile else { continue };
            let name = name_of(None, profile.id.as_deref().or(profile.name.as_deref()));
            if !name.is_empty() && name != wire::MORE && !known.contains(&name.to_ascii_lowercase())
            {
                let at = associations.index(index);
                self.add(&at.key("profile"), Kind::MissingProfile(name));
            }
        }
        // Without any, they are not among the documents.
        if known.is_empty() {
            return;
        }
        for (list, links) in
            [("links", &written.links), ("linkReferences", &written.link_references)]
        {
            let list = at.key(list);
            for (index, link) in links.iter().enumerate() {
                let at = list.index(index);
                let at = at.key("localInboundProfiles");
                for (index, name) in link.local_inbound_profiles.iter().enumerate() {
                    let name = name.trim();
                    let is_any = name == "*" || name.starts_with('[') || name.is_empty();
                    if !is_any && !known.contains(&name.to_ascii_lowercase()) {
                        self.add(&at.index(index), Kind::LinkedProfile(name.to_owned()));
                    }
                }
            }
        }
    }

    fn unique<'n>(
        &mut self,
        list: &At<'_>,
        of: &'static str,
        names: impl Iterator<Item = &'n str>,
    ) {
        let mut seen = BTreeSet::new();
        for (index, name) in names.enumerate() {
            if !name.is_empty() && !seen.insert(name.to_ascii_lowercase()) {
                self.add(&list.index(index), Kind::Duplicate { of, name: name.to_owned() });
            }
        }
    }

    /// Within the whole estate, of which `snapshot` has the resources that are described.
    pub(in crate::scenario) fn across(&mut self, written: &wire::Scenario, snapshot: &Snapshot) {
        let root = At::root();
        let estate = root.key("estate");
        let perimeters = estate.key("perimeters");
        let resources = estate.key("resources");
        self.estate_limits(&perimeters, &snapshot.perimeters);
        let ids = snapshot.perimeters.iter().map(|it| it.id.as_str());
        self.unique(&perimeters, "a perimeter", ids);
        let guids = snapshot.perimeters.iter().map(|it| it.guid.as_ref());
        let guids = guids.map(|it| it.map(PerimeterId::as_str).unwrap_or_default());
        self.unique(&perimeters, "a perimeter with the GUID", guids);
        let id = |it: &Arc<wire::Resource>| ResourceId::new(it.id.as_deref().unwrap_or_default());
        let ids: Vec<ResourceId> = written.estate.resources.iter().map(id).collect();
        self.unique(&resources, "a resource", ids.iter().map(ResourceId::as_str));
        let mut known: BTreeSet<ResourceId> =
            snapshot.resources.iter().map(|it| it.id.clone()).collect();
        let mut modes: BTreeMap<(ResourceId, &'static str), usize> = BTreeMap::new();
        for (index, perimeter) in written.estate.perimeters.iter().enumerate() {
            let at = perimeters.index(index);
            let at = at.key("resourceAssociations");
            for (index, association) in perimeter.resource_associations.iter().enumerate() {
                let reference = association.private_link_resource.as_ref();
                let id = reference.and_then(|it| it.id.as_deref().or(it.name.as_deref()));
                let Some(id) = id.filter(|id| !id.trim().is_empty()) else { continue };
                let at = at.index(index);
                let resource = ResourceId::new(id);
                self.symbolic(&at.key("privateLinkResource"), id);
                // One expression may stand for several resources.
                if !resource.holds_expression() {
                    self.single_mode(&at, association, &resource, &mut modes);
                }
                let place = at.key("privateLinkResource");
                let is_described = || snapshot.resources.iter().any(|it| it.id == resource);
                if resource.says_no_type() && !is_described() {
                    self.add(&place, Kind::NoResourceId(id.to_owned()));
                } else if known.insert(resource) && id != wire::MORE {
                    self.add(&place, Kind::ResourceNotDescribed(id.to_owned()));
                }
            }
        }
    }

    fn single_mode(
        &mut self,
        at: &At<'_>,
        association: &wire::Association,
        resource: &ResourceId,
        modes: &mut BTreeMap<(ResourceId, &'static str), usize>,
    ) {
        let mode = match association.access_mode.as_deref() {
            None => "Learning",
            Some(text) if text.eq_ignore_ascii_case("Learning") => "Learning",
            Some(text) if text.eq_ignore_ascii_case("Enforced") => "Enforced",
            Some(_) => return,
        };
        let count = modes.entry((resource.clone(), mode)).or_default();
        *count += 1;
        if *count > 1 {
            let resource = resource.to_string();
            self.add(at, Kind::SeveralAssociations { resource, mode });
        }
    }
}

/// A name, if need be the last segment of an id.
fn name_of(name: Option<&str>, id: Option<&str>) -> String {
    let last = || id.map(|id| ResourceId::new(id).name().to_owned());
    name.map(str::to_owned).or_else(last).unwrap_or_default()
}
