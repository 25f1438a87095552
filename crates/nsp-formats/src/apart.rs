//! Things of one short name, told apart.

use std::collections::{BTreeMap, BTreeSet};

use nsp_core::{Network, ResourceId, Snapshot};

/// The shortest names by which the things of estates are told apart, each among those of its kind:
/// `store`, or `rg-a/store` where another group has a `store` too.
///
/// ```
/// # use nsp_core::{Resource, Snapshot};
/// # use nsp_formats::Apart;
/// let id = |group: &str| format!("/subscriptions/s/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/store");
/// let resources = ["a", "b"].map(|group| Resource::named(&id(group)).into()).to_vec();
/// let apart = Apart::of([&Snapshot { resources, ..Snapshot::default() }]);
/// assert_eq!(apart.resource(&id("a")), "a/store");
/// assert_eq!(Apart::default().resource(&id("a")), "store");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    resources: Names,
    perimeters: Names,
    profiles: Names,
    subnets: Names,
}

/// Of those that share their own names with others, by their ids in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Names(BTreeMap<String, String>);

impl Apart {
    /// The names in one or several estates.
    #[must_use]
    pub fn of<'s>(estates: impl IntoIterator<Item = &'s Snapshot>) -> Self {
        let [mut resources, mut perimeters, mut subnets] = [const { BTreeSet::new() }; 3];
        let mut profiles = BTreeSet::new();
        for estate in estates {
            for resource in &estate.resources {
                resources.insert(resource.id.as_str());
                if let Network::Given { network_acls: Some(acls), .. } = &resource.network {
                    subnets.extend(acls.virtual_network_rules.iter().map(|it| it.id.as_str()));
                    let named = acls.resource_access_rules.iter().map(|it| it.resource_id.as_str());
                    resources.extend(named.filter(|it| !it.contains('*')));
                }
            }
            for perimeter in &estate.perimeters {
                let id = perimeter.id.as_str();
                perimeters.insert(id);
                profiles.extend(perimeter.profiles.iter().map(|it| profile_id(id, &it.name)));
            }
        }
        Self {
            resources: Names::of(resources),
            perimeters: Names::of(perimeters),
            profiles: Names::of(profiles.iter().map(String::as_str)),
            subnets: Names::of(subnets),
        }
    }

    /// What a resource is called.
    #[must_use]
    pub fn resource<'a>(&'a self, id: &'a str) -> &'a str {
        self.resources.get(id)
    }

    /// What a perimeter is called.
    #[must_use]
    pub fn perimeter<'a>(&'a self, id: &'a str) -> &'a str {
        self.perimeters.get(id)
    }

    /// What a profile of a perimeter is called.
    #[must_use]
    pub fn profile<'a>(&'a self, perimeter: &str, name: &'a str) -> &'a str {
        self.profiles.known(&profile_id(perimeter, name)).unwrap_or(name)
    }

    /// What a subnet is called.
    #[must_use]
    pub fn subnet<'a>(&'a self, id: &'a str) -> &'a str {
        self.subnets.get(id)
    }
}

impl Names {
    fn of<'s>(ids: impl IntoIterator<Item = &'s str>) -> Self {
        let mut alike: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut written = BTreeMap::new();
        for id in ids {
            let key = id.to_lowercase();
            alike.entry(own(&key).to_owned()).or_default().insert(key.clone());
            written.entry(key).or_insert(id);
        }
        let mut names = BTreeMap::new();
        for ids in alike.into_values().filter(|ids| ids.len() > 1) {
            let all: Vec<Vec<String>> = ids.iter().map(|id| longer(id)).collect();
            for (at, id) in ids.iter().enumerate() {
                let written = written.get(id).copied().unwrap_or(id);
                let others = || all.iter().enumerate().filter(|(other, _)| *other != at);
                let is_apart = |place: usize, name: &String| {
                    !others().any(|(_, names)| names.get(place) == Some(name))
                };
                let mut tried = longer(written).into_iter().enumerate();
                let found = tried.find(|(place, name)| is_apart(*place, &name.to_lowercase()));
                let name = found.map_or_else(|| written.to_owned(), |(_, name)| name);
                names.insert(id.clone(), name);
            }
        }
        Self(names)
    }

    fn known(&self, id: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&id.to_lowercase()).map(String::as_str)
    }

    fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.known(id).unwrap_or_else(|| own(id))
    }
}

/// The names that an id can be called by, each longer than the one before: with what holds it, then
/// with its type, then whole.
fn longer(id: &str) -> Vec<String> {
    if ResourceId::new(id).holds_expression() {
        return vec![id.to_owned()];
    }
    let mut segments: Vec<&str> = id.split('/').filter(|it| !it.is_empty()).collect();
    if let Some(at) = segments.iter().position(|it| it.eq_ignore_ascii_case("providers")) {
        segments.drain(at..segments.len().min(at + 2));
    }
    let mut held = segments.iter().rev().step_by(2);
    let mut name = held.next().copied().unwrap_or_default().to_owned();
    let mut names = Vec::new();
    for holder in held {
        name = format!("{holder}/{name}");
        names.push(name.clone());
    }
    names.extend(segments.len().checked_sub(2).map(|from| segments.split_at(from).1.join("/")));
    names.push(id.to_owned());
    names
}

fn own(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn profile_id(perimeter: &str, name: &str) -> String {
    format!("{perimeter}/profiles/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ids: &[&str], expected: &[&str]) {
        let names = Names::of(ids.iter().copied());
        let found: Vec<&str> = ids.iter().map(|id| names.get(id)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_is_as_long_as_it_has_to_be() {
        let id = |subscription: &str, group: &str, rest: &str| {
            format!("/subscriptions/{subscription}/resourceGroups/{group}/providers/{rest}")
        };
        let account = |subscription: &str, group: &str, name: &str| {
            id(subscription, group, &format!("Microsoft.Storage/storageAccounts/{name}"))
        };
        let ids = [
            account("s", "rg-a", "Store"),
            account("s", "rg-b", "store"),
            account("t", "rg-b", "store"),
            account("s", "rg-a", "other"),
        ];
        let all = ids.each_ref().map(String::as_str);
        check(&all, &["rg-a/Store", "s/rg-b/store", "t/rg-b/store", "other"]);
        // The same in another case is the same.
        check(&[all[0], &all[0].to_uppercase()], &["Store", "STORE"]);
        let subnet = |net: &str| {
            id("s", "rg", &format!("Microsoft.Network/virtualNetworks/{net}/subnets/default"))
        };
        let [a, b] = ["vnet-a", "vnet-b"].map(subnet);
        check(&[&a, &b], &["vnet-a/default", "vnet-b/default"]);
        let vault = id("s", "rg-a", "Microsoft.KeyVault/vaults/store");
        check(&[all[0], &vault], &["storageAccounts/Store", "vaults/store"]);
        check(&["[a('x/y')]", "[b('x/y')]"], &["[a('x/y')]", "[b('x/y')]"]);
        let profiles = ["nsp-a", "nsp-b"].map(|it| {
            profile_id(
                &id("s", "rg", &format!("Microsoft.Network/networkSecurityPerimeters/{it}")),
                "web",
            )
        });
        check(&profiles.each_ref().map(String::as_str), &["nsp-a/web", "nsp-b/web"]);
    }
}
