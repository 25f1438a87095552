//! One estate out of many objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pages::{List, Pages};
use crate::finding::{Kind, Place, Report};
use crate::json::{Wire, same};
use crate::origins::Origins;
use crate::scenario::{
    AccessRule, Association, DiagnosticSetting, Link, Perimeter, Profile, Reference, Request,
    Resource, Scenario, ServiceTag,
};

/// An object with the places its values came from.
pub(super) type Read<T> = (T, Origins);

/// An estate that grows, object by object.
pub(super) struct Merger {
    pub(super) report: Report,
    pub(super) scenario: Scenario,
    pub(super) origins: Origins,
    /// Where each object stands in its list, by its id in lower case.
    index: BTreeMap<String, usize>,
    /// Perimeters that were referred to before they were described, if they ever are.
    referred: BTreeMap<usize, Place>,
    /// Profiles that were described by what lists no rules: perimeter and name.
    pub(super) without_rules: Vec<(String, String)>,
    /// Profiles that were described with all their rules, be they none: perimeter and name.
    pub(super) with_rules: Vec<(String, String)>,
    /// What comes in lists.
    pub(super) pages: BTreeMap<List, Pages>,
}

impl Merger {
    pub(super) fn new(report: Report) -> Self {
        Self {
            report,
            scenario: Scenario::default(),
            origins: Origins::default(),
            index: BTreeMap::new(),
            referred: BTreeMap::new(),
            without_rules: Vec::new(),
            with_rules: Vec::new(),
            pages: BTreeMap::new(),
        }
    }

    pub(super) fn finish(mut self) -> (Scenario, Origins, Report) {
        self.without_pages();
        for (at, place) in &self.referred {
            let perimeter = self.scenario.estate.perimeters.get(*at);
            let id = perimeter.and_then(|it| it.id.clone()).unwrap_or_default();
            self.report.add(place, Kind::PerimeterNotDescribed(id));
        }
        for (perimeter, name) in core::mem::take(&mut self.without_rules) {
            if let Some(profile) = self.profile_mut(&perimeter, &name)
                && profile.access_rules.is_empty()
            {
                profile.access_rules_not_given = Some(true);
            }
        }
        for (perimeter, name) in core::mem::take(&mut self.with_rules) {
            if let Some(profile) = self.profile_mut(&perimeter, &name) {
                profile.access_rules_not_given = None;
            }
        }
        (self.scenario, self.origins, self.report)
    }

    /// Where a profile stands in its perimeter, and where that stands.
    fn find(&self, perimeter: &str, profile: &str) -> Option<(usize, usize)> {
        let id = format!("{perimeter}/profiles/{}", segment(profile));
        Some((*self.index.get(&key(&id))?, *self.index.get(&key(perimeter))?))
    }

    pub(super) fn profile_mut(&mut self, perimeter: &str, profile: &str) -> Option<&mut Profile> {
        let (at, within) = self.find(perimeter, profile)?;
        let perimeter = self.scenario.estate.perimeters.get_mut(within).map(Arc::make_mut)?;
        perimeter.profiles.get_mut(at).map(Arc::make_mut)
    }

    /// The place of a perimeter in the estate; makes one if something refers to it first.
    pub(super) fn perimeter_at(&mut self, id: &str, referrer: &Place) -> usize {
        if let Some(at) = self.index.get(&key(id)) {
            return *at;
        }
        let at = self.scenario.estate.perimeters.len();
        let given = Some(id.to_owned()).filter(|id| !id.is_empty());
        let perimeter = Perimeter { id: given, ..Perimeter::default() };
        self.scenario.estate.perimeters.push(perimeter.into());
        self.origins.graft(&format!("/estate/perimeters/{at}"), &Origins::at(referrer.clone()));
        self.index.insert(key(id), at);
        self.referred.insert(at, referrer.clone());
        at
    }

    /// A perimeter with all that is in it.
    pub(super) fn perimeter(&mut self, id: &str, (mut perimeter, origins): Read<Perimeter>) {
        let profiles = core::mem::take(&mut perimeter.profiles);
        let associations = core::mem::take(&mut perimeter.resource_associations);
        let links = core::mem::take(&mut perimeter.links);
        let references = core::mem::take(&mut perimeter.link_references);
        // It stands there already.
        perimeter.id = None;
        perimeter.name = None;
        let at = self.perimeter_at(id, &origins.place(""));
        self.referred.remove(&at);
        let pointer = format!("/estate/perimeters/{at}");
        if let Some(known) = self.scenario.estate.perimeters.get_mut(at).map(Arc::make_mut) {
            let id = id.to_owned();
            merge(known, perimeter, &pointer, &origins, &mut self.origins, &mut self.report, &id);
        }
        for (index, profile) in profiles.into_iter().enumerate() {
            let name = profile.name.clone().unwrap_or_default();
            let profile = Arc::unwrap_or_clone(profile);
            self.profile(id, &name, (profile, origins.of(&format!("/profiles/{index}"))));
        }
        for (index, association) in associations.into_iter().enumerate() {
            let part = origins.of(&format!("/resourceAssociations/{index}"));
            let association = Arc::unwrap_or_clone(association);
            if !self.lacks_associations(id, &association, &part) {
                self.association(id, (association, part));
            }
        }
        for (index, link) in links.into_iter().enumerate() {
            let part = origins.of(&format!("/links/{index}"));
            if !self.lacks_links((id, "links"), &link, &part) {
                self.link(id, "links", (link, part));
            }
        }
        for (index, link) in references.into_iter().enumerate() {
            let part = origins.of(&format!("/linkReferences/{index}"));
            if !self.lacks_links((id, "linkReferences"), &link, &part) {
                self.link(id, "linkReferences", (link, part));
            }
        }
    }

    /// A profile with its rules.
    pub(super) fn profile(
        &mut self,
        perimeter: &str,
        name: &str,
        (mut profile, origins): Read<Profile>,
    ) {
        let rules = core::mem::take(&mut profile.access_rules);
        profile.id = None;
        profile.name = Some(name.to_owned());
        let at = self.perimeter_at(perimeter, &origins.place(""));
        let pointer = format!("/estate/perimeters/{at}/profiles");
        let id = format!("{perimeter}/profiles/{}", segment(name));
        if let Some(known) = self.scenario.estate.perimeters.get_mut(at).map(Arc::make_mut) {
            let list = &mut known.profiles;
            let merged = Merged { id: &id, name, pointer: &pointer };
            merged.put(
                list,
                (Arc::new(profile), &origins),
                &mut self.index,
                &mut self.origins,
                &mut self.report,
            );
        }
        for (index, rule) in rules.into_iter().enumerate() {
            let part = origins.of(&format!("/accessRules/{index}"));
            let rule_name = rule.name.clone().unwrap_or_default();
            if !self.lacks_rules((perimeter, name), &rule, &part) {
                self.access_rule(perimeter, name, &rule_name, (rule, part));
            }
        }
    }

    pub(super) fn access_rule(
        &mut self,
        perimeter: &str,
        profile: &str,
        name: &str,
        (mut rule, origins): Read<AccessRule>,
    ) {
        let id = format!("{perimeter}/profiles/{}", segment(profile));
        if !self.index.contains_key(&key(&id)) {
            let made = (Profile::default(), Origins::at(origins.place("")));
            self.profile(perimeter, profile, made);
        }
        let Some((at, within)) = self.find(perimeter, profile) else { return };
        rule.id = None;
        rule.name = Some(name.to_owned());
        let pointer = format!("/estate/perimeters/{within}/profiles/{at}/accessRules");
        let id = format!("{id}/accessRules/{}", segment(name));
        let perimeter = self.scenario.estate.perimeters.get_mut(within).map(Arc::make_mut);
        let profile = perimeter.and_then(|it| it.profiles.get_mut(at)).map(Arc::make_mut);
        if let Some(profile) = profile {
            let known = self.index.get(&key(&id)).filter(|_| !name.is_empty());
            if let Some(known) = known.and_then(|at| profile.access_rules.get_mut(*at)) {
                for property in leave_out(known, &rule) {
                    let kind =
                        Kind::Differs { of: AccessRule::WHAT, name: name.to_owned(), property };
                    self.report.add(&origins.place(""), kind);
                }
            }
            let merged = Merged { id: &id, name, pointer: &pointer };
            merged.put(
                &mut profile.access_rules,
                (rule, &origins),
                &mut self.index,
                &mut self.origins,
                &mut self.report,
            );
        }
    }

    /// An association; without a name it is called as its resource.
    pub(super) fn association(
        &mut self,
        perimeter: &str,
        (mut association, origins): Read<Association>,
    ) {
        let at = self.perimeter_at(perimeter, &origins.place(""));
        let resource = association.private_link_resource.as_ref();
        let resource = resource.and_then(|it| it.id.as_deref());
        let last = resource.and_then(|id| super::id::segments(id).last().map(|(_, name)| name));
        let name = association.name.clone().or_else(|| last.map(str::to_owned));
        let name = name.unwrap_or_default();
        association.id = None;
        association.name = Some(name.clone());
        let pointer = format!("/estate/perimeters/{at}/resourceAssociations");
        let id = format!("{perimeter}/resourceAssociations/{}", segment(&name));
        if let Some(known) = self.scenario.estate.perimeters.get_mut(at).map(Arc::make_mut) {
            let before = self.index.get(&key(&id));
            let before = before.and_then(|at| known.resource_associations.get(*at));
            let before = before.and_then(|it| it.profile.as_ref()).map(profile_name);
            // The same profile by its name and by its id is no difference.
            if before.is_some() && before == association.profile.as_ref().map(profile_name) {
                association.profile = None;
            }
            let merged = Merged { id: &id, name: &name, pointer: &pointer };
            merged.put(
                &mut known.resource_associations,
                (association.into(), &origins),
                &mut self.index,
                &mut self.origins,
                &mut self.report,
            );
        }
    }

    /// A link of the list `links` or `linkReferences`.
    pub(super) fn link(&mut self, perimeter: &str, list: &str, (mut link, origins): Read<Link>) {
        let at = self.perimeter_at(perimeter, &origins.place(""));
        let name = link.name.clone().unwrap_or_default();
        link.id = None;
        let pointer = format!("/estate/perimeters/{at}/{list}");
        let id = format!("{perimeter}/{list}/{}", segment(&name));
        if let Some(known) = self.scenario.estate.perimeters.get_mut(at).map(Arc::make_mut) {
            let links = if list == "links" { &mut known.links } else { &mut known.link_references };
            let merged = Merged { id: &id, name: &name, pointer: &pointer };
            merged.put(
                links,
                (link, &origins),
                &mut self.index,
                &mut self.origins,
                &mut self.report,
            );
        }
    }

    pub(super) fn resource(&mut self, id: &str, (mut resource, origins): Read<Resource>) {
        resource.id = Some(id.to_owned());
        resource.name = None;
        resource.resource_type = None;
        let own = format!("/resources{id}");
        let merged = Merged { id: &own, name: id, pointer: "/estate/resources" };
        merged.put(
            &mut self.scenario.estate.resources,
            (Arc::new(resource), &origins),
            &mut self.index,
            &mut self.origins,
            &mut self.report,
        );
    }

    pub(super) fn service_tag(&mut self, (tag, origins): Read<ServiceTag>) {
        let name = tag.name.clone().unwrap_or_default();
        let id = format!("/serviceTags/{name}");
        let merged = Merged { id: &id, name: &name, pointer: "/estate/serviceTags" };
        merged.put(
            &mut self.scenario.estate.service_tags,
            (tag, &origins),
            &mut self.index,
            &mut self.origins,
            &mut self.report,
        );
    }

    pub(super) fn diagnostic_setting(
        &mut self,
        id: &str,
        (mut setting, origins): Read<DiagnosticSetting>,
    ) {
        setting.id = Some(id.to_owned());
        let own = format!("/diagnosticSettings{id}");
        let merged = Merged { id: &own, name: id, pointer: "/estate/diagnosticSettings" };
        merged.put(
            &mut self.scenario.estate.diagnostic_settings,
            (setting, &origins),
            &mut self.index,
            &mut self.origins,
            &mut self.report,
        );
    }

    /// Another scenario, object by object.
    pub(super) fn scenario(&mut self, (mut scenario, origins): Read<Scenario>) {
        let estate = core::mem::take(&mut scenario.estate);
        for (index, perimeter) in estate.perimeters.into_iter().enumerate() {
            let part = origins.of(&format!("/estate/perimeters/{index}"));
            let id = perimeter.id.clone().or_else(|| perimeter.name.clone());
            let id = id.or_else(|| perimeter.perimeter_guid.clone());
            match id.filter(|id| !id.trim().is_empty()) {
                Some(id) => self.perimeter(&id, (Arc::unwrap_or_clone(perimeter), part)),
                // Merged by its name, it would become one with every other that has none.
                None => {
                    let perimeters = &mut self.scenario.estate.perimeters;
                    let pointer = format!("/estate/perimeters/{}", perimeters.len());
                    perimeters.push(perimeter);
                    self.origins.graft(&pointer, &part);
                }
            }
        }
        for (index, resource) in estate.resources.into_iter().enumerate() {
            let part = origins.of(&format!("/estate/resources/{index}"));
            let id = resource.id.clone().or_else(|| resource.name.clone()).unwrap_or_default();
            self.resource(&id, (Arc::unwrap_or_clone(resource), part));
        }
        for (index, tag) in estate.service_tags.into_iter().enumerate() {
            self.service_tag((tag, origins.of(&format!("/estate/serviceTags/{index}"))));
        }
        for (index, setting) in estate.diagnostic_settings.into_iter().enumerate() {
            let part = origins.of(&format!("/estate/diagnosticSettings/{index}"));
            let id = setting.id.clone().unwrap_or_default();
            self.diagnostic_setting(&id, (setting, part));
        }
        self.scenario.estate.extra.extend(estate.extra);
        let known = self.scenario.sources.len();
        for (index, source) in core::mem::take(&mut scenario.sources).into_iter().enumerate() {
            self.source(known, source, &origins.of(&format!("/sources/{index}")));
        }
        for (index, request) in core::mem::take(&mut scenario.requests).into_iter().enumerate() {
            let at = format!("/requests/{}", self.scenario.requests.len());
            self.origins.graft(&at, &origins.of(&format!("/requests/{index}")));
            self.scenario.requests.push(request);
        }
        let expectations = core::mem::take(&mut scenario.expectations);
        for (index, expectation) in expectations.into_iter().enumerate() {
            let at = format!("/expectations/{}", self.scenario.expectations.len());
            self.origins.graft(&at, &origins.of(&format!("/expectations/{index}")));
            self.scenario.expectations.push(expectation);
        }
        let suppressions = core::mem::take(&mut scenario.suppressions);
        for (index, suppression) in suppressions.into_iter().enumerate() {
            if !self.scenario.suppressions.contains(&suppression) {
                let at = format!("/suppressions/{}", self.scenario.suppressions.len());
                self.origins.graft(&at, &origins.of(&format!("/suppressions/{index}")));
                self.scenario.suppressions.push(suppression);
            }
        }
        let known = &mut self.scenario;
        // Titles say nothing of the estate: the last one stands, and no other contradicts it.
        known.name.take_if(|_| scenario.name.is_some());
        known.description.take_if(|_| scenario.description.is_some());
        merge(known, scenario, "", &origins, &mut self.origins, &mut self.report, "");
    }
}

impl Merger {
    /// A source of a further scenario. Of an earlier one with its name, of the first `known`, it
    /// takes the place: two halves of two callers are neither of them.
    fn source(&mut self, known: usize, source: Request, origins: &Origins) {
        let name = source.name.clone().unwrap_or_default();
        let before = self.scenario.sources.iter_mut().take(known).enumerate();
        let mut before = before.filter(|(_, it)| match name.as_str() {
            "" => **it == source,
            name => it.name.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(name)),
        });
        if let Some((at, old)) = before.next() {
            let (was, is) = (old.write_object(), source.write_object());
            let differs = |key: &&&str| match (was.get(**key), is.get(**key)) {
                (Some(was), Some(is)) => !same(was, is),
                (was, is) => was.is_some() != is.is_some(),
            };
            for property in Request::KEYS.iter().filter(differs) {
                let kind = Kind::Differs { of: "a source", name: name.clone(), property };
                self.report.add(&origins.place(&format!("/{property}")), kind);
            }
            *old = source;
            self.origins.graft(&format!("/sources/{at}"), origins);
            return;
        }
        let at = format!("/sources/{}", self.scenario.sources.len());
        self.origins.graft(&at, origins);
        self.scenario.sources.push(source);
    }
}

/// An object on its way into a list.
struct Merged<'n> {
    id: &'n str,
    name: &'n str,
    pointer: &'n str,
}

impl Merged<'_> {
    /// Adds the object, or merges it into the one that is there under its id. Without a name there
    /// is no telling: it is added.
    fn put<T: Wire>(
        &self,
        list: &mut Vec<T>,
        (object, from): (T, &Origins),
        index: &mut BTreeMap<String, usize>,
        origins: &mut Origins,
        report: &mut Report,
    ) {
        let at = index.get(&key(self.id)).copied().filter(|_| !self.name.is_empty());
        let known = at.and_then(|at| list.get_mut(at).map(|known| (at, known)));
        if let Some((at, known)) = known {
            let pointer = format!("{}/{at}", self.pointer);
            merge(known, object, &pointer, from, origins, report, self.name);
            return;
        }
        index.insert(key(self.id), list.len());
        origins.graft(&format!("{}/{}", self.pointer, list.len()), from);
        list.push(object);
    }
}

fn merge<T: Wire>(
    known: &mut T,
    later: T,
    pointer: &str,
    from: &Origins,
    origins: &mut Origins,
    report: &mut Report,
    name: &str,
) {
    for member in known.merge(later) {
        let key = format!("/{}", member.name);
        if member.differs {
            let of = T::WHAT;
            let kind = Kind::Differs { of, name: name.to_owned(), property: member.name };
            report.add(&from.place(&key), kind);
        }
        origins.graft(&format!("{pointer}{key}"), &from.of(&key));
    }
}

/// Empties the lists of a rule that a later reading of it has empty: a rule is always given whole.
/// Names them.
fn leave_out(known: &mut AccessRule, later: &AccessRule) -> Vec<&'static str> {
    let mut emptied = Vec::new();
    let mut list = |property: &'static str, given: bool, kept: bool| {
        let empties = given && !kept;
        if empties {
            emptied.push(property);
        }
        empties
    };
    macro_rules! lists {
        ($($field:ident $property:literal,)*) => {$(
            if list($property, !known.$field.is_empty(), !later.$field.is_empty()) {
                known.$field.clear();
            }
        )*};
    }
    lists! {
        address_prefixes "addressPrefixes",
        subscriptions "subscriptions",
        network_security_perimeters "networkSecurityPerimeters",
        service_tags "serviceTags",
        fully_qualified_domain_names "fullyQualifiedDomainNames",
        email_addresses "emailAddresses",
        phone_numbers "phoneNumbers",
    }
    emptied
}

/// The name of a profile that is named by its name or by its id, in lower case.
fn profile_name(reference: &Reference) -> Option<String> {
    let text = reference.id.as_deref().or(reference.name.as_deref())?;
    super::id::segments(text).last().map(|(_, name)| name.to_ascii_lowercase())
}

fn key(id: &str) -> String {
    id.trim().trim_end_matches('/').to_ascii_lowercase()
}

/// A name as a segment of a key, so that no slash in it makes it another object's.
fn segment(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
