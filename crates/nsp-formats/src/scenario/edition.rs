//! A scenario that is edited.

use std::sync::Arc;

use nsp_core::{Association, Compiled, Derived, Perimeter, Profile, Resource, Snapshot};

use super::check::{At, Checks};
use super::document::{self as wire, Scenario};
use super::snapshot::add_associated;

/// A scenario as it stands between two edits, ready to be asked.
///
/// An edit costs about what it changes, not what the estate holds: of every perimeter, profile,
/// association and resource that two scenarios share, what was made of it is taken over.
///
/// ```
/// # use std::sync::Arc;
/// use nsp_formats::scenario::{Edition, Resource, Scenario};
/// let before = Edition::new(Scenario::default());
/// let mut scenario = before.scenario().clone();
/// let id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/stweb";
/// scenario.estate.resources.push(Arc::new(Resource { id: Some(id.to_owned()), ..Default::default() }));
/// let after = before.after(scenario);
/// assert_eq!(after.snapshot().resources[0].id.name(), "stweb");
/// assert!(before.snapshot().resources.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Edition {
    scenario: Scenario,
    perimeters: Derived<wire::Perimeter, Arc<Read>>,
    /// Of all perimeters; `None` where the rules are not known.
    profiles: Derived<wire::Profile, Option<Arc<Profile>>>,
    /// `None` where there is no id.
    resources: Derived<wire::Resource, Option<Arc<Resource>>>,
    compiled: Compiled,
}

/// A perimeter and, by its id, its associations.
#[derive(Debug)]
struct Read {
    perimeter: Arc<Perimeter>,
    associations: Derived<wire::Association, Arc<Association>>,
}

impl Edition {
    /// Reads a whole scenario.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let nothing = Self {
            scenario: Scenario::default(),
            perimeters: Derived::default(),
            profiles: Derived::default(),
            resources: Derived::default(),
            compiled: Compiled::new(Snapshot::default()),
        };
        nothing.after(scenario)
    }

    /// The edition that follows when this one's scenario becomes `scenario`: the same as
    /// [`Edition::new`], sooner.
    #[must_use]
    pub fn after(&self, scenario: Scenario) -> Self {
        // What it has to say is for `Scenario::findings`.
        let mut checks = Checks::default();
        let root = At::root();
        let estate = &scenario.estate;
        let written = estate.perimeters.iter().flat_map(|perimeter| &perimeter.profiles);
        let profiles = self.profiles.after(written, |profile, known| match known {
            Some(known) => known.clone(),
            None => checks.profile(&root, profile).map(Arc::new),
        });
        let (mut read, mut before) = (profiles.iter(), self.perimeters.iter());
        let perimeters = self.perimeters.after(&estate.perimeters, |written, known| {
            let profiles = read.by_ref().take(written.profiles.len());
            let before = before.next();
            if let Some(known) = known {
                profiles.for_each(drop);
                return known.clone();
            }
            let mut associations = Derived::default();
            let perimeter = checks.perimeter(&root, written, |checks, id| {
                let before = before.filter(|it| it.perimeter.id.as_str() == id.as_str());
                let before = before.map_or(&associations, |it| &it.associations);
                let all = &written.resource_associations;
                associations = before.after(all, |association, known| match known {
                    Some(known) => known.clone(),
                    None => Arc::new(checks.association(&root, id, association)),
                });
                let associated = associations.iter().cloned().collect();
                (profiles.flatten().cloned().collect(), associated)
            });
            Arc::new(Read { perimeter: Arc::new(perimeter), associations })
        });
        let resources = self.resources.after(&estate.resources, |resource, known| match known {
            Some(known) => known.clone(),
            None => checks.resource(&root, resource).map(Arc::new),
        });
        let service_tags = if estate.service_tags == self.scenario.estate.service_tags {
            self.snapshot().service_tags.clone()
        } else {
            let tags = estate.service_tags.iter();
            tags.filter_map(|tag| checks.service_tag(&root, tag)).collect()
        };
        let mut snapshot = Snapshot {
            revision: checks.revision(&root, scenario.revision.as_deref()),
            perimeters: perimeters.iter().map(|it| it.perimeter.clone()).collect(),
            resources: resources.iter().flatten().cloned().collect(),
            service_tags,
        };
        let described = snapshot.resources.len();
        snapshot.resources.extend_from_slice(self.added());
        if !snapshot.is_named_like(self.snapshot()) {
            snapshot.resources.truncate(described);
            add_associated(&mut snapshot, self.added());
        }
        let compiled = self.compiled.after(snapshot);
        Self { perimeters, profiles, resources, compiled, scenario }
    }

    /// The resources that nothing describes.
    fn added(&self) -> &[Arc<Resource>] {
        let described = self.resources.iter().flatten().count();
        self.snapshot().resources.get(described..).unwrap_or_default()
    }

    /// The scenario as it is written.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What its estate means: the same as [`Scenario::snapshot`].
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        self.compiled.snapshot()
    }

    /// Its estate ready for deciding.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }
}
