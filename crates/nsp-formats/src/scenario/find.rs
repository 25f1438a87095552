//! Naming a resource the short way.

use core::fmt;
use nsp_core::order;
use std::collections::{BTreeMap, BTreeSet};

use nsp_core::{ResourceId, Snapshot};

/// The resource of the estate that `text` names: by its id, or by its name where only one has it.
///
/// # Errors
///
/// [`NotFound`] lists what may be meant.
pub fn resource(snapshot: &Snapshot, text: &str) -> Result<ResourceId, NotFound> {
    Resources::of(snapshot).get(text)
}

/// The resources of an estate, to be found by id or name.
#[derive(Clone, Debug)]
pub struct Resources<'s> {
    snapshot: &'s Snapshot,
    /// By their names in lower case, in document order.
    by_name: Option<BTreeMap<String, Vec<&'s ResourceId>>>,
}

impl<'s> Resources<'s> {
    /// The resources for a look-up or two: each goes through all of them.
    #[must_use]
    pub fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, by_name: None }
    }

    /// The resources for many look-ups: going through them once, then to the one that is named.
    #[must_use]
    pub fn by_name(snapshot: &'s Snapshot) -> Self {
        let mut by_name: BTreeMap<String, Vec<&ResourceId>> = BTreeMap::new();
        for id in ids(snapshot) {
            by_name.entry(id.name().to_ascii_lowercase()).or_default().push(id);
        }
        Self { snapshot, by_name: Some(by_name) }
    }

    pub(crate) fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// The resource that `text` names: by its id, or by its name where only one has it.
    ///
    /// # Errors
    ///
    /// [`NotFound`] lists what may be meant.
    pub fn get(&self, text: &str) -> Result<ResourceId, NotFound> {
        let named = self.named(text);
        if let [only] = named.as_slice() {
            return Ok((*only).clone());
        }
        let ambiguous = !named.is_empty();
        let wanted = ResourceId::new(text);
        let candidates = if ambiguous { named } else { near(self.snapshot, wanted.name()) };
        let candidates = candidates.into_iter().map(ToString::to_string).collect();
        Err(NotFound { text: text.trim().to_owned(), ambiguous, candidates })
    }

    /// The one that has `text` for its id, or else all that have it for their name.
    pub(crate) fn named(&self, text: &str) -> Vec<&'s ResourceId> {
        let wanted = ResourceId::new(text);
        match &self.by_name {
            None => pick(&wanted, ids(self.snapshot)),
            Some(by_name) => {
                let name = wanted.name().to_ascii_lowercase();
                pick(&wanted, by_name.get(&name).into_iter().flatten().copied())
            }
        }
    }
}

fn pick<'s>(wanted: &ResourceId, ids: impl Iterator<Item = &'s ResourceId>) -> Vec<&'s ResourceId> {
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    let name = wanted.name();
    for known in ids.filter(|id| id.is_named(name)) {
        if known == wanted {
            return vec![known];
        }
        if known.is_named(wanted.as_str()) && seen.insert(known) {
            named.push(known);
        }
    }
    named
}

/// Every resource that the estate describes or associates.
fn ids(snapshot: &Snapshot) -> impl Iterator<Item = &ResourceId> {
    let associated = snapshot.perimeters.iter().flat_map(|it| &it.associations);
    snapshot.resources.iter().map(|it| &it.id).chain(associated.map(|it| &it.resource))
}

fn near<'s>(snapshot: &'s Snapshot, name: &str) -> Vec<&'s ResourceId> {
    let name = name.to_ascii_lowercase();
    let limit = name.chars().count().max(4) / 3;
    let distance = |id: &ResourceId| strsim::osa_distance(&name, &id.name().to_ascii_lowercase());
    let mut found: Vec<(usize, &ResourceId)> = Vec::new();
    for id in ids(snapshot) {
        let distance = distance(id);
        if distance <= limit && found.iter().all(|(_, it)| *it != id) {
            found.push((distance, id));
        }
    }
    if found.is_empty() {
        found.extend(snapshot.resources.iter().map(|it| (0, &it.id)));
    }
    order::sort_by_key(&mut found, |(distance, _)| *distance);
    found.into_iter().take(5).map(|(_, id)| id).collect()
}

/// Why a text names no resource, or more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// The text.
    pub text: String,
    /// Whether several resources have this name.
    pub ambiguous: bool,
    /// Ids: all that have the name, or some that resemble it.
    pub candidates: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted: Vec<String> = self.candidates.iter().map(|id| format!("`{id}`")).collect();
        let candidates = quoted.join(", ");
        match (self.ambiguous, self.candidates.is_empty()) {
            (true, _) => {
                write!(
                    f,
                    "Several resources are named `{}`. Write the id: {candidates}.",
                    self.text
                )
            }
            (false, true) => {
                write!(f, "There is no resource `{}`; the documents have none at all.", self.text)
            }
            (false, false) => write!(
                f,
                "There is no resource `{}`. Write the name or id of one: {candidates}.",
                self.text
            ),
        }
    }
}

impl std::error::Error for NotFound {}
