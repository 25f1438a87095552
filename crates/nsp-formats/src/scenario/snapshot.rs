//! What an estate means.

mod resource;

use std::collections::BTreeSet;
use std::sync::Arc;

use nsp_core::{
    AccessMode, AccessRule, Association, FqdnPattern, Link, LinkKind, LinkStatus, Perimeter,
    PerimeterId, Profile, Region, Resource, ResourceId, Revision, RuleDirection, ServiceTag,
    Snapshot, SubscriptionId,
};

use super::check::{self, At, Checks, Where};
use super::document::{self as wire, MORE, NOT_GIVEN, Scenario};
use super::edit::resource_of;
use crate::finding::{Finding, Import, Kind, Place, Report};
use crate::origins::Origins;

impl Scenario {
    /// What the estate means, with findings that point into the scenario itself.
    ///
    /// A resource that an association names and nothing describes is known by its id. Prefixes
    /// that are none are left out; everything else is kept, understood or not.
    #[must_use]
    pub fn snapshot(&self) -> Import<Snapshot> {
        let (snapshot, report) = self.checked();
        Import { value: snapshot, findings: report.unsettled() }
    }

    /// What there is to say about the scenario's meaning, with pointers into the scenario itself.
    ///
    /// It looks at everything, however little was edited: an [`Edition`](super::Edition) is made
    /// without it, so that it can wait.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let (snapshot, mut report) = self.checked();
        check::requests(self, &snapshot, &mut report);
        report.unsettled()
    }

    /// Adds what there is to say about the estate's meaning, at the places it came from.
    pub(crate) fn check(&self, report: &mut Report, origins: &Origins) {
        let (snapshot, found) = self.checked();
        report.absorb(found, |place: &Place| origins.place(&place.pointer));
        let mut requests = Report::default();
        check::requests(self, &snapshot, &mut requests);
        report.absorb(requests, |place: &Place| origins.place(&place.pointer));
    }

    fn checked(&self) -> (Snapshot, Report) {
        let mut checks = Checks::default();
        let root = At::root();
        let revision = checks.revision(&root, self.revision.as_deref());
        let estate = root.key("estate");
        let tags = estate.key("serviceTags");
        let service_tags: Vec<ServiceTag> = each(&tags, &self.estate.service_tags)
            .filter_map(|(at, tag)| checks.service_tag(&at, tag))
            .collect();
        checks.tags = service_tags.iter().map(|tag| tag.name.clone()).collect();
        let listed = estate.key("perimeters");
        let perimeters = each(&listed, &self.estate.perimeters)
            .map(|(at, written)| {
                let perimeter = checks.perimeter(&at, written, |checks, id| {
                    let list = at.key("profiles");
                    let profiles = each(&list, &written.profiles)
                        .filter_map(|(at, it)| checks.profile(&at, it).map(Arc::new))
                        .collect();
                    let list = at.key("resourceAssociations");
                    let associations = each(&list, &written.resource_associations)
                        .map(|(at, it)| Arc::new(checks.association(&at, id, it)));
                    (profiles, associations.collect())
                });
                checks.around(&at, written, &perimeter);
                Arc::new(perimeter)
            })
            .collect();
        let listed = estate.key("resources");
        let resources = each(&listed, &self.estate.resources)
            .filter_map(|(at, resource)| checks.resource(&at, resource).map(Arc::new))
            .collect();
        let mut snapshot = Snapshot { revision, perimeters, resources, service_tags };
        checks.across(self, &snapshot);
        add_associated(&mut snapshot, &[]);
        (snapshot, checks.report)
    }
}

/// Adds the resources that are known by their ids only, because associations name them; takes them
/// from those that were `added` before where they are the same.
pub(super) fn add_associated(snapshot: &mut Snapshot, mut added: &[Arc<Resource>]) {
    let mut known = BTreeSet::new();
    known.extend(snapshot.resources.iter().map(|it| &it.id));
    let associations = snapshot.perimeters.iter().flat_map(|it| &it.associations);
    let mut found = Vec::new();
    for id in associations.map(|association| &association.resource) {
        if !known.insert(id) {
            continue;
        }
        let same = added.iter().position(|it| it.id.as_str() == id.as_str());
        let same = same.and_then(|at| added.split_at_checked(at)?.1.split_first());
        found.push(match same {
            Some((same, rest)) => {
                added = rest;
                same.clone()
            }
            None => Arc::new(Resource::named(id.as_str())),
        });
    }
    snapshot.resources.extend(found);
}

/// Whether the rules of a profile are known, be they none.
pub(super) fn has_rules(profile: &wire::Profile) -> bool {
    profile.access_rules_not_given != Some(true) || !profile.access_rules.is_empty()
}

/// The elements of a list with their places.
pub(super) fn each<'a, T>(
    list: &'a At<'a>,
    elements: &'a [T],
) -> impl Iterator<Item = (At<'a>, &'a T)> {
    elements.iter().enumerate().map(|(index, element)| (list.index(index), element))
}

impl Checks {
    pub(super) fn revision(&mut self, root: &At<'_>, text: Option<&str>) -> Revision {
        let Some(text) = text else { return Revision::default() };
        Revision::from_date(text).unwrap_or_else(|| {
            self.add(&root.key("revision"), Kind::UnknownRevision(text.to_owned()));
            Revision::default()
        })
    }

    pub(super) fn service_tag(
        &mut self,
        at: &At<'_>,
        tag: &wire::ServiceTag,
    ) -> Option<ServiceTag> {
        let name = self.required(at, "a service tag", "name", tag.name.as_deref())?;
        let list = at.key("addressPrefixes");
        let address_prefixes = self.prefixes(&list, &tag.address_prefixes, Where::Tag);
        Some(ServiceTag { name: name.to_owned(), address_prefixes })
    }

    /// The perimeter with what `read` makes of its profiles and, by its id, of its associations.
    pub(super) fn perimeter(
        &mut self,
        at: &At<'_>,
        perimeter: &wire::Perimeter,
        read: impl FnOnce(&mut Self, &ResourceId) -> (Vec<Arc<Profile>>, Vec<Arc<Association>>),
    ) -> Perimeter {
        let id = match (&perimeter.id, &perimeter.name) {
            (Some(id), _) => id,
            (None, name) => {
                self.missing(at, "a perimeter", "id");
                name.as_ref().or(perimeter.perimeter_guid.as_ref()).unwrap_or(&self.nameless)
            }
        };
        let id = ResourceId::new(id);
        self.name(&at.key("id"), id.name());
        if id.as_str() == MORE {
            let resources = perimeter.resource_associations.iter().filter_map(|it| resource_of(it));
            let (any, known): (Vec<&str>, Vec<&str>) = resources.partition(|it| *it == MORE);
            for (list, of) in [(any, "perimeters"), (known, "configurations")] {
                if !list.is_empty() {
                    self.page(at, of);
                }
            }
        }
        let links = at.key("links");
        let references = at.key("linkReferences");
        let mut all = Vec::new();
        for (at, link) in each(&links, &perimeter.links) {
            all.push(self.link(&at, link, LinkKind::Link));
        }
        for (at, link) in each(&references, &perimeter.link_references) {
            all.push(self.link(&at, link, LinkKind::Reference));
        }
        let (profiles, associations) = read(self, &id);
        Perimeter {
            guid: perimeter.perimeter_guid.as_deref().map(PerimeterId::new),
            location: perimeter.location.as_deref().map(Region::new),
            profiles,
            associations,
            links: all,
            id,
        }
    }

    /// `None` where its rules are not known: to the core such a profile is not given.
    pub(super) fn profile(&mut self, at: &At<'_>, profile: &wire::Profile) -> Option<Profile> {
        let name = self.named(at, "a profile", profile.name.as_deref(), profile.id.as_deref());
        if !has_rules(profile) {
            self.add(at, Kind::NoRules(name));
            return None;
        }
        let list = at.key("accessRules");
        let access_rules: Vec<AccessRule> = each(&list, &profile.access_rules)
            .map(|(at, rule)| self.access_rule(&at, rule))
            .collect();
        self.profile_limits(at, &access_rules);
        Some(Profile { name, access_rules })
    }

    fn access_rule(&mut self, at: &At<'_>, rule: &wire::AccessRule) -> AccessRule {
        let name = self.named(at, "an access rule", rule.name.as_deref(), rule.id.as_deref());
        if name == MORE {
            self.page(at, "access rules");
        }
        let list = at.key("addressPrefixes");
        let texts = |texts: &[String]| texts.iter().map(|text| text.trim().to_owned()).collect();
        let built = AccessRule {
            name,
            direction: self.direction(at, rule.direction.as_deref()),
            address_prefixes: self.prefixes(&list, &rule.address_prefixes, Where::Rule),
            subscriptions: self.subscriptions(&at.key("subscriptions"), &rule.subscriptions),
            network_security_perimeters: self.references(
                &at.key("networkSecurityPerimeters"),
                &rule.network_security_perimeters,
            ),
            service_tags: texts(&rule.service_tags),
            fully_qualified_domain_names: rule
                .fully_qualified_domain_names
                .iter()
                .map(|name| FqdnPattern::new(name))
                .collect(),
            email_addresses: texts(&rule.email_addresses),
            phone_numbers: texts(&rule.phone_numbers),
        };
        self.rule(at, rule, &built);
        built
    }

    fn direction(&mut self, at: &At<'_>, text: Option<&str>) -> RuleDirection {
        match text {
            None => {
                let assumed = Kind::Assumed { property: "direction", value: "Inbound" };
                self.add(at, assumed);
                RuleDirection::Inbound
            }
            Some(text) if text.eq_ignore_ascii_case("Inbound") => RuleDirection::Inbound,
            Some(text) if text.eq_ignore_ascii_case("Outbound") => RuleDirection::Outbound,
            Some(text) => {
                let at = at.key("direction");
                self.unrecognized(&at, "direction", text, &["Inbound", "Outbound"]);
                RuleDirection::Unrecognized(text.to_owned())
            }
        }
    }

    fn subscriptions(
        &mut self,
        list: &At<'_>,
        references: &[wire::Reference],
    ) -> Vec<SubscriptionId> {
        let mut found = Vec::new();
        for (at, reference) in each(list, references) {
            if let Some(id) = self.required(&at, "a subscription", "id", reference.id.as_deref()) {
                self.symbolic(&at.key("id"), id);
                found.push(SubscriptionId::new(id));
            }
        }
        found
    }

    fn references(&mut self, list: &At<'_>, references: &[wire::Reference]) -> Vec<PerimeterId> {
        let mut found = Vec::new();
        for (at, reference) in each(list, references) {
            let names = [reference.perimeter_guid.as_deref(), reference.id.as_deref()];
            if names == [None, None] {
                self.missing(&at, "a perimeter", "perimeterGuid");
            }
            found.extend(names.into_iter().flatten().map(PerimeterId::new));
        }
        found
    }

    pub(super) fn association(
        &mut self,
        at: &At<'_>,
        perimeter: &ResourceId,
        association: &wire::Association,
    ) -> Association {
        let resource = resource_of(association).unwrap_or_else(|| {
            self.add(at, Kind::NoResource);
            NOT_GIVEN
        });
        let profile = self.profile_name(at, perimeter, association.profile.as_ref());
        let name = association.name.as_deref();
        let access_mode = match association.access_mode.as_deref() {
            None => {
                self.add(at, Kind::Assumed { property: "accessMode", value: "Learning" });
                AccessMode::Learning
            }
            Some(text) if text.eq_ignore_ascii_case("Learning") => AccessMode::Learning,
            Some(text) if text.eq_ignore_ascii_case("Enforced") => AccessMode::Enforced,
            Some(text) if text.eq_ignore_ascii_case("Audit") => AccessMode::Audit,
            Some(text) => {
                let known = &["Learning", "Enforced", "Audit"];
                self.unrecognized(&at.key("accessMode"), "accessMode", text, known);
                AccessMode::Unrecognized(text.to_owned())
            }
        };
        let resource = ResourceId::new(resource);
        if resource.as_str() == MORE && perimeter.as_str() != MORE {
            self.page(at, "associations");
        }
        Association {
            name: name.unwrap_or_else(|| resource.name()).to_owned(),
            profile,
            access_mode,
            resource,
        }
    }

    /// A profile by its id or by its name.
    fn profile_name(
        &mut self,
        at: &At<'_>,
        perimeter: &ResourceId,
        profile: Option<&wire::Reference>,
    ) -> String {
        let Some(profile) = profile else {
            self.missing(at, "an association", "profile");
            return String::new();
        };
        if let Some(id) = &profile.id {
            let within = parent(parent(id));
            if id.contains('/') && ResourceId::new(within) != *perimeter {
                self.add(&at.key("profile"), Kind::ForeignProfile(id.clone()));
                // Whole, it is not taken for a profile of this perimeter with the same name.
                return id.clone();
            }
            return ResourceId::new(id).name().to_owned();
        }
        profile.name.clone().unwrap_or_else(|| {
            self.missing(at, "an association", "profile");
            String::new()
        })
    }

    fn link(&mut self, at: &At<'_>, link: &wire::Link, kind: LinkKind) -> Link {
        let name = self.named(at, "a link", link.name.as_deref(), link.id.as_deref());
        let remote: Vec<PerimeterId> = [
            &link.auto_approved_remote_perimeter_resource_id,
            &link.remote_perimeter_resource_id,
            &link.remote_perimeter_guid,
        ]
        .into_iter()
        .flatten()
        .map(|name| PerimeterId::new(name))
        .collect();
        if remote.is_empty() {
            self.missing(at, "a link", "remotePerimeterGuid");
        }
        self.description(at, link.description.as_deref());
        let known = &["Approved", "Pending", "Rejected", "Disconnected"];
        let status = match link.status.as_deref() {
            None => LinkStatus::NotGiven,
            Some(text) if text.eq_ignore_ascii_case("Approved") => LinkStatus::Approved,
            Some(text) if text.eq_ignore_ascii_case("Pending") => LinkStatus::Pending,
            Some(text) if text.eq_ignore_ascii_case("Rejected") => LinkStatus::Rejected,
            Some(text) if text.eq_ignore_ascii_case("Disconnected") => LinkStatus::Disconnected,
            Some(text) => {
                self.unrecognized(&at.key("status"), "status", text, known);
                LinkStatus::Unrecognized(text.to_owned())
            }
        };
        if name == MORE {
            self.page(at, "links");
        }
        if status == LinkStatus::NotGiven {
            self.add(at, Kind::NoLinkStatus);
        }
        Link {
            name,
            kind,
            remote,
            local_inbound_profiles: link.local_inbound_profiles.clone(),
            remote_inbound_profiles: link.remote_inbound_profiles.clone(),
            status,
        }
    }
}

/// An id without its last segment.
fn parent(id: &str) -> &str {
    id.trim_end_matches('/').rsplit_once('/').map_or("", |(parent, _)| parent)
}
