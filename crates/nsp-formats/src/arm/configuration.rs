//! `networkSecurityPerimeterConfigurations`: the perimeter as an associated resource sees it.

use super::id;
use super::merge::Merger;
use crate::finding::Kind;
use crate::json::Node;
use crate::origins::Origins;
use crate::scenario::{Association, Perimeter, Profile, Reference};

impl Merger {
    /// The perimeter, the profile with its rules, and the association of the resource that the
    /// configuration is a child of.
    pub(super) fn configuration(&mut self, node: &Node<'_>, own: &str) {
        let inner = node.member("properties").unwrap_or_else(|| node.clone());
        let resource = id::before(own, "networkSecurityPerimeterConfigurations");
        let Some(resource) = resource.filter(|id| !id.is_empty()) else {
            self.report.add(&node.place, Kind::NoPlace("this configuration"));
            return;
        };
        let name = id::after(own, "networkSecurityPerimeterConfigurations").unwrap_or_default();
        let (named_guid, named_association) = name.split_once('.').unwrap_or((name, ""));
        self.issues(&inner);
        let perimeter = inner.member("networkSecurityPerimeter");
        let read = perimeter.as_ref().and_then(|it| it.read::<Perimeter>(&mut self.report));
        let (mut perimeter, origins) =
            read.unwrap_or_else(|| (Perimeter::default(), Origins::at(inner.place.clone())));
        let guid = perimeter.perimeter_guid.get_or_insert_with(|| named_guid.to_owned());
        if !guid.eq_ignore_ascii_case(named_guid) && !named_guid.is_empty() {
            let (name, guid) = (named_guid.to_owned(), guid.clone());
            self.report.add(&node.place, Kind::GuidDiffers { name, guid });
        }
        let Some(perimeter_id) = perimeter.id.clone().or_else(|| perimeter.perimeter_guid.clone())
        else {
            return;
        };
        self.perimeter(&perimeter_id, (perimeter, origins));
        let profile = inner.member("profile");
        let lists_rules = profile.as_ref().is_some_and(|it| it.member("accessRules").is_some());
        let profile = profile.and_then(|it| it.read::<Profile>(&mut self.report));
        let profile_name = profile.as_ref().and_then(|(profile, _)| profile.name.clone());
        if let Some(profile) = profile {
            let name = profile_name.clone().unwrap_or_default();
            self.profile(&perimeter_id, &name, profile);
            if !lists_rules {
                self.without_rules.push((perimeter_id.clone(), name));
            }
        }
        let association = inner.member("resourceAssociation");
        let read = association.and_then(|it| it.read::<Association>(&mut self.report));
        let (mut association, mut origins) =
            read.unwrap_or_else(|| (Association::default(), Origins::at(inner.place.clone())));
        let resource_place = node.member("id").map_or(node.place.clone(), |it| it.place);
        origins.note("/privateLinkResource", &resource_place);
        origins.note("/profile", &inner.place.child("profile"));
        if association.name.is_none() && !named_association.is_empty() {
            association.name = Some(named_association.to_owned());
        }
        association.private_link_resource =
            Some(Reference { id: Some(resource.to_owned()), ..Reference::default() });
        association.profile =
            profile_name.map(|name| Reference { name: Some(name), ..Reference::default() });
        self.association(&perimeter_id, (association, origins));
        self.rest(node, &inner);
    }

    /// Members that are neither read nor about the configuration's being in force.
    fn rest(&mut self, node: &Node<'_>, inner: &Node<'_>) {
        const READ: &[&str] = &[
            "id",
            "name",
            "type",
            "properties",
            "networkSecurityPerimeter",
            "profile",
            "resourceAssociation",
            "provisioningIssues",
            "provisioningState",
        ];
        let place = crate::finding::Place { pointer: String::new(), ..node.place.clone() };
        for object in [node, inner] {
            for key in object.value.as_object().into_iter().flat_map(|map| map.keys()) {
                if !READ.iter().any(|read| read.eq_ignore_ascii_case(key)) {
                    self.report.not_read(place.clone(), "a configuration", key);
                }
            }
        }
    }

    fn issues(&mut self, inner: &Node<'_>) {
        let issues = inner.member("provisioningIssues");
        for issue in issues.iter().flat_map(Node::elements) {
            let detail = issue.member("properties").unwrap_or_else(|| issue.clone());
            let text = detail.text("description").or_else(|| issue.text("name"));
            let text = text.unwrap_or("an issue without a description").to_owned();
            self.report.add(&issue.place, Kind::NotProvisioned(text));
        }
        self.provisioning(inner);
    }
}
