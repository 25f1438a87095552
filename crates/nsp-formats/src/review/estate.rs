//! Perimeters, profiles, associations, links and saved requests.

use nsp_core::{Ground, Network, PublicNetworkAccess, ResourceId, State, Verdict};

use super::{Point, Review};
use crate::explain::describe;
use crate::scenario::edit::{Thing, is_to, resource_of};
use crate::scenario::{Association, Link, Perimeter, Request, Resources};

impl Review<'_> {
    pub(super) fn perimeters(&mut self) {
        for (place, written) in self.scenario().estate.perimeters.iter().enumerate() {
            let thing = Thing::Perimeter(place);
            if written.resource_associations.is_empty() {
                self.add(thing, Point::IdlePerimeter);
            }
            self.profiles(place, written);
            for (association, it) in written.resource_associations.iter().enumerate() {
                let mode = it.access_mode.as_deref().unwrap_or("Learning").trim();
                let audit = mode.eq_ignore_ascii_case("Audit");
                let Some(resource) = resource_of(it) else { continue };
                if audit || mode.eq_ignore_ascii_case("Learning") {
                    let thing = Thing::Association { perimeter: place, association };
                    let point = self.not_enforced(&ResourceId::new(resource), audit);
                    self.add(thing, point);
                }
            }
            for (link, it) in written.links.iter().enumerate() {
                self.link(Thing::Link { perimeter: place, link }, it);
            }
            for (link, it) in written.link_references.iter().enumerate() {
                self.link(Thing::LinkReference { perimeter: place, link }, it);
            }
        }
    }

    /// What an association in Transition or in Audit leaves open, if it is the one that decides.
    fn not_enforced(&self, id: &ResourceId, audit: bool) -> Point {
        let (compiled, resource) = (self.edition.compiled(), id.name().to_owned());
        let deciding = compiled.association_of(id);
        // One in Audit is a trial beside it.
        let deciding =
            deciding.filter(|_| !audit && compiled.state_of(id) == Some(State::Enforced));
        if let Some(at) = deciding {
            let by = self.edition.snapshot().perimeters.get(at.perimeter as usize);
            let by = by.map_or_else(String::new, |it| it.id.name().to_owned());
            return Point::Overruled { resource, by };
        }
        let network = compiled.listed(id).map(|it| &it.network);
        let secured = matches!(
            network,
            Some(Network::Given {
                public_network_access: Some(PublicNetworkAccess::SecuredByPerimeter),
                ..
            })
        );
        Point::NotEnforced { resource, audit, secured }
    }

    fn profiles(&mut self, perimeter: usize, written: &Perimeter) {
        for (profile, it) in written.profiles.iter().enumerate() {
            let thing = Thing::Profile { perimeter, profile };
            let name = thing.name(self.scenario()).unwrap_or_default();
            let members =
                || written.resource_associations.iter().filter(|it| is_to(it, written, name));
            // An expression may stand for any profile.
            let is_open = |it: &Association| {
                let profile = it.profile.as_ref();
                let text = profile.and_then(|it| it.id.as_deref().or(it.name.as_deref()));
                text.is_some_and(|it| it.trim().starts_with('['))
            };
            let idle = members().next().is_none()
                && !written.resource_associations.is_empty()
                && !written.resource_associations.iter().any(|it| is_open(it));
            if idle && !it.access_rules.is_empty() {
                self.add(thing, Point::IdleProfile(it.access_rules.len()));
            }
            let mut resources = members().filter_map(|it| resource_of(it));
            let of_storage = resources.any(|id| ResourceId::new(id).is_storage_account());
            self.rules(thing, it, of_storage);
        }
    }

    fn link(&mut self, thing: Thing, link: &Link) {
        let status = link.status.as_deref().unwrap_or_default().trim();
        let known = ["Pending", "Rejected", "Disconnected"];
        if let Some(status) = known.into_iter().find(|it| it.eq_ignore_ascii_case(status)) {
            self.add(thing, Point::NotApproved(status.to_owned()));
        }
    }

    /// Saved requests that a perimeter does not support, whatever its rules say.
    pub(super) fn requests(&mut self) {
        let scenario = self.scenario();
        let saved = (0..).zip(&scenario.requests).map(|(at, it)| (Thing::Request(at), it));
        let expected = (0..).zip(&scenario.expectations);
        let expected =
            expected.filter_map(|(at, it)| Some((Thing::Expectation(at), it.request.as_ref()?)));
        let resources = Resources::by_name(self.edition.snapshot());
        let all: Vec<(Thing, &Request)> = saved.chain(expected).collect();
        for (thing, written) in all {
            let Ok(request) = written.build_among(&resources) else { continue };
            let decided = self.edition.compiled().question(&request).decide(State::Enforced);
            let outcome = decided.outcome;
            if matches!(outcome.ground(), Ground::Protocol | Ground::UnsupportedFeature) {
                let blocked = outcome.verdict() == Verdict::Denied;
                self.add(thing, Point::Unsupported { request: describe(&request), blocked });
            }
        }
    }
}
