//! Azure's limits: told, never enforced.

use std::collections::BTreeMap;
use std::sync::Arc;

use nsp_analysis::room;
pub(crate) use nsp_analysis::room::{inbound_elements, outbound_elements};
use nsp_core::{AccessRule, Perimeter, SubscriptionId};

use super::{At, Checks};
use crate::finding::Kind;
use crate::scenario::document as wire;

/// How many Azure takes, and which document says so.
#[derive(Clone, Copy)]
pub(crate) struct Limit(usize, &'static str);

pub(crate) const RULE_ELEMENTS: Limit = Limit(room::RULE_ELEMENTS, "LIM24");
const PROFILES: Limit = Limit(200, "LIM24");
const ASSOCIATIONS: Limit = Limit(1000, "LIM24");
const RESOURCE_NAME: Limit = Limit(44, "LIM24");
const PERIMETERS: Limit = Limit(100, "LIM24");
const LINKS: Limit = Limit(10, "LINK26");
pub(crate) const IP_RULES: Limit = Limit(room::IP_RULES, "FWIP");
const DESCRIPTION: Limit = Limit(140, "SPEC");

pub(in crate::scenario) const INBOUND: &str = "inbound rule elements in one profile";
pub(in crate::scenario) const OUTBOUND: &str = "outbound rule elements in one profile";
pub(in crate::scenario) const IP_RULES_OF: &str = "IP rules of one account";

impl Limit {
    /// How many Azure takes.
    pub(crate) const fn most(self) -> usize {
        self.0
    }

    /// The finding about as much as this, or nearly.
    fn near(self, what: &'static str, found: usize) -> Option<Kind> {
        let Self(limit, source) = self;
        let near = (limit.div_ceil(10) * 9..=limit).contains(&found);
        near.then_some(Kind::NearLimit { what, found, limit, source })
    }

    /// The finding about more than this.
    pub(in crate::scenario) fn over(self, what: &'static str, found: usize) -> Option<Kind> {
        let Self(limit, source) = self;
        (found > limit).then_some(Kind::OverLimit { what, found, limit, source })
    }
}

impl Checks {
    /// How many there are of something.
    fn limit(&mut self, at: &At<'_>, what: &'static str, found: usize, limit: Limit) {
        if let Some(kind) = limit.over(what, found).or_else(|| limit.near(what, found)) {
            self.add(at, kind);
        }
    }

    /// How long a text is.
    fn length(&mut self, at: &At<'_>, what: &'static str, found: usize, limit: Limit) {
        if let Some(kind) = limit.over(what, found) {
            self.add(at, kind);
        }
    }

    pub(in crate::scenario) fn name(&mut self, at: &At<'_>, name: &str) {
        if self.symbolic(at, name) || name.contains(['[', '{']) {
            return;
        }
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let good = name.len() <= 80
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.ends_with(word)
            && name.chars().all(|c| word(c) || c == '.' || c == '-');
        let lone_underscore = name.len() == 1 && name == "_";
        if !good || lone_underscore {
            self.add(at, Kind::BadName(name.to_owned()));
        }
    }

    pub(in crate::scenario) fn profile_limits(&mut self, at: &At<'_>, rules: &[AccessRule]) {
        let at = at.key("accessRules");
        self.limit(&at, INBOUND, inbound_elements(rules), RULE_ELEMENTS);
        self.limit(&at, OUTBOUND, outbound_elements(rules), RULE_ELEMENTS);
    }

    pub(in crate::scenario) fn perimeter_limits(&mut self, at: &At<'_>, perimeter: &Perimeter) {
        self.limit(
            &at.key("profiles"),
            "profiles in one perimeter",
            perimeter.profiles.len(),
            PROFILES,
        );
        let associations = at.key("resourceAssociations");
        let count = perimeter.associations.len();
        self.limit(&associations, "associated resources in one perimeter", count, ASSOCIATIONS);
        self.limit(&at.key("links"), "links of one perimeter", perimeter.links.len(), LINKS);
        for (index, association) in perimeter.associations.iter().enumerate() {
            let length = association.resource.name().chars().count();
            let what = "characters in the name of an associated resource";
            if !association.resource.name().contains('[') {
                self.length(&associations.index(index), what, length, RESOURCE_NAME);
            }
        }
    }

    pub(in crate::scenario) fn estate_limits(
        &mut self,
        at: &At<'_>,
        perimeters: &[Arc<Perimeter>],
    ) {
        let mut counts: BTreeMap<SubscriptionId, usize> = BTreeMap::new();
        for subscription in perimeters.iter().filter_map(|it| it.id.subscription()) {
            *counts.entry(subscription).or_default() += 1;
        }
        for count in counts.into_values() {
            self.limit(at, "perimeters in one subscription", count, PERIMETERS);
        }
    }

    pub(in crate::scenario) fn ip_rule_limits(&mut self, at: &At<'_>, acls: &wire::NetworkAcls) {
        let count = acls.ip_rules.len() + acls.ipv6_rules.len();
        self.limit(&at.key("ipRules"), IP_RULES_OF, count, IP_RULES);
    }

    pub(in crate::scenario) fn description(&mut self, at: &At<'_>, text: Option<&str>) {
        let length = text.map_or(0, |text| text.chars().count());
        self.length(
            &at.key("description"),
            "characters in a link’s description",
            length,
            DESCRIPTION,
        );
    }
}
