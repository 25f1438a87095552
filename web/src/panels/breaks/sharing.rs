//! For whom else a rule counts.

use nsp_core::{Compiled, ResourceId};

/// How many resources are named.
const MOST: usize = 3;

/// That rules of the profiles of these resources let callers in to others as well; none where the
/// profiles are theirs alone.
pub(super) fn sharing(compiled: &Compiled, resources: &[&ResourceId]) -> Option<String> {
    let mut others: Vec<&ResourceId> = Vec::new();
    for resource in resources {
        let Some(at) = compiled.association_of(resource) else { continue };
        let perimeter = compiled.snapshot().perimeters.get(at.perimeter as usize)?;
        let Some(profile) = perimeter.profiles.get(at.profile? as usize) else { continue };
        let alike = perimeter.associations.iter().filter(|it| {
            it.profile.eq_ignore_ascii_case(&profile.name) && !resources.contains(&&it.resource)
        });
        for other in alike.map(|it| &it.resource) {
            if !others.contains(&other) {
                others.push(other);
            }
        }
    }
    let named: Vec<String> =
        others.iter().take(MOST).map(|it| format!("`{}`", it.name())).collect();
    let left = others.len().saturating_sub(MOST);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    let list = format!("{}{more}", named.join(", "));
    (!others.is_empty())
        .then(|| format!("A rule counts for every resource of its profile: {list} too."))
}
