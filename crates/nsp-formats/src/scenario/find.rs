//! Naming a resource the short way.

use core::fmt;

use nsp_core::{ResourceId, Snapshot};

/// The resource of the estate that `text` names: by its id, or by its name where only one has it.
///
/// # Errors
///
/// [`NotFound`] lists what may be meant.
pub fn resource(snapshot: &Snapshot, text: &str) -> Result<ResourceId, NotFound> {
    let wanted = ResourceId::new(text);
    let mut named: Vec<&ResourceId> = Vec::new();
    for known in ids(snapshot) {
        if *known == wanted {
            return Ok(known.clone());
        }
        if known.name().eq_ignore_ascii_case(wanted.as_str()) && !named.contains(&known) {
            named.push(known);
        }
    }
    if let [only] = named.as_slice() {
        return Ok((*only).clone());
    }
    let ambiguous = !named.is_empty();
    let candidates = if ambiguous { named } else { near(snapshot, wanted.name()) };
    let candidates = candidates.into_iter().map(ToString::to_string).collect();
    Err(NotFound { text: text.trim().to_owned(), ambiguous, candidates })
}

/// Every resource that the estate describes or associates.
fn ids(snapshot: &Snapshot) -> impl Iterator<Item = &ResourceId> {
    let associated = snapshot.perimeters.iter().flat_map(|it| &it.associations);
    snapshot.resources.iter().map(|it| &it.id).chain(associated.map(|it| &it.resource))
}

fn near<'s>(snapshot: &'s Snapshot, name: &str) -> Vec<&'s ResourceId> {
    let name = name.to_lowercase();
    let distance = |id: &ResourceId| strsim::osa_distance(&name, &id.name().to_lowercase());
    let mut found: Vec<(usize, &ResourceId)> = Vec::new();
    for id in ids(snapshot) {
        let distance = distance(id);
        if distance <= name.chars().count().max(4) / 3 && found.iter().all(|(_, it)| *it != id) {
            found.push((distance, id));
        }
    }
    if found.is_empty() {
        found.extend(snapshot.resources.iter().map(|it| (0, &it.id)));
    }
    found.sort_by_key(|(distance, _)| *distance);
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
